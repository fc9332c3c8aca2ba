// How many people of each kind an agency has. Rounding errors are carried from agency to agency, so that sums stay true.
import { pusat, type Instansi, type Profil } from './reference.ts'

/** People per kind of post: es1…es5, guru_sd, perawat, dosen, jft, jfu … */
export type Kuota = Record<string, number>

export type Wilayah = 'PUSAT' | 'PROVINSI' | 'KABKOTA'
export const wilayahOf = (i: Instansi): Wilayah => (i.jenis === 'PUSAT' || i.jenis === 'PROVINSI' ? i.jenis : 'KABKOTA')

/** Share of each type of agency in all people (population.md 2). */
export const SHARE: Record<Wilayah, number> = { PUSAT: 20.9, PROVINSI: 6.8, KABKOTA: 72.3 }

// Central profiles stand in pusat.json; these two are what is then left of the national shares.
const KABKOTA: Profil = { guru: 46.69, kesehatan: 7.33, dosen: 0, jft: 2.2, struktural: 9.7 }
const PROVINSI: Profil = { guru: 5, kesehatan: 8.2, dosen: 0, jft: 7.6, struktural: 10.5 }
const DKI: Profil = { guru: 46, kesehatan: 11, dosen: 0, jft: 5, struktural: 5 }

const GURU = { guru_sd: 53, guru_smp: 21, guru_sma: 10, guru_smk: 6, guru_tk: 5, guru_slb: 1, pengawas: 4 }
const GURU_PROVINSI = { guru_slb: 88, guru_sma: 6, guru_smk: 6 }
const GURU_MADRASAH = { guru_sd: 42, guru_smp: 32, guru_sma: 22, pengawas: 4 }
const KESEHATAN = {
  perawat: 40,
  bidan: 27,
  dokter: 9.2,
  dokter_spesialis: 2.8,
  dokter_gigi: 3,
  gizi: 4,
  sanitasi: 4,
  laboratorium: 4,
  farmasi: 4,
  kesehatan_lain: 2,
}
const RUMAH_SAKIT = {
  perawat: 53,
  bidan: 9,
  dokter: 10,
  dokter_spesialis: 8,
  dokter_gigi: 2,
  gizi: 4,
  sanitasi: 2,
  laboratorium: 5,
  farmasi: 4,
  kesehatan_lain: 3,
}

/** Structural posts by eselon, in percent; es4 takes the rest. */
const ESELON: Record<Wilayah, Kuota> = {
  PUSAT: { es1: 0.45, es2: 2.9, es3: 20, es5: 8.2 },
  PROVINSI: { es1: 0.1, es2: 3.4, es3: 22, es5: 0 },
  KABKOTA: { es1: 0, es2: 4.5, es3: 22, es5: 2.5 },
}

function profile(i: Instansi): Profil {
  if (i.jenis === 'PUSAT') return (pusat.instansi[i.kode] ?? pusat.bawaan).profil
  if (i.jenis !== 'PROVINSI') return KABKOTA
  return i.provinsi === '31' ? DKI : PROVINSI
}

function shares(i: Instansi): Kuota {
  const p = profile(i)
  const wilayah = wilayahOf(i)
  const teachers = wilayah === 'PUSAT' ? GURU_MADRASAH : i.jenis === 'PROVINSI' && i.provinsi !== '31' ? GURU_PROVINSI : GURU
  const eselon = ESELON[wilayah]
  return {
    ...part(eselon, p.struktural),
    es4: (p.struktural * (100 - Object.values(eselon).reduce((a, b) => a + b, 0))) / 100,
    ...part(teachers, p.guru),
    ...part(wilayah === 'KABKOTA' ? KESEHATAN : RUMAH_SAKIT, p.kesehatan),
    dosen: p.dosen,
    jft: p.jft,
  }
}

const part = (inside: Kuota, share: number): Kuota => Object.fromEntries(Object.entries(inside).map(([key, v]) => [key, (v * share) / 100]))

type Sized = { instansi: Instansi; jumlah: number }

/** The highest posts do not grow with the number of people, only with its square root. */
const HIGHEST = ['es1', 'es2']

/** What each agency should have, with fractions. */
function exactly(agencies: readonly Sized[]): Kuota[] {
  const exact = agencies.map(({ instansi, jumlah }) => part(shares(instansi), jumlah))
  for (const type of ['PUSAT', 'PROVINSI', 'KABKOTA']) {
    const own = exact.filter((_, i) => wilayahOf(agencies[i]!.instansi) === type)
    const roots = own.map((kuota) => Math.sqrt(kuota.es4!))
    const sum = roots.reduce((a, b) => a + b, 0)
    for (const key of HIGHEST) {
      const total = own.reduce((a, kuota) => a + kuota[key]!, 0)
      own.forEach((kuota, i) => {
        const fair = (total * roots[i]!) / sum
        kuota.es4! += kuota[key]! - fair
        kuota[key] = fair
      })
    }
  }
  return exact
}

/** Quotas for agencies in their order; what rounding leaves over in one goes to the next of the same type. */
export function quotas(agencies: readonly Sized[]): Kuota[] {
  const carry = new Map<string, number>()
  return exactly(agencies).map((wanted, i) => {
    const { instansi, jumlah } = agencies[i]!
    const kuota: Kuota = {}
    let left = jumlah
    for (const [key, share] of Object.entries(wanted)) {
      const slot = `${wilayahOf(instansi)}/${key}`
      const exact = share + (carry.get(slot) ?? 0)
      const n = Math.max(0, Math.min(left, Math.round(exact)))
      carry.set(slot, exact - n)
      kuota[key] = n
      left -= n
    }
    kuota.jfu = left
    return kuota
  })
}
