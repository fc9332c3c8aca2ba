// The operators' pages on a screen: phone and desktop, keyboard, without script, axe without a finding.
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { startSession } from '../../src/security/session.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { axe, launch, newPage, noSidewaysScroll, WIDTHS } from '../browser.ts'
import { useDatabase } from '../harness.ts'
import { addPns } from '../verifikasi/scene.ts'
import { act, at, HERE, makeDesk, messages, stored, ticket, type Scene } from './adegan.ts'

const t = useDatabase()
let s: Scene
let browser: Browser
let busy: string
const LONG = 'UnitPelaksanaTeknisDaerahPengelolaanPersampahandanPertamananKabupatenPurworejoBagianSelatan'
const kembar = { kode: 'referensi-unit-organisasi', konteks: { dari: '/formulir/data-posisi', medan: 'unor', daftar: 'unor', teks: LONG }, isi: { teks: LONG } }

beforeAll(async () => {
  s = await makeDesk(t)
  await s.app.listen({ port: 0, host: '127.0.0.1' })
  s.ctx.config.baseUrl = `http://127.0.0.1:${(s.app.server.address() as AddressInfo).port}`
  browser = await launch()
  const { nip } = await addPns(s, { nama: 'SRI WAHYUNINGSIH KUSUMANINGRUM' })
  busy = await ticket(s, { ...kembar, nip })
  await ticket(s, kembar)
  await ticket(s, { tingkat: 2, kode: 'data-pensiun', status: 'menunggu_pemohon' })
  await ticket(s, { tingkat: 2, kode: 'turun-status', status: 'selesai' })
  await act(s, s.ops.bkd, busy, 'catatan', { catatan: `Tanya bagian organisasi tentang ${LONG}.` })
  await act(s, s.ops.bkd, busy, 'balas', { balasan: 'Mohon tunggu, sedang kami cocokkan dengan peraturan bupati.' })
})
afterAll(async () => {
  await browser?.close()
  await s?.app.close()
})

async function open(staff: Staff, path: string, width: number, javaScriptEnabled = true): Promise<Page> {
  const page = await newPage(browser, width, { javaScriptEnabled })
  const value = await transaction(s.ctx.db, (tx) => startSession(tx, s.ctx.keys, 'petugas', staff.id))
  await page.context().addCookies([{ name: cookieName(s.ctx.config.baseUrl, 'petugas'), value, url: s.ctx.config.baseUrl }])
  await page.goto(s.ctx.config.baseUrl + path)
  return page
}

test.each(WIDTHS)('%i px: list, hits, ticket, a ticket with faults, figures: no finding and nothing sideways', { timeout: 90_000 }, async (width) => {
  for (const path of [HERE, `${HERE}?tab=selesai`, at(busy), `${HERE}/statistik`]) {
    const page = await open(s.ops.bkd, path, width)
    await noSidewaysScroll(page)
    expect(await axe(page), path).toEqual([])
    if (process.env.EPUPNS_GAMBAR) await page.screenshot({ path: `${process.env.EPUPNS_GAMBAR}/${width}${path.replaceAll(/\W+/g, '-')}.png`, fullPage: true })
    await page.context().close()
  }
  const page = await open(s.ops.bkd, at(busy), width)
  await page.getByRole('button', { name: 'Kirim balasan' }).click()
  await page.getByRole('link', { name: 'Balasan belum diisi.' }).waitFor()
  await noSidewaysScroll(page)
  expect(await axe(page)).toEqual([])
  await page.context().close()
})

test('without script on a phone: search, canned answer, close', { timeout: 60_000 }, async () => {
  const nomor = await ticket(s, { tingkat: 2, kode: 'data-diberhentikan' })
  const page = await open(s.ops.bkd2, HERE, 390, false)
  await page.getByLabel('Nomor tiket, NIP, atau kategori').fill(nomor)
  await page.getByRole('button', { name: 'Cari' }).click()
  await page.getByLabel('Jawaban siap').selectOption({ label: 'Bawa SK pengaktifan' })
  await page.getByRole('button', { name: 'Sisipkan ke balasan' }).click()
  await page.getByLabel('Tutup tiket: selesai dikerjakan').check()
  await page.getByRole('button', { name: 'Kirim balasan' }).click()
  await page.getByText('Tersimpan').waitFor()
  expect(await axe(page)).toEqual([])
  expect((await stored(s, nomor)).status).toBe('selesai')
  expect((await messages(s, nomor, ['balasan']))[0]!.isi).toContain('SK pengaktifan')
  await page.context().close()
})

test('by keyboard: open the first ticket, take it, write a note', { timeout: 60_000 }, async () => {
  const nomor = await ticket(s, { tingkat: 2, kode: 'lainnya' })
  const page = await open(s.ops.bkd2, at(nomor), 1280)
  const reach = async (name: string): Promise<void> => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      const here = await page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent?.trim())
      if (here === name) return
    }
    throw new Error(`${name} is not reached by Tab`)
  }
  await reach('Ambil tiket')
  await page.keyboard.press('Enter')
  await page.getByText('Anda memegang tiket ini').waitFor()
  await reach('catatan')
  await page.keyboard.type('Sudah ditelepon.')
  await reach('Simpan catatan')
  await page.keyboard.press('Enter')
  await page.getByText('Sudah ditelepon.').waitFor()
  expect((await messages(s, nomor, ['catatan'])).at(-1)!.isi).toBe('Sudah ditelepon.')
  await page.context().close()
})
