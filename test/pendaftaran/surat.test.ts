// Letters and cleaning: what they say, to whom, that they survive a mail server that is away, and that nothing is kept too long.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { transaction } from '../../src/db/tx.ts'
import { cleanUp } from '../../src/jobs/cleanup.ts'
import { enqueue } from '../../src/jobs/enqueue.ts'
import { startJobs } from '../../src/jobs/runner.ts'
import { compose } from '../../src/jobs/surat/compose.ts'
import { toHtml, toText } from '../../src/jobs/surat/letter.tsx'
import { kodeEmail } from '../../src/jobs/surat/templates.ts'
import { currentCode } from '../../src/security/totp.ts'
import { useDatabase } from '../harness.ts'
import { bannedWords } from '../words.ts'
import { addPerson, addStaff, browser, endScene, KEBUMEN, letterTo, makeScene, registerAll, text, type Scene } from './scene.ts'

const t = useDatabase()
let s: Scene
let person: { nip: string; nomor: string; email: string }
beforeAll(async () => {
  s = await makeScene(t)
  const nip = await addPerson(s, { instansi: KEBUMEN, nama: 'YULIANTI PUSPITASARI' })
  person = { nip, ...(await registerAll(browser(s), nip)) }
})
afterAll(() => endScene(s))

test.each([
  'bukti-registrasi',
  'registrasi-diterima',
  'registrasi-ditolak',
  'terkirim',
  'dikembalikan',
  'disetujui',
  'diterima',
  'turun-status',
  'masuk-perangkat-baru',
])('letter %s: says why it came and what to do when it was somebody else; no name, no NIP', async (jenis) => {
  const out = (await compose(s.ctx, { jenis, nip: person.nip, periode: '2026' }))!
  expect(out.kepada).toBe(person.email)
  const words = toText(out.letter, 'http://uji.test')
  expect(words).toMatch(/Bukan Anda\?/)
  expect(words).toContain('Anda menerima surat ini karena')
  expect(words).toContain('http://uji.test/')
  expect(words + toHtml(out.letter, 'http://uji.test')).not.toMatch(new RegExp(`yulianti|puspitasari|${person.nip}|purbalingga`, 'i'))
  expect(bannedWords(words)).toEqual([])
})

test.each(['terkirim', 'dikembalikan', 'turun-status', 'masuk-perangkat-baru'])(
  'letter %s carries a link that says it was not me (trust.md 7.7)',
  async (jenis) => {
    const words = toText((await compose(s.ctx, { jenis, nip: person.nip, periode: '2026' }))!.letter, 'http://uji.test')
    const link = /http:\/\/uji\.test(\/pemulihan\/bukan-saya\/\S+)/.exec(words)
    expect(text(await browser(s).get(link![1]!))).toContain('Ya, bukan saya')
  },
)

test('an unknown kind is an error of the job, an account that is gone is none', async () => {
  await expect(compose(s.ctx, { jenis: 'undangan', nip: person.nip })).rejects.toThrow('no letter template')
  expect(await compose(s.ctx, { jenis: 'terkirim', nip: '197603142000031999' })).toBeUndefined()
  expect(await compose(s.ctx, { jenis: 'kode-email', pendaftaran: uuidv7() })).toBeUndefined()
})

test('HTML is escaped', () => {
  expect(toHtml(kodeEmail({ baseUrl: 'http://uji.test', kode: '<b>"', tautan: 'http://uji.test/"><script>', menit: 30 }), 'http://uji.test')).not.toMatch(
    /<script>|<b>"/,
  )
})

test('the mail server is away: the letter waits in the queue and goes out later; jobs hold ids only', async () => {
  await s.jobs.stop()
  const dead = await startJobs({ ...s.ctx, config: { ...s.ctx.config, smtpUrl: 'smtp://127.0.0.1:9' }, log: { info() {}, warn() {}, error() {} } }, t.url)
  await transaction(s.ctx.db, (tx) => enqueue(tx, 'surat', { jenis: 'terkirim', nip: person.nip, periode: '2026' }))
  const job = async () =>
    (await sql<{ attempts: number; payload: string }>`select attempts, payload::text from graphile_worker._private_jobs`.execute(t.owner.db)).rows[0]
  await expect.poll(async () => (await job())?.attempts ?? 0).toBeGreaterThan(0)
  expect((await job())!.payload).not.toContain('@')
  await dead.stop()
  expect((await job())!.attempts).toBeGreaterThan(0)
  await sql`update graphile_worker._private_jobs set run_at = now()`.execute(t.owner.db)
  s.jobs = await startJobs(s.ctx, t.url)
  const letter = await letterTo(person.email, (m) => m.perihal === 'Formulir e-PUPNS terkirim')
  expect(letter.teks).toContain('/formulir/status')
}, 40_000)

