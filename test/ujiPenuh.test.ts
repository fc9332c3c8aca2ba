// The named suites of abuse and faults: every promise has its tests, and what failed or did not run is never taken for passed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '../src/db/embeddedFiles.ts'
import { SUITES } from '../tools/ujiJanji.ts'
import { markdown, summarise, type Report, type Result } from '../tools/ujiPenuh.ts'

const report = (...tests: [fullName: string, status: string, fault?: string][]): Report => ({
  testResults: [{ assertionResults: tests.map(([fullName, status, fault]) => ({ fullName, status, duration: 1234, failureMessages: fault ? [fault] : [] })) }],
})
const janji = ['R1', 'R2', 'R7'].map((kode) => ({ kode, what: `what of ${kode}`, passes: 'a | b' }))
const rowsOf = (r: Report) => summarise('tahan', janji, r, [{ promise: 'R1', counts: { kills: 30 } }])

test('each promise has its result; one failed test of two fails it; what did not run is not passed', () => {
  const rows = rowsOf(
    report(['R1, R2: saves', 'passed'], ['mail R7: away', 'passed'], [' R7: slow', 'failed', 'AssertionError: 3 letters\n at x'], ['other', 'failed']),
  )
  expect(rows.map((r) => [r.kode, r.hasil, r.tests.length])).toEqual([
    ['R1', 'lulus', 1],
    ['R2', 'lulus', 1],
    ['R7', 'GAGAL', 2],
  ])
  expect(rowsOf(report(['R1: saves', 'passed'], ['R2: saves', 'skipped'])).map((r) => r.hasil)).toEqual(['lulus', 'TIDAK DIUJI', 'TIDAK DIUJI'])
})

test('the table says promise, counts, result, time and command, the head commit and start value, the end what failed', () => {
  const machine = { cores: 2, cpu: 'x', memoryGb: 8, platform: 'linux x64', node: 'v20', loadBefore: 1 }
  const result: Result = {
    suite: 'tahan',
    date: '2026-11-30',
    commit: 'abc1234',
    benih: 77,
    quick: false,
    seconds: 12,
    machine,
    rows: rowsOf(report(['R1: saves', 'passed'], ['R2: saves', 'failed', 'AssertionError: 1 missing'])),
  }
  const text = markdown(result)
  expect(text).toMatch(/commit abc1234, random start value 77/)
  expect(text).toContain('| R1 | what of R1 | a \\| b | tests: 1; kills: 30 | lulus | 1.2 | `npm run uji:tahan -- R1` |')
  expect(text).toContain('| R7 | what of R7 | a \\| b | tests: 0 | TIDAK DIUJI | 0 |')
  expect(text).toContain('- **R2** R2: saves: AssertionError: 1 missing')
})

describe.each(Object.entries(SUITES))('uji:%s', (_name, suite) => {
  const files = readdirSync(join(projectFolder, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.(test\.tsx?|penuh\.ts)$/.test(file) && suite.files.some((f) => file.startsWith(f)))
  const words = files.map((file) => readFileSync(join(projectFolder, file), 'utf8')).join('\n')
  test.each(suite.janji.map((j) => j.kode))('%s has a test among its files', (kode) => {
    expect(words).toMatch(new RegExp(`['"\`]([AR]\\d+, )*${kode}(, [AR]\\d+)*: `))
  })
  test.each(suite.files)('%s is there', (file) => expect(files.some((f) => f.startsWith(file))).toBe(true))
})
