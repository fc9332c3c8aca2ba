// Riwayat Pendidikan (manual III.B; domain.md 3.7). Level first, then the programme; exactly one row is the one at entry as CPNS.
import { yearsBetween } from '../form/dates.ts'
import { date, flag, list, ref, text, year, type Ref } from '../form/field.ts'
import { section, type ListRow, type RuleContext } from '../form/section.ts'

export const riwayatPendidikan = section({
  code: 'riwayat-pendidikan',
  title: 'Riwayat Pendidikan',
  group: 'Riwayat',
  short: 'RP',
  lead: 'Isi pendidikan formal Anda dari ijazah pertama sampai yang terakhir.',
  rows: 'many',
  min: 1,
  sort: 'tanggal_lulus',
  columns: ['tingkat_pendidikan', 'tahun_lulus', 'nama_sekolah'],
  rowTitle: (v) => v.pendidikan?.nama ?? 'Pendidikan',
  fields: {
    tingkat_pendidikan: list({ label: 'Tingkat Pendidikan', to: 'tingkat_pendidikan', hint: 'Pilih tingkat dulu, supaya pencarian nama lebih mudah.' }),
    pendidikan: ref({ label: 'Nama Pendidikan', to: 'pendidikan', within: 'tingkat_pendidikan', fills: { induk_id: 'tingkat_pendidikan' },
      hint: 'Ketik nama jurusan sesuai ijazah, lalu pilih.' }),
    tanggal_lulus: date({ label: 'Tanggal Lulus' }),
    tahun_lulus: year({ label: 'Tahun Lulus' }),
    nomor_ijazah: text({ label: 'Nomor Ijazah', max: 100 }),
    nama_sekolah: text({ label: 'Nama Sekolah', max: 150, hint: 'Sekolah atau perguruan tinggi sesuai ijazah.' }),
    gelar_depan: text({ label: 'Gelar Depan', max: 50, required: false, hint: 'Hanya gelar dari ijazah ini, misalnya Drs. atau dr.' }),
    gelar_belakang: text({ label: 'Gelar Belakang', max: 80, required: false, hint: 'Hanya gelar dari ijazah ini, misalnya S.Pd.' }),
    pendidikan_pertama: flag({ label: 'Pendidikan pertama saat pengangkatan CPNS',
      hint: 'Centang pada satu baris saja: ijazah yang dipakai waktu diangkat CPNS.' }),
  },
  rules: [
    { id: 'V13', on: 'tahun_lulus', message: 'Tahun Lulus harus sama dengan tahun pada Tanggal Lulus. Periksa ijazah Anda.',
      ok: (v) => String(v.tahun_lulus) === v.tanggal_lulus.slice(0, 4) },
    { id: 'V13', on: 'tanggal_lulus', message: 'Tanggal Lulus tidak boleh sebelum Tanggal Lahir Anda. Periksa ijazah Anda.',
      ok: (v, ctx) => !ctx.person?.tanggalLahir || v.tanggal_lulus > ctx.person.tanggalLahir },
    { id: 'V13', on: 'tanggal_lulus', severity: 'warning', message: 'Anda masih sangat muda saat lulus tingkat ini. Periksa tingkat dan Tanggal Lulus.',
      ok: (v, ctx) => !ctx.person?.tanggalLahir || yearsBetween(ctx.person.tanggalLahir, v.tanggal_lulus) >= youngest(v.tingkat_pendidikan) },
    { id: 'V13', on: 'pendidikan_pertama', message: 'Ijazah ini setelah TMT CPNS. Centang ijazah yang dipakai waktu diangkat CPNS, atau perbaiki Tanggal Lulus.',
      ok: (v, ctx) => !v.pendidikan_pertama || !ctx.person?.tmtCpns || v.tanggal_lulus <= ctx.person.tmtCpns },
  ],
  listRules: [
    { id: 'V13', on: 'pendidikan_pertama', message: 'Hanya satu baris boleh dicentang sebagai pendidikan pertama. Hapus dulu centang pada baris yang lain.',
      bad: (rows) => (first(rows).length > 1 ? first(rows).map((r) => r.kunci) : []) },
    { id: 'V13', on: 'pendidikan_pertama', message: 'Belum ada pendidikan pertama. Buka baris ijazah yang dipakai waktu diangkat CPNS, lalu centang.',
      bad: (rows) => (rows.length > 0 && first(rows).length === 0 ? [''] : []) },
    { id: 'V13', on: 'pendidikan', message: 'Pendidikan ini sudah ada pada baris lain dengan Tanggal Lulus yang sama. Hapus salah satu.',
      bad: (rows) => rows.filter((r, i) => rows.slice(0, i).some((other) => isTwin(other.v, r.v))).map((r) => r.kunci) },
    { id: 'V13', on: 'tanggal_lulus', severity: 'warning', message: 'Lulus lebih awal dari pendidikan yang lebih rendah. Periksa kedua Tanggal Lulus.',
      bad: (rows) => rows.filter((r) => rows.some((other) => isLower(other.v, r.v) && isBefore(r.v, other.v))).map((r) => r.kunci) },
  ],
  remarks: ['Sesuai ijazah', 'Ijazah Paket A, B, atau C', 'Kelas percepatan', 'Program penyetaraan'],
  help: [
    { term: 'Ijazah yang mana?', on: 'pendidikan_pertama', text: 'Ijazah yang dipakai waktu diangkat CPNS. Tepat satu baris yang dicentang.' },
    { term: 'Gelar apa yang boleh ditulis?', on: 'gelar_depan', text: 'Hanya gelar yang diakui BKN. Kosongkan bila ijazah tidak memberi gelar.' },
    { term: 'Pendidikan Anda tidak ada di daftar?', on: 'pendidikan', text: 'Jurusan atau program studi sesuai ijazah. Tidak ada di daftar? Usulkan, formulir tetap dapat dilanjutkan.' },
    { term: 'Pendidikan Terakhir', text: 'Di Data Utama terisi sendiri: tingkat tertinggi, lalu Tanggal Lulus terbaru.' },
  ],
})

