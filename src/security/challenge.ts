// What picture code and proof of work share: a sealed, stateless token for one form and one address, good for ten minutes, once.
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import type { DbOrTx } from '../db/pool.ts'
import { addressPrefix } from './address.ts'
import type { Keys } from './keys.ts'
import { findUnsealedJson, sealJson } from './seal.ts'

const MINUTES = 10

/** 0 = usual, 1 = raised, 2 = strong: what throttle.ts asks for when an address becomes suspicious. */
export type ChallengeLevel = 0 | 1 | 2

/** Where a challenge belongs: solved for one form or address it is worth nothing at another. */
export type ChallengePlace = { form: string; address: string }

export type Verdict = 'right' | 'wrong' | 'expired'

type Sealed = { id: string; form: string; prefix: string; until: number; level: ChallengeLevel }

/** Seals a challenge with what only the server knows about it (`secret`). */
export function issueToken<T extends object>(keys: Keys, kind: string, place: ChallengePlace, level: ChallengeLevel, secret: T, now = Date.now()): string {
  const body: Sealed = {
    id: randomBytes(16).toString('hex'),
    form: place.form,
    prefix: addressPrefix(place.address),
    until: now + MINUTES * 60_000,
    level,
  }
  return sealJson(keys, `challenge ${kind}`, { ...body, ...secret }, 'challenge')
}

/** Opens a token of this kind that is meant for this place and not too old. */
export function readToken<T extends object>(keys: Keys, kind: string, token: string, place: ChallengePlace, now = Date.now()): (Sealed & T) | undefined {
  const body = findUnsealedJson<Sealed & T>(keys, `challenge ${kind}`, token, 'challenge')
  return body && body.form === place.form && body.prefix === addressPrefix(place.address) && body.until >= now ? body : undefined
}

/**
 * Uses a token up: of many at the same time exactly one gets true. Give the pool, not a transaction: a rollback would
 * make the challenge good again, and with it a guess free.
 */
export async function useUp(db: DbOrTx, token: { id: string; until: number }): Promise<boolean> {
  const { rows } = await sql`
    insert into tantangan_terpakai (id, kedaluwarsa) values (${token.id}, to_timestamp(${token.until / 1000}::float8))
    on conflict do nothing returning id`.execute(db)
  return rows.length === 1
}

/** Forgets used challenges that are too old to be sent again; for the hourly job. */
export async function sweepChallenges(db: DbOrTx): Promise<void> {
  await sql`delete from tantangan_terpakai where kedaluwarsa < clock_timestamp() - interval '1 hour'`.execute(db)
}
