// Saving what a PNS typed: read, resolve, judge, then write item by item. Faults keep the typing as a draft.
import { agree, getItem, keepDraft, newItem, propose, type Edit } from '../../form/edit.ts'
import { currentValues, getSectionData, isOpen, ruleContext, type Item } from '../../form/form.ts'
import { listFaults } from '../../form/complete.ts'
import type { Raw } from '../../form/field.ts'
import { fillIn, resolve } from '../../form/resolve.ts'
import { asked, judge, parse, type AnySection, type Faults, type Loose, type RuleContext } from '../../form/section.ts'
import { same } from '../../form/values.ts'
import { problem } from '../../problems.ts'
import { toPlace } from '../../sections/dataPosisi.ts'
import { count } from '../../web/request.ts'

export type Outcome = {
  errors: Faults
  /** rules that want a remark before the value counts */
  warnings: Faults
  saved: string[]
  /** items that somebody changed elsewhere since this page was opened */
  conflicts: string[]
  versions: Record<string, number>
}

type Info = RuleContext['info']
const nothing = (): Outcome => ({ errors: {}, warnings: {}, saved: [], conflicts: [], versions: {} })

/** Names of the inputs of an item besides its fields. */
export const CHECK = '__cek'
export const VERSION = '__versi'
export const REMARK = '__ket'

/** Saves the answers of a single-row section that are in `raw`; items that are not in it stay as they are. */
export async function saveAnswers(e: Edit, info: Info, s: AnySection, raw: Raw): Promise<Outcome> {
  const items = getSectionData(e.form, s.code).items.filter((i) => raw[i.kunci + CHECK] && isOpen(e.form, i))
  const wanted = items.filter((i) => raw[i.kunci + CHECK] === 'ubah')
  const instansi = instansiOf(e)
  const current = currentValues(e.form, s.code)
  const read = await resolve(e.tx, s, parse(s, raw, wanted.flatMap((i) => i.fields)), instansi, current)
  const agreed = Object.fromEntries(items.filter((i) => !wanted.includes(i)).flatMap((i) => i.fields.map((key) => [key, i.official?.[key] ?? null])))
  const judged = judge(s, { ...current, ...agreed, ...read.values }, ruleContext(e.form, info), read.errors)
  const out = nothing()
  for (const i of items) await saveAnswer(e, i, raw, read.values, judged, out)
  return out
}

async function saveAnswer(e: Edit, i: Item, raw: Raw, values: Loose, judged: { errors: Faults; warnings: Faults }, out: Outcome): Promise<void> {
  const answer = raw[i.kunci + CHECK]
  const remark = raw[i.kunci + REMARK]?.trim().slice(0, 300) || null
  const versi = count(raw[i.kunci + VERSION])
  const mine = (faults: Faults) => Object.fromEntries(i.fields.filter((key) => faults[key]).map((key) => [key, faults[key]!]))
  if (answer === 'sesuai' ? isAgreed(i) : isProposed(i, values, remark)) return void (out.versions[i.kunci] = i.versi)
  if (i.versi !== versi) return void out.conflicts.push(i.kunci)
  const errors = answer === 'sesuai' ? emptyFault(i) : { ...mine(judged.errors), ...sameFault(i, values, judged.errors) }
  const warnings = answer === 'sesuai' || remark ? {} : mine(judged.warnings)
  if (Object.keys(errors).length || Object.keys(warnings).length) {
    Object.assign(out.errors, errors)
    Object.assign(out.warnings, warnings)
    out.versions[i.kunci] = answer === 'sesuai' ? i.versi : await draftOnce(e, i, versi, rawOf(i, raw))
    return
  }
  await (answer === 'sesuai' ? agree(e, i, versi) : propose(e, i, versi, values, remark))
  out.saved.push(i.kunci)
  out.versions[i.kunci] = versi + 1
}

const isAgreed = (i: Item) => i.state === 'sesuai' && !i.draft

