// Every section in every state: empty, being added, faulty, saved, to be deleted, returned. No axe violation, nothing scrolls sideways.
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { propose, editForm, newItem } from '../../src/form/edit.ts'
import { getSectionData } from '../../src/form/form.ts'
import { sections } from '../../src/sections/index.ts'
import { axe, noSidewaysScroll } from '../browser.ts'
import { realExample } from '../contoh.ts'
import { bannedWords } from '../words.ts'
import { addPerson, ENDANG, forgetLimits, formOf, PERIODE, post, PURWOREJO, unit, type Person } from './adegan.ts'
import { useScreen } from './layar.ts'

const screen = useScreen()
const histories = sections.filter((s) => s.rows === 'many')

/** A teacher and a doctor by a post they add themselves: a section for some people follows the present proposals. */
const POSTS = { guru: ['JFT001-1', 'Guru Pertama'], dokter: ['', 'Dokter Pertama'] } as const
let guru: Person
let dokter: Person
let page: Page
let other: Page

beforeAll(async () => {
  const { rows } = await sql<{ id: string }>`select id from ref_jabatan_fungsional where nama = ${POSTS.dokter[1]}`.execute(screen.s.t.db)
  guru = await withPost('SITI GURU', POSTS.guru[0], POSTS.guru[1])
  dokter = await withPost('BUDI DOKTER', rows[0]!.id, POSTS.dokter[1])
  page = await screen.open(guru, '/formulir')
  other = await screen.open(dokter, '/formulir')
})
afterAll(async () => {
  await page.context().close()
  await other.context().close()
})

async function withPost(nama: string, id: string, jabatan: string): Promise<Person> {
  const p = await addPerson(screen.s, nama)
  await editForm(screen.s.ctx.db, screen.s.ctx.keys, p.nip, PERIODE, (e) =>
    propose(e, newItem(e.form, 'riwayat-jabatan', uuidv7()), 0, {
      jenis_jabatan: { id: '2', nama: 'Fungsional Tertentu' }, instansi_kerja: { id: PURWOREJO, nama: 'Pemerintah Kab. Purworejo' }, unor: { id: unit.sekolah, nama: 'SMP Negeri 7 Purworejo' },
      nama_jabatan_struktural: null, eselon: null, jabatan_fungsional: { id, nama: jabatan }, jabatan_fungsional_umum: null,
      tmt_jabatan: '2006-03-01', tanggal_sk: '2006-02-20', nomor_sk: '821/2/2006', tmt_pelantikan: null,
    }),
  )
  return p
}

beforeEach(() => sql`update formulir set status = 'draf', pengembali = null`.execute(screen.s.t.owner.db))

const personFor = (code: string): [Person, Page] => (code === 'data-dokter' ? [dokter, other] : [guru, page])

/** On a phone always, on a desk where the layout differs. */
async function inspect(at: Page, what: string): Promise<void> {
  // As high as the page: what the save bar covers for a moment is no fault of the field under it.
  for (const width of /tambah|terisi/.test(what) ? [390, 1280] : [390]) {
    await at.setViewportSize({ width, height: 4000 })
    expect([what, width, await axe(at)]).toEqual([what, width, []])
    await noSidewaysScroll(at)
    if (process.env.GAMBAR) await at.screenshot({ path: `${process.env.GAMBAR}/${what.replace(/\W+/g, '-')}-${width}.png`, fullPage: true })
  }
  expect(bannedWords(await at.locator('main').innerText())).toEqual([])
}

describe.each(histories.map((s) => [s.code, s] as const))('%s', (code, s) => {
  const kunci = uuidv7()
  const open = async (path: string, what: string) => {
    const [, at] = personFor(code)
    await at.goto(screen.base + path)
    await inspect(at, `${code} ${what}`)
  }

  test('empty, and a row being added', async () => {
    await open(`/formulir/${code}`, '1 kosong')
    await open(`/formulir/${code}/${kunci}`, '2 tambah')
  })

  test('faulty: each fault in the summary leads to its field', async () => {
    const [p, at] = personFor(code)
    const path = `${screen.base}/formulir/${code}/${uuidv7()}`
    await forgetLimits(screen.s)
    const answer = await post(screen.s, p, new URL(path).pathname, { _versi: 0, _aksi: 'simpan', ...Object.fromEntries(Object.keys(s.fields).map((key) => [key, 'x'])) })
    expect(answer.statusCode).toBe(422)
    await at.route(path, (route) => route.fulfill({ status: 422, contentType: 'text/html; charset=utf-8', body: answer.body }))
    await at.goto(path)
    await at.unroute(path)
    await inspect(at, `${code} 3 salah`)
    for (const link of await at.getByRole('alert').locator('a').all()) expect(await at.locator((await link.getAttribute('href'))!).count()).toBe(1)
    await post(screen.s, p, new URL(path).pathname, { _versi: 1, _aksi: 'batal', _yakin: '1' })
  })

  test('saved, opened, to be deleted, returned', async () => {
    const [p] = personFor(code)
    const values = await realExample(screen.s.ctx.db, s, PURWOREJO)
    await editForm(screen.s.ctx.db, screen.s.ctx.keys, p.nip, PERIODE, (e) => propose(e, newItem(e.form, code, kunci), 0, values, 'Sesuai berkas asli.'))
    await open(`/formulir/${code}`, '4 terisi')
    await open(`/formulir/${code}/${kunci}`, '5 ubah')
    await open(`/formulir/${code}/${kunci}/hapus`, '6 hapus')
    const { versi } = getSectionData(await formOf(screen.s, p), code).items.find((i) => i.kunci === kunci)!
    const owner = screen.s.t.owner.db
    await sql`insert into keputusan (nip, periode, bagian, kunci, putaran, level, putusan, alasan, versi_item, petugas_id, final_pada)
      values (${p.nip}, ${PERIODE}, ${code}, ${kunci}, 0, 'level_1', 'kembalikan', 'Berkas tidak terbaca. Serahkan salinan yang jelas.', ${versi}, ${ENDANG}, clock_timestamp())`.execute(owner)
    await sql`update formulir set status = 'perbaikan', pengembali = 'level_1' where nip = ${p.nip}`.execute(owner)
    await open(`/formulir/${code}`, '7 kembali')
    await open(`/formulir/${code}/${kunci}`, '8 perbaiki')
  })
})
