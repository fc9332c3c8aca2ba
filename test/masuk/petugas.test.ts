// Staff: e-mail, kata kunci and the code of the authenticator.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { currentCode } from '../../src/security/totp.ts'
import { useDatabase } from '../harness.ts'
import { addStaff, browser, endScene, letterTo, makeScene, PASSWORD, text, type Scene } from '../pendaftaran/scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})
afterAll(() => endScene(s))

const quiet = () => sql`delete from batas`.execute(t.owner.db)

describe('staff', () => {
  test('e-mail, kata kunci and code; the code once a day per device; each code once', async () => {
    await quiet()
    const { secret } = await addStaff(s, 'endang@uji.test', [['verifikator_registrasi', '6422']])
    const p = browser(s)
    await p.get('/petugas/masuk')
    const code = currentCode(secret)
    const without = await p.post('/petugas/masuk', { email: 'endang@uji.test', kata_kunci: PASSWORD, kode: '' })
    expect([without.statusCode, text(without).includes('jam ponsel tidak tepat')]).toEqual([422, true])
    const r = await p.post('/petugas/masuk', { email: ' Endang@Uji.Test ', kata_kunci: PASSWORD, kode: ` ${code.slice(0, 3)} ${code.slice(3)}` })
    expect(r.headers.location).toBe('/verifikasi')
    expect(r.cookies.find((c) => c.name === 'epupns_petugas')).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect((await p.get('/petugas/masuk')).headers.location).toBe('/verifikasi')
    const out = await p.post('/keluar')
    expect(out.headers.location).toBe('/petugas/masuk?keluar=1')
    await p.get('/petugas/masuk')
    expect((await p.post('/petugas/masuk', { email: 'endang@uji.test', kata_kunci: PASSWORD })).statusCode).toBe(303)
    const q = browser(s)
    await q.get('/petugas/masuk')
    expect((await q.post('/petugas/masuk', { email: 'endang@uji.test', kata_kunci: PASSWORD, kode: code })).statusCode).toBe(422)
  })
  test('unknown, inactive, wrong word, wrong code: the same answer, and the same waits', async () => {
    await quiet()
    const { secret, id } = await addStaff(s, 'diam@uji.test')
    await sql`update petugas set aktif = false where id = ${id}`.execute(t.owner.db)
    await addStaff(s, 'siti@uji.test')
    const answers = await Promise.all(
      [
        ['tiada@uji.test', PASSWORD, '123456'],
        ['diam@uji.test', PASSWORD, currentCode(secret)],
        ['siti@uji.test', 'salah-sekali-ini', '123456'],
        ['siti@uji.test', PASSWORD, '000000'],
      ].map(async ([email, kata_kunci, kode]) => {
        const p = browser(s)
        await p.get('/petugas/masuk')
        const r = await p.post('/petugas/masuk', { email: email!, kata_kunci: kata_kunci!, kode: kode! })
        return JSON.stringify([r.statusCode, r.body.replace(/value="[^"]*"/g, '')])
      }),
    )
    expect(new Set(answers).size).toBe(1)
    const statuses: number[] = []
    for (let i = 0; i < 7; i++) {
      const p = browser(s)
      await p.get('/petugas/masuk')
      statuses.push((await p.post('/petugas/masuk', { email: 'tiada2@uji.test', kata_kunci: 'x'.repeat(12) })).statusCode)
    }
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429])
  })
  test('printed codes: made with kata kunci and code, each works once in any case, told by mail, kept as hashes; new ones kill the old', async () => {
    await quiet()
    const email = 'cetak@uji.test'
    const { secret } = await addStaff(s, email, [['verifikator_registrasi', '6422']])
    const signIn = async (kode: string, q = browser(s)) => {
      await q.get('/petugas/masuk?cadangan=1')
      return { q, r: await q.post('/petugas/masuk', { email, kata_kunci: PASSWORD, kode }) }
    }
    const at = Date.now()
    const { q } = await signIn(currentCode(secret, at))
    const make = async (kata_kunci: string, kode: string) => {
      await q.get('/petugas/akun')
      const r = await q.post('/petugas/akun/cadangan', { kata_kunci, kode })
      return { status: r.statusCode, codes: [...r.body.matchAll(/<b class="val kode">([0-9A-Z]{8})<\/b>/g)].map((m) => m[1]!) }
    }
    expect(text(await q.get('/petugas/akun'))).toContain('Belum ada kode cadangan')
    expect((await make('salah-sekali-ini', currentCode(secret, at + 30_000))).status).toBe(422)
    expect((await make(PASSWORD, '000000')).status).toBe(422)
    const { codes } = await make(PASSWORD, currentCode(secret, at + 30_000))
    expect(new Set(codes).size).toBe(10)
    const { rows } = await sql`select 1 from kode_cadangan_petugas where kode_hash = any(${codes})`.execute(t.owner.db)
    expect(rows).toHaveLength(0)
    expect((await signIn(codes[0]!.toLowerCase())).r.headers.location).toBe('/verifikasi')
    expect((await signIn(codes[0]!)).r.statusCode).toBe(422)
    await letterTo(email, (m) => m.perihal.includes('dipakai'))
    expect(text(await q.get('/petugas/akun'))).toContain('9 kode cadangan tersisa')
    const fresh = (await make(PASSWORD, codes[1]!)).codes
    expect((await signIn(codes[2]!)).r.statusCode).toBe(422)
    expect((await signIn(fresh[2]!)).r.statusCode).toBe(303)
    await addStaff(s, 'lain@uji.test')
    const p = browser(s)
    await p.get('/petugas/masuk')
    expect((await p.post('/petugas/masuk', { email: 'lain@uji.test', kata_kunci: PASSWORD, kode: fresh[3]! })).statusCode).toBe(422)
    expect((await browser(s).get('/petugas/akun')).statusCode).toBe(303)
  })
  test('fifteen minutes without a click end the session', async () => {
    const { id, secret } = await addStaff(s, 'budi@uji.test')
    const p = browser(s)
    await p.get('/petugas/masuk')
    await p.post('/petugas/masuk', { email: 'budi@uji.test', kata_kunci: PASSWORD, kode: currentCode(secret) })
    await sql`update sesi_petugas set terakhir = now() - interval '16 minutes' where petugas_id = ${id}`.execute(t.owner.db)
    expect((await p.get('/petugas/masuk')).statusCode).toBe(200)
  })
})
