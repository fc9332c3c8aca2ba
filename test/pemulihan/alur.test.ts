// Recovery step by step: who may go on, what each step changes, and what stays closed.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { disavowToken } from '../../src/web/pemulihan.ts'
import { useDatabase } from '../harness.ts'
import { browser, codeIn, endScene, letterTo, makeScene, newestLetter, PASSWORD, text, type Peramban, type Scene } from '../pendaftaran/scene.ts'
import { addAccount, ANSWER, ask, askLetter, disavowIn, FIELDS, kinds, lastLetter, linkIn, quiet, untilQuestion, type Account, type Page } from './adegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})
afterAll(() => endScene(s))
beforeEach(() => quiet(s))

const NEW = 'sungai-tenang-biru-58'
const signIn = async (p: Peramban, nomor: string, kata_kunci: string) => {
  await p.get('/masuk?lain=1')
  return p.post('/masuk', { nomor_register: nomor, kata_kunci })
}
const setting = (value: string) => sql`update instansi_pengaturan set lupa_jawaban = ${value} where instansi_id = '6422'`.execute(t.owner.db)

describe('Lupa No. Register', () => {
  test('NIP, link, question, number; a notice; every step on record', async () => {
    const a = await addAccount(s)
    const p = browser(s)
    const question = await untilQuestion(p, 'lupa-nomor-register', a)
    expect(text(question)).toContain('Pertanyaan pengaman')
    const before = newestLetter()
    const page = await p.follow(await p.post('/lupa-nomor-register/pertanyaan', { jawaban: ` ${ANSWER.toUpperCase()}  ` }))
    expect(page.body).toContain(`class="nomor">${a.nomor}<`)
    expect(text(page)).toContain('Kembali ke Menu Login')
    // The next person at this computer is not led to it, and after five minutes it is gone.
    expect((await p.get('/lupa-nomor-register')).statusCode).toBe(200)
    await sql`update pemulihan set kedaluwarsa = kedaluwarsa - interval '5 minutes'`.execute(t.owner.db)
    expect((await p.get('/lupa-nomor-register/hasil')).headers.location).toBe('/lupa-nomor-register')
    const notice = await letterTo(a.email, (m) => m.id > before)
    expect(notice.perihal).toBe('Nomor register Anda baru saja dilihat')
    expect(notice.teks).not.toContain(a.nomor)
    expect(await kinds(s, a.nip)).toEqual(['registrasi', 'pemulihan-diminta', 'pemulihan-dibuka', 'nomor-dilihat'])
  })
  test('the code of the letter does the same as its link; the question stands nowhere before', async () => {
    const a = await addAccount(s)
    const p = browser(s)
    const letter = await askLetter(p, 'lupa-nomor-register', a)
    const waiting = await p.get('/lupa-nomor-register/surat')
    expect((await p.get('/lupa-nomor-register/pertanyaan')).headers.location).toBe('/lupa-nomor-register/surat')
    const { rows } = await sql<{ nama: string }>`select nama from ref_pertanyaan_pengaman where id = 'PP02'`.execute(t.owner.db)
    expect(waiting.body + letter.teks).not.toContain(rows[0]!.nama)
    await p.get('/lupa-nomor-register/surat')
    const question = await p.follow(await p.post('/lupa-nomor-register/surat', { kode_surat: codeIn(letter).toLowerCase() }))
    expect(text(question)).toContain(rows[0]!.nama)
  })
  test('five wrong answers kill the link, the owner is told, and the right one comes too late', async () => {
    const a = await addAccount(s)
    const p = browser(s)
    await untilQuestion(p, 'lupa-nomor-register', a)
    const form = p.hidden()
    const before = newestLetter()
    const statuses: number[] = []
    for (let i = 0; i < 5; i++) statuses.push((await p.post('/lupa-nomor-register/pertanyaan', { jawaban: `tebakan ke ${i}` })).statusCode)
    expect(statuses).toEqual([422, 422, 422, 422, 410])
    expect((await p.raw('/lupa-nomor-register/pertanyaan', { ...form, jawaban: ANSWER })).statusCode).toBe(410)
    expect((await letterTo(a.email, (m) => m.id > before)).perihal).toContain('dihentikan')
  })
  test('fifty answers at once are not fifty guesses', async () => {
    const a = await addAccount(s)
    const p = browser(s)
    await untilQuestion(p, 'lupa-nomor-register', a)
    await Promise.all(Array.from({ length: 50 }, (_, i) => p.raw('/lupa-nomor-register/pertanyaan', { ...p.hidden(), jawaban: `tebakan ${i}` })))
    expect((await kinds(s, a.nip)).filter((k) => k === 'jawaban-salah')).toHaveLength(5)
  })
  test('ten answers a day, however many links; then the words say who helps', async () => {
    const a = await addAccount(s)
    for (const tries of [4, 4, 2]) {
      const p = browser(s)
      await untilQuestion(p, 'lupa-nomor-register', a)
      for (let i = 0; i < tries; i++) expect((await p.post('/lupa-nomor-register/pertanyaan', { jawaban: `tebakan ${i}` })).statusCode).toBe(422)
      if (tries > 2) continue
      const right = await p.post('/lupa-nomor-register/pertanyaan', { jawaban: ANSWER })
      expect([right.statusCode, text(right).includes('datang ke Biro Kepegawaian')]).toEqual([429, true])
    }
  })
})

