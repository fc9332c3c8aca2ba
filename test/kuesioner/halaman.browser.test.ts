// Questionnaires in Chromium: questions that come and go, saved while typing, the same without script, and what every state looks like.
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { loadQuestionnaires } from '../../src/kuesioner/store.ts'
import { axe, noSidewaysScroll } from '../browser.ts'
import { addPerson, ENDANG, fillAll, formOf, newSession, sendForm, type Person } from '../isian/adegan.ts'
import { barSays, press, soon, useScreen } from '../isian/layar.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { bannedWords } from '../words.ts'

const screen = useScreen()
const KPE = '/formulir/kpe'

beforeAll(async () => {
  const { db } = screen.s.t.owner
  await loadQuestionnaires(db)
  await sql`update periode set pengaturan = '{}'`.execute(db)
})

const pick = (page: Page, question: string, option: string) => page.getByRole('group', { name: question }).getByLabel(option, { exact: true }).check()
const kpeOf = async (p: Person) => (await formOf(screen.s, p)).questionnaires.get('kpe')!
let pictures = 0

/** Both widths. GAMBAR=<folder> keeps the pictures. */
async function inspect(page: Page): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 })
    expect([page.url(), width, await axe(page)]).toEqual([page.url(), width, []])
    await noSidewaysScroll(page)
    if (process.env.GAMBAR) await page.screenshot({ path: `${process.env.GAMBAR}/kuesioner-${++pictures}-${width}.png`, fullPage: true })
  }
  expect(bannedWords(await page.locator('main').innerText())).toEqual([])
}

/** Answers everything; with script the questions appear as they are needed. */
async function fill(page: Page): Promise<void> {
  await pick(page, 'Apakah foto dan sidik jari', 'Sudah')
  await pick(page, 'Apakah Anda sudah menerima KPE?', 'Sudah')
  await page.getByLabel('Pada tahun berapa Anda menerima KPE?').fill('2012')
  await pick(page, 'Apakah KPE Anda sudah diaktifkan', 'Tidak tahu')
  await pick(page, 'Apakah Anda pernah memakai KPE?', 'Pernah')
  await pick(page, 'Untuk layanan apa saja', 'Gaji')
  await pick(page, 'Untuk layanan apa saja', 'Perbankan')
  await pick(page, 'Apakah Anda mengalami kendala', 'Tidak')
}
const whole = {
  perekaman: 'sudah',
  terima: 'sudah',
  tahun_terima: '2012',
  aktif_atm: 'tidak_tahu',
  dipakai: 'pernah',
  layanan: 'gaji,perbankan',
  ada_kendala: 'tidak',
}

screen.visit('questions follow the answers, and what is whole is saved without a button', async ({ siti, open }) => {
  const page = await open(KPE)
  const when = page.getByLabel('Pada tahun berapa Anda menerima KPE?')
  expect(await when.isVisible()).toBe(false)
  await inspect(page)
  await pick(page, 'Apakah Anda sudah menerima KPE?', 'Sudah')
  await when.fill('2031')
  await barSays(page, /Tersimpan/)
  await page.getByText('Tahun penerimaan tidak boleh di masa depan.').waitFor()
  expect(await page.getByText('belum diisi').count()).toBe(0)
  await fill(page)
  await soon(async () => Object.fromEntries((await kpeOf(siti)).stored)).toEqual(whole)
  await page.getByText('tidak boleh di masa depan').waitFor({ state: 'detached' })
  expect(await page.locator('.dua aside .maju').innerText()).toContain('7 dari 7 pertanyaan dijawab')
  await press(page, 'Simpan & lanjutkan')
  expect(new URL(page.url()).pathname).toBe('/formulir')
  await inspect(page)
})

screen.visit('without script: everything is on the page, faults come back with the typing', async ({ siti, open }) => {
  const page = await open(KPE, { javaScriptEnabled: false })
  await press(page, 'Simpan')
  await page.getByRole('link', { name: 'Perekaman belum diisi.' }).waitFor()
  await inspect(page)
  await fill(page)
  await press(page, 'Simpan')
  await page.getByText('Tersimpan', { exact: true }).waitFor()
  expect(Object.fromEntries((await kpeOf(siti)).stored)).toEqual(whole)
})

screen.visit('two tabs: the one that comes second is told, by the script and on the page', async ({ siti, open }) => {
  const first = await open(KPE)
  const second = await open(KPE, {}, first)
  await fill(first)
  await press(first, 'Simpan')
  await pick(second, 'Apakah foto dan sidik jari', 'Belum')
  await barSays(second, /Berubah di tempat lain/)
  await press(second, 'Simpan')
  await second.getByText('Perekaman: sekarang tersimpan “Sudah”').waitFor()
  await inspect(second)
  expect((await kpeOf(siti)).stored.get('perekaman')).toBe('sudah')
})

test('the check page, the locked page and the desk of the verifier', async () => {
  const p = await addPerson(screen.s)
  await fillAll(screen.s, p)
  const page = await screen.open(p, '/formulir/bapertarum')
  await pick(page, 'Apakah Anda sudah memiliki rumah sendiri?', 'Belum')
  await pick(page, 'Apa status tempat tinggal Anda', 'Rumah dinas')
  await pick(page, 'Apakah Anda mengetahui layanan', 'Ya')
  await pick(page, 'Layanan mana', 'Bantuan membangun')
  await page.getByLabel('Pada tahun berapa Anda memanfaatkannya?').fill('2008')
  await pick(page, 'Bagaimana pelayanan', 'Sangat baik')
  await pick(page, 'Apakah Anda berencana', 'Belum tahu')
  await inspect(page)
  await press(page, 'Simpan & lanjutkan')
  await fill(page)
  await press(page, 'Simpan')
  await page.goto(`${screen.base}/formulir/kirim`)
  await page.getByText('KPE: dijawab, 7 pertanyaan').click()
  await inspect(page)
  await sendForm(screen.s, p)
  await page.goto(screen.base + KPE)
  await inspect(page)
  const { rows } = await sql<{ id: string }>`select id from formulir where nip = ${p.nip}`.execute(screen.s.t.owner.db)
  await page.context().addCookies([{ name: cookieName(screen.base, 'petugas'), value: await newSession(screen.s, 'petugas', ENDANG), url: screen.base }])
  await page.goto(`${screen.base}/verifikasi/${rows[0]!.id}`)
  await page.getByText('BAPERTARUM: dijawab, 7 pertanyaan').click()
  await inspect(page)
  await page.context().close()
}, 90_000)
