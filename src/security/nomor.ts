// Numbers people copy from paper: nomor register, nomor tiket, mailed codes, document codes; and tokens nobody types.
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { Keys } from './keys.ts'

// Crockford's 32 symbols: no I, L, O, U, so that no two look or sound alike in handwriting.
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What was meant by what was typed: any case, blanks and dashes, O for 0, I and L for 1. */
export function normaliseSymbols(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.\-–]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

/** A new nomor register: eight random symbols. No check digit: it would make guesses 32 times cheaper (trust.md 3.7). */
export function newNomorRegister(): string {
  return randomSymbols(8)
}

/** The nomor register that was meant, or undefined when it cannot be one. */
export function normaliseNomor(typed: string): string | undefined {
  return wellFormed(normaliseSymbols(typed), 8)
}

/** A new nomor tiket: ten random symbols and a check symbol. */
export function newNomorTiket(): string {
  const body = randomSymbols(10)
  return body + checkSymbol(body)
}

/** The nomor tiket that was meant; a slip of the pen is noticed by the check symbol without a query. */
export function normaliseTiket(typed: string): string | undefined {
  const nomor = wellFormed(normaliseSymbols(typed), 11)
  return nomor && checkSymbol(nomor.slice(0, 10)) === nomor[10] ? nomor : undefined
}

/** A new code to be mailed and typed: eight symbols. Store only its hash. */
export function newKode(): string {
  return randomSymbols(8)
}

/** Keyed, because 40 bits could be tried out from a stolen table; `place` binds the code to its row. */
export function hashKode(keys: Keys, place: string, typed: string): string {
  return createHmac('sha256', keys.code)
    .update(`${place}\0${normaliseSymbols(typed)}`)
    .digest('base64url')
}

/** Compares without telling by time how much of it was right. */
export function sameKode(keys: Keys, place: string, typed: string, stored: string): boolean {
  return sameText(hashKode(keys, place, typed), stored)
}

/** A new document code: ten random symbols and a signature of four, so that made-up codes need no query. */
export function newKodeDokumen(keys: Keys): string {
  const body = randomSymbols(10)
  return body + documentMac(keys, body)
}

/** The document code that was meant, or undefined when this program did not issue it. */
export function normaliseKodeDokumen(keys: Keys, typed: string): string | undefined {
  const kode = wellFormed(normaliseSymbols(typed), 14)
  return kode && sameText(documentMac(keys, kode.slice(0, 10)), kode.slice(10)) ? kode : undefined
}

/** A 256-bit token for links, cookies and sessions. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a 256-bit token; such a token needs no key or salt. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Compares two texts in time that depends on their length only. */
export function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

function randomSymbols(length: number): string {
  return Array.from({ length }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('')
}

function wellFormed(text: string, length: number): string | undefined {
  return text.length === length && Array.from(text).every((symbol) => SYMBOLS.includes(symbol)) ? text : undefined
}

// Luhn mod 32: finds every single wrong symbol and nearly every swap of neighbours.
function checkSymbol(body: string): string {
  let sum = 0
  Array.from(body)
    .reverse()
    .forEach((symbol, i) => {
      const doubled = SYMBOLS.indexOf(symbol) * (i % 2 === 0 ? 2 : 1)
      sum += Math.floor(doubled / 32) + (doubled % 32)
    })
  return SYMBOLS[(32 - (sum % 32)) % 32]!
}

function documentMac(keys: Keys, body: string): string {
  const mac = createHmac('sha256', keys.document).update(body).digest()
  return Array.from(mac.subarray(0, 4), (byte) => SYMBOLS[byte % 32]).join('')
}