describe('Lupa Kata Kunci', () => {
  test('a new kata kunci: sessions, devices and other links end; nobody is signed in; the old word is worth nothing', async () => {
    const a = await addAccount(s)
    const [p, elsewhere, other] = [browser(s), browser(s), browser(s)]
    await signIn(elsewhere, a.nomor, PASSWORD)
    expect((await elsewhere.get('/formulir')).statusCode).toBe(200)
    await untilQuestion(other, 'lupa-nomor-register', a)
    await untilQuestion(p, 'lupa-kata-kunci', a)
    await p.follow(await p.post('/lupa-kata-kunci/pertanyaan', { jawaban: ANSWER }))
    const before = newestLetter()
    const done = await p.follow(await p.post('/lupa-kata-kunci/baru', { kata_kunci: NEW, konfirmasi_kata_kunci: NEW }))
    expect(text(done)).toContain('Kata Kunci telah diganti')
    expect((await p.get('/formulir')).statusCode).toBe(303)
    expect((await elsewhere.get('/formulir')).statusCode).toBe(303)
    expect((await other.get('/lupa-nomor-register/pertanyaan')).statusCode).toBe(410)
    expect((await signIn(browser(s), a.nomor, PASSWORD)).statusCode).toBe(422)
    expect((await signIn(p, a.nomor, NEW)).headers.location).toBe('/formulir')
    expect((await letterTo(a.email, (m) => m.id > before)).perihal).toBe('Kata kunci e-PUPNS Anda diganti')
    expect((await sql`select 1 from perangkat where nip = ${a.nip}`.execute(t.owner.db)).rows).toHaveLength(1)
  })
  test('rules of the kata kunci, two equal ones; pressing twice changes it once', async () => {
    const a = await addAccount(s)
    const p = browser(s)
    await untilQuestion(p, 'lupa-kata-kunci', a)
    await p.follow(await p.post('/lupa-kata-kunci/pertanyaan', { jawaban: ANSWER }))
    for (const [kata_kunci, konfirmasi_kata_kunci, words] of [
      ['', '', 'Buat kata kunci'],
      ['12345678', '12345678', 'mudah ditebak'],
      [`x${a.nip.slice(0, 8)}y`, `x${a.nip.slice(0, 8)}y`, 'tanggal lahir'],
      [NEW, 'lain-sama-sekali-5', 'tidak sama'],
    ] as const) {
      const r = await p.post('/lupa-kata-kunci/baru', { kata_kunci, konfirmasi_kata_kunci })
      expect([r.statusCode, text(r).includes(words)], words).toEqual([422, true])
    }
    const body = { ...p.hidden(), kata_kunci: NEW, konfirmasi_kata_kunci: NEW }
    const twice = await Promise.all([p.raw('/lupa-kata-kunci/baru', body), p.raw('/lupa-kata-kunci/baru', body)])
    expect(twice.map((r) => r.headers.location)).toEqual(['/lupa-kata-kunci/selesai', '/lupa-kata-kunci/selesai'])
    expect((await kinds(s, a.nip)).filter((k) => k === 'kata-kunci-diganti')).toHaveLength(1)
  })
  test('a hundred wrong tries at the login: recovery opens it again', async () => {
    const a = await addAccount(s)
    await signIn(browser(s), a.nomor, 'salah-sama-sekali')
    await sql`update batas set isi = -100, diisi = diisi - interval '2 hours' where isi < 0`.execute(t.owner.db)
    expect((await signIn(browser(s), a.nomor, PASSWORD)).statusCode).toBe(429)
    const p = browser(s)
    await untilQuestion(p, 'lupa-kata-kunci', a)
    await p.follow(await p.post('/lupa-kata-kunci/pertanyaan', { jawaban: ANSWER }))
    await p.post('/lupa-kata-kunci/baru', { kata_kunci: NEW, konfirmasi_kata_kunci: NEW })
    expect((await signIn(browser(s), a.nomor, NEW)).statusCode).toBe(303)
  })
})

