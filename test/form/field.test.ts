// Every kind: what is understood, what is refused and in which words, how it is shown, asked again and stored.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choice, date, digits, flag, integer, list, longText, mayPropose, ref, text, type AnyField, type Raw } from '../../src/form/field.ts'
import { bannedWords } from '../words.ts'

const nama = text({ label: 'Nama', max: 20 })
const alamat = longText({ label: 'Alamat', max: 60, required: false })
const nik = digits({ label: 'NIK', lengths: [16], secret: true, group: (v) => v.replace(/(\d{4})(?=\d)/g, '$1 ') })
const npwp = digits({ label: 'NPWP', lengths: [15, 16], required: false })
const hari = date({ label: 'Tanggal SK' })
const tahun = integer({ label: 'Masa Kerja', min: 0, max: 45, unit: 'tahun' })
const lokasi = choice({ label: 'Jenis Lokasi', options: { DN: 'Dalam Negeri', LN: 'Luar Negeri' } })
const agama = list({ label: 'Agama', to: 'agama' })
const tempat = ref({ label: 'Tempat Lahir', to: 'wilayah', kinds: ['KB'] })
const unor = ref({ label: 'Unit Organisasi', to: 'unor', freeText: true })
const kepala = flag({ label: 'Kepala Sekolah' })
const kinds: readonly AnyField[] = [nama, alamat, nik, npwp, hari, tahun, lokasi, agama, tempat, unor, kepala]

const read = (f: AnyField, typed: string, more: Raw = {}) =>
  f.parse({ x: typed, ...Object.fromEntries(Object.entries(more).map(([k, v]) => [`x${k}`, v])) }, 'x')
const value = (f: AnyField, typed: string, more?: Raw) => {
  const got = read(f, typed, more)
  return got.ok ? got.value : `fault: ${got.fault}`
}

describe('what is understood', () => {
  test.each([
    ['single blanks', nama, '  Siti \t\n Rahayu ', 'Siti Rahayu'],
    ['composed letters', nama, 'Rene\u0301', 'Ren\u00e9'],
    ['composed across a sign nobody sees', nama, 'Rene\u200b\u0301', 'Ren\u00e9'],
    ['without what came along with pasted text', nama, '\ufeffSi\u00adti\u200b', 'Siti'],
    ['letters joined on purpose', nama, 'ka\u200dra', 'ka\u200dra'],
    ['HTML stays text', nama, '<b>=1+1</b>', '<b>=1+1</b>'],
    ['lines of an address', alamat, ' Jl. Mawar\r\nRT 03\r ', 'Jl. Mawar\nRT 03'],
    ['digits with dots and blanks', nik, '3306.0154 0376-0001', '3306015403760001'],
    ['NPWP of 2015', npwp, '00.123.456.7-531.000', '001234567531000'],
    ['NPWP of today', npwp, '0012345675310001', '0012345675310001'],
    ['the full form', hari, '14-03-1976', '1976-03-14'],
    ['slashes and a short year', hari, '14/3/76', '1976-03-14'],
    ['blanks', hari, '1 9 2008', '2008-09-01'],
    ['eight digits', hari, '14031976', '1976-03-14'],
    ['as machines write it', hari, '1976-03-14', '1976-03-14'],
    ['two-digit year 40 is 2040', hari, '01-01-40', '2040-01-01'],
    ['two-digit year 41 is 1941', hari, '01-01-41', '1941-01-01'],
    ['a leap day', hari, '29-02-2000', '2000-02-29'],
    ['a number', tahun, ' 07 ', 7],
    ['the limits of a number', tahun, '45', 45],
    ['a code', lokasi, 'LN', 'LN'],
    ['a code of a list', agama, '1', { id: '1', nama: '' }],
  ])('%s', (_, f: AnyField, typed, wanted) => expect(value(f, typed)).toEqual(wanted))

  test.each(kinds.filter((f) => !f.required && f.kind !== 'flag'))('an empty $label is null', (f) => expect(value(f, '  ')).toBeNull())

  test('a picked entry keeps its id, typed text waits for the list, free text stays', () => {
    expect(value(tempat, ' Kab.  Purworejo ', { __id: '33.06' })).toEqual({ id: '33.06', nama: 'Kab. Purworejo' })
    expect(value(tempat, 'Purworejo')).toEqual({ id: null, nama: 'Purworejo' })
    expect(value(tempat, 'Desa Baru', { __usul: '1', __id: '33.06' })).toEqual({ id: null, nama: 'Desa Baru', usul: true })
    expect(value(unor, 'SMP Lama', { __usul: '1' })).toEqual({ id: null, nama: 'SMP Lama' })
  })

  test('a checkbox is yes or no, never empty', () => {
    expect([value(kepala, '1'), value(kepala, ''), value(kepala, 'false')]).toEqual([true, false, false])
  })

  test('a list of flagged units takes no proposals', () => {
    expect([mayPropose(tempat), mayPropose(ref({ label: 'Verifikator', to: 'unor', kinds: ['verifikator'] }))]).toEqual([true, false])
  })
})

