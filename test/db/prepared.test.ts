// Statements with a name are prepared once per connection, the others not at all.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDb } from '../../src/db/pool.ts'
import { useDatabase } from '../harness.ts'

const t = useDatabase()

test('a statement that begins with its name is prepared, and answers each time with the values of the call', async () => {
  const one = openDb(t.url, { max: 1 })
  const ask = async (n: number) => (await sql<{ n: number }>`/* uji_nama */ select ${n}::int as n`.execute(one.db)).rows
  expect(await ask(1)).toEqual([{ n: 1 }])
  expect(await ask(2)).toEqual([{ n: 2 }])
  await sql`select /* bukan_nama */ 1`.execute(one.db)
  const { rows } = await sql`select name from pg_prepared_statements`.execute(one.db)
  expect(rows).toEqual([{ name: 'uji_nama' }])
  await one.close()
})
