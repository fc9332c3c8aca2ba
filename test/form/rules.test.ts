// Every rule of the sections by its number in domain.md 4: what passes, what fails. A rule without a line here fails the last test.
import { describe, expect, test } from 'vitest'
import { exampleOf } from '../../src/form/example.ts'
import { readNip } from '../../src/form/nip.ts'
import { judge, judgeList, type AnySection, type ListRow, type ListRule, type Loose, type Rule } from '../../src/form/section.ts'
import { sections } from '../../src/sections/index.ts'
import { entries } from '../../tools/smallLists.ts'
import { bannedWords } from '../words.ts'
import { ctx, type Case, type ListCase } from './cases.ts'
import * as keluarga from './casesKeluarga.ts'
import * as pendidikan from './casesPendidikan.ts'
import * as riwayat from './casesRiwayat.ts'
import * as utama from './casesUtama.ts'

const cases: readonly Case[] = [...utama.cases, ...keluarga.cases, ...riwayat.cases, ...pendidikan.cases]
const listCases: readonly ListCase[] = [...keluarga.listCases, ...riwayat.listCases, ...pendidikan.listCases]

/** The words of a rule, whatever the row. */
const wordsOf = (r: Rule<Loose> | ListRule<Loose>): string => (typeof r.message === 'string' ? r.message : r.message({}, ctx()))

/** The rules that a case is about. */
const select = <R extends Rule<Loose> | ListRule<Loose>>(rules: readonly R[] = [], c: Case | ListCase): R[] =>
  rules.filter((r) => r.id === c.id && r.on === c.on && (r.severity ?? 'error') === (c.severity ?? 'error') && (!c.says || c.says.test(wordsOf(r))))

const ruleOf = (c: Case) => select(c.section.rules as Rule<Loose>[], c)

function judged(c: Case, change: Loose): string[] {
  const only = { ...c.section, rules: ruleOf(c) }
  const { errors, warnings } = judge(only, { ...exampleOf(c.section, entries), ...change }, c.ctx ?? ctx())
  return Object.keys(c.severity ? warnings : errors)
}

describe('rules of one row', () => {
  test.each(cases)('$id $section.code $on $severity $says passes', (c) => expect(c.passes.map((v) => judged(c, v))).toEqual(c.passes.map(() => [])))
  test.each(cases)('$id $section.code $on $severity $says fails', (c) => expect(c.fails.map((v) => judged(c, v))).toEqual(c.fails.map(() => [c.on])))
})

const listRuleOf = (c: ListCase) => select(c.section.listRules as ListRule<Loose>[], c)

function blamed(c: ListCase, rows: readonly Loose[]): string[] {
  const keyed: ListRow<Loose>[] = rows.map((v, i) => ({ kunci: String(i), v }))
  return judgeList({ ...c.section, listRules: listRuleOf(c) }, keyed, c.ctx ?? ctx()).map((f) => f.kunci)
}

test.each(cases.filter((c) => c.ctx))('$id $section.code $on $severity $says says nothing in the browser, which knows this page alone', (c) => {
  const browser = { ...ctx(), person: undefined, info: () => undefined, rows: () => [] }
  expect(c.fails.map((v) => judged({ ...c, ctx: browser }, v))).toEqual(c.fails.map(() => []))
})

describe('rules over all rows', () => {
  test.each(listCases)('$id $section.code $on $says passes', (c) => expect(c.passes.map((rows) => blamed(c, rows))).toEqual(c.passes.map(() => [])))
  test.each(listCases)('$id $section.code $on $says blames the row', (c) =>
    expect(c.fails.map((rows) => blamed(c, rows))).toEqual(c.fails.map((rows) => c.blames ?? [String(rows.length - 1)])),
  )
})

describe('V01, the NIP itself', () => {
  test.each(['197603142000032001', '19760314 200003 2 001', '19760314-200003-2-001'])('%s is read', (typed) =>
    expect(readNip(typed)).toEqual({ ok: true, nip: '197603142000032001' }),
  )
  test.each([
    ['', /18 angka/],
    ['19760314200003200', /menulis 17 angka/],
    ['19760314200003200A', /hanya berisi angka/],
    ['197602302000032001', /tanggal lahir/],
    ['197603142000132001', /Bulan/],
    ['197603142000033001', /ke-15/],
    ['197603142000032000', /dimulai dari 001/],
  ])('%s is refused with the reason', (typed, why) => {
    const got = readNip(typed)
    expect(got).toMatchObject({ ok: false, fault: expect.stringMatching(why) })
    expect(got.ok || bannedWords(got.fault)).toEqual([])
  })
})

describe('V25, days', () => {
  test.each(sections)('$code: every date that is asked may not lie in the future', (s) => {
    const dates = Object.entries(exampleOf(s, entries))
      .filter(([key, v]) => s.fields[key].kind === 'date' && v)
      .map(([key]) => key)
    const late = Object.fromEntries(dates.map((key) => [key, '2026-11-24']))
    expect(Object.keys(judge({ ...s, rules: [] }, late, ctx()).errors)).toEqual(dates)
  })
})

test('every rule has its line: each case is about one rule, and each rule has a case', () => {
  const all = (s: AnySection) => [...((s.rules ?? []) as Rule<Loose>[]), ...((s.listRules ?? []) as ListRule<Loose>[])]
  const chosen = [...cases.map(ruleOf), ...listCases.map(listRuleOf)]
  expect(chosen.filter((rules) => rules.length !== 1).map((rules) => rules.map(wordsOf))).toEqual([])
  const covered = new Set<unknown>(chosen.flat())
  expect(
    sections.flatMap((s) =>
      all(s)
        .filter((r) => !covered.has(r))
        .map((r) => `${s.code} ${r.id} ${r.on}: ${wordsOf(r)}`),
    ),
  ).toEqual([])
  expect([...cases, ...listCases].filter((c) => c.passes.length === 0 || c.fails.length === 0).map((c) => `${c.section.code} ${c.id} ${c.on}`)).toEqual([])
})

test('sentences of rules say what to do, in words people know', () => {
  const sentences = sections.flatMap((s) => [...((s.rules ?? []) as Rule<Loose>[]), ...((s.listRules ?? []) as ListRule<Loose>[])]).map(wordsOf)
  expect(sentences.flatMap(bannedWords)).toEqual([])
  expect(sentences.filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([])
})
