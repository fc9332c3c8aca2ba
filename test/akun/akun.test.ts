// Akun saya: sessions, kata kunci, question, a new address, the second factor, one's own data; and who tries to get at them.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyEmail } from '../../src/akun/alamat.ts'
import { listCaught } from '../../src/jobs/catcher.ts'
import { openAccount } from '../../src/security/account.ts'
import { currentCode } from '../../src/security/totp.ts'
import { useDatabase } from '../harness.ts'
import { cookieOf, encode, forgetLimits, KEBUMEN, newSession, SAME_SITE } from '../isian/adegan.ts'
import {
  addOwner,
  codeIn,
  endAccountScene,
  get,
  kinds,
  letterTo,
  makeAccountScene,
  NIK,
  notices,
  PASSWORD,
  post,
  type AccountScene,
  type Owner,
} from './adegan.ts'

const t = useDatabase()
let s: AccountScene
beforeAll(async () => void (s = await makeAccountScene(t)))
afterAll(() => endAccountScene(s))

const NEW = 'jendela-kopi-sungai-77'
const second = async (p: Owner): Promise<Owner> => ({ ...p, cookie: await newSession(s, 'pns', p.nip) })
const inside = async (p: Pick<Owner, 'cookie'>): Promise<boolean> => (await get(s, p, '/akun')).statusCode === 200
const emailOf = async (p: Owner): Promise<string> => {
  const { rows } = await sql<{ email: string }>`select email from akun where nip = ${p.nip}`.execute(t.owner.db)
  return openAccount(s.ctx.keys, p.nip, 'email', rows[0]!.email)
}

const login = async (me: Owner) => {
  const first = await s.app.inject({ method: 'GET', url: '/masuk?lain=1', headers: SAME_SITE })
  const jar = new Map(first.cookies.map((c) => [c.name, c.value]))
  const send = async (url: string, body: Record<string, string>) => {
    const csrf = /name="_csrf" value="([^"]+)"/.exec(first.body)![1]!
    const r = await s.app.inject({
      method: 'POST',
      url,
      headers: { ...SAME_SITE, 'content-type': 'application/x-www-form-urlencoded' },
      payload: encode({ _csrf: csrf, ...body }),
      cookies: Object.fromEntries(jar),
    })
    for (const c of r.cookies) if (c.name.includes('perangkat')) jar.set(c.name, c.value)
    return r
  }
  const page = await send('/masuk', { nomor_register: me.nomor, kata_kunci: PASSWORD })
  const menunggu = /name="menunggu" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  return { page, code: (kode: string) => send('/masuk/kode', { menunggu, kode }) }
}

describe('sessions', () => {
  test('Akhiri works in the next request, for one and for all the others', async () => {
    const me = await addOwner(s)
    const [phone, office] = [await second(me), await second(me)]
    const page = await get(s, me, '/akun')
    expect(page.body.match(/name="sesi"/g)).toHaveLength(2)
    const hash = /name="sesi" value="([^"]+)"/.exec(page.body)![1]!
    await post(s, me, '/akun/sesi', { sesi: hash })
    expect([await inside(phone), await inside(office)].filter(Boolean)).toHaveLength(1)
    await post(s, me, '/akun/sesi')
    expect([await inside(me), await inside(phone), await inside(office)]).toEqual([true, false, false])
  })
  test('the session of somebody else is not on the list and cannot be ended', async () => {
    const [me, victim] = [await addOwner(s), await addOwner(s)]
    const { rows } = await sql<{ id_hash: string }>`select id_hash from sesi where nip = ${victim.nip}`.execute(t.owner.db)
    expect((await get(s, me, '/akun')).body).not.toContain(rows[0]!.id_hash)
    await post(s, me, '/akun/sesi', { sesi: rows[0]!.id_hash })
    expect(await inside(victim)).toBe(true)
  })
})

