// Recoveries under way: a sealed row that one browser may go on with. Its pages write it; the letter with the link is made from it.
import { sql } from 'kysely'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'
import type { DbOrTx, Tx } from '../db/pool.ts'
import { blindIndex } from '../security/blind.ts'
import { cookieFlags, cookieName, type CookieUse } from '../security/cookies.ts'
import type { Keys } from '../security/keys.ts'
import { hashToken, newKode, newToken, sameText } from '../security/nomor.ts'
import { findUnsealedJson, sealJson, unsealJson } from '../security/seal.ts'
import { isUuid } from './key.tsx'
import { cookieOf } from './session.ts'

/** What can be recovered: where its pages are, what they are called, how long its link lives, which cookie holds it. */
export const RECOVERIES = {
  'nomor-register': { path: '/lupa-nomor-register', title: 'Lupa No. Register', minutes: 30, cookie: 'pulih' },
  'kata-kunci': { path: '/lupa-kata-kunci', title: 'Lupa Kata Kunci', minutes: 30, cookie: 'pulih' },
  // A cookie of its own: the recovery that needs the answer goes on afterwards.
  jawaban: { path: '/lupa-jawaban', title: 'Lupa Jawaban', minutes: 15, cookie: 'jawaban' },
  alamat: { path: '/alamat-baru', title: 'Ganti Alamat E-mail', minutes: 30, cookie: 'pulih' },
} as const satisfies Record<string, { path: string; title: string; minutes: number; cookie: CookieUse }>

export type Jenis = keyof typeof RECOVERIES
export type Tahap = 'menunggu' | 'terbukti' | 'lulus' | 'selesai' | 'mati'

/** What was typed to ask for the letter, by kind. */
export type Diketik = { nip: string; nomor?: string; nik?: string; ibu?: string; kode?: string; email?: string }

export type IsiPemulihan = Diketik & {
  /** shown on the page that asked: typed where the link is opened elsewhere */
  kode_halaman: string
  /** hash of the address that asked, for the audit */
  asal: string
  /** how often a letter was asked for, and which of these was let through */
  kirim: number
  izin?: number
  /** the address before it was changed, for the notice to it */
  alamat_lama?: string
}

export type Pemulihan = {
  id: string
  jenis: Jenis
  tahap: Tahap
  isi: IsiPemulihan
  token_hash: string | null
  kode_hash: string | null
  /** the letter was sent and its link holds */
  berlaku: boolean
  salah: number
}
type Row = Omit<Pemulihan, 'isi'> & { isi: string; rahasia_hash: string }

const WAIT_HOURS = 2
const COOKIE_SECONDS = 2 * 3600
/** Wrong codes, or wrong answers, that end a recovery. */
export const TRIES = 5

const columns = sql`id, rahasia_hash, jenis, tahap, isi, token_hash, kode_hash, coalesce(tautan_sampai > clock_timestamp(), false) as berlaku, salah`
const alive = sql`kedaluwarsa > clock_timestamp()`
const place = (id: string): string => `pemulihan/${id}`
/** Binds a mailed code to its recovery (hashKode). */
export const recoveryPlace = place

/** Begins a recovery in this browser, whether anybody has this NIP or not. */
export async function startPemulihan(tx: Tx, ctx: Ctx, reply: FastifyReply, jenis: Jenis, typed: Diketik, asal: string): Promise<string> {
  const [id, secret] = [uuidv7(), newToken()]
  const isi: IsiPemulihan = { ...typed, kode_halaman: newKode(), asal, kirim: 1 }
  await sql`insert into pemulihan (id, rahasia_hash, jenis, pemilik, isi, kedaluwarsa)
    values (${id}, ${hashToken(secret)}, ${jenis}, ${ownerIndex(ctx.keys, typed.nip)}, ${sealJson(ctx.keys, place(id), isi)}, clock_timestamp() + make_interval(hours => ${WAIT_HOURS}))`.execute(
    tx,
  )
  setCookie(ctx, reply, jenis, id, secret)
  return id
}

/** The recovery of this kind that this browser may go on with. */
export async function findPemulihan(ctx: Ctx, req: FastifyRequest, jenis: Jenis): Promise<Pemulihan | undefined> {
  const [id = '', secret = ''] = (cookieOf(ctx, req, RECOVERIES[jenis].cookie) ?? '').split('.')
  if (!isUuid(id)) return undefined
  const { rows } = await sql<Row>`select ${columns} from pemulihan where id = ${id} and jenis = ${jenis} and ${alive}`.execute(ctx.db)
  return rows[0] && sameText(rows[0].rahasia_hash, hashToken(secret)) ? open(ctx.keys, rows[0]) : undefined
}

/** The same by its id alone, for letters. */
export async function findPemulihanById(db: DbOrTx, keys: Keys, id: string): Promise<Pemulihan | undefined> {
  const { rows } = await sql<Row>`select ${columns} from pemulihan where id = ${id}`.execute(db)
  return rows[0] && open(keys, rows[0])
}

/** The one behind a mailed link. */
export async function findByToken(db: DbOrTx, keys: Keys, token: string): Promise<Pemulihan | undefined> {
  const { rows } = await sql<Row>`select ${columns} from pemulihan where token_hash = ${hashToken(token)} and ${alive}`.execute(db)
  return rows[0] && open(keys, rows[0])
}

