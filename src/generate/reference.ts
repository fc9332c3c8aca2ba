// The official lists and data tables that the generator draws from, read once.
import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import type { Weighted } from './random.ts'

type Row = Readonly<Record<string, string>>

export type Instansi = {
  kode: string
  nama: string
  jenis: JenisInstansi
  kelompok: string
  provinsi: string
  provinsiKini: string
  wilayah: string
  kanreg: string
}
export type JenisInstansi = 'PUSAT' | 'PROVINSI' | 'KABUPATEN' | 'KOTA'
export type Program = { kode: string; nama: string; tingkat: string; depan: string; belakang: string }
export type Jenjang = { kode: string; nama: string; kategori: string; min: number; maks: number }
export type Jfu = { kode: string; nama: string; tingkat: string }

/** Shares of a group of posts, in percent of an agency's people; the rest are general posts (JFU). */
export type Profil = { guru: number; kesehatan: number; dosen: number; jft: number; struktural: number }
export type Vertikal = {
  nama: string
  lingkup: 'provinsi' | 'kabupaten' | 'kecamatan' | 'kanreg'
  eselon: string
  seksi: string[]
  isi: number
}
export type Pusat = {
  bobot: number
  profil: Profil
  studi: string
  utama?: string[]
  vertikal?: Vertikal[]
  jft?: Record<string, number>
  kampus?: string[]
  fakultas?: string[]
  rumah_sakit?: string[]
  madrasah?: boolean
}
export type Skpd = {
  slug: string
  nama: string
  nama_provinsi?: string
  lama?: string
  hanya?: string
  bidang: string[][]
  jfu?: string[]
}
export type NamaSuku = {
  pola: 'kedua' | 'marga' | 'bali'
  agama: Record<string, number>
  L: Pool
  P: Pool
  kedua: { L: Pool; P: Pool }
  satu?: { L: string[]; P: string[] }
  baptis?: { L: string[]; P: string[] }
  urutan?: { L: string[][]; P: string[][] }
  kasta?: { L: string[]; P: string[] }
}
export type Pool = { umum?: string[]; islam?: string[]; kristen?: string[] }
export type Provinsi = { bobot: number; agama: Record<string, number>; suku: Record<string, number>; ibukota?: string }

function table(file: string): Row[] {
  const text = readFileSync(new URL(`../../seeds/reference/${file}.csv`, import.meta.url), 'utf8')
  return Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data
}

/** A data table of the generator: `seeds/penduduk/<file>.json`. */
export function data<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`../../seeds/penduduk/${file}.json`, import.meta.url), 'utf8')) as T
}

const byKode = <T extends { kode: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.kode, row]))

const studi = data<{ rumpun: Record<string, Record<string, string[]>>; berlaku: Record<string, [number, number]> }>('studi')
const jft = data<{ pemda: Record<string, number>; rumpun: Record<string, { studi: string; unit?: string }> }>('jft')
const golongan = table('golongan').map((row) => row.kode!)

/** Grade as a step 0 (I/a) to 16 (IV/e). */
export const gradeOf = (kode: string): number => golongan.indexOf(kode)
export const gradeKode = (step: number): string => golongan[step]!

export const instansi: readonly Instansi[] = table('instansi')
  .filter((row) => row.status === 'AKTIF')
  .map((r) => ({
    kode: r.kode!,
    nama: r.nama!,
    jenis: r.jenis as JenisInstansi,
    kelompok: r.kelompok!,
    provinsi: r.provinsi_kode!,
    provinsiKini: r.provinsi_kode_kini!,
    wilayah: r.wilayah_nama!,
    kanreg: r.kanreg_kode!,
  }))

