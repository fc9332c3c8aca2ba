// The code of "Daftar di loket": the officer has seen the KTP, so it stands for a mailbox of one's own and for the registration check.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import type { Keys } from '../security/keys.ts'
import { hashKode, newKode, sameKode } from '../security/nomor.ts'

export const ACTIVATION_DAYS = 7
const TRIES = 5
const place = (nip: string): string => `aktivasi/${nip}`

/** Makes the code; an older one of this person dies. It is known to the paper alone. */
export async function issueActivation(tx: Tx, keys: Keys, a: { nip: string; instansiId: string; by: string }): Promise<string> {
  const kode = newKode()
  await sql`insert into kode_aktivasi (nip, instansi_id, kode_hash, sampai, oleh)
    values (${a.nip}, ${a.instansiId}, ${hashKode(keys, place(a.nip), kode)}, clock_timestamp() + make_interval(days => ${ACTIVATION_DAYS}), ${a.by})
    on conflict (nip) do update set instansi_id = excluded.instansi_id, kode_hash = excluded.kode_hash, sampai = excluded.sampai, oleh = excluded.oleh,
      salah = 0, terpakai = null, dibuat = clock_timestamp()`.execute(tx)
  return kode
}

/** Is this the code of the paper? A wrong try counts; after five the paper is worth nothing. */
export async function isActivation(db: Db, keys: Keys, nip: string, typed: string): Promise<boolean> {
  return transaction(db, async (tx) => {
    const { rows } = await sql<{ kode_hash: string }>`select kode_hash from kode_aktivasi
      where nip = ${nip} and terpakai is null and sampai > clock_timestamp() and salah < ${TRIES} for update`.execute(tx)
    if (!rows[0]) return false
    const right = sameKode(keys, place(nip), typed, rows[0].kode_hash)
    if (!right) await sql`update kode_aktivasi set salah = salah + 1 where nip = ${nip}`.execute(tx)
    return right
  })
}

/** Uses the code up when the account is made; gives the officer who had seen the KTP. Undefined: used or expired meanwhile. */
export async function useActivation(tx: Tx, nip: string): Promise<{ oleh: string; instansi_id: string } | undefined> {
  const { rows } = await sql<{ oleh: string; instansi_id: string }>`update kode_aktivasi set terpakai = clock_timestamp()
    where nip = ${nip} and terpakai is null and sampai > clock_timestamp() returning oleh, instansi_id`.execute(tx)
  return rows[0]
}
