// Who of an agency is related to whom. People are looked at in groups of neighbours, so that anybody can be drawn alone: his group is all it takes.
import { drawBio, type Bio } from '../bio.ts'
import type { Day } from '../calendar.ts'
import type { Agency } from '../post.ts'
import { Random, STREAM } from '../random.ts'
import { drawNikah, earliest, ended, LATELY, withChildren, type Nikah } from './nikah.ts'
import { asOrang, after, familyOf, hasFamilies, invent, type Orang } from './orang.ts'

/** Marriages in their order; the parents' marriage where one of them is a civil servant of the set. */
export type Relatives = { nikah: readonly Nikah[]; orangTua?: Nikah }

/** How many neighbours are looked at together. */
const GROUP = 64

type Group = { seed: number; dari: number; today: Day; bios: readonly Bio[]; relatives: readonly Relatives[] }
const latest = new WeakMap<Agency, Group>()

/** The i-th person of an agency, with his relatives. */
export function relativesOf(seed: number, agency: Agency, i: number, today: Day): { bio: Bio; relatives: Relatives } {
  const dari = i - (i % GROUP)
  let group = latest.get(agency)
  if (!group || group.dari !== dari || group.today !== today || group.seed !== seed) latest.set(agency, (group = drawGroup(seed, agency, dari, today)))
  return { bio: group.bios[i - dari]!, relatives: group.relatives[i - dari]! }
}

function drawGroup(seed: number, agency: Agency, dari: number, today: Day): Group {
  const size = Math.min(GROUP, agency.block.jumlah - dari)
  const members = Array.from({ length: size }, (_, k): Member => {
    const bio = drawBio(seed, agency, dari + k, today)
    const r = new Random(seed, bio.n, STREAM.keluarga)
    return { bio, orang: asOrang(bio), r, kawin: drawKawin(r, bio), nikah: [] }
  })
  marryColleagues(seed, members, today)
  for (const m of members) if (!m.colleague) m.nikah = marriages(m, today)
  findParents(members)
  addChildren(seed, members, today)
  return { seed, dari, today, bios: members.map((m) => m.bio), relatives: members.map(({ nikah, orangTua }) => ({ nikah, orangTua: orangTua?.nikah.at(-1) })) }
}

type Kawin = 'belum' | 'menikah' | 'janda' | 'cerai'
type Member = {
  bio: Bio
  orang: Orang
  r: Random
  kawin: { status: Kawin; lagi: boolean; rekan: boolean }
  nikah: Nikah[]
  colleague?: Member
  orangTua?: Member
  /** children who are civil servants */
  known?: Orang[]
}

/** Never married by age: 45 of a hundred under 27, hardly anybody over 40 (population.md 2). */
const NEVER: readonly (readonly [until: number, p: number])[] = [
  [21, 1],
  [27, 0.45],
  [31, 0.23],
  [36, 0.1],
  [41, 0.055],
  [99, 0.034],
]

function drawKawin(r: Random, { umur, lelaki }: Bio): Member['kawin'] {
  const [never, widowed] = [NEVER.find(([until]) => umur < until)![1], umur < 41 ? 0.008 : lelaki ? 0.026 : 0.078]
  const chance = r.next()
  const status =
    chance < never ? 'belum' : umur > 27 && chance < never + widowed ? 'janda' : umur > 27 && chance < never + widowed + 0.016 ? 'cerai' : 'menikah'
  return { status, lagi: status === 'menikah' && umur > 32 && r.chance(0.04), rekan: status === 'menikah' && r.chance(0.5) }
}

/** A quarter of all marriages are with a colleague of the same agency. */
function marryColleagues(seed: number, members: readonly Member[], today: Day): void {
  const free = (m: Member, lelaki: boolean) => m.bio.lelaki === lelaki && m.kawin.rekan && !m.kawin.lagi && !m.colleague
  for (const m of members.filter((x) => free(x, true))) {
    const wife = members.find((w) => free(w, false) && suits(m.bio, w.bio) && earliest(m.orang, w.orang) < today - LATELY)
    if (!wife) continue
    m.colleague = wife
    wife.colleague = m
    m.nikah = wife.nikah = [drawNikah(new Random(seed, m.bio.n, STREAM.nikah), m.orang, wife.orang, 0, today - LATELY)]
  }
}

function suits(man: Bio, woman: Bio): boolean {
  const years = (woman.lahir - man.lahir) / 365
  return man.agama === woman.agama && years > -3 && years < 9
}

function marriages({ bio, orang, r, kawin }: Member, today: Day): Nikah[] {
  if (kawin.status === 'belum') return []
  const until = today - LATELY
  const first = drawNikah(r, ...couple(orang, partner(r, bio, orang, until)), 0, until)
  if (kawin.lagi && until - first.tanggal > 2200) {
    const before = ended(r, first, r.chance(0.6) ? 'CERAI' : 'MENINGGAL', until - 700)
    const second = drawNikah(r, ...couple(orang, partner(r, bio, orang, until)), before.berakhir! + r.int(220, 600), until)
    return [before, second]
  }
  if (kawin.status === 'menikah' || until - first.tanggal < 900) return [first]
  return [ended(r, first, kawin.status === 'janda' ? 'MENINGGAL' : 'CERAI', until)]
}

const couple = (own: Orang, other: Orang): [suami: Orang, istri: Orang] => (own.lelaki ? [own, other] : [other, own])

/** Somebody about as old, of the same faith, old enough to marry before a day. */
function partner(r: Random, { lelaki, lahir, home }: Bio, own: Orang, until: Day): Orang {
  const born = Math.min(after(lahir, (lelaki ? 1 : -1) * Math.max(-1.5, r.normal(3.2, 2.2))), after(until, lelaki ? -18 : -20))
  return invent(r, own, !lelaki, born, r.chance(0.7) ? home.kode : own.tempatLahir)
}

/** Some of the younger ones are children of colleagues who were married long enough when they were born. */
function findParents(members: readonly Member[]): void {
  const parents = members.filter((m) => m.bio.umur > 40 && m.nikah.length === 1 && m.nikah[0]!.status === 'MENIKAH' && (m.bio.lelaki || !m.colleague))
  for (const child of members) {
    if (child.bio.umur > 40 || !child.r.chance(0.85)) continue
    const found = parents.find((p) => (p.known?.length ?? 0) < 2 && isParent(p, child))
    if (!found) continue
    child.orangTua = found
    found.known = [...(found.known ?? []), child.orang]
  }
}

function isParent({ nikah, known = [] }: Member, { orang, bio }: Member): boolean {
  const { suami, istri, tanggal } = nikah[0]!
  const born = orang.lahir
  return (
    suami.suku === orang.suku &&
    suami.agama === orang.agama &&
    born > tanggal + 300 &&
    born > after(suami.lahir, 20) &&
    born > after(istri.lahir, 18) &&
    born < after(istri.lahir, 42) &&
    (!hasFamilies(orang) || familyOf(suami.nama) === familyOf(orang.nama)) &&
    known.every((k) => Math.abs(k.lahir - born) > 400 && k.nama !== bio.nama)
  )
}

function addChildren(seed: number, members: readonly Member[], today: Day): void {
  for (const m of members) {
    if (m.colleague && !m.bio.lelaki) continue // the husband's are hers
    const r = new Random(seed, m.bio.n, STREAM.anak)
    m.nikah = m.nikah.map((n, i) => withChildren(r, n, i === m.nikah.length - 1 ? (m.known ?? []) : [], m.bio.home.kode, today))
    if (m.colleague) m.colleague.nikah = m.nikah
  }
}
