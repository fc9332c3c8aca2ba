// Abuse of recovery and login (trust.md A2, A3, A5, A6, A8, A9, A10): the script must not reach its goal.
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listCaught } from '../../src/jobs/catcher.ts'
import { useDatabase } from '../harness.ts'
import {
  addPerson,
  browser,
  CODE,
  endScene,
  letterTo,
  makeScene,
  newEmail,
  newestLetter,
  PASSWORD,
  readable,
  registerAll,
  seen,
  text,
  type Peramban,
  type Scene,
} from '../pendaftaran/scene.ts'
import { addAccount, ANSWER, ask, askLetter, FIELDS, IBU, linkIn, NIK, quiet, untilQuestion, type Account, type Page } from './adegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})
afterAll(() => endScene(s))
beforeEach(() => quiet(s))

const PAGES = Object.keys(FIELDS) as Page[]
const login = async (p: Peramban, nomor: string, kata_kunci: string) => {
  await p.get('/masuk?lain=1')
  return p.post('/masuk', { nomor_register: nomor, kata_kunci })
}
const idle = async () => {
  await expect.poll(async () => (await sql`select 1 from graphile_worker.jobs`.execute(t.owner.db)).rows.length, { timeout: 10_000 }).toBe(0)
}

test('A2: who registered with a stranger’s NIP loses everything with one claim', async () => {
  const nip = await addPerson(s)
  const thief = browser(s)
  const { nomor } = await registerAll(thief, nip)
  await login(thief, nomor, PASSWORD)
  expect((await thief.get('/masuk/status')).statusCode).toBe(200)
  const victim = browser(s)
  await victim.get('/klaim')
  await victim.post('/klaim', { nip, email: newEmail(), captcha: CODE })
  expect((await thief.get('/masuk/status')).statusCode).toBe(303)
  await login(thief, nomor, PASSWORD)
  for (const path of ['/formulir', '/formulir/data-utama', '/formulir/kirim', '/masuk/data-saya', '/cetak/bukti-pengisian'])
    expect((await thief.get(path)).statusCode, path).toBe(403)
})

test('A3: 250 guesses with the right one at position 200: not logged in; the owner with his device is', async () => {
  const a = await addAccount(s)
  const owner = browser(s)
  await login(owner, a.nomor, PASSWORD)
  await owner.post('/keluar')
  await quiet(s)
  let inside = 0
  for (let i = 0; i < 250; i++) {
    const p = browser(s)
    await p.get('/masuk')
    const r = await p.post('/masuk', { nomor_register: a.nomor, kata_kunci: i === 200 ? PASSWORD : `tebakan-nomor-${i}`, captcha: CODE })
    if (r.statusCode === 303) inside++
  }
  expect(inside).toBe(0)
  expect((await login(owner, a.nomor, PASSWORD)).headers.location).toBe('/formulir')
}, 60_000)

test('A5: after 60 bad tries the owner logs in at once where he is known, elsewhere after the wait shown, and recovery stays open', async () => {
  const a = await addAccount(s)
  const known = browser(s)
  await login(known, a.nomor, PASSWORD)
  await known.post('/keluar')
  for (let i = 0; i < 60; i++) await login(browser(s), a.nomor, `salah-sama-sekali-${i}`)
  expect((await login(known, a.nomor, PASSWORD)).statusCode).toBe(303)
  await known.post('/keluar')
  for (let i = 0; i < 6; i++) await login(browser(s), a.nomor, `salah-lagi-${i}`)
  const fresh = browser(s)
  const refused = await login(fresh, a.nomor, PASSWORD)
  expect(refused.statusCode).toBe(429)
  await sql`update batas set diisi = diisi - make_interval(secs => ${Number(refused.headers['retry-after'])}) where isi < 0`.execute(t.owner.db)
  expect((await login(fresh, a.nomor, PASSWORD)).statusCode).toBe(303)
  const p = browser(s)
  await untilQuestion(p, 'lupa-kata-kunci', a)
  expect((await p.get('/lupa-kata-kunci/pertanyaan')).statusCode).toBe(200)
}, 60_000)

