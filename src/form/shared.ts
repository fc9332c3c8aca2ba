// Numbers that belong to one person alone: found on somebody else they are listed for the verifier; nothing blocks, nothing is revealed (V03).
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { blindIndex } from '../security/blind.ts'
import type { Keys } from '../security/keys.ts'
import { changedFields, type Item } from './form.ts'
import { INDEXED_SECRET } from './table.ts'

/** Labels of the numbers an item proposes that SAPK holds for another person. */
export async function findShared(db: DbOrTx, keys: Keys, nip: string, item: Item): Promise<string[]> {
  const found: string[] = []
  for (const key of changedFields(item)) {
    const f = item.section.fields[key]!
    const value = item.proposed?.[key]
    if (!f.unique || typeof value !== 'string') continue
    const { rows } =
      await sql`select from ${sql.table(item.section.table)} where ${sql.ref(key + INDEXED_SECRET)} = ${blindIndex(keys, key, value)} and nip <> ${nip} limit 1`.execute(
        db,
      )
    if (rows.length) found.push(f.label)
  }
  return found
}
