// The kinds of field. A kind knows how it is asked (parse, html), shown, and stored (columns).
// Runs in the browser too: imports nothing from the server. The marks let the bundler leave out fields of sections that a page only borrows a function from.
import { daysIn, readDate, showDate } from './dates.ts'

/** Raw text as a page posts it: one string per input name. */
export type Raw = Readonly<Record<string, string | undefined>>

/**
 * A value from a reference list: id and the name as shown at the time. id null = the person's own text; `usul`: an operator is
 * asked to map or add it; `tolak`: why he would not.
 */
export type Ref = { id: string | null; nama: string; usul?: true; tolak?: string }

export type Parsed<T> = { ok: true; value: T } | { ok: false; fault: string }

/** Levels that decide on a field: `bkn` = every level, `instansi` = only levels inside the agency (domain.md 2.6). */
export type DecidedBy = 'bkn' | 'instansi'

export type Column = { name: string; type: 'text' | 'date' | 'integer' | 'boolean' | 'numeric(6,2)'; references?: string }

export type Kind = 'text' | 'longText' | 'digits' | 'date' | 'roughDate' | 'integer' | 'decimal' | 'choice' | 'list' | 'ref' | 'row' | 'flag'

/** Attributes of the HTML input that work before any script. */
export type Html = { inputMode?: 'numeric' | 'decimal' | 'text'; maxLength?: number; autoComplete?: string; width?: 'short' | 'medium' }

/** The part of JSON Schema that our kinds need. */
export type Schema = {
  type: 'string' | 'integer' | 'number' | 'boolean' | 'object'
  maxLength?: number
  pattern?: string
  format?: 'date'
  minimum?: number
  maximum?: number
  enum?: readonly string[]
  properties?: Readonly<Record<string, unknown>>
  required?: readonly string[]
}

type Common = {
  label: string
  hint?: string
  /** may it be left empty? */
  required?: boolean
  /** P1 data: sealed in the database, masked on screens of others (trust.md 2). */
  secret?: boolean
  /** belongs to one person alone; needs `secret`, whose blind index finds the other */
  unique?: boolean
  decidedBy?: DecidedBy
  /** shown only while another field holds one of these values; hidden means stored as null. */
  shownWhen?: { field: string; is: readonly string[] }
  /** shown but never asked; the reason is read by the person. */
  locked?: string
  html?: Html
}

/** One field of a section; T is what it holds, null included when it may be empty. */
export type Field<T = unknown> = Omit<Common, 'required' | 'decidedBy' | 'html'> & {
  kind: Kind
  required: boolean
  decidedBy: DecidedBy
  html: Html
  /** From raw text to the value; the fault is a sentence that says what to do. */
  parse(raw: Raw, key: string): Parsed<T | null>
  /** For people: pages, PDF, mail. */
  show(value: NonNullable<T>): string
  /** The raw text that asks again for this value. */
  fill(value: NonNullable<T>, key: string): Raw
  columns(key: string): Column[]
  /** JSON Schema of a value that is not empty; documents and example values are read from it too. */
  schema: Schema
  /** reference list and its limits, for kinds `list` and `ref` */
  to?: string
  kinds?: readonly string[]
  /** key of the field that holds the parent */
  within?: string
  /** own agency first, or only */
  scope?: 'instansi'
  /** key of the field whose list entry is the scope (default: the person's own agency) */
  scopeField?: string
  /** info key of the chosen entry → field that it fills */
  fills?: Readonly<Record<string, string>>
  /** the person's own text is kept as it is, without asking an operator (past posts) */
  freeText?: boolean
  /** key of the field whose code is the kind of the entries offered (unit kesehatan by its jenis) */
  kindFrom?: string
  options?: Readonly<Record<string, string>>
  /** a year: not after the reference date, as a day is not */
  year?: true
  /** code of the section whose rows are the choices */
  rowsOf?: string
  /** a NIP that is looked up: key of the name that must be typed first, and the keys it fills (trust.md 3.10) */
  lookup?: Lookup
  /** worked out from the other values of the same row, never asked */
  compute?: (v: DerivedRow) => NonNullable<T> | null
  /** read-only value taken from the histories */
  derive?: { from: string; value?: (rows: readonly DerivedRow[]) => NonNullable<T> | null }
}

