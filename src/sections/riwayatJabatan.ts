// Riwayat Jabatan (manual III.B; domain.md 3.10). Three kinds of position; the unit fills structural position and eselon.
import { withinYears } from '../form/dates.ts'
import { date, list, ref, text, type Ref } from '../form/field.ts'
import { section, type Gap, type RuleContext } from '../form/section.ts'
import { rankAt } from './riwayatGolongan.ts'

export const STRUKTURAL = '1'
export const FUNGSIONAL_TERTENTU = '2'
export const FUNGSIONAL_UMUM = '4'

const FORMER = 'Jabatan lama yang sudah tidak ada boleh ditulis sendiri.'

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
    jabatan_fungsional: ref({ label: 'Jabatan Fungsional', to: 'jabatan_fungsional', shownWhen: { field: 'jenis_jabatan', is: [FUNGSIONAL_TERTENTU] }, hint: FORMER }),
    jabatan_fungsional_umum: ref({ label: 'Jabatan Fungsional Umum', to: 'jabatan_fungsional_umum', shownWhen: { field: 'jenis_jabatan', is: [FUNGSIONAL_UMUM] }, hint: FORMER }),
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
        const rank = rankAt(ctx.rows('riwayat-golongan'), v.tmt_jabatan)
        return !range?.golongan_min || !rank || (rank >= String(range.golongan_min) && rank <= String(range.golongan_maks))
      } },
    { id: 'V15', on: 'jabatan_fungsional', severity: 'warning',
      message: 'Jenjang ini biasanya dijabat golongan yang lain. Periksa jabatan atau Riwayat Golongan.',
      ok: (v, ctx) => suits(ctx, ctx.info('jabatan_fungsional', v.jabatan_fungsional?.id), rankAt(ctx.rows('riwayat-golongan'), v.tmt_jabatan)) },
  ],
  listRules: [
    { id: 'V15', on: 'tmt_jabatan', message: 'Dua jabatan memiliki TMT yang sama. Setiap jabatan mempunyai TMT sendiri.',
      bad: (rows) => {
        const sorted = rows.filter((r) => r.v.tmt_jabatan).sort((a, b) => a.v.tmt_jabatan.localeCompare(b.v.tmt_jabatan))
        return sorted.filter((r, i) => r.v.tmt_jabatan === sorted[i - 1]?.v.tmt_jabatan).map((r) => r.kunci)
      } },
    { id: 'V15', on: 'jenis_jabatan', severity: 'warning',
      message: 'Jabatan struktural Anda sekarang memerlukan unit dari daftar. Pilih Unit Organisasi yang Anda pimpin.',
      bad: (rows) => {
        const now = latestPosition(rows.map((r) => r.v))
        return rows.filter((r) => r.v === now && now.jenis_jabatan?.id === STRUKTURAL && now.unor?.id === null).map((r) => r.kunci)
      } },
    { id: 'V15', on: 'jenis_jabatan', severity: 'warning',
      message: 'Jabatan Anda sekarang ditulis sendiri. Buka baris itu dan pilih dari daftar, atau usulkan lewat “Tidak ada di daftar?”.',
      bad: (rows) => {
        const now = latestPosition(rows.map((r) => r.v))
        return rows.filter((r) => r.v === now && [now.jabatan_fungsional, now.jabatan_fungsional_umum].some((post) => post?.id === null && !post.usul)).map((r) => r.kunci)
      } },
  ],
  ownText: { fields: ['jabatan_fungsional', 'jabatan_fungsional_umum'], when: (v, others) => (others as Position[]).some((o) => (o.tmt_jabatan ?? '') > v.tmt_jabatan) },
  gaps: (rows, ctx) => [...firstPost(rows.map((r) => r.v), ctx), ...presentPost(rows.map((r) => r.v), ctx)],
  remarks: ['Sesuai SK', 'SK berlaku surut', 'Unit sudah berganti nama', 'Perubahan susunan organisasi'],
  help: [
    { term: 'Unit mana yang dipilih?', on: 'unor', text: 'Unit terkecil tempat Anda bekerja menurut SK. Untuk guru: sekolah.' },
    { term: 'Apa itu Struktural?', on: 'jenis_jabatan', text: 'Memimpin sebuah unit dan mempunyai eselon. Nama jabatan dan eselon terisi dari unit yang dipilih.' },
    { term: 'Apa itu TMT Jabatan?', on: 'tmt_jabatan', text: 'Terhitung Mulai Tanggal: tanggal mulai menduduki jabatan itu menurut SK.' },
    { term: 'Apa itu Fungsional Umum?', on: 'jabatan_fungsional_umum', text: 'Disebut juga jabatan pelaksana: pengadministrasi, bendahara, pengemudi, dan lain-lain.' },
    { term: 'Tidak dilantik?', on: 'tmt_pelantikan', text: 'Hanya untuk jabatan yang dilantik. Kosongkan bila tidak ada.' },
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

type Info = ReturnType<RuleContext['info']>

/** Is a golongan in the range of a position? One step below it is usual: the promotion follows. */
function suits(ctx: RuleContext, range: Info, rank: string | null): boolean {
  const order = (id: unknown) => Number(ctx.info('golongan', String(id))?.urutan)
  return !rank || !range?.golongan_min || !(order(rank) < order(range.golongan_min) - 1 || order(rank) > order(range.golongan_maks))
}

/** Were the positions of a year structural? Undefined where none is known or some were and some were not. */
export function structuralIn(ctx: RuleContext, year: number): boolean | undefined {
  const rows = (ctx.rows('riwayat-jabatan') as Position[]).filter((r) => r.tmt_jabatan).sort(byDate)
  const held = rows.filter((r, i) => r.tmt_jabatan! <= `${year}-12-31` && (rows[i + 1]?.tmt_jabatan ?? '9999') > `${year}-01-01`)
  const kinds = new Set(held.map((r) => r.jenis_jabatan?.id === STRUKTURAL))
  return kinds.size === 1 ? kinds.has(true) : undefined
}

/** Batas usia pensiun of the present position (V17). Undefined while it is not known. */
export function retirementAge(ctx: RuleContext): number | undefined {
  const last = latestPosition(ctx.rows('riwayat-jabatan'))
  if (last?.jenis_jabatan?.id === STRUKTURAL) return /^[12]/.test(last.eselon?.id ?? '') ? 60 : 58
  if (last?.jenis_jabatan?.id === FUNGSIONAL_UMUM) return 58
  const info = ctx.info('jabatan_fungsional', last?.jabatan_fungsional?.id)
  return info && (Number(info.usia_bup) || usualAge(info))
}

/** By law, where no import brought the age. A guru utama retires as every teacher does. */
function usualAge({ jenjang, kelompok, formulir_khusus }: NonNullable<Info>): number {
  if (jenjang === 'Guru Besar') return 70
  if (formulir_khusus !== 'guru' && (jenjang === 'Utama' || kelompok === 'DOSEN')) return 65
  return jenjang === 'Madya' || kelompok === 'GURU' ? 60 : 58
}

/** The form of its own that goes with the present position: 'guru', 'dokter' or none (clarifications 1.10). */
export function specialForm(ctx: RuleContext): unknown {
  const last = latestPosition(ctx.rows('riwayat-jabatan'))
  return ctx.info('jabatan_fungsional', last?.jabatan_fungsional?.id)?.formulir_khusus
}

const YEARS_WITHOUT_POST = 2 // a first post is often given some time after the appointment

/** Nothing between the appointment as CPNS and the first post. */
function firstPost(rows: readonly Position[], ctx: RuleContext): readonly Gap[] {
  const first = rows.filter((r) => r.tmt_jabatan).sort(byDate)[0]?.tmt_jabatan
  const since = ctx.person?.tmtCpns
  if (!first || !since || withinYears(first, since, YEARS_WITHOUT_POST)) return []
  return [{ text: `Antara TMT CPNS (${since.slice(0, 4)}) dan jabatan pertama (${first.slice(0, 4)}) belum ada jabatan.` }]
}

/** The unit of Data Posisi is not that of the latest post (V27): a row that begins with it. */
function presentPost(rows: readonly Position[], ctx: RuleContext): readonly Gap[] {
  const unor = (ctx.rows('data-posisi')[0] as Position | undefined)?.unor
  const last = latestPosition(rows)
  if (!unor || !last?.unor || last.unor.id === unor.id || last.unor.nama === unor.nama) return []
  return [{ text: `Unit Anda sekarang, ${unor.nama}, belum ada pada jabatan terakhir.`, rule: 'V27', start: { ...last, unor, tmt_jabatan: null, tanggal_sk: null, nomor_sk: null, tmt_pelantikan: null } }]
}
