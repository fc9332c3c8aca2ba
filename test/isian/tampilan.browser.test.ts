// How the form pages look and weigh: no axe violation and no sideways scroll at 390 and 1280 px in every state, and bytes within ui.md 7.
import { sql } from 'kysely'
import type { Page, Response } from 'playwright-core'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { axe, noSidewaysScroll } from '../browser.ts'
import { bannedWords } from '../words.ts'
import { addPerson, autosave, ENDANG, fillAll, forgetLimits, formOf, get, itemOf, PERIODE, post, rowId, sendForm, type Body, type Person } from './adegan.ts'
import { useScreen } from './layar.ts'

const screen = useScreen()
const UTAMA = '/formulir/data-utama'
const GOLONGAN = '/formulir/riwayat-golongan'
const JABATAN = '/formulir/riwayat-jabatan'
const LONG = 'Kepala Subbagian Perencanaan, Evaluasi, dan Pelaporan Kepegawaian Daerah pada Dinas Pendidikan dan Kebudayaan'
const alamat = (versi: number, text: string): Body => ({ alamat__cek: 'ubah', alamat__versi: versi, alamat: text })
const newPost: Body = { _versi: 0, jenis_jabatan: '4', instansi_kerja: 'Pemerintah Kab. Purworejo', instansi_kerja__id: '6422', unor: LONG, unor__usul: '1', jabatan_fungsional_umum: 'Pengadministrasi Umum',
  jabatan_fungsional_umum__id: 'JFU001', tmt_jabatan: '01-04-2002', tanggal_sk: '01-03-2002', nomor_sk: '821.2/1234567890/SIM/PURWOREJO/2002/TAMBAHAN-SANGAT-PANJANG' }

let siti: Person
beforeAll(async () => {
  siti = await addPerson(screen.s, 'SITI RAHAYU KUSUMANINGTYAS WIDYANINGRUM')
})
afterEach(() => forgetLimits(screen.s))

let pictures = 0

/** Both widths in one page. GAMBAR=<folder> keeps the pictures. */
async function inspect(page: Page): Promise<void> {
  for (const width of [390, 1280]) {
    // As high as the page: what the save bar covers for a moment is no fault of what lies under it.
    await page.setViewportSize({ width, height: 4000 })
    expect([page.url(), width, await axe(page)]).toEqual([page.url(), width, []])
    await noSidewaysScroll(page)
    if (process.env.GAMBAR) await page.screenshot({ path: `${process.env.GAMBAR}/${new URL(page.url()).pathname.replace(/\W+/g, '-').slice(0, 60)}-${++pictures}-${width}.png`, fullPage: true })
  }
  expect(bannedWords(await page.locator('main').innerText())).toEqual([])
}

async function inspectAll(p: Person, paths: readonly string[]): Promise<void> {
  const page = await screen.open(p, paths[0]!)
  for (const path of paths) {
    await page.goto(screen.base + path)
    await inspect(page)
  }
  await page.context().close()
}

/** An answer to a POST, shown under the address it has. */
async function inspectAnswer(p: Person, path: string, body: Body, status: number): Promise<void> {
  const answer = await post(screen.s, p, path, body)
  expect([path, answer.statusCode]).toEqual([path, status])
  const page = await screen.open(p, '/healthz')
  await page.route(screen.base + path, (route) => route.fulfill({ status, contentType: 'text/html; charset=utf-8', body: answer.body }))
  await page.goto(screen.base + path)
  await inspect(page)
  await page.context().close()
}

