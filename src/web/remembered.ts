// "Ingat nomor register di perangkat ini": the number in a sealed cookie; also the number of the session that has just ended here.
import { sql } from 'kysely'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../context.ts'
import { cookieFlags, cookieName } from '../security/cookies.ts'
import { findUnsealed, seal } from '../security/seal.ts'
import { findEndedSession } from '../security/session.ts'
import { cookieOf } from './session.ts'

const YEAR = 365 * 86_400
const PLACE = 'nomor register'

/** The nomor register this browser knows; then only the kata kunci is asked. */
export async function rememberedNomor(ctx: Ctx, req: FastifyRequest): Promise<string | undefined> {
  const cookie = cookieOf(ctx, req, 'nomor')
  const kept = cookie && findUnsealed(ctx.keys, PLACE, cookie, 'cookie')
  if (kept) return kept
  const nip = await findEndedSession(ctx.db, ctx.keys, cookieOf(ctx, req, 'sesi'))
  if (!nip) return undefined
  const { rows } = await sql<{ nomor_register: string }>`select nomor_register from akun where nip = ${nip}`.execute(ctx.db)
  return rows[0]?.nomor_register
}

/** Keeps the number, or forgets it when the person does not want it kept. */
export function keepNomor(ctx: Ctx, reply: FastifyReply, nomor: string | undefined): void {
  const name = cookieName(ctx.config.baseUrl, 'nomor')
  if (nomor) void reply.setCookie(name, seal(ctx.keys, PLACE, nomor, 'cookie'), cookieFlags(ctx.config.baseUrl, YEAR))
  else void reply.clearCookie(name, cookieFlags(ctx.config.baseUrl))
}
