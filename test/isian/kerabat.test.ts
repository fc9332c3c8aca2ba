// Cari at the NIP of a relative (trust.md 3.10, A11): the name opens birth date and place; everything else is one sentence, and few tries.
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { LOOKED_UP, lookedUpBound } from '../../src/features/isian/relative.tsx'
import { blindIndex } from '../../src/security/blind.ts'
import { unseal } from '../../src/security/seal.ts'
import { useDatabase } from '../harness.ts'
import { note } from '../jumlah.ts'
import { bannedWords } from '../words.ts'
import { addPerson, digest, forgetLimits, get, makeScene, post, sendForm, fillAll, type Body, type Person, type Scene } from './adegan.ts'
import { textOf, valueOf } from './muatan.ts'

const t = useDatabase()
let s: Scene
let me: Person
let other: Person
beforeAll(async () => {
  s = await makeScene(t)
  other = await addPerson(s, 'DJOKO SOEPRAPTO')
})
beforeEach(async () => {
  me = await addPerson(s, 'SITI RAHAYU')
})
afterEach(async () => {
  await forgetLimits(s)
  expect(s.errors.splice(0)).toEqual([])
})

const UNKNOWN = '197603142000031999'
const search = (p: Person, body: Body, code = 'orang-tua'): Promise<LightMyRequestResponse> =>
  post(s, p, `/formulir/${code}/${uuidv7()}`, { _versi: 0, _cari: 'nip_pns', hubungan: 'AYAH', status_pns: '1', ...body })
type Logged = { pelaku: string; periode: string; data: { bagian: string; cocok: boolean; nip: string; nip_indeks: string } }
const logged = async (nip: string): Promise<Logged[]> => (await sql<Logged>`select pelaku, periode, data from peristiwa where nip = ${nip} and jenis = ${LOOKED_UP} order by urut`.execute(t.owner.db)).rows

test.each(['orang-tua', 'suami-istri'])('%s: who knows the name is given birth date and place', async (code) => {
  const answer = await search(me, { nama: 'Joko Suprapto', nip_pns: `${other.nip.slice(0, 8)} ${other.nip.slice(8)}` }, code)
  expect(answer.statusCode).toBe(200)
  expect([valueOf(answer.body, 'tanggal_lahir'), valueOf(answer.body, 'tempat_lahir'), valueOf(answer.body, 'tempat_lahir__id')]).toEqual(['14-03-1976', 'Kab. Purworejo', '33.06'])
  expect(valueOf(answer.body, 'nama')).toBe('Joko Suprapto')
  expect(textOf(answer.body)).toMatch(/Tanggal dan tempat lahir sudah diisi/)
})

test('a wrong name and a NIP that BKN does not know bring the same page', async () => {
  const wrong = await search(me, { nama: 'Bambang Hermawan', nip_pns: other.nip })
  const unknown = await search(me, { nama: 'Bambang Hermawan', nip_pns: UNKNOWN })
  const page = (a: LightMyRequestResponse) => [a.statusCode, textOf(a.body), valueOf(a.body, 'tanggal_lahir'), Object.keys(a.headers).sort()]
  expect(page(wrong)).toEqual(page(unknown))
  expect(page(wrong)).toEqual([422, expect.stringMatching(/Nama tidak cocok dengan NIP ini/), '', expect.anything()])
  for (const told of ['14-03-1976', '1976-03-14', 'Purworejo', 'SOEPRAPTO', 'Soeprapto']) expect(wrong.body).not.toContain(told)
  expect(bannedWords(textOf(wrong.body))).toEqual([])
})

test.each<[string, Body, RegExp]>([
  ['no name', { nama: ' ', nip_pns: UNKNOWN }, /Isi Nama dulu/],
  ['no NIP', { nama: 'Joko', nip_pns: '' }, /NIP Baru belum diisi/],
  ['17 digits', { nama: 'Joko', nip_pns: UNKNOWN.slice(1) }, /harus 18 angka/],
  ['letters', { nama: 'Joko', nip_pns: 'abc' }, /hanya boleh berisi angka/],
  ['a day that is none', { nama: 'Joko', nip_pns: '197602302000031999' }, /Tanggal itu tidak ada/],
  ['the own NIP', { nama: 'Siti Rahayu' }, /Ini NIP Anda sendiri/],
])('%s: a sentence, no try is used and nothing is recorded', async (_, body, sentence) => {
  const answer = await search(me, { nip_pns: me.nip, ...body })
  expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringMatching(sentence)])
  expect(valueOf(answer.body, 'nama')).toBe(body.nama)
  expect(await logged(me.nip)).toEqual([])
})

test('every question is an event of the one who asks, with both NIPs, and the other NIP is not readable in it', async () => {
  await search(me, { nama: 'Joko Suprapto', nip_pns: other.nip })
  await search(me, { nama: 'Bambang', nip_pns: other.nip })
  const events = await logged(me.nip)
  expect(events).toMatchObject([{ pelaku: 'pns', periode: '2026', data: { bagian: 'orang-tua', cocok: true } }, { data: { cocok: false } }])
  for (const { data } of events) expect([unseal(s.ctx.keys, lookedUpBound(me.nip), data.nip), data.nip_indeks]).toEqual([other.nip, blindIndex(s.ctx.keys, 'nip', other.nip)])
  expect(JSON.stringify(events)).not.toContain(other.nip)
})

