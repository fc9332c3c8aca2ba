// Signing in and out, waits, devices, cookies, and what an account that is not open may see.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepTitipan } from '../../src/web/titipan.ts'
import { ownPath } from '../../src/features/masuk/path.ts'
import { useDatabase } from '../harness.ts'
import { addPerson, browser, endScene, KEBUMEN, letterTo, makeScene, PASSWORD, registerAll, text, type Peramban, type Scene } from '../pendaftaran/scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})
afterAll(() => endScene(s))

/** An account that may fill the form (agency without registration check). */
const openAccount = async () => {
  const nip = await addPerson(s, { instansi: KEBUMEN })
  return { nip, ...(await registerAll(browser(s), nip)) }
}
const signIn = async (p: Peramban, nomor: string, more: Record<string, string> = {}) => {
  await p.get('/masuk?lain=1')
  return p.post('/masuk', { nomor_register: nomor, kata_kunci: PASSWORD, ...more })
}
/** Moves the clock of a waiting account. */
const later = (seconds: number) => sql`update batas set diisi = diisi - make_interval(secs => ${seconds}) where isi < 0`.execute(t.owner.db)
const quiet = () => sql`delete from batas`.execute(t.owner.db)

describe('the page', () => {
  test('carries exactly what the manual and the clarifications name', async () => {
    const page = await browser(s).get('/masuk')
    for (const words of [
      'Nomor Register',
      'Kata Kunci',
      'Masuk',
      'Registrasi',
      'Lupa No. Register',
      'Lupa Kata Kunci',
      'Cek Status',
      'Bantuan',
      'Ingat nomor register di perangkat ini',
      'Komputer bersama',
    ])
      expect(text(page)).toContain(words)
    for (const path of ['/registrasi', '/lupa-nomor-register', '/lupa-kata-kunci', '/cek-status', '/bantuan'])
      expect((await browser(s).get(path)).statusCode).toBeLessThan(400)
  })
  test('unknown number, wrong number, wrong kata kunci: the same answer to the letter', async () => {
    const { nomor } = await openAccount()
    const answers = await Promise.all(
      [
        [nomor, 'salah-sama-sekali'],
        ['ZZZZ9999', PASSWORD],
        ['bukan nomor', PASSWORD],
        ["' or 1=1 --", 'x'],
      ].map(async ([n, k]) => {
        const p = browser(s)
        await p.get('/masuk')
        const r = await p.post('/masuk', { nomor_register: n!, kata_kunci: k! })
        return { status: r.statusCode, page: r.body.replace(/value="[^"]*"/g, ''), headers: Object.keys(r.headers).sort().join() }
      }),
    )
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1)
    expect(answers[0]!.status).toBe(422)
  })
  test('any case, blanks, O for 0 and I for 1 in the number', async () => {
    const { nomor } = await openAccount()
    const r = await signIn(browser(s), ` ${nomor.toLowerCase().slice(0, 4)}-${nomor.slice(4).replaceAll('0', 'O').replaceAll('1', 'l')} `)
    expect(r.headers.location).toBe('/masuk/data-saya')
  })
  test('texts of 10,000 characters are answered, not refused by a fault', async () => {
    const p = browser(s)
    await p.get('/masuk')
    expect((await p.post('/masuk', { nomor_register: 'x'.repeat(10_000), kata_kunci: 'y'.repeat(10_000), ke: 'z'.repeat(10_000) })).statusCode).toBe(422)
  })
})