test('nightly: expired registrations, kept typing and orphans of the directories go; what is in use stays', async () => {
  const old = "now() - interval '2 days'"
  await sql.raw(`insert into pendaftaran (id, rahasia_hash, isi, kedaluwarsa) values ('${uuidv7()}', 'x', 'x', ${old})`).execute(t.owner.db)
  await sql.raw(`insert into titipan (nip, id, alamat, isi, kedaluwarsa) values ('1', '${uuidv7()}', '/', 'x', ${old})`).execute(t.owner.db)
  await sql
    .raw(`insert into direktori_register (nomor_register, nip, dibuat) values ('YATIM001', '${person.nip}', ${old}), ('BARU0001', '${person.nip}', now())`)
    .execute(t.owner.db)
  await sql.raw(`insert into direktori_email (email_indeks, nip, dibuat) values ('yatim', '${person.nip}', ${old})`).execute(t.owner.db)
  await sql.raw(`insert into sesi (nip, id_hash, kedaluwarsa) values ('${person.nip}', 'lama', ${old})`).execute(t.owner.db)
  await sql.raw(`update direktori_register set dibuat = ${old} where nomor_register = '${person.nomor}'`).execute(t.owner.db)
  await cleanUp(s.ctx.db)
  const left = async (table: string) => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(t.owner.db)).rows[0]!.n
  expect([await left('titipan'), await left('sesi'), await left('direktori_email')]).toEqual([0, 0, 1])
  expect(
    (await sql<{ nomor_register: string }>`select nomor_register from direktori_register order by 1`.execute(t.owner.db)).rows
      .map((r) => r.nomor_register)
      .sort(),
  ).toEqual(['BARU0001', person.nomor].sort())
})

test('/_surat: demo only, this machine only unless --terbuka; letters, links and the codes of invented staff', async () => {
  const app = async (mode: string, terbuka = false) => buildApp({ ...s.ctx, config: { ...s.ctx.config, mode: mode as 'demo', terbuka } })
  const demo = await app('demo')
  const { id, secret } = await addStaff(s, 'demo@uji.test', [['verifikator_1', 'X']])
  await sql`update petugas set sintetis = true where id = ${id}`.execute(t.owner.db)
  const page = await demo.inject({ url: `/_surat?alamat=${person.email}`, remoteAddress: '127.0.0.1' })
  expect(page.statusCode).toBe(200)
  expect(text(page)).toContain(currentCode(secret))
  expect(text(page)).toContain('Bukti Registrasi e-PUPNS')
  expect(page.body).toMatch(/href="\/registrasi\/tautan\/[0-9a-f-]+\/[0-9A-Z]{8}"/)
  const slip = /\/_surat\/\d+\/\d+/.exec(page.body)![0]
  expect((await demo.inject({ url: slip, remoteAddress: '127.0.0.1' })).headers['content-type']).toBe('application/pdf')
  expect((await demo.inject({ url: '/_surat', remoteAddress: '192.168.1.9' })).statusCode).toBe(404)
  expect((await demo.inject({ url: slip, remoteAddress: '192.168.1.9' })).statusCode).toBe(404)
  expect((await demo.inject({ url: '/_surat', remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': '1.2.3.4' } })).statusCode).toBe(404)
  expect((await (await app('demo', true)).inject({ url: '/_surat', remoteAddress: '192.168.1.9' })).statusCode).toBe(200)
  for (const mode of ['uji', 'produksi']) expect((await (await app(mode)).inject({ url: '/_surat', remoteAddress: '127.0.0.1' })).statusCode).toBe(404)
})
