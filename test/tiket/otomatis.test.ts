// Tickets that open by themselves: one for everybody who asks for the same text, shown beside the field, ended by the decision.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cleanUp } from '../../src/jobs/cleanup.ts'
import { closePdf } from '../../src/pdf/render.ts'
import { showTiket } from '../../src/tiket/track.ts'
import { useDatabase } from '../harness.ts'
import { text } from '../pendaftaran/scene.ts'
import { decide, itemIn, makeDesk, person, runFilling, send, type, type Scene } from '../referensi/adegan.ts'
import { PURWOREJO, unit } from '../verifikasi/scene.ts'
import { browser, EXAMPLES, openOne, ticket } from './adegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeDesk(t)
})
afterAll(closePdf)
beforeEach(async () => {
  await sql`delete from batas`.execute(t.owner.db)
})

const openTickets = async (): Promise<string[]> =>
  (await sql<{ nomor: string }>`select nomor from tiket where asal = 'otomatis' and status <> 'selesai' order by dibuat`.execute(t.owner.db)).rows.map(
    (r) => r.nomor,
  )

test('two people who type the same get one ticket, its number beside the field; mapping ends it with an answer for both', async () => {
  const [siti, budi, lain] = [await person(s), await person(s), await person(s)]
  await type(s, siti, 'unor', 'UPTD Pasar Kutoarjo')
  await type(s, budi, 'unor', 'uptd pasar  kutoarjo')
  const [nomor, ...more] = await openTickets()
  expect(more).toEqual([])
  expect(await ticket(s, nomor!)).toMatchObject({
    kategori: 'referensi-unit-organisasi',
    nip: null,
    instansi_id: PURWOREJO,
    tingkat: 2,
    isi: { teks: 'UPTD Pasar Kutoarjo' },
    konteks: { daftar: 'unor', teks: 'UPTD Pasar Kutoarjo' },
  })
  for (const p of [siti, budi]) {
    const page = await browser(s, p).get('/formulir/data-posisi')
    expect(text(page)).toMatch(new RegExp(`Menunggu referensi *Tiket ${showTiket(nomor!)} · Cetak Bukti Tiket`))
    expect((await browser(s, p).get(`/bantuan/tiket/${nomor}`)).statusCode).toBe(200)
    expect((await browser(s, p).get(`/cetak/tiket/${nomor}`)).headers['content-type']).toBe('application/pdf')
    expect(text(await browser(s, p).get('/bantuan/laporan-saya'))).toContain(showTiket(nomor!))
  }
  expect((await browser(s, lain).get(`/bantuan/tiket/${nomor}`)).statusCode).toBe(404)
  expect((await decide(s, s.ops.helpi, 'UPTD Pasar Kutoarjo', 'petakan', { entri: unit.dinas })).statusCode).toBe(303)
  expect(await openTickets()).toEqual([])
  const p = browser(s)
  await p.get('/cek-status/laporan')
  const tracked = text(await p.post('/cek-status/laporan', { nomor_tiket: nomor! }))
  expect(tracked).toContain('Selesai')
  expect(tracked).toContain('sudah ada di daftar sebagai “Dinas Pendidikan')
  await runFilling(s)
  expect(text(await browser(s, siti).get('/formulir/data-posisi'))).not.toContain(showTiket(nomor!))
})

test('refusing ends it with the reason; adding with the new entry; deciding again says so again', async () => {
  const siti = await person(s)
  await type(s, siti, 'tempat_lahir', 'Dusun Krajan')
  const [place] = await openTickets()
  expect(await ticket(s, place!)).toMatchObject({ kategori: 'referensi-lokasi', instansi_id: null, tingkat: 4 })
  await decide(s, s.ops.pusat, 'Dusun Krajan', 'tolak', { alasan: 'Tulis nama kecamatan.' })
  expect((await ticket(s, place!)).status).toBe('selesai')
  await decide(s, s.ops.pusat, 'Dusun Krajan', 'petakan', { entri: '33.06' })
  const p = browser(s)
  await p.get('/cek-status/laporan')
  const tracked = text(await p.post('/cek-status/laporan', { nomor_tiket: place! }))
  expect(tracked).toMatch(/tidak ditambahkan ke daftar: Tulis nama kecamatan\..*sudah ada di daftar/)
  await type(s, siti, 'unor', 'UPTD Pasar Grabag')
  const [added] = await openTickets()
  await decide(s, s.ops.helpi, 'UPTD Pasar Grabag', 'tambahkan', { nama: 'UPTD Pasar Grabag' })
  expect((await ticket(s, added!)).status).toBe('selesai')
})

test('exempt from the limit of open tickets, and nobody may write into the ticket of all', async () => {
  const siti = await person(s)
  for (let i = 0; i < 5; i++) await openOne(browser(s, siti), 'data-sekolah', { teks: `${EXAMPLES['data-sekolah']!.teks} ${i}` })
  await type(s, siti, 'unor', 'UPTD Pasar Bruno')
  const [nomor] = await openTickets()
  const p = browser(s, siti)
  expect((await p.get(`/bantuan/tiket/${nomor}`)).body).not.toContain('Tambahkan keterangan')
  await p.get('/cek-status/laporan')
  expect((await p.post(`/bantuan/tiket/${nomor}/balas`, { isi: 'x', _versi: '1' })).statusCode).toBe(404)
})

test('taken back by all: the nightly job ends it; asked for again, a new one opens', async () => {
  const siti = await person(s)
  await type(s, siti, 'unor', 'UPTD Pasar Pituruh')
  const nomor = (await openTickets()).at(-1)!
  await cleanUp(s.ctx.db)
  expect((await ticket(s, nomor)).status).toBe('baru')
  await send(s, siti, '/formulir/data-posisi', { unor__cek: 'sesuai', unor__versi: (await itemIn(s, siti, 'unor')).versi, _aksi: 'simpan' })
  await cleanUp(s.ctx.db)
  expect(await ticket(s, nomor)).toMatchObject({ status: 'selesai', hasil: 'ditarik' })
  await type(s, siti, 'unor', 'UPTD Pasar Pituruh')
  expect((await openTickets()).at(-1)).not.toBe(nomor)
})
