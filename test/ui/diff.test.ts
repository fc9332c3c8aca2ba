// The marks of the verifier's comparison.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffPieces, markDiff } from '../../src/web/ui/diff.tsx'
import { shownPages } from '../../src/web/ui/pagination.tsx'

const shown = (before: string, after: string) =>
  diffPieces(before, after)
    .map((p) => (p.changed ? `[${p.text}]` : p.text))
    .join('')

test.each([
  ['S1 Pendidikan Matematika, 1999', 'S2 Pendidikan Matematika, 2011', '[S2] Pendidikan Matematika, [2011]'],
  ['08.123.456.7-531.000', '08.123.456.7-532.000', '08.123.456.7-53[2].000'],
  ['Sutrisno Wibowo', 'Sutrisna Wibowo', 'Sutrisn[a] Wibowo'],
  ['Jl. Mawar No. 12, RT 03', 'Jl. Melati No. 14, RT 03', 'Jl. [Melati] No. [14], RT 03'],
  ['Dewi Lestari', 'Dewi Sri Lestari', 'Dewi [Sri] Lestari'],
  ['', 'M.Pd.', 'M.Pd.'],
  ['sama', 'sama', 'sama'],
])('%s → %s', (before, after, want) => expect(shown(before, after)).toBe(want))

test('a wholly new value carries no mark', () => {
  expect(markDiff('Kebumen', 'Kab. Purworejo')).toEqual(['Kab. Purworejo'])
  expect(markDiff(null, 'M.Pd.')).toEqual(['M.Pd.'])
  expect(markDiff('M.Pd.', null)).toEqual([])
})

test('the pieces are the new text, nothing added or lost', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 60 })
  fc.assert(
    fc.property(
      anyText,
      anyText,
      (a, b) =>
        diffPieces(a, b)
          .map((p) => p.text)
          .join('') === b,
    ),
  )
})

test('a very long text is marked as a whole', () => {
  const long = 'kata '.repeat(3000)
  expect(diffPieces(long, `${long}lagi`)).toEqual([{ text: `${long}lagi`, changed: true }])
})

test('pages shown of a long list', () => {
  expect(shownPages(4, 18)).toEqual([1, null, 3, 4, 5, null, 18])
  expect(shownPages(1, 2)).toEqual([1, 2])
})
