// Rows of a list file (CSV contract of refdata.md 2) as entries of the list.
import type { Entry, ReferenceList } from '../reference/index.ts'
import type { Incoming } from '../reference/store.ts'
import { readCsv, type CsvOptions, type CsvRow } from './csv.ts'
import { readHeader, type Mapping } from './header.ts'
import { clean, unprintable } from './text.ts'

export type ListRows = { columns: (keyof Entry)[]; rows: AsyncGenerator<Incoming> }

const OWN = new Set<string>(['id', 'kode', 'nama', 'induk_id', 'lingkup_id', 'jenis', 'info', 'aktif', 'urutan'])
const YES = new Set(['', '1', 'ya', 'y', 'true', 't', 'aktif'])
const NO = new Set(['0', 'tidak', 'n', 'false', 'f', 'nonaktif'])
const MAX_ID = 64
const MAX_NAME = 300

/** Opens a list file and reads its header; the rows follow as they are asked for. */
export async function openListCsv(path: string, list: ReferenceList, mapping: Mapping | undefined, options: CsvOptions): Promise<ListRows> {
  const source = readCsv(path, options)
  const first = await source.next()
  const names = readHeader((first.value as CsvRow).cells, { required: ['id', 'nama'], known: mapping ? OWN : undefined }, mapping)
  const columns = names.filter((n): n is keyof Entry => n !== undefined && OWN.has(n))
  // A row that stands in the file is in use unless the file says otherwise.
  return { columns: columns.includes('aktif') ? columns : [...columns, 'aktif'], rows: entries(source, list, names) }
}

async function* entries(source: AsyncGenerator<CsvRow>, list: ReferenceList, names: readonly (string | undefined)[]): AsyncGenerator<Incoming> {
  for await (const row of source) {
    const got = toEntry(row, names)
    yield typeof got === 'string' ? { baris: row.baris, id: row.cells[names.indexOf('id')]?.trim() || null, tolak: got } : { ...got, baris: row.baris }
  }
}

/** An entry, or why the row is refused. */
function toEntry({ cells, fault }: CsvRow, names: readonly (string | undefined)[]): Entry | string {
  if (fault) return fault
  if (cells.length !== names.length) return `jumlah kolom ${cells.length}, seharusnya ${names.length}`
  const bad = cells.findIndex((c) => unprintable(c))
  if (bad >= 0) return `kolom ${names[bad] ?? bad + 1} memuat tanda yang tidak dapat disimpan`
  const row = new Map(names.map((name, i) => [name, clean(cells[i]!)]))
  const at = (name: string) => row.get(name) || null
  const active = (at('aktif') ?? '').toLowerCase()
  const info = readInfo(at('info'))
  if (!info) return 'kolom info bukan JSON'
  for (const [name, cell] of row) if (name && !OWN.has(name) && cell) info[name] = cell
  const e = {
    id: at('id') ?? '',
    kode: at('kode'),
    nama: at('nama') ?? '',
    induk_id: at('induk_id'),
    lingkup_id: at('lingkup_id'),
    jenis: at('jenis'),
    info,
    aktif: !NO.has(active),
    urutan: Number(at('urutan')) || null,
  }
  return faultOf(e) ?? (YES.has(active) || NO.has(active) ? e : `kolom aktif berisi "${active.slice(0, 20)}", seharusnya ya atau tidak`)
}

/** What every list demands of an entry, whatever the file. */
export function faultOf(e: Entry): string | undefined {
  if (e.id === '') return 'kolom id belum diisi'
  if (e.nama === '') return 'kolom nama belum diisi'
  if (e.id.length > MAX_ID) return `id lebih dari ${MAX_ID} huruf`
  if (e.nama.length > MAX_NAME) return `nama lebih dari ${MAX_NAME} huruf`
  return e.id.startsWith('L-') ? 'id yang diawali L- dipakai untuk tambahan setempat' : undefined
}

function readInfo(cell: string | null): Record<string, string> | undefined {
  if (cell === null) return {}
  if (/\\u(0000|d[89a-f])/i.test(cell)) return undefined // escapes that jsonb does not hold
  try {
    const value: unknown = JSON.parse(cell)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, string>) : undefined
  } catch {
    return undefined
  }
}
