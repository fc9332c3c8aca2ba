// Once a day every member of staff gets one letter with the numbers of what waits for him, escalations among them.
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { transaction } from '../db/tx.ts'
import { ROLE } from '../tiket/desk.ts'
import { enqueue } from './enqueue.ts'
import { WORKING } from './surat/ringkasanKerja.ts'

/** One letter for everybody who works today; empty ones are dropped when they are written. */
export async function sendDigests(ctx: Ctx): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { rows } = await sql<{ id: string }>`select p.id from petugas p where p.aktif and exists (select from penugasan a
      where a.petugas_id = p.id and a.peran = any(${[ROLE, ...WORKING]}) and current_date between a.berlaku_dari and coalesce(a.berlaku_sampai, current_date)) order by p.id`.execute(
      tx,
    )
    for (const { id } of rows) await enqueue(tx, 'surat', { jenis: 'ringkasan-tiket', petugas: id })
  })
}
