// Random values of sections for property tests: complete, partial, empty, out of order.
import fc from 'fast-check'
import type { AnyField } from '../../src/form/field.ts'
import { fieldsOf, type AnySection, type Loose, type RuleContext } from '../../src/form/section.ts'

const day = fc.constantFrom('1931-02-28', '1976-03-14', '2000-02-29', '2000-03-01', '2004-04-01', '2026-11-23', '2031-01-01')
const code = fc.constantFrom('1', '2', '4', '11', '31', '45', '99', '101', '203', '211', 'x')

/** A value that the kind can hold. */
export function held(f: AnyField): fc.Arbitrary<unknown> {
  const { type, format, enum: codes, pattern, minimum, maximum } = f.schema
  if (type === 'object') return fc.record({ id: fc.option(code), nama: fc.constantFrom('', 'Contoh') })
  if (type === 'integer') return fc.integer({ min: minimum, max: maximum })
  if (type === 'number') return fc.integer({ min: 0, max: maximum! * 100 }).map((n) => n / 100)
  if (type === 'boolean') return fc.boolean()
  if (format) return day
  if (codes) return fc.constantFrom(...codes)
  return pattern ? fc.stringMatching(new RegExp(pattern)) : fc.string({ maxLength: 12 })
}

/** Values of a section as drafts and old records have them: any of them may be null or not there at all. */
export function partial(s: AnySection): fc.Arbitrary<Loose> {
  const fields = fieldsOf(s).map(([key, f]) => [key, fc.option(held(f))] as const)
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] }) as fc.Arbitrary<Loose>
}

/** Anything that rules may be told about the rest of the form. */
export const context = (sections: readonly AnySection[]): fc.Arbitrary<RuleContext> =>
  fc
    .record({
      nip: fc.constantFrom('197603142000032001', ''),
      acuan: fc.constant('2026-11-23'),
      person: fc.option(
        fc.record({
          nip: fc.constant(''),
          nama: fc.constant(''),
          tempatLahir: fc.constant(''),
          tanggalLahir: fc.constantFrom('', '1976-03-14'),
          perempuan: fc.boolean(),
          tmtCpns: fc.option(day),
          tmtPns: fc.option(day),
          nik: fc.constant(null),
        }),
        { nil: undefined },
      ),
      entry: fc.option(fc.record({ urutan: fc.option(fc.integer()), golongan_min: fc.option(code), golongan_maks: fc.option(code) }), { nil: undefined }),
      rows: fc.array(fc.oneof(...sections.map(partial)), { maxLength: 4 }),
    })
    .map(({ entry, rows, ...rest }) => ({ ...rest, info: () => entry, rows: () => rows }))
