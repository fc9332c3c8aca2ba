// The reference lists: one line per list. Table ref_<code>, all of one shape (migrations, a-referensi).

/** One row of any list, on its way into the database. */
export type Entry = {
  id: string
  kode: string | null
  nama: string
  induk_id: string | null
  lingkup_id: string | null
  jenis: string | null
  info: Readonly<Record<string, string>>
  aktif: boolean
  urutan: number | null
}

/** What stands beside a name, so that equal names can be told apart. */
export type Note =
  | { parents: number; /** also the code, which people know from their papers */ code?: true }
  | { info: string }
  | { scope: true }
  | { ranks: true }

/** A seed file: `columns` says which of its columns is which of ours where the names differ; all others go to info. */
export type Seed = {
  file: string
  columns?: Readonly<Record<string, keyof Entry>>
  /** of a file that holds several lists: the rows of this one */
  only?: readonly [column: string, value: string]
}

type Options = {
  seed?: Seed
  /** kept in memory: forms, rules and labels read it without a query */
  cached?: boolean
  /** the list that induk_id points into; default is the list itself */
  parent?: string
  /** lingkup_id is an instansi: search stays inside one, or begins there */
  scope?: 'only' | 'first'
  note?: Note
  /** how names of a kind begin besides with the name itself; nobody types these words first */
  prefixes?: Readonly<Record<string, readonly string[]>>
  /** ancestors that belong to the full name of an entry of these kinds */
  labelParents?: { kinds?: readonly string[]; depth: number }
  /** an official row with the same kode is the same entry: it keeps our id and gets info.sapk_id (refdata.md 1) */
  mergeByCode?: boolean
  /** info that follows from the rest of the row, whatever file it came from */
  derive?: (e: Entry) => Record<string, string>
}

export type ReferenceList = Options & { code: string; table: string; title: string }

const list = (code: string, title: string, options: Options = {}): ReferenceList => ({
  code,
  title,
  table: `ref_${code}`,
  ...options,
})
const small = (code: string, title: string, seed: Seed, options: Options = {}) => list(code, title, { cached: true, seed, ...options })

/** In the order they are loaded: parents and owners first. */
export const lists: readonly ReferenceList[] = [
  small('agama', 'Agama', { file: 'agama' }),
  small('jenis_kelamin', 'Jenis Kelamin', { file: 'enum_kecil', only: ['daftar', 'jenis_kelamin'] }),
  small('golongan', 'Golongan Ruang', { file: 'golongan', columns: { golongan: 'nama', kelompok: 'jenis' } }, { note: { info: 'pangkat' } }),
  small('jenis_kp', 'Jenis Kenaikan Pangkat', { file: 'jenis_kp', columns: { kelompok: 'jenis' } }),
  small('eselon', 'Eselon', { file: 'eselon' }),
  small('jenis_jabatan', 'Jenis Jabatan', { file: 'jenis_jabatan' }),
  small('kedudukan_hukum', 'Kedudukan Hukum', { file: 'kedudukan_hukum', columns: { kelompok: 'jenis' } }),
  small('jenis_pegawai', 'Jenis Pegawai', { file: 'jenis_pegawai', columns: { asal: 'jenis' } }),
  small('status_kawin', 'Status Perkawinan', { file: 'status_kawin' }),
  small('tingkat_pendidikan', 'Tingkat Pendidikan', { file: 'tingkat_pendidikan' }),
  list('pendidikan', 'Pendidikan', {
    seed: { file: 'pendidikan', columns: { tingkat_kode: 'induk_id' } },
    parent: 'tingkat_pendidikan',
    note: { parents: 1, code: true },
  }),
  small('diklat_struktural', 'Diklat Struktural', { file: 'diklat_struktural' }),
  small('jenis_diklat', 'Jenis Diklat', { file: 'jenis_diklat', columns: { induk: 'induk_id' } }, { note: { parents: 1 } }),
  list('diklat_fungsional', 'Diklat Fungsional', { seed: { file: 'diklat_fungsional', columns: { jenis: 'jenis' } } }),
  small(
    'jabatan_fungsional',
    'Jabatan Fungsional Tertentu',
    { file: 'jabatan_fungsional_jenjang', columns: { kategori: 'jenis' } },
    { note: { ranks: true }, derive: specialForm },
  ),
  list('jabatan_fungsional_umum', 'Jabatan Fungsional Umum', {
    seed: { file: 'jabatan_fungsional_umum' },
    scope: 'first',
    note: { scope: true },
  }),
  small('bidang_spesialis', 'Bidang Spesialis', { file: 'bidang_spesialis', columns: { profesi: 'jenis' } }, { note: { info: 'gelar' } }),
  small('jenis_unit_kesehatan', 'Jenis Unit Kesehatan', { file: 'jenis_unit_kesehatan' }),
  small('mata_pelajaran', 'Mata Pelajaran', { file: 'mata_pelajaran', columns: { kelompok: 'jenis' } }, { note: { info: 'jenjang' } }),
  small('pertanyaan_pengaman', 'Pertanyaan Pengaman', { file: 'pertanyaan_pengaman', columns: { pertanyaan: 'nama' } }),
  small('pilihan', 'Pilihan Kecil', { file: 'enum_kecil', columns: { daftar: 'jenis' } }),
  small('kompetensi', 'Kompetensi', { file: 'kompetensi' }),
  small('kanreg', 'Kantor Regional BKN', { file: 'kanreg' }, { note: { info: 'kota' } }),
  small('instansi', 'Instansi', { file: 'instansi' }, { mergeByCode: true }),
  list('satuan_kerja', 'Satuan Kerja', { scope: 'only', note: { scope: true } }),
  list('unor', 'Unit Organisasi', { scope: 'only', note: { parents: 2 } }),
  list('wilayah', 'Wilayah', {
    note: { parents: 3 },
    labelParents: { kinds: ['KC', 'DE'], depth: 2 },
    prefixes: { KB: ['kab', 'kota', 'kab adm', 'kota adm'], KC: ['kec'] },
  }),
  list('sekolah', 'Sekolah', { parent: 'wilayah', note: { parents: 2 } }),
  list('unit_kesehatan', 'Unit Kesehatan', { parent: 'wilayah', note: { parents: 2 } }),
]

/** A form of its own goes with some positions (clarifications 1.10). */
function specialForm(e: Entry): Record<string, string> {
  if (/^guru (?!besar)/i.test(e.nama)) return { formulir_khusus: 'guru' }
  return /^dokter (?!hewan)/i.test(e.nama) ? { formulir_khusus: 'dokter' } : {}
}

/** The list with this code. Undefined when there is none. */
export function findList(code: string): ReferenceList | undefined {
  return lists.find((l) => l.code === code)
}

/** The list with this code; a wrong code is a fault of the program. */
export function getList(code: string): ReferenceList {
  const found = findList(code)
  if (!found) throw new Error(`unknown reference list ${code}`)
  return found
}
