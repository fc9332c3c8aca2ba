// Addresses of signing in and out, and of accounts that are not open yet.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { findOfficial, type Official } from '../../form/official.ts'
import { problem, waitingTime } from '../../problems.ts'
import { cookieFlags, cookieName, type CookieUse } from '../../security/cookies.ts'
import { DEVICE_MAX_AGE } from '../../security/device.ts'
import { CLEAR_SITE_DATA } from '../../security/headers.ts'
import { revokeSession, findStaffSession, secondsLeft, type SesiPns } from '../../security/session.ts'
import { newChallenge, tryAdmit, wantsNewCode } from '../../web/challenge.tsx'
import { showName } from '../../web/name.ts'
import { keepNomor, rememberedNomor } from '../../web/remembered.ts'
import { readBody, readQuery, seeOther, sendPage, type Body } from '../../web/request.ts'
import { cookieOf, findPns } from '../../web/session.ts'
import { findTitipan, takeTitipan } from '../../web/titipan.ts'
import { Notice, type FieldError } from '../../web/ui/message.tsx'
import { newVisitor, postedBy, visitorOf } from '../../web/visitor.tsx'
import { OwnDataPage } from './ownData.tsx'
import { ownPath } from './path.ts'
import { askCode, CodePage, readPending } from './code.tsx'
import { confirmOwnData, disownData, login, loginWithCode, type Refused, type SignedIn } from './service.ts'
import { postStaffLogin, showStaffLogin } from './staff.tsx'
import { staffAccount } from './staffAccount.tsx'
import { getRegistration } from './store.ts'
import { DisownPage, FrozenPage, LoginPage, RejectedPage, TitipanPage, WaitingPage } from './views.tsx'

