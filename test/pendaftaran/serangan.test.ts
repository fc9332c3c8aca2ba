// Abuse of registration (trust.md A1, A2, A7): the script must not reach its goal.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flat, readPdf } from '../cetak/pdfText.ts'
import { useDatabase } from '../harness.ts'
import {
  addPerson,
  browser,
  CODE,
  endScene,
  GOOD,
  letterTo,
  makeScene,
  newestLetter,
  PASSWORD,
  readable,
  registerAll,
  search,
  seen,
  text,
  type Scene,
} from './scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})
afterAll(() => endScene(s))

const VICTIM = { nama: 'YULIANTI PUSPITASARI', nik: '3402155504819417', lahir: '1981-04-15' }
/** What only BKN knows about her: any of these in an answer is a leak. */
const SECRETS = /yulianti|puspitasari|purbalingga|melati 5|gombong|15-04-1981|1981-04-15|15 april 1981|1504|417/i

test('A2: who registers with her NIP and his own mailbox sees no full name, birth data or NIK, on no page, letter or paper', async () => {
  const nip = await addPerson(s, VICTIM)
  seen.length = 0
  const p = browser(s)
  const { nomor, email } = await registerAll(p, nip, { nik: '3402155504810001' })
  await letterTo(email, (m) => m.perihal === 'Bukti Registrasi e-PUPNS')
  await p.get('/masuk')
  expect((await p.post('/masuk', { nomor_register: nomor, kata_kunci: PASSWORD })).headers.location).toBe('/masuk/status')
  for (const path of [
    '/',
    '/masuk',
    '/masuk/status',
    '/masuk/data-saya',
    '/masuk/bukan-saya',
    '/masuk/titipan',
    '/formulir',
    '/formulir/kirim',
    '/formulir/status',
    '/formulir/data-utama',
    '/formulir/data-posisi',
    '/formulir/riwayat-golongan',
    '/formulir/riwayat-jabatan',
    '/bantuan',
    '/bantuan?kategori=beda-instansi',
    '/registrasi',
    '/registrasi/nik',
    '/registrasi/bukti',
    '/cek-status/pendaftaran',
    '/cetak/bukti-pengisian',
    '/cetak/formulir-perubahan',
    '/verifikasi',
    '/verifikasi/registrasi',
  ])
    await p.follow(await p.get(path))
  await p.get('/cek-status/pendaftaran')
  await p.post('/cek-status/pendaftaran', { nomor_register: nomor })
  const slip = await p.get('/cetak/bukti-registrasi')
  const paper = flat(readPdf(slip.rawPayload))
  const kode = (await sql<{ kode: string }>`select kode from dokumen where nip = ${nip}`.execute(t.owner.db)).rows[0]!.kode
  await p.get(`/dokumen/${kode}`)
  const { listCaught } = await import('../../src/jobs/catcher.ts')
  const letters = listCaught(email).flatMap((m) => [m.perihal, m.teks, ...m.lampiran.map((a) => flat(readPdf(a.isi)))])
  const known = (body: string) =>
    readable(body)
      .replaceAll(nip, '')
      .replaceAll('19810415 200003', '')
      .replaceAll(/19810415\s*200003\s*\d\s*\d{3}/g, '')
      .replaceAll('3402155504810001', '')
      .replace(/[\w-]{30,}/g, '')
  for (const body of [...seen, paper, ...letters]) expect(SECRETS.exec(known(body))?.[0]).toBeUndefined()
  expect(seen.length).toBeGreaterThan(30)
})

test('A1: many NIPs from one address, with and without challenges: answers dry up, and no answer tells more than the masked card', async () => {
  const nips = await Promise.all(Array.from({ length: 25 }, () => addPerson(s, VICTIM)))
  seen.length = 0
  let answered = 0
  const from = '10.9.9.9'
  for (const nip of nips) {
    const p = browser(s, from)
    await p.get('/registrasi')
    const r = await p.raw('/registrasi', { ...p.hidden(), nip, captcha: CODE }, { 'x-forwarded-for': `10.77.${answered}.1`, forwarded: 'for=10.1.2.3' })
    if (r.headers.location === '/registrasi/nik') {
      answered++
      await p.follow(r)
    }
  }
  // Ten different NIPs in ten minutes, then a stronger challenge; forged addresses do not help (A7).
  expect(answered).toBe(10)
  for (const body of seen)
    expect(
      SECRETS.exec(
        readable(body)
          .replace(/1981041520000\d+/g, '')
          .replace(/[\w-]{30,}/g, ''),
      )?.[0],
    ).toBeUndefined()
})

test("a solved stronger challenge goes on, so that an agency's computer room is not stopped", async () => {
  const from = '10.9.9.10'
  for (let i = 0; i < 10; i++) expect((await search(browser(s, from), await addPerson(s))).statusCode).toBe(303)
  const p = browser(s, from)
  const nip = await addPerson(s)
  const asked = await search(p, nip)
  expect([asked.statusCode, text(asked).includes('Demi keamanan, ketik kode pada gambar')]).toEqual([422, true])
  expect(asked.body).toContain('data-tombol')
  expect((await p.post('/registrasi', { nip, captcha: CODE })).headers.location).toBe('/registrasi/nik')
})

test('nothing is mailed to a stranger by a flood of requests: three letters an hour to one mailbox', async () => {
  const target = 'korban@kotak.test'
  const before = newestLetter()
  for (let i = 0; i < 6; i++) {
    const p = browser(s)
    await p.follow(await search(p, await addPerson(s)))
    await p.follow(await p.post('/registrasi/nik', { nik: '3306051403769003' }))
    await p.post('/registrasi/email', { email: target })
  }
  await letterTo(target, (m) => m.id > before)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from pendaftaran where kode_hash is not null`.execute(t.owner.db)
  expect(rows[0]!.n).toBeLessThanOrEqual(4)
})

test('markup and formulas in every field come back as text', async () => {
  const bad = "\"><script>alert(1)</script>=cmd|'/c calc'!A1"
  const p = browser(s)
  await p.get('/registrasi')
  await p.post('/registrasi', { nip: bad, captcha: bad, captcha_token: bad, pow: bad })
  await p.follow(await search(p, await addPerson(s)))
  await p.post('/registrasi/nik', { nik: bad, nik_berbeda: bad })
  await p.post('/registrasi/nik', { nik: '3306051403769003' })
  await p.get('/registrasi/email')
  await p.post('/registrasi/email', { email: bad })
  const answers = await Promise.all(
    ['/masuk', '/petugas/masuk', '/cek-status/pendaftaran'].map(async (path) => {
      await p.get(path)
      return p.post(path, { nomor_register: bad, kata_kunci: bad, email: bad, kode: bad, ke: bad, captcha: bad, captcha_token: bad })
    }),
  )
  expect(answers.every((r) => r.statusCode < 500)).toBe(true)
  for (const html of seen) expect(html).not.toContain('<script>alert')
  expect(GOOD.captcha).toBe(CODE)
})
