// The kinds of help (domain.md 3.13), each once: what its form asks, which papers it needs, who may open it, which office begins.
import { digits, text, type AnyField, type Raw } from '../form/field.ts'
import { readNip } from '../form/nip.ts'
import { fieldsOf, parse, judge, section, type AnySection, type Faults, type Loose, type Rule } from '../form/section.ts'
import { readEmail } from '../web/email.ts'
import { KATEGORI, type Ditulis } from './kategoriDaftar.ts'
import type { Faq } from './tanya.ts'

/** 1 unit, 2 BKD/Biro, 3 Kanreg, 4 BKN Pusat (domain.md 1.1). */
export type Tingkat = 1 | 2 | 3 | 4

/**
 * Who may open it (trust.md 3.8). `siapa-saja`: needs no proof, because nothing of a person changes. `diperiksa`: anybody, but nothing
 * is done before an officer has seen the person, or he asks after login. `akun`: only after login.
 */
export type Pembuka = 'siapa-saja' | 'diperiksa' | 'akun'

export type Kategori = {
  kode: string
  title: string
  lead: string
  pembuka: Pembuka
  /** the office that begins, where the person has one; else the next */
  tingkat: Tingkat
  /** papers to have at hand */
  bring: readonly string[]
  /** scans of them are asked for (domain.md 2.11) */
  berkas: boolean
  /** what happens after sending */
  then: string
  faq: readonly Faq[]
  /** reference lists whose missing entries are reported here */
  daftar: readonly string[]
  /** what its form asks */
  section: AnySection
}

/** Who asks, in every form; of people who are signed in both are known. */
const IDENTITY = {
  nip: digits({ label: 'NIP Baru', lengths: [18], hint: '18 angka. Spasi boleh ditulis.' }),
  email: text({
    label: 'Alamat e-mail untuk jawaban',
    max: 254,
    required: false,
    hint: 'Tanpa e-mail, jawaban dibaca di Cek Status dengan nomor tiket.',
    html: { autoComplete: 'email' },
  }),
}

const RULES: readonly Rule<Loose>[] = [
  { id: 'nip', on: 'nip', message: ({ nip }) => faultIn(readNip(String(nip))), ok: ({ nip }) => nip === null || readNip(String(nip)).ok },
  { id: 'email', on: 'email', message: ({ email }) => faultIn(readEmail(String(email))), ok: ({ email }) => email === null || readEmail(String(email)).ok },
]

const faultIn = (read: { ok: true } | { ok: false; fault: string }): string => (read.ok ? '' : read.fault)

/** All of them, in the order of the page. */
export const kategori: readonly Kategori[] = KATEGORI.map(toKategori)

function toKategori({ kode, fields, ...rest }: Ditulis): Kategori {
  const { title, lead } = rest
  const all: Record<string, AnyField> = { nip: IDENTITY.nip, ...fields, email: IDENTITY.email }
  const s = section({ code: kode, title, group: 'Khusus', short: kode, lead, rows: 'one', fields: all, rules: RULES })
  return { kode, daftar: [], ...rest, section: s as unknown as AnySection }
}

export const findKategori = (kode: string | undefined): Kategori | undefined => kategori.find((k) => k.kode === kode)

/** The category in words; of one that is gone its code. */
export const titleOf = (kode: string): string => findKategori(kode)?.title ?? kode

/** Where a missing entry of a list is reported. */
export function kategoriFor(daftar: string, kinds: readonly string[] = []): Kategori {
  const kode = kinds.includes('verifikator') ? 'penambahan-verifikator-level-1' : undefined
  return findKategori(kode) ?? kategori.find((k) => k.daftar.includes(daftar)) ?? findKategori('referensi-lain')!
}

/** The inputs of a form: identity only of people who are not signed in. */
export const inputsFor = (k: Kategori, known: boolean): [string, AnyField][] => fieldsOf(k.section).filter(([key]) => !known || !(key in IDENTITY))

/** Reads what was typed; list entries are looked up by the caller. */
export function readTicket(k: Kategori, raw: Raw, known: boolean): { values: Record<string, unknown>; errors: Faults } {
  const keys = inputsFor(k, known).map(([key]) => key)
  return parse(k.section, raw, keys)
}

/** Runs the rules over what was read. `acuan` is today: nothing lies in its future. */
export function judgeTicket(k: Kategori, read: { values: Loose; errors: Faults }, known: boolean, acuan: string): { values: Loose; errors: Faults } {
  const values = known ? { ...read.values, nip: null, email: null } : read.values
  const judged = judge(k.section, values, { nip: '', acuan, info: () => undefined, rows: () => [] }, read.errors)
  return { values: read.values, errors: judged.errors }
}
