// What is really true of the invented people: read from the generator's folder, compared with their SAPK copy.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import type { DbOrTx } from '../db/pool.ts'
import type { AnyField, Ref } from '../form/field.ts'
import { asked, rowFields, type AnySection, type Loose } from '../form/section.ts'
import { label } from '../reference/shown.ts'
import { isRef } from '../form/values.ts'
import { sections } from '../sections/index.ts'

export type CsvRow = Record<string, string>

/** True rows by section, person and row id ('' in single-row sections). */
export type Truth = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Loose>>>

/** Rows of a CSV file of the generator. */
export function readCsv(folder: string, ...path: string[]): CsvRow[] {
  return Papa.parse<CsvRow>(readFileSync(join(folder, ...path), 'utf8'), { header: true, skipEmptyLines: true }).data
}

/** Reads demo/kebenaran. Names of list entries come from the lists, as an import would fill them. */
export async function readTruth(db: DbOrTx, folder: string): Promise<Truth> {
  const all = await Promise.all(sections.map(async (s) => [s.code, await readSection(db, s, readCsv(folder, 'demo', 'kebenaran', `${s.code}.csv`))] as const))
  return new Map(all)
}

async function readSection(db: DbOrTx, s: AnySection, rows: readonly CsvRow[]): Promise<Map<string, Map<string, Loose>>> {
  const names = new Map<string, Map<string, string>>()
  for (const [key, f] of asked(s)) if (f.to) names.set(key, await label(db, f.to, rows.map((r) => r[key] ?? '').filter(Boolean)))
  const out = new Map<string, Map<string, Loose>>()
  for (const row of rows) {
    const values = Object.fromEntries(rowFields(s).map(([key, f]) => [key, valueOf(f, key, row, names.get(key))]))
    if (!out.has(row.nip!)) out.set(row.nip!, new Map())
    out.get(row.nip!)!.set(row.id ?? '', values)
  }
  return out
}

function valueOf(f: AnyField, key: string, row: CsvRow, names: ReadonlyMap<string, string> | undefined): unknown {
  const text = row[key] ?? ''
  if (isRef(f)) return listValue(text, row[`${key}_nama`] ?? '', names)
  if (text === '') return null
  if (f.kind === 'flag') return text === 'true'
  return f.schema.type === 'integer' || f.schema.type === 'number' ? Number(text) : text
}

function listValue(id: string, nama: string, names: ReadonlyMap<string, string> | undefined): Ref | null {
  if (!id) return nama ? { id: null, nama } : null
  return { id, nama: names?.get(id) ?? nama }
}
