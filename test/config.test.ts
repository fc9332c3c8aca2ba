// Configuration: every fault at once, and no production on sample keys.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const key = (): string => randomBytes(32).toString('base64')
const production = {
  EPUPNS_MODE: 'produksi',
  EPUPNS_DATA: folder,
  EPUPNS_KUNCI: key(),
  DATABASE_URL: 'postgres://epupns:sandi@db/epupns',
  BASE_URL: 'https://epupns.contoh.go.id/',
  SMTP_URL: 'smtp://mail.contoh.go.id',
  EMAIL_PENGIRIM: 'e-PUPNS <epupns@contoh.go.id>',
}

/** The faults named for an environment; empty when it is accepted. */
function faultsOf(env: NodeJS.ProcessEnv, preset = {}): string[] {
  try {
    readConfig(env, preset)
    return []
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .filter((line) => line.startsWith('  - '))
      .map((line) => line.slice(4).split(' ')[0] ?? '')
  }
}

test('production with everything set', () => {
  expect(readConfig(production)).toMatchObject({
    mode: 'produksi',
    baseUrl: 'https://epupns.contoh.go.id',
    secure: true,
    port: 3000,
    terbuka: false,
  })
})

test('production names everything that is missing', () => {
  const env = { EPUPNS_MODE: 'produksi', EPUPNS_DATA: folder }
  expect(faultsOf(env, { terbuka: true })).toEqual(['DATABASE_URL', 'SMTP_URL', 'EMAIL_PENGIRIM', 'BASE_URL', 'EPUPNS_KUNCI', '--terbuka'])
})

test.each([
  ['zeros', Buffer.alloc(32).toString('base64')],
  ['a sentence', Buffer.from('kunci contoh jangan dipakai ya!!').toString('base64')],
])('production refuses a sample key: %s', (_kind, sample) => {
  expect(faultsOf({ ...production, EPUPNS_KUNCI: sample })).toEqual(['EPUPNS_KUNCI'])
  expect(faultsOf({ ...production, EPUPNS_KUNCI: `${key()},${sample}` })).toEqual(['EPUPNS_KUNCI'])
})

test('the demo key is made once, for its owner only, and refused in production', () => {
  const demo = readConfig({ EPUPNS_DATA: folder })
  expect(demo.mode).toBe('demo')
  expect(readConfig({ EPUPNS_DATA: folder }).masterKey).toEqual(demo.masterKey)
  expect(statSync(join(folder, 'kunci-demo')).mode & 0o777).toBe(0o600)
  expect(faultsOf({ ...production, EPUPNS_KUNCI: demo.masterKey.toString('base64') })).toEqual(['EPUPNS_KUNCI'])
})

test('a new key in front keeps the older ones', () => {
  const [first, second] = [key(), key()]
  const config = readConfig({ ...production, EPUPNS_KUNCI: `${first}, ${second}` })
  expect([config.masterKey, ...config.olderKeys].map((secret) => secret.toString('base64'))).toEqual([first, second])
})

test('a command on a database of others does not invent a key', () => {
  const env = { DATABASE_URL: production.DATABASE_URL, EPUPNS_DATA: join(folder, 'lain') }
  expect(faultsOf(env, { knownKey: true })).toEqual(['EPUPNS_KUNCI'])
})

test('http is for local addresses only in production; empty variables count as not set', () => {
  expect(faultsOf({ ...production, BASE_URL: 'http://epupns.contoh.go.id' })).toEqual(['BASE_URL'])
  expect(faultsOf({ ...production, BASE_URL: 'http://localhost:3000', PORT: '' })).toEqual([])
  expect(faultsOf({ PORT: '70000', TRUST_PROXY: 'dua', EPUPNS_DATA: folder })).toEqual(['PORT', 'TRUST_PROXY'])
})
