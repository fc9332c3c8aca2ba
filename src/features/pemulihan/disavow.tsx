// "Bukan saya": the link in every notice. It only closes things, so whoever holds the letter may press it.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { problem } from '../../problems.ts'
import { newToken } from '../../security/nomor.ts'
import { hashPassword } from '../../security/password.ts'
import { revokeAllSessions } from '../../security/session.ts'
import { lockPerson, openClaim } from '../../web/akun.ts'
import { stopMailbox } from '../../web/kotakSurat.ts'
import { readDisavowal, stopRecoveries, type Disavowal } from '../../web/pemulihan.ts'
import { param, sendPage } from '../../web/request.ts'
import { postedBy, visitorOf } from '../../web/visitor.tsx'
import { record } from '../../workflow/events.ts'
import { freezeRecovery, writePassword } from './store.ts'
import { DisavowedPage, DisavowPage } from './views.tsx'

const FREEZE_HOURS = 24

export function disavow(app: FastifyInstance, ctx: Ctx): void {
  app.get('/pemulihan/bukan-saya/:surat', async (req, reply) => {
    getDisavowal(ctx, req)
    return sendPage(reply, <DisavowPage visitor={visitorOf(ctx, req, reply)} action={req.url} />)
  })
  app.post('/pemulihan/bukan-saya/:surat', async (req, reply) => {
    postedBy(ctx, req)
    return sendPage(reply, <DisavowedPage stopped={await stop(ctx, getDisavowal(ctx, req))} />)
  })
}

function getDisavowal(ctx: Ctx, req: FastifyRequest): Disavowal {
  const found = readDisavowal(ctx.keys, param(req, 'surat'))
  if (!found) throw problem('link_dead', { text: 'Tautan “bukan saya” berlaku tujuh hari. Hubungi Biro Kepegawaian atau BKD Anda supaya akun dibekukan.' })
  return found
}

/** What was done with the account decides how much is taken back. Pressing twice changes nothing more. */
async function stop(ctx: Ctx, { nip, sebab }: Disavowal): Promise<'sandi' | 'akun' | 'pemulihan'> {
  // A kata kunci that nobody knows: the one that a stranger made must not work any more.
  const nobody = sebab === 'kata-kunci-diganti' ? await hashPassword(ctx.keys, newToken()) : undefined
  await transaction(ctx.db, async (tx) => {
    await lockPerson(tx, nip)
    if (!(await freezeRecovery(tx, nip, FREEZE_HOURS))) return
    await revokeAllSessions(tx, 'pns', nip)
    await stopRecoveries(tx, ctx.keys, nip)
    await stopMailbox(tx, nip)
    if (nobody) await writePassword(tx, nip, nobody)
    await record(tx, { nip, kind: 'bukan-saya', actor: { as: 'pns' }, data: { sebab } })
    // The address is somebody else's now: only the agency can say who is who.
    if (sebab === 'alamat-lama') await openClaim(tx, ctx.keys, nip, { sebab: 'alamat-diganti', actor: { as: 'pns' } })
  })
  return nobody ? 'sandi' : sebab === 'alamat-lama' ? 'akun' : 'pemulihan'
}
