// The row of Data Utama.
import { dayText } from '../calendar.ts'
import type { Person } from '../person.ts'
import type { Row } from './row.ts'

/** Everything that does not follow from a history. */
export function utamaRow(p: Person): Row {
  return {
    nama: p.nama,
    gelar_depan: p.gelarDepan,
    gelar_belakang: p.gelarBelakang,
    tempat_lahir: p.tempatLahir,
    tanggal_lahir: dayText(p.lahir),
    agama: p.agama,
    jenis_kelamin: p.lelaki ? '1' : '2',
    tmt_cpns: dayText(p.cpns),
    tmt_pns: p.pns === null ? '' : dayText(p.pns),
    kedudukan_hukum: p.kedudukan,
    jenis_pegawai: p.jenisPegawai,
    alamat: p.alamat,
    nik: p.nik,
    npwp: p.npwp,
    kartu_pegawai: p.karpeg,
  }
}

/** The highest level, then the latest (clarifications 2.8). Codes of levels rise with the level. */
export function derivePendidikan(utama: Row, rows: readonly Row[]): void {
  const order = (row: Row) => `${row.tingkat_pendidikan} ${row.tanggal_lulus}`
  const top = rows.reduce<Row | undefined>((best, row) => (best && order(best) > order(row) ? best : row), undefined)
  utama.pendidikan_terakhir = top?.pendidikan ?? ''
  utama.tahun_lulus = top?.tahun_lulus ?? ''
}