describe('Lupa Jawaban', () => {
  test('tampilkan: the answer once, by the button alone, and back to the recovery that asked', async () => {
    await setting('tampilkan')
    const a = await addAccount(s)
    const p = browser(s)
    await untilQuestion(p, 'lupa-nomor-register', a)
    const start = await untilQuestion(p, 'lupa-jawaban', a)
    expect(start.body).toContain('Tampilkan Jawaban')
    expect(start.body).not.toContain(ANSWER)
    const before = newestLetter()
    const shown = await p.post('/lupa-jawaban/jawaban')
    expect([shown.statusCode, shown.headers['cache-control']]).toEqual([200, 'no-store'])
    expect(shown.body).toContain(`<b>${ANSWER}</b>`)
    expect(text(shown)).toContain('Kembali ke Lupa No. Register')
    expect((await letterTo(a.email, (m) => m.id > before)).perihal).toContain('ditampilkan')
    await p.get('/lupa-jawaban/jawaban')
    const again = await p.follow(await p.post('/lupa-jawaban/jawaban'))
    expect(again.body).not.toContain(ANSWER)
    expect(text(again)).toContain('Jawaban sudah ditampilkan')
    // As in the manual: to the login page, the link again, and the question is there without another letter.
    const question = await p.follow(await p.get('/lupa-nomor-register'))
    expect(text(question)).toContain('Pertanyaan pengaman')
    expect((await p.follow(await p.post('/lupa-nomor-register/pertanyaan', { jawaban: ANSWER }))).body).toContain(a.nomor)
    expect(await kinds(s, a.nip)).toContain('jawaban-dilihat')
  })
  test('ganti: nothing is shown; a new question and answer, of which no readable copy is kept', async () => {
    await setting('ganti')
    const a = await addAccount(s)
    const p = browser(s)
    const page = await untilQuestion(p, 'lupa-jawaban', a)
    expect(text(page)).toContain('Pertanyaan dan jawaban baru')
    expect((await p.follow(await p.post('/lupa-jawaban/jawaban'))).body).not.toContain(ANSWER)
    await p.get('/lupa-jawaban/baru')
    expect((await p.post('/lupa-jawaban/baru', { pertanyaan: 'PP03', jawaban: 'aku' })).statusCode).toBe(422)
    await p.follow(await p.post('/lupa-jawaban/baru', { pertanyaan: 'sendiri', pertanyaan_sendiri: 'Siapa guru kelas satu saya?', jawaban: 'Bu Lasmini' }))
    const { rows } = await sql<{ jawaban: string | null }>`select jawaban from akun where nip = ${a.nip}`.execute(t.owner.db)
    expect(rows).toEqual([{ jawaban: null }])
    const q = browser(s)
    expect(text(await untilQuestion(q, 'lupa-nomor-register', a))).toContain('Siapa guru kelas satu saya?')
    expect((await q.follow(await q.post('/lupa-nomor-register/pertanyaan', { jawaban: 'bu lasmini' }))).body).toContain(a.nomor)
    await setting('tampilkan')
    expect(await kinds(s, a.nip)).toContain('jawaban-diganti')
  })
  test('set to ganti afterwards: a copy kept before is not shown any more', async () => {
    await setting('tampilkan')
    const a = await addAccount(s)
    await setting('ganti')
    const p = browser(s)
    expect(text(await untilQuestion(p, 'lupa-jawaban', a))).toContain('Pertanyaan dan jawaban baru')
    await setting('tampilkan')
  })
  test.each([
    ['NIK', { nik: '3306051403769004' }],
    ['nama ibu', { ibu: 'Sumiyati' }],
  ])('a wrong %s: the same page, no letter; titles and case of the name do not count', async (_what, wrong) => {
    const a = await addAccount(s)
    const p = browser(s)
    const before = await lastLetter(s)
    const page = await p.follow(await ask(p, 'lupa-jawaban', { ...FIELDS['lupa-jawaban'](a), ...wrong }))
    expect(text(page)).toContain('Periksa e-mail Anda')
    await expect.poll(() => kinds(s, a.nip)).toContain('pemulihan-diminta')
    expect(await lastLetter(s)).toBe(before)
    await p.follow(await ask(p, 'lupa-jawaban', { ...FIELDS['lupa-jawaban'](a), ibu: 'Hj. SUPARMI' }))
    await letterTo(a.email, (m) => m.id > before)
  })
})

