// epupns generate: invented people as SAPK extract files.
import { SingleBar } from 'cli-progress'
import { Option, type Command } from 'commander'
import { pathOf } from '../cliTools.ts'
import { StartError } from '../startError.ts'
import { defaultAcuan, generate, type Options, type Summary } from './generate.ts'
import { SIZES, type PresetName } from './preset.ts'

type Flags = {
  preset: PresetName
  jumlah?: number
  benih: number
  tanggalAcuan?: string
  keluaran: string
  dari?: number
  sampai?: number
}

const number = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new StartError(`"${text}" bukan bilangan bulat.`)
  return Number(text)
}

/** What `epupns generate` takes and does. Exit code 1 when the self-check finds a fault. */
export function register(command: Command): void {
  command
    .addOption(
      new Option('--preset <nama>', 'demo: 1.000 orang di 6 instansi; uji: 20.000; beban: 4,5 juta di 632 instansi')
        .choices(Object.keys(SIZES))
        .default('demo'),
    )
    .option('--jumlah <n>', 'banyaknya orang (bukan untuk demo)', number)
    .option('--benih <n>', 'bilangan awal; benih sama, hasil sama', number, 2015)
    .option('--tanggal-acuan <yyyy-mm-dd>', 'keadaan per tanggal ini; demo: 1 Januari tahun ini, lainnya 2015-07-01')
    .option('--keluaran <folder>', 'folder hasil', 'hasil/penduduk')
    .option('--dari <n>', 'hanya orang ke-n dan sesudahnya', number)
    .option('--sampai <n>', 'hanya sampai orang ke-n', number)
    .action((flags: Flags) => {
      const folder = pathOf(flags.keluaran)
      const acuan = flags.tanggalAcuan ?? defaultAcuan(flags.preset, new Date().getFullYear())
      const summary = withProgress({
        preset: flags.preset,
        benih: flags.benih,
        acuan,
        jumlah: flags.jumlah,
        folder,
        dari: flags.dari,
        sampai: flags.sampai,
      })
      const national = acuan.startsWith('2015') && summary.orang >= SIZES.uji && flags.dari === undefined
      for (const line of report(summary, folder, national)) console.log(line)
      if (isFaulty(summary, national)) process.exitCode = 1
    })
}

function withProgress(options: Options): Summary {
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: 'Orang [{bar}] {value}/{total} · sisa {eta_formatted}',
        clearOnComplete: true,
        hideCursor: true,
        stream: process.stderr,
      })
    : undefined
  let begun = false
  try {
    return generate({
      ...options,
      onProgress: (done, total) => {
        if (!begun) bar?.start(total, 0)
        begun = true
        bar?.update(done)
      },
    })
  } finally {
    bar?.stop()
  }
}

/** Margins count only where the whole of the campaign year is there. */
function isFaulty(s: Summary, national: boolean): boolean {
  return s.pelanggaran.length > 0 || s.nipGanda > 0 || s.nikGanda > 0 || (national && s.margins.some((m) => m.melenceng))
}

function report(s: Summary, folder: string, national: boolean): string[] {
  const speed = Math.round((s.orang * 1000) / Math.max(1, s.milidetik))
  const margins = s.margins.map(
    (m) =>
      `  ${m.margin.padEnd(16)} ${m.nilai.padEnd(10)} ${m.persen.toFixed(2).padStart(6)} %  sasaran ${m.target.toFixed(2).padStart(5)} %${national && m.melenceng ? '  DI LUAR BATAS' : ''}`,
  )
  return [
    `${s.orang.toLocaleString('id-ID')} orang dalam ${(s.milidetik / 1000).toFixed(1)} detik (${speed.toLocaleString('id-ID')} orang/detik) → ${folder}`,
    ...Object.entries(s.baris).map(([path, rows]) => `  ${path.padEnd(36)} ${rows.toLocaleString('id-ID').padStart(10)} baris`),
    'Sebaran (sasaran: seluruh PNS 2015):',
    ...margins,
    s.nipGanda || s.nikGanda ? `NIP ganda: ${s.nipGanda}, NIK ganda: ${s.nikGanda}` : 'NIP dan NIK: tidak ada yang ganda',
    ...(s.pelanggaran.length > 0
      ? ['Aturan yang dilanggar:', ...s.pelanggaran.map((line) => `  ${line}`)]
      : ['Aturan usia, urutan tanggal, golongan, jabatan, dan nomor: terpenuhi']),
  ]
}
