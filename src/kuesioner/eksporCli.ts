// epupns ekspor-kuesioner: the answers to one questionnaire into a CSV file.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { pathOf, withDatabase } from '../cliTools.ts'
import { getPeriode } from '../context.ts'
import { StartError } from '../startError.ts'
import { exportAnswers } from './ekspor.ts'
import { listVersions } from './store.ts'

/** What `epupns ekspor-kuesioner` takes and does. */
export function register(command: Command): void {
  command
    .argument('<kode>', 'kuesioner, misalnya bapertarum atau kpe')
    .argument('<berkas.csv>', 'berkas yang ditulis; hanya pemiliknya yang dapat membacanya')
    .option('--periode <id>', 'periode pendataan; bawaan: yang sedang berjalan')
    .action((kode: string, typed: string, flags: { periode?: string }) =>
      withDatabase(async ({ owner }) => {
        if ((await listVersions(owner.db, kode)).length === 0) throw new StartError(`Tidak ada kuesioner dengan kode ${kode}.`)
        const periode = flags.periode ?? (await getPeriode(owner.db)).id
        let lines = -1
        const counted = async function* () {
          for await (const line of exportAnswers(owner.db, kode, periode)) {
            lines++
            yield line
          }
        }
        await pipeline(Readable.from(counted()), createWriteStream(pathOf(typed), { mode: 0o600 }))
        console.log(`${lines} jawaban ditulis ke ${typed}`)
      }),
    )
}
