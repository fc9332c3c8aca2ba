// Attaching files to items of a form and to tickets: the content goes into the store first, the row names it in the transaction.
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { addFile, attach, detach, FULL, hasRoom, listPlaces, type Owner, type Place } from '../../berkas/files.ts'
import type { Received, Upload } from '../../berkas/receive.ts'
import { storeOf } from '../../berkas/store.ts'
import type { Ctx } from '../../context.ts'
import { CommitUnknown } from '../../db/errors.ts'
import type { Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { getItem } from '../../form/edit.ts'
import { isOpen, needsRepair, type Form, type Item } from '../../form/form.ts'
import { problem } from '../../problems.ts'
import { onceLocal } from '../../security/idempotency.ts'
import { take } from '../../security/throttle.ts'
import type { Ticket } from '../../tiket/store.ts'
import { isUuid } from '../../web/key.tsx'
import type { Body } from '../../web/request.ts'
import { record } from '../../workflow/events.ts'
import { perform, type Writing } from '../isian/open.ts'

/** "data-utama/nama" as an item of this form. Error: not_found. */
export function itemAt(form: Form, name: string | undefined): Item {
  const [bagian = '', kunci = ''] = (name ?? '').split('/')
  return getItem(form, bagian, kunci)
}

const placeOf = (i: Item): Place => ({ bagian: i.section.code, kunci: i.kunci })
const ownerOf = ({ form }: Pick<Writing, 'form'>) => ({ nip: form.nip, periode: form.periode })

/** The item while it may be changed. Errors: not_found, item_locked. */
export function openItem(form: Form, name: string | undefined): Item {
  const item = itemAt(form, name)
  if (!isOpen(form, item)) throw problem('item_locked')
  return item
}

/** Attaches what was uploaded. Gives the fault, if there is one. */
export async function attachUpload(ctx: Ctx, req: FastifyRequest, untuk: string | undefined, { fields, upload }: Received): Promise<string | undefined> {
  const body = { ...fields, _sidik: upload!.hash }
  return keeping(ctx, upload!, (keep) =>
    perform(ctx, req, body, async (e) => {
      const item = openItem(e.form, untuk)
      const { id, fault, fresh } = await add(e.tx, ctx, ownerOf(e), upload!)
      if (fault) return { fault }
      await attachTo(e, item, id)
      keep(fresh)
      return { fault: null }
    }),
  )
}

/** Attaches a file the person sent before. */
export async function attachAgain(ctx: Ctx, req: FastifyRequest, body: Body): Promise<void> {
  await perform(ctx, req, body, async (e) => {
    await attachTo(e, openItem(e.form, body.untuk), idIn(body))
    return {}
  })
}

async function attachTo(e: Writing, item: Item, id: string): Promise<void> {
  if (!(await attach(e.tx, ownerOf(e), id, placeOf(item)))) throw problem('not_found')
  await changed(e, item, { tindakan: 'lampir', berkas: id })
}

/** Takes a file off an item, and off rows that are no more. One that serves none is deleted. */
export async function detachFile(ctx: Ctx, req: FastifyRequest, body: Body): Promise<void> {
  let gone: string | undefined
  await perform(ctx, req, body, async (e) => {
    const id = idIn(body)
    const item = body.untuk ? openItem(e.form, body.untuk) : undefined
    const lost = (await listPlaces(e.tx, e.form.nip, id)).filter((p) => !e.form.sections.get(p.bagian)?.items.some((i) => i.kunci === p.kunci))
    for (const place of [...lost, ...(item ? [placeOf(item)] : [])]) gone = (await detach(e.tx, ownerOf(e), id, place)) ?? gone
    if (item) await changed(e, item, { tindakan: 'lepas', berkas: id })
    return {}
  })
  if (gone) await storeOf(ctx.config.berkas).remove(gone)
}

function idIn(body: Body): string {
  if (!isUuid(body.berkas ?? '')) throw problem('not_found')
  return body.berkas!
}

/** The paper a verifier asked for may be all that was to be repaired: the item counts as changed. */
async function changed(e: Writing, i: Item, data: Record<string, string>): Promise<void> {
  if (needsRepair(e.form, i))
    for (const table of ['usulan', 'pemeriksaan', 'konsep'])
      await sql`update ${sql.table(table)} set versi = ${i.versi + 1} where nip = ${e.form.nip} and periode = ${e.form.periode} and bagian = ${i.section.code} and kunci = ${i.kunci}`.execute(
        e.tx,
      )
  await record(e.tx, { nip: e.form.nip, periode: e.form.periode, kind: 'berkas', actor: e.actor, data: { ...data, bagian: i.section.code, butir: i.kunci } })
}

type Sender = { nip: string | undefined; id: string }

/** Attaches what was uploaded to a ticket of the sender. Gives the fault, if there is one. */
export async function attachUploadToTicket(ctx: Ctx, who: Sender, t: Ticket, { fields, upload }: Received): Promise<string | undefined> {
  const taken = await take(ctx.db, ctx.keys, 'save', { akun: who.nip ?? who.id })
  if (!taken.allowed) throw problem('too_many', { retryAfter: taken.retryAfter })
  const act = { key: fields._kunci, actor: who.nip ?? who.id, body: { ...fields, _sidik: upload!.hash } }
  return keeping(ctx, upload!, (keep) =>
    transaction(ctx.db, (tx) =>
      onceLocal(tx, ctx.keys, act, async () => {
        const { fault, fresh } = await attachToTicket(tx, ctx, t, upload!)
        keep(fresh)
        return { fault: fault ?? null }
      }),
    ),
  )
}

/** The same inside a transaction of the caller, whose upload already lies in the store. `fresh` false: it is not needed there. */
export async function attachToTicket(tx: Tx, ctx: Ctx, t: Pick<Ticket, 'nomor' | 'nip' | 'terverifikasi'>, upload: Upload): Promise<{ fault?: string; fresh: boolean }> {
  const { rows } = await sql<{ status: string }>`select status from tiket where nomor = ${t.nomor} for update`.execute(tx)
  if (rows[0]?.status === 'selesai' || rows[0]?.status === 'digabung') throw problem('not_possible_now')
  const { id, fault, fresh } = await add(tx, ctx, { tiket: t.nomor }, upload)
  if (!fault && t.nip && t.terverifikasi)
    await record(tx, { nip: t.nip, kind: 'tiket', actor: { as: 'pns' }, data: { tiket: t.nomor, tindakan: 'berkas', berkas: id } })
  return { fault, fresh }
}

async function add(tx: Tx, ctx: Ctx, owner: Owner, upload: Upload): Promise<{ id: string; fresh: boolean; fault?: string }> {
  if (!(await hasRoom(tx, owner, upload.size))) return { id: '', fresh: false, fault: FULL }
  return addFile(tx, ctx.keys, owner, upload)
}

/** Puts the content where it lasts and runs the transaction; what no row names then is taken away, unless nobody knows whether one does. */
async function keeping(ctx: Ctx, upload: Upload, fn: (keep: (needed: boolean) => void) => Promise<{ fault: string | null }>): Promise<string | undefined> {
  const store = storeOf(ctx.config.berkas)
  await store.put(upload.place, upload.path)
  let needed = false
  try {
    return (await fn((is) => (needed = is))).fault ?? undefined
  } catch (error) {
    needed = error instanceof CommitUnknown
    throw error
  } finally {
    if (!needed) await store.remove(upload.place)
  }
}
