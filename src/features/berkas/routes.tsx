// /berkas: attaching files to items of the form and to tickets, taking them off, opening them.
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findFile, listAttached, listFiles, placeName, type FileRow } from '../../berkas/files.ts'
import { readFile } from '../../berkas/job.ts'
import { LIMITS, withUpload, type Received } from '../../berkas/receive.ts'
import { KINDS } from '../../berkas/rules.ts'
import { uploadAddress } from '../../berkas/shown.ts'
import type { Ctx } from '../../context.ts'
import { isOpen, type Item } from '../../form/form.ts'
import { problem } from '../../problems.ts'
import { normaliseTiket } from '../../security/nomor.ts'
import { titleOf } from '../../tiket/kategori.ts'
import type { Ticket } from '../../tiket/store.ts'
import { findOwn, isOwner, showTiket } from '../../tiket/track.ts'
import { isUuid } from '../../web/key.tsx'
import { param, readBody, readQuery, seeOther, sendPage, type Body } from '../../web/request.ts'
import { postedBy, Token, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { openView } from '../isian/open.ts'
import { address } from '../isian/parts.tsx'
import { itemLabel } from '../verifikasi/rows.tsx'
import { viewerOf } from '../tiket/subject.ts'
import { findRight } from './access.ts'
import { UploadPage } from './pages.tsx'
import { attachAgain, attachUpload, attachUploadToTicket, detachFile, itemAt, openItem } from './service.ts'

export const UPLOAD = '/berkas/unggah'

export function berkas(app: FastifyInstance, ctx: Ctx): void {
  app.get(UPLOAD, (req, reply) => (readQuery(req).tiket ? showTicketUpload(ctx, req, reply) : showUpload(ctx, req, reply, readQuery(req))))
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
  app.get('/berkas/:id', (req, reply) => open(ctx, req, reply))
  // Only here a body of several parts is read; everywhere else it stays an unknown kind.
  app.register(async (scope) => {
    await scope.register(multipart, { limits: LIMITS, throwFileSizeLimit: false })
    scope.post(UPLOAD, (req, reply) => postUpload(ctx, req, reply))
  })
}

const NOTHING = 'Pilih berkas lebih dulu.'

function back(reply: FastifyReply, untuk: string | undefined, done = true): FastifyReply {
  const [bagian = '', kunci = ''] = (untuk ?? '').split('/')
  return seeOther(reply, `${uploadAddress({ bagian, kunci })}${done ? '&terlampir=1' : ''}`)
}

/** What the file is for stands in the address: nobody's ten megabytes are taken before it is known that he may bring them. */
async function postUpload(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const to = readQuery(req)
  if (to.tiket) await ticketOf(ctx, req, reply, true)
  else openItem((await openView(ctx, req)).view.form, to.untuk)
  return withUpload(ctx, req, async (r) => {
    req.body = r.fields
    if (to.tiket) return postTicketUpload(ctx, req, reply, r)
    const fault = r.fault ?? (r.upload ? await attachUpload(ctx, req, to.untuk, r) : NOTHING)
    return fault ? showUpload(ctx, req, reply, to, fault) : back(reply, to.untuk)
  })
}

async function showUpload(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, { untuk, terlampir }: Body, fault?: string): Promise<FastifyReply> {
  const { me, periode, view } = await openView(ctx, req)
  const item = itemAt(view.form, untuk)
  const owner = { nip: me.nip, periode: periode.id }
  const [files, attached] = await Promise.all([listFiles(ctx.db, ctx.keys, owner), listAttached(ctx.db, ctx.keys, me.nip, periode.id)])
  const here = attached.get(untuk!) ?? []
  const served = new Set([...view.form.sections.values()].flatMap(({ items }) => items.flatMap((i) => attached.get(placeName({ bagian: i.section.code, kunci: i.kunci })) ?? [])).map((f) => f.id))
  const page = (
    <UploadPage
      user={view.user}
      title={itemLabel(item)}
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
    : { href: i.state === 'hapus' ? address(i.section) : address(i.section, i.kunci), text: itemLabel(i) }

/** The ticket in the address, of whoever opened it. Errors: not_found, not_possible_now. */
async function ticketOf(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, writing = false): Promise<{ t: Ticket; visitor: Visitor; nip: string | undefined }> {
  const visitor = visitorOf(ctx, req, reply)
  const viewer = await viewerOf(ctx, req, visitor)
  const t = await findOwn(ctx.db, ctx.keys, normaliseTiket(readQuery(req).tiket ?? '') ?? '', viewer)
  if (!t || !isOwner(t, viewer)) throw problem('not_found')
  if (writing && !takesFiles(t)) throw problem('not_possible_now')
  return { t, visitor, nip: viewer.nip }
}

const takesFiles = (t: Ticket): boolean => t.status !== 'selesai' && t.status !== 'digabung'

async function postTicketUpload(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, r: Received): Promise<FastifyReply> {
  const { id } = postedBy(ctx, req)
  const { t, nip } = await ticketOf(ctx, req, reply, true)
  const fault = r.fault ?? (r.upload ? await attachUploadToTicket(ctx, { nip, id }, t, r) : NOTHING)
  return fault ? showTicketUpload(ctx, req, reply, fault) : seeOther(reply, `${uploadAddress({ tiket: t.nomor })}&terlampir=1`)
}

async function showTicketUpload(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, fault?: string): Promise<FastifyReply> {
  const { t, visitor } = await ticketOf(ctx, req, reply)
  const page = (
    <UploadPage
      user={null}
      title={`Laporan ${showTiket(t.nomor)}`}
      caption={titleOf(t.kategori)}
      back={{ href: `/bantuan/tiket/${t.nomor}`, text: 'laporan' }}
      to={{ tiket: t.nomor }}
      attached={await listFiles(ctx.db, ctx.keys, { tiket: t.nomor })}
      open={takesFiles(t)}
      fault={fault}
      done={readQuery(req).terlampir === '1'}
      token={<Token of={visitor} />}
    />
  )
  return sendPage(reply, page, fault ? 422 : 200)
}

/** Pictures open in the browser, closed off from everything; a PDF is saved, because its viewer does not work closed off. */
async function open(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const id = param(req, 'id')
  const found = isUuid(id) ? await findFile(ctx.db, ctx.keys, id) : undefined
  const right = found && (await findRight(ctx, req, found.owner, id))
  if (!right || found.file.status === 'ditolak') throw problem('not_found')
  if (found.file.status !== 'siap') throw problem('not_possible_now', { text: 'Berkas ini masih diperiksa. Coba lagi beberapa saat lagi.' })
  await right.note()
  return reply.headers(headersOf(found.file)).send(await readFile(ctx, found.file.tempat!))
}

const headersOf = ({ jenis, nama }: FileRow): Record<string, string> => ({
  'content-type': KINDS[jenis].mime,
  'content-disposition': `${jenis === 'pdf' ? 'attachment' : 'inline'}; filename="berkas.${KINDS[jenis].ending}"; filename*=UTF-8''${encoded(nama)}`,
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
})

const encoded = (name: string): string => encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
