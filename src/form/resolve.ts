// Checks picked entries against the reference lists and fills in the names as shown. Server only.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { getInfo } from '../reference/cache.ts'
import { findByName } from '../reference/search.ts'
import { label } from '../reference/shown.ts'
import type { AnyField, Raw, Ref } from './field.ts'
import { asked, type AnySection, type Faults } from './section.ts'

type Entry = { id: string; nama: string; jenis: string | null; induk_id: string | null; lingkup_id: string | null; aktif: boolean; info: Record<string, unknown>; verifikator: boolean }
type Read = { values: Record<string, unknown>; errors: Faults }

/** Raw text with the inputs filled that follow from a picked entry (unit → position and eselon), where the person left them empty. */
export async function fillIn(db: DbOrTx, s: AnySection, raw: Raw): Promise<Raw> {
  const out: Record<string, string | undefined> = { ...raw }
  for (const [key, f] of asked(s)) {
    const id = raw[`${key}__id`]
    if (!f.fills || !id || Object.values(f.fills).every((target) => raw[target])) continue
    const info = (await findLimits(db, f.to!, id))?.info ?? {}
    for (const [from, target] of Object.entries(f.fills)) out[target] ||= typeof info[from] === 'string' ? (info[from] as string) : undefined
  }
  return out
}

/** Replaces each list value by the entry it names, or adds a fault that says what to do. */
export async function resolve(db: DbOrTx, s: AnySection, read: Read, instansi: string | null, context: Readonly<Record<string, unknown>> = {}): Promise<Read> {
  const values = { ...read.values }
  const errors = { ...read.errors }
  for (const [key, f] of asked(s)) {
    const value = values[key] as Ref | null | undefined
    if (!f.to || !value || errors[key]) continue
    const at = { ...context, ...values }
    const got = f.kind === 'list' ? fromSmall(f, value) : await fromLong(db, f, value, at, instansi)
    if (typeof got === 'string') errors[key] = got
    else values[key] = got
  }
  return { values, errors }
}

function fromSmall(f: AnyField, value: Ref): Ref | string {
  const entry = getInfo(f.to!, value.id)
  if (!entry || (f.kinds && !f.kinds.includes(String(entry.jenis ?? '')))) return `Pilih ${f.label} dari pilihan yang ada.`
  return { id: value.id, nama: String(entry.nama) }
}

async function fromLong(db: DbOrTx, f: AnyField, value: Ref, at: Readonly<Record<string, unknown>>, instansi: string | null): Promise<Ref | string> {
  if (value.usul) return value
  const limit = limits(f, at, instansi)
  const id = value.id ?? (await findByName(db, { daftar: f.to!, nama: value.nama, ...limit }))?.id ?? null
  if (id === null) return f.freeText ? value : `Pilih ${f.label} dari daftar. Bila tidak ada, buka “Tidak ada di daftar?”.`
  const entry = await findLimits(db, f.to!, id)
  if (!entry) return `${f.label} ini tidak ada di daftar. Cari kembali, lalu pilih.`
  // Below a chosen parent the name alone says enough.
  return misfit(f, entry, limit) ?? { id, nama: f.within ? entry.nama : (await label(db, f.to!, [id])).get(id)! }
}

/** What limits a search or a choice: parent, kinds, agency. */
export function limits(f: AnyField, at: Readonly<Record<string, unknown>>, instansi: string | null): { within?: string; kinds?: readonly string[]; lingkup?: string } {
  const within = f.within ? ((at[f.within] as Ref | null)?.id ?? undefined) : undefined
  const owner = f.scopeField ? ((at[f.scopeField] as Ref | null)?.id ?? instansi) : instansi
  return { within, kinds: f.kinds, lingkup: f.scope ? (owner ?? undefined) : undefined }
}

function misfit(f: AnyField, entry: Entry, limit: ReturnType<typeof limits>): string | undefined {
  const kinds = f.kinds?.filter((k) => k !== 'verifikator') ?? []
  if (kinds.length && !kinds.includes(entry.jenis ?? '')) return `Pilihan ini tidak berlaku untuk ${f.label}. Cari kembali, lalu pilih.`
  if (f.kinds?.includes('verifikator') && !entry.verifikator) return `Unit ini belum ditetapkan sebagai ${f.label}. Pilih unit lain dari daftar.`
  if (limit.within && entry.induk_id !== limit.within) return `${f.label} ini tidak berada di wilayah yang dipilih di atasnya.`
  if (limit.lingkup && entry.lingkup_id !== limit.lingkup) return `${f.label} ini milik instansi lain. Pilih dari instansi Anda.`
  if (!entry.aktif && !f.freeText) return `${f.label} ini sudah tidak dipakai. Pilih yang berlaku sekarang.`
  return undefined
}

async function findLimits(db: DbOrTx, daftar: string, id: string): Promise<Entry | undefined> {
  const flagged = daftar === 'unor' ? sql`exists (select from unit_verifikator u where u.unor_id = r.id and u.aktif)` : sql`false`
  const { rows } = await sql<Entry>`select id, nama, jenis, induk_id, lingkup_id, aktif, info, ${flagged} as verifikator
    from ${sql.table(`ref_${daftar}`)} r where id = ${id}`.execute(db)
  return rows[0]
}
