// The shape of the whole against the published figures for 2015 (population.md 2), and numbers that occur twice.
import { wilayahOf } from './formasi.ts'
import { highest } from './pendidikan.ts'
import type { Person } from './person.ts'

type Margin = Readonly<Record<string, number>>
/** Targets in percent for 2015 and how far a run may be from them. */
export const TARGETS: Readonly<Record<string, { tolerance: number; target: Margin }>> = {
  'Jenis instansi': { tolerance: 1.5, target: { PUSAT: 20.9, PROVINSI: 6.8, KABKOTA: 72.3 } },
  'Jenis kelamin': { tolerance: 1.5, target: { L: 50.4, P: 49.6 } },
  Golongan: { tolerance: 4, target: { I: 2, II: 24.5, III: 48.5, IV: 25 } },
  Pendidikan: {
    tolerance: 1.5,
    target: {
      SD: 1.3,
      SLTP: 2.2,
      SLTA: 25.5,
      'D-I': 1.4,
      'D-II': 7.5,
      'D-III': 9.6,
      'D-IV': 0.9,
      'S-1': 45,
      'S-2': 6.2,
      'S-3': 0.4,
    },
  },
  Usia: {
    tolerance: 1.5,
    target: {
      '20-25': 1.9,
      '26-30': 9,
      '31-35': 13.2,
      '36-40': 13.3,
      '41-45': 14.4,
      '46-50': 18,
      '51-55': 20.2,
      '56-60': 9.8,
      '>60': 0.2,
    },
  },
  Kelompok: { tolerance: 1.5, target: { guru: 37.4, kesehatan: 6.6, dosen: 1.8, 'JFT lain': 4.4, JFU: 40, struktural: 9.8 } },
  Eselon: { tolerance: 1.5, target: { I: 0.1, II: 4.1, III: 21.4, IV: 70.9, V: 3.5 } },
  'Kedudukan hukum': { tolerance: 1.5, target: { Aktif: 98.6, lain: 1.4 } },
  'Jenis pegawai': { tolerance: 1.5, target: { INDUK: 98.3, 'DPK/DPB': 1.7 } },
}

const LEVELS: Record<string, string> = {
  '05': 'SD',
  10: 'SLTP',
  12: 'SLTP',
  15: 'SLTA',
  17: 'SLTA',
  18: 'SLTA',
  20: 'D-I',
  25: 'D-II',
  30: 'D-III',
  35: 'D-IV',
  40: 'S-1',
  45: 'S-2',
  50: 'S-3',
}
const INDUK = new Set(['1', '10', '15'])
const ROMAN = ['I', 'II', 'III', 'IV', 'V']

function groupOf(kelompok: string): string {
  if (kelompok.startsWith('guru') || kelompok === 'pengawas') return 'guru'
  if (kelompok.startsWith('es')) return 'struktural'
  return { dosen: 'dosen', jft: 'JFT lain', jfu: 'JFU' }[kelompok] ?? 'kesehatan'
}

function ageBand(age: number): string {
  const from = age < 26 ? 20 : age - ((age - 1) % 5)
  return age > 60 ? '>60' : `${from}-${from === 20 ? 25 : from + 4}`
}

/** Counts people by margin; NIP and NIK are kept as numbers until the end to find any that occur twice. */
export class Margins {
  people = 0
  readonly counts = new Map<string, Map<string, number>>()
  private readonly nips: BigUint64Array
  private readonly niks: BigUint64Array

  constructor(size: number) {
    this.nips = new BigUint64Array(size)
    this.niks = new BigUint64Array(size)
  }

  add(p: Person): void {
    this.nips[this.people] = BigInt(p.nip)
    this.niks[this.people] = BigInt(p.nik)
    this.people++
    const { kelompok } = p.post
    this.count('Jenis instansi', wilayahOf(p.agency.block.instansi))
    this.count('Jenis kelamin', p.lelaki ? 'L' : 'P')
    this.count('Golongan', ROMAN[Math.floor(p.golongan.at(-1)!.grade / 4)] === 'V' ? 'IV' : ROMAN[Math.floor(p.golongan.at(-1)!.grade / 4)]!)
    this.count('Pendidikan', LEVELS[highest(p.pendidikan).tingkat]!)
    this.count('Usia', ageBand(p.umur))
    this.count('Kelompok', groupOf(kelompok))
    if (groupOf(kelompok) === 'struktural') this.count('Eselon', ROMAN[Number(kelompok[2]) - 1]!)
    if (!p.keluar) this.count('Kedudukan hukum', p.kedudukan === '01' ? 'Aktif' : 'lain')
    this.count('Jenis pegawai', INDUK.has(p.jenisPegawai) ? 'INDUK' : 'DPK/DPB')
  }

  private count(margin: string, key: string): void {
    const inside = this.counts.get(margin) ?? new Map<string, number>()
    inside.set(key, (inside.get(key) ?? 0) + 1)
    this.counts.set(margin, inside)
  }

  /** Percent of each value, beside its target. */
  compare(): { margin: string; nilai: string; persen: number; target: number; melenceng: boolean }[] {
    return Object.entries(TARGETS).flatMap(([margin, { tolerance, target }]) => {
      const inside = this.counts.get(margin) ?? new Map<string, number>()
      const total = [...inside.values()].reduce((a, b) => a + b, 0) || 1
      return Object.entries(target).map(([nilai, wanted]) => {
        const persen = ((inside.get(nilai) ?? 0) * 100) / total
        return { margin, nilai, persen, target: wanted, melenceng: Math.abs(persen - wanted) > tolerance }
      })
    })
  }

  /** How many NIPs and NIKs occur more than once. */
  duplicates(): { nip: number; nik: number } {
    return { nip: repeats(this.nips.slice(0, this.people)), nik: repeats(this.niks.slice(0, this.people)) }
  }
}

function repeats(list: BigUint64Array): number {
  list.sort()
  let n = 0
  for (let i = 1; i < list.length; i++) if (list[i] === list[i - 1]) n++
  return n
}
