// People whose NIP does not say what their record says, as CSV for BKN: a NIP never changes inside a campaign (clarifications 2.13, V02).
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { csvLine } from '../form/csv.ts'

const BATCH = 2000
const COLUMNS = ['nip', 'instansi', 'status', 'berbeda', 'tanggal_lahir', 'jenis_kelamin', 'tmt_cpns']

type Row = { nip: string; instansi_id: string; status: string; lahir: string | null; kelamin: string | null; cpns: string | null }

/** Lines of the file, by NIP. Only forms that were sent count, with what they propose; `berbeda` names the parts that disagree. */
export async function* exportWrongNips(db: DbOrTx, periode: string): AsyncGenerator<string> {
  yield csvLine(COLUMNS)
  for (let after = ''; ;) {
    const rows = await listAfter(db, periode, after)
    for (const r of rows) yield csvLine([r.nip, r.instansi_id, r.status, differing(r).join(' '), r.lahir ?? '', r.kelamin ?? '', r.cpns ?? ''])
    if (rows.length < BATCH) return
    after = rows.at(-1)!.nip
  }
}

function differing({ nip, lahir, kelamin, cpns }: Row): string[] {
  const parts: [string, string | undefined, string][] = [
    ['tanggal_lahir', lahir?.replaceAll('-', ''), nip.slice(0, 8)],
    ['jenis_kelamin', kelamin ?? undefined, nip.slice(14, 15)],
    ['tmt_cpns', cpns?.slice(0, 7).replace('-', ''), nip.slice(8, 14)],
  ]
  return parts.filter(([, says, inNip]) => says !== undefined && says !== inNip).map(([name]) => name)
}

const proposed = (kunci: string) =>
  sql`(select u.sesudah from usulan u where u.nip = f.nip and u.periode = f.periode and u.bagian = 'data-utama' and u.kunci = ${kunci})`

async function listAfter(db: DbOrTx, periode: string, after: string): Promise<Row[]> {
  const { rows } = await sql<Row>`select * from (
      select f.nip, f.instansi_id, f.status, coalesce(${proposed('tanggal_lahir')} ->> 'tanggal_lahir', d.tanggal_lahir::text) as lahir,
        coalesce(${proposed('jenis_kelamin')} -> 'jenis_kelamin' ->> 'id', d.jenis_kelamin) as kelamin, coalesce(${proposed('tmt_cpns')} ->> 'tmt_cpns', d.tmt_cpns::text) as cpns
      from formulir f join sapk_data_utama d on d.nip = f.nip where f.periode = ${periode} and f.status <> 'draf' and f.nip > ${after}) r
    where replace(lahir, '-', '') <> left(nip, 8) or kelamin <> substr(nip, 15, 1) or replace(left(cpns, 7), '-', '') <> substr(nip, 9, 6)
    order by nip limit ${BATCH}`.execute(db)
  return rows
}
