// Manual chapter E, steps 1, 4 and 5, and the "?" of the form, in Chromium at the width of a phone, with and without script.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cookieName } from '../../src/security/cookies.ts'
import { closePdf } from '../../src/pdf/render.ts'
import { pdf } from '../berkas/contoh.ts'
import { axe, launch, newPage, noSidewaysScroll } from '../browser.ts'
import { useDatabase } from '../harness.ts'
import { makeDesk, person, type as typeText, type Scene } from '../referensi/adegan.ts'
import { NIP, reply } from './adegan.ts'

const t = useDatabase()
let s: Scene
let chrome: Browser
let base: string
const folder = mkdtempSync(join(tmpdir(), 'tiket-'))
const decree = join(folder, 'SK pindah.pdf')
beforeAll(async () => {
  s = await makeDesk(t)
  ;(s.ctx.config as { berkas: object }).berkas = { folder: join(folder, 'simpan') }
  writeFileSync(decree, await pdf(['SK pindah']))
  await s.app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(s.app.server.address() as AddressInfo).port}`
  ;(s.ctx.config as { baseUrl: string }).baseUrl = base
  chrome = await launch()
})
afterAll(async () => {
  await chrome?.close()
  await s?.app.close()
  await closePdf()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => sql`delete from batas`.execute(t.owner.db))

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first().click()
const look = async (page: Page) => {
  expect(await axe(page), page.url()).toEqual([])
  await noSidewaysScroll(page)
}

/** Beda Instansi as domain.md 2.11 has it; gives the number on the receipt. */
async function report(page: Page, script: boolean): Promise<string> {
  await page.goto(`${base}/bantuan`)
  await look(page)
  await follow(page, 'Beda Instansi')
  await look(page)
  const answer = page.getByText('Instansi salah. Bolehkah registrasi dilanjutkan?')
  await answer.click()
  expect(await page.getByText('Jangan. Instansi yang keliru').isVisible()).toBe(true)
  await page.getByLabel('NIP Baru').fill(NIP)
  await page.getByText('Tahun 2008 atau sebelumnya').click()
  await page.getByLabel('NIP lama').fill('131234567')
  const agency = page.getByLabel('Instansi Anda sekarang')
  if (script) {
    await agency.pressSequentially('kab kebumen')
    await page.getByRole('option').first().click()
  } else {
    await agency.fill('kab kebumen')
    await page.getByRole('button', { name: /^Cari/ }).click()
    await page.getByText('Pemerintah Kab. Kebumen').first().click()
  }
  await page.getByLabel('Nomor SK pindah atau SK terakhir').fill('824/12')
  await page.getByLabel('Tanggal SK pindah atau SK terakhir').fill('1/4/2015')
  if (!script) await page.getByLabel('Kode Captcha').fill('TEKAN')
  await press(page, 'Kirim')
  await page.getByRole('heading', { name: 'Tanda Bukti Permohonan Bantuan' }).waitFor()
  await look(page)
  return (await page.locator('.nomor').innerText()).trim()
}

/** domain.md 2.11 "upload a file (SK pindah instansi or last SK KP)": the next step on the receipt, on a page of its own. */
async function attach(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Langkah berikutnya: lampirkan berkas' }).waitFor()
  await follow(page, 'Lampirkan berkas')
  await look(page)
  await page.setInputFiles('input[type=file]', decree)
  await press(page, 'Lampirkan')
  await page.getByText('Berkas sudah dilampirkan').waitFor()
  await look(page)
  await follow(page, 'Kembali ke laporan')
  await page.locator('#berkas', { hasText: 'SK pindah.pdf' }).waitFor()
  expect(await page.getByRole('link', { name: 'Tambah berkas' }).isVisible()).toBe(true)
  await look(page)
}

/** E.1 "Masuk form login kemudian klik tombol [Cek Status]. Akan muncul 2 (dua) tombol untuk menu cek status pendaftaran dan cek status laporan permasalahan." */
async function toTracking(page: Page): Promise<void> {
  await page.goto(`${base}/masuk`)
  await follow(page, 'Cek Status')
  for (const name of ['Status Pendaftaran', 'Status Laporan Permasalahan']) expect(await page.getByRole('link', { name, exact: true }).isVisible()).toBe(true)
  // E.4 "Klik [Status Laporan Permasalahan] untuk Cek Status Pengaduan Permasalahan pada saat pendaftaran dan pengisian formulir
  // e-PUPNS, maka akan masuk ke Sistem Helpdesk e-PUPNS."
  await follow(page, 'Status Laporan Permasalahan')
  await page.getByRole('heading', { name: 'Status Laporan Permasalahan' }).waitFor()
  await look(page)
}

/** E.5 "Masukkan Nomor Tiket Pengaduan, kemudian klik tombol [Cari]. Hasil dari tracking permasalahan akan ditampilkan." */
async function track(page: Page, nomor: string): Promise<string> {
  await page.getByLabel('Nomor Tiket Pengaduan').fill(nomor)
  await press(page, 'Cari')
  await page.getByText('Ditangani').waitFor()
  await look(page)
  return page.locator('main').innerText()
}

test.each([true, false])('manual E.1, E.4 and E.5: report, receipt, tracking on a phone; script: %s', async (script) => {
  const page = await newPage(chrome, 390, { javaScriptEnabled: script })
  const nomor = await report(page, script)
  await attach(page)
  await reply(s, nomor.replaceAll('-', ''), 'Kedua instansi sedang memeriksa.', 'dikerjakan')
  const other = await newPage(chrome, 390, { javaScriptEnabled: script })
  await toTracking(other)
  const result = await track(other, nomor.toLowerCase().replaceAll('-', ' '))
  for (const words of ['Beda Instansi', 'Sedang dikerjakan', 'BKD atau Biro Kepegawaian', 'Kedua instansi sedang memeriksa.']) expect(result).toContain(words)
  expect(result).not.toMatch(/197603|824\/12|131234567|Kebumen/)
  await follow(other, 'Kembali ke Menu Login')
  expect(new URL(other.url()).pathname).toBe('/masuk')
  await page.context().close()
  await other.context().close()
})

test('manual III.B "?": in the form the nomor tiket stands beside the field with Cetak Bukti Tiket; Laporan saya leads there', async () => {
  const siti = await person(s)
  await typeText(s, siti, 'unor', 'UPTD Pasar Kutoarjo')
  const page = await newPage(chrome, 390)
  await page.context().addCookies([{ name: cookieName(base, 'sesi'), value: siti.cookie, url: base }])
  await page.goto(`${base}/formulir/data-posisi`)
  const row = page.locator('[id="unor-baris"]')
  // "Nomor tiket pengaduan permasalahan akan ditampilkan [...] kemudian klik tombol [Cetak Bukti Tiket] untuk mencetak bukti tiket pengaduan permasalahan."
  expect(await row.innerText()).toMatch(/Menunggu referensi[\s\S]*Tiket [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3} · Cetak Bukti Tiket/)
  await look(page)
  const print = await page.request.get(base + (await row.getByRole('link', { name: 'Cetak Bukti Tiket' }).getAttribute('href'))!)
  expect(print.headers()['content-type']).toBe('application/pdf')
  await page.goto(`${base}/bantuan?dari=data-posisi`)
  await look(page)
  await follow(page, 'Laporan saya')
  await look(page)
  await page.getByRole('link', { name: /^[0-9A-Z]{4}-/ }).click()
  await page.getByText('UPTD Pasar Kutoarjo').first().waitFor()
  await look(page)
  await page.context().close()
})
