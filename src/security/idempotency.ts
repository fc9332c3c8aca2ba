// One key, one effect (trust.md R4): the row is written in the transaction of the act, with a hash of the body and the answer.
import { type RawBuilder, sql } from 'kysely'
import { createHmac } from 'node:crypto'
import type { DbOrTx, Tx } from '../db/pool.ts'
import type { Json } from '../db/types.ts'
import { problem } from '../problems.ts'
import { CSRF_FIELD } from './csrf.ts'
import type { Keys } from './keys.ts'

/** Name of the hidden input that carries the key (a UUIDv7 made by the server). */
export const KEY_FIELD = '_kunci'

/** What an act answers; stored readable, so it must hold no secret and no P1 value. */
export type Answer = Record<string, Json>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/**
 * Runs `fn` once per (nip, key). The same key with the same body and actor gets the stored answer, anything else the problem
 * `key_reused`. Twins sent at the same time wait here for the first one's COMMIT.
 */
export function once<T extends Answer>(tx: Tx, keys: Keys, act: { nip: string; key: unknown; actor: string; body: unknown }, fn: () => Promise<T>): Promise<T> {
  const key = validKey(act.key)
  const hash = bodyHash(keys, act.actor, act.body)
  return runOnce(tx, hash, fn, {
    table: sql.table('idempotensi'),
    match: sql`nip = ${act.nip} and kunci = ${key}`,
    insert: sql`(nip, kunci, pelaku, badan, jawaban) values (${act.nip}, ${key}, ${act.actor}, ${hash}, '{}')`,
  })
}

/** The same for people without an account; `actor` is their running registration or anonymous cookie. */
export function onceLocal<T extends Answer>(tx: Tx, keys: Keys, act: { key: unknown; actor: string; body: unknown }, fn: () => Promise<T>): Promise<T> {
  const key = validKey(act.key)
  const hash = bodyHash(keys, act.actor, act.body)
  return runOnce(tx, hash, fn, {
    table: sql.table('idempotensi_lokal'),
    match: sql`kunci = ${key}`,
    insert: sql`(kunci, badan, jawaban) values (${key}, ${hash}, '{}')`,
  })
}

/** The answer that this local act had before: for forms whose challenge can be solved only once. Waits for a twin that is under way. */
export async function findAnswer<T extends Answer>(tx: Tx, keys: Keys, act: { key: unknown; actor: string; body: unknown }): Promise<T | undefined> {
  const key = validKey(act.key)
  await sql`select pg_advisory_xact_lock(hashtext(${key}))`.execute(tx)
  const { rows } = await sql<{ badan: string; jawaban: T }>`select badan, jawaban from idempotensi_lokal where kunci = ${key}`.execute(tx)
  if (rows[0] && rows[0].badan !== bodyHash(keys, act.actor, act.body)) throw problem('key_reused')
  return rows[0]?.jawaban
}

/** Forgets keys older than three days; for the daily job. */
export async function sweepKeys(db: DbOrTx): Promise<void> {
  await sql`delete from idempotensi where dibuat < clock_timestamp() - interval '3 days'`.execute(db)
  await sql`delete from idempotensi_lokal where dibuat < clock_timestamp() - interval '3 days'`.execute(db)
}

/**
 * Keyed hash of who sends what: a plain one would let a stolen table be searched for the kata kunci that stood in the body.
 * Order of the fields does not count, nor do the key and the csrf token.
 */
export function bodyHash(keys: Keys, actor: string, body: unknown): string {
  const fields = typeof body === 'object' && body !== null ? { ...body, [KEY_FIELD]: undefined, [CSRF_FIELD]: undefined } : body
  return createHmac('sha256', keys.code)
    .update(`idempotensi\0${actor}\0${canonical(fields)}`)
    .digest('base64url')
}

type Place = Record<'table' | 'match' | 'insert', RawBuilder<unknown>>

async function runOnce<T extends Answer>(tx: Tx, hash: string, fn: () => Promise<T>, { table, match, insert }: Place): Promise<T> {
  const { rows: first } = await sql`insert into ${table} ${insert} on conflict do nothing returning kunci`.execute(tx)
  if (first.length === 0) {
    const { rows } = await sql<{ badan: string; jawaban: T }>`select badan, jawaban from ${table} where ${match}`.execute(tx)
    if (rows[0]?.badan !== hash) throw problem('key_reused')
    return rows[0].jawaban
  }
  const answer = await fn()
  await sql`update ${table} set jawaban = ${JSON.stringify(answer)}::jsonb where ${match}`.execute(tx)
  return answer
}

function validKey(key: unknown): string {
  if (typeof key !== 'string' || !UUID.test(key)) throw problem('bad_request')
  return key.toLowerCase()
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`
}
