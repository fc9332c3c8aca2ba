// Urungkan: a decision may be taken back for five minutes, until somebody has begun to work on what it caused.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { allItems, needsRepair, type Form, type FormRow } from '../form/form.ts'
import { STEPS } from './table.ts'

export const UNDO_MINUTES = 5

/** Events that take a form into somebody's hands: the first time at a level, later times, from a colleague. Reading does not. */
export const OPENED = 'dibuka'
export const HELD = 'dipegang'
export const HANDED_OVER = 'diambil-alih'

/** The decision that brought a form to where it is. `fresh` = not older than five minutes; `returned` = items it sent back. */
export type Decided = { by: string; level: string; fresh: boolean; returned: number }

const DECISIONS = ['setujui', 'kembalikan']
const BEGINNINGS = [...new Set(STEPS.map((s) => s.action as string)), OPENED, HELD, HANDED_OVER]

/** Undefined when something else has happened to the form since it was decided. */
export async function findDecisionToUndo(db: DbOrTx, row: FormRow): Promise<Decided | undefined> {
  const { rows } = await sql<Decided & { jenis: string }>`
    select jenis, pelaku_id as by, data ->> 'dari' as level, waktu > clock_timestamp() - make_interval(mins => ${UNDO_MINUTES}) as fresh,
      (select count(*)::int from keputusan k where k.nip = e.nip and k.periode = e.periode and k.putaran = ${row.putaran}
        and k.level = e.data ->> 'dari' and k.putusan = 'kembalikan' and k.final_pada is not null) as returned
    from peristiwa e where nip = ${row.nip} and periode = ${row.periode} and jenis = any(${BEGINNINGS})
    order by urut desc limit 1`.execute(db)
  return rows[0] && DECISIONS.includes(rows[0].jenis) ? rows[0] : undefined
}

/** Within the time, and the PNS has not touched what came back. */
export function mayUndo(d: Decided, form: Form): boolean {
  if (form.row!.status !== 'perbaikan') return d.fresh
  const items = allItems(form)
  const added = items.some((i) => !i.official && i.decisions.length === 0)
  const untouched = items.filter((i) => needsRepair(form, i))
  return d.fresh && !added && untouched.length === d.returned
}
