// Printing through the door: who may print what, what the papers say, and what the page behind the QR code answers.
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Ctx } from '../../src/context.ts'
import { getBuktiPengisian, getBuktiRegistrasi } from '../../src/pdf/store.ts'
import { applyUsulan } from '../../src/form/apply.ts'
import { findForm } from '../../src/form/form.ts'
import { transaction } from '../../src/db/tx.ts'
import { kodeDokumen } from '../../src/pdf/kode.ts'
import { normaliseKodeDokumen } from '../../src/security/nomor.ts'
import { useDatabase } from '../harness.ts'
import { addLists, addPerson, appOf, BUDI, contextOf, cookieFor, fillForm, IBU, keys, NIK_BARU, NIK_LAMA, PERIODE, setState, SITI } from './orang.ts'
import { flat, readPdf } from './pdfText.ts'

const base = useDatabase()
let ctx: Ctx
let app: FastifyInstance

beforeAll(async () => {
  ctx = contextOf(base.db)
  app = await appOf(ctx)
  await addLists(base.owner.db)
  await addPerson(base.owner.db, SITI, 'K7QXM7K2')
  await addPerson(base.owner.db, BUDI, 'B0D1B0D1', 'menunggu_verifikasi_registrasi')
  await fillForm(base.db)
})
beforeEach(async () => void (await sql`delete from batas`.execute(base.owner.db)))
afterAll(() => app.close())

const get = async (url: string, nip?: string) => app.inject({ url, cookies: nip ? await cookieFor(base.db, nip) : {} })
const page = async (kode: string) => app.inject({ url: `/dokumen/${encodeURIComponent(kode)}` })

test('before Kirim the form is a KONSEP: no code, nothing is issued', async () => {
  const answer = await get('/cetak/bukti-pengisian', SITI)
  expect(answer.headers['content-disposition']).toBe('inline; filename="KONSEP-Bukti-Pengisian-K7QXM7K2.pdf"')
  expect(flat(readPdf(answer.rawPayload))).toContain('KONSEP, belum dikirim')
  expect((await sql`select from dokumen where jenis = 'bukti-pengisian'`.execute(base.db)).rows).toHaveLength(0)
})

test('Bukti Registrasi for the owner, also while the registration is being checked; for nobody else', async () => {
  for (const [nip, nomor] of [
    [SITI, 'K7QXM7K2'],
    [BUDI, 'B0D1B0D1'],
  ] as const) {
    const answer = await get('/cetak/bukti-registrasi', nip)
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([
      200,
      'application/pdf',
      `inline; filename="Bukti-Registrasi-${nomor}.pdf"`,
    ])
    const text = flat(readPdf(answer.rawPayload))
    expect(text).toContain(nomor)
    for (const secret of [NIK_LAMA, '3306 1255', IBU]) expect(text).not.toContain(secret)
  }
  expect((await get('/cetak/bukti-registrasi')).headers.location).toBe('/masuk?ke=%2Fcetak%2Fbukti-registrasi')
  expect((await get('/cetak/bukti-pengisian', BUDI)).statusCode).toBe(403)
})

test('after Kirim: changes in order, secrets masked, text as text, at both addresses', async () => {
  await setState(base.owner.db, 'level_1')
  const answer = await get('/cetak/formulir-perubahan', SITI)
  expect(answer.headers['content-disposition']).toBe('inline; filename="Formulir-Perubahan-Data-K7QXM7K2.pdf"')
  expect(answer.rawPayload.equals((await get('/cetak/bukti-pengisian', SITI)).rawPayload)).toBe(true)
  const text = flat(readPdf(answer.rawPayload))
  for (const part of [
    'Alamat Jl. Lama 1 → <b>Jl. Baru</b> 2 =1+1',
    'Keterangan Pindah rumah',
    'NIK •••• •••• •••• ••03 → •••• •••• •••• ••03 (diubah)',
    '✓ 1 data lain sesuai',
    'RG-1 · III/a Diubah Nomor SK SK-1 → SK-1/PERBAIKAN',
    'RG-2 · III/b Dihapus Golongan III/b',
    'RG-3 · III/c Ditambah Golongan → III/c',
    'Dinas Pendidikan Contoh (Jl. Contoh 1 · 08.00–15.00)',
  ])
    expect(text).toContain(part)
  for (const secret of [NIK_LAMA, NIK_BARU, '3306 1255', IBU, 'KONSEP']) expect(text).not.toContain(secret)
  expect(text.indexOf('RG-1')).toBeLessThan(text.indexOf('RG-2'))
})

