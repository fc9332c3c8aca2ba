// Once a day every operator gets one letter with the numbers of his desk, escalations among them.
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { transaction } from '../db/tx.ts'
import { ROLE } from '../tiket/desk.ts'
import { enqueue } from './enqueue.ts'

/** One letter for each operator of today; empty ones are dropped when they are written. */
export async function sendDigests(ctx: Ctx): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { rows } = await sql<{ id: string }>`select p.id from petugas p where p.aktif and exists (select from penugasan a
      where a.petugas_id = p.id and a.peran = ${ROLE} and current_date between a.berlaku_dari and coalesce(a.berlaku_sampai, current_date)) order by p.id`.execute(
      tx,
    )
    for (const { id } of rows) await enqueue(tx, 'surat', { jenis: 'ringkasan-tiket', petugas: id })
  })
}
