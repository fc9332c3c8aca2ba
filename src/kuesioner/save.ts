// Saving a questionnaire: whole answers become rows of `jawaban`, everything else stays a draft, so that nothing typed is lost.
import { sql } from 'kysely'
import type { Edit } from '../form/edit.ts'
import type { Raw } from '../form/field.ts'
import { draftBound } from '../form/form.ts'
import type { Faults } from '../form/section.ts'
import { problem } from '../problems.ts'
import { sealJson } from '../security/seal.ts'
import { EDITION, isOtherEdition, tokenOf, type Answered } from './answers.ts'
import { pickInputs, readAnswers, toStored } from './questionnaire.ts'

/** `draft` = kept with these faults; `stale` = changed elsewhere, nothing written. `token` goes back into the page. */
export type Outcome = { state: 'saved' | 'draft' | 'stale'; errors: Faults; token: string }

/** The questionnaire of this form. Errors: not_found. */
export function getAnswered(form: Edit['form'], kode: string): Answered {
  const found = form.questionnaires.get(kode)
  if (!found) throw problem('not_found')
  return found
}

/** Saves what was posted, unless it was changed elsewhere since the page was made. Errors: already_sent, item_locked. */
export async function saveAnswers(e: Edit, kode: string, posted: Raw): Promise<Outcome> {
  const a = getAnswered(e.form, kode)
  if (!a.open) throw problem(e.form.row?.status === 'perbaikan' ? 'item_locked' : 'already_sent')
  const raw = pickInputs(a.asked, posted)
  const { values, errors } = readAnswers(a.asked, raw, e.form.acuan)
  const whole = Object.keys(errors).length === 0
  const next: Answered = whole ? { ...a, stored: toStored(a.asked, values), versi: a.asked.versi, draft: null } : { ...a, draft: raw }
  const [now, token] = [tokenOf(a), tokenOf(next)]
  // The same typing again is a request repeated because its answer got lost, no conflict.
  if (isOtherEdition(a, posted._versi) || (posted._versi !== now && token !== now)) return { state: 'stale', errors: {}, token: now }
  await (whole ? writeAnswers(e, next) : keepDraft(e, a, raw))
  return { state: whole ? 'saved' : 'draft', errors, token }
}

const draftAt = (e: Edit, a: Answered) => sql`nip = ${e.form.nip} and periode = ${e.form.periode} and bagian = ${a.asked.kode} and kunci = '-'`

async function keepDraft(e: Edit, a: Answered, raw: Raw): Promise<void> {
  const isi = sealJson(e.keys, draftBound(e.form.nip, a.asked.kode, '-'), { ...raw, [EDITION]: String(a.asked.versi) })
  await sql`insert into konsep (nip, periode, bagian, kunci, tindakan, isi, versi)
    values (${e.form.nip}, ${e.form.periode}, ${a.asked.kode}, '-', 'ubah', ${isi}, 1)
    on conflict (nip, periode, bagian, kunci) do update set isi = excluded.isi, versi = konsep.versi + 1, diubah = clock_timestamp()`.execute(e.tx)
}

async function writeAnswers(e: Edit, a: Answered): Promise<void> {
  const { nip, periode } = e.form
  const { kode, versi } = a.asked
  await sql`delete from konsep where ${draftAt(e, a)}`.execute(e.tx)
  await sql`delete from jawaban where nip = ${nip} and periode = ${periode} and kuesioner = ${kode}`.execute(e.tx)
  await sql`insert into jawaban (nip, periode, kuesioner, versi, pertanyaan, jawaban)
    select ${nip}, ${periode}, ${kode}, ${versi}, key, value from jsonb_each_text(${JSON.stringify(Object.fromEntries(a.stored))}::jsonb)`.execute(e.tx)
}
