// Values of a row on their way to and from columns and JSON. Secret fields are sealed on the way in, opened on the way out.
import { blindIndex } from '../security/blind.ts'
import type { Keys } from '../security/keys.ts'
import { seal, unseal } from '../security/seal.ts'
import type { AnyField, Ref } from './field.ts'
import { fieldsOf, type AnySection, type Loose } from './section.ts'
import { INDEXED_SECRET } from './table.ts'

type Columns = Record<string, unknown>
const bound = (nip: string, key: string) => `${nip}/${key}` // a sealed value cannot be moved to another person or field

/** Does it hold an id and a name? */
export const isRef = (f: AnyField): boolean => f.kind === 'list' || f.kind === 'ref' || f.kind === 'row'

/** Columns of a row, as stored. */
export function toColumns(keys: Keys, s: AnySection, nip: string, values: Loose): Columns {
  const out: Columns = {}
  for (const [key, f] of fieldsOf(s)) {
    if (key === 'nip' || !(key in values)) continue
    const value = values[key] ?? null
    Object.assign(out, f.secret ? sealedColumns(keys, nip, key, value as string | null) : plainColumns(f, key, value))
  }
  return out
}

/** A value as its columns, readable: of a list entry id and name. */
export function plainColumns(f: AnyField, key: string, value: unknown): Columns {
  if (!isRef(f)) return { [key]: value ?? null }
  const entry = value as Ref | null | undefined
  return { [key]: entry?.id ?? null, [`${key}_nama`]: entry?.nama ?? null }
}

/** A secret value as its two columns: sealed text and blind index. */
export function sealedColumns(keys: Keys, nip: string, key: string, value: string | null): Columns {
  return {
    [key]: value === null ? null : seal(keys, bound(nip, key), value),
    [`${key}${INDEXED_SECRET}`]: value === null ? null : blindIndex(keys, key, value),
  }
}

/** Values of a stored row. */
export function fromColumns(keys: Keys, s: AnySection, nip: string, row: Columns): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [key, f] of fieldsOf(s)) {
    const value = row[key] ?? null
    if (key === 'nip') out[key] = nip
    else if (isRef(f)) out[key] = row[`${key}_nama`] == null ? null : { id: value, nama: row[`${key}_nama`] }
    else out[key] = f.secret && value !== null ? unseal(keys, bound(nip, key), value as string) : value
  }
  return out
}

/** Values as kept in a usulan. */
export function toJson(keys: Keys, s: AnySection, nip: string, values: Loose | null): Loose | null {
  return values && mapSecrets(s, values, (key, v) => seal(keys, bound(nip, key), v))
}

/** Values of a usulan. */
export function fromJson(keys: Keys, s: AnySection, nip: string, values: Loose | null): Loose | null {
  return values && mapSecrets(s, values, (key, v) => unseal(keys, bound(nip, key), v))
}

function mapSecrets(s: AnySection, values: Loose, change: (key: string, v: string) => string): Loose {
  const entries = Object.entries(values).map(([key, v]) => [key, s.fields[key]?.secret && typeof v === 'string' ? change(key, v) : v])
  return Object.fromEntries(entries) as Loose
}

/** Are two values of a field the same answer? */
export function same(a: unknown, b: unknown): boolean {
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
    const [x, y] = [a as Ref, b as Ref]
    return x.id === y.id && (x.id !== null || x.nama === y.nama)
  }
  return (a ?? null) === (b ?? null)
}
