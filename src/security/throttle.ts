// Token buckets in PostgreSQL: they survive restarts and hold for all processes. Keys are HMACs, never a NIP or an address.
import { sql } from 'kysely'
import { createHmac } from 'node:crypto'
import type { DbOrTx } from '../db/pool.ts'
import { addressPrefix } from './address.ts'
import type { ChallengeLevel } from './challenge.ts'
import type { Keys } from './keys.ts'
import { type Bucket, type Consequence, type Limit, type LimitName, LIMITS, LOGIN_WAIT, type Scope } from './limits.ts'

/** Whom to count, as far as known; `distinct` is the value that is counted once (a NIP looked up). */
export type Who = { akun?: string; alamat?: string; sesi?: string; tautan?: string; distinct?: string }

/** `challenge` > what was solved means: show one of that level and ask again. `exceeded` names every empty bucket's consequence. */
export type Taken = { allowed: boolean; challenge: ChallengeLevel; retryAfter: number; exceeded: readonly Consequence[] }

type Key = { key: string; bucket: Bucket }

const CHALLENGES: Partial<Record<Consequence, ChallengeLevel>> = { challenge: 1, strong_challenge: 2 }

// A bucket as it stands now: what was left plus what has flowed in since.
const FILLED = sql`least(m.n, b.isi + greatest(0, extract(epoch from clock_timestamp() - b.diisi)::float8) * m.n / m.per)`

/**
 * Takes one try from every bucket of a limit, in one statement. `solved` is the level of a challenge solved in this
 * request. Give the pool, not a transaction: a rollback must not give the try back, and the rows must not stay locked.
 */
export async function take(db: DbOrTx, keys: Keys, name: LimitName, who: Who, solved: ChallengeLevel = 0): Promise<Taken> {
  const limit: Limit = LIMITS[name]
  const wanted = bucketKeys(keys, name, limit, who)
  const marker = limit.distinct && wanted[0] ? { ...wanted[0], key: hmac(keys, name, 'distinct', wanted[0].key, who.distinct ?? '') } : undefined
  if (marker && (await isFresh(db, marker))) return judge([], solved)
  const taken = judge(await drain(db, wanted), solved)
  if (marker && taken.allowed && taken.challenge === 0) await mark(db, marker)
  return taken
}

/** Gives tries back, never above full: a completed registration pays for two look-ups, so that a computer room is not blocked. */
export async function giveBack(db: DbOrTx, keys: Keys, name: LimitName, who: Who, tries: number): Promise<void> {
  for (const { key, bucket } of bucketKeys(keys, name, LIMITS[name], who)) {
    await sql`update batas set isi = least(${bucket.n}::float8, isi + ${tries}::float8) where kunci = ${key}`.execute(db)
  }
}

/** Forgets buckets that have long been full again; rows of failed logins (negative) stay for three months. For the daily job. */
export async function sweepThrottles(db: DbOrTx): Promise<void> {
  await sql`
    delete from batas where diisi < clock_timestamp() - interval '2 days'
    and (isi >= 0 or diisi < clock_timestamp() - interval '90 days')`.execute(db)
}

/** Seconds to wait after so many wrong passwords in a row: 30 s after the fifth, doubling to an hour. */
export function loginWait(failures: number): number {
  const { free, first, longest } = LOGIN_WAIT
  return failures < free ? 0 : Math.min(longest, first * 2 ** (failures - free))
}

/** `wait` > 0: the password must not be tried now, except from a known device. `recoveryOnly`: not even later. */
export type LoginAttempt = { failures: number; wait: number; recoveryOnly: boolean }

/**
 * Counts a login attempt BEFORE the password is looked at, so that a hundred at once are not a hundred guesses; success takes
 * it back (loginSucceeded). `account` is what was typed, so that unknown accounts wait in the same way. Kept in `batas` as
 * a negative number; an attempt during the wait neither counts nor lengthens it.
 */
export async function loginAttempt(db: DbOrTx, keys: Keys, account: string): Promise<LoginAttempt> {
  const key = loginKey(keys, account)
  const { free, first, longest, recoveryOnly } = LOGIN_WAIT
  const { rows } = await sql<{ failures: number; counted: boolean; wait: number }>`
    with dihitung as (
      insert into batas as b (kunci, isi, diisi) values (${key}, -1, clock_timestamp())
      on conflict (kunci) do update set isi = b.isi - 1, diisi = clock_timestamp()
      where -b.isi < ${recoveryOnly} and clock_timestamp() >= b.diisi + make_interval(secs =>
        case when -b.isi < ${free} then 0 else least(${longest}::float8, ${first} * 2::float8 ^ (-b.isi - ${free})) end)
      returning -isi as failures)
    select d.failures is not null as counted, coalesce(d.failures, -b.isi, ${free}) as failures,
      coalesce(extract(epoch from clock_timestamp() - b.diisi), 0)::float8 as wait
    from (select 1) satu left join dihitung d on true left join batas b on b.kunci = ${key}`.execute(db)
  const { failures, counted, wait: since } = rows[0]!
  if (counted) return { failures, wait: 0, recoveryOnly: false }
  return { failures, wait: Math.max(1, Math.ceil(loginWait(failures) - since)), recoveryOnly: failures >= recoveryOnly }
}

