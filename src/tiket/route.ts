// Where a ticket goes: the tier its category begins at, and the next one up or down that exists for its office and has operators.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { ROLE } from './desk.ts'
import type { Tingkat } from './kategori.ts'

/** Whose ticket it is. Unknown offices stay empty; then only BKN can help. */
export type Owner = { unit_id: string | null; instansi_id: string | null; wilayah_id: string | null }

export const TIERS = [1, 2, 3, 4] as const satisfies readonly Tingkat[]

const PUSAT = '00'

/** The scope of an operator at a tier. Undefined where this owner has no such office: central agencies have no Kanreg. */
function scopeAt(tier: Tingkat, at: Owner): string | undefined {
  if (tier === 4) return PUSAT
  if (tier === 3) return at.wilayah_id && at.wilayah_id !== PUSAT ? at.wilayah_id : undefined
  return (tier === 2 ? at.instansi_id : at.unit_id) ?? undefined
}

/** Tiers that exist for this owner and have an operator today. BKN Pusat always counts: somewhere a ticket must lie. */
export async function staffedTiers(db: DbOrTx, at: Owner): Promise<Tingkat[]> {
  const scopes = TIERS.flatMap((tier) => scopeAt(tier, at) ?? [])
  const { rows } = await sql<{ lingkup_id: string }>`select distinct a.lingkup_id from penugasan a join petugas p on p.id = a.petugas_id and p.aktif
    where a.peran = ${ROLE} and a.lingkup_id = any(${scopes}) and a.berlaku_dari <= current_date
      and (a.berlaku_sampai is null or a.berlaku_sampai >= current_date)`.execute(db)
  const staffed = new Set(rows.map((r) => r.lingkup_id))
  return TIERS.filter((tier) => tier === 4 || staffed.has(scopeAt(tier, at) ?? '-'))
}

/** The tier a new ticket begins at: that of its category, or the first above it with operators. */
export async function firstTier(db: DbOrTx, begins: Tingkat, at: Owner): Promise<Tingkat> {
  return (await staffedTiers(db, at)).find((tier) => tier >= begins) ?? 4
}

/** The tier above with operators. Undefined at the top. */
export async function tierAbove(db: DbOrTx, from: Tingkat, at: Owner): Promise<Tingkat | undefined> {
  return (await staffedTiers(db, at)).find((tier) => tier > from)
}

/** The nearest tier below with operators. */
export async function tierBelow(db: DbOrTx, from: Tingkat, at: Owner): Promise<Tingkat | undefined> {
  return (await staffedTiers(db, at)).findLast((tier) => tier < from)
}
