// Bad input and bad luck: each a clear sentence, nothing lost, never a 500.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readNip } from '../../src/form/nip.ts'
import { readEmail } from '../../src/web/email.ts'
import { useDatabase } from '../harness.ts'
import { bannedWords } from '../words.ts'
import {
  addPerson,
  browser,
  codeIn,
  CODE,
  endScene,
  GOOD,
  letterTo,
  makeScene,
  newEmail,
  newestLetter,
  readable,
  registerAll,
  search,
  seen,
  text,
  untilPassword,
  type Peramban,
  type Scene,
} from './scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})
afterAll(() => endScene(s))

const countAccounts = async (nip: string) => (await sql<{ n: number }>`select count(*)::int as n from akun where nip = ${nip}`.execute(t.owner.db)).rows[0]!.n

describe('NIP', () => {
  test.each([
    ['', 'Tulis NIP Baru Anda, 18 angka.'],
    ['19760314200003150', 'NIP Baru harus 18 angka. Anda menulis 17 angka.'],
    ['1976031420000315021', 'Anda menulis 19 angka.'],
    ['1976O314200003A502', 'NIP Baru hanya berisi angka.'],
    ['197602312000031502', 'Tanggal itu tidak ada.'],
    ['197613012000031502', 'Tanggal itu tidak ada.'],
    ['197603142000131502', 'Bulan itu tidak ada.'],
    ['197603142000033502', 'Angka ke-15 NIP adalah 1 (pria) atau 2 (wanita).'],
    ['197603142000031000', 'dimulai dari 001'],
    ['9'.repeat(10_000), 'Anda menulis 10000 angka.'],
    ['<script>alert(1)</script>', 'NIP Baru hanya berisi angka.'],
    ["' or 1=1 --", 'NIP Baru hanya berisi angka.'],
  ])('%s: %s', async (nip, sentence) => {
    const p = browser(s)
    await p.get('/registrasi')
    const page = await p.post('/registrasi', { nip, captcha: CODE })
    expect(page.statusCode).toBe(422)
    expect(text(page)).toContain(sentence)
    expect(page.body).not.toContain('<script>alert')
  })
  test('blanks, dots and dashes are read over; a leap day is a day', () => {
    expect(readNip(' 19760314 200003.1-502 ')).toEqual({ ok: true, nip: '197603142000031502' })
    expect(readNip('197602292000031502').ok).toBe(true)
    expect(readNip('197702292000031502').ok).toBe(false)
  })
})

describe('picture code', () => {
  test('wrong, then used twice', async () => {
    const nip = await addPerson(s)
    const p = browser(s)
    await p.get('/registrasi')
    const first = p.hidden()
    const wrong = await p.post('/registrasi', { nip, captcha: 'XXXXX' })
    expect([wrong.statusCode, text(wrong).includes('Kode tidak cocok dengan gambar')]).toEqual([422, true])
    expect(wrong.body).toContain(`value="${nip}"`)
    const again = await p.raw('/registrasi', { ...first, nip, captcha: CODE })
    expect(text(again)).toContain('Kode gambar hanya berlaku sekali')
    const none = await p.raw('/registrasi', { _csrf: first._csrf!, nip })
    expect(text(none)).toContain('Ketik kode pada gambar.')
    const elsewhere = await browser(s).get('/registrasi')
    expect(elsewhere.statusCode).toBe(200)
    const stranger = browser(s)
    await stranger.get('/registrasi')
    const stolen = await stranger.post('/registrasi', { nip, captcha: CODE, captcha_token: p.hidden().captcha_token! })
    expect(text(stolen)).toContain('Kode gambar hanya berlaku sekali')
  })
})

