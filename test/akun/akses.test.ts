// "Siapa membuka data saya": every look with office, role, purpose and time; only one's own; a report reaches the agency's admin.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { LightMyRequestResponse as Answer } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { record } from '../../src/workflow/events.ts'
import { useDatabase } from '../harness.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { startSession } from '../../src/security/session.ts'
import { ENDANG, forgetLimits, KEBUMEN, PURWOREJO, SAME_SITE, unit } from '../isian/adegan.ts'
import { addOwner, endAccountScene, get, helpWith, letterTo, makeAccountScene, post, type AccountScene, type Owner } from './adegan.ts'

const t = useDatabase()
let s: AccountScene
beforeAll(async () => void (s = await makeAccountScene(t)))
afterAll(() => endAccountScene(s))

const look = (p: Owner, kind: string, data = {}) =>
  transaction(s.ctx.db, (tx) => record(tx, { nip: p.nip, kind, actor: { as: 'petugas', id: ENDANG, role: 'verifikator_1', scopeId: unit.dinas }, data }))
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('office, role, purpose and time of every look, of helpers too; saves and moves are none', async () => {
  const [me, helper] = [await addOwner(s), await addOwner(s, 'BUDI SANTOSO')]
  await look(me, 'dibaca')
  await look(me, 'ditampilkan', { bagian: 'data-utama', kunci: 'nik' })
  await look(me, 'dibaca', { registrasi: true })
  await look(me, 'setujui')
  await look(me, 'berkas-dibuka')
  await look(me, 'dibaca', { loket: true })
  await helpWith(s, me, helper)
  await get(s, helper, '/formulir')
  const page = words((await get(s, me, '/akses-data')).body)
  for (const line of [
    'Dinas Pendidikan Verifikator Level 1 Memeriksa formulir',
    'Menampilkan nomor rahasia',
    'Memeriksa registrasi',
    'Membuka berkas pendukung',
    'Melayani di loket',
    'Budi Santoso Pendamping Anda',
  ])
    expect(page).toContain(line)
  expect(page.match(/Laporkan/g)).toHaveLength(6)
  expect(page).not.toContain('Endang')
})

