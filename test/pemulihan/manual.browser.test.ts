// Chapters C, D and E of the user manual in real Chromium on a phone, each numbered step quoted, with and without script.
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { axe, launch, newPage, noSidewaysScroll } from '../browser.ts'
import { useDatabase } from '../harness.ts'
import { showTiket } from '../../src/tiket/track.ts'
import { openOne } from '../tiket/adegan.ts'
import { browser, codeIn, endScene, letterTo, makeScene, newestLetter, type Scene } from '../pendaftaran/scene.ts'
import { addAccount, ANSWER, IBU, linkIn, NIK, quiet, type Account } from './adegan.ts'

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

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
const link = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true }).click()

async function look(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([])
  await noSidewaysScroll(page)
}

/** The picture code, where no script does the work unseen. */
async function challenge(page: Page, script: boolean): Promise<void> {
  if (!script) await page.getByLabel('Kode Captcha').fill('TEKAN')
}

/** From the page that says "Periksa e-mail Anda" on: by the link, or by typing the code. */
async function answerLetter(page: Page, a: Account, before: number, by: 'tautan' | 'kode'): Promise<void> {
  await heading(page, 'Periksa e-mail Anda')
  await look(page)
  const letter = await letterTo(a.email, (m) => m.id > before)
  if (by === 'tautan') {
    await page.goto(base + linkIn(letter))
    await look(page)
    return press(page, 'Lanjutkan')
  }
  await page.getByLabel('Kode dari surat').fill(codeIn(letter))
  await press(page, 'Lanjut')
}

/** Step "Lupa Jawaban" of chapters C and D: the form, and the answer by the button. */
async function forgotten(page: Page, a: Account, script: boolean): Promise<void> {
  await link(page, 'Lupa Jawaban')
  await heading(page, 'Lupa Jawaban')
  await look(page)
  await page.getByLabel('NIP Baru').fill(a.nip)
  await page.getByLabel('NIK', { exact: true }).fill(NIK)
  await page.getByLabel('Nama Ibu Kandung').fill(IBU)
  await challenge(page, script)
  const before = newestLetter()
  await press(page, 'Lanjut')
  await answerLetter(page, a, before, 'kode')
  await heading(page, 'Jawaban pertanyaan pengaman')
  await look(page)
}

async function shown(page: Page): Promise<void> {
  await press(page, 'Tampilkan Jawaban')
  await page.getByText(ANSWER, { exact: true }).waitFor()
  await look(page)
}

for (const script of [true, false])
  describe(`C. LUPA NOMOR REGISTER, ${script ? 'with' : 'without'} script`, () => {
    let a: Account
    let page: Page
    beforeAll(async () => {
      a = await addAccount(s)
      page = await newPage(chrome, 390, { javaScriptEnabled: script })
    })
    afterAll(() => page.context().close())

    test('1. Jika PNS lupa nomor register untuk masuk ke sistem e-PUPNS, klik link Lupa No. Register, sehingga form isian NIP Baru akan ditampilkan', async () => {
      await page.goto(`${base}/masuk`)
      await link(page, 'Lupa No. Register')
      await heading(page, 'Lupa No. Register')
      await look(page)
      expect(await page.getByLabel('NIP Baru').isVisible()).toBe(true)
    })
    test('2. Kemudian isikan NIP Baru (18 Digit) kemudian klik tombol maka akan ditampilkan form untuk isian pertanyaan rahasia', async () => {
      await page.getByLabel('NIP Baru').fill(`${a.nip.slice(0, 8)} ${a.nip.slice(8)}`)
      await challenge(page, script)
      const before = newestLetter()
      await press(page, 'Lanjut')
      await answerLetter(page, a, before, 'tautan')
      await heading(page, 'Pertanyaan pengaman')
      await look(page)
    })
    test('3. Jika lupa jawaban pertanyaan, klik link Lupa Jawaban, form isian untuk jawaban pertanyaan pengaman akan ditampilkan', () =>
      forgotten(page, a, script))
    test('4. Kemudian klik tombol sehingga jawaban pertanyaan pengaman akan ditampilkan', () => shown(page))
    test('5. Klik tombol untuk kembali ke form login kemudian klik link Lupa No. Register kemudian isikan jawaban pertanyaan pengaman', async () => {
      await link(page, 'Kembali ke Menu Login')
      await link(page, 'Lupa No. Register')
      await heading(page, 'Pertanyaan pengaman')
      await page.getByRole('textbox').fill(ANSWER)
    })
    test('6. Untuk bisa melihat nomor registrasi Anda klik tombol', async () => {
      await press(page, 'Lihat Nomor Register')
      await heading(page, 'Nomor register Anda')
      expect(await page.locator('.nomor').textContent()).toBe(a.nomor)
      await look(page)
      await link(page, 'Kembali ke Menu Login')
      await heading(page, 'Masuk')
    })
  })

