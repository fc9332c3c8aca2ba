// Generated folders and their files, for the tests of the generator.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import Papa from 'papaparse'
import { afterAll } from 'vitest'
import { generate, type Options, type Summary } from '../../src/generate/generate.ts'

export type Row = Record<string, string>

const root = mkdtempSync(join(tmpdir(), 'epupns-generate-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let made = 0

/** Runs the generator into a folder of its own. */
export function generated(options: Omit<Options, 'folder' | 'benih'> & { benih?: number }): { folder: string; summary: Summary } {
  const folder = join(root, String((made += 1)))
  return { folder, summary: generate({ benih: 2015, ...options, folder }) }
}

/** Every file below a folder, by its path inside. */
export function filesOf(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))
  return new Map(
    paths
      .filter((path) => statSync(path).isFile())
      .sort()
      .map((path) => [relative(folder, path), readFileSync(path, 'utf8')]),
  )
}

export function table(folder: string, path: string): Row[] {
  return Papa.parse<Row>(readFileSync(join(folder, path), 'utf8'), { header: true, skipEmptyLines: true }).data
}

export function groupBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}
