// <epu-pow> in real Chromium: with script the picture code is never needed, without script nothing else is there.
import { build } from 'esbuild'
import Fastify from 'fastify'
import formbody from '@fastify/formbody'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkChallenge, newPow } from '../../src/security/pow.ts'
import { registerHeaders } from '../../src/security/headers.ts'
import { issueToken } from '../../src/security/challenge.ts'
import { launch, newPage } from '../browser.ts'
import { useDatabase } from '../harness.ts'
import { keys } from './kunci.ts'

const t = useDatabase()
const app = Fastify()
const place = { form: 'contoh', address: '127.0.0.1' }
let browser: Browser
let address: string

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/browser/pow.ts'],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
  })
  await app.register(formbody)
  registerHeaders(app, 'http://localhost')
  app.get('/pow.js', (_, reply) => reply.type('text/javascript').send(outputFiles[0]!.text))
  app.get<{ Querystring: { tombol?: string } }>('/', (request, reply) =>
    reply.type('text/html').send(`<!doctype html><title>Uji</title><script src="/pow.js" defer></script>
    <form method="post"><input name="nip" value="1"><epu-pow data-tantangan="${newPow(keys, 'produksi', place)}" ${request.query.tombol ? 'data-tombol="Periksa tanpa gambar"' : ''}>
    <label>Kode <input name="captcha" required></label><input type="hidden" name="captcha_token" value="${issueToken(keys, 'gambar', place, 0, { answer: 'ACD63' })}">
    </epu-pow><button>Lanjut</button></form>`),
  )
  app.post<{ Body: Record<string, string> }>('/', async (request, reply) => {
    const { verdict } = await checkChallenge(t.db, keys, place, request.body)
    return reply.type('text/html').send(`<!doctype html><title>Hasil</title><p id="hasil">${verdict} ${Object.keys(request.body).join(',')}</p>`)
  })
  address = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await app.close()
})

async function opened(path = '/', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await newPage(browser, 390, options)
  await page.goto(address + path)
  return page
}

test('a form sent at once waits for the work and goes through, without the picture code', async () => {
  const page = await opened()
  expect(await page.getByLabel('Kode').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Lanjut' }).click()
  expect(await page.locator('#hasil').textContent()).toBe('right nip,pow')
})

test('when the work is done the form is sent without delay, and the page says so', async () => {
  const page = await opened()
  await page.getByText('Pemeriksaan peramban selesai.').waitFor()
  await page.getByRole('button', { name: 'Lanjut' }).click()
  expect(await page.locator('#hasil').textContent()).toBe('right nip,pow')
})

test('with a button the picture code stays, until the button is chosen', async () => {
  const typed = await opened('/?tombol=1')
  await typed.getByLabel('Kode').fill('acd63')
  await typed.getByRole('button', { name: 'Lanjut' }).click()
  expect(await typed.locator('#hasil').textContent()).toBe('right nip,captcha,captcha_token')
  const worked = await opened('/?tombol=1')
  await worked.getByRole('button', { name: 'Periksa tanpa gambar' }).click()
  await worked.getByRole('button', { name: 'Lanjut' }).click()
  expect(await worked.locator('#hasil').textContent()).toBe('right nip,pow')
})

test('without script the picture code is shown and counts', async () => {
  const page = await opened('/', { javaScriptEnabled: false })
  await page.getByLabel('Kode').fill('acd63')
  await page.getByRole('button', { name: 'Lanjut' }).click()
  expect(await page.locator('#hasil').textContent()).toBe('right nip,captcha,captcha_token')
})
