// Who the person is before the career: sex, birth, start of service, education at entry (population.md 3, rules 1 to 3).
import { dayOf, monthInYear, monthOf, partsOf, yearOf, type Day, type Month } from './calendar.ts'
import { entryEducation, earliestAge, type Masuk } from './pendidikan.ts'
import type { Post } from './post.ts'
import { Random, STREAM, type Weighted } from './random.ts'
import { eselon, tingkat } from './reference.ts'
import { slotOf, type Slot } from './slot.ts'

export type Diri = { slot: Slot; lelaki: boolean; lahir: Day; cpns: Month; pns: Month | null; masuk: Masuk }

const PEREMPUAN: Record<string, number> = {
  guru_sd: 67, guru_smp: 57, guru_sma: 50, guru_smk: 42, guru_tk: 97, guru_slb: 65, pengawas: 38, perawat: 68, bidan: 100, dokter: 55, dokter_spesialis: 38, dokter_gigi: 72,
  gizi: 80, sanitasi: 45, laboratorium: 72, farmasi: 78, kesehatan_lain: 62, dosen: 42, jft: 38, jfu: 39.5, es5: 35, es4: 36, es3: 26, es2: 13, es1: 15,
}

type Band = readonly [from: number, to: number, weight: number]
/** Ages of those who are not structural officials; with those it gives the pyramid of population.md 2. */
const AGES: readonly Band[] = [[20, 25, 6], [26, 30, 10.4], [31, 35, 14.2], [36, 40, 13.6], [41, 45, 12.4], [46, 50, 16.8], [51, 55, 17.4], [56, 60, 11.5], [61, 65, 1]]
const OFFICIALS: Record<string, readonly Band[]> = {
  es5: [[31, 35, 6], [36, 40, 14], [41, 45, 22], [46, 50, 28], [51, 55, 24], [56, 57, 5]],
  es4: [[31, 35, 6], [36, 40, 14], [41, 45, 21], [46, 50, 27], [51, 55, 25], [56, 57, 7]],
  es3: [[38, 40, 4], [41, 45, 15], [46, 50, 30], [51, 55, 38], [56, 57, 13]],
  es2: [[44, 45, 3], [46, 50, 22], [51, 55, 45], [56, 59, 30]],
  es1: [[48, 50, 12], [51, 55, 48], [56, 59, 40]],
}
/** Retirement age; the rest retire at 58. */
const BUP: Record<string, number> = { pengawas: 60, dokter: 60, dokter_spesialis: 60, dokter_gigi: 60, dosen: 65, es2: 60, es1: 60 }

/** Age at which people of a kind retire. */
export const retirementAge = (kelompok: string): number => BUP[kelompok] ?? (kelompok.startsWith('guru') ? 60 : 58)

/** How much was recruited in a year, against an ordinary one; a freeze from 2015, large intakes since. */
const INTAKE: readonly (readonly [until: number, weight: number])[] = [
  [1976, 0.2], [1981, 0.8], [1990, 1.25], [1997, 1], [2003, 0.65], [2005, 1.5], [2010, 2.9], [2012, 1.3], [2015, 0.8], [2019, 0.25], [2020, 1.6], [2021, 0.5], [2023, 1.3], [2025, 0.4], [2026, 1.3], [9999, 0.8],
]
const MOST = 2.9
const intake = (year: number) => INTAKE.find(([until]) => year < until)![1]

const START_MONTHS: Weighted<number> = [[3, 46], [1, 21], [4, 13], [12, 14], [2, 2], [5, 1], [10, 2], [11, 1]]
const HONORARY_FROM = 2004
const TRIES = 300

/** Draws until age, service, education and the slot of n agree with each other. */
export function drawDiri(seed: number, n: number, post: Post, acuan: Day): Diri {
  const r = new Random(seed, n, STREAM.diri)
  const slot = slotOf(seed, n)
  const lelaki = !r.chance((PEREMPUAN[post.kelompok] ?? 50) / 100)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const birthYear = drawBirthYear(r, post, slot, lelaki, acuan)
    if (birthYear === undefined) continue
    for (let i = 0; i < 120; i++) {
      const start = drawStart(r, post, slot, birthYear, lelaki, acuan)
      if (start) return { slot, lelaki, lahir: dayOf(birthYear, slot.month, slot.day), ...start, pns: drawPns(r, start.cpns, acuan) }
    }
  }
  throw new Error(`Orang ke-${n} (${post.kelompok}) tidak dapat disusun`)
}

