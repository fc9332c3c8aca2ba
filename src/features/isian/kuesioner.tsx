// A questionnaire of a stakeholder (manual III.B, Data Stakeholder 2 and 3): plain questions, no comparison with SAPK.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { clock } from '../../form/dates.ts'
import { Conditional, Input, type Ask } from '../../form/input.tsx'
import type { Raw } from '../../form/field.ts'
import type { Faults } from '../../form/section.ts'
import { isOtherEdition, isRenewed, rawOf, tokenOf, type Answered } from '../../kuesioner/answers.ts'
import type { Question } from '../../kuesioner/definition.ts'
import { answerLines, inputsOf, pickInputs, readAnswers, toStored } from '../../kuesioner/questionnaire.ts'
import { getAnswered, saveAnswers, type Outcome } from '../../kuesioner/save.ts'
import { record } from '../../workflow/events.ts'
import { DefaultSubmit } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { Pick } from '../../web/ui/choice.tsx'
import { describedBy, FieldNotes } from '../../web/ui/field.tsx'
import { Inset, Notice } from '../../web/ui/message.tsx'
import { ProgressBar } from '../../web/ui/task.tsx'
import { Key } from '../../web/key.tsx'
import { Page } from '../../web/layout.tsx'
import { param, readBody, readQuery, seeOther, sendPage, wantsJson } from '../../web/request.ts'
import { AnswerList } from '../../kuesioner/answerList.tsx'
import { draft, openView, options, perform } from './open.ts'
import { address, nextPart, partProgress, positionOf, Side, type View } from './parts.tsx'
import { Conflict, saved } from './sectionPages.tsx'
import { FORM, SaveButtons } from './single.tsx'

type Shown = View & { a: Answered; /** what was posted, when the page comes back */ posted?: Raw; errors?: Faults }

function QuestionnairePage(v: Shown) {
  const { asked } = v.a
  const p = partProgress(v, asked.section)
  return (
    <Page
      title={asked.judul}
      caption={positionOf(v.form, asked.section)}
      lead={v.a.open ? asked.pengantar : 'Kuesioner terkunci sejak formulir dikirim. Jawaban hanya dapat dibaca.'}
      back={{ href: '/formulir', text: 'Daftar bagian' }}
      user={v.user}
      notice={v.notice ?? (isRenewed(v.a) && <Renewed />)}
      errors={Object.entries(v.errors ?? {}).map(([field, text]) => ({ field, text }))}
      side={<Side view={v} current={asked.section} />}
      bar={v.a.open && <SaveButtons />}
      body={{ 'data-halaman': 'isian' }}
    >
      <ProgressBar phone done={p.done} total={p.total} unit={p.unit} />
      <Inset>{asked.persetujuan}</Inset>
      {v.a.open ? <Questions {...v} /> : <AnswerList a={v.a} />}
    </Page>
  )
}

/** The empty `data-bagian`: the script shows and hides, the rules stay with the server. */
function Questions({ a, posted, errors = {}, form: { nip } }: Shown) {
  const ask: Ask = { raw: posted ?? rawOf(a), errors, options }
  return (
    <form method="post" action={address(a.asked.section)} id={FORM} data-simpan-otomatis="" data-bagian="" data-nip={nip}>
      <DefaultSubmit name="_aksi" value="simpan" />
      <Key />
      <input type="hidden" name="_versi" value={tokenOf(a)} />
      <Card>
        {a.asked.pertanyaan.map((q) => (
          <div id={`${q.kunci}-baris`}>
            <Conditional section={a.asked.section} name={inputsOf(q)[0]!}>
              {q.jenis === 'beberapa' ? (
                <Several q={q} ask={ask} />
              ) : (
                <Input name={q.kunci} field={a.asked.section.fields[q.kunci]!} ask={{ ...ask, label: q.teks }} />
              )}
            </Conditional>
          </div>
        ))}
      </Card>
    </form>
  )
}

