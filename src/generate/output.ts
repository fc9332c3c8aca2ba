// CSV files written row by row: memory stays flat however many people there are.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Row } from './sections/row.ts'

const CHUNK = 128 * 1024
const WIDEST = 3 // bytes of a character, at most
const NEEDS_QUOTES = /[",\n\r]/

const cell = (text: string) => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** One CSV file that is open for writing. */
export class CsvFile {
  readonly path: string
  rows = 0
  private readonly columns: readonly string[]
  private readonly file: number
  // Bytes, not text: forty half-written texts would be carried along by every collection of garbage.
  private readonly bytes = Buffer.allocUnsafe(CHUNK)
  private used = 0

  constructor(folder: string, path: string, columns: readonly string[]) {
    this.path = path
    this.columns = columns
    const full = join(folder, path)
    mkdirSync(dirname(full), { recursive: true })
    this.file = openSync(full, 'w')
    this.append(`${columns.join(',')}\n`)
  }

  write(row: Row): void {
    let line = ''
    for (const column of this.columns) line += `${line === '' ? '' : ','}${cell(row[column] ?? '')}`
    this.append(`${line}\n`)
    this.rows++
  }

  close(): void {
    this.flush()
    closeSync(this.file)
  }

  private append(line: string): void {
    if (this.used + line.length * WIDEST > CHUNK) this.flush()
    this.used += this.bytes.write(line, this.used)
  }

  private flush(): void {
    writeSync(this.file, this.bytes, 0, this.used)
    this.used = 0
  }
}