const isProposed = (i: Item, values: Loose, remark: string | null) =>
  i.state === 'ubah' && !i.draft && i.remark === remark && i.fields.every((key) => key in values && same(i.proposed?.[key], values[key]))

/** Typing that is already kept is not kept twice. */
async function draftOnce(e: Edit, i: Item, versi: number, raw: Raw): Promise<number> {
  const known = i.draft && Object.keys({ ...i.draft, ...raw }).every((key) => (i.draft![key] ?? '') === (raw[key] ?? ''))
  return known ? i.versi : keepDraft(e, i, versi, raw)
}

/** What BKN has not cannot be agreed with where something must stand. */
function emptyFault(i: Item): Faults {
  const missing = i.fields.filter((key) => i.section.fields[key]!.required && i.fields.length === 1 && (i.official?.[key] ?? null) === null)
  return Object.fromEntries(missing.map((key) => [key, `${i.label} kosong di data BKN dan wajib diisi. Pilih Isi, lalu tulis yang benar.`]))
}

function sameFault(i: Item, values: Loose, errors: Faults): Faults {
  if (i.fields.some((key) => errors[key]) || !i.fields.every((key) => same(i.official?.[key], values[key]))) return {}
  return { [i.fields[0]!]: `${i.label} yang Anda tulis sama dengan data BKN. Pilih Sesuai, atau tulis yang benar.` }
}

/** The raw inputs that belong to an item. */
function rawOf(i: Item, raw: Raw): Raw {
  const names = i.fields.flatMap((key) => [key, `${key}__id`, `${key}__usul`]).concat(i.kunci + REMARK)
  return Object.fromEntries(names.filter((n) => raw[n]).map((n) => [n, raw[n]!.slice(0, 10_000)]))
}

export type RowOutcome = Outcome & { values: Loose; item: Item; raw: Raw }

/** Reads and judges one row of a history without writing. */
export async function readRow(e: Edit, info: Info, s: AnySection, kunci: string, input: Raw): Promise<RowOutcome> {
  const item = rowItem(e, s, kunci)
  const raw = await fillIn(e.tx, s, input)
  const read = await resolve(e.tx, s, parse(s, raw), instansiOf(e))
  const ctx = ruleContext(e.form, info)
  const judged = judge(s, read.values, ctx, read.errors)
  const out: RowOutcome = { ...nothing(), ...judged, item, raw }
  if (Object.keys(out.errors).length === 0) {
    for (const f of listFaults(e.form, getSectionData(e.form, s.code), ctx, { kunci, v: read.values }).filter((f) => f.kunci === kunci))
      (f.severity === 'error' ? out.errors : out.warnings)[f.on] ??= f.message
  }
  return out
}

const rowItem = (e: Edit, s: AnySection, kunci: string) =>
  getSectionData(e.form, s.code).items.some((i) => i.kunci === kunci) ? getItem(e.form, s.code, kunci) : newItem(e.form, s.code, kunci)

/** Saves one row: a proposal when it differs from SAPK, "sesuai" with the remark when it does not. */
export async function saveRow(e: Edit, row: RowOutcome, versi: number): Promise<void> {
  const { item, values } = row
  const remark = row.raw._ket?.trim().slice(0, 300) || null
  const unchanged = item.official && asked(item.section).every(([key]) => same(item.official![key], values[key]))
  await (unchanged ? agree(e, item, versi, remark) : propose(e, item, versi, values, remark))
}

/** Keeps the typing of a row page. Returns the new version. */
export async function draftRow(e: Edit, s: AnySection, kunci: string, versi: number, raw: Raw): Promise<number> {
  const item = rowItem(e, s, kunci)
  if (!isOpen(e.form, item)) throw problem('item_locked')
  return draftOnce(e, item, versi, rawOf(item, raw))
}

/** The official agency: scope of units and verifiers until a move is decided (clarifications 1.5). */
export const instansiOf = ({ form }: Pick<Edit, 'form'>): string | null =>
  form.row?.instansi_id ?? toPlace(getSectionData(form, 'data-posisi').items[0]?.official ?? {}).instansi?.id ?? null
