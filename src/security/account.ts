// The secret columns of accounts: how they are sealed and opened. Registration, import of demo people, mail and recovery share it.
import { hashAnswer, ibuIndex } from './answers.ts'
import { blindIndex, normaliseEmail } from './blind.ts'
import type { Keys } from './keys.ts'
import { seal, unseal } from './seal.ts'

/** What a registration brings, readable. The kata kunci comes as a hash, because nothing else of it is ever kept. */
export type AccountSecrets = {
  /** none for people who registered at the counter without a mailbox */ email?: string
  /** a mailbox that others read too: it gets notices, proves nothing and may serve several people */ email_bersama?: boolean
  sandi_hash: string
  ibu_kandung: string
  pertanyaan: string
  jawaban: string
  /** made before, for the thousand equal answers of the demo */ jawaban_hash?: string
}

/** Columns of `akun` made from them. `jawaban` is null where the agency set lupa_jawaban = ganti. */
export type AccountColumns = {
  email: string | null
  /** null = no mailbox of one's own */ email_indeks: string | null
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
    ...emailColumns(keys, nip, s),
    sandi_hash: s.sandi_hash,
    ibu_kandung: seal(keys, place(nip, 'ibu_kandung'), s.ibu_kandung),
    ibu_kandung_indeks: ibuIndex(keys, nip, s.ibu_kandung),
    ...(await answerColumns(keys, nip, s, keepAnswer)),
  }
}

/** The columns of an address, for registration and for a change of it. */
export function emailColumns(
  keys: Keys,
  nip: string,
  { email, email_bersama }: Pick<AccountSecrets, 'email' | 'email_bersama'>,
): Pick<AccountColumns, 'email' | 'email_indeks'> {
  if (!email) return { email: null, email_indeks: null }
  return { email: seal(keys, place(nip, 'email'), email), email_indeks: email_bersama ? null : emailIndex(keys, email) }
}

/** The columns of question and answer, for registration and for a change of them. */
export async function answerColumns(
  keys: Keys,
  nip: string,
  s: Pick<AccountSecrets, 'pertanyaan' | 'jawaban' | 'jawaban_hash'>,
  keepAnswer: boolean,
): Promise<Pick<AccountColumns, 'pertanyaan' | 'jawaban_hash' | 'jawaban'>> {
  return {
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

/** Seals the authenticator secret of a member of staff or of a PNS (column totp). */
export function sealTotp(keys: Keys, petugasId: string, secret: string): string {
  return seal(keys, place(petugasId, 'totp'), secret)
}

/** Opens it again, to check a code. */
export function openTotp(keys: Keys, petugasId: string, sealed: string): string {
  return unseal(keys, place(petugasId, 'totp'), sealed)
}

// Bound to its owner: moved to another row it does not open.
const place = (owner: string, column: string): string => `${owner}/${column}`
