// Abuse of recovery and login (trust.md A2, A3, A5, A6, A8, A10): the script must not reach its goal.
import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listCaught } from '../../src/jobs/catcher.ts'
import { newNomorRegister } from '../../src/security/nomor.ts'
import { LOG_OPTIONS } from '../../src/security/redact.ts'
import { useDatabase } from '../harness.ts'
import { count, note } from '../jumlah.ts'
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
import { addAccount, ANSWER, ask, askLetter, FIELDS, IBU, idle, linkIn, NIK, quiet, untilQuestion, type Page } from './adegan.ts'

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

/** A stranger's try, from a browser and an address of his own. */
const guess = async (nomor: string, kata_kunci: string) => {
  const p = browser(s)
  await p.get('/masuk')
  return p.post('/masuk', { nomor_register: nomor, kata_kunci })
}
/** The clock of every account that waits. */
const later = (seconds: number) => sql`update batas set diisi = diisi - make_interval(secs => ${seconds}) where isi < 0`.execute(t.owner.db)
const GUESSES = count(250, 10_000)
const BAD = count(60, 1000)

test.each([
  ['as fast as they go', 0],
  ['by one who has all the time in the world', 3600],
])(
  `A3: ${GUESSES} guesses with the right one at position 200, %s: not logged in; the owner with his device is`,
  { timeout: count(120_000, 1_200_000) },
  async (how, pause) => {
    const a = await addAccount(s)
    const owner = browser(s)
    await login(owner, a.nomor, PASSWORD)
    await owner.post('/keluar')
    await quiet(s)
    const answers: Record<number, number> = {}
    for (let i = 0; i < GUESSES; i++) {
      const { statusCode } = await guess(a.nomor, i === 200 ? PASSWORD : `tebakan-nomor-${i}`)
      answers[statusCode] = (answers[statusCode] ?? 0) + 1
      if (pause) await later(pause)
      seen.length = 0
    }
    expect(answers[303]).toBeUndefined()
    // Those whose kata kunci was looked at at all: five and one after each wait, which doubles; with patience the hundred after which
    // only recovery helps.
    expect(answers[422]).toBeGreaterThanOrEqual(pause ? 100 : 5)
    expect(answers[422]).toBeLessThanOrEqual(pause ? 100 : 12)
    expect((await login(owner, a.nomor, PASSWORD)).headers.location).toBe('/formulir')
    note('A3', { [`guesses ${how}`]: GUESSES, [`looked at ${how}`]: answers[422]!, 'logged in': answers[303] ?? 0 })
  },
)

test(
  `A5: after ${BAD} bad tries the owner logs in at once where he is known, elsewhere after the wait shown, and recovery stays open`,
  { timeout: count(120_000, 600_000) },
  async () => {
    const a = await addAccount(s)
    const known = browser(s)
    await login(known, a.nomor, PASSWORD)
    await known.post('/keluar')
    const storm = async () => {
      for (let i = 0; i < BAD; i++) await guess(a.nomor, `salah-sama-sekali-${i}`)
      seen.length = 0
    }
    await storm()
    const fresh = browser(s)
    const refused = await login(fresh, a.nomor, PASSWORD)
    const wait = Number(refused.headers['retry-after'])
    expect([refused.statusCode, wait > 0 && wait <= 3600]).toEqual([429, true])
    await later(wait)
    expect((await login(fresh, a.nomor, PASSWORD)).statusCode).toBe(303)
    await fresh.post('/keluar')
    await storm()
    expect((await guess(a.nomor, PASSWORD)).statusCode).toBe(429)
    expect((await login(known, a.nomor, PASSWORD)).statusCode).toBe(303)
    await storm()
    const p = browser(s)
    await untilQuestion(p, 'lupa-kata-kunci', a)
    expect((await p.get('/lupa-kata-kunci/pertanyaan')).statusCode).toBe(200)
    note('A5', { 'bad tries, three times': BAD, 'wait shown, s': wait })
  },
)

test('A6: every fact and the answer, but not the mailbox: no number, no answer, no new kata kunci; the owner’s mailbox has the news', async () => {
  const a = await addAccount(s)
  const before = newestLetter()
  seen.length = 0
  for (const page of PAGES) {
    const p = browser(s)
    await p.follow(await ask(p, page, FIELDS[page](a)))
    await idle(s)
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
  test('neither token nor code stands in the database, the queue, the log or a Referer', async () => {
    const lines: string[] = []
    const quietLog = s.ctx.log
    Object.assign(s.ctx, { log: pino({ ...LOG_OPTIONS, level: 'trace' }, new Writable({ write: (line, _, done) => (lines.push(String(line)), done()) })) })
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
    // Nor does it get into the log when something breaks under the address, or under the code.
    await p.get(path)
    const hidden = p.hidden()
    await sql`alter table pemulihan rename to pemulihan_rusak`.execute(t.owner.db)
    const broken = [await p.get(path), await p.raw(path, hidden), await p.raw('/lupa-nomor-register/surat', { ...hidden, kode_surat: code })]
    await sql`alter table pemulihan_rusak rename to pemulihan`.execute(t.owner.db)
    Object.assign(s.ctx, { log: quietLog })
    expect([broken.map((r) => r.statusCode), lines.length]).toEqual([[500, 500, 500], 3])
    expect(lines.join('')).toContain('unexpected error')
    for (const secret of [token, code, a.nip, a.email]) expect(lines.join('')).not.toContain(secret)
    const page = await p.get(path)
    expect(page.headers['referrer-policy']).toBe('same-origin')
    expect([...page.body.matchAll(/(?:src|href)="(https?:[^"]+)"/g)].map((m) => m[1]).filter((u) => !/github|opendatacommons/.test(u!))).toEqual([])
  })
})

test(
  `A10: ${count(700, 20_000)} guesses of a nomor register with ${count(10, 50)} hits: no personal data in any answer, more than 95 % challenged or refused`,
  { timeout: count(120_000, 1_200_000) },
  async () => {
    const [guesses, planted] = [count(700, 20_000), count(10, 50)]
    const hits: string[] = []
    for (let i = 0; i < planted; i++) {
      const nip = await addPerson(s, { nama: 'YULIANTI PUSPITASARI', lahir: '1981-04-15' })
      hits.push((await registerAll(browser(s), nip)).nomor)
      await quiet(s)
    }
    const every = guesses / planted
    let [stopped, found] = [0, 0]
    for (let i = 0; i < guesses; i++) {
      seen.length = 0
      const p = browser(s, '10.6.6.6')
      await p.get('/cek-status/pendaftaran')
      const nomor = i % every === 0 ? hits[i / every]! : newNomorRegister()
      const r = await p.post('/cek-status/pendaftaran', { nomor_register: nomor })
      if (r.statusCode === 429 || text(r).includes('ketik kode pada gambar')) stopped++
      else if (text(r).includes('Verifikasi registrasi')) found++
      for (const html of seen) expect(readable(html)).not.toMatch(/yulianti|puspitasari|yu•|1981|purworejo|3306/i)
    }
    expect(stopped / guesses).toBeGreaterThan(0.95)
    note('A10', {
      'guesses of a nomor register': guesses,
      hits: planted,
      'hits answered': found,
      'refused or challenged, %': Math.round((stopped / guesses) * 1000) / 10,
    })
  },
)
