// Addresses of claims and of the counter: /klaim for everybody, /verifikasi/klaim for the agency.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { readNip } from '../../form/nip.ts'
import { findOfficial } from '../../form/official.ts'
import type { KodeLoket } from '../../pdf/kodeLoket.ts'
import { renderPdf } from '../../pdf/render.ts'
import { problem } from '../../problems.ts'
import { normaliseNomor } from '../../security/nomor.ts'
import { take } from '../../security/throttle.ts'
import { openContact } from '../../web/akun.ts'
import { MAILBOX_HOURS } from '../../web/kotakSurat.ts'
import { param, readBody, readQuery, seeOther, sendPage, type Body } from '../../web/request.ts'
import { staffOf } from '../../web/session.ts'
import { Notice } from '../../web/ui/message.tsx'
import { record } from '../../workflow/events.ts'
import type { Staff } from '../../workflow/scope.ts'
import { confirmMailbox, getVisited, printActivation, printMailboxCode, REGISTRAR } from './counter.ts'
import { addressOf, getNip, HERE, requireCounter } from './frame.tsx'
import { ClaimedPage, postClaim, showClaimForm } from './publicPages.tsx'
import { actorOf, decideClaim } from './service.ts'
import { countClaims, findClaim, findMailbox, findNipByNomor, findVisited, listClaims, listMailboxes, MAILBOX_ROLES, rolesFor, type Visited } from './store.ts'
import { ListPage, PersonPage, type Fault } from './views.tsx'

const SHOWN = 50
const NEWS: Readonly<Record<string, string>> = {
  kembalikan: 'Akun dikembalikan. Pemegangnya diberi tahu lewat e-mail.',
  serahkan: 'Akun ditutup. Pemilik NIP dapat mendaftar dari awal.',
  'kotak-surat': 'Tercatat. Alamat lama diberi tahu lewat e-mail.',
}

export function klaim(app: FastifyInstance, ctx: Ctx): void {
  app.get('/klaim', (req, reply) => showClaimForm(ctx, req, reply))
  app.post('/klaim', (req, reply) => postClaim(ctx, req, reply))
  app.get('/klaim/diterima', (_req, reply) => sendPage(reply, <ClaimedPage />))
  app.get(HERE, async (req, reply) => showList(ctx, reply, await counterOf(ctx, req), { news: readQuery(req).selesai }))
  app.post(`${HERE}/cari`, async (req, reply) => search(ctx, reply, await counterOf(ctx, req), readBody(req).q ?? ''))
  app.get(`${HERE}/:orang`, async (req, reply) => {
    const staff = await counterOf(ctx, req)
    const v = await getVisited(ctx, staff, getNip(ctx, staff, param(req, 'orang')))
    await noteRead(ctx, staff, v)
    return showPerson(ctx, reply, staff, v, { news: readQuery(req).selesai })
  })
  app.post(`${HERE}/:orang/:tindakan`, async (req, reply) => {
    const staff = await counterOf(ctx, req)
    const v = await getVisited(ctx, staff, getNip(ctx, staff, param(req, 'orang')))
    return act(ctx, reply, staff, v, param(req, 'tindakan'), readBody(req))
  })
}

async function counterOf(ctx: Ctx, req: FastifyRequest): Promise<Staff> {
  const staff = await staffOf(ctx, req)
  requireCounter(staff)
  return staff
}

async function act(ctx: Ctx, reply: FastifyReply, staff: Staff, v: Visited, action: string, body: Body): Promise<FastifyReply> {
  if (action === 'cetak-kode') return sendPaper(reply, await printMailboxCode(ctx, staff, v))
  const seen = body.ktp === '1' && (action === 'aktivasi' || body.karpeg === '1')
  if (!seen) {
    const text = `Nyatakan dahulu bahwa ${action === 'aktivasi' ? 'KTP' : 'KTP dan Karpeg'} sudah Anda lihat.`
    return showPerson(ctx, reply, staff, v, { fault: { tindakan: action, text, body } })
  }
  if (action === 'aktivasi') return sendPaper(reply, await printActivation(ctx, staff, v))
  if (action === 'kotak-surat') await confirmMailbox(ctx, staff, v, body)
  else if (action === 'kembalikan' || action === 'serahkan') await decideClaim(ctx, staff, v.nip, action, body)
  else throw problem('not_found')
  return seeOther(reply, action === 'kotak-surat' ? `${addressOf(ctx, staff, v.nip)}?selesai=${action}` : `${HERE}?selesai=${action}`)
}

