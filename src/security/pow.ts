// Proof of work, the server's part: invisible guard with script, and the accessible way around the picture code.
import { createHash, randomBytes } from 'node:crypto'
import type { DbOrTx } from '../db/pool.ts'
import { checkCaptcha } from './captcha.ts'
import { type ChallengeLevel, type ChallengePlace, issueToken, readToken, useUp, type Verdict } from './challenge.ts'
import type { Keys } from './keys.ts'
import { powMessage, writeTask } from './powCore.ts'

// Mean number of hashes 2^16, 2^18, 2^20: about one second, four and fifteen on a cheap phone.
const BITS = [16, 18, 20] as const

/** A task for `<epu-pow data-tantangan>`; in mode `uji` a trivial one, so that tests need not wait. */
export function newPow(keys: Keys, mode: string, place: ChallengePlace, level: ChallengeLevel = 0, now = Date.now()): string {
  const salt = randomBytes(16).toString('base64url')
  const bits = mode === 'uji' ? 4 : BITS[level]
  return writeTask({ bits, salt, token: issueToken(keys, 'kerja', place, level, { salt, bits }, now) })
}

/** Checks what came in the input `pow`; a right solution counts once. */
export async function checkPow(
  db: DbOrTx,
  keys: Keys,
  place: ChallengePlace,
  solution: string,
  now = Date.now(),
): Promise<{ verdict: Verdict; level: ChallengeLevel }> {
  const [, n, token = ''] = /^(\d{1,10})\.(.+)$/.exec(solution) ?? []
  const body = readToken<{ salt: string; bits: number }>(keys, 'kerja', token, place, now)
  if (!body) return { verdict: 'expired', level: 0 }
  const head = createHash('sha256')
    .update(powMessage(body.salt, Number(n)))
    .digest()
    .readUInt32BE()
  if (Math.clz32(head) < body.bits) return { verdict: 'wrong', level: 0 }
  return (await useUp(db, body)) ? { verdict: 'right', level: body.level } : { verdict: 'expired', level: 0 }
}

/** The three inputs of a challenge as they stand in a form: solved work, or token and typed code of the picture. */
export type ChallengeInput = { pow?: string; captcha_token?: string; captcha?: string }

/** Checks whichever of the two was answered. `level` is what was solved, to be held against what throttle.ts asks for. */
export async function checkChallenge(
  db: DbOrTx,
  keys: Keys,
  place: ChallengePlace,
  sent: ChallengeInput,
  now = Date.now(),
): Promise<{ verdict: Verdict; level: ChallengeLevel }> {
  const work = sent.pow ? await checkPow(db, keys, place, sent.pow, now) : undefined
  if (work?.verdict === 'right' || !sent.captcha) return work ?? { verdict: 'wrong', level: 0 }
  return checkCaptcha(db, keys, place, { token: sent.captcha_token ?? '', typed: sent.captcha }, now)
}
