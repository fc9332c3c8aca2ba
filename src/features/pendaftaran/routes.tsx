// Addresses of registration. Every step may be opened again; who comes too early is sent to the step that is open.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { problem } from '../../problems.ts'
import { findPendaftaran, startPendaftaran } from '../../web/pendaftaran.ts'
import { admit, newChallenge, wantsNewCode, type Challenge } from '../../web/challenge.tsx'
import { readNip } from '../../form/nip.ts'
import { readBody, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { postedBy, visitorOf } from '../../web/visitor.tsx'
import { postAnswers, showAnswers, showProof } from './answerPages.tsx'
import { confirmLink, postCode, postEmail, resend, showCode, showEmail, showLink } from './emailPages.tsx'
import { postCounter, showCounter } from './loketPages.tsx'
import { postNik, showNik } from './nikPages.tsx'
import { OutcomePage } from './outcome.tsx'
import { changeTemuan, lookUp } from './service.ts'
import { NipPage } from './views.tsx'

export type Handler = (ctx: Ctx, req: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

export function pendaftaran(app: FastifyInstance, ctx: Ctx): void {
  const on = (h: Handler) => (req: FastifyRequest, reply: FastifyReply) => h(ctx, req, reply)
  app.get('/registrasi', on(showNip))
  app.post('/registrasi', on(postNip))
  app.get('/registrasi/hasil', on(showOutcome))
  app.get('/registrasi/nik', on(showNik))
  app.post('/registrasi/nik', on(postNik))
  app.get('/registrasi/email', on(showEmail))
  app.post('/registrasi/email', on(postEmail))
  app.get('/registrasi/email/kode', on(showCode))
  app.post('/registrasi/email/kode', on(postCode))
  app.post('/registrasi/email/kirim-ulang', on(resend))
  app.get('/registrasi/loket', on(showCounter))
  app.post('/registrasi/loket', on(postCounter))
  app.get('/registrasi/tautan/:id/:kode', on(showLink))
  app.post('/registrasi/tautan/:id/:kode', on(confirmLink))
  app.get('/registrasi/kata-kunci', on(showAnswers))
  app.post('/registrasi/kata-kunci', on(postAnswers))
  app.get('/registrasi/bukti', on(showProof))
}

const FORM = 'registrasi'

async function showNip(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await refuseWhenClosed(ctx)
  const visitor = visitorOf(ctx, req, reply)
  const p = await findPendaftaran(ctx, req)
  const nip = p && !p.isi.selesai ? p.isi.nip : ''
  return sendPage(reply, <NipPage visitor={visitor} nip={nip} challenge={newChallenge(ctx, FORM, visitor)} restarted={readQuery(req).lama === '1'} />)
}

async function postNip(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await refuseWhenClosed(ctx)
  const visitor = postedBy(ctx, req)
  const body = readBody(req)
  const again = (challenge: Challenge, field?: string, text?: string) =>
    sendPage(reply, <NipPage visitor={visitor} nip={body.nip ?? ''} challenge={challenge} errors={text ? [{ field, text }] : []} />, text ? 422 : 200)
  if (wantsNewCode(body)) return again(newChallenge(ctx, FORM, visitor, { visible: true }))
  const read = readNip(body.nip)
  if (!read.ok) return again(newChallenge(ctx, FORM, visitor), 'nip', read.fault)
  const { nip } = read
  const admission = await admit(
    ctx,
    FORM,
    visitor,
    body,
    [
      ['registration_lookup', { akun: nip }],
      ['registration_distinct', { distinct: nip }],
    ],
    true,
  )
  if (!admission.ok) return again(newChallenge(ctx, FORM, visitor, { level: admission.level, fault: admission.fault }), 'captcha', admission.fault)
  return goOn(ctx, req, reply, nip)
}

/** The same NIP again keeps all that was typed; another one begins anew. */
async function goOn(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, nip: string): Promise<FastifyReply> {
  const temuan = await lookUp(ctx, nip)
  const p = await findPendaftaran(ctx, req)
  if (p?.isi.nip === nip && !p.isi.selesai) await changeTemuan(ctx, p.id, temuan)
  else await startPendaftaran(ctx, reply, { nip, temuan })
  return seeOther(reply, temuan === 'lanjut' ? '/registrasi/nik' : '/registrasi/hasil')
}

async function showOutcome(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await findPendaftaran(ctx, req)
  if (!p || p.isi.temuan === 'lanjut') return seeOther(reply, '/registrasi')
  return sendPage(reply, <OutcomePage nip={p.isi.nip} temuan={p.isi.temuan} />)
}

/** Registration is open while the campaign is (trust R14: the database clock decides). */
async function refuseWhenClosed(ctx: Ctx): Promise<void> {
  const { sekarang, mulai, akhir_isi } = await ctx.periode()
  if (sekarang < mulai)
    throw problem('form_closed', { text: 'Registrasi belum dibuka. Lihat jadwalnya di Beranda.', links: [{ href: '/', label: 'Ke Beranda' }] })
  if (sekarang > akhir_isi)
    throw problem('form_closed', {
      text: 'Registrasi sudah ditutup. Hubungi Biro Kepegawaian atau BKD Anda untuk registrasi susulan.',
      links: [{ href: '/bantuan', label: 'Bantuan' }],
    })
}
