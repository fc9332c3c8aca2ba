// Picture code of the manual (Kode Captcha): drawn by the server, single use, and the way for people without script.
import { randomInt } from 'node:crypto'
import type { DbOrTx } from '../db/pool.ts'
import { type ChallengeLevel, type ChallengePlace, issueToken, readToken, useUp, type Verdict } from './challenge.ts'
import { CAPTCHA_SYMBOLS } from './glyphs.ts'
import type { Keys } from './keys.ts'
import { normaliseSymbols, sameText } from './nomor.ts'
import { drawCode } from './picture.ts'

// The one code of mode `uji`. The mode decides, so that no setting can bring it into production.
const TEST_CODE = 'TEKAN'

export type Captcha = { token: string; image: string }

/** A new picture code: a token for a hidden input and the picture as a data: address. */
export function newCaptcha(keys: Keys, mode: string, place: ChallengePlace, level: ChallengeLevel = 0, now = Date.now()): Captcha {
  const answer = mode === 'uji' ? TEST_CODE : randomCode(level === 0 ? 5 : 6)
  const token = issueToken(keys, 'gambar', place, level, { answer }, now)
  return { token, image: `data:image/png;base64,${drawCode(answer).toString('base64')}` }
}

/** Checks a typed code. Every try uses the picture up, also a wrong one: no second guess at the same picture. */
export async function checkCaptcha(
  db: DbOrTx,
  keys: Keys,
  place: ChallengePlace,
  sent: { token: string; typed: string },
  now = Date.now(),
): Promise<{ verdict: Verdict; level: ChallengeLevel }> {
  const body = readToken<{ answer: string }>(keys, 'gambar', sent.token, place, now)
  if (!body || !(await useUp(db, body))) return { verdict: 'expired', level: 0 }
  const right = sameText(forgiving(sent.typed), forgiving(body.answer))
  return { verdict: right ? 'right' : 'wrong', level: body.level }
}

// What is easily seen in place of one of our signs counts as that sign: none of these is ever drawn.
const LOOKS_LIKE: Record<string, string> = { '0': 'D', Q: 'D', G: '6', S: '3', Z: '7' }

function forgiving(typed: string): string {
  return normaliseSymbols(typed).replace(/[0QGSZ]/g, (sign) => LOOKS_LIKE[sign]!)
}

function randomCode(length: number): string {
  return Array.from({ length }, () => CAPTCHA_SYMBOLS[randomInt(CAPTCHA_SYMBOLS.length)]).join('')
}
