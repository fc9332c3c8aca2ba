// What a verifier does to a form: each act is one transaction, with idempotency key, version, lease and event.
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { allItems, findForm, type Decision, type Form, type FormRow } from '../../form/form.ts'
import { Problem, problem } from '../../problems.ts'
import { once, type Answer } from '../../security/idempotency.ts'
import { seal } from '../../security/seal.ts'
import { giveBack } from '../../security/throttle.ts'
import { count } from '../../web/request.ts'
import { countToday } from '../../workflow/counts.ts'
import { changesOf, decidedAt, openFor } from '../../workflow/decisions.ts'
import { act, lockForm, noteBound } from '../../workflow/engine.ts'
import { record } from '../../workflow/events.ts'
import { actorAt, type Staff } from '../../workflow/scope.ts'
import { hold, type FormKey } from './claim.ts'
import { finalise, itemName, plainText, reopen, saveDrafts, type Body, type Faults, type Final } from './decide.ts'

/** Rows that still want something, and what. Empty = done. */
export type Outcome = { faults: Faults; decided: number; total: number; until: string | null }

/** Draft: the choices of the page under the lease, taken now if nobody holds the form. No key, no event. */
export async function draft(ctx: Ctx, staff: Staff, at: FormKey, body: Body): Promise<Outcome> {
  return transaction(ctx.db, async (tx) => {
    const { row, form } = await take(ctx, tx, staff, at, body)
    const faults = await saveDrafts(tx, staff, form, body)
    return {
      faults,
      ...progressOf(await read(ctx, tx, at), row.status),
      until: row.dipegang_sampai && new Date(row.dipegang_sampai).toISOString(),
    }
  })
}

/** The form locked, held and as the page saw it. */
async function take(ctx: Ctx, tx: Tx, staff: Staff, at: FormKey, body: Body): Promise<{ row: FormRow; form: Form }> {
  const row = await hold(tx, staff, at)
  if (count(body.versi) !== row.versi) throw problem('stale_version', { text: 'Formulir ini berubah sejak halaman dibuka. Buka kembali berkasnya.' })
  return { row, form: await read(ctx, tx, at) }
}

const read = async (ctx: Ctx, tx: Tx, at: FormKey): Promise<Form> => (await findForm(tx, ctx.keys, at.nip, at.periode))!

/** How many items of a level are decided. */
export function progressOf(form: Form, level: string): { decided: number; total: number } {
  const total = allItems(form).filter((i) => decidedAt(i, level)).length
  return { decided: total - openFor(form, level).length, total }
}

/** One act: once per key, in one transaction. The body is part of the key's meaning; the address keeps two acts apart. */
function perform<T extends Answer>(ctx: Ctx, staff: Staff, at: FormKey, name: string, body: Body, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(ctx.db, (tx) => once(tx, ctx.keys, { nip: at.nip, key: body._kunci, actor: staff.id, body: { tindakan: name, ...body } }, () => fn(tx)))
}

export type Sent = { sent: boolean; faults: Faults }

/** Fault of a row without a choice. */
export const UNDECIDED = 'Pilih Setuju atau Kembalikan.'
/** Fault of the box that confirms a form without changes. */
export const CONFIRM = 'konfirmasi'

/** Kirim keputusan: what is on the page, then, when every item of this level is decided, the move. */
export async function send(ctx: Ctx, staff: Staff, at: FormKey, body: Body): Promise<Sent> {
  let fresh = false
  const done = await perform(ctx, staff, at, 'kirim', body, async (tx): Promise<Sent & Answer> => {
    const { row, form } = await take(ctx, tx, staff, at, body)
    const faults = await saveDrafts(tx, staff, form, body)
    const now = await read(ctx, tx, at)
    for (const i of openFor(now, row.status)) faults[itemName(i)] ??= UNDECIDED
    if (nothingToDecide(now, row) && body[CONFIRM] !== '1') faults[CONFIRM] = 'Nyatakan bahwa Anda sudah memeriksa formulir ini.'
    if (Object.keys(faults).length > 0) return { sent: false, faults }
    await move(ctx, tx, staff, row)
    fresh = true
    return { sent: true, faults }
  })
  // A view that ends in a decision does not count towards the alarm; the answer to a repeated key gives nothing back.
  if (fresh) await giveBack(ctx.db, ctx.keys, 'staff_view', { akun: staff.id }, 1)
  return done
}