describe('kata kunci and question', () => {
  test('only who knows the old one changes it; other sessions and a waiting address end', async () => {
    const me = await addOwner(s)
    const thief = await second(me)
    const body = { kata_kunci: NEW, konfirmasi_kata_kunci: NEW }
    expect((await post(s, thief, '/akun/kata-kunci', { ...body, kata_kunci_lama: 'bukan-itu-sama-sekali' })).statusCode).toBe(422)
    await post(s, thief, '/akun/email', { email: 'lain@kotak.test', kata_kunci: PASSWORD })
    expect((await post(s, me, '/akun/kata-kunci', { ...body, kata_kunci_lama: PASSWORD })).headers.location).toBe('/akun?selesai=sandi')
    expect([await inside(me), await inside(thief)]).toEqual([true, false])
    expect((await get(s, me, '/akun/email/kode')).headers.location).toBe('/akun')
    expect((await post(s, me, '/akun/kata-kunci', { ...body, kata_kunci_lama: PASSWORD })).statusCode).toBe(422)
    expect((await letterTo(me.email, (m) => m.perihal.includes('Kata kunci'))).teks).toContain('Bukan saya')
    expect(await notices(s, me.nip)).toContain('kata-kunci-diganti')
  })
  test('six wrong ones in a row must wait, and the login of the owner does not', async () => {
    const me = await addOwner(s)
    for (let i = 0; i < 5; i++) await post(s, me, '/akun/data', { bentuk: 'json', kata_kunci: `salah-${i}` })
    expect((await post(s, me, '/akun/data', { bentuk: 'json', kata_kunci: PASSWORD })).body).toContain('Terlalu banyak percobaan')
    expect((await login(me)).page.headers.location).toBe('/formulir')
    await forgetLimits(s)
  })
  test('a weak kata kunci, and an answer that is the kata kunci, are refused', async () => {
    const me = await addOwner(s)
    expect((await post(s, me, '/akun/kata-kunci', { kata_kunci_lama: PASSWORD, kata_kunci: '12345678', konfirmasi_kata_kunci: '12345678' })).statusCode).toBe(
      422,
    )
    expect((await post(s, me, '/akun/pertanyaan', { pertanyaan: 'PP02', jawaban: PASSWORD, kata_kunci: PASSWORD })).statusCode).toBe(422)
    expect((await post(s, me, '/akun/pertanyaan', { pertanyaan: 'PP02', jawaban: 'Suparmi', kata_kunci: PASSWORD })).body).toContain('ibu kandung')
    expect((await post(s, me, '/akun/pertanyaan', { pertanyaan: 'PP02', jawaban: 'Gunung Sumbing', kata_kunci: 'salah' })).statusCode).toBe(422)
    expect((await post(s, me, '/akun/pertanyaan', { pertanyaan: 'PP02', jawaban: 'Gunung Sumbing', kata_kunci: PASSWORD })).headers.location).toBe(
      '/akun?selesai=pertanyaan',
    )
    expect(await kinds(s, me.nip)).toEqual(['jawaban-diganti'])
  })
})

