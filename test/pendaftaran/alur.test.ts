// Registration from NIP to Bukti Registrasi, as people do it.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../harness.ts'
import {
  addPerson,
  browser,
  codeIn,
  CODE,
  endScene,
  GOOD,
  KEBUMEN,
  letterTo,
  linkIn,
  makeScene,
  newEmail,
  registerAll,
  search,
  text,
  untilPassword,
  type Scene,
} from './scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})
afterAll(() => endScene(s))

const account = async (nip: string) => (await sql<Record<string, unknown>>`select * from akun where nip = ${nip}`.execute(t.owner.db)).rows[0]
const events = async (nip: string) =>
  (await sql<{ jenis: string }>`select jenis from peristiwa where nip = ${nip} order by urut`.execute(t.owner.db)).rows.map((r) => r.jenis)

test('five steps lead to a nomor register, an account that waits, an event and a letter', async () => {
  const nip = await addPerson(s)
  const p = browser(s)
  const { nomor, email } = await registerAll(p, nip)
  expect(await account(nip)).toMatchObject({ nomor_register: nomor, status: 'menunggu_verifikasi_registrasi', nik_berbeda: false, instansi_id: '6422' })
  expect(await events(nip)).toEqual(['registrasi'])
  const letter = await letterTo(email, (m) => m.perihal === 'Bukti Registrasi e-PUPNS')
  expect(letter.teks).toContain(nomor)
  expect(letter.lampiran[0]!.isi.subarray(0, 5).toString()).toBe('%PDF-')
  const slip = await p.get('/cetak/bukti-registrasi')
  expect([slip.statusCode, slip.headers['content-type']]).toEqual([200, 'application/pdf'])
})

test('an agency without the check opens the account at once, and keeps no readable answer where it said so', async () => {
  const nip = await addPerson(s, { instansi: KEBUMEN })
  await registerAll(browser(s), nip)
  expect(await account(nip)).toMatchObject({ status: 'aktif', jawaban: null })
})

test('a NIK that contradicts BKN is asked again, then goes on flagged and waits for the agency even without the check', async () => {
  const nip = await addPerson(s, { instansi: KEBUMEN })
  const p = browser(s)
  await p.follow(await search(p, nip))
  const refused = await p.post('/registrasi/nik', { nik: '3306051403769099' })
  expect(refused.statusCode).toBe(422)
  expect(text(refused)).toContain('NIK ini tidak sama dengan data BKN')
  expect((await p.post('/registrasi/nik', { nik: '3306051403769099' })).statusCode).toBe(422)
  expect((await p.post('/registrasi/nik', { nik: '3306051403769099', nik_berbeda: '1' })).headers.location).toBe('/registrasi/email')
  const email = newEmail()
  await p.get('/registrasi/email')
  await p.follow(await p.post('/registrasi/email', { email }))
  await p.follow(await p.post('/registrasi/email/kode', { kode: codeIn(await letterTo(email)) }))
  await p.post('/registrasi/kata-kunci', GOOD)
  expect(await account(nip)).toMatchObject({ status: 'menunggu_verifikasi_registrasi', nik_berbeda: true })
})

test('no NIK in BKN data: nothing to compare, flagged, not held up', async () => {
  const nip = await addPerson(s, { nik: null, instansi: KEBUMEN })
  const p = browser(s)
  const card = await p.follow(await search(p, nip))
  expect(text(card)).toContain('belum ada di data BKN')
  expect((await p.post('/registrasi/nik', { nik: '3306051403769003' })).headers.location).toBe('/registrasi/email')
  await untilPassword(p, nip)
  await p.post('/registrasi/kata-kunci', GOOD)
  expect(await account(nip)).toMatchObject({ status: 'aktif', nik_berbeda: true })
})

