// /_surat: the caught letters of the demo, and the current codes of its staff. Only in demo, and only on this machine unless --terbuka.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { problem } from '../../problems.ts'
import { listCaught } from '../../jobs/catcher.ts'
import { openTotp } from '../../security/account.ts'
import { currentCode } from '../../security/totp.ts'
import { count, param, readQuery, sendPage } from '../../web/request.ts'
import { MailboxPage, type StaffCode } from './views.tsx'

export function surat(app: FastifyInstance, ctx: Ctx): void {
  if (ctx.config.mode !== 'demo') return
  app.get('/_surat', async (req, reply) => {
    refuseStrangers(ctx, req)
    const q = readQuery(req)
    return sendPage(
      reply,
      <MailboxPage mails={listCaught(q.alamat)} address={q.alamat ?? ''} staff={await listCodes(ctx, q.petugas ?? '')} search={q.petugas ?? ''} />,
    )
  })
  app.get('/_surat/:id/:lampiran', async (req, reply) => {
    refuseStrangers(ctx, req)
    const found = listCaught().find((m) => m.id === count(param(req, 'id')))?.lampiran[count(param(req, 'lampiran'))]
    if (!found) throw problem('not_found')
    return reply.type('application/pdf').header('content-disposition', 'inline').send(found.isi)
  })
}

/** A proxy in front makes everybody look local, so its header counts as a stranger too. */
function refuseStrangers(ctx: Ctx, req: FastifyRequest): void {
  const local = /^(127\.|::1$|::ffff:127\.)/.test(req.socket.remoteAddress ?? '') && req.headers['x-forwarded-for'] === undefined
  if (!local && !ctx.config.terbuka) throw problem('not_found')
}

const SHOWN = 400

async function listCodes(ctx: Ctx, search: string): Promise<StaffCode[]> {
  const { rows } = await sql<{ id: string; email: string; nama: string; totp: string; peran: string[] }>`
    select p.id, p.email, p.nama, p.totp, coalesce(array_agg(distinct t.peran order by t.peran) filter (where t.peran is not null), '{}') as peran
    from petugas p left join penugasan t on t.petugas_id = p.id
    where p.sintetis and p.aktif and (p.email || ' ' || p.nama || ' ' || coalesce(t.peran, '')) ilike ${`%${search.replace(/[%_\\]/g, '\\$&')}%`}
    group by p.id order by p.email limit ${SHOWN}`.execute(ctx.db)
  return rows.map(({ id, totp, ...rest }) => ({ ...rest, kode: currentCode(openTotp(ctx.keys, id, totp)) }))
}