/** Ages by group: few health workers above 50, few young teachers, officials by their eselon. */
function bandsOf(kelompok: string): readonly Band[] {
  const own = OFFICIALS[kelompok]
  if (own) return own
  const teacher = kelompok.startsWith('guru')
  if (kelompok === 'pengawas') return AGES.filter(([from]) => from >= 41)
  if (kelompok === 'dosen') return AGES.map(([from, to, w]) => [from, to, from < 26 ? 0 : from > 60 ? 22 : w])
  if (teacher) return AGES.map(([from, to, w]) => [from, to, w * (to <= 30 ? 0.65 : from > 50 ? 1.22 : 1)])
  const health = ['perawat', 'bidan', 'dokter', 'dokter_gigi', 'gizi', 'sanitasi', 'laboratorium', 'farmasi', 'kesehatan_lain'].includes(kelompok)
  if (health) return AGES.map(([from, to, w]) => [from, to, w * (from > 50 ? 0.55 : 1)])
  return kelompok === 'dokter_spesialis' ? AGES.filter(([from]) => from >= 36) : AGES
}

function drawBirthYear(r: Random, post: Post, slot: Slot, lelaki: boolean, acuan: Day): number | undefined {
  const [year, month, day] = partsOf(acuan)
  const bands = bandsOf(post.kelompok).map((b) => [b, b[2]] as const)
  const notYet = slot.month > month || (slot.month === month && slot.day > day) ? 1 : 0
  // Nobody of the set reaches retirement in the year of the campaign.
  const oldest = retirementAge(post.kelompok) - 1 - notYet
  for (let i = 0; i < TRIES; i++) {
    const [from, to] = r.weighted(bands)
    if (from > oldest) continue
    const birthYear = year - r.int(from, Math.min(to, oldest)) - notYet
    if (slot.fitsYear(birthYear, lelaki)) return birthYear
  }
  return undefined
}

function drawStart(r: Random, post: Post, slot: Slot, birthYear: number, lelaki: boolean, acuan: Day): { cpns: Month; masuk: Masuk } | undefined {
  const birth = monthOf(birthYear, slot.month)
  const honorary = r.chance(0.22)
  const age = honorary ? 28 + r.next() * 16 : r.normal(25.5, 3.6)
  const year = yearOf(birth + Math.round(age * 12))
  const cpns = monthOf(year, r.weighted(START_MONTHS))
  if (honorary && (year < HONORARY_FROM || year > 2014)) return undefined
  if (!r.chance(intake(year) / MOST)) return undefined
  const masuk = entryEducation(r, post, year)
  if (cpns - birth <= earliestAge(masuk) * 12) return undefined
  const [nowYear, nowMonth] = partsOf(acuan)
  if (monthOf(nowYear, nowMonth) - cpns < leastService(post, masuk)) return undefined
  return slot.fitsTmt(birthYear, lelaki, cpns) ? { cpns, masuk } : undefined
}

/** Months of service that an official needs to have reached the lowest grade of the eselon. */
function leastService(post: Post, masuk: Masuk): number {
  if (post.kelompok === 'pengawas') return 180
  if (post.kelompok === 'dokter_spesialis') return 96
  if (!post.eselon) return 1
  const from = tingkat.get(masuk.tingkat)!.awal
  const to = eselon.get(post.eselon)!.min
  return 36 + Math.max(1, to - from) * 34
}

/** CPNS become PNS after one to two years, most before eighteen months. */
function drawPns(r: Random, cpns: Month, acuan: Day): Month | null {
  const pns = cpns + (r.chance(0.85) ? r.int(12, 18) : r.int(19, 24))
  const [year, month] = partsOf(acuan)
  return pns <= monthOf(year, month) ? pns : null
}

/** 18 digits: birth date, TMT CPNS, sex, serial. */
export function nipOf({ lahir, cpns, lelaki, slot }: Diri): string {
  const [y, m, d] = partsOf(lahir)
  const two = (v: number) => String(v).padStart(2, '0')
  return `${y}${two(m)}${two(d)}${yearOf(cpns)}${two(monthInYear(cpns))}${lelaki ? 1 : 2}${slot.serial}`
}
