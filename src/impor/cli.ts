// epupns import: reference lists and SAPK extracts, with a report per file.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import type pg from 'pg'
import { pathOf, withDatabase } from '../cliTools.ts'
import { findLastRun } from '../reference/runs.ts'
import { loadReference } from '../reference/seeds.ts'
import { deriveKeys } from '../security/keys.ts'
import { StartError } from '../startError.ts'
import { findSources, importFile, type ImportOptions, type Outcome, type Source } from './import.ts'
import { reportLines } from './report.ts'

type Flags = { ujiCoba?: boolean; daftar?: string; ulang?: boolean; izinkanSusut?: boolean }

/** What `epupns import` takes and does. Exit code 1 when any row was refused. */
export function register(command: Command): void {
  command
    .argument('<berkas>', 'berkas, atau folder berisi referensi/ dan sapk/')
    .option('--uji-coba', 'periksa dan laporkan saja, tidak ada yang diubah')
    .option('--daftar <kode>', 'hanya daftar atau bagian ini; untuk satu berkas: isinya apa')
    .option('--ulang', 'impor lagi berkas yang sudah pernah diimpor')
    .option('--izinkan-susut', 'izinkan berkas menonaktifkan lebih dari separuh daftar')
    .action(async (typed: string, flags: Flags) => {
      const path = pathOf(typed)
      const sources = findSources(path, flags.daftar)
      await withDatabase(async ({ config, owner }) => {
        const synthetic = isSynthetic(path)
        if (synthetic && config.mode === 'produksi')
          throw new StartError('Folder ini berisi orang rekaan (ada subfolder demo) dan tidak boleh diimpor pada mode produksi.')
        if (!(await findLastRun(owner.pool, 'golongan'))) await loadReference(owner.pool) // a database nobody started yet
        const keys = deriveKeys(config.masterKey, ...config.olderKeys)
        const refused = await importAll(
          owner.pool,
          sources,
          { keys, synthetic, dryRun: flags.ujiCoba, again: flags.ulang, allowShrink: flags.izinkanSusut },
          console.log,
        )
        if (refused > 0) process.exitCode = 1
      })
    })
}

/** Imports files one after the other and prints their reports. Returns how many rows were refused. */
export async function importAll(pool: pg.Pool, sources: readonly Source[], options: ImportOptions, print: (line: string) => void): Promise<number> {
  let refused = 0
  for (const source of sources) {
    const { outcome, elapsed } = await withProgress(source, (onBytes) => importFile(pool, source, { ...options, onBytes }))
    refused += outcome.run?.ditolak ?? 0
    for (const line of reportLines(outcome, elapsed)) print(line)
  }
  return refused
}

/** The generator's folders carry a subfolder `demo`; BKN's do not. */
export function isSynthetic(path: string): boolean {
  return statSync(path).isDirectory() && existsSync(join(path, 'demo'))
}

async function withProgress(source: Source, work: (onBytes: (n: number) => void) => Promise<Outcome>): Promise<{ outcome: Outcome; elapsed: number }> {
  const began = performance.now()
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: '{judul} [{bar}] {percentage}% · sisa {eta_formatted}',
        clearOnComplete: true,
        hideCursor: true,
        stream: process.stderr,
      })
    : undefined
  bar?.start(statSync(source.path).size, 0, { judul: source.title })
  try {
    return { outcome: await work((n) => bar?.increment(n)), elapsed: performance.now() - began }
  } finally {
    bar?.stop()
  }
}
