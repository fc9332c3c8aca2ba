// The small lists from their seed files, for documents and tests that need no database.
import type { Entries } from '../src/form/example.ts'
import type { RuleContext } from '../src/form/section.ts'
import { readAreas } from '../src/reference/areas.ts'
import { findList, getList, type Entry } from '../src/reference/index.ts'
import { seedEntries } from '../src/reference/seeds.ts'

const areas = readAreas([])
const read = new Map<string, readonly Entry[]>()

function entriesOf(list: string): readonly Entry[] {
  if (!read.has(list))
    read.set(list, findList(list)?.cached ? seedEntries(getList(list), areas).map((e) => ({ ...e, info: { ...e.info, ...getList(list).derive?.(e) } })) : [])
  return read.get(list)!
}

/** Columns of an entry, as rules see them. */
export const info: RuleContext['info'] = (list, id) => {
  const found = entriesOf(list).find((e) => e.id === id)
  return found && { ...found.info, ...found }
}

/** Entries for the kind `list`; of the long lists none. */
export const entries: Entries = (f) =>
  f.kind === 'list'
    ? entriesOf(f.to!)
        .filter((e) => !f.kinds || f.kinds.includes(e.jenis ?? ''))
        .map(({ id, nama }) => ({ id, nama }))
    : []
