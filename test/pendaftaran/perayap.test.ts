// A2 with every route (trust.md 5): who registered with a stranger's NIP walks through the whole program with his session, and what
// BKN and others hold of her comes up nowhere. What he knows beforehand (NIP, NIK, name of the mother) and what he typed are no finds.
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyField } from '../../src/form/field.ts'
import { asked, type Loose } from '../../src/form/section.ts'
import { isRef, toColumns, toJson } from '../../src/form/values.ts'
import { listCaught } from '../../src/jobs/catcher.ts'
import { startSession } from '../../src/security/session.ts'
import { transaction } from '../../src/db/tx.ts'
import { findSection, sections } from '../../src/sections/index.ts'
import { flat, readPdf } from '../cetak/pdfText.ts'
import { useDatabase } from '../harness.ts'
import { note } from '../jumlah.ts'
import { routesOf } from '../rute.ts'
import {
  addPerson,
  browser,
  CODE,
  endScene,
  GOOD,
  letterTo,
  makeScene,
  PASSWORD,
  PURWOREJO,
  registerAll,
  type Fields,
  type Peramban,
  type Scene,
} from './scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})
afterAll(() => endScene(s))

const NIK = '3402155504819417'
const FORM = uuidv7()
const VICTIM = { nama: 'KENARIWATI PUSPITASARI', nik: NIK, lahir: '1981-04-15' }
/** Anything of hers: words, other numbers, days. The place and day of birth too, but for the eight digits within the NIP. */
const HERS = /kenari|puspitasari|purbalingga|gombong|4174174|15-04-1981|1981-04-15|15 april 1981|07-07-1977|1977-07-07|7 juli 1977/i

/** A value that is known again wherever it comes up. */
function canary(f: AnyField): unknown {
  if (isRef(f)) return { id: null, nama: 'KENARI BATU' }
  if (f.schema.format === 'date' || f.kind === 'roughDate') return '1977-07-07'
  if (f.schema.enum) return f.schema.enum[0]
  if (f.schema.type === 'boolean') return true
  if (f.schema.type === 'number' || f.schema.type === 'integer') return f.schema.minimum ?? 1
  return f.kind === 'digits' ? '417'.repeat(8).slice(0, f.schema.maxLength ?? 16) : 'KENARI'
}

const canaries = (code: string): Loose => Object.fromEntries(asked(findSection(code)!).map(([key, f]) => [key, canary(f)]))

