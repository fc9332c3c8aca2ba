// The person's form as a page or a save finds it: session, campaign, form, and whether it may be written now.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import type { Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { reopen } from '../../form/complete.ts'
import { openEdit, type Edit } from '../../form/edit.ts'
import { findForm } from '../../form/form.ts'
import type { AnySection } from '../../form/section.ts'
import type { Ctx, Periode } from '../../context.ts'
import { problem } from '../../problems.ts'
import { smallList } from '../../reference/cache.ts'
import { once, type Answer } from '../../security/idempotency.ts'
import { take } from '../../security/throttle.ts'
import type { SesiPns } from '../../security/session.ts'
import { findSection } from '../../sections/index.ts'
import { param } from '../../web/request.ts'
import { showName } from '../../web/name.ts'
import { pnsOf } from '../../web/session.ts'
import { isEditable, type View } from './parts.tsx'

export type Opened = { me: SesiPns; periode: Periode; view: View }

/** The signed-in person with the form in memory. */
export async function openView(ctx: Ctx, req: FastifyRequest, notice?: ComponentChildren): Promise<Opened> {
  const me = await pnsOf(ctx, req)
  const periode = await ctx.periode()
  const form = await findForm(ctx.db, ctx.keys, me.nip, periode.id)
  if (!form) throw problem('nip_unknown')
  return { me, periode, view: { form: reopen(form, ctx.engine.info), info: ctx.engine.info, nama: showName(form.person.nama), notice } }
}

/** The section in the address. */
export function getSection(req: FastifyRequest, rows?: 'one' | 'many'): AnySection {
  const s = findSection(param(req, 'bagian'))
  if (!s || (rows && s.rows !== rows)) throw problem('not_found')
  return s
}

/** Entries of a small list as options. */
export const options = (list: string, kinds: readonly string[] | undefined) =>
  smallList(list, kinds).map((e) => ({ value: e.id, label: e.info.pangkat ? `${e.nama} · ${String(e.info.pangkat)}` : e.nama }))

type Change<T> = (e: Edit) => Promise<T>

/** A draft write (autosave): no idempotency row, no event (clarifications 2.4). */
export async function draft<T>(ctx: Ctx, req: FastifyRequest, fn: Change<T>): Promise<T> {
  const me = await writer(ctx, req)
  const periode = await writable(ctx)
  return transaction(ctx.db, async (tx) => fn(await openForm(tx, ctx, me.nip, periode.id)))
}

/** An act of the PNS (Simpan, Hapus, Batalkan …): once per key, in one transaction. */
export async function perform<T extends Answer>(ctx: Ctx, req: FastifyRequest, body: Readonly<Record<string, unknown>>, fn: Change<T>): Promise<T> {
  const me = await writer(ctx, req)
  const periode = await writable(ctx)
  return transaction(ctx.db, (tx) =>
    once(tx, ctx.keys, { nip: me.nip, key: body._kunci, actor: me.nip, body: { ...body, _alamat: req.url } }, async () =>
      fn(await openForm(tx, ctx, me.nip, periode.id)),
    ),
  )
}

/** The form for writing. Whoever still has a page from before Kirim is told, never thanked. */
async function openForm(tx: Tx, ctx: Ctx, nip: string, periode: string): Promise<Edit> {
  const e = await openEdit(tx, ctx.keys, nip, periode)
  if (!isEditable(e.form)) throw problem('already_sent')
  return e
}

async function writer(ctx: Ctx, req: FastifyRequest): Promise<SesiPns> {
  const me = await pnsOf(ctx, req)
  const taken = await take(ctx.db, ctx.keys, 'save', { akun: me.nip })
  if (!taken.allowed) throw problem('too_many', { retryAfter: taken.retryAfter })
  return me
}

/** The campaign, while it is open: the database clock decides (R14). */
async function writable(ctx: Ctx): Promise<Periode> {
  const periode = await ctx.periode()
  if (periode.sekarang > periode.akhir_isi) throw problem('form_closed')
  return periode
}

export type Handler = (req: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