describe('what is refused', () => {
  test.each([
    ['nothing', nama, ' ', 'Nama belum diisi.'],
    ['nothing that can be seen', nama, '\u200b\u200d ', 'Nama belum diisi.'],
    ['a letter too many', nama, 'a'.repeat(21), 'Nama paling panjang 20 huruf. Anda menulis 21 huruf.'],
    ['10,000 letters', alamat, 'a'.repeat(10_000), 'Alamat paling panjang 60 huruf. Anda menulis 10000 huruf.'],
    ['a zero byte', nama, 'Si\u0000ti', 'Nama memuat tanda yang tidak dapat disimpan. Ketik ulang tanpa tanda khusus.'],
    ['a turned reading direction', nama, 'Siti\u202eitiS', 'Nama memuat tanda yang tidak dapat disimpan. Ketik ulang tanpa tanda khusus.'],
    ['half a letter', nama, 'Siti \ud83d', 'Nama memuat tanda yang tidak dapat disimpan. Ketik ulang tanpa tanda khusus.'],
    ['letters in digits', nik, '33060154O3760001', 'NIK hanya boleh berisi angka.'],
    ['Arabic digits', nik, '\u0663306015403760001', 'NIK hanya boleh berisi angka.'],
    ['a digit too few', nik, '330601540376000', 'NIK harus 16 angka. Anda menulis 15 angka.'],
    ['a wrong length of two', npwp, '12345', 'NPWP harus 15 atau 16 angka. Anda menulis 5 angka.'],
    ['31 February', hari, '31-02-1976', 'Tanggal SK: tanggal 31-02-1976 tidak ada di kalender.'],
    ['29 February of 1900', hari, '29-02-1900', 'Tanggal SK: tanggal 29-02-1900 tidak ada di kalender.'],
    ['month 13', hari, '14-13-1976', 'Tanggal SK ditulis tanggal-bulan-tahun, misalnya 14-03-1976.'],
    ['a year alone', hari, '1976', 'Tanggal SK ditulis tanggal-bulan-tahun, misalnya 14-03-1976.'],
    ['a year of three digits', hari, '14-03-976', 'Tanggal SK ditulis tanggal-bulan-tahun, misalnya 14-03-1976.'],
    ['before anybody was born', hari, '31-12-1929', 'Tanggal SK tidak boleh sebelum tahun 1930.'],
    ['a number too large', tahun, '46', 'Masa Kerja harus angka 0 sampai 45.'],
    ['a number below', tahun, '-1', 'Masa Kerja harus angka 0 sampai 45.'],
    ['a part of a number', tahun, '1,5', 'Masa Kerja harus angka 0 sampai 45.'],
    ['a number as programs write it', tahun, '1e1', 'Masa Kerja harus angka 0 sampai 45.'],
    ['an unknown code', lokasi, 'XX', 'Pilih Jenis Lokasi dari pilihan yang ada.'],
    ['a code every object has', lokasi, 'constructor', 'Pilih Jenis Lokasi dari pilihan yang ada.'],
    ['a name of 201 letters', tempat, 'a'.repeat(201), 'Tempat Lahir paling panjang 200 huruf. Anda menulis 201 huruf.'],
  ])('%s', (_, f: AnyField, typed, sentence) => {
    expect(value(f, typed)).toBe(`fault: ${sentence}`)
    expect(bannedWords(sentence)).toEqual([])
  })
})

