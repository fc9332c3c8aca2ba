// Kompetensi (manual II.B.2 d; domain.md 3.16): results of competency assessments.
import { date, ref, text } from '../form/field.ts'
import { section } from '../form/section.ts'

export const kompetensi = section({
  code: 'kompetensi',
  title: 'Kompetensi',
  group: 'Riwayat',
  short: 'KO',
  lead: 'Isi hasil penilaian kompetensi bila Anda pernah mengikutinya.',
  rows: 'many',
  optional: true,
  sort: 'tanggal_penilaian',
  columns: ['tanggal_penilaian', 'metode_penilaian', 'hasil_penilaian'],
  rowTitle: (v) => v.kompetensi?.nama ?? 'Kompetensi',
  fields: {
    kompetensi: ref({ label: 'Nama Kompetensi', to: 'kompetensi' }),
    metode_penilaian: text({ label: 'Metode', max: 100, hint: 'Misalnya assessment center, wawancara, atau uji kompetensi.' }),
    asesor: text({ label: 'Asesor', max: 150, hint: 'Orang atau lembaga yang menilai.' }),
    tanggal_penilaian: date({ label: 'Tanggal Penilaian' }),
    hasil_penilaian: text({ label: 'Tingkat atau Nilai', max: 50, hint: 'Seperti pada laporan, misalnya Level 3 atau 78.' }),
  },
  help: [
    { term: 'Apa itu kompetensi?', on: 'kompetensi', text: 'Kemampuan kerja yang diukur lewat penilaian resmi. Belum pernah dinilai? Pilih Tidak punya.' },
    { term: 'Siapa asesor?', on: 'asesor', text: 'Orang atau lembaga yang melakukan penilaian.' },
  ],
})
