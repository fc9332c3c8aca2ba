// /berkas: opening files, and attaching them to tickets. Files of the form are attached in features/isian.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { headOf } from '../../akun/pengguna.ts'
import { findFile, listFiles, type FileRow } from '../../berkas/files.ts'
import { readFile } from '../../berkas/job.ts'
import { receivesFiles, withUpload, type Received } from '../../berkas/receive.ts'
import { KINDS } from '../../berkas/rules.ts'
import { uploadAddress } from '../../berkas/shown.ts'
import { storeAway } from '../../berkas/store.ts'
import type { Ctx } from '../../context.ts'
import { problem } from '../../problems.ts'
import { normaliseTiket } from '../../security/nomor.ts'
import type { SesiPns } from '../../security/session.ts'
import { titleOf } from '../../tiket/kategori.ts'
import { findTicket, type Ticket } from '../../tiket/store.ts'
import { isOwner, showTiket } from '../../tiket/track.ts'
import { isUuid } from '../../web/key.tsx'
import { NOTHING_CHOSEN, UploadPage } from '../../web/lampiran.tsx'
import { param, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { findPns } from '../../web/session.ts'
import { postedBy, Token, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { findRight } from './access.ts'
import { attachUploadToTicket } from './service.ts'

const TICKET = '/berkas/tiket/:nomor'

export function berkas(app: FastifyInstance, ctx: Ctx): void {
  app.get(TICKET, (req, reply) => showUpload(ctx, req, reply))
  receivesFiles(app, TICKET, (req, reply) => postUpload(ctx, req, reply))
  app.get('/berkas/:id', (req, reply) => open(ctx, req, reply))
}

/** The ticket in the address, of whoever opened it. Errors: not_found, not_possible_now. */
async function ticketOf(
  ctx: Ctx,
  req: FastifyRequest,
  reply: FastifyReply,
  writing = false,
): Promise<{ t: Ticket; visitor: Visitor; me: SesiPns | undefined; nip: string | undefined }> {
  const visitor = visitorOf(ctx, req, reply)
  const found = await findPns(ctx, req)
  const me = found?.status === 'aktif' ? found : undefined
  const nip = me?.nip
  const nomor = normaliseTiket(param(req, 'nomor'))
  const t = nomor ? await findTicket(ctx.db, ctx.keys, nomor) : undefined
  if (!t || !isOwner(t, { nip, browser: visitor.id })) throw problem('not_found')
  if (writing && !takesFiles(t)) throw problem('not_possible_now')
  return { t, visitor, me, nip }
}

const takesFiles = (t: Ticket): boolean => t.status !== 'selesai' && t.status !== 'digabung'

async function postUpload(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { t, nip } = await ticketOf(ctx, req, reply, true)
  return withUpload(ctx, req, async (r: Received) => {
    req.body = r.fields
    const { id } = postedBy(ctx, req)
    const fault = r.fault ?? (r.upload ? await attachUploadToTicket(ctx, { nip, id }, t, r) : NOTHING_CHOSEN)
    return fault ? showUpload(ctx, req, reply, fault) : seeOther(reply, `${uploadAddress({ tiket: t.nomor })}?terlampir=1`)
  })
}

async function showUpload(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, fault?: string): Promise<FastifyReply> {
  const { t, visitor, me } = await ticketOf(ctx, req, reply)
  const page = (
    <UploadPage
      user={me ? await headOf(ctx, me) : null}
      title={`Laporan ${showTiket(t.nomor)}`}
      caption={titleOf(t.kategori)}
      back={{ href: `/bantuan/tiket/${t.nomor}`, text: 'Laporan permasalahan' }}
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
  return reply.headers(headersOf(found.file)).send(await readFile(ctx, found.file.tempat!).catch(storeAway))
}

const headersOf = ({ jenis, nama }: FileRow): Record<string, string> => ({
  'content-type': KINDS[jenis].mime,
  'content-disposition': `${jenis === 'pdf' ? 'attachment' : 'inline'}; filename="berkas.${KINDS[jenis].ending}"; filename*=UTF-8''${encoded(nama)}`,
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
})

const encoded = (name: string): string => encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