/** Locks a recovery, so that two posts of it work one after the other. */
export async function lockPemulihan(tx: Tx, keys: Keys, id: string): Promise<Pemulihan | undefined> {
  const { rows } = await sql<Row>`select ${columns} from pemulihan where id = ${id} and ${alive} for update`.execute(tx)
  return rows[0] && open(keys, rows[0])
}

/** Writes what is kept, under the lock. */
export async function writeIsi(tx: Tx, keys: Keys, id: string, isi: IsiPemulihan): Promise<void> {
  await sql`update pemulihan set isi = ${sealJson(keys, place(id), isi)} where id = ${id}`.execute(tx)
}

/** Moves on, under the lock; every step gives the time of the link anew. Wrong tries are counted per step. */
export async function advance(tx: Tx, p: Pick<Pemulihan, 'id' | 'jenis'>, tahap: Tahap, minutes: number = RECOVERIES[p.jenis].minutes): Promise<void> {
  await sql`update pemulihan set tahap = ${tahap}, salah = 0, kedaluwarsa = clock_timestamp() + make_interval(mins => ${minutes})
    where id = ${p.id}`.execute(tx)
}

/** Counts a wrong try, under the lock; true when it was the last one, and the recovery is dead. */
export async function countWrong(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ mati: boolean }>`update pemulihan set salah = salah + 1, tahap = case when salah + 1 >= ${TRIES} then 'mati' else tahap end
    where id = ${id} returning tahap = 'mati' as mati`.execute(tx)
  return rows[0]?.mati === true
}

/** From now on another browser goes on: the one that opened the link. */
export async function moveHere(tx: Tx, ctx: Ctx, reply: FastifyReply, p: Pemulihan): Promise<void> {
  const secret = newToken()
  await sql`update pemulihan set rahasia_hash = ${hashToken(secret)} where id = ${p.id}`.execute(tx)
  setCookie(ctx, reply, p.jenis, p.id, secret)
}

/** Ends all recoveries of a person, and a change of address that has not taken effect; `except` goes on. */
export async function stopRecoveries(tx: Tx, keys: Keys, nip: string, except?: string): Promise<void> {
  await sql`update pemulihan set tahap = 'mati', kode_hash = null where pemilik = ${ownerIndex(keys, nip)} and tahap not in ('selesai', 'mati')
    and id is distinct from ${except ?? null}::uuid`.execute(tx)
  await sql`update ganti_email set status = 'batal', kode_hash = null where nip = ${nip} and status in ('kode', 'menunggu')`.execute(tx)
}

/** Stores what a letter holds; its time begins now, and older letters of this kind are worth nothing any more. */
export async function writeLink(tx: Tx, keys: Keys, p: Pick<Pemulihan, 'id' | 'jenis' | 'isi'>, hashes: { token: string; kode: string }): Promise<void> {
  await sql`update pemulihan set token_hash = null, kode_hash = null
    where pemilik = ${ownerIndex(keys, p.isi.nip)} and jenis = ${p.jenis} and tahap = 'menunggu' and id <> ${p.id}`.execute(tx)
  await sql`update pemulihan set token_hash = ${hashes.token}, kode_hash = ${hashes.kode}, salah = 0,
    tautan_sampai = clock_timestamp() + make_interval(mins => ${RECOVERIES[p.jenis].minutes}) where id = ${p.id}`.execute(tx)
}

/** Forgets what is three days over; until then a late notice may need it. For the nightly job. */
export async function sweepPemulihan(db: DbOrTx): Promise<void> {
  await sql`delete from pemulihan where kedaluwarsa < clock_timestamp() - interval '3 days'`.execute(db)
}

/** What is behind a "bukan saya" link. */
export type Disavowal = { nip: string; sebab: string; sampai: number }

const DISAVOW_DAYS = 7

/** The end of a "bukan saya" address. Sealed, not stored: it opens nothing and only closes. */
export const disavowToken = (keys: Keys, nip: string, sebab: string, now = Date.now()): string =>
  sealJson(keys, 'bukan saya', { nip, sebab, sampai: now + DISAVOW_DAYS * 86_400_000 } satisfies Disavowal, 'cookie')

export function readDisavowal(keys: Keys, token: string, now = Date.now()): Disavowal | undefined {
  const found = findUnsealedJson<Disavowal>(keys, 'bukan saya', token, 'cookie')
  return found && found.sampai > now ? found : undefined
}

const ownerIndex = (keys: Keys, nip: string): string => blindIndex(keys, 'pemulihan', nip)

function setCookie(ctx: Ctx, reply: FastifyReply, jenis: Jenis, id: string, secret: string): void {
  void reply.setCookie(cookieName(ctx.config.baseUrl, RECOVERIES[jenis].cookie), `${id}.${secret}`, cookieFlags(ctx.config.baseUrl, COOKIE_SECONDS))
}

function open(keys: Keys, { rahasia_hash: _, isi, ...row }: Row): Pemulihan {
  return { ...row, isi: unsealJson<IsiPemulihan>(keys, place(row.id), isi) }
}
