// Rows of Riwayat Jabatan.
import { dayText } from '../calendar.ts'
import { JENIS, type Jabatan } from '../pelaksana.ts'
import type { Person } from '../person.ts'
import { jabatanNama } from '../reference.ts'
import { hexId, instansiOf } from '../unit.ts'
import type { Row } from './row.ts'

const SECTION = 8 // SIASN's number of this history

/** One row per position, earliest first. */
export function jabatanRows(seed: number, p: Person): Row[] {
  return p.jabatan.map((j, i) => ({
    id: hexId(seed, p.n, SECTION, i),
    jenis_jabatan: j.jenis,
    instansi_kerja: instansiOf(j.unit),
    unor: j.unit.id,
    ...positionOf(j),
    tmt_jabatan: dayText(j.tmt),
    tanggal_sk: dayText(j.sk.tanggal),
    nomor_sk: j.sk.nomor,
    tmt_pelantikan: j.lantik === null ? '' : dayText(j.lantik),
  }))
}

function positionOf(j: Jabatan): Row {
  if (j.jenis === JENIS.struktural) return { nama_jabatan_struktural: j.nama, eselon: j.eselon }
  if (j.jenis === JENIS.jfu) return { jabatan_fungsional_umum: j.kode }
  return j.kode ? { jabatan_fungsional: j.kode } : { jabatan_fungsional_nama: j.nama }
}

/** Data Posisi shows the last row; the eselon counts from the first row of its last unbroken run. */
export function deriveJabatan(posisi: Row, rows: readonly Row[]): void {
  const last = rows.at(-1) ?? {}
  posisi.jenis_jabatan = last.jenis_jabatan ?? ''
  posisi.nama_jabatan =
    last.nama_jabatan_struktural ?? last.jabatan_fungsional_nama ?? jabatanNama.get(last.jabatan_fungsional ?? last.jabatan_fungsional_umum ?? '') ?? ''
  posisi.tmt_jabatan = last.tmt_jabatan ?? ''
  posisi.eselon = last.eselon ?? ''
  const before = rows.findLastIndex((r) => (r.eselon ?? '') !== posisi.eselon)
  posisi.tmt_eselon = posisi.eselon ? rows[before + 1]!.tmt_jabatan! : ''
}
