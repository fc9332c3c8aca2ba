// epupns kuesioner: publishes a version of a questionnaire from a file.
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { pathOf, withDatabase } from '../cliTools.ts'
import { StartError } from '../startError.ts'
import { checkDefinition, type Definition } from './definition.ts'
import { publish } from './store.ts'

/** What `epupns kuesioner` takes and does. Exit code 1 when the file is refused. */
export function register(command: Command): void {
  command
    .argument('<berkas.json>', 'kuesioner; contoh ada di folder seeds/kuesioner')
    .option('--uji-coba', 'periksa dan laporkan saja, tidak ada yang diterbitkan')
    .action(async (typed: string, { ujiCoba }: { ujiCoba?: boolean }) => {
      const read = checkDefinition(readJsonFile(pathOf(typed)))
      if (!read.ok) return refuse([`Kuesioner ditolak, ${read.faults.length} kesalahan:`, ...read.faults.map((f) => `  ${f}`)])
      await withDatabase(async ({ owner }) => {
        const done = await publish(owner.db, read.definition, ujiCoba)
        if (typeof done === 'object') return refuse([done.refused])
        console.log(done === 'unchanged' ? 'Versi ini sudah terbit, tidak ada yang diubah.' : published(read.definition, ujiCoba))
      })
    })
}

function published(d: Definition, dryRun = false): string {
  const from = d.berlaku_dari ? `, berlaku dari ${d.berlaku_dari}` : ''
  const what = `Kuesioner ${d.judul} versi ${d.versi}: ${d.pertanyaan.length} pertanyaan${from}`
  return dryRun ? `UJI COBA, tidak ada yang diubah. ${what}.` : `${what}. Sudah terbit.`
}

function refuse(lines: readonly string[]): void {
  for (const line of lines) console.error(line)
  process.exitCode = 1
}

function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StartError(`Berkas tidak dapat dibaca sebagai JSON: ${(error as Error).message}`)
  }
}
