// Positions from entry to today. People without an eselon: two timelines, of positions and of units, laid over each other.
import { firstDay, type Day, type Month } from './calendar.ts'
import { drawSk, type Sk } from './decree.ts'
import type { Golongan } from './golongan.ts'
import type { Diri } from './diri.ts'
import type { Pendidikan } from './pendidikan.ts'
import type { Agency, Post } from './post.ts'
import type { Random } from './random.ts'
import { jenjang, jfu, pusat, type Jenjang } from './reference.ts'
import { officeOf, type Unit } from './unit.ts'
import { drawStruktural } from './struktural.ts'

export const JENIS = { struktural: '1', jft: '2', jfu: '4' } as const
/** `kode` is the id of the functional position; empty when its old name stands in no list any more. */
export type Jabatan = { jenis: string; unit: Unit; eselon: string; nama: string; kode: string; tmt: Day; sk: Sk; lantik: Day | null }

export type Service = { agency: Agency; post: Post; diri: Diri; pendidikan: readonly Pendidikan[]; golongan: readonly Golongan[]; acuan: Month }
export type Held = { from: Month; jenis: string; nama: string; kode: string }

/** All positions of a career, earliest first. */
export function drawJabatan(r: Random, s: Service): Jabatan[] {
  if (s.post.eselon) return drawStruktural(r, s)
  const held = s.post.jft ? functional(r, s) : general(r, s, s.diri.cpns, s.acuan)
  return merge(r, s, held, placesOf(r, s))
}

/** One row at each change of position or unit. */
function merge(r: Random, s: Service, held: readonly Held[], places: readonly { from: Month; unit: Unit }[]): Jabatan[] {
  const months = [...new Set([...held.map((h) => h.from), ...places.map((p) => p.from)])].sort((a, b) => a - b).filter((m) => m >= held[0]!.from)
  const rows = months.map((m) => ({ m, held: held.findLast((h) => h.from <= m)!, unit: (places.findLast((p) => p.from <= m) ?? places[0]!).unit }))
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
  const months = Array.from({ length: moves }, () => cpns + 24 + r.int(0, Math.max(0, s.acuan - cpns - 30))).map((m) => m - (m % 6)).sort((a, b) => a - b)
  const places = [cpns, ...new Set(months)].map((from, i, all) => ({ from, unit: i === all.length - 1 ? s.post.unit : former(r, r.pick(list), s.acuan - all[i + 1]!) }))
  return places.filter((p, i) => i === 0 || p.unit !== places[i - 1]!.unit)
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

/** A post left before the last reorganisation may stand under the name the office had then. */
export function former(r: Random, unit: Unit, sinceLeft: Month): Unit {
  const { lama } = officeOf(unit)
  return lama && sinceLeft > 84 && r.chance(0.35) ? lama : unit
}

/** Level of education known at a month. */
const levelAt = (s: Service, m: Month) => s.pendidikan.reduce((best, p) => (p.lulus <= m && p.tingkat > best ? p.tingkat : best), '')
export const gradeAt = (rows: readonly Golongan[], m: Month) => (rows.findLast((g) => g.tmt <= m) ?? rows[0]!).grade

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

/** General posts: the first at entry, another when education or time allow better work. */
export function general(r: Random, s: Service, from: Month, until: Month): Held[] {
  const held: Held[] = [jfuAt(r, s, from)]
  for (let m = from + r.int(60, 260); m < until - 6; m += r.int(80, 260)) {
    const next = jfuAt(r, s, m)
    if (next.kode !== held.at(-1)!.kode) held.push(next)
  }
  return held
}

/** General posts by the kind of unit; the rest of the list is for every office. */
const SPECIAL: Record<string, readonly string[]> = {
  sekolah: ['JFU086', 'JFU012', 'JFU013', 'JFU085', 'JFU084', 'JFU019', 'JFU063'], sekolah_dasar: ['JFU063', 'JFU086', 'JFU084'], puskesmas: ['JFU031', 'JFU087', 'JFU001', 'JFU061', 'JFU019', 'JFU065'],
  rumah_sakit: ['JFU001', 'JFU087', 'JFU088', 'JFU072', 'JFU061', 'JFU026', 'JFU036', 'JFU039', 'JFU062'], kecamatan: ['JFU090', 'JFU001', 'JFU018', 'JFU009', 'JFU059'], kelurahan: ['JFU091', 'JFU009', 'JFU001'],
  satpolpp: ['JFU075', 'JFU075', 'JFU075', 'JFU074'], pu: ['JFU079', 'JFU080', 'JFU081', 'JFU082', 'JFU038'], perhubungan: ['JFU076', 'JFU077', 'JFU071', 'JFU037'], dukcapil: ['JFU009', 'JFU087', 'JFU036'],
  pendapatan: ['JFU010', 'JFU030', 'JFU021', 'JFU034', 'JFU050'], kepegawaian: ['JFU033', 'JFU053', 'JFU054', 'JFU045', 'JFU002'], dagang: ['JFU070', 'JFU073', 'JFU032'], pertanian: ['JFU083', 'JFU032'],
  lh: ['JFU067', 'JFU073', 'JFU032'], bappeda: ['JFU041', 'JFU040', 'JFU050', 'JFU035'], arsip: ['JFU013', 'JFU016'], kampus: ['JFU008', 'JFU001', 'JFU013', 'JFU026'], setda: ['JFU043', 'JFU044', 'JFU058', 'JFU055', 'JFU056', 'JFU061', 'JFU001'],
}
const OFFICE = jfu.slice(0, 60).map((j) => j.kode).concat('JFU061', 'JFU062', 'JFU066', 'JFU068', 'JFU069').filter((kode) => kode !== 'JFU024')
const byKode = new Map(jfu.map((j) => [j.kode, j]))
/** Work with the hands, not given to those with a diploma; some of it hardly ever to women. */
const MANUAL = new Set('056 060 061 062 063 064 065 066 067 068 069 070 071 072 073 074 076 077 080 081 082 087 088'.split(' ').map((n) => `JFU${n}`))
const MEN = new Set('056 061 062 063 064 074 077 080 081 082'.split(' ').map((n) => `JFU${n}`))

function jfuAt(r: Random, s: Service, from: Month): Held {
  const level = levelAt(s, from)
  const suits = (kode: string) => {
    const least = byKode.get(kode)!.tingkat
    return least <= level && !(level >= '30' && MANUAL.has(kode)) && (s.diri.lelaki || !MEN.has(kode)) && !(level >= '40' && least === '15' && r.chance(0.6))
  }
  const special = (SPECIAL[s.post.unit.slug] ?? []).filter(suits)
  const list = special.length > 0 && r.chance(0.8) ? special : (s.agency.block.instansi.jenis === 'PUSAT' ? pusat.umum.jfu : OFFICE).filter(suits)
  const kode = r.pick(list.length > 0 ? list : level < '15' ? ['JFU065', 'JFU066', 'JFU068'] : ['JFU001'])
  return { from, jenis: JENIS.jfu, nama: byKode.get(kode)!.nama, kode }
}