describe('a new address', () => {
  const begin = async (me: Owner, email: string): Promise<string> => {
    const before = listCaught()[0]?.id ?? 0
    expect((await post(s, me, '/akun/email', { email, kata_kunci: PASSWORD })).headers.location).toBe('/akun/email/kode')
    return codeIn(await letterTo(email, (m) => m.id > before))
  }
  const change = async (me: Owner) =>
    (await sql<{ id: string }>`select id from ganti_email where nip = ${me.nip} order by dibuat desc limit 1`.execute(t.owner.db)).rows[0]!.id
  const dayOver = (me: Owner) => sql`update ganti_email set berlaku_pada = berlaku_pada - interval '24 hours' where nip = ${me.nip}`.execute(t.owner.db)

  test('A23: proved by code, told to both, in effect after a day and not before', async () => {
    const me = await addOwner(s)
    const kode = await begin(me, 'siti.baru@kotak.test')
    expect((await post(s, me, '/akun/email/kode', { kode: 'AAAA2222' })).statusCode).toBe(422)
    expect((await post(s, me, '/akun/email/kode', { kode })).headers.location).toBe('/akun?selesai=email')
    await letterTo(me.email, (m) => m.perihal.includes('akan diganti'))
    await letterTo('siti.baru@kotak.test', (m) => m.perihal.includes('sudah dibuktikan'))
    await applyEmail(s.ctx, me.nip, await change(me))
    expect(await emailOf(me)).toBe(me.email)
    await dayOver(me)
    await Promise.all([1, 2, 3].map(async () => applyEmail(s.ctx, me.nip, await change(me))))
    expect(await emailOf(me)).toBe('siti.baru@kotak.test')
    expect((await kinds(s, me.nip)).filter((k) => k === 'alamat-diganti')).toHaveLength(1)
    const { rows } = await sql`select email_indeks from direktori_email where nip = ${me.nip}`.execute(t.owner.db)
    expect(rows).toHaveLength(1)
    await letterTo(me.email, (m) => m.perihal.includes('sudah diganti'))
  })
  test('A23: the old mailbox cancels without a login, and once', async () => {
    const me = await addOwner(s)
    await post(s, me, '/akun/email/kode', { kode: await begin(me, 'penyusup@kotak.test') })
    const letter = await letterTo(me.email, (m) => m.perihal.includes('akan diganti'))
    const path = new URL(/https?:\/\/\S+batal-ganti-email\S+/.exec(letter.teks)![0]).pathname
    const page = await s.app.inject({ method: 'GET', url: path, headers: SAME_SITE })
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)![1]!
    const cookies = Object.fromEntries(page.cookies.map((c) => [c.name, c.value]))
    const press = () =>
      s.app.inject({
        method: 'POST',
        url: path,
        headers: { ...SAME_SITE, 'content-type': 'application/x-www-form-urlencoded' },
        payload: encode({ _csrf: csrf }),
        cookies,
      })
    expect((await press()).body).toContain('Penggantian dibatalkan')
    expect((await press()).body).toContain('Tidak ada yang dibatalkan')
    await dayOver(me)
    await applyEmail(s.ctx, me.nip, await change(me))
    expect(await emailOf(me)).toBe(me.email)
    expect((await s.app.inject({ method: 'GET', url: `${path.slice(0, -4)}AAAA`, headers: SAME_SITE })).statusCode).toBe(410)
  })
  test('the link of the letter proves it too, on a device where nobody is signed in, by its button alone', async () => {
    const me = await addOwner(s)
    const linkOf = async (email: string, after: number) =>
      new URL(/https?:\/\/\S+\/bukti-email\/\S+/.exec((await letterTo(email, (m) => m.id > after)).teks)![0]).pathname
    const press = async (path: string) => {
      const page = await s.app.inject({ method: 'GET', url: path, headers: SAME_SITE })
      return s.app.inject({
        method: 'POST',
        url: path,
        headers: { ...SAME_SITE, 'content-type': 'application/x-www-form-urlencoded' },
        payload: encode({ _csrf: /name="_csrf" value="([^"]+)"/.exec(page.body)![1]! }),
        cookies: Object.fromEntries(page.cookies.map((c) => [c.name, c.value])),
      })
    }
    const start = listCaught()[0]?.id ?? 0
    await begin(me, 'tautan@kotak.test')
    const first = await linkOf('tautan@kotak.test', start)
    const between = listCaught()[0]!.id
    expect((await post(s, me, '/akun/email/kirim-ulang')).headers.location).toBe('/akun/email/kode?lagi=1')
    const second = await linkOf('tautan@kotak.test', between)
    expect((await press(first)).statusCode).toBe(410)
    for (let i = 0; i < 3; i++) await s.app.inject({ method: 'GET', url: second, headers: SAME_SITE })
    expect(await kinds(s, me.nip)).not.toContain('email-terbukti')
    expect((await press(second)).body).toContain('Alamat sudah dibuktikan')
    expect(await kinds(s, me.nip)).toContain('email-terbukti')
    expect((await s.app.inject({ method: 'GET', url: `${second.slice(0, -4)}AAAA`, headers: SAME_SITE })).statusCode).toBe(410)
    await forgetLimits(s)
  })
  test('a letter is asked for again at most so often', async () => {
    const me = await addOwner(s)
    await begin(me, 'sering@kotak.test')
    const tries = []
    for (let i = 0; i < 4; i++) tries.push((await post(s, me, '/akun/email/kirim-ulang')).statusCode)
    expect(tries).toEqual([303, 303, 429, 429])
    await forgetLimits(s)
  })
  test('two confirmations at once have one effect; five wrong codes end it', async () => {
    const me = await addOwner(s)
    const kode = await begin(me, 'ganda@kotak.test')
    await Promise.all([1, 2, 3, 4].map(() => post(s, me, '/akun/email/kode', { kode })))
    expect((await kinds(s, me.nip)).filter((k) => k === 'email-terbukti')).toHaveLength(1)
    const again = await begin(me, 'ganda2@kotak.test')
    for (let i = 0; i < 5; i++) await post(s, me, '/akun/email/kode', { kode: 'AAAA2222' })
    expect((await post(s, me, '/akun/email/kode', { kode: again })).statusCode).toBe(422)
    await forgetLimits(s)
  })
  test('the address of somebody else: the same page, another letter, never a code', async () => {
    const [me, other] = [await addOwner(s), await addOwner(s)]
    expect((await post(s, me, '/akun/email', { email: other.email, kata_kunci: PASSWORD })).headers.location).toBe('/akun/email/kode')
    expect((await letterTo(other.email)).perihal).toContain('sudah dipakai')
    expect((await get(s, me, '/akun/email/kode')).statusCode).toBe(200)
  })
  test('a stolen session without the kata kunci begins nothing', async () => {
    const me = await addOwner(s)
    expect((await post(s, me, '/akun/email', { email: 'x@kotak.test', kata_kunci: 'bukan' })).statusCode).toBe(422)
    expect(await kinds(s, me.nip)).toEqual([])
  })
})