type Diploma = { tingkat_pendidikan: Ref | null; pendidikan: Ref | null; tanggal_lulus: string | null }

const first = <R extends ListRow<{ pendidikan_pertama: boolean }>>(rows: readonly R[]) => rows.filter((r) => r.v.pendidikan_pertama)
const isLower = (a: Diploma, b: Diploma) => youngest(a.tingkat_pendidikan) < youngest(b.tingkat_pendidikan)
const isBefore = (a: Diploma, b: Diploma) => a.tanggal_lulus !== null && b.tanggal_lulus !== null && a.tanggal_lulus < b.tanggal_lulus
const isTwin = (a: Diploma, b: Diploma) => a.tanggal_lulus !== null && a.tanggal_lulus === b.tanggal_lulus && a.pendidikan?.nama === b.pendidikan?.nama

/** From which code of level on nobody is younger when he graduates; codes rise with the level. */
const AGES: readonly [tingkat: string, age: number][] = [['50', 23], ['45', 21], ['30', 19], ['25', 18], ['20', 17], ['15', 16], ['10', 13], ['05', 10]]
const youngest = (level: Ref | null): number => AGES.find(([from]) => (level?.id ?? '') >= from)?.[1] ?? 0

type Studied = Diploma & { tahun_lulus: number | null }
type Titled = { gelar_depan: string | null; gelar_belakang: string | null }

/** Pendidikan Terakhir and its year. */
export const lastProgramme = (rows: readonly unknown[]): Ref | null => highestEducation(rows)?.pendidikan ?? null
export const lastYear = (rows: readonly unknown[]): number | null => highestEducation(rows)?.tahun_lulus ?? null

/** The highest level, then the latest Tanggal Lulus (clarifications 1.8). Codes of levels rise with the level. */
export function highestEducation(rows: readonly unknown[]): Studied | undefined {
  const order = (r: Studied) => `${r.tingkat_pendidikan?.id ?? ''} ${r.tanggal_lulus ?? ''}`
  return (rows as Studied[]).toSorted((a, b) => order(a).localeCompare(order(b))).at(-1)
}

const PROFESSION = /\b(dokter|apoteker|ners)\b/i
const PROFESSION_START = '32'

/** Code of the golongan with which somebody of this education begins (V11). Undefined while that education is not known. */
export function startingRank(ctx: RuleContext): string | undefined {
  const entry = (ctx.rows('riwayat-pendidikan') as (Studied & { pendidikan_pertama: boolean | null })[]).find((r) => r.pendidikan_pertama)
  const start = ctx.info('tingkat_pendidikan', entry?.tingkat_pendidikan?.id)?.golongan_awal
  if (typeof start !== 'string') return undefined
  return PROFESSION.test(entry?.pendidikan?.nama ?? '') && start < PROFESSION_START ? PROFESSION_START : start
}

/** Code of the highest golongan that reguler promotion reaches with the education of that day (V11). */
export function rankCeiling(ctx: RuleContext, day: string): string | undefined {
  const done = (ctx.rows('riwayat-pendidikan') as Studied[]).filter((r) => r.tanggal_lulus !== null && r.tanggal_lulus <= day)
  const ceiling = ctx.info('tingkat_pendidikan', highestEducation(done)?.tingkat_pendidikan?.id)?.golongan_maks_reguler
  return typeof ceiling === 'string' ? ceiling : undefined
}

/** "S.Pd., M.Si." = spd, msi; of titles without commas between them each word counts too. */
const plain = (title: string): string => title.toLowerCase().replace(/[^a-z]/g, '')
const between = (titles: string): string[] => titles.split(/[,;]/).filter((t) => plain(t))

/** The titles that no listed education gives, as plain letters; none while no education is listed. Prof. is a post, not a degree. */
export function unearned(ctx: RuleContext, titles: string | null): string[] {
  const rows = ctx.rows('riwayat-pendidikan') as Titled[]
  if (rows.length === 0) return []
  const given = rows.flatMap((r) => [r.gelar_depan, r.gelar_belakang]).flatMap((t) => between(t ?? '')).flatMap((t) => [t, ...t.split(' ')])
  const known = new Set([...given.map(plain), 'prof', ''])
  return between(titles ?? '').filter((t) => !known.has(plain(t))).flatMap((t) => t.split(' ')).map(plain).filter((t) => !known.has(t))
}
