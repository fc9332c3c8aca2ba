// Tickets in the database. What was asked and every message are sealed; whoever writes holds the row and has seen its version.
import { sql } from 'kysely'
import type { DbOrTx, Tx } from '../db/pool.ts'
import type { Loose } from '../form/section.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { problem } from '../problems.ts'
import type { Keys } from '../security/keys.ts'
import { seal, sealJson, unseal, unsealJson } from '../security/seal.ts'
import { dueNow } from './due.ts'
import type { Tingkat } from './kategori.ts'

export type StatusTiket = 'baru' | 'dikerjakan' | 'menunggu_pemohon' | 'selesai' | 'digabung'
/** `catatan` is for offices only; all others are read by whoever opened the ticket. */
export type JenisPesan = 'pemohon' | 'balasan' | 'catatan' | 'sistem'
export type Asal = 'publik' | 'akun' | 'formulir' | 'petugas' | 'otomatis'

/** Words for whoever asked. */
export const STATUS_WORDS: Readonly<Record<StatusTiket, string>> = {
  baru: 'Diterima, menunggu petugas',
  dikerjakan: 'Sedang dikerjakan',
  menunggu_pemohon: 'Menunggu jawaban Anda',
  selesai: 'Selesai',
  digabung: 'Digabung dengan laporan yang sama',
}

/** Kinds of office, never their names (clarifications 1.13). */
export const TIER_WORDS: Readonly<Record<Tingkat, string>> = {
  1: 'Unit kerja (SKPD atau UPT)',
  2: 'BKD atau Biro Kepegawaian',
  3: 'Kantor Regional BKN',
  4: 'BKN Pusat',
}

/** Where it was opened: no personal data. */
export type Konteks = { dari?: string; medan?: string; daftar?: string; teks?: string }

type Row = {
  nomor: string
  kategori: string
  nip: string | null
  terverifikasi: boolean
  asal: Asal
  instansi_id: string | null
  instansi_lain_id: string | null
  unit_id: string | null
  wilayah_id: string | null
  tingkat: Tingkat
  status: StatusTiket
  konteks: Konteks
  rahasia_hash: string | null
  pemegang: string | null
  jatuh_tempo: Date
  digabung_ke: string | null
  hasil: string | null
  versi: number
  dibuat: Date
  diubah: Date
  selesai_pada: Date | null
}

/** `isi`: values by field of its category. */
export type Ticket = Row & { isi: Loose; email: string | null }
export type Message = { urut: number; jenis: JenisPesan; isi: string; petugas: string | null; waktu: Date }

const COLUMNS = sql`nomor, kategori, nip, terverifikasi, asal, instansi_id, instansi_lain_id, unit_id, wilayah_id, tingkat, status, isi, konteks, email,
  rahasia_hash, pemegang, jatuh_tempo, digabung_ke, hasil, versi, dibuat, diubah, selesai_pada`

// Bound to their ticket: moved to another one they do not open.
const place = (nomor: string, what: string): string => `tiket/${nomor}/${what}`
export const sealIsi = (keys: Keys, nomor: string, isi: Loose): string => sealJson(keys, place(nomor, 'isi'), isi)
export const sealEmail = (keys: Keys, nomor: string, email: string): string => seal(keys, place(nomor, 'email'), email)

type Stored = Row & { isi: string; email: string | null }

const open = (keys: Keys, row: Stored): Ticket => ({
  ...row,
  isi: unsealJson(keys, place(row.nomor, 'isi'), row.isi),
  email: row.email === null ? null : unseal(keys, place(row.nomor, 'email'), row.email),
})

/** A ticket by its number; who may see it is decided by the caller. */
export async function findTicket(db: DbOrTx, keys: Keys, nomor: string): Promise<Ticket | undefined> {
  const { rows } = await sql<Stored>`select ${COLUMNS} from tiket where nomor = ${nomor}`.execute(db)
  return rows[0] && open(keys, rows[0])
}

/** The same. Error: not_found. */
export async function getTicket(db: DbOrTx, keys: Keys, nomor: string): Promise<Ticket> {
  const found = await findTicket(db, keys, nomor)
  if (!found) throw problem('not_found')
  return found
}

/** The ticket locked, as the page saw it. Errors: not_found, stale_version. */
export async function lockTicket(tx: Tx, keys: Keys, nomor: string, versi: number): Promise<Ticket> {
  await sql`select from tiket where nomor = ${nomor} for update`.execute(tx)
  const t = await getTicket(tx, keys, nomor)
  if (t.versi !== versi)
    throw problem('stale_version', { text: 'Laporan ini sudah berubah sejak halaman dibuka. Buka kembali, baca yang terbaru, lalu ulangi.', links: [] })
  return t
}

