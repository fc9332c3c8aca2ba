// npm start: everything for a newcomer, in sentences.
import { loadEnvFile, readConfig, type Config } from './config.ts'
import { loadDemo, printLogins } from './demo.ts'
import { runUntilStopped, type Running } from './main.ts'
import { startErrorLine } from './startError.ts'

const began = performance.now()
const print = (line: string): void => console.log(line)

/** A step with the seconds since the start. */
function say(line: string): void {
  print(`  ${((performance.now() - began) / 1000).toFixed(1).replace('.', ',').padStart(5)} dtk  ${line}`)
}

async function welcome(config: Config, running: Running): Promise<void> {
  print(`\ne-PUPNS siap: ${config.baseUrl}\n`)
  if (config.mode === 'demo') {
    await printLogins(running, print)
    print(`E-mail yang dikirim dan kode autentikator petugas: ${config.baseUrl}/_surat`)
  }
  if (config.databaseUrl) print(`Data tersimpan di basis data pada DATABASE_URL (${new URL(config.databaseUrl).host}).`)
  else
    print(
      `Data tersimpan di ${config.dataFolder} dan tetap ada pada start berikutnya; hapus folder itu untuk memulai dari awal.\nBasis data sendiri: DATABASE_URL=postgres://pengguna:sandi@server/epupns npm start`,
    )
  print('Berhenti: Ctrl-C\n')
}

try {
  print('Menyiapkan e-PUPNS …')
  loadEnvFile()
  const config = readConfig(process.env, { mode: 'demo', terbuka: process.argv.includes('--terbuka') })
  await runUntilStopped(config, { say, prepare: config.mode === 'demo' ? loadDemo : undefined }, print, (running) => welcome(config, running))
} catch (error) {
  console.error(startErrorLine(error) ?? error)
  process.exit(1)
}
