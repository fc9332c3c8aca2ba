// "Bukan saya": the link in every notice. It only closes things, so whoever holds the letter may press it.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { revokeAllHelpers } from '../../akun/pendamping.ts'
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { problem } from '../../problems.ts'
import { forgetDevices } from '../../security/device.ts'
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
import { DisavowedPage, DisavowPage } from './disavowViews.tsx'

const FREEZE_HOURS = 24

/**
 * How much is taken back. `sandi`: who did it knew the kata kunci; it ends, and the owner, whose mailbox this is, makes another one
 * at once. `beku`: somebody tries the way over the mailbox; it is closed for a day. `sandi-beku`: he came through it. `akun`: the
 * address of the account is somebody else's now; only the agency can say who is who.
 */
export type Measure = 'sandi' | 'beku' | 'sandi-beku' | 'akun'

const KNEW: ReadonlySet<string> = new Set([
  'masuk',
  'kode-cadangan',
  'autentikator-aktif',
  'autentikator-mati',
  'data-diunduh',
  'pendamping-ditunjuk',
  'pendamping-menerima',
  'email-lama',
  'terkirim',
  'dikembalikan',
  'turun-status',
])
const LOST: ReadonlySet<string> = new Set(['alamat-lama', 'email-berlaku-lama'])

function measureFor(sebab: string): Measure {
  if (LOST.has(sebab)) return 'akun'
  if (sebab === 'kata-kunci-diganti') return 'sandi-beku'
  return KNEW.has(sebab) ? 'sandi' : 'beku'
}

export function disavow(app: FastifyInstance, ctx: Ctx): void {
  app.get('/pemulihan/bukan-saya/:surat', async (req, reply) => {
    const measure = measureFor(getDisavowal(ctx, req).sebab)
    return sendPage(reply, <DisavowPage visitor={visitorOf(ctx, req, reply)} action={req.url} measure={measure} />)
  })
  app.post('/pemulihan/bukan-saya/:surat', async (req, reply) => {
    postedBy(ctx, req)
    return sendPage(reply, <DisavowedPage measure={await stop(ctx, getDisavowal(ctx, req))} />)
  })
}

function getDisavowal(ctx: Ctx, req: FastifyRequest): Disavowal {
  const found = readDisavowal(ctx.keys, param(req, 'surat'))
  if (!found) throw problem('link_dead', { text: 'Tautan “bukan saya” berlaku tujuh hari. Hubungi Biro Kepegawaian atau BKD Anda supaya akun dibekukan.' })
  return found
}

/** Pressing twice changes nothing more. */
async function stop(ctx: Ctx, { nip, sebab }: Disavowal): Promise<Measure> {
  const measure = measureFor(sebab)
  // A kata kunci that nobody knows: the one that a stranger knows or made must not work any more.
  const nobody = measure.startsWith('sandi') ? await hashPassword(ctx.keys, newToken()) : undefined
  await transaction(ctx.db, async (tx) => {
    await lockPerson(tx, nip)
    if (!(await freezeRecovery(tx, nip, measure === 'sandi' ? 0 : FREEZE_HOURS))) return
    await revokeAllSessions(tx, 'pns', nip)
    await forgetDevices(tx, { nip })
    await stopRecoveries(tx, ctx.keys, nip)
    await stopMailbox(tx, nip)
    await revokeAllHelpers(tx, nip)
    if (nobody) await writePassword(tx, nip, nobody)
    await record(tx, { nip, kind: 'bukan-saya', actor: { as: 'pns' }, data: { sebab } })
    if (measure === 'akun') await openClaim(tx, ctx.keys, nip, { sebab: 'alamat-diganti', actor: { as: 'pns' } })
  })
  return measure
}
