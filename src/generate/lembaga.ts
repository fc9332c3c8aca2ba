// Schools and health units as the two national lists would have them: those of the tree, and private schools beside them.
import { hash } from './random.ts'
import type { Tree, Unit } from './unit.ts'

/** `jenis` is the kind of school (SD …) or of health unit (RS …). */
export type Lembaga = { id: string; nama: string; wilayah: string; jenis: string; negeri: boolean }
export type Sekolah = Lembaga & { unit: Unit | null }

type Known = { sekolah: readonly Sekolah[]; perUnit: ReadonlyMap<Unit, Sekolah>; kesehatan: ReadonlyMap<Unit, Lembaga>; poliklinik: Lembaga }
const trees = new WeakMap<Tree, Known>()

/** All of a tree, arranged once. */
export function lembagaOf(tree: Tree): Known {
  let known = trees.get(tree)
  if (!known) trees.set(tree, (known = arrange(tree)))
  return known
}

const LEVELS: readonly (readonly [begins: string, jenjang: string, privately: string])[] = [
  ['SDN', 'SD', 'SD'],
  ['SMPN', 'SMP', 'SMP'],
  ['SMAN', 'SMA', 'SMA'],
  ['SMKN', 'SMK', 'SMK'],
  ['TK', 'TK', 'TK'],
  ['SLB', 'SLB', 'SLB'],
  ['MIN', 'SD', 'MI'],
  ['MTsN', 'SMP', 'MTs'],
  ['MAN', 'SMA', 'MA'],
]
const FOUNDATIONS = ["Ma'arif", 'Muhammadiyah', 'PGRI', 'Bina Bangsa', 'Tunas Harapan', 'Budi Luhur', 'Pelita']
/** One private school stands beside so many public ones. */
const PUBLIC_PER_PRIVATE = 4

function arrange(tree: Tree): Known {
  const perUnit = new Map<Unit, Sekolah>()
  const sekolah: Sekolah[] = []
  for (const unit of tree.units.filter((u) => u.jenis === 'sekolah')) {
    const [, jenjang, privately] = LEVELS.find(([begins]) => unit.nama.startsWith(begins)) ?? ['', 'SD', 'SD']
    const own: Sekolah = { id: npsn(tree, sekolah.length), nama: unit.nama, wilayah: unit.lokasi.slice(0, 8), jenis: jenjang, negeri: true, unit }
    perUnit.set(unit, own)
    sekolah.push(own)
    if (perUnit.size % PUBLIC_PER_PRIVATE !== 1) continue
    const place = unit.nama.replace(/^.*?\d* ?(?=\D+$)/, '').trim()
    const nama = `${privately} ${FOUNDATIONS[hash(sekolah.length, Number(tree.instansi.kode)) % FOUNDATIONS.length]} ${Math.ceil(perUnit.size / PUBLIC_PER_PRIVATE)} ${place}`
    sekolah.push({ ...own, id: npsn(tree, sekolah.length), nama, negeri: false, unit: null })
  }
  const id = (n: number) => `UK${tree.instansi.kode}${String(n).padStart(4, '0')}`
  const kesehatan = new Map<Unit, Lembaga>()
  for (const unit of tree.units) {
    const jenis = healthKind(unit)
    if (jenis) kesehatan.set(unit, { id: id(kesehatan.size + 1), nama: unit.nama, wilayah: unit.lokasi.slice(0, 8), jenis, negeri: true })
  }
  const poliklinik = { id: id(0), nama: `Poliklinik ${tree.instansi.nama}`, wilayah: tree.root.lokasi.slice(0, 8), jenis: 'POLI', negeri: true }
  return { sekolah, perUnit, kesehatan, poliklinik }
}

/** Eight characters that begin with X, as no school's number does (population.md 7). */
function npsn(tree: Tree, n: number): string {
  const part = (value: number, width: number) => value.toString(36).padStart(width, '0').toUpperCase()
  return `X${part(Number(tree.instansi.kode), 3)}${part(n, 4)}`
}

function healthKind({ jenis, nama }: Unit): string | undefined {
  if (jenis === 'puskesmas') return 'PKM'
  if (jenis === 'rumah_sakit') return 'RS'
  if (jenis !== 'vertikal') return undefined
  if (nama.startsWith('Kantor Kesehatan Pelabuhan')) return 'KKP'
  return nama.startsWith('Balai') && nama.includes('Kesehatan') ? 'BALAI' : undefined
}

/** The nearest unit above (or itself) for which there is an entry. */
export function nearest<T>(map: ReadonlyMap<Unit, T>, unit: Unit): T | undefined {
  for (let u: Unit | null = unit; u; u = u.induk) if (map.has(u)) return map.get(u)
  return undefined
}