test('A6: every fact and the answer, but not the mailbox: no number, no answer, no new kata kunci; the owner’s mailbox has the news', async () => {
  const a = await addAccount(s)
  const before = newestLetter()
  seen.length = 0
  for (const page of PAGES) {
    const p = browser(s)
    await p.follow(await ask(p, page, FIELDS[page](a)))
    await idle()
    for (const step of ['surat', 'pertanyaan', 'hasil', 'baru', 'jawaban', 'selesai']) {
      await p.follow(await p.get(`/${page}/${step}`))
      await p.get(`/${page}/surat`)
      await p.post(`/${page}/${step}`, {
        kode_surat: 'AAAA2222',
        jawaban: ANSWER,
        ibu: IBU,
        nik: NIK,
        kata_kunci: 'pencuri-datang-malam-9',
        konfirmasi_kata_kunci: 'pencuri-datang-malam-9',
        pertanyaan: 'PP02',
      })
    }
    await quiet(s)
  }
  for (let i = 0; i < 20; i++) {
    const p = browser(s)
    const r = await p.get(`/pemulihan/tautan/${Buffer.alloc(32, i).toString('base64url')}`)
    expect(r.statusCode).toBe(410)
  }
  for (const html of seen) {
    expect(readable(html)).not.toContain(ANSWER)
    if (!html.includes('name="nomor"')) expect(html).not.toContain(a.nomor)
  }
  expect((await login(browser(s), a.nomor, PASSWORD)).statusCode).toBe(303)
  const letters = listCaught(a.email).filter((m) => m.id > before)
  expect(letters.filter((m) => m.perihal.endsWith('tautan e-PUPNS')).length).toBeGreaterThanOrEqual(2)
  expect(letters.every((m) => m.teks.includes('Bukan saya'))).toBe(true)
})

