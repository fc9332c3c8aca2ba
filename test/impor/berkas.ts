// Files for the importer, written to a folder that is gone after the test file.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { afterAll } from 'vitest'
import { findSources, importFile, type ImportOptions } from '../../src/impor/import.ts'
import type { RunResult } from '../../src/reference/runs.ts'
import { deriveKeys } from '../../src/security/keys.ts'

export const keys = deriveKeys(Buffer.alloc(32, 9))

const root = mkdtempSync(join(tmpdir(), 'epupns-impor-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let made = 0

/** Writes files into a new folder and returns its path. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = join(root, String((made += 1)))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** Imports one file with this content; undefined = it was imported before. */
export async function importText(pool: pg.Pool, name: string, content: string | Buffer, options: Partial<ImportOptions> = {}): Promise<RunResult | undefined> {
  const [source] = findSources(join(folderWith({ [name]: content }), name))
  return (await importFile(pool, source!, { keys, ...options })).run
}

/** Imports one file that must not have been imported before. */
export async function imported(pool: pg.Pool, name: string, content: string | Buffer, options: Partial<ImportOptions> = {}): Promise<RunResult> {
  const run = await importText(pool, name, content, options)
  if (!run) throw new Error(`${name} was imported before`)
  return run
}

/** "baris 2: …" */
export const reasons = (run: RunResult): string[] => run.tolakan.map((t) => `baris ${t.baris}: ${t.alasan}`)

export const counts = ({ baris, baru, berubah, tetap, dinonaktifkan, ditolak }: RunResult) => ({
  baris,
  baru,
  berubah,
  tetap,
  dinonaktifkan,
  ditolak,
})

/** A CSV from rows of cells; quotes where needed. */
export function csv(...rows: readonly (readonly (string | number)[])[]): string {
  const cell = (c: string | number) => (/[",\n]/.test(String(c)) ? `"${String(c).replaceAll('"', '""')}"` : String(c))
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('')
}
