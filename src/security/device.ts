// Devices that signed in before. One cookie per browser, one row per person in it, because office computers are shared.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { hashToken, newToken } from './nomor.ts'

/** How long a browser keeps the device cookie, in seconds. */
export const DEVICE_MAX_AGE = 365 * 86_400

/** TOTP is asked once in this many hours per device (clarifications 5). */
export const TOTP_HOURS = 24

/** Notes that this person signed in here; gives the cookie value, the present one if there is one. */
export async function rememberDevice(db: DbOrTx, nip: string, cookie: string | undefined): Promise<string> {
  const secret = usable(cookie) ?? newToken()
  await sql`insert into perangkat (nip, id_hash) values (${nip}, ${deviceHash(nip, secret)}) on conflict do nothing`.execute(db)
  return secret
}

/** Did this person sign in on this device before? Then the right password counts even while the account waits (trust.md 4). */
export async function isKnownDevice(db: DbOrTx, nip: string, cookie: string | undefined): Promise<boolean> {
  const secret = usable(cookie)
  if (!secret) return false
  const { rows } = await sql`select 1 from perangkat where nip = ${nip} and id_hash = ${deviceHash(nip, secret)}`.execute(db)
  return rows.length > 0
}

/** The same of a PNS with a second factor; a shared computer is never remembered, so it asks each time. */
export async function trustDevice(db: DbOrTx, nip: string, cookie: string | undefined): Promise<void> {
  const secret = usable(cookie)
  if (secret)
    await sql`update perangkat set totp_sampai = clock_timestamp() + make_interval(hours => ${TOTP_HOURS}) where nip = ${nip} and id_hash = ${deviceHash(nip, secret)}`.execute(
      db,
    )
}

/** May a PNS leave the code out here today? */
export async function isTrustedDevice(db: DbOrTx, nip: string, cookie: string | undefined): Promise<boolean> {
  const secret = usable(cookie)
  if (!secret) return false
  const { rows } = await sql`select 1 from perangkat where nip = ${nip} and id_hash = ${deviceHash(nip, secret)} and totp_sampai > clock_timestamp()`.execute(
    db,
  )
  return rows.length > 0
}

/** After a right TOTP code: none is asked on this device until the next day. */
export async function trustStaffDevice(db: DbOrTx, petugasId: string, cookie: string | undefined): Promise<string> {
  const secret = usable(cookie) ?? newToken()
  await sql`
    insert into perangkat_petugas (petugas_id, id_hash, sampai)
    values (${petugasId}, ${deviceHash(petugasId, secret)}, clock_timestamp() + make_interval(hours => ${TOTP_HOURS}))
    on conflict (petugas_id, id_hash) do update set sampai = excluded.sampai`.execute(db)
  return secret
}

/** May the TOTP code be left out here today? */
export async function isTrustedStaffDevice(db: DbOrTx, petugasId: string, cookie: string | undefined): Promise<boolean> {
  const secret = usable(cookie)
  if (!secret) return false
  const { rows } = await sql`
    select 1 from perangkat_petugas where petugas_id = ${petugasId} and id_hash = ${deviceHash(petugasId, secret)} and sampai > clock_timestamp()`.execute(db)
  return rows.length > 0
}

/** Changed password, lost phone: every device has to show itself anew. */
export async function forgetDevices(db: DbOrTx, owner: { nip: string } | { petugasId: string }): Promise<void> {
  await ('nip' in owner
    ? sql`delete from perangkat where nip = ${owner.nip}`.execute(db)
    : sql`delete from perangkat_petugas where petugas_id = ${owner.petugasId}`.execute(db))
}

// The owner is hashed in, so that a stolen table does not show who shares a computer.
function deviceHash(owner: string, secret: string): string {
  return hashToken(`${owner} ${secret}`)
}

function usable(cookie: string | undefined): string | undefined {
  return cookie && /^[\w-]{43}$/.test(cookie) ? cookie : undefined
}
