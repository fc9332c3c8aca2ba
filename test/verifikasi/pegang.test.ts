// The lease: of two one wins, it ends by itself, drafts outlive it, and a colleague's forms can be taken over (trust R6).
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../harness.ts'
import { choices, decide, formOf, get, makeScene, post, sendForm, statusOf, twoChanges, type Pns, type Scene } from './scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})

const expire = (p: Pns) => sql`update formulir set dipegang_sampai = clock_timestamp() - interval '1 second' where nip = ${p.nip}`.execute(t.owner.db)
const kinds = async (p: Pns) =>
  (await sql<{ jenis: string }>`select jenis from peristiwa where nip = ${p.nip} order by urut`.execute(t.owner.db)).rows.map((r) => r.jenis)

test('twenty claims at once: one holder, the others read his name', async () => {
  const p = await sendForm(s, { change: twoChanges })
  const staff = [s.staff.endang!, s.staff.bambang!, s.staff.dwi!]
  for (const one of staff) await get(s, one, '/verifikasi')
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => post(s, staff[i % 3]!, `/verifikasi/${p.id}/pegang`)))
  const { pemegang } = (await formOf(s, p.nip)).row!
  const winner = staff.find((x) => x.id === pemegang)!
  expect(answers.filter((r, i) => staff[i % 3] === winner).every((r) => r.statusCode === 303)).toBe(true)
  const losers = answers.filter((_, i) => staff[i % 3] !== winner)
  expect(losers.map((r) => r.statusCode)).toEqual(losers.map(() => 409))
  expect(losers[0]!.body).toContain(winner.nama)
  expect((await kinds(p)).filter((k) => k === 'dibuka')).toHaveLength(1)
})

test('two verifiers decide in the same moment: exactly one decision', async () => {
  const p = await sendForm(s, { change: twoChanges })
  const body = { ...(await choices(s, p.nip)), konfirmasi: '1' }
  const answers = await Promise.all([s.staff.endang!, s.staff.bambang!, s.staff.dwi!].map((who) => post(s, who, `/verifikasi/${p.id}/kirim`, body)))
  expect(answers.map((r) => r.statusCode).sort()).toEqual([303, 409, 409])
  expect((await kinds(p)).filter((k) => k === 'setujui')).toHaveLength(1)
  expect(await statusOf(s, p.nip)).toBe('level_2')
})

test('the lease ends; drafts stay; the first holder is told who holds the form now', async () => {
  const p = await sendForm(s, { change: twoChanges })
  await post(s, s.staff.endang!, `/verifikasi/${p.id}/putusan`, await choices(s, p.nip, (i) => (i.kunci === 'alamat' ? 'kembalikan' : undefined)))
  expect((await post(s, s.staff.bambang!, `/verifikasi/${p.id}/pegang`)).statusCode).toBe(409)
  await expire(p)
  expect((await post(s, s.staff.bambang!, `/verifikasi/${p.id}/pegang`)).statusCode).toBe(303)
  const page = await get(s, s.staff.bambang!, `/verifikasi/${p.id}`)
  expect(page.body).toContain('Berkas tidak terbaca.')
  const late = await decide(s, s.staff.endang!, p)
  expect(late.statusCode).toBe(409)
  expect(late.body).toContain(s.staff.bambang!.nama)
  expect((await decide(s, s.staff.bambang!, p, (i) => (i.kunci === 'alamat' ? undefined : 'setuju'))).statusCode).toBe(303)
  expect(await statusOf(s, p.nip)).toBe('perbaikan')
  const { rows } = await sql<{
    petugas_id: string
  }>`select distinct petugas_id from keputusan where nip = ${p.nip} and final_pada is not null`.execute(t.owner.db)
  expect(rows).toEqual([{ petugas_id: s.staff.bambang!.id }])
})

test('saving a choice holds the form and renews the lease; looking does not', async () => {
  const p = await sendForm(s, { change: twoChanges })
  await get(s, s.staff.endang!, `/verifikasi/${p.id}`)
  expect((await formOf(s, p.nip)).row).toMatchObject({ pemegang: null, dibuka_pada: null })
  await post(s, s.staff.endang!, `/verifikasi/${p.id}/putusan`, await choices(s, p.nip))
  const first = (await formOf(s, p.nip)).row!
  expect(first.pemegang).toBe(s.staff.endang!.id)
  await sql`update formulir set dipegang_sampai = dipegang_sampai - interval '15 minutes' where nip = ${p.nip}`.execute(t.owner.db)
  const r = await post(s, s.staff.endang!, `/verifikasi/${p.id}/putusan`, await choices(s, p.nip), 'application/json')
  expect(r.json()).toMatchObject({ faults: {}, decided: 2, total: 2 })
  expect(Date.parse((await formOf(s, p.nip)).row!.dipegang_sampai!)).toBeGreaterThanOrEqual(Date.parse(first.dipegang_sampai!))
})

test('Lepas frees the form for the colleague', async () => {
  const p = await sendForm(s)
  await post(s, s.staff.endang!, `/verifikasi/${p.id}/pegang`)
  await post(s, s.staff.endang!, `/verifikasi/${p.id}/lepas`)
  expect((await post(s, s.staff.bambang!, `/verifikasi/${p.id}/pegang`)).statusCode).toBe(303)
})

test('Berikutnya gives every verifier another form, none twice', async () => {
  await sql`update formulir set pemegang = null, dipegang_sampai = null`.execute(t.owner.db)
  for (let i = 0; i < 3; i++) await sendForm(s)
  const answers = await Promise.all([s.staff.endang!, s.staff.bambang!, s.staff.dwi!].map((who) => post(s, who, '/verifikasi/berikutnya')))
  const places = answers.map((r) => r.headers.location)
  expect(new Set(places).size).toBe(3)
  expect(places.every((p) => /^\/verifikasi\/[0-9a-f-]{36}$/.test(String(p)))).toBe(true)
})

test('ambil alih: all forms of an absent colleague of the same scope, nothing of others', async () => {
  await sql`update formulir set pemegang = null, dipegang_sampai = null`.execute(t.owner.db)
  const mine = [await sendForm(s), await sendForm(s)]
  for (const p of mine) await post(s, s.staff.bambang!, `/verifikasi/${p.id}/pegang`)
  const other = await sendForm(s, { change: twoChanges })
  await decide(s, s.staff.endang!, other)
  await sql`update formulir set pemegang = ${s.staff.bambang!.id}, dipegang_sampai = clock_timestamp() + interval '9 minutes' where nip = ${other.nip}`.execute(
    t.owner.db,
  )
  const r = await post(s, s.staff.endang!, '/verifikasi/ambil-alih', { petugas: s.staff.bambang!.id })
  expect(r.headers.location).toBe('/verifikasi?saring=saya&diambil=2')
  for (const p of mine) expect((await formOf(s, p.nip)).row!.pemegang).toBe(s.staff.endang!.id)
  expect((await formOf(s, other.nip)).row!.pemegang).toBe(s.staff.bambang!.id)
  expect(await kinds(mine[0]!)).toContain('diambil-alih')
  expect((await post(s, s.staff.rina!, '/verifikasi/ambil-alih', { petugas: s.staff.endang!.id })).headers.location).toBe('/verifikasi?saring=saya&diambil=0')
})
