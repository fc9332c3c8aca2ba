// What a run of the importer says to the person who started it.
import type { RunResult } from '../reference/runs.ts'
import type { Outcome } from './import.ts'

const SHOWN = 20
const number = new Intl.NumberFormat('id-ID')
const seconds = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** The lines about one file. */
export function reportLines({ source, run }: Outcome, elapsedMs: number): string[] {
  const title = `${source.title} (${source.path.split(/[\\/]/).at(-1)})`
  if (!run) return [`${title}: sudah diimpor, dilewati (ulangi dengan --ulang)`]
  if (run.baris === 0) return [`${title}: ditolak seluruhnya`, ...refusals(run)]
  const perSecond = Math.round(run.baris / Math.max(elapsedMs / 1000, 0.001))
  const trial = run.ujiCoba ? 'UJI COBA, tidak ada yang diubah · ' : ''
  return [
    `${title}: ${trial}${counts(run)} · ${seconds.format(elapsedMs / 1000)} dtk (${number.format(perSecond)} baris/dtk)`,
    ...run.catatan.map((note) => `  catatan: ${note}`),
    ...refusals(run),
  ]
}

function counts(run: RunResult): string {
  const parts: [number, string][] = [
    [run.baris, 'baris'],
    [run.baru, 'baru'],
    [run.berubah, 'berubah'],
    [run.tetap, 'tetap'],
    [run.dinonaktifkan, 'dinonaktifkan'],
    [run.ditolak, 'ditolak'],
  ]
  return parts
    .filter(([n], i) => i === 0 || n > 0)
    .map(([n, word]) => `${number.format(n)} ${word}`)
    .join(' · ')
}

function refusals(run: RunResult): string[] {
  const lines = run.tolakan.slice(0, SHOWN).map(({ baris, alasan }) => `  baris ${baris}: ${alasan}`)
  const more = run.ditolak - lines.length
  return more > 0 ? [...lines, `  … dan ${number.format(more)} baris lain; laporan lengkap: impor_tolakan, impor ${run.id}`] : lines
}
