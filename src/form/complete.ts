// What still stands between a form and Kirim, by name (V24, R5), and the state of each section on the home page.
import { missingAnswers } from '../kuesioner/answers.ts'
import { isOpen, mayAdd, isProposal, needsRepair, currentRows, currentValues, ruleContext, type Form, type Item, type SectionData } from './form.ts'
import { asked, brokenRules, judge, judgeList, sentence, shown, type Gap, type Loose, type Part, type RowFault, type RuleContext } from './section.ts'
import { refusalOf } from './waiting.ts'

export type Missing = { section: Part; kunci: string; label: string; why: string }
export type SectionState = 'belum-mulai' | 'sedang-diisi' | 'perlu-diperbaiki' | 'selesai' | 'tidak-berlaku'

/** Old data may break rules over several rows; with a remark the person may keep it (clarifications 2.9). */
export const EXCUSABLE = new Set(['V08', 'V09', 'V13', 'V15'])

/** Everything that is missing or wrong, in the order of the form. Empty = may be sent. */
export function missing(form: Form, info: RuleContext['info']): Missing[] {
  const ctx = ruleContext(form, info)
  return [
    ...[...form.sections.values()].flatMap((data) => missingIn(form, data, ctx)),
    ...[...form.questionnaires.values()].flatMap((a) => missingAnswers(a, form.acuan)),
  ]
}

/**
 * In repair, whatever stands between the form and Kirim is open too, although nobody returned it: a repair may break a rule
 * elsewhere, and the person must be able to answer for it (clarifications 2.5).
 */
export function reopen(form: Form, info: RuleContext['info']): Form {
  if (form.row?.status !== 'perbaikan') return form
  return { ...form, reopened: new Set(missing(form, info).map((m) => `${m.section.code}/${m.kunci}`)) }
}

export function missingIn(form: Form, data: SectionData, ctx: RuleContext): Missing[] {
  if (!data.applies) return []
  const at = (i: Item, why: string): Missing => ({ section: data.section, kunci: i.kunci, label: i.label, why })
  const open = data.items.flatMap((i) => {
    const why = unanswered(form, i)
    return why ? [at(i, why)] : []
  })
  if (data.section.rows === 'one') return [...open, ...brokenFields(data, form, ctx, new Set(open.map((m) => m.kunci)))]
  return [...noRows(data), ...open, ...brokenRows(data, form, ctx)]
}

function unanswered(form: Form, i: Item): string | undefined {
  if (i.draft) return i.section.rows === 'many' ? 'Belum disimpan. Buka baris ini lalu pilih Simpan.' : 'Isian belum benar.'
  if (needsRepair(form, i)) return 'Dikembalikan verifikator dan belum diperbaiki.'
  const refused = refusalOf(i)
  if (refused) return refused
  if (i.state === 'belum') return i.section.rows === 'many' ? 'Belum diperiksa.' : unchosen(i)
  if (i.state === 'sesuai' && requiredButEmpty(i)) return 'Kosong di data BKN dan wajib diisi.'
  return undefined
}

/** Where BKN has nothing there is nothing to agree with. */
function unchosen(i: Item): string {
  if (i.fields.some((key) => (i.official?.[key] ?? null) !== null)) return 'Belum dipilih Sesuai atau Tidak sesuai.'
  return i.fields.some((key) => i.section.fields[key]!.required) ? 'Belum diisi.' : 'Belum diisi, atau dinyatakan memang tidak ada.'
}

function requiredButEmpty(i: Item): boolean {
  return asked(i.section).some(([key, f]) => i.fields.includes(key) && f.required && shown(f, i.official ?? {}) && (i.official?.[key] ?? null) === null)
}

function noRows(data: SectionData): Missing[] {
  const rows = data.items.filter((i) => i.state !== 'hapus').length
  // Who deletes the last row of a history says by that that he has none.
  if (rows > 0 || (!data.section.min && (data.empty !== null || data.items.length > 0))) return []
  const why = data.section.min ? `Isi paling sedikit ${data.section.min} baris.` : 'Tambahkan baris, atau nyatakan Tidak punya.'
  return [{ section: data.section, kunci: '', label: data.section.title, why }]
}