/** Several choices: a checkbox each, one heading. */
function Several({ q, ask }: { q: Question & { jenis: 'beberapa' }; ask: Ask }) {
  const inputs = inputsOf(q)
  const notes = { name: inputs[0]!, label: q.teks, hint: q.petunjuk, error: ask.errors[inputs[0]!] }
  return (
    <div class="medan">
      <fieldset aria-describedby={describedBy(notes)}>
        <legend>{q.teks}</legend>
        <FieldNotes {...notes} />
        {q.pilihan.map((p, i) => (
          <Pick type="checkbox" id={inputs[i]!} name={inputs[i]!} option={{ value: '1', label: p.teks }} checked={ask.raw[inputs[i]!] === '1'} />
        ))}
      </fieldset>
    </div>
  )
}

const Renewed = () => (
  <Notice tone="warn" title="Kuesioner ini diperbarui sejak Anda mengisinya">
    <p>Jawaban yang masih berlaku sudah diisikan. Periksa, jawab pertanyaan yang baru, lalu pilih Simpan.</p>
  </Notice>
)

/** GET /formulir/:bagian */
export async function showQuestionnaire(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { view } = await openView(ctx, req, readQuery(req).simpan === '1' ? saved : undefined)
  return sendPage(reply, <QuestionnairePage {...view} a={getAnswered(view.form, param(req, 'bagian'))} />)
}

/** POST /formulir/:bagian: autosave, Simpan, Simpan & lanjutkan. */
export async function saveQuestionnaire(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const kode = param(req, 'bagian')
  const raw = readBody(req)
  if (wantsJson(req) || raw._otomatis) return autosave(ctx, req, reply, kode, raw)
  const done = await perform(ctx, req, raw, async (e) => {
    const done = await saveAnswers(e, kode, raw)
    const versi = getAnswered(e.form, kode).asked.versi
    if (done.state === 'saved') await record(e.tx, { nip: e.form.nip, periode: e.form.periode, kind: 'simpan', actor: e.actor, data: { bagian: kode, versi } })
    return done
  })
  const { view } = await openView(ctx, req)
  const a = getAnswered(view.form, kode)
  if (done.state !== 'saved') return showFaults(reply, { ...view, a, posted: pickInputs(a.asked, raw) }, done, raw._versi)
  const next = nextPart(view.form, a.asked.section)
  return seeOther(reply, raw._aksi !== 'lanjut' ? `${address(a.asked.section)}?simpan=1` : next ? address(next) : '/formulir')
}

async function autosave(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, kode: string, raw: Raw): Promise<FastifyReply> {
  const done = await draft(ctx, req, (e) => saveAnswers(e, kode, raw))
  const { view } = await openView(ctx, req)
  const a = getAnswered(view.form, kode)
  const p = partProgress(view, a.asked.section)
  const stale = done.state === 'stale'
  return reply.code(stale ? 409 : 200).send({
    versi: stale ? {} : { _versi: done.token },
    // What is not answered yet is no fault while the person is answering.
    salah: Object.fromEntries(Object.entries(done.errors).filter(([name]) => raw[name])),
    ingat: {},
    konflik: stale ? { _versi: isOtherEdition(a, raw._versi) ? 'Kuesioner ini diperbarui' : 'Jawaban diubah di tempat lain' } : {},
    maju: { selesai: p.done, semua: p.total },
    pukul: `${clock(new Date())} WIB`,
  })
}

function showFaults(reply: FastifyReply, v: Shown, done: Outcome, token: string | undefined): FastifyReply {
  if (done.state === 'draft') return sendPage(reply, <QuestionnairePage {...v} errors={done.errors} />, 422)
  const notice = isOtherEdition(v.a, token) ? <Renewed /> : <Conflict texts={differences(v.a, v.posted!, v.form.acuan)} />
  return sendPage(reply, <QuestionnairePage {...v} notice={notice} />, 409)
}

/** What is kept now, where it is not what was posted. */
function differences(a: Answered, posted: Raw, acuan: string): string[] {
  const kept = rawOf(a)
  const lines = answerLines(a.asked, toStored(a.asked, readAnswers(a.asked, kept, acuan).values))
  const other = a.asked.pertanyaan.filter((q) => inputsOf(q).some((name) => (kept[name] ?? '') !== (posted[name] ?? '')))
  return other.map((q) => `${q.singkat}: sekarang tersimpan “${lines.find((l) => l.kunci === q.kunci)?.jawaban ?? kept[q.kunci] ?? 'belum dijawab'}”`)
}