const sendPaper = async (reply: FastifyReply, view: KodeLoket): Promise<FastifyReply> =>
  reply
    .type('application/pdf')
    .header('content-disposition', 'inline; filename="Kode-Loket.pdf"')
    .send(await renderPdf('kode-loket', view))

/** One event per look. It is outside every queue, so it counts towards the alarm (clarifications 4.10). Error: step_up. */
async function noteRead(ctx: Ctx, staff: Staff, v: Visited): Promise<void> {
  const taken = await take(ctx.db, ctx.keys, 'staff_view', { akun: staff.id })
  if (!taken.allowed) throw problem('step_up')
  if (taken.exceeded.includes('alarm')) ctx.log.warn({ petugas: staff.id }, 'many records viewed')
  const role = rolesFor(staff, MAILBOX_ROLES, v.instansi_id)[0]!
  await transaction(ctx.db, (tx) => record(tx, { nip: v.nip, kind: 'dibaca', actor: actorOf(staff, role, v.instansi_id), data: { loket: true } }))
}

async function search(ctx: Ctx, reply: FastifyReply, staff: Staff, typed: string): Promise<FastifyReply> {
  const read = readNip(typed)
  const nomor = read.ok ? undefined : normaliseNomor(typed)
  const nip = read.ok ? read.nip : nomor && (await findNipByNomor(ctx.db, nomor))
  if (nip && (await findVisited(ctx.db, staff, nip))) return seeOther(reply, addressOf(ctx, staff, nip))
  return showList(ctx, reply, staff, { typed, error: 'Tidak ada orang dengan nomor ini di instansi Anda. Periksa kembali nomornya.' })
}

type Said = { news?: string; error?: string; typed?: string }

const newsOf = (news: string | undefined) =>
  news &&
  Object.hasOwn(NEWS, news) && (
    <Notice tone="success" live>
      <p>{NEWS[news]}</p>
    </Notice>
  )

async function showList(ctx: Ctx, reply: FastifyReply, staff: Staff, { news, error, typed }: Said): Promise<FastifyReply> {
  const [claims, total, mailboxes] = [
    await listClaims(ctx.db, staff, SHOWN),
    await countClaims(ctx.db, staff),
    await listMailboxes(ctx.db, staff, MAILBOX_HOURS, SHOWN),
  ]
  const page = (
    <ListPage
      staff={staff}
      claims={claims}
      total={total}
      mailboxes={mailboxes}
      href={(nip) => addressOf(ctx, staff, nip)}
      notice={newsOf(news)}
      error={error}
      typed={typed}
    />
  )
  return sendPage(reply, page, error ? 422 : 200)
}

async function showPerson(ctx: Ctx, reply: FastifyReply, staff: Staff, v: Visited, { news, fault }: { news?: string; fault?: Fault }): Promise<FastifyReply> {
  const official = await findOfficial(ctx.db, ctx.keys, v.nip)
  if (!official) throw problem('nip_unknown')
  const claim = await findClaim(ctx.db, staff, v.nip)
  const page = (
    <PersonPage
      staff={staff}
      v={v}
      official={official}
      claim={claim}
      contact={claim?.kontak ? openContact(ctx.keys, v.nip, claim.id, claim.kontak) : undefined}
      mailbox={await findMailbox(ctx.db, staff, v.nip, MAILBOX_HOURS)}
      mayRegister={(v.status === null || v.status === 'registrasi_ditolak') && rolesFor(staff, [REGISTRAR], v.instansi_id).length > 0}
      action={addressOf(ctx, staff, v.nip)}
      notice={newsOf(news)}
      fault={fault}
    />
  )
  return sendPage(reply, page, fault ? 422 : 200)
}
