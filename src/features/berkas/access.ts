// Who may open a file: whoever sent it, and staff to whom the form or ticket is open. For everybody else there is none.
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Owner } from '../../berkas/files.ts'
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import type { FormRow } from '../../form/form.ts'
import { findStaffSession } from '../../security/session.ts'
import { inReach, placeAt, ROLE, type DeskTicket } from '../../tiket/desk.ts'
import { findTicket } from '../../tiket/store.ts'
import { isOwner } from '../../tiket/track.ts'
import { cookieOf, findPns } from '../../web/session.ts'
import { record, type Actor } from '../../workflow/events.ts'
import { actorAt, idsFor, inSight, isReadable, type Staff } from '../../workflow/scope.ts'

/** Event: a member of staff opened a file. */
export const OPENED = 'berkas-dibuka'

/** `note` writes down that a member of staff opens it; of one's own file nothing is noted. */
export type Right = { note: () => Promise<void> }

const OWN: Right = { note: async () => {} }

/** Undefined = there is no such file for them. */
export async function findRight(ctx: Ctx, req: FastifyRequest, owner: Owner, id: string): Promise<Right | undefined> {
  if (await isSender(ctx, req, owner)) return OWN
  const staff = await findStaff(ctx, req)
  if (!staff) return undefined
  const found = 'nip' in owner ? await formFor(ctx, staff, owner, id) : await ticketFor(ctx, staff, owner.tiket)
  return found && { note: () => note(ctx, found, id) }
}

async function isSender(ctx: Ctx, req: FastifyRequest, owner: Owner): Promise<boolean> {
  const me = await findPns(ctx, req)
  const nip = me?.status === 'aktif' ? me.nip : undefined
  if ('nip' in owner) return owner.nip === nip
  const t = await findTicket(ctx.db, ctx.keys, owner.tiket)
  return t !== undefined && isOwner(t, { nip, browser: cookieOf(ctx, req, 'anonim') })
}

async function findStaff(ctx: Ctx, req: FastifyRequest): Promise<Staff | undefined> {
  const s = await findStaffSession(ctx.db, ctx.keys, cookieOf(ctx, req, 'petugas'))
  return s && { id: s.petugas_id, nama: s.nama, nip: s.nip, assignments: s.penugasan.map((p) => ({ role: p.peran, scopeId: p.lingkup_id })) }
}

type Opening = { nip: string | null; periode?: string; actor: Actor; data: Record<string, string> }

/** A form in sight that may be read now, and to which the file is attached. */
async function formFor(ctx: Ctx, staff: Staff, { nip, periode }: { nip: string; periode: string }, id: string): Promise<Opening | undefined> {
  const { rows } = await sql<FormRow>`select f.* from formulir f where f.nip = ${nip} and f.periode = ${periode} and ${inSight(staff)}
    and exists (select from berkas_untuk u where u.nip = f.nip and u.periode = f.periode and u.berkas_id = ${id})`.execute(ctx.db)
  const row = rows[0]
  return row && isReadable(row.status) ? { nip, periode, actor: actorAt(staff, row), data: {} } : undefined
}

async function ticketFor(ctx: Ctx, staff: Staff, nomor: string): Promise<Opening | undefined> {
  const { rows } = await sql<DeskTicket>`select t.* from tiket t where t.nomor = ${nomor} and ${inReach(staff)}`.execute(ctx.db)
  const t = rows[0]
  if (!t) return undefined
  const scopeId = placeAt(staff, t)?.id ?? idsFor(staff, ROLE)[0] ?? ''
  return { nip: t.nip, actor: { as: 'petugas', id: staff.id, role: ROLE, scopeId }, data: { tiket: nomor } }
}

async function note(ctx: Ctx, { nip, periode, actor, data }: Opening, id: string): Promise<void> {
  if (nip) await transaction(ctx.db, (tx) => record(tx, { nip, periode, kind: OPENED, actor, data: { ...data, berkas: id } }))
}