describe('second factor', () => {
  const setUp = async (me: Owner): Promise<{ secret: string; codes: string[] }> => {
    const page = await post(s, me, '/akun/autentikator', { kata_kunci: PASSWORD })
    expect(page.body).toContain('<svg')
    const secret = /<b>([A-Z2-7 ]{30,})<\/b>/.exec(page.body)![1]!.replaceAll(' ', '')
    const done = await post(s, me, '/akun/autentikator/kode', { kode: currentCode(secret, Date.now() - 30_000) })
    return { secret, codes: [...done.body.matchAll(/<b class="val kode">([0-9A-Z]{8})<\/b>/g)].map((m) => m[1]!) }
  }
  test('asked at login; a code works once; the printed ones work once each; kata kunci alone opens nothing', async () => {
    const me = await addOwner(s)
    const { secret, codes } = await setUp(me)
    expect(codes).toHaveLength(10)
    const kept = await sql`select 1 from kode_cadangan where kode_hash = any(${codes})`.execute(t.owner.db)
    expect(kept.rows).toHaveLength(0)
    const first = await login(me)
    expect(first.page.statusCode).toBe(200)
    expect(first.page.cookies.some((c) => c.name.includes('sesi'))).toBe(false)
    const code = currentCode(secret)
    expect((await first.code('000000')).statusCode).toBe(422)
    expect((await first.code(code)).headers.location).toBe('/formulir')
    expect((await (await login(me)).code(code)).statusCode).toBe(422)
    expect((await (await login(me)).code(codes[3]!.toLowerCase())).headers.location).toBe('/formulir')
    expect((await (await login(me)).code(codes[3]!)).statusCode).toBe(422)
    await letterTo(me.email, (m) => m.perihal.includes('Kode cadangan'))
  })
  test('mfa_pns = wajib: nothing else opens and nothing is saved before it is set up; other agencies are left alone', async () => {
    const [me, other] = [await addOwner(s), await addOwner(s)]
    await sql`update akun set instansi_id = ${KEBUMEN} where nip = ${me.nip}`.execute(t.owner.db)
    const setting = (mfa: string) =>
      sql`insert into instansi_pengaturan (instansi_id, mfa_pns) values (${KEBUMEN}, ${mfa}) on conflict (instansi_id) do update set mfa_pns = ${mfa}`.execute(
        t.owner.db,
      )
    await setting('wajib')
    expect((await login(me)).page.headers.location).toBe('/akun/autentikator')
    for (const url of ['/formulir', '/akun', '/akun/data', '/pemberitahuan', '/akses-data']) expect((await get(s, me, url)).statusCode, url).toBe(403)
    expect((await post(s, me, '/formulir/data-utama', { alamat__cek: 'ubah', alamat: 'Jl. X', _aksi: 'simpan' })).statusCode).toBe(403)
    expect((await get(s, me, '/formulir')).body).toContain('href="/akun/autentikator"')
    expect((await get(s, other, '/formulir')).statusCode).toBe(200)
    await setUp(me)
    expect((await get(s, me, '/formulir')).statusCode).toBe(200)
    await setting('boleh')
  })
  test('a code of long ago and one of the future do not fit; one step either way does', async () => {
    const me = await addOwner(s)
    const { secret } = await setUp(me)
    const at = Date.now()
    expect((await (await login(me)).code(currentCode(secret, at - 90_000))).statusCode).toBe(422)
    expect((await (await login(me)).code(currentCode(secret, at + 90_000))).statusCode).toBe(422)
    expect((await (await login(me)).code(currentCode(secret, at + 30_000))).statusCode).toBe(303)
    await forgetLimits(s)
  })
  test('twenty posts of one code at the same moment: one session', async () => {
    const me = await addOwner(s)
    const { secret } = await setUp(me)
    const tries = await Promise.all(Array.from({ length: 4 }, () => login(me)))
    const codes = await Promise.all(tries.map((l) => l.code(currentCode(secret))))
    expect(codes.filter((r) => r.statusCode === 303)).toHaveLength(1)
    await forgetLimits(s)
  })
  test('what was proved is worth nothing in another browser, or after the kata kunci was changed', async () => {
    const me = await addOwner(s)
    const { secret } = await setUp(me)
    const [mine, other] = [await login(me), await login(me)]
    const stolen = /name="menunggu" value="([^"]+)"/.exec(mine.page.body)![1]!
    const foreign = await s.app.inject({ method: 'GET', url: '/masuk?lain=1', headers: SAME_SITE })
    const csrf = /name="_csrf" value="([^"]+)"/.exec(foreign.body)![1]!
    const r = await s.app.inject({
      method: 'POST',
      url: '/masuk/kode',
      headers: { ...SAME_SITE, 'content-type': 'application/x-www-form-urlencoded' },
      payload: encode({ _csrf: csrf, menunggu: stolen, kode: currentCode(secret) }),
      cookies: Object.fromEntries(foreign.cookies.map((c) => [c.name, c.value])),
    })
    expect(r.headers.location).toBe('/masuk?berakhir=1')
    await post(s, me, '/akun/kata-kunci', { kata_kunci_lama: PASSWORD, kata_kunci: NEW, konfirmasi_kata_kunci: NEW })
    expect((await other.code(currentCode(secret))).statusCode).toBe(422)
  })
  test('switching off asks for kata kunci and code', async () => {
    const me = await addOwner(s)
    const { secret, codes } = await setUp(me)
    expect((await post(s, me, '/akun/autentikator/matikan', { kata_kunci: PASSWORD, kode: '000000' })).statusCode).toBe(422)
    expect((await post(s, me, '/akun/autentikator/matikan', { kata_kunci: 'salah', kode: codes[0] })).statusCode).toBe(422)
    expect((await post(s, me, '/akun/autentikator/matikan', { kata_kunci: PASSWORD, kode: currentCode(secret) })).headers.location).toBe(
      '/akun?selesai=autentikator-mati',
    )
    expect((await login(me)).page.headers.location).toBe('/formulir')
  })
})

