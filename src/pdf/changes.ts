// What a person changed, as paper says it: from the section definitions alone, no field is named here.
import type { AnyField, Ref } from '../form/field.ts'
import { rowLabel, type Form, type SectionData } from '../form/form.ts'
import { fieldsOf, showField, type AnySection, type Loose } from '../form/section.ts'
import { same } from '../form/values.ts'
import { linesOf } from '../kuesioner/answers.ts'
import type { Answers, Change, Line, SectionChanges } from './buktiPengisian.ts'
import { maskAngka } from '../security/mask.ts'

/** A proposal with both sides as they were when it was made: after acceptance SAPK holds the new value only. */
export type Proposal = {
  bagian: string
  kunci: string
  tindakan: Change['kind']
  nomor: number
  sebelum: Loose | null
  sesudah: Loose | null
  keterangan: string | null
}

/** Changes and counts of every section, in the order of the form. */
export function changesOf(form: Form, proposals: readonly Proposal[]): SectionChanges[] {
  return [...form.sections.values()]
    .filter((d) => d.applies)
    .map((data) =>
      ofSection(
        data,
        proposals.filter((p) => p.bagian === data.section.code),
      ),
    )
}

/** What was answered to questionnaires, in short. */
export function answersOf(form: Form): Answers[] {
  const answered = [...form.questionnaires.values()].filter((a) => a.stored.size > 0)
  return answered.map((a) => ({ title: a.asked.judul, lines: linesOf(a).map((l) => ({ label: l.singkat, answer: l.jawaban })) }))
}

function ofSection({ section: s, items, empty }: SectionData, proposals: readonly Proposal[]): SectionChanges {
  const place = (p: Proposal) => (s.rows === 'many' ? p.nomor : s.items.findIndex((i) => i.kunci === p.kunci))
  return {
    title: s.title,
    unit: s.rows === 'many' ? 'baris' : 'data',
    changes: proposals.toSorted((a, b) => place(a) - place(b)).map((p) => toChange(s, p)),
    agreed: items.filter((i) => i.state === 'sesuai').length,
    open: items.filter((i) => i.state === 'belum').length,
    empty: empty !== null,
  }
}

function toChange(s: AnySection, p: Proposal): Change {
  return {
    nomor: s.rows === 'many' ? `${s.short}-${p.nomor}` : '',
    label:
      s.rows === 'many' ? rowLabel(s, p.sesudah ? { ...p.sebelum, ...p.sesudah } : p.sebelum!) : (s.items.find((i) => i.kunci === p.kunci)?.label ?? p.kunci),
    kind: p.tindakan,
    lines: fieldsOf(s).flatMap(([key, f]) => toLine(f, p.sebelum?.[key], p.sesudah?.[key])),
    remark: p.keterangan,
  }
}

function toLine(f: AnyField, old: unknown, now: unknown): Line[] {
  if (f.derive || same(old, now)) return []
  const line = { label: f.label, old: onPaper(f, old), new: onPaper(f, now) }
  // Two numbers that differ may look alike behind the mask.
  return [line.old !== null && line.old === line.new ? { ...line, new: `${line.new} (diubah)` } : line]
}

function onPaper(f: AnyField, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (f.secret) return maskAngka(String(value))
  return showField(f, value) + ((value as Ref).usul ? ' (belum ada di daftar)' : '')
}
