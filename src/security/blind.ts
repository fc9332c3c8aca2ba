// Blind index: finds or compares a sealed value without opening it. NIK space is small, so the key is as secret as the data.
import { createHmac } from 'node:crypto'
import type { Keys } from './keys.ts'

/** HMAC of a value for one purpose ('email', 'nik' …). The caller normalises first; purposes do not match each other. */
export function blindIndex(keys: Keys, purpose: string, value: string): string {
  return createHmac('sha256', keys.blind).update(`${purpose}\0${value}`).digest('base64url')
}

/** The one spelling of an e-mail address for its index: mailbox names are compared without case in practice. */
export function normaliseEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}
