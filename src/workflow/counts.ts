// Exact counts of forms per state and scope: sixteen slots a key, changed in the transaction of the move (clarifications 4.2).
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { findLevel, type ScopeWord } from './table.ts'

export type Counted = { nip: string; status: string; unit_id: string | null; instansi_id: string; wilayah_id: string; dialihkan: boolean }

/** The key a queue sums up. */
export function countKey(status: string, scope: ScopeWord, id: string): string {
  return `${status}/${scope}/${id}`
}

/** The one key under which a form is counted: its state and the scope that works on it. */
export function keyOf(f: Counted): string {
  const scope = scopeOf(f)
  const id = scope === 'unitPilihan' ? f.unit_id : scope === 'wilayah' ? f.wilayah_id : scope === 'nasional' ? '*' : f.instansi_id
  return countKey(f.status, scope, id ?? '-')
}

/** A unit without another verifier hands its forms to level 2 (clarifications 2.6). */
function scopeOf(f: Counted): ScopeWord {
  const scope = findLevel(f.status)?.scope ?? 'instansi'
  return scope === 'unitPilihan' && f.dialihkan ? 'instansi' : scope
}

/** Moves one form between counts; slots are touched in sorted order, so that two moves never wait for each other in a ring. */
export async function moveCount(tx: DbOrTx, before: Counted | undefined, after: Counted): Promise<void> {
  const slot = Number(after.nip.slice(-4)) % 16
  const changes = [...(before ? [{ kunci: keyOf(before), n: -1 }] : []), { kunci: keyOf(after), n: 1 }]
  if (changes.length === 2 && changes[0]!.kunci === changes[1]!.kunci) return
  for (const c of changes.sort((a, b) => a.kunci.localeCompare(b.kunci))) {
    await sql`insert into hitungan (kunci, slot, n) values (${c.kunci}, ${slot}, ${c.n})
      on conflict (kunci, slot) do update set n = hitungan.n + excluded.n`.execute(tx)
  }
}

/** Sum of the slots of several keys. */
export async function sumCounts(db: DbOrTx, keys: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`select coalesce(sum(n), 0)::int as n from hitungan where kunci = any(${keys as string[]})`.execute(db)
  return rows[0]!.n
}

const TODAY = 'hari/'
const todayKey = (staffId: string) => sql`${TODAY} || ${staffId}::text || '/' || current_date`

/** Counts what a member of staff decided today; call it after the move, so that rows are always locked in the same order. */
export async function countToday(tx: DbOrTx, staffId: string, n: 1 | -1): Promise<void> {
  await sql`insert into hitungan (kunci, slot, n) values (${todayKey(staffId)}, 0, ${n})
    on conflict (kunci, slot) do update set n = hitungan.n + excluded.n`.execute(tx)
}

/** Forms this member of staff decided today. */
export async function decidedToday(db: DbOrTx, staffId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select coalesce(sum(n), 0)::int as n from hitungan where kunci = ${todayKey(staffId)}`.execute(db)
  return Math.max(0, rows[0]!.n)
}

/** Writes all counts anew from the forms, after a bulk load. */
export async function recount(db: DbOrTx): Promise<void> {
  const { rows } = await sql<Counted & { n: number }>`
    select status, unit_id, instansi_id, wilayah_id, dialihkan, (right(nip, 4)::int % 16)::text as nip, count(*)::int as n
    from formulir group by 1, 2, 3, 4, 5, 6`.execute(db)
  const sums = new Map<string, number>()
  for (const r of rows) {
    const key = `${keyOf(r)}\u0000${Number(r.nip) % 16}`
    sums.set(key, (sums.get(key) ?? 0) + r.n)
  }
  await sql`delete from hitungan where kunci not like ${`${TODAY}%`}`.execute(db)
  const entries = [...sums].map(([k, n]) => ({ kunci: k.split('\u0000')[0], slot: Number(k.split('\u0000')[1]), n }))
  await sql`insert into hitungan (kunci, slot, n) select kunci, slot, n from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as t(kunci text, slot smallint, n int)`.execute(
    db,
  )
}
