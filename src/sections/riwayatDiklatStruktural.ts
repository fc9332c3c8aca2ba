// Riwayat Diklat Struktural (manual III.B; domain.md 3.8). Prajabatan is not entered here.
import { date, integer, list, text, year } from '../form/field.ts'
import { section } from '../form/section.ts'

/** Answer of the task force (domain.md 3.8), here and in Riwayat Diklat Fungsional. */
export const PRAJABATAN = 'Diklat Prajabatan tidak diisi dalam e-PUPNS. Pilih diklat lain, atau pilih Batal.'
export const isPrajabatan = (name: string): boolean => /pra[ -]?jabatan|\blatsar\b/i.test(name)

export const riwayatDiklatStruktural = section({
  code: 'riwayat-diklat-struktural',
  title: 'Riwayat Diklat Struktural',
  group: 'Riwayat',
  short: 'DS',
  lead: 'Isi diklat struktural yang pernah Anda ikuti, misalnya Diklatpim Tk. IV. Prajabatan tidak diisi di sini.',
  rows: 'many',
  sort: 'tanggal_diklat',
  columns: ['nomor_diklat', 'tanggal_diklat', 'tahun_diklat'],
  rowTitle: (v) => v.diklat_struktural?.nama ?? 'Diklat',
  fields: {
    diklat_struktural: list({ label: 'Nama Diklat', to: 'diklat_struktural' }),
    nomor_diklat: text({ label: 'Nomor', max: 100, hint: 'Nomor sertifikat atau STTPL.' }),
    tanggal_diklat: date({ label: 'Tanggal', hint: 'Tanggal pada sertifikat, contoh 14-03-2012.' }),
    tahun_diklat: year({ label: 'Tahun' }),
    jumlah_jam: integer({ label: 'Jumlah Jam', min: 1, max: 2000, required: false, unit: 'jam' }),
    institusi_penyelenggara: text({ label: 'Institusi Penyelenggara', max: 150, required: false }),
  },
  rules: [
    { id: 'V13', on: 'tahun_diklat', message: 'Tahun harus sama dengan tahun pada Tanggal. Periksa sertifikat Anda.',
      ok: (v) => String(v.tahun_diklat) === v.tanggal_diklat.slice(0, 4) },
    { id: 'FAQ', on: 'diklat_struktural', message: PRAJABATAN, ok: (v) => ![v.nomor_diklat, v.institusi_penyelenggara ?? ''].some(isPrajabatan) },
  ],
  remarks: ['Sesuai sertifikat'],
  help: [
    { term: 'Prajabatan', text: 'Tidak diisi dalam e-PUPNS, meskipun bersertifikat.' },
    { term: 'Apa itu STTPL?', on: 'nomor_diklat', text: 'Surat Tanda Tamat Pendidikan dan Pelatihan, yaitu sertifikat diklat Anda.' },
    { term: 'LEMHANAS atau diklat lain?', on: 'diklat_struktural', text: 'Pilih Diklat Struktural Lainnya.' },
  ],
})
