// BPJS Kesehatan (manual III.B, Data Stakeholder 1): only for those who hold a card. Leaves by export to BPJS.
import { digits, text } from '../form/field.ts'
import { section } from '../form/section.ts'

export const bpjs = section({
  code: 'bpjs',
  title: 'BPJS Kesehatan',
  group: 'Stakeholder',
  short: 'BP',
  lead: 'Isi kartu BPJS Kesehatan Anda. Belum punya kartu? Pilih Tidak punya. Jawaban ini diteruskan kepada BPJS Kesehatan.',
  rows: 'many',
  max: 1,
  decidedBy: 'instansi',
  columns: ['nomor_kartu'],
  rowTitle: (v) => v.nama_peserta ?? 'Peserta',
  fields: {
    nomor_kartu: digits({ label: 'Nomor Kartu Peserta', lengths: [13], secret: true, hint: '13 angka pada kartu BPJS Kesehatan.' }),
    nama_peserta: text({ label: 'Nama Peserta', max: 100, hint: 'Seperti tertulis pada kartu.' }),
  },
  help: [
    { term: 'Nomor yang mana?', on: 'nomor_kartu', text: '13 angka pada kartu BPJS Kesehatan, KIS, atau kartu Askes yang sudah diganti.' },
    { term: 'Keluarga', text: 'Nomor suami, istri, ayah, dan ibu diisi di bagian masing-masing.' },
  ],
})
