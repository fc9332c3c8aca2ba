// How people shorten words, per list ('*' = all): typed short or in full, both find a name written either way.
import { readFileSync } from 'node:fs'
import Papa from 'papaparse'

/** Short form → what it stands for; several meanings stand apart by a bar. A word may be short for others that begin alike. */
type Table = Readonly<Record<string, string>>

const TABLES = readTables()

function readTables(): Readonly<Record<string, Table>> {
  const text = readFileSync(new URL('../../seeds/reference/singkatan.csv', import.meta.url), 'utf8')
  const tables: Record<string, Record<string, string>> = {}
  for (const { daftar, singkatan, panjang } of Papa.parse<{ daftar: string; singkatan: string; panjang: string }>(text, { header: true, skipEmptyLines: true })
    .data)
    (tables[daftar] ??= {})[singkatan] = panjang
  return tables
}

/** Words that say nothing about which entry is meant: they may be typed or not. */
const IDLE: Readonly<Record<string, readonly string[]>> = {
  '*': ['dan', 'di', 'pada', 'untuk', 'dari', 'dgn', 'dengan'],
  instansi: ['ri', 'kantor'],
  // Who names his post means the unit he heads.
  unor: ['kepala', 'ka'],
  // A teacher's post is the same whatever the school.
  jabatan_fungsional: ['sd', 'smp', 'sma', 'smk', 'tk', 'kelas', 'mapel'],
  wilayah: ['provinsi', 'propinsi', 'prov', 'desa', 'ds', 'kelurahan', 'kel', 'negara', 'rt', 'rw'],
}

/** Words that half of a list carries: what is left of a typing must hold more than these. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  sekolah: wordsIn(TABLES.sekolah!),
  unit_kesehatan: wordsIn(TABLES.unit_kesehatan!),
  unor: ['badan', 'bagian', 'bidang', 'dinas', 'kantor', 'kecamatan', 'kelurahan', 'negeri', 'puskesmas', 'sekretariat', 'seksi', 'subbagian', 'subbidang'],
  wilayah: ['kabupaten', 'kepulauan', 'kota'],
}

export type Wording = {
  /** short word → the ways to write it out */
  long: ReadonlyMap<string, readonly (readonly string[])[]>
  /** first word of a long form → long forms with their short word */
  short: ReadonlyMap<string, readonly { words: readonly string[]; short: string }[]>
  idle: ReadonlySet<string>
  common: ReadonlySet<string>
}

const known = new Map<string, Wording>()

/** The abbreviations of a list, both ways. */
export function wording(daftar: string): Wording {
  const found = known.get(daftar)
  if (found) return found
  const made = build({ ...TABLES['*'], ...TABLES[daftar] }, [...IDLE['*']!, ...(IDLE[daftar] ?? [])], COMMON[daftar] ?? [])
  known.set(daftar, made)
  return made
}

function build(table: Table, idle: readonly string[], common: readonly string[]): Wording {
  const long = new Map(Object.entries(table).map(([short, text]) => [short, text.split('|').map((t) => t.split(' '))]))
  const short = new Map<string, { words: readonly string[]; short: string }[]>()
  for (const [key, ways] of long) for (const words of ways) short.set(words[0]!, [...(short.get(words[0]!) ?? []), { words, short: key }])
  for (const list of short.values()) list.sort((a, b) => b.words.length - a.words.length)
  return { long, short, idle: new Set(idle), common: new Set(common) }
}

function wordsIn(table: Table): string[] {
  return Object.values(table).flatMap((text) => text.split(/[ |]/))
}
