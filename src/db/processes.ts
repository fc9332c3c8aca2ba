// Which process is which: alive or not, the same one as before or a later one with the same number, and the lock of a start.
import { execFileSync } from 'node:child_process'
import { linkSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Names a living process beyond its number, which is given out again after a while. Undefined = not alive.
 * A zombie counts as dead: nobody reaps it in many containers, and it holds nothing any more.
 */
export function identity(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (process.platform === 'linux') {
    // The name in brackets may hold blanks and brackets itself, so count from the last one.
    const fields = readOr('', `/proc/${pid}/stat`).split(') ').pop()?.split(' ') ?? []
    return fields.length < 20 || fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${bootId()}:${fields[19]}`
  }
  try {
    process.kill(pid, 0)
    if (process.platform === 'win32') return 'hidup'
    const [state, ...started] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', `${pid}`], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
    return state?.startsWith('Z') ? undefined : started.join(' ')
  } catch {
    return undefined
  }
}

const bootId = (): string => readOr('', '/proc/sys/kernel/random/boot_id').trim()

function readOr(otherwise: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return otherwise
  }
}

/** Processes that sit in `folder` or below: every process of a PostgreSQL cluster sits in its data folder. Linux only. */
export function processesIn(folder: string): number[] {
  if (process.platform !== 'linux') return []
  const inFolder = (pid: number): boolean => {
    try {
      return `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${folder}/`) && identity(pid) !== undefined
    } catch {
      return false
    }
  }
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && inFolder(pid))
}

export type Lock = { release: () => void; update: (address: string) => void }
type Holder = { proses: number; identitas: string; alamat: string }

/** The living holder of a lock file, if there is one. */
export function holderOf(file: string): { proses: number; alamat: string } | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder
    return identity(holder.proses) === holder.identitas ? holder : undefined
  } catch {
    return undefined
  }
}

/** Takes the lock file for this process, or returns undefined when a living process has it. */
export function takeLock(file: string, address: string): Lock | undefined {
  const own = `${file}.${process.pid}`
  const write = (to: string, alamat: string): void => writeFileSync(to, JSON.stringify({ proses: process.pid, identitas: identity(process.pid) ?? '', alamat }))
  write(own, address)
  try {
    if (!link(own, file)) {
      if (holderOf(file)) return undefined
      // Of several who find a dead holder, one rename wins; who moved a fresh lock by mistake puts it back.
      const aside = `${own}.lama`
      if (rename(file, aside) && holderOf(aside)) link(aside, file)
      rmSync(aside, { force: true })
      if (!link(own, file)) return undefined
    }
  } finally {
    rmSync(own, { force: true })
  }
  const update = (alamat: string): void => {
    write(own, alamat)
    renameSync(own, file)
  }
  return { release: () => rmSync(file, { force: true }), update }
}

const link = (from: string, to: string): boolean => done(() => linkSync(from, to), 'EEXIST')
const rename = (from: string, to: string): boolean => done(() => renameSync(from, to), 'ENOENT')

/** False for the one expected error, everything else is thrown. */
function done(act: () => void, expected: string): boolean {
  try {
    act()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === expected) return false
    throw error
  }
}