export const program = byKode<Program>(
  table('pendidikan').map((r) => ({
    kode: r.kode!,
    nama: r.nama!,
    tingkat: r.tingkat_kode!,
    depan: r.gelar_depan!,
    belakang: r.gelar_belakang!,
  })),
)
export const tingkat = new Map(
  table('tingkat_pendidikan').map((r) => [r.kode!, { awal: gradeOf(r.golongan_awal!), maks: gradeOf(r.golongan_maks_reguler!), urutan: Number(r.urutan) }]),
)
export const eselon = new Map(table('eselon').map((r) => [r.kode!, { nama: r.nama!, min: gradeOf(r.golongan_min!), maks: gradeOf(r.golongan_maks!) }]))
export const kanreg = table('kanreg').map((r) => ({
  kode: r.kode!,
  romawi: r.romawi!,
  nama: r.nama!,
  kota: r.kota!,
  provinsi: r.provinsi_kode!.split(';'),
}))
export const ibukota = new Map(table('provinsi').map((r) => [r.kode!, r.ibukota!]))
export const namaProvinsi = new Map(table('provinsi').map((r) => [r.kode!, r.nama!]))
export const jfu = table('jabatan_fungsional_umum').map((r): Jfu => ({
  kode: r.kode!,
  nama: r.nama!,
  tingkat: r.tingkat_pendidikan_min!,
}))

/** Course of each functional position. */
export const diklatJft = new Map(
  table('diklat_fungsional')
    .filter((r) => r.jft_kode)
    .map((r) => [r.jft_kode!, r.kode!]),
)
export const kompetensi = table('kompetensi').map((r) => r.kode!)
/** Field of a specialist by title. */
export const spesialis = new Map(table('bidang_spesialis').map((r) => [r.gelar!, r.kode!]))
/** Subjects: at which schools, and whether they are a whole class or religion. */
export const mapel = new Map(
  table('mata_pelajaran').map((r) => [r.kode!, { jenjang: r.jenjang!.split(';'), kelas: r.kelompok === 'KELAS', agama: r.kelompok === 'AGAMA' }]),
)

/** Levels of each functional position, lowest first. */
export const jenjang = new Map<string, Jenjang[]>()
for (const r of table('jabatan_fungsional_jenjang')) {
  const list = jenjang.get(r.jft_kode!) ?? []
  list.push({
    kode: r.kode!,
    nama: r.nama!,
    kategori: r.kategori!,
    min: gradeOf(r.golongan_min!),
    maks: gradeOf(r.golongan_maks!),
  })
  jenjang.set(r.jft_kode!, list)
}

/** Names of functional and general positions by id. */
export const jabatanNama = new Map([...[...jenjang.values()].flat(), ...jfu].map((j) => [j.kode, j.nama]))

export const jftPemda: Weighted<string> = Object.entries(jft.pemda)
export const studiJft = (kode: string): string => jft.rumpun[kode]?.studi ?? 'umum'
export const unitJft = (kode: string): string | undefined => jft.rumpun[kode]?.unit
export const rumpun = studi.rumpun
export const nama = data<Record<string, NamaSuku>>('nama')
export const provinsi = data<Record<string, Provinsi>>('provinsi')
export const pusat = data<{
  bawaan: Pusat
  umum: Record<string, string[]> & { jft: Record<string, number>; jfu: string[] }
  instansi: Record<string, Pusat>
}>('pusat')
/** What is known of a central agency; the smaller ones share a description. */
export const specOf = (i: Instansi): Pusat => pusat.instansi[i.kode] ?? pusat.bawaan

export const skpd = data<{
  sekretariat: string[]
  asisten: [string, ...string[][]][]
  staf_ahli: string[]
  sekretariat_dprd: string[][]
  rsud: string[][]
  kecamatan: string[]
  kelurahan: string[]
  balai_provinsi: string[]
  skpd: Skpd[]
}>('skpd')

/** Programmes of a field of study at a level that were given in that year; else of any field, else whatever the field has. */
export function programs(rumpunKode: string, level: string, year: number): readonly string[] {
  const own = rumpun[rumpunKode]?.[level] ?? []
  const given = own.filter((kode) => wasGiven(kode, year))
  if (given.length > 0) return given
  const any = rumpun.umum![level] ?? []
  const others = any.filter((kode) => wasGiven(kode, year))
  return others.length > 0 ? others : own.length > 0 ? own : any
}

function wasGiven(kode: string, year: number): boolean {
  const [from, until] = studi.berlaku[kode] ?? [0, 9999]
  return year >= from && year <= until
}
