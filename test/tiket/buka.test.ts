// Opening a ticket: every category, what is refused, who may, how often, and that pressing twice has one effect.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { closePdf } from '../../src/pdf/render.ts'
import { kategori } from '../../src/tiket/kategori.ts'
import { mailOwner } from '../../src/tiket/store.ts'
import { showTiket } from '../../src/tiket/track.ts'
import { useDatabase } from '../harness.ts'
import { makeDesk, person, type Scene } from '../referensi/adegan.ts'
import { text } from '../pendaftaran/scene.ts'
import { addStaff, fill, KEBUMEN, PURWOREJO, unit } from '../verifikasi/scene.ts'
import { bannedWords } from '../words.ts'
import { browser, CODE, countTickets, EXAMPLES, NIP, openOne, sendForm, ticket, ticketLetters } from './adegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeDesk(t)
})
afterAll(closePdf)
beforeEach(async () => {
  await sql`delete from batas`.execute(t.owner.db)
  await sql`truncate tiket cascade`.execute(t.owner.db)
})

describe('categories', () => {
  test('all of domain.md 3.13, each with an example here', () => {
    expect(kategori.map((k) => k.kode).toSorted()).toEqual(Object.keys(EXAMPLES).toSorted())
    expect(kategori.length).toBe(23)
  })

  test.each(kategori.map((k) => [k.kode, k] as const))('%s: FAQ before the form, opens, is read back whole, refuses nothing and nonsense', async (kode, k) => {
    const siti = await person(s)
    const p = browser(s, siti)
    const page = await p.get(`/bantuan?kategori=${kode}`)
    expect(page.statusCode).toBe(200)
    expect(page.body.indexOf(k.faq[0]!.q.slice(0, 20))).toBeGreaterThan(0)
    expect(page.body.indexOf(k.faq[0]!.q.slice(0, 20))).toBeLessThan(page.body.indexOf('name="kategori"'))
    expect(bannedWords(text(page))).toEqual([])
    const nomor = await openOne(p, kode, {})
    const receipt = text(await p.get(`/bantuan/tiket/${nomor}?baru=1`))
    for (const words of ['Tanda Bukti Permohonan Bantuan', showTiket(nomor), k.title, 'Cetak Bukti Tiket']) expect(receipt).toContain(words)
    for (const [name, typed] of Object.entries(EXAMPLES[kode]!))
      if (/^(teks|uraian|nama|letak|sk_nomor|nama_benar)$/.test(name)) expect(receipt).toContain(typed)
    expect(await ticket(s, nomor)).toMatchObject({ kategori: kode, nip: siti.nip, terverifikasi: true, status: 'baru' })
    const wrong = await sendForm(p, kode, Object.fromEntries([...Object.keys(EXAMPLES[kode]!), 'uraian'].map((name) => [name, 'x'.repeat(1600)])))
    expect(wrong.statusCode).toBe(422)
    expect(text(wrong)).toContain('perlu diperbaiki')
    expect(wrong.body).toContain('x'.repeat(1600))
  })

  test('what is required is asked for in sentences, and what was typed stays', async () => {
    const p = browser(s)
    const r = await sendForm(p, 'beda-instansi', {
      nip: '123',
      email: 'salah',
      pengangkatan: '',
      instansi: '',
      instansi__id: '',
      sk_nomor: 'SK 7/2015',
      sk_tanggal: '31-02-2015',
    })
    const page = text(r)
    for (const words of [
      'NIP Baru harus 18 angka. Anda menulis 3 angka.',
      'TMT CPNS belum diisi',
      'tidak ada di kalender',
      'Alamat e-mail harus memuat tanda @',
    ])
      expect(page).toContain(words)
    expect(page).toContain('Instansi Anda sekarang belum diisi')
    for (const typed of ['value="SK 7/2015"', 'value="123"', 'value="salah"']) expect(r.body).toContain(typed)
    const future = await sendForm(p, 'beda-instansi', { nip: NIP, sk_tanggal: '1-1-2099' })
    expect(text(future)).toContain('tidak boleh di masa depan')
    expect(await countTickets(s)).toBe(0)
  })

  test('without script: Cari beside the agency, choose, send', async () => {
    const p = browser(s)
    await p.get('/bantuan?kategori=beda-instansi')
    const found = await p.post('/bantuan', { ...EXAMPLES['beda-instansi'], nip: NIP, instansi: 'kab kebumen', instansi__id: '', _cari: 'instansi' })
    expect(found.body).toContain(`value="${KEBUMEN}"`)
    const sent = await p.post('/bantuan', { ...EXAMPLES['beda-instansi'], nip: NIP, instansi: 'kab kebumen', instansi__id: KEBUMEN, captcha: CODE })
    expect(sent.statusCode).toBe(303)
    const open = await p.raw('/cari/instansi', {}, {}).catch(() => undefined)
    expect(open?.statusCode).toBe(404)
  })
})

