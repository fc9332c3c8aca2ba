// What a section makes of its fields: items, groups, what is hidden, and judging values of which half are missing.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choice, date, derived, digits, text } from '../../src/form/field.ts'
import { exampleContext } from '../../src/form/example.ts'
import { asked, fieldsOf, judge, judgeList, parse, section, showField, type AnySection, type Loose, type Rule } from '../../src/form/section.ts'
import { sections } from '../../src/sections/index.ts'
import { context, partial } from './arbitrary.ts'

const abroad = { field: 'lokasi', is: ['LN'] }
const contoh = section({
  code: 'data-contoh',
  title: 'Data Contoh',
  group: 'Khusus',
  short: 'DC',
  lead: '',
  rows: 'one',
  fields: {
    nip: digits({ label: 'NIP', lengths: [18], locked: 'Tetap' }),
    lokasi: choice({ label: 'Lokasi', options: { DN: 'Dalam Negeri', LN: 'Luar Negeri' } }),
    kota: text({ label: 'Kota', max: 20, shownWhen: abroad }),
    mulai: date({ label: 'Mulai' }),
    selesai: date({ label: 'Selesai', required: false }),
    pangkat: derived(text({ label: 'Pangkat', max: 9 }), 'riwayat-contoh'),
  },
  groups: { tempat: { label: 'Tempat', fields: ['lokasi', 'kota'] } },
  rules: [
    { id: 'V90', on: 'selesai', message: 'Selesai sebelum Mulai.', ok: (v) => !v.selesai || v.selesai >= v.mulai },
    { id: 'V91', on: 'selesai', severity: 'warning', message: (v) => `Sejak ${v.mulai}.`, ok: (v) => v.mulai > '2000' },
    { id: 'V92', on: 'kota', message: 'Tulis kotanya saja.', ok: (v) => v.kota === null || !v.kota.includes(',') },
  ],
})
const ctx = exampleContext()
const read = (raw: Record<string, string>) => parse(contoh, raw)

describe('items', () => {
  test('a group is one item where its first field stands; locked and derived fields are none', () => {
    expect(contoh.items).toEqual([
      { kunci: 'tempat', label: 'Tempat', fields: ['lokasi', 'kota'], group: true },
      { kunci: 'mulai', label: 'Mulai', fields: ['mulai'], group: false },
      { kunci: 'selesai', label: 'Selesai', fields: ['selesai'], group: false },
    ])
    expect(asked(contoh).map(([key]) => key)).toEqual(['lokasi', 'kota', 'mulai', 'selesai'])
  })

  test('rows of a history are items by themselves, the section has none', () => {
    expect(new Set(sections.filter((s) => s.rows === 'many').map((s) => s.items.length))).toEqual(new Set([0]))
  })

  test('the table is named after the code', () => expect(contoh.table).toBe('sapk_data_contoh'))
})

describe('reading', () => {
  test('what is hidden is null, whatever was posted', () => {
    expect(read({ lokasi: 'DN', kota: 'Kairo', mulai: '1-1-2001' })).toEqual({
      values: { lokasi: 'DN', kota: null, mulai: '2001-01-01', selesai: null },
      errors: {},
    })
    expect(read({ lokasi: 'LN', mulai: '1-1-2001' }).errors).toEqual({ kota: 'Kota belum diisi.' })
  })

  test('while the answer it depends on is faulty, a hidden field is not asked for', () => {
    expect(read({ lokasi: 'XX', mulai: '1-1-2001' })).toEqual({
      values: { kota: null, mulai: '2001-01-01', selesai: null },
      errors: { lokasi: 'Pilih Lokasi dari pilihan yang ada.' },
    })
  })

  test('only the wished fields; nothing that is locked, derived or unknown', () => {
    expect(parse(contoh, { mulai: '1-1-2001', nip: '1', pangkat: 'IV/e', lain: 'x' }, ['mulai', 'nip', 'pangkat', 'lain'])).toEqual({
      values: { mulai: '2001-01-01' },
      errors: {},
    })
  })

  test('a name that every object has is not an answer', () => {
    expect(parse(contoh, JSON.parse('{"__proto__": {"mulai": "1-1-2001"}}') as Record<string, string>).errors.mulai).toBe('Mulai belum diisi.')
  })
})

