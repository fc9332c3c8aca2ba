// The secret columns of accounts: how they are sealed and opened. Registration, import of demo people, mail and recovery share it.
import { hashAnswer, ibuIndex } from './answers.ts'
import { blindIndex, normaliseEmail } from './blind.ts'
import type { Keys } from './keys.ts'
import { seal, unseal } from './seal.ts'

/** What a registration brings, readable. The kata kunci comes as a hash, because nothing else of it is ever kept. */
export type AccountSecrets = {
  email: string
  sandi_hash: string
  ibu_kandung: string
  pertanyaan: string
  jawaban: string
  /** made before, for the thousand equal answers of the demo */ jawaban_hash?: string
}

/** Columns of `akun` made from them. `jawaban` is null where the agency set lupa_jawaban = ganti. */
export type AccountColumns = {
  email: string
  email_indeks: string
  sandi_hash: string
  ibu_kandung: string
  ibu_kandung_indeks: string
  pertanyaan: string
  jawaban_hash: string
  jawaban: string | null
}

/** Seals, hashes and indexes; takes the time of one password hash. */
export async function accountColumns(keys: Keys, nip: string, s: AccountSecrets, keepAnswer: boolean): Promise<AccountColumns> {
  return {
    email: seal(keys, place(nip, 'email'), s.email),
    email_indeks: emailIndex(keys, s.email),
    sandi_hash: s.sandi_hash,
    ibu_kandung: seal(keys, place(nip, 'ibu_kandung'), s.ibu_kandung),
    ibu_kandung_indeks: ibuIndex(keys, nip, s.ibu_kandung),
    pertanyaan: seal(keys, place(nip, 'pertanyaan'), s.pertanyaan),
    jawaban_hash: s.jawaban_hash ?? (await hashAnswer(keys, s.jawaban)),
    jawaban: keepAnswer ? seal(keys, place(nip, 'jawaban'), s.jawaban) : null,
  }
}

/** Key of an address in direktori_email. */
export function emailIndex(keys: Keys, email: string): string {
  return blindIndex(keys, 'email', normaliseEmail(email))
}

/** Opens a sealed column of an account. */
export function openAccount(keys: Keys, nip: string, column: 'email' | 'ibu_kandung' | 'pertanyaan' | 'jawaban', sealed: string): string {
  return unseal(keys, place(nip, column), sealed)
}

/** Seals the authenticator secret of a member of staff (column petugas.totp). */
export function sealTotp(keys: Keys, petugasId: string, secret: string): string {
  return seal(keys, place(petugasId, 'totp'), secret)
}

/** Opens it again, to check a code. */
export function openTotp(keys: Keys, petugasId: string, sealed: string): string {
  return unseal(keys, place(petugasId, 'totp'), sealed)
}

// Bound to its owner: moved to another row it does not open.
const place = (owner: string, column: string): string => `${owner}/${column}`
