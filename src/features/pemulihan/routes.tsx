// Addresses of recovery: Lupa No. Register, Lupa Kata Kunci, Lupa Jawaban, a new e-mail address, and "bukan saya".
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { problem } from '../../problems.ts'
import { addressPrefix } from '../../security/address.ts'
import { actorHash } from '../../security/redact.ts'
import { take } from '../../security/throttle.ts'
import { newChallenge, tryAdmit, wantsNewCode, type Admission } from '../../web/challenge.tsx'
import { findByToken, findPemulihan, RECOVERIES, type Jenis, type Pemulihan } from '../../web/pemulihan.ts'
import { param, readBody, readQuery, seeOther, sendPage, type Body } from '../../web/request.ts'
import { Notice, type FieldError } from '../../web/ui/message.tsx'
import { postedBy, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { readAsked } from './asked.tsx'
import { disavow } from './disavow.tsx'
import { deadLink, getPemulihan, placeOf } from './place.ts'
import { proveByCode, proveByLink, request, requestAgain, type Proof } from './service.ts'
import { steps } from './stepRoutes.tsx'
import { LinkPage, MailPage, RequestPage, type MailPageProps } from './views.tsx'

export function pemulihan(app: FastifyInstance, ctx: Ctx): void {
  for (const [jenis, { path }] of Object.entries(RECOVERIES) as [Jenis, { path: string }][]) {
    app.get(path, (req, reply) => showRequest(ctx, req, reply, jenis))
    app.post(path, (req, reply) => postRequest(ctx, req, reply, jenis))
    app.get(`${path}/surat`, (req, reply) => showMail(ctx, req, reply, jenis))
    app.post(`${path}/surat`, (req, reply) => postCode(ctx, req, reply, jenis))
    app.post(`${path}/kirim-ulang`, (req, reply) => resend(ctx, req, reply, jenis))
  }
  app.get('/pemulihan/tautan/:token', (req, reply) => showLink(ctx, req, reply))
  app.post('/pemulihan/tautan/:token', (req, reply) => postLink(ctx, req, reply))
  disavow(app, ctx)
  steps(app, ctx)
}

const formOf = (jenis: Jenis): string => `pemulihan-${jenis}`

/** Whoever has proved his mailbox here goes on where he was: back from Lupa Jawaban, or from the login page. */
async function showRequest(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, jenis: Jenis): Promise<FastifyReply> {
  const p = readQuery(req).baru ? undefined : await findPemulihan(ctx, req, jenis)
  if (p?.tahap === 'terbukti' || (p?.tahap === 'lulus' && jenis !== 'nomor-register')) return seeOther(reply, placeOf(p))
  const visitor = visitorOf(ctx, req, reply)
  return sendPage(reply, <RequestPage jenis={jenis} visitor={visitor} typed={{}} challenge={newChallenge(ctx, formOf(jenis), visitor)} />)
}

async function postRequest(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, jenis: Jenis): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const body = readBody(req)
  const again = (errors: FieldError[], o: Parameters<typeof newChallenge>[3] = {}, status = 422) =>
    sendPage(
      reply,
      <RequestPage jenis={jenis} visitor={visitor} errors={errors} typed={body} challenge={newChallenge(ctx, formOf(jenis), visitor, o)} />,
      errors.length > 0 ? status : 200,
    )
  if (wantsNewCode(body)) return again([], { visible: true })
  const { typed, faults } = readAsked(jenis, body)
  if (faults.length > 0) return again(faults)
  const admission = await admitted(ctx, visitor, body, jenis)
  if (!admission.ok)
    return again([{ field: 'captcha', text: admission.fault }], { level: admission.level, visible: admission.level > 0 || undefined, fault: admission.fault })
  const asal = actorHash(ctx.keys, addressPrefix(visitor.address))
  await request(ctx, reply, jenis, typed, { asal, quiet: !(await maySend(ctx, visitor)) })
  return seeOther(reply, `${RECOVERIES[jenis].path}/surat`)
}

// What counts here is who asks, never for whom: the page must not depend on that. The job counts the letters of an account.
const admitted = (ctx: Ctx, visitor: Visitor, body: Body, jenis: Jenis): Promise<Admission> =>
  tryAdmit(
    ctx,
    formOf(jenis),
    visitor,
    body,
    [['mail', { sesi: undefined }], ...(jenis === 'nomor-register' ? [] : ([['knowledge_check', { sesi: undefined }]] as const))],
    true,
  )

const maySend = async (ctx: Ctx, visitor: Visitor): Promise<boolean> => (await take(ctx.db, ctx.keys, 'mail', { sesi: visitor.id })).allowed