test('the paper stays as it was sent when the changes have become official', async () => {
  const before = await getBuktiPengisian(ctx, SITI)
  await transaction(base.owner.db, async (tx) => {
    await applyUsulan(tx, keys, (await findForm(tx, keys, SITI, PERIODE))!)
    await setState(tx, 'diterima')
  })
  const after = await getBuktiPengisian(ctx, SITI)
  expect(after.proof).toEqual(before.proof)
  expect(after.sections).toEqual(before.sections)
  expect((await page(after.proof!.kode)).body).toContain('Dokumen ini sah')
})

test('the page behind the code: valid with what the paper shows, whatever the spelling', async () => {
  const { proof } = await getBuktiRegistrasi(ctx, SITI)
  expect(normaliseKodeDokumen(keys, proof.kode)).toBe(proof.kode)
  const spelled = proof.kode
    .toLowerCase()
    .replace(/^(.{5})(.{5})/, '$1 - $2 ')
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
  for (const kode of [proof.kode, spelled]) {
    const { statusCode, body } = await page(kode)
    expect(statusCode).toBe(200)
    for (const part of ['Dokumen ini sah', 'Bukti Registrasi', '••••M7K2', 'Siti Contoh', '19800315']) expect(body).toContain(part)
    for (const part of ['K7QXM7K2', NIK_LAMA, IBU, 'Contoh 1', 'Kabupaten']) expect(body).not.toContain(part)
  }
  expect((await app.inject({ url: `/dokumen?kode=${encodeURIComponent(`http://localhost:3000/dokumen/${spelled}`)}` })).headers.location).toBe(
    `/dokumen/${proof.kode}`,
  )
})

test('the same content keeps its code; newer content supersedes the older paper', async () => {
  const old = (await getBuktiPengisian(ctx, SITI)).proof!.kode
  expect((await getBuktiPengisian(ctx, SITI)).proof!.kode).toBe(old)
  await setState(base.owner.db, 'perbaikan')
  expect((await page(old)).body).toContain('sudah digantikan')
  await setState(base.owner.db, 'level_1')
  const unprinted = await page(old)
  expect(unprinted.body).toContain('sudah digantikan')
  expect(unprinted.body).not.toContain('Siti')
  const now = (await getBuktiPengisian(ctx, SITI)).proof!.kode
  expect(now).not.toBe(old)
  expect((await page(now)).body).toContain('Dokumen ini sah')
  expect((await page(old)).body).toContain('sudah digantikan')
})

test('a new registration makes the old slip worthless, a rejected or frozen one prints nothing', async () => {
  const old = (await getBuktiRegistrasi(ctx, BUDI)).proof.kode
  await sql`update akun set nomor_register = 'NEWBUD11', dibuat = clock_timestamp() where nip = ${BUDI}`.execute(base.owner.db)
  expect((await page(old)).body).toContain('sudah digantikan')
  expect((await getBuktiRegistrasi(ctx, BUDI)).proof.kode).not.toBe(old)
  for (const status of ['registrasi_ditolak', 'dibekukan']) {
    await sql`update akun set status = ${status} where nip = ${BUDI}`.execute(base.owner.db)
    expect((await get('/cetak/bukti-registrasi', BUDI)).statusCode).toBe(403)
  }
})

test('unknown codes: signed by nobody, signed but never issued, nonsense; each a page, never an error', async () => {
  for (const kode of ['7K2M9QXDR4TP2H', kodeDokumen(keys, SITI, 'bukti-registrasi', 'lain'), "'; drop table--", '<script>', 'x'.repeat(90), '%']) {
    const { statusCode, body } = await page(kode)
    expect(statusCode).toBe(404)
    expect(body).toContain('tidak dikenal')
    expect(body).not.toContain('<script>')
  }
  expect((await app.inject({ url: '/dokumen' })).body).toContain('Kode dokumen')
})

test('guessing ends after a while; looking up papers that exist does not', async () => {
  const { proof } = await getBuktiRegistrasi(ctx, SITI)
  for (let i = 0; i < 40; i++) expect((await page(proof.kode)).statusCode).toBe(200)
  const answers = []
  for (let i = 0; i < 40; i++) answers.push((await page(`7K2M9QXDR4TP${10 + i}`)).statusCode)
  expect(answers.filter((s) => s === 404)).toHaveLength(30)
  expect(answers.at(-1)).toBe(429)
})

test('ten papers an hour, then a page that says when', async () => {
  const cookies = await cookieFor(base.db, SITI)
  for (let i = 0; i < 10; i++) expect((await app.inject({ url: '/cetak/bukti-registrasi', cookies })).statusCode).toBe(200)
  const refused = await app.inject({ url: '/cetak/bukti-registrasi', cookies })
  expect(refused.statusCode).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
})
