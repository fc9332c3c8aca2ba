// Many rows in one statement, for loads.
import { sql } from 'kysely'
import type { DbOrTx } from './pool.ts'

/** Inserts rows that all have the keys of the first one; everything else takes its default. */
export async function insertAll(db: DbOrTx, table: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 5000) {
    const part = rows.slice(at, at + 5000)
    const columns = sql.join(Object.keys(part[0]!).map((c) => sql.ref(c)))
    await sql`insert into ${sql.table(table)} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(part)}::jsonb)`.execute(db)
  }
}
