// Numbers and addresses that cannot belong to anybody (population.md 7).
import { partsOf } from './calendar.ts'
import { fullName, getKabupaten, type Kabupaten } from './area.ts'
import type { Diri } from './diri.ts'
import type { Random } from './random.ts'
import { nikSerial } from './slot.ts'

export type Identitas = { nik: string; npwp: string; karpeg: string; alamat: string }

const TEN_MILLION = 10_000_000
const digits = (n: number, width: number) => String(n).padStart(width, '0')

/** Numbers and address of somebody who lives in a kabupaten. */
export function drawIdentitas(r: Random, n: number, diri: Diri, home: Kabupaten, central: boolean): Identitas {
  const kecamatan = r.pick(home.kecamatan)
  const scrambled = (n * 7_654_321 + 1_234_567) % TEN_MILLION
  return {
    nik: nikOf(diri, kecamatan.kode, nikSerial(diri.slot, central)),
    npwp: r.chance(0.04) ? '' : `00${digits(scrambled, 7)}${digits(r.int(500, 699), 3)}000`,
    karpeg: diri.pns === null ? '' : `Z${digits((n * 7919) % 1_000_000, 6)}`,
    alamat: addressIn(r, home, kecamatan),
  }
}

/** Area, ddmmyy (forty added to the day of women), serial. */
export function nikOf({ lahir, lelaki }: Pick<Diri, 'lahir' | 'lelaki'>, area: string, serial: number): string {
  const [y, m, d] = partsOf(lahir)
  return `${area.replaceAll('.', '')}${digits(d + (lelaki ? 0 : 40), 2)}${digits(m, 2)}${digits(y % 100, 2)}${serial}`
}

const STREETS = [
  'Melati',
  'Mawar',
  'Kenanga',
  'Cempaka',
  'Anggrek',
  'Flamboyan',
  'Merpati',
  'Kutilang',
  'Rajawali',
  'Pahlawan',
  'Veteran',
  'Pemuda',
  'Merdeka',
  'Pramuka',
  'Mangga',
  'Cendana',
]
const HAMLETS = ['Krajan', 'Karanganyar', 'Sidomulyo', 'Sukamaju', 'Mekarsari', 'Tegalsari', 'Sumberejo', 'Wonosari', 'Bina Karya', 'Tanjung Jaya']

function addressIn(r: Random, home: Kabupaten, kecamatan: Kabupaten['kecamatan'][number]): string {
  const desa = r.pick(kecamatan.desa)
  const rt = `RT ${digits(r.int(1, 9), 2)} RW ${digits(r.int(1, 7), 2)}`
  const urban = /\.1\d{3}$/.test(desa.kode)
  const street = urban ? `Jl. ${r.pick(STREETS)} No. ${r.int(1, 148)}` : `Dusun ${r.pick(HAMLETS)}`
  return `${street} ${rt}, ${urban ? 'Kelurahan' : 'Desa'} ${desa.nama}, Kecamatan ${kecamatan.nama}, ${fullName(home)}`
}

const ABROAD = ['NG-MY', 'NG-SA', 'NG-NL', 'NG-SG'] as const

/** Birthplace: mostly where the job is, else in the province, else anywhere; few abroad. */
export function drawBirthplace(r: Random, job: string, within: (provinsi: string) => readonly string[], provinsiKode: string, any: () => string): string {
  const where = r.next()
  if (where < 0.62) return job
  if (where < 0.85) return r.pick(within(provinsiKode))
  if (where < 0.996) return r.pick(within(any()))
  return r.pick(ABROAD)
}

/** The seat of work as a kabupaten; offices of central agencies lie all over the country. */
export const homeOf = (lokasi: string): Kabupaten => getKabupaten(lokasi.slice(0, 5))
