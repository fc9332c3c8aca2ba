// Reads a CSV file as a stream of rows with line numbers; faults of the whole file are thrown, faults of a row stay with it.
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import Papa from 'papaparse'
import { FileFault } from '../reference/runs.ts'

export type CsvRow = { baris: number; cells: string[]; fault?: string }
export type CsvOptions = { onBytes?: (n: number) => void; onNote?: (text: string) => void }

type Parsed = { data: string[][]; errors: { code: string; row: number }[]; meta: { cursor: number } }

const LONGEST_ROW = 1 << 20
const PIECE = 1 << 18
const OPEN_QUOTE = 'tanda kutip dibuka di baris ini dan tidak ditutup; berkas terpotong atau rusak'

/** The rows of a file, the header first. Blank lines are left out. Memory stays flat. */
export async function* readCsv(path: string, options: CsvOptions = {}): AsyncGenerator<CsvRow> {
  let baris = 1
  let rest = ''
  let width = 0
  const parser = new Papa.Parser({ delimiter: ',', newline: '\n' })
  const rowsOf = function* (text: string, last: boolean): Generator<CsvRow> {
    const { data, errors, meta } = parser.parse(text, 0, !last) as Parsed
    const open = errors.find((e) => e.code === 'MissingQuotes')?.row
    const broken = new Set(errors.map((e) => e.row))
    rest = last ? '' : text.slice(meta.cursor)
    for (const [i, cells] of data.entries()) {
      if (i === open) throw new FileFault(baris, OPEN_QUOTE)
      const row = toRow(baris, cells, broken.has(i))
      baris += 1 + row.extra
      if (cells.length === 1 && cells[0] === '') continue
      width ||= cells.length
      if (last) complain(row.row, width, options)
      yield row.row
    }
  }
  const notUtf8 = (before: string) => new FileFault(baris + lineEnds(rest) + lineEnds(before), 'berkas bukan UTF-8; simpan ulang sebagai CSV UTF-8')
  for await (const piece of decoded(path, notUtf8, options)) {
    rest += piece
    if (rest.length > LONGEST_ROW && !rest.includes('\n')) throw new FileFault(baris, 'baris terlalu panjang; apakah ini berkas CSV?')
    yield* rowsOf(rest, false)
    if (rest.length > LONGEST_ROW) throw new FileFault(baris, OPEN_QUOTE)
  }
  if (rest !== '') yield* rowsOf(rest, true)
  if (width === 0) throw new FileFault(1, 'berkas kosong')
}

/** A cell may hold line ends; the rows after it stand further down in the file. */
function toRow(baris: number, cells: string[], broken: boolean): { row: CsvRow; extra: number } {
  const tail = cells.length - 1
  if (cells[tail]!.endsWith('\r')) cells[tail] = cells[tail]!.slice(0, -1)
  let extra = 0
  for (const cell of cells) if (cell.includes('\n')) extra += lineEnds(cell)
  const until = extra > 0 ? ` (sampai baris ${baris + extra})` : ''
  return { row: broken ? { baris, cells, fault: `tanda kutip salah tempat${until}` } : { baris, cells }, extra }
}

/** The last row has no line end: cut off when columns are missing, otherwise worth a word. */
function complain(row: CsvRow, width: number, options: CsvOptions): void {
  if (row.cells.length < width)
    throw new FileFault(row.baris, `berkas terpotong: baris terakhir hanya ${row.cells.length} dari ${width} kolom dan tidak diakhiri ganti baris`)
  options.onNote?.(`baris ${row.baris} (terakhir) tidak diakhiri ganti baris; periksa apakah berkas utuh`)
}

const lineEnds = (text: string) => text.split('\n').length - 1

async function* decoded(path: string, notUtf8: (before: string) => FileFault, options: CsvOptions): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const file = createReadStream(path, { highWaterMark: PIECE })
  file.on('data', (piece) => options.onBytes?.(piece.length))
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  file.on('error', (error) => bytes.destroy(error))
  const read = (piece?: Buffer) => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined })
    } catch {
      throw notUtf8(readable(piece))
    }
  }
  try {
    for await (const piece of bytes as AsyncIterable<Buffer>) yield read(piece)
  } catch (error) {
    throw error instanceof Error && 'code' in error && String(error.code).startsWith('Z_') ? new FileFault(1, 'berkas gzip terpotong atau rusak') : error
  }
  yield read()
}

/** The text before the first byte that is not UTF-8; the end of a letter begun in the piece before is no fault. */
function readable(piece: Buffer = Buffer.alloc(0)): string {
  const start = piece.findIndex((b) => (b & 0xc0) !== 0x80)
  return new TextDecoder().decode(piece.subarray(Math.max(start, 0))).split('\ufffd')[0]!
}
