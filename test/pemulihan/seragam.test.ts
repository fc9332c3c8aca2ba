// A9 (trust.md 5): whoever has an account and whoever has none get the same answers, to the letter, from every form that needs no
// login (but the registration, which tells by design). Whether they also take the same time: waktu.penuh.ts.
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../harness.ts'
import { count, note } from '../jumlah.ts'
import { addStaff, browser, CODE, endScene, makeScene, newEmail, seen, type Peramban, type Scene } from '../pendaftaran/scene.ts'
import { addAccount, ask, FIELDS, quiet, type Account, type Page } from './adegan.ts'

const t = useDatabase()
let s: Scene
let known: Account
beforeAll(async () => {
  s = await makeScene(t)
  known = await addAccount(s)
  await addStaff(s, 'ada@uji.test', [['helpdesk', '6422']])
})
afterAll(() => endScene(s))
beforeEach(() => quiet(s))

const SAMPLES = count(40, 300)
const stranger = (i: number): Account => ({
  nip: `1979010120000325${String(10 + (i % 80)).padStart(2, '0')}`,
  nomor: 'WXYZ2345',
  email: `tiada${i % 80}@uji.test`,
})

/** Everything that a form says to one who asks, page after page. */
type Form = (p: Peramban, a: Account) => Promise<LightMyRequestResponse[]>

/** Asks, waits, types a wrong code, wants another letter. */
const recovery =
  (page: string, fields: (a: Account) => Record<string, string>): Form =>
  async (p, a) => {
    const sent = await ask(p, page, fields(a))
    const waiting = await p.follow(sent)
    const wrong = await p.post(`/${page}/surat`, { kode_surat: 'AAAA2222' })
    return [sent, waiting, wrong, await p.post(`/${page}/kirim-ulang`)]
  }

const posted =
  (path: string, fields: (a: Account) => Record<string, string>): Form =>
  async (p, a) => {
    await p.get(path)
    const sent = await p.post(path, fields(a))
    return [sent, await p.follow(sent)]
  }

const FORMS: Record<string, Form> = {
  ...Object.fromEntries((Object.keys(FIELDS) as Page[]).map((page) => [page, recovery(page, FIELDS[page])])),
  'alamat-baru': recovery('alamat-baru', ({ nip }) => ({ nip, kode: 'AAAA2222', email: newEmail() })),
  masuk: posted('/masuk', ({ nomor }) => ({ nomor_register: nomor, kata_kunci: 'salah-sama-sekali-9' })),
  'petugas/masuk': posted('/petugas/masuk', ({ email }) => ({ email, kata_kunci: 'salah-sama-sekali-9', kode: '123456' })),
  klaim: posted('/klaim', ({ nip }) => ({ nip, email: newEmail(), captcha: CODE })),
}

/** What is different for every visitor alike: tokens, codes, pictures, what was typed. */
const shape = (r: LightMyRequestResponse) => ({
  status: r.statusCode,
  place: r.headers.location,
  headers: Object.keys(r.headers).sort(),
  body: r.body.replace(/value="[^"]*"|data-tantangan="[^"]*"|src="data:[^"]*"/g, '').replace(/class="val kode">[0-9A-Z-]{9}/g, ''),
})

test.each(Object.keys(FORMS))(`A9: %s, ${SAMPLES} and ${SAMPLES}: bodies, statuses, header sets`, { timeout: count(180_000, 900_000) }, async (name) => {
  const shapes = { known: new Set<string>(), unknown: new Set<string>() }
  for (let i = 0; i < SAMPLES * 2; i++) {
    const kind = i % 2 ? 'known' : 'unknown'
    // Waits count what was typed; after ten at a time both would only wait.
    if (i % 4 === 0) await quiet(s)
    const staff = name === 'petugas/masuk' ? { ...known, email: 'ada@uji.test' } : known
    const answers = await FORMS[name]!(browser(s), kind === 'known' ? staff : stranger(i))
    shapes[kind].add(JSON.stringify(answers.map(shape)))
    seen.length = 0
  }
  expect(shapes.known.size).toBe(1)
  expect(shapes.unknown).toEqual(shapes.known)
  // Each was really answered as asked, not turned away at the door.
  expect([...shapes.known][0]).not.toMatch(/"status":(400|403|404|429|5\d\d)/)
  note('A9', { [`${name}: samples`]: SAMPLES * 2 })
  if (name === 'klaim') expect((await sql`select 1 from akun where nip = ${known.nip} and status = 'dibekukan'`.execute(t.owner.db)).rows).toHaveLength(1)
})
