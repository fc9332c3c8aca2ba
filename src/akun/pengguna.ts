// Who is signed in, for the head of the pages about the account itself.
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { SesiPns } from '../security/session.ts'
import type { PageUser } from '../web/layout.tsx'
import { showName } from '../web/name.ts'
import { pnsOf } from '../web/session.ts'

/** The person with the head of his pages. Errors of pnsOf. */
export async function userOf(ctx: Ctx, req: FastifyRequest): Promise<{ me: SesiPns; user: PageUser }> {
  const me = await pnsOf(ctx, req)
  return { me, user: await headOf(ctx, me) }
}

/** The head of the pages of a session. */
export async function headOf(ctx: Ctx, me: Pick<SesiPns, 'nip' | 'kabar'>): Promise<PageUser> {
  const { rows } = await sql<{ nama: string }>`select nama from cari_nama where nip = ${me.nip}`.execute(ctx.db)
  return { nama: showName(rows[0]?.nama ?? ''), kabar: me.kabar }
}
