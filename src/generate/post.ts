// Which post the i-th person of an agency holds: kind, unit, functional position, field of study.
import { centralTree } from './unitCentral.ts'
import { regionalTree } from './unitRegional.ts'
import type { Kuota } from './formasi.ts'
import type { Block } from './preset.ts'
import type { Weighted } from './random.ts'
import { jftPemda, pusat, specOf, studiJft, unitJft } from './reference.ts'
import { studyOf, trained } from './studi.ts'
import type { Tree, Unit } from './unit.ts'

/** es1…es5, guru_sd…, pengawas, perawat…, dosen, jft, jfu */
export type Kelompok = string
export type Post = { kelompok: Kelompok; unit: Unit; studi: string; jft?: string; eselon?: string }

/** An agency with everything that its people need to know about it. */
export type Agency = {
  block: Block
  tree: Tree
  kuota: Kuota
  heads: Map<Kelompok, Unit[]>
  offices: Unit[]
  weights: number[]
  jft: Weighted<string>
}

/** Builds the tree of a block and fits the quotas to the posts that exist. */
export function openAgency(seed: number, block: Block): Agency {
  const { instansi, jumlah } = block
  const tree = instansi.jenis === 'PUSAT' ? centralTree(seed, instansi, jumlah, block.kuota) : regionalTree(seed, instansi, block.kuota)
  const heads = new Map<Kelompok, Unit[]>()
  for (const tier of ['1', '2', '3', '4', '5'])
    heads.set(
      `es${tier}`,
      tree.units.filter((u) => u.aktif && u.eselon.startsWith(tier)),
    )
  const offices = tree.units.filter((u) => u.aktif && u.jfu > 0)
  let sum = 0
  const weights = offices.map((u) => (sum += u.jfu))
  const jft = instansi.jenis === 'PUSAT' ? Object.entries(specOf(instansi).jft ?? pusat.umum.jft) : jftPemda
  return { block, tree, heads, offices, weights, jft, kuota: fitted(block.kuota, heads) }
}

/** A unit has one head: more officials than posts go one eselon down, in the end to the general posts. */
function fitted(kuota: Kuota, heads: Map<Kelompok, Unit[]>): Kuota {
  const fit = { ...kuota }
  for (const [from, to] of [
    ['es1', 'es2'],
    ['es2', 'es3'],
    ['es5', 'es4'],
    ['es3', 'jfu'],
    ['es4', 'jfu'],
  ] as const) {
    const over = (fit[from] ?? 0) - heads.get(from)!.length
    if (over <= 0) continue
    fit[from] = fit[from]! - over
    fit[to] = (fit[to] ?? 0) + over
  }
  return fit
}

/** The post of the i-th person (from 0) of the agency. */
export function postOf(agency: Agency, i: number): Post {
  let at = i
  for (const [kelompok, n] of Object.entries(agency.kuota)) {
    if (at < n) return assign(agency, kelompok, at, n)
    at -= n
  }
  throw new Error(`${agency.block.instansi.nama}: orang ke-${i} di luar formasi`)
}

function assign(agency: Agency, kelompok: Kelompok, j: number, n: number): Post {
  const heads = agency.heads.get(kelompok)
  if (heads) {
    const unit = heads[Math.floor(((j + 0.5) * heads.length) / n)]!
    return { kelompok, unit, eselon: unit.eselon, studi: studyOf(agency.tree.instansi, unit, j) }
  }
  if (kelompok === 'jfu') {
    const unit = general(agency, j, n)
    return { kelompok, unit, studi: studyOf(agency.tree.instansi, unit, j) }
  }
  if (kelompok === 'jft') return functional(agency, j, n)
  const unit = together(places(agency, kelompok), j, n, CLUSTER[kelompok] ?? 6)
  return { kelompok, unit, ...trained(agency.tree.instansi, unit, kelompok, j) }
}

/** How many colleagues of one kind a unit has where the agency is only shown in part. */
const CLUSTER: Record<string, number> = {
  guru_sd: 7,
  guru_smp: 9,
  guru_sma: 10,
  guru_smk: 8,
  guru_tk: 2,
  pengawas: 2,
  perawat: 5,
  bidan: 4,
  dokter: 2,
  dosen: 9,
}

function places(agency: Agency, kelompok: string): readonly Unit[] {
  const { tempat, root } = agency.tree
  return tempat.get(kelompok) ?? tempat.get('guru_slb') ?? tempat.get('perawat') ?? tempat.get('jft') ?? [root]
}

/** Neighbours share a unit: as many units as the group fills, spread over the list. */
function together(list: readonly Unit[], j: number, n: number, per: number): Unit {
  const used = Math.min(list.length, Math.max(1, Math.ceil(n / per)))
  return list[Math.floor(((Math.floor((j * used) / n) + 0.5) * list.length) / used)]!
}

/** General posts by the weight of the units. */
function general({ offices, weights }: Agency, j: number, n: number): Unit {
  const used = Math.min(n, Math.max(1, Math.ceil(n / 2)))
  const wanted = ((Math.floor((j * used) / n) + 0.5) / used) * weights.at(-1)!
  let [low, high] = [0, weights.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (weights[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return offices[low]!
}

function functional(agency: Agency, j: number, n: number): Post {
  const { tree, jft } = agency
  const total = jft.reduce((sum, [, w]) => sum + w, 0)
  let left = ((j + 0.5) / n) * total
  const kode = (jft.find(([, w]) => (left -= w) < 0) ?? jft.at(-1)!)[0]
  const slug = tree.instansi.jenis === 'PUSAT' ? kode : (unitJft(kode) ?? 'setda')
  const vertical = tree.tempat.get('jft_vertikal')
  const list = tree.tempat.get(slug) ?? (vertical && j % 10 < 7 ? vertical : tree.tempat.get('jft')) ?? [tree.root]
  return { kelompok: 'jft', unit: list[(j * 7) % list.length]!, jft: kode, studi: studiJft(kode) }
}
