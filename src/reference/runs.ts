// One run of the importer: what it did, which rows it refused and why. Kept in impor and impor_tolakan.
import { sql } from 'kysely'
import type pg from 'pg'
import { uuidv7 } from 'uuidv7'
import type { DbOrTx } from '../db/pool.ts'

export type Refusal = { baris: number; alasan: string }

export type RunResult = {
  id: string
  /** list or section code */
  daftar: string
  judul: string
  berkas: string
  sha256: string
  ujiCoba: boolean
  baris: number
  baru: number
  berubah: number
  tetap: number
  dinonaktifkan: number
  ditolak: number
  /** the first refusals; all counted in `ditolak` */
  tolakan: Refusal[]
  catatan: string[]
}

/** Refused rows kept with a run: a file that is wrong throughout says so after a thousand lines. */
export const REFUSALS_KEPT = 1000

/** The whole file cannot be taken; nothing of it is. `baris` is where the fault shows. */
export class FileFault extends Error {
  override name = 'FileFault'
  readonly baris: number
  constructor(baris: number, alasan: string) {
    super(alasan)
    this.baris = baris
  }
}

export type RunHead = Pick<RunResult, 'daftar' | 'judul' | 'berkas' | 'sha256' | 'ujiCoba'>

/** A run in which nothing happened yet. */
export function newRun(head: RunHead): RunResult {
  return {
    ...head,
    id: uuidv7(),
    baris: 0,
    baru: 0,
    berubah: 0,
    tetap: 0,
    dinonaktifkan: 0,
    ditolak: 0,
    tolakan: [],
    catatan: [],
  }
}

/** A run that took nothing because of a fault of the file. */
export function refusedRun(head: RunHead, fault: FileFault): RunResult {
  return { ...newRun(head), ditolak: 1, tolakan: [{ baris: fault.baris, alasan: fault.message }] }
}

export async function recordRun(db: DbOrTx, run: RunResult): Promise<void> {
  await sql`insert into impor (id, daftar, berkas, sha256, uji_coba, baris, baru, berubah, dinonaktifkan, ditolak, selesai)
    values (${run.id}, ${run.daftar}, ${run.berkas}, ${run.sha256}, ${run.ujiCoba}, ${run.baris}, ${run.baru}, ${run.berubah},
      ${run.dinonaktifkan}, ${run.ditolak}, clock_timestamp())`.execute(db)
  await sql`insert into impor_tolakan (impor_id, baris, alasan)
    select distinct ${run.id}::uuid, baris, alasan from jsonb_to_recordset(${JSON.stringify(run.tolakan)}::jsonb) as t (baris integer, alasan text)`.execute(db)
}

/** The last run that took rows into a list or section, of a file or of any. Undefined when there was none. */
export async function findLastRun(pool: pg.Pool, daftar: string, berkas?: string): Promise<{ berkas: string; sha256: string } | undefined> {
  const { rows } = await pool.query<{ berkas: string; sha256: string }>(
    'select berkas, sha256 from impor where daftar = $1 and ($2::text is null or berkas = $2) and not uji_coba and baris > 0 order by id desc limit 1',
    [daftar, berkas ?? null],
  )
  return rows[0]
}
