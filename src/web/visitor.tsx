// Somebody without a login: one cookie with a random id, which throttles count by and CSRF tokens are made for.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../context.ts'
import { problem } from '../problems.ts'
import { cookieFlags, cookieName } from '../security/cookies.ts'
import { CSRF_FIELD, csrfToken, isCsrfToken } from '../security/csrf.ts'
import { newToken } from '../security/nomor.ts'
import { readBody } from './request.ts'
import { addressOf, cookieOf } from './session.ts'

export type Visitor = { id: string; address: string; csrf: string }

const DAY = 86_400

/** The visitor a page is made for; a first visit gets its cookie. */
export function visitorOf(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Visitor {
  return visitor(ctx, req, findId(ctx, req) ?? newVisitor(ctx, reply))
}

/** The visitor who sent an anonymous form; its token must have been made for this browser (no signing in of others by a foreign page). */
export function postedBy(ctx: Ctx, req: FastifyRequest): Visitor {
  const id = findId(ctx, req)
  if (!id || !isCsrfToken(ctx.keys, id, readBody(req)[CSRF_FIELD])) throw problem('csrf')
  return visitor(ctx, req, id)
}

/** A new id after login and logout: what was known before is worth nothing afterwards. Gives the id. */
export function newVisitor(ctx: Ctx, reply: FastifyReply): string {
  const id = newToken()
  void reply.setCookie(cookieName(ctx.config.baseUrl, 'anonim'), id, cookieFlags(ctx.config.baseUrl, DAY))
  return id
}

/** Hidden input of every anonymous form. */
export const Token = ({ of }: { of: Visitor }) => <input type="hidden" name={CSRF_FIELD} value={of.csrf} />

function visitor(ctx: Ctx, req: FastifyRequest, id: string): Visitor {
  return { id, address: addressOf(ctx, req), csrf: csrfToken(ctx.keys, id) }
}

function findId(ctx: Ctx, req: FastifyRequest): string | undefined {
  const id = cookieOf(ctx, req, 'anonim')
  return id && /^[\w-]{43}$/.test(id) ? id : undefined
}
