// The self-check of a run: rules that no person may break, and the margins of the whole (population.md 2 and 9).
import { ageOn, dayOf, firstDay, partsOf, readDay, type Day } from './calendar.ts'
import { retirementAge } from './diri.ts'
import { wilayahOf } from './formasi.ts'
import { highest } from './pendidikan.ts'
import type { Person } from './person.ts'
import { eselon, gradeKode, jabatanNama, jfu, program } from './reference.ts'

/** Sentences about what is wrong with a person; empty when nothing is. */
export function faultsOf(p: Person, acuan: Day): string[] {
  return [...ages(p, acuan), ...golonganFaults(p, acuan), ...jabatanFaults(p, acuan), ...numbers(p)].map((fault) => `${p.nip} ${p.nama}: ${fault}`)
}

const fault = (wrong: boolean, text: string): string[] => (wrong ? [text] : [])

function ages(p: Person, acuan: Day): string[] {
  const [year] = partsOf(acuan)
  const retires = partsOf(p.lahir)[0] + retirementAge(p.post.kelompok)
  return [
    ...fault(ageOn(p.lahir, p.cpns) < 18, 'usia pada TMT CPNS kurang dari 18'),
    ...fault(retires <= year && p.kedudukan !== '99', 'melewati batas usia pensiun'),
    ...fault(p.cpns > acuan || (p.pns !== null && (p.pns < p.cpns || p.pns > acuan)), 'TMT CPNS dan TMT PNS tidak berurutan'),
    ...fault(p.pendidikan.filter((x) => x.pertama).length !== 1, 'pendidikan pertama tidak tepat satu'),
    ...fault(p.pendidikan.some((x) => !program.has(x.kode) || firstDay(x.lulus) > acuan), 'pendidikan tidak dikenal atau di masa depan'),
    ...fault(firstDay(p.pendidikan.find((x) => x.pertama)!.lulus) > p.cpns, 'lulus sesudah TMT CPNS'),
  ]
}

function golonganFaults({ golongan, cpns }: Person, acuan: Day): string[] {
  const found = [...fault(golongan[0]?.jenis !== '211' || firstDay(golongan[0].tmt) !== cpns, 'golongan pertama bukan pengadaan pada TMT CPNS')]
  golongan.forEach((g, i) => {
    const before = golongan[i - 1]
    const months = before ? g.tmt - before.tmt : 0
    found.push(
      ...fault(firstDay(g.tmt) > acuan || g.sk.tanggal > firstDay(g.tmt), 'tanggal golongan di masa depan atau SK sesudah TMT'),
      ...fault(before !== undefined && (g.tmt <= before.tmt || g.grade <= before.grade), 'golongan tidak naik'),
      ...fault(before !== undefined && g.grade > before.grade + 1 && g.jenis !== '203', 'golongan melompat tanpa penyesuaian ijazah'),
      ...fault(before !== undefined && ![3, 9].includes(g.tmt % 12), 'kenaikan bukan 1 April atau 1 Oktober'),
      ...fault((g.jenis === '101' && months < 48) || (g.jenis === '202' && months < 24), 'kenaikan terlalu cepat'),
      ...fault((g.bkn === null) !== (g.jenis === '211') || (g.bkn !== null && g.bkn.tanggal > g.sk.tanggal), 'nomor atau tanggal BKN'),
      ...fault(g.masaKerja < 0 || g.masaKerja > 45 * 12 + 11, 'masa kerja'),
    )
  })
  return found
}

const generalKode = new Set(jfu.map((j) => j.kode))

