// Addresses after the proof of the mailbox: question, number, new kata kunci, answer.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { findOfficial } from '../../form/official.ts'
import { problem, type Problem } from '../../problems.ts'
import { openAccount } from '../../security/account.ts'
import { cookieFlags, cookieName } from '../../security/cookies.ts'
import { suggestPassphrase } from '../../security/words.ts'
import { MISSING_PASSWORD, readNewPassword } from '../../web/kataKunci.tsx'
import { findPemulihan, RECOVERIES, type Jenis, type Pemulihan } from '../../web/pemulihan.ts'
import { listQuestions, questionErrors, questionText, tidy, type TypedQuestion } from '../../web/pengaman.tsx'
import { readBody, seeOther, sendPage, type Body } from '../../web/request.ts'
import type { FieldError } from '../../web/ui/message.tsx'
import { postedBy, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { deadLink, getPemulihan, placeOf } from './place.ts'
import { answer, changeAnswer, changePassword, getNomor, getQuestion, isShowable, showAnswer } from './service.ts'
import { AnswerPage, AnswerStartPage, Done, NewAnswerPage, NewPasswordPage, NumberPage, QuestionPage, type Waiting } from './stepViews.tsx'
import { getAccount } from './store.ts'

type Handler = (ctx: Ctx, req: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
type Wanted = Pemulihan['tahap']

export function steps(app: FastifyInstance, ctx: Ctx): void {
  const on = (h: Handler) => (req: FastifyRequest, reply: FastifyReply) => h(ctx, req, reply)
  for (const jenis of ['nomor-register', 'kata-kunci'] as const) {
    app.get(`${RECOVERIES[jenis].path}/pertanyaan`, (req, reply) => showQuestion(ctx, req, reply, jenis))
    app.post(`${RECOVERIES[jenis].path}/pertanyaan`, (req, reply) => postAnswer(ctx, req, reply, jenis))
  }
  app.get('/lupa-nomor-register/hasil', on(showNumber))
  app.get('/lupa-kata-kunci/baru', on(showPassword))
  app.post('/lupa-kata-kunci/baru', on(postPassword))
  app.get('/lupa-kata-kunci/selesai', on(showPasswordDone))
  app.get('/lupa-jawaban/jawaban', on(showAnswerStart))
  app.post('/lupa-jawaban/jawaban', on(postAnswerShown))
  app.get('/lupa-jawaban/baru', on(showNewAnswer))
  app.post('/lupa-jawaban/baru', on(postNewAnswer))
  app.get('/lupa-jawaban/selesai', on(showAnswerDone))
  app.get('/alamat-baru/selesai', on(showAddressDone))
}

/** The recovery, when it is at one of these steps; otherwise the person was sent where he belongs. */
async function atStep(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, jenis: Jenis, ...wanted: Wanted[]): Promise<Pemulihan | undefined> {
  const p = await findPemulihan(ctx, req, jenis)
  if (p && wanted.includes(p.tahap)) return p
  seeOther(reply, p ? placeOf(p) : RECOVERIES[jenis].path)
  return undefined
}

async function showQuestion(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, jenis: Jenis): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, jenis, 'terbukti')
  return p ? questionPage(ctx, reply, visitorOf(ctx, req, reply), p) : reply
}

async function questionPage(ctx: Ctx, reply: FastifyReply, visitor: Visitor, p: Pemulihan, text?: string, status = 422): Promise<FastifyReply> {
  const errors = text ? [{ field: 'jawaban', text }] : []
  return sendPage(reply, <QuestionPage jenis={p.jenis} visitor={visitor} question={await getQuestion(ctx, p.isi.nip)} errors={errors} />, text ? status : 200)
}

async function postAnswer(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, jenis: Jenis): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const p = await atStep(ctx, req, reply, jenis, 'terbukti')
  if (!p) return reply
  const typed = readBody(req).jawaban ?? ''
  if (!typed.trim()) return questionPage(ctx, reply, visitor, p, 'Tulis jawaban Anda.')
  const result = await answer(ctx, p, typed)
  if (result === 'benar') return seeOther(reply, placeOf({ jenis, tahap: 'lulus' }))
  if (result === 'mati') throw deadAnswer(jenis)
  if (result === 'terlalu-sering')
    return questionPage(ctx, reply, visitor, p, 'Sudah terlalu banyak jawaban hari ini. Coba lagi besok, atau datang ke Biro Kepegawaian atau BKD Anda.', 429)
  return questionPage(ctx, reply, visitor, p, 'Jawaban tidak cocok. Coba lagi, atau gunakan Lupa Jawaban.')
}

const deadAnswer = (jenis: Jenis): Problem =>
  problem('link_dead', { text: 'Tautan ini diakhiri karena jawaban salah terlalu sering. Pemberitahuan dikirim ke e-mail Anda.', links: deadLink(jenis).links })

async function showNumber(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, 'nomor-register', 'lulus')
  return p ? sendPage(reply, <NumberPage nomor={await getNomor(ctx, p.isi.nip)} />) : reply
}

async function showPassword(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, 'kata-kunci', 'lulus')
  return p ? sendPage(reply, <NewPasswordPage visitor={visitorOf(ctx, req, reply)} suggestion={suggestPassphrase()} />) : reply
}

