// Rows of Riwayat Golongan.
import { dayText, firstDay } from '../calendar.ts'
import type { Person } from '../person.ts'
import { gradeKode } from '../reference.ts'
import { hexId } from '../unit.ts'
import type { Row } from './row.ts'

const SECTION = 5 // SIASN's number of this history

/** One row per golongan, earliest first. */
export function golonganRows(seed: number, p: Person): Row[] {
  return p.golongan.map((g, i) => ({
    id: hexId(seed, p.n, SECTION, i),
    golongan: gradeKode(g.grade),
    masa_kerja_tahun: String(Math.floor(g.masaKerja / 12)),
    masa_kerja_bulan: String(g.masaKerja % 12),
    nomor_sk: g.sk.nomor,
    tanggal_sk: dayText(g.sk.tanggal),
    tmt_golongan: dayText(firstDay(g.tmt)),
    nomor_bkn: g.bkn?.nomor ?? '',
    tanggal_bkn: g.bkn ? dayText(g.bkn.tanggal) : '',
    jenis_kp: g.jenis,
  }))
}

/** Data Utama shows the last row. */
export function deriveGolongan(utama: Row, rows: readonly Row[]): void {
  const last = rows.at(-1)
  utama.golongan = last?.golongan ?? ''
  utama.tmt_golongan = last?.tmt_golongan ?? ''
}
