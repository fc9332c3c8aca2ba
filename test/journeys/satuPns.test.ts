// The one test that says it works: one person through every state of every item and all levels, with and without script;
// afterwards the official rows equal the expected file exactly.
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { fromColumns } from '../../src/form/values.ts'
import { sections } from '../../src/sections/index.ts'
import { findBrokenChains } from '../../src/workflow/events.ts'
import { axe, launch, newPage, noSidewaysScroll } from '../browser.ts'
import { startWorld, type World } from './dunia.ts'
import {
  isiDataPosisi,
  isiDataUtama,
  isiKeluarga,
  isiKuesioner,
  isiRiwayatGolongan,
  isiRiwayatJabatan,
  isiRiwayatLain,
  kirim,
  masuk,
  NIP,
  perbaikiLevel1,
  perbaikiLevel3,
  registrasi,
  type Pns,
} from './pns.ts'
import { pegang, putuskan, setujuiRegistrasi } from './petugas.ts'

const expected = JSON.parse(readFileSync(new URL('diterima.json', import.meta.url), 'utf8')) as unknown
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const steady = (id: unknown) => (String(id).length === 36 ? 'baru' : id)

/** A child names the row of its other parent. */
const withSteadyRows = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([key, v]) => [key, v !== null && typeof v === 'object' && 'id' in v ? { ...v, id: steady(v.id) } : v]))

/** Official rows as people read them; ids of added rows are made anew each time. */
async function officialRows(w: World): Promise<unknown> {
  const out: Record<string, unknown> = {}
  for (const s of sections) {
    const { rows } = await sql<
      Record<string, unknown>
    >`select * from ${sql.table(s.table)} where nip = ${NIP} order by ${s.sort ? sql.ref(s.sort) : sql.lit(1)}`.execute(w.owner.db)
    out[s.code] = rows.map((r) => ({ ...(s.rows === 'many' && { id: steady(r.id) }), ...withSteadyRows(fromColumns(w.ctx.keys, s, NIP, r)) }))
  }
  return out
}

const statusNow = async (w: World) => (await sql<{ status: string }>`select status from formulir where nip = ${NIP}`.execute(w.owner.db)).rows[0]!.status

async function journey(w: World, js: boolean): Promise<void> {
  const open = (width: number) => newPage(browser, width, { javaScriptEnabled: js })
  const p: Pns = { page: await open(390), w, js }
  p.page.setDefaultTimeout(30_000)
  const nomor = await registrasi(p)
  await setujuiRegistrasi(w, await open(1280), nomor)
  await masuk(p, nomor)
  await isiKeluarga(p)
  await isiRiwayatLain(p)
  await isiDataUtama(p)
  await isiRiwayatGolongan(p)
  await isiRiwayatJabatan(p)
  await isiDataPosisi(p)
  await isiKuesioner(p)
  await kirim(p, true)

  const level1 = await open(1280)
  await pegang(w, level1, 'endang', true)
  await look(level1)
  await putuskan(level1, {
    'data-utama.tempat_lahir': 'Pilih kabupaten atau kota dari daftar.',
    'data-utama.kartu_pegawai': 'Nomor Karpeg pada kartu berbeda.',
    [`riwayat-golongan.${await addedRow(w)}`]: 'Nomor SK tidak sama dengan salinan SK.',
  })
  expect(await statusNow(w)).toBe('perbaikan')
  await perbaikiLevel1(p)
  await kirim(p)
  expect(await statusNow(w)).toBe('level_1')
  await pegang(w, level1, 'endang', false)
  await putuskan(level1)
  expect(await statusNow(w)).toBe('level_2')

  const level2 = await open(1280)
  await pegang(w, level2, 'bambang', true)
  await putuskan(level2)
  expect(await statusNow(w)).toBe('level_3')

  const level3 = await open(1280)
  await pegang(w, level3, 'kartika', true)
  await putuskan(level3, { 'data-utama.gelar_belakang': 'Gelar pada ijazah M.M.' })
  await perbaikiLevel3(p)
  await kirim(p)
  expect(await statusNow(w)).toBe('level_3')
  await pegang(w, level3, 'kartika', false)
  await putuskan(level3)
  expect(await statusNow(w)).toBe('diterima')

  expect(await officialRows(w)).toEqual(expected)
  expect(await findBrokenChains(w.owner.db)).toEqual([])
  await p.page.goto(`${w.base}/formulir/status`)
  await p.page.getByText('Diterima').first().waitFor()
  await look(p.page)
}

async function look(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([])
  await noSidewaysScroll(page)
}

const addedRow = async (w: World) =>
  (await sql<{ kunci: string }>`select kunci from usulan where nip = ${NIP} and bagian = 'riwayat-golongan' and tindakan = 'tambah'`.execute(w.owner.db))
    .rows[0]!.kunci

describe('satu PNS sampai diterima', () => {
  it.each([
    ['dengan', true],
    ['tanpa', false],
  ])('%s JavaScript', { timeout: 180_000 }, async (_name, js) => {
    const w = await startWorld()
    try {
      await journey(w, js)
    } finally {
      await w.close()
    }
  })
})
