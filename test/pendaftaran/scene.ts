// The scene of registration and login: people in SAPK, two agencies, a browser with cookies, and the letters that were sent.
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { buildApp } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { createContext, type Ctx } from '../../src/context.ts'
import { toColumns } from '../../src/form/values.ts'
import { listCaught, type Caught } from '../../src/jobs/catcher.ts'
import { startJobs, type Jobs } from '../../src/jobs/runner.ts'
import { closePdf } from '../../src/pdf/render.ts'
import { loadReference } from '../../src/reference/seeds.ts'
import { sealTotp } from '../../src/security/account.ts'
import { hashPassword } from '../../src/security/password.ts'
import { newTotpSecret } from '../../src/security/totp.ts'
import { dataPosisi } from '../../src/sections/dataPosisi.ts'
import { dataUtama } from '../../src/sections/dataUtama.ts'
import type { TestDatabase } from '../harness.ts'

export const PURWOREJO = '6422'
export const KEBUMEN = '6423'
export const CODE = 'TEKAN'
export const PASSWORD = 'pagar-bambu-kuning-41'

export type Scene = { t: TestDatabase; ctx: Ctx; app: FastifyInstance; jobs: Jobs }

/** Fills the empty database of a test file and starts program and mail. */
export async function makeScene(t: TestDatabase): Promise<Scene> {
  await loadReference(t.owner.pool, { provinces: [] })
  await sql`insert into periode (id, nama, tanggal_acuan, mulai, akhir_isi, aktif) values ('2026', 'PUPNS 2026', '2026-12-31', now() - interval '10 days', now() + interval '60 days', true)`.execute(
    t.db,
  )
  await sql`insert into instansi_pengaturan (instansi_id, verifikasi_registrasi, lupa_jawaban, alamat, jam_layanan) values (${KEBUMEN}, false, 'ganti', null, null), (${PURWOREJO}, true, 'tampilkan', 'Jl. Proklamasi 2', 'Senin sampai Jumat')`.execute(
    t.owner.db,
  )
  const config = {
    mode: 'uji',
    baseUrl: 'http://uji.test',
    secure: false,
    trustProxy: 0,
    masterKey: Buffer.alloc(32, 7),
    olderKeys: [] as Buffer[],
    mailFrom: 'e-PUPNS <tidak-dibalas@epupns.test>',
    pool: { web: 10, jobs: 3 },
  } as unknown as Config
  const ctx = await createContext(config, t.db, { info() {}, warn() {}, error: (data) => console.error(data) })
  const app = await buildApp(ctx)
  // An injected request is never closed by a network; what waits for that (the count of requests under way) must hear it.
  app.addHook('onResponse', async (req) => void req.raw.emit('close'))
  return { t, ctx, app, jobs: await startJobs(ctx, t.url) }
}

export async function endScene(s: Scene | undefined): Promise<void> {
  await s?.jobs.stop()
  await s?.app.close()
  await closePdf()
}

let serial = 500

export type PersonOptions = { nama?: string; nik?: string | null; instansi?: string | null; kedudukan?: string | null; lahir?: string }

/** A person in SAPK who has not registered. */
export async function addPerson(s: Scene, o: PersonOptions = {}): Promise<string> {
  const born = o.lahir ?? '1976-03-14'
  const nip = `${born.replaceAll('-', '')}200003${1 + (serial % 2)}${++serial}`
  const main = {
    nama: o.nama ?? 'SUTRISNO WIBOWO',
    tanggal_lahir: born,
    tempat_lahir: { id: null, nama: 'Kab. Purbalingga' },
    tmt_cpns: '2000-03-01',
    alamat: 'Jl. Melati 5 Gombong',
    nik: o.nik === undefined ? '3306051403769003' : o.nik,
    kedudukan_hukum: o.kedudukan === null ? null : { id: o.kedudukan ?? '01', nama: 'x' },
  }
  const instansi = o.instansi === undefined ? PURWOREJO : o.instansi
  await insert(s, 'sapk_data_utama', { nip, ...toColumns(s.ctx.keys, dataUtama, nip, main) })
  await insert(s, 'sapk_data_posisi', {
    nip,
    ...toColumns(s.ctx.keys, dataPosisi, nip, {
      instansi_induk: instansi ? { id: instansi, nama: instansi === KEBUMEN ? 'Pemerintah Kab. Kebumen' : 'Pemerintah Kab. Purworejo' } : null,
    }),
  })
  return nip
}

