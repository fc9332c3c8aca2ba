// Riwayat Pendidikan (manual III.B; domain.md 3.7). Level first, then the programme; exactly one row is the one at entry as CPNS.
import { date, flag, list, ref, text, year, type Ref } from '../form/field.ts'
import { section } from '../form/section.ts'

export const riwayatPendidikan = section({
  code: 'riwayat-pendidikan',
  title: 'Riwayat Pendidikan',
  group: 'Riwayat',
  short: 'RP',
  lead: 'Isi pendidikan formal Anda dari ijazah pertama sampai yang terakhir.',
  rows: 'many',
  min: 1,
  sort: 'tanggal_lulus',
  columns: ['tingkat_pendidikan', 'tahun_lulus', 'nama_sekolah'],
  rowTitle: (v) => v.pendidikan?.nama ?? 'Pendidikan',
  fields: {
    tingkat_pendidikan: list({ label: 'Tingkat Pendidikan', to: 'tingkat_pendidikan', hint: 'Pilih tingkat dulu, supaya pencarian nama lebih mudah.' }),
    pendidikan: ref({ label: 'Nama Pendidikan', to: 'pendidikan', within: 'tingkat_pendidikan', fills: { induk_id: 'tingkat_pendidikan' }, hint: 'Ketik nama jurusan sesuai ijazah, lalu pilih.' }),
    tanggal_lulus: date({ label: 'Tanggal Lulus' }),
    tahun_lulus: year({ label: 'Tahun Lulus' }),
    nomor_ijazah: text({ label: 'Nomor Ijazah', max: 100 }),
    nama_sekolah: text({ label: 'Nama Sekolah', max: 150, hint: 'Sekolah atau perguruan tinggi sesuai ijazah.' }),
    gelar_depan: text({ label: 'Gelar Depan', max: 50, required: false }),
    gelar_belakang: text({ label: 'Gelar Belakang', max: 80, required: false }),
    pendidikan_pertama: flag({ label: 'Pendidikan pertama saat pengangkatan CPNS', hint: 'Centang pada satu baris saja: ijazah yang dipakai waktu diangkat CPNS.' }),
  },
})

type Studied = { tingkat_pendidikan: Ref | null; pendidikan: Ref | null; tanggal_lulus: string | null; tahun_lulus: number | null }

/** Pendidikan Terakhir and its year. */
export const lastProgramme = (rows: readonly unknown[]): Ref | null => highestEducation(rows)?.pendidikan ?? null
export const lastYear = (rows: readonly unknown[]): number | null => highestEducation(rows)?.tahun_lulus ?? null

/** The highest level, then the latest Tanggal Lulus (clarifications 1.8). Codes of levels rise with the level. */
export function highestEducation(rows: readonly unknown[]): Studied | undefined {
  const order = (r: Studied) => `${r.tingkat_pendidikan?.id ?? ''} ${r.tanggal_lulus ?? ''}`
  return (rows as Studied[]).toSorted((a, b) => order(a).localeCompare(order(b))).at(-1)
}
