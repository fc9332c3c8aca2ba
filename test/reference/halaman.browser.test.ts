// The search pages for those without script: every list, the tree with units of the past, by keyboard, axe silent.
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { findSection } from '../../src/sections/index.ts'
import { lists } from '../../src/reference/index.ts'
import { axe, noSidewaysScroll } from '../browser.ts'
import { addPerson, forgetLimits, get, type Person } from '../isian/adegan.ts'
import { useScreen } from '../isian/layar.ts'
import { bannedWords } from '../words.ts'
import { fillLongLists } from './daftarBesar.ts'

const screen = useScreen()
const PAST = '/formulir/riwayat-jabatan/baru'
let siti: Person

beforeAll(async () => {
  await fillLongLists(screen.s.t.owner.pool)
  await screen.s.t.owner.pool.query("update ref_unor set aktif = false where nama = 'Dinas Sosial'")
  siti = await addPerson(screen.s, 'SITI RAHAYU')
})

afterEach(() => forgetLimits(screen.s))

async function inspect(page: Page): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 })
    expect([page.url(), width, await axe(page)]).toEqual([page.url(), width, []])
    await noSidewaysScroll(page)
  }
  expect(bannedWords(await page.locator('main').innerText())).toEqual([])
}

const address = (daftar: string, params: Record<string, string>) => `/cari/${daftar}?${new URLSearchParams(params).toString()}`

test.each(lists.map((l) => l.code))('%s has a page, empty and with a search', async (daftar) => {
  for (const path of [`/cari/${daftar}`, address(daftar, { q: 'pe' })]) {
    const answer = await get(screen.s, siti, path)
    expect([path, answer.statusCode]).toEqual([path, 200])
  }
})

test('nothing to complain about, without script', async () => {
  const paths = [
    address('sekolah', { kembali: '/formulir/data-guru/baru', medan: 'sekolah_induk' }),
    address('sekolah', { kembali: '/formulir/data-guru/baru', medan: 'sekolah_induk', q: 'sdn bener' }),
    address('unit_kesehatan', { q: 'puskesmas', jenis: 'PKM' }),
    address('mata_pelajaran', { jenis: 'KELAS' }),
    address('pendidikan', { q: 'zzzz' }),
    address('unor', { kembali: PAST, medan: 'unor' }),
  ]
  const page = await screen.open(siti, paths[0]!, { javaScriptEnabled: false })
  for (const path of paths) {
    await page.goto(screen.base + path)
    await inspect(page)
  }
  await page.context().close()
}, 60_000)

test('by keyboard alone: search, choose, and back in the form with the choice', async () => {
  const page = await screen.open(siti, address('unit_kesehatan', { kembali: '/formulir/data-posisi', medan: 'unor' }), { javaScriptEnabled: false })
  await page.getByLabel('Nama Unit Kesehatan').focus()
  await page.keyboard.type('pkm bener 1')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=pkm/)
  expect(new URL(page.url()).searchParams.get('medan')).toBe('unor')
  await page.getByLabel('Nama Unit Kesehatan').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Pilih Puskesmas Bener I')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/formulir\/data-posisi\?medan=unor&pilih=/)
  await page.context().close()
})

test('units of the past stand in the tree and the search of past posts, marked; not elsewhere', async () => {
  const shown = async (path: string) => (await get(screen.s, siti, path)).body.includes('>Dinas Sosial<')
  expect(findSection('riwayat-jabatan')!.fields.unor!.scopeField).toBeDefined()
  expect(await shown(address('unor', { kembali: PAST, medan: 'unor' }))).toBe(true)
  expect(await shown(address('unor', { kembali: PAST, medan: 'unor', q: 'dinas sosial' }))).toBe(true)
  expect((await get(screen.s, siti, address('unor', { kembali: PAST, medan: 'unor' }))).body).toContain('tidak dipakai lagi')
  expect(await shown(address('unor', { kembali: '/formulir/data-posisi', medan: 'unor' }))).toBe(false)
  expect(await shown(address('unor', { kembali: '/formulir/data-posisi', medan: 'unor', q: 'dinas sosial' }))).toBe(false)
})

test('units of another agency for a past post there', async () => {
  const answer = await get(screen.s, siti, address('unor', { kembali: PAST, medan: 'unor', dalam: '6423' }))
  const own = await get(screen.s, siti, address('unor', { kembali: PAST, medan: 'unor' }))
  const ids = (body: string) => [...body.matchAll(/pilih=([0-9a-f]{32})/g)].map((m) => m[1])
  expect(ids(answer.body).length).toBeGreaterThan(10)
  expect(ids(answer.body).some((id) => ids(own.body).includes(id))).toBe(false)
})

test('the combobox gets the same as JSON', async () => {
  const answer = await get(screen.s, siti, '/cari/sekolah?q=sdn+1+bener', { accept: 'application/json' })
  const { hasil } = JSON.parse(answer.body) as { hasil: { nama: string; ket: string }[] }
  expect(hasil[0]).toMatchObject({ nama: 'SD Negeri 1 Bener', ket: 'Kec. Bener, Kab. Purworejo' })
})
