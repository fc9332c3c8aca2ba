// Questionnaires: answering, faults, two tabs, a new version meanwhile, locked after Kirim, and what others may see of them.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { reopen } from '../../src/form/complete.ts'
import { transaction } from '../../src/db/tx.ts'
import { tokenOf } from '../../src/kuesioner/answers.ts'
import { checkDefinition, type Definition } from '../../src/kuesioner/definition.ts'
import { loadQuestionnaires, publish } from '../../src/kuesioner/store.ts'
import { buktiPengisian } from '../../src/pdf/buktiPengisian.ts'
import { getBuktiPengisian } from '../../src/pdf/store.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { act } from '../../src/workflow/engine.ts'
import { flat, readPdf } from '../cetak/pdfText.ts'
import { useDatabase } from '../harness.ts'
import { addPerson, autosave, digest, encode, ENDANG, fillAll, forgetLimits, formOf, get, makeScene, newSession, PERIODE, post, SAME_SITE, sendForm, type Body, type Person, type Scene } from './adegan.ts'

const t = useDatabase()
let s: Scene
const KPE = '/formulir/kpe'
const BAPERTARUM = '/formulir/bapertarum'

beforeAll(async () => {
  s = await makeScene(t)
  await loadQuestionnaires(t.owner.db)
})
beforeEach(async () => {
  await forgetLimits(s)
  await leaveOut([])
})
afterAll(() => expect(s.errors).toEqual([]))

const leaveOut = (codes: readonly string[]) => sql`update periode set pengaturan = ${JSON.stringify({ tanpa_bagian: codes })}::jsonb`.execute(t.owner.db)

/** The hidden version of an open page. */
const tokenIn = (html: string): string => /name="_versi" value="([^"]+)"/.exec(html)![1]!
const tokenAt = async (p: Person, url: string) => tokenIn((await get(s, p, url)).body)
/** Opens the page and presses Simpan. */
const answer = async (p: Person, url: string, body: Body) => post(s, p, url, { _versi: await tokenAt(p, url), ...body })
const stored = async (p: Person, kode = 'kpe') => {
  const { rows } = await sql<{ versi: number; pertanyaan: string; jawaban: string }>`select versi, pertanyaan, jawaban from jawaban where nip = ${p.nip} and kuesioner = ${kode} order by pertanyaan`.execute(t.owner.db)
  return rows
}
const answersOf = async (p: Person, kode = 'kpe') => Object.fromEntries((await stored(p, kode)).map((r) => [r.pertanyaan, r.jawaban]))
const gapsOf = async (p: Person) => (await get(s, p, '/formulir/kirim')).body

const notYet = { perekaman: 'belum', terima: 'belum', ada_kendala: 'tidak' }
const used = { perekaman: 'sudah', terima: 'sudah', tahun_terima: '2012', aktif_atm: 'sudah', dipakai: 'pernah', layanan__gaji: '1', layanan__kesehatan: '1', ada_kendala: 'tidak', keterangan: 'Kartu pernah diganti' }
const housed = { rumah_sendiri: 'ya', tempat_tinggal: 'milik_sendiri', tahu_layanan: 'tidak', rencana: 'tidak' }

test('answers are kept by question, with their version and an event', async () => {
  const p = await addPerson(s)
  const saved = await answer(p, KPE, used)
  expect(saved.headers.location).toBe('/formulir/kpe?simpan=1')
  expect((await get(s, p, '/formulir/kpe?simpan=1')).body).toContain('Tersimpan')
  expect(await answersOf(p)).toEqual({ perekaman: 'sudah', terima: 'sudah', tahun_terima: '2012', aktif_atm: 'sudah', dipakai: 'pernah', layanan: 'gaji,kesehatan', ada_kendala: 'tidak', keterangan: 'Kartu pernah diganti' })
  expect((await stored(p)).every((r) => r.versi === 1)).toBe(true)
  const { rows } = await sql`select data from peristiwa where nip = ${p.nip} and jenis = 'simpan'`.execute(t.owner.db)
  expect(rows).toEqual([{ data: { bagian: 'kpe', versi: 1 } }])
  const page = (await get(s, p, KPE)).body
  for (const input of ['id="layanan__gaji" name="layanan__gaji" value="1" checked', 'value="2012"']) expect(page).toContain(input)
})