/** Adds a message and raises the version; holds the ticket until COMMIT. Gives its number. Error: not_found. */
export async function addMessage(tx: Tx, keys: Keys, nomor: string, m: { jenis: JenisPesan; isi: string; petugasId?: string | null }): Promise<number> {
  const locked = await sql`update tiket set versi = versi + 1, diubah = clock_timestamp() where nomor = ${nomor} returning nomor`.execute(tx)
  if (locked.rows.length === 0) throw problem('not_found')
  const { rows } = await sql<{ urut: number }>`select coalesce(max(urut), 0)::int + 1 as urut from tiket_pesan where nomor = ${nomor}`.execute(tx)
  const { urut } = rows[0]!
  await sql`insert into tiket_pesan (nomor, urut, jenis, isi, petugas_id)
    values (${nomor}, ${urut}, ${m.jenis}, ${seal(keys, place(nomor, `pesan/${urut}`), m.isi)}, ${m.petugasId ?? null})`.execute(tx)
  return urut
}

/** What whoever asked reads of a ticket. */
export const PUBLIC_KINDS: readonly JenisPesan[] = ['pemohon', 'balasan', 'sistem']

/** Messages of a ticket, oldest first; all of them for offices. */
export async function listMessages(db: DbOrTx, keys: Keys, nomor: string, kinds: readonly JenisPesan[] = [...PUBLIC_KINDS, 'catatan']): Promise<Message[]> {
  const { rows } = await sql<Message>`select m.urut, m.jenis, m.isi, p.nama as petugas, m.waktu from tiket_pesan m left join petugas p on p.id = m.petugas_id
    where m.nomor = ${nomor} and m.jenis = any(${kinds as string[]}) order by m.urut`.execute(db)
  return rows.map((m) => ({ ...m, isi: unseal(keys, place(nomor, `pesan/${m.urut}`), m.isi) }))
}

/** Moves a ticket from the state its caller saw. `hasil`: how it ended, in a word; `due`: its days begin anew. Error: stale_version. */
export async function setStatus(
  tx: Tx,
  t: Pick<Ticket, 'nomor' | 'versi'>,
  status: StatusTiket,
  hasil: string | null = null,
  due: Date | null = null,
): Promise<void> {
  const { rows } =
    await sql`update tiket set status = ${status}, hasil = ${hasil}, versi = versi + 1, diubah = clock_timestamp(), jatuh_tempo = coalesce(${due}, jatuh_tempo),
      selesai_pada = case when ${status} in ('selesai', 'digabung') then clock_timestamp() end,
      pemegang = case when ${status} in ('dikerjakan', 'menunggu_pemohon') then pemegang end
    where nomor = ${t.nomor} and versi = ${t.versi} returning nomor`.execute(tx)
  if (rows.length === 0) throw problem('stale_version')
}

/** Days after the end within which whoever asked may open it again. */
export const REOPEN_DAYS = 14

/** Opens a finished ticket again, with a new due time at its office. Error: not_possible_now. */
export async function reopenTicket(tx: Tx, t: Ticket): Promise<void> {
  const { rows } = await sql`update tiket set status = 'baru', hasil = null, selesai_pada = null, pemegang = null, versi = versi + 1,
      jatuh_tempo = ${await dueNow(tx, t.tingkat, t)}, diubah = clock_timestamp()
    where nomor = ${t.nomor} and versi = ${t.versi} and status = 'selesai' and selesai_pada > clock_timestamp() - make_interval(days => ${REOPEN_DAYS})
    returning nomor`.execute(tx)
  if (rows.length === 0) throw problem('not_possible_now', { text: `Laporan hanya dapat dibuka kembali dalam ${REOPEN_DAYS} hari setelah selesai.` })
}

/** What the letter says: the receipt, an answer (message `urut`, else the latest), or the end. */
export type SebabSurat = 'dibuka' | 'balasan' | 'selesai'

/** A letter to whoever asked, if he has an address; written when it is sent. A proved person with an account is told in the page as well. */
export async function mailOwner(tx: Tx, nomor: string, sebab: SebabSurat, urut?: number): Promise<void> {
  const { rows } = await sql<{ nip: string }>`select t.nip from tiket t join akun a on a.nip = t.nip where t.nomor = ${nomor} and t.terverifikasi`.execute(tx)
  const nip = rows[0]?.nip
  await enqueue(tx, 'surat', { jenis: 'tiket', tiket: nomor, sebab, ...(nip && { nip }), ...(urut && { pesan: String(urut) }) })
}

/** Tickets that point to this one. */
export async function listMerged(db: DbOrTx, nomor: string): Promise<string[]> {
  const { rows } = await sql<{ nomor: string }>`select nomor from tiket where digabung_ke = ${nomor} order by nomor`.execute(db)
  return rows.map((r) => r.nomor)
}
