// What is written down about the schema is true, and the program's role may do what it should and no more.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { expect, test } from 'vitest'
import { clientConfig } from '../src/db/pool.ts'
import { migrate } from '../src/db/migrate.ts'
import { dumpSchema, dumpTypes, schemaFile, typesFile } from '../tools/skema.ts'
import { useDatabase } from './harness.ts'

const t = useDatabase()

async function asOwner<T>(read: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(clientConfig(t.url, { role: null }))
  await client.connect()
  return read(client).finally(() => client.end())
}

test('db/schema.sql is what the migrations make (npm run docs)', async () => {
  expect(await asOwner(dumpSchema)).toBe(readFileSync(schemaFile, 'utf8'))
})

test('src/db/types.ts is what the migrations make (npm run docs)', async () => {
  expect(await asOwner(dumpTypes)).toBe(readFileSync(typesFile, 'utf8'))
})

test('a second migration changes nothing', async () => {
  expect(await migrate(t.url)).toEqual([])
})

test('the program works as epupns_app, in Jakarta time, with dates as text', async () => {
  const { rows } = await t.pool.query("select current_user, date '2012-03-20' as tanggal, 7::int8 as banyak, current_setting('TimeZone') as zona")
  expect(rows[0]).toEqual({ current_user: 'epupns_app', tanggal: '2012-03-20', banyak: 7, zona: 'Asia/Jakarta' })
})

test.each([
  'create table coba (id integer)',
  'alter table akun add coba integer',
  'delete from peristiwa',
  "update peristiwa set jenis = 'x'",
  'truncate formulir',
  "insert into impor (id, daftar, berkas, sha256, uji_coba, baris, baru, berubah, dinonaktifkan, ditolak) values (gen_random_uuid(), '', '', '', true, 0, 0, 0, 0, 0)",
  'select * from graphile_worker.jobs',
  'select * from migrasi',
])('the program may not: %s', async (statement) => {
  await expect(t.pool.query(statement)).rejects.toMatchObject({ code: '42501' })
})

test('a job is added in the transaction of the caller', async () => {
  const client = await t.pool.connect()
  await client.query('begin')
  await client.query("select tambah_pekerjaan('coba', '{\"id\": 1}')")
  await client.query('rollback')
  await client.query("select tambah_pekerjaan('coba', '{\"id\": 2}', kunci => 'satu')")
  client.release()
  const { rows } = await t.owner.pool.query('select task_identifier, key from graphile_worker.jobs')
  expect(rows).toEqual([{ task_identifier: 'coba', key: 'satu' }])
})
