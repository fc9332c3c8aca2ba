// npm test: types, lint, then every test; last line "N passed, N failed". With --lengkap also format and generated documents.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '../src/db/embeddedFiles.ts'
import { ensureChromium } from './chromium.ts'

type Check = { name: string; args: string[] }

const module = (path: string): string => join(projectFolder, 'node_modules', path)
const CHECKS: Check[] = [
  { name: 'tipe (tsc)', args: [module('typescript/bin/tsc'), '-p', '.', '--noEmit'] },
  { name: 'lint (oxlint)', args: [module('oxlint/bin/oxlint'), '--type-aware', '--quiet'] },
]
const MORE_CHECKS: Check[] = [
  { name: 'format (oxfmt)', args: [module('oxfmt/bin/oxfmt'), '--check', '.'] },
  { name: 'dokumen (npm run docs)', args: ['--import', 'tsx', 'tools/docs.ts', '--periksa'] },
  { name: 'ukuran kode', args: ['--import', 'tsx', 'tools/measure.ts'] },
]

/** The part of vitest's JSON report that we read. */
type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  success: boolean
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

const node = (args: string[]): number | null => spawnSync(process.execPath, args, { cwd: projectFolder, stdio: 'inherit' }).status

function fails({ name, args }: Check): boolean {
  const failed = node(args) !== 0
  console.log(`${failed ? 'GAGAL' : 'baik'}  ${name}`)
  return failed
}

/** Runs vitest and counts. A file that cannot be loaded, a skipped test and a run without tests are failures too. */
function runTests(args: string[]): { passed: number; failed: number } {
  const folder = mkdtempSync(join(tmpdir(), 'epupns-uji-'))
  const file = join(folder, 'hasil.json')
  const status = node([module('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args])
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
  rmSync(folder, { recursive: true, force: true })
  if (!report) return { passed: 0, failed: 1 }
  const brokenFiles = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.every((test) => test.status !== 'failed'),
  ).length
  // With a name filter (-t) the others are skipped on purpose.
  const skipped = args.length === 0 ? report.numPendingTests + report.numTodoTests : 0
  const failed = report.numFailedTests + brokenFiles + skipped
  const passed = report.numPassedTests
  return { passed, failed: failed || (status === 0 && passed > 0 ? 0 : 1) }
}

/** False after saying what is missing. */
function haveChromium(): boolean {
  try {
    process.env.CHROMIUM_PATH = ensureChromium()
    return true
  } catch (error) {
    console.error((error as Error).message)
    return false
  }
}

const full = process.argv.includes('--lengkap')
const filters = process.argv.slice(2).filter((arg) => arg !== '--lengkap')
// The terminal sends Ctrl-C to vitest as well; we stay to tell its result.
process.on('SIGINT', () => {})
const chromium = haveChromium()
const checks = filters.length ? [] : [...CHECKS, ...(full ? MORE_CHECKS : [])]
const failedChecks = checks.filter(fails).length
const { passed, failed } = runTests(filters)
const total = failed + failedChecks + (chromium ? 0 : 1)
console.log(`${passed} passed, ${total} failed`)
process.exitCode = total === 0 ? 0 : 1