test('wrong NIK tried too often: no longer compared, so it cannot be found by trying', async () => {
  const nip = await addPerson(s)
  const p = browser(s)
  await p.follow(await search(p, nip))
  for (let i = 0; i < 5; i++) expect((await p.post('/registrasi/nik', { nik: `330605140376900${i + 4}` })).statusCode).toBe(422)
  const right = await p.post('/registrasi/nik', { nik: '3306051403769003' })
  expect(right.headers.location).toBe('/registrasi/email')
  await untilPassword(p, nip)
  await p.post('/registrasi/kata-kunci', GOOD)
  expect(await account(nip)).toMatchObject({ nik_berbeda: true })
})

test('the masked card: agency in full, everything else masked', async () => {
  const nip = await addPerson(s)
  const p = browser(s)
  const page = text(await p.follow(await search(p, nip)))
  expect(page).toContain('Su••••• Wi•••••')
  expect(page).toContain('•••• •••• •••• ••03')
  expect(page).toContain('••-••-••••')
  expect(page).toContain('Pemerintah Kab. Purworejo')
  expect(page).not.toMatch(/WIBOWO|Purbalingga|1976|Melati/i)
})

test.each([
  ['99', 'NIP ini tercatat pensiun', '/bantuan?kategori=data-pensiun'],
  ['88', 'NIP ini tercatat pensiun', '/bantuan?kategori=data-pensiun'],
  ['66', 'NIP ini tercatat diberhentikan', '/bantuan?kategori=data-diberhentikan'],
  ['77', 'NIP ini tercatat diberhentikan', '/bantuan?kategori=data-diberhentikan'],
  ['92', 'NIP ini tercatat tidak aktif', '/bantuan?kategori=data-diberhentikan'],
])('kedudukan hukum %s may not register', async (kedudukan, title, link) => {
  const p = browser(s)
  const page = await p.follow(await search(p, await addPerson(s, { kedudukan })))
  expect(text(page)).toContain(title)
  expect(page.body).toContain(link)
  const early = await p.follow(await p.get('/registrasi/nik'))
  expect(text(early)).toContain(title)
})

test.each(['01', '05', '16', '20', '51', null])('kedudukan hukum %s may register', async (kedudukan) => {
  const p = browser(s)
  expect((await search(p, await addPerson(s, { kedudukan }))).headers.location).toBe('/registrasi/nik')
})

test('not found, without agency, already registered: each its own page with a way on, and no NIP in any address', async () => {
  const p = browser(s)
  const unknown = await p.follow(await search(p, '197603142000031999'))
  expect(text(unknown)).toContain('NIP tidak ditemukan')
  expect(unknown.body).toContain('/bantuan?kategori=data-tidak-ada')
  expect(text(await p.get('/bantuan?kategori=data-tidak-ada'))).toContain('19760314 200003 1 999')
  expect(text(await p.follow(await search(p, await addPerson(s, { instansi: null }))))).toContain('Instansi Anda belum tercatat')
  const nip = await addPerson(s)
  await registerAll(browser(s), nip)
  const again = await p.follow(await search(p, nip))
  expect(text(again)).toContain('NIP ini sudah terdaftar')
  expect(again.body).toContain('href="/klaim"')
})

test('wrong agency: to Bantuan with the context of the session', async () => {
  const nip = await addPerson(s)
  const p = browser(s)
  const card = await p.follow(await search(p, nip))
  expect(card.body).toContain('href="/bantuan?kategori=beda-instansi"')
  const help = text(await p.get('/bantuan?kategori=beda-instansi'))
  expect(help).toContain('Beda Instansi')
  expect(help).toContain('Su••••• Wi•••••, Pemerintah Kab. Purworejo')
  expect(text(await browser(s).get('/bantuan?kategori=beda-instansi'))).not.toContain('•••••')
})

