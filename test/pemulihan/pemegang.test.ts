// An account in other hands: what its former holder set up serves nobody any more, "bukan saya" takes back what was done, and the counter
// helps where phone and printed codes are gone.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authorise } from '../../src/akun/pendamping.ts'
import { transaction } from '../../src/db/tx.ts'
import { sealTotp } from '../../src/security/account.ts'
import { take } from '../../src/security/throttle.ts'
import { newTotpSecret } from '../../src/security/totp.ts'
import { disavowToken } from '../../src/web/pemulihan.ts'
import { flat, readPdf } from '../cetak/pdfText.ts'
import { useDatabase } from '../harness.ts'
import {
  browser,
  CODE,
  codeIn,
  endScene,
  letterTo,
  makeScene,
  newEmail,
  newestLetter,
  PASSWORD,
  PURWOREJO,
  registerAll,
  text,
  type Peramban,
  type Scene,
} from '../pendaftaran/scene.ts'
import { addAccount, ANSWER, ask, kinds, officer, quiet, SEEN, untilQuestion, visit, type Account } from './adegan.ts'

const t = useDatabase()
let s: Scene
let registrar: Peramban & { id: string }
let admin: Peramban & { id: string }
beforeAll(async () => {
  s = await makeScene(t)
  registrar = await officer(s, ['verifikator_registrasi', PURWOREJO])
  admin = await officer(s, ['admin_instansi', PURWOREJO])
})
afterAll(() => endScene(s))
beforeEach(() => quiet(s))

