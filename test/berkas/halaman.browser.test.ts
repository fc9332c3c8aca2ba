// The upload page on a screen: a phone's photo made small before it is sent, the page without script, and what axe says.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect } from 'vitest'
import { axe, noSidewaysScroll } from '../browser.ts'
import { answer, useScreen } from '../isian/layar.ts'
import { checkFile } from '../../src/berkas/job.ts'
import { jpeg, pdf } from './contoh.ts'

const screen = useScreen()
const folder = mkdtempSync(join(tmpdir(), 'berkas-'))
const photo = join(folder, 'IMG_2031.jpg')
const scan = join(folder, 'SK Pangkat.pdf')
beforeAll(async () => {
  screen.s.ctx.config.berkas = { folder: join(folder, 'simpan') }
  writeFileSync(photo, await jpeg(3200, 2400, 50, 90))
  writeFileSync(scan, await pdf())
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const AT = '/berkas/unggah?untuk=data-utama/nama'
const sizes = async (nip: string) =>
  (await sql<{ id: string; ukuran: number; nama: string }>`select id, ukuran, nama from berkas where nip = ${nip}`.execute(screen.s.t.owner.db)).rows

screen.visit('a photo is made small in the browser, and sent when the button is pressed meanwhile', async ({ siti, open }) => {
  const page = await open(AT, { width: 390 })
  await page.setInputFiles('input[type=file]', photo)
  await page.getByRole('button', { name: 'Lampirkan' }).click()
  await page.getByText('Berkas sudah dilampirkan').waitFor()
  await page.locator('span.ev', { hasText: 'IMG_2031.jpg' }).waitFor()
  const [row] = await sizes(siti.nip)
  const sent = await jpeg(3200, 2400, 50, 90)
  expect(row!.ukuran).toBeLessThan(sent.length / 1.5)
  await page.setInputFiles('input[type=file]', photo)
  await page.getByText(/Foto dikecilkan dari .* menjadi/).waitFor()
  expect(await axe(page)).toEqual([])
  await noSidewaysScroll(page)
})

for (const width of [390, 1280])
  screen.visit(`without script at ${width}: from the correction to the page and back, nothing lost`, async ({ siti, open }) => {
    const page = await open('/formulir/data-utama', { width, javaScriptEnabled: false })
    const row = page.locator('[id="nama-baris"]')
    await answer(page, 'nama', 'Tidak sesuai')
    await row.getByRole('textbox').first().fill('SITI RAHAYU ULFA')
    await row.getByRole('button', { name: /Lampirkan berkas pendukung/ }).click()
    await page.setInputFiles('input[type=file]', scan)
    await page.getByRole('button', { name: 'Lampirkan' }).click()
    await page.getByText('Sedang diperiksa').first().waitFor()
    expect(await axe(page)).toEqual([])
    await noSidewaysScroll(page)
    await checkFile(screen.s.ctx, (await sizes(siti.nip))[0]!)
    await page.getByRole('link', { name: /Kembali ke Data Utama/ }).click()
    await row.getByRole('link', { name: 'SK Pangkat.pdf' }).waitFor()
    expect(await row.getByRole('textbox').first().inputValue()).toBe('SITI RAHAYU ULFA')
    expect(await axe(page)).toEqual([])
  })
