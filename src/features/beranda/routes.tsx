// Public pages: Beranda, Cek Status by nomor register.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { normaliseNomor } from '../../security/nomor.ts'
import { take } from '../../security/throttle.ts'
import { admit, newChallenge, wantsNewCode } from '../../web/challenge.tsx'
import { readBody, sendPage } from '../../web/request.ts'
import { postedBy, visitorOf } from '../../web/visitor.tsx'
import { findProgress } from '../../workflow/progress.ts'
import { HomePage } from './home.tsx'
import { StatusPage, StatusStart } from './status.tsx'
import { findNipByNomor, nationalCounts } from './store.ts'

export function beranda(app: FastifyInstance, ctx: Ctx): void {
  const national = nationalCounts(ctx.db)
  app.get('/', async (_req, reply) => sendPage(reply, <HomePage periode={await ctx.periode()} national={await national()} />))
  app.get('/cek-status', (_req, reply) => sendPage(reply, <StatusStart />))
  app.get('/cek-status/pendaftaran', (req, reply) => sendPage(reply, <StatusPage visitor={visitorOf(ctx, req, reply)} />))
  app.post('/cek-status/pendaftaran', (req, reply) => postStatus(ctx, req, reply))
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
