// Which forms a member of staff may work on: one SQL condition, used for the queue and for opening one form.
import { sql, type RawBuilder } from 'kysely'
import { countKey } from './counts.ts'
import type { Actor } from './events.ts'
import { findLevel, LEVELS, type Level } from './table.ts'

/** Role and scope a person on the staff holds today. */
export type Assignment = { role: string; scopeId: string }

export type Staff = { id: string; nama: string; nip: string | null; assignments: readonly Assignment[] }

export const idsFor = (staff: Staff, role: string): string[] => staff.assignments.filter((a) => a.role === role).map((a) => a.scopeId)

/** Levels on which this person works. */
export function levelsOf(staff: Staff): Level[] {
  return (LEVELS as readonly Level[]).filter((l) => idsFor(staff, l.role).length > 0)
}

const no = sql<boolean>`false`

/** Each condition is one range of an index, so that a queue is read in its order without sorting all of it. */
function atLevel(level: Level, id: string): RawBuilder<boolean>[] {
  const here = sql<boolean>`f.status = ${level.state}`
  if (level.scope === 'unitPilihan') return [sql`(${here} and f.unit_id = ${id} and not f.dialihkan)`]
  if (level.scope === 'wilayah') return [sql`(${here} and f.wilayah_id = ${id})`]
  if (level.scope === 'nasional') return [here]
  // Forms of a unit without another verifier come here too, still as level 1 (clarifications 2.6).
  return [sql`(${here} and f.instansi_id = ${id})`, sql`(f.status = ${LEVELS[0].state} and f.dialihkan and f.instansi_id = ${id})`]
}

/** The person's queue as conditions that exclude each other, one per level and scope he holds. */
export function queueParts(staff: Staff): RawBuilder<boolean>[] {
  return levelsOf(staff).flatMap((l) => {
    const ids = [...new Set(idsFor(staff, l.role))]
    return (l.scope === 'nasional' ? ids.slice(0, 1) : ids).flatMap((id) => atLevel(l, id))
  })
}

/** Forms of his queue that he may not decide: his own, and those he decided at another level. */
export function barredFor(staff: Staff): RawBuilder<boolean> {
  const own = staff.nip ? sql<boolean>`f.nip = ${staff.nip}` : no
  return sql<boolean>`(${own} or f.pemutus @> array[${staff.id}::uuid])`
}

/**
 * Forms that wait for this person, over `formulir f`. Nobody verifies himself, or the same form at two levels.
 * Without an assignment the condition is false, never true.
 */
export function waitingFor(staff: Staff): RawBuilder<boolean> {
  return sql<boolean>`(${anyLevel(staff)} and not ${barredFor(staff)})`
}

/** Forms in the person's queue, those he may not decide himself included; the difference is subtracted from the counts. */
export function anyLevel(staff: Staff): RawBuilder<boolean> {
  const parts = queueParts(staff)
  return parts.length ? sql`(${sql.join(parts, sql` or `)})` : no
}

/** Forms this person may look at although they are not at his level now: his unit, agency or region, in any state. */
export function inSight(staff: Staff): RawBuilder<boolean> {
  const parts = [...staff.assignments].map(({ role, scopeId }) => {
    const level = (LEVELS as readonly Level[]).find((l) => l.role === role)
    const scope = level?.scope ?? (role === 'turun_status' ? 'wilayahAtauInstansi' : undefined)
    if (scope === 'unitPilihan') return sql`f.unit_id = ${scopeId}`
    if (scope === 'instansi') return sql`f.instansi_id = ${scopeId}`
    if (scope === 'wilayah') return sql`f.wilayah_id = ${scopeId}`
    if (scope === 'nasional') return sql`true`
    return scope ? sql`(f.wilayah_id = ${scopeId} or f.instansi_id = ${scopeId})` : no
  })
  return parts.length ? sql`((${sql.join(parts, sql` or `)}) and f.nip is distinct from ${staff.nip})` : no
}

/** Keys of the exact counts whose sum is this person's queue. */
export function countKeys(staff: Staff): string[] {
  return levelsOf(staff).flatMap((l) =>
    idsFor(staff, l.role).flatMap((id) => [countKey(l.state, l.scope, id), ...(l.scope === 'instansi' ? [countKey(LEVELS[0].state, 'instansi', id)] : [])]),
  )
}

type At = { status: string; dialihkan: boolean; unit_id: string | null; instansi_id: string; wilayah_id: string }

/** The role under which a person acts on a form in this state; undefined = none. */
export function roleAt(staff: Staff, form: At): Assignment | undefined {
  return staff.assignments.find(({ role, scopeId }) => {
    const level = (LEVELS as readonly Level[]).find((l) => l.role === role)
    if (!level) return false
    if (level.scope === 'instansi' && form.dialihkan && form.status === LEVELS[0].state) return form.instansi_id === scopeId
    if (level.state !== form.status) return false
    if (level.scope === 'unitPilihan') return !form.dialihkan && form.unit_id === scopeId
    return level.scope === 'instansi' ? form.instansi_id === scopeId : level.scope === 'wilayah' ? form.wilayah_id === scopeId : true
  })
}

/** The staff member as actor of an event on this form. */
export function actorAt(staff: Staff, row: At): Extract<Actor, { as: 'petugas' }> {
  const now = roleAt(staff, row)
  const held = now ?? staff.assignments.find((a) => [row.unit_id, row.instansi_id, row.wilayah_id].includes(a.scopeId))
  // Level 2 acting for a unit without verifier takes the unit's role.
  return { as: 'petugas', id: staff.id, role: now ? findLevel(row.status)!.role : (held?.role ?? ''), scopeId: held?.scopeId ?? '' }
}

/** While the PNS writes, nobody else reads what he writes. */
export const isReadable = (status: string): boolean => status === 'diterima' || findLevel(status) !== undefined