describe('own data', () => {
  test('JSON with everything, also what is secret; recorded and told', async () => {
    const me = await addOwner(s)
    const r = await post(s, me, '/akun/data', { bentuk: 'json', kata_kunci: PASSWORD })
    expect(r.headers['content-disposition']).toContain('data-saya.json')
    const all = r.json() as { akun: { email: string }; bagian: Record<string, { butir: { bkn: Record<string, unknown> }[] }> }
    expect([all.akun.email, all.bagian['data-utama']!.butir[0]!.bkn.nik]).toEqual([me.email, NIK])
    expect(all.bagian['riwayat-golongan']!.butir).toHaveLength(2)
    expect([await kinds(s, me.nip), await notices(s, me.nip)]).toEqual([['data-diunduh'], ['data-diunduh']])
  })
  test('CSV of a section; formulas stay text; without the kata kunci nothing', async () => {
    const me = await addOwner(s, '=HYPERLINK("http://x.test")')
    const r = await post(s, me, '/akun/data', { bentuk: 'data-utama', kata_kunci: PASSWORD })
    expect(r.headers['content-type']).toContain('text/csv')
    expect([r.body.includes(NIK), r.body.includes(`"'=HYPERLINK`)]).toEqual([true, true])
    expect((await post(s, me, '/akun/data', { bentuk: 'json', kata_kunci: 'salah' })).statusCode).toBe(422)
    expect((await post(s, me, '/akun/data', { bentuk: '../../etc', kata_kunci: PASSWORD })).statusCode).toBe(422)
  })
  test('ten a day', async () => {
    const me = await addOwner(s)
    for (let i = 0; i < 10; i++) expect((await post(s, me, '/akun/data', { bentuk: 'bpjs', kata_kunci: PASSWORD })).statusCode).toBe(200)
    expect((await post(s, me, '/akun/data', { bentuk: 'bpjs', kata_kunci: PASSWORD })).statusCode).toBe(429)
  })
})

test('news in the address is one of ours or none', async () => {
  const me = await addOwner(s)
  for (const selesai of ['__proto__', 'constructor', 'toString', '<b>']) {
    const r = await get(s, me, `/akun?selesai=${selesai}`)
    expect([r.statusCode, r.body.includes('role="status"')], selesai).toEqual([200, false])
  }
})

test('every page of the account asks for a login', async () => {
  for (const url of [
    '/akun',
    '/akun/email',
    '/akun/email/kode',
    '/akun/kata-kunci',
    '/akun/pertanyaan',
    '/akun/autentikator',
    '/akun/pendamping',
    '/akun/data',
    '/pendamping',
    '/pemberitahuan',
    '/akses-data',
  ])
    expect((await s.app.inject({ method: 'GET', url, headers: SAME_SITE })).headers.location, url).toMatch(/^\/masuk/)
  const frozen = await addOwner(s)
  await sql`update akun set status = 'dibekukan' where nip = ${frozen.nip}`.execute(t.owner.db)
  expect((await s.app.inject({ method: 'GET', url: '/akun', headers: SAME_SITE, cookies: cookieOf(s, frozen) })).statusCode).toBe(403)
  expect(s.errors).toEqual([])
})
