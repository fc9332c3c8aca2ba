// The part of a person's identity that makes NIP and NIK unique without asking anybody else: it follows from n alone.
//
// Day and month of birth and the serial number are a permutation of n within a cycle. People of different cycles differ in
// the class of their birth year and sex, or in the class of birth year, sex and TMT CPNS; the careers are drawn until both
// classes fit. So two equal NIPs have the same cycle and place in it, that is the same n. The NIK has no TMT: there equal
// numbers would need people of one kabupaten (or two central ones) more than a million apart, and no block is that long.
import { hash } from './random.ts'

const DAYS = 28
const SERIALS = 499
const CYCLE = DAYS * 12 * SERIALS
const YEAR_CLASSES = 8
const TMT_CLASSES = 4
// Coprime to the cycle (2^4 * 3 * 7 * 499), so that neighbours get distant days.
const STEP = 104_729

/** The most people one population can hold. */
export const CAPACITY = CYCLE * YEAR_CLASSES * TMT_CLASSES

export type Slot = {
  day: number
  month: number
  /** 501 to 999: serial numbers no real NIP has (population.md 7) */
  serial: number
  fitsYear(birthYear: number, male: boolean): boolean
  fitsTmt(birthYear: number, male: boolean, tmt: number): boolean
}

/** What n decides about the person. */
export function slotOf(seed: number, n: number): Slot {
  const place = (((n - 1) % CYCLE) * STEP + hash(seed, 1)) % CYCLE
  const turn = (Math.floor((n - 1) / CYCLE) + hash(seed, place, 2)) % (YEAR_CLASSES * TMT_CLASSES)
  const yearClass = turn % YEAR_CLASSES
  const tmtClass = Math.floor(turn / YEAR_CLASSES)
  return {
    day: 1 + (place % DAYS),
    month: 1 + (Math.floor(place / DAYS) % 12),
    serial: 501 + Math.floor(place / (DAYS * 12)),
    fitsYear: (birthYear, male) => (birthYear + (male ? 0 : 4)) % YEAR_CLASSES === yearClass,
    fitsTmt: (birthYear, male, tmt) => hash(seed, birthYear, tmt, male ? 1 : 2) % TMT_CLASSES === tmtClass,
  }
}

/** Four serial digits of the NIK, 9000 to 9997; central and regional people never share one. */
export function nikSerial(slot: Slot, central: boolean): number {
  return 9000 + (slot.serial - 501) * 2 + (central ? 1 : 0)
}
