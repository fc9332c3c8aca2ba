// The same person twice in SAPK: a second record under a NIP with another month of TMT CPNS (population.md 6).
import { partsOf } from '../calendar.ts'
import { nipOf } from '../diri.ts'
import type { Person } from '../person.ts'
import { Random, STREAM } from '../random.ts'

const RATE = 0.0003
const MONTHS = 12

/** The second NIP of a person; of most there is none. Its month is of a class that nobody else with this birthday and serial number has. */
export function secondNip(seed: number, { n, diri }: Pick<Person, 'n' | 'diri'>): string | undefined {
  if (!new Random(seed, n, STREAM.ganda).chance(RATE)) return undefined
  const [birthYear] = partsOf(diri.lahir)
  for (let later = 1; later < MONTHS; later++) {
    const cpns = diri.cpns + later
    if (!diri.slot.fitsTmt(birthYear, diri.lelaki, cpns)) return nipOf({ ...diri, cpns })
  }
  return undefined
}
