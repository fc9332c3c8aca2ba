// How far each of the thousand demo people has come (population.md 9). Written to demo/keadaan.csv for the demo loader.
import type { Person } from './person.ts'
import { hash, STREAM } from './random.ts'
import { TOKOH } from './tokoh.ts'

export type Keadaan =
  | 'belum_daftar'
  | 'menunggu_verifikasi_registrasi'
  | 'aktif'
  | 'registrasi_ditolak'
  | 'draf'
  | 'level_1'
  | 'perbaikan'
  | 'level_2'
  | 'level_3'
  | 'diterima'

/** Exactly as many of each. */
export const STATES: Readonly<Record<Keadaan, number>> = {
  belum_daftar: 30,
  menunggu_verifikasi_registrasi: 25,
  aktif: 35,
  registrasi_ditolak: 10,
  draf: 130,
  level_1: 190,
  perbaikan: 60,
  level_2: 220,
  level_3: 130,
  diterima: 170,
}

/** The agency of the demo that lets people in without looking at their registration. */
export const OPEN_AGENCY = '6475'

export type Candidate = Pick<Person, 'n' | 'nip' | 'keluar'> & { instansi: string; pindah: boolean }

/** The state of every person, in the order of n. */
export function assignStates(seed: number, people: readonly Candidate[]): Map<string, Keadaan> {
  const left: Record<Keadaan, number> = { ...STATES }
  const states = new Map<string, Keadaan>()
  const give = (p: Candidate, state: Keadaan) => {
    states.set(p.nip, state)
    left[state]--
  }
  const named = new Map(TOKOH.map((t) => [t.nip, t.keadaan as Keadaan]))
  for (const p of people) if (named.has(p.nip)) give(p, named.get(p.nip)!)
  const rest = mixed(
    seed,
    people.filter((p) => !states.has(p.nip)),
  )
  // Those who left never come; those whom SAPK shows elsewhere were refused.
  for (const p of rest) if (p.keluar && left.belum_daftar > 0) give(p, 'belum_daftar')
  for (const p of rest) if (!states.has(p.nip) && p.pindah && p.instansi !== OPEN_AGENCY && left.registrasi_ditolak > 0) give(p, 'registrasi_ditolak')
  for (const state of ['registrasi_ditolak', 'menunggu_verifikasi_registrasi'] as const) fill(state, (p) => p.instansi !== OPEN_AGENCY && !p.keluar)
  for (const state of Object.keys(STATES) as Keadaan[]) fill(state, (p) => !p.keluar && !p.pindah)
  for (const state of Object.keys(STATES) as Keadaan[]) fill(state, () => true)
  return states

  function fill(state: Keadaan, fits: (p: Candidate) => boolean): void {
    for (const p of rest) if (left[state] > 0 && !states.has(p.nip) && fits(p)) give(p, state)
  }
}

/** In random order, the agencies evenly mixed: every stretch of the list has its share of each. */
function mixed(seed: number, people: readonly Candidate[]): Candidate[] {
  const turn = (p: Candidate) => hash(seed, p.n, STREAM.keadaan)
  const placed = [...new Set(people.map((p) => p.instansi))].flatMap((kode) => {
    const own = people.filter((p) => p.instansi === kode).sort((a, b) => turn(a) - turn(b))
    return own.map((p, i) => ({ p, at: (i + 0.5) / own.length }))
  })
  return placed.sort((a, b) => a.at - b.at || a.p.n - b.p.n).map(({ p }) => p)
}
