// Step 3: the address, and the mailed code or link that proves it.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { problem } from '../../problems.ts'
import { emailIndex } from '../../security/account.ts'
import { newChallenge, tryAdmit, type Admission, type Challenge } from '../../web/challenge.tsx'
import { readEmail } from '../../web/email.ts'
import { changePendaftaran, findPendaftaran, findPendaftaranById, type Pendaftaran } from '../../web/pendaftaran.ts'
import { param, readBody, readQuery, seeOther, sendPage, type Body } from '../../web/request.ts'
import { postedBy, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { checkCode, sendCode, type CodeResult } from './service.ts'
import { atStep } from './steps.ts'
import { CodePage, EmailPage, LinkDonePage, LinkPage } from './views.tsx'

const PATH = '/registrasi/email'
const CODE_PATH = '/registrasi/email/kode'
const NEXT = '/registrasi/kata-kunci'
const FORM = 'registrasi-email'

export async function showEmail(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, PATH)
  if (!p) return reply
  // Only somebody who proved the mailbox comes here with this remark, so it tells a stranger nothing.
  const errors = readQuery(req).terpakai ? [{ field: 'email', text: 'Alamat ini baru saja dipakai registrasi lain. Gunakan alamat lain.' }] : []
  return sendPage(reply, <EmailPage visitor={visitorOf(ctx, req, reply)} email={p.isi.email ?? ''} sender={ctx.config.mailFrom} errors={errors} />)
}

export async function postEmail(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const p = await atStep(ctx, req, reply, PATH)
  if (!p) return reply
  const body = readBody(req)
  const typed = body.email ?? ''
  const read = readEmail(typed)
  if (body._kembali) {
    if (read.ok && read.email !== p.isi.email)
      await changePendaftaran(ctx.db, ctx.keys, p.id, (isi) => ({ ...isi, email: read.email, email_terbukti: false, loket: undefined }))
    return seeOther(reply, '/registrasi/nik')
  }
  const again = (text: string, challenge?: Challenge, status = 422) =>
    sendPage(
      reply,
      <EmailPage
        visitor={visitor}
        email={typed}
        sender={ctx.config.mailFrom}
        challenge={challenge}
        errors={[{ field: challenge ? 'captcha' : 'email', text }]}
      />,
      status,
    )
  if (!read.ok) return again(read.fault)
  if (read.email === p.isi.email && p.isi.email_terbukti) return seeOther(reply, NEXT)
  if (read.email === p.isi.email && isPending(p)) return seeOther(reply, CODE_PATH)
  const admission = await mayMail(ctx, visitor, p, body, read.email)
  if (!admission.ok) return again(limitWords(admission), challengeFor(ctx, visitor, admission), statusOf(reply, admission))
  await sendCode(ctx, p.id, read.email)
  return seeOther(reply, CODE_PATH)
}

export async function showCode(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, CODE_PATH)
  if (!p) return reply
  if (p.isi.email_terbukti) return seeOther(reply, NEXT)
  return sendPage(
    reply,
    <CodePage visitor={visitorOf(ctx, req, reply)} email={p.isi.email!} sender={ctx.config.mailFrom} again={readQuery(req).baru === '1'} />,
  )
}

export async function postCode(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const p = await atStep(ctx, req, reply, CODE_PATH)
  if (!p) return reply
  const body = readBody(req)
  if (body._kembali) return seeOther(reply, PATH)
  // Proved by the link on another device meanwhile: nothing has to be typed.
  if (p.isi.email_terbukti && !body.kode?.trim()) return seeOther(reply, NEXT)
  const result = await checkCode(ctx, p.id, body.kode ?? '')
  if (result === 'benar' || (result === 'terpakai' && p.isi.email_terbukti)) return seeOther(reply, NEXT)
  const text = body.kode?.trim() ? CODE_WORDS[result] : 'Ketik kode dari e-mail, 8 huruf dan angka.'
  return sendPage(reply, <CodePage visitor={visitor} email={p.isi.email!} sender={ctx.config.mailFrom} errors={[{ field: 'kode', text }]} />, 422)
}

const CODE_WORDS: Record<Exclude<CodeResult, 'benar'>, string> = {
  salah: 'Kode tidak cocok. Periksa kembali kode pada surat terbaru.',
  kedaluwarsa: 'Kode sudah kedaluwarsa. Minta kode baru, lalu ketik kode dari surat terbaru.',
  terpakai: 'Kode ini sudah pernah digunakan. Minta kode baru untuk alamat ini.',
  habis: 'Kode salah diketik terlalu sering, sehingga tidak berlaku lagi. Minta kode baru.',
  belum_dikirim: 'Kode tidak cocok. Surat dengan kode sedang dikirim; tunggu sebentar, atau minta kode baru.',
}

export async function resend(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const p = await atStep(ctx, req, reply, CODE_PATH)
  if (!p) return reply
  const email = p.isi.email!
  const admission = await mayMail(ctx, visitor, p, readBody(req), email)
  if (!admission.ok) {
    const page = (
      <CodePage visitor={visitor} email={email} sender={ctx.config.mailFrom} limit={limitWords(admission)} challenge={challengeFor(ctx, visitor, admission)} />
    )
    return sendPage(reply, page, statusOf(reply, admission))
  }
  await sendCode(ctx, p.id, email)
  return seeOther(reply, `${CODE_PATH}?baru=1`)
}

/** GET of the mailed link: shows what it is about, changes nothing. */
export async function showLink(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await findPendaftaranById(ctx.db, ctx.keys, param(req, 'id'))
  if (!p?.isi.email || p.isi.selesai) throw problem('link_dead', { links: [{ href: '/registrasi', label: 'Ke Registrasi' }] })
  return sendPage(reply, <LinkPage visitor={visitorOf(ctx, req, reply)} email={p.isi.email} action={req.url} />)
}

export async function confirmLink(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  postedBy(ctx, req)
  const id = param(req, 'id')
  const result = await checkCode(ctx, id, param(req, 'kode'))
  const here = (await findPendaftaran(ctx, req))?.id === id
  if (result === 'benar' || result === 'terpakai') return here ? seeOther(reply, NEXT) : sendPage(reply, <LinkDonePage />)
  throw problem('link_dead', { links: [{ href: here ? CODE_PATH : '/registrasi', label: 'Kembali ke Registrasi' }] })
}

/** A code is under way or was sent and still holds: pressing Lanjut again does not send another. */
const isPending = (p: Pendaftaran): boolean => p.kode_kedaluwarsa !== null && p.kode_kedaluwarsa > p.sekarang && p.kode_salah === 0

// Counted for the mailbox, not for the NIP: nobody may fill a stranger's mailbox or use up the owner's tries.
const mayMail = (ctx: Ctx, visitor: Visitor, p: Pendaftaran, body: Body, email: string) =>
  tryAdmit(ctx, FORM, visitor, body, [['mail', { akun: emailIndex(ctx.keys, email), sesi: p.id }]])

type Refused = Extract<Admission, { ok: false }>
const limitWords = (a: Refused): string => (a.wait > 0 ? `Kode sudah dikirim beberapa kali. ${a.fault.replace('Terlalu banyak percobaan. ', '')}` : a.fault)
const challengeFor = (ctx: Ctx, visitor: Visitor, a: Refused): Challenge | undefined =>
  a.wait > 0 ? undefined : newChallenge(ctx, FORM, visitor, { level: a.level, visible: true, fault: a.fault })

function statusOf(reply: FastifyReply, a: Refused): number {
  if (a.wait > 0) reply.header('retry-after', String(a.wait))
  return a.wait > 0 ? 429 : 422
}
