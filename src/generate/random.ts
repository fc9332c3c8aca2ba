// Counter-based random numbers: the stream of one person and purpose depends on (seed, n, purpose) and nothing else.

/** What a stream is for. A new purpose gets a new number, so that adding a section moves no other value. */
export const STREAM = {
  diri: 1,
  nama: 2,
  pendidikan: 3,
  golongan: 4,
  jabatan: 5,
  identitas: 6,
  posisi: 7,
  kerusakan: 8,
  petugas: 9,
  keadaan: 10,
  keluarga: 11,
  nikah: 12,
  orangTua: 13,
  sekolah: 14,
  diklat: 15,
  prestasi: 16,
  kompetensi: 17,
  khusus: 18,
  bpjs: 19,
  kerusakanRiwayat: 20,
  anak: 21,
  kartuOrangTua: 22,
  kartuPasangan: 23,
  diklatFungsional: 24,
  potensi: 25,
  sertifikasi: 26,
  ganda: 27,
} as const

export type Weighted<T> = readonly (readonly [T, number])[]

/** Mixes integers into one well spread unsigned 32-bit integer (murmur3 finaliser over each word). */
export function hash(...words: readonly number[]): number {
  let h = BEGIN
  for (const word of words) h = mix(h, word)
  return h >>> 0
}

/** The same of four words, for what is needed most often. */
export const hash4 = (a: number, b: number, c: number, d: number): number => mix(mix(mix(mix(BEGIN, a), b), c), d) >>> 0

const BEGIN = 0x9e3779b9

function mix(before: number, word: number): number {
  const h = Math.imul(before ^ word, 0x85ebca6b)
  const mixed = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) + 0x6d2b79f5) | 0
}

/** FNV-1a of a text, for addressing things by name. */
export function hashText(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/** One stream of numbers (sfc32). */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(seed: number, n: number, stream: number) {
    this.a = hash(seed, n, stream)
    this.b = hash(this.a, n)
    this.c = hash(this.b, stream)
    for (let i = 0; i < 4; i++) this.next()
  }

  /** In [0, 1). */
  next(): number {
    const t = (this.a + this.b + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + t) | 0
    return (t >>> 0) / 4294967296
  }

  chance(p: number): boolean {
    return this.next() < p
  }

  /** Whole number from `min` to `max`, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!
  }

  weighted<T>(table: Weighted<T>): T {
    let left = this.next() * table.reduce((sum, [, w]) => sum + w, 0)
    for (const [value, w] of table) if ((left -= w) < 0) return value
    return table.at(-1)![0]
  }

  /** Near enough to a normal distribution: the sum of four uniform numbers. */
  normal(mean: number, deviation: number): number {
    return mean + deviation * (this.next() + this.next() + this.next() + this.next() - 2) * 1.732
  }
}