describe('who', () => {
  test('anybody asks for references and says that the agency is wrong; about himself he is not verified; some need the login', async () => {
    const p = browser(s)
    for (const k of kategori) {
      await sql`truncate tiket, batas cascade`.execute(t.owner.db)
      const page = await p.get(`/bantuan?kategori=${k.kode}`)
      const says = text(page)
      expect(says.includes('Silakan masuk dulu'), k.kode).toBe(k.pembuka === 'akun')
      expect(says.includes('belum terverifikasi'), k.kode).toBe(k.pembuka === 'diperiksa')
      // The page without a form has no token; whoever posts takes one from another page.
      if (k.pembuka === 'akun') await p.get('/bantuan?kategori=lainnya')
      const r = await p.post('/bantuan', { kategori: k.kode, ...EXAMPLES[k.kode], nip: NIP, captcha: CODE })
      expect(r.statusCode, k.kode).toBe(k.pembuka === 'akun' ? 422 : 303)
      const { rows } = await sql<{ terverifikasi: boolean; asal: string }>`select terverifikasi, asal from tiket`.execute(t.owner.db)
      expect(rows).toEqual(k.pembuka === 'akun' ? [] : [{ terverifikasi: false, asal: 'publik' }])
    }
    expect(kategori.filter((k) => k.pembuka === 'siapa-saja').every((k) => k.kode === 'beda-instansi' || k.daftar.length > 0)).toBe(true)
  })

  test('nobody can write himself a verified ticket or another person into his session', async () => {
    const [siti, budi] = [await person(s), await person(s)]
    const nomor = await openOne(browser(s, siti), 'lainnya', { nip: budi.nip, terverifikasi: 'true', tingkat: '4', asal: 'petugas', status: 'selesai' })
    expect(await ticket(s, nomor)).toMatchObject({ nip: siti.nip, terverifikasi: true, asal: 'akun', status: 'baru' })
    const forged = await openOne(browser(s), 'lainnya', { nip: budi.nip, terverifikasi: 'true' })
    expect((await ticket(s, forged)).terverifikasi).toBe(false)
  })

  test('a registration that the agency has not accepted proves nobody', async () => {
    const waiting = await person(s)
    await sql`update akun set status = 'menunggu_verifikasi_registrasi' where nip = ${waiting.nip}`.execute(t.owner.db)
    const p = browser(s, waiting)
    expect((await p.get('/bantuan?kategori=verifikasi-registrasi')).body).toContain(`value="${waiting.nip}"`)
    const nomor = await openOne(p, 'verifikasi-registrasi', { nip: waiting.nip })
    expect((await ticket(s, nomor)).terverifikasi).toBe(false)
  })

  test('without a solved challenge nothing is opened; from the 21st of an address on the picture is asked for', async () => {
    const p = browser(s, undefined, '10.9.9.9')
    expect((await sendForm(p, 'data-sekolah', { nip: NIP, captcha: '' })).statusCode).toBe(422)
    expect((await sendForm(p, 'data-sekolah', { nip: NIP, captcha: 'SALAH' })).statusCode).toBe(422)
    expect(await countTickets(s)).toBe(0)
    for (let i = 2; i < 20; i++) await sendForm(p, 'data-sekolah', { nip: `1976031420000317${10 + i}` })
    const r = await sendForm(p, 'data-sekolah', { nip: NIP })
    expect(r.statusCode).toBe(422)
    expect(text(r)).toContain('Demi keamanan')
    expect((await p.post('/bantuan', { ...EXAMPLES['data-sekolah'], nip: NIP, captcha: CODE })).statusCode).toBe(303)
  })

  test('five open ones of a NIP; strangers do not use up the places of the owner; a finished one makes room', async () => {
    const siti = await person(s)
    const [stranger, own] = [browser(s), browser(s, siti)]
    const numbers = []
    for (let i = 0; i < 5; i++) numbers.push(await openOne(stranger, 'data-sekolah', { nip: siti.nip, teks: `SMP ${i}` }))
    const sixth = await sendForm(stranger, 'data-sekolah', { nip: siti.nip })
    expect(sixth.statusCode).toBe(422)
    expect(text(sixth)).toContain('Masih ada 5 laporan terbuka')
    await openOne(own, 'data-sekolah', {})
    await sql`update tiket set status = 'selesai' where nomor = ${numbers[0]}`.execute(t.owner.db)
    await openOne(stranger, 'data-sekolah', { nip: siti.nip })
    expect(await countTickets(s)).toBe(7)
  })

  test('ten at the same time are five', async () => {
    const siti = await person(s)
    const p = browser(s, siti)
    await p.get('/bantuan?kategori=lainnya')
    const hidden = () => p.hidden()
    const keys = await Promise.all(Array.from({ length: 10 }, async () => (await browser(s, siti).get('/bantuan?kategori=lainnya')).body))
    const fresh = keys.map((html) => /name="_kunci" value="([^"]+)"/.exec(html)![1]!)
    const sent = await Promise.all(fresh.map((_kunci) => p.raw('/bantuan', { ...hidden(), _kunci, uraian: 'x' })))
    expect(sent.filter((r) => r.statusCode === 303).length).toBe(5)
    expect(await countTickets(s)).toBe(5)
  })
})

