// What a section is, and check(): the only validation of forms, the same in browser, server, import and API.
import type { AnyField, DecidedBy, DerivedRow, Field, Raw, Ref } from './field.ts'

export type Fields = Readonly<Record<string, AnyField>>

/** The values of a section's fields, by key. */
export type Values<F extends Fields = Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never }
export type Loose = Readonly<Record<string, unknown>>

/** Who the form is about, as far as rules of other sections need it. */
export type Person = {
  nip: string
  nama: string
  tempatLahir: string
  tanggalLahir: string
  perempuan: boolean
  tmtCpns: string | null
  tmtPns: string | null
  nik: string | null
}

/** What rules may look at besides the values. Everything is in memory; a rule never waits. */
export type RuleContext = {
  nip: string
  /** reference date of the campaign: nothing may lie in its future */
  acuan: string
  person?: Person
  /** the extra columns of an entry of a small list; undefined where the list is not at hand (browser) */
  info(list: string, id: string | null | undefined): Readonly<Record<string, unknown>> | undefined
  /** current rows (official and proposed) of another section, each with its `kunci`; none where they are not at hand (browser) */
  rows(section: string): readonly DerivedRow[]
  /** is this the mother's name given at registration? Only compared, never read; undefined where it is not at hand */
  isMother?: (nama: string) => boolean | undefined
}

export type Severity = 'error' | 'warning'

/** A rule over the values of one row. `id` is the number in domain.md 4. */
export type Rule<V> = {
  id: string
  on: keyof V & string
  severity?: Severity
  message: string | ((v: V, ctx: RuleContext) => string)
  /** kategori of the helpdesk where this is settled when the data is right */
  ticket?: string
  /** code of the history in which a row is missing: it is offered there as a gap of this rule's id (clarifications 1.8) */
  fix?: string
  ok: (v: V, ctx: RuleContext) => boolean
}

export type ListRow<V> = { kunci: string; v: V }

/** A rule over all rows of a history; `bad` names the rows to blame, or '' where the section as a whole is not right. */
export type ListRule<V> = {
  id: string
  on: keyof V & string
  severity?: Severity
  message: string
  bad: (rows: readonly ListRow<V>[], ctx: RuleContext) => string[]
}

/** What a person decides on: one field, or several fields that make one answer (lokasi kerja). Locked and derived fields are none. */
export type Item = { kunci: string; label: string; fields: readonly string[]; group: boolean }

/** What seems to be missing, in a sentence, and what the new row would begin with. */
export type Gap = { text: string; start?: Loose; /** the rule that says the same elsewhere */ rule?: string }

/** An explanation; `on` = the field it stands at. */
export type Help<K extends string = string> = { term: string; text: string; on?: K }

export type Definition<F extends Fields> = {
  code: string
  title: string
  /** heading on the home page */
  group: 'Data pribadi' | 'Riwayat' | 'Khusus' | 'Stakeholder'
  /** letters in row numbers such as RG-3 */
  short: string
  lead: string
  rows: 'one' | 'many'
  fields: F
  /** single-row sections: fields that are one item together */
  groups?: Readonly<Record<string, { label: string; fields: readonly (keyof F & string)[] }>>
  /** histories: order of rows, heading of a row, and the columns of the list page */
  sort?: keyof F & string
  columns?: readonly (keyof F & string)[]
  rowTitle?: (v: Values<F>) => string
  /** headings inside a long row page: each stands before its field */
  headings?: Readonly<Partial<Record<keyof F & string, string>>>
  /** how many rows at least; below it Kirim asks for more */
  min?: number
  /** how many rows at most */
  max?: number
  /** a campaign may leave it out (periode.pengaturan.tanpa_bagian) */
  optional?: true
  /** only for some people; for all others it reads "Tidak berlaku", and what was entered before is kept but not sent */
  onlyFor?: { who: string; when: (ctx: RuleContext) => boolean }
  /** fields in which an own text stays one, without an operator, on the rows where `when` holds (past posts, clarifications 1.6) */
  ownText?: { fields: readonly (keyof F & string)[]; when: (v: Values<F>, others: readonly Loose[]) => boolean }
  /** who decides on rows of this history; default `bkn` (domain.md 2.6) */
  decidedBy?: DecidedBy
  rules?: readonly Rule<Values<F>>[]
  listRules?: readonly ListRule<Values<F>>[]
  /** remarks that people often need where a rule asks for one; any other may be typed (clarifications 2.9) */
  remarks?: readonly string[]
  /** rows that seem to be missing, each offered with Tambah (clarifications 5) */
  gaps?: (rows: readonly ListRow<Values<F>>[], ctx: RuleContext) => readonly Gap[]
  /** explanations of the manual and the task force: beside the field they are about (`on`), the others beside the form */
  help?: readonly Help<keyof F & string>[]
}

export type Section<F extends Fields = Fields> = Definition<F> & { table: string; items: readonly Item[] }
// A rule's argument makes Section<F> invariant; lists of sections hold them with the types set aside.
export type AnySection = Section<any> // eslint-disable-line -- see above

/** Declares a section. From this object come form, checks, storage, comparison, PDF, CSV and JSON Schema. */
export /* @__NO_SIDE_EFFECTS__ */ function section<const F extends Fields>(def: Definition<F>): Section<F> {
  return { ...def, table: `sapk_${def.code.replaceAll('-', '_')}`, items: def.rows === 'one' ? itemsOf(def.fields, def.groups) : [] }
}