test('the questionnaire follows the sections: list, count, next page, consent, explanation in its lead', async () => {
  const p = await addPerson(s)
  const home = (await get(s, p, '/formulir')).body
  expect(home.match(/Stakeholder<[\s\S]*/)![0]).toMatch(/BPJS Kesehatan[\s\S]*BAPERTARUM[\s\S]*0 dari 4 pertanyaan dijawab[\s\S]*Belum mulai[\s\S]*KPE/)
  const form = await formOf(s, p)
  const all = form.sections.size + 2
  expect((await get(s, p, KPE)).body).toContain(`Bagian ${all} dari ${all}`)
  expect((await get(s, p, BAPERTARUM)).body).toMatch(/Jawaban ini diteruskan kepada BAPERTARUM-PNS/)
  expect((await answer(p, BAPERTARUM, { ...housed, _aksi: 'lanjut' })).headers.location).toBe(KPE)
  expect((await answer(p, KPE, { ...notYet, _aksi: 'lanjut' })).headers.location).toBe('/formulir')
  expect((await get(s, p, '/formulir')).body).toMatch(/KPE[\s\S]*3 dari 3 pertanyaan dijawab[\s\S]*Selesai/)
})

test('faults say what to do, keep the typing, and count as not answered', async () => {
  const p = await addPerson(s)
  const late = await answer(p, KPE, { ...used, tahun_terima: '2031', layanan__gaji: undefined, layanan__kesehatan: undefined, perekaman: undefined })
  expect(late.statusCode).toBe(422)
  for (const part of ['Tahun penerimaan tidak boleh di masa depan.', 'Layanan dengan KPE: pilih paling sedikit satu.', 'Perekaman belum diisi.', 'value="2031"', 'href="#layanan__gaji"']) expect(late.body).toContain(part)
  expect(await stored(p)).toEqual([])
  expect((await get(s, p, KPE)).body).toContain('value="2031"')
  expect((await get(s, p, '/formulir')).body).toMatch(/KPE[\s\S]*Sedang diisi/)
  expect((await answer(p, KPE, { ...used, tahun_terima: '1999' })).body).toContain('Tahun penerimaan harus angka 2008 sampai 2100.')
  expect((await answer(p, KPE, { ...used, keterangan: 'x'.repeat(501) })).body).toContain('Keterangan paling panjang 500 huruf.')
})

test('an option made up by hand is refused; a question that does not exist is not there', async () => {
  const p = await addPerson(s)
  const madeUp = await answer(p, KPE, { ...notYet, perekaman: 'entah' })
  expect(madeUp.statusCode).toBe(422)
  expect(madeUp.body).toContain('Pilih Perekaman dari pilihan yang ada.')
  await answer(p, KPE, { ...notYet, gaji_pokok: '9000000', layanan__mobil: '1', __proto__x: '1', constructor: 'x', _terbitan: '9' })
  expect(await answersOf(p)).toEqual(notYet)
})

test('what a condition hides is neither asked nor kept, also behind another condition', async () => {
  const p = await addPerson(s)
  const page = (await get(s, p, KPE)).body
  expect(page).toContain('data-bila="terima" data-nilai="sudah"')
  await answer(p, KPE, { ...used, dipakai: 'belum' })
  expect(await answersOf(p)).not.toHaveProperty('layanan')
  await answer(p, KPE, { ...used, terima: 'belum' })
  expect(Object.keys(await answersOf(p)).sort()).toEqual(['ada_kendala', 'keterangan', 'perekaman', 'terima'])
})

test('autosave keeps what is not whole, complains only about what was typed, and saves what is whole', async () => {
  const p = await addPerson(s)
  const first = await autosave(s, p, KPE, { _versi: await tokenAt(p, KPE), perekaman: 'sudah', terima: 'sudah', tahun_terima: '2031' })
  expect(first.json()).toMatchObject({ salah: { tahun_terima: 'Tahun penerimaan tidak boleh di masa depan.' }, maju: { selesai: 2, semua: 6 } })
  expect(Object.keys(first.json().salah)).toEqual(['tahun_terima'])
  const second = await autosave(s, p, KPE, { _versi: first.json().versi._versi, ...notYet })
  expect(second.json()).toMatchObject({ salah: {}, maju: { selesai: 3, semua: 3 } })
  expect(await answersOf(p)).toEqual(notYet)
  expect((await formOf(s, p)).questionnaires.get('kpe')!.draft).toBeNull()
  // The answer got lost and the script repeats itself.
  expect((await autosave(s, p, KPE, { _versi: first.json().versi._versi, ...notYet })).statusCode).toBe(200)
  expect((await post(s, p, KPE, { _versi: second.json().versi._versi, ...notYet })).statusCode).toBe(303)
})