describe('A8: the link', () => {
  test('a forged Host changes nothing in it; opened five times it still works, used it does not', async () => {
    const a = await addAccount(s)
    const p = browser(s)
    await p.get('/lupa-nomor-register')
    const before = newestLetter()
    await p.raw(
      '/lupa-nomor-register',
      { ...p.hidden(), nip: a.nip, captcha: CODE },
      { host: 'jahat.test', 'x-forwarded-host': 'jahat.test', forwarded: 'host=jahat.test' },
    )
    const letter = await letterTo(a.email, (m) => m.id > before)
    expect(letter.teks).not.toContain('jahat')
    expect(letter.teks).toContain('http://uji.test/pemulihan/tautan/')
    const path = linkIn(letter)
    const scanner = browser(s)
    for (let i = 0; i < 5; i++) expect((await scanner.get(path)).statusCode).toBe(200)
    await p.get(path)
    const hidden = p.hidden()
    expect((await p.post(path)).headers.location).toBe('/lupa-nomor-register/pertanyaan')
    // Elsewhere a second POST is refused, with the right data too; here it changes nothing.
    expect((await scanner.post(path, { nip: a.nip })).statusCode).toBe(410)
    expect((await p.raw(path, hidden)).headers.location).toBe('/lupa-nomor-register/pertanyaan')
    await p.get('/lupa-nomor-register/pertanyaan')
    await p.follow(await p.post('/lupa-nomor-register/pertanyaan', { jawaban: ANSWER }))
    await p.follow(await ask(p, 'lupa-kata-kunci', FIELDS['lupa-kata-kunci'](a)))
    expect((await p.raw(path, { ...p.hidden() })).statusCode).toBe(410)
  })
  test.each([
    ['lupa-nomor-register', 30],
    ['lupa-kata-kunci', 30],
    ['lupa-jawaban', 15],
  ] as const)('%s: worth nothing after %i minutes', async (page, minutes) => {
    const a = await addAccount(s)
    const p = browser(s)
    const path = linkIn(await askLetter(p, page, a))
    const later = (m: number) => sql`update pemulihan set tautan_sampai = tautan_sampai - make_interval(mins => ${m})`.execute(t.owner.db)
    await later(minutes - 1)
    expect((await p.get(path)).statusCode).toBe(200)
    await later(1)
    expect((await p.post(path)).statusCode).toBe(410)
    expect((await p.get(path)).statusCode).toBe(410)
  })
  test('neither token nor code stands in the database, the queue or a Referer', async () => {
    const a = await addAccount(s)
    const p = browser(s)
    const letter = await askLetter(p, 'lupa-nomor-register', a)
    const path = linkIn(letter)
    const token = path.split('/').at(-1)!
    const code = /^\s{4}([0-9A-Z]{8})$/m.exec(letter.teks)![1]!
    const { rows: tables } = await sql<{ t: string }>`select format('%I.%I', schemaname, tablename) as t from pg_tables
      where schemaname in ('public', 'graphile_worker')`.execute(t.owner.db)
    const dump: string[] = []
    for (const { t: table } of tables) {
      const { rows } = await sql<{ r: string }>`select r::text as r from ${sql.raw(table)} r`.execute(t.owner.db)
      dump.push(...rows.map((row) => row.r))
    }
    const all = dump.join('\n')
    // A canary shows that the search sees what is there.
    expect(all).toContain(a.nip)
    for (const secret of [token, code, ANSWER, a.email]) expect(all).not.toContain(secret)
    const page = await p.get(path)
    expect(page.headers['referrer-policy']).toBe('same-origin')
    expect([...page.body.matchAll(/(?:src|href)="(https?:[^"]+)"/g)].map((m) => m[1]).filter((u) => !/github|opendatacommons/.test(u!))).toEqual([])
  })
})

describe('A9: known and unknown are answered alike', () => {
  const SAMPLES = 60
  const unknown = (i: number): Account => ({ nip: `1979010120000325${String(10 + i).padStart(2, '0')}`, nomor: 'WXYZ2345', email: 'tidak@ada.test' })
  const shape = (r: LightMyRequestResponse) => ({
    status: r.statusCode,
    place: r.headers.location,
    headers: Object.keys(r.headers).sort(),
    // What is different for every visitor alike: tokens, codes, pictures, what was typed.
    body: r.body.replace(/value="[^"]*"|data-tantangan="[^"]*"|src="data:[^"]*"/g, '').replace(/class="val kode">[0-9A-Z-]{9}/g, ''),
  })

  test.each(PAGES)(
    `%s, ${SAMPLES} and ${SAMPLES}: bodies, statuses, header sets`,
    async (page) => {
      const a = await addAccount(s)
      const shapes = { known: new Set<string>(), unknown: new Set<string>() }
      for (let i = 0; i < SAMPLES * 2; i++) {
        const kind = i % 2 ? 'known' : 'unknown'
        const p = browser(s)
        const sent = await ask(p, page, FIELDS[page](kind === 'known' ? a : unknown(i % 80)))
        const waiting = await p.follow(sent)
        const wrong = await p.post(`/${page}/surat`, { kode_surat: 'AAAA2222' })
        const again = await p.post(`/${page}/kirim-ulang`)
        shapes[kind].add(JSON.stringify([sent, waiting, wrong, again].map(shape)))
      }
      expect(shapes.known.size).toBe(1)
      expect(shapes.unknown).toEqual(shapes.known)
      await idle()
    },
    90_000,
  )
})

test('A10: 700 guesses of a nomor register with 10 hits: no personal data in any answer, more than 95 % challenged or refused', async () => {
  const people = await Promise.all(Array.from({ length: 10 }, async () => addPerson(s, { nama: 'YULIANTI PUSPITASARI', lahir: '1981-04-15' })))
  const hits: string[] = []
  for (const nip of people) {
    hits.push((await registerAll(browser(s), nip)).nomor)
    await quiet(s)
  }
  seen.length = 0
  let stopped = 0
  for (let i = 0; i < 700; i++) {
    const p = browser(s, '10.6.6.6')
    await p.get('/cek-status/pendaftaran')
    const nomor = i % 70 === 0 ? hits[i / 70]! : `WXYZ${String(i).padStart(4, '2')}`
    const r = await p.post('/cek-status/pendaftaran', { nomor_register: nomor })
    if (r.statusCode === 429 || text(r).includes('ketik kode pada gambar')) stopped++
  }
  expect(stopped / 700).toBeGreaterThan(0.95)
  for (const html of seen) expect(readable(html)).not.toMatch(/yulianti|puspitasari|yu•|1981|purworejo|3306/i)
}, 60_000)
