// Saving what a PNS typed: read, resolve, judge, then write item by item. Faults keep the typing as a draft.
import { agree, getItem, keepDraft, newItem, propose, type Edit } from '../../form/edit.ts'
import { currentRows, currentValues, getSectionData, isOpen, returnedBy, rowChoices, ruleContext, type Item } from '../../form/form.ts'
import { EXCUSABLE, listFaults } from '../../form/complete.ts'
import { text, type Raw, type Ref } from '../../form/field.ts'
import { fillIn, resolve } from '../../form/resolve.ts'
import { judge, parse, rowFields, type AnySection, type Faults, type Loose, type RuleContext } from '../../form/section.ts'
import { same } from '../../form/values.ts'
import { isUnlisted } from '../../form/waiting.ts'
import { problem } from '../../problems.ts'
import { toPlace } from '../../sections/dataPosisi.ts'
import { count } from '../../web/request.ts'
import { reasonName } from './remark.tsx'

export type Outcome = {
  errors: Faults
  /** rules that want a remark before the value counts */
  warnings: Faults
  saved: string[]
  /** items that were changed or locked elsewhere since this page was opened */
  conflicts: string[]
  versions: Record<string, number>
}

type Info = RuleContext['info']
export const nothing = (): Outcome => ({ errors: {}, warnings: {}, saved: [], conflicts: [], versions: {} })

/** Names of the inputs of an item besides its fields. */
export const CHECK = '__cek'
export const VERSION = '__versi'
export const REMARK = '__ket'

const remarkField = text({ label: 'Keterangan', max: 300, required: false })
const remarkName = (i: Item) => (i.section.rows === 'many' ? '_ket' : i.kunci + REMARK)

/** The remark beside an item; what cannot be stored counts as none and brings a sentence. */
function readRemark(i: Item, raw: Raw): { remark: string | null; errors: Faults } {
  const got = remarkField.parse(raw, remarkName(i))
  return got.ok ? { remark: got.value, errors: {} } : { remark: null, errors: { [remarkName(i)]: got.fault } }
}

/** A usual reason that was chosen stands for a remark that was not typed. */
function withReasons(raw: Raw): Raw {
  const chosen = Object.entries(raw).filter(([name, value]) => name.endsWith(reasonName('_ket')) && value)
  const typed = chosen.map(([name, value]) => [name.slice(0, -reasonName('').length), value] as const).filter(([name]) => !raw[name]?.trim())
  return typed.length ? { ...raw, ...Object.fromEntries(typed) } : raw
}

/** Saves the answers of a single-row section that are in `raw`; items that are not in it stay as they are. */
export async function saveAnswers(e: Edit, info: Info, s: AnySection, posted: Raw): Promise<Outcome> {
  const raw = withReasons(posted)
  const items = getSectionData(e.form, s.code).items.filter((i) => ['sesuai', 'ubah'].includes(raw[i.kunci + CHECK] ?? ''))
  const wanted = items.filter((i) => raw[i.kunci + CHECK] === 'ubah')
  const instansi = instansiOf(e)
  const current = currentValues(e.form, s.code)
  const read = await resolve(
    e.tx,
    s,
    parse(
      s,
      raw,
      wanted.flatMap((i) => i.fields),
    ),
    instansi,
    current,
  )
  const agreed = Object.fromEntries(items.filter((i) => !wanted.includes(i)).flatMap((i) => i.fields.map((key) => [key, i.official?.[key] ?? null])))
  const judged = judge(s, { ...current, ...agreed, ...read.values }, ruleContext(e.form, info), read.errors)
  const out = nothing()
  for (const i of items) await saveAnswer(e, i, raw, read.values, judged, out)
  return out
}

