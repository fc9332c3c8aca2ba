// A field is spelled in one file: its section. How that is measured, and which words are shared, stands in tools/fanout.ts.
import { expect, test } from 'vitest'
import { fanOut, type FanOut } from '../tools/fanout.ts'
import { withSources, type SourceFile } from '../tools/source.ts'

/** What fanOut says of the program with some more files in it. */
const measured = (more: (tests: SourceFile[]) => SourceFile[] = () => []): FanOut =>
  withSources('', (files) => fanOut([...files.filter((f) => f.path.startsWith('src/')), ...more(files.filter((f) => f.path.startsWith('test/')))]))

test('field fan-out is 1: no file but the section spells a field', () => {
  const { strays, ...counts } = measured()
  expect(strays).toEqual([])
  expect(counts.strict).toBeGreaterThan(counts.keys / 2)
  expect(counts.words).toBe(12)
})

test('and it is seen: a file of the tests, taken for one of the program, gives every field away', () => {
  const { strays } = measured((tests) => tests.filter((f) => f.path === 'test/orang.ts').map((f) => ({ ...f, path: 'src/features/lain/data.ts' })))
  const found = strays.map((s) => `${s.how} ${s.key}`)
  expect(found).toEqual(
    expect.arrayContaining(['word tanggal_lahir', 'word tmt_golongan', 'word verifikator_level_1', 'property jenis_kp', 'property golongan']),
  )
  expect(found).not.toContain('word pendidikan')
})
