// The person's form as a page or a save finds it: session, campaign, form, and whether it may be written now.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import { listAttached } from '../../berkas/files.ts'
import type { Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { reopen } from '../../form/complete.ts'
import { endHelping, findHelping, isHelpingStill, noteHelping, type Helping } from '../../akun/pendamping.ts'
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
import { ACTING_FIELD } from '../../web/acting.ts'
import { param, readBody } from '../../web/request.ts'
import { showName } from '../../web/name.ts'
import { pnsOf } from '../../web/session.ts'
import type { Actor } from '../../workflow/events.ts'
import { isEditable, type View } from './parts.tsx'

/** `me`: whose form it is. That is who is signed in, or the person a pendamping fills for. */
export type Opened = { me: SesiPns; periode: Periode; view: View }

/** The form in memory: one's own, or that of the person a pendamping fills for. */
export async function openView(ctx: Ctx, req: FastifyRequest, notice?: ComponentChildren): Promise<Opened> {
  const { me, help } = await whose(ctx, req)
  const periode = await ctx.periode()
  const [form, files] = await Promise.all([findForm(ctx.db, ctx.keys, me.nip, periode.id), listAttached(ctx.db, ctx.keys, me.nip, periode.id)])
  if (!form) throw problem('nip_unknown')
  if (help) await noteHelping(ctx.db, help, periode.id, 'dibaca')
  const nama = showName(form.person.nama)
  const session = { kabar: me.kabar, bersama: me.komputer_bersama }
  const user = help ? { ...session, nama: showName(help.nama), untuk: { id: help.id, nama } } : { ...session, nama }
  return { me, periode, view: { form: { ...reopen(form, ctx.engine.info), helper: help !== undefined }, info: ctx.engine.info, user, notice, files } }
}

/** The one place that decides whose form a session works on. A pendamping learns neither number nor secrets. Errors of pnsOf, `forbidden`. */
async function whose(ctx: Ctx, req: FastifyRequest): Promise<{ me: SesiPns; help?: Helping }> {
  const me = await pnsOf(ctx, req)
  if (!me.untuk) return { me }
  const help = await findHelping(ctx.db, me)
  if (!help) {
    await endHelping(ctx.db, me)
    throw problem('forbidden', {
      text: 'Izin mengisi untuk orang ini sudah berakhir atau dicabut.',
      links: [{ href: '/pendamping', label: 'Ke halaman Pendamping' }],
    })
  }
  return { me: { ...me, nip: help.nip, instansi_id: help.instansi_id, nomor_register: '', data_dikonfirmasi: true }, help }
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

/** A form being written, and who writes. */
export type Writing = Edit & { actor: Actor }
type Change<T> = (e: Writing) => Promise<T>

/** A draft write (autosave): no idempotency row, no event (clarifications 2.4). */
export async function draft<T>(ctx: Ctx, req: FastifyRequest, fn: Change<T>): Promise<T> {
  const by = await writer(ctx, req)
  const periode = await writable(ctx)
  return transaction(ctx.db, async (tx) => fn(await openForm(tx, ctx, by, periode.id)))
}

/** An act of the PNS (Simpan, Hapus, Batalkan …): once per key, in one transaction. */
export async function perform<T extends Answer>(ctx: Ctx, req: FastifyRequest, body: Readonly<Record<string, unknown>>, fn: Change<T>): Promise<T> {
  const by = await writer(ctx, req)
  const { nip } = by.me
  const periode = await writable(ctx)
  return transaction(ctx.db, (tx) =>
    once(tx, ctx.keys, { nip, key: body._kunci, actor: by.help?.pendamping ?? nip, body: { ...body, _alamat: req.url } }, async () =>
      fn(await openForm(tx, ctx, by, periode.id)),
    ),
  )
}

/** The form for writing. Whoever still has a page from before Kirim is told, never thanked. */
async function openForm(tx: Tx, ctx: Ctx, { me, help }: Writer, periode: string): Promise<Writing> {
  // Under the lock of the authorisation: once it was revoked, nothing more is written.
  if (help && !(await isHelpingStill(tx, help))) throw problem('forbidden', { text: 'Izin mengisi untuk orang ini sudah berakhir atau dicabut.' })
  const e = await openEdit(tx, ctx.keys, me.nip, periode)
  if (!isEditable(e.form)) throw problem('already_sent')
  if (!help) return { ...e, actor: { as: 'pns' } }
  await noteHelping(tx, help, periode, 'diisi')
  return { ...e, form: { ...e.form, helper: true }, actor: { as: 'pendamping', id: help.id } }
}

type Writer = { me: SesiPns; help?: Helping }

async function writer(ctx: Ctx, req: FastifyRequest): Promise<Writer> {
  const by = await whose(ctx, req)
  // A tab that was opened for somebody else's form, or for the own one.
  if (readBody(req)[ACTING_FIELD] !== by.help?.id)
    throw problem('not_possible_now', {
      text: 'Halaman ini dibuka untuk formulir orang lain. Tidak ada yang disimpan. Buka kembali formulirnya.',
      links: [{ href: '/formulir', label: 'Ke formulir' }],
    })
  const taken = await take(ctx.db, ctx.keys, 'save', { akun: by.help?.pendamping ?? by.me.nip })
  if (!taken.allowed) throw problem('too_many', { retryAfter: taken.retryAfter })
  return by
}

/** Kirim and Batal Kirim are for the owner alone. */
export function requireOwner({ form }: Pick<View, 'form'>): void {
  if (form.helper)
    throw problem('forbidden', {
      text: 'Pendamping dapat mengisi dan menyimpan, tetapi hanya pemilik yang dapat mengirim.',
      links: [{ href: '/formulir', label: 'Kembali ke formulir' }],
    })
}

/** The campaign, while it is open: the database clock decides (R14). */
async function writable(ctx: Ctx): Promise<Periode> {
  const periode = await ctx.periode()
  if (periode.sekarang > periode.akhir_isi) throw problem('form_closed')
  return periode
}

export type Handler = (req: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
