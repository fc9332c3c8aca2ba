// All sections of one person. A new section: a module beside this one, a line here, a line in CODES.
import type { Person } from '../person.ts'
import { derivePendidikan, utamaRow } from './dataUtama.ts'
import { posisiRow } from './dataPosisi.ts'
import { deriveGolongan, golonganRows } from './riwayatGolongan.ts'
import { deriveJabatan, jabatanRows } from './riwayatJabatan.ts'
import type { Rows } from './row.ts'

/** The true rows. */
export function trueRows(seed: number, p: Person): Rows {
  const rows: Rows = { utama: utamaRow(p), posisi: posisiRow(p), golongan: golonganRows(seed, p), jabatan: jabatanRows(seed, p) }
  derivePendidikan(rows.utama, p.pendidikan)
  deriveGolongan(rows.utama, rows.golongan)
  deriveJabatan(rows.posisi, rows.jabatan)
  return rows
}
