// The counter: claims on a NIP, a lost mailbox, a registration without e-mail. What one officer cannot do alone, and what nobody sees.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listCaught } from '../../src/jobs/catcher.ts'
import { flat, readPdf } from '../cetak/pdfText.ts'
import { transaction } from '../../src/db/tx.ts'
import { editForm, getItem, propose } from '../../src/form/edit.ts'
import { unsealJson } from '../../src/security/seal.ts'
import { act } from '../../src/workflow/engine.ts'
import type { Action } from '../../src/workflow/table.ts'
import { useDatabase } from '../harness.ts'
import {
  addPerson,
  browser,
  CODE,
  codeIn,
  endScene,
  GOOD,
  KEBUMEN,
  letterTo,
  makeScene,
  newEmail,
  newestLetter,
  PASSWORD,
  PURWOREJO,
  registerAll,
  search,
  text,
  type Peramban,
  type Scene,
} from '../pendaftaran/scene.ts'
import { addAccount, ANSWER, ask, disavowIn, kinds, lastLetter, linkIn, listed, officer, quiet, SEEN, untilQuestion, visit } from './adegan.ts'

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

const statusOf = async (nip: string) => (await sql<{ status: string }>`select status from akun where nip = ${nip}`.execute(t.owner.db)).rows[0]?.status
const signIn = async (p: Peramban, nomor: string) => {
  await p.get('/masuk?lain=1')
  return p.post('/masuk', { nomor_register: nomor, kata_kunci: PASSWORD })
}
const claim = async (nip: string, email = newEmail()) => {
  const p = browser(s)
  await p.get('/klaim')
  return p.post('/klaim', { nip, email, captcha: CODE })
}
/** What the holder has typed into the form. */
const proposeAddress = (nip: string, alamat: string) =>
  editForm(t.db, s.ctx.keys, nip, '2026', async (e) => {
    const item = getItem(e.form, 'data-utama', 'alamat')
    await propose(e, item, item.versi, { alamat })
  })
const proposals = async (nip: string) =>
  (await sql<{ kunci: string }>`select kunci from usulan where nip = ${nip}`.execute(t.owner.db)).rows.map((r) => r.kunci)
const claimId = async (nip: string) => (await sql<{ id: string }>`select id from klaim where nip = ${nip}`.execute(t.owner.db)).rows[0]!.id
const letters = (email: string) => listCaught(email).map((m) => m.perihal)

