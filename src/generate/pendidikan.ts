// Education before and during the career (population.md 3, rules 3 and 4). Grades depend on it.
import { partsOf, monthOf, yearOf, type Day, type Month } from './calendar.ts'
import type { Post } from './post.ts'
import type { Random, Weighted } from './random.ts'
import { data, jenjang, program, programs, tingkat } from './reference.ts'

/** Level and programme at entry into service. */
export type Masuk = { tingkat: string; studi: string }
export type Pendidikan = { kode: string; tingkat: string; lulus: Month; pertama: boolean }

type Era = Record<string, Record<string, number>>
const tables = data<{ masuk: Record<string, Era>; lanjut: Record<string, Record<string, [to: string, chance: number]>> }>('jenjang')

const entry = new Map<string, (readonly [until: number, table: Weighted<string>])[]>()
for (const [group, eras] of Object.entries(tables.masuk)) {
  entry.set(
    group,
    Object.entries(eras)
      .map(([until, table]) => [Number(until), Object.entries(table)] as const)
      .sort((a, b) => a[0] - b[0]),
  )
}

/** Age at which a level is usually finished, and at which one may start service with it. */
const USUAL_AGE: Record<string, number> = {
  '05': 12,
  10: 15,
  12: 15,
  15: 18,
  17: 18,
  18: 18,
  20: 19,
  25: 20,
  30: 21,
  35: 22,
  40: 22,
  45: 25,
  50: 29,
}
const START_AGE: Record<string, number> = {
  '05': 19,
  10: 18,
  12: 18,
  15: 18,
  17: 18,
  18: 18,
  20: 19,
  25: 20,
  30: 21,
  35: 22,
  40: 22,
  45: 24,
  50: 28,
}

function entryGroup({ kelompok }: Post): string {
  if (kelompok === 'guru_sd' || kelompok === 'guru_tk') return 'guru_sd'
  if (kelompok.startsWith('guru') || kelompok === 'pengawas') return 'guru_menengah'
  if (kelompok.startsWith('dokter')) return 'dokter'
  if (kelompok === 'es1' || kelompok === 'es2') return 'pimpinan'
  if (kelompok.startsWith('es')) return 'struktural'
  return entry.has(kelompok) ? kelompok : 'kesehatan'
}

/** What somebody of this post had studied when service began in that year. */
export function entryEducation(r: Random, post: Post, year: number): Masuk {
  const eras = entry.get(entryGroup(post))!
  const table = eras.find(([until]) => year < until)![1]
  return { tingkat: suited(post, r.weighted(table)), studi: post.studi }
}

/** Some functional positions are for graduates only, some for those below. */
function suited({ kelompok, jft }: Post, level: string): string {
  if (kelompok !== 'jft') return level
  const kinds = new Set(jenjang.get(jft!)!.map((j) => j.kategori))
  if (!kinds.has('KETERAMPILAN')) return level < '35' ? '40' : level
  return !kinds.has('KEAHLIAN') && level > '30' ? '30' : level
}

export function earliestAge({ tingkat: level, studi }: Masuk): number {
  return level === '40' && studi.startsWith('dokter') ? 24 : START_AGE[level]!
}

/** All education: a school certificate below a diploma, the one at entry, and what was added in service. */
export function drawPendidikan(r: Random, post: Post, masuk: Masuk, lahir: Day, cpns: Month, acuan: Day): Pendidikan[] {
  const [by, bm] = partsOf(lahir)
  const birth = monthOf(by, bm)
  const rows: Pendidikan[] = []
  const first = graduation(r, birth, masuk.tingkat, masuk.studi, cpns)
  if (masuk.tingkat >= '20') {
    const school = { tingkat: '15', lulus: Math.min(inSummer(r, birth + 18 * 12), first - 12) }
    rows.push({ ...school, kode: r.pick(programs('umum', '15', yearOf(school.lulus))), pertama: false })
  }
  rows.push({ kode: choose(r, post, masuk.studi, masuk.tingkat, first), tingkat: masuk.tingkat, lulus: first, pertama: true })
  const [ay, am] = partsOf(acuan)
  addLater(r, post, rows, birth, cpns, monthOf(ay, am))
  return rows
}

/** Graduation at the usual age; from a diploma on, those who began service late often studied late. */
function graduation(r: Random, birth: Month, level: string, studi: string, cpns: Month): Month {
  const usual = birth + (USUAL_AGE[level]! + (studi.startsWith('dokter') && level === '40' ? 2 : 0)) * 12 + r.int(0, 24)
  const late = level >= '20' ? Math.max(usual, cpns - r.int(6, 96)) : usual
  return Math.min(inSummer(r, late), cpns - r.int(2, 10))
}

/** School years end in June; universities also graduate in other months. */
const inSummer = (r: Random, m: Month) => m - (m % 12) + (r.chance(0.7) ? 5 : r.pick([1, 7, 8, 10]))

function choose(r: Random, post: Post, studi: string, level: string, lulus: Month): string {
  const list = programs(studi, level, yearOf(lulus))
  if (post.kelompok === 'dokter_spesialis' && level === '45') return r.pick(list.filter((kode) => program.get(kode)!.belakang.startsWith('Sp.')))
  if (post.kelompok === 'dokter' && level === '45') return r.pick(list.filter((kode) => !program.get(kode)!.belakang.startsWith('Sp.')))
  return r.pick(list)
}

function ladder({ kelompok }: Post): Record<string, [string, number]> {
  if (kelompok.startsWith('guru') || kelompok === 'pengawas') return tables.lanjut.guru!
  if (kelompok === 'dokter_gigi') return tables.lanjut.dokter!
  return tables.lanjut[kelompok] ?? tables.lanjut.kesehatan!
}

function addLater(r: Random, post: Post, rows: Pendidikan[], birth: Month, cpns: Month, acuan: Month): void {
  const steps = ladder(post)
  for (let after = cpns; rows.length < 6;) {
    const last = rows.at(-1)!
    const step = steps[last.tingkat]
    const from = after + 30
    const until = Math.min(acuan - 6, birth + 54 * 12)
    if (!step || from >= until) return
    // The longer the service the likelier: after sixteen years everybody who will has done it.
    const willing = step[1] * Math.min(1.12, 0.55 + (acuan - after) / 380)
    if (step[1] < 1 && !r.chance(willing)) return
    const lulus = inSummer(r, from + Math.floor((until - from) * Math.min(0.95, 0.05 + r.next() * 0.8)))
    if (lulus <= last.lulus + 24 || lulus > acuan) return
    rows.push({ kode: choose(r, post, post.studi, step[0], lulus), tingkat: step[0], lulus, pertama: false })
    after = lulus
  }
}

/** The highest level, then the latest (clarifications 2.8). */
export function highest(rows: readonly Pendidikan[], until = Infinity): Pendidikan {
  const order = (p: Pendidikan) => tingkat.get(p.tingkat)!.urutan * 100_000 + p.lulus
  return rows.filter((p) => p.lulus <= until).reduce((best, p) => (order(p) > order(best) ? p : best))
}
