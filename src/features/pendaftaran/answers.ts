// Step 4 as typed: what is kept, and what is wrong with it. Texts are kept as typed also when they are refused (clarifications 2.1).
import { text } from '../../form/field.ts'
import type { Official } from '../../form/official.ts'
import { answerFaults, questionFaults } from '../../security/answers.ts'
import { hashPassword, passwordFaults } from '../../security/password.ts'
import type { Keys } from '../../security/keys.ts'
import type { Isi } from '../../web/pendaftaran.ts'
import type { Body } from '../../web/request.ts'
import type { FieldError } from '../../web/ui/message.tsx'

/** Value of the select for a question in one's own words. */
export const OWN = 'sendiri'

/** Longer texts are shown again, but not kept. */
const KEPT = 500

const ibuField = text({ label: 'Nama Ibu Kandung', max: 100 })
const questionField = text({ label: 'Pertanyaan Pengaman', max: 120 })
const answerField = text({ label: 'Jawaban', max: 80 })
// People's names; keeps out markup, formulas and digits.
const NAME = /^[\p{L}\p{M}\s.,'’‘`()-]{3,}$/u

export type Faults = FieldError[]
type Question = { id: string; nama: string }

/** Reads the texts and keeps them; the kata kunci is hashed only when it is good. */
export async function readAnswers(keys: Keys, isi: Isi, official: Official, questions: readonly Question[], body: Body): Promise<{ isi: Isi; faults: Faults }> {
  const typed = {
    ibu_kandung: body.ibu_kandung ?? '',
    pertanyaan: body.pertanyaan ?? '',
    pertanyaan_sendiri: body.pertanyaan_sendiri ?? '',
    jawaban: body.jawaban ?? '',
  }
  const password = readPassword(isi, official, body)
  const sandi_hash = password.value === undefined ? isi.sandi_hash : await hashPassword(keys, password.value)
  const faults = [
    ...password.faults,
    ...ibuFaults(typed.ibu_kandung),
    ...questionErrors(isi, questions, typed, password.value),
    ...answerErrors(isi, official, typed, password.value),
  ]
  const kept = Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, value.length <= KEPT ? value : undefined]))
  return { isi: { ...isi, ...kept, sandi_hash: password.faults.length > 0 && password.typed ? undefined : sandi_hash }, faults }
}

/** The question as the account holds it: the text of the list or one's own. */
export function questionText(isi: Isi, questions: readonly Question[]): string {
  return isi.pertanyaan === OWN ? tidy(isi.pertanyaan_sendiri ?? '') : (questions.find((q) => q.id === isi.pertanyaan)?.nama ?? '')
}

/** One spelling of blanks and letters, as it is stored. */
export const tidy = (typed: string): string => typed.normalize('NFC').replace(/\s+/g, ' ').trim()

type Password = { typed: boolean; value?: string; faults: Faults }

function readPassword(isi: Isi, { person, induk: instansi }: Official, body: Body): Password {
  const [first, second] = [body.kata_kunci ?? '', body.konfirmasi_kata_kunci ?? '']
  if (first === '' && second === '') {
    return { typed: false, faults: isi.sandi_hash ? [] : [{ field: 'kata_kunci', text: 'Buat kata kunci, paling sedikit 8 karakter.' }] }
  }
  const faults = passwordFaults(first, { kind: 'pns', nama: person.nama, nip: isi.nip, instansi: instansi?.nama, email: isi.email })
  if (faults.length > 0) return { typed: true, faults: faults.slice(0, 1).map((fault) => ({ field: 'kata_kunci', text: fault })) }
  if (first !== second) return { typed: true, faults: [{ field: 'konfirmasi_kata_kunci', text: 'Kedua kata kunci tidak sama. Ketik ulang keduanya.' }] }
  return { typed: true, value: first, faults: [] }
}

function ibuFaults(typed: string): Faults {
  const read = ibuField.parse({ ibu_kandung: typed }, 'ibu_kandung')
  if (!read.ok) return [{ field: 'ibu_kandung', text: read.fault }]
  return NAME.test(read.value ?? '')
    ? []
    : [{ field: 'ibu_kandung', text: 'Nama Ibu Kandung hanya berisi huruf, paling sedikit 3 huruf, tanpa angka dan tanda lain.' }]
}

type Typed = { ibu_kandung: string; pertanyaan: string; pertanyaan_sendiri: string; jawaban: string }

function questionErrors(isi: Isi, questions: readonly Question[], typed: Typed, sandi: string | undefined): Faults {
  if (questions.some((q) => q.id === typed.pertanyaan)) return []
  if (typed.pertanyaan !== OWN) return [{ field: 'pertanyaan', text: 'Pilih Pertanyaan Pengaman dari daftar, atau tulis sendiri.' }]
  const read = questionField.parse(typed, 'pertanyaan_sendiri')
  const faults = read.ok ? questionFaults(read.value ?? '', tidy(typed.jawaban), { nip: isi.nip, sandi }) : [read.fault]
  return faults.slice(0, 1).map((fault) => ({ field: 'pertanyaan_sendiri', text: fault }))
}

function answerErrors(isi: Isi, { person }: Official, typed: Typed, sandi: string | undefined): Faults {
  const read = answerField.parse(typed, 'jawaban')
  const faults = read.ok
    ? answerFaults(read.value ?? '', { nip: isi.nip, ibuKandung: typed.ibu_kandung, tempatLahir: person.tempatLahir, sandi })
    : [read.fault]
  return faults.slice(0, 1).map((fault) => ({ field: 'jawaban', text: fault }))
}
