// Who is signed in, read from the cookie in one query; handlers ask for the person they serve.
import '@fastify/cookie'
import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../context.ts'
import { problem } from '../problems.ts'
import { refreshSmallLists } from '../reference/cache.ts'
import { clientAddress } from '../security/address.ts'
import { cookieName, type CookieUse } from '../security/cookies.ts'
import { findSession, findStaffSession, type SesiPetugas, type SesiPns } from '../security/session.ts'
import type { Staff } from '../workflow/scope.ts'

export const cookieOf = (ctx: Ctx, req: FastifyRequest, use: CookieUse): string | undefined => req.cookies[cookieName(ctx.config.baseUrl, use)]

/** Address of the client, from the trusted hop only. */
export const addressOf = (ctx: Ctx, req: FastifyRequest): string =>
  clientAddress(req.socket.remoteAddress, req.headers['x-forwarded-for'], ctx.config.trustProxy)

/** The session of a PNS, whatever the state of the account. Undefined when nobody is signed in. */
export function findPns(ctx: Ctx, req: FastifyRequest): Promise<SesiPns | undefined> {
  return findSession(ctx.db, ctx.keys, cookieOf(ctx, req, 'sesi'))
}

/** Where somebody is who sets up his authenticator. */
const FACTOR = /^\/akun\/autentikator(\/|\?|$)/

/** The signed-in PNS with an open account. Errors: session_ended, account_waiting, account_rejected, account_frozen, factor_needed. */
export async function pnsOf(ctx: Ctx, req: FastifyRequest): Promise<SesiPns> {
  const session = await findPns(ctx, req)
  if (!session) throw problem('session_ended')
  await refreshSmallLists(ctx.db)
  if (session.status === 'menunggu_verifikasi_registrasi') throw problem('account_waiting')
  if (session.status === 'registrasi_ditolak') throw problem('account_rejected')
  if (session.status === 'dibekukan') throw problem('account_frozen')
  if (session.tanpa_faktor && !FACTOR.test(req.url)) throw problem('factor_needed')
  return session
}

export type StaffSession = Staff & { session: SesiPetugas }

/** The signed-in member of staff with today's roles. Error: session_ended. */
export async function staffOf(ctx: Ctx, req: FastifyRequest): Promise<StaffSession> {
  const session = await findStaffSession(ctx.db, ctx.keys, cookieOf(ctx, req, 'petugas'))
  if (!session) throw problem('session_ended', { links: [{ href: '/petugas/masuk', label: 'Masuk' }] })
  await refreshSmallLists(ctx.db)
  return {
    id: session.petugas_id,
    nama: session.nama,
    nip: session.nip,
    session,
    assignments: session.penugasan.map((p) => ({ role: p.peran, scopeId: p.lingkup_id })),
  }
}
