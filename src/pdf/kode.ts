// Codes of printed documents: what content they stand for, and how people read them.
import { createHash, createHmac } from 'node:crypto'
import type { Keys } from '../security/keys.ts'
import type { DocumentKind } from './documents.ts'

// The alphabet of security/nomor.ts, whose normaliseKodeDokumen reads these codes (a test holds them together).
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const symbols = (keys: Keys, text: string, count: number) =>
  Array.from(createHmac('sha256', keys.document).update(text).digest().subarray(0, count), (byte) => SYMBOLS[byte % 32]).join('')

/** The code of a document: ten symbols that follow from its content, and four that sign them. */
export function kodeDokumen(keys: Keys, nip: string, jenis: DocumentKind, digest: string): string {
  const body = symbols(keys, `${jenis}\0${nip}\0${digest}`, 10)
  return body + symbols(keys, body, 4)
}

/** SHA-256 of anything that is written as JSON. */
export const digestOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex')

/** A code in groups: `7K2M9-QXDR4-TP2H`. */
export const showKode = (kode: string): string => kode.replace(/(.{5})(?=.)/g, '$1-')
