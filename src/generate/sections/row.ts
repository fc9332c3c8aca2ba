// What a section module gives: rows of texts, named as the columns of the extract files.
import { csvHeader } from '../../form/csv.ts'
import { findSection } from '../../sections/index.ts'

/** Column → text; a column that is missing is empty. */
export type Row = Record<string, string>

/** One person's rows: single-row sections hold one row each. */
export type Rows = { utama: Row; posisi: Row } & Record<History, Row[]>

/** Section code of each part. */
export const CODES = {
  utama: 'data-utama',
  posisi: 'data-posisi',
  orangTua: 'orang-tua',
  suamiIstri: 'suami-istri',
  anak: 'anak',
  golongan: 'riwayat-golongan',
  pendidikan: 'riwayat-pendidikan',
  diklatStruktural: 'riwayat-diklat-struktural',
  diklatFungsional: 'riwayat-diklat-fungsional',
  jabatan: 'riwayat-jabatan',
  prestasi: 'prestasi-kerja',
  kompetensi: 'kompetensi',
  potensi: 'potensi',
  guru: 'data-guru',
  sertifikasi: 'sertifikasi-guru',
  dokter: 'data-dokter',
  bpjs: 'bpjs',
} as const

export type Part = keyof typeof CODES
/** Parts with any number of rows. */
export type History = Exclude<Part, 'utama' | 'posisi'>

/** What SAPK never asked for: its extract has no files of these. */
export const UNKNOWN_TO_SAPK: readonly History[] = ['kompetensi', 'potensi', 'guru', 'sertifikasi', 'dokter', 'bpjs']

export const PARTS = Object.keys(CODES) as Part[]
export const HISTORIES = PARTS.filter((part): part is History => part !== 'utama' && part !== 'posisi')

/** Columns of a section's file, in the order of its definition. */
export const columnsOfFile = (code: string): string[] => csvHeader(findSection(code)!)