function itemsOf(fields: Fields, grouped: Definition<Fields>['groups'] = {}): Item[] {
  const groups = Object.entries(grouped)
  const items: Item[] = []
  for (const [key, field] of Object.entries(fields)) {
    if (!isAsked(field)) continue
    const g = groups.find(([, group]) => group.fields.includes(key))
    if (!g) items.push({ kunci: key, label: field.label, fields: [key], group: false })
    else if (g[1].fields[0] === key) items.push({ kunci: g[0], label: g[1].label, fields: g[1].fields, group: true })
  }
  return items
}

/** What the lists of a form show: a section, or a questionnaire. */
export type Part = Pick<Definition<Fields>, 'code' | 'title' | 'group' | 'rows'>

/** The fields a person is asked: not locked, derived or computed. */
export function asked(s: AnySection): [string, AnyField][] {
  return fieldsOf(s).filter(([, f]) => isAsked(f))
}

const isAsked = (f: AnyField): boolean => !f.locked && !f.derive && !f.compute

/** The fields a row is made of: what is asked, and what is worked out from it. */
export function rowFields(s: AnySection): [string, AnyField][] {
  return fieldsOf(s).filter(([, f]) => !f.locked && !f.derive)
}

export function fieldsOf(s: AnySection): [string, AnyField][] {
  return Object.entries(s.fields as Fields)
}

/** Is a field on screen with these values? */
export function shown(f: AnyField, v: Loose): boolean {
  if (!f.shownWhen) return true
  const other = v[f.shownWhen.field]
  const code = other !== null && typeof other === 'object' ? (other as Ref).id : other
  return f.shownWhen.is.includes(String(code ?? ''))
}

export type Faults = Record<string, string>
export type Checked = { values: Loose; errors: Faults; warnings: Faults }

/** Reads raw text into values. Hidden fields become null. Only `keys` are read when given. */
export function parse(s: AnySection, raw: Raw, keys?: readonly string[]): { values: Record<string, unknown>; errors: Faults } {
  const values: Record<string, unknown> = {}
  const errors: Faults = {}
  for (const [key, f] of asked(s)) {
    if (keys && !keys.includes(key)) continue
    if (!shown(f, values)) values[key] = null
    else {
      const got = f.parse(raw, key)
      if (got.ok) values[key] = got.value
      else errors[key] = got.fault
    }
  }
  if (!keys) for (const [key, f] of fieldsOf(s)) if (f.compute) values[key] = f.compute(values)
  return { values, errors }
}

/** Runs the rules on what was read; a rule that needs a value that is missing or faulty is left out. */
export function judge(s: AnySection, values: Loose, ctx: RuleContext, errors: Faults = {}): Checked {
  const found: Checked = { values, errors: { ...errors }, warnings: {} }
  for (const [key, f] of asked(s)) {
    const value = values[key]
    if (isFuture(f, value, ctx.acuan)) found.errors[key] ??= `${f.label} tidak boleh di masa depan.`
  }
  for (const rule of brokenRules(s, values, ctx)) {
    if (found.errors[rule.on]) continue
    const target = rule.severity === 'warning' ? found.warnings : found.errors
    target[rule.on] ??= sentence(rule, values, ctx)
  }
  return found
}

/** The rules over one row that do not hold. */
export function brokenRules(s: AnySection, values: Loose, ctx: RuleContext): readonly Rule<Loose>[] {
  const present = onlyPresent(s, values)
  return ((s.rules ?? []) as readonly Rule<Loose>[]).filter((rule) => !holds(rule, present, ctx))
}

/** What a broken rule tells the person. */
export const sentence = (rule: Rule<Loose>, values: Loose, ctx: RuleContext): string =>
  typeof rule.message === 'string' ? rule.message : rule.message(values, ctx)

/** V25; of a rough date only what is known of it is compared. */
function isFuture(f: AnyField, value: unknown, acuan: string): boolean {
  if (f.year) return typeof value === 'number' && value > Number(acuan.slice(0, 4))
  return (f.kind === 'date' || f.kind === 'roughDate') && typeof value === 'string' && value > acuan
}

const MISSING = new Error('missing value')

/** Values of which a rule may only see what is there: SAPK has gaps, drafts have faults, and rules are written for neither. */
function onlyPresent(s: AnySection, values: Loose): Loose {
  return new Proxy(values, {
    get: (target, key) => {
      const value = target[key as string]
      const f = s.fields[key as string] as AnyField | undefined
      if (value === undefined || (value === null && f?.required && !f.shownWhen)) throw MISSING
      return value
    },
  })
}

function holds(rule: Rule<Loose>, values: Loose, ctx: RuleContext): boolean {
  try {
    return rule.ok(values, ctx)
  } catch (missing) {
    if (missing === MISSING) return true
    throw missing
  }
}

export type RowFault = { kunci: string; on: string; severity: Severity; message: string; rule: string }

/** Runs the rules over all rows of a history. */
export function judgeList(s: AnySection, rows: readonly ListRow<Loose>[], ctx: RuleContext): RowFault[] {
  return ((s.listRules ?? []) as readonly ListRule<Loose>[]).flatMap((rule) =>
    rule.bad(rows, ctx).map((kunci) => ({ kunci, on: rule.on, severity: rule.severity ?? 'error', message: rule.message, rule: rule.id })),
  )
}

/** What a value says to people; empty text where there is none. */
export function showField(f: AnyField, value: unknown): string {
  return value === null || value === undefined ? '' : f.show(value)
}
