// The gallery in real Chromium: axe, widths, big text, keyboard, and life without script.
import Fastify, { type FastifyInstance } from 'fastify'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { komponen } from '../../src/features/komponen/routes.tsx'
import { securityHeaders } from '../../src/security/headers.ts'
import { registerAssets } from '../../src/web/assets.ts'
import { busyPage } from '../../src/web/ui/busy.ts'
import { axe, launch, newPage, noSidewaysScroll, sidewaysScroll, WIDTHS } from '../browser.ts'

let app: FastifyInstance
let browser: Browser
let url: string
let busyAnswers = 0
const posted: string[] = []

beforeAll(async () => {
  app = Fastify()
  app.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(securityHeaders('http://localhost'))) if (!reply.hasHeader(name)) reply.header(name, value)
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  registerAssets(app)
  komponen(app)
  const form =
    '<!doctype html><html lang="id"><title>x</title><form method="post" action="/simpan"><input type="hidden" name="_kunci" value="k1"><input name="nama" value="Dewi &amp; Sri"><button name="lanjut" value="1">Simpan</button></form>'
  const script = [...(await import('../../src/web/assets.ts')).loadAssets()].find(([name]) => name === 'form.js')![1].path
  app.get('/isian', (_request, reply) => reply.type('text/html').send(`${form}<script type="module" src="${script}"></script>`))
  app.post('/simpan', (request, reply) => {
    posted.push(String(request.body))
    if (busyAnswers-- > 0) {
      const busy = busyPage(1, true)
      return reply.code(503).headers(busy.headers).send(busy.html)
    }
    return reply.redirect('/selesai', 303)
  })
  app.get('/selesai', (_request, reply) => reply.type('text/html').send('<!doctype html><html lang="id"><title>x</title><h1>Tersimpan</h1>'))
  url = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launch()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function open(width: number, options = {}): Promise<Page> {
  const page = await newPage(browser, width, options)
  await page.goto(`${url}/_komponen`)
  return page
}

describe.each(WIDTHS)('at %i px', (width) => {
  test.each(['with script', 'without script'])('%s: axe finds nothing, nothing scrolls sideways', async (mode) => {
    const page = await open(width, { javaScriptEnabled: mode === 'with script' })
    expect(await axe(page)).toEqual([])
    await noSidewaysScroll(page)
    await page.context().close()
  })
})

test('the checks themselves see a fault', async () => {
  const page = await open(390)
  await page.evaluate(() =>
    document.querySelector('main')!.insertAdjacentHTML('beforeend', '<img src="x"><div class="kartu"><pre>'.concat('x'.repeat(200), '</pre></div>')),
  )
  expect((await axe(page)).join()).toContain('image-alt')
  expect((await sidewaysScroll(page)).join()).toContain('pre')
  await page.context().close()
})

test('no CSP complaint, no missing file', async () => {
  const page = await newPage(browser)
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(`${url}/_komponen`)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('choices reach 46 px, 48 px on phones; other targets 24 px', async () => {
  for (const [width, least] of [
    [1280, 44],
    [390, 48],
  ] as const) {
    const page = await open(width)
    const heights = await page.locator('.pilihan-tombol + label').evaluateAll((labels) => labels.map((l) => l.getBoundingClientRect().height))
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(least)
    await page.context().close()
  }
})

test('without script "Tidak sesuai" opens the panel and "Sesuai" closes it', async () => {
  const page = await open(390, { javaScriptEnabled: false })
  const row = page.getByRole('group', { name: 'Jenis kelamin' })
  const field = row.getByLabel('Jenis kelamin yang benar')
  expect(await row.getByRole('radio', { checked: true }).count()).toBe(0)
  expect(await field.isVisible()).toBe(false)
  await row.getByLabel('Tidak sesuai').check()
  expect(await field.isVisible()).toBe(true)
  await row.getByLabel('Sesuai', { exact: true }).check()
  expect(await field.isVisible()).toBe(false)
  await page.context().close()
})

test('the keyboard moves between the two answers and the focus shows', async () => {
  const page = await open(1280)
  const yes = page.locator('#bb_belum-cek')
  await yes.focus()
  await page.keyboard.press('ArrowRight')
  expect(await page.locator('#bb_belum-cek-ubah').isChecked()).toBe(true)
  expect(await page.locator('#bb_belum-cek-ubah + label').evaluate((l) => getComputedStyle(l).outlineStyle)).toBe('solid')
  await page.context().close()
})

test('focus starts at the error summary, and its link leads to the field', async () => {
  const page = await open(390)
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('salah')
  await page.getByRole('link', { name: 'NPWP harus 15 atau 16 angka' }).click()
  expect(await page.evaluate(() => location.hash)).toBe('#npwp_salah')
  await page.context().close()
})

test('a focused control is never under the sticky bar; the bar lets go on a low screen', async () => {
  const page = await open(390)
  await page.locator('#nomor_sk').focus()
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab')
    const covered = await page.evaluate(() => {
      const box = document.activeElement!.getBoundingClientRect()
      const bar = [...document.querySelectorAll('body > .bilah')].at(-1)!.getBoundingClientRect()
      return box.bottom > bar.top && box.top < bar.bottom
    })
    expect(covered).toBe(false)
  }
  await page.setViewportSize({ width: 390, height: 600 })
  expect(await page.locator('body > .bilah').evaluate((b) => getComputedStyle(b).position)).toBe('static')
  await page.context().close()
})

test('a NIP is shown in groups and copied as digits', async () => {
  const page = await open(1280)
  expect(await page.locator('.row .nip').first().innerText()).toBe('197603142000031502')
  await page.context().close()
})

test('kata kunci can be shown with script and the button is away without', async () => {
  const page = await open(390)
  const field = page.locator('#kata_kunci')
  const button = page.getByRole('button', { name: 'Tampilkan Kata Kunci', exact: true })
  await button.click()
  expect(await field.getAttribute('type')).toBe('text')
  await page.context().close()
  const plain = await open(390, { javaScriptEnabled: false })
  expect(await plain.locator('[data-lihat]').first().isVisible()).toBe(false)
  await plain.context().close()
})

test('the busy page sends the same bytes again by itself', async () => {
  const page = await newPage(browser, 390)
  await page.goto(`${url}/isian`)
  busyAnswers = 2
  posted.length = 0
  await page.getByRole('button', { name: 'Simpan' }).click()
  expect(await page.getByRole('heading').innerText()).toBe('Sedang ramai')
  expect(await axe(page)).toEqual([])
  await page.getByRole('heading', { name: 'Tersimpan' }).waitFor({ timeout: 20_000 })
  expect(posted).toEqual(Array(3).fill('_kunci=k1&nama=Dewi+%26+Sri&lanjut=1'))
  expect(new URL(page.url()).pathname).toBe('/selesai')
  await page.context().close()
})

test('assets are compressed and cached for good', async () => {
  const { asset } = await import('../../src/web/assets.ts')
  const answer = await app.inject({ url: asset('style.css'), headers: { 'accept-encoding': 'gzip, br' } })
  expect(answer.headers['content-encoding']).toBe('br')
  expect(answer.headers['cache-control']).toContain('immutable')
  expect((await app.inject({ url: asset('style.css') })).headers['content-encoding']).toBeUndefined()
})
