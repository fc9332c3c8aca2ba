// Potensi (manual II.B.2 d; domain.md 3.16): results of potential assessments. No official field list is public.
import { text, year } from '../form/field.ts'
import { section } from '../form/section.ts'

export const potensi = section({
  code: 'potensi',
  title: 'Potensi',
  group: 'Riwayat',
  short: 'PO',
  lead: 'Isi hasil pemetaan potensi bila Anda pernah mengikutinya.',
  rows: 'many',
  optional: true,
  sort: 'tahun_penilaian',
  columns: ['kategori_hasil', 'nomor_laporan'],
  rowTitle: (v) => [v.institusi_penilai, v.tahun_penilaian].filter(Boolean).join(', ') || 'Potensi',
  fields: {
    tahun_penilaian: year({ label: 'Tahun' }),
    institusi_penilai: text({ label: 'Institusi Penilai', max: 150 }),
    kategori_hasil: text({ label: 'Kategori Hasil', max: 100, hint: 'Seperti pada laporan, misalnya Memenuhi Syarat.' }),
    nomor_laporan: text({ label: 'Nomor Laporan', max: 100, required: false }),
  },
  help: [{ term: 'Potensi', text: 'Hasil pemetaan kemampuan dan minat oleh lembaga penilai. Belum pernah dipetakan? Pilih Tidak punya.' }],
})
