// epupns periksa-audit: recomputes the hash chain of every person's events.
import type { Command } from 'commander'
import { withDatabase } from '../cliTools.ts'
import { findBrokenChains } from './events.ts'

/** What `epupns periksa-audit` does. Exit code 1 when a chain does not agree with itself. */
export function register(command: Command): void {
  command.action(() =>
    withDatabase(async ({ owner }) => {
      const broken = await findBrokenChains(owner.db)
      for (const { nip, urut } of broken) console.log(`Rantai peristiwa tidak cocok: NIP ${nip} mulai peristiwa ke-${urut}`)
      console.log(broken.length ? `${broken.length} rantai rusak` : 'Semua rantai peristiwa utuh')
      if (broken.length) process.exitCode = 1
    }),
  )
}
