// The row of Data Utama.
import { dayText, yearOf } from '../calendar.ts'
import { highest, type Pendidikan } from '../pendidikan.ts'
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

/** The highest education (clarifications 2.8). */
export function derivePendidikan(utama: Row, rows: readonly Pendidikan[]): void {
  const top = highest(rows)
  utama.pendidikan_terakhir = top.kode
  utama.tahun_lulus = String(yearOf(top.lulus))
}
