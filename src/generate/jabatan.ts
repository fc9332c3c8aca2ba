// Positions from entry to today. People without an eselon: two timelines, of positions and of units, laid over each other.
import { firstDay, type Month } from './calendar.ts'
import { drawSk } from './decree.ts'
import type { Golongan } from './golongan.ts'
import { former, general, JENIS, levelAt, type Held, type Jabatan, type Service } from './pelaksana.ts'
import type { Post } from './post.ts'
import type { Random } from './random.ts'
import { jenjang, type Jenjang } from './reference.ts'
import { drawStruktural } from './struktural.ts'
import type { Unit } from './unit.ts'

/** All positions of a career, earliest first. */
export function drawJabatan(r: Random, s: Service): Jabatan[] {
  if (s.post.eselon) return drawStruktural(r, s)
  const held = s.post.jft ? functional(r, s) : general(r, s, s.diri.cpns, s.acuan)
  return merge(r, s, held, s.post.kelompok === 'pengawas' ? schoolFirst(r, s, held) : placesOf(r, s))
}

/** One row at each change of position or unit. */
function merge(r: Random, s: Service, held: readonly Held[], places: readonly { from: Month; unit: Unit }[]): Jabatan[] {
  const months = [...new Set([...held.map((h) => h.from), ...places.map((p) => p.from)])].sort((a, b) => a - b).filter((m) => m >= held[0]!.from)
  const rows = months.map((m) => ({
    m,
    held: held.findLast((h) => h.from <= m)!,
    unit: (places.findLast((p) => p.from <= m) ?? places[0]!).unit,
  }))
  const { instansi } = s.agency.block
  return rows.map(({ m, held: h, unit }) => {
    const tmt = firstDay(m)
    // The decree on CPNS also gives the first post.
    const sk = m === s.diri.cpns ? s.golongan[0]!.sk : drawSk(r, instansi, h.jenis === JENIS.jft ? 'jabatan' : 'mutasi', tmt, 60)
    return { jenis: h.jenis, unit, eselon: '', nama: h.nama, kode: h.kode, tmt, sk, lantik: null }
  })
}

/** Where somebody worked: other units of the same kind, at last the present one. */
function placesOf(r: Random, s: Service): { from: Month; unit: Unit }[] {
  const { cpns } = s.diri
  const moves = mobility(r, s)
  const list = neighbours(s)
  const months = Array.from({ length: moves }, () => cpns + 24 + r.int(0, Math.max(0, s.acuan - cpns - 30)))
    .map((m) => m - (m % 6))
    .sort((a, b) => a - b)
  const places = [cpns, ...new Set(months)].map((from, i, all) => ({
    from,
    unit: i === all.length - 1 ? s.post.unit : former(r, r.pick(list), s.acuan - all[i + 1]!),
  }))
  return places.filter((p, i) => i === 0 || p.unit !== places[i - 1]!.unit)
}

/** Inspectors taught at a school before they came to the office. */
function schoolFirst(r: Random, s: Service, held: readonly Held[]): { from: Month; unit: Unit }[] {
  const schools = s.agency.tree.tempat.get('guru_smp') ?? [s.post.unit]
  const inspector = held.find((h) => !h.nama.startsWith('Guru')) ?? held.at(-1)!
  return [
    { from: s.diri.cpns, unit: inspector === held[0] ? s.post.unit : r.pick(schools) },
    { from: inspector.from, unit: s.post.unit },
  ]
}

function mobility(r: Random, { diri, acuan, post }: Service): number {
  const years = (acuan - diri.cpns) / 12
  if (years < 4) return 0
  const expected = Math.min(2.2, (years / 10) * (post.kelompok === 'jfu' ? 0.36 : 0.22))
  return r.chance(expected / 2.6) ? (r.chance(expected / 4) ? 2 : 1) : 0
}

/** Units where the same work is done. */
function neighbours({ agency, post }: Service): readonly Unit[] {
  const same = agency.tree.tempat.get(post.kelompok)
  if (same && same.length > 1) return same
  const near = agency.offices.filter((u) => u.slug === post.unit.slug)
  return near.length > 1 ? near : agency.offices
}

const gradeAt = (rows: readonly Golongan[], m: Month) => (rows.findLast((g) => g.tmt <= m) ?? rows[0]!).grade

function functional(r: Random, s: Service): Held[] {
  const { diri, post, golongan, acuan } = s
  const soon = (diri.pns ?? diri.cpns) + (diri.pns ? r.int(0, 10) : 0)
  const late = post.kelompok === 'jft' && r.chance(0.6) && acuan - soon > 48
  const start = Math.min(acuan, late ? soon + 24 + r.int(0, Math.max(1, Math.floor((acuan - soon) * 0.6))) : soon)
  const before = late ? general(r, s, diri.cpns, start - 1) : []
  const held: Held[] = []
  for (const from of [start, ...golongan.map((g) => g.tmt).filter((m) => m > start)]) {
    const next = levelOf(s, gradeAt(golongan, from), levelAt(s, from), from)
    if (held.at(-1)?.nama !== next.nama) held.push(next)
  }
  return [...before, ...held]
}

const OLD_TEACHERS = ['Guru Pratama', 'Guru Pratama Tingkat I', 'Guru Muda', 'Guru Muda Tingkat I']
const III_A = 8

/** The level of the functional position that goes with a grade and an education. */
function levelOf({ post }: Service, grade: number, level: string, from: Month): Held {
  const jft = positionAt(post, grade, level)
  // Teachers below III/a had levels of their own until 2013; today's list no longer has them.
  if (jft === 'JFT001' && grade < III_A) return { from, jenis: JENIS.jft, nama: OLD_TEACHERS[Math.max(0, grade - 4)]!, kode: '' }
  const all = jenjang.get(jft)!
  const skilled = all.filter((j) => j.kategori === 'KETERAMPILAN')
  const expert = all.filter((j) => j.kategori === 'KEAHLIAN')
  const list = skilled.length === 0 || (expert.length > 0 && level >= '35' && grade >= III_A) ? expert : skilled
  const found = list.find((j) => grade >= j.min && grade <= j.maks) ?? (grade < list[0]!.min ? list[0]! : list.at(-1)!)
  return { from, jenis: JENIS.jft, ...named(found) }
}

const named = (j: Jenjang) => ({ nama: j.nama, kode: j.kode })

/** Inspectors were teachers first; pharmacists have a position of their own. */
function positionAt({ jft, kelompok }: Post, grade: number, level: string): string {
  if (jft === 'JFT002' && grade < jenjang.get(jft)![0]!.min) return 'JFT001'
  if (kelompok === 'pengawas' && grade < III_A) return 'JFT001'
  return jft === 'JFT016' && level >= '40' && grade >= III_A ? 'JFT015' : jft!
}