test('Laporkan: kept, recorded, mailed to the admin of the agency, once per press', async () => {
  const [me, id] = [await addOwner(s), uuidv7()]
  await sql`insert into petugas (id, email, nama, sandi_hash, totp) values (${id}, 'admin@purworejo.test', 'Admin', '-', '-')`.execute(t.owner.db)
  await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (${uuidv7()}, ${id}, 'admin_instansi', ${PURWOREJO})`.execute(t.owner.db)
  await look(me, 'dibaca')
  const url = `/akses-data/1/lapor`
  expect((await get(s, me, url)).statusCode).toBe(200)
  expect((await post(s, me, url, { isi: 'pendek' })).statusCode).toBe(422)
  const body = { _kunci: uuidv7(), isi: 'Saya tidak mengenal kantor ini <script>alert(1)</script>' }
  await Promise.all([1, 2, 3].map(() => post(s, me, url, body)))
  const { rows } = await sql<{ isi: string }>`select isi from laporan_akses where nip = ${me.nip}`.execute(t.owner.db)
  expect(rows).toHaveLength(1)
  expect(rows[0]!.isi).not.toContain('kantor')
  const letter = await letterTo('admin@purworejo.test')
  expect([letter.teks.includes('Dinas Pendidikan'), letter.teks.includes(me.nip), letter.teks.includes('script')]).toEqual([true, false, false])
  expect((await get(s, me, '/akses-data')).body).toContain('Anda laporkan, sedang diperiksa')
})

describe('the admin', () => {
  let admins = 0
  /** Somebody with this task, signed in. */
  async function admin(
    role: string,
    scope: string,
  ): Promise<{ id: string; email: string; get(url: string): Promise<Answer>; post(url: string, body: object): Promise<Answer> }> {
    const [id, email] = [uuidv7(), `admin${++admins}@uji.test`]
    await sql`insert into petugas (id, email, nama, sandi_hash, totp) values (${id}, ${email}, 'ADMIN UJI', '-', '-')`.execute(t.owner.db)
    await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (${uuidv7()}, ${id}, ${role}, ${scope})`.execute(t.owner.db)
    const cookies = { [cookieName(s.ctx.config.baseUrl, 'petugas')]: await transaction(s.ctx.db, (tx) => startSession(tx, s.ctx.keys, 'petugas', id)) }
    return {
      id,
      email,
      get: (url) => s.app.inject({ method: 'GET', url, headers: SAME_SITE, cookies }),
      post: (url, body) =>
        s.app.inject({
          method: 'POST',
          url,
          headers: { ...SAME_SITE, 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({ _kunci: uuidv7(), ...body }).toString(),
          cookies,
        }),
    }
  }
  const HERE = '/verifikasi/laporan-akses'
  const reported = async (me: Owner, urut = 1): Promise<string> => {
    await post(s, me, `/akses-data/${urut}/lapor`, { _kunci: uuidv7(), isi: 'Saya tidak mengenal kantor ini & tidak meminta apa pun' })
    return (await sql<{ id: string }>`select id from laporan_akses where nip = ${me.nip}`.execute(t.owner.db)).rows[0]!.id
  }

  test('of the agency reads who, what and when, answers once; the person reads it and is told; opening is itself a look', async () => {
    const [me, judge] = [await addOwner(s, 'SITI RAHAYU'), await admin('admin_instansi', PURWOREJO)]
    await look(me, 'dibaca')
    const id = await reported(me)
    expect((await letterTo(judge.email)).teks).toContain(`${HERE}/${id}`)
    expect((await get(s, me, '/akses-data')).body).toContain('sedang diperiksa')
    const list = await judge.get(HERE)
    expect([list.body.includes('Menunggu jawaban'), list.body.includes('Rahayu')]).toEqual([true, false])
    const page = words((await judge.get(`${HERE}/${id}`)).body)
    for (const line of ['Siti Rahayu', 'Endang', 'Verifikator Level 1', 'Dinas Pendidikan', 'Memeriksa formulir', 'tidak meminta apa pun'])
      expect(page).toContain(line)
    expect((await judge.post(`${HERE}/${id}`, { versi: 1, jawaban: 'pendek' })).statusCode).toBe(422)
    const body = { _kunci: uuidv7(), versi: 1, jawaban: 'Verifikator memeriksa formulir Anda tanggal itu.' }
    const sent = await Promise.all([1, 2, 3].map(() => judge.post(`${HERE}/${id}`, body)))
    expect(sent.map((r) => r.statusCode)).toEqual([303, 303, 303])
    expect((await judge.post(`${HERE}/${id}`, { versi: 1, jawaban: 'Jawaban yang lain sama sekali.' })).statusCode).toBe(409)
    await letterTo(me.email, (m) => m.perihal.includes('sudah diperiksa'))
    const mine = await get(s, me, '/akses-data')
    expect(mine.body).toContain('Verifikator memeriksa formulir Anda tanggal itu.')
    expect(words(mine.body)).toContain('Admin instansi Memeriksa laporan Anda tentang akses')
    const { rows } = await sql<{ jawaban: string }>`select jawaban from laporan_akses where id = ${id}`.execute(t.owner.db)
    expect(rows[0]!.jawaban).not.toContain('Verifikator')
  })
  test('of another agency, a verifier, nobody: it does not exist; nobody judges himself', async () => {
    await forgetLimits(s)
    const [me, judge] = [await addOwner(s), await admin('admin_instansi', PURWOREJO)]
    await transaction(s.ctx.db, (tx) =>
      record(tx, { nip: me.nip, kind: 'dibaca', actor: { as: 'petugas', id: judge.id, role: 'admin_instansi', scopeId: PURWOREJO } }),
    )
    const id = await reported(me)
    const [other, verifier] = [await admin('admin_instansi', KEBUMEN), await admin('verifikator_1', unit.dinas)]
    expect((await judge.get(`${HERE}/${id}`)).statusCode).toBe(404)
    expect((await judge.post(`${HERE}/${id}`, { versi: 1, jawaban: 'Saya tidak bersalah sama sekali.' })).statusCode).toBe(404)
    expect((await other.get(`${HERE}/${id}`)).statusCode).toBe(404)
    expect((await verifier.get(`${HERE}/${id}`)).statusCode).toBe(403)
    expect((await s.app.inject({ method: 'GET', url: HERE, headers: SAME_SITE })).statusCode).toBe(303)
    expect((await (await admin('admin_bkn', '00')).get(`${HERE}/${id}`)).statusCode).toBe(200)
  })
})

test('looks at the data of others do not exist, nor do events that are none', async () => {
  await forgetLimits(s)
  const [me, other] = [await addOwner(s), await addOwner(s)]
  await look(me, 'setujui')
  await look(other, 'dibaca')
  await look(other, 'dibaca')
  for (const urut of ['1', '2', '99', '-1', 'x']) {
    expect((await get(s, me, `/akses-data/${urut}/lapor`)).statusCode, urut).toBe(404)
    expect((await post(s, me, `/akses-data/${urut}/lapor`, { isi: 'mencoba melaporkan orang lain' })).statusCode, urut).toBe(404)
  }
  expect(s.errors).toEqual([])
})
