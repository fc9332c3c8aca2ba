// What the invented people answered to questionnaires: plausible, and the same for the same person each time.
import type { Raw } from '../form/field.ts'
import type { Form } from '../form/form.ts'
import type { Question } from '../kuesioner/definition.ts'
import { inputsOf, isAsked, readAnswers, toStored, type Questionnaire } from '../kuesioner/questionnaire.ts'

type Row = { nip: string; periode: string; kuesioner: string; versi: number; pertanyaan: string; jawaban: string }

/** Rows of `jawaban` for every questionnaire of a form; `n` varies the answers. */
export function answerQuestionnaires({ nip, periode, acuan, questionnaires }: Pick<Form, 'nip' | 'periode' | 'acuan' | 'questionnaires'>, n: number): Row[] {
  return [...questionnaires.values()].flatMap(({ asked }) =>
    [...fabricate(asked, acuan, n)].map(([pertanyaan, jawaban]) => ({ nip, periode, kuesioner: asked.kode, versi: asked.versi, pertanyaan, jawaban })),
  )
}

function fabricate(k: Questionnaire, acuan: string, n: number): Map<string, string> {
  const raw: Record<string, string> = {}
  k.pertanyaan.forEach((q, i) => {
    if (isAsked(k, q, readAnswers(k, raw, acuan).values)) Object.assign(raw, invent(q, acuan, n * 7 + i * 3))
  })
  return toStored(k, readAnswers(k, raw, acuan).values)
}

function invent(q: Question, acuan: string, n: number): Raw {
  const thisYear = Number(acuan.slice(0, 4))
  switch (q.jenis) {
    case 'satu':
      return { [q.kunci]: q.pilihan[n % q.pilihan.length]!.kode }
    case 'beberapa':
      return { [inputsOf(q)[n % q.pilihan.length]!]: '1' }
    case 'tahun':
      return { [q.kunci]: String(Math.max(q.min ?? 0, thisYear - (n % 12))) }
    case 'angka':
      return { [q.kunci]: String(q.min + (n % (q.maks - q.min + 1))) }
    case 'tanggal':
      return { [q.kunci]: acuan }
    case 'teks':
      return q.wajib ? { [q.kunci]: 'Tidak ada.' } : {}
  }
}
