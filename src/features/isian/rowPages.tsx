// Handlers of one row of a history: open, autosave, Simpan with confirmation, Hapus.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { uploadAddress } from '../../berkas/shown.ts'
import type { Ctx } from '../../context.ts'
import { listGaps } from '../../form/complete.ts'
import { clock } from '../../form/dates.ts'
import { dropDraft, getItem, newItem, proposeDelete } from '../../form/edit.ts'
import { currentRows, getSectionData, isOpen, ruleContext, type Form, type Item } from '../../form/form.ts'
import type { Raw } from '../../form/field.ts'
import { asked, type AnySection, type Loose } from '../../form/section.ts'
import { isRef } from '../../form/values.ts'
import { problem } from '../../problems.ts'
import { label } from '../../reference/shown.ts'
import { record } from '../../workflow/events.ts'
import { isUuid } from '../../web/key.tsx'
import { count, param, readBody, readQuery, seeOther, sendPage, wantsJson } from '../../web/request.ts'
import { ATTACH } from '../../web/ui/compare.tsx'
import { draft, getSection, openView, options, perform, type Opened } from './open.ts'
import { address } from './parts.tsx'
import { findRelative } from './relative.tsx'
import { afterSaving } from './repair.tsx'
import { ConfirmPage, DeletePage, DropPage, RowPage, rowRaw } from './row.tsx'
import { draftRow, instansiOf, isStale, rawOf, readRow, sameTyping, saveRow, visible, type RowOutcome } from './save.ts'
import { Conflict, findEntries, treeAddress } from './sectionPages.tsx'

/** The row in the address: an own row, or a new one under a key that we made. Anybody else's row is simply not there. */
function rowOf(form: Form, s: AnySection, kunci: string): Item {
  const known = getSectionData(form, s.code).items.some((i) => i.kunci === kunci)
  if (!known && !isUuid(kunci)) throw problem('not_found')
  return known ? getItem(form, s.code, kunci) : newItem(form, s.code, kunci)
}

/** GET /formulir/:bagian/baru: the new row gets its key here, so that a retry adds nothing twice. */
export async function startRow(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const s = getSection(req, 'many')
  getSectionData((await openView(ctx, req)).view.form, s.code)
  const celah = readQuery(req).celah
  return seeOther(reply, address(s, uuidv7()) + (celah ? `?celah=${encodeURIComponent(celah)}` : ''))
}

/** GET /formulir/:bagian/:baris */
export async function showRow(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const s = getSection(req, 'many')
  const { view } = await openView(ctx, req)
  const item = rowOf(view.form, s, param(req, 'baris'))
  if (!isOpen(view.form, item)) return seeOther(reply, `${address(s)}#baris-${item.kunci}`)
  const query = readQuery(req)
  const raw = { ...visible(view, s, rowRaw(s, item, await startValues(ctx, view.form, s, query))), ...(await chosen(ctx, s, query)) }
  return sendPage(reply, <RowPage {...view} section={s} item={item} raw={raw} options={options} />)
}

/** A new row starts with the own agency where a field asks for one, with what fills a gap, or with the choices of another row. */
async function startValues(ctx: Ctx, form: Form, s: AnySection, query: Raw = {}): Promise<Loose> {
  const gaps = query.celah === undefined ? [] : listGaps(form, getSectionData(form, s.code), ruleContext(form, ctx.engine.info))
  const gap = gaps.find((g, i) => g.rule === query.celah || String(i) === query.celah)
  const copied = currentRows(form, s.code).find((r) => r.kunci === query.salin)?.v
  return { ...(await ownAgency(ctx, form, s)), ...gap?.start, ...(copied && choicesIn(s, copied)) }
}

/** Choices repeat from row to row; dates and numbers do not. */
const choicesIn = (s: AnySection, values: Loose): Loose =>
  Object.fromEntries(
    asked(s)
      .filter(([, f]) => isRef(f) || f.kind === 'choice')
      .map(([key]) => [key, values[key]]),
  )

async function ownAgency(ctx: Ctx, form: Form, s: AnySection): Promise<Loose> {
  const instansi = instansiOf({ form })
  const field = Object.entries(s.fields).find(([, f]) => (f as { to?: string }).to === 'instansi')?.[0]
  if (!field || !instansi) return {}
  return { [field]: { id: instansi, nama: (await label(ctx.db, 'instansi', [instansi])).get(instansi) ?? '' } }
}

