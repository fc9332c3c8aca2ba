// What a section module gives: rows of texts, named as the columns of the extract files.
import { csvHeader } from '../../form/csv.ts'
import { findSection } from '../../sections/index.ts'

/** Column → text; a column that is missing is empty. */
export type Row = Record<string, string>

/** One person's rows: single-row sections hold one row each. */
export type Rows = { utama: Row; posisi: Row; golongan: Row[]; jabatan: Row[] }

/** Section code of each part. */
export const CODES = {
  utama: 'data-utama',
  posisi: 'data-posisi',
  golongan: 'riwayat-golongan',
  jabatan: 'riwayat-jabatan',
} as const satisfies Record<keyof Rows, string>

/** Columns of a section's file, in the order of its definition. */
export const columnsOfFile = (code: string): string[] => csvHeader(findSection(code)!)