async function insert(s: Scene, table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row)
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((c) => sql.ref(c)))}) values (${sql.join(columns.map((c) => row[c]))})`.execute(
    s.t.owner.db,
  )
}

/** A member of staff; gives the secret of the authenticator. */
export async function addStaff(s: Scene, email: string, tasks: [string, string][] = [], password = PASSWORD): Promise<{ id: string; secret: string }> {
  const [id, secret] = [uuidv7(), newTotpSecret()]
  await insert(s, 'petugas', { id, email, nama: 'Petugas Uji', sandi_hash: await hashPassword(s.ctx.keys, password), totp: sealTotp(s.ctx.keys, id, secret) })
  for (const [peran, lingkup_id] of tasks) await insert(s, 'penugasan', { id: uuidv7(), petugas_id: id, peran, lingkup_id })
  return { id, secret }
}

export type Fields = Record<string, string>
export type Peramban = {
  get(path: string): Promise<LightMyRequestResponse>
  /** Posts with the hidden inputs of the last page, as a browser does. */
  post(path: string, fields?: Fields): Promise<LightMyRequestResponse>
  /** The same without anything from a page. */
  raw(path: string, fields: Fields, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  /** Goes where a redirect points, until a page comes. */
  follow(r: LightMyRequestResponse): Promise<LightMyRequestResponse>
  hidden(): Fields
  cookies: Map<string, string>
}

let visitors = 0
/** Everything a test got to see, for the search for data that must not be shown. */
export const seen: string[] = []

/** A browser of its own, at an address of its own unless one is given. */
export function browser(s: Scene, address = `10.1.${Math.floor(++visitors / 250)}.${visitors % 250}`): Peramban {
  const cookies = new Map<string, string>()
  let hidden: Fields = {}
  const send = async (method: 'GET' | 'POST', url: string, fields?: Fields, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> => {
    const r = await s.app.inject({
      method,
      url,
      remoteAddress: address,
      headers: {
        'sec-fetch-site': 'same-origin',
        'user-agent': 'Mozilla/5.0 Chrome/120 (Android)',
        cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; '),
        ...(fields && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(fields && { payload: new URLSearchParams(fields).toString() }),
    })
    for (const c of r.cookies) {
      if (c.maxAge === 0 || c.value === '' || (c.expires && c.expires.getTime() < Date.now())) cookies.delete(c.name)
      else cookies.set(c.name, c.value)
    }
    if (String(r.headers['content-type']).startsWith('text/html')) {
      hidden = hiddenInputs(r.body)
      seen.push(r.body)
    }
    return r
  }
  return {
    cookies,
    hidden: () => hidden,
    get: (path) => send('GET', path),
    post: (path, fields = {}) => send('POST', path, { ...hidden, ...fields }),
    raw: (path, fields, headers) => send('POST', path, fields, headers),
    async follow(r) {
      let now = r
      while (now.headers.location) now = await send('GET', String(now.headers.location))
      return now
    },
  }
}

function hiddenInputs(html: string): Fields {
  const tags = html.match(/<input[^>]*type="hidden"[^>]*>/g) ?? []
  const attr = (tag: string, name: string) => unescape(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
  return Object.fromEntries(tags.map((tag) => [attr(tag, 'name'), attr(tag, 'value')]))
}

const unescape = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')

/** Waits for the newest letter to an address. */
export async function letterTo(address: string, wanted: (m: Caught) => boolean = () => true): Promise<Caught> {
  for (let i = 0; i < 600; i++) {
    const found = listCaught(address).find(wanted)
    if (found) return found
    await sleep(50)
  }
  throw new Error(`no letter to ${address}`)
}

/** Number of the newest letter, to wait for a newer one. */
export const newestLetter = (): number => listCaught()[0]?.id ?? 0

/** The code in a letter. */
export const codeIn = (m: Caught): string => /^\s{4}([0-9A-Z]{8})$/m.exec(m.teks)![1]!

/** The path behind the link in a letter. */
export const linkIn = (m: Caught): string => new URL(/https?:\/\/\S+registrasi\/tautan\S+/.exec(m.teks)![0]).pathname

let mailboxes = 0
export const newEmail = (): string => `pns${++mailboxes}@kotak.test`

/** Step 1 with the picture code. */
export async function search(p: Peramban, nip: string): Promise<LightMyRequestResponse> {
  await p.get('/registrasi')
  return p.post('/registrasi', { nip, captcha: CODE })
}

/** Up to the page of the kata kunci. */
export async function untilPassword(p: Peramban, nip: string, o: { nik?: string; email?: string } = {}): Promise<string> {
  const email = o.email ?? newEmail()
  await p.follow(await search(p, nip))
  await p.follow(await p.post('/registrasi/nik', { nik: o.nik ?? '3306051403769003', nik_berbeda: '1' }))
  await p.follow(await p.post('/registrasi/nik', { nik: o.nik ?? '3306051403769003', nik_berbeda: '1' }))
  const before = newestLetter()
  await p.follow(await p.post('/registrasi/email', { email }))
  await p.follow(await p.post('/registrasi/email/kode', { kode: codeIn(await letterTo(email, (m) => m.id > before)) }))
  return email
}

export const GOOD = {
  kata_kunci: PASSWORD,
  konfirmasi_kata_kunci: PASSWORD,
  ibu_kandung: 'Suparmi',
  pertanyaan: 'PP02',
  pertanyaan_sendiri: '',
  jawaban: 'Pak Darmo Subroto',
  captcha: CODE,
}

/** A whole registration; gives the nomor register. */
export async function registerAll(p: Peramban, nip: string, o: { nik?: string; email?: string } = {}): Promise<{ nomor: string; email: string }> {
  const email = await untilPassword(p, nip, o)
  const page = await p.follow(await p.post('/registrasi/kata-kunci', GOOD))
  const nomor = /class="nomor">([0-9A-Z]{8})</.exec(page.body)?.[1]
  if (!nomor) throw new Error(`no Bukti Registrasi: ${page.statusCode} ${page.body.replace(/<[^>]+>/g, ' ').slice(0, 600)}`)
  return { nomor, email }
}

/** What a reader sees of a page. */
export const text = (r: LightMyRequestResponse): string => readable(r.body)

/** The same of stored markup; a ">" inside an attribute ends no tag. */
export const readable = (html: string): string =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<(?:[^>"]|"[^"]*")*>/g, ' ')
    .replace(/\s+/g, ' ')
