// How much the tests of abuse and faults do. `npm test` takes the small counts; `npm run uji:serangan` and `npm run uji:tahan` take
// those of trust.md 5 and 6, and write down what was counted (tools/ujiPenuh.ts).
import { appendFileSync } from 'node:fs'
import { Random, hashText } from '../src/generate/random.ts'

/** Whether this is a run with the full counts; only such a run may also assert times. */
export const penuh = process.env.EPUPNS_UJI === 'penuh'

/** One number for everyday, one for the named suites. */
export const count = (few: number, many: number): number => (penuh ? many : few)

/** Everything random in a run follows from this number, so that a run that failed can be had again. */
export const benih = Number(process.env.EPUPNS_BENIH ?? 1)

/** A stream of its own for each use. */
export const randomOf = (use: string): Random => new Random(benih, 1, hashText(use))

/** What a test counted or measured for a promise; stands in the result file. */
export function note(promise: string, counts: Readonly<Record<string, number | string>>): void {
  if (process.env.EPUPNS_CATATAN) appendFileSync(process.env.EPUPNS_CATATAN, `${JSON.stringify({ promise, counts })}\n`)
}
