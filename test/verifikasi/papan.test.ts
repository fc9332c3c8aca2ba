// The desk in a real browser: keys and autosave with script, the same decisions without, and no page that shuts somebody out.
import { buildSync } from 'esbuild'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { startSession } from '../../src/security/session.ts'
import { axe, launch, newPage, sidewaysScroll } from '../browser.ts'
import { useDatabase } from '../harness.ts'
import { addPns, change, decide, formOf, itemOf, makeScene, sendForm, sendNow, statusOf, twoChanges, type Pns, type Scene } from './scene.ts'

const t = useDatabase()
let s: Scene
let browser: Browser
let base = ''
const script = buildSync({
  stdin: { contents: "import { verifikasi } from './src/browser/verifikasi.ts'; verifikasi()", resolveDir: process.cwd() },
  bundle: true,
  write: false,
  format: 'iife',
}).outputFiles[0]!.text

beforeAll(async () => {
  s = await makeScene(t)
  browser = await launch()
  await s.app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(s.app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await browser.close()
  await s.app.close()
})

async function open(who: string, url: string, width = 1280, javaScriptEnabled = true): Promise<Page> {
  const cookie = await transaction(s.ctx.db, (tx) => startSession(tx, s.ctx.keys, 'petugas', s.staff[who]!.id))
  const page = await newPage(browser, width, { javaScriptEnabled })
  await page.context().addCookies([{ name: cookieName(s.ctx.config.baseUrl, 'petugas'), value: cookie, url: base }])
  await page.goto(base + url)
  return page
}

const form = async (): Promise<Pns> => sendForm(s, { change: twoChanges, rows: () => ({ g1: { nomor_sk: '813/54/2000' } }) })

test('J, S, K, B and a digit decide without the mouse, and are saved as they are pressed', async () => {
  const p = await form()
  const page = await open('endang', `/verifikasi/${p.id}`)
  await page.evaluate(script)
  for (const key of ['j', 's', 'j', 'b', '2', 'j', 's', 'k']) await page.keyboard.press(key)
  await page.getByText('3 dari 3').waitFor()
  const saved = await formOf(s, p.nip)
  expect(itemOf(saved, 'gelar_belakang').decisions[0]).toMatchObject({ putusan: 'setuju', final: false })
  expect(itemOf(saved, 'alamat').decisions[0]).toMatchObject({
    putusan: 'kembalikan',
    alasan: 'Berkas pendukung belum diserahkan.',
  })
  expect(itemOf(saved, 'g1').decisions[0]).toMatchObject({ putusan: 'setuju' })
  expect(saved.row!.pemegang).toBe(s.staff.endang!.id)
  // While text is typed the letters are letters.
  await page.locator('[id="alasan.data-utama.alamat"]').fill('')
  await page.keyboard.type('sbjk?')
  expect(await page.locator('[id="alasan.data-utama.alamat"]').inputValue()).toBe('sbjk?')
  await page.locator('[id="data-utama.gelar_belakang"]').focus()
  await page.keyboard.press('?')
  expect(await page.getByText('baris berikutnya').isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Kirim keputusan' }).click()
  await page.getByText('sudah dikirim').waitFor()
  expect(await statusOf(s, p.nip)).toBe('perbaikan')
  await page.getByRole('button', { name: 'Urungkan' }).click()
  await page.getByText('3 dari 3').waitFor()
  expect(await statusOf(s, p.nip)).toBe('level_1')
  await page.context().close()
})

test('a choice made after somebody else took the form is not lost without a word', async () => {
  const p = await form()
  const page = await open('endang', `/verifikasi/${p.id}`)
  await page.evaluate(script)
  await decide(s, s.staff.bambang!, p)
  await page.locator('[id="data-utama.alamat"]').check()
  await page.getByText('belum tersimpan').waitFor()
  await page.context().close()
})

test('without script: a fault keeps what was chosen and typed; then the form goes on and the next one opens', async () => {
  const [p, next] = [await form(), await form()]
  const page = await open('bambang', `/verifikasi/${p.id}`, 390, false)
  await page.locator('[id="data-utama.gelar_belakang"]').check()
  await page.locator('[id="data-utama.alamat-kembalikan"]').check()
  await page.getByRole('button', { name: 'Kirim keputusan' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('Alamat: Tulis alasan')
  expect(await page.locator('[id="data-utama.gelar_belakang"]').isChecked()).toBe(true)
  expect(await page.locator('[id="data-utama.alamat-kembalikan"]').isChecked()).toBe(true)
  await page.locator('[id="alasan.data-utama.alamat"]').fill('RT dan RW belum ditulis.')
  await page.locator('[id="riwayat-golongan.g1"]').check()
  await page.getByRole('button', { name: 'Kirim keputusan' }).click()
  expect(await statusOf(s, p.nip)).toBe('perbaikan')
  expect(page.url()).toMatch(/\/verifikasi\/[0-9a-f-]{36}\?terkirim=/)
  expect((await formOf(s, next.nip)).row!.status).toBe('level_1')
  await page.context().close()
})

describe('every page, on phone and desktop', () => {
  const pages: [string, string, () => Promise<string>][] = [
    ['antrean', 'endang', async () => '/verifikasi'],
    ['antrean menurut unit', 'endang', async () => '/verifikasi?urut=unit&saring=bebas'],
    ['berkas', 'endang', async () => `/verifikasi/${(await form()).id}`],
    ['berkas dengan semua data', 'endang', async () => `/verifikasi/${(await sendForm(s)).id}?semua=1`],
    ['berkas ulang', 'endang', returned],
    ['berkas orang lain, turun status', 'maya', async () => `/verifikasi/${(await form()).id}`],
    ['tanpa perubahan', 'endang', async () => '/verifikasi/massal'],
    ['belum menyerahkan berkas', 'endang', async () => '/verifikasi/belum-berkas'],
    ['registrasi', 'lina', async () => '/verifikasi/registrasi'],
  ]

  test.each(pages)('%s', async (_name, who, address) => {
    await addPns(s, { status: 'menunggu_verifikasi_registrasi' })
    const url = await address()
    for (const width of [390, 1280]) {
      const page = await open(who, url, width)
      const card = page.locator('.antri a[href^="/verifikasi/registrasi/"]').first()
      if (await card.count()) await card.click()
      expect(await axe(page)).toEqual([])
      expect([...(await sidewaysScroll(page, 100)), ...(await sidewaysScroll(page, 200))]).toEqual([])
      await page.context().close()
    }
  })

  async function returned(): Promise<string> {
    const p = await form()
    await decide(s, s.staff.endang!, p, (i) => (i.kunci === 'alamat' ? 'kembalikan' : 'setuju'))
    await change(s, p.nip, 'data-utama', 'alamat', { alamat: 'Jl. Melati No. 7 RT 03 RW 06, Kelurahan Kutoarjo' })
    await sendNow(s, p.nip)
    return `/verifikasi/${p.id}`
  }
})
