// Puts a job into the queue in the caller's transaction: it exists if and only if the change exists.
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'

export type JobName = 'surat' | 'referensi'

/** Adds a job, for now or some minutes from now. The payload carries ids only, never personal data or tokens (clarifications 4.3). */
export async function enqueue(tx: Tx, name: JobName, payload: Readonly<Record<string, string>>, delayMinutes = 0): Promise<void> {
  await sql`select tambah_pekerjaan(${name}, ${JSON.stringify(payload)}::jsonb, mulai => clock_timestamp() + make_interval(mins => ${delayMinutes}))`.execute(
    tx,
  )
}
