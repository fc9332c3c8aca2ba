// Rows of a section file as cells for COPY: every cell checked for its kind, secret ones sealed before they leave the program.
import { daysIn, readDate } from '../form/dates.ts'
import type { AnyField, Column } from '../form/field.ts'
import { fieldsOf, type AnySection } from '../form/section.ts'
import { INDEXED_SECRET, keyOf } from '../form/table.ts'
import { sealedColumns } from '../form/values.ts'
import type { Cell } from '../reference/copy.ts'
import { FileFault } from '../reference/runs.ts'
import type { Keys } from '../security/keys.ts'
import { readCsv, type CsvOptions, type CsvRow } from './csv.ts'
import { readHeader, type Mapping } from './header.ts'
import { nipFault } from './nip.ts'
import { clean, quoted, unprintable } from './text.ts'

export type SectionColumn = {
  name: string
  type: Column['type']
  references?: string
  key: string
  field: AnyField
}
export type SectionRows = {
  /** columns of the section that the file speaks about, blind indexes included */
  columns: SectionColumn[]
  rows: AsyncGenerator<Cell[]>
}

const MAX_TEXT = 1000
const MAX_ID = 64

/** Opens a section file. Cells of the rows: baris, nip, id (histories only), the columns, tolak. */
export async function openSectionCsv(path: string, s: AnySection, keys: Keys, mapping: Mapping | undefined, options: CsvOptions): Promise<SectionRows> {
  const source = readCsv(path, options)
  const first = await source.next()
  const own = keyOf(s)
  const known = new Map(
    fieldsOf(s)
      .filter(([key]) => key !== 'nip')
      .flatMap(([key, field]) => field.columns(key).map((c) => [c.name, { ...c, key, field }])),
  )
  const names = readHeader((first.value as CsvRow).cells, { required: own, known: new Set([...own, ...known.keys()]) }, mapping)
  const read = names.flatMap((name, at) => {
    const column = known.get(name ?? '')
    return column ? [{ at, column }] : []
  })
  if (read.length === 0) throw new FileFault(1, 'berkas tidak memuat satu kolom isian pun')
  const columns = read.flatMap(({ column }) => (column.field.secret ? [column, { ...column, name: column.name + INDEXED_SECRET }] : [column]))
  const position = own.map((name) => names.indexOf(name))
  const convert = (row: CsvRow): Cell[] | string => {
    if (row.fault) return row.fault
    if (row.cells.length !== names.length) return `jumlah kolom ${row.cells.length}, seharusnya ${names.length}`
    const head = position.map((at) => row.cells[at]!.trim())
    const fault = nipFault(head[0]!) ?? (head[1] === '' || (head[1]?.length ?? 0) > MAX_ID ? 'id baris belum diisi atau terlalu panjang' : undefined)
    if (fault) return fault
    const cells: Cell[] = [String(row.baris), ...head]
    for (const { at, column } of read) {
      const got = readCell(column, row.cells[at]!)
      if (got.fault) return got.fault
      cells.push(...(column.field.secret ? sealedCells(keys, head[0]!, column.key, got.value) : [got.value]))
    }
    return [...cells, null]
  }
  return { columns, rows: converted(source, convert, 1 + own.length + columns.length) }
}

async function* converted(source: AsyncGenerator<CsvRow>, convert: (row: CsvRow) => Cell[] | string, width: number): AsyncGenerator<Cell[]> {
  for await (const row of source) {
    const got = convert(row)
    yield typeof got === 'string' ? [String(row.baris), ...Array.from<Cell>({ length: width - 1 }).fill(null), got] : got
  }
}

/** Old data is often incomplete, that is what the exercise is for: only what no column can hold is refused. */
function readCell({ name, type, field }: SectionColumn, cell: string): { value: Cell; fault?: string } {
  const text = field.kind === 'longText' ? cell.trim() : clean(cell)
  if (text === '') return { value: null }
  if (unprintable(text)) return { value: null, fault: `${name} memuat tanda yang tidak dapat disimpan` }
  if (text.length > MAX_TEXT) return { value: null, fault: `${name} lebih dari ${MAX_TEXT} huruf` }
  if (type === 'date') return readDay(name, text)
  if (type === 'integer') return /^-?\d{1,6}$/.test(text) ? { value: text } : { value: null, fault: `${name} harus angka` }
  if (type === 'numeric(6,2)')
    return /^\d{1,4}(\.\d{1,2})?$/.test(text) ? { value: text } : { value: null, fault: `${name} harus angka dengan paling banyak dua desimal` }
  if (type === 'boolean') return /^(true|false)$/.test(text) ? { value: text } : { value: null, fault: `${name} harus true atau false` }
  if (field.kind === 'choice' && !Object.hasOwn(field.options!, text)) return { value: null, fault: `kode ${name} ${quoted(text)} tidak dikenal` }
  return { value: field.secret ? text.replace(/[\s.-]/g, '') : text }
}

function readDay(name: string, text: string): { value: Cell; fault?: string } {
  const day = readDate(text)
  if (!day) return { value: null, fault: `${name} harus tanggal yyyy-mm-dd` }
  return Number(day.slice(8)) > daysIn(day) ? { value: null, fault: `${name}: tanggal tidak ada di kalender` } : { value: day }
}

function sealedCells(keys: Keys, nip: string, key: string, value: Cell): Cell[] {
  const sealed = sealedColumns(keys, nip, key, value)
  return [sealed[key] as Cell, sealed[key + INDEXED_SECRET] as Cell]
}
