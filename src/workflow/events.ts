// The event log: append-only, one hash chain per person, written in the transaction of what it records.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'

/** `pendamping`: somebody the person lets fill in for him; `id` is the authorisation. */
export type Actor = { as: 'pns' } | { as: 'sistem' } | { as: 'pendamping'; id: string } | { as: 'petugas'; id: string; role: string; scopeId: string }

export type Event = { nip: string; kind: string; periode?: string; actor: Actor; data?: Record<string, unknown> }

const QUEUE = 1_700 // first key of the advisory locks of this log

/**
 * Appends one event. `data` holds keys, ids and counts, never personal data in clear.
 * Events of one person queue up here, whatever else their transactions lock: a login and a decision never take the same number.
 */
export async function record(tx: DbOrTx, e: Event): Promise<void> {
  const staff = e.actor.as === 'petugas' ? e.actor : undefined
  await sql`select pg_advisory_xact_lock(${QUEUE}, hashtext(${e.nip}))`.execute(tx)
  await sql`/* peristiwa */
    with lalu as (
      select urut, hash from peristiwa where nip = ${e.nip} order by urut desc limit 1
    ), baru as (
      select ${e.nip}::text as nip, coalesce((select urut from lalu), 0) + 1 as urut, clock_timestamp() as waktu, ${e.kind}::text as jenis,
        ${e.periode ?? null}::text as periode, ${e.actor.as}::text as pelaku, ${'id' in e.actor ? e.actor.id : null}::uuid as pelaku_id, ${staff?.role ?? null}::text as peran,
        ${staff?.scopeId ?? null}::text as lingkup_id, ${JSON.stringify(e.data ?? {})}::jsonb as data, coalesce((select hash from lalu), '') as hash_sebelum
    )
    insert into peristiwa (nip, urut, waktu, jenis, periode, pelaku, pelaku_id, peran, lingkup_id, data, hash_sebelum, hash)
    select nip, urut, waktu, jenis, periode, pelaku, pelaku_id, peran, lingkup_id, data, hash_sebelum,
      hash_peristiwa(hash_sebelum, nip, urut, waktu, jenis, periode, pelaku, pelaku_id, peran, lingkup_id, data)
    from baru`.execute(tx)
}

export type Broken = { nip: string; urut: number }

/** Recomputes every chain and names the first row of each that does not agree (trust A17). */
export async function findBrokenChains(db: DbOrTx, limit = 100): Promise<Broken[]> {
  const { rows } = await sql<Broken>`
    select nip, min(urut) as urut from (
      select nip, urut, hash, hash_sebelum, lag(hash, 1, '') over (partition by nip order by urut) as lalu,
        row_number() over (partition by nip order by urut) as nomor,
        hash_peristiwa(hash_sebelum, nip, urut, waktu, jenis, periode, pelaku, pelaku_id, peran, lingkup_id, data) as hitung
      from peristiwa
    ) p where hash <> hitung or hash_sebelum <> lalu or urut <> nomor
    group by nip order by nip limit ${limit}`.execute(db)
  return rows
}

/** An event of a bulk load: at most one per person and call; `waktu` is given, the chain is built in SQL. */
export type BulkEvent = {
  nip: string
  jenis: string
  waktu: string
  periode: string | null
  pelaku: 'pns' | 'petugas' | 'sistem'
  pelaku_id: string | null
  peran: string | null
  lingkup_id: string | null
  data: Record<string, unknown>
}

/** Appends one event to the chain of each person. */
export async function recordMany(tx: DbOrTx, events: readonly BulkEvent[]): Promise<void> {
  await sql`
    insert into peristiwa (nip, urut, waktu, jenis, periode, pelaku, pelaku_id, peran, lingkup_id, data, hash_sebelum, hash)
    select nip, urut, waktu, jenis, periode, pelaku, pelaku_id, peran, lingkup_id, data, lalu,
      hash_peristiwa(lalu, nip, urut, waktu, jenis, periode, pelaku, pelaku_id, peran, lingkup_id, data)
    from (
      select e.*, coalesce(l.urut, 0) + 1 as urut, coalesce(l.hash, '') as lalu
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(nip text, jenis text, waktu timestamptz, periode text, pelaku text, pelaku_id uuid, peran text, lingkup_id text, data jsonb)
        left join lateral (select urut, hash from peristiwa p where p.nip = e.nip order by urut desc limit 1) l on true
    ) n`.execute(tx)
}