type Handler = (ctx: Ctx, req: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

export function masuk(app: FastifyInstance, ctx: Ctx): void {
  const on = (h: Handler) => (req: FastifyRequest, reply: FastifyReply) => h(ctx, req, reply)
  app.get('/masuk', on(showLogin))
  app.post('/masuk', on(postLogin))
  app.post('/masuk/kode', on(postCode))
  app.post('/keluar', on(logout))
  app.get('/sesi/sisa', on(showLeft))
  app.post('/sesi/lanjut', on(stay))
  app.get('/masuk/status', on(showStatus))
  app.get('/masuk/dibekukan', (_req, reply) => sendPage(reply, <FrozenPage />))
  app.get('/masuk/data-saya', on(showOwnData))
  app.post('/masuk/data-saya', on(postOwnData))
  app.get('/masuk/bukan-saya', on(showDisown))
  app.post('/masuk/bukan-saya', on(postDisown))
  app.get('/masuk/titipan', on(showTitipan))
  app.post('/masuk/titipan', on(postTitipan))
  app.get('/petugas/masuk', on(showStaffLogin))
  app.post('/petugas/masuk', on(postStaffLogin))
  staffAccount(app, ctx)
}

const FORM = 'masuk'

async function showLogin(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const q = readQuery(req)
  if (await findPns(ctx, req)) return seeOther(reply, ownPath(q.ke) ?? '/masuk/status')
  const remembered = q.lain ? undefined : await rememberedNomor(ctx, req)
  return sendPage(reply, <LoginPage visitor={visitorOf(ctx, req, reply)} remembered={remembered} ke={ownPath(q.ke)} notice={noticeFor(q)} />)
}

function noticeFor(q: Body) {
  if (q.keluar) return <Notice tone="success" live title="Anda sudah keluar" />
  if (q.berakhir)
    return (
      <Notice title="Sesi Anda telah berakhir">
        <p>Masuk kembali. Isian yang sedang Anda kirim disimpan dan ditawarkan lagi.</p>
      </Notice>
    )
  if (q.ke)
    return (
      <Notice title="Silakan masuk dulu">
        <p>Setelah masuk, halaman yang Anda tuju akan dibuka.</p>
      </Notice>
    )
  return undefined
}

async function postLogin(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const body = readBody(req)
  const remembered = body.nomor_register === undefined ? await rememberedNomor(ctx, req) : undefined
  const shared = body.bersama === '1'
  const props = { visitor, nomor: body.nomor_register, remembered, ke: ownPath(body.ke), keep: body.ingat === '1', shared }
  const again = (errors: FieldError[], status: number, challenge?: ReturnType<typeof newChallenge>) =>
    sendPage(reply, <LoginPage {...props} errors={errors} challenge={challenge} />, status)
  const nomor = remembered ?? body.nomor_register ?? ''
  if (wantsNewCode(body)) return again([], 200, newChallenge(ctx, FORM, visitor, { visible: true, level: 1 }))
  if (!nomor.trim() || !body.kata_kunci)
    return again([{ field: nomor.trim() ? 'kata_kunci' : 'nomor_register', text: 'Isi nomor register dan kata kunci.' }], 422)
  const admission = await tryAdmit(ctx, FORM, visitor, body, [['login', {}]])
  if (!admission.ok && admission.wait > 0) return tooOften(reply, again, { ok: false, wait: admission.wait, recoveryOnly: false })
  if (!admission.ok)
    return again([{ field: 'captcha', text: admission.fault }], 422, newChallenge(ctx, FORM, visitor, { level: admission.level || 1, fault: admission.fault }))
  const attempt = { visitor, device: cookieOf(ctx, req, 'perangkat'), browser: req.headers['user-agent'], shared }
  const result = await login(ctx, nomor, body.kata_kunci, attempt)
  if (!result.ok && 'code' in result) return askCode(ctx, reply, visitor, { ...result.code, keep: body.ingat === '1', shared, ke: props.ke })
  if (!result.ok && result.wait > 0) return tooOften(reply, again, result)
  if (!result.ok) return again([{ field: 'kata_kunci', text: problem('login_failed').text }], 422)
  return signedIn(ctx, reply, result, { keep: body.ingat === '1', shared, ke: props.ke })
}

/** Cookies of a new session, and on to where the person wanted to go. */
async function signedIn(ctx: Ctx, reply: FastifyReply, result: SignedIn, o: { keep: boolean; shared: boolean; ke?: string }): Promise<FastifyReply> {
  setCookie(ctx, reply, 'sesi', result.session)
  if (result.device) setCookie(ctx, reply, 'perangkat', result.device, DEVICE_MAX_AGE)
  keepNomor(ctx, reply, o.keep && !o.shared ? result.account.nomor_register : undefined)
  newVisitor(ctx, reply)
  return seeOther(reply, await afterLogin(ctx, result.account, o.ke))
}

/** POST /masuk/kode: the code of the authenticator, or a printed one. */
async function postCode(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const body = readBody(req)
  const was = readPending(ctx, visitor, body.menunggu)
  if (!was) return seeOther(reply, '/masuk?berakhir=1')
  const result = await loginWithCode(ctx, was, body.kode ?? '', {
    visitor,
    device: cookieOf(ctx, req, 'perangkat'),
    browser: req.headers['user-agent'],
    shared: was.shared,
  })
  if (result.ok) return signedIn(ctx, reply, result, was)
  if (result.wait > 0) reply.header('retry-after', String(result.wait))
  return sendPage(reply, <CodePage visitor={visitor} pending={body.menunggu!} wait={result.wait} failed />, result.wait > 0 ? 429 : 422)
}

type Again = (errors: FieldError[], status: number) => FastifyReply

function tooOften(reply: FastifyReply, again: Again, { wait, recoveryOnly }: Refused): FastifyReply {
  reply.header('retry-after', String(wait))
  const text = recoveryOnly ? problem('recovery_only').text : `Terlalu banyak percobaan. Coba lagi dalam ${waitingTime(wait)}, atau gunakan Lupa Kata Kunci.`
  return again([{ field: 'kata_kunci', text }], 429)
}

const setCookie = (ctx: Ctx, reply: FastifyReply, use: CookieUse, value: string, maxAge?: number) =>
  void reply.setCookie(cookieName(ctx.config.baseUrl, use), value, cookieFlags(ctx.config.baseUrl, maxAge))

async function afterLogin(ctx: Ctx, account: Pick<SesiPns, 'nip' | 'status' | 'data_dikonfirmasi' | 'tanpa_faktor'>, ke: string | undefined): Promise<string> {
  if (account.status !== 'aktif') return '/masuk/status'
  if (!account.data_dikonfirmasi) return '/masuk/data-saya'
  if (account.tanpa_faktor) return '/akun/autentikator'
  return (await findTitipan(ctx, account.nip)) ? '/masuk/titipan' : (ke ?? '/formulir')
}

/** Ends whoever is signed in here, PNS or staff; back to the login page that fits. */
async function logout(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const pns = await findPns(ctx, req)
  const staff = await findStaffSession(ctx.db, ctx.keys, cookieOf(ctx, req, 'petugas'))
  if (pns) await revokeSession(ctx.db, 'pns', pns.nip, pns.id_hash)
  if (staff) await revokeSession(ctx.db, 'petugas', staff.petugas_id, staff.id_hash)
  clearCookies(ctx, reply)
  return seeOther(reply, staff && !pns ? '/petugas/masuk?keluar=1' : '/masuk?keluar=1')
}

function clearCookies(ctx: Ctx, reply: FastifyReply): void {
  for (const use of ['sesi', 'petugas', 'daftar'] as const) void reply.clearCookie(cookieName(ctx.config.baseUrl, use), cookieFlags(ctx.config.baseUrl))
  newVisitor(ctx, reply)
  reply.header('clear-site-data', CLEAR_SITE_DATA)
}

/** For the script that warns: how long the session of this page still lasts. */
async function showLeft(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const kind = readQuery(req).untuk === 'petugas' ? 'petugas' : 'pns'
  return reply.send({ sisa: await secondsLeft(ctx.db, ctx.keys, kind, cookieOf(ctx, req, kind === 'pns' ? 'sesi' : 'petugas')) })
}

/** "Tetap masuk": any request does it; the answer says how long it holds now. */
async function stay(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await findPns(ctx, req)
  await findStaffSession(ctx.db, ctx.keys, cookieOf(ctx, req, 'petugas'))
  return showLeft(ctx, req, reply)
}

/** Where an account stands; an open one goes on to the form. */
async function showStatus(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const me = await getSession(ctx, req)
  if (me.status === 'aktif') return seeOther(reply, await afterLogin(ctx, me, undefined))
  if (me.status === 'dibekukan') return sendPage(reply, <FrozenPage />)
  const props = { visitor: visitorOf(ctx, req, reply), me, official: await getOwn(ctx, me), registration: await getRegistration(ctx.db, me.nip) }
  return sendPage(reply, me.status === 'registrasi_ditolak' ? <RejectedPage {...props} /> : <WaitingPage {...props} />)
}

async function getSession(ctx: Ctx, req: FastifyRequest): Promise<SesiPns> {
  const me = await findPns(ctx, req)
  if (!me) throw problem('session_ended')
  return me
}

/** Only an open account sees its data in full. Errors: session_ended, account_waiting. */
async function getOpen(ctx: Ctx, req: FastifyRequest): Promise<SesiPns> {
  const me = await getSession(ctx, req)
  if (me.status !== 'aktif') throw problem('account_waiting', { links: [{ href: '/masuk/status', label: 'Lihat status registrasi' }] })
  return me
}

async function getOwn(ctx: Ctx, me: SesiPns): Promise<Official> {
  const official = await findOfficial(ctx.db, ctx.keys, me.nip)
  if (!official) throw problem('nip_unknown')
  return official
}

async function showOwnData(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const me = await getOpen(ctx, req)
  if (me.data_dikonfirmasi) return seeOther(reply, '/formulir')
  return sendPage(reply, <OwnDataPage visitor={visitorOf(ctx, req, reply)} official={await getOwn(ctx, me)} />)
}

async function postOwnData(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  postedBy(ctx, req)
  await confirmOwnData(ctx, (await getOpen(ctx, req)).nip)
  return seeOther(reply, '/formulir')
}

async function showDisown(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const me = await getOpen(ctx, req)
  if (me.data_dikonfirmasi) return seeOther(reply, '/formulir')
  return sendPage(reply, <DisownPage visitor={visitorOf(ctx, req, reply)} nama={showName((await getOwn(ctx, me)).person.nama)} />)
}

async function postDisown(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  postedBy(ctx, req)
  const me = await getOpen(ctx, req)
  if (me.data_dikonfirmasi) throw problem('not_possible_now', { links: [{ href: '/formulir', label: 'Ke formulir saya' }] })
  await disownData(ctx, me.nip)
  clearCookies(ctx, reply)
  return seeOther(reply, '/masuk/dibekukan')
}

async function showTitipan(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const me = await getOpen(ctx, req)
  const kept = await findTitipan(ctx, me.nip)
  if (!kept) return seeOther(reply, '/formulir')
  const nama = showName((await getOwn(ctx, me)).person.nama)
  return sendPage(
    reply,
    <TitipanPage visitor={visitorOf(ctx, req, reply)} nama={nama} fields={Object.entries(kept.isi).filter(([name]) => name !== '_csrf')} />,
  )
}

/** 307 keeps method and body: the browser itself sends what was typed to the address it was meant for. */
async function postTitipan(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  postedBy(ctx, req)
  const kept = await takeTitipan(ctx, (await getOpen(ctx, req)).nip)
  if (!kept || readBody(req)._buang) return seeOther(reply, '/formulir')
  return reply.redirect(kept.alamat, 307)
}
