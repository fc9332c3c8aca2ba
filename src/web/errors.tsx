// The one error handler: problems become pages that say what to do, everything else a number that is in the log.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CommitUnknown, isUnavailable } from '../db/errors.ts'
import type { Ctx } from '../context.ts'
import { Problem, problem } from '../problems.ts'
import { securityHeaders } from '../security/headers.ts'
import { newKode } from '../security/nomor.ts'
import { findEndedSession } from '../security/session.ts'
import { Page } from './layout.tsx'
import { Actions, ButtonLink } from './ui/button.tsx'
import { busyPage } from './ui/busy.ts'
import { readBody, sendPage, wantsJson } from './request.ts'
import { cookieOf } from './session.ts'
import { keepTitipan } from './titipan.ts'

/** Adds the handlers for errors and unknown addresses. */
export function registerErrors(app: FastifyInstance, ctx: Ctx): void {
  app.setErrorHandler(async (error: FastifyError, req, reply) => {
    const p = toProblem(ctx, error, req)
    if (p.code === 'session_ended') return sessionEnded(ctx, req, reply, p)
    return sendProblem(req, reply, p)
  })
  app.setNotFoundHandler((req, reply) => sendProblem(req, reply, problem('not_found')))
}

function toProblem(ctx: Ctx, error: FastifyError, req: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (error instanceof CommitUnknown) return problem('uncertain', { cause: error })
  if (isUnavailable(error)) {
    ctx.log.warn({ err: error, route: req.routeOptions.url }, 'database away')
    return problem('database_away', { cause: error })
  }
  if (error.statusCode === 413) return problem('body_too_large')
  if (error.statusCode === 415) return problem('media_type')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) return problem('bad_request')
  const nomor = newKode()
  ctx.log.error({ err: error, nomor, route: req.routeOptions.url }, 'unexpected error')
  return problem('internal', { fill: { nomor }, cause: error })
}

/** What was typed when the session ended is kept for the same person; then on to the login page (trust R19). */
async function sessionEnded(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, p: Problem): Promise<FastifyReply> {
  if (wantsJson(req)) return sendProblem(req, reply, p)
  const staff = /^\/(verifikasi|petugas|helpdesk|instansi|bkn)/.test(req.url)
  if (!staff && req.method === 'POST') {
    const nip = await findEndedSession(ctx.db, ctx.keys, cookieOf(ctx, req, 'sesi'))
    if (nip) await keepTitipan(ctx, nip, req.url, readBody(req))
  }
  const back = req.method === 'GET' ? `?ke=${encodeURIComponent(req.url)}` : '?berakhir=1'
  return reply.redirect((staff ? '/petugas/masuk' : '/masuk') + back, 303)
}

/** An address that cannot even be decoded. No hook runs for it, so it brings the headers of every answer itself. */
export function sendUnreadable(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(req, reply.headers({ ...securityHeaders(ctx.config.baseUrl), 'cache-control': 'no-store' }), problem('not_found'))
}

/** Sends a problem: as JSON to the script, as a page to people. */
export function sendProblem(req: FastifyRequest, reply: FastifyReply, p: Problem): FastifyReply {
  if (p.retryAfter !== undefined) reply.header('retry-after', String(p.retryAfter))
  if (wantsJson(req)) return reply.code(p.status).send({ kode: p.code, judul: p.title, pesan: p.text })
  if (p.code === 'busy') {
    const { status, headers, html } = busyPage(p.retryAfter ?? 30, req.method === 'POST')
    return reply.code(status).headers(headers).send(html)
  }
  return sendPage(
    reply,
    <Page title={p.title} narrow lead={p.text}>
      <Actions>
        {p.links.map((l, i) => (
          <ButtonLink href={l.href} kind={i === 0 ? 'primary' : 'secondary'}>
            {l.label}
          </ButtonLink>
        ))}
      </Actions>
    </Page>,
    p.status,
  )
}
