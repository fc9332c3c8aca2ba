// /dokumen/:kode, the page behind the QR code of every printed proof.
import type { FastifyInstance } from 'fastify'
import type { Ctx } from '../../context.ts'
import { showKode } from '../../pdf/kode.ts'
import { problem } from '../../problems.ts'
import { normaliseKodeDokumen, normaliseSymbols } from '../../security/nomor.ts'
import { giveBack, take } from '../../security/throttle.ts'
import { param, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { addressOf } from '../../web/session.ts'
import { findIssued } from './store.ts'
import { AskPage, IssuedPage } from './views.tsx'

const MAX = 40
const WAIT = 300

export function dokumen(app: FastifyInstance, ctx: Ctx): void {
  app.get('/dokumen', async (req, reply) => {
    const typed = readQuery(req).kode?.trim()
    if (!typed) return sendPage(reply, <AskPage />)
    // A scanner gives the whole address, a hand the code alone.
    const kode = normaliseSymbols(/\/dokumen\/([^/?#]+)/.exec(typed)?.[1] ?? typed).slice(0, MAX)
    return seeOther(reply, `/dokumen/${encodeURIComponent(kode)}`)
  })

  app.get('/dokumen/:kode', async (req, reply) => {
    const who = { alamat: addressOf(ctx, req) }
    const taken = await take(ctx.db, ctx.keys, 'status_lookup', who)
    if (!taken.allowed || taken.challenge > 0) throw problem('too_many', { retryAfter: Math.max(taken.retryAfter, WAIT) })
    reply.header('x-robots-tag', 'noindex')
    const kode = normaliseKodeDokumen(ctx.keys, param(req, 'kode'))
    const doc = kode && (await findIssued(ctx.db, kode))
    if (!kode || !doc) return sendPage(reply, <AskPage unknown={param(req, 'kode').slice(0, MAX)} />, 404)
    // Only misses count: an office scans a hundred papers a day from one address.
    await giveBack(ctx.db, ctx.keys, 'status_lookup', who, 1)
    return sendPage(reply, <IssuedPage kode={showKode(kode)} doc={doc} />)
  })
}
