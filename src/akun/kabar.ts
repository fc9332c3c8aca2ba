// Notices in the page: what enqueue() wrote beside the letter, and whether the person wants letters about progress.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'

export type Kabar = { id: string; jenis: string; data: Record<string, string | undefined>; tampil_pada: Date; dibaca: Date | null }

/** Newest first, after the notice `before`. */
export async function listKabar(db: DbOrTx, nip: string, limit: number, before?: string): Promise<Kabar[]> {
  const older = before ? sql`and (tampil_pada, id) < (select tampil_pada, id from pemberitahuan where nip = ${nip} and id = ${before})` : sql``
  const { rows } = await sql<Kabar>`select id, jenis, data, tampil_pada, dibaca from pemberitahuan
    where nip = ${nip} and tampil_pada <= clock_timestamp() ${older} order by tampil_pada desc, id desc limit ${limit}`.execute(db)
  return rows
}

/** One, or all that are on screen by now. Only one's own. */
export async function markRead(db: DbOrTx, nip: string, id?: string): Promise<void> {
  const which = id ? sql`and id = ${id}` : sql``
  await sql`update pemberitahuan set dibaca = clock_timestamp() where nip = ${nip} and dibaca is null and tampil_pada <= clock_timestamp() ${which}`.execute(db)
}

export async function setProgressMail(db: DbOrTx, nip: string, wanted: boolean): Promise<void> {
  await sql`update akun set surat_kemajuan = ${wanted}, diubah = clock_timestamp() where nip = ${nip}`.execute(db)
}
