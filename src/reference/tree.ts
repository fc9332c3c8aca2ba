// The tree of a list, for those who would rather open it step by step than search.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { getList } from './index.ts'
import { ancestors } from './shown.ts'

export type Branch = { id: string; nama: string; info: Readonly<Record<string, unknown>>; aktif: boolean; anak: boolean }

const MOST = 1000

/** The units right below a unit, or the topmost ones of an agency; `retired` = also those out of use, for past posts. */
export async function children(db: DbOrTx, daftar: string, lingkup: string, indukId: string | null, retired = false): Promise<Branch[]> {
  const table = sql.table(getList(daftar).table)
  const below = indukId === null ? sql`r.induk_id is null` : sql`r.induk_id = ${indukId}`
  const used = (of: 'r' | 'c') => (retired ? sql`true` : sql`${sql.ref(`${of}.aktif`)}`)
  // Counted, not "exists": for that the planner reads the whole list whenever it expects an early hit, and leaves have none.
  const { rows } = await sql<Branch>`
    select r.id, r.nama, r.info, r.aktif, (select count(*) from ${table} c where c.induk_id = r.id and ${used('c')}) > 0 as anak
    from ${table} r where r.lingkup_id = ${lingkup} and ${below} and ${used('r')} order by r.aktif desc, r.urutan nulls last, r.cari limit ${MOST}`.execute(db)
  return rows
}

/** The way down to an entry, topmost first, itself left out: opens the tree at a chosen unit. */
export async function pathTo(db: DbOrTx, daftar: string, id: string): Promise<{ id: string; nama: string }[]> {
  return ((await ancestors(db, getList(daftar), [id])).get(id) ?? []).reverse()
}
