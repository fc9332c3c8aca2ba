// Riwayat Golongan (manual III.B; domain.md 3.6). CPNS and PNS of the same golongan are entered once, as CPNS.
import { withinYears, yearsBetween } from '../form/dates.ts'
import { date, integer, list, text, type Ref } from '../form/field.ts'
import { section, type ListRow, type RuleContext } from '../form/section.ts'
import { rankCeiling, startingRank } from './riwayatPendidikan.ts'

const PENGADAAN = '211'
const PENYESUAIAN_IJAZAH = '203'
const REGULER = '101'

export const riwayatGolongan = section({
  code: 'riwayat-golongan',
  title: 'Riwayat Golongan',
  group: 'Riwayat',
  short: 'RG',
  lead: 'Cocokkan setiap baris dengan SK Anda. Tambahkan SK yang belum ada.',
  rows: 'many',
  min: 1,
  sort: 'tmt_golongan',
  columns: ['tmt_golongan', 'nomor_sk', 'tanggal_sk'],
  rowTitle: (v) => v.golongan?.nama ?? 'Golongan',
  fields: {
    golongan: list({ label: 'Golongan', to: 'golongan' }),
    masa_kerja_tahun: integer({ label: 'Masa Kerja Tahun', min: 0, max: 45, unit: 'tahun' }),
    masa_kerja_bulan: integer({ label: 'Masa Kerja Bulan', min: 0, max: 11, unit: 'bulan' }),
    nomor_sk: text({ label: 'Nomor SK', max: 100 }),
    tanggal_sk: date({ label: 'Tanggal SK' }),
    tmt_golongan: date({ label: 'TMT Golongan' }),
    nomor_bkn: text({ label: 'Nomor BKN', max: 100, required: false, hint: 'Nomor persetujuan teknis BKN. Kosongkan bila SK CPNS tidak memuatnya.' }),
    tanggal_bkn: date({ label: 'Tanggal BKN', required: false }),
    jenis_kp: list({ label: 'Jenis KP', to: 'jenis_kp', hint: 'Baris pertama (CPNS) berjenis Gol. dari Pengadaan CPNS/PNS.' }),
  },
  rules: [
    { id: 'V07', on: 'tanggal_sk', severity: 'warning', message: 'Tanggal SK berjarak lebih dari dua tahun dari TMT Golongan. Periksa kembali kedua tanggal.',
      ok: (v) => !v.tmt_golongan || withinYears(v.tanggal_sk, v.tmt_golongan, 2) },
    { id: 'V07', on: 'tanggal_bkn', message: 'Isi Nomor BKN dan Tanggal BKN dua-duanya, atau kosongkan dua-duanya.',
      ok: (v) => (v.nomor_bkn === null) === (v.tanggal_bkn === null) },
    { id: 'V11', on: 'golongan', severity: 'warning',
      message: (v, ctx) => `Golongan pertama dengan pendidikan itu biasanya ${rankName(ctx, startingRank(ctx))}. Periksa golongan dan Riwayat Pendidikan.`,
      ok: (v, ctx) => v.jenis_kp.id !== PENGADAAN || v.golongan.id === (startingRank(ctx) ?? v.golongan.id) },
    { id: 'V11', on: 'golongan', severity: 'warning',
      message: (v, ctx) => `KP reguler dengan pendidikan waktu itu sampai ${ceilingName(ctx, v.tmt_golongan)}. Periksa Jenis KP dan Riwayat Pendidikan.`,
      ok: (v, ctx) => v.jenis_kp.id !== REGULER || v.golongan.id! <= (rankCeiling(ctx, v.tmt_golongan) ?? v.golongan.id!) },
    { id: 'V12', on: 'masa_kerja_tahun', severity: 'warning',
      message: 'Masa kerja jauh berbeda dengan jarak dari TMT CPNS ke TMT Golongan. Periksa, atau sebutkan PMK bila ada.',
      ok: (v, ctx) => !ctx.person?.tmtCpns || Math.abs(v.masa_kerja_tahun - yearsBetween(ctx.person.tmtCpns, v.tmt_golongan)) <= 6 },
    { id: 'V06', on: 'tmt_golongan', message: 'TMT Golongan tidak boleh sebelum TMT CPNS.',
      ok: (v, ctx) => !ctx.person?.tmtCpns || v.tmt_golongan >= ctx.person.tmtCpns },
  ],
  listRules: [
    { id: 'V08', on: 'tmt_golongan', message: 'Dua baris memiliki TMT Golongan yang sama. Setiap kenaikan mempunyai TMT sendiri.',
      bad: (rows) => later(rows, (a, b) => a.v.tmt_golongan === b.v.tmt_golongan) },
    { id: 'V08', on: 'golongan', severity: 'warning',
      message: 'Golongan turun dibanding baris sebelumnya. Periksa golongan dan TMT. Karena hukuman disiplin? Pilih alasannya.',
      bad: (rows) => later(rows, (a, b) => rank(b) < rank(a)) },
    { id: 'V08', on: 'golongan', message: 'Golongan ini sudah ada pada baris lain. Golongan yang sama untuk CPNS dan PNS diisi sekali, sebagai CPNS.',
      bad: (rows) => later(rows, (a, b) => rank(b) === rank(a)) },
    { id: 'V08', on: 'golongan', severity: 'warning', message: 'Golongan naik lebih dari satu tingkat. Biasanya ada satu SK di antaranya. Tambahkan bila ada.',
      bad: (rows, ctx) => later(rows, (a, b) => step(ctx, a.v.golongan, b.v.golongan) > 1 && b.v.jenis_kp?.id !== PENYESUAIAN_IJAZAH) },
    { id: 'V09', on: 'jenis_kp', message: 'Baris pertama harus berjenis KP "Gol. dari Pengadaan CPNS/PNS".',
      bad: (rows) => inOrder(rows).slice(0, 1).filter((r) => r.v.jenis_kp && r.v.jenis_kp.id !== PENGADAAN).map((r) => r.kunci) },
    { id: 'V09', on: 'tmt_golongan', message: 'TMT baris pertama harus sama dengan TMT CPNS.',
      bad: (rows, ctx) => inOrder(rows).slice(0, 1).filter((r) => ctx.person?.tmtCpns && r.v.tmt_golongan !== ctx.person.tmtCpns).map((r) => r.kunci) },
    { id: 'V10', on: 'tmt_golongan', severity: 'warning',
      message: 'Kenaikan pangkat berjarak paling sedikit dua tahun (reguler empat tahun, 1 April atau 1 Oktober). Periksa TMT dan Jenis KP.',
      bad: (rows) => later(rows, (a, b) => tooSoon(a.v.tmt_golongan, b.v.tmt_golongan, b.v.jenis_kp)) },
    { id: 'V12', on: 'masa_kerja_tahun', severity: 'warning', message: 'Masa kerja lebih pendek dari baris sebelumnya. Periksa kedua SK.',
      bad: (rows) => later(rows, (a, b) => sameGroup(a, b) && months(b) < months(a)) },
  ],
  gaps: (rows, ctx) => pairs(rows).filter(([a, b]) => step(ctx, a.v.golongan, b.v.golongan) > 1 && b.v.jenis_kp?.id !== PENYESUAIAN_IJAZAH).map(([a, b]) => ({
    text: `Antara ${a.v.golongan.nama} (${a.v.tmt_golongan.slice(0, 4)}) dan ${b.v.golongan.nama} (${b.v.tmt_golongan.slice(0, 4)}) belum ada.`,
    start: { golongan: nextRank(ctx, a.v.golongan) } })),
  remarks: ['Sesuai SK', 'Penyesuaian ijazah', 'Masa kerja honorer diakui', 'Peninjauan masa kerja (PMK)', 'Penurunan pangkat (hukuman disiplin)'],
  help: [
    { term: 'Golongan CPNS dan PNS sama?', on: 'golongan', text: 'Isi satu kali saja, sebagai CPNS.' },
    { term: 'Apa itu Nomor BKN?', on: 'nomor_bkn', text: 'Nomor dan tanggal Pertek BKN (persetujuan teknis) pada SK kenaikan pangkat. SK CPNS tidak memuatnya? Kosongkan.' },
    { term: 'Apa itu TMT?', on: 'tmt_golongan', text: 'Terhitung Mulai Tanggal: tanggal mulai berlakunya golongan itu.' },
    { term: 'Apa itu Jenis KP?', on: 'jenis_kp', text: 'Jenis kenaikan pangkat, seperti tertulis di SK. Baris pertama: Gol. dari Pengadaan CPNS/PNS.' },
    { term: 'Apa itu PMK?', on: 'masa_kerja_tahun', text: 'Peninjauan masa kerja: masa kerja sebelum CPNS yang diakui dengan SK.' },
  ],
})

