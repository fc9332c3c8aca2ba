// Schools, health units, other names, and small lists that change while the program runs.
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { resolve } from '../../src/form/resolve.ts'
import { parse, type AnySection, type Loose } from '../../src/form/section.ts'
import { addAliases } from '../../src/reference/aliases.ts'
import { getInfo, loadSmallLists, refreshSmallLists, smallList } from '../../src/reference/cache.ts'
import { lists } from '../../src/reference/index.ts'
import type { Query } from '../../src/reference/query.ts'
import { findByName, search } from '../../src/reference/search.ts'
import { dataDokter } from '../../src/sections/dataDokter.ts'
import { dataGuru } from '../../src/sections/dataGuru.ts'
import { useDatabase } from '../harness.ts'
import { counts, csv, imported, reasons } from '../impor/berkas.ts'

const database = useDatabase()
const pool = () => database.owner.pool
const PURWOREJO = '6422'
const found = async (query: Query) => (await search(database.db, query)).map((f) => (f.keterangan ? `${f.nama} (${f.keterangan})` : f.nama))

const SCHOOLS = [
  ['X0000001', 'SMU Negeri 1 Purworejo', 'SMA', '33.06', 'NEGERI', 'ya'],
  ['X0000002', 'SD Negeri 1 Bener', 'SD', '33.06.16', 'NEGERI', 'ya'],
  ['X0000003', 'SD Negeri 1 Benerwetan', 'SD', '33.05.09', 'NEGERI', 'ya'],
  ['X0000004', 'SMP Contoh Tutup', 'SMP', '33.06', 'SWASTA', 'tidak'],
  ['X0000005', 'SD Negeri Entah', 'SD', '99.99', 'NEGERI', 'ya'],
]
const HEADER = ['id', 'nama', 'jenis', 'induk_id', 'status', 'aktif']
const importSchools = (rows: string[][]) => imported(pool(), 'sekolah.csv', csv(HEADER, ...rows))

beforeAll(async () => {
  await loadSmallLists(database.db)
  const run = await importSchools(SCHOOLS)
  expect([counts(run), reasons(run)]).toEqual([
    { baris: 5, baru: 4, berubah: 0, tetap: 0, dinonaktifkan: 0, ditolak: 1 },
    ['baris 6: induk "99.99" tidak dikenal'],
  ])
  await imported(
    pool(),
    'unit-kesehatan.csv',
    csv(
      ['id', 'nama', 'jenis', 'induk_id', 'aktif'],
      ['K1', 'Puskesmas Bener', 'PKM', '33.06.16', 'ya'],
      ['K2', 'RSUD Contoh', 'RS', '33.06', 'ya'],
      ['K3', 'RS Contoh Lama', 'RS', '33.06', 'tidak'],
    ),
  )
})

describe('schools and health units', () => {
  test('are found with the places they lie in, their own area first', async () => {
    expect(await found({ daftar: 'sekolah', q: 'sd negeri 1 bener', ownFirst: PURWOREJO })).toEqual([
      'SD Negeri 1 Bener (Kec. Bener, Kab. Purworejo)',
      'SD Negeri 1 Benerwetan (Kec. Prembun, Kab. Kebumen)',
    ])
    expect((await found({ daftar: 'sekolah', q: 'sd negeri 1', ownFirst: '6423' }))[0]).toBe('SD Negeri 1 Benerwetan (Kec. Prembun, Kab. Kebumen)')
    expect(await found({ daftar: 'unit_kesehatan', q: 'bener', kinds: ['PKM'] })).toEqual(['Puskesmas Bener (Kec. Bener, Kab. Purworejo)'])
  })

  test('by NPSN, by a place that only the note names, and not when closed', async () => {
    expect(await found({ daftar: 'sekolah', q: 'X0000003' })).toEqual(['SD Negeri 1 Benerwetan (Kec. Prembun, Kab. Kebumen)'])
    expect(await found({ daftar: 'sekolah', q: 'sd negeri prembun' })).toEqual(['SD Negeri 1 Benerwetan (Kec. Prembun, Kab. Kebumen)'])
    expect(await found({ daftar: 'sekolah', q: 'contoh tutup' })).toEqual([])
    expect(await found({ daftar: 'sekolah', q: 'contoh tutup', retired: true })).toHaveLength(1)
  })

  const cases: [string, AnySection, string, string, Record<string, string>, RegExp | undefined][] = [
    ['a school in use', dataGuru, 'sekolah_induk', 'X0000002', {}, undefined],
    ['a school that is closed', dataGuru, 'sekolah_induk', 'X0000004', {}, /sudah tidak dipakai/],
    ['a school nobody knows', dataGuru, 'sekolah_induk', 'X9', {}, /tidak ada di daftar/],
    ['a health unit of the kind chosen', dataDokter, 'unit_kesehatan', 'K1', { jenis_unit_kesehatan: 'PKM' }, undefined],
    ['a health unit of another kind', dataDokter, 'unit_kesehatan', 'K2', { jenis_unit_kesehatan: 'PKM' }, /tidak berlaku/],
    ['a health unit that is closed', dataDokter, 'unit_kesehatan', 'K3', { jenis_unit_kesehatan: 'RS' }, /sudah tidak dipakai/],
    ['a school as health unit', dataDokter, 'unit_kesehatan', 'X0000002', { jenis_unit_kesehatan: 'RS' }, /tidak ada di daftar/],
  ]
  test.each(cases)('%s, posted by hand', async (_, s, key, id, more, sentence) => {
    const read = parse(s, { ...more, [key]: 'ditulis', [`${key}__id`]: id }, [...Object.keys(more), key])
    const { errors } = await resolve(database.db, s, read, PURWOREJO, {} as Loose)
    if (sentence) expect(errors[key]).toMatch(sentence)
    else expect(errors[key]).toBeUndefined()
  })
})

