// Public pages: Beranda, Bantuan, Cek Status.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { findOfficial } from '../../form/official.ts'
import { normaliseNomor } from '../../security/nomor.ts'
import { take } from '../../security/throttle.ts'
import { admit, newChallenge, wantsNewCode } from '../../web/challenge.tsx'
import { findPendaftaran } from '../../web/pendaftaran.ts'
import { readBody, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { postedBy, visitorOf } from '../../web/visitor.tsx'
import { findProgress } from '../../workflow/progress.ts'
import { HelpPage, type Context } from './help.tsx'
import { HomePage } from './home.tsx'
import { ReportStatusPage, StatusPage, StatusStart } from './status.tsx'
import { findNipByNomor, nationalCounts } from './store.ts'
import { CATEGORIES, TOPICS } from './topics.ts'

export function beranda(app: FastifyInstance, ctx: Ctx): void {
  const national = nationalCounts(ctx.db)
  app.get('/', async (_req, reply) => sendPage(reply, <HomePage periode={await ctx.periode()} national={await national()} />))
  app.get('/bantuan', (req, reply) => showHelp(ctx, req, reply))
  for (const topic of Object.keys(TOPICS)) app.get(`/${topic}`, (_req, reply) => seeOther(reply, `/bantuan?topik=${topic}`))
  app.get('/cek-status', (_req, reply) => sendPage(reply, <StatusStart />))
  app.get('/cek-status/laporan', (_req, reply) => sendPage(reply, <ReportStatusPage />))
  app.get('/cek-status/pendaftaran', (req, reply) => sendPage(reply, <StatusPage visitor={visitorOf(ctx, req, reply)} />))
  app.post('/cek-status/pendaftaran', (req, reply) => postStatus(ctx, req, reply))
}

async function showHelp(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { kategori = '', topik = '' } = readQuery(req)
  const topic = Object.hasOwn(CATEGORIES, kategori) ? CATEGORIES[kategori] : Object.hasOwn(TOPICS, topik) ? TOPICS[topik] : undefined
  return sendPage(reply, <HelpPage topic={topic} context={Object.hasOwn(CATEGORIES, kategori) ? await contextOf(ctx, req) : undefined} />)
}

/** The NIP comes from the running registration, never from the address (trust.md 3). */
async function contextOf(ctx: Ctx, req: FastifyRequest): Promise<Context | undefined> {
  const isi = (await findPendaftaran(ctx, req))?.isi
  if (!isi || isi.selesai) return undefined
  return { nip: isi.nip, official: isi.temuan === 'lanjut' ? await findOfficial(ctx.db, ctx.keys, isi.nip) : undefined }
}

const FORM = 'cek-status'

async function postStatus(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const body = readBody(req)
  const typed = body.nomor_register ?? ''
  if (wantsNewCode(body)) return sendPage(reply, <StatusPage visitor={visitor} nomor={typed} challenge={newChallenge(ctx, FORM, visitor, { level: 1 })} />)
  const nomor = normaliseNomor(typed)
  if (!nomor)
    return sendPage(
      reply,
      <StatusPage visitor={visitor} nomor={typed} fault="Nomor register terdiri atas 8 huruf dan angka. Periksa kembali Bukti Registrasi Anda." />,
      422,
    )
  const admission = await admit(ctx, FORM, visitor, body, [['status_lookup', { akun: nomor }]])
  if (!admission.ok)
    return sendPage(
      reply,
      <StatusPage
        visitor={visitor}
        nomor={typed}
        fault={admission.fault}
        challenge={newChallenge(ctx, FORM, visitor, { level: admission.level || 1, fault: admission.fault })}
      />,
      422,
    )
  const nip = await findNipByNomor(ctx.db, nomor)
  // Misses are counted for everybody together: guessing from many addresses is slowed down too (trust.md 3.7).
  const missed = nip ? undefined : await take(ctx.db, ctx.keys, 'status_miss', {}, admission.level)
  if (missed && missed.challenge > 0)
    return sendPage(
      reply,
      <StatusPage
        visitor={visitor}
        nomor={typed}
        fault="Ketik kode pada gambar, lalu kirim sekali lagi."
        challenge={newChallenge(ctx, FORM, visitor, { level: missed.challenge })}
      />,
      422,
    )
  const steps = nip ? await findProgress(ctx.db, nip, (await ctx.periode()).id) : undefined
  return sendPage(reply, <StatusPage visitor={visitor} asked={nomor} steps={steps} />)
}