type Row = ListRow<{ golongan: Ref; tmt_golongan: string; jenis_kp: Ref; masa_kerja_tahun: number; masa_kerja_bulan: number }>

// Codes of golongan rise with the rank (11 = I/a … 45 = IV/e), so they compare as text.
const rank = (r: Row) => r.v.golongan?.id ?? ''
const rankName = (ctx: RuleContext, id: string | undefined) => ctx.info('golongan', id)?.nama ?? 'lain'
const ceilingName = (ctx: RuleContext, day: string) => rankName(ctx, rankCeiling(ctx, day))
const sameGroup = (a: Row, b: Row) => rank(a)[0] === rank(b)[0] // the step from II to III takes five years off
const months = (r: Row) => r.v.masa_kerja_tahun * 12 + r.v.masa_kerja_bulan

const inOrder = <R extends Row>(rows: readonly R[]) => rows.filter((r) => r.v.tmt_golongan).sort((a, b) => a.v.tmt_golongan.localeCompare(b.v.tmt_golongan))

function pairs<R extends Row>(rows: readonly R[]): [R, R][] {
  const sorted = inOrder(rows).filter((r) => r.v.golongan)
  return sorted.slice(1).map((r, i) => [sorted[i]!, r])
}

/** The later rows of the pairs that fail a comparison with the row before. */
const later = <R extends Row>(rows: readonly R[], bad: (a: R, b: R) => boolean) => pairs(rows).filter(([a, b]) => bad(a, b)).map(([, b]) => b.kunci)

