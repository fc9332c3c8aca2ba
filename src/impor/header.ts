// The header of a CSV file: what every column is, or why the file cannot be read.
import { FileFault } from '../reference/runs.ts'

/** Our column → the column of the file, for extracts that name them otherwise. */
export type Mapping = Readonly<Record<string, string>>

export type HeaderRule = {
  required: readonly string[]
  /** all columns that may be there; undefined = any */
  known?: ReadonlySet<string>
}

/** Our names of the file's columns, in order; undefined where the mapping leaves a column out. */
export function readHeader(cells: readonly string[], rule: HeaderRule, mapping?: Mapping): (string | undefined)[] {
  if (cells.length === 1 && cells[0]!.includes(';')) throw new FileFault(1, 'pemisah kolom harus koma (,), bukan titik koma (;)')
  const theirs = new Map(Object.entries(mapping ?? {}).map(([ours, name]) => [name.trim(), ours]))
  const names = cells.map((c) => theirs.get(c.trim()) ?? c.trim())
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new FileFault(1, `kolom "${twice}" ada dua kali`)
  const missing = rule.required.filter((name) => !names.includes(name))
  if (missing.length > 0) throw new FileFault(1, `kolom wajib ${list(missing)} tidak ada; judul kolom berkas: ${list(names.slice(0, 12))}`)
  const unknown = names.filter((name) => rule.known && !rule.known.has(name))
  if (unknown.length > 0 && !mapping) throw new FileFault(1, `kolom ${list(unknown)} tidak dikenal`)
  return names.map((name) => (unknown.includes(name) ? undefined : name))
}

const list = (names: readonly string[]) => names.map((n) => `"${n.slice(0, 40)}"`).join(', ')
