// The answers to one questionnaire as CSV, for its stakeholder: one line per person, one column per question (clarifications 1.14).
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { csvLine } from '../form/csv.ts'
import { listVersions } from './store.ts'

const BATCH = 2000

type Row = { nip: string; versi: number; isi: Record<string, string> }

/**
 * Lines of the file, read batch by batch. Answers leave only with a form that was sent. Persons answered the version that was in
 * force: columns are the questions of all versions, the newest first, and `versi` says which one a line answers.
 */
export async function* exportAnswers(db: DbOrTx, kode: string, periode: string): AsyncGenerator<string> {
  const versions = await listVersions(db, kode)
  const columns = [...new Set(versions.flatMap((k) => k.pertanyaan.map((q) => q.kunci)))]
  yield csvLine(['nip', 'versi', ...columns])
  for (let after = ''; ;) {
    const rows = await listAfter(db, kode, periode, after)
    for (const { nip, versi, isi } of rows) yield csvLine([nip, String(versi), ...columns.map((key) => isi[key] ?? '')])
    if (rows.length < BATCH) return
    after = rows.at(-1)!.nip
  }
}

async function listAfter(db: DbOrTx, kode: string, periode: string, after: string): Promise<Row[]> {
  const { rows } = await sql<Row>`select j.nip, j.versi, jsonb_object_agg(j.pertanyaan, j.jawaban) as isi
    from jawaban j join formulir f on f.nip = j.nip and f.periode = j.periode and f.status <> 'draf'
    where j.kuesioner = ${kode} and j.periode = ${periode} and j.nip > ${after} group by j.nip, j.versi order by j.nip limit ${BATCH}`.execute(db)
  return rows
}
