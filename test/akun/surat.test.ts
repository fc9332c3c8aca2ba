// Letters survive what mail servers do (trust R7): away for two minutes, refusing, slow; a letter that cannot be written; a worker killed again and again.
import { rmSync } from 'node:fs'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { projectFolder } from '../../src/db/embeddedFiles.ts'
import { transaction } from '../../src/db/tx.ts'
import { enqueue } from '../../src/jobs/enqueue.ts'
import { startJobs, type Jobs } from '../../src/jobs/runner.ts'
import { useDatabase } from '../harness.ts'
import { count, note, randomOf } from '../jumlah.ts'
import { addOwner, endAccountScene, get, makeAccountScene, type AccountScene, type Owner } from './adegan.ts'
import { startMailServer, type MailServer } from './serverSurat.ts'

const t = useDatabase()
let s: AccountScene
let server: MailServer
let jobs: Jobs | undefined
beforeAll(async () => {
  s = await makeAccountScene(t, false)
  Object.assign(s.ctx, { log: { ...s.ctx.log, error() {} } })
})
afterEach(async () => {
  await jobs?.stop()
  jobs = undefined
  await server?.stop()
  await sql`delete from graphile_worker._private_jobs`.execute(t.owner.db)
})
afterAll(() => endAccountScene(s))

const begin = async (behave: MailServer['behave'] = {}): Promise<void> => {
  server = await startMailServer()
  server.behave = behave
  Object.assign(s.ctx.config, { smtpUrl: server.url })
  jobs = await startJobs(s.ctx, t.url)
}
const send = (p: Owner, jenis = 'terkirim') => transaction(s.ctx.db, (tx) => enqueue(tx, 'surat', { jenis, nip: p.nip }))
const waiting = async () =>
  (
    await sql<{ attempts: number; nip: string }>`select attempts::int, payload->>'nip' as nip from graphile_worker._private_jobs order by id`.execute(
      t.owner.db,
    )
  ).rows
/** Whatever the queue waits for has come: its clock is moved. */
const later = () => sql`update graphile_worker._private_jobs set run_at = clock_timestamp()`.execute(t.owner.db)
const until = async (what: () => Promise<boolean> | boolean, name: string): Promise<void> => {
  for (let i = 0; i < 1200; i++) {
    if (await what()) return
    await sleep(50)
  }
  throw new Error(`never: ${name}`)
}

test('R7: the server is away: nothing is lost, requests go on, all arrives once when it is back', async () => {
  await begin()
  const { port } = server
  await server.stop()
  const people = [await addOwner(s), await addOwner(s), await addOwner(s)]
  for (const p of people) await send(p)
  await until(async () => (await waiting()).every((j) => j.attempts >= 1), 'first try')
  await later()
  await until(async () => (await waiting()).every((j) => j.attempts >= 2), 'second try')
  expect((await get(s, people[0]!, '/pemberitahuan')).body).toContain('Formulir terkirim')
  expect(await waiting()).toHaveLength(3)
  server = await startMailServer(port)
  await later()
  await until(async () => (await waiting()).length === 0, 'sent')
  expect(server.taken.map((m) => m.kepada).sort()).toEqual(people.map((p) => p.email).sort())
})

test('R7: refused for now (450) is tried again, refused for good (550) is not, and the person is told in the page', async () => {
  const [full, gone] = [await addOwner(s), await addOwner(s)]
  let now = 450
  await begin({ refuse: (to) => (to === gone.email ? 550 : to === full.email ? now || undefined : undefined) })
  await send(full)
  await send(gone)
  await until(async () => (await waiting()).length === 1 && (await waiting())[0]!.attempts === 1, 'one left')
  expect((await waiting())[0]!.nip).toBe(full.nip)
  expect((await get(s, gone, '/akun')).body).toContain('Surat ke alamat Anda ditolak')
  expect((await get(s, full, '/akun')).body).not.toContain('ditolak')
  const tries = server.tries
  now = 0
  await later()
  await until(async () => (await waiting()).length === 0, 'sent')
  expect([server.taken.map((m) => m.kepada), server.tries]).toEqual([[full.email], tries + 1])
})