test('two tabs: the second sees both answers, and Simpan again is his word', async () => {
  const p = await addPerson(s)
  const old = await tokenAt(p, KPE)
  await answer(p, KPE, used)
  const clash = await post(s, p, KPE, { _versi: old, ...notYet })
  expect(clash.statusCode).toBe(409)
  for (const part of ['Data ini berubah di tempat lain', 'Tahun penerimaan: sekarang tersimpan “2012”', 'Layanan dengan KPE: sekarang tersimpan “Gaji, Kesehatan”']) expect(clash.body).toContain(part)
  expect(clash.body).toMatch(/name="terima" value="belum" checked/)
  expect(await answersOf(p)).toMatchObject({ terima: 'sudah' })
  expect((await autosave(s, p, KPE, { _versi: old, ...notYet })).json()).toMatchObject({ konflik: { _versi: 'Jawaban diubah di tempat lain' } })
  await post(s, p, KPE, { _versi: tokenIn(clash.body), ...notYet })
  expect(await answersOf(p)).toEqual(notYet)
})

test('the same key twice has one effect, with other answers it is refused', async () => {
  const p = await addPerson(s)
  const body = { _versi: await tokenAt(p, KPE), _kunci: '019b0000-0000-7000-8000-000000000077', ...notYet }
  expect((await post(s, p, KPE, body)).statusCode).toBe(303)
  expect((await post(s, p, KPE, body)).statusCode).toBe(303)
  const { rows } = await sql`select from peristiwa where nip = ${p.nip} and jenis = 'simpan'`.execute(t.owner.db)
  expect(rows).toHaveLength(1)
  expect((await post(s, p, KPE, { ...body, perekaman: 'sudah' })).statusCode).toBe(422)
  expect(await answersOf(p)).toEqual(notYet)
})

test('without answers there is no Kirim: the page names them, the engine refuses too', async () => {
  const p = await addPerson(s)
  await fillAll(s, p)
  await answer(p, KPE, { ...used, tahun_terima: '', aktif_atm: '' })
  const gaps = await gapsOf(p)
  expect(gaps).toContain('3 hal masih perlu dilengkapi')
  for (const part of ['<a href="/formulir/bapertarum">BAPERTARUM</a>: Belum dijawab.', '<a href="/formulir/kpe#tahun_terima-baris">Tahun penerimaan</a>: Tahun penerimaan belum diisi.', 'Aktif sebagai kartu ATM belum diisi.']) expect(gaps).toContain(part)
  expect((await get(s, p, KPE)).body).toContain('id="tahun_terima-baris"')
  await expect(sendForm(s, p)).rejects.toMatchObject({ code: 'incomplete' })
  await answer(p, KPE, used)
  await answer(p, BAPERTARUM, housed)
  const check = await gapsOf(p)
  for (const part of ['Periksa lalu kirim', 'Kuesioner dijawab', 'KPE: dijawab, 8 pertanyaan', 'Gaji, Kesehatan', 'Jawaban ini diteruskan kepada']) expect(check).toContain(part)
  await sendForm(s, p)
})

test('a campaign that leaves them out neither asks nor shows them', async () => {
  const p = await addPerson(s)
  await fillAll(s, p)
  await leaveOut(['bapertarum', 'kpe'])
  expect((await get(s, p, '/formulir')).body).not.toMatch(/BAPERTARUM|KPE/)
  expect((await get(s, p, KPE)).statusCode).toBe(404)
  expect((await post(s, p, KPE, { _versi: '1.x', ...notYet })).statusCode).toBe(404)
  await sendForm(s, p)
  await leaveOut([])
  // Nobody is asked afterwards.
  expect((await formOf(s, p)).questionnaires.size).toBe(0)
})

