// A section as CSV (RFC 4180): columns as they are stored, secrets readable, cells that no spreadsheet runs as a formula.
import { fieldsOf, type AnySection, type Loose } from './section.ts'
import { keyOf } from './table.ts'
import { plainColumns } from './values.ts'

/** Column names of a section's file; what an import reads and an export writes. */
export function csvHeader(s: AnySection): string[] {
  const own = keyOf(s)
  return [
    ...own,
    ...fieldsOf(s)
      .filter(([key]) => !own.includes(key))
      .flatMap(([key, f]) => f.columns(key).map((c) => c.name)),
  ]
}

/** One row in the order of the header; `own` is its primary key. */
export function csvRow(s: AnySection, own: Readonly<Record<string, string>>, values: Loose): string[] {
  const columns: Record<string, unknown> = Object.assign({}, ...fieldsOf(s).map(([key, f]) => plainColumns(f, key, values[key])), own)
  return csvHeader(s).map((name) => String(columns[name] ?? ''))
}

/** Cells as one line. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quote(harmless(cell))).join(',')}\r\n`
}

// Excel and LibreOffice run a cell that begins so; a leading quote makes it text.
const harmless = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

const quote = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