describe('other names', () => {
  test('those that ship are known', async () => {
    expect((await found({ daftar: 'wilayah', q: 'ujung pandang', kinds: ['KB'] }))[0]).toBe('Kota Makassar (Sulawesi Selatan · dahulu: Ujung Pandang)')
    expect((await found({ daftar: 'instansi', q: 'depag' }))[0]).toBe('Kementerian Agama (disebut juga: Depag)')
    const { rows } = await pool().query(
      "select daftar, entri_id from nama_lain n where asal = 'benih' and daftar not in (select replace(tablename, 'ref_', '') from pg_tables)",
    )
    expect(rows).toEqual([])
  })

  test.each(lists.map((l) => l.code))('every entry of %s that has one exists', async (code) => {
    const { rows } = await pool().query(
      `select entri_id, nama from nama_lain n where daftar = $1 and not exists (select from ref_${code} r where r.id = n.entri_id)`,
      [code],
    )
    expect(rows).toEqual([])
  })

  test('a name that an import changes stays as a former one', async () => {
    await importSchools(SCHOOLS.slice(0, 4).map((row) => (row[0] === 'X0000001' ? ['X0000001', 'SMA Negeri 1 Purworejo', ...row.slice(2)] : row)))
    expect(await found({ daftar: 'sekolah', q: 'smu negeri 1 purworejo' })).toEqual([
      'SMA Negeri 1 Purworejo (Kab. Purworejo, Jawa Tengah · dahulu: SMU Negeri 1 Purworejo)',
    ])
    expect(await found({ daftar: 'sekolah', q: 'sma negeri 1 purworejo' })).toEqual(['SMA Negeri 1 Purworejo (Kab. Purworejo, Jawa Tengah)'])
    expect(await findByName(database.db, { daftar: 'sekolah', nama: 'SMU Negeri 1 Purworejo' })).toMatchObject({
      id: 'X0000001',
      nama: 'SMA Negeri 1 Purworejo',
    })
  })

  test('a change of letters only is none', async () => {
    const renamed = SCHOOLS.slice(0, 4).map((row) => (row[0] === 'X0000002' ? ['X0000002', 'SD NEGERI 1 BENER', ...row.slice(2)] : row))
    await importSchools(renamed)
    const { rows } = await sql`select nama from nama_lain where daftar = 'sekolah' and entri_id = 'X0000002'`.execute(database.db)
    expect(rows).toEqual([])
  })

  test('an added one is found at once, also misspelt, by the role of the program', async () => {
    await addAliases(database.db, 'operator', [{ daftar: 'sekolah', entri_id: 'X0000003', nama: 'SD Inpres Kalibenteng', jenis: 'dahulu' }])
    expect((await found({ daftar: 'sekolah', q: 'inpres kalibnteng' }))[0]).toContain('dahulu: SD Inpres Kalibenteng')
  })
})

describe('short lists', () => {
  test('subjects by kind of teacher, specialties by profession', () => {
    expect(smallList('mata_pelajaran', ['KELAS']).map((e) => e.nama)).toEqual(['Guru Kelas TK', 'Guru Kelas SD', 'Pendidikan Luar Biasa'])
    expect(smallList('mata_pelajaran', ['MAPEL'])).toHaveLength(76)
    expect(smallList('bidang_spesialis', ['dokter gigi']).every((e) => e.id.startsWith('SG'))).toBe(true)
    expect(smallList('kompetensi')).toHaveLength(30)
  })

  test('what another process adds is there after a look, and only then', async () => {
    await sql`insert into ref_kompetensi (id, nama, asal, versi_impor) values ('L-1', 'Ketangguhan', 'operator', 'uji')`.execute(database.db)
    expect(getInfo('kompetensi', 'L-1')).toBeUndefined()
    await refreshSmallLists(database.db, true)
    expect(getInfo('kompetensi', 'L-1')).toMatchObject({ nama: 'Ketangguhan', aktif: true })
    await sql`update ref_kompetensi set aktif = false where id = 'L-1'`.execute(database.db)
    await refreshSmallLists(database.db, true)
    expect(smallList('kompetensi').some((e) => e.id === 'L-1')).toBe(false)
  })
})
