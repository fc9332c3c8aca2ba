// The rules of the form over invented people: what is true of them breaks no rule, and hardly ever needs a remark.
import { beforeAll, expect, test, vi } from 'vitest'
import { readTruth, type Truth } from '../../src/demo/truth.ts'
import { asked, fieldsOf, judge, judgeList, shown, type ListRow, type Loose, type RuleContext } from '../../src/form/section.ts'
import { getInfo, loadSmallLists } from '../../src/reference/cache.ts'
import { toPerson } from '../../src/sections/dataUtama.ts'
import { sections } from '../../src/sections/index.ts'
import { useDatabase } from '../harness.ts'
import { generated } from './folder.ts'

vi.setConfig({ testTimeout: 120_000 })
const database = useDatabase()
beforeAll(() => loadSmallLists(database.db))

/** Who came from honorary service was older than usual. */
const HONORARY = 'data-utama.tmt_cpns'
/** Teachers below III/a kept levels until 2015 that stand in no list any more. */
const OLD_LEVELS = 'riwayat-jabatan.jenis_jabatan: Jabatan Anda sekarang ditulis sendiri'

type Found = { errors: string[]; warnings: Map<string, number> }

const rowsOf = (truth: Truth, code: string, nip: string): ListRow<Loose>[] => [...(truth.get(code)?.get(nip) ?? [])].map(([kunci, v]) => ({ kunci, v }))

function contextOf(truth: Truth, nip: string, acuan: string): RuleContext {
  const main = rowsOf(truth, 'data-utama', nip)[0]!.v
  const rows = (code: string) => rowsOf(truth, code, nip).map(({ kunci, v }) => ({ ...v, kunci }))
  return { nip, acuan, person: toPerson(nip, main), info: getInfo, rows } as RuleContext
}

/** Everything that check() and the rules over rows say about a person. */
function judgePerson(truth: Truth, nip: string, acuan: string, found: Found): void {
  const ctx = contextOf(truth, nip, acuan)
  const say = (severity: string, code: string, on: string, message: string) => {
    if (severity === 'error') found.errors.push(`${nip} ${code}.${on}: ${message}`)
    else found.warnings.set(`${code}.${on}: ${message}`, (found.warnings.get(`${code}.${on}: ${message}`) ?? 0) + 1)
  }
  for (const s of sections) {
    const rows = rowsOf(truth, s.code, nip)
    const applies = !s.onlyFor || s.onlyFor.when(ctx)
    if (rows.length > 0 !== applies && s.onlyFor) say('error', s.code, '', applies ? 'berlaku, tetapi tanpa baris' : 'tidak berlaku, tetapi ada baris')
    if (rows.length < (applies ? (s.min ?? 0) : 0) || rows.length > (s.max ?? 200)) say('error', s.code, '', `${rows.length} baris`)
    for (const { v } of rows) {
      const { errors, warnings } = judge(s, v, ctx)
      for (const [key, f] of asked(s)) if (f.required && shown(f, v) && (v[key] ?? null) === null) say('error', s.code, key, 'kosong')
      for (const [key, f] of asked(s)) if (!shown(f, v) && (v[key] ?? null) !== null) say('error', s.code, key, 'terisi, padahal tidak ditanyakan')
      for (const [key, f] of fieldsOf(s))
        if (f.compute && f.compute(v) !== v[key]) say('error', s.code, key, `dihitung ${String(f.compute(v))}, tertulis ${String(v[key])}`)
      for (const [on, message] of Object.entries(errors)) say('error', s.code, on, message)
      for (const [on, message] of Object.entries(warnings)) say('warning', s.code, on, message)
    }
    for (const fault of judgeList(s, rows, ctx)) say(fault.severity, s.code, fault.on, fault.message)
  }
}

test.each([
  ['demo', '2026-11-23', undefined, [HONORARY]],
  ['uji', '2015-07-01', 600, [HONORARY, OLD_LEVELS]],
] as const)('%s per %s: tidak satu kaidah pun dilanggar, peringatan jarang', async (preset, acuan, jumlah, explained) => {
  const { folder } = generated({ preset, acuan, jumlah })
  const truth = await readTruth(database.db, folder)
  const found: Found = { errors: [], warnings: new Map() }
  const people = [...truth.get('data-utama')!.keys()]
  for (const nip of people) judgePerson(truth, nip, acuan, found)
  expect(found.errors).toEqual([])
  const asked = [...found.warnings].filter(([what]) => !explained.some((words) => what.startsWith(words)))
  expect(
    asked.reduce((n, [, times]) => n + times, 0),
    asked.join('\n'),
  ).toBeLessThan(people.length / 100)
})
