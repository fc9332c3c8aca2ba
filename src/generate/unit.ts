// Units of an agency: the tree that people are placed in, and the ids SAPK would give them.
import { hash, hash4, hashText } from './random.ts'
import type { Instansi } from './reference.ts'

export type Satker = { id: string; kode: string; nama: string; induk: Satker | null }
export type Unit = {
  id: string
  kode: string
  nama: string
  induk: Unit | null
  jenis: string
  /** the structural position that heads the unit; both empty for schools and the like */
  eselon: string
  jabatan: string
  /** area code of the place of work, as deep as it is known */
  lokasi: string
  aktif: boolean
  /** flagged by the agency as Verifikator Level 1 */
  verifikator: boolean
  satker: Satker
  /** what kind of office it stands in: chooses functional positions and general posts */
  slug: string
  /** weight for general posts (JFU) */
  jfu: number
  /** the unit as it was called before a reorganisation */
  lama?: Unit
}

export type Tree = {
  instansi: Instansi
  root: Unit
  units: Unit[]
  satker: Satker[]
  /** units by the group of people that works in them: guru_sd, perawat, dosen … */
  tempat: Map<string, Unit[]>
}

export type UnitOptions = Partial<Pick<Unit, 'jenis' | 'eselon' | 'jabatan' | 'lokasi' | 'verifikator' | 'slug' | 'jfu' | 'aktif'>> & {
  /** starts a satuan kerja of its own */
  satker?: boolean
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const hex = (h: number) => HEX[h >>> 24]! + HEX[(h >>> 16) & 255]! + HEX[(h >>> 8) & 255]! + HEX[h & 255]!

/** 32 hexadecimal digits; the case of old and new SAPK ids both occur (refdata.md 1). */
export function hexId(...words: readonly number[]): string {
  const base = hash(...words)
  let id = ''
  for (let i = 1; i <= 4; i++) id += hex(hash4(i, base, words[1]!, words.at(-1)!))
  return base % 5 < 3 ? id.toUpperCase() : id
}

/** Id of the top unit of an agency; known without building its tree. */
export const rootId = (seed: number, kode: string): string => hexId(seed, hashText(kode), 0)
/** Id of the main satuan kerja of an agency. */
export const satkerId = (seed: number, kode: string): string => hexId(seed, hashText(kode), 1_000_000)

/** An empty tree with its root. */
export function newTree(seed: number, instansi: Instansi, lokasi: string): Tree {
  const satker: Satker = { id: satkerId(seed, instansi.kode), kode: `${instansi.kode}.00`, nama: instansi.nama, induk: null }
  const root: Unit = {
    id: rootId(seed, instansi.kode),
    kode: `${instansi.kode}.0000`,
    nama: instansi.nama,
    induk: null,
    jenis: 'instansi',
    eselon: '',
    jabatan: '',
    lokasi,
    aktif: true,
    verifikator: false,
    satker,
    slug: '',
    jfu: 0,
  }
  return { instansi, root, units: [root], satker: [satker], tempat: new Map() }
}

/** Hangs a unit below another; place, office and satuan kerja are inherited. */
export function addUnit(seed: number, tree: Tree, induk: Unit, nama: string, o: UnitOptions = {}): Unit {
  const at = hashText(tree.instansi.kode)
  const n = tree.units.length
  const satker = o.satker ? newSatker(seed, tree, nama) : induk.satker
  const unit: Unit = {
    id: hexId(seed, at, n),
    kode: `${tree.instansi.kode}.${String(n).padStart(4, '0')}`,
    nama,
    induk,
    jenis: o.jenis ?? 'unit',
    eselon: o.eselon ?? '',
    jabatan: o.jabatan ?? (o.eselon ? `Kepala ${nama}` : ''),
    lokasi: o.lokasi ?? induk.lokasi,
    aktif: o.aktif ?? true,
    verifikator: o.verifikator ?? false,
    satker,
    slug: o.slug ?? induk.slug,
    jfu: o.jfu ?? 0,
  }
  tree.units.push(unit)
  return unit
}

function newSatker(seed: number, tree: Tree, nama: string): Satker {
  const n = tree.satker.length
  const satker = {
    id: hexId(seed, hashText(tree.instansi.kode), 1_000_000 + n),
    kode: `${tree.instansi.kode}.${String(n).padStart(2, '0')}`,
    nama,
    induk: tree.satker[0]!,
  }
  tree.satker.push(satker)
  return satker
}

/** Makes a unit a place of work for groups of people. */
export function employ(tree: Tree, unit: Unit, ...groups: readonly string[]): void {
  for (const group of groups) {
    const list = tree.tempat.get(group)
    if (list) list.push(unit)
    else tree.tempat.set(group, [unit])
  }
}

/** Code of the agency of a unit. */
export const instansiOf = (unit: Unit): string => unit.kode.slice(0, 4)

/** The flagged unit that checks the forms of a unit: itself, the nearest above, or for the top of an agency its personnel office. */
export function verifierOf(tree: Tree, unit: Unit): Unit {
  for (let u: Unit | null = unit; u; u = u.induk) if (u.verifikator) return u
  return tree.units.find((u) => u.verifikator && u.nama.includes('Kepegawaian')) ?? tree.units.find((u) => u.verifikator) ?? unit
}

/** The office (satuan kerja) that a unit belongs to: the topmost unit below the root. */
export function officeOf(unit: Unit): Unit {
  let u = unit
  while (u.induk?.induk) u = u.induk
  return u
}

/** One of `wanted` things spread evenly over a list. */
export function spread<T>(list: readonly T[], wanted: number): T[] {
  const n = Math.min(list.length, Math.max(0, wanted))
  return Array.from({ length: n }, (_, i) => list[Math.floor(((i + 0.5) * list.length) / n)]!)
}