describe('no axe violation, nothing scrolls sideways, no foreign word', () => {
  test('empty: nobody has answered anything yet', () => inspectAll(siti, ['/formulir', UTAMA, '/formulir/data-posisi', GOLONGAN, JABATAN, `${JABATAN}/baru`, '/formulir/kirim', '/formulir/status', '/cari/unor?kembali=/formulir/data-posisi&medan=unor', '/cari/unor?q=dinas']), 90_000)

  test('filled: corrections, an added row, a deleted one, a konsep; then sent', async () => {
    const { s } = screen
    const budi = await addPerson(s, 'BUDI SANTOSO')
    await fillAll(s, budi)
    await post(s, budi, UTAMA, alamat((await itemOf(s, budi, 'alamat')).versi, `${LONG} ${'x'.repeat(60)}`))
    await post(s, budi, `${JABATAN}/${uuidv7()}`, { ...newPost, _aksi: 'simpan', _yakin: '1' })
    await post(s, budi, `${GOLONGAN}/${rowId(budi, 'g2')}/hapus`, { _versi: (await itemOf(s, budi, rowId(budi, 'g2'))).versi })
    await inspectAll(budi, ['/formulir?tampil=nomor', `${UTAMA}?tampil=nik`, GOLONGAN, JABATAN, `${GOLONGAN}/${rowId(budi, 'g1')}`, `${GOLONGAN}/${rowId(budi, 'g1')}/hapus`, '/formulir/kirim'])
    await autosave(s, budi, `${JABATAN}/${rowId(budi, 'j1')}`, { ...newPost, _versi: (await itemOf(s, budi, rowId(budi, 'j1'))).versi, nomor_sk: '' })
    await inspectAll(budi, [JABATAN, `${JABATAN}/${rowId(budi, 'j1')}`, '/formulir/kirim'])
    const cindy = await addPerson(s, 'CINDY')
    await fillAll(s, cindy)
    await sendForm(s, cindy)
    await inspectAll(cindy, ['/formulir', UTAMA, GOLONGAN, '/formulir/kirim', '/formulir/status'])
  }, 120_000)

  test('with faults: sentences, conflict, confirmation, refusals', async () => {
    const { s } = screen
    const dewi = await addPerson(s, 'DEWI')
    await inspectAnswer(dewi, UTAMA, { ...alamat(0, 'x'.repeat(400)), tempat_lahir__cek: 'ubah', tempat_lahir: 'tidak ada', tanggal_lahir__cek: 'ubah', tanggal_lahir: '15-03-1976', agama__cek: 'ubah', npwp__cek: 'sesuai' }, 422)
    await inspectAnswer(dewi, '/formulir/data-posisi', { lokasi_kerja__cek: 'ubah', jenis_lokasi: 'LN', unor__cek: 'ubah', unor: LONG, verifikator_level_1__cek: 'sesuai' }, 422)
    await inspectAnswer(dewi, UTAMA, { tempat_lahir__cek: 'ubah', tempat_lahir: 'purworejo', _cari: 'tempat_lahir' }, 200)
    await post(s, dewi, UTAMA, { ...alamat((await itemOf(s, dewi, 'alamat')).versi, 'Jl. Satu') })
    await inspectAnswer(dewi, UTAMA, alamat(0, 'Jl. Dua'), 409)
    await inspectAnswer(dewi, UTAMA, { _aksi: 'semua', agama__versi: (await itemOf(s, dewi, 'agama')).versi, nama__versi: 0 }, 200)
    const at = `${JABATAN}/${uuidv7()}`
    await inspectAnswer(dewi, at, { _versi: 0, _aksi: 'simpan', unor: LONG, tmt_jabatan: '31-02-2001' }, 422)
    await inspectAnswer(dewi, at, { ...newPost, _versi: 1, tanggal_sk: '01-01-1999', _aksi: 'simpan' }, 422)
    await inspectAnswer(dewi, at, { ...newPost, _versi: 2, _aksi: 'simpan' }, 200)
    await inspectAnswer(dewi, at, { ...newPost, _versi: 3, _aksi: 'batal' }, 200)
    await inspectAnswer(dewi, `${GOLONGAN}/tidak-ada`, { _aksi: 'simpan' }, 404)
    await fillAll(s, dewi).catch(() => {})
    const eka = await addPerson(s, 'EKA')
    await fillAll(s, eka)
    await inspectAnswer(eka, '/formulir/kirim', { _versi: 1 }, 422)
  }, 120_000)

  test('returned by a verifier: a value and a row, one of them repaired', async () => {
    const { s } = screen
    const fitri = await addPerson(s, 'FITRI')
    await fillAll(s, fitri)
    await post(s, fitri, UTAMA, alamat((await itemOf(s, fitri, 'alamat')).versi, 'Jl. Baru'))
    await post(s, fitri, `${GOLONGAN}/${rowId(fitri, 'g2')}/hapus`, { _versi: (await itemOf(s, fitri, rowId(fitri, 'g2'))).versi })
    await sendForm(s, fitri)
    for (const [bagian, kunci] of [['data-utama', 'alamat'], ['riwayat-golongan', rowId(fitri, 'g2')]])
      await sql`insert into keputusan (nip, periode, bagian, kunci, putaran, level, putusan, alasan, versi_item, petugas_id, final_pada)
        values (${fitri.nip}, ${PERIODE}, ${bagian}, ${kunci}, 1, 'level_1', 'kembalikan', ${`Berkas tidak terbaca. ${LONG}`}, ${(await itemOf(s, fitri, kunci!)).versi}, ${ENDANG}, clock_timestamp())`.execute(s.t.owner.db)
    await sql`update formulir set status = 'perbaikan', pengembali = 'level_1' where nip = ${fitri.nip}`.execute(s.t.owner.db)
    await inspectAll(fitri, ['/formulir', '/formulir/perbaikan', UTAMA, GOLONGAN, `${GOLONGAN}/${rowId(fitri, 'g2')}`, '/formulir/status', '/formulir/kirim'])
    await post(s, fitri, UTAMA, alamat((await itemOf(s, fitri, 'alamat')).versi, 'Jl. Lebih Baru'))
    expect((await formOf(s, fitri)).row!.status).toBe('perbaikan')
    await inspectAll(fitri, [UTAMA, '/formulir/kirim'])
  }, 90_000)
})

