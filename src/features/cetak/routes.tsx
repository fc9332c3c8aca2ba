// Printed proofs of the person himself: drawn at once, never kept (manual III.A.8 and the end of III.B).
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { problem } from '../../problems.ts'
import { closePdf, renderPdf } from '../../pdf/render.ts'
import { take } from '../../security/throttle.ts'
import { registeredNip } from '../../web/pendaftaran.ts'
import { findPns, pnsOf } from '../../web/session.ts'
import { getBuktiPengisian, getBuktiRegistrasi } from '../../pdf/store.ts'

export function cetak(app: FastifyInstance, ctx: Ctx): void {
  app.addHook('onClose', closePdf)
  app.get('/cetak/bukti-registrasi', async (req, reply) => {
    const nip = await slipOwner(ctx, req)
    await throttle(ctx, nip)
    const view = await getBuktiRegistrasi(ctx, nip)
    return sendPdf(reply, `Bukti-Registrasi-${view.holder.nomorRegister}`, await renderPdf('bukti-registrasi', view))
  })

  // One document at two addresses (clarifications 1.2); only the name of the file differs.
  for (const [path, name] of [
    ['bukti-pengisian', 'Bukti-Pengisian'],
    ['formulir-perubahan', 'Formulir-Perubahan-Data'],
  ] as const) {
    app.get(`/cetak/${path}`, async (req, reply) => {
      const { nip } = await pnsOf(ctx, req)
      await throttle(ctx, nip)
      const view = await getBuktiPengisian(ctx, nip)
      return sendPdf(reply, `${view.proof ? '' : 'KONSEP-'}${name}-${view.holder.nomorRegister}`, await renderPdf('bukti-pengisian', view))
    })
  }
}

/** Who is signed in, also while the registration is being checked; else who has just registered in this browser. */
async function slipOwner(ctx: Ctx, req: FastifyRequest): Promise<string> {
  const nip = (await findPns(ctx, req))?.nip ?? (await registeredNip(ctx, req))
  if (!nip) throw problem('session_ended')
  return nip
}

async function throttle(ctx: Ctx, nip: string): Promise<void> {
  const taken = await take(ctx.db, ctx.keys, 'pdf', { akun: nip })
  if (!taken.allowed) throw problem('too_many', { retryAfter: taken.retryAfter })
}

const sendPdf = (reply: FastifyReply, name: string, bytes: Buffer): FastifyReply =>
  reply.type('application/pdf').header('content-disposition', `inline; filename="${name}.pdf"`).send(bytes)
