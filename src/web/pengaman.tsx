// Question and answer as they are chosen or written: fields and checks, for registration and for who forgot the answer.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { text } from '../form/field.ts'
import { answerFaults, questionFaults, type AnswerContext } from '../security/answers.ts'
import { SelectField } from './ui/choice.tsx'
import { TextField } from './ui/field.tsx'
import type { FieldError } from './ui/message.tsx'

/** Value of the select for a question in one's own words. */
export const OWN = 'sendiri'

export type Question = { id: string; nama: string }
export type TypedQuestion = { pertanyaan: string; pertanyaan_sendiri: string; jawaban: string }

const questionField = text({ label: 'Pertanyaan Pengaman', max: 120 })
const answerField = text({ label: 'Jawaban', max: 80 })

/** Security questions to choose from. */
export async function listQuestions(db: DbOrTx): Promise<Question[]> {
  const { rows } = await sql<Question>`select id, nama from ref_pertanyaan_pengaman where aktif order by urutan, id`.execute(db)
  return rows
}

/** One spelling of blanks and letters, as it is stored. */
export const tidy = (typed: string): string => typed.normalize('NFC').replace(/\s+/g, ' ').trim()

/** The question as the account holds it: the text of the list or one's own. */
export function questionText(typed: { pertanyaan?: string; pertanyaan_sendiri?: string }, questions: readonly Question[]): string {
  return typed.pertanyaan === OWN ? tidy(typed.pertanyaan_sendiri ?? '') : (questions.find((q) => q.id === typed.pertanyaan)?.nama ?? '')
}

/** What is wrong with them, at most one sentence each. */
export function questionErrors(questions: readonly Question[], typed: TypedQuestion, about: AnswerContext): FieldError[] {
  return [...chosenErrors(questions, typed, about), ...answerErrors(typed, about)]
}

function chosenErrors(questions: readonly Question[], typed: TypedQuestion, about: AnswerContext): FieldError[] {
  if (questions.some((q) => q.id === typed.pertanyaan)) return []
  if (typed.pertanyaan !== OWN) return [{ field: 'pertanyaan', text: 'Pilih Pertanyaan Pengaman dari daftar, atau tulis sendiri.' }]
  const read = questionField.parse(typed, 'pertanyaan_sendiri')
  const faults = read.ok ? questionFaults(read.value ?? '', tidy(typed.jawaban), about) : [read.fault]
  return faults.slice(0, 1).map((fault) => ({ field: 'pertanyaan_sendiri', text: fault }))
}

function answerErrors(typed: TypedQuestion, about: AnswerContext): FieldError[] {
  const read = answerField.parse(typed, 'jawaban')
  const faults = read.ok ? answerFaults(read.value ?? '', about) : [read.fault]
  return faults.slice(0, 1).map((fault) => ({ field: 'jawaban', text: fault }))
}

type FieldsProps = { questions: readonly Question[]; typed: Partial<TypedQuestion>; errors: readonly FieldError[] }

export function QuestionFields({ questions, typed, errors }: FieldsProps) {
  const faultOf = (field: string) => errors.find((e) => e.field === field)?.text
  const options = [...questions.map((q) => ({ value: q.id, label: q.nama })), { value: OWN, label: 'Tulis pertanyaan sendiri' }]
  return (
    <>
      <SelectField
        name="pertanyaan"
        label="Pertanyaan Pengaman"
        hint="Pilih yang jawabannya tidak diketahui rekan atau keluarga."
        options={options}
        value={typed.pertanyaan}
        error={faultOf('pertanyaan')}
      />
      <div data-bila={`pertanyaan=${OWN}`}>
        <TextField
          name="pertanyaan_sendiri"
          label="Pertanyaan sendiri"
          hint="Hanya bila Anda memilih “Tulis pertanyaan sendiri”. 10 sampai 120 huruf."
          value={typed.pertanyaan_sendiri}
          error={faultOf('pertanyaan_sendiri')}
          width="l"
          attrs={{ autocomplete: 'off' }}
        />
      </div>
      <TextField
        name="jawaban"
        label="Jawaban Pertanyaan Pengaman"
        hint="3 sampai 80 huruf. Besar kecil huruf tidak dibedakan."
        value={typed.jawaban}
        error={faultOf('jawaban')}
        attrs={{ autocomplete: 'off' }}
      />
    </>
  )
}