function jabatanFaults({ jabatan, golongan, cpns }: Person, acuan: Day): string[] {
  const found = fault(jabatan.length === 0, 'tidak mempunyai jabatan')
  jabatan.forEach((j, i) => {
    const range = j.jenis === '1' ? eselon.get(j.eselon) : undefined
    const grade = (golongan.findLast((g) => firstDay(g.tmt) <= j.tmt) ?? golongan[0]!).grade
    const kode = j.jenis === '1' || (j.jenis === '4' ? generalKode.has(j.kode) : j.kode === '' || jabatanNama.has(j.kode))
    found.push(
      ...fault(j.tmt < cpns || j.tmt > acuan || (i > 0 && j.tmt <= jabatan[i - 1]!.tmt), 'TMT jabatan tidak berurutan'),
      ...fault(j.sk.tanggal > j.tmt || (j.lantik !== null && j.lantik < j.sk.tanggal), 'SK jabatan sesudah TMT atau pelantikan'),
      ...fault(j.jenis === '1' && (!range || !j.nama || !j.unit.eselon), 'jabatan struktural tanpa eselon atau kepala unit'),
      ...fault(range !== undefined && (grade < range.min || grade > range.maks), `golongan ${gradeKode(grade)} di luar eselon ${j.eselon}`),
      ...fault(!kode, `jabatan ${j.kode} tidak dikenal`),
    )
  })
  return found
}

function numbers(p: Person): string[] {
  const serial = Number(p.nip.slice(15))
  return [
    ...fault(!/^\d{17}\d$/.test(p.nip) || serial < 501, 'NIP tidak sintetis'),
    ...fault(!/^\d{12}9\d{3}$/.test(p.nik), 'NIK tidak sintetis'),
    ...fault(p.npwp !== '' && !/^00\d{13}$/.test(p.npwp), 'NPWP tidak sintetis'),
    ...fault(p.karpeg !== '' && !/^Z\d{6}$/.test(p.karpeg), 'Karpeg tidak sintetis'),
  ]
}

type Margin = Readonly<Record<string, number>>
/** Targets in percent for 2015 and how far a run may be from them. */
export const TARGETS: Readonly<Record<string, { tolerance: number; target: Margin }>> = {
  'Jenis instansi': { tolerance: 1.5, target: { PUSAT: 20.9, PROVINSI: 6.8, KABKOTA: 72.3 } },
  'Jenis kelamin': { tolerance: 1.5, target: { L: 50.4, P: 49.6 } },
  Golongan: { tolerance: 4, target: { I: 2, II: 24.5, III: 48.5, IV: 25 } },
  Pendidikan: { tolerance: 1.5, target: { SD: 1.3, SLTP: 2.2, SLTA: 25.5, 'D-I': 1.4, 'D-II': 7.5, 'D-III': 9.6, 'D-IV': 0.9, 'S-1': 45, 'S-2': 6.2, 'S-3': 0.4 } },
  Usia: { tolerance: 1.5, target: { '20-25': 1.9, '26-30': 9, '31-35': 13.2, '36-40': 13.3, '41-45': 14.4, '46-50': 18, '51-55': 20.2, '56-60': 9.8, '>60': 0.2 } },
  Kelompok: { tolerance: 1.5, target: { guru: 37.4, kesehatan: 6.6, dosen: 1.8, 'JFT lain': 4.4, JFU: 40, struktural: 9.8 } },
  Eselon: { tolerance: 1.5, target: { I: 0.1, II: 4.1, III: 21.4, IV: 70.9, V: 3.5 } },
  'Kedudukan hukum': { tolerance: 1.5, target: { Aktif: 98.6, lain: 1.4 } },
  'Jenis pegawai': { tolerance: 1.5, target: { INDUK: 98.3, 'DPK/DPB': 1.7 } },
}

const LEVELS: Record<string, string> = { '05': 'SD', 10: 'SLTP', 12: 'SLTP', 15: 'SLTA', 17: 'SLTA', 18: 'SLTA', 20: 'D-I', 25: 'D-II', 30: 'D-III', 35: 'D-IV', 40: 'S-1', 45: 'S-2', 50: 'S-3' }
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

/** Day number of the reference date, and a plain check that it is a date. */
export function referenceDay(text: string): Day {
  const day = readDay(text)
  const [y, m, d] = partsOf(day)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || dayOf(y, m, d) !== day || Number(text.slice(8)) !== d) throw new Error(`Tanggal acuan "${text}" bukan tanggal yyyy-mm-dd`)
  return day
}
