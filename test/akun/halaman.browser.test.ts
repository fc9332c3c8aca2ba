// The pages of the account on a screen: axe and sideways scroll at 390 and 1280, and everything done without script.
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { currentCode } from '../../src/security/totp.ts'
import { axe, launch, newPage, noSidewaysScroll } from '../browser.ts'
import { useDatabase } from '../harness.ts'
import { cookieOf, post, rowId } from '../isian/adegan.ts'
import { bannedWords } from '../words.ts'
import { addOwner, codeIn, endAccountScene, helpWith, letterTo, makeAccountScene, PASSWORD, type AccountScene, type Owner } from './adegan.ts'

const t = useDatabase()
let s: AccountScene
let browser: Browser
let base: string
let siti: Owner
let budi: Owner
beforeAll(async () => {
  s = await makeAccountScene(t)
  await s.app.listen({ port: 0, host: '127.0.0.1' })
  base = s.ctx.config.baseUrl = `http://127.0.0.1:${(s.app.server.address() as AddressInfo).port}`
  browser = await launch()
  siti = await addOwner(s, 'SITI RAHAYU KUSUMANINGTYAS WIDYANINGRUM')
  budi = await addOwner(s, 'BUDI SANTOSO')
  await helpWith(s, siti, budi)
})
afterAll(async () => {
  await browser?.close()
  await endAccountScene(s)
})

const open = async (p: Owner, path: string, javaScriptEnabled = true): Promise<Page> => {
  const page = await newPage(browser, 390, { javaScriptEnabled })
  await page.context().addCookies(Object.entries(cookieOf(s, p)).map(([name, value]) => ({ name, value, url: base })))
  await page.goto(base + path)
  return page
}
const inspect = async (page: Page): Promise<void> => {
  for (const width of [390, 1280]) {
    // So low that the save bar stands at the end: what it happens to lie over at this moment is no fault of a page.
    await page.setViewportSize({ width, height: 700 })
    expect([page.url(), width, await axe(page)]).toEqual([page.url(), width, []])
    await noSidewaysScroll(page)
  }
  expect(bannedWords(await page.locator('main').innerText())).toEqual([])
}
const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).click()
  await page.waitForLoadState()
}

test('every page and every state is clean at both widths', { timeout: 180_000 }, async () => {
  const page = await open(siti, '/akun')
  for (const path of [
    '/akun',
    '/akun/email',
    '/akun/kata-kunci',
    '/akun/pertanyaan',
    '/akun/autentikator',
    '/akun/pendamping',
    '/akun/data',
    '/pendamping',
    '/pemberitahuan',
    '/akses-data',
  ]) {
    await page.goto(base + path)
    await inspect(page)
  }
  await page.goto(`${base}/akun/data`)
  await press(page, 'Unduh')
  expect(await page.getByRole('alert').innerText()).toContain('Pilih apa')
  await inspect(page)
  await page.context().close()
  const helping = await open(budi, '/formulir/data-utama')
  await inspect(helping)
  for (const path of ['/formulir', `/formulir/riwayat-golongan/${rowId(siti, 'g2')}`, '/formulir/bpjs', '/formulir/kirim']) {
    await helping.goto(base + path)
    await inspect(helping)
  }
  await helping.context().close()
})

test('without script: a new address, the second factor, an invitation', { timeout: 120_000 }, async () => {
  const page = await open(siti, '/akun/email', false)
  await page.getByLabel('Alamat e-mail baru').fill('siti.lain@kotak.test')
  await page.getByLabel('Kata Kunci Anda').fill(PASSWORD)
  await press(page, 'Kirim kode')
  await inspect(page)
  await page.getByLabel('Kode', { exact: true }).fill(codeIn(await letterTo('siti.lain@kotak.test')))
  await press(page, 'Lanjut')
  expect(await page.getByRole('heading', { name: 'Alamat e-mail akan diganti' }).count()).toBe(1)
  await inspect(page)
  await page.goto(`${base}/akun/autentikator`)
  await page.getByLabel('Kata Kunci Anda').fill(PASSWORD)
  await press(page, 'Mulai')
  await inspect(page)
  const secret = (await page.locator('p.nip').innerText()).replace(/\s/g, '')
  await page.getByLabel('Kode yang muncul di aplikasi').fill(currentCode(secret))
  await press(page, 'Aktifkan')
  expect(await page.locator('ol.kode-cadangan li').count()).toBe(10)
  await inspect(page)
  await page.goto(`${base}/akun/autentikator`)
  await inspect(page)
  await page.goto(`${base}/akun/pendamping`)
  await page.getByLabel('Buat kode undangan').check()
  await page.getByLabel('14 hari').check()
  await page.getByLabel('Kata Kunci Anda').fill(PASSWORD)
  await press(page, 'Beri izin')
  await inspect(page)
  await page.context().close()
  expect(s.errors).toEqual([])
})

test('a pendamping types with script: autosave goes to the form of the owner', { timeout: 60_000 }, async () => {
  const page = await open(budi, '/formulir/data-utama')
  const row = page.locator('[id="alamat-baris"]')
  await row.getByRole('radio', { name: 'Tidak sesuai', exact: true }).check()
  await page.locator('#alamat').fill('Jl. Pendamping 5')
  await page.locator('.simpan', { hasText: /Tersimpan pukul/ }).waitFor({ timeout: 20_000 })
  await page.context().close()
  expect((await post(s, budi, '/pendamping/selesai')).statusCode).toBe(303)
  const own = await open(siti, '/formulir/data-utama')
  expect(await own.locator('#alamat').inputValue()).toBe('Jl. Pendamping 5')
  await own.context().close()
})
