// Which steps of a running registration are open: nobody can skip the proof of the mailbox by typing an address.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { findPendaftaran, type Isi, type Pendaftaran } from '../../web/pendaftaran.ts'
import { seeOther } from '../../web/request.ts'
import { cookieOf } from '../../web/session.ts'

/** In their order, with what must have been done before. */
const STEPS = [
  ['/registrasi/nik', () => true],
  ['/registrasi/email', (isi) => isi.nik_status !== undefined],
  ['/registrasi/email/kode', (isi) => isi.email !== undefined || isi.loket === true],
  ['/registrasi/kata-kunci', (isi) => isi.email_terbukti === true],
] as const satisfies readonly (readonly [string, (isi: Isi) => boolean])[]

export type StepPath = (typeof STEPS)[number][0]

/** The registration, when this step of it is open; otherwise the person was sent where he should be. */
export async function atStep(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, path: StepPath): Promise<Pendaftaran | undefined> {
  const p = await findPendaftaran(ctx, req)
  const to = p ? detour(p.isi, path) : cookieOf(ctx, req, 'daftar') ? '/registrasi?lama=1' : '/registrasi'
  if (to) seeOther(reply, to)
  return to ? undefined : p
}

function detour(isi: Isi, path: StepPath): string | undefined {
  if (isi.selesai) return '/registrasi/bukti'
  if (isi.temuan !== 'lanjut') return '/registrasi/hasil'
  const wanted = STEPS.findIndex(([p]) => p === path)
  const closed = STEPS.findIndex(([, open]) => !(open as (i: Isi) => boolean)(isi))
  return closed === -1 || wanted < closed ? undefined : STEPS[closed - 1]![0]
}
