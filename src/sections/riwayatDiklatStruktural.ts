// Riwayat Diklat Struktural (manual III.B; domain.md 3.8). Prajabatan is not entered here.
import { date, integer, list, text, year } from '../form/field.ts'
import { section } from '../form/section.ts'

export const riwayatDiklatStruktural = section({
  code: 'riwayat-diklat-struktural',
  title: 'Riwayat Diklat Struktural',
  group: 'Riwayat',
  short: 'DS',
  lead: 'Isi diklat kepemimpinan yang pernah Anda ikuti. Prajabatan tidak diisi di sini.',
  rows: 'many',
  sort: 'tanggal',
  columns: ['nomor', 'tanggal', 'tahun'],
  rowTitle: (v) => v.diklat?.nama ?? 'Diklat',
  fields: {
    diklat: list({ label: 'Nama Diklat', to: 'diklat_struktural' }),
    nomor: text({ label: 'Nomor', max: 100, hint: 'Nomor sertifikat atau STTPL.' }),
    tanggal: date({ label: 'Tanggal', hint: 'Tanggal pada sertifikat, contoh 14-03-2012.' }),
    tahun: year({ label: 'Tahun' }),
    jumlah_jam: integer({ label: 'Jumlah Jam', min: 1, max: 2000, required: false, unit: 'jam' }),
    institusi_penyelenggara: text({ label: 'Institusi Penyelenggara', max: 150, required: false }),
  },
})
