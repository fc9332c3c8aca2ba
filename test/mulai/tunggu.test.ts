// A start whose database is not ready yet (trust.md R18): it waits for one that is starting, stopping or away, and ends with one line.
import { createServer, type AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { startEmbedded } from '../../src/db/embedded.ts'
import { sqlState } from '../../src/db/errors.ts'
import { migrate } from '../../src/db/migrate.ts'
import { firstConnection } from '../../src/db/wait.ts'
import { startErrorLine } from '../../src/startError.ts'
import { cleanUp, newFolder } from './kit.ts'

// Whole databases are started here; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 120_000 })
afterAll(cleanUp)

const tryOnce = async (url: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  return client.connect().then(
    () => client.end(),
    (error: unknown) => error,
  )
}

/** A port of loopback on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('a server that says "not now" (57P03), then is gone, then comes back: the migration waits and is done', async () => {
  const server = await startEmbedded({ folder: newFolder(), durable: false })
  const pid = server.pid()
  const guest = new pg.Client({ connectionString: server.url })
  guest.on('error', () => {})
  await guest.connect()
  // Asked to stop, PostgreSQL waits for its guests and takes no new ones: the same answer as while it recovers.
  process.kill(pid, 'SIGTERM')
  await expect.poll(async () => sqlState(await tryOnce(server.url))).toBe('57P03')
  const said: string[] = []
  const migrating = migrate(server.url, { say: (line) => said.push(line) })
  await expect.poll(() => said, { timeout: 20_000 }).toEqual([expect.stringMatching(/^Basis data belum menjawab \(.+\); ditunggu sampai 90 detik …$/)])
  await guest.end()
  expect((await migrating).length).toBeGreaterThan(5)
  expect(server.pid()).not.toBe(pid)
  expect(said).toHaveLength(1)
  await server.stop()
})

test('nothing there: one line when the time is over; Ctrl-C ends the waiting', async () => {
  const url = `postgres://epupns@127.0.0.1:${await closedPort()}/epupns`
  const error: unknown = await migrate(url, { patience: 500 }).catch((e: unknown) => e)
  expect(startErrorLine(error)).toMatch(
    /^Basis data di 127\.0\.0\.1:\d+ \(DATABASE_URL\) tidak dapat dihubungi selama \d+ detik: .*ECONNREFUSED.*\. Periksa alamatnya dan apakah PostgreSQL berjalan, lalu jalankan lagi\.$/,
  )
  const stop = new AbortController()
  const waiting = firstConnection(url, { signal: stop.signal })
  stop.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
})

test('a no that waiting does not change is said at once', async () => {
  const server = await startEmbedded({ folder: newFolder(), durable: false })
  const address = new URL(server.url)
  address.username = 'orang_lain'
  const error: unknown = await migrate(address.href, { say: () => expect.unreachable('waited') }).catch((e: unknown) => e)
  expect(startErrorLine(error)).toMatch(/tidak dapat dihubungi: .*orang_lain/)
  await server.stop()
})
