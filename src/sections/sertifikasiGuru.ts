// Sertifikasi Guru (manual III.B names the form but no field; fields proposed in domain.md 3.11).
import { choice, date, digits, ref, text, year } from '../form/field.ts'
import { section } from '../form/section.ts'
import { forTeachers } from './dataGuru.ts'

const SUDAH = 'SUDAH'
const certified = { field: 'status_sertifikasi', is: [SUDAH] }

export const sertifikasiGuru = section({
  code: 'sertifikasi-guru',
  title: 'Sertifikasi Guru',
  group: 'Khusus',
  short: 'SG',
  lead: 'Isi sertifikat pendidik Anda. Belum disertifikasi? Pilih Belum.',
  rows: 'many',
  min: 1,
  onlyFor: forTeachers,
  sort: 'tahun_sertifikasi',
  columns: ['tahun_sertifikasi', 'nomor_sertifikat_pendidik', 'bidang_studi_sertifikasi'],
  rowTitle: (v) => (v.status_sertifikasi === SUDAH ? `Sertifikasi ${v.tahun_sertifikasi ?? ''}` : 'Belum disertifikasi'),
  fields: {
    status_sertifikasi: choice({ label: 'Status Sertifikasi', options: { [SUDAH]: 'Sudah', BELUM: 'Belum' } }),
    nuptk: digits({ label: 'NUPTK', lengths: [16], required: false, hint: '16 angka. Kosongkan bila belum punya.' }),
    npsn: text({ label: 'NPSN Sekolah', max: 8, required: false, hint: '8 huruf atau angka.' }),
    tahun_sertifikasi: year({ label: 'Tahun Sertifikasi', min: 2005, shownWhen: certified }),
    tanggal_sertifikat: date({ label: 'Tanggal Sertifikat', shownWhen: certified }),
    nomor_peserta: digits({ label: 'Nomor Peserta', lengths: [14], shownWhen: certified, hint: '14 angka.' }),
    nomor_sertifikat_pendidik: text({ label: 'Nomor Sertifikat Pendidik', max: 50, shownWhen: certified }),
    nrg: digits({ label: 'NRG', lengths: [12], shownWhen: certified, hint: 'Nomor Registrasi Guru, 12 angka.' }),
    bidang_studi_sertifikasi: ref({ label: 'Bidang Studi Sertifikasi', to: 'mata_pelajaran', shownWhen: certified }),
    lptk: text({ label: 'LPTK Penyelenggara', max: 150, shownWhen: certified, hint: 'Perguruan tinggi yang menyelenggarakan sertifikasi.' }),
  },
})
