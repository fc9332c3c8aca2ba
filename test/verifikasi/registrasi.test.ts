// The registration check: own agency only, never oneself, once, with event and mail.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { beforeAll, expect, test } from 'vitest'
import { countRegistrations, tokenOf } from '../../src/features/verifikasi/registrasi.ts'
import { useDatabase } from '../harness.ts'
import { addPns, get, KEBUMEN, makeScene, post, type PnsOptions, type Scene } from './scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})

const waiting = (o: PnsOptions = {}) => addPns(s, { status: 'menunggu_verifikasi_registrasi', ...o })
const card = (nip: string, who = 'lina') => `/verifikasi/registrasi/${tokenOf(s.ctx, s.staff[who]!, nip)}`
const account = async (nip: string) =>
  (
    await sql<{
      status: string
      alasan_tolak: string | null
      diputus_oleh: string | null
      versi: number
    }>`select status, alasan_tolak, diputus_oleh, versi from akun where nip = ${nip}`.execute(t.owner.db)
  ).rows[0]!
const kinds = async (nip: string) =>
  (await sql<{ jenis: string }>`select jenis from peristiwa where nip = ${nip} order by urut`.execute(t.owner.db)).rows.map((r) => r.jenis)

test('the queue: own agency, exact count, oldest first; the flag of another NIK', async () => {
  const a = await waiting({ nama: 'ANI BARU' })
  await waiting({ nama: 'BUDI BARU' })
  await waiting({ nama: 'KEBUMEN BARU', instansi: KEBUMEN })
  await sql`update akun set nik_berbeda = true where nip = ${a.nip}`.execute(t.owner.db)
  const { body } = await get(s, s.staff.lina!, '/verifikasi/registrasi')
  expect(body).toContain('2 registrasi')
  expect(body).toContain('NIK berbeda')
  expect(body.indexOf('Ani Baru')).toBeLessThan(body.indexOf('Budi Baru'))
  expect(body).not.toContain('Kebumen Baru')
  expect(body.match(/href="[^"]*"/g)!.join()).not.toContain(a.nip)
  expect(await countRegistrations(t.db, s.staff.wati!)).toBe(1)
})

test.each(['endang', 'helpi', 'tono'])('%s has no registration desk', async (who) => {
  expect((await get(s, s.staff[who]!, '/verifikasi/registrasi')).statusCode).toBe(403)
})

test('a search hit opens the card; data in full, one read on record', async () => {
  const p = await waiting({ nama: 'CARI SAYA' })
  for (const q of [p.nomor.toLowerCase(), p.nip, 'cari say']) {
    const r = await post(s, s.staff.lina!, '/verifikasi/registrasi/cari', { q })
    expect(String(r.headers.location)).toMatch(/^\/verifikasi\/registrasi\/v1\./)
    expect(String(r.headers.location)).not.toContain(p.nip)
  }
  const page = await get(s, s.staff.lina!, card(p.nip))
  expect(page.body).toContain('3306 0514 0376 0003')
  expect(await kinds(p.nip)).toEqual(['dibaca'])
  expect((await post(s, s.staff.wati!, '/verifikasi/registrasi/cari', { q: p.nomor })).body).toContain('Tidak ada registrasi yang cocok')
})

test('Setujui opens the account: state, who, event, one mail', async () => {
  const p = await waiting()
  const before = await account(p.nip)
  const r = await post(s, s.staff.lina!, `${card(p.nip)}/setujui`, { versi: before.versi })
  expect(r.headers.location).toContain('diputus=setujui')
  expect(await account(p.nip)).toEqual({
    status: 'aktif',
    alasan_tolak: null,
    diputus_oleh: s.staff.lina!.id,
    versi: before.versi + 1,
  })
  expect(await kinds(p.nip)).toEqual(['registrasi-diterima'])
  const { rows } = await t.owner.pool.query(`select payload from graphile_worker._private_jobs where payload::text like '%' || $1 || '%'`, [p.nip])
  expect(rows).toEqual([{ payload: { jenis: 'registrasi-diterima', nip: p.nip } }])
})

test('Tolak wants a reason, typed or ready-made', async () => {
  const p = await waiting()
  const { versi } = await account(p.nip)
  expect((await post(s, s.staff.lina!, `${card(p.nip)}/tolak`, { versi })).statusCode).toBe(422)
  expect((await account(p.nip)).status).toBe('menunggu_verifikasi_registrasi')
  await post(s, s.staff.lina!, `${card(p.nip)}/tolak`, { versi, templat: 'Tidak dikenal.' })
  expect(await account(p.nip)).toMatchObject({ status: 'registrasi_ditolak', alasan_tolak: 'Tidak dikenal.' })
  expect(await kinds(p.nip)).toContain('registrasi-ditolak')
})

test('stale version, second decision, double press, other agency, made-up address, oneself: no effect', async () => {
  const p = await waiting()
  const { versi } = await account(p.nip)
  const url = `${card(p.nip)}/setujui`
  expect((await post(s, s.staff.lina!, url, { versi: versi + 1 })).statusCode).toBe(409)
  expect((await post(s, s.staff.wati!, `${card(p.nip, 'wati')}/setujui`, { versi })).statusCode).toBe(404)
  expect((await post(s, s.staff.wati!, url, { versi })).statusCode).toBe(404)
  expect((await post(s, s.staff.lina!, '/verifikasi/registrasi/v1.k.abc/setujui', { versi })).statusCode).toBe(404)
  expect((await post(s, s.staff.lina!, `${card(p.nip)}/hapus`, { versi })).statusCode).toBe(409)
  expect((await account(p.nip)).versi).toBe(versi)
  const body = { versi, _kunci: uuidv7() }
  const twice = await Promise.all([post(s, s.staff.lina!, url, body), post(s, s.staff.lina!, url, body)])
  expect(twice.map((r) => r.statusCode)).toEqual([303, 303])
  expect((await post(s, s.staff.lina!, `${card(p.nip)}/tolak`, { versi: versi + 1, alasan: 'x' })).statusCode).toBe(409)
  expect(await kinds(p.nip)).toEqual(['registrasi-diterima'])

  const own = await waiting({ nip: s.staff.lina!.nip! })
  expect((await get(s, s.staff.lina!, card(own.nip))).statusCode).toBe(409)
  expect((await post(s, s.staff.lina!, `${card(own.nip)}/setujui`, { versi: 1 })).statusCode).toBe(403)
  expect((await account(own.nip)).status).toBe('menunggu_verifikasi_registrasi')
})