test('pressing Kirim many times at once opens one ticket and leads to one receipt; other words under the same key are refused', async () => {
  const p = browser(s)
  await p.get('/bantuan?kategori=data-sekolah')
  const body = { ...p.hidden(), ...EXAMPLES['data-sekolah'], nip: NIP, captcha: CODE }
  const sent = await Promise.all(Array.from({ length: 12 }, () => p.raw('/bantuan', body)))
  expect(new Set(sent.map((r) => r.headers.location)).size).toBe(1)
  expect(sent.every((r) => r.statusCode === 303)).toBe(true)
  expect(await countTickets(s)).toBe(1)
  expect((await ticketLetters(s)).length).toBe(0)
  expect((await p.raw('/bantuan', { ...body, teks: 'Lain' })).statusCode).toBe(422)
})

test('a foreign page cannot send it', async () => {
  const p = browser(s)
  await p.get('/bantuan?kategori=data-sekolah')
  const { _csrf: _, ...hidden } = p.hidden()
  const body = { ...hidden, ...EXAMPLES['data-sekolah'], nip: NIP, captcha: CODE }
  expect((await p.raw('/bantuan', body)).statusCode).toBe(403)
})

describe('context', () => {
  test('from a "?": section, field and typed text come along, and are kept without personal data', async () => {
    const siti = await person(s)
    const p = browser(s, siti)
    const start = await p.get('/bantuan?dari=riwayat-pendidikan')
    expect(text(start)).toContain('Untuk bagian Riwayat Pendidikan')
    expect(start.body).toContain('/bantuan?kategori=referensi-pendidikan&amp;dari=riwayat-pendidikan')
    const query = '&dari=riwayat-pendidikan&medan=pendidikan&teks=S-1+Bahasa+Kawi'
    const page = await p.get(`/bantuan?kategori=referensi-pendidikan${query}`)
    expect(page.body).toContain('value="S-1 Bahasa Kawi"')
    const r = await p.post('/bantuan', { teks: 'S-1 Bahasa Kawi' })
    const nomor = String(r.headers.location).slice('/bantuan/tiket/'.length, -'?baru=1'.length)
    expect(await ticket(s, nomor)).toMatchObject({
      asal: 'formulir',
      konteks: { dari: 'riwayat-pendidikan', medan: 'pendidikan', daftar: 'pendidikan', teks: 'S-1 Bahasa Kawi' },
    })
  })

  test('a field alone leads to its category; nonsense leads to the start', async () => {
    const p = browser(s)
    for (const [dari, medan, title] of [
      ['data-posisi', 'unor', 'Referensi Unit Organisasi'],
      ['data-posisi', 'verifikator_level_1', 'Penambahan Verifikator Level 1'],
      ['data-guru', 'mata_pelajaran', 'Referensi Mata Pelajaran'],
      ['data-dokter', 'bidang_spesialis', 'Referensi Bidang Spesialis'],
      ['orang-tua', 'tempat_lahir', 'Referensi Lokasi'],
    ])
      expect(text(await p.get(`/bantuan?dari=${dari}&medan=${medan}`))).toContain(title)
    for (const bad of ['?dari=../x&medan=__proto__', '?kategori=__proto__', '?dari=constructor', '?kategori=%00'])
      expect((await p.get(`/bantuan${bad}`)).statusCode).toBe(200)
  })

  test('the office: that of the form, with its unit when somebody helps there; a reference begins at BKN; Beda Instansi names both agencies', async () => {
    const siti = await person(s)
    await fill(s, siti.nip, {})
    await sql`update formulir set unit_id = ${unit.dinas} where nip = ${siti.nip}`.execute(t.owner.db)
    const p = browser(s, siti)
    expect(await ticket(s, await openOne(p, 'lainnya', {}))).toMatchObject({ instansi_id: PURWOREJO, tingkat: 2, unit_id: unit.dinas, wilayah_id: '01' })
    await addStaff(t, 'unithelp', [['helpdesk', unit.dinas]])
    expect((await ticket(s, await openOne(p, 'lainnya', {}))).tingkat).toBe(1)
    expect((await ticket(s, await openOne(p, 'referensi-pendidikan', {}))).tingkat).toBe(4)
    expect(await ticket(s, await openOne(p, 'beda-instansi', {}))).toMatchObject({ instansi_id: KEBUMEN, instansi_lain_id: PURWOREJO, tingkat: 2 })
    const due = (await ticket(s, await openOne(browser(s), 'data-tidak-ada'))).jatuh_tempo
    expect(due.getTime()).toBeGreaterThan(Date.now() + 4 * 86_400_000)
  })
})

