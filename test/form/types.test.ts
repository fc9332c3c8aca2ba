// The compiler knows what a section holds, and refuses definitions that cannot work. What counts here is tsc (npm run check).
import { expect, expectTypeOf, test } from 'vitest'
import { choice, date, derived, digits, flag, integer, list, ref, text, type Ref } from '../../src/form/field.ts'
import { section, type Values } from '../../src/form/section.ts'
import { LEVELS, stepsOf, type LevelState, type State } from '../../src/workflow/table.ts'

const fields = {
  nama: text({ label: 'Nama', max: 10 }),
  gelar: text({ label: 'Gelar', max: 10, required: false }),
  nik: digits({ label: 'NIK', lengths: [16] }),
  lahir: date({ label: 'Lahir' }),
  tahun: integer({ label: 'Tahun', min: 0, max: 9, required: false }),
  lokasi: choice({ label: 'Lokasi', options: { DN: 'Dalam', LN: 'Luar' } }),
  kota: text({ label: 'Kota', max: 10, shownWhen: { field: 'lokasi', is: ['LN'] } }),
  agama: list({ label: 'Agama', to: 'agama' }),
  unor: ref({ label: 'Unor', to: 'unor', required: false }),
  kepala: flag({ label: 'Kepala' }),
  pangkat: derived(date({ label: 'Pangkat' }), 'riwayat-golongan'),
}
const head = { code: 'x', title: 'X', group: 'Khusus', short: 'X', lead: '', rows: 'many' } as const

test('values are inferred exactly from the definition', () => {
  const s = section({ ...head, fields, rules: [{ id: 'V1', on: 'kota', message: (v) => v.lokasi, ok: (v) => v.nama.length > (v.gelar?.length ?? 0) }] })
  expectTypeOf<Values<typeof s.fields>>().toEqualTypeOf<{
    nama: string
    gelar: string | null
    nik: string
    lahir: string
    tahun: number | null
    lokasi: 'DN' | 'LN'
    kota: string | null
    agama: Ref
    unor: Ref | null
    kepala: boolean
    pangkat: string | null
  }>()
  expect(Object.keys(s.fields)).toEqual(Object.keys(fields))
})

test('wrong definitions do not compile', () => {
  // @ts-expect-error a rule blames a field that does not exist
  section({ ...head, fields, rules: [{ id: 'V1', on: 'umur', message: '', ok: () => true }] })
  // @ts-expect-error a rule reads a field that does not exist
  section({ ...head, fields, rules: [{ id: 'V1', on: 'nama', message: '', ok: (v) => v.umur > 17 }] })
  // @ts-expect-error a rule forgets that a value may be empty
  section({ ...head, fields, rules: [{ id: 'V1', on: 'nama', message: '', ok: (v) => v.gelar.length > 1 }] })
  // @ts-expect-error a rule compares with a code that is no option
  section({ ...head, fields, rules: [{ id: 'V1', on: 'nama', message: '', ok: (v) => v.lokasi === 'XX' }] })
  // @ts-expect-error rows are ordered by a field that does not exist
  section({ ...head, fields, sort: 'umur' })
  // @ts-expect-error a column of the list page does not exist
  section({ ...head, fields, columns: ['nama', 'umur'] })
  // @ts-expect-error a group holds a field that does not exist
  section({ ...head, fields, groups: { tempat: { label: '', fields: ['umur'] } } })
  // @ts-expect-error the heading reads a field that does not exist
  section({ ...head, fields, rowTitle: (v) => v.umur })
  // @ts-expect-error text without a length
  text({ label: 'Nama' })
  // @ts-expect-error a list without a name
  list({ label: 'Agama' })
  // @ts-expect-error a misspelt option, which would be silently ignored
  text({ label: 'Nama', max: 10, requird: false })
  // @ts-expect-error a group of the home page that does not exist
  section({ ...head, group: 'Lainnya', fields })
  expect(true).toBe(true)
})

test('states and roles follow the levels', () => {
  expectTypeOf<LevelState>().toEqualTypeOf<'level_1' | 'level_2' | 'level_3'>()
  expectTypeOf<State>().toEqualTypeOf<'draf' | 'perbaikan' | 'diterima' | LevelState>()
  // @ts-expect-error a level without a title
  stepsOf([...LEVELS, { state: 'level_4', role: 'verifikator_4', scope: 'nasional' }])
  // @ts-expect-error a scope that does not exist
  stepsOf([...LEVELS, { state: 'level_4', role: 'verifikator_4', scope: 'dunia', title: '', office: '' }])
})