describe('judging', () => {
  const good = { lokasi: 'DN', kota: null, mulai: '2001-01-01', selesai: '2002-01-01' }

  test('nothing to say about good values', () => expect(judge(contoh, good, ctx)).toMatchObject({ errors: {}, warnings: {} }))

  test('a rule blames its field; a fault that is known already speaks first', () => {
    const late = { ...good, selesai: '2000-01-01' }
    expect(judge(contoh, late, ctx).errors).toEqual({ selesai: 'Selesai sebelum Mulai.' })
    expect(judge(contoh, late, ctx, { selesai: 'Selesai belum benar.' }).errors).toEqual({ selesai: 'Selesai belum benar.' })
  })

  test('a warning comes beside, with words of its own', () => {
    expect(judge(contoh, { ...good, mulai: '1999-01-01' }, ctx)).toMatchObject({ errors: {}, warnings: { selesai: 'Sejak 1999-01-01.' } })
  })

  test('the future begins after the reference date', () => {
    expect(judge(contoh, { ...good, selesai: ctx.acuan }, ctx).errors).toEqual({})
    expect(judge(contoh, { ...good, selesai: '2026-11-24' }, ctx).errors).toEqual({ selesai: 'Selesai tidak boleh di masa depan.' })
  })

  test.each([
    ['a required value is empty', { mulai: null, selesai: '1999-01-01' }],
    ['a value is not there', { selesai: '1999-01-01' }],
  ])('a rule is left out when %s', (_, values) => expect(judge(contoh, values, ctx)).toMatchObject({ errors: {}, warnings: {} }))

  test('a hidden field is seen as null by its rule', () => expect(judge(contoh, { ...good, kota: null }, ctx).errors).toEqual({}))

  test('a fault of the program inside a rule is not swallowed', () => {
    const broken: AnySection = {
      ...contoh,
      rules: [
        {
          id: 'V99',
          on: 'mulai',
          message: '',
          ok: () => {
            throw new TypeError('fault')
          },
        },
      ],
    }
    expect(() => judge(broken, good, ctx)).toThrow('fault')
  })

  test('empty values show nothing', () =>
    expect([showField(contoh.fields.mulai, null), showField(contoh.fields.mulai, '2001-01-01')]).toEqual(['', '01-01-2001']))
})

describe.each(sections)('$code, with values that are partly missing', (s) => {
  const one = (rule: Rule<Loose>): AnySection => ({ ...s, rules: [rule] })

  test.each(((s.rules ?? []) as Rule<Loose>[]).map((r, i) => ({ rule: `${r.id} ${r.on} ${i}`, only: one(r) })))('$rule never throws', ({ only }) => {
    fc.assert(
      fc.property(partial(s), context(sections), (values, ctx) => void judge(only, values, ctx)),
      { numRuns: 200 },
    )
  })

  test('rules over all rows never throw, and blame rows that exist or the section as a whole', () => {
    fc.assert(
      fc.property(fc.array(partial(s), { maxLength: 5 }), context(sections), (rows, ctx) => {
        const keyed = rows.map((v, i) => ({ kunci: String(i), v }))
        for (const f of judgeList(s, keyed, ctx)) expect(['', ...keyed.map((r) => r.kunci)]).toContain(f.kunci)
      }),
      { numRuns: 300 },
    )
  })

  test('derived values and headings never throw', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...sections.map(partial)), { maxLength: 5 }), (rows) => {
        for (const [, f] of fieldsOf(s)) f.derive?.value?.(rows)
        for (const v of rows) s.rowTitle?.(v as never)
      }),
      { numRuns: 200 },
    )
  })
})
