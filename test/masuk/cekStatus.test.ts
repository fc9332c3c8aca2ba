// Cek Status by nomor register: dates and offices, nothing about the person.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../harness.ts'
import { addPerson, browser, endScene, makeScene, registerAll, text, type Peramban, type Scene } from '../pendaftaran/scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})
afterAll(() => endScene(s))

const quiet = () => sql`delete from batas`.execute(t.owner.db)

describe('Cek Status', () => {
  const ask = async (p: Peramban, nomor_register: string, more = {}) => {
    await p.get('/cek-status/pendaftaran')
    return p.post('/cek-status/pendaftaran', { nomor_register, ...more })
  }
  test('every step with its date, level and kind of office; no name, no unit, no reason', async () => {
    await quiet()
    const nip = await addPerson(s)
    const { nomor } = await registerAll(browser(s), nip)
    const waiting = text(await ask(browser(s), nomor))
    for (const words of ['Terdaftar', 'Verifikasi registrasi', 'Biro Kepegawaian / BKD', 'Verifikasi Level 1', 'Unit/SKPD', 'BKN', 'Diterima', 'pukul'])
      expect(waiting).toContain(words)
    await sql`update akun set status = 'registrasi_ditolak', alasan_tolak = 'ALASANRAHASIA', diputus_pada = now() where nip = ${nip}`.execute(t.owner.db)
    const rejected = text(await ask(browser(s), nomor))
    expect(rejected).toContain('Belum diterima')
    expect(waiting + rejected).not.toMatch(/ALASANRAHASIA|Wibowo|Su•|Purworejo|1976/i)
  })
  test('unknown numbers: a clear sentence; a picture code after three; refused after ten', async () => {
    await quiet()
    const p = browser(s)
    for (let i = 0; i < 3; i++) expect(text(await ask(p, `WXYZ000${i}`))).toContain('Nomor register tidak ditemukan')
    const fourth = await ask(p, 'WXYZ0009')
    expect(text(fourth)).toContain('Demi keamanan')
    expect(text(await p.post('/cek-status/pendaftaran', { nomor_register: 'WXYZ0009', captcha: 'TEKAN' }))).toContain('tidak ditemukan')
    let status = 0
    for (let i = 0; i < 12 && status !== 429; i++) {
      await ask(p, 'WXYZ0011')
      status = (await p.post('/cek-status/pendaftaran', { nomor_register: 'WXYZ0011', captcha: 'TEKAN' })).statusCode
    }
    expect(status).toBe(429)
    expect(text(await ask(browser(s), 'terlalu panjang untuk nomor'))).toContain('8 huruf dan angka')
  })
  test('two buttons', async () => {
    expect(text(await browser(s).get('/cek-status'))).toMatch(/Status Pendaftaran.*Status Laporan Permasalahan/)
  })
})