async function chosen(ctx: Ctx, s: AnySection, query: Raw): Promise<Raw> {
  const f = s.fields[query.medan ?? '']
  if (!f?.to || !query.pilih) return {}
  const nama = (await label(ctx.db, f.to, [query.pilih])).get(query.pilih)
  return nama ? { [query.medan!]: nama, [`${query.medan}__id`]: query.pilih } : {}
}

/** POST /formulir/:bagian/:baris */
export async function postRow(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const s = getSection(req, 'many')
  const kunci = param(req, 'baris')
  const raw = readBody(req)
  if (wantsJson(req) || raw._otomatis) return autosave(ctx, req, reply, s, kunci, raw)
  if (raw._cari) return findInPage(ctx, req, reply, s, kunci, raw)
  if (raw._aksi === 'batal') return raw._yakin ? dropRow(ctx, req, reply, s, kunci, raw) : cancelRow(ctx, req, reply, s, kunci, raw)
  return raw._yakin ? keepRow(ctx, req, reply, s, kunci, raw) : confirmRow(ctx, req, reply, s, kunci, raw)
}

/** Keeps the typing of a row page as a konsep, unless the row was changed elsewhere since the page was opened. */
function keepTyping(ctx: Ctx, req: FastifyRequest, s: AnySection, kunci: string, raw: Raw): Promise<{ row: RowOutcome; stale: boolean; versi: number }> {
  return draft(ctx, req, async (e) => {
    const row = await readRow(e, ctx.engine.info, s, rowOf(e.form, s, kunci).kunci, raw)
    const stale = isStale(row.item, count(raw._versi), row.raw)
    return { row, stale, versi: stale ? row.item.versi : await draftRow(e, row.item, row.raw) }
  })
}

async function autosave(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, s: AnySection, kunci: string, raw: Raw): Promise<FastifyReply> {
  const { row, stale, versi } = await keepTyping(ctx, req, s, kunci, raw)
  return reply.code(stale ? 409 : 200).send({
    versi: stale ? {} : { _versi: versi },
    salah: row.errors,
    ingat: row.warnings,
    pukul: `${clock(new Date())} WIB`,
    konflik: stale ? { _versi: 'Baris ini diubah di tempat lain' } : {},
  })
}

async function findInPage(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, s: AnySection, kunci: string, raw: Raw): Promise<FastifyReply> {
  const { view, ...me } = await openView(ctx, req)
  // The version stays the one of the page that was opened: searching settles no conflict.
  const item = { ...rowOf(view.form, s, kunci), versi: count(raw._versi) }
  if (s.fields[raw._cari!]?.lookup) return lookUp(ctx, reply, { ...view, section: s, item, raw, options }, me)
  return sendPage(reply, <RowPage {...view} section={s} item={item} raw={raw} options={options} results={await findEntries(ctx, view.form, s, raw, {})} />)
}

async function lookUp(ctx: Ctx, reply: FastifyReply, v: Parameters<typeof RowPage>[0], { me, periode }: Omit<Opened, 'view'>): Promise<FastifyReply> {
  if (!isOpen(v.form, v.item)) throw problem('item_locked')
  if (v.form.helper) throw problem('forbidden', { text: 'Pencarian NIP hanya untuk pemilik formulir. Isi Tanggal Lahir dan Tempat Lahir sendiri.' })
  const { status, ...found } = await findRelative(ctx, { nip: me.nip, periode }, v.section, v.raw._cari!, v.raw)
  return sendPage(reply, <RowPage {...v} {...found} />, status)
}

/** Batal: what was saved stays, what was typed goes; asked first, because a konsep is thrown away only here (clarifications 1.7). */
async function cancelRow(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, s: AnySection, kunci: string, raw: Raw): Promise<FastifyReply> {
  const { view } = await openView(ctx, req)
  const item = rowOf(view.form, s, kunci)
  const start = visible(view, s, rowRaw(s, { ...item, draft: null }, await startValues(ctx, view.form, s)))
  if (!item.draft && sameTyping(rawOf(item, start), rawOf(item, visible(view, s, raw)))) return seeOther(reply, address(s))
  const { stale, versi } = await keepTyping(ctx, req, s, kunci, raw)
  return stale ? seeOther(reply, address(s)) : sendPage(reply, <DropPage {...view} section={s} item={{ ...item, versi }} />)
}

