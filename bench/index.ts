// npm run bench [-- <name>…] [--cepat] [--ke <folder>]: measures, prints a table and writes one result file.
import { join } from 'node:path'
import { projectFolder } from '../src/db/embeddedFiles.ts'
import { newBench, type Bench } from './bench.ts'
import type { Report } from './figures.ts'
import { machine } from './machine.ts'
import { printReport, writeResult } from './output.ts'
import { remove, runFolder, sweep } from './server.ts'
import { FULL, QUICK } from './sizes.ts'

type Suite = (bench: Bench) => Promise<Report>

/** In the order in which they run; loaded when it is their turn. */
const SUITES: Record<string, () => Promise<Suite>> = {
  start: async () => (await import('./start.ts')).start,
  code: async () => (await import('./code.ts')).code,
  queue: async () => (await import('./queue.ts')).queue,
  web: async () => (await import('./web.ts')).web,
  pdf: async () => (await import('./pdf.ts')).pdf,
  letters: async () => (await import('./letters.ts')).letters,
  uploads: async () => (await import('./uploads.ts')).uploads,
  import: async () => (await import('./importing.ts')).importing,
  search: async () => (await import('./search.ts')).searching,
  tickets: async () => (await import('./tickets.ts')).tickets,
  tebakan: async () => (await import('./tebakan.ts')).guessing,
}

const print = (line: string): void => console.log(line)

function readArguments(args: string[]): { quick: boolean; folder: string; named: string[] } {
  const at = args.indexOf('--ke')
  const [, folder = join(projectFolder, 'docs', 'ukuran')] = at < 0 ? [] : args.splice(at, 2)
  const named = args.filter((a) => !a.startsWith('--'))
  const unknown = named.find((name) => !SUITES[name])
  if (unknown) {
    console.error(`No measurement named ${unknown}. There are: ${Object.keys(SUITES).join(', ')}`)
    process.exit(1)
  }
  return { quick: args.includes('--cepat'), folder, named }
}

/** What one measurement says; when it breaks, the others still go on. */
async function measure(name: string, bench: Bench): Promise<Report> {
  try {
    const suite = await SUITES[name]!()
    return await suite(bench)
  } catch (error) {
    console.error(error)
    return { suite: name, title: name, figures: [], faults: [`ended with an error: ${(error as Error).message}`] }
  }
}

async function main(): Promise<void> {
  const { quick, folder, named } = readArguments(process.argv.slice(2))
  const began = performance.now()
  const before = machine()
  sweep()
  const bench = newBench(quick ? QUICK : FULL, print)
  const reports: Report[] = []
  try {
    for (const name of named.length ? named : Object.keys(SUITES)) {
      reports.push(await measure(name, bench))
      printReport(reports.at(-1)!, print)
    }
  } finally {
    await bench.stop()
    remove(runFolder)
  }
  const date = new Date().toISOString().slice(0, 10)
  const file = [date, ...named].join('-')
  writeResult(folder, file, { date, quick, seconds: (performance.now() - began) / 1000, machine: before, reports })
  print(`\nWritten: ${join(folder, file)}.md and .json`)
  if (reports.some((r) => r.faults.length > 0)) process.exitCode = 1
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    remove(runFolder)
    process.exit(130)
  })
}

await main()
