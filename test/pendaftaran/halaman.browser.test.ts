// The public pages in real Chromium: registration with and without script, keyboard, axe, widths.
import type { AddressInfo } from 'node:net'
import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { axe, launch, newPage, noSidewaysScroll } from '../browser.ts'
import { useDatabase } from '../harness.ts'
import { addPerson, addStaff, codeIn, endScene, GOOD, KEBUMEN, letterTo, makeScene, newEmail, PASSWORD, type Scene } from './scene.ts'

const t = useDatabase()
let s: Scene
let chrome: Browser
let base: string
beforeAll(async () => {
  s = await makeScene(t)
  await s.app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(s.app.server.address() as AddressInfo).port}`
  s.ctx.config.baseUrl = base
  chrome = await launch()
})
afterAll(async () => {
  await chrome?.close()
  await endScene(s)
})

const pictures = process.env.GAMBAR
const quiet = () => sql`delete from batas`.execute(t.owner.db)

/** axe (once, at the width of a phone: the markup is the same), no sideways scroll, and a picture when a folder for them is named. */
async function look(page: Page, name: string): Promise<void> {
  if (page.viewportSize()!.width === 390) expect(await axe(page), name).toEqual([])
  await noSidewaysScroll(page)
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({
    path: `${pictures}/${name}-${page.viewportSize()!.width}${(await page.evaluate(() => matchMedia('(scripting: none)').matches)) ? '-tanpa' : ''}.png`,
    fullPage: true,
  })
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** The whole way, looking at every page; gives number and address. */
async function walk(page: Page, nip: string, script: boolean): Promise<string> {
  const email = newEmail()
  await page.goto(`${base}/`)
  await look(page, '01-beranda')
  await page.getByRole('link', { name: 'Registrasi' }).first().click()
  await look(page, '02-nip')
  await page.getByLabel('NIP Baru').fill(nip)
  if (script) expect(await page.getByLabel('Kode Captcha').isVisible()).toBe(false)
  else await page.getByLabel('Kode Captcha').fill('TEKAN')
  await press(page, 'Cari')
  await page.getByRole('heading', { name: 'Apakah ini Anda?' }).waitFor()
  await look(page, '03-nik')
  await page.getByLabel('NIK', { exact: true }).fill('3306051403769003')
  await press(page, 'Lanjut')
  await page.getByLabel('Alamat e-mail').fill('bukan alamat')
  await page.getByLabel('Alamat e-mail').fill(email)
  await look(page, '04-email')
  await press(page, 'Lanjut')
  await page.getByRole('heading', { name: 'Ketik kode dari e-mail' }).waitFor()
  await look(page, '05-kode')
  await page.getByLabel('Kode', { exact: true }).fill(codeIn(await letterTo(email)))
  await press(page, 'Lanjut')
  await page.getByRole('heading', { name: 'Kata kunci dan pengaman' }).waitFor()
  await look(page, '06-kata-kunci')
  await page.getByLabel('Kata Kunci', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Konfirmasi Kata Kunci').fill(PASSWORD)
  if (script) expect(await page.locator('.aturan .penuh').count()).toBe(3)
  await page.getByLabel('Nama Ibu Kandung').fill(GOOD.ibu_kandung)
  await page.getByLabel('Pertanyaan Pengaman', { exact: true }).selectOption('PP02')
  await page.getByLabel('Jawaban Pertanyaan Pengaman').fill(GOOD.jawaban)
  await page.getByLabel('Kode Captcha').fill('SALAH')
  await press(page, 'Registrasi')
  await page.getByText('Kata kunci sudah diisi').waitFor()
  await look(page, '07-captcha-salah')
  expect(await page.getByLabel('Jawaban Pertanyaan Pengaman').inputValue()).toBe(GOOD.jawaban)
  await page.getByLabel('Kode Captcha').fill('tekan')
  await press(page, 'Registrasi')
  await page.getByRole('heading', { name: 'Registrasi berhasil' }).waitFor()
  await look(page, '08-bukti')
  const nomor = (await page.locator('.nomor').textContent())!
  await page.getByRole('link', { name: 'Kembali ke Menu Login' }).click()
  await look(page, '09-masuk')
  return nomor
}

async function enter(page: Page, nomor: string): Promise<void> {
  await page.goto(`${base}/masuk`)
  await page.getByLabel('Nomor Register', { exact: true }).fill(nomor)
  await page.getByLabel('Kata Kunci', { exact: true }).fill(PASSWORD)
  await press(page, 'Masuk')
}

for (const [width, script] of [
  [390, true],
  [1280, true],
  [390, false],
] as const) {
  test(`registration and login at ${width} px ${script ? 'with' : 'without'} script`, async () => {
    await quiet()
    const page = await newPage(chrome, width, { javaScriptEnabled: script })
    const nomor = await walk(page, await addPerson(s), script)
    await enter(page, nomor)
    await page.getByRole('heading', { name: 'Registrasi Anda sedang diperiksa' }).waitFor()
    await look(page, '10-menunggu')
    await press(page, 'Keluar')
    await page.getByText('Anda sudah keluar').waitFor()
    await page.context().close()
  }, 120_000)
}

test('other pages: outcomes, rejected, own data, frozen, help, status, staff', async () => {
  await quiet()
  for (const width of [390, 1280]) {
    const page = await newPage(chrome, width)
    for (const [name, nip] of [
      ['11-tidak-ada', '197603142000031999'],
      ['12-pensiun', await addPerson(s, { kedudukan: '99' })],
    ] as const) {
      await page.goto(`${base}/registrasi`)
      await page.getByLabel('NIP Baru').fill(nip)
      await press(page, 'Cari')
      await page.getByText('NIP yang Anda tulis').waitFor()
      await look(page, name)
    }
    for (const [name, path] of [
      ['13-bantuan', '/bantuan'],
      ['14-beda-instansi', '/bantuan?kategori=beda-instansi'],
      ['15-nip-dipakai', '/bantuan?kategori=nip-dipakai'],
      ['16-cek-status', '/cek-status'],
      ['17-laporan', '/cek-status/laporan'],
      ['18-dibekukan', '/masuk/dibekukan'],
      ['19-petugas', '/petugas/masuk'],
    ] as const) {
      await page.goto(base + path)
      await look(page, name)
    }
    await page.goto(`${base}/registrasi`)
    await page.getByLabel('NIP Baru').fill('123')
    await press(page, 'Cari')
    await page.getByText('Anda menulis 3 angka').first().waitFor()
    await look(page, '20-nip-salah')
    const nip = await addPerson(s, { instansi: KEBUMEN })
    const nomor = await walk(page, nip, true)
    await enter(page, nomor)
    await page.getByRole('heading', { name: 'Apakah ini data Anda?' }).waitFor()
    await look(page, '21-data-saya')
    await page.getByRole('link', { name: 'Bukan data saya' }).click()
    await look(page, '22-bukan-saya')
    await page.goto(`${base}/cek-status/pendaftaran`)
    await page.getByLabel('Nomor Register').fill(nomor)
    await press(page, 'Cari')
    await page.getByText('Mengisi formulir').waitFor()
    await look(page, '23-status')
    await sql`update akun set status = 'registrasi_ditolak', alasan_tolak = 'PNS sudah pindah ke instansi lain. Ajukan Beda Instansi.' where nip = ${nip}`.execute(
      t.owner.db,
    )
    await page.goto(`${base}/masuk/status`)
    await look(page, '24-ditolak')
    await page.context().close()
  }
}, 180_000)

test('staff log in by keyboard alone; the order of the stops is the order of reading', async () => {
  await quiet()
  await addStaff(s, 'rini@uji.test', [['verifikator_registrasi', KEBUMEN]])
  const page = await newPage(chrome, 1280)
  await page.goto(`${base}/masuk`)
  const stops: string[] = []
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab')
    stops.push(await page.evaluate(() => document.activeElement!.id || document.activeElement!.textContent!.trim()))
  }
  expect(stops.slice(2)).toEqual([
    'nomor_register',
    'kata_kunci',
    'Tampilkan Kata Kunci',
    'ingat',
    'bersama',
    'Masuk',
    'Registrasi',
    'Lupa No. Register',
    'Lupa Kata Kunci',
    'Cek Status',
  ])
  await page.goto(`${base}/petugas/masuk`)
  await page.getByLabel('E-mail').focus()
  await page.keyboard.type('rini@uji.test')
  await page.keyboard.press('Tab')
  await page.keyboard.type('salah-sama-sekali')
  await page.keyboard.press('Enter')
  await page.getByText('tidak cocok').first().waitFor()
  expect(await page.evaluate(() => document.activeElement!.className)).toContain('salah')
}, 60_000)