/** Bytes on the wire by kind of content, of everything a page asked for. */
async function weigh(page: Page, path: string): Promise<Record<string, number>> {
  const bytes: Record<string, number> = {}
  const done: Promise<void>[] = []
  const listen = (response: Response) =>
    done.push(response.request().sizes().then(({ responseBodySize }) => {
      const kind = /text\/(html|css|javascript)/.exec(response.headers()['content-type'] ?? '')?.[1] ?? 'other'
      bytes[kind] = (bytes[kind] ?? 0) + (response.fromServiceWorker() ? 0 : responseBodySize)
    }))
  page.on('response', listen)
  await page.goto(screen.base + path, { waitUntil: 'networkidle' })
  page.off('response', listen)
  await Promise.all(done)
  return bytes
}

test('weight: first view at most 40 KB, the next page at most 13 KB, each part within its own budget (ui.md 7)', async () => {
  const { s } = screen
  const gita = await addPerson(s, 'GITA')
  for (let i = 0; i < 20; i++) await autosave(s, gita, `${JABATAN}/${uuidv7()}`, { ...newPost, nomor_sk: `SK ${i}` })
  for (const first of [UTAMA, '/formulir/data-posisi', JABATAN]) {
    const page = await screen.open(gita, '/healthz')
    const view = await weigh(page, first)
    const sum = (v: Record<string, number>) => Object.values(v).reduce((a, b) => a + b, 0)
    expect({ path: first, html: view.html! <= 12_288, css: view.css! <= 10_240, javascript: view.javascript! <= 15_360, sum: sum(view) <= 40_960 }).toEqual({ path: first, html: true, css: true, javascript: true, sum: true })
    const next = await weigh(page, '/formulir/riwayat-golongan')
    expect([first, sum(next) <= 13_312]).toEqual([first, true])
    await page.context().close()
  }
  // A browser that knows only gzip gets no more.
  const gzip = await get(s, gita, UTAMA, { 'accept-encoding': 'gzip' })
  expect([gzip.headers['content-encoding'], gzip.rawPayload.length <= 12_288]).toEqual(['gzip', true])
})
