// npm run bench in its quick form: everything it measures really happens, and the result file says on what. No milliseconds here.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Result } from '../bench/output.ts'
import { defaultDataFolder, projectFolder } from '../src/db/embeddedFiles.ts'
import { identity } from '../src/db/processes.ts'
import { LEVELS } from '../src/workflow/table.ts'

const SUITES = ['code', 'queue', 'web', 'pdf', 'letters', 'import']
const folder = mkdtempSync(join(tmpdir(), 'epupns-ukur-'))
let result: Result
let texts: string[]

beforeAll(() => {
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'bench/index.ts', ...SUITES, '--cepat', '--ke', folder], {
    cwd: projectFolder,
    encoding: 'utf8',
    // vitest sets BASE_URL for itself.
    env: { ...process.env, BASE_URL: '' },
  })
  expect(run.stderr).toBe('')
  expect(run.status).toBe(0)
  texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  result = JSON.parse(texts.find((text) => text.startsWith('{'))!) as Result
}, 600_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const report = (suite: string) => result.reports.find((r) => r.suite === suite)!
const figure = (suite: string, name: string) => report(suite).figures.find((f) => f.name === name)

test('one result, as JSON and Markdown, of every measurement asked for', () => {
  expect(texts).toHaveLength(2)
  expect(result.reports.map((r) => r.suite)).toEqual(SUITES)
  expect(result.reports.flatMap((r) => r.faults)).toEqual([])
  for (const r of result.reports) {
    expect(texts.find((text) => text.startsWith('#'))).toContain(`## ${r.title}`)
    for (const f of r.figures) expect(typeof f.value === 'string' || f.value > 0, `${r.suite}: ${f.name}`).toBe(true)
  }
})

test('it says what machine it was, and neither whose nor where', () => {
  expect(result.machine).toMatchObject({ cores: expect.any(Number), memoryGb: expect.any(Number), node: process.version })
  for (const secret of [projectFolder, defaultDataFolder(), folder]) for (const text of texts) expect(text).not.toContain(secret)
  if (hostname().length > 3) for (const text of texts) expect(text).not.toContain(hostname())
})

test('forms were sent, decided at every level and accepted; every level has figures of queue, count and search, and there are plans', () => {
  expect(figure('queue', 'PNS: Kirim')?.n).toBeGreaterThan(0)
  const plans = report('queue').plans!
  const figures = report('queue').figures
  for (const i of LEVELS.keys()) {
    expect(figures.some((f) => f.name.startsWith(`level ${i + 1}: decision`) && f.n! > 0)).toBe(true)
    for (const what of ['queue page with exact count', 'search by NIP', 'search by name'])
      expect(figures.some((f) => f.name.startsWith(`level ${i + 1}: ${what}`))).toBe(true)
  }
  // Which statements are caught depends on what was prepared before.
  expect(plans.length).toBeGreaterThan(0)
})

test('the web part answered pages, autosaves and Simpan; rows were imported; papers were drawn; letters arrived', () => {
  for (const name of ['section page (Data Utama)', 'autosave', 'Simpan', 'home of the form', 'login page']) expect(figure('web', name)?.n).toBeGreaterThan(0)
  expect(figure('web', 'first page: Data Utama with style and script')?.value).toBeGreaterThan(5000)
  expect(figure('import', 'all sections, checked, with row report')?.n).toBeGreaterThan(300)
  expect(figure('pdf', 'pages drawn')?.value).toBeGreaterThan(0)
  expect(figure('letters', 'letters, EPUPNS_POOL_PEKERJAAN=4')?.n).toBe(60)
})

test('nothing stays behind: no folder of an ended run', () => {
  const left = readdirSync(defaultDataFolder()).filter((name) => name.startsWith('ukur-') && identity(Number(name.slice(5))) === undefined)
  expect(left).toEqual([])
})
