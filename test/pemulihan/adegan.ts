// What the recovery tests do again and again: an account with a mailbox, the letter with the link, staff at the counter.
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Caught } from '../../src/jobs/catcher.ts'
import { startSession } from '../../src/security/session.ts'
import { transaction } from '../../src/db/tx.ts'
import {
  addPerson,
  addStaff,
  browser,
  CODE,
  letterTo,
  newestLetter,
  PURWOREJO,
  registerAll,
  type Peramban,
  type PersonOptions,
  type Scene,
} from '../pendaftaran/scene.ts'

export const ANSWER = 'Pak Darmo Subroto'
export const IBU = 'Suparmi'
export const NIK = '3306051403769003'

export type Account = { nip: string; nomor: string; email: string }

/** A person of Purworejo with an open account and confirmed data. */
export async function addAccount(s: Scene, o: PersonOptions = {}): Promise<Account> {
  const nip = await addPerson(s, o)
  await listed(s, nip, o)
  const account = { nip, ...(await registerAll(browser(s), nip, { nik: o.nik ?? NIK })) }
  await letterTo(account.email, (m) => m.perihal === 'Bukti Registrasi e-PUPNS')
  await sql`update akun set status = 'aktif', data_dikonfirmasi = true where nip = ${nip}`.execute(s.t.owner.db)
  await quiet(s)
  return account
}

/** The name search of staff, as the import fills it. */
export const listed = (s: Scene, nip: string, o: PersonOptions = {}) =>
  sql`insert into cari_nama (nip, nama, instansi_id) values (${nip}, ${o.nama ?? 'SUTRISNO WIBOWO'}, ${o.instansi ?? PURWOREJO})`.execute(s.t.owner.db)

/** Forgets all throttles: the next scene is another hour. */
export const quiet = (s: Scene) => sql`delete from batas`.execute(s.t.owner.db)

/** Waits until the queue has nothing to do now. */
export async function idle(s: Scene): Promise<void> {
  await expect.poll(async () => (await sql`select 1 from graphile_worker.jobs where run_at <= clock_timestamp()`.execute(s.t.owner.db)).rows.length).toBe(0)
}

/** The newest letter when all that were to be sent have been. */
export const lastLetter = (s: Scene): Promise<number> => idle(s).then(newestLetter)

/** What each page asks for. */
export const FIELDS = {
  'lupa-nomor-register': (a: Account) => ({ nip: a.nip }),
  'lupa-kata-kunci': (a: Account) => ({ nip: a.nip, nomor: a.nomor }),
  'lupa-jawaban': (a: Account) => ({ nip: a.nip, nik: NIK, ibu: IBU }),
} as const
export type Page = keyof typeof FIELDS

/** Asks for the letter, with the picture code. */
export async function ask(p: Peramban, page: string, fields: Record<string, string>): Promise<LightMyRequestResponse> {
  await p.get(`/${page}?baru=1`)
  return p.post(`/${page}`, { ...fields, captcha: CODE })
}

/** The same, and the letter that comes. */
export async function askLetter(p: Peramban, page: Page, a: Account): Promise<Caught> {
  const before = newestLetter()
  await p.follow(await ask(p, page, FIELDS[page](a)))
  return letterTo(a.email, (m) => m.id > before && m.perihal.endsWith('tautan e-PUPNS'))
}

/** The path behind the first link of a letter that begins so. */
export const pathIn = (m: Caught, begins: string): string => new URL(new RegExp(`https?://\\S+${begins}\\S+`).exec(m.teks)![0]).pathname
export const linkIn = (m: Caught): string => pathIn(m, '/pemulihan/tautan/')
export const disavowIn = (m: Caught): string => pathIn(m, '/pemulihan/bukan-saya/')

/** Up to the question: asks, opens the link, presses Lanjutkan. */
export async function untilQuestion(p: Peramban, page: Page, a: Account): Promise<LightMyRequestResponse> {
  const path = linkIn(await askLetter(p, page, a))
  await p.get(path)
  return p.follow(await p.post(path))
}

/** Events of a person, by kind. */
export async function kinds(s: Scene, nip: string): Promise<string[]> {
  const { rows } = await sql<{ jenis: string }>`select jenis from peristiwa where nip = ${nip} order by urut`.execute(s.t.owner.db)
  return rows.map((r) => r.jenis)
}

let officers = 0

/** A browser in which a member of staff is signed in. */
export async function officer(s: Scene, ...tasks: [string, string][]): Promise<Peramban & { id: string }> {
  const { id } = await addStaff(s, `petugas${++officers}@uji.test`, tasks)
  const p = browser(s)
  p.cookies.set('epupns_petugas', await transaction(s.t.db, (tx) => startSession(tx, s.ctx.keys, 'petugas', id)))
  return { ...p, id }
}

/** The page of a person at the counter: searches, opens, gives its address. */
export async function visit(p: Peramban, nip: string): Promise<string> {
  await p.get('/verifikasi/klaim')
  const found = await p.post('/verifikasi/klaim/cari', { q: nip })
  if (found.statusCode !== 303) throw new Error(`not found at the counter: ${found.statusCode}`)
  await p.get(String(found.headers.location))
  return String(found.headers.location)
}

export const SEEN = { ktp: '1', karpeg: '1' }
