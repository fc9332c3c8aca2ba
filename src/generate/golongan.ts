// Promotions from entry to today (population.md 3, rules 5 to 7).
import { firstDay, promotionMonth, type Month } from './calendar.ts'
import { drawBkn, drawSk, type Sk } from './decree.ts'
import type { Pendidikan } from './pendidikan.ts'
import type { Post } from './post.ts'
import type { Random, Weighted } from './random.ts'
import { eselon, jenjang, program, tingkat, type Instansi } from './reference.ts'

export type Golongan = { grade: number; tmt: Month; jenis: string; masaKerja: number; sk: Sk; bkn: Sk | null }
export type Step = { grade: number; tmt: Month; jenis: string }

const REGULER = '101'
const STRUKTURAL = '201'
const JFT = '202'
const IJAZAH = '203'
const PENGADAAN = '211'
const [II_A, III_A, III_B, III_D, IV_A, IV_B, IV_C, IV_E] = [4, 8, 9, 11, 12, 13, 14, 16]

/** Doctors, pharmacists and nurses with a profession start at III/b. */
const PROFESSIONS = new Set(['400093', '400094', '400095', '400096', '400097'])

const DELAY: Weighted<number> = [
  [0, 46],
  [6, 22],
  [12, 16],
  [18, 9],
  [24, 7],
]

/** General staff often miss a term. */
const MISSED: Weighted<number> = [
  [0, 30],
  [6, 16],
  [12, 18],
  [24, 22],
  [48, 14],
]
const TEACHERS: Weighted<number> = [
  [0, 54],
  [6, 22],
  [12, 15],
  [18, 9],
]

type Career = { post: Post; instansi: Instansi; pendidikan: readonly Pendidikan[]; cpns: Month; acuan: Month }

/** Months that every official has been in the present post at least. */
const IN_OFFICE = 3

/** All golongan rows of a career. */
export function drawGolongan(r: Random, c: Career): Golongan[] {
  const steps = climb(r, c)
  return withDecrees(r, c.instansi, steps, r.chance(0.08) ? r.int(1, 60) : 0)
}

/** Adds months of service (with those credited at entry), decrees and approvals to steps. */
export function withDecrees(r: Random, instansi: Instansi, steps: readonly Step[], credit: number): Golongan[] {
  return steps.map((step, i) => finish(r, instansi, step, masaKerja(steps, i, credit)))
}

function finish(r: Random, instansi: Instansi, step: Step, months: number): Golongan {
  const first = step.jenis === PENGADAAN
  const group = String(step.grade < II_A ? 1 : step.grade < III_A ? 2 : step.grade < IV_A ? 3 : 4)
  const sk = drawSk(r, instansi, first ? 'cpns' : 'pangkat', firstDay(step.tmt), 120, group)
  return { ...step, masaKerja: months, sk, bkn: first ? null : drawBkn(r, instansi, sk.tanggal) }
}

/** Months for the salary table: some grades begin with three years, crossing into II takes six and into III five years off. */
function masaKerja(steps: readonly Step[], upTo: number, credit: number): number {
  const first = steps[0]!
  const bonus = first.grade % 4 !== 0 && first.grade < III_A ? 36 : 0
  const at = steps[upTo]!
  const crossed = (from: number) => first.grade < from && at.grade >= from
  return Math.max(0, at.tmt - first.tmt + Math.min(credit, 60 - bonus) + bonus - (crossed(II_A) ? 72 : 0) - (crossed(III_A) ? 60 : 0))
}

/** The grade that an education gives at entry. */
export function startGrade(kode: string): number {
  return PROFESSIONS.has(kode) ? III_B : tingkat.get(program.get(kode)!.tingkat)!.awal
}

/** Officials had the grade of their eselon before they came to the post: their promotions are hastened until they do. */
function climb(r: Random, c: Career): Step[] {
  const needed = c.post.eselon ? eselon.get(c.post.eselon)!.min : 0
  for (let haste = 0; ; haste++) {
    const steps = tryClimb(r, c, haste)
    if (steps.some((step) => step.grade >= needed && step.tmt <= c.acuan - IN_OFFICE) || haste > 6) return steps
  }
}

