// A small questionnaire of the tests, and the command as an operator calls it.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from '../../src/db/embeddedFiles.ts'

const choice = {
  jenis: 'satu',
  wajib: true,
  pilihan: [
    { kode: 'ya', teks: 'Ya' },
    { kode: 'belum', teks: 'Belum' },
  ],
}

/** A file that is right; `changes` replaces parts of it. */
export const file = (changes: object = {}) => ({
  kode: 'taspen',
  versi: 1,
  judul: 'TASPEN',
  pengantar: 'Kuesioner tentang tabungan hari tua.',
  persetujuan: 'Jawaban ini diteruskan kepada pengelola tabungan.',
  pertanyaan: [
    { kunci: 'peserta', singkat: 'Peserta', teks: 'Apakah Anda peserta?', ...choice },
    {
      kunci: 'tahun_peserta',
      singkat: 'Tahun',
      teks: 'Sejak tahun berapa?',
      jenis: 'tahun',
      wajib: false,
      tampil_bila: { pertanyaan: 'peserta', jawaban: ['ya'] },
    },
    { kunci: 'saran', singkat: 'Saran', teks: 'Saran Anda', jenis: 'teks', wajib: false, maks: 80 },
  ],
  ...changes,
})

export const folder = mkdtempSync(join(tmpdir(), 'epupns-kuesioner-'))

/** Writes a file into the folder; returns its path. */
export function written(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const key = randomBytes(32).toString('base64')

/** Runs `epupns`; answers exit code and what it printed. */
export async function epupns(url: string, args: readonly string[]): Promise<{ code: number; out: string }> {
  const env = { ...process.env, BASE_URL: '', DATABASE_URL: url, EPUPNS_KUNCI: key } // vitest has a BASE_URL of its own
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], { cwd: projectFolder, env })
    return { code: 0, out: stdout }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout + stderr }
  }
}
