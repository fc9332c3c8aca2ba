// "Minta keputusan level di atas": what a level returned twice may be put before the next one (clarifications 2.5).
import { allItems, decidersOf, isFresh, type Form, type Item } from '../form/form.ts'
import { LEVELS, type Level, type LevelState } from './table.ts'

const RETURNS = 2

/** The level above one. Undefined above the last. */
export const levelAbove = (state: LevelState): Level | undefined => (LEVELS as readonly Level[])[LEVELS.findIndex((l) => l.state === state) + 1]

/**
 * The level that the PNS may ask instead of the one that returned his form: each thing that is still to be decided was returned
 * twice by that one, and is decided above it too. Undefined where it may not be asked.
 */
export function appealTo(form: Form): Level | undefined {
  const back = form.row?.pengembali
  const above = back && form.row!.status === 'perbaikan' ? levelAbove(back) : undefined
  if (!above) return undefined
  const twice = (i: Item) => i.decisions.filter((d) => d.final && d.putusan === 'kembalikan' && d.level === back).length >= RETURNS
  const fresh = allItems(form).filter(isFresh)
  return fresh.length > 0 && fresh.every((i) => twice(i) && decidersOf(i).includes(above)) ? above : undefined
}