async function dropRow(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, s: AnySection, kunci: string, raw: Raw): Promise<FastifyReply> {
  await perform(ctx, req, raw, async (e) => {
    const item = rowOf(e.form, s, kunci)
    if (item.draft) await dropDraft(e, item, count(raw._versi))
    return { ok: true }
  })
  return seeOther(reply, address(s))
}

/** First press of Simpan: faults come back, otherwise "Simpan data ini?" as in the manual; the typing is kept either way. */
async function confirmRow(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, s: AnySection, kunci: string, raw: Raw): Promise<FastifyReply> {
  const read = await keepTyping(ctx, req, s, kunci, raw)
  const { view } = await openView(ctx, req)
  const item = { ...read.row.item, versi: read.versi }
  const shown = visible(view, s, read.row.raw)
  if (raw._telusur && !read.stale) return seeOther(reply, treeAddress(s, raw._telusur, raw, kunci))
  if (raw[ATTACH] && !read.stale) return seeOther(reply, uploadAddress({ bagian: s.code, kunci }))
  if (read.stale || blocked(read.row)) return showFaults(reply, { ...view, section: s, item, raw: shown, options }, read.row, read.stale)
  return sendPage(
    reply,
    <ConfirmPage
      {...view}
      section={s}
      item={item}
      raw={{ ...shown, _versi: String(read.versi) }}
      values={read.row.values}
      options={options}
      again={raw._aksi === 'simpan-tambah'}
    />,
  )
}

const blocked = (row: RowOutcome) => Object.keys(row.errors).length > 0 || (Object.keys(row.warnings).length > 0 && !row.raw._ket?.trim())

function showFaults(reply: FastifyReply, v: Parameters<typeof RowPage>[0], row: RowOutcome, stale: boolean): FastifyReply {
  const notice = stale ? <Conflict texts={['Baris ini diubah di tempat lain']} /> : undefined
  return sendPage(reply, <RowPage {...v} notice={notice} errors={row.errors} warnings={row.warnings} />, stale ? 409 : 422)
}

async function keepRow(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, s: AnySection, kunci: string, raw: Raw): Promise<FastifyReply> {
  const { state, ke } = await perform(ctx, req, raw, async (e) => {
    const row = await readRow(e, ctx.engine.info, s, rowOf(e.form, s, kunci).kunci, raw)
    if (isStale(row.item, count(raw._versi), row.raw)) return { state: 'stale', ke: '' }
    if (blocked(row)) return { state: 'faults', ke: '' }
    await saveRow(e, row, row.item.versi)
    await record(e.tx, { nip: e.form.nip, periode: e.form.periode, kind: 'simpan', actor: e.actor, data: { bagian: s.code, butir: [kunci] } })
    return { state: 'saved', ke: afterSaving(e.form, `${address(s)}?simpan=1#baris-${kunci}`) }
  })
  // What was fine on the confirmation page no longer is: back to the fields with the sentences.
  if (state !== 'saved') return confirmRow(ctx, req, reply, s, kunci, { ...raw, _yakin: undefined })
  return seeOther(reply, raw._aksi === 'simpan-tambah' ? `${address(s)}/baru` : ke)
}

/** GET /formulir/:bagian/:baris/hapus */
export async function askDelete(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const s = getSection(req, 'many')
  const { view } = await openView(ctx, req)
  return sendPage(reply, <DeletePage {...view} section={s} item={getItem(view.form, s.code, param(req, 'baris'))} />)
}

/** POST /formulir/:bagian/:baris/hapus */
export async function deleteRow(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const s = getSection(req, 'many')
  const raw = readBody(req)
  const { ke } = await perform(ctx, req, raw, async (e) => {
    const item = getItem(e.form, s.code, param(req, 'baris'))
    await proposeDelete(e, item, count(raw._versi))
    await record(e.tx, {
      nip: e.form.nip,
      periode: e.form.periode,
      kind: 'simpan',
      actor: e.actor,
      data: { bagian: s.code, tindakan: 'hapus', butir: [item.kunci] },
    })
    return { ke: afterSaving(e.form, `${address(s)}?simpan=1`) }
  })
  return seeOther(reply, ke)
}
