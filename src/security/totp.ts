// Authenticator codes of staff, and of PNS who want them (RFC 6238): six digits, 30 seconds, one step of clock error either way, each code once.
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import type { DbOrTx } from '../db/pool.ts'
import { SESI, type KindOfSession } from './session.ts'

const PERIOD = 30

/** A new secret of 160 bits in base32; seal it before storing. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** The address behind the QR code that an authenticator app reads. */
export function provisioningUri(secret: string, email: string): string {
  return generator(secret, email).toString()
}

/** The code of this moment; for the demo page and tests only. */
export function currentCode(secret: string, now = Date.now()): string {
  return generator(secret).generate({ timestamp: now })
}

/** The time step a code belongs to, when it is right and later than the last one used; otherwise undefined. */
export function totpStep(secret: string, typed: string, lastStep: number, now = Date.now()): number | undefined {
  const token = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = generator(secret).validate({ token, timestamp: now, window: 1 })
  const step = delta === null ? undefined : Math.floor(now / 1000 / PERIOD) + delta
  return step !== undefined && step > lastStep ? step : undefined
}

/** Accepts a code and marks its step as used; of several at the same time exactly one is accepted. */
export async function spendTotp(db: DbOrTx, kind: KindOfSession, owner: string, secret: string, typed: string, now = Date.now()): Promise<boolean> {
  const step = totpStep(secret, typed, 0, now)
  if (step === undefined) return false
  const { account, accountKey } = SESI[kind]
  const { rows } = await sql`
    update ${account} set totp_langkah = ${step} where ${accountKey} = ${owner} and totp_langkah < ${step} returning 1`.execute(db)
  return rows.length === 1
}

function generator(secret: string, label = 'petugas'): TOTP {
  return new TOTP({ issuer: 'e-PUPNS', label, algorithm: 'SHA1', digits: 6, period: PERIOD, secret: Secret.fromBase32(secret) })
}
