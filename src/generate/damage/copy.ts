// The SAPK copy of a person while it is being damaged, and the exact list of what came out different.
import type { Person } from '../person.ts'
import type { Random } from '../random.ts'
import { derivePendidikan } from '../sections/dataUtama.ts'
import { deriveGolongan } from '../sections/riwayatGolongan.ts'
import { deriveJabatan } from '../sections/riwayatJabatan.ts'
import { CODES, HISTORIES, type History, type Part, type Row, type Rows } from '../sections/row.ts'

/** `causes` says why, by field of a single-row section, by row, or by row and field ('id/field'). */
export type Copy = { r: Random; person: Person; rows: Rows; causes: Map<string, string> }
/** One planted fault: the row id or field key, and the field; `jenis` says what happened. */
export type Kerusakan = { nip: string; bagian: string; kunci: string; field: string; jenis: string }

/** A copy that can be changed without touching the true rows. */
export function copyOf(r: Random, person: Person, true_: Rows): Copy {
  const histories = Object.fromEntries(HISTORIES.map((part) => [part, true_[part].map((x) => ({ ...x }))])) as Record<History, Row[]>
  const rows: Rows = { utama: { ...true_.utama }, posisi: { ...true_.posisi, verifikator_level_1: '' }, ...histories }
  return { r, person, rows, causes: new Map([['verifikator_level_1', 'dipilih_sendiri']]) }
}

/** Sets a field of Data Utama or Data Posisi and remembers why. */
export function put(copy: Copy, part: 'utama' | 'posisi', values: Row, jenis: string): void {
  for (const [key, value] of Object.entries(values)) {
    copy.rows[part][key] = value
    copy.causes.set(fieldOf(key), jenis)
  }
}

/** Changes a row of a history and remembers why; what follows from the history changes with it. */
export function putRow(copy: Copy, part: History, row: Row, values: Row, jenis: string): void {
  for (const key of Object.keys(values)) copy.causes.set(`${row.id}/${fieldOf(key)}`, jenis)
  Object.assign(row, values)
  rederive(copy, part, jenis)
}

/** Takes a row out of a history. */
export function drop(copy: Copy, part: History, row: Row, jenis: string): void {
  copy.rows[part] = copy.rows[part].filter((x) => x !== row)
  copy.causes.set(row.id!, jenis)
  rederive(copy, part, jenis)
}

/** Puts in a row that is not true; `sort` is the date by which the history is ordered. */
export function insert(copy: Copy, part: History, row: Row, sort: string, jenis: string): void {
  copy.rows[part] = [...copy.rows[part], row].sort((a, b) => (a[sort]! < b[sort]! ? -1 : 1))
  copy.causes.set(row.id!, jenis)
  rederive(copy, part, jenis)
}

/** Brings the derived fields in line with the damaged history. */
function rederive(copy: Copy, part: History, jenis: string): void {
  const { utama, posisi } = copy.rows
  const before = { ...utama, ...posisi }
  if (part === 'golongan') deriveGolongan(utama, copy.rows.golongan)
  else if (part === 'pendidikan') derivePendidikan(utama, copy.rows.pendidikan)
  else if (part === 'jabatan') deriveJabatan(posisi, copy.rows.jabatan)
  else return
  for (const field of changed(before, { ...utama, ...posisi })) copy.causes.set(field, jenis)
}

/** A reference is one field with two columns. */
const fieldOf = (column: string) => column.replace(/_nama$/, '')

/** Every difference between the true rows and the copy. */
export function differences(true_: Rows, { rows, causes, person: { nip } }: Copy): Kerusakan[] {
  const found: Kerusakan[] = []
  const add = (part: Part, kunci: string, field: string) =>
    found.push({ nip, bagian: CODES[part], kunci, field, jenis: causes.get(`${kunci}/${field}`) ?? causes.get(kunci) ?? causes.get(field) ?? 'lain' })
  for (const part of ['utama', 'posisi'] as const) for (const field of changed(true_[part], rows[part])) add(part, field, field)
  for (const part of HISTORIES) {
    for (const row of true_[part]) {
      const copied = rows[part].find((x) => x.id === row.id)
      if (!copied) add(part, row.id!, '')
      else for (const field of changed(row, copied)) add(part, row.id!, field)
    }
    for (const row of rows[part]) if (!true_[part].some((x) => x.id === row.id)) add(part, row.id!, '')
  }
  return found
}

function changed(a: Row, b: Row): Set<string> {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return new Set([...keys].filter((key) => (a[key] ?? '') !== (b[key] ?? '')).map(fieldOf))
}
