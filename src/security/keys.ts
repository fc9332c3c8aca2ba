// One master secret, many keys: each purpose gets its own through HKDF, so that a leak of one opens nothing else.
import { hkdfSync } from 'node:crypto'

/** What is sealed: stored fields, cookies, challenge tokens, uploaded files. */
export type SealUse = 'field' | 'cookie' | 'challenge' | 'file'

/** Keys for sealing under the newest master secret and opening under any that is still kept. */
export type Ring = { current: string; byId: ReadonlyMap<string, Buffer> }

export type Keys = {
  rings: Readonly<Record<SealUse, Ring>>
  blind: Buffer
  pepper: Buffer
  throttle: Buffer
  document: Buffer
  code: Buffer
  csrf: Buffer
}

/**
 * Derives all keys. The current master key seals; older ones (newest first) still open, for rotation. What is compared and
 * never opened (index, pepper, MACs) comes from the oldest, so that a new key in front breaks no look-up and no login.
 */
export function deriveKeys(current: Buffer, ...older: Buffer[]): Keys {
  const masters = [current, ...older]
  const oldest = masters.at(-1)!
  const ring = (use: SealUse): Ring => ({
    current: keyId(current),
    byId: new Map(masters.map((m) => [keyId(m), derive(m, `seal ${use}`)])),
  })
  return {
    rings: { field: ring('field'), cookie: ring('cookie'), challenge: ring('challenge'), file: ring('file') },
    blind: derive(oldest, 'blind index'),
    pepper: derive(oldest, 'pepper'),
    throttle: derive(oldest, 'throttle'),
    document: derive(oldest, 'document code'),
    code: derive(oldest, 'mailed code'),
    csrf: derive(oldest, 'csrf'),
  }
}

function keyId(master: Buffer): string {
  return derive(master, 'key id').toString('hex').slice(0, 6)
}

function derive(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'e-pupns', purpose, 32))
}