export type Lookup = { nama: string; tanggalLahir: string; tempatLahir: string }
export type DerivedRow = Readonly<Record<string, unknown>>
export type AnyField = Field<any> // eslint-disable-line -- a section holds fields of many types; each is typed where it is defined

/** Only options that exist: a misspelt one would be ignored without a word. */
type Exactly<O, Known> = O & { readonly [K in Exclude<keyof O, keyof Known>]: never }

type Holds<O, T> = O extends { required: false } | { shownWhen: object } ? T | null : T

// Control characters, turned reading direction, and halves of a letter, which no database stores.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u

// Come along with pasted text and change nothing that a reader sees. Joiners may stand in a text, but make none of themselves.
const invisible = /[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/gu
const empty = /^[\u200c\u200d]*$/

function make<T>(o: Common, rest: Omit<Field<T>, keyof Common | 'required' | 'decidedBy' | 'html'> & { html?: Html }): Field<T> {
  return { ...o, required: o.required ?? true, decidedBy: o.decidedBy ?? 'bkn', ...rest, html: { ...rest.html, ...o.html } }
}

/** Wraps a kind's own reading with what all kinds share: blanks, emptiness, characters no one types. */
function reading<T>(label: string, required: boolean, read: (text: string) => Parsed<T>) {
  return (raw: Raw, key: string): Parsed<T | null> => {
    const text = (raw[key] ?? '').replace(invisible, '').normalize('NFC').replace(/\r\n?/g, '\n').trim()
    if (empty.test(text)) return required ? { ok: false, fault: `${label} belum diisi.` } : { ok: true, value: null }
    if (controls.test(text)) return { ok: false, fault: `${label} memuat tanda yang tidak dapat disimpan. Ketik ulang tanpa tanda khusus.` }
    return read(text)
  }
}

const notOffered = (label: string): string => `Pilih ${label} dari pilihan yang ada.`
type TextOptions = Common & { max: number }
type DigitsOptions = Common & { lengths: readonly number[]; group?: (v: string) => string; lookup?: Lookup }
type IntegerOptions = Common & { min: number; max: number; unit?: string; year?: true }
type DecimalOptions = Common & { max: number }
type YearOptions = Common & { min?: number }
type ChoiceOptions = Common & { options: Readonly<Record<string, string>> }

/** One line of text; `max` in characters. */
export /* @__NO_SIDE_EFFECTS__ */ function text<const O extends TextOptions>(o: Exactly<O, TextOptions>): Field<Holds<O, string>> {
  return written(o, 'text', (t) => t.replace(/\s+/g, ' ')) as Field<Holds<O, string>>
}

/** Several lines of text. */
export /* @__NO_SIDE_EFFECTS__ */ function longText<const O extends TextOptions>(o: Exactly<O, TextOptions>): Field<Holds<O, string>> {
  return written(o, 'longText', (t) => t) as Field<Holds<O, string>>
}

function written(o: TextOptions, kind: Kind, tidy: (t: string) => string): Field<string> {
  return make<string>(o, {
    kind,
    schema: { type: 'string', maxLength: o.max },
    html: { maxLength: o.max },
    parse: reading(o.label, o.required ?? true, (t) => withinLength(o.label, tidy(t), o.max)),
    show: (v) => v,
    fill: (v, key) => ({ [key]: v }),
    columns: (key) => [{ name: key, type: 'text' }],
  })
}

function withinLength(label: string, t: string, max: number): Parsed<string> {
  return t.length <= max ? { ok: true, value: t } : { ok: false, fault: `${label} paling panjang ${max} huruf. Anda menulis ${t.length} huruf.` }
}

/** A number that is a name: NIK, NPWP. Blanks, dots and dashes are taken out before counting. */
export /* @__NO_SIDE_EFFECTS__ */ function digits<const O extends DigitsOptions>(o: Exactly<O, DigitsOptions>): Field<Holds<O, string>> {
  const wanted = o.lengths.join(' atau ')
  return make<string>(o, {
    kind: 'digits',
    lookup: o.lookup,
    schema: { type: 'string', pattern: `^(${o.lengths.map((n) => `\\d{${n}}`).join('|')})$` },
    html: { inputMode: 'numeric', maxLength: Math.max(...o.lengths) + 10, width: 'medium' },
    parse: reading(o.label, o.required ?? true, (t) => {
      const v = t.replace(/[\s.-]/g, '')
      if (!/^\d+$/.test(v)) return { ok: false, fault: `${o.label} hanya boleh berisi angka.` }
      if (!o.lengths.includes(v.length)) return { ok: false, fault: `${o.label} harus ${wanted} angka. Anda menulis ${v.length} angka.` }
      return { ok: true, value: v }
    }),
    show: (v) => o.group?.(v) ?? v,
    fill: (v, key) => ({ [key]: v }),
    columns: (key) => [{ name: key, type: 'text' }],
  }) as Field<Holds<O, string>>
}

/** A calendar day, `yyyy-mm-dd` inside, `dd-mm-yyyy` for people; short forms such as 14/3/76 are understood. */
export /* @__NO_SIDE_EFFECTS__ */ function date<const O extends Common>(o: Exactly<O, Common>): Field<Holds<O, string>> {
  return day(o, '1930-01-01') as Field<Holds<O, string>>
}

function day(o: Common, earliest: string): Field<string> {
  return make<string>(o, {
    kind: 'date',
    schema: { type: 'string', format: 'date' },
    html: { inputMode: 'numeric', maxLength: 20, width: 'short' },
    parse: reading(o.label, o.required ?? true, (t) => {
      const v = readDate(t)
      if (v === undefined) return { ok: false, fault: `${o.label} ditulis tanggal-bulan-tahun, misalnya 14-03-1976.` }
      if (Number(v.slice(8)) > daysIn(v)) return { ok: false, fault: `${o.label}: tanggal ${showDate(v)} tidak ada di kalender.` }
      if (v < earliest) return { ok: false, fault: `${o.label} tidak boleh sebelum tahun ${earliest.slice(0, 4)}.` }
      return { ok: true, value: v }
    }),
    show: showDate,
    fill: (v, key) => ({ [key]: showDate(v) }),
    columns: (key) => [{ name: key, type: 'date' }],
  })
}

/** A whole number between `min` and `max`, both allowed. */
export /* @__NO_SIDE_EFFECTS__ */ function integer<const O extends IntegerOptions>(o: Exactly<O, IntegerOptions>): Field<Holds<O, number>> {
  return make<number>(o, {
    kind: 'integer',
    year: o.year,
    schema: { type: 'integer', minimum: o.min, maximum: o.max },
    html: { inputMode: 'numeric', maxLength: 6, width: 'short' },
    parse: reading(o.label, o.required ?? true, (t) => {
      const n = Number(t)
      return /^\d{1,6}$/.test(t) && n >= o.min && n <= o.max ? { ok: true, value: n } : { ok: false, fault: `${o.label} harus angka ${o.min} sampai ${o.max}.` }
    }),
    show: (v) => (o.unit ? `${v} ${o.unit}` : String(v)),
    fill: (v, key) => ({ [key]: String(v) }),
    columns: (key) => [{ name: key, type: 'integer' }],
  }) as Field<Holds<O, number>>
}

/** A calendar year; like a day it may not lie after the reference date. */
export /* @__NO_SIDE_EFFECTS__ */ function year<const O extends YearOptions>(o: Exactly<O, YearOptions>): Field<Holds<O, number>> {
  return integer({ min: 1930, ...(o as YearOptions), max: 2100, year: true }) as Field<Holds<O, number>>
}

/** A number from 0 to `max` with at most two decimals; comma and point are both understood. */
export /* @__NO_SIDE_EFFECTS__ */ function decimal<const O extends DecimalOptions>(o: Exactly<O, DecimalOptions>): Field<Holds<O, number>> {
  return make<number>(o, {
    kind: 'decimal',
    schema: { type: 'number', minimum: 0, maximum: o.max },
    html: { inputMode: 'decimal', maxLength: 8, width: 'short' },
    parse: reading(o.label, o.required ?? true, (t) => {
      const n = Number(t.replace(',', '.'))
      if (!/^\d{1,4}([.,]\d+)?$/.test(t)) return { ok: false, fault: `${o.label} harus angka, misalnya 86,50.` }
      if (/[.,]\d{3,}$/.test(t)) return { ok: false, fault: `${o.label} paling banyak dua angka di belakang koma.` }
      return n <= o.max ? { ok: true, value: n } : { ok: false, fault: `${o.label} harus 0 sampai ${o.max}. Anda menulis ${t}.` }
    }),
    show: commaDecimal,
    fill: (v, key) => ({ [key]: commaDecimal(v) }),
    columns: (key) => [{ name: key, type: 'numeric(6,2)' }],
  }) as Field<Holds<O, number>>
}

const commaDecimal = (n: number): string => n.toFixed(2).replace('.', ',')
const UNKNOWN_DAY = '-'
const EARLIEST_YEAR = '1870' // grandparents' time: the eldest PNS have parents born then

/** A birth date that nobody may know any more: `yyyy-mm-dd`, only the year (`yyyy`), or `-` for "tidak tahu". */
export /* @__NO_SIDE_EFFECTS__ */ function roughDate<const O extends Common>(o: Exactly<O, Common>): Field<Holds<O, string>> {
  const exact = day({ ...o, required: true }, `${EARLIEST_YEAR}-01-01`)
  return make<string>(o, {
    kind: 'roughDate',
    schema: { type: 'string', pattern: '^(\\d{4}(-\\d{2}-\\d{2})?|-)$' },
    html: { maxLength: 20, width: 'medium' },
    parse: reading(o.label, o.required ?? true, (t) => {
      if (/^(-|tidak (tahu|diketahui)|lupa)$/i.test(t)) return { ok: true, value: UNKNOWN_DAY }
      if (!/^\d{4}$/.test(t)) return exact.parse({ t }, 't') as Parsed<string>
      return t >= EARLIEST_YEAR ? { ok: true, value: t } : { ok: false, fault: `${o.label} tidak boleh sebelum tahun ${EARLIEST_YEAR}.` }
    }),
    show: (v) => (v === UNKNOWN_DAY ? 'Tidak tahu' : v.length === 4 ? `Tahun ${v}` : showDate(v)),
    fill: (v, key) => ({ [key]: v === UNKNOWN_DAY ? 'tidak tahu' : v.length === 4 ? v : showDate(v) }),
    columns: (key) => [{ name: key, type: 'text' }],
  }) as Field<Holds<O, string>>
}

/** One of a few fixed answers, written once as `{ code: label }`. */
export /* @__NO_SIDE_EFFECTS__ */ function choice<const O extends ChoiceOptions>(o: Exactly<O, ChoiceOptions>): Field<Holds<O, keyof O['options'] & string>> {
  return make<string>(o, {
    kind: 'choice',
    schema: { type: 'string', enum: Object.keys(o.options) },
    options: o.options,
    parse: reading(o.label, o.required ?? true, (t) => (Object.hasOwn(o.options, t) ? { ok: true, value: t } : { ok: false, fault: notOffered(o.label) })),
    show: (v) => o.options[v] ?? v,
    fill: (v, key) => ({ [key]: v }),
    columns: (key) => [{ name: key, type: 'text' }],
  }) as Field<Holds<O, keyof O['options'] & string>>
}

type Listed = Common & { to: string; kinds?: readonly string[] }

/** One of a short official list, asked as a select. */
export /* @__NO_SIDE_EFFECTS__ */ function list<const O extends Listed>(o: Exactly<O, Listed>): Field<Holds<O, Ref>> {
  return make<Ref>(o, {
    ...refBase(o),
    kind: 'list',
    parse: reading(o.label, o.required ?? true, (t) => ({ ok: true, value: { id: t, nama: '' } })),
    fill: (v, key) => ({ [key]: v.id ?? '' }),
  }) as Field<Holds<O, Ref>>
}

type Picked = Listed & {
  within?: string
  scope?: 'instansi'
  scopeField?: string
  fills?: Readonly<Record<string, string>>
  freeText?: boolean
  kindFrom?: string
}

/**
 * One of a long list, searched on the server. Inputs: `key` (what is typed), `key__id` (what was picked),
 * `key__usul` ("tidak ada di daftar": the typed text becomes a usulan referensi).
 */
export /* @__NO_SIDE_EFFECTS__ */ function ref<const O extends Picked>(o: Exactly<O, Picked>): Field<Holds<O, Ref>> {
  return make<Ref>(o, {
    ...refBase(o),
    kind: 'ref',
    html: { maxLength: 200 },
    parse: (raw, key) => {
      const typed = reading(o.label, o.required ?? true, (t) => withinLength(o.label, t.replace(/\s+/g, ' '), 200))(raw, key)
      if (!typed.ok) return typed
      if (typed.value === null) return { ok: true, value: null }
      const nama = typed.value
      if (raw[`${key}__usul`]) return { ok: true, value: o.freeText ? { id: null, nama } : { id: null, nama, usul: true } }
      return { ok: true, value: { id: raw[`${key}__id`] || null, nama } }
    },
    fill: (v, key) => ({ [key]: v.nama, [`${key}__id`]: v.id ?? undefined, [`${key}__usul`]: v.id === null ? '1' : undefined }),
  }) as Field<Holds<O, Ref>>
}

/** May a text that stands in no list be proposed? Flagged units are chosen by their agency, not by the person. */
export const mayPropose = (f: { kinds?: readonly string[] }): boolean => !f.kinds?.includes('verifikator')

const refSchema: Schema = {
  type: 'object',
  properties: { id: { type: ['string', 'null'] }, nama: { type: 'string', minLength: 1, maxLength: 200 } },
  required: ['id', 'nama'],
}

function refBase(o: Picked) {
  return {
    to: o.to,
    kinds: o.kinds,
    within: o.within,
    scope: o.scope,
    scopeField: o.scopeField,
    fills: o.fills,
    freeText: o.freeText,
    kindFrom: o.kindFrom,
    schema: refSchema,
    show: (v: Ref) => v.nama,
    columns: (key: string): Column[] => [
      { name: key, type: 'text', references: `ref_${o.to}` },
      { name: `${key}_nama`, type: 'text' },
    ],
  }
}

type RowOptions = Common & { rowsOf: string; options: Readonly<Record<string, string>> }

/** One of the person's own rows of another section, proposed ones included, or one of the fixed `options` besides. */
export /* @__NO_SIDE_EFFECTS__ */ function row<const O extends RowOptions>(o: Exactly<O, RowOptions>): Field<Holds<O, Ref>> {
  return make<Ref>(o, {
    kind: 'row',
    rowsOf: o.rowsOf,
    options: o.options,
    schema: refSchema,
    parse: reading(o.label, o.required ?? true, (t) => ({ ok: true, value: { id: t, nama: o.options[t] ?? '' } })),
    show: (v) => v.nama,
    fill: (v, key) => ({ [key]: v.id ?? '' }),
    columns: (key) => [
      { name: key, type: 'text' },
      { name: `${key}_nama`, type: 'text' },
    ],
  }) as Field<Holds<O, Ref>>
}

/** Yes or no, a checkbox. */
export /* @__NO_SIDE_EFFECTS__ */ function flag<const O extends Common>(o: Exactly<O, Common>): Field<boolean> {
  return make<boolean>(
    { ...o, required: false },
    {
      kind: 'flag',
      schema: { type: 'boolean' },
      parse: (raw, key) => ({ ok: true, value: raw[key] === '1' }),
      show: (v) => (v ? 'Ya' : 'Tidak'),
      fill: (v, key) => ({ [key]: v ? '1' : undefined }),
      columns: (key) => [{ name: key, type: 'boolean' }],
    },
  )
}

/** A field that is not asked but follows a history section; `value` computes it from that section's current rows. */
export /* @__NO_SIDE_EFFECTS__ */ function derived<T>(
  field: Field<T>,
  from: string,
  value?: (rows: readonly DerivedRow[]) => NonNullable<T> | null,
): Field<T | null> {
  return { ...field, required: false, derive: { from, value } } as Field<T | null>
}

/** A field that is not asked but worked out from the others of its row, at every reading. */
export /* @__NO_SIDE_EFFECTS__ */ function computed<T>(
  field: Field<T>,
  compute: (v: Readonly<Record<string, unknown>>) => NonNullable<T> | null,
): Field<T | null> {
  return { ...field, required: false, compute } as Field<T | null>
}