async function saveAnswer(e: Edit, i: Item, raw: Raw, values: Loose, judged: { errors: Faults; warnings: Faults }, out: Outcome): Promise<void> {
  const answer = raw[i.kunci + CHECK]
  const { remark, errors: wordy } = readRemark(i, raw)
  const mine = (faults: Faults) => Object.fromEntries(i.fields.filter((key) => faults[key]).map((key) => [key, faults[key]!]))
  // What came back may be right as it is: then the person says why, and it counts as answered anew.
  const insists = returnedBy(e.form, i) !== undefined && remark !== null && remark !== i.remark
  if (answer === 'sesuai' ? isAgreed(i) && !insists : isProposed(i, values, remark) && !wordy[remarkName(i)]) return void (out.versions[i.kunci] = i.versi)
  if (!isOpen(e.form, i) || isStale(i, count(raw[i.kunci + VERSION]), raw)) return void out.conflicts.push(i.kunci)
  const errors = answer === 'sesuai' ? emptyFault(i) : { ...mine(judged.errors), ...sameFault(i, values, judged.errors), ...wordy }
  const warnings = answer === 'sesuai' || remark ? {} : mine(judged.warnings)
  if (Object.keys(errors).length || Object.keys(warnings).length) {
    Object.assign(out.errors, errors)
    Object.assign(out.warnings, warnings)
    out.versions[i.kunci] = answer === 'sesuai' ? i.versi : await draftOnce(e, i, raw)
    return
  }
  await (answer === 'sesuai' ? agree(e, i, i.versi, insists ? remark : null) : propose(e, i, i.versi, values, remark))
  out.saved.push(i.kunci)
  out.versions[i.kunci] = i.versi + 1
}

const isAgreed = (i: Item) => i.state === 'sesuai' && !i.draft

const isProposed = (i: Item, values: Loose, remark: string | null) =>
  i.state === 'ubah' && !i.draft && i.remark === remark && i.fields.every((key) => key in values && same(i.proposed?.[key], values[key]))

/** Is the same typing kept already? */
const isKept = (i: Item, raw: Raw): boolean => i.draft !== null && sameTyping(i.draft, rawOf(i, raw))

export const sameTyping = (a: Raw, b: Raw): boolean => Object.keys({ ...a, ...b }).every((key) => (a[key] ?? '') === (b[key] ?? ''))

/** Changed elsewhere since `versi` was read. The same typing again is a request repeated because its answer got lost, no conflict. */
export const isStale = (i: Item, versi: number, raw: Raw): boolean => i.versi !== versi && !isKept(i, raw)