describe('waits', () => {
  test('five free tries, then 30 seconds, doubling; the right word waits too; a known device does not', async () => {
    await quiet()
    const { nomor } = await openAccount()
    const owner = browser(s)
    await signIn(owner, nomor)
    await owner.follow(await owner.post('/keluar'))
    const thief = () => browser(s)
    const tryOnce = async (kata_kunci: string) => {
      const p = thief()
      await p.get('/masuk')
      return p.post('/masuk', { nomor_register: nomor, kata_kunci })
    }
    for (let i = 0; i < 5; i++) expect((await tryOnce(`salah-${i}-lagi`)).statusCode).toBe(422)
    const waits: number[] = []
    for (let i = 0; i < 5; i++) {
      const r = await tryOnce(PASSWORD)
      expect(r.statusCode).toBe(429)
      waits.push(Number(r.headers['retry-after']))
      await later(waits.at(-1)!)
      expect((await tryOnce(`salah-${i}-lagi`)).statusCode).toBe(422)
    }
    expect(waits.map((w) => Math.round(w / 10) * 10)).toEqual([30, 60, 120, 240, 480])
    expect(text(await tryOnce(PASSWORD))).toMatch(/Coba lagi dalam \d+ menit/)
    expect((await signIn(owner, nomor)).statusCode).toBe(303)
    expect((await tryOnce(PASSWORD)).headers.location).toBe('/masuk/data-saya')
  })
  test('a hundred in a row: only recovery helps, and that is said', async () => {
    await quiet()
    const { nomor } = await openAccount()
    const fail = async () => {
      const p = browser(s)
      await p.get('/masuk')
      return p.post('/masuk', { nomor_register: nomor, kata_kunci: 'salah-sama-sekali' })
    }
    await fail()
    await sql`update batas set isi = -100 where isi < 0`.execute(t.owner.db)
    await later(7200)
    const r = await fail()
    expect([r.statusCode, text(r).includes('Lupa Kata Kunci')]).toEqual([429, true])
    const p = browser(s)
    await p.get('/masuk')
    expect((await p.post('/masuk', { nomor_register: nomor, kata_kunci: PASSWORD })).statusCode).toBe(429)
  })
  test('an unknown number waits like a known one', async () => {
    await quiet()
    const statuses: number[] = []
    for (let i = 0; i < 7; i++) statuses.push((await signIn(browser(s), 'ZZZZ8888')).statusCode)
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429])
  })
  test('one browser: five a minute; one address: a picture code from the 21st on', async () => {
    await quiet()
    const p = browser(s)
    const own: number[] = []
    for (let i = 0; i < 6; i++) own.push((await signIn(p, `ABCD000${i}`)).statusCode)
    expect(own).toEqual([422, 422, 422, 422, 422, 429])
    await quiet()
    let last = 0
    for (let i = 0; i < 21; i++) {
      const q = browser(s, '10.8.8.8')
      const r = await signIn(q, `ABCD10${String(i).padStart(2, '0')}`)
      last = i
      if (r.body.includes('captcha_token')) {
        expect(text(r)).toContain('Demi keamanan')
        const { nomor } = await openAccount()
        expect((await q.post('/masuk', { nomor_register: nomor, kata_kunci: PASSWORD, captcha: 'TEKAN' })).statusCode).toBe(303)
        break
      }
    }
    expect(last).toBe(20)
  })
  test('an office behind one address is not stopped: right words give the try back', async () => {
    await quiet()
    const { nomor } = await openAccount()
    for (let i = 0; i < 24; i++) expect((await signIn(browser(s, '10.8.8.9'), nomor)).statusCode).toBe(303)
  })
})