function brokenFields(data: SectionData, form: Form, ctx: RuleContext, skip: ReadonlySet<string>): Missing[] {
  const { errors } = judge(data.section, currentValues(form, data.section.code), ctx)
  return Object.entries(errors).flatMap(([key, why]) => {
    const item = data.items.find((i) => i.fields.includes(key))
    return item && !skip.has(item.kunci) ? [{ section: data.section, kunci: item.kunci, label: item.label, why }] : []
  })
}

function brokenRows(data: SectionData, form: Form, ctx: RuleContext): Missing[] {
  const rows = data.items.filter((i) => !i.draft && i.state !== 'hapus' && i.state !== 'belum')
  const own = rows
    .filter((i) => i.proposed && isProposal(i))
    .flatMap((i) => Object.values(judge(data.section, i.proposed!, ctx).errors).map((why) => ({ i, why })))
  const together = listFaults(form, data, ctx)
    .filter((f) => f.severity === 'error')
    .flatMap((f) => blamed(data, rows, f).map((i) => ({ i, why: f.message })))
  return [...own, ...together].map(({ i, why }) => ({ section: data.section, kunci: i.kunci, label: i.label, why }))
}

/** The rows that a fault names, but for those that a remark excuses; a fault without a row is the section's. */
function blamed({ section: s }: SectionData, rows: readonly Item[], f: RowFault): { kunci: string; label: string }[] {
  if (f.kunci === '') return [{ kunci: '', label: s.title }]
  return rows.filter((i) => i.kunci === f.kunci && !(i.remark && EXCUSABLE.has(f.rule)))
}

/** Rules over all rows; `replace` = a row as it would be after saving. */
export function listFaults(form: Form, data: SectionData, ctx: RuleContext, replace?: { kunci: string; v: Loose }): RowFault[] {
  const rows = currentRows(form, data.section.code).filter((r) => r.kunci !== replace?.kunci)
  return judgeList(data.section, replace ? [...rows, replace] : rows, ctx)
}

export type Progress = { state: SectionState; done: number; total: number; changes: number; returned: number }

/** How far a section is. */
export function progress(form: Form, data: SectionData, ctx: RuleContext): Progress {
  if (!data.applies) return { state: 'tidak-berlaku', done: 0, total: 0, changes: 0, returned: 0 }
  const gaps = missingIn(form, data, ctx)
  const open = new Set(gaps.map((g) => g.kunci))
  const returned = data.items.filter((i) => needsRepair(form, i)).length
  const done = data.items.filter((i) => !open.has(i.kunci)).length
  const touched = data.empty !== null || data.items.some((i) => i.state !== 'belum' || i.draft)
  const state = returned ? 'perlu-diperbaiki' : gaps.length === 0 ? 'selesai' : touched ? 'sedang-diisi' : 'belum-mulai'
  return { state, done, total: data.items.length, changes: data.items.filter(isProposal).length, returned }
}

/** Is anything of this section open for editing? */
export function sectionOpen(form: Form, data: SectionData): boolean {
  return (form.row?.status ?? 'draf') === 'draf' || data.items.some((i) => isOpen(form, i))
}

/** Rows that seem to be missing in a history, while rows may be added. */
export function listGaps(form: Form, data: SectionData, ctx: RuleContext): readonly Gap[] {
  const rows = currentRows(form, data.section.code)
  return mayAdd(form, data) && rows.length > 0 ? (data.section.gaps?.(rows as never, ctx) ?? []) : []
}

export type Attention = { kunci: string; label: string; rule: string; text: string; ticket?: string; fix?: string }

/** Warnings about values of a single-row section that the person did not change, and so was never asked a remark for; and what another section can settle. */
export function listAttention(form: Form, data: SectionData, ctx: RuleContext): Attention[] {
  const values = currentValues(form, data.section.code)
  return brokenRules(data.section, values, ctx).flatMap((rule) => {
    const item = data.items.find((i) => i.fields.includes(rule.on))
    return rule.severity === 'warning' && item && !item.draft && (rule.fix || !isProposal(item))
      ? [{ kunci: item.kunci, label: item.label, rule: rule.id, text: sentence(rule, values, ctx), ticket: rule.ticket, fix: rule.fix }]
      : []
  })
}
