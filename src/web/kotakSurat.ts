// Lost mailbox: two officers with different roles have seen KTP and Karpeg; a day later a printed code starts a new e-mail proof.
import { sql } from 'kysely'
import type { DbOrTx, Tx } from '../db/pool.ts'
import type { Keys } from '../security/keys.ts'
import { hashKode, newKode, sameKode } from '../security/nomor.ts'

/** Hours between the second officer and the code: the old mailbox may say no meanwhile. */
export const MAILBOX_HOURS = 24
export const MAILBOX_CODE_DAYS = 7
const place = (nip: string): string => `kotak surat/${nip}`

/** The printed code; the database keeps its hash. */
export async function issueMailboxCode(tx: Tx, keys: Keys, nip: string, id: string): Promise<string> {
  const kode = newKode()
  await sql`update kotak_surat set status = 'tercetak', kode_hash = ${hashKode(keys, place(nip), kode)},
    kode_sampai = clock_timestamp() + make_interval(days => ${MAILBOX_CODE_DAYS}) where nip = ${nip} and id = ${id}`.execute(tx)
  return kode
}

/** Is this the code that was handed out to this person? Whoever asks counts the tries. */
export async function isMailboxCode(db: DbOrTx, keys: Keys, nip: string, typed: string): Promise<boolean> {
  const { rows } = await sql<{ kode_hash: string }>`select kode_hash from kotak_surat
    where nip = ${nip} and status = 'tercetak' and kode_sampai > clock_timestamp()`.execute(db)
  return rows[0] !== undefined && sameKode(keys, place(nip), typed, rows[0].kode_hash)
}

/** The new address is proved: the code is used up. False when it was used or stopped meanwhile. */
export async function finishMailbox(tx: Tx, nip: string): Promise<boolean> {
  const { rows } = await sql`update kotak_surat set status = 'selesai', kode_hash = null
    where nip = ${nip} and status = 'tercetak' and kode_sampai > clock_timestamp() returning id`.execute(tx)
  return rows.length > 0
}

/** "Bukan saya": whatever was under way at the counter ends. */
export async function stopMailbox(tx: Tx, nip: string): Promise<void> {
  await sql`update kotak_surat set status = 'dibatalkan', kode_hash = null where nip = ${nip} and status in ('satu', 'dua', 'tercetak')`.execute(tx)
}