describe('mailed code', () => {
  const toCode = async (): Promise<{ p: Peramban; email: string; kode: string }> => {
    const p = browser(s)
    const email = newEmail()
    await p.follow(await search(p, await addPerson(s)))
    await p.follow(await p.post('/registrasi/nik', { nik: '3306051403769003' }))
    await p.follow(await p.post('/registrasi/email', { email }))
    return { p, email, kode: codeIn(await letterTo(email)) }
  }
  const wrongOf = (kode: string) => (kode[0] === 'A' ? 'B' : 'A') + kode.slice(1)

  test('wrong five times: dead, also for the right one', async () => {
    const { p, kode } = await toCode()
    for (let i = 0; i < 4; i++) expect(text(await p.post('/registrasi/email/kode', { kode: wrongOf(kode) }))).toContain('Kode tidak cocok')
    expect(text(await p.post('/registrasi/email/kode', { kode: wrongOf(kode) }))).toContain('tidak berlaku lagi')
    expect(text(await p.post('/registrasi/email/kode', { kode }))).toContain('tidak berlaku lagi')
  })
  test('any case, blanks, O for 0 and I for 1', async () => {
    const { p, kode } = await toCode()
    const sloppy = ` ${kode.slice(0, 4).toLowerCase()} ${kode.slice(4).replaceAll('0', 'o').replaceAll('1', 'i')} `
    expect((await p.post('/registrasi/email/kode', { kode: sloppy })).headers.location).toBe('/registrasi/kata-kunci')
  })
  test('expired', async () => {
    const { p, kode } = await toCode()
    await sql`update pendaftaran set kode_kedaluwarsa = now() - interval '1 second'`.execute(t.owner.db)
    expect(text(await p.post('/registrasi/email/kode', { kode }))).toContain('Kode sudah kedaluwarsa')
  })
  test('used: not good for another address; of two codes only the newest', async () => {
    const { p, email, kode } = await toCode()
    await p.follow(await p.post('/registrasi/email/kode', { kode }))
    const other = newEmail()
    await p.get('/registrasi/email')
    await p.follow(await p.post('/registrasi/email', { email: other }))
    expect(text(await p.post('/registrasi/email/kode', { kode }))).toContain('sudah pernah digunakan')
    expect((await p.get('/registrasi/kata-kunci')).headers.location).toBe('/registrasi/email/kode')
    await p.get('/registrasi/email/kode')
    const first = codeIn(await letterTo(other))
    const before = newestLetter()
    await p.post('/registrasi/email/kirim-ulang')
    const second = codeIn(await letterTo(other, (m) => m.id > before))
    await p.get('/registrasi/email/kode')
    expect(text(await p.post('/registrasi/email/kode', { kode: first }))).toContain('Kode tidak cocok')
    expect((await p.post('/registrasi/email/kode', { kode: second })).headers.location).toBe('/registrasi/kata-kunci')
    expect(email).not.toBe(other)
  })
  test('asked for too often: told when to try again, nothing sent', async () => {
    const { p } = await toCode()
    for (let i = 0; i < 2; i++) expect((await p.post('/registrasi/email/kirim-ulang')).statusCode).toBe(303)
    const before = newestLetter()
    const refused = await p.post('/registrasi/email/kirim-ulang')
    expect([refused.statusCode, Number(refused.headers['retry-after']) > 60]).toEqual([429, true])
    expect(text(refused)).toMatch(/Coba lagi dalam \d+ menit/)
    expect(newestLetter()).toBeLessThanOrEqual(before + 1)
  })
  test('a running registration is over after two hours', async () => {
    const { p } = await toCode()
    await sql`update pendaftaran set kedaluwarsa = now() - interval '1 second'`.execute(t.owner.db)
    expect((await p.get('/registrasi/email/kode')).headers.location).toBe('/registrasi?lama=1')
    expect(text(await p.get('/registrasi?lama=1'))).toContain('hanya disimpan dua jam')
  })
  test("nobody else can open it: id of another registration, secret of one's own", async () => {
    const [a, b] = [await toCode(), await toCode()]
    const [id] = a.p.cookies.get('epupns_daftar')!.split('.')
    const [, secret] = b.p.cookies.get('epupns_daftar')!.split('.')
    b.p.cookies.set('epupns_daftar', `${id}.${secret}`)
    expect((await b.p.get('/registrasi/email')).headers.location).toBe('/registrasi?lama=1')
  })
})

