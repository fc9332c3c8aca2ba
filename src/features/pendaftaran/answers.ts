// Step 4 as typed: what is kept, and what is wrong with it. Texts are kept as typed also when they are refused (clarifications 2.1).
import { text } from '../../form/field.ts'
import type { Official } from '../../form/official.ts'
import { hashPassword } from '../../security/password.ts'
import type { Keys } from '../../security/keys.ts'
import { MISSING_PASSWORD, readNewPassword } from '../../web/kataKunci.tsx'
import type { Isi } from '../../web/pendaftaran.ts'
import { questionErrors, type Question } from '../../web/pengaman.tsx'
import type { Body } from '../../web/request.ts'
import type { FieldError } from '../../web/ui/message.tsx'

/** Longer texts are shown again, but not kept. */
const KEPT = 500

const ibuField = text({ label: 'Nama Ibu Kandung', max: 100 })
// People's names; keeps out markup, formulas and digits.
const NAME = /^[\p{L}\p{M}\s.,'’‘`()-]{3,}$/u

export type Faults = FieldError[]

/** Reads the texts and keeps them; the kata kunci is hashed only when it is good. */
export async function readAnswers(keys: Keys, isi: Isi, official: Official, questions: readonly Question[], body: Body): Promise<{ isi: Isi; faults: Faults }> {
  const typed = {
    ibu_kandung: body.ibu_kandung ?? '',
    pertanyaan: body.pertanyaan ?? '',
    pertanyaan_sendiri: body.pertanyaan_sendiri ?? '',
    jawaban: body.jawaban ?? '',
  }
  const { person, induk } = official
  const password = readNewPassword(body, { kind: 'pns', nama: person.nama, nip: isi.nip, instansi: induk?.nama, email: isi.email })
  const sandi_hash = password.value === undefined ? isi.sandi_hash : await hashPassword(keys, password.value)
  const faults = [
    ...(password.typed || isi.sandi_hash ? password.faults : [MISSING_PASSWORD]),
    ...ibuFaults(typed.ibu_kandung),
    ...questionErrors(questions, typed, { nip: isi.nip, ibuKandung: typed.ibu_kandung, tempatLahir: person.tempatLahir, sandi: password.value }),
  ]
  const kept = Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, value.length <= KEPT ? value : undefined]))
  return { isi: { ...isi, ...kept, sandi_hash: password.faults.length > 0 && password.typed ? undefined : sandi_hash }, faults }
}

function ibuFaults(typed: string): Faults {
  const read = ibuField.parse({ ibu_kandung: typed }, 'ibu_kandung')
  if (!read.ok) return [{ field: 'ibu_kandung', text: read.fault }]
  return NAME.test(read.value ?? '')
    ? []
    : [{ field: 'ibu_kandung', text: 'Nama Ibu Kandung hanya berisi huruf, paling sedikit 3 huruf, tanpa angka dan tanda lain.' }]
}
