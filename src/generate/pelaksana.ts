// General posts (JFU): what most people begin with and two fifths hold, by unit, education and sex.
import type { Day, Month } from './calendar.ts'
import type { Sk } from './decree.ts'
import type { Diri } from './diri.ts'
import type { Golongan } from './golongan.ts'
import type { Pendidikan } from './pendidikan.ts'
import type { Agency, Post } from './post.ts'
import type { Random } from './random.ts'
import { jfu, pusat } from './reference.ts'
import { officeOf, type Unit } from './unit.ts'

export const JENIS = { struktural: '1', jft: '2', jfu: '4' } as const
/** `kode` is the id of the functional position; empty when its old name stands in no list any more. */
export type Jabatan = {
  jenis: string
  unit: Unit
  eselon: string
  nama: string
  kode: string
  tmt: Day
  sk: Sk
  lantik: Day | null
}

export type Service = {
  agency: Agency
  post: Post
  diri: Diri
  pendidikan: readonly Pendidikan[]
  golongan: readonly Golongan[]
  acuan: Month
}
export type Held = { from: Month; jenis: string; nama: string; kode: string }

/** A post left before the last reorganisation may stand under the name the office had then. */
export function former(r: Random, unit: Unit, sinceLeft: Month): Unit {
  const { lama } = officeOf(unit)
  return lama && sinceLeft > 84 && r.chance(0.35) ? lama : unit
}

/** Level of education known at a month. */
export const levelAt = (s: Service, m: Month) => s.pendidikan.reduce((best, p) => (p.lulus <= m && p.tingkat > best ? p.tingkat : best), '')
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
  sekolah: ['JFU086', 'JFU012', 'JFU013', 'JFU085', 'JFU084', 'JFU019', 'JFU063'],
  sekolah_dasar: ['JFU063', 'JFU086', 'JFU084'],
  puskesmas: ['JFU031', 'JFU087', 'JFU001', 'JFU061', 'JFU019', 'JFU065'],
  rumah_sakit: ['JFU001', 'JFU087', 'JFU088', 'JFU072', 'JFU061', 'JFU026', 'JFU036', 'JFU039', 'JFU062'],
  kecamatan: ['JFU090', 'JFU001', 'JFU018', 'JFU009', 'JFU059'],
  kelurahan: ['JFU091', 'JFU009', 'JFU001'],
  satpolpp: ['JFU075', 'JFU075', 'JFU075', 'JFU074'],
  pu: ['JFU079', 'JFU080', 'JFU081', 'JFU082', 'JFU038'],
  perhubungan: ['JFU076', 'JFU077', 'JFU071', 'JFU037'],
  dukcapil: ['JFU009', 'JFU087', 'JFU036'],
  pendapatan: ['JFU010', 'JFU030', 'JFU021', 'JFU034', 'JFU050'],
  kepegawaian: ['JFU033', 'JFU053', 'JFU054', 'JFU045', 'JFU002'],
  dagang: ['JFU070', 'JFU073', 'JFU032'],
  pertanian: ['JFU083', 'JFU032'],
  lh: ['JFU067', 'JFU073', 'JFU032'],
  bappeda: ['JFU041', 'JFU040', 'JFU050', 'JFU035'],
  arsip: ['JFU013', 'JFU016'],
  kampus: ['JFU008', 'JFU001', 'JFU013', 'JFU026'],
  setda: ['JFU043', 'JFU044', 'JFU058', 'JFU055', 'JFU056', 'JFU061', 'JFU001'],
}
const OFFICE = jfu
  .slice(0, 60)
  .map((j) => j.kode)
  .concat('JFU061', 'JFU062', 'JFU066', 'JFU068', 'JFU069')
  .filter((kode) => kode !== 'JFU024')
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