describe('sessions', () => {
  test('cookies: HttpOnly, Lax, Path=/, new at every login; the anonymous id changes too', async () => {
    await quiet()
    const { nomor } = await openAccount()
    const p = browser(s)
    await p.get('/masuk')
    const before = p.cookies.get('epupns_anonim')
    const r = await p.post('/masuk', { nomor_register: nomor, kata_kunci: PASSWORD })
    for (const c of r.cookies) expect(c).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(p.cookies.get('epupns_anonim')).not.toBe(before)
    const first = p.cookies.get('epupns_sesi')!
    expect((await p.raw('/masuk', { _csrf: 'x', nomor_register: nomor, kata_kunci: PASSWORD })).statusCode).toBe(403)
    await p.follow(await p.post('/keluar'))
    await signIn(p, nomor)
    expect(p.cookies.get('epupns_sesi')).not.toBe(first)
  })
  test('fixation: a session cookie set beforehand is worth nothing, before and after', async () => {
    const { nomor } = await openAccount()
    const p = browser(s)
    p.cookies.set('epupns_sesi', 'v1.abc.def')
    await p.get('/masuk')
    await p.post('/masuk', { nomor_register: nomor, kata_kunci: PASSWORD })
    expect(p.cookies.get('epupns_sesi')).not.toBe('v1.abc.def')
    const q = browser(s)
    q.cookies.set('epupns_sesi', 'v1.abc.def')
    expect((await q.get('/masuk/status')).headers.location).toBe('/masuk?ke=%2Fmasuk%2Fstatus')
  })
  test('Keluar ends the session for good; an old cookie does not come back', async () => {
    const { nomor } = await openAccount()
    const p = browser(s)
    await p.follow(await signIn(p, nomor))
    const cookie = p.cookies.get('epupns_sesi')!
    expect((await p.get('/masuk/data-saya')).statusCode).toBe(200)
    const out = await p.post('/keluar')
    expect([out.statusCode, out.headers.location, out.headers['clear-site-data']]).toEqual([303, '/masuk?keluar=1', '"cache", "storage"'])
    expect(p.cookies.has('epupns_sesi')).toBe(false)
    p.cookies.set('epupns_sesi', cookie)
    expect((await p.get('/masuk/data-saya')).statusCode).toBe(303)
    expect((await p.get('/keluar')).statusCode).toBe(404)
  })
  test('"Ingat nomor register" asks only the kata kunci next time, and shows the number masked', async () => {
    await quiet()
    const { nomor } = await openAccount()
    const p = browser(s)
    await signIn(p, nomor, { ingat: '1' })
    await p.post('/keluar')
    const page = await p.get('/masuk')
    expect(text(page)).toContain(`••••${nomor.slice(-4)}`)
    expect(page.body).not.toContain(nomor)
    expect(page.body).not.toContain('name="nomor_register"')
    expect((await p.post('/masuk', { kata_kunci: PASSWORD, ingat: '1' })).statusCode).toBe(303)
    await p.post('/keluar')
    expect((await p.get('/masuk?lain=1')).body).toContain('name="nomor_register"')
  })
  test('a session that ended by itself: the number is known here without a tick', async () => {
    const { nip, nomor } = await openAccount()
    const p = browser(s)
    await signIn(p, nomor)
    await sql`update sesi set terakhir = now() - interval '31 minutes' where nip = ${nip}`.execute(t.owner.db)
    expect((await p.get('/masuk/data-saya')).statusCode).toBe(303)
    expect(text(await p.get('/masuk'))).toContain(`••••${nomor.slice(-4)}`)
    expect((await p.post('/masuk', { kata_kunci: PASSWORD })).statusCode).toBe(303)
  })
  test('shared computer: no device, no number, marked in the session', async () => {
    const { nip, nomor } = await openAccount()
    const p = browser(s)
    await signIn(p, nomor, { ingat: '1', bersama: '1' })
    expect([p.cookies.has('epupns_perangkat'), p.cookies.has('epupns_nomor')]).toEqual([false, false])
    const { rows } = await sql`select komputer_bersama from sesi where nip = ${nip}`.execute(t.owner.db)
    expect(rows).toEqual([{ komputer_bersama: true }])
  })
  test('a new device is told by mail, the first one and a known one are not', async () => {
    const { nip, nomor, email } = await openAccount()
    const first = browser(s)
    await signIn(first, nomor)
    await first.post('/keluar')
    await signIn(first, nomor)
    await signIn(browser(s), nomor)
    const letter = await letterTo(email, (m) => m.perihal === 'Masuk dari perangkat baru')
    expect(letter.teks).toContain('Chrome di Android')
    const { rows } = await sql`select jenis from peristiwa where nip = ${nip} order by urut`.execute(t.owner.db)
    expect(rows).toEqual([{ jenis: 'registrasi' }, { jenis: 'masuk-perangkat-baru' }])
  })
  test('back to where the person was, but only on our own pages', async () => {
    await quiet()
    const { nip, nomor } = await openAccount()
    await sql`update akun set data_dikonfirmasi = true where nip = ${nip}`.execute(t.owner.db)
    const p = browser(s)
    const wanted = await p.follow(await p.get('/formulir/riwayat-golongan'))
    expect(text(wanted)).toContain('Setelah masuk, halaman yang Anda tuju akan dibuka')
    expect((await p.post('/masuk', { nomor_register: nomor, kata_kunci: PASSWORD })).headers.location).toBe('/formulir/riwayat-golongan')
    for (const bad of [
      'https://jahat.test/',
      '//jahat.test/',
      '/\\jahat.test',
      '/masuk?ke=/masuk',
      '/keluar',
      '/a\r\nSet-Cookie: x=1',
      'javascript:alert(1)',
      '',
    ])
      expect(ownPath(bad)).toBeUndefined()
    const q = browser(s)
    await q.get('/masuk?ke=//jahat.test/')
    expect((await q.post('/masuk', { nomor_register: nomor, kata_kunci: PASSWORD, ke: '//jahat.test/' })).headers.location).toBe('/formulir')
  })
})

