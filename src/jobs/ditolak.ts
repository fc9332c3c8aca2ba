// Letters that a mail server refuses for good: noted for the person, never tried again. Everything else the queue tries again.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { DbOrTx } from '../db/pool.ts'

/** SMTP code with which this recipient or letter was refused. Undefined = a fault that may pass: no line, 4xx, wrong login of ours. */
export function refusalOf(error: unknown): number | undefined {
  const { responseCode, command } = error as { responseCode?: number; command?: string }
  return responseCode !== undefined && responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA') ? responseCode : undefined
}

/** The person reads on /akun that his address takes no letters. */
export async function noteRefused(db: DbOrTx, nip: string | undefined, jenis: string, kode: number): Promise<void> {
  if (nip) await sql`insert into surat_ditolak (nip, id, jenis, kode) values (${nip}, ${uuidv7()}, ${jenis}, ${kode})`.execute(db)
}

/** When letters to this person were last refused, since his address was last changed. */
export async function findRefused(db: DbOrTx, nip: string): Promise<Date | undefined> {
  const { rows } = await sql<{ waktu: Date }>`select waktu from surat_ditolak where nip = ${nip}
    and waktu > coalesce((select max(waktu) from peristiwa where nip = ${nip} and jenis = 'alamat-diganti'), '-infinity') order by waktu desc limit 1`.execute(
    db,
  )
  return rows[0]?.waktu
}
