// /bantuan: choosing a category, sending a request, following it; /cek-status/laporan: tracking by number; the printed receipt.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { listFiles } from '../../berkas/files.ts'
import type { Ctx } from '../../context.ts'
import type { Raw } from '../../form/field.ts'
import { renderPdf } from '../../pdf/render.ts'
import { toTandaBukti } from '../../pdf/tandaBuktiIsi.ts'
import { problem } from '../../problems.ts'
import { search } from '../../reference/search.ts'
import { normaliseTiket } from '../../security/nomor.ts'
import { take } from '../../security/throttle.ts'
import { findKategori, type Kategori } from '../../tiket/kategori.ts'
import { listMessages, PUBLIC_KINDS, type Ticket } from '../../tiket/store.ts'
import { findOwn, listMine } from '../../tiket/track.ts'
import { newChallenge, wantsNewCode } from '../../web/challenge.tsx'
import type { PageUser } from '../../web/layout.tsx'
import { showName } from '../../web/name.ts'
import { param, readBody, readQuery, seeOther, sendPage, type Body } from '../../web/request.ts'
import { pnsOf } from '../../web/session.ts'
import type { Found } from '../../web/ui/pick.tsx'
import { postedBy, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { GuidePage } from './guidePage.tsx'
import { GUIDES } from './guides.ts'
import { TicketForm, type FormView } from './formPage.tsx'
import { answerTicket, FORM, sendTicket } from './service.ts'
import { HelpStart } from './startPage.tsx'
import { askerOf, kategoriAt, originOf, viewerOf, type Asker } from './subject.ts'
import { MinePage, TicketPage } from './ticketPage.tsx'
import { postTracking, showTracking } from './trackPage.tsx'

type Handler = (ctx: Ctx, req: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>

export function tiket(app: FastifyInstance, ctx: Ctx): void {
  const on = (h: Handler) => (req: FastifyRequest, reply: FastifyReply) => h(ctx, req, reply)
  app.get('/bantuan', on(showHelp))
  app.post('/bantuan', on(postTicket))
  app.get('/bantuan/laporan-saya', on(showMine))
  app.get('/bantuan/tiket/:nomor', on(showTicket))
  app.post('/bantuan/tiket/:nomor/:tindakan', on(postAnswer))
  app.get('/cek-status/laporan', on(showTracking))
  app.post('/cek-status/laporan', on(postTracking))
  app.get('/cetak/tiket/:nomor', on(printTicket))
}

const userOf = ({ nip, nama, kabar }: Asker): PageUser | null => (nip ? { nama: showName(nama ?? ''), kabar } : null)

async function showHelp(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const query = readQuery(req)
  const guide = Object.hasOwn(GUIDES, query.kategori ?? '') ? GUIDES[query.kategori!] : undefined
  if (guide) return sendPage(reply, <GuidePage guide={guide} />)
  const [origin, asker] = [originOf(query), await askerOf(ctx, req)]
  const k = findKategori(query.kategori) ?? kategoriAt(origin)
  if (!k) return sendPage(reply, <HelpStart origin={origin} user={userOf(asker)} />)
  const visitor = visitorOf(ctx, req, reply)
  const raw = { nip: asker.registering?.nip, teks: origin.teks }
  return showForm(reply, { k, asker, origin, visitor, user: userOf(asker), raw, challenge: asker.nip ? undefined : newChallenge(ctx, FORM, visitor) })
}

const showForm = (reply: FastifyReply, v: FormView, status = 200) => sendPage(reply, <TicketForm {...v} />, status)

async function postTicket(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const body = readBody(req)
  const k = findKategori(body.kategori)
  if (!k) throw problem('not_found')
  const asker = await askerOf(ctx, req)
  const view = { k, asker, origin: originOf(body), visitor, user: userOf(asker), raw: body }
  const again = (more: Partial<FormView>, o: Parameters<typeof newChallenge>[3] = {}): FormView => ({
    ...view,
    challenge: asker.nip ? undefined : newChallenge(ctx, FORM, visitor, o),
    ...more,
  })
  if (k.pembuka === 'akun' && !asker.nip) return showForm(reply, again({}), 422)
  if (wantsNewCode(body)) return showForm(reply, again({}, { visible: true }))
  if (body._cari) return showForm(reply, again({ results: await find(ctx, k, body) }))
  const sent = await sendTicket(ctx, { visitor, nip: asker.nip }, k, body)
  if (!sent.ok)
    return showForm(
      reply,
      again({ errors: sent.errors }, { level: sent.level, visible: sent.errors.captcha ? true : undefined, fault: sent.errors.captcha }),
      422,
    )
  return seeOther(reply, `/bantuan/tiket/${sent.nomor}?baru=1`)
}

/** Cari beside a list field, for people without script. */
async function find(ctx: Ctx, k: Kategori, body: Body): Promise<Record<string, readonly Found[]>> {
  const name = body._cari!
  const daftar = Object.hasOwn(k.section.fields, name) ? (k.section.fields as Record<string, { to?: string }>)[name]!.to : undefined
  if (!daftar) return {}
  const rows = await search(ctx.db, { daftar, q: (body[name] ?? '').slice(0, 100), limit: 10 })
  return { [name]: rows.map((r) => ({ id: r.id, nama: r.nama, ket: r.keterangan })) }
}

async function showMine(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { nip } = await pnsOf(ctx, req)
  const user = userOf(await askerOf(ctx, req))!
  return sendPage(reply, <MinePage mine={await listMine(ctx.db, nip)} user={user} />)
}

/** A ticket of somebody else does not exist. Error: not_found. */
async function ownTicket(ctx: Ctx, req: FastifyRequest, visitor: Visitor): Promise<Ticket> {
  const nomor = normaliseTiket(param(req, 'nomor'))
  const t = nomor && (await findOwn(ctx.db, ctx.keys, nomor, await viewerOf(ctx, req, visitor)))
  if (!t) throw problem('not_found')
  return t
}

async function showTicket(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = visitorOf(ctx, req, reply)
  return sendPage(
    reply,
    await wholeTicket(ctx, req, visitor, await ownTicket(ctx, req, visitor), { fresh: readQuery(req).baru === '1', done: readQuery(req).terkirim }),
  )
}

async function wholeTicket(ctx: Ctx, req: FastifyRequest, visitor: Visitor, t: Ticket, o: { fresh?: boolean; done?: string; fault?: string; typed?: string }) {
  const [messages, files] = await Promise.all([listMessages(ctx.db, ctx.keys, t.nomor, PUBLIC_KINDS), listFiles(ctx.db, ctx.keys, { tiket: t.nomor })])
  return <TicketPage t={t} messages={messages} files={files} visitor={visitor} user={userOf(await askerOf(ctx, req))} now={new Date()} fresh={false} {...o} />
}

async function postAnswer(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const what = param(req, 'tindakan')
  const t = await ownTicket(ctx, req, visitor)
  if ((what !== 'balas' && what !== 'buka') || t.asal === 'otomatis') throw problem('not_found')
  const body: Raw = readBody(req)
  const fault = await answerTicket(ctx, { visitor, nip: (await askerOf(ctx, req)).nip }, t, what, body)
  if (fault) return sendPage(reply, await wholeTicket(ctx, req, visitor, t, { fault, typed: body.isi }), 422)
  return seeOther(reply, `/bantuan/tiket/${t.nomor}?terkirim=${what}`)
}

async function printTicket(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = visitorOf(ctx, req, reply)
  const t = await ownTicket(ctx, req, visitor)
  const taken = await take(ctx.db, ctx.keys, 'pdf', { akun: t.nip ?? visitor.id })
  if (!taken.allowed) throw problem('too_many', { retryAfter: taken.retryAfter })
  const bytes = await renderPdf('tanda-bukti', await toTandaBukti(ctx, t))
  return reply.type('application/pdf').header('content-disposition', `inline; filename="Tanda-Bukti-${t.nomor}.pdf"`).send(bytes)
}