test('the mailed link proves the address too, on another device, and only by POST', async () => {
  const nip = await addPerson(s)
  const p = browser(s)
  const email = newEmail()
  await p.follow(await search(p, nip))
  await p.follow(await p.post('/registrasi/nik', { nik: '3306051403769003' }))
  await p.follow(await p.post('/registrasi/email', { email }))
  const link = linkIn(await letterTo(email))
  const phone = browser(s)
  for (let i = 0; i < 3; i++) expect((await phone.get(link)).statusCode).toBe(200)
  expect((await p.get('/registrasi/kata-kunci')).headers.location).toBe('/registrasi/email/kode')
  expect(text(await phone.post(link))).toContain('Alamat e-mail sudah terbukti')
  await p.get('/registrasi')
  expect((await p.get('/registrasi/email/kode')).headers.location).toBe('/registrasi/kata-kunci')
  expect((await browser(s).get(link.replace(/.$/, 'X'))).statusCode).toBe(200)
})

test('an address that belongs to somebody else: same page, another letter, no code', async () => {
  const { email } = await registerAll(browser(s), await addPerson(s))
  const p = browser(s)
  await p.follow(await search(p, await addPerson(s)))
  await p.follow(await p.post('/registrasi/nik', { nik: '3306051403769003' }))
  const taken = await p.follow(await p.post('/registrasi/email', { email: email.toUpperCase() }))
  const letter = await letterTo(email, (m) => m.perihal.includes('sudah dipakai'))
  expect(letter.teks).not.toMatch(/^\s{4}[0-9A-Z]{8}$/m)
  const q = browser(s)
  await q.follow(await search(q, await addPerson(s)))
  await q.follow(await q.post('/registrasi/nik', { nik: '3306051403769003' }))
  const free = await q.follow(await q.post('/registrasi/email', { email: newEmail() }))
  const same = (page: string) => page.replace(/pns\d+@[a-z.]+/gi, 'X')
  expect(same(text(taken))).toBe(same(text(free)))
})

test('two people with the same address: the second one is told only after proving the mailbox', async () => {
  const email = newEmail()
  const [a, b] = [browser(s), browser(s)]
  await untilPassword(a, await addPerson(s), { email })
  await b.follow(await search(b, await addPerson(s)))
  await b.follow(await b.post('/registrasi/nik', { nik: '3306051403769003' }))
  await b.follow(await b.post('/registrasi/email', { email }))
  const second = await letterTo(email, (m) => m.perihal.startsWith('Kode') && !m.teks.includes(linkOf(a)))
  await b.follow(await b.post('/registrasi/email/kode', { kode: codeIn(second) }))
  await a.get('/registrasi/kata-kunci')
  await a.follow(await a.post('/registrasi/kata-kunci', GOOD))
  await b.get('/registrasi/kata-kunci')
  const told = await b.follow(await b.post('/registrasi/kata-kunci', GOOD))
  expect(text(told)).toContain('baru saja dipakai registrasi lain')
})
const linkOf = (p: ReturnType<typeof browser>) => p.cookies.get('epupns_daftar')!.split('.')[0]!

test('rejected: the NIP registers again, with a new number; the old one is worth nothing', async () => {
  const nip = await addPerson(s)
  const first = await registerAll(browser(s), nip)
  await letterTo(first.email, (m) => m.perihal === 'Bukti Registrasi e-PUPNS')
  await sql`update akun set status = 'registrasi_ditolak', alasan_tolak = 'Tidak dikenal' where nip = ${nip}`.execute(t.owner.db)
  const second = await registerAll(browser(s), nip, { email: first.email })
  expect(second.nomor).not.toBe(first.nomor)
  expect(await account(nip)).toMatchObject({ nomor_register: second.nomor, status: 'menunggu_verifikasi_registrasi', alasan_tolak: null })
  const { rows } = await sql`select nomor_register from direktori_register where nip = ${nip}`.execute(t.owner.db)
  expect(rows).toEqual([{ nomor_register: second.nomor }])
  expect(await events(nip)).toEqual(['registrasi', 'registrasi'])
})

