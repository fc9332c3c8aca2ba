// Anak (manual III.B, Data Riwayat Keluarga c; domain.md 3.4): all children, also those no longer on the family card.
import { choice, date, list, ref, row, text } from '../form/field.ts'
import { section } from '../form/section.ts'
import { suamiIstri } from './suamiIstri.ts'

export const TIDAK_TERCATAT = '-'

export const anak = section({
  code: 'anak',
  title: 'Anak',
  group: 'Data pribadi',
  short: 'AN',
  lead: 'Isi semua anak, juga yang sudah dewasa atau tidak lagi pada kartu keluarga.',
  rows: 'many',
  decidedBy: 'instansi',
  sort: 'tanggal_lahir',
  columns: ['orang_tua', 'tanggal_lahir', 'status_anak'],
  rowTitle: (v) => v.nama ?? 'Tanpa nama',
  fields: {
    orang_tua: row({ label: 'Ayah/Ibu', rowsOf: suamiIstri.code, options: { [TIDAK_TERCATAT]: 'Tidak tercatat' },
      hint: 'Ayah atau ibu dari anak ini selain Anda. Belum ada? Tambahkan dulu di Suami/Istri.' }),
    nama: text({ label: 'Nama', max: 100, hint: 'Sesuai akta kelahiran.' }),
    tanggal_lahir: date({ label: 'Tanggal Lahir' }),
    tempat_lahir: ref({ label: 'Tempat Lahir', to: 'wilayah', kinds: ['KB', 'KC', 'P', 'NG'] }),
    jenis_kelamin: list({ label: 'Jenis Kelamin', to: 'jenis_kelamin' }),
    status_anak: choice({ label: 'Status Anak', options: { KANDUNG: 'Kandung', ANGKAT: 'Angkat', TIRI: 'Tiri' } }),
  },
})
