// config → database → migrations → app → listen → graceful stop. Used by `npm start` and `epupns serve`.
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { createContext, type Ctx, type Log } from './context.ts'
import { refuseSecondStart } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/database.ts'
import { openDb } from './db/pool.ts'
import { refuseUnsafe } from './db/safety.ts'
import { startJobs } from './jobs/runner.ts'
import { loadSmallLists } from './reference/cache.ts'
import { loadQuestionnaires } from './kuesioner/store.ts'
import { loadReference } from './reference/seeds.ts'
import { LOG_OPTIONS } from './security/redact.ts'
import { Crash, stopSignal } from './stop.ts'
import { StartError } from './startError.ts'

/** Everything is open, nothing is served yet. `ownerUrl` is the login role: import, jobs, migrations. */
export type Ready = { ctx: Ctx; ownerUrl: string; say: (line: string) => void }

export type Hooks = {
  /** Progress, one line a step. */
  say?: (line: string) => void
  /** Runs after the migrations and before the first request (demo data). */
  prepare?: (ready: Ready) => Promise<void>
  /** Ends a start that is still going on. */
  signal?: AbortSignal
}

export type Running = Ready & { stop: () => Promise<void> }

const DRAIN_MS = 25_000
const CLOSE_MS = 5_000

/** Starts everything; when a step fails, what was already started is stopped again. */
export async function run(config: Config, hooks: Hooks = {}): Promise<Running> {
  const { say = () => {}, signal } = hooks
  const log = makeLog(config)
  const opened: Opened[] = []
  const stop = (): Promise<void> => closeAll(opened, log)
  try {
    if (!config.databaseUrl) refuseSecondStart(config.dataFolder)
    await refuseTakenPort(config)
    const database = await openDatabase(config, say)
    opened.push({ close: database.stop, patience: DRAIN_MS })
    const done = await migrate(database.url, { say, signal })
    say(done.length ? `Skema basis data: ${done.length} berkas migrasi dijalankan` : 'Skema basis data sudah terbaru')
    if (config.mode === 'produksi') await refuseUnsafe(database.url)
    await loadLists(database.url, say)
    const open = openDb(database.url, {
      max: config.pool.web,
      onError: (error) => log.warn({ err: error }, 'idle database connection lost'),
    })
    opened.push({ close: open.close, patience: CLOSE_MS })
    const ready = { ctx: await createContext(config, open.db, log), ownerUrl: database.url, say }
    await Promise.race([hooks.prepare?.(ready), aborted(signal)])
    await loadSmallLists(open.db)
    const jobs = await startJobs(ready.ctx, database.url)
    opened.push({ close: () => jobs.stop(), patience: CLOSE_MS })
    const app = await buildApp(ready.ctx)
    opened.push({ close: () => app.close(), patience: DRAIN_MS })
    await app.listen({ host: config.host, port: config.port })
    log.info({ mode: config.mode, port: config.port }, 'listening')
    signal?.throwIfAborted()
    return { ...ready, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Runs until the first signal, drains, and ends the process: with 0 when it was asked to, with 1 after a crash. */
export async function runUntilStopped(
  config: Config,
  hooks: Hooks,
  print: (line: string) => void,
  welcome?: (running: Running) => Promise<void>,
): Promise<never> {
  const signal = stopSignal(print)
  try {
    const running = await run(config, { ...hooks, signal })
    await welcome?.(running)
    await aborted(signal).catch(() => running.stop())
  } catch (error) {
    if (!signal.aborted) throw error
  }
  const crash: unknown = signal.reason
  print(crash instanceof Crash ? `Berhenti karena kesalahan yang tidak terduga: ${crash.message}` : 'Berhenti. Data tersimpan.')
  process.exit(crash instanceof Crash ? 1 : 0)
}

/** Never fulfilled; rejected when the signal is aborted. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal?.reason as Error)
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort, { once: true })
  })
}

type Opened = { close: () => Promise<unknown>; patience: number }

/** Last opened, first closed. What hangs is left behind after its time, so that the database is always stopped. */
async function closeAll(opened: Opened[], log: Log): Promise<void> {
  for (const { close, patience } of opened.splice(0).reverse()) {
    await Promise.race([close(), sleep(patience, undefined, { ref: false })]).catch((error: unknown) => log.error({ err: error }, 'stopping failed'))
  }
}

/** Demo writes its log beside its data, so that a newcomer reads sentences; everything else logs JSON to stdout. */
function makeLog(config: Config): Log {
  if (config.mode !== 'demo') return pino(LOG_OPTIONS)
  return pino(LOG_OPTIONS, pino.destination({ dest: join(config.dataFolder, 'epupns.log'), mkdir: true, sync: true }))
}

/** The official lists that ship with the program; quick when nothing changed. */
async function loadLists(url: string, say: (line: string) => void): Promise<void> {
  const owner = openDb(url, { role: null, statementTimeout: 0, name: 'epupns daftar' })
  try {
    await loadReference(owner.pool)
    await loadQuestionnaires(owner.db)
    say('Daftar referensi siap')
  } finally {
    await owner.close()
  }
}

/** Asked before the long work, so that the one line comes at once. */
function refuseTakenPort({ host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', (error: NodeJS.ErrnoException) => reject(portError(error, port)))
    probe.listen({ host, port }, () => probe.close(() => resolve()))
  })
}

function portError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') return new StartError(`Port ${port} sudah dipakai program lain. Pilih port lain, misalnya: PORT=${port + 1} npm start`)
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} tidak boleh dipakai oleh pengguna ini. Pilih port 1024 ke atas, misalnya: PORT=3000 npm start`)
  if (error.code === 'EADDRNOTAVAIL') return new StartError(`Alamat HOST tidak ada di komputer ini: ${error.message}`)
  return error
}
