// People whose NIP does not say what their record says, as CSV for BKN: a NIP never changes inside a campaign (clarifications 2.13, V02).
import { sql, type RawBuilder } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { csvLine } from '../form/csv.ts'
import { dataUtama, IN_NIP } from '../sections/dataUtama.ts'

const BATCH = 2000

/** `nilai` and `berbeda` as IN_NIP has its parts. */
type Row = { nip: string; instansi_id: string; status: string; nilai: (string | null)[]; berbeda: boolean[] }

/** Lines of the file, by NIP. Only forms that were sent count, with what they propose; `berbeda` names the parts that disagree. */
export async function* exportWrongNips(db: DbOrTx, periode: string): AsyncGenerator<string> {
  const parts = IN_NIP.map((part) => part.on)
  yield csvLine(['nip', 'instansi', 'status', 'berbeda', ...parts])
  for (let after = ''; ;) {
    const rows = await listAfter(db, periode, after)
    for (const r of rows) yield csvLine([r.nip, r.instansi_id, r.status, parts.filter((_, n) => r.berbeda[n]).join(' '), ...r.nilai.map((v) => v ?? '')])
    if (rows.length < BATCH) return
    after = rows.at(-1)!.nip
  }
}

/** What stands in a field once the form is accepted: the proposal, or else the record; of an entry of a list its code. */
const valueOf = (key: string): RawBuilder<string> =>
  sql`coalesce((select coalesce(u.sesudah -> ${key} ->> 'id', u.sesudah ->> ${key}) from usulan u
    where u.nip = f.nip and u.periode = f.periode and u.bagian = ${dataUtama.code} and u.kunci = ${key}), d.${sql.ref(key)}::text)`

const array = (of: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql`array[${sql.join(of)}]`

async function listAfter(db: DbOrTx, periode: string, after: string): Promise<Row[]> {
  const wrong = IN_NIP.map(
    ({ from, length }, n) =>
      sql`coalesce(left(replace(nilai[${sql.lit(n + 1)}], '-', ''), ${sql.lit(length)}) <> substr(nip, ${sql.lit(from)}, ${sql.lit(length)}), false)`,
  )
  const { rows } = await sql<Row>`select *, ${array(wrong)} as berbeda from (
      select f.nip, f.instansi_id, f.status, ${array(IN_NIP.map((part) => valueOf(part.on)))} as nilai
      from formulir f join ${sql.table(dataUtama.table)} d on d.nip = f.nip where f.periode = ${periode} and f.status <> 'draf' and f.nip > ${after}) r
    where ${sql.join(wrong, sql` or `)} order by nip limit ${BATCH}`.execute(db)
  return rows
}