/** No change of this level's, and nothing sent back: one confirmation stands for all. */
function nothingToDecide(form: Form, row: FormRow): boolean {
  return !allItems(form).some((i) => decidedAt(i, row.status) || isSentBack(i.decisions, row))
}

const isSentBack = (decisions: readonly Decision[], row: FormRow) =>
  decisions.some((d) => d.level === row.status && d.putaran === row.putaran && d.putusan === 'kembalikan')

/** Every decision is on record one by one; then the form goes on, or back if one item does. */
async function move(ctx: Ctx, tx: Tx, staff: Staff, row: FormRow): Promise<void> {
  const final = await finalise(tx, staff, row)
  for (const f of final) await recordDecision(ctx, tx, staff, row, f)
  const action = final.some((f) => f.putusan === 'kembalikan') ? 'kembalikan' : 'setujui'
  await act(tx, ctx.engine, { nip: row.nip, periode: row.periode, action, by: { as: 'petugas', staff }, versi: row.versi })
  await countToday(tx, staff.id, 1)
}

async function recordDecision(ctx: Ctx, tx: Tx, staff: Staff, row: FormRow, f: Final): Promise<void> {
  const { alasan, versi_item, ...rest } = f
  const note = alasan && { catatan: seal(ctx.keys, noteBound(row.nip), alasan) }
  await record(tx, {
    nip: row.nip,
    kind: 'putusan',
    periode: row.periode,
    actor: actorAt(staff, row),
    data: { ...rest, versi: versi_item, putaran: row.putaran, level: row.status, ...note },
  })
}

/** Urungkan: back to this person's desk, decisions as drafts. */
export async function undo(ctx: Ctx, staff: Staff, at: FormKey, body: Body): Promise<void> {
  await perform(ctx, staff, at, 'urungkan', body, async (tx) => {
    await act(tx, ctx.engine, { ...at, action: 'urungkan', by: { as: 'petugas', staff } })
    const row = await hold(tx, staff, at)
    await reopen(tx, staff, row)
    await countToday(tx, staff.id, -1)
    return {}
  })
}

/** Turun status: the whole form back to the PNS, with a reason. */
export async function rollBack(ctx: Ctx, staff: Staff, at: FormKey, body: Body): Promise<void> {
  await perform(ctx, staff, at, 'turun-status', body, async (tx) => {
    await act(tx, ctx.engine, {
      ...at,
      action: 'turun-status',
      by: { as: 'petugas', staff },
      versi: count(body.versi),
      note: plainText(body.alasan),
    })
    return {}
  })
}

/** Berkas fisik diterima: date and by whom, once; never a condition (clarifications 1.1). */
export async function receivePaper(ctx: Ctx, staff: Staff, at: FormKey, body: Body): Promise<void> {
  await perform(ctx, staff, at, 'berkas-fisik', body, async (tx) => {
    const row = await lockForm(tx, at.nip, at.periode)
    if (row.berkas_diterima_pada) return {}
    await sql`update formulir set berkas_diterima_pada = clock_timestamp(), berkas_diterima_oleh = ${staff.id} where nip = ${at.nip} and periode = ${at.periode}`.execute(
      tx,
    )
    await record(tx, { nip: at.nip, kind: 'berkas-fisik', periode: at.periode, actor: actorAt(staff, row) })
    return {}
  })
}

export const BULK = 20
export type BulkForm = FormKey & { id: string; nama: string; versi: number }
export type BulkResult = { nama: string; id: string; fault?: string }

/** Several forms without changes in one go: each in its own transaction, none spoils the others. */
export async function approveUnchanged(ctx: Ctx, staff: Staff, forms: readonly BulkForm[], key: string | undefined): Promise<BulkResult[]> {
  const results: BulkResult[] = []
  for (const { id, nama, versi, ...at } of forms.slice(0, BULK)) {
    const fault = await approveOne(ctx, staff, at, { _kunci: key, versi: String(versi) })
    results.push({ id, nama, fault })
  }
  return results
}

async function approveOne(ctx: Ctx, staff: Staff, at: FormKey, body: Body): Promise<string | undefined> {
  try {
    await perform(ctx, staff, at, 'massal', body, async (tx) => {
      const { row, form } = await take(ctx, tx, staff, at, body)
      if (changesOf(form).length > 0) throw problem('not_possible_now')
      await move(ctx, tx, staff, row)
      return {}
    })
    return undefined
  } catch (error) {
    if (error instanceof Problem) return error.text
    throw error
  }
}
