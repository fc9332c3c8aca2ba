// Authenticated encryption of texts: v1.<keyid>.<base64url(nonce|tag|ciphertext)>, AES-256-GCM.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Keys, SealUse } from './keys.ts'

const NONCE = 12
const TAG = 16

/** Seals a text. `aad` says where it belongs (account and field): moved to another place it does not open. */
export function seal(keys: Keys, aad: string, text: string, use: SealUse = 'field'): string {
  const ring = keys.rings[use]
  const head = `v1.${ring.current}`
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', ring.byId.get(ring.current)!, nonce)
  cipher.setAAD(Buffer.from(`${head}|${aad}`))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${head}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
}

/** Opens what the database holds; a text that does not open is damage and throws. */
export function unseal(keys: Keys, aad: string, sealed: string, use: SealUse = 'field'): string {
  const text = findUnsealed(keys, aad, sealed, use)
  if (text === undefined) throw new Error('a sealed text does not open: damaged, moved, or its key is missing')
  return text
}

/** Opens what a browser sent back (cookie, challenge); undefined when it was not sealed here for this place. */
export function findUnsealed(keys: Keys, aad: string, sealed: string, use: SealUse = 'field'): string | undefined {
  const [version, keyId, payload, ...rest] = sealed.split('.')
  const key = keys.rings[use].byId.get(keyId ?? '')
  if (version !== 'v1' || !key || payload === undefined || rest.length > 0) return undefined
  const bytes = Buffer.from(payload, 'base64url')
  if (bytes.length < NONCE + TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
  decipher.setAAD(Buffer.from(`${version}.${keyId}|${aad}`))
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** True when a sealed text should be sealed again under the current key (rotation job). */
export function needsReseal(keys: Keys, sealed: string, use: SealUse = 'field'): boolean {
  return !sealed.startsWith(`v1.${keys.rings[use].current}.`)
}

/** Seals any JSON value. */
export function sealJson(keys: Keys, aad: string, value: unknown, use: SealUse = 'field'): string {
  return seal(keys, aad, JSON.stringify(value), use)
}

/** Opens a JSON value; the caller names the type it sealed. */
export function unsealJson<T>(keys: Keys, aad: string, sealed: string, use: SealUse = 'field'): T {
  return JSON.parse(unseal(keys, aad, sealed, use)) as T
}

/** Opens a JSON value that came from a browser. */
export function findUnsealedJson<T>(keys: Keys, aad: string, sealed: string, use: SealUse = 'field'): T | undefined {
  const text = findUnsealed(keys, aad, sealed, use)
  return text === undefined ? undefined : (JSON.parse(text) as T)
}