describe('"NIP saya dipakai orang lain"', () => {
  test('one request freezes: sessions end, nothing can be typed or sent or recovered; the drafts stay; both are told', async () => {
    const a = await addAccount(s)
    const holder = browser(s)
    await signIn(holder, a.nomor)
    await proposeAddress(a.nip, 'Jl. Kenanga 9')
    const contact = newEmail()
    expect((await claim(a.nip, contact)).headers.location).toBe('/klaim/diterima')
    expect(await statusOf(a.nip)).toBe('dibekukan')
    expect(await proposals(a.nip)).toEqual(['alamat'])
    expect((await holder.get('/formulir')).statusCode).toBe(303)
    expect(text(await holder.follow(await signIn(holder, a.nomor)))).toContain('Akun ini dibekukan')
    expect((await holder.get('/formulir/kirim')).statusCode).toBe(403)
    await letterTo(a.email, (m) => m.perihal.includes('dibekukan'))
    const { rows } = await sql<{ kontak: string }>`select kontak from klaim where nip = ${a.nip}`.execute(t.owner.db)
    expect(rows[0]!.kontak).not.toContain(contact)
    expect((await registrar.get('/verifikasi/klaim')).body).toContain('1 laporan')
  })
  test('released: the account is what it was; another claim within a month is noted without freezing', async () => {
    const a = await addAccount(s)
    const contact = newEmail()
    await claim(a.nip, contact)
    const at = await visit(registrar, a.nip)
    expect((await registrar.get(at)).body).toContain(contact)
    await registrar.get(at)
    expect((await registrar.post(`${at}/kembalikan`)).statusCode).toBe(422)
    expect(await statusOf(a.nip)).toBe('dibekukan')
    await registrar.get(at)
    expect((await registrar.post(`${at}/kembalikan`, SEEN)).headers.location).toContain('selesai=kembalikan')
    expect(await statusOf(a.nip)).toBe('aktif')
    expect((await signIn(browser(s), a.nomor)).headers.location).toBe('/formulir')
    await letterTo(a.email, (m) => m.perihal.includes('dapat dipakai lagi'))
    await letterTo(contact, (m) => m.perihal.includes('sudah diperiksa'))
    await quiet(s)
    await claim(a.nip)
    expect(await statusOf(a.nip)).toBe('aktif')
    const events = await kinds(s, a.nip)
    expect(events.filter((k) => k !== 'dibaca')).toEqual(['registrasi', 'dibekukan', 'akun-dikembalikan', 'klaim'])
    expect(events).toContain('dibaca')
  })
  test('handed over: closed, put aside, told; the owner registers anew; the events of the former holder stay', async () => {
    const a = await addAccount(s)
    await proposeAddress(a.nip, 'Jl. Palsu 1')
    const contact = newEmail()
    await claim(a.nip, contact)
    const at = await visit(admin, a.nip)
    const sent = { ...admin.hidden(), ...SEEN }
    const twice = await Promise.all([admin.raw(`${at}/serahkan`, sent), admin.raw(`${at}/serahkan`, sent)])
    expect(twice.map((r) => r.statusCode)).toEqual([303, 303])
    expect(await statusOf(a.nip)).toBe('registrasi_ditolak')
    await letterTo(a.email, (m) => m.perihal === 'Akun e-PUPNS ditutup')
    await letterTo(contact, (m) => m.perihal.includes('dapat mendaftar'))
    expect(await proposals(a.nip)).toEqual([])
    const { rows: kept } = await sql<{ karantina: string }>`select karantina from klaim where nip = ${a.nip}`.execute(t.owner.db)
    expect(kept[0]!.karantina).not.toContain('Palsu')
    expect(JSON.stringify(unsealJson(s.ctx.keys, `karantina/${a.nip}/${await claimId(a.nip)}`, kept[0]!.karantina))).toContain('Jl. Palsu 1')
    const owner = browser(s)
    const { nomor } = await registerAll(owner, a.nip)
    expect(nomor).not.toBe(a.nomor)
    expect((await signIn(browser(s), a.nomor)).statusCode).toBe(422)
    const events = await kinds(s, a.nip)
    expect(events.filter((k) => k === 'registrasi')).toHaveLength(2)
    expect(events.filter((k) => k === 'akun-diserahkan')).toHaveLength(1)
  })
  test('a sent form waits: no level decides on it, and it is handed over after Turun Status only', async () => {
    const a = await addAccount(s)
    await sql`insert into formulir (nip, periode, id, status, instansi_id, wilayah_id) values (${a.nip}, '2026', gen_random_uuid(), 'level_1', ${PURWOREJO}, '01')`.execute(
      t.owner.db,
    )
    await claim(a.nip)
    const at = await visit(registrar, a.nip)
    const r = await registrar.post(`${at}/serahkan`, SEEN)
    expect([r.statusCode, text(r).includes('Turun Status')]).toEqual([409, true])
    expect(await statusOf(a.nip)).toBe('dibekukan')
    const step = (action: Action, role: string, scopeId: string) =>
      transaction(t.db, (tx) =>
        act(tx, s.ctx.engine, {
          nip: a.nip,
          periode: '2026',
          action,
          note: 'x',
          by: { as: 'petugas', staff: { id: registrar.id, nama: '', nip: null, assignments: [{ role, scopeId }] } },
        }),
      )
    await expect(step('setujui', 'verifikator_1', PURWOREJO)).rejects.toMatchObject({ code: 'account_frozen' })
    expect((await step('turun-status', 'turun_status', PURWOREJO)).to).toBe('draf')
    await registrar.get(at)
    expect((await registrar.post(`${at}/serahkan`, SEEN)).statusCode).toBe(303)
  })
  test('"Bukan data saya" waits in the same list', async () => {
    const a = await addAccount(s)
    await sql`update akun set data_dikonfirmasi = false where nip = ${a.nip}`.execute(t.owner.db)
    const p = browser(s)
    await p.follow(await signIn(p, a.nomor))
    await p.get('/masuk/bukan-saya')
    await p.post('/masuk/bukan-saya')
    expect((await registrar.get(await visit(registrar, a.nip))).body).toContain('menyatakan datanya bukan miliknya')
  })
  test('nobody else decides: level 2, another agency, the person himself, without login', async () => {
    const a = await addAccount(s)
    await claim(a.nip)
    const at = await visit(registrar, a.nip)
    const level2 = await officer(s, ['verifikator_2', PURWOREJO])
    expect((await level2.get(await visit(level2, a.nip))).body).not.toContain('Kembalikan akun')
    const other = await officer(s, ['verifikator_registrasi', KEBUMEN])
    await other.get('/verifikasi/klaim')
    expect((await other.post('/verifikasi/klaim/cari', { q: a.nip })).statusCode).toBe(422)
    expect((await other.get(at)).statusCode).toBe(404)
    const helpdesk = await officer(s, ['helpdesk', PURWOREJO])
    expect((await helpdesk.get('/verifikasi/klaim')).statusCode).toBe(403)
    expect((await browser(s).get('/verifikasi/klaim')).headers.location).toContain('/petugas/masuk')
    const himself = await officer(s, ['verifikator_registrasi', PURWOREJO])
    await sql`update petugas set nip = ${a.nip} where id = ${himself.id}`.execute(t.owner.db)
    await himself.get('/verifikasi/klaim')
    expect((await himself.post('/verifikasi/klaim/cari', { q: a.nip })).statusCode).toBe(422)
    expect(await statusOf(a.nip)).toBe('dibekukan')
  })
  test('an unknown NIP, a registered one, one claimed already: the same answer; three a day for one browser', async () => {
    const a = await addAccount(s)
    const answers = [await claim('198104152000032501'), await claim(a.nip), await claim(a.nip)]
    expect(new Set(answers.map((r) => JSON.stringify([r.statusCode, r.headers.location, Object.keys(r.headers).sort()]))).size).toBe(1)
    const p = browser(s)
    const statuses: number[] = []
    for (let i = 0; i < 4; i++) {
      await p.get('/klaim')
      statuses.push((await p.post('/klaim', { nip: '198104152000032501', email: newEmail(), captcha: CODE })).statusCode)
    }
    expect(statuses).toEqual([303, 303, 303, 429])
  })
})

