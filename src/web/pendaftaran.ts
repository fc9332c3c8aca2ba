// The running registration of a browser: a sealed row found by a cookie. The wizard writes it; Bantuan and the slip read from it.
import { sql } from 'kysely'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'
import type { Db, DbOrTx, Tx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import { cookieFlags, cookieName } from '../security/cookies.ts'
import type { Keys } from '../security/keys.ts'
import { hashToken, newToken, sameText } from '../security/nomor.ts'
import { sealJson, unsealJson } from '../security/seal.ts'
import type { StatusAkun } from '../security/session.ts'
import { cookieOf } from './session.ts'
import { isUuid } from './key.tsx'

/** What the search for the NIP found, and with it whether and where the person goes on. */
export type Temuan = 'lanjut' | 'terdaftar' | 'tidak_ada' | 'pensiun' | 'diberhentikan' | 'tidak_aktif' | 'tanpa_instansi'

/** Everything typed so far. The kata kunci only as a hash; at the end all but the result is thrown away. */
export type Isi = {
  nip: string
  temuan: Temuan
  nik?: string
  nik_status?: 'cocok' | 'berbeda' | 'tidak_ada'
  email?: string
  email_terbukti?: boolean
  /** an activation code of the counter stands for the proof; `email` is then a shared mailbox, or none */
  loket?: boolean
  /** hash of the code that proved the address, to tell "used" from "wrong" */
  kode_terpakai?: string
  sandi_hash?: string
  ibu_kandung?: string
  pertanyaan?: string
  pertanyaan_sendiri?: string
  jawaban?: string
  /** the picture code was right: not asked again for some tries */
  lulus?: { sampai: number; sisa: number }
  selesai?: { nomor_register: string; status: StatusAkun; pada: string; tanpa_surat?: boolean }
}

export type Pendaftaran = { id: string; isi: Isi; kode_hash: string | null; kode_kedaluwarsa: Date | null; kode_salah: number; sekarang: Date }
type Row = Omit<Pendaftaran, 'isi'> & { isi: string; rahasia_hash: string }

const HOURS = 2
const columns = sql`id, rahasia_hash, isi, kode_hash, kode_kedaluwarsa, kode_salah, clock_timestamp() as sekarang`

/** Starts a registration in this browser; an older one there is left to expire. */
export async function startPendaftaran(ctx: Ctx, reply: FastifyReply, isi: Isi): Promise<void> {
  const [id, secret] = [uuidv7(), newToken()]
  await sql`insert into pendaftaran (id, rahasia_hash, isi, kedaluwarsa)
    values (${id}, ${hashToken(secret)}, ${sealIsi(ctx.keys, id, isi)}, clock_timestamp() + make_interval(hours => ${HOURS}))`.execute(ctx.db)
  void reply.setCookie(cookieName(ctx.config.baseUrl, 'daftar'), `${id}.${secret}`, cookieFlags(ctx.config.baseUrl, HOURS * 12 * 3600))
}

/** The registration this browser began less than two hours ago. */
export async function findPendaftaran(ctx: Ctx, req: FastifyRequest): Promise<Pendaftaran | undefined> {
  const [id = '', secret = ''] = (cookieOf(ctx, req, 'daftar') ?? '').split('.')
  if (!isUuid(id)) return undefined
  const { rows } = await sql<Row>`select ${columns} from pendaftaran where id = ${id} and kedaluwarsa > clock_timestamp()`.execute(ctx.db)
  return rows[0] && sameText(rows[0].rahasia_hash, hashToken(secret)) ? open(ctx.keys, rows[0]) : undefined
}

/** The same by its id alone: for the mailed link, which may be opened on another device, and for the job that mails it. */
export async function findPendaftaranById(db: DbOrTx, keys: Keys, id: string): Promise<Pendaftaran | undefined> {
  if (!isUuid(id)) return undefined
  const { rows } = await sql<Row>`select ${columns} from pendaftaran where id = ${id} and kedaluwarsa > clock_timestamp()`.execute(db)
  return rows[0] && open(keys, rows[0])
}

/** Changes what is kept, under the lock of the row; every change gives two more hours. */
export async function changePendaftaran(db: Db, keys: Keys, id: string, change: (isi: Isi, tx: Tx) => Isi | Promise<Isi>): Promise<void> {
  await transaction(db, async (tx) => {
    const row = await lockPendaftaran(tx, keys, id)
    if (row) await writePendaftaran(tx, keys, id, await change(row.isi, tx))
  })
}

/** Locks a registration, so that two posts of it work one after the other. */
export async function lockPendaftaran(tx: Tx, keys: Keys, id: string): Promise<Pendaftaran | undefined> {
  const { rows } = await sql<Row>`select ${columns} from pendaftaran where id = ${id} and kedaluwarsa > clock_timestamp() for update`.execute(tx)
  return rows[0] && open(keys, rows[0])
}

/** Writes under the lock taken before. */
export async function writePendaftaran(tx: Tx, keys: Keys, id: string, isi: Isi): Promise<void> {
  await sql`update pendaftaran set isi = ${sealIsi(keys, id, isi)}, versi = versi + 1,
    kedaluwarsa = clock_timestamp() + make_interval(hours => ${HOURS}) where id = ${id}`.execute(tx)
}

/** The NIP that was registered in this browser within the last two hours: its Bukti Registrasi may be printed here. */
export async function registeredNip(ctx: Ctx, req: FastifyRequest): Promise<string | undefined> {
  const isi = (await findPendaftaran(ctx, req))?.isi
  if (!isi?.selesai) return undefined
  // After a refusal somebody else may have registered the NIP anew: then this browser has no claim to the new slip.
  const { rows } = await sql`select 1 from akun where nip = ${isi.nip} and nomor_register = ${isi.selesai.nomor_register}`.execute(ctx.db)
  return rows.length > 0 ? isi.nip : undefined
}

/** Forgets the registration of this browser: for the next person at a shared computer. */
export function leavePendaftaran(ctx: Ctx, reply: FastifyReply): void {
  void reply.clearCookie(cookieName(ctx.config.baseUrl, 'daftar'), cookieFlags(ctx.config.baseUrl))
}

/** Binds a mailed code to its registration (hashKode). */
export const codePlace = (id: string): string => `pendaftaran/${id}`

const place = (id: string): string => `pendaftaran/${id}`
const sealIsi = (keys: Keys, id: string, isi: Isi): string => sealJson(keys, place(id), isi)

function open(keys: Keys, { rahasia_hash: _, isi, ...row }: Row): Pendaftaran {
  return { ...row, isi: unsealJson<Isi>(keys, place(row.id), isi) }
}
