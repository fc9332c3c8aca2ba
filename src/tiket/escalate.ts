// What nobody finished in time goes up one tier: with a new due time, free for whoever works there, and said so in the ticket.
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Tx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import type { Keys } from '../security/keys.ts'
import { record } from '../workflow/events.ts'
import { dueNow } from './due.ts'
import type { Tingkat } from './kategori.ts'
import { tierAbove, type Owner } from './route.ts'
import { addMessage, TIER_WORDS } from './store.ts'

const PAGE = 200

/** Escalates all that is past due, each in a transaction of its own: one that fails holds up no other. Returns how many went up. */
export async function escalateAll(ctx: Ctx): Promise<number> {
  let moved = 0
  const failed: unknown[] = []
  for (let late = await listLate(ctx, ''); late.length > 0; late = await listLate(ctx, late.at(-1)!))
    for (const nomor of late) {
      const n = await transaction(ctx.db, (tx) => escalate(tx, ctx.keys, nomor)).catch((error: unknown) => failed.push(error) && 0)
      moved += n
    }
  if (failed.length > 0) throw new Error(`${failed.length} tickets could not be escalated`, { cause: failed[0] })
  return moved
}

const LATE = sql<boolean>`t.status in ('baru', 'dikerjakan') and t.tingkat < 4 and t.jatuh_tempo < clock_timestamp()`

async function listLate(ctx: Ctx, after: string): Promise<string[]> {
  const { rows } = await sql<{ nomor: string }>`select t.nomor from tiket t where ${LATE} and t.nomor > ${after} order by t.nomor limit ${PAGE}`.execute(ctx.db)
  return rows.map((r) => r.nomor)
}

type Late = Owner & { nomor: string; tingkat: Tingkat; nip: string | null }

/** Looked at again under the lock: somebody may have finished it meanwhile, or another process was first. */
async function escalate(tx: Tx, keys: Keys, nomor: string): Promise<0 | 1> {
  const { rows } = await sql<Late>`select t.nomor, t.tingkat, t.nip, t.unit_id, t.instansi_id, t.wilayah_id from tiket t
    where t.nomor = ${nomor} and ${LATE} for update skip locked`.execute(tx)
  const t = rows[0]
  const to = t && (await tierAbove(tx, t.tingkat, t))
  if (!to) return 0
  await sql`update tiket set tingkat = ${to}, status = 'baru', jatuh_tempo = ${await dueNow(tx, to, t)}, naik_tingkat = naik_tingkat + 1, pemegang = null,
    dipegang_sampai = null, versi = versi + 1, tingkat_awal = least(tingkat_awal, tingkat), dari_tingkat = tingkat, pindah_pada = clock_timestamp(),
    diubah = clock_timestamp() where nomor = ${nomor}`.execute(tx)
  await addMessage(tx, keys, nomor, { jenis: 'sistem', isi: `Belum selesai pada waktunya. Tiket diteruskan ke ${TIER_WORDS[to]}.` })
  if (t.nip) await record(tx, { nip: t.nip, kind: 'tiket', actor: { as: 'sistem' }, data: { tiket: nomor, tindakan: 'naik', dari: t.tingkat, ke: to } })
  return 1
}
