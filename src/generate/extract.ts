// The files of an extract: lists, sections, and for demo and tests the truth beside them.
import { lembagaOf, type Lembaga } from './lembaga.ts'
import { CsvFile } from './output.ts'
import type { Agency } from './post.ts'
import { CODES, columnsOfFile, PARTS, UNKNOWN_TO_SAPK, type Row, type Rows } from './sections/row.ts'
import type { Satker, Unit } from './unit.ts'

export type Files = Record<string, CsvFile>

const LIST = ['id', 'kode', 'nama', 'induk_id', 'lingkup_id', 'jenis', 'info', 'aktif', 'urutan']
const IN_SAPK = PARTS.filter((part) => !(UNKNOWN_TO_SAPK as readonly string[]).includes(part))
const FAULTS = ['nip', 'bagian', 'kunci', 'field', 'jenis']

/** Opens all files of a folder; `truth` adds the true rows and the list of faults. */
export function openFiles(folder: string, truth: boolean): Files {
  const file = (path: string, columns: readonly string[]) => new CsvFile(folder, path, columns)
  const files: Files = {
    unor: file('referensi/unor.csv', LIST),
    satker: file('referensi/satuan-kerja.csv', LIST),
    sekolah: file('referensi/sekolah.csv', LIST),
    kesehatan: file('referensi/unit-kesehatan.csv', LIST),
    verifikator: file('demo/unit-verifikator.csv', ['unor_id', 'instansi_id']),
  }
  for (const part of IN_SAPK) files[part] = file(`sapk/${CODES[part]}.csv`, columnsOfFile(CODES[part]))
  if (!truth) return files
  for (const part of PARTS) files[`benar_${part}`] = file(`demo/kebenaran/${CODES[part]}.csv`, columnsOfFile(CODES[part]))
  return { ...files, kerusakan: file('demo/kerusakan.csv', FAULTS) }
}

/** Writes a person's rows to the section files, or with `benar_` to the true ones. */
export function writeRows(files: Files, prefix: '' | 'benar_', nip: string, rows: Rows): void {
  for (const part of PARTS) {
    const own = rows[part]
    for (const row of Array.isArray(own) ? own : [own]) {
      row.nip = nip
      files[prefix + part]!.write(row)
    }
  }
}

/** Writes the units of an agency, and which of them verify. */
export function writeUnits(files: Files, { tree }: Agency): void {
  const lingkup_id = tree.instansi.kode
  tree.satker.forEach((s, i) => {
    files.satker!.write({ ...listRow(s, lingkup_id, i), jenis: s.induk ? 'unit' : 'instansi', info: '{}', aktif: 'true' })
  })
  tree.units.forEach((u, i) => {
    const info = JSON.stringify(u.eselon ? { nama_jabatan: u.jabatan, eselon: u.eselon } : {})
    files.unor!.write({ ...listRow(u, lingkup_id, i), jenis: u.jenis, info, aktif: String(u.aktif) })
    if (u.verifikator) files.verifikator!.write({ unor_id: u.id, instansi_id: lingkup_id })
  })
  const { sekolah, kesehatan, poliklinik } = lembagaOf(tree)
  sekolah.forEach((s, i) => files.sekolah!.write(lembagaRow(s, i, { status: s.negeri ? 'NEGERI' : 'SWASTA' })))
  ;[...kesehatan.values(), poliklinik].forEach((k, i) => files.kesehatan!.write(lembagaRow(k, i, {})))
}

/** Schools and health units belong to an area, not to an agency. */
const lembagaRow = ({ id, nama, wilayah, jenis }: Lembaga, i: number, info: object): Row => ({
  id,
  kode: id,
  nama,
  induk_id: wilayah,
  jenis,
  info: JSON.stringify(info),
  aktif: 'true',
  urutan: String(i + 1),
})

const listRow = (x: Satker | Unit, lingkup_id: string, i: number): Row => ({
  id: x.id,
  kode: x.kode,
  nama: x.nama,
  induk_id: x.induk?.id ?? '',
  lingkup_id,
  urutan: String(i + 1),
})
