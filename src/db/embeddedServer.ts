// One PostgreSQL cluster on this machine: make it, find it alive, start it, ask it, stop it. embedded.ts decides when.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../startError.ts'
import { asUser, privateFolder, sharedMemoryType, type Binaries, type DbUser } from './embeddedFiles.ts'
import { isUnavailable, sqlState } from './errors.ts'
import { identity, processesIn } from './processes.ts'

const USER = 'epupns'
const DATABASE = 'epupns'
const PORT = 5432
export const windows = process.platform === 'win32'

/** What does not change while the server runs. */
export type Cluster = {
  folder: string
  data: string
  socket: string
  log: string
  user: DbUser
  binaries: Binaries
  durable: boolean
  say: (line: string) => void
}

export type Server = { pid: number; url: string }

/** Creates the cluster beside its place and moves it there when it is whole: a killed initdb leaves nothing half. */
export function initdb(cluster: Cluster): void {
  const { data, folder, user, binaries } = cluster
  const part = `${data}.baru`
  rmSync(part, { recursive: true, force: true })
  privateFolder(part, user)
  // Other systems have no C.UTF-8; there PostgreSQL brings its own.
  const locale = process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = windows ? ['-A', 'scram-sha-256', `--pwfile=${passwordFile(folder)}`] : ['--auth-local=trust', '--auth-host=reject']
  const args = ['-D', part, '-U', USER, '-E', 'UTF8', ...locale, ...access, '--data-checksums', ...(cluster.durable ? [] : ['--no-sync'])]
  const made = spawnSync(join(binaries.bin, 'initdb'), args, { ...asUser(user), cwd: part, encoding: 'utf8' })
  if (made.error || made.status !== 0) {
    rmSync(part, { recursive: true, force: true })
    throw failure(made.error?.message ?? made.stderr, folder)
  }
  renameSync(part, data)
}

/** One line for what PostgreSQL said. */
function failure(said: string, folder: string): StartError {
  if (/No space left on device/.test(said))
    return new StartError(
      `Diska penuh: PostgreSQL tidak dapat menulis di ${folder}. Kosongkan ruang diska, lalu jalankan lagi; data yang sudah tersimpan tetap ada.`,
    )
  if (/EACCES|Permission denied/.test(said))
    return new StartError(
      `Folder data ${folder} tidak dapat dicapai oleh pengguna PostgreSQL. Pilih folder lain dengan EPUPNS_DATA, misalnya di bawah /var/lib.`,
    )
  const line =
    said
      .trim()
      .split('\n')
      .filter((text) => /FATAL|PANIC|ERROR|error|could not/.test(text))
      .at(-1) ?? said.trim().split('\n').at(-1)
  return new StartError(`PostgreSQL bawaan gagal dijalankan: ${line} (catatan lengkap: ${join(folder, 'postgres.log')})`)
}

/** A major upgrade needs dump and restore: starting anyway would only fail later and less clearly. */
export function refuseOtherVersion(cluster: Cluster): void {
  const version = readFileSync(join(cluster.data, 'PG_VERSION'), 'utf8').trim()
  if (version === cluster.binaries.major) return
  throw new StartError(
    `Data di ${cluster.data} dibuat oleh PostgreSQL ${version}, sedangkan yang terpasang PostgreSQL ${cluster.binaries.major}. Pindahkan data dengan pg_dump dari versi ${version}, atau pakai folder lain dengan EPUPNS_DATA.`,
  )
}

/** postmaster.pid: process number in line 1, port in line 4. */
function readPid(cluster: Cluster): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(cluster.data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]) || PORT }
  } catch {
    return undefined
  }
}

/** Waits for a server that another program is starting or has running, without touching its files. */
export async function findServer(cluster: Cluster): Promise<Server> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    const found = readPid(cluster)
    if (found && (await ask(urlOf(cluster, found.port))) === undefined) return { pid: found.pid, url: urlOf(cluster, found.port) }
  }
  throw new StartError(`PostgreSQL di ${cluster.folder} tidak menjawab.`)
}

/** The server that a killed program left behind, when it still answers. Only for the holder of the lock. */
export async function livingServer(cluster: Cluster): Promise<Server | undefined> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
    const found = readPid(cluster)
    if (!found) return undefined
    // On Linux the folder a process sits in tells a server of ours from a later process with the same number.
    const ours = identity(found.pid) !== undefined && (process.platform !== 'linux' || processesIn(cluster.data).includes(found.pid))
    if (!ours) return clearStale(cluster, found.pid)
    const url = urlOf(cluster, found.port)
    // A server that is starting or stopping answers neither yes nor no: wait for one of the two.
    const error = await ask(url)
    if (error === undefined) return { pid: found.pid, url }
    if (!isAwaited(error)) throw error
  }
  throw new StartError(`PostgreSQL di ${cluster.folder} masih berjalan tetapi tidak menjawab. Hentikan proses ${readPid(cluster)?.pid}, lalu jalankan lagi.`)
}

/**
 * PostgreSQL clears the traces of a dead server itself, except when the number belongs to a zombie or to somebody
 * else. They may be removed only when no backend of the old server lives, for these still write.
 */
