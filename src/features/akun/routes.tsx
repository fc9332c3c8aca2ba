// Addresses of Akun saya: everything a person rules over himself.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { findEmailChange } from '../../akun/alamat.ts'
import { getSecondFactor } from '../../akun/autentikator.ts'
import { setProgressMail } from '../../akun/kabar.ts'
import { listHelpers } from '../../akun/pendamping.ts'
import { userOf } from '../../akun/pengguna.ts'
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { findRefused } from '../../jobs/ditolak.ts'
import { openAccount } from '../../security/account.ts'
import { listSessions, revokeAllSessions, revokeSession } from '../../security/session.ts'
import { readBody, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { pnsOf } from '../../web/session.ts'
import { Notice } from '../../web/ui/message.tsx'
import { record } from '../../workflow/events.ts'
import { autentikator } from './autentikator.tsx'
import { data } from './data.tsx'
import { email } from './email.tsx'
import { AccountPage } from './home.tsx'
import { pendamping } from './pendamping.tsx'
import { sandi } from './sandi.tsx'

export function akun(app: FastifyInstance, ctx: Ctx): void {
  app.get('/akun', (req, reply) => showAccount(ctx, req, reply))
  app.post('/akun/sesi', (req, reply) => endSession(ctx, req, reply))
  app.post('/akun/surat', async (req, reply) => {
    const me = await pnsOf(ctx, req)
    await setProgressMail(ctx.db, me.nip, readBody(req).kemajuan === '1')
    return seeOther(reply, '/akun?selesai=surat')
  })
  email(app, ctx)
  sandi(app, ctx)
  autentikator(app, ctx)
  pendamping(app, ctx)
  data(app, ctx)
}

const DONE: Readonly<Record<string, string>> = {
  email: 'Alamat baru sudah dibuktikan dan berlaku 24 jam lagi',
  'email-batal': 'Penggantian alamat dibatalkan',
  sandi: 'Kata kunci diganti, perangkat lain dikeluarkan',
  pertanyaan: 'Pertanyaan pengaman diganti',
  sesi: 'Sesi diakhiri',
  'autentikator-mati': 'Autentikator dimatikan',
  surat: 'Pilihan surat disimpan',
}

async function showAccount(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const { rows } = await sql<{ email: string | null; surat_kemajuan: boolean }>`select email, surat_kemajuan from akun where nip = ${me.nip}`.execute(ctx.db)
  const { selesai = '' } = readQuery(req)
  const done = Object.hasOwn(DONE, selesai) && DONE[selesai]
  const page = (
    <AccountPage
      user={user}
      notice={done && <Notice tone="success" live title={done} />}
      email={rows[0]!.email ? openAccount(ctx.keys, me.nip, 'email', rows[0]!.email) : undefined}
      progressMail={rows[0]!.surat_kemajuan}
      change={await findEmailChange(ctx.db, ctx.keys, me.nip)}
      refused={await findRefused(ctx.db, me.nip)}
      second={await getSecondFactor(ctx.db, me.nip)}
      helpers={(await listHelpers(ctx.db, me.nip)).filter((h) => h.berlaku).length}
      sessions={await listSessions(ctx.db, 'pns', me.nip)}
      here={me.id_hash}
    />
  )
  return sendPage(reply, page)
}

/** "Akhiri" of one's own list, or all but this one. The next request of an ended session finds nobody. */
async function endSession(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const me = await pnsOf(ctx, req)
  const { sesi } = readBody(req)
  await transaction(ctx.db, async (tx) => {
    if (sesi) await revokeSession(tx, 'pns', me.nip, sesi)
    else await revokeAllSessions(tx, 'pns', me.nip, me.id_hash)
    await record(tx, { nip: me.nip, kind: 'sesi-diakhiri', actor: { as: 'pns' }, data: { semua: !sesi } })
  })
  return seeOther(reply, '/akun?selesai=sesi')
}
