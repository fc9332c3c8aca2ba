// Kata kunci: argon2id with a pepper, few at a time, and the rules a new one must meet.
import { hash, verify } from '@node-rs/argon2'
import { createHmac } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Keys } from './keys.ts'
import { semaphore } from './semaphore.ts'
import { isCommonPassword } from './words.ts'

// OWASP: 19 MiB, two passes, one lane; argon2id is the default of the package.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// Same cost, made from random bytes: no password leads to it.
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$Ke1703Y9xbQcVLKeDrUG4g$z44xlgtRK4aaQF86GtGMdAQLZKMEqazujh0NtVM3S1o'

// 64 waiting are about a third of a second per core; beyond that an honest "busy" is kinder.
const oneOfFew = semaphore(availableParallelism(), 64)

export const PASSWORD_MIN = { pns: 8, petugas: 12 } as const
export const PASSWORD_MAX = 128

/** Who the password is for; whatever is known about the person must not stand in it. */
export type PasswordContext = {
  kind: keyof typeof PASSWORD_MIN
  nama?: string
  nip?: string
  instansi?: string
  email?: string
  nomorRegister?: string
}

/** Hashes a password or another secret text; `purpose` keeps an answer from passing as a password. */
export function hashPassword(keys: Keys, password: string, purpose: 'sandi' | 'jawaban' = 'sandi'): Promise<string> {
  return oneOfFew(() => hash(peppered(keys, purpose, password), COST))
}

/** Compares with the stored hash. Without one (unknown account) it does the same work and says no. */
export function verifyPassword(keys: Keys, stored: string | undefined, password: string, purpose: 'sandi' | 'jawaban' = 'sandi'): Promise<boolean> {
  return oneOfFew(() => verify(stored ?? NOBODY, peppered(keys, purpose, password)))
}

/** The work of a comparison for an account that does not exist, so that time does not tell. */
export async function dummyVerify(keys: Keys, password: string): Promise<false> {
  await verifyPassword(keys, undefined, password)
  return false
}

/** What is wrong with a new password, in sentences for the person; empty = accepted. */
export function passwordFaults(password: string, context: PasswordContext): string[] {
  const length = Array.from(password.normalize('NFKC')).length
  const min = PASSWORD_MIN[context.kind]
  const faults: string[] = []
  if (length < min) faults.push(`Kata kunci paling sedikit ${min} karakter.`)
  if (length > PASSWORD_MAX) faults.push(`Kata kunci paling banyak ${PASSWORD_MAX} karakter.`)
  if (faults.length > 0) return faults
  if (isCommonPassword(password)) faults.push('Kata kunci ini terlalu mudah ditebak karena sering dipakai orang. Pilih yang lain.')
  return [...faults, ...contextFaults(password.normalize('NFKC').toLowerCase(), context)]
}

function contextFaults(text: string, { nama, nip, instansi, email, nomorRegister }: PasswordContext): string[] {
  const holds = (words: string[]): boolean => words.some((word) => text.includes(word))
  const rules: [string[], string][] = [
    [['epupns', 'e-pupns', 'pupns', 'bkn'], 'Kata kunci tidak boleh memuat kata "epupns" atau "bkn".'],
    [longWords(nama), 'Kata kunci tidak boleh memuat nama Anda.'],
    [longWords(instansi), 'Kata kunci tidak boleh memuat nama instansi Anda.'],
    [email ? [email.toLowerCase().split('@')[0]!].filter((word) => word.length >= 4) : [], 'Kata kunci tidak boleh memuat alamat e-mail Anda.'],
    [nomorRegister ? [nomorRegister.toLowerCase()] : [], 'Kata kunci tidak boleh memuat nomor register Anda.'],
    [nip ? birthDateForms(nip) : [], 'Kata kunci tidak boleh memuat tanggal lahir Anda.'],
    [nip ? pieces(nip, 6) : [], 'Kata kunci tidak boleh memuat bagian dari NIP Anda.'],
  ]
  return rules.filter(([words]) => holds(words)).map(([, fault]) => fault)
}

// Words of fewer than four letters stand inside too many honest words.
function longWords(text = ''): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 4)
}

/** The birth date stands at the head of the NIP; people write it in these ways. */
function birthDateForms(nip: string): string[] {
  const [year, month, day] = [nip.slice(0, 4), nip.slice(4, 6), nip.slice(6, 8)]
  const orders = [
    [day, month, year],
    [day, month, year.slice(2)],
    [year, month, day],
    [year.slice(2), month, day],
  ]
  return orders.flatMap((parts) => ['', '-', '/', '.'].map((separator) => parts.join(separator)))
}

function pieces(text: string, length: number): string[] {
  return Array.from({ length: text.length - length + 1 }, (_, i) => text.slice(i, i + length))
}

// The pepper lives outside the database: a stolen table alone cannot be tried out.
function peppered(keys: Keys, purpose: string, text: string): string {
  return createHmac('sha256', keys.pepper)
    .update(`${purpose}\0${text.normalize('NFKC')}`)
    .digest('base64')
}