describe('the letter', () => {
  const opened = async (page: Page, fields: (a: Account) => Record<string, string>) => {
    const a = await addAccount(s)
    const asked = browser(s)
    const path = linkIn(await askLetter(asked, page, a))
    const here = browser(s)
    const form = await here.get(path)
    expect(text(form)).toContain('diminta di perangkat lain')
    return { a, asked, here, path, fields: fields(a) }
  }
  test('on another device: the code of the page, and from then on only that device goes on', async () => {
    const { asked, here, path } = await opened('lupa-kata-kunci', () => ({}))
    const kode = /class="val kode">([0-9A-Z-]{9})</.exec((await asked.get('/lupa-kata-kunci/surat')).body)![1]!
    await here.get(path)
    expect((await here.post(path, { kode_halaman: 'AAAABBBB' })).statusCode).toBe(422)
    expect((await here.post(path, { kode_halaman: kode.toLowerCase() })).headers.location).toBe('/lupa-kata-kunci/pertanyaan')
    expect((await here.get('/lupa-kata-kunci/pertanyaan')).statusCode).toBe(200)
    expect((await asked.get('/lupa-kata-kunci/pertanyaan')).headers.location).toBe('/lupa-kata-kunci')
  })
  test.each([
    ['lupa-nomor-register', (a: Account) => ({ nip: a.nip })],
    ['lupa-kata-kunci', (a: Account) => ({ nip: a.nip, nomor: a.nomor.toLowerCase() })],
    ['lupa-jawaban', (a: Account) => ({ ...FIELDS['lupa-jawaban'](a), ibu: 'ibu suparmi' })],
  ] as const)('%s on another device: what was typed, typed again', async (page, fields) => {
    const { here, path, fields: right } = await opened(page, fields)
    expect((await here.post(path)).statusCode).toBe(422)
    expect((await here.post(path, { ...right, nip: '198104152000032501' })).statusCode).toBe(422)
    expect((await here.post(path, right)).statusCode).toBe(303)
  })
  test('five wrong codes end it, for the link too', async () => {
    const { asked, path } = await opened('lupa-nomor-register', () => ({}))
    await asked.get('/lupa-nomor-register/surat')
    const statuses: number[] = []
    for (let i = 0; i < 5; i++) statuses.push((await asked.post('/lupa-nomor-register/surat', { kode_surat: `AAAA000${i}` })).statusCode)
    expect(statuses).toEqual([422, 422, 422, 422, 410])
    expect((await asked.get(path)).statusCode).toBe(410)
  })
  test('a letter asked for elsewhere makes the older one worthless, but not one of another kind', async () => {
    const a = await addAccount(s)
    const [p, q] = [browser(s), browser(s)]
    const first = await askLetter(p, 'lupa-nomor-register', a)
    const other = await askLetter(q, 'lupa-kata-kunci', a)
    const second = await askLetter(q, 'lupa-nomor-register', a)
    expect((await p.get(linkIn(first))).statusCode).toBe(410)
    expect((await q.get(linkIn(other))).statusCode).toBe(200)
    expect((await q.get(linkIn(second))).statusCode).toBe(200)
  })
  test('the newest one counts; a second letter is asked for on the page; after three an hour nothing more comes', async () => {
    const a = await addAccount(s)
    const p = browser(s)
    const first = await askLetter(p, 'lupa-nomor-register', a)
    let last = first
    for (let i = 0; i < 2; i++) {
      await p.get('/lupa-nomor-register/surat')
      expect((await p.post('/lupa-nomor-register/kirim-ulang')).headers.location).toBe('/lupa-nomor-register/surat?lagi=1')
      const { id } = last
      last = await letterTo(a.email, (m) => m.id > id)
    }
    expect((await p.get(linkIn(first))).statusCode).toBe(410)
    await p.get('/lupa-nomor-register/surat')
    const limited = await p.post('/lupa-nomor-register/kirim-ulang')
    expect([limited.statusCode, text(limited).includes('Terlalu banyak surat diminta')]).toEqual([429, true])
    // Another browser, the same account: its page says nothing, and no fourth letter comes.
    const q = browser(s)
    expect(text(await q.follow(await ask(q, 'lupa-nomor-register', { nip: a.nip })))).toContain('Periksa e-mail Anda')
    await expect.poll(async () => (await kinds(s, a.nip)).filter((k) => k === 'pemulihan-diminta').length).toBe(4)
    expect(await lastLetter(s)).toBe(last.id)
    expect((await p.get(linkIn(last))).statusCode).toBe(200)
  })
  test('a mailbox that is shared, a closed account, an unknown NIP: nothing is mailed', async () => {
    const before = newestLetter()
    const [shared, frozen] = [await addAccount(s), await addAccount(s)]
    await sql`update akun set email_indeks = null where nip = ${shared.nip}`.execute(t.owner.db)
    await sql`update akun set status = 'dibekukan' where nip = ${frozen.nip}`.execute(t.owner.db)
    const known = await lastLetter(s)
    for (const nip of [shared.nip, frozen.nip, '198104152000032501']) await ask(browser(s), 'lupa-nomor-register', { nip })
    expect(await lastLetter(s)).toBe(known)
    expect(known).toBeGreaterThan(before)
  })
})