describe('lost mailbox', () => {
  const confirm = async (p: Peramban, nip: string) => {
    const at = await visit(p, nip)
    return p.post(`${at}/kotak-surat`, { _kunci: uuidv7(), ...SEEN })
  }
  const dayPasses = (nip: string) => sql`update kotak_surat set kedua_pada = kedua_pada - interval '24 hours' where nip = ${nip}`.execute(t.owner.db)
  const print = async (p: Peramban, nip: string) => p.post(`${await visit(p, nip)}/cetak-kode`)
  const kodeOn = (pdf: Buffer) =>
    /(\w{4})-(\w{4})/
      .exec(flat(readPdf(pdf)))!
      .slice(1)
      .join('')

  test('two officers, a day, the paper, NIP and a new mailbox: the address changes, sessions end, both are told', async () => {
    const a = await addAccount(s)
    const holder = browser(s)
    await signIn(holder, a.nomor)
    expect((await confirm(registrar, a.nip)).statusCode).toBe(303)
    await letterTo(a.email, (m) => m.perihal.includes('Permintaan ganti alamat'))
    expect((await confirm(admin, a.nip)).statusCode).toBe(303)
    await letterTo(a.email, (m) => m.perihal.includes('besok'))
    expect((await print(admin, a.nip)).statusCode).toBe(409)
    await dayPasses(a.nip)
    expect((await print(registrar, a.nip)).statusCode).toBe(403)
    const pdf = await print(admin, a.nip)
    expect([pdf.statusCode, pdf.headers['content-type'], pdf.headers['cache-control']]).toEqual([200, 'application/pdf', 'no-store'])
    const kode = kodeOn(pdf.rawPayload)
    const email = newEmail()
    const p = browser(s)
    const before = newestLetter()
    await p.follow(await ask(p, 'alamat-baru', { nip: a.nip, kode: 'AAAA2222', email }))
    await p.follow(await ask(p, 'alamat-baru', { nip: a.nip, kode: kode.toLowerCase(), email }))
    const letter = await letterTo(email, (m) => m.id > before)
    const path = linkIn(letter)
    await p.get(path)
    expect(text(await p.follow(await p.post(path)))).toContain('Alamat e-mail telah diganti')
    expect((await holder.get('/formulir')).statusCode).toBe(303)
    expect((await letterTo(a.email, (m) => m.id > before)).perihal).toBe('Alamat e-mail akun e-PUPNS diganti')
    const now = { ...a, email }
    const q = browser(s)
    await quiet(s)
    await untilQuestion(q, 'lupa-nomor-register', now)
    expect((await q.follow(await q.post('/lupa-nomor-register/pertanyaan', { jawaban: ANSWER }))).body).toContain(a.nomor)
    // Used once, and the old address is free again.
    const again = newestLetter()
    await ask(browser(s), 'alamat-baru', { nip: a.nip, kode, email: newEmail() })
    await registerAll(browser(s), await addPerson(s), { email: a.email })
    expect(listCaught().filter((m) => m.id > again && m.perihal.startsWith('Konfirmasi'))).toEqual([])
    expect((await kinds(s, a.nip)).filter((k) => /kotak|kode|alamat/.test(k))).toEqual([
      'kotak-surat-satu',
      'kotak-surat-dua',
      'kode-dicetak',
      'alamat-diganti',
    ])
  })
  test('not one officer with two roles, nor two with the same', async () => {
    const a = await addAccount(s)
    const both = await officer(s, ['verifikator_registrasi', PURWOREJO], ['admin_instansi', PURWOREJO])
    await confirm(both, a.nip)
    expect((await confirm(both, a.nip)).statusCode).toBe(403)
    const b = await addAccount(s)
    await confirm(registrar, b.nip)
    expect((await confirm(await officer(s, ['verifikator_registrasi', PURWOREJO]), b.nip)).statusCode).toBe(403)
    expect((await confirm(await officer(s, ['verifikator_2', PURWOREJO]), b.nip)).statusCode).toBe(303)
    await sql`update kotak_surat set status = 'dua', kedua_oleh = pertama_oleh, kedua_peran = 'verifikator_2' where nip = ${a.nip}`.execute(t.owner.db).then(
      () => expect.unreachable('one person twice'),
      (error: Error) => expect(error.message).toContain('dua_orang_dua_peran'),
    )
  })
  test('"bukan saya" on either letter stops it, also after the paper was printed', async () => {
    const a = await addAccount(s)
    await confirm(registrar, a.nip)
    const first = await letterTo(a.email, (m) => m.perihal.includes('Permintaan ganti alamat'))
    await confirm(admin, a.nip)
    await dayPasses(a.nip)
    const kode = kodeOn((await print(admin, a.nip)).rawPayload)
    const owner = browser(s)
    await owner.get(disavowIn(first))
    await owner.post(disavowIn(first))
    await sql`update akun set pemulihan_beku_sampai = null where nip = ${a.nip}`.execute(t.owner.db)
    const known = await lastLetter(s)
    await ask(browser(s), 'alamat-baru', { nip: a.nip, kode, email: newEmail() })
    await expect.poll(() => kinds(s, a.nip)).toContain('pemulihan-diminta')
    expect(await lastLetter(s)).toBe(known)
  })
  test('a new print kills the code before it; the code alone opens nothing', async () => {
    const a = await addAccount(s)
    await confirm(registrar, a.nip)
    await confirm(admin, a.nip)
    await dayPasses(a.nip)
    const [first, second] = [kodeOn((await print(admin, a.nip)).rawPayload), kodeOn((await print(admin, a.nip)).rawPayload)]
    expect(first).not.toBe(second)
    const email = newEmail()
    const p = browser(s)
    await ask(p, 'alamat-baru', { nip: a.nip, kode: first, email })
    await expect.poll(() => kinds(s, a.nip)).toContain('pemulihan-diminta')
    expect(letters(email)).toEqual([])
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from kotak_surat where kode_hash = ${second}`.execute(t.owner.db)
    expect(rows[0]!.n).toBe(0)
  })
  test('the old address says no after the change: the account is frozen for the agency', async () => {
    const a = await addAccount(s)
    await confirm(registrar, a.nip)
    await confirm(admin, a.nip)
    await dayPasses(a.nip)
    const kode = kodeOn((await print(admin, a.nip)).rawPayload)
    const email = newEmail()
    const p = browser(s)
    await p.follow(await ask(p, 'alamat-baru', { nip: a.nip, kode, email }))
    await p.post('/alamat-baru/surat', { kode_surat: codeIn(await letterTo(email)) })
    const notice = await letterTo(a.email, (m) => m.perihal === 'Alamat e-mail akun e-PUPNS diganti')
    const owner = browser(s)
    await owner.get(disavowIn(notice))
    expect(text(await owner.post(disavowIn(notice)))).toContain('Akun dibekukan')
    expect(await statusOf(a.nip)).toBe('dibekukan')
  })
})

describe('"Daftar di loket"', () => {
  const atCode = async (p: Peramban, nip: string) => {
    await p.follow(await search(p, nip))
    await p.follow(await p.post('/registrasi/nik', { nik: '3306051403769003' }))
    await p.get('/registrasi/loket')
  }
  const paper = async (nip: string) => {
    const at = await visit(registrar, nip)
    const pdf = await registrar.post(`${at}/aktivasi`, { ktp: '1' })
    return /(\w{4})-(\w{4})/
      .exec(flat(readPdf(pdf.rawPayload)))!
      .slice(1)
      .join('')
  }
  const person = async () => {
    const nip = await addPerson(s)
    await listed(s, nip)
    return nip
  }

  test('KTP seen, code printed, registration finished without a mailbox; the account is open, nothing is mailed', async () => {
    const nip = await person()
    const kode = await paper(nip)
    const p = browser(s)
    await atCode(p, nip)
    expect((await p.post('/registrasi/loket', { kode_aktivasi: 'AAAA2222' })).statusCode).toBe(422)
    const before = await lastLetter(s)
    await p.follow(await p.post('/registrasi/loket', { kode_aktivasi: kode.toLowerCase() }))
    const proof = await p.follow(await p.post('/registrasi/kata-kunci', GOOD))
    expect(text(proof)).toContain('Cetak atau catat nomor ini sekarang')
    const nomor = /class="nomor">([0-9A-Z]{8})</.exec(proof.body)![1]!
    const { rows } = await sql`select status, email, email_indeks, diputus_oleh from akun where nip = ${nip}`.execute(t.owner.db)
    expect(rows).toEqual([{ status: 'aktif', email: null, email_indeks: null, diputus_oleh: registrar.id }])
    expect((await signIn(browser(s), nomor)).headers.location).toBe('/masuk/data-saya')
    await ask(browser(s), 'lupa-nomor-register', { nip })
    await expect.poll(() => kinds(s, nip)).toContain('pemulihan-diminta')
    expect(await lastLetter(s)).toBe(before)
    // The paper is used up, also for the next registration of this NIP.
    await sql`update akun set status = 'registrasi_ditolak' where nip = ${nip}`.execute(t.owner.db)
    const q = browser(s)
    await quiet(s)
    await atCode(q, nip)
    expect((await q.post('/registrasi/loket', { kode_aktivasi: kode })).statusCode).toBe(422)
  })
  test('a shared mailbox may serve two people; it gets notices and never a link', async () => {
    const email = newEmail()
    for (const nip of [await person(), await person()]) {
      const p = browser(s)
      await atCode(p, nip)
      await p.follow(await p.post('/registrasi/loket', { kode_aktivasi: await paper(nip), email_bersama: email }))
      expect(text(await p.follow(await p.post('/registrasi/kata-kunci', GOOD)))).toContain('Registrasi berhasil')
      await ask(browser(s), 'lupa-nomor-register', { nip })
      await expect.poll(() => kinds(s, nip)).toContain('pemulihan-diminta')
      await quiet(s)
    }
    await expect.poll(() => letters(email)).toEqual(['Bukti Registrasi e-PUPNS', 'Bukti Registrasi e-PUPNS'])
  })
  test('five wrong codes and the paper is worth nothing; a registered NIP, an admin, another agency get none', async () => {
    const nip = await person()
    const kode = await paper(nip)
    for (let i = 0; i < 5; i++) {
      const p = browser(s)
      await atCode(p, nip)
      await p.post('/registrasi/loket', { kode_aktivasi: `AAAA222${i}` })
      await quiet(s)
    }
    const p = browser(s)
    await atCode(p, nip)
    expect((await p.post('/registrasi/loket', { kode_aktivasi: kode })).statusCode).toBe(422)
    const a = await addAccount(s)
    expect((await registrar.post(`${await visit(registrar, a.nip)}/aktivasi`, { ktp: '1' })).statusCode).toBe(409)
    const fresh = await person()
    expect((await admin.post(`${await visit(admin, fresh)}/aktivasi`, { ktp: '1' })).statusCode).toBe(403)
    expect((await registrar.post(`${await visit(registrar, fresh)}/aktivasi`)).statusCode).toBe(422)
  })
})
