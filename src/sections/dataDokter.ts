// Data Dokter (manual III.B; domain.md 3.12): only for doctors and dentists by their position.
import { choice, integer, list, ref } from '../form/field.ts'
import { section } from '../form/section.ts'
import { specialForm } from './riwayatJabatan.ts'

export const dataDokter = section({
  code: 'data-dokter',
  title: 'Data Dokter',
  group: 'Khusus',
  short: 'DD',
  lead: 'Isi tempat Anda praktik sebagai dokter saat ini.',
  rows: 'many',
  min: 1,
  onlyFor: { who: 'PNS dengan jabatan Dokter', when: (ctx) => specialForm(ctx) === 'dokter' },
  sort: 'jenis_unit_kesehatan',
  columns: ['jenis_unit_kesehatan', 'jenis_dokter', 'kemampuan_per_hari'],
  rowTitle: (v) => v.unit_kesehatan?.nama ?? 'Unit kesehatan',
  fields: {
    jenis_unit_kesehatan: list({ label: 'Jenis Unit Kesehatan', to: 'jenis_unit_kesehatan' }),
    unit_kesehatan: ref({ label: 'Nama Unit Kesehatan', to: 'unit_kesehatan', kindFrom: 'jenis_unit_kesehatan' }),
    jenis_dokter: choice({ label: 'Jenis Dokter', options: { UMUM: 'Umum', GIGI: 'Gigi', SPESIALIS: 'Spesialis' } }),
    bidang_spesialis: ref({ label: 'Bidang Spesialis', to: 'bidang_spesialis', shownWhen: { field: 'jenis_dokter', is: ['SPESIALIS'] } }),
    kemampuan_per_hari: integer({ label: 'Jumlah Kemampuan Penanganan Dokter Per Hari', min: 1, max: 300, unit: 'pasien' }),
  },
})