/** A form with answers, sent. */
async function sent(): Promise<Person> {
  const p = await addPerson(s)
  await fillAll(s, p)
  await answer(p, KPE, used)
  await answer(p, BAPERTARUM, housed)
  await sendForm(s, p)
  return p
}

test('after Kirim they are read only; taken back they are open, returned they stay closed', async () => {
  const p = await sent()
  const page = (await get(s, p, KPE)).body
  expect(page).toContain('Kuesioner terkunci sejak formulir dikirim')
  expect(page).toContain('Gaji, Kesehatan')
  expect(page).not.toContain('<form method="post" action="/formulir/kpe"')
  const before = await digest(s)
  expect((await post(s, p, KPE, { _versi: '1.x', ...notYet })).statusCode).toBe(409)
  expect((await autosave(s, p, KPE, { _versi: '1.x', ...notYet })).statusCode).toBe(409)
  expect(await digest(s)).toEqual(before)
  await sql`update formulir set status = 'perbaikan', pengembali = 'level_1' where nip = ${p.nip}`.execute(t.owner.db)
  const token = tokenOf((await formOf(s, p)).questionnaires.get('kpe')!)
  expect((await post(s, p, KPE, { _versi: token, ...notYet })).body).toContain('Data ini terkunci')
  expect(await answersOf(p)).toMatchObject({ terima: 'sudah' })
  expect((await get(s, p, KPE)).body).toContain('Jawaban hanya dapat dibaca')
  expect(reopen(await formOf(s, p), s.ctx.engine.info).reopened).toEqual(new Set())
  await sql`update formulir set status = 'level_1', pengembali = null where nip = ${p.nip}`.execute(t.owner.db)
  await transaction(s.ctx.db, (tx) => act(tx, s.ctx.engine, { nip: p.nip, periode: PERIODE, action: 'batal', by: { as: 'pns' } }))
  expect((await answer(p, KPE, notYet)).statusCode).toBe(303)
})

test('the paper lists the answers in short, the verifier reads them folded and decides nothing', async () => {
  const p = await sent()
  const paper = flat(readPdf(await buktiPengisian(await getBuktiPengisian(s.ctx, p.nip))))
  for (const part of ['BAPERTARUM dijawab, 4 pertanyaan', 'KPE dijawab, 8 pertanyaan', 'Layanan dengan KPE Gaji, Kesehatan', 'Keterangan Kartu pernah diganti']) expect(paper).toContain(part)
  const cookies = { [cookieName(s.ctx.config.baseUrl, 'petugas')]: await newSession(s, 'petugas', ENDANG) }
  const { rows } = await sql<{ id: string }>`select id from formulir where nip = ${p.nip}`.execute(t.owner.db)
  const page = (await s.app.inject({ method: 'GET', url: `/verifikasi/${rows[0]!.id}`, headers: SAME_SITE, cookies })).body
  expect(page).toContain('KPE: dijawab, 8 pertanyaan')
  expect(page).toContain('Gaji, Kesehatan')
  expect(page).not.toContain('kpe.')
})

test("nobody reaches another person's answers", async () => {
  const [p, other] = [await sent(), await addPerson(s)]
  expect((await get(s, other, KPE)).body).not.toContain('Kartu pernah diganti')
  await answer(other, KPE, notYet)
  expect(await answersOf(p)).toMatchObject({ terima: 'sudah' })
  expect((await get(s, { cookie: '' }, KPE)).headers.location).toMatch(/^\/masuk/)
  // A token of somebody else is none of mine.
  expect((await post(s, other, BAPERTARUM, { _versi: await tokenAt(p, KPE).catch(() => '1.x'), ...housed })).statusCode).toBe(409)
})

test('a form without script: the page posts every field by itself', async () => {
  const p = await addPerson(s)
  const page = (await get(s, p, KPE)).body
  const names = new Set(Array.from(page.matchAll(/<(?:input|textarea)[^>]* name="([^"]+)"/g), (m) => m[1]!))
  for (const name of ['_kunci', '_versi', 'perekaman', 'tahun_terima', 'layanan__gaji', 'kendala__mutasi', 'keterangan']) expect(names).toContain(name)
  expect(page).not.toMatch(/data-bila="[^"]+"[^>]*hidden/)
  const key = /name="_kunci" value="([^"]+)"/.exec(page)![1]!
  const done = await post(s, p, KPE, encode({ _kunci: key, _versi: tokenIn(page), _aksi: 'simpan', ...notYet, tahun_terima: '' }))
  expect(done.headers.location).toBe('/formulir/kpe?simpan=1')
})