/** Every section of the official record, a form with proposals, a ticket: everything there can be about a person. */
async function plant(nip: string): Promise<void> {
  const db = t.owner.db
  const insert = (table: string, row: Record<string, unknown>) =>
    sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((c) => sql.ref(c)))}) values (${sql.join(Object.values(row))})
      on conflict do nothing`.execute(db)
  for (const section of sections) {
    const columns = toColumns(s.ctx.keys, section, nip, canaries(section.code))
    await insert(section.table, { nip, ...(section.rows === 'many' && { id: `r-${section.code}` }), ...columns })
    const sesudah = JSON.stringify(toJson(s.ctx.keys, section, nip, canaries(section.code)))
    await insert('usulan', { nip, periode: '2026', bagian: section.code, kunci: 'baru', tindakan: 'tambah', sesudah, versi: 1 })
  }
  await sql`update sapk_data_utama set tempat_lahir_nama = 'Kab. Purbalingga', alamat = 'Jl. Melati 5 Gombong' where nip = ${nip}`.execute(db)
  await insert('formulir', { nip, periode: '2026', id: FORM, status: 'level_1', instansi_id: PURWOREJO, wilayah_id: '01' })
  await insert('direktori_formulir', { id: FORM, nip, periode: '2026' })
  await insert('cari_nama', { nip, nama: VICTIM.nama, instansi_id: PURWOREJO })
}

/** A report that somebody else wrote about her. */
async function openTicket(nip: string): Promise<string> {
  const p = browser(s)
  await p.get('/bantuan?kategori=beda-nama')
  const r = await p.post('/bantuan', { nip, email: 'kenari@rumah.test', nama_benar: 'KENARIWATI', captcha: CODE })
  const nomor = /^\/bantuan\/tiket\/([0-9A-Z]{11})/.exec(String(r.headers.location))?.[1]
  if (!nomor) throw new Error(`no ticket: ${r.statusCode}`)
  return nomor
}

/** Every address of a path with parameters; a row is one of its section. */
function addresses(path: string, known: Record<string, string[]>): string[] {
  const name = /:(\w+)/.exec(path)?.[1]
  if (!name) return [path.replace(/^\/formulir\/([^/]+)\/-/, '/formulir/$1/r-$1')]
  return (known[name] ?? [uuidv7()]).flatMap((value) => addresses(path.replace(`:${name}`, value), known))
}

const readBody = (r: LightMyRequestResponse): string => (String(r.headers['content-type']).startsWith('application/pdf') ? flat(readPdf(r.rawPayload)) : r.body)

test('A2: every route with the session of who registered her NIP first: nothing of hers comes up', { timeout: 300_000 }, async () => {
  const nip = await addPerson(s, VICTIM)
  await plant(nip)
  const nomorTiket = await openTicket(nip)
  const thief = browser(s)
  const { nomor, email } = await registerAll(thief, nip, { nik: NIK })
  await letterTo(email, (m) => m.perihal === 'Bukti Registrasi e-PUPNS')
  await thief.get('/masuk')
  expect((await thief.post('/masuk', { nomor_register: nomor, kata_kunci: PASSWORD })).headers.location).toBe('/masuk/status')
  // The marks are really there, and a body that holds one is a find.
  const { rows } = await sql<{ nama: string; alamat: string }>`select nama, alamat from sapk_data_utama where nip = ${nip}`.execute(t.owner.db)
  expect([HERS.test(rows[0]!.nama), HERS.test(rows[0]!.alamat)]).toEqual([true, true])

  const known = {
    bagian: [...sections.map((x) => x.code), 'bapertarum'],
    baris: ['-', 'baru'],
    nomor: [nomorTiket],
    berkas: [FORM],
    id: [FORM, uuidv7()],
    orang: [nip, FORM],
    pendaftar: [nip, nomor],
    tindakan: ['balas', 'tutup', 'ambil', 'cabut', 'serahkan', 'setujui'],
    urut: ['1', '2'],
    daftar: ['wilayah', 'unor', 'instansi'],
    kode: (await sql<{ kode: string }>`select kode from dokumen where nip = ${nip}`.execute(t.owner.db)).rows.map((d) => d.kode),
  }
  const crawl = (status: string, methods: readonly string[]) =>
    crawlAll(thief, nip, { known, status, methods, typed: { nip, nomor_register: nomor, nomor_tiket: nomorTiket, email } })
  const { finds, statuses, requests } = await crawl('menunggu_verifikasi_registrasi', ['GET', 'POST'])
  for (const letter of listCaught(email)) {
    const papers = letter.lampiran.map((a) => flat(readPdf(a.isi)))
    for (const words of [letter.perihal, letter.teks, ...papers]) if (HERS.test(withoutKnown(words, nip))) finds.push(`letter ${letter.perihal}`)
  }
  expect(finds).toEqual([])
  expect(routesOf(s.app).length).toBeGreaterThan(130)
  expect(statuses[403]).toBeGreaterThan(60)
  // Once the agency has accepted him, the same walk finds her everywhere: it looks in the right places.
  expect((await crawl('aktif', ['GET'])).finds.length).toBeGreaterThan(30)
  note('A2', { routes: routesOf(s.app).length, requests, finds: finds.length })
})

type Walk = { known: Record<string, string[]>; status: string; methods: readonly string[]; typed: Fields }

/** First whatever can be read, then whatever can be sent, each in the state of the account that is asked about. */
async function crawlAll(p: Peramban, nip: string, { known, status, methods, typed }: Walk) {
  const finds: string[] = []
  const statuses: Record<number, number> = {}
  const routes = routesOf(s.app)
  const readable = new Set(routes.filter((r) => r.method === 'GET').map((r) => r.path))
  let requests = 0
  for (const method of methods)
    for (const { path } of routes.filter((r) => r.method === method))
      for (const url of addresses(path, known)) {
        await signInAgain(p, nip, status)
        await sql`delete from batas`.execute(t.owner.db)
        // For what the form of the page carries along.
        if (method === 'POST' && readable.has(path)) await p.get(url)
        const r = method === 'GET' ? await p.get(url) : await p.post(url, { ...TYPED, ...typed })
        requests++
        statuses[r.statusCode] = (statuses[r.statusCode] ?? 0) + 1
        const found = HERS.exec(withoutKnown(readBody(r), nip))
        if (found || r.statusCode >= 500) finds.push(`${method} ${url} → ${r.statusCode} ${found?.[0] ?? ''}`)
      }
  return { finds, statuses, requests }
}

/** What a thief who has all he can know types everywhere. */
const TYPED: Fields = {
  ...GOOD,
  nik: NIK,
  ibu: GOOD.ibu_kandung,
  nama: 'Agus',
  q: 'a',
  kode: 'AAAA2222',
  kode_surat: 'AAAA2222',
  kategori: 'beda-nama',
  uraian: 'Mohon dibantu.',
}

/** The session of the account that waits, whatever the last request made of it. */
async function signInAgain(p: Peramban, nip: string, status: string): Promise<void> {
  await sql`update akun set status = ${status}, data_dikonfirmasi = ${status === 'aktif'} where nip = ${nip}`.execute(t.owner.db)
  p.cookies.set('epupns_sesi', await transaction(s.ctx.db, (tx) => startSession(tx, s.ctx.keys, 'pns', nip)))
}

/** Without the NIP, and without tokens, in which any letters may stand. */
const withoutKnown = (body: string, nip: string): string => body.replaceAll(nip, '').replace(/[\w-]{60,}/g, '')
