// Folders and processes for the tests of starting and stopping.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { defaultDataFolder, projectFolder } from '../../src/db/embeddedFiles.ts'
import { processesIn } from '../../src/db/processes.ts'

/** Where the database user may go too; left-overs of killed runs are swept by test/database.ts. */
const base = join(defaultDataFolder(), `uji-${process.pid}`)
let made = 0
const children: ChildProcess[] = []

/** A new data folder. */
export function newFolder(): string {
  const folder = join(base, `f${++made}`)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return folder
}

/** Ends everything the tests of a file started. */
export async function cleanUp(): Promise<void> {
  for (const child of children) await kill(child)
  for (const pid of processesIn(base)) process.kill(pid, 'SIGKILL')
  rmSync(base, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

export type Started = { child: ChildProcess; url: string; adopted: boolean; postmaster: number; fault?: string }

/** The environment of a newcomer: vitest sets BASE_URL for itself, the caller of the tests may have set DATABASE_URL. */
export const cleanEnv = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...process.env,
  BASE_URL: '',
  DATABASE_URL: '',
  EPUPNS_MODE: '',
  EPUPNS_KUNCI: '',
  ...more,
})

/** Runs a TypeScript file of the project in a process of its own. */
export function runFile(file: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: projectFolder,
    env: cleanEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return child
}

/** Starts test/mulai/program.ts and waits for its line. */
export async function startProgram(options: object): Promise<Started> {
  const child = runFile('test/mulai/program.ts', [JSON.stringify(options)])
  child.stderr?.pipe(process.stderr)
  for await (const line of createInterface(child.stdout!)) return { child, ...(JSON.parse(line) as Omit<Started, 'child'>) }
  throw new Error('The program ended without a line')
}

/** kill -9, or another signal; waits for the end. */
export async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal)
    await once(child, 'exit')
  }
  return child.exitCode
}

/** All output of a child and its exit code. */
export async function outcome(child: ChildProcess): Promise<{ text: string; code: number | null }> {
  let text = ''
  child.stdout?.on('data', (part) => (text += String(part)))
  child.stderr?.on('data', (part) => (text += String(part)))
  await once(child, 'close')
  return { text, code: child.exitCode }
}

/** One statement on a connection of its own; repeated while the server is coming back. */
export async function query(url: string, statement: string, patience = 10_000): Promise<Record<string, unknown>[]> {
  for (const end = Date.now() + patience; ;) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      return (await client.query(statement)).rows as Record<string, unknown>[]
    } catch (error) {
      if (Date.now() > end || (error as { severity?: string }).severity === 'ERROR') throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    } finally {
      await client.end().catch(() => {})
    }
  }
}