test.each([
  ['', 'Tulis alamat e-mail'],
  ['siti', 'tanda @'],
  ['siti@', 'belum benar'],
  ['siti@kotak', 'belum benar'],
  ['si ti@kotak.test', 'spasi'],
  ['siti@kotak.test\r\nBcc: x@y.test', 'spasi'],
  ['siti@kotak.test,x@y.test', 'belum benar'],
  ['<siti@kotak.test>', 'belum benar'],
  ['.siti@kotak.test', 'belum benar'],
  ['si..ti@kotak.test', 'belum benar'],
  [`${'a'.repeat(250)}@kotak.test`, 'paling panjang 254'],
  ['=cmd|calc@kotak.test\u0000', 'belum benar'],
])('e-mail %s is refused: %s', (typed, sentence) => {
  const read = readEmail(typed)
  expect(read.ok ? '' : read.fault).toContain(sentence)
})

test('e-mail: domain in lower case, mailbox as typed', () => {
  expect(readEmail(' Siti.R+1@Kotak.TEST ')).toEqual({ ok: true, email: 'Siti.R+1@kotak.test' })
})

describe('kata kunci, names, question and answer', () => {
  let p: Peramban
  let nip: string
  beforeAll(async () => {
    nip = await addPerson(s)
    p = browser(s)
    await untilPassword(p, nip)
  })
  test.each([
    [{ kata_kunci: 'pendek1', konfirmasi_kata_kunci: 'pendek1' }, 'paling sedikit 8 karakter'],
    [{ kata_kunci: '12345678', konfirmasi_kata_kunci: '12345678' }, 'terlalu mudah ditebak'],
    [{ kata_kunci: 'indonesia123', konfirmasi_kata_kunci: 'indonesia123' }, 'terlalu mudah ditebak'],
    [{ kata_kunci: 'rumah-wibowo-besar', konfirmasi_kata_kunci: 'rumah-wibowo-besar' }, 'nama Anda'],
    [{ kata_kunci: 'x14031976yz!', konfirmasi_kata_kunci: 'x14031976yz!' }, 'tanggal lahir'],
    [{ kata_kunci: 'epupns-hebat-sekali', konfirmasi_kata_kunci: 'epupns-hebat-sekali' }, 'epupns'],
    [{ konfirmasi_kata_kunci: 'lain-sama-sekali-9' }, 'Kedua kata kunci tidak sama'],
    [{ kata_kunci: 'x'.repeat(10_000), konfirmasi_kata_kunci: 'x'.repeat(10_000) }, 'paling banyak 128 karakter'],
    [{ ibu_kandung: '' }, 'Nama Ibu Kandung belum diisi'],
    [{ ibu_kandung: '<b>Suparmi</b>' }, 'hanya berisi huruf'],
    [{ ibu_kandung: '=HYPERLINK("x")' }, 'hanya berisi huruf'],
    [{ ibu_kandung: 'x'.repeat(10_000) }, 'paling panjang 100 huruf'],
    [{ ibu_kandung: 'Su\u0007parmi' }, 'tidak dapat disimpan'],
    [{ pertanyaan: '' }, 'Pilih Pertanyaan Pengaman'],
    [{ pertanyaan: 'PP99' }, 'Pilih Pertanyaan Pengaman'],
    [{ pertanyaan: 'sendiri', pertanyaan_sendiri: 'pendek' }, '10 sampai 120'],
    [{ pertanyaan: 'sendiri', pertanyaan_sendiri: 'Apa 12345678 itu sebenarnya?' }, 'angka yang panjang'],
    [{ pertanyaan: 'sendiri', pertanyaan_sendiri: 'Apakah Pak Darmo Subroto guru saya?' }, 'memuat jawabannya'],
    [{ pertanyaan: 'sendiri', pertanyaan_sendiri: 'x'.repeat(10_000) }, 'paling panjang 120'],
    [{ jawaban: '' }, 'Jawaban belum diisi'],
    [{ jawaban: 'ya' }, '3 sampai 80'],
    [{ jawaban: 'nasi goreng' }, 'terlalu mudah ditebak'],
    [{ jawaban: 'SUPARMI' }, 'nama ibu kandung'],
    [{ jawaban: 'x'.repeat(10_000) }, 'paling panjang 80'],
  ])('%o: %s', async (change, sentence) => {
    await p.get('/registrasi/kata-kunci')
    const page = await p.post('/registrasi/kata-kunci', { ...GOOD, ...change })
    expect(page.statusCode).toBe(422)
    expect(text(page)).toContain(sentence)
    expect(page.body).not.toMatch(/<b>Suparmi/)
    expect(bannedWords(text(page))).toEqual([])
    await sql`update pendaftaran set kedaluwarsa = now() + interval '1 hour'`.execute(t.owner.db)
    expect(await countAccounts(nip)).toBe(0)
  })
})

