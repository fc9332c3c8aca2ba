// Sertifikasi Guru (manual III.B names the form but no field; fields proposed in domain.md 3.11).
import { choice, date, digits, ref, text, year } from '../form/field.ts'
import { section } from '../form/section.ts'
import { forTeachers } from './dataGuru.ts'

const SUDAH = 'SUDAH'
const BELUM = 'BELUM'
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
    status_sertifikasi: choice({ label: 'Status Sertifikasi', options: { [SUDAH]: 'Sudah', [BELUM]: 'Belum' } }),
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
  rules: [
    { id: 'V04', on: 'npsn',
      message: 'NPSN Sekolah terdiri atas 8 huruf atau angka, misalnya 20306123. Periksa kembali, atau kosongkan.',
      ok: (v) => !v.npsn || /^[A-Za-z0-9]{8}$/.test(v.npsn) },
  ],
  listRules: [
    { id: 'V16', on: 'status_sertifikasi', message: 'Baris ini menyatakan Belum, tetapi sertifikat Anda ada di baris lain. Hapus baris ini.',
      bad: (rows) => (rows.some((r) => r.v.status_sertifikasi === SUDAH) ? rows.filter((r) => r.v.status_sertifikasi === BELUM).map((r) => r.kunci) : []) },
  ],
  help: [
    { term: 'Apa itu NUPTK?', on: 'nuptk', text: 'Nomor Unik Pendidik dan Tenaga Kependidikan, 16 angka.' },
    { term: 'Apa itu NRG?', on: 'nrg', text: 'Nomor Registrasi Guru, 12 angka. Diterbitkan setelah Anda lulus sertifikasi.' },
    { term: 'Apa itu LPTK?', on: 'lptk', text: 'Lembaga Pendidikan Tenaga Kependidikan: perguruan tinggi yang menyelenggarakan sertifikasi Anda.' },
    { term: 'Apa itu NPSN?', on: 'npsn', text: 'Nomor Pokok Sekolah Nasional, 8 huruf atau angka.' },
  ],
})