async function postPassword(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const p = await atStep(ctx, req, reply, 'kata-kunci', 'lulus')
  if (!p) return reply
  const read = readNewPassword(readBody(req), await aboutPassword(ctx, p.isi.nip))
  const errors = read.typed ? read.faults : [MISSING_PASSWORD]
  if (errors.length > 0) return sendPage(reply, <NewPasswordPage visitor={visitor} errors={errors} suggestion={suggestPassphrase()} />, 422)
  if (!(await changePassword(ctx, p, read.value!))) return seeOther(reply, placeOf(await getPemulihan(ctx, req, 'kata-kunci')))
  void reply.clearCookie(cookieName(ctx.config.baseUrl, 'sesi'), cookieFlags(ctx.config.baseUrl))
  return seeOther(reply, '/lupa-kata-kunci/selesai')
}

async function aboutPassword(ctx: Ctx, nip: string) {
  const [account, official] = [await getAccount(ctx.db, nip), await findOfficial(ctx.db, ctx.keys, nip)]
  const email = account.email ? openAccount(ctx.keys, nip, 'email', account.email) : undefined
  return { kind: 'pns' as const, nip, email, nama: official?.person.nama, instansi: official?.induk?.nama, nomorRegister: account.nomor_register }
}

async function showPasswordDone(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, 'kata-kunci', 'selesai')
  return p
    ? sendPage(reply, <Done jenis="kata-kunci" title="Kata Kunci telah diganti" text="Semua perangkat sudah dikeluarkan. Masuk dengan kata kunci yang baru." />)
    : reply
}

async function showAnswerStart(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, 'jawaban', 'terbukti', 'lulus')
  if (!p) return reply
  if (!(await isShowable(ctx, p.isi.nip))) return seeOther(reply, '/lupa-jawaban/baru')
  return sendPage(reply, <AnswerStartPage visitor={visitorOf(ctx, req, reply)} shown={p.tahap === 'lulus'} />)
}

/** The answer is shown by the POST itself: no address leads to it a second time. */
async function postAnswerShown(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  postedBy(ctx, req)
  const p = await atStep(ctx, req, reply, 'jawaban', 'terbukti', 'lulus')
  if (!p) return reply
  const shown = await showAnswer(ctx, p)
  if (shown === undefined) return seeOther(reply, '/lupa-jawaban/jawaban')
  return sendPage(reply, <AnswerPage question={await getQuestion(ctx, p.isi.nip)} answer={shown} waiting={await waitingFor(ctx, req, p)} />)
}

/** The recovery of the same person that asked the question in this browser. */
async function waitingFor(ctx: Ctx, req: FastifyRequest, p: Pemulihan): Promise<Waiting> {
  const found = (await findPemulihan(ctx, req, 'nomor-register')) ?? (await findPemulihan(ctx, req, 'kata-kunci'))
  return found?.tahap === 'terbukti' && found.isi.nip === p.isi.nip ? found.jenis : undefined
}

async function showNewAnswer(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, 'jawaban', 'terbukti', 'lulus')
  return p ? newAnswerPage(ctx, reply, visitorOf(ctx, req, reply), {}) : reply
}

const newAnswerPage = async (ctx: Ctx, reply: FastifyReply, visitor: Visitor, typed: Body, errors: readonly FieldError[] = []): Promise<FastifyReply> =>
  sendPage(reply, <NewAnswerPage visitor={visitor} errors={errors} questions={await listQuestions(ctx.db)} typed={typed} />, errors.length > 0 ? 422 : 200)

async function postNewAnswer(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const p = await atStep(ctx, req, reply, 'jawaban', 'terbukti', 'lulus')
  if (!p) return reply
  const body = readBody(req)
  const typed: TypedQuestion = { pertanyaan: body.pertanyaan ?? '', pertanyaan_sendiri: body.pertanyaan_sendiri ?? '', jawaban: body.jawaban ?? '' }
  const questions = await listQuestions(ctx.db)
  const tempatLahir = (await findOfficial(ctx.db, ctx.keys, p.isi.nip))?.person.tempatLahir
  const errors = questionErrors(questions, typed, { nip: p.isi.nip, tempatLahir })
  if (errors.length > 0) return newAnswerPage(ctx, reply, visitor, body, errors)
  if (!(await changeAnswer(ctx, p, { pertanyaan: questionText(typed, questions), jawaban: tidy(typed.jawaban) })))
    return seeOther(reply, placeOf(await getPemulihan(ctx, req, 'jawaban')))
  return seeOther(reply, '/lupa-jawaban/selesai')
}

async function showAnswerDone(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, 'jawaban', 'selesai')
  if (!p) return reply
  const waiting = await waitingFor(ctx, req, p)
  return sendPage(reply, <Done jenis="jawaban" title="Pertanyaan pengaman telah diganti" text="Gunakan jawaban yang baru mulai sekarang." waiting={waiting} />)
}

async function showAddressDone(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, 'alamat', 'selesai')
  if (!p) return reply
  return sendPage(
    reply,
    <Done jenis="alamat" title="Alamat e-mail telah diganti" text="Pemberitahuan dan tautan pemulihan sekarang dikirim ke alamat baru.">
      <ul class="tautan-daftar">
        <li>
          <a href="/lupa-nomor-register?baru=1">Lupa No. Register</a>
        </li>
        <li>
          <a href="/lupa-kata-kunci?baru=1">Lupa Kata Kunci</a>
        </li>
      </ul>
    </Done>,
  )
}
