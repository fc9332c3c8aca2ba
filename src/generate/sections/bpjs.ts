// The row of BPJS Kesehatan, and card numbers of relatives.
import type { Person } from '../person.ts'
import { Random, STREAM } from '../random.ts'
import { hexId } from '../unit.ts'
import type { Row } from './row.ts'

const SECTION = 101
const BILLION = 1_000_000_000

/** 13 digits that begin with 9999: no card has them (population.md 7). */
const cardNumber = (digits: number): string => `9999${String(digits % BILLION).padStart(9, '0')}`

const has = (seed: number, n: number) => new Random(seed, n, STREAM.bpjs).chance(0.92)

/** The card of a civil servant of the set; empty for those who have none. */
export const cardOf = (seed: number, n: number): string => (has(seed, n) ? cardNumber(n * 7_654_321 + 271_828_183) : '')

/** The card of somebody else, which the form may leave out. */
export const anyCard = (r: Random): string => (r.chance(0.55) ? cardNumber(r.int(0, BILLION - 1)) : '')

export function bpjsRows(seed: number, p: Person): Row[] {
  const nomor_kartu = cardOf(seed, p.n)
  return nomor_kartu ? [{ id: hexId(seed, p.n, SECTION, 0), nomor_kartu, nama_peserta: p.nama }] : []
}