test('R7: a letter that cannot be written does not stop the others, nor is it forgotten', async () => {
  const me = await addOwner(s)
  await begin()
  await send(me, 'tidak-dikenal')
  await send(me)
  await until(() => server.taken.length === 1, 'the good one')
  await until(async () => (await waiting())[0]?.attempts === 1, 'one try')
  expect(await waiting()).toHaveLength(1)
})

test('R7: a slow server slows no request and no other work', async () => {
  const me = await addOwner(s)
  let goOn = (): void => {}
  await begin({ held: new Promise((resolve) => (goOn = resolve)) })
  for (let i = 0; i < 4; i++) await send(me)
  await until(() => server.tries > 0, 'the first is under way')
  expect((await get(s, me, '/pemberitahuan')).statusCode).toBe(200)
  // More letters than hands; what is not a letter has hands of its own.
  await transaction(s.ctx.db, (tx) => enqueue(tx, 'email', { nip: me.nip, ganti: '01900000-0000-7000-8000-000000000000' }))
  await until(async () => (await waiting()).length === 4, 'the other work')
  expect(server.taken).toEqual([])
  goOn()
  await until(() => server.taken.length === 4, 'all')
})

test('R7: the database goes away before it is noted that a letter went out: that is noted later, and no letter goes twice', async () => {
  const me = await addOwner(s)
  let goOn = (): void => {}
  await begin({ held: new Promise((resolve) => (goOn = resolve)) })
  await send(me)
  await until(() => server.tries === 1, 'under way')
  await t.owner.db.transaction().execute(async (tx) => {
    await sql`select from graphile_worker._private_jobs for update`.execute(tx)
    goOn()
    // The process lives on: an error that nobody waits for would end it, and this test.
    await until(async () => {
      const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'epupns pekerjaan %' and wait_event_type = 'Lock'`.execute(tx)
      return rows.length > 0
    }, 'the note is cut off')
  })
  await until(async () => (await waiting()).length === 0, 'noted')
  expect(server.taken).toHaveLength(1)
})

const KILLS = count(7, 20)
const LETTERS = count(25, 60)
test(
  `R7: the worker is killed ${KILLS} times: every letter arrives, and a double is known by its Message-ID`,
  { timeout: count(180_000, 600_000) },
  async () => {
    const random = randomOf('surat')
    const me = await addOwner(s)
    server = await startMailServer()
    server.behave = { delay: 60, late: true }
    for (let i = 0; i < LETTERS; i++) await send(me)
    // Made into one file first: twenty starts have to be quick.
    const file = join(projectFolder, 'node_modules', '.cache', `pekerja-${process.pid}.mjs`)
    await build({ entryPoints: [join(import.meta.dirname, 'pekerja.ts')], outfile: file, bundle: true, platform: 'node', format: 'esm', packages: 'external' })
    const start = (): ChildProcess =>
      spawn(process.execPath, [file], { env: { ...process.env, BASIS: t.url, SURAT: server.url }, stdio: ['ignore', 'pipe', 'inherit'] })
    let kills = 0
    while (kills < KILLS) {
      const before = server.tries
      const child = start()
      // In the middle of a letter, wherever that is.
      await until(() => server.tries > before, 'a letter under way')
      await sleep(random.int(0, 80))
      child.kill('SIGKILL')
      await once(child, 'exit')
      kills++
      await later()
    }
    const last = start()
    await until(async () => {
      await later()
      return (await waiting()).length === 0
    }, 'all sent').finally(() => last.kill('SIGKILL'))
    await once(last, 'exit')
    rmSync(file)
    const ids = new Set(server.taken.map((m) => m.id))
    expect(ids.size).toBe(LETTERS)
    // Only what the server had taken and the worker had not yet noted comes again.
    expect(server.taken.length - LETTERS).toBeLessThanOrEqual(kills)
    note('R7', { 'letters while the worker is killed': LETTERS, kills, 'arrived twice, same Message-ID': server.taken.length - LETTERS })
  },
)
