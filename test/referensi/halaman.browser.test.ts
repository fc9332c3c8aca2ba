// The operators' pages on a screen: phone and desktop, without script, axe without a finding.
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { startSession } from '../../src/security/session.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { axe, launch, newPage, noSidewaysScroll, WIDTHS } from '../browser.ts'
import { useDatabase } from '../harness.ts'
import { fill } from '../verifikasi/scene.ts'
import { decide, HERE, makeDesk, person, requestFor, runFilling, type, type Person, type Scene } from './adegan.ts'

const t = useDatabase()
let s: Scene
let browser: Browser
let siti: Person
const LONG = 'Unit Pelaksana Teknis Daerah Pengelolaan Persampahan dan Pertamanan Kabupaten Purworejo Bagian Selatan'

beforeAll(async () => {
  s = await makeDesk(t)
  await s.app.listen({ port: 0, host: '127.0.0.1' })
  s.ctx.config.baseUrl = `http://127.0.0.1:${(s.app.server.address() as AddressInfo).port}`
  browser = await launch()
  siti = await person(s)
  await type(s, siti, 'unor', 'Dinas Pendidkan dan Olahraga')
  await type(s, await person(s), 'unor', LONG)
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

async function openAsPns(p: Person, path: string, width: number): Promise<Page> {
  const page = await newPage(browser, width)
  await page.context().addCookies([{ name: cookieName(s.ctx.config.baseUrl, 'sesi'), value: p.cookie, url: s.ctx.config.baseUrl }])
  await page.goto(s.ctx.config.baseUrl + path)
  return page
}

test.each(WIDTHS)('%i px: list, request and a request with faults have no finding and nothing sideways', { timeout: 60_000 }, async (width) => {
  const { id } = await requestFor(s, LONG)
  for (const path of [HERE, `${HERE}/${id}`, `${HERE}/${id}?induk_q=dinas`]) {
    const page = await open(s.ops.helpi, path, width)
    await noSidewaysScroll(page)
    expect(await axe(page), path).toEqual([])
    await page.context().close()
  }
  const page = await open(s.ops.helpi, `${HERE}/${id}`, width)
  await page.getByRole('button', { name: 'Tolak' }).click()
  await page.getByRole('link', { name: 'Alasan belum diisi.' }).waitFor()
  expect(await axe(page)).toEqual([])
  await page.context().close()
})

test('without script: search, choose, map; the list is one shorter', { timeout: 60_000 }, async () => {
  const page = await open(s.ops.helpi, HERE, 390, false)
  await page.getByRole('link', { name: 'Dinas Pendidkan dan Olahraga' }).click()
  await page.getByLabel('Nama di daftar').fill('dinas pendidikan')
  await page.getByRole('button', { name: 'Cari Nama di daftar' }).click()
  await page.getByRole('radio', { name: 'Dinas Pendidikan' }).check()
  await page.getByRole('button', { name: 'Petakan', exact: true }).click()
  await page.getByText('Keputusan tersimpan').waitFor()
  expect(await axe(page)).toEqual([])
  await page.getByRole('link', { name: 'Usulan berikutnya' }).click()
  expect(await page.getByRole('link', { name: 'Dinas Pendidkan dan Olahraga' }).count()).toBe(0)
  await runFilling(s)
  await page.context().close()
})

test('the owner reads what waits and what was refused', { timeout: 60_000 }, async () => {
  const budi = await person(s)
  await fill(s, budi.nip, { change: { tempat_lahir: { id: null, nama: 'Dusun Krajan Wetan', usul: true } } })
  await type(s, budi, 'unor', 'Balai Desa Anu')
  await decide(s, s.ops.pusat, 'Dusun Krajan Wetan', 'tolak', { alasan: 'Tulis nama kecamatan.' })
  await runFilling(s)
  for (const path of ['/formulir', '/formulir/data-utama']) {
    const page = await openAsPns(budi, path, 390)
    await noSidewaysScroll(page)
    expect(await axe(page), path).toEqual([])
    await page.context().close()
  }
})