test('Kembali at every step loses nothing', async () => {
  const nip = await addPerson(s)
  const p = browser(s)
  const email = await untilPassword(p, nip)
  const typed = { ...GOOD, ibu_kandung: 'Suparmi "Ibu"', jawaban: 'ya', captcha: '' }
  expect((await p.post('/registrasi/kata-kunci', { ...typed, _kembali: '1' })).headers.location).toBe('/registrasi/email')
  const mail = await p.get('/registrasi/email')
  expect(mail.body).toContain(`value="${email}"`)
  expect((await p.post('/registrasi/email', { email, _kembali: '1' })).headers.location).toBe('/registrasi/nik')
  const nik = await p.get('/registrasi/nik')
  expect(nik.body).toContain('value="3306051403769003"')
  expect((await p.post('/registrasi/nik', { nik: '3306051403769003', _kembali: '1' })).headers.location).toBe('/registrasi')
  expect((await p.get('/registrasi')).body).toContain(`value="${nip}"`)
  expect((await p.post('/registrasi', { nip, captcha: CODE })).headers.location).toBe('/registrasi/nik')
  await p.get('/registrasi/nik')
  expect((await p.post('/registrasi/nik', { nik: '3306051403769003' })).headers.location).toBe('/registrasi/email')
  await p.get('/registrasi/email')
  expect((await p.post('/registrasi/email', { email })).headers.location).toBe('/registrasi/kata-kunci')
  const last = await p.get('/registrasi/kata-kunci')
  expect(last.body).toContain('value="Suparmi &quot;Ibu&quot;"')
  expect(last.body).toContain('value="ya"')
  expect(text(last)).toContain('Kata kunci sudah diisi')
  expect(last.body).not.toContain(GOOD.kata_kunci)
})

test('a wrong picture code empties nothing and the kata kunci is kept as a hash only', async () => {
  const nip = await addPerson(s)
  const p = browser(s)
  await untilPassword(p, nip)
  const wrong = await p.post('/registrasi/kata-kunci', { ...GOOD, captcha: 'XXXXX' })
  expect(wrong.statusCode).toBe(422)
  expect(text(wrong)).toContain('Kode tidak cocok dengan gambar')
  expect(text(wrong)).toContain('Kata kunci sudah diisi')
  expect(wrong.body).toContain('value="Pak Darmo Subroto"')
  const { rows } = await sql<{ isi: string }>`select isi from pendaftaran order by dibuat desc limit 1`.execute(t.owner.db)
  expect(rows[0]!.isi).toMatch(/^v1\./)
  const done = await p.follow(await p.post('/registrasi/kata-kunci', { ...GOOD, kata_kunci: '', konfirmasi_kata_kunci: '' }))
  expect(text(done)).toContain('Registrasi berhasil')
})

test('"Ganti kode" keeps what was typed', async () => {
  const p = browser(s)
  await untilPassword(p, await addPerson(s))
  const page = await p.post('/registrasi/kata-kunci', { ...GOOD, captcha: '', _ganti: '1' })
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('value="Suparmi"')
})

test('an own question instead of one of the list', async () => {
  const nip = await addPerson(s)
  const p = browser(s)
  await untilPassword(p, nip)
  await p.post('/registrasi/kata-kunci', { ...GOOD, pertanyaan: 'sendiri', pertanyaan_sendiri: 'Siapa pemilik warung di ujung gang?' })
  expect(await account(nip)).toMatchObject({ status: 'menunggu_verifikasi_registrasi' })
})

test('nothing is skipped by typing an address, and a closed campaign takes nobody', async () => {
  const p = browser(s)
  expect((await p.get('/registrasi/kata-kunci')).headers.location).toBe('/registrasi')
  await p.follow(await search(p, await addPerson(s)))
  for (const path of ['/registrasi/email', '/registrasi/email/kode', '/registrasi/kata-kunci'])
    expect((await p.get(path)).headers.location).toBe('/registrasi/nik')
  expect((await p.get('/registrasi/bukti')).headers.location).toBe('/registrasi')
})
