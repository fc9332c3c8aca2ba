// Data Dokter (manual III.B; domain.md 3.12): only for doctors and dentists by their position.
import { choice, integer, list, ref } from '../form/field.ts'
import { section, type RuleContext } from '../form/section.ts'
import { latestPosition, positionName, specialForm } from './riwayatJabatan.ts'

const SPESIALIS = 'SPESIALIS'
const GIGI = 'GIGI'

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
    jenis_dokter: choice({ label: 'Jenis Dokter', options: { UMUM: 'Umum', [GIGI]: 'Gigi', [SPESIALIS]: 'Spesialis' } }),
    bidang_spesialis: ref({ label: 'Bidang Spesialis', to: 'bidang_spesialis', required: false, hint: 'Hanya untuk Spesialis, juga dokter gigi spesialis.' }),
    kemampuan_per_hari: integer({ label: 'Jumlah Kemampuan Penanganan Dokter Per Hari', min: 1, max: 300, unit: 'pasien' }),
  },
  rules: [
    { id: 'V16', on: 'bidang_spesialis', message: 'Pilih Bidang Spesialis Anda.', ok: (v) => v.jenis_dokter !== SPESIALIS || v.bidang_spesialis !== null },
    { id: 'V16', on: 'jenis_dokter', message: 'Bidang Spesialis hanya untuk Jenis Dokter Spesialis. Pilih Spesialis, atau kosongkan Bidang Spesialis.',
      ok: (v) => v.jenis_dokter === SPESIALIS || v.bidang_spesialis === null },
    { id: 'V16', on: 'bidang_spesialis', severity: 'warning',
      message: 'Bidang Spesialis ini tidak sesuai dengan jabatan Anda (Dokter atau Dokter Gigi). Periksa keduanya, atau jelaskan.',
      ok: (v, ctx) => agrees(ctx, ctx.info('bidang_spesialis', v.bidang_spesialis?.id)?.jenis === 'dokter gigi', v.bidang_spesialis?.id) },
    { id: 'V16', on: 'jenis_dokter', severity: 'warning',
      message: 'Jenis Dokter ini tidak sesuai dengan jabatan Anda (Dokter atau Dokter Gigi). Periksa keduanya, atau jelaskan.',
      ok: (v, ctx) => agrees(ctx, v.jenis_dokter === GIGI, v.jenis_dokter !== SPESIALIS) },
  ],
  remarks: ['Sesuai SK', 'Jabatan sedang disesuaikan'],
  help: [
    { term: 'Dokter gigi spesialis?', on: 'jenis_dokter', text: 'Dokter gigi spesialis memilih Spesialis, lalu bidangnya, misalnya Ortodonsia.' },
    { term: 'Berapa pasien?', on: 'kemampuan_per_hari', text: 'Jumlah pasien yang biasanya dapat Anda tangani dalam satu hari kerja.' },
    { term: 'Lebih dari satu tempat', text: 'Isi satu baris untuk setiap unit kesehatan pada SK Anda.' },
  ],
})

/** Is it dental as the present position is? Where either is not known it may be. */
function agrees(ctx: RuleContext, dental: boolean, known: unknown): boolean {
  const position = positionName(latestPosition(ctx.rows('riwayat-jabatan')) ?? {})
  return !known || !position || dental === /^dokter gigi/i.test(position)
}
