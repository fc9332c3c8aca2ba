// A questionnaire as the form asks it: its questions become fields, so that one reading, one check and one set of inputs serve all.
import { choice, date, flag, integer, longText, text, year, type AnyField, type Raw } from '../form/field.ts'
import { judge, parse, section, shown, type AnySection, type Faults, type Loose, type Rule, type RuleContext } from '../form/section.ts'
import type { Definition, Question } from './definition.ts'

/** `section` has no table: answers are rows of `jawaban`. */
export type Questionnaire = Definition & { section: AnySection }

/** Answers as stored, by question. */
export type Stored = ReadonlyMap<string, string>

/** Builds the fields of a questionnaire. */
export function toQuestionnaire(d: Definition): Questionnaire {
  const fields = Object.fromEntries(d.pertanyaan.flatMap(fieldsFor))
  const rules = d.pertanyaan.filter((q) => q.jenis === 'beberapa' && q.wajib).map((q) => oneAtLeast(q, fields))
  return { ...d, section: section({ code: d.kode, title: d.judul, group: 'Stakeholder', short: d.kode, lead: d.pengantar, rows: 'one', fields, rules }) }
}

/** Names of the inputs of a question: of several choices each is one. */
export const inputsOf = (q: Question): string[] => (q.jenis === 'beberapa' ? q.pilihan.map((p) => `${q.kunci}__${p.kode}`) : [q.kunci])

const LONG = 100

function fieldsFor(q: Question): [string, AnyField][] {
  const shownWhen = q.tampil_bila && { field: q.tampil_bila.pertanyaan, is: q.tampil_bila.jawaban }
  const common = { label: q.singkat, hint: q.petunjuk, required: q.wajib, shownWhen }
  switch (q.jenis) {
    case 'beberapa':
      return q.pilihan.map((p, i) => [inputsOf(q)[i]!, flag({ label: p.teks, shownWhen })])
    case 'satu':
      return [[q.kunci, choice({ ...common, options: Object.fromEntries(q.pilihan.map((p) => [p.kode, p.teks])) })]]
    case 'tahun':
      return [[q.kunci, year({ ...common, min: q.min })]]
    case 'angka':
      return [[q.kunci, integer({ ...common, min: q.min, max: q.maks, unit: q.satuan })]]
    case 'tanggal':
      return [[q.kunci, date(common)]]
    case 'teks':
      return [[q.kunci, (q.maks > LONG ? longText : text)({ ...common, max: q.maks })]]
  }
}

function oneAtLeast(q: Question, fields: Readonly<Record<string, AnyField>>): Rule<Loose> {
  const inputs = inputsOf(q)
  const ok = (v: Loose) => !shown(fields[inputs[0]!]!, v) || inputs.some((name) => v[name] === true)
  return { id: 'kuesioner', on: inputs[0]!, message: `${q.singkat}: pilih paling sedikit satu.`, ok }
}

/** What was posted, without everything that is no question here. */
export function pickInputs(k: Questionnaire, posted: Raw): Raw {
  return Object.fromEntries(k.pertanyaan.flatMap(inputsOf).flatMap((name) => (posted[name] ? [[name, posted[name]]] : [])))
}

/** Reads and checks raw text. */
export function readAnswers(k: Questionnaire, raw: Raw, acuan: string): { values: Loose; errors: Faults } {
  const read = parse(k.section, raw)
  const ctx: RuleContext = { nip: '', acuan, info: () => undefined, rows: () => [] }
  return judge(k.section, read.values, ctx, read.errors)
}

/** Is the question on screen with these values? */
export const isAsked = (k: Questionnaire, q: Question, values: Loose): boolean => shown(k.section.fields[inputsOf(q)[0]!]!, values)

/** Values as rows of `jawaban`. */
export function toStored(k: Questionnaire, values: Loose): Map<string, string> {
  const answers = k.pertanyaan.flatMap((q): [string, string][] => {
    const value =
      q.jenis === 'beberapa'
        ? q.pilihan
            .filter((_, i) => values[inputsOf(q)[i]!] === true)
            .map((p) => p.kode)
            .join(',')
        : values[q.kunci]
    return value === null || value === undefined || value === '' ? [] : [[q.kunci, String(value)]]
  })
  return new Map(answers)
}

/** Stored answers as the inputs that ask again; what this version no longer asks, or no longer offers, is left out. */
export function toRaw(k: Questionnaire, stored: Stored): Raw {
  const parts = k.pertanyaan.map((q): Raw => {
    const answer = stored.get(q.kunci)
    if (answer === undefined) return {}
    if (q.jenis === 'beberapa') return Object.fromEntries(answer.split(',').map((kode) => [`${q.kunci}__${kode}`, '1']))
    const f = k.section.fields[q.kunci] as AnyField
    const read = f.parse({ [q.kunci]: answer }, q.kunci)
    return read.ok && read.value !== null ? f.fill(read.value, q.kunci) : {}
  })
  return pickInputs(k, Object.assign({}, ...parts) as Raw)
}

export type AnswerLine = { kunci: string; pertanyaan: string; singkat: string; jawaban: string }

/** What was answered, for people. */
export function answerLines(k: Questionnaire, stored: Stored): AnswerLine[] {
  return k.pertanyaan.flatMap((q) => {
    const answer = stored.get(q.kunci)
    return answer === undefined ? [] : [{ kunci: q.kunci, pertanyaan: q.teks, singkat: q.singkat, jawaban: showAnswer(k, q, answer) }]
  })
}

function showAnswer(k: Questionnaire, q: Question, answer: string): string {
  if (q.jenis === 'beberapa')
    return answer
      .split(',')
      .map((kode) => q.pilihan.find((p) => p.kode === kode)?.teks ?? kode)
      .join(', ')
  const f = k.section.fields[q.kunci] as AnyField
  const read = f.parse({ [q.kunci]: answer }, q.kunci)
  return read.ok && read.value !== null ? f.show(read.value) : answer
}
