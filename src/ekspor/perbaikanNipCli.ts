// epupns ekspor-perbaikan-nip: whose NIP has to be put right by BKN, into a CSV file.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { pathOf, withDatabase } from '../cliTools.ts'
import { getPeriode } from '../context.ts'
import { exportWrongNips } from './perbaikanNip.ts'

/** What `epupns ekspor-perbaikan-nip` takes and does. */
export function register(command: Command): void {
  command
    .argument('<berkas.csv>', 'berkas yang ditulis; hanya pemiliknya yang dapat membacanya')
    .option('--periode <id>', 'periode pendataan; bawaan: yang sedang berjalan')
    .action((typed: string, flags: { periode?: string }) =>
      withDatabase(async ({ owner }) => {
        const periode = flags.periode ?? (await getPeriode(owner.db)).id
        let lines = -1
        const counted = async function* () {
          for await (const line of exportWrongNips(owner.db, periode)) {
            lines++
            yield line
          }
        }
        await pipeline(Readable.from(counted()), createWriteStream(pathOf(typed), { mode: 0o600 }))
        console.log(`${lines} NIP yang perlu diperbaiki ditulis ke ${typed}`)
      }),
    )
}
