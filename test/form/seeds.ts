// The small lists from their seed files, for tests that need no database.
import type { Entries } from '../../src/form/example.ts'
import type { AnyField, Ref } from '../../src/form/field.ts'
import { readAreas } from '../../src/reference/areas.ts'
import { findList, type Entry } from '../../src/reference/index.ts'
import { seedEntries } from '../../src/reference/seeds.ts'

const areas = readAreas([])
const read = new Map<string, readonly Entry[]>()

function entriesOf(code: string): readonly Entry[] {
  const list = findList(code)
  if (!read.has(code)) read.set(code, list ? seedEntries(list, areas) : [])
  return read.get(code)!
}

/** Columns of an entry, as rules see them. */
export function seedInfo(code: string, id: string | null | undefined): Readonly<Record<string, unknown>> | undefined {
  const found = entriesOf(code).find((e) => e.id === id)
  return found && { ...found.info, ...found }
}

/** Entries for the kind `list`; of the long lists none. */
export const seedRefs: Entries = (f: AnyField): readonly Ref[] =>
  f.kind === 'list' ? entriesOf(f.to!).filter((e) => !f.kinds || f.kinds.includes(e.jenis ?? '')).map(({ id, nama }) => ({ id, nama })) : []
