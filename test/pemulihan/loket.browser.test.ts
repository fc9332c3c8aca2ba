// The counter and the admin's reports on a screen: every state, on a phone and a desktop, with and without script; axe silent.
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { startSession } from '../../src/security/session.ts'
import { openClaim } from '../../src/web/akun.ts'
import { record } from '../../src/workflow/events.ts'
import { axe, launch, newPage, noSidewaysScroll } from '../browser.ts'
import { useDatabase } from '../harness.ts'
import { addPerson, addStaff, endScene, makeScene, PASSWORD, PURWOREJO, type Scene } from '../pendaftaran/scene.ts'
import { addAccount, listed, quiet } from './adegan.ts'

const t = useDatabase()
let s: Scene
let chrome: Browser
let base: string
let officers = 0
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
beforeEach(() => quiet(s))

type Options = { width: number; javaScriptEnabled: boolean }
const SCREENS: Options[] = [
  { width: 390, javaScriptEnabled: true },
  { width: 390, javaScriptEnabled: false },
  { width: 1280, javaScriptEnabled: true },
]

/** A page in which somebody with this role is signed in. */
async function signedIn(role: string, { width, javaScriptEnabled }: Options): Promise<Page> {
  const { id } = await addStaff(s, `layar${++officers}@uji.test`, [[role, PURWOREJO]])
  const page = await newPage(chrome, width, { javaScriptEnabled })
  const session = await transaction(t.db, (tx) => startSession(tx, s.ctx.keys, 'petugas', id))
  await page.context().addCookies([{ name: cookieName(base, 'petugas'), value: session, url: base }])
  return page
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const look = async (page: Page) => {
  expect(await axe(page), page.url()).toEqual([])
  await noSidewaysScroll(page)
}
/** Types a number at the counter; the page of the person. */
async function visit(page: Page, number: string, nama = 'Sutrisno Wibowo'): Promise<void> {
  await page.goto(`${base}/verifikasi/klaim`)
  await page.getByLabel('NIP atau nomor register').fill(number)
  await press(page, 'Cari')
  await page.getByRole('heading', { name: nama, level: 1 }).waitFor()
}

test.each(SCREENS)('lost mailbox at $width px, script $javaScriptEnabled: not found, missing ticks, first, second, print', async (o) => {
  const a = await addAccount(s, { nama: 'SUTRISNO WIBOWO KUSUMANINGRAT PRAWIRODIRDJO' })
  const nama = 'Sutrisno Wibowo Kusumaningrat Prawirodirdjo'
  const [first, second] = [await signedIn('verifikator_registrasi', o), await signedIn('admin_instansi', o)]
  await first.goto(`${base}/verifikasi/klaim`)
  await first.getByLabel('NIP atau nomor register').fill('197603142000031001')
  await press(first, 'Cari')
  await first.getByText('Tidak ada orang dengan nomor ini').first().waitFor()
  await look(first)
  await visit(first, a.nomor, nama)
  await look(first)
  await first.getByLabel('KTP asli sudah saya lihat dan cocok').check()
  await press(first, 'Catat sebagai petugas pertama')
  await first.getByText('Nyatakan dahulu').first().waitFor()
  await look(first)
  await first.getByLabel('Kartu Pegawai (Karpeg) sudah saya lihat').check()
  await press(first, 'Catat sebagai petugas pertama')
  await first.getByText('Petugas kedua: orang lain, dengan peran Admin Instansi atau Verifikator Level 2').waitFor()
  await look(first)
  await visit(second, a.nip, nama)
  await second.getByLabel('KTP asli sudah saya lihat dan cocok').check()
  await second.getByLabel('Kartu Pegawai (Karpeg) sudah saya lihat').check()
  await press(second, 'Sahkan sebagai petugas kedua')
  await second.getByText('Menunggu 24 jam').waitFor()
  expect(await second.getByRole('button', { name: 'Cetak kode' }).count()).toBe(0)
  await sql`update kotak_surat set kedua_pada = kedua_pada - interval '24 hours' where nip = ${a.nip}`.execute(t.owner.db)
  await visit(second, a.nip, nama)
  await second.getByRole('button', { name: 'Cetak kode' }).waitFor()
  await look(second)
  await second.goto(`${base}/verifikasi/klaim`)
  await second.getByText('Kode boleh dicetak').first().waitFor()
  await look(second)
  for (const page of [first, second]) await page.context().close()
})

test.each(SCREENS)('a claim and a registration at the counter at $width px, script $javaScriptEnabled', async (o) => {
  const a = await addAccount(s)
  await transaction(t.db, (tx) => openClaim(tx, s.ctx.keys, a.nip, { sebab: 'nip-dipakai', kontak: 'pemilik@rumah.test', actor: { as: 'sistem' } }))
  const page = await signedIn('verifikator_registrasi', o)
  await page.goto(`${base}/verifikasi/klaim`)
  await look(page)
  await visit(page, a.nip)
  await page.getByText('pemilik@rumah.test').waitFor()
  await look(page)
  await press(page, 'Tutup akun dan serahkan')
  expect(await page.locator('.salah a').getAttribute('href')).toBe('#ktp-serahkan')
  await page.locator('#ktp-serahkan').check()
  await page.locator('#karpeg-serahkan').check()
  await press(page, 'Tutup akun dan serahkan')
  await page.getByText('Akun ditutup.').waitFor()
  await look(page)
  const newcomer = await addPerson(s)
  await listed(s, newcomer)
  await visit(page, newcomer)
  await page.getByRole('heading', { name: 'Daftar di loket' }).waitFor()
  await press(page, 'Cetak kode aktivasi')
  await page.getByText('Nyatakan dahulu bahwa KTP sudah Anda lihat').first().waitFor()
  await look(page)
  await page.context().close()
})

test.each(SCREENS)('a report on a look at $width px, script $javaScriptEnabled: written by the PNS, judged by the admin, read by the PNS', async (o) => {
  const a = await addAccount(s)
  const { id } = await addStaff(s, `pembuka${++officers}@uji.test`, [['verifikator_2', PURWOREJO]])
  await transaction(t.db, (tx) => record(tx, { nip: a.nip, kind: 'dibaca', actor: { as: 'petugas', id, role: 'verifikator_2', scopeId: PURWOREJO } }))
  const mine = await newPage(chrome, o.width, { javaScriptEnabled: o.javaScriptEnabled })
  await mine.goto(`${base}/masuk`)
  await mine.getByLabel('Nomor Register', { exact: true }).fill(a.nomor)
  await mine.getByLabel('Kata Kunci', { exact: true }).fill(PASSWORD)
  await press(mine, 'Masuk')
  await mine.waitForURL(/formulir/)
  await mine.goto(`${base}/akses-data`)
  await look(mine)
  await mine.getByRole('link', { name: /^Laporkan/ }).click()
  await mine.getByLabel('Apa yang menurut Anda tidak wajar?').fill('pendek')
  await press(mine, 'Kirim laporan')
  await mine.getByText('paling sedikit 10 huruf').first().waitFor()
  await look(mine)
  await mine.getByLabel('Apa yang menurut Anda tidak wajar?').fill('Saya belum mengirim formulir. Mengapa data saya dibuka?')
  await press(mine, 'Kirim laporan')
  await mine.getByText('Laporan dicatat').waitFor()
  await look(mine)

  const admin = await signedIn('admin_instansi', o)
  await admin.goto(`${base}/verifikasi/klaim`)
  await admin.getByRole('link', { name: 'Laporan akses' }).click()
  await look(admin)
  await admin.locator('main table a').first().click()
  await admin.getByText('Mengapa data saya dibuka?').waitFor()
  await look(admin)
  await press(admin, 'Kirim jawaban')
  await admin.getByText('Tulis apa yang Anda temukan').first().waitFor()
  await look(admin)
  await admin.getByLabel('Jawaban untuk pelapor').fill('Verifikator membuka formulir yang salah, dan sudah ditegur.')
  await press(admin, 'Kirim jawaban')
  await admin.getByText('Jawaban dikirim').waitFor()
  await look(admin)

  await mine.goto(`${base}/akses-data`)
  await mine.getByText('Laporan Anda sudah dijawab').click()
  expect(await mine.getByText('dan sudah ditegur').isVisible()).toBe(true)
  await look(mine)
  for (const page of [mine, admin]) await page.context().close()
})
