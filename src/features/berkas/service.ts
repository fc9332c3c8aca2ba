// Attaching files to tickets.
import { add, keeping } from '../../berkas/keep.ts'
import type { Received, Upload } from '../../berkas/receive.ts'
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { problem } from '../../problems.ts'
import { onceLocal } from '../../security/idempotency.ts'
import { take } from '../../security/throttle.ts'
import type { Ticket } from '../../tiket/store.ts'
import { record } from '../../workflow/events.ts'

type Sender = { nip: string | undefined; id: string }

/** Attaches what was uploaded to a ticket of the sender. Gives the fault, if there is one. */
export async function attachUploadToTicket(ctx: Ctx, who: Sender, t: Ticket, { fields, upload }: Received): Promise<string | undefined> {
  const taken = await take(ctx.db, ctx.keys, 'save', { akun: who.nip ?? who.id })
  if (!taken.allowed) throw problem('too_many', { retryAfter: taken.retryAfter })
  const act = { key: fields._kunci, actor: who.nip ?? who.id, body: { ...fields, _sidik: upload!.hash } }
  return keeping(ctx, upload!, (keep) =>
    transaction(ctx.db, (tx) =>
      onceLocal(tx, ctx.keys, act, async () => {
        const { fault, fresh } = await attachToTicket(tx, ctx, t, upload!)
        keep(fresh)
        return { fault: fault ?? null }
      }),
    ),
  )
}

/** The same inside a transaction of the caller, whose upload already lies in the store. `fresh` false: it is not needed there. */
export async function attachToTicket(
  tx: Tx,
  ctx: Ctx,
  t: Pick<Ticket, 'nomor' | 'nip' | 'terverifikasi'>,
  upload: Upload,
): Promise<{ fault?: string; fresh: boolean }> {
  const { rows } = await sql<{ status: string }>`select status from tiket where nomor = ${t.nomor} for update`.execute(tx)
  if (rows[0]?.status === 'selesai' || rows[0]?.status === 'digabung') throw problem('not_possible_now')
  const { id, fault, fresh } = await add(tx, ctx, { tiket: t.nomor }, upload)
  if (!fault && t.nip && t.terverifikasi)
    await record(tx, { nip: t.nip, kind: 'tiket', actor: { as: 'pns' }, data: { tiket: t.nomor, tindakan: 'berkas', berkas: id } })
  return { fault, fresh }
}
