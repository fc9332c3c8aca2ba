// npm start and the bootstrap before it: one clear line for each thing that can be wrong, and a clean end on Ctrl-C.
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { projectFolder } from '../../src/db/embeddedFiles.ts'
import { processesIn } from '../../src/db/processes.ts'
import { startErrorLine } from '../../src/startError.ts'
import { nodeFault, npmFault, packagesState } from '../../tools/mulai.mjs'
import { cleanEnv, cleanUp, newFolder, outcome, runFile } from './kit.ts'

const temporary = mkdtempSync(join(tmpdir(), 'mulai-'))
// Whole programs are started here; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 120_000 })
afterAll(async () => {
  await cleanUp()
  rmSync(temporary, { recursive: true })
})

/** Takes a port; free it with close(). */
async function takePort(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  return { port: (server.address() as AddressInfo).port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

test('npm start serves, Ctrl-C ends program and database with exit code 0', async () => {
  const folder = newFolder()
  const { port, close } = await takePort()
  await close()
  const env = cleanEnv({ EPUPNS_MODE: 'uji', EPUPNS_DATA: folder, PORT: `${port}` })
  // Detached: Ctrl-C in a terminal reaches the whole group.
  const child = spawn(process.execPath, ['tools/mulai.mjs', 'start'], {
    cwd: projectFolder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = outcome(child)
  await expect
    .poll(
      () =>
        fetch(`http://localhost:${port}/healthz`).then(
          (answer) => answer.status,
          () => 0,
        ),
      { timeout: 100_000 },
    )
    .toBe(200)
  process.kill(-child.pid!, 'SIGINT')
  const { text, code } = await ended
  expect(text).toContain(`e-PUPNS siap: http://localhost:${port}`)
  expect(text.match(/Menghentikan/g)).toHaveLength(1)
  expect(text).toContain('Berhenti. Data tersimpan.')
  expect(code).toBe(0)
  expect(processesIn(folder)).toEqual([])
})

test('a taken port is one line and exit code 1, before any work', async () => {
  const { port, close } = await takePort()
  const { text, code } = await outcome(runFile('src/start.ts', [], { PORT: `${port}`, EPUPNS_DATA: newFolder() }))
  await close()
  expect(text.trim().split('\n')).toEqual([
    'Menyiapkan e-PUPNS …',
    `Port ${port} sudah dipakai program lain. Pilih port lain, misalnya: PORT=${port + 1} npm start`,
  ])
  expect(code).toBe(1)
})

test('a folder that cannot be written is one line and exit code 1', async () => {
  // Root may write everywhere except where the kernel itself says no.
  const folder = process.getuid?.() === 0 ? '/sys/epupns-uji' : join(temporary, 'terkunci')
  if (process.getuid?.() !== 0) {
    mkdirSync(folder)
    chmodSync(folder, 0o555)
  }
  const { text, code } = await outcome(runFile('src/start.ts', [], { PORT: '0', EPUPNS_DATA: join(folder, 'data') }))
  expect(text.trim().split('\n')[1]).toMatch(/^Folder tidak dapat (ditulisi|dibuat)/)
  expect(code).toBe(1)
})

test('a full disk is one line', () => {
  let error: unknown
  try {
    writeFileSync('/dev/full', 'x')
  } catch (caught) {
    error = caught
  }
  expect(startErrorLine(error)).toMatch(/^Diska penuh/)
  expect(startErrorLine(new Error('PANIC: could not write to file "pg_wal/x": No space left on device'))).toMatch(/^Diska penuh/)
})

test('faults of the configuration come all at once', async () => {
  const { text, code } = await outcome(runFile('src/cli.ts', ['serve'], { PORT: 'tiga', BASE_URL: 'http://x y', EPUPNS_KUNCI: 'rahasia' }))
  expect(
    text
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('  - ')),
  ).toHaveLength(3)
  expect(code).toBe(1)
})

test.each([
  ['20.18.9', false],
  ['18.20.0', false],
  ['20.19.0', true],
  ['24.0.0', true],
])('Node %s is enough: %s', (version, enough) => {
  expect(nodeFault(version) === undefined).toBe(enough)
})

test('half-installed packages are seen', () => {
  const project = join(temporary, 'proyek')
  const write = (path: string, content: object): void => {
    mkdirSync(join(project, path, '..'), { recursive: true })
    writeFileSync(join(project, path), JSON.stringify(content))
  }
  const packages = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0' },
    'node_modules/c': { version: '1.0.0', optional: true },
  }
  write('package-lock.json', { packages: { '': {}, ...packages } })
  expect(packagesState(project)).toBe('belum terpasang')
  write('node_modules/a/package.json', {})
  expect(packagesState(project)).toBe('baru terpasang sebagian')
  write('node_modules/.package-lock.json', { packages })
  expect(packagesState(project)).toBe('baru terpasang sebagian')
  write('node_modules/b/package.json', {})
  expect(packagesState(project)).toBe('siap')
  write('package-lock.json', { packages: { '': {}, ...packages, 'node_modules/a': { version: '1.0.1' } } })
  expect(packagesState(project)).toBe('tidak sesuai dengan package-lock.json')
})

test.each([
  ['npm error code ENOTFOUND', /^Paket tidak dapat diunduh/],
  ['npm error code ENOSPC', /^Diska penuh/],
  ['npm error code EROFS', /^Folder proyek tidak dapat ditulisi/],
  ['npm error something else', /^Pemasangan paket gagal: npm error something else$/],
])('what npm says becomes one line: %s', (said, line) => {
  expect(npmFault(said)).toMatch(line)
})