async function clearStale(cluster: Cluster, pid: number): Promise<undefined> {
  for (const signal of ['SIGCONT', 'SIGQUIT', 'SIGKILL'] as const) {
    for (const end = Date.now() + 2_000; processesIn(cluster.data).length > 0 && Date.now() < end; await sleep(50));
    for (const orphan of processesIn(cluster.data)) signalTo(orphan, signal)
  }
  rmSync(join(cluster.data, 'postmaster.pid'), { force: true })
  const lock = join(cluster.socket, `.s.PGSQL.${PORT}.lock`)
  if (cluster.socket && existsSync(lock) && Number(readFileSync(lock, 'utf8').split('\n')[0]) === pid) rmSync(lock)
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Already gone.
  }
}

function settings(cluster: Cluster, port: number): string[] {
  const values: Record<string, string> = {
    listen_addresses: windows ? '127.0.0.1' : '',
    port: `${port}`,
    ...(windows ? {} : { unix_socket_directories: cluster.socket }),
    max_connections: '100',
    shared_buffers: cluster.durable ? '256MB' : '64MB',
    dynamic_shared_memory_type: sharedMemoryType(),
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    jit: 'off',
    ...(cluster.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values).flatMap(([key, value]) => ['-c', `${key}=${value}`])
}

/** Starts the postmaster in a process group of its own, so that Ctrl-C reaches the program and not the database. */
export async function launch(cluster: Cluster): Promise<Server> {
  const port = windows ? await freePort() : PORT
  for (const end = Date.now() + 2_000; ; await sleep(100)) {
    const from = startLog(cluster.log)
    const out = openSync(cluster.log, 'a')
    const child = spawn(join(cluster.binaries.bin, 'postgres'), ['-D', cluster.data, ...settings(cluster, port)], {
      ...asUser(cluster.user),
      cwd: cluster.data,
      detached: true,
      stdio: ['ignore', out, out],
      windowsHide: true,
    })
    closeSync(out)
    child.unref()
    const fault = await ready(cluster, child, urlOf(cluster, port))
    if (fault === undefined) return { pid: child.pid ?? 0, url: urlOf(cluster, port) }
    const said = fault || readFileSync(cluster.log, 'utf8').slice(from)
    // The backends of a killed server need a moment to notice and let go of its memory.
    if (!/pre-existing shared memory|already exists/.test(said) || Date.now() > end) throw failure(said, cluster.folder)
  }
}

/** Keeps the log small and returns where this start begins in it. */
function startLog(log: string): number {
  const size = existsSync(log) ? statSync(log).size : 0
  if (size < 10 * 1024 * 1024) return size
  renameSync(log, `${log}.lama`)
  return 0
}

/** Undefined when the server answers; otherwise why it could not start ('' = see its log). Crash recovery may take long. */
async function ready(cluster: Cluster, child: ChildProcess, url: string): Promise<string | undefined> {
  let ended: string | undefined
  child.once('error', (error) => (ended = error.message)).once('exit', () => (ended ??= ''))
  for (let told = Date.now() + 5_000; ; await sleep(20)) {
    if (ended !== undefined) return ended
    const error = await ask(url)
    if (error === undefined) return undefined
    if (!isAwaited(error)) throw error
    if (Date.now() > told) {
      cluster.say('Basis data sedang memulihkan diri, mohon tunggu …')
      told = Infinity
    }
  }
}

/** Not there yet, starting up, or stopping: all other errors would not pass by waiting. */
const isAwaited = (error: Error): boolean => isUnavailable(error) || sqlState(error) === undefined

/** Undefined when the server answers, else the error. */
async function ask(url: string, sql = 'select 1'): Promise<Error | undefined> {
  const address = new URL(url)
  address.pathname = '/postgres'
  const client = new pg.Client({ connectionString: address.href, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(sql)
    return undefined
  } catch (error) {
    return error as Error
  } finally {
    await client.end().catch(() => {})
  }
}

/** The database of the program; beside it tests make their own. */
export async function createDatabase(url: string): Promise<void> {
  const error = await ask(url, `create database ${DATABASE} template template0 encoding 'UTF8'`)
  if (error && !('code' in error && error.code === '42P04')) throw error
}

/**
 * First asks clients to finish by themselves (their pools may still be closing), then rolls back what is open.
 * Everything committed is on disk either way.
 */
export async function stopServer(cluster: Cluster, pid: number): Promise<void> {
  if (windows) {
    spawnSync(join(cluster.binaries.bin, 'pg_ctl'), ['stop', '-D', cluster.data, '-m', 'fast', '-w'])
    return
  }
  for (const [signal, patience] of [
    ['SIGTERM', 1_000],
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    if (identity(pid) === undefined) return
    signalTo(pid, signal)
    for (const end = Date.now() + patience; identity(pid) !== undefined && Date.now() < end; await sleep(20));
  }
}

function urlOf(cluster: Cluster, port: number): string {
  if (!windows) return `postgres://${USER}@localhost/${DATABASE}?host=${encodeURIComponent(cluster.socket)}`
  return `postgres://${USER}:${readFileSync(passwordFile(cluster.folder), 'utf8')}@127.0.0.1:${port}/${DATABASE}`
}

/** Windows has no socket that a folder could protect, so the server there asks for a password. */
function passwordFile(folder: string): string {
  const file = join(folder, 'sandi')
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  return file
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