const signIn = async (p: Peramban, nomor: string, kata_kunci = PASSWORD) => {
  await p.get('/masuk?lain=1')
  return p.post('/masuk', { nomor_register: nomor, kata_kunci })
}
/** Lets `helper` fill in for `owner`; gives the id of the authorisation. */
async function letHelp(owner: Account, helper: Account): Promise<string> {
  await transaction(t.db, (tx) => authorise(tx, s.ctx.keys, owner.nip, { nomor: helper.nomor, days: 7 }))
  const { rows } = await sql<{ id: string }>`select id from pendamping where nip = ${owner.nip} order by dibuat desc limit 1`.execute(t.owner.db)
  return rows[0]!.id
}
const lockWithTotp = (nip: string) => sql`update akun set totp = ${sealTotp(s.ctx.keys, nip, newTotpSecret())} where nip = ${nip}`.execute(t.owner.db)
const count = async (table: string, nip: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} where nip = ${nip}`.execute(t.owner.db)).rows[0]!.n

describe('handed over', () => {
  test('helper, authenticator, notices, files and tickets of the former holder end with him', async () => {
    const [a, friend] = [await addAccount(s), await addAccount(s)]
    const izin = await letHelp(a, friend)
    await lockWithTotp(a.nip)
    const id = uuidv7()
    await sql`insert into berkas (nip, periode, id, jenis, nama, ukuran, sidik, tempat, status) values (${a.nip}, '2026', ${id}, 'pdf', 'x', 10, 'x', 'x', 'siap')`.execute(
      t.owner.db,
    )
    await sql`insert into direktori_berkas (id, nip) values (${id}, ${a.nip})`.execute(t.owner.db)
    const tickets = browser(s)
    await tickets.get('/bantuan?kategori=beda-nama')
    await tickets.post('/bantuan', { nip: a.nip, nama_benar: 'SIAPA', captcha: CODE })
    await sql`update tiket set terverifikasi = true where nip = ${a.nip}`.execute(t.owner.db)

    const claimant = browser(s)
    await claimant.get('/klaim')
    await claimant.post('/klaim', { nip: a.nip, email: newEmail(), captcha: CODE })
    const at = await visit(admin, a.nip)
    expect((await admin.post(`${at}/serahkan`, SEEN)).statusCode).toBe(303)
    const { nomor } = await registerAll(browser(s), a.nip)
    await sql`update akun set status = 'aktif', data_dikonfirmasi = true where nip = ${a.nip}`.execute(t.owner.db)

    const owner = browser(s)
    expect((await signIn(owner, nomor)).headers.location).toBe('/formulir')
    expect((await owner.get('/bantuan/laporan-saya')).body).toContain('Belum ada laporan.')
    const helper = browser(s)
    await helper.follow(await signIn(helper, friend.nomor))
    expect((await helper.get('/pendamping')).body).toContain('Belum ada orang yang memberi Anda izin.')
    expect((await helper.post(`/pendamping/${izin}/mulai`)).statusCode).toBe(404)
    expect([await count('berkas', a.nip), await count('direktori_berkas', a.nip)]).toEqual([0, 0])
    const { rows } = await sql<{ jenis: string }>`select distinct jenis from pemberitahuan where nip = ${a.nip}`.execute(t.owner.db)
    expect(rows.map((r) => r.jenis)).not.toContain('pendamping-ditunjuk')
  })
})

describe('"bukan saya"', () => {
  const press = async (a: Account, sebab: string) => {
    const path = `/pemulihan/bukan-saya/${disavowToken(s.ctx.keys, a.nip, sebab)}`
    const p = browser(s)
    await p.get(path)
    return p.post(path)
  }
  test.each(['masuk', 'terkirim', 'email-lama'])(
    '%s: who did it knew the kata kunci, so it ends; helpers too; the owner makes another one at once',
    async (sebab) => {
      const [a, friend] = [await addAccount(s), await addAccount(s)]
      await letHelp(a, friend)
      const thief = browser(s)
      await signIn(thief, a.nomor)
      expect((await thief.get('/formulir')).statusCode).toBe(200)
      expect(text(await press(a, sebab))).toContain('Akun diamankan')
      expect((await thief.get('/formulir')).statusCode).toBe(303)
      expect((await signIn(thief, a.nomor)).statusCode).toBe(422)
      const { rows } = await sql`select 1 from pendamping where nip = ${a.nip} and dicabut is null`.execute(t.owner.db)
      expect([rows.length, await count('perangkat', a.nip)]).toEqual([0, 0])
      const owner = browser(s)
      await quiet(s)
      await untilQuestion(owner, 'lupa-kata-kunci', a)
      await owner.follow(await owner.post('/lupa-kata-kunci/pertanyaan', { jawaban: ANSWER }))
      const fresh = 'danau-lampu-merah-66'
      await owner.post('/lupa-kata-kunci/baru', { kata_kunci: fresh, konfirmasi_kata_kunci: fresh })
      expect((await signIn(owner, a.nomor, fresh)).statusCode).toBe(303)
      expect(await kinds(s, a.nip)).toEqual(expect.arrayContaining(['bukan-saya', 'pendamping-dicabut']))
    },
  )
  test('the old address after a change under the own hand: the mailbox is somebody else’s, so the agency decides', async () => {
    const a = await addAccount(s)
    expect(text(await press(a, 'email-berlaku-lama'))).toContain('Akun dibekukan')
    const { rows } = await sql<{ status: string }>`select status from akun where nip = ${a.nip}`.execute(t.owner.db)
    expect(rows[0]!.status).toBe('dibekukan')
    expect(await count('klaim', a.nip)).toBe(1)
  })
})

test('Lupa Kata Kunci is no way round the authenticator (ASVS 6.4.3)', async () => {
  const a = await addAccount(s)
  await lockWithTotp(a.nip)
  const p = browser(s)
  await untilQuestion(p, 'lupa-kata-kunci', a)
  await p.follow(await p.post('/lupa-kata-kunci/pertanyaan', { jawaban: ANSWER }))
  const fresh = 'danau-lampu-merah-66'
  expect((await p.post('/lupa-kata-kunci/baru', { kata_kunci: fresh, konfirmasi_kata_kunci: fresh })).headers.location).toBe('/lupa-kata-kunci/selesai')
  expect(text(await signIn(p, a.nomor, fresh))).toContain('Kode autentikator')
  expect((await p.get('/formulir')).statusCode).toBe(303)
})

describe('the counter', () => {
  test('phone and printed codes gone: two officers, a day, the paper with the same address; no code is asked any more', async () => {
    const a = await addAccount(s)
    await lockWithTotp(a.nip)
    expect((await signIn(browser(s), a.nomor)).body).toContain('Kode autentikator')
    for (const p of [registrar, admin]) await p.post(`${await visit(p, a.nip)}/kotak-surat`, { _kunci: uuidv7(), ...SEEN })
    await sql`update kotak_surat set kedua_pada = kedua_pada - interval '24 hours' where nip = ${a.nip}`.execute(t.owner.db)
    const paper = await admin.post(`${await visit(admin, a.nip)}/cetak-kode`)
    const kode = /(\w{4})-(\w{4})/
      .exec(flat(readPdf(paper.rawPayload)))!
      .slice(1)
      .join('')
    const before = newestLetter()
    const p = browser(s)
    await p.follow(await ask(p, 'alamat-baru', { nip: a.nip, kode, email: a.email }))
    await p.post('/alamat-baru/surat', { kode_surat: codeIn(await letterTo(a.email, (m) => m.id > before && m.perihal.startsWith('Konfirmasi'))) })
    await letterTo(a.email, (m) => m.id > before && m.perihal.includes('Autentikator e-PUPNS dimatikan'))
    expect((await signIn(browser(s), a.nomor)).headers.location).toBe('/formulir')
    expect(await kinds(s, a.nip)).toContain('autentikator-mati')
  })
  test('no number in full; what was not ticked is said beside its own boxes, and the tick stays', async () => {
    const a = await addAccount(s, { nik: '3306051403760008' })
    const at = await visit(registrar, a.nip)
    const page = await registrar.get(at)
    expect(page.body.replace(/\s/g, '')).not.toContain('3306051403760008')
    expect(text(page)).toContain('•••• •••• •••• ••08')
    const missing = await registrar.post(`${at}/kotak-surat`, { ktp: '1' })
    expect(missing.statusCode).toBe(422)
    expect(missing.body).toContain('href="#ktp-kotak-surat"')
    expect(missing.body).toMatch(/<input type="checkbox" id="ktp-kotak-surat"[^>]* checked/)
    expect(missing.body).not.toMatch(/<input type="checkbox" id="karpeg-kotak-surat"[^>]* checked/)
  })
  test('an officer who opens person after person is stopped', async () => {
    const a = await addAccount(s)
    const curious = await officer(s, ['verifikator_registrasi', PURWOREJO])
    const at = await visit(curious, a.nip)
    expect((await curious.get(at)).statusCode).toBe(200)
    while ((await take(s.ctx.db, s.ctx.keys, 'staff_view', { akun: curious.id })).allowed);
    expect((await curious.get(at)).statusCode).toBe(403)
  })
})
