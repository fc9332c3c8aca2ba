// Officials: general posts first, then the ladder of eselon, each post in the grades that belong to it (domain.md V15).
import { dayOf, firstDay, monthInYear, workingDay, yearOf, type Month } from './calendar.ts'
import { drawSk } from './decree.ts'
import { former, general, JENIS, type Jabatan, type Service } from './pelaksana.ts'
import type { Random } from './random.ts'
import { eselon } from './reference.ts'
import type { Unit } from './unit.ts'

type Rung = { eselon: string; from: Month; unit: Unit }

/** Posts that usually come before one of an eselon, with their chance. */
const PATHS: Record<string, readonly (readonly [eselon: string, chance: number])[]> = {
  42: [['51', 0.2]],
  41: [['42', 0.75]],
  32: [
    ['42', 0.6],
    ['41', 1],
  ],
  31: [
    ['42', 0.5],
    ['41', 1],
    ['32', 0.6],
  ],
  22: [
    ['42', 0.2],
    ['41', 1],
    ['32', 0.5],
    ['31', 1],
  ],
  21: [
    ['41', 1],
    ['32', 0.3],
    ['31', 1],
    ['22', 0.8],
  ],
  12: [
    ['41', 0.9],
    ['31', 1],
    ['21', 1],
  ],
  11: [
    ['41', 0.9],
    ['31', 1],
    ['21', 1],
  ],
}

/** All positions of an official. */
export function drawStruktural(r: Random, s: Service): Jabatan[] {
  const rungs = withLateral(r, s, ladder(r, s))
  const { instansi } = s.agency.block
  const offices = s.agency.offices
  const early = general(r, s, s.diri.cpns, rungs[0]!.from).map((h): Jabatan => {
    const tmt = firstDay(h.from)
    const near = offices.filter((u) => u.slug === s.post.unit.slug)
    const unit = former(r, r.pick(near.length > 0 ? near : offices), s.acuan - rungs[0]!.from)
    const sk = h.from === s.diri.cpns ? s.golongan[0]!.sk : drawSk(r, instansi, 'mutasi', tmt, 60)
    return { jenis: JENIS.jfu, unit, eselon: '', nama: h.nama, kode: h.kode, tmt, sk, lantik: null }
  })
  const posts = rungs.map(({ eselon: rank, from, unit }): Jabatan => {
    const tmt = workingDay(dayOf(yearOf(from), monthInYear(from), r.int(3, 27)))
    const sk = drawSk(r, instansi, 'jabatan', tmt, 10)
    return { jenis: JENIS.struktural, unit, eselon: rank, nama: unit.jabatan, kode: '', tmt, sk, lantik: tmt }
  })
  return [...early.filter((j) => j.tmt < posts[0]!.tmt), ...posts]
}

/** Months in which the person has a grade of an eselon. */
function span({ golongan, acuan }: Service, rank: string): [from: Month, until: Month] | undefined {
  const { min, maks } = eselon.get(rank)!
  const from = golongan.find((g) => g.grade >= min && g.grade <= maks)
  if (!from) return undefined
  return [from.tmt, (golongan.find((g) => g.grade > maks)?.tmt ?? acuan + 1) - 1]
}

function ladder(r: Random, s: Service): Rung[] {
  const last = s.post.eselon!
  const least = Math.max(span(s, last)![0], s.diri.cpns + 36)
  // Half of all officials came to their present post in the last three years.
  const now = Math.max(least, s.acuan - 2 - Math.floor(r.next() ** 2 * Math.max(1, s.acuan - 2 - least)))
  const rungs: Rung[] = []
  for (const [rank, chance] of PATHS[last] ?? []) {
    const heads = headsOf(s, rank)
    const open = span(s, rank)
    if (!open || heads.length < 2 || !r.chance(chance)) continue
    const from = Math.max(open[0], (rungs.at(-1)?.from ?? s.diri.cpns + 36) + 14)
    const until = Math.min(open[1], now - 12)
    if (from > until) continue
    rungs.push({
      eselon: rank,
      from: from + Math.floor(r.next() * Math.min(48, until - from)),
      unit: other(r, heads, s.post.unit),
    })
  }
  return [...rungs, { eselon: last, from: now, unit: s.post.unit }].map((rung) =>
    rung.unit.eselon === rung.eselon ? rung : { ...rung, unit: other(r, headsOf(s, rung.eselon), s.post.unit) },
  )
}

const headsOf = ({ agency }: Service, rank: string): readonly Unit[] => (agency.heads.get(`es${rank[0]}`) ?? []).filter((u) => u.eselon === rank)

function other(r: Random, heads: readonly Unit[], own: Unit): Unit {
  const unit = r.pick(heads)
  return unit === own ? heads[(heads.indexOf(unit) + 1) % heads.length]! : unit
}

/** Long stays in one eselon are broken by moves to a post of the same rank. */
function withLateral(r: Random, s: Service, rungs: readonly Rung[]): Rung[] {
  return rungs.flatMap((rung, i) => {
    const until = Math.min(rungs[i + 1]?.from ?? s.acuan, (span(s, rung.eselon)?.[1] ?? s.acuan) + 1)
    const heads = headsOf(s, rung.eselon)
    const list: Rung[] = [rung]
    for (let from = rung.from + r.int(18, 42); from < until - 10 && heads.length > 2 && list.length < 6; from += r.int(18, 42))
      list.push({
        ...rung,
        from,
        unit: other(
          r,
          heads.filter((u) => u !== list.at(-1)!.unit),
          s.post.unit,
        ),
      })
    // The present unit is the last one of the last run.
    if (i === rungs.length - 1 && list.length > 1) [list[0]!.unit, list.at(-1)!.unit] = [list.at(-1)!.unit, s.post.unit]
    return list
  })
}