/** II/d is followed by III/a; within a group the letter rises. */
function nextRank(ctx: RuleContext, { id }: Ref): Ref | null {
  const code = id!.endsWith('4') && id! < '40' ? `${Number(id![0]) + 1}1` : String(Number(id) + 1)
  const found = ctx.info('golongan', code)
  return found ? { id: code, nama: String(found.nama) } : null
}

function step(ctx: RuleContext, a: Ref, b: Ref): number {
  const [from, to] = [ctx.info('golongan', a.id)?.urutan, ctx.info('golongan', b.id)?.urutan]
  return typeof from === 'number' && typeof to === 'number' ? to - from : 0
}

function tooSoon(before: string, after: string, kind: Ref | null): boolean {
  const offDate = kind?.id === REGULER && !/-(04|10)-01$/.test(after)
  return offDate || (kind?.id !== PENYESUAIAN_IJAZAH && yearsBetween(before, after) < (kind?.id === REGULER ? 4 : 2))
}

type Held = { golongan: Ref | null; tmt_golongan: string | null }

const heldInOrder = (rows: readonly unknown[]) =>
  (rows as Held[]).filter((r) => r.tmt_golongan).sort((a, b) => a.tmt_golongan!.localeCompare(b.tmt_golongan!))

/** The present golongan and its TMT: the row with the latest TMT. */
export function latestRank(rows: readonly unknown[]): Held | undefined {
  return heldInOrder(rows).at(-1)
}

/** Code of the golongan held on a day. */
export function rankAt(rows: readonly unknown[], day: string | null): string | null {
  return (day && heldInOrder(rows).findLast((r) => r.tmt_golongan! <= day)?.golongan?.id) || null
}
