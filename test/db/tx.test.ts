// What a caller may believe after a transaction: done, refused, or not known.
import { sql } from 'kysely'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { CommitRefused, CommitUnknown, isUnavailable } from '../../src/db/errors.ts'
import { openDb, type OpenDb, type Tx } from '../../src/db/pool.ts'
import { transaction } from '../../src/db/tx.ts'
import { useDatabase } from '../harness.ts'
import { cutAt } from './proxy.ts'

const t = useDatabase()
const opened: OpenDb[] = []

beforeAll(async () => {
  await t.owner.pool.query(`create table coba (n integer unique deferrable initially deferred); grant all on coba to epupns_app`)
})
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
  await t.owner.pool.query('truncate coba')
})

function open(...args: Parameters<typeof openDb>): OpenDb {
  const one = openDb(...args)
  opened.push(one)
  return one
}

const insert = (n: number) => sql`insert into coba values (${n})`
const stored = async (): Promise<number[]> => (await t.pool.query<{ n: number }>('select n from coba order by n')).rows.map((row) => row.n)

/** Ends the server's side of a connection, as an administrator or a crash would. */
async function terminate(tx: Tx): Promise<void> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
  await t.owner.pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
}

test('answers after COMMIT with what the function returned', async () => {
  expect(
    await transaction(t.db, async (tx) =>
      insert(1)
        .execute(tx)
        .then(() => 'selesai'),
    ),
  ).toBe('selesai')
  expect(await stored()).toEqual([1])
})

test('an error of the function comes out unchanged and nothing is stored', async () => {
  const mine = new Error('batal')
  const failing = transaction(t.db, async (tx) => {
    await insert(1).execute(tx)
    throw mine
  })
  await expect(failing).rejects.toBe(mine)
  expect(await stored()).toEqual([])
})

test('an error is not hidden by the rollback that fails after it', async () => {
  const { db } = open(t.url)
  const failing = transaction(db, async (tx) => {
    await terminate(tx)
    throw new Error('yang pertama')
  })
  await expect(failing).rejects.toThrow('yang pertama')
  await expect(transaction(db, (tx) => insert(2).execute(tx))).resolves.toBeDefined()
})

test('a lost answer to COMMIT is "not known", also when the change is there', async () => {
  const cut = await cutAt(t.url, 'commit')
  const { db } = open(cut.url)
  const unknown: unknown = await transaction(db, (tx) => insert(1).execute(tx)).catch((error: unknown) => error)
  expect(unknown).toBeInstanceOf(CommitUnknown)
  expect(isUnavailable(unknown)).toBe(true)
  await expect.poll(stored, { timeout: 10_000 }).toEqual([1])
  cut.close()
})

test('a connection lost before COMMIT is a failure, and the pool goes on', async () => {
  const { db } = open(t.url, { max: 1 })
  const failing = transaction(db, async (tx) => {
    await insert(1).execute(tx)
    await terminate(tx)
    await insert(2).execute(tx)
  })
  const error: unknown = await failing.catch((caught: unknown) => caught)
  expect(error).not.toBeInstanceOf(CommitUnknown)
  expect(isUnavailable(error)).toBe(true)
  expect(await transaction(db, async () => 'lagi')).toBe('lagi')
  expect(await stored()).toEqual([])
})

test('a COMMIT the server refuses is a failure, not "not known"', async () => {
  const refused = transaction(t.db, async (tx) => {
    await insert(1).execute(tx)
    await insert(1).execute(tx)
  })
  await expect(refused).rejects.toMatchObject({ code: '23505' })
})

test('an error swallowed inside does not look like success', async () => {
  const swallowed = transaction(t.db, async (tx) => {
    await insert(1).execute(tx)
    await sql`select 1 / 0`.execute(tx).catch(() => {})
  })
  await expect(swallowed).rejects.toBeInstanceOf(CommitRefused)
  expect(await stored()).toEqual([])
})

test('a statement beyond its limit is stopped, a dead network is noticed, and the next one works', async () => {
  const { db, pool } = open(t.url, { max: 1, statementTimeout: 200 })
  await expect(sql`select pg_sleep(5)`.execute(db)).rejects.toMatchObject({ code: '57014' })
  expect(await sql`select 1 as n`.execute(db)).toMatchObject({ rows: [{ n: 1 }] })
  await expect(pool.query({ text: 'select pg_sleep(5)', query_timeout: 50 } as never)).rejects.toThrow()
  expect(await sql`select 1 as n`.execute(db)).toMatchObject({ rows: [{ n: 1 }] })
})

test('a role in the address does not overrule ours', async () => {
  const url = new URL(t.url)
  url.searchParams.set('options', '-c role=none -c work_mem=5MB')
  const { pool } = open(url.href)
  expect((await pool.query("select current_user, current_setting('work_mem') as w")).rows).toEqual([{ current_user: 'epupns_app', w: '5MB' }])
})

test('an unreachable server is unavailable', async () => {
  const { db } = open('postgres://epupns@127.0.0.1:1/epupns')
  const error: unknown = await sql`select 1`.execute(db).catch((caught: unknown) => caught)
  expect(isUnavailable(error)).toBe(true)
})