function tryClimb(r: Random, c: Career, haste: number): Step[] {
  const first = c.pendidikan.find((p) => p.pertama)!
  const later = c.pendidikan.filter((p) => p.lulus > c.cpns).map((p) => ({ p, from: p.lulus + r.int(6, 24) }))
  const steps: Step[] = [{ grade: startGrade(first.kode), tmt: c.cpns, jenis: PENGADAAN }]
  const ambition = r.next()
  for (let next = interval(r, c.post, steps[0]!.grade, haste) + firstWait(c.post); ;) {
    const { grade, tmt } = steps.at(-1)!
    const known = [first, ...later.filter(({ from }) => from <= tmt + next).map(({ p }) => p)]
    const certificate = later
      .filter(({ p }) => startGrade(p.kode) > grade)
      .map(({ p, from }) => ({ grade: startGrade(p.kode), tmt: promotionMonth(Math.max(from, tmt + 12)), jenis: IJAZAH }))[0]
    const ordinary = grade < ceiling(c, known, ambition) ? { grade: grade + 1, tmt: promotionMonth(tmt + next), jenis: kind(c.post, next) } : undefined
    const step = !ordinary || (certificate && certificate.tmt <= ordinary.tmt) ? certificate : ordinary
    if (!step || step.tmt > c.acuan) return steps
    steps.push(step)
    next = interval(r, c.post, step.grade, haste)
  }
}

const isTeacher = (k: string) => k.startsWith('guru') || k === 'pengawas'
const isOfficial = (k: string) => k.startsWith('es')

/** Credit points are counted only from the appointment to the functional position. */
const firstWait = ({ kelompok }: Post) => (kelompok === 'jfu' || isOfficial(kelompok) ? 0 : 12)

/** Months until the next promotion. */
function interval(r: Random, { kelompok }: Post, grade: number, haste: number): number {
  if (isTeacher(kelompok)) return grade >= IV_A ? r.int(52, 90) : r.int(24, 29) + r.weighted(TEACHERS)
  if (isOfficial(kelompok)) return haste === 0 ? 48 + r.weighted(DELAY) : Math.max(24, 54 - haste * 6)
  if (kelompok === 'jfu') return 48 + r.weighted(MISSED)
  if (grade >= III_D) return r.int(48, 84)
  return kelompok === 'dosen' ? r.int(24, 48) + r.weighted(DELAY) : r.int(30, 48) + r.weighted(DELAY)
}

function kind({ kelompok }: Post, months: number): string {
  if (isOfficial(kelompok)) return months < 48 ? STRUKTURAL : REGULER
  return kelompok === 'jfu' ? REGULER : JFT
}

/** The highest grade within reach: no functional position goes beyond its last level. */
function ceiling(c: Career, known: readonly Pendidikan[], ambition: number): number {
  const { jft } = c.post
  const own = reach(c, known, ambition)
  return jft ? Math.min(own, Math.max(...jenjang.get(jft)!.map((j) => j.maks))) : own
}

function reach({ post }: Career, known: readonly Pendidikan[], ambition: number): number {
  const { kelompok, eselon: rank } = post
  if (rank) return eselon.get(rank)!.maks
  const level = known.reduce((best, p) => (p.tingkat > best ? p.tingkat : best), '')
  if (kelompok.startsWith('guru')) return ambition < 0.13 ? IV_B : IV_A
  if (kelompok === 'pengawas') return ambition < 0.3 ? IV_B : ambition < 0.34 ? IV_C : IV_A
  if (kelompok === 'dosen') return level >= '50' ? (ambition < 0.3 ? IV_E : IV_C) : level >= '45' ? (ambition < 0.4 ? IV_C : IV_A) : IV_A
  if (kelompok === 'jfu') return Math.max(...known.map((p) => (PROFESSIONS.has(p.kode) ? IV_A : tingkat.get(p.tingkat)!.maks)))
  if (level < '35') return III_D
  return kelompok.startsWith('dokter') ? (ambition < 0.3 ? IV_C : IV_B) : ambition < 0.1 ? IV_C : ambition < 0.35 ? IV_B : IV_A
}