describe('twice and at once', () => {
  test('ten posts of the same page make one account, one event, one letter', async () => {
    const nip = await addPerson(s)
    const p = browser(s)
    const email = await untilPassword(p, nip)
    await p.get('/registrasi/kata-kunci')
    const body = { ...p.hidden(), ...GOOD }
    const answers = await Promise.all(Array.from({ length: 10 }, () => p.raw('/registrasi/kata-kunci', body)))
    expect(answers.map((r) => [r.statusCode, r.headers.location])).toEqual(answers.map(() => [303, '/registrasi/bukti']))
    expect(await countAccounts(nip)).toBe(1)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from peristiwa where nip = ${nip}`.execute(t.owner.db)
    expect(rows[0]!.n).toBe(1)
    await letterTo(email, (m) => m.perihal === 'Bukti Registrasi e-PUPNS')
    expect((await sql<{ n: number }>`select count(*)::int as n from direktori_register where nip = ${nip}`.execute(t.owner.db)).rows[0]!.n).toBe(1)
  })
  test('five browsers register one NIP at the same moment: one account, four friendly pages', async () => {
    const nip = await addPerson(s)
    const all = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const p = browser(s)
        await untilPassword(p, nip)
        await p.get('/registrasi/kata-kunci')
        return p
      }),
    )
    const answers = await Promise.all(all.map((p) => p.post('/registrasi/kata-kunci', GOOD)))
    expect(answers.map((r) => r.statusCode).sort()).toEqual([303, 409, 409, 409, 409])
    expect(text(answers.find((r) => r.statusCode === 409)!)).toContain('NIP ini sudah terdaftar')
    expect(await countAccounts(nip)).toBe(1)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from direktori_email where nip = ${nip}`.execute(t.owner.db)
    expect(rows[0]!.n).toBe(1)
  })
})

test('a foreign page cannot post: no token, wrong token, other site', async () => {
  const nip = await addPerson(s)
  const p = browser(s)
  await p.get('/registrasi')
  const { _csrf: _, ...without } = p.hidden()
  expect((await p.raw('/registrasi', { ...without, nip, captcha: CODE })).statusCode).toBe(403)
  expect((await p.raw('/registrasi', { ...without, _csrf: 'x'.repeat(43), nip, captcha: CODE })).statusCode).toBe(403)
  expect((await p.raw('/registrasi', { ...p.hidden(), nip, captcha: CODE }, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
})

test('every page of this file was free of forbidden words, and no NIP stood in an address', async () => {
  await registerAll(browser(s), await addPerson(s))
  for (const html of seen) {
    expect(bannedWords(readable(html))).toEqual([])
    expect(html).not.toMatch(/(href|action)="[^"]*\d{18}/)
  }
})
