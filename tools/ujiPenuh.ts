// npm run uji:serangan and npm run uji:tahan [-- <promise>…] [--cepat] [--benih <n>] [--ke <folder>]: the tests of abuse and faults with
// the counts of trust.md, those that assert times included. Writes one JSON and one Markdown table; a failure is written as well.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { machine, type Machine } from '../bench/machine.ts'
import { projectFolder } from '../src/db/embeddedFiles.ts'
import { SUITES, type Janji, type Suite } from './ujiJanji.ts'

/** The part of vitest's JSON report that we read. */
export type Report = { testResults: { assertionResults: { fullName: string; status: string; duration?: number | null; failureMessages?: string[] }[] }[] }
export type Note = { promise: string; counts: Record<string, number | string> }
export type Row = Janji & {
  command: string
  /** "lulus", "GAGAL", or "TIDAK DIUJI" where no test ran: which counts as not passed */
  hasil: 'lulus' | 'GAGAL' | 'TIDAK DIUJI'
  counts: Record<string, number | string>
  seconds: number
  tests: { name: string; passed: boolean; fault?: string }[]
}
export type Result = { suite: string; date: string; commit: string; benih: number; quick: boolean; seconds: number; machine: Machine; rows: Row[] }

const codesOf = (name: string): string[] => /(?:^|\s)((?:[AR]\d+(?:, )?)+):/.exec(name)?.[1]?.split(', ') ?? []

/** What the tests say of each promise. */
export function summarise(suite: string, janji: readonly Janji[], report: Report, notes: readonly Note[]): Row[] {
  const ran = report.testResults.flatMap((f) => f.assertionResults).filter((t) => t.status === 'passed' || t.status === 'failed')
  return janji.map((j) => {
    const own = ran.filter((t) => codesOf(t.fullName).includes(j.kode))
    const tests = own.map((t) => ({ name: t.fullName.trim(), passed: t.status === 'passed', fault: t.failureMessages?.[0]?.split('\n')[0] }))
    const hasil = tests.length === 0 ? 'TIDAK DIUJI' : tests.every((t) => t.passed) ? 'lulus' : 'GAGAL'
    return {
      ...j,
      command: `npm run uji:${suite} -- ${j.kode}`,
      hasil,
      counts: Object.assign({}, ...notes.filter((n) => n.promise === j.kode).map((n) => n.counts)) as Row['counts'],
      seconds: Math.round(own.reduce((sum, t) => sum + (t.duration ?? 0), 0) / 100) / 10,
      tests,
    }
  })
}

/** The table for people. */
export function markdown({ suite, date, commit, benih, quick, seconds, machine: m, rows }: Result): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
  const failed = rows.flatMap((r) => r.tests.filter((t) => !t.passed).map((t) => `- **${r.kode}** ${cell(t.name)}: ${cell(t.fault ?? '')}`))
  return [
    `# ${SUITES[suite]!.judul}: ${date}`,
    '',
    `Written by \`npm run uji:${suite}\`; commit ${commit}, random start value ${benih}, ${m.cores} cores (${m.cpu}), ${m.memoryGb} GB, ${m.platform}, Node ${m.node},`,
    `load before the start ${m.loadBefore}; took ${Math.round(seconds)} s.${quick ? ' Small counts: shows only that everything runs.' : ''}`,
    '',
    '| | promise | passes when | counts | result | s | command |',
    '|---|---|---|---|---|--:|---|',
    ...rows.map((r) => {
      const counts = Object.entries(r.counts).map(([what, n]) => `${what}: ${n}`)
      return `| ${[r.kode, r.what, r.passes, [`tests: ${r.tests.length}`, ...counts].join('; '), r.hasil, String(r.seconds), `\`${r.command}\``].map(cell).join(' | ')} |`
    }),
    ...(failed.length ? ['', ...failed] : []),
    '',
  ].join('\n')
}

type Arguments = { suite: Suite; name: string; janji: readonly Janji[]; quick: boolean; benih: number; folder: string }

function readArguments([name = '', ...args]: string[]): Arguments {
  const option = (flag: string): string | undefined => {
    const at = args.indexOf(flag)
    return at < 0 ? undefined : args.splice(at, 2)[1]
  }
  const [folder, start] = [option('--ke'), option('--benih')]
  const suite = SUITES[name]
  const named = args.filter((a) => !a.startsWith('--'))
  const unknown = named.find((kode) => !suite?.janji.some((j) => j.kode === kode))
  if (!suite || unknown) {
    console.error(`Tidak ada ${unknown ?? name}. Yang ada: ${(suite?.janji.map((j) => j.kode) ?? Object.keys(SUITES)).join(', ')}`)
    process.exit(1)
  }
  const janji = suite.janji.filter((j) => named.length === 0 || named.includes(j.kode))
  const benih = start === undefined ? Math.floor(Math.random() * 1_000_000) : Number(start)
  return { suite, name, janji, quick: args.includes('--cepat'), benih, folder: folder ?? join(projectFolder, 'docs', 'ukuran') }
}

/** The commit, marked when something in the folder differs from it. */
function commitNow(): string {
  const git = (...args: string[]): string => spawnSync('git', args, { cwd: projectFolder, encoding: 'utf8' }).stdout?.trim() ?? ''
  const commit = git('rev-parse', '--short', 'HEAD') || 'none'
  return git('status', '--porcelain', '--', 'src', 'test', 'migrations') ? `${commit} with changes` : commit
}

/** Runs the tests one file after the other: some of them measure. */
function runTests({ suite, janji, quick, benih }: Arguments): { report: Report; notes: Note[] } {
  const folder = mkdtempSync(join(tmpdir(), 'epupns-uji-'))
  const [file, notes] = [join(folder, 'hasil.json'), join(folder, 'catatan.jsonl')]
  const names = `(^|\\s)([AR]\\d+, )*(${janji.map((j) => j.kode).join('|')})(, [AR]\\d+)*:`
  const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs')
  const args = ['run', ...suite.files, '-t', names, '--no-file-parallelism', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const env = { ...process.env, EPUPNS_UJI: quick ? 'cepat' : 'penuh', EPUPNS_BENIH: String(benih), EPUPNS_CATATAN: notes }
  spawnSync(process.execPath, [vitest, ...args], { cwd: projectFolder, stdio: 'inherit', env })
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : { testResults: [] }
  const lines = existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []
  rmSync(folder, { recursive: true, force: true })
  return { report, notes: lines.map((line) => JSON.parse(line) as Note) }
}

function main(): void {
  const order = readArguments(process.argv.slice(2))
  const { name, janji, quick, benih, folder } = order
  const [began, before, commit] = [performance.now(), machine(), commitNow()]
  // The terminal sends Ctrl-C to vitest as well; we stay to write its result.
  process.on('SIGINT', () => {})
  const { report, notes } = runTests(order)
  const rows = summarise(name, janji, report, notes)
  const date = new Date().toISOString().slice(0, 10)
  const result: Result = { suite: name, date, commit, benih, quick, seconds: (performance.now() - began) / 1000, machine: before, rows }
  const part = janji.length === SUITES[name]!.janji.length ? [] : janji.map((j) => j.kode)
  const file = join(folder, [date, 'uji', name, ...part].join('-'))
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${file}.json`, `${JSON.stringify(result, null, 2)}\n`)
  writeFileSync(`${file}.md`, markdown(result))
  for (const r of rows) console.log(`${r.hasil.padEnd(11)}  ${r.kode.padEnd(3)}  ${r.what}`)
  console.log(`Hasil: ${file}.md dan .json`)
  if (rows.some((r) => r.hasil !== 'lulus')) process.exitCode = 1
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main()