for (const script of [true, false])
  describe(`D. LUPA KATA KUNCI, ${script ? 'with' : 'without'} script`, () => {
    const NEW = 'sungai-tenang-biru-58'
    let a: Account
    let page: Page
    beforeAll(async () => {
      a = await addAccount(s)
      page = await newPage(chrome, 390, { javaScriptEnabled: script })
    })
    afterAll(() => page.context().close())
    beforeEach(() => quiet(s))

    /** Steps 1 and the letter; the question is on the screen afterwards. */
    const begin = async () => {
      await page.goto(`${base}/masuk`)
      await link(page, 'Lupa Kata Kunci')
      await heading(page, 'Lupa Kata Kunci')
      await look(page)
      await page.getByLabel('NIP Baru').fill(a.nip)
      await page.getByLabel('Nomor Register').fill(a.nomor.toLowerCase())
      await challenge(page, script)
      const before = newestLetter()
      await press(page, 'Lanjut')
      await answerLetter(page, a, before, 'tautan')
      await heading(page, 'Pertanyaan pengaman')
    }

    test('1. Jika PNS lupa kata kunci (password), klik link Lupa Kata Kunci kemudian isikan NIP Baru (18 Digit) dan Nomor Register kemudian klik tombol', begin)
    test('2. Kemudian isikan jawaban pertanyaan rahasia kemudian klik tombol maka akan ditampilkan form untuk mengganti kata kunci (password)', async () => {
      await page.getByRole('textbox').fill('jawaban yang keliru')
      await press(page, 'Lanjut')
      await page.getByText('Jawaban tidak cocok').first().waitFor()
      await look(page)
      await page.getByRole('textbox').fill(ANSWER)
      await press(page, 'Lanjut')
      await heading(page, 'Kata kunci baru')
      await look(page)
    })
    test('3. Isilah Kata Kunci dan Konfirmasi Kata Kunci Baru Anda, kemudian klik tombol. Maka akan ditampilkan konfirmasi bahwa Kata Kunci (Password) telah diganti', async () => {
      await page.getByLabel('Kata Kunci Baru', { exact: true }).fill(NEW)
      await page.getByLabel('Konfirmasi Kata Kunci Baru').fill(NEW)
      await press(page, 'Ganti Kata Kunci')
      await heading(page, 'Kata Kunci telah diganti')
      await look(page)
    })
    test('4. Klik tombol untuk kembali ke form login', async () => {
      await link(page, 'Kembali ke Menu Login')
      await page.getByLabel('Nomor Register', { exact: true }).fill(a.nomor)
      await page.getByLabel('Kata Kunci', { exact: true }).fill(NEW)
      await press(page, 'Masuk')
      await page.waitForURL(/\/formulir/)
      await press(page, 'Keluar')
    })
    test('5. Jika lupa jawaban pertanyaan, klik link Lupa Jawaban, form isian untuk jawaban pertanyaan pengaman akan ditampilkan', async () => {
      await begin()
      await forgotten(page, a, script)
    })
    test('6. Kemudian klik tombol sehingga jawaban pertanyaan pengaman akan ditampilkan', async () => {
      await shown(page)
      await link(page, 'Kembali ke Lupa Kata Kunci')
      await heading(page, 'Pertanyaan pengaman')
    })
  })

for (const script of [true, false])
  describe(`E. CEK STATUS, ${script ? 'with' : 'without'} script`, () => {
    let a: Account
    let page: Page
    beforeAll(async () => {
      a = await addAccount(s)
      page = await newPage(chrome, 390, { javaScriptEnabled: script })
    })
    afterAll(() => page.context().close())

    test('1. Masuk form login kemudian klik tombol. Akan muncul 2 (dua) tombol untuk menu cek status pendaftaran dan cek status laporan permasalahan', async () => {
      await page.goto(`${base}/masuk`)
      await link(page, 'Cek Status')
      await heading(page, 'Cek Status')
      await look(page)
      expect(await page.getByRole('main').locator('.aksi a').allTextContents()).toEqual(['Status Pendaftaran', 'Status Laporan Permasalahan'])
    })
    test('2. Untuk Cek Status Pendaftaran klik tombol. Kemudian form isian akan ditampilkan', async () => {
      await link(page, 'Status Pendaftaran')
      await page.getByLabel('Nomor Register').waitFor()
      await look(page)
    })
    test('3. Masukan Nomor Registrasi PNS, kemudian klik tombol. Status Pendaftaran akan ditampilkan', async () => {
      await page.getByLabel('Nomor Register').fill(a.nomor)
      await press(page, 'Cari')
      await page.getByText('Mengisi formulir').waitFor()
      await look(page)
      expect(await page.getByRole('main').textContent()).not.toMatch(/Sutrisno|Wibowo|Purworejo|1976/i)
    })
    test('4. Klik untuk Cek Status Pengaduan Permasalahan pada saat pendaftaran dan pengisian formulir e-PUPNS, maka akan masuk ke Sistem Helpdesk e-PUPNS', async () => {
      await link(page, 'Cek Status')
      await link(page, 'Status Laporan Permasalahan')
      await heading(page, 'Status Laporan Permasalahan')
      await look(page)
    })
    test('5. Masukkan Nomor Tiket Pengaduan, kemudian klik tombol. Hasil dari tracking permasalahan akan ditampilkan', async () => {
      const nomor = await openOne(browser(s), 'lainnya', { nip: a.nip, email: a.email })
      await page.getByLabel('Nomor Tiket Pengaduan').fill(nomor.toLowerCase())
      await press(page, 'Cari')
      await heading(page, `Tiket ${showTiket(nomor)}`)
      await look(page)
    })
  })
