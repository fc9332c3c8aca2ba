// Typing that never reached the server: the tab gives it back, but never on a shared computer, never to somebody else, never against newer data.
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { uuidv7 } from 'uuidv7'
import { barSays, answer, press, row, soon, useScreen } from './layar.ts'
import { post } from './adegan.ts'

const screen = useScreen()
const UTAMA = '/formulir/data-utama'
const KEPT = 'Isian yang belum sempat tersimpan sudah dikembalikan'

const kept = (page: Page) => page.evaluate(() => sessionStorage.getItem('ep-isian'))

/** From now on nothing that the script sends arrives; Simpan of the person does. */
const cut = (page: Page) => page.route('**/formulir/**', (route) => (route.request().method() === 'POST' && !route.request().isNavigationRequest() ? route.abort() : route.continue()))
const mend = (page: Page) => page.unroute('**/formulir/**')

/** Leaves the page as a crash would: nobody is asked. */
async function comeBack(page: Page, path: string): Promise<void> {
  page.removeAllListeners('dialog')
  page.on('dialog', (d) => void d.accept())
  await page.goto(screen.base + path)
}

async function typeAddress(page: Page, text: string): Promise<void> {
  await answer(page, 'alamat', 'Tidak sesuai')
  await page.fill('[name=alamat]', text)
}

screen.visit('a lost line, then the page again: the typing is back, is saved, and the tab forgets it', async ({ open, item }) => {
  const page = await open(UTAMA)
  await cut(page)
  await typeAddress(page, 'Jl. Tanpa Sinyal 1')
  await answer(page, 'tempat_lahir', 'Tidak sesuai')
  await page.fill('[name=tempat_lahir]', 'kebum')
  await page.getByRole('option').first().click()
  await barSays(page, /Tidak ada sambungan/)
  expect(await kept(page)).toContain('Tanpa+Sinyal')
  await mend(page)
  await comeBack(page, UTAMA)
  await page.getByText(KEPT).waitFor()
  expect([await page.inputValue('[name=alamat]'), await row(page, 'alamat').getByRole('radio', { name: 'Tidak sesuai' }).isChecked()]).toEqual(['Jl. Tanpa Sinyal 1', true])
  await barSays(page, /Tersimpan/)
  await soon(async () => (await item('alamat')).proposed?.alamat).toBe('Jl. Tanpa Sinyal 1')
  expect((await item('tempat_lahir')).proposed).toMatchObject({ tempat_lahir: { nama: 'Kab. Kebumen' } })
  await soon(() => kept(page)).toBe(null)
})

screen.visit('a row: its boxes and choices come back too', async ({ open, item }) => {
  const kunci = uuidv7()
  const page = await open(`/formulir/orang-tua/${kunci}`)
  await cut(page)
  await page.getByRole('radio', { name: 'Ibu' }).check()
  await page.getByRole('checkbox', { name: 'PNS', exact: true }).check()
  await page.fill('[name=nama]', 'SUMARNI')
  await barSays(page, /Tidak ada sambungan/)
  await mend(page)
  await comeBack(page, `/formulir/orang-tua/${kunci}`)
  await page.getByText(KEPT).waitFor()
  expect(await page.getByRole('checkbox', { name: 'PNS', exact: true }).isChecked()).toBe(true)
  expect(await page.locator('[name=nip_pns]').isVisible()).toBe(true)
  await soon(async () => (await item(kunci))?.draft).toMatchObject({ hubungan: 'IBU', nama: 'SUMARNI', status_pns: '1' })
})

screen.visit('changed elsewhere meanwhile: the typing comes back and is told apart, the newer value stands', async ({ siti, open, item }) => {
  const page = await open(UTAMA)
  await cut(page)
  await typeAddress(page, 'Jl. Lama 1')
  await barSays(page, /Tidak ada sambungan/)
  await post(screen.s, siti, UTAMA, { alamat__cek: 'ubah', alamat__versi: 0, alamat: 'Jl. Baru 2' })
  await mend(page)
  await barSays(page, /Berubah di tempat lain/)
  await comeBack(page, UTAMA)
  await barSays(page, /Berubah di tempat lain/)
  expect([await page.inputValue('[name=alamat]'), (await item('alamat')).proposed!.alamat]).toEqual(['Jl. Lama 1', 'Jl. Baru 2'])
})

screen.visit('older typing arrived, its answer did not: the newer typing of the same hand is no conflict', async ({ open, item }) => {
  const page = await open(UTAMA)
  await page.route('**/formulir/**', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await cut(page)
    await route.abort()
  })
  await typeAddress(page, 'Jl. Anggrek 1')
  await barSays(page, /Tidak ada sambungan/)
  await page.fill('[name=alamat]', 'Jl. Anggrek 12')
  expect(await kept(page)).toContain('Anggrek+12')
  await page.unrouteAll()
  await comeBack(page, UTAMA)
  await soon(async () => (await item('alamat')).proposed?.alamat).toBe('Jl. Anggrek 12')
  await soon(() => kept(page)).toBe(null)
})

screen.visit('Simpan takes the copy with it, and Batal leaves nothing to come back', async ({ open }) => {
  const kunci = uuidv7()
  const page = await open(`/formulir/bpjs/${kunci}`)
  await page.fill('[name=nama_peserta]', 'SUTRISNO')
  expect(await kept(page)).toContain('SUTRISNO')
  await press(page, 'Batal')
  await press(page, 'Buang')
  expect(await kept(page)).toBe(null)
  await page.goto(`${screen.base}/formulir/bpjs/${kunci}`)
  expect(await page.inputValue('[name=nama_peserta]')).toBe('')
})

screen.visit('on a shared computer nothing is kept in the browser', async ({ siti, open }) => {
  await sql`update sesi set komputer_bersama = true where nip = ${siti.nip}`.execute(screen.s.t.owner.db)
  const page = await open(UTAMA)
  await cut(page)
  await typeAddress(page, 'Jl. Warnet 1')
  await barSays(page, /Tidak ada sambungan/)
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([])
  await mend(page)
  await comeBack(page, UTAMA)
  expect(await page.inputValue('[name=alamat]')).not.toContain('Warnet')
})

screen.visit('after Keluar, and for the next person in the same tab, nothing is left', async ({ open }) => {
  const page = await open(UTAMA)
  await page.evaluate(() => sessionStorage.setItem('ep-isian', JSON.stringify({ '/formulir/data-utama': { nip: '1', body: 'alamat__cek=ubah&alamat__versi=0&alamat=Orang+Lain' } })))
  await comeBack(page, '/formulir/data-posisi')
  await soon(() => kept(page)).toBe(null)
  await page.goto(screen.base + UTAMA)
  await cut(page)
  await typeAddress(page, 'Jl. Rahasia')
  expect(await kept(page)).toContain('Rahasia')
  await barSays(page, /Tidak ada sambungan/)
  await press(page, 'Keluar')
  expect(await kept(page)).toBe(null)
})
