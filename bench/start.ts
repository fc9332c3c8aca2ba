// npm start as a newcomer has it: an empty data folder, packages there already; then the second start.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectFolder } from '../src/db/embeddedFiles.ts'
import type { Bench } from './bench.ts'
import { freePort } from './child.ts'
import { percentile, type Report } from './figures.ts'
import { remove, runFolder } from './server.ts'

const LIMIT_S = 15
const GIVE_UP_MS = 120_000

export async function start({ sizes }: Bench): Promise<Report> {
  const first: number[] = []
  const second: number[] = []
  for (let i = 0; i < sizes.starts; i++) {
    const folder = join(runFolder, `mulai-${i}`)
    mkdirSync(folder, { recursive: true, mode: 0o711 })
    first.push(await startOnce(folder))
    second.push(await startOnce(folder))
    remove(folder)
  }
  const seconds = (name: string, times: number[], most?: number) => ({
    name,
    value: percentile(times, 0.5),
    unit: 's',
    n: times.length,
    most,
    note: `each: ${times.map((t) => t.toFixed(1)).join(', ')}`,
  })
  return {
    suite: 'start',
    title: 'npm start to the first page',
    faults: [],
    figures: [seconds('empty data folder, with database and demo data', first, LIMIT_S), seconds('second start', second)],
  }
}

/** Seconds until the start page answers; the program is stopped as with Ctrl-C. */
async function startOnce(folder: string): Promise<number> {
  const port = await freePort()
  const env = { ...process.env, EPUPNS_DATA: folder, PORT: String(port), HOST: '127.0.0.1', BASE_URL: '', DATABASE_URL: '', EPUPNS_MODE: '', EPUPNS_KUNCI: '' }
  const began = performance.now()
  const child = spawn(process.execPath, [join(projectFolder, 'tools', 'mulai.mjs'), 'start'], {
    cwd: projectFolder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    await firstPage(child, port)
    return (performance.now() - began) / 1000
  } finally {
    await interrupt(child)
  }
}

async function firstPage(child: ChildProcess, port: number): Promise<void> {
  for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; await sleep(20)) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`)
    if ((await statusOf(port)) === 200) return
  }
  throw new Error('npm start did not answer')
}

const statusOf = (port: number): Promise<number> =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/' }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    }).on('error', () => resolve(0))
  })

async function interrupt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  await ended
}
