// CSV files written row by row: memory stays flat however many people there are.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Row } from './sections/row.ts'

const CHUNK = 256 * 1024
const NEEDS_QUOTES = /[",\n\r]/

const cell = (text: string) => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** One CSV file that is open for writing. */
export class CsvFile {
  readonly path: string
  rows = 0
  private readonly columns: readonly string[]
  private readonly file: number
  private pending = ''

  constructor(folder: string, path: string, columns: readonly string[]) {
    this.path = path
    this.columns = columns
    const full = join(folder, path)
    mkdirSync(dirname(full), { recursive: true })
    this.file = openSync(full, 'w')
    this.pending = `${columns.join(',')}\n`
  }

  write(row: Row): void {
    let line = ''
    for (const column of this.columns) line += `${line === '' ? '' : ','}${cell(row[column] ?? '')}`
    this.pending += `${line}\n`
    this.rows++
    if (this.pending.length > CHUNK) this.flush()
  }

  close(): void {
    this.flush()
    closeSync(this.file)
  }

  private flush(): void {
    writeSync(this.file, this.pending)
    this.pending = ''
  }
}