describe('faces of a value', () => {
  test.each<[AnyField, unknown, string]>([
    [nama, 'Siti', 'Siti'],
    [nik, '3306015403760001', '3306 0154 0376 0001'],
    [hari, '1976-03-14', '14-03-1976'],
    [tahun, 7, '7 tahun'],
    [lokasi, 'LN', 'Luar Negeri'],
    [agama, { id: '1', nama: 'Islam' }, 'Islam'],
    [kepala, true, 'Ya'],
    [kepala, false, 'Tidak'],
  ])('%# is shown as people read it', (f, v, shown) => expect(f.show(v)).toBe(shown))

  test('columns: a list entry keeps id and name, everything else is one column of its type', () => {
    expect(
      kinds.map((f) =>
        f
          .columns('x')
          .map((c) => `${c.name} ${c.type}${c.references ? ` → ${c.references}` : ''}`)
          .join(', '),
      ),
    ).toEqual([
      'x text',
      'x text',
      'x text',
      'x text',
      'x date',
      'x integer',
      'x text',
      'x text → ref_agama, x_nama text',
      'x text → ref_wilayah, x_nama text',
      'x text → ref_unor, x_nama text',
      'x boolean',
    ])
  })

  test('the inputs work before any script: keyboard and length come from the kind', () => {
    expect(kinds.map((f) => `${f.kind} ${f.html.inputMode ?? '-'} ${f.html.maxLength ?? '-'}`)).toEqual([
      'text - 20',
      'longText - 60',
      'digits numeric 26',
      'digits numeric 26',
      'date numeric 20',
      'integer numeric 6',
      'choice - -',
      'list - -',
      'ref - 200',
      'ref - 200',
      'flag - -',
    ])
  })
})

/** Values that a kind can hold. */
const holds: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  text: fc.string({ maxLength: 20 }),
  longText: fc.string({ maxLength: 60 }),
  digits: fc.stringMatching(/^\d{16}$/),
  date: fc.date({ min: new Date('1930-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10)),
  integer: fc.integer({ min: 0, max: 45 }),
  choice: fc.constantFrom('DN', 'LN'),
  flag: fc.boolean(),
  list: fc.record({ id: fc.stringMatching(/^\w{1,9}$/), nama: fc.constant('') }),
  ref: fc.record({ id: fc.stringMatching(/^\w{1,9}$/), nama: fc.stringMatching(/^\w{1,9}( \w{1,9})?$/) }),
}

test.each(kinds)('asking again for a value of $kind $label gives the same value', (f) => {
  fc.assert(
    fc.property(holds[f.kind]!, (v) => {
      const got = f.parse(f.fill(v, 'x'), 'x')
      if (!got.ok || got.value === null) return // blanks only, or a control character
      expect(f.parse(f.fill(got.value, 'x'), 'x')).toEqual(got)
      if (f.kind !== 'text' && f.kind !== 'longText') expect(got.value).toEqual(v)
    }),
  )
})

test.each(kinds)('$kind $label never throws, whatever is posted', (f) => {
  const anything = fc.string({ unit: 'binary', maxLength: 40 })
  fc.assert(
    fc.property(fc.record({ x: anything, x__id: anything, x__usul: anything }, { requiredKeys: [] }), (raw) => {
      const got = f.parse(raw, 'x')
      expect(got.ok ? '' : got.fault).toEqual(got.ok ? '' : expect.stringMatching(/\.$/))
    }),
  )
})
