// One questionnaire of one person: which version is asked, what was answered, how far it is.
import { createHash } from 'node:crypto'
import type { Missing, Progress } from '../form/complete.ts'
import type { Raw } from '../form/field.ts'
import type { Question } from './definition.ts'
import { answerLines, inputsOf, isAsked, pickInputs, readAnswers, toRaw, type AnswerLine, type Questionnaire, type Stored } from './questionnaire.ts'

export type Answered = {
  /** the version that is asked; of a form that was sent, the version that was answered */
  asked: Questionnaire
  stored: Stored
  /** version that `stored` answers; null = not answered yet */
  versi: number | null
  /** raw text with faults, or not yet whole */
  draft: Raw | null
  /** open as long as the form was never sent; what comes back for repair leaves it closed */
  open: boolean
}

/** Name in a draft of the version it was typed for. */
export const EDITION = '_terbitan'

/** What the inputs hold. */
export const rawOf = (a: Answered): Raw => pickInputs(a.asked, a.draft ?? toRaw(a.asked, a.stored))

/** A newer version came after the person began: what still fits is carried over, and he is asked to look again. */
export function isRenewed(a: Answered): boolean {
  const begun = a.draft ? a.draft[EDITION] : a.versi
  return a.open && begun !== null && String(begun) !== String(a.asked.versi)
}

const isDone = (a: Answered): boolean => a.draft === null && a.versi === a.asked.versi

/** What a page was made from: the version asked, and what was kept then. Another token = changed elsewhere meanwhile. */
export function tokenOf(a: Answered): string {
  const kept = createHash('sha256')
    .update(JSON.stringify(rawOf(a)))
    .digest('base64url')
  return `${a.asked.versi}.${kept.slice(0, 16)}`
}

/** Was this token given out for another version of the questionnaire? */
export const isOtherEdition = (a: Answered, token: string | undefined): boolean => !token?.startsWith(`${a.asked.versi}.`)

/** The answers for people, of what is stored. */
export const linesOf = (a: Answered): AnswerLine[] => answerLines(a.asked, a.stored)

/** The question that an input belongs to. */
const questionOf = (k: Questionnaire, input: string): Question => k.pertanyaan.find((q) => inputsOf(q).includes(input))!

/** Everything between this questionnaire and Kirim. */
export function missingAnswers(a: Answered, acuan: string): Missing[] {
  if (!a.open || isDone(a)) return []
  const { section } = a.asked
  const whole = (why: string): Missing[] => [{ section, kunci: '', label: section.title, why }]
  const raw = rawOf(a)
  if (Object.keys(raw).length === 0) return whole('Belum dijawab.')
  const { errors } = readAnswers(a.asked, raw, acuan)
  const faults = Object.entries(errors).map(([input, why]) => {
    const q = questionOf(a.asked, input)
    return { section, kunci: q.kunci, label: q.singkat, why }
  })
  return faults.length > 0 ? faults : whole(isRenewed(a) ? 'Kuesioner diperbarui. Periksa jawaban Anda, lalu pilih Simpan.' : 'Belum disimpan.')
}

/** How many of the questions that must be answered are. */
export function answersProgress(a: Answered, acuan: string): Progress {
  const raw = rawOf(a)
  const { values, errors } = readAnswers(a.asked, raw, acuan)
  const wanted = a.asked.pertanyaan.filter((q) => q.wajib && isAsked(a.asked, q, values))
  const done = wanted.filter((q) => inputsOf(q).every((name) => !errors[name])).length
  const begun = Object.keys(raw).length > 0
  const state = !a.open || isDone(a) ? 'selesai' : begun ? 'sedang-diisi' : 'belum-mulai'
  return { state, done, total: wanted.length, changes: 0, returned: 0 }
}
