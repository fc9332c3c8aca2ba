// Riwayat Jabatan (manual III.B; domain.md 3.10). Three kinds of position; the unit fills structural position and eselon.
import { withinYears } from '../form/dates.ts'
import { date, list, ref, text, type Ref } from '../form/field.ts'
import { section, type RuleContext } from '../form/section.ts'
import { rankAt, riwayatGolongan } from './riwayatGolongan.ts'

export const STRUKTURAL = '1'
export const FUNGSIONAL_TERTENTU = '2'
export const FUNGSIONAL_UMUM = '4'

export const riwayatJabatan = section({
  code: 'riwayat-jabatan',
  title: 'Riwayat Jabatan',
  group: 'Riwayat',
  short: 'RJ',
  lead: 'Cocokkan setiap jabatan dengan SK Anda, dari yang pertama sampai yang sekarang.',
  rows: 'many',
  min: 1,
  sort: 'tmt_jabatan',
  columns: ['unor', 'tmt_jabatan', 'nomor_sk'],
  rowTitle: (v) => positionName(v) ?? 'Jabatan',
  fields: {
    jenis_jabatan: list({ label: 'Jenis Jabatan', to: 'jenis_jabatan', kinds: ['formulir'] }),
    instansi_kerja: ref({ label: 'Instansi Kerja', to: 'instansi', hint: 'Sudah terisi instansi Anda. Ubah bila waktu itu bekerja di instansi lain.' }),
    unor: ref({ label: 'Unit Organisasi', to: 'unor', scope: 'instansi', scopeField: 'instansi_kerja', freeText: true,
      fills: { nama_jabatan: 'nama_jabatan_struktural', eselon: 'eselon' }, decidedBy: 'instansi',
      hint: 'Unit terkecil tempat Anda bekerja. Untuk guru: sekolah. Unit lama yang sudah tidak ada boleh ditulis sendiri.' }),
    nama_jabatan_struktural: text({ label: 'Nama Jabatan Struktural', max: 200, shownWhen: { field: 'jenis_jabatan', is: [STRUKTURAL] },
      hint: 'Terisi sendiri setelah Unit Organisasi dipilih.' }),
    eselon: list({ label: 'Eselon', to: 'eselon', shownWhen: { field: 'jenis_jabatan', is: [STRUKTURAL] } }),
    jabatan_fungsional: ref({ label: 'Jabatan Fungsional', to: 'jabatan_fungsional', shownWhen: { field: 'jenis_jabatan', is: [FUNGSIONAL_TERTENTU] } }),
    jabatan_fungsional_umum: ref({ label: 'Jabatan Fungsional Umum', to: 'jabatan_fungsional_umum', shownWhen: { field: 'jenis_jabatan', is: [FUNGSIONAL_UMUM] } }),
    tmt_jabatan: date({ label: 'TMT Jabatan' }),
    tanggal_sk: date({ label: 'Tanggal SK' }),
    nomor_sk: text({ label: 'Nomor SK', max: 100 }),
    tmt_pelantikan: date({ label: 'TMT Pelantikan', required: false, hint: 'Tanggal pelantikan. Kosongkan bila tidak dilantik.' }),
  },
  rules: [
    { id: 'V15', on: 'tmt_jabatan', message: 'TMT Jabatan tidak boleh sebelum TMT CPNS.',
      ok: (v, ctx) => !ctx.person?.tmtCpns || v.tmt_jabatan >= ctx.person.tmtCpns },
    { id: 'V15', on: 'tmt_pelantikan', message: 'TMT Pelantikan tidak boleh sebelum Tanggal SK.',
      ok: (v) => !v.tmt_pelantikan || !v.tanggal_sk || v.tmt_pelantikan >= v.tanggal_sk },
    { id: 'V15', on: 'eselon', message: 'Jabatan struktural harus mempunyai eselon. Untuk tanpa eselon pilih jenis jabatan lain.',
      ok: (v) => v.jenis_jabatan?.id !== STRUKTURAL || (v.eselon !== null && v.eselon.id !== '99') },
    { id: 'V07', on: 'tanggal_sk', severity: 'warning', message: 'Tanggal SK lebih dari dua tahun dari TMT Jabatan. Periksa kembali kedua tanggal.',
      ok: (v) => !v.tmt_jabatan || withinYears(v.tanggal_sk, v.tmt_jabatan, 2) },
    { id: 'V15', on: 'eselon', severity: 'warning', message: 'Eselon ini biasanya dijabat golongan yang lain. Periksa eselon atau Riwayat Golongan.',
      ok: (v, ctx) => {
        const range = ctx.info('eselon', v.eselon?.id)
        const rank = rankAt(ctx.rows(riwayatGolongan.code), v.tmt_jabatan)
        return !range?.golongan_min || !rank || (rank >= String(range.golongan_min) && rank <= String(range.golongan_maks))
      } },
  ],
  listRules: [
    { id: 'V15', on: 'tmt_jabatan', message: 'Dua jabatan memiliki TMT yang sama. Setiap jabatan mempunyai TMT sendiri.',
      bad: (rows) => {
        const sorted = rows.filter((r) => r.v.tmt_jabatan).sort((a, b) => a.v.tmt_jabatan.localeCompare(b.v.tmt_jabatan))
        return sorted.filter((r, i) => r.v.tmt_jabatan === sorted[i - 1]?.v.tmt_jabatan).map((r) => r.kunci)
      } },
  ],
  help: [
    { term: 'Unit Organisasi', text: 'Unit terkecil tempat Anda bekerja menurut SK. Untuk guru: sekolah.' },
    { term: 'Jabatan Fungsional Umum', text: 'Disebut juga jabatan pelaksana: pengadministrasi, bendahara, pengemudi, dan lain-lain.' },
    { term: 'TMT Pelantikan', text: 'Hanya untuk jabatan yang dilantik. Kosongkan bila tidak ada.' },
  ],
})

type Position = {
  jenis_jabatan: Ref | null
  nama_jabatan_struktural: string | null
  eselon: Ref | null
  jabatan_fungsional: Ref | null
  jabatan_fungsional_umum: Ref | null
  unor: Ref | null
  tmt_jabatan: string | null
}

/** The name of a position, whatever its kind. */
export function positionName(v: Partial<Position>): string | null {
  return v.nama_jabatan_struktural ?? v.jabatan_fungsional?.nama ?? v.jabatan_fungsional_umum?.nama ?? null
}

const byDate = (a: Position, b: Position) => (a.tmt_jabatan ?? '').localeCompare(b.tmt_jabatan ?? '')

/** The present position: the row with the latest TMT. */
export function latestPosition(rows: readonly unknown[]): Position | undefined {
  return (rows as Position[]).filter((r) => r.tmt_jabatan).sort(byDate).at(-1)
}

/** TMT of the first row of the last unbroken run with the present eselon (clarifications 1.8). */
export function eselonSince(rows: readonly unknown[]): string | null {
  const sorted = (rows as Position[]).filter((r) => r.tmt_jabatan).sort(byDate)
  const now = sorted.at(-1)?.eselon?.id
  if (!now) return null
  const before = sorted.findLastIndex((r) => r.eselon?.id !== now)
  return sorted[before + 1]!.tmt_jabatan
}

/** The form of its own that goes with the present position: 'guru', 'dokter' or none (clarifications 1.10). */
export function specialForm(ctx: RuleContext): unknown {
  const last = latestPosition(ctx.rows(riwayatJabatan.code))
  return ctx.info('jabatan_fungsional', last?.jabatan_fungsional?.id)?.formulir_khusus
}
