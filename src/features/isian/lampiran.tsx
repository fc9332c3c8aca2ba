// /berkas/unggah and its acts: files attached to items of the form.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { attach, detach, listAttached, listFiles, listPlaces, placeName, type Place } from '../../berkas/files.ts'
import { add, keeping } from '../../berkas/keep.ts'
import { receivesFiles, withUpload, type Received } from '../../berkas/receive.ts'
import { uploadAddress } from '../../berkas/shown.ts'
import { storeOf } from '../../berkas/store.ts'
import type { Ctx } from '../../context.ts'
import { getItem } from '../../form/edit.ts'
import { isOpen, needsRepair, type Form, type Item } from '../../form/form.ts'
import { problem } from '../../problems.ts'
import { isUuid } from '../../web/key.tsx'
import { NOTHING_CHOSEN, UploadPage } from '../../web/lampiran.tsx'
import { readBody, readQuery, seeOther, sendPage, type Body } from '../../web/request.ts'
import { record } from '../../workflow/events.ts'
import { openView, perform, type Writing } from './open.ts'
import { address } from './parts.tsx'
import { rowNumber } from './rows.tsx'

const UPLOAD = '/berkas/unggah'

export function lampiran(app: FastifyInstance, ctx: Ctx): void {
  app.get(UPLOAD, (req, reply) => showUpload(ctx, req, reply, readQuery(req)))
  receivesFiles(app, UPLOAD, (req, reply) => postUpload(ctx, req, reply))
  app.post('/berkas/pakai', async (req, reply) => {
    const body = readBody(req)
    await attachAgain(ctx, req, body)
    return back(reply, body.untuk)
  })
  app.post('/berkas/lepas', async (req, reply) => {
    const body = readBody(req)
    await detachFile(ctx, req, body)
    return back(reply, body.untuk ?? body.kembali, false)
  })
}

function back(reply: FastifyReply, untuk: string | undefined, done = true): FastifyReply {
  const [bagian = '', kunci = ''] = (untuk ?? '').split('/')
  return seeOther(reply, `${uploadAddress({ bagian, kunci })}${done ? '&terlampir=1' : ''}`)
}

/** What the file is for stands in the address: nobody's ten megabytes are taken before it is known that he may bring them. */
async function postUpload(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const to = readQuery(req)
  openItem((await openView(ctx, req)).view.form, to.untuk)
  return withUpload(ctx, req, async (r) => {
    req.body = r.fields
    const fault = r.fault ?? (r.upload ? await attachUpload(ctx, req, to.untuk, r) : NOTHING_CHOSEN)
    return fault ? showUpload(ctx, req, reply, to, fault) : back(reply, to.untuk)
  })
}

async function showUpload(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, { untuk, terlampir }: Body, fault?: string): Promise<FastifyReply> {
  const { me, periode, view } = await openView(ctx, req)
  const item = itemAt(view.form, untuk)
  const owner = { nip: me.nip, periode: periode.id }
  const [files, attached] = await Promise.all([listFiles(ctx.db, ctx.keys, owner), listAttached(ctx.db, ctx.keys, me.nip, periode.id)])
  const here = attached.get(untuk!) ?? []
  const served = new Set(
    [...view.form.sections.values()]
      .flatMap(({ items }) => items.flatMap((i) => attached.get(placeName({ bagian: i.section.code, kunci: i.kunci })) ?? []))
      .map((f) => f.id),
  )
  const page = (
    <UploadPage
      user={view.user}
      title={labelOf(item)}
      caption={item.section.title}
      back={wayBack(item)}
      to={{ untuk: untuk! }}
      attached={here}
      others={files.filter((f) => !here.some((h) => h.id === f.id)).map((f) => ({ ...f, idle: !served.has(f.id) }))}
      helper={view.form.helper}
      open={isOpen(view.form, item)}
      fault={fault}
      done={terlampir === '1'}
    />
  )
  return sendPage(reply, page, fault ? 422 : 200)
}

const wayBack = (i: Item) =>
  i.section.rows === 'one'
    ? { href: `${address(i.section)}#${i.kunci}-baris`, text: i.section.title }
    : { href: i.state === 'hapus' ? address(i.section) : address(i.section, i.kunci), text: labelOf(i) }

const labelOf = (i: Item): string => (i.section.rows === 'many' ? `${rowNumber(i)} · ${i.label}` : i.label)

/** "data-utama/nama" as an item of this form. Error: not_found. */
function itemAt(form: Form, name: string | undefined): Item {
  const [bagian = '', kunci = ''] = (name ?? '').split('/')
  return getItem(form, bagian, kunci)
}

const placeOf = (i: Item): Place => ({ bagian: i.section.code, kunci: i.kunci })
const ownerOf = ({ form }: Pick<Writing, 'form'>) => ({ nip: form.nip, periode: form.periode })

/** The item while it may be changed. Errors: not_found, item_locked. */
function openItem(form: Form, name: string | undefined): Item {
  const item = itemAt(form, name)
  if (!isOpen(form, item)) throw problem('item_locked')
  return item
}

/** Attaches what was uploaded. Gives the fault, if there is one. */
async function attachUpload(ctx: Ctx, req: FastifyRequest, untuk: string | undefined, { fields, upload }: Received): Promise<string | undefined> {
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
async function attachAgain(ctx: Ctx, req: FastifyRequest, body: Body): Promise<void> {
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
async function detachFile(ctx: Ctx, req: FastifyRequest, body: Body): Promise<void> {
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
