// A valid example of a section, for tests, documents and the API: built from the kinds, put right until no rule complains.
import type { AnyField, Ref } from './field.ts'
import { asked, fieldsOf, judge, judgeList, shown, type AnySection, type Loose, type RuleContext } from './section.ts'

/** Entries that a field may hold, given what the example holds so far (parents); none = a text of the person's own. */
export type Entries = (f: AnyField, values: Loose) => readonly Ref[]

/** An invented person; dates and digits below fit together. */
export const EXAMPLE_NIP = '197603142000032001'
const YEARS = [2014, 2012, 1999, 2000, 1976]
const DAYS = ['1976-03-14', '2000-03-01', '2001-04-01', '2005-04-01', '2009-10-01']
const DIGITS = ['3306015403760001', '3306011403760001']
const CODE = '20306123' // what a text is where letters and digits without blanks are asked
const NIPS = ['197403142000031501', '197403142000032501', '194603141970031501', '194603141970032501']
const ROUNDS = 60

/** What rules may look at: nobody but the example. */
export const exampleContext = (info: RuleContext['info'] = () => undefined): RuleContext => ({ nip: EXAMPLE_NIP, acuan: '2026-11-23', info, rows: () => [] })

/**
 * Values of every field that is asked and on screen. Each field has a row of candidates; whichever a rule blames moves on to its
 * next one. Throws when that does not settle: then the rules of the section contradict each other, or no candidate fits.
 */
export function exampleOf(s: AnySection, entries: Entries, ctx = exampleContext()): Record<string, unknown> {
  const turn = new Map<string, number>()
  for (let round = 0; round < ROUNDS; round++) {
    const values = build(s, entries, turn)
    const blamed = blame(s, values, ctx)
    if (blamed === undefined) return values
    turn.set(blamed, (turn.get(blamed) ?? 0) + 1)
  }
  throw new Error(`no example found for ${s.code}`)
}

function build(s: AnySection, entries: Entries, turn: ReadonlyMap<string, number>): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  let dates = 0
  for (const [key, f] of asked(s)) {
    const found = shown(f, values) ? candidates(f, f.to ? entries(f, values) : [], f.schema.format ? dates++ : 0) : [null]
    values[key] = found.length ? found[(turn.get(key) ?? 0) % found.length] : null
  }
  for (const [key, f] of fieldsOf(s)) if (f.compute) values[key] = f.compute(values)
  return values
}

/** The first field that a rule finds fault with, warnings included. */
function blame(s: AnySection, values: Loose, ctx: RuleContext): string | undefined {
  const { errors, warnings } = judge(s, values, ctx)
  const together = s.rows === 'many' ? judgeList(s, [{ kunci: '', v: values }], ctx) : []
  return [...Object.keys(errors), ...Object.keys(warnings), ...together.map((f) => f.on)][0]
}

/** `nth` = how many dates stand before this one, so that later ones are not earlier. */
function candidates(f: AnyField, entries: readonly Ref[], nth: number): readonly unknown[] {
  const { type, format, enum: codes, pattern, minimum = 0, maximum = 0 } = f.schema
  if (f.kind === 'row') return Object.entries(f.options!).map(([id, nama]) => ({ id, nama }))
  if (type === 'object') return entries.length ? entries : [ownText(f)]
  if (type === 'boolean') return [true, false]
  if (type === 'number') return [80.5, 75]
  if (f.year) return YEARS
  if (f.kind === 'roughDate') return ['1946-08-17', '1950', '-']
  if (type === 'integer') return Array.from({ length: Math.min(maximum - minimum + 1, ROUNDS) }, (_, i) => minimum + i)
  if (format === 'date') return [...DAYS.slice(nth), ...DAYS.slice(0, nth)]
  if (codes) return codes
  if (pattern?.includes('{18}')) return NIPS
  if (!pattern) return [`Contoh ${f.label}`, CODE].map((t) => t.slice(0, f.schema.maxLength))
  return DIGITS.map((d) => d.slice(0, Number(/\d+/.exec(pattern.replace('\\d', ''))![0])))
}

const ownText = (f: AnyField): Ref => ({ id: null, nama: `Contoh ${f.label}`, ...(!f.freeText && { usul: true }) })