describe('letters', () => {
  test('the number goes to the account of a proved person, else to the address that was left; it holds no name, NIP or text', async () => {
    const siti = await person(s)
    const own = await openOne(browser(s, siti), 'lainnya', {})
    const other = await openOne(browser(s), 'data-sekolah', { nip: NIP, email: 'Guru@Rumah.test' })
    const nobody = await openOne(browser(s), 'data-sekolah', { nip: NIP })
    const letters = await ticketLetters(s)
    expect(letters.map((l) => l.kepada)).toEqual([`pns.${siti.nip}@uji.test`, 'Guru@Rumah.test'])
    for (const [i, nomor] of [own, other].entries()) {
      expect(letters[i]!.perihal).toContain(showTiket(nomor))
      expect(letters[i]!.teks).not.toMatch(new RegExp(`${siti.nip}|${NIP}|SMP Negeri 41|Halaman tidak|Siti`, 'i'))
    }
    expect(letters.some((l) => l.teks.includes(showTiket(nobody)))).toBe(false)
    // The paper holds what he wrote: only to the mailbox of a proved person.
    expect(letters.map((l) => l.lampiran)).toEqual([[`Tanda-Bukti-${own}.pdf`], []])
    expect(letters[0]!.teks).toContain(`/cek-status/laporan?tiket=${own}`)
  })
  test('it names the papers that are still to be attached', async () => {
    await openOne(browser(s), 'data-pensiun', { nip: NIP, email: 'pensiun@rumah.test' })
    const [letter] = await ticketLetters(s)
    expect(letter!.teks).toContain('surat pembatalan pensiun')
  })
  test('in the page too: opened, answered, finished, each leading to its ticket; nothing for somebody who is not proved', async () => {
    const [siti, budi] = [await person(s), await person(s)]
    const own = await openOne(browser(s, siti), 'lainnya', {})
    await openOne(browser(s), 'lainnya', { nip: budi.nip })
    await transaction(s.ctx.db, (tx) => mailOwner(tx, own, 'balasan', 1))
    await transaction(s.ctx.db, (tx) => mailOwner(tx, own, 'selesai', 2))
    const page = await browser(s, siti).get('/pemberitahuan')
    for (const words of ['Laporan Anda diterima', 'Laporan Anda dijawab', 'Laporan Anda selesai']) expect(page.body).toContain(words)
    expect(page.body.match(new RegExp(`href="/bantuan/tiket/${own}"`, 'g'))).toHaveLength(3)
    expect((await browser(s, budi).get('/pemberitahuan')).body).toContain('Belum ada pemberitahuan')
    await ticketLetters(s)
  })
})

test('nothing that was typed stands readable in the database', async () => {
  await openOne(browser(s), 'lainnya', { nip: NIP, uraian: 'KENARIRAHASIA', email: 'kenari@rahasia.test' })
  const { rows } = await sql<{
    all: string
  }>`select (select string_agg(t::text, ' ') from tiket t) || coalesce((select string_agg(payload::text, ' ') from graphile_worker._private_jobs), '') as all`.execute(
    t.owner.db,
  )
  expect(rows[0]!.all).not.toMatch(/KENARIRAHASIA|kenari@/)
})

test('markup, controls and giant texts are words or refused, never more', async () => {
  const p = browser(s)
  const nomor = await openOne(p, 'data-sekolah', {
    nip: NIP,
    teks: `"><script>alert(1)</script>{{7*7}}'--`,
    letak: '=cmd|calc',
    uraian: '<img src=x onerror=alert(1)>\nbaris dua',
  })
  const page = (await p.get(`/bantuan/tiket/${nomor}`)).body
  expect(page).not.toMatch(/<script>alert|<img src=x/)
  expect(page).toContain('&lt;script>alert(1)')
  for (const bad of ['a\u0007b', 'a\u202eb', '\ud800'])
    expect((await sendForm(p, 'data-sekolah', { nip: NIP, teks: bad })).statusCode, JSON.stringify(bad)).toBeGreaterThanOrEqual(bad === '\ud800' ? 303 : 422)
  expect((await sendForm(p, 'data-sekolah', { nip: NIP, uraian: 'x'.repeat(60_000) })).statusCode).toBe(422)
})