// Last, because the newest version stays in force.
const second = (): Definition => {
  const read = checkDefinition({
    kode: 'kpe',
    versi: 2,
    judul: 'KPE',
    pengantar: 'Kuesioner yang <b>baru</b>.',
    persetujuan: 'Jawaban ini diteruskan kepada <i>pengelola</i>.',
    pertanyaan: [
      { kunci: 'terima', singkat: 'Penerimaan', teks: '<script>alert(1)</script> Sudah menerima KPE?', jenis: 'satu', wajib: true, pilihan: [{ kode: 'sudah', teks: '"><img src=x>' }, { kode: 'proses', teks: 'Dalam proses' }] },
      { kunci: 'jumlah', singkat: 'Jumlah kartu', teks: 'Berapa kartu?', jenis: 'angka', min: 0, maks: 9, satuan: 'kartu', wajib: true },
      { kunci: 'tanggal', singkat: 'Tanggal', teks: 'Kapan?', jenis: 'tanggal', wajib: false },
    ],
  })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  return read.definition
}

test('a new version while forms are open: carried over, said, asked again; who has sent keeps his', async () => {
  const [p, answered, typing, done] = [await addPerson(s), await addPerson(s), await addPerson(s), await sent()]
  await answer(answered, KPE, used)
  await answer(typing, KPE, { terima: 'belum' })
  const old = await tokenAt(p, KPE)
  expect(await publish(t.owner.db, second())).toBe('new')

  const page = (await get(s, answered, KPE)).body
  expect(page).toContain('Kuesioner ini diperbarui sejak Anda mengisinya')
  expect(page).toMatch(/name="terima" value="sudah" checked/)
  expect((await get(s, answered, '/formulir')).body).toContain('Kuesioner diperbarui, periksa jawaban Anda')
  expect((await stored(answered)).map((r) => r.versi)).not.toContain(2)

  // "belum" is no longer offered, so it is asked anew.
  expect((await get(s, typing, KPE)).body).toMatch(/diperbarui/)
  expect((await gapsOf(typing)).replace(/\s+/g, ' ')).toContain('Penerimaan</a>: Pilih Penerimaan dari pilihan yang ada.')

  const clash = await post(s, p, KPE, { _versi: old, ...used })
  expect(clash.statusCode).toBe(409)
  expect(clash.body).toContain('Kuesioner ini diperbarui')
  expect((await autosave(s, p, KPE, { _versi: old, ...used })).json()).toMatchObject({ konflik: { _versi: 'Kuesioner ini diperbarui' } })
  expect(await stored(p)).toEqual([])

  await answer(answered, KPE, { terima: 'sudah', jumlah: '1', tanggal: '1-2-2012' })
  expect(await stored(answered)).toEqual([
    { versi: 2, pertanyaan: 'jumlah', jawaban: '1' },
    { versi: 2, pertanyaan: 'tanggal', jawaban: '2012-02-01' },
    { versi: 2, pertanyaan: 'terima', jawaban: 'sudah' },
  ])
  expect((await get(s, answered, KPE)).body).not.toContain('diperbarui')
  expect((await get(s, done, KPE)).body).toContain('Gaji, Kesehatan')
  expect((await stored(done)).every((r) => r.versi === 1)).toBe(true)
})

test('a text of the file is text on every page', async () => {
  const p = await addPerson(s)
  const page = (await get(s, p, KPE)).body
  expect(page).toContain('&lt;script>alert(1)&lt;/script>')
  expect(page).not.toMatch(/<script>alert|<img src=x|<b>baru|<i>pengelola/)
})

test('a version whose day has not come is not asked', async () => {
  const p = await addPerson(s)
  await publish(t.owner.db, { ...second(), versi: 3, berlaku_dari: '2099-01-01' })
  expect((await formOf(s, p)).questionnaires.get('kpe')!.asked.versi).toBe(2)
})
