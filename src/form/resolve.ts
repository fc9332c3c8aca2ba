// Checks picked entries against the reference lists and fills in the names as shown. Server only.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { getInfo } from '../reference/cache.ts'
import { findByName } from '../reference/search.ts'
import { label } from '../reference/shown.ts'
import { mayPropose, type AnyField, type Raw, type Ref } from './field.ts'
import { asked, type AnySection, type Faults, type Loose } from './section.ts'
import { isRef, same } from './values.ts'
import { refusal } from './waiting.ts'

type Entry = {
  id: string
  nama: string
  jenis: string | null
  induk_id: string | null
  lingkup_id: string | null
  aktif: boolean
  info: Record<string, unknown>
  verifikator: boolean
}
type Read = { values: Record<string, unknown>; errors: Faults }

/** Raw text with the inputs filled that follow from a picked entry (unit → position and eselon), where the person left them empty. */
export async function fillIn(db: DbOrTx, s: AnySection, raw: Raw): Promise<Raw> {
  const out: Record<string, string | undefined> = { ...raw }
  for (const [key, f] of asked(s)) {
    const id = raw[`${key}__id`]
    if (!f.fills || !id || Object.values(f.fills).every((target) => raw[target])) continue
    const entry = await findLimits(db, f.to!, id)
    const info: Record<string, unknown> = { ...entry?.info, induk_id: entry?.induk_id }
    for (const [from, target] of Object.entries(f.fills)) out[target] ||= typeof info[from] === 'string' ? (info[from] as string) : undefined
  }
  return out
}

/**
 * Replaces each list value by the entry it names, or adds a fault that says what to do. `now` = what the form holds already: it
 * limits what is picked, and what stays as it was may stay although no one could choose it today.
 */
export async function resolve(db: DbOrTx, s: AnySection, read: Read, instansi: string | null, now: Loose = {}, rows: Rows = () => []): Promise<Read> {
  const values = { ...read.values }
  const errors = { ...read.errors }
  const settle = (key: string, got: Ref | string) => (typeof got === 'string' ? (errors[key] = got) : (values[key] = got))
  for (const [key, f] of asked(s)) {
    const value = values[key] as Ref | null | undefined
    if (!isRef(f) || !value || errors[key]) continue
    const kept = same(now[key], value)
    if (f.kind === 'row') settle(key, fromRows(f, value, rows(f.rowsOf!), kept ? (now[key] as Ref) : undefined))
    else if (kept && value.id === null) settle(key, refusal(f.label, now[key]) ?? (now[key] as Ref))
    else if (f.kind === 'list') settle(key, fromSmall(f, value, kept))
    else settle(key, await fromLong(db, f, value, limits(f, { ...now, ...values }, instansi), kept))
  }
  return { values, errors }
}

/** Choices that are the person's own rows of a section. */
export type Rows = (section: string) => readonly Ref[]

function fromRows(f: AnyField, value: Ref, rows: readonly Ref[], kept: Ref | undefined): Ref | string {
  if (Object.hasOwn(f.options!, value.id ?? '')) return { id: value.id, nama: f.options![value.id!]! }
  return rows.find((r) => r.id === value.id) ?? kept ?? `Pilih ${f.label} dari pilihan yang ada.`
}

function fromSmall(f: AnyField, value: Ref, kept: boolean): Ref | string {
  const entry = getInfo(f.to!, value.id)
  if (entry?.aktif === false && !kept) return outOfUse(f)
  if (!entry || (f.kinds && !f.kinds.includes(String(entry.jenis ?? '')))) return `Pilih ${f.label} dari pilihan yang ada.`
  return { id: value.id, nama: String(entry.nama) }
}

async function fromLong(db: DbOrTx, f: AnyField, value: Ref, limit: Limits, kept: boolean): Promise<Ref | string> {
  if (value.usul && mayPropose(f)) return value
  const id = value.id ?? (await findByName(db, { daftar: f.to!, nama: value.nama, ...limit }))?.id ?? null
  if (id === null) return f.freeText ? value : `Pilih ${f.label} dari daftar. Bila tidak ada, buka “Tidak ada di daftar?”.`
  const entry = await findLimits(db, f.to!, id)
  if (!entry) return `${f.label} ini tidak ada di daftar. Cari kembali, lalu pilih.`
  // Below a chosen parent the name alone says enough.
  return misfit(f, entry, limit, kept) ?? { id, nama: f.within ? entry.nama : (await label(db, f.to!, [id])).get(id)! }
}

type Limits = { within?: string; kinds?: readonly string[]; lingkup?: string }

/** What limits a search or a choice: parent, kinds, agency. */
export function limits(f: AnyField, at: Readonly<Record<string, unknown>>, instansi: string | null): Limits {
  const within = f.within ? ((at[f.within] as Ref | null)?.id ?? undefined) : undefined
  const owner = f.scopeField ? ((at[f.scopeField] as Ref | null)?.id ?? instansi) : instansi
  return { within, kinds: f.kindFrom ? kindIn(at[f.kindFrom]) : f.kinds, lingkup: f.scope ? (owner ?? undefined) : undefined }
}

/** The code of the value that says of which kind the entries are; none = of any. */
function kindIn(value: unknown): readonly string[] | undefined {
  const code = value !== null && typeof value === 'object' ? (value as Ref).id : value
  return code ? [String(code)] : undefined
}

function misfit(f: AnyField, entry: Entry, limit: Limits, kept: boolean): string | undefined {
  const kinds = limit.kinds?.filter((k) => k !== 'verifikator') ?? []
  if (kinds.length && !kinds.includes(entry.jenis ?? '')) return `Pilihan ini tidak berlaku untuk ${f.label}. Cari kembali, lalu pilih.`
  if (f.kinds?.includes('verifikator') && !entry.verifikator) return `Unit ini belum ditetapkan sebagai ${f.label}. Pilih unit lain dari daftar.`
  if (limit.within && entry.induk_id !== limit.within) return `${f.label} ini tidak termasuk pilihan di atasnya. Periksa keduanya.`
  if (limit.lingkup && entry.lingkup_id !== limit.lingkup) return `${f.label} ini milik instansi lain. Pilih dari instansi Anda.`
  return entry.aktif || f.freeText || kept ? undefined : outOfUse(f)
}

const outOfUse = (f: AnyField) => `${f.label} ini sudah tidak dipakai. Pilih yang berlaku sekarang.`

async function findLimits(db: DbOrTx, daftar: string, id: string): Promise<Entry | undefined> {
  const flagged = daftar === 'unor' ? sql`exists (select from unit_verifikator u where u.unor_id = r.id and u.aktif)` : sql`false`
  const { rows } = await sql<Entry>`select id, nama, jenis, induk_id, lingkup_id, aktif, info, ${flagged} as verifikator
    from ${sql.table(`ref_${daftar}`)} r where id = ${id}`.execute(db)
  return rows[0]
}