describe('what was typed when the session ended (trust R19)', () => {
  test('same account: offered and sent on with its body; other account: nothing', async () => {
    const [mine, other] = [await openAccount(), await openAccount()]
    await sql`update akun set data_dikonfirmasi = true`.execute(t.owner.db)
    await keepTitipan(s.ctx, mine.nip, '/formulir/data-utama', { alamat: 'Jl. Rahasia 7', _kunci: 'abc' })
    const stranger = browser(s)
    expect((await signIn(stranger, other.nomor)).headers.location).toBe('/formulir')
    expect((await stranger.get('/masuk/titipan')).headers.location).toBe('/formulir')
    const p = browser(s)
    expect((await signIn(p, mine.nomor)).headers.location).toBe('/masuk/titipan')
    expect((await p.get('/masuk/titipan')).body).toContain('value="Jl. Rahasia 7"')
    const sent = await p.post('/masuk/titipan')
    expect([sent.statusCode, sent.headers.location]).toEqual([307, '/formulir/data-utama'])
    expect((await p.get('/masuk/titipan')).headers.location).toBe('/formulir')
    const { rows } = await sql<{ isi: string }>`select isi from titipan`.execute(t.owner.db)
    expect(rows).toEqual([])
  })
  test('a POST that came too late is kept by the program itself', async () => {
    await quiet()
    const { nip, nomor } = await openAccount()
    await sql`update akun set data_dikonfirmasi = true where nip = ${nip}`.execute(t.owner.db)
    const p = browser(s)
    await signIn(p, nomor)
    await sql`update sesi set terakhir = now() - interval '31 minutes' where nip = ${nip}`.execute(t.owner.db)
    const late = await p.raw('/formulir/data-utama', { alamat: 'Jl. Terlambat 9' })
    expect(late.headers.location).toBe('/masuk?berakhir=1')
    await p.get('/masuk')
    expect((await p.post('/masuk', { kata_kunci: PASSWORD })).headers.location).toBe('/masuk/titipan')
    expect((await p.get('/masuk/titipan')).body).toContain('Jl. Terlambat 9')
  })
})

describe('accounts that are not open', () => {
  test('waiting: what is checked, by whom, since when; masked; the form is closed', async () => {
    await quiet()
    const nip = await addPerson(s)
    const { nomor } = await registerAll(browser(s), nip)
    const p = browser(s)
    const page = text(await p.follow(await signIn(p, nomor)))
    for (const words of [
      'Registrasi Anda sedang diperiksa',
      'oleh Verifikator Registrasi, Kab. Purworejo',
      'Su••••• Wi•••••',
      'Jl. Proklamasi 2',
      'Cetak Bukti Registrasi',
    ])
      expect(page.replace('Pemerintah ', '')).toContain(words.replace('Pemerintah ', ''))
    expect(page).not.toMatch(/Wibowo|14-03-1976/i)
    expect((await p.get('/formulir')).statusCode).toBe(403)
    expect((await p.get('/masuk/data-saya')).statusCode).toBe(403)
    expect((await p.get('/cetak/bukti-registrasi')).statusCode).toBe(200)
  })
  test('rejected: the reason, daftar ulang, and a way to a person', async () => {
    const nip = await addPerson(s)
    const { nomor } = await registerAll(browser(s), nip)
    await sql`update akun set status = 'registrasi_ditolak', alasan_tolak = 'NIP ini bukan pegawai <b>kami</b>' where nip = ${nip}`.execute(t.owner.db)
    const p = browser(s)
    const page = await p.follow(await signIn(p, nomor))
    expect(page.body).toContain('NIP ini bukan pegawai &lt;b>kami')
    expect(page.body).toContain('href="/registrasi"')
    expect(page.body).toContain('/bantuan?kategori=verifikasi-registrasi')
  })
  test('"Apakah ini data Anda?": everything in full once, then the form opens', async () => {
    const { nip, nomor } = await openAccount()
    const p = browser(s)
    const page = text(await p.follow(await signIn(p, nomor)))
    for (const words of ['SUTRISNO WIBOWO', '14-03-1976', 'Kab. Purbalingga', '3306 0514 0376 9003']) expect(page).toContain(words)
    expect((await p.get('/formulir')).headers.location).toBe('/masuk/data-saya')
    await p.get('/masuk/data-saya')
    expect((await p.post('/masuk/data-saya')).headers.location).toBe('/formulir')
    expect((await p.get('/formulir')).statusCode).toBe(200)
    const { rows } = await sql`select jenis from peristiwa where nip = ${nip} order by urut`.execute(t.owner.db)
    expect(rows).toEqual([{ jenis: 'registrasi' }, { jenis: 'data-dikonfirmasi' }])
    await p.get('/cek-status/pendaftaran')
    expect((await p.post('/masuk/bukan-saya')).statusCode).toBe(409)
  })
  test('"Bukan data saya": asked twice, then frozen, every session ended, and only the page about it remains', async () => {
    await quiet()
    const { nip, nomor } = await openAccount()
    const [p, other] = [browser(s), browser(s)]
    await signIn(other, nomor)
    await p.follow(await signIn(p, nomor))
    await p.get('/masuk/bukan-saya')
    expect((await p.post('/masuk/bukan-saya')).headers.location).toBe('/masuk/dibekukan')
    expect((await other.get('/formulir')).statusCode).toBe(303)
    expect((await sql`select status from akun where nip = ${nip}`.execute(t.owner.db)).rows).toEqual([{ status: 'dibekukan' }])
    const again = await p.follow(await signIn(p, nomor))
    expect(text(again)).toContain('Akun ini dibekukan')
    expect((await p.get('/formulir')).statusCode).toBe(403)
  })
})
