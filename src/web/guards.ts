// What stands before every handler: own pages only (CSRF), and shedding load early when too much is under way (trust R10).
import type { FastifyInstance } from 'fastify'
import type { Ctx } from '../context.ts'
import { problem } from '../problems.ts'
import { CSRF_FIELD, csrfAllowed } from '../security/csrf.ts'
import { readBody } from './request.ts'
import { cookieOf } from './session.ts'

/** Requests under way at which a class is refused: anonymous pages first, saves by people already inside last. */
const LIMITS = { anonymous: 150, pages: 250, saves: 500 }

/** Pages where a foreign site could sign a victim in as somebody else: a token in the form is needed. */
const TOKEN_PAGES = /^\/(masuk|petugas\/masuk|registrasi)(\/|$)/

export function registerGuards(app: FastifyInstance, ctx: Ctx): void {
  let underWay = 0
  app.addHook('onRequest', async (req, reply) => {
    if (req.url.startsWith('/aset/') || req.url === '/healthz') return
    const inside = cookieOf(ctx, req, 'sesi') ?? cookieOf(ctx, req, 'petugas')
    const limit = !inside ? LIMITS.anonymous : req.method === 'GET' ? LIMITS.pages : LIMITS.saves
    if (underWay >= limit) throw problem('busy', { retryAfter: 20 + Math.floor(Math.random() * 40) })
    underWay++
    // Of the answer: a request that brings a body is closed as soon as it is read, before any work is done.
    reply.raw.once('close', () => underWay--)
  })
  app.addHook('preHandler', async (req) => {
    if (req.method === 'GET' || req.method === 'HEAD') return
    const body = readBody(req)
    const anonymous = cookieOf(ctx, req, 'anonim')
    const allowed = csrfAllowed(req, ctx.keys, ctx.config.baseUrl, {
      token: body[CSRF_FIELD],
      subject: anonymous,
      needToken: TOKEN_PAGES.test(req.url.split('?')[0]!),
    })
    if (!allowed) throw problem('csrf')
  })
}
