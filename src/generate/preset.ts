// The three sizes, and which agency holds which people: person n belongs to one block.
import { getKabupaten, seatOf } from './area.ts'
import { quotas, SHARE, wilayahOf, type Kuota, type Wilayah } from './formasi.ts'
import { hash } from './random.ts'
import { instansi, provinsi, pusat, type Instansi } from './reference.ts'

export type PresetName = 'demo' | 'uji' | 'beban'
export type Block = { instansi: Instansi; dari: number; jumlah: number; kuota: Kuota }

/** How many people each preset has when nothing else is asked. */
export const SIZES: Record<PresetName, number> = { demo: 1000, uji: 20_000, beban: 4_500_000 }

/** Named people at the start of the demo (tokoh.ts) come before the first block. */
export const NAMED = 12

// Kementerian Kesehatan, BKN, Jawa Tengah, Purworejo, Kebumen, Kota Magelang: with the named people exactly 1,000.
const DEMO: readonly (readonly [kode: string, jumlah: number])[] = [
  ['3011', 179],
  ['4011', 89],
  ['6400', 160],
  ['6422', 248],
  ['6423', 202],
  ['6475', 110],
]

/** The blocks of a preset, in the order of n. */
export function blocks(preset: PresetName, seed: number, jumlah: number): Block[] {
  const sized = preset === 'demo' ? demo() : shared(preset, seed, jumlah)
  const kuota = quotas(sized)
  let dari = preset === 'demo' ? NAMED + 1 : 1
  return sized.map((one, i) => {
    const block = { ...one, dari, kuota: kuota[i]! }
    dari += one.jumlah
    return block
  })
}

type Sized = { instansi: Instansi; jumlah: number }

function demo(): Sized[] {
  return DEMO.map(([kode, jumlah]) => ({ instansi: getInstansi(kode), jumlah }))
}

export function getInstansi(kode: string): Instansi {
  return instansi.find((i) => i.kode === kode)!
}

/** Whole numbers that add up exactly: central, province and kabupaten in their shares, inside them by weight. */
function shared(preset: PresetName, seed: number, jumlah: number): Sized[] {
  const chosen = instansi.filter((i) => i.kelompok !== 'SEMU' && (preset === 'beban' || inTestSet(i)))
  const weights = new Map(chosen.map((i) => [i, weight(i, seed)]))
  const sum = (type: Wilayah) => chosen.filter((i) => wilayahOf(i) === type).reduce((total, i) => total + weights.get(i)!, 0)
  const sums: Record<Wilayah, number> = { PUSAT: sum('PUSAT'), PROVINSI: sum('PROVINSI'), KABKOTA: sum('KABKOTA') }
  let exact = 0
  let given = 0
  const sized = chosen.map((i) => {
    const type = wilayahOf(i)
    exact += (jumlah * SHARE[type] * weights.get(i)!) / sums[type] / 100
    const n = Math.round(exact) - given
    given += n
    return { instansi: i, jumlah: n }
  })
  return sized.filter((one) => one.jumlah > 0)
}

/** Around sixty agencies of every kind and region. */
function inTestSet(i: Instansi): boolean {
  if (i.jenis === 'PUSAT') return (pusat.instansi[i.kode]?.bobot ?? 0) >= 3.4
  const order = instansi.indexOf(i)
  return i.jenis === 'PROVINSI' ? i.provinsi === '31' || Number(i.provinsi) % 5 === 3 : order % 12 === 5
}

function weight(i: Instansi, seed: number): number {
  if (i.jenis === 'PUSAT') return (pusat.instansi[i.kode] ?? pusat.bawaan).bobot
  const own = provinsi[i.provinsi]!.bobot
  if (i.jenis === 'PROVINSI') return i.provinsi === '31' ? own : own * 0.08
  const siblings = instansi.filter((x) => x.provinsi === i.provinsi && wilayahOf(x) === 'KABKOTA')
  const total = siblings.reduce((sum, x) => sum + size(x, seed), 0)
  return (own * 0.92 * size(i, seed)) / total
}

/** A kabupaten has 1.3 times the people of a kota; more kecamatan, more people; each its own luck. */
function size(i: Instansi, seed: number): number {
  const luck = 0.7 + (hash(seed, Number(i.kode)) % 1000) / 1667
  return (i.jenis === 'KOTA' ? 1 : 1.3) * (8 + getKabupaten(seatOf(i)).kecamatan.length) * luck
}
