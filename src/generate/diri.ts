// Who the person is before the career: sex, birth, start of service, education at entry (population.md 3, rules 1 to 3).
import { dayOf, monthInYear, monthOf, partsOf, yearOf, type Day, type Month } from './calendar.ts'
import { entryEducation, earliestAge, type Masuk } from './pendidikan.ts'
import type { Post } from './post.ts'
import { Random, STREAM } from './random.ts'
import { data, eselon, tingkat } from './reference.ts'
import { slotOf, type Slot } from './slot.ts'

export type Diri = { slot: Slot; lelaki: boolean; lahir: Day; cpns: Month; pns: Month | null; masuk: Masuk }

type Band = [from: number, to: number, weight: number]
const tables = data<{
  /** women in percent, by kind of post */
  perempuan: Record<string, number>
  /** ages of those who are not officials; with the officials it gives the pyramid of population.md 2 */
  usia: Band[]
  usia_pejabat: Record<string, Band[]>
  /** the rest retire at 58, teachers at 60 */
  usia_pensiun: Record<string, number>
  /** how much was recruited before a year, against an ordinary one; a freeze from 2015, large intakes since */
  penerimaan: [until: number, weight: number][]
  bulan_cpns: [month: number, weight: number][]
}>('diri')

/** Age at which people of a kind retire. */
export const retirementAge = (kelompok: string): number => tables.usia_pensiun[kelompok] ?? (kelompok.startsWith('guru') ? 60 : 58)

const MOST = Math.max(...tables.penerimaan.map(([, weight]) => weight))
const intake = (year: number) => tables.penerimaan.find(([until]) => year < until)![1]

const HONORARY_FROM = 2004
const TRIES = 300

/** Draws until age, service, education and the slot of n agree with each other. */
export function drawDiri(seed: number, n: number, post: Post, acuan: Day): Diri {
  const r = new Random(seed, n, STREAM.diri)
  const slot = slotOf(seed, n)
  const lelaki = !r.chance((tables.perempuan[post.kelompok] ?? 50) / 100)
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
  const own = tables.usia_pejabat[kelompok]
  if (own) return own
  const teacher = kelompok.startsWith('guru')
  if (kelompok === 'pengawas') return tables.usia.filter(([from]) => from >= 41)
  if (kelompok === 'dosen') return tables.usia.map(([from, to, w]) => [from, to, from < 26 ? 0 : from > 60 ? 22 : w])
  if (teacher) return tables.usia.map(([from, to, w]) => [from, to, w * (to <= 30 ? 0.65 : from > 50 ? 1.22 : 1)])
  const health = ['perawat', 'bidan', 'dokter', 'dokter_gigi', 'gizi', 'sanitasi', 'laboratorium', 'farmasi', 'kesehatan_lain'].includes(kelompok)
  if (health) return tables.usia.map(([from, to, w]) => [from, to, w * (from > 50 ? 0.55 : 1)])
  return kelompok === 'dokter_spesialis' ? tables.usia.filter(([from]) => from >= 36) : tables.usia
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
  const cpns = monthOf(year, r.weighted(tables.bulan_cpns))
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
