// Values that nobody types: the appraisal's result (domain.md 3.16), and what follows the histories, whatever is missing in them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldsOf, parse, type Loose } from '../../src/form/section.ts'
import { findSection, sections } from '../../src/sections/index.ts'
import { prestasiKerja } from '../../src/sections/prestasiKerja.ts'
import { partial } from './arbitrary.ts'

const read = (raw: Record<string, string>): Loose => parse(prestasiKerja, raw).values
const behaviour = ([orientasi_pelayanan, integritas, komitmen, disiplin, kerja_sama]: readonly [string, string, string, string, string]) => ({
  orientasi_pelayanan,
  integritas,
  komitmen,
  disiplin,
  kerja_sama,
})
const ppk = (nilai_skp: string, five: Parameters<typeof behaviour>[0], more = {}) => read({ jenis_penilaian: 'PPK', nilai_skp, ...behaviour(five), ...more })
const even = (n: string) => [n, n, n, n, n] as const

describe('the result of an appraisal', () => {
  test('the worked example: 60 % of SKP 86.50 and 40 % of the average 81.00', () =>
    expect(ppk('86,50', ['80', '82', '81', '79', '83'])).toMatchObject({ jumlah_nilai: 405, nilai_rata_rata: 81, nilai_prestasi: 84.3, predikat: 'Baik' }))

  test('kepemimpinan counts where it is given, and the average is over six', () =>
    expect(ppk('86,50', ['80', '82', '81', '79', '83'], { kepemimpinan: '90' })).toMatchObject({
      jumlah_nilai: 495,
      nilai_rata_rata: 82.5,
      nilai_prestasi: 84.9,
    }))

  test.each([
    ['110', '100', 106, 'Sangat Baik'],
    ['91', '91', 91, 'Sangat Baik'],
    ['90,5', '90,5', 90.5, 'Baik'],
    ['90,99', '90,99', 90.99, 'Baik'],
    ['90,99', '91', 90.99, 'Baik'],
    ['91', '90,99', 91, 'Sangat Baik'],
    ['76', '76', 76, 'Baik'],
    ['75,99', '75,99', 75.99, 'Cukup'],
    ['61', '61', 61, 'Cukup'],
    ['60,99', '60,99', 60.99, 'Kurang'],
    ['51', '51', 51, 'Kurang'],
    ['50,99', '50,99', 50.99, 'Buruk'],
    ['0', '0', 0, 'Buruk'],
  ])('SKP %s and behaviour %s give %d, %s', (skp, all, nilai_prestasi, predikat) => expect(ppk(skp, even(all))).toMatchObject({ nilai_prestasi, predikat }))

  test('of DP3 it is the average of its own elements', () => {
    const dp3 = read({
      jenis_penilaian: 'DP3',
      kesetiaan: '91',
      prestasi_kerja: '84',
      tanggung_jawab: '83',
      ketaatan: '84',
      kejujuran: '83',
      kerjasama: '82',
      prakarsa: '81',
      nilai_skp: '110',
    })
    expect(dp3).toMatchObject({ jumlah_nilai: 588, nilai_rata_rata: 84, nilai_prestasi: 84, predikat: 'Baik', nilai_skp: null })
  })

  test('nothing to reckon with gives nothing', () => {
    const nothing = { jumlah_nilai: null, nilai_rata_rata: null, nilai_prestasi: null, predikat: null }
    expect([read({}), read({ jenis_penilaian: 'PPK', nilai_skp: '90' }), read({ jenis_penilaian: 'PPK', ...behaviour(even('x')) })]).toMatchObject([
      nothing,
      nothing,
      nothing,
    ])
  })

  test('whatever is missing: between 0 and 110, with two decimals, and rounded half up to the last hundredth', () => {
    fc.assert(
      fc.property(partial(prestasiKerja), (v) => {
        const worked = Object.fromEntries(fieldsOf(prestasiKerja).flatMap(([key, f]) => (f.compute ? [[key, f.compute(v)]] : []))) as Record<
          string,
          number | null
        >
        for (const n of [worked.nilai_prestasi, worked.nilai_rata_rata].filter((n) => n !== null)) {
          expect(n).toBeGreaterThanOrEqual(0)
          expect(n).toBeLessThanOrEqual(110)
          expect(n).toBe(Number(n!.toFixed(2)))
        }
        expect(worked.predikat === null).toBe(worked.nilai_prestasi === null)
        if (v.jenis_penilaian !== 'DP3' && worked.nilai_prestasi !== null)
          expect(worked.nilai_prestasi).toBe(exactly(v.nilai_skp as number, worked.nilai_rata_rata!))
      }),
      { numRuns: 1000 },
    )
  })
})

/** 0.6 a + 0.4 b, half up, in whole numbers alone. */
function exactly(a: number, b: number): number {
  const thousandths = 6n * BigInt(Math.round(a * 100)) + 4n * BigInt(Math.round(b * 100))
  return Number((thousandths + 5n) / 10n) / 100
}

describe('what follows a history', () => {
  const derived = sections.flatMap((s) =>
    fieldsOf(s).flatMap(([key, f]) => (f.derive?.value ? [{ code: s.code, key, from: f.derive.from, value: f.derive.value }] : [])),
  )

  test.each(derived)('$code $key is nothing without rows', ({ value }) => expect(value([])).toBeNull())

  test.each(derived)('$code $key does not depend on the order of rows that differ in their day', ({ from, value }) => {
    const s = findSection(from)!
    const days = ['1999-06-30', '2004-04-01', '2012-10-01']
    fc.assert(
      fc.property(fc.tuple(partial(s), partial(s), partial(s)), ([a, b, c]) => {
        const rows = [a, b, c].map((v, i) => ({ ...v, [s.sort as string]: days[i] }))
        expect(value([rows[2]!, rows[0]!, rows[1]!])).toEqual(value(rows))
      }),
    )
  })
})
