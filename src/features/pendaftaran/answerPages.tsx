// Step 4: kata kunci, question, picture code, and the account at the end; step 5: the proof.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { cookieFlags, cookieName } from '../../security/cookies.ts'
import { suggestPassphrase } from '../../security/words.ts'
import { newChallenge, wantsNewCode } from '../../web/challenge.tsx'
import { changePendaftaran, findPendaftaran, type Isi } from '../../web/pendaftaran.ts'
import { getAgencySettings } from '../../web/akun.ts'
import { listQuestions, questionText, tidy } from '../../web/pengaman.tsx'
import { readBody, seeOther, sendPage, type Body } from '../../web/request.ts'
import type { FieldError } from '../../web/ui/message.tsx'
import { postedBy, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { readAnswers } from './answers.ts'
import { AnswersPage, ProofPage } from './finish.tsx'
import { getOfficial, passChallenge, register, type Complete } from './service.ts'
import { atStep } from './steps.ts'

const PATH = '/registrasi/kata-kunci'
const FORM = 'registrasi-akhir'

export async function showAnswers(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, PATH)
  return p ? answersPage(ctx, reply, visitorOf(ctx, req, reply), p.isi) : reply
}

export async function postAnswers(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  // A registration that is finished goes to its proof: double click, retry.
  const p = await atStep(ctx, req, reply, PATH)
  if (!p) return reply
  const body = readBody(req)
  const questions = await listQuestions(ctx.db)
  const { isi, faults } = await readAnswers(ctx.keys, p.isi, await getOfficial(ctx, p.isi.nip), questions, body)
  await changePendaftaran(ctx.db, ctx.keys, p.id, (now) => (now.selesai ? now : { ...isi, lulus: now.lulus }))
  if (body._kembali) return seeOther(reply, '/registrasi/email')
  const shown = { ...isi, ...typedIn(body) }
  if (wantsNewCode(body)) return answersPage(ctx, reply, visitor, shown)
  const wrongCode = await passChallenge(ctx, visitor, p.id, FORM, body)
  const errors = wrongCode ? [...faults, { field: 'captcha', text: wrongCode }] : faults
  if (errors.length > 0) return answersPage(ctx, reply, visitor, shown, errors, !wrongCode)
  const complete = { ...isi, ibu_kandung: tidy(isi.ibu_kandung ?? ''), pertanyaan: questionText(isi, questions), jawaban: tidy(isi.jawaban ?? '') } as Complete
  if (await register(ctx, visitor, p.id, complete)) {
    // Whoever was signed in here before is not the person on the slip.
    void reply.clearCookie(cookieName(ctx.config.baseUrl, 'sesi'), cookieFlags(ctx.config.baseUrl))
    return seeOther(reply, '/registrasi/bukti')
  }
  await changePendaftaran(ctx.db, ctx.keys, p.id, (now) => ({ ...now, email_terbukti: false }))
  return seeOther(reply, '/registrasi/email?terpakai=1')
}

/** What is too long to be kept is still shown again. */
const typedIn = (body: Body) => ({
  ibu_kandung: body.ibu_kandung,
  pertanyaan: body.pertanyaan,
  pertanyaan_sendiri: body.pertanyaan_sendiri,
  jawaban: body.jawaban,
})

async function answersPage(
  ctx: Ctx,
  reply: FastifyReply,
  visitor: Visitor,
  isi: Isi,
  errors: readonly FieldError[] = [],
  passed = false,
): Promise<FastifyReply> {
  const fault = errors.find((e) => e.field === 'captcha')?.text
  const challenge = passed ? undefined : newChallenge(ctx, FORM, visitor, { visible: true, fault })
  const page = (
    <AnswersPage visitor={visitor} errors={errors} isi={isi} questions={await listQuestions(ctx.db)} suggestion={suggestPassphrase()} challenge={challenge} />
  )
  return sendPage(reply, page, errors.length > 0 ? 422 : 200)
}

export async function showProof(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await findPendaftaran(ctx, req)
  if (!p?.isi.selesai) return seeOther(reply, '/registrasi')
  const official = await getOfficial(ctx, p.isi.nip)
  return sendPage(reply, <ProofPage official={official} done={p.isi.selesai} settings={await getAgencySettings(ctx.db, official.induk?.id ?? '')} />)
}