test('nothing is stored but that event, and nothing about the other', async () => {
  await get(s, me, '/formulir')
  const before = await digest(s)
  await search(me, { nama: 'Bambang', nip_pns: other.nip })
  const after = await digest(s)
  expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual(['peristiwa'])
  const { rows } = await sql`select from peristiwa where nip = ${other.nip}`.execute(t.owner.db)
  expect(rows).toEqual([])
})

test('who presses Cari without ticking PNS finds it ticked, and all other typing where it was', async () => {
  const answer = await search(me, { status_pns: undefined, tanpa_nip: '1', nama: 'Joko Suprapto', nip_pns: other.nip, nomor_bpjs: '12', _versi: 7 })
  expect(answer.body).toMatch(/<input[^>]*name="status_pns"[^>]* checked/)
  expect(answer.body).not.toMatch(/<input[^>]*name="tanpa_nip"[^>]* checked/)
  expect([valueOf(answer.body, 'nomor_bpjs'), valueOf(answer.body, '_versi')]).toEqual(['12', '7'])
})

test('a form that was sent asks nobody', async () => {
  await fillAll(s, me)
  await sendForm(s, me)
  const answer = await search(me, { nama: 'Joko Suprapto', nip_pns: other.nip })
  expect(answer.statusCode).toBe(409)
  expect(await logged(me.nip)).toEqual([])
})

test('of one NIP five names a day: the name cannot be found by trying', async () => {
  for (const nama of ['Agus', 'Budi', 'Cahyo', 'Dedi', 'Eko']) expect((await search(me, { nama, nip_pns: other.nip })).statusCode).toBe(422)
  const answer = await search(me, { nama: 'Joko Suprapto', nip_pns: other.nip })
  expect(answer.statusCode).toBe(429)
  expect(answer.body).toContain('href="/bantuan?dari=orang-tua"')
  expect([valueOf(answer.body, 'nama'), valueOf(answer.body, 'tanggal_lahir')]).toEqual(['Joko Suprapto', ''])
  expect(textOf(answer.body)).toMatch(/Isi Tanggal Lahir dan Tempat Lahir sendiri/)
  expect(await logged(me.nip)).toHaveLength(5)
})

test('A11: 500 NIPs, half of them real: ten are evaluated, a wrong name discloses nothing', async () => {
  await sql`insert into sapk_data_utama (nip, nama, tanggal_lahir, tempat_lahir, tempat_lahir_nama)
    select '198102032005031' || n, 'KORBAN ' || n, '1981-02-03', '33.05', 'Kab. Rahasia' from generate_series(501, 750) n`.execute(t.owner.db)
  const nips = ['1', '2'].flatMap((sex) => Array.from({ length: 250 }, (_, i) => `19810203200503${sex}${501 + i}`))
  const answers: LightMyRequestResponse[] = []
  for (let i = 0; i < nips.length; i += 25) answers.push(...(await Promise.all(nips.slice(i, i + 25).map((nip_pns) => search(me, { nama: 'Agus Setiawan', nip_pns }, 'suami-istri')))))
  const count = (status: number) => answers.filter((a) => a.statusCode === status).length
  expect([answers.length, count(422), count(429)]).toEqual([500, 10, 490])
  expect(answers.filter((a) => /Rahasia|03-02-1981|1981-02-03|KORBAN/i.test(a.body))).toEqual([])
  expect(await logged(me.nip)).toHaveLength(10)
  const right = await search(me, { nama: 'Korban 600', nip_pns: '198102032005031600' }, 'suami-istri')
  expect([right.statusCode, valueOf(right.body, 'tanggal_lahir')]).toEqual([429, ''])
  expect((await search(other, { nama: 'Korban 600', nip_pns: '198102032005031600' }, 'suami-istri')).statusCode).toBe(200)
  note('A11', { NIPs: answers.length, evaluated: count(422), disclosed: 0 })
})

test('ten NIPs with their names are all answered, the eleventh asks the helpdesk, and those ten stay free', async () => {
  const names = [...'ABCDEFGHIJK'].map((letter) => `KERABAT ${letter.repeat(4)}`)
  const nip = (n: number) => `195001011975031${501 + n}`
  for (const [n, nama] of names.entries()) await sql`insert into sapk_data_utama (nip, nama, tanggal_lahir) values (${nip(n)}, ${nama}, '1950-01-01')`.execute(t.owner.db)
  const ask = async (n: number) => (await search(me, { nama: names[n], nip_pns: nip(n) })).statusCode
  const statuses: number[] = []
  for (const n of names.keys()) statuses.push(await ask(n))
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429])
  expect(await ask(0)).toBe(200)
})