/** Right password or finished recovery: the count begins anew. */
export async function loginSucceeded(db: DbOrTx, keys: Keys, account: string): Promise<void> {
  await sql`delete from batas where kunci = ${loginKey(keys, account)}`.execute(db)
}

/** What login and recovery count the tries of a PNS under. */
export const pnsCounter = (nomor: string): string => `pns ${nomor}`

function loginKey(keys: Keys, account: string): string {
  return hmac(keys, 'login', 'berturut-turut', account)
}

function bucketKeys(keys: Keys, name: LimitName, limit: Limit, who: Who): Key[] {
  const values: Partial<Record<Scope, string>> = { ...who, alamat: who.alamat && addressPrefix(who.alamat), semua: 'semua' }
  return Object.entries(limit.scopes).flatMap(([scope, buckets]) => {
    const value = values[scope as Scope]
    if (value === undefined) return []
    return buckets.map((bucket) => ({ key: hmac(keys, name, scope, `${bucket.n}/${bucket.per}`, value), bucket }))
  })
}

function hmac(keys: Keys, ...parts: string[]): string {
  return createHmac('sha256', keys.throttle).update(parts.join('\0')).digest('base64url')
}

type Drained = Key & { taken: boolean; wait: number }

// An empty bucket is left as it is (no row returned), so that a refused try does not lengthen the wait of an honest person.
// Nobody waits for the disk: after a power cut a few tries too many are no harm, and every save would pay for it.
async function drain(db: DbOrTx, wanted: readonly Key[]): Promise<Drained[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<{ kunci: string; taken: boolean; wait: number }>`/* batas */
    with tanpa_tunggu as (
      select set_config('synchronous_commit', 'off', true)
    ), minta as (
      select * from unnest(${wanted.map((w) => w.key)}::text[], ${wanted.map((w) => w.bucket.n)}::float8[], ${wanted.map((w) => w.bucket.per)}::float8[]) as m(kunci, n, per)
    ), diambil as (
      insert into batas as b (kunci, isi, diisi)
      select kunci, n - 1, clock_timestamp() from minta order by kunci
      on conflict (kunci) do update
      set isi = (select ${FILLED} - 1 from minta m where m.kunci = b.kunci), diisi = clock_timestamp()
      where (select ${FILLED} >= 1 from minta m where m.kunci = b.kunci)
      returning kunci)
    select m.kunci, d.kunci is not null as taken, coalesce((1 - ${FILLED}) * m.per / m.n, m.per / m.n) as wait
    from tanpa_tunggu, minta m left join diambil d using (kunci) left join batas b using (kunci)`.execute(db)
  const byKey = new Map(rows.map((row) => [row.kunci, row]))
  return wanted.map((w) => ({ ...w, ...byKey.get(w.key)! }))
}

function judge(drained: readonly Drained[], solved: ChallengeLevel): Taken {
  const empty = drained.filter((d) => !d.taken)
  const needed = Math.max(0, ...empty.map((d) => CHALLENGES[d.bucket.then] ?? 0)) as ChallengeLevel
  const blocking = empty.filter((d) => !CHALLENGES[d.bucket.then] && d.bucket.then !== 'alarm')
  return {
    allowed: blocking.length === 0,
    challenge: needed > solved ? needed : 0,
    retryAfter: Math.ceil(Math.max(0, ...blocking.map((d) => Math.max(1, d.wait)))),
    exceeded: empty.map((d) => d.bucket.then),
  }
}

async function isFresh(db: DbOrTx, marker: Key): Promise<boolean> {
  const { rows } = await sql`
    select 1 from batas where kunci = ${marker.key} and diisi > clock_timestamp() - make_interval(secs => ${marker.bucket.per})`.execute(db)
  return rows.length > 0
}

async function mark(db: DbOrTx, marker: Key): Promise<void> {
  await sql`
    insert into batas (kunci, isi, diisi) values (${marker.key}, 0, clock_timestamp())
    on conflict (kunci) do update set diisi = clock_timestamp()`.execute(db)
}
