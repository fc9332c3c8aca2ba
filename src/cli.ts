// epupns <command>. A command lives beside what it does, in a module that exports `register(command)` and is loaded only
// when it is called; a new one is a line in COMMANDS.
import { Command } from 'commander'
import { cliConfig } from './cliTools.ts'
import { openDatabase } from './db/database.ts'
import { migrate } from './db/migrate.ts'
import { startErrorLine } from './startError.ts'

type Lazy = { name: string; description: string; load: () => Promise<{ register: (command: Command) => void }> }

const COMMANDS: Lazy[] = [
  { name: 'import', description: 'memuat daftar referensi dan berkas SAPK ke basis data', load: () => import('./impor/cli.ts') },
  {
    name: 'generate',
    description: 'membuat berkas SAPK orang rekaan untuk demo dan pengujian',
    load: () => import('./generate/cli.ts'),
  },
  { name: 'kuesioner', description: 'menerbitkan versi baru sebuah kuesioner', load: () => import('./kuesioner/cli.ts') },
  { name: 'ekspor-kuesioner', description: 'menulis jawaban sebuah kuesioner ke berkas CSV', load: () => import('./kuesioner/eksporCli.ts') },
  {
    name: 'ekspor-perbaikan-nip',
    description: 'menulis NIP yang tidak cocok dengan data orangnya ke berkas CSV',
    load: () => import('./ekspor/perbaikanNipCli.ts'),
  },
  { name: 'periksa-audit', description: 'memeriksa keutuhan rantai peristiwa setiap orang', load: () => import('./workflow/auditCli.ts') },
]

const program = new Command('epupns')
  .usage('<perintah> [pilihan]')
  .description('Pendataan Ulang PNS Elektronik')
  .helpOption('-h, --help', 'tampilkan bantuan')
  .helpCommand('help [perintah]', 'tampilkan bantuan sebuah perintah')
  .configureHelp({
    styleTitle: (title) => TITLES[title] ?? title,
    styleUsage: (usage) => usage.replace('[options]', '[pilihan]'),
    styleOptionDescription: (text) => text.replace('(choices:', '(pilihan:').replace('default:', 'bawaan:'),
    subcommandTerm: (command) => command.name(),
  })
  .configureOutput({ outputError: (text, write) => write(inIndonesian(text)) })
  .addHelpText('after', '\nKode keluar: 0 berhasil, 1 gagal. Pengaturan lewat lingkungan; lihat .env.example.')

const TITLES: Record<string, string> = {
  'Usage:': 'Pemakaian:',
  'Options:': 'Pilihan:',
  'Commands:': 'Perintah:',
  'Arguments:': 'Argumen:',
}

const MESSAGES: [RegExp, string][] = [
  [/^error: unknown command '(.*)'/, "Perintah tidak dikenal: '$1'. Lihat: npm run epupns -- --help"],
  [/^error: unknown option '(.*)'/, "Pilihan tidak dikenal: '$1'."],
  [/^error: missing required argument '(.*)'/, "Argumen '$1' belum diisi."],
  [/^error: required option '(.*)' not specified/, "Pilihan '$1' wajib diisi."],
  [/^error: option '(.*)' argument missing/, "Pilihan '$1' belum diberi nilai."],
  [/^error: too many arguments.*/, 'Terlalu banyak argumen.'],
]

function inIndonesian(text: string): string {
  const found = MESSAGES.find(([pattern]) => pattern.test(text))
  return found ? text.replace(...found) : text.replace(/^error: /, 'Kesalahan: ')
}

program
  .command('serve')
  .description('menjalankan e-PUPNS (mode produksi, kecuali EPUPNS_MODE diisi)')
  .action(async () => {
    const { runUntilStopped } = await import('./main.ts')
    // The log goes to stdout as JSON; sentences for people go beside it.
    await runUntilStopped(cliConfig('produksi'), { say: console.error }, console.error)
  })

program
  .command('migrate')
  .description('memperbarui skema basis data')
  .action(async () => {
    const server = await openDatabase(cliConfig(), console.log, true)
    try {
      const done = await migrate(server.url)
      console.log(done.length ? `Dijalankan:\n${done.map((name) => `  ${name}`).join('\n')}` : 'Skema basis data sudah terbaru.')
    } finally {
      await server.stop()
    }
  })

for (const { name, description, load } of COMMANDS) {
  const command = program.command(name).description(description)
  const wanted = process.argv[2] === name || (process.argv[2] === 'help' && process.argv[3] === name)
  if (wanted) (await load()).register(command)
}

try {
  await program.parseAsync()
} catch (error) {
  console.error(startErrorLine(error) ?? error)
  process.exitCode = 1
}