async function showMail(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, jenis: Jenis): Promise<FastifyReply> {
  const p = await findPemulihan(ctx, req, jenis)
  if (p?.tahap !== 'menunggu') return seeOther(reply, p ? placeOf(p) : RECOVERIES[jenis].path)
  const notice = readQuery(req).lagi && (
    <Notice tone="success" live title="Permintaan dicatat">
      <p>Bila data cocok, surat baru dikirim. Hanya surat terbaru yang berlaku.</p>
    </Notice>
  )
  return mailPage(ctx, reply, { jenis, visitor: visitorOf(ctx, req, reply), p, notice })
}

const mailPage = (ctx: Ctx, reply: FastifyReply, props: Omit<MailPageProps, 'sender'>, status = 200): FastifyReply =>
  sendPage(reply, <MailPage sender={ctx.config.mailFrom} {...props} />, status)

async function postCode(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, jenis: Jenis): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const p = await getPemulihan(ctx, req, jenis)
  if (p.tahap !== 'menunggu') return seeOther(reply, placeOf(p))
  const typed = readBody(req).kode_surat ?? ''
  const proof: Proof = typed.trim() ? await proveByCode(ctx, p.id, typed) : 'salah'
  if (proof === 'terbukti') return seeOther(reply, await nextPlace(ctx, req, jenis))
  if (proof === 'mati') throw deadLink(jenis)
  const text = typed.trim() ? 'Kode tidak cocok atau sudah kedaluwarsa. Ketik kode dari surat terbaru.' : 'Ketik kode dari surat, 8 huruf dan angka.'
  return mailPage(ctx, reply, { jenis, visitor, p, errors: [{ field: 'kode_surat', text }] }, 422)
}

async function resend(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, jenis: Jenis): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const p = await getPemulihan(ctx, req, jenis)
  if (p.tahap !== 'menunggu') return seeOther(reply, placeOf(p))
  const admission = await tryAdmit(ctx, formOf(jenis), visitor, readBody(req), [['mail', {}]])
  if (admission.ok) {
    await requestAgain(ctx, p.id)
    return seeOther(reply, `${RECOVERIES[jenis].path}/surat?lagi=1`)
  }
  // The limit of this browser, which says nothing about the account.
  if (admission.wait > 0) reply.header('retry-after', String(admission.wait))
  const challenge =
    admission.wait > 0 ? undefined : newChallenge(ctx, formOf(jenis), visitor, { level: admission.level, visible: true, fault: admission.fault })
  return mailPage(ctx, reply, { jenis, visitor, p, limit: admission.fault.replace('percobaan', 'surat diminta'), challenge }, admission.wait > 0 ? 429 : 422)
}

/** GET of the mailed link: shows what it is about, changes nothing. */
async function showLink(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { p, here } = await linkOf(ctx, req)
  if (here && p.tahap !== 'menunggu') return seeOther(reply, placeOf(p))
  if (p.tahap !== 'menunggu' || !p.berlaku) throw deadLink(p.jenis)
  return sendPage(reply, <LinkPage jenis={p.jenis} visitor={visitorOf(ctx, req, reply)} here={here} typed={{}} action={req.url} />)
}

async function postLink(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const { p, here } = await linkOf(ctx, req)
  const body = readBody(req)
  const again = (errors: FieldError[]) =>
    sendPage(reply, <LinkPage jenis={p.jenis} visitor={visitor} here={false} typed={body} errors={errors} action={req.url} />, 422)
  // Where a letter goes is decided already: the address is not asked again.
  const { typed, faults } = readAsked(p.jenis, { ...body, email: p.isi.email })
  const coded = Boolean(body.kode_halaman?.trim())
  if (p.tahap === 'menunggu' && !here && !coded && faults.length > 0)
    return again(body.nip?.trim() ? faults : [{ field: 'kode_halaman', text: 'Tulis kode halaman, atau tulis kembali data Anda di bawahnya.' }])
  const proof = await proveByLink(ctx, reply, p.id, { here, kode_halaman: body.kode_halaman ?? '', typed })
  if (proof === 'terbukti') return seeOther(reply, placeOf((await findByToken(ctx.db, ctx.keys, param(req, 'token'))) ?? p))
  if (proof === 'mati') throw deadLink(p.jenis)
  return again([{ field: coded ? 'kode_halaman' : 'nip', text: 'Tidak cocok dengan yang ditulis waktu meminta surat. Periksa kembali.' }])
}

async function linkOf(ctx: Ctx, req: FastifyRequest): Promise<{ p: Pemulihan; here: boolean }> {
  const p = await findByToken(ctx.db, ctx.keys, param(req, 'token'))
  if (!p)
    throw problem('link_dead', {
      links: Object.values(RECOVERIES)
        .slice(0, 3)
        .map(({ path, title }) => ({ href: `${path}?baru=1`, label: title })),
    })
  return { p, here: (await findPemulihan(ctx, req, p.jenis))?.id === p.id }
}

const nextPlace = async (ctx: Ctx, req: FastifyRequest, jenis: Jenis): Promise<string> => placeOf(await getPemulihan(ctx, req, jenis))