describe('"bukan saya"', () => {
  test('opening changes nothing; pressing stops recovery for a day, ends sessions and links', async () => {
    const a = await addAccount(s)
    const [p, stranger] = [browser(s), browser(s)]
    await signIn(p, a.nomor, PASSWORD)
    const letter = await askLetter(stranger, 'lupa-kata-kunci', a)
    const owner = browser(s)
    for (let i = 0; i < 3; i++) await owner.get(disavowIn(letter))
    expect((await p.get('/formulir')).statusCode).toBe(200)
    expect(text(await owner.post(disavowIn(letter)))).toContain('Pemulihan dihentikan')
    expect((await p.get('/formulir')).statusCode).toBe(303)
    expect((await stranger.get(linkIn(letter))).statusCode).toBe(410)
    const known = await lastLetter(s)
    await ask(browser(s), 'lupa-nomor-register', { nip: a.nip })
    expect(await lastLetter(s)).toBe(known)
    expect((await signIn(p, a.nomor, PASSWORD)).statusCode).toBe(303)
    await sql`update akun set pemulihan_beku_sampai = pemulihan_beku_sampai - interval '24 hours' where nip = ${a.nip}`.execute(t.owner.db)
    await quiet(s)
    await askLetter(browser(s), 'lupa-nomor-register', a)
    expect(await kinds(s, a.nip)).toContain('bukan-saya')
  })
  test('after a new kata kunci: that one does not work any more', async () => {
    const a = await addAccount(s)
    const thief = browser(s)
    await untilQuestion(thief, 'lupa-kata-kunci', a)
    await thief.follow(await thief.post('/lupa-kata-kunci/pertanyaan', { jawaban: ANSWER }))
    const before = newestLetter()
    await thief.post('/lupa-kata-kunci/baru', { kata_kunci: NEW, konfirmasi_kata_kunci: NEW })
    const notice = await letterTo(a.email, (m) => m.id > before)
    const owner = browser(s)
    await owner.get(disavowIn(notice))
    expect(text(await owner.post(disavowIn(notice)))).toContain('tidak berlaku lagi')
    expect((await signIn(thief, a.nomor, NEW)).statusCode).toBe(422)
  })
  test('an address that was made up, or is older than a week, does nothing', async () => {
    const a = await addAccount(s)
    const p = browser(s)
    const days = (n: number) => disavowToken(s.ctx.keys, a.nip, 'tautan', Date.now() - n * 86_400_000)
    expect((await p.get(`/pemulihan/bukan-saya/${days(6)}`)).statusCode).toBe(200)
    for (const token of [days(8), 'v1.abc.def']) {
      expect((await p.get(`/pemulihan/bukan-saya/${token}`)).statusCode).toBe(410)
    }
    expect((await p.get('/pemulihan/tautan/tidak-ada')).statusCode).toBe(410)
  })
})
