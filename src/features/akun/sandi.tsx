// Ganti kata kunci, ganti pertanyaan pengaman: both ask for the present kata kunci first.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { userOf } from '../../akun/pengguna.ts'
import { changeOwnAnswer, changeOwnPassword, passwordFault } from '../../akun/sandi.ts'
import type { Ctx } from '../../context.ts'
import { findOfficial } from '../../form/official.ts'
import { openAccount } from '../../security/account.ts'
import type { AnswerContext } from '../../security/answers.ts'
import type { PasswordContext } from '../../security/password.ts'
import type { SesiPns } from '../../security/session.ts'
import { suggestPassphrase } from '../../security/words.ts'
import { MISSING_PASSWORD, NewPasswordFields, readNewPassword } from '../../web/kataKunci.tsx'
import { Page, type PageUser } from '../../web/layout.tsx'
import { listQuestions, QuestionFields, questionErrors, questionText, tidy, type Question, type TypedQuestion } from '../../web/pengaman.tsx'
import { readBody, seeOther, sendPage, type Body } from '../../web/request.ts'
import { PasswordField } from '../../web/ui/field.tsx'
import type { FieldError } from '../../web/ui/message.tsx'
import { ACCOUNT, FormActions } from './home.tsx'

export function sandi(app: FastifyInstance, ctx: Ctx): void {
  app.get('/akun/kata-kunci', async (req, reply) => sendPage(reply, <PasswordPage user={(await userOf(ctx, req)).user} />))
  app.post('/akun/kata-kunci', (req, reply) => postPassword(ctx, req, reply))
  app.get('/akun/pertanyaan', async (req, reply) => questionPage(ctx, reply, (await userOf(ctx, req)).user, {}))
  app.post('/akun/pertanyaan', (req, reply) => postQuestion(ctx, req, reply))
}

async function postPassword(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const body = readBody(req)
  const read = readNewPassword(body, await aboutPassword(ctx, me))
  const errors = read.typed ? read.faults : [MISSING_PASSWORD]
  const wrong = errors.length > 0 ? undefined : await passwordFault(ctx, me, body.kata_kunci_lama)
  if (wrong) errors.push({ field: 'kata_kunci_lama', text: wrong })
  if (errors.length > 0) return sendPage(reply, <PasswordPage user={user} errors={errors} />, 422)
  await changeOwnPassword(ctx, me, read.value!)
  return seeOther(reply, '/akun?selesai=sandi')
}

async function aboutPassword(ctx: Ctx, { nip, nomor_register }: SesiPns): Promise<PasswordContext> {
  const official = await findOfficial(ctx.db, ctx.keys, nip)
  const { rows } = await sql<{ email: string | null }>`select email from akun where nip = ${nip}`.execute(ctx.db)
  const email = rows[0]?.email ? openAccount(ctx.keys, nip, 'email', rows[0].email) : undefined
  return { kind: 'pns', nip, email, nama: official?.person.nama, instansi: official?.induk?.nama, nomorRegister: nomor_register }
}

async function postQuestion(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const body = readBody(req)
  const typed: TypedQuestion = { pertanyaan: body.pertanyaan ?? '', pertanyaan_sendiri: body.pertanyaan_sendiri ?? '', jawaban: body.jawaban ?? '' }
  const questions = await listQuestions(ctx.db)
  const errors = questionErrors(questions, typed, await aboutAnswer(ctx, me, body.kata_kunci))
  const wrong = errors.length > 0 ? undefined : await passwordFault(ctx, me, body.kata_kunci)
  if (wrong) errors.push({ field: 'kata_kunci', text: wrong })
  if (errors.length > 0) return questionPage(ctx, reply, user, body, errors)
  await changeOwnAnswer(ctx, me, { pertanyaan: questionText(typed, questions), jawaban: tidy(typed.jawaban) })
  return seeOther(reply, '/akun?selesai=pertanyaan')
}

async function aboutAnswer(ctx: Ctx, { nip }: SesiPns, sandi: string | undefined): Promise<AnswerContext> {
  const { rows } = await sql<{ ibu_kandung: string }>`select ibu_kandung from akun where nip = ${nip}`.execute(ctx.db)
  const tempatLahir = (await findOfficial(ctx.db, ctx.keys, nip))?.person.tempatLahir
  return { nip, tempatLahir, sandi, ibuKandung: openAccount(ctx.keys, nip, 'ibu_kandung', rows[0]!.ibu_kandung) }
}

const questionPage = async (ctx: Ctx, reply: FastifyReply, user: PageUser, typed: Body, errors: readonly FieldError[] = []): Promise<FastifyReply> =>
  sendPage(reply, <QuestionPage user={user} questions={await listQuestions(ctx.db)} typed={typed} errors={errors} />, errors.length > 0 ? 422 : 200)

function PasswordPage({ user, errors = [] }: { user: PageUser; errors?: readonly FieldError[] }) {
  const fault = errors.find((e) => e.field === 'kata_kunci_lama')?.text
  return (
    <Page
      title="Ganti Kata Kunci"
      narrow
      user={user}
      back={ACCOUNT}
      errors={errors}
      lead="Setelah diganti, semua perangkat lain dikeluarkan dan tautan pemulihan tidak berlaku lagi."
    >
      <form method="post" action="/akun/kata-kunci" class="kartu pad" data-rahasia="1">
        <PasswordField name="kata_kunci_lama" label="Kata Kunci Sekarang" error={fault} />
        <NewPasswordFields errors={errors} suggestion={suggestPassphrase()} fresh />
        <FormActions>Ganti Kata Kunci</FormActions>
      </form>
    </Page>
  )
}

function QuestionPage({ user, questions, typed, errors }: { user: PageUser; questions: readonly Question[]; typed: Body; errors: readonly FieldError[] }) {
  return (
    <Page
      title="Ganti Pertanyaan Pengaman"
      narrow
      user={user}
      back={ACCOUNT}
      errors={errors}
      lead="Jawabannya ditanyakan bila Anda lupa nomor register atau kata kunci."
    >
      <form method="post" action="/akun/pertanyaan" class="kartu pad" data-rahasia="1">
        <QuestionFields questions={questions} typed={typed} errors={errors} />
        <PasswordField name="kata_kunci" label="Kata Kunci Anda" error={errors.find((e) => e.field === 'kata_kunci')?.text} />
        <FormActions>Simpan</FormActions>
      </form>
    </Page>
  )
}
