// Doing the work of a ticket on a screen: every state clean at both widths, the whole way without script, units found by keyboard.
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { startSession } from '../../src/security/session.ts'
import { cancelToken, carryOut } from '../../src/tiket/tindakan/jalan.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { axe, launch, newPage, noSidewaysScroll, WIDTHS } from '../browser.ts'
import { useDatabase } from '../harness.ts'
import { addPns, KEBUMEN, PURWOREJO } from '../verifikasi/scene.ts'
import { at, HERE, makeDesk, stored, ticket, type Scene } from './adegan.ts'

const t = useDatabase()
let s: Scene
let browser: Browser
beforeAll(async () => {
  s = await makeDesk(t)
  await s.app.listen({ port: 0, host: '127.0.0.1' })
  s.ctx.config.baseUrl = `http://127.0.0.1:${(s.app.server.address() as AddressInfo).port}`
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await s?.app.close()
})

async function open(staff: Staff, path: string, javaScriptEnabled = true): Promise<Page> {
  const page = await newPage(browser, WIDTHS[0]!, { javaScriptEnabled })
  const value = await transaction(s.ctx.db, (tx) => startSession(tx, s.ctx.keys, 'petugas', staff.id))
  await page.context().addCookies([{ name: cookieName(s.ctx.config.baseUrl, 'petugas'), value, url: s.ctx.config.baseUrl }])
  await page.goto(s.ctx.config.baseUrl + path)
  return page
}

async function clean(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    await noSidewaysScroll(page)
    expect(await axe(page)).toEqual([])
  }
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

test('Beda Instansi without script: identity, proposal, second officer, waiting, done, undone; every state clean', { timeout: 180_000 }, async () => {
  const { nip } = await addPns(s, { nama: 'SRI WAHYUNINGSIH KUSUMANINGRUM' })
  const isi = { instansi: { id: KEBUMEN, nama: 'Pemerintah Kab. Kebumen' }, sk_nomor: '824/1', sk_tanggal: '2026-02-01' }
  const nomor = await ticket(s, { kode: 'beda-instansi', nip, isi, terverifikasi: false })
  const kebumen = await open(s.ops.kebumen, at(nomor), false)
  await kebumen.getByText('Yang masih menghalangi').waitFor()
  await clean(kebumen)
  await press(kebumen, 'Usulkan perpindahan')
  await kebumen.getByRole('link', { name: /Identitas pemohon belum diperiksa/ }).waitFor()
  await clean(kebumen)
  await kebumen.getByLabel(/Identitas sudah saya periksa/).check()
  await press(kebumen, 'Catat pemeriksaan identitas')
  await kebumen.getByLabel('Nomor SK pindah').fill('824/2026')
  await press(kebumen, 'Usulkan perpindahan')
  await kebumen.getByText('Menunggu petugas kedua').waitFor()

  const purworejo = await open(s.ops.bkd, HERE, false)
  await clean(purworejo)
  await purworejo.getByRole('link', { name: 'Pindahkan ke instansi lain' }).click()
  await purworejo.getByText('824/2026').waitFor()
  await clean(purworejo)
  await press(purworejo, 'Setujui')
  await purworejo.getByText('Disetujui, belum berlaku').waitFor()
  await clean(purworejo)

  await sql`update tindakan set berlaku_pada = now() - interval '1 second' where nomor = ${nomor}`.execute(t.owner.db)
  const { rows } = await sql<{ id: string }>`select id from tindakan where nomor = ${nomor}`.execute(t.owner.db)
  await carryOut(s.ctx, rows[0]!.id)
  await kebumen.reload()
  await kebumen.getByText('Dilaksanakan', { exact: true }).waitFor()
  await clean(kebumen)
  await kebumen.getByText('Urungkan tindakan ini').click()
  await kebumen.getByLabel('Alasan').first().fill('SK milik orang lain.')
  await press(kebumen, 'Urungkan')
  await kebumen.getByText('Diurungkan', { exact: true }).waitFor()
  await clean(kebumen)
  expect(await stored(s, nomor)).toMatchObject({ status: 'dikerjakan' })
  await purworejo.context().close()
  await kebumen.context().close()
})

test('with script a unit is found and chosen by keyboard alone', { timeout: 60_000 }, async () => {
  const id = 'C'.repeat(32)
  await sql`insert into ref_unor (id, kode, nama, lingkup_id, asal, versi_impor) values (${id}, ${id}, 'Dinas Kebersihan', ${PURWOREJO}, 'uji', '1')`.execute(
    t.owner.db,
  )
  const nomor = await ticket(s, { kode: 'penambahan-verifikator-level-1', isi: { teks: '' } })
  const page = await open(s.ops.bkd, at(nomor))
  await page.getByRole('combobox', { name: 'Unit' }).focus()
  await page.keyboard.type('kebersihan')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await clean(page)
  await page.getByRole('combobox', { name: 'Unit' }).focus()
  await page.keyboard.press('Enter')
  await press(page, 'Tetapkan unit')
  await page.getByText('Dilaksanakan', { exact: true }).waitFor()
  expect((await sql`select from unit_verifikator where unor_id = ${id} and aktif`.execute(t.owner.db)).rows).toHaveLength(1)
  await page.context().close()
})

test('the letter’s page for the owner, without script', { timeout: 60_000 }, async () => {
  const { nip } = await addPns(s)
  const nomor = await ticket(s, { kode: 'beda-instansi', nip, isi: { instansi: { id: KEBUMEN, nama: 'Kebumen' }, sk_nomor: '1', sk_tanggal: '2026-02-01' } })
  const first = await open(s.ops.kebumen, at(nomor), false)
  await press(first, 'Usulkan perpindahan')
  const second = await open(s.ops.bkd, at(nomor), false)
  await press(second, 'Setujui')
  const { rows } = await sql<{ id: string }>`select id from tindakan where nomor = ${nomor}`.execute(t.owner.db)
  const page = await newPage(browser, WIDTHS[0]!, { javaScriptEnabled: false })
  await page.goto(`${s.ctx.config.baseUrl}/batal-tindakan/${cancelToken(s.ctx.keys, rows[0]!.id)}`)
  await clean(page)
  await press(page, 'Batalkan tindakan')
  await page.getByRole('heading', { name: 'Tindakan dibatalkan' }).waitFor()
  await clean(page)
  for (const p of [first, second, page]) await p.context().close()
})