/** Typing that is already kept is not kept twice. Returns the version. */
async function draftOnce(e: Edit, i: Item, raw: Raw): Promise<number> {
  return isKept(i, raw) ? i.versi : keepDraft(e, i, i.versi, rawOf(i, raw))
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

/** The raw inputs that belong to an item, whole: only the size of a request limits them. */
export function rawOf(i: Item, raw: Raw): Raw {
  const names = i.fields.flatMap((key) => [key, `${key}__id`, `${key}__usul`]).concat(remarkName(i))
  return Object.fromEntries(names.filter((n) => raw[n]).map((n) => [n, raw[n]!]))
}

export type RowOutcome = Outcome & { values: Loose; item: Item; raw: Raw }

/** Reads and judges one row of a history without writing. */
export async function readRow(e: Edit, info: Info, s: AnySection, kunci: string, input: Raw): Promise<RowOutcome> {
  const item = rowItem(e, s, kunci)
  const raw = withReasons(await fillIn(e.tx, s, e.form.helper ? keepSecrets(item, input) : input))
  const read = await resolve(e.tx, s, parse(s, raw), instansiOf(e), item.proposed ?? item.official ?? {}, (code) => rowChoices(e.form, code))
  const ctx = ruleContext(e.form, info)
  const judged = judge(s, withOwnText(e, item, read.values), ctx, read.errors)
  const out: RowOutcome = { ...nothing(), ...judged, errors: { ...judged.errors, ...readRemark(item, raw).errors }, item, raw }
  if (Object.keys(out.errors).length === 0) judgeAmongRows(e, ctx, out)
  return out
}

/** Of a past post nobody is asked for an entry: the person's own words stay as they are. */
function withOwnText(e: Edit, { section: s, kunci }: Item, values: Loose): Loose {
  const others = () =>
    currentRows(e.form, s.code)
      .filter((r) => r.kunci !== kunci)
      .map((r) => r.v)
  const asks = (s.ownText?.fields ?? []).filter((key: string) => isUnlisted(values[key]) && !(values[key] as Ref).tolak)
  if (asks.length === 0 || !s.ownText!.when(values as never, others())) return values
  return { ...values, ...Object.fromEntries(asks.map((key: string) => [key, { id: null, nama: (values[key] as Ref).nama }])) }
}

/** Rules over all rows: what they say of this row, and of others that were right before it. Old data may stay with a remark (clarifications 2.9). */
function judgeAmongRows(e: Edit, ctx: RuleContext, { item, values, errors, warnings }: RowOutcome): void {
  const data = getSectionData(e.form, item.section.code)
  const before = listFaults(e.form, data, ctx)
  for (const f of listFaults(e.form, data, ctx, { kunci: item.kunci, v: values })) {
    const other = data.items.find((i) => i.kunci === f.kunci && i !== item)
    const excused = EXCUSABLE.has(f.rule) && isUnchanged(item, values)
    if (f.kunci === item.kunci) (f.severity === 'error' && !excused ? errors : warnings)[f.on] ??= f.message
    else if (other && !before.some((b) => b.kunci === f.kunci && b.message === f.message))
      (f.severity === 'error' ? errors : warnings)[f.on] ??= `Baris ${other.label}: ${f.message}`
  }
}

const isUnchanged = (i: Item, values: Loose): boolean => i.official !== null && rowFields(i.section).every(([key]) => same(i.official![key], values[key]))

const secretsOf = (s: AnySection) => rowFields(s).filter(([, f]) => f.secret)

/** What a pendamping posts for a secret field does not count: it stays as the owner left it. */
function keepSecrets(item: Item, raw: Raw): Raw {
  const held = item.proposed ?? item.official ?? {}
  const kept = secretsOf(item.section).map(([key, f]): Raw =>
    item.draft ? { [key]: item.draft[key] } : (held[key] ?? null) === null ? { [key]: undefined } : f.fill(held[key], key),
  )
  return Object.assign({}, raw, ...kept) as Raw
}

/** The inputs of a row as they may be shown: without secrets to a pendamping. */
export function visible({ form }: Pick<Edit, 'form'>, s: AnySection, raw: Raw): Raw {
  if (!form.helper) return raw
  return { ...raw, ...Object.fromEntries(secretsOf(s).map(([key]) => [key, undefined])) }
}

const rowItem = (e: Edit, s: AnySection, kunci: string) =>
  getSectionData(e.form, s.code).items.some((i) => i.kunci === kunci) ? getItem(e.form, s.code, kunci) : newItem(e.form, s.code, kunci)

/** Saves one row: a proposal when it differs from SAPK, "sesuai" with the remark when it does not. */
export async function saveRow(e: Edit, row: RowOutcome, versi: number): Promise<void> {
  const { item, values } = row
  const { remark } = readRemark(item, row.raw)
  await (isUnchanged(item, values) ? agree(e, item, versi, remark) : propose(e, item, versi, values, remark))
}

/** Keeps the typing of a row page. Returns the new version. */
export async function draftRow(e: Edit, item: Item, raw: Raw): Promise<number> {
  if (!isOpen(e.form, item)) throw problem('item_locked')
  return draftOnce(e, item, raw)
}

/** The official agency: scope of units and verifiers until a move is decided (clarifications 1.5). */
export const instansiOf = ({ form }: Pick<Edit, 'form'>): string | null =>
  form.row?.instansi_id ?? toPlace(getSectionData(form, 'data-posisi').items[0]?.official ?? {}).instansi?.id ?? null
