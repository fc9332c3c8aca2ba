// Type-and-pick: what is found for what people type, in which order, and by which plan.
import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/types.ts'
import { loadSmallLists } from '../../src/reference/cache.ts'
import type { Query } from '../../src/reference/query.ts'
import { findByName, findEntry, search } from '../../src/reference/search.ts'
import { label } from '../../src/reference/shown.ts'
import { children, pathTo } from '../../src/reference/tree.ts'
import { useDatabase } from '../harness.ts'

const database = useDatabase()
const BIRTHPLACE = ['KB', 'KC', 'P', 'NG']
const PURWOREJO = '6422'
const KEBUMEN = '6423'

const found = async (query: Query) => (await search(database.db, query)).map((f) => (f.keterangan ? `${f.nama} (${f.keterangan})` : f.nama))
const first = async (query: Query) => (await found(query))[0]

beforeAll(async () => {
  await loadSmallLists(database.db)
  const units: [string, string, string | null, string, boolean][] = [
    ['dinas-p', 'Dinas Pendidikan', null, PURWOREJO, true],
    ['sd1-p', 'SD Negeri 1 Bener', 'dinas-p', PURWOREJO, true],
    ['sd2-p', 'SD Negeri 2 Bener', 'dinas-p', PURWOREJO, true],
    ['sd-lama', 'SD Inpres Bener', 'dinas-p', PURWOREJO, false],
    ['bidang-p', 'Bidang Sekolah Dasar', 'dinas-p', PURWOREJO, true],
    ['seksi-p', 'Seksi Kurikulum', 'bidang-p', PURWOREJO, true],
    ['dinas-k', 'Dinas Pendidikan', null, KEBUMEN, true],
    ['sd1-k', 'SD Negeri 1 Alian', 'dinas-k', KEBUMEN, true],
  ]
  for (const [id, nama, induk, lingkup, aktif] of units) {
    await database.owner.pool.query(
      "insert into ref_unor (id, nama, induk_id, lingkup_id, aktif, asal, versi_impor) values ($1, $2, $3, $4, $5, 'uji', 'uji')",
      [id, nama, induk, lingkup, aktif],
    )
  }
  await database.owner.pool.query("insert into unit_verifikator (unor_id, instansi_id) values ('dinas-p', $1)", [PURWOREJO])
  await database.owner.pool.query(
    `insert into ref_jabatan_fungsional_umum (id, nama, lingkup_id, asal, versi_impor)
    values ('u1', 'Pengelola Aset Desa', $1, 'uji', 'uji'), ('u2', 'Pengelola Aset Daerah', $2, 'uji', 'uji')`,
    [KEBUMEN, PURWOREJO],
  )
})

describe('what is found', () => {
  test.each<[string, Query, string]>([
    ['the beginning of a name', { daftar: 'wilayah', q: 'purwor', kinds: BIRTHPLACE }, 'Kab. Purworejo (Jawa Tengah)'],
    ['the word for the kind, written out', { daftar: 'wilayah', q: 'Kabupaten Purworejo', kinds: BIRTHPLACE }, 'Kab. Purworejo (Jawa Tengah)'],
    ['capitals, dots and blanks', { daftar: 'wilayah', q: '  KAB.PURWOREJO ', kinds: BIRTHPLACE }, 'Kab. Purworejo (Jawa Tengah)'],
    ['a wrong letter', { daftar: 'wilayah', q: 'purwerejo', kinds: ['KB'] }, 'Kab. Purworejo (Jawa Tengah)'],
    ['a missing letter', { daftar: 'wilayah', q: 'surbaya', kinds: ['KB'] }, 'Kota Surabaya (Jawa Timur)'],
    ['words in another order', { daftar: 'wilayah', q: 'selatan jakarta', kinds: ['KB'] }, 'Kota Adm. Jakarta Selatan (DKI Jakarta)'],
    ['the beginnings of two words', { daftar: 'jabatan_fungsional', q: 'gur mad' }, 'Guru Madya (IV/a sampai IV/c)'],
    ['a country', { daftar: 'wilayah', q: 'swed', kinds: BIRTHPLACE }, 'Swedia'],
    ['a corrected spelling of a country', { daftar: 'wilayah', q: 'maroko', kinds: ['NG'] }, 'Maroko'],
    ['an education by its level in short', { daftar: 'pendidikan', q: 's1 pendidikan mat' }, 'S-1 PENDIDIKAN MATEMATIKA (S-1/Sarjana, kode 400003)'],
    ['an agency by its place', { daftar: 'instansi', q: 'purworejo' }, 'Pemerintah Kab. Purworejo'],
    ['a wrong letter in one of two words', { daftar: 'jabatan_fungsional_umum', q: 'pengadministrasi keuagan' }, 'Pengadministrasi Keuangan'],
  ])('%s', async (_, query, expected) => {
    expect(await first(query)).toBe(expected)
  })

  test('a kecamatan shows where it lies, kabupaten come before kecamatan of the same name', async () => {
    const hits = await found({ daftar: 'wilayah', q: 'purworejo', kinds: BIRTHPLACE })
    expect(hits.slice(0, 2)).toEqual(['Kab. Purworejo (Jawa Tengah)', 'Kec. Purworejo (Kab. Purworejo, Jawa Tengah)'])
  })

  test('children of a parent only, and all of them without a letter typed', async () => {
    expect(await found({ daftar: 'wilayah', q: 'jawa', kinds: ['P'] })).toEqual(['Jawa Barat', 'Jawa Tengah', 'Jawa Timur'])
    expect(await found({ daftar: 'wilayah', q: 'ben', kinds: ['KC'], within: '33.06' })).toEqual(['Kec. Bener (Kab. Purworejo, Jawa Tengah)'])
    expect(await found({ daftar: 'wilayah', q: '', kinds: ['KC'], within: '33.06', limit: 50 })).toHaveLength(16)
  })

  test('never more than asked for, never more than fifty', async () => {
    expect(await found({ daftar: 'wilayah', q: 'ka', limit: 7 })).toHaveLength(7)
    expect(await found({ daftar: 'wilayah', q: 'ka', limit: 5000 })).toHaveLength(50)
  })

  test('no entry twice', async () => {
    const hits = await search(database.db, { daftar: 'wilayah', q: 'kota', limit: 50 })
    expect(new Set(hits.map((h) => h.id)).size).toBe(hits.length)
  })
})

describe('agencies and their lists', () => {
  test('units of the own agency only; without an agency none', async () => {
    expect(await found({ daftar: 'unor', q: 'sd negeri', lingkup: PURWOREJO })).toEqual([
      'SD Negeri 1 Bener (Dinas Pendidikan)',
      'SD Negeri 2 Bener (Dinas Pendidikan)',
    ])
    expect(await found({ daftar: 'unor', q: 'sd negeri' })).toEqual([])
  })

  test('retired units only where they are asked for', async () => {
    expect(await found({ daftar: 'unor', q: 'sd inpres', lingkup: PURWOREJO })).not.toContain('SD Inpres Bener (Dinas Pendidikan)')
    const [past] = await search(database.db, { daftar: 'unor', q: 'sd inpres', lingkup: PURWOREJO, retired: true })
    expect(past).toMatchObject({ id: 'sd-lama', aktif: false })
  })

  test('units that verify, also before anything is typed', async () => {
    expect(await found({ daftar: 'unor', q: '', kinds: ['verifikator'], lingkup: PURWOREJO })).toEqual(['Dinas Pendidikan'])
    expect(await found({ daftar: 'unor', q: 'sd', kinds: ['verifikator'], lingkup: PURWOREJO })).toEqual([])
  })

  test('own agency first where a list is shared', async () => {
    expect((await found({ daftar: 'jabatan_fungsional_umum', q: 'pengelola aset', ownFirst: PURWOREJO })).slice(0, 2)).toEqual([
      'Pengelola Aset Daerah (Pemerintah Kab. Purworejo)',
      'Pengelola Aset Desa (Pemerintah Kab. Kebumen)',
    ])
    expect(await first({ daftar: 'jabatan_fungsional_umum', q: 'pengelola aset', ownFirst: KEBUMEN })).toBe('Pengelola Aset Desa (Pemerintah Kab. Kebumen)')
  })

  test('the tree, level by level, and the way down to a unit', async () => {
    expect(await children(database.db, 'unor', PURWOREJO, null)).toMatchObject([{ id: 'dinas-p', anak: true }])
    const below = await children(database.db, 'unor', PURWOREJO, 'dinas-p')
    expect(below.map((b) => [b.id, b.anak])).toEqual([
      ['bidang-p', true],
      ['sd1-p', false],
      ['sd2-p', false],
    ])
    expect(await pathTo(database.db, 'unor', 'seksi-p')).toEqual([
      { id: 'dinas-p', nama: 'Dinas Pendidikan' },
      { id: 'bidang-p', nama: 'Bidang Sekolah Dasar' },
    ])
  })

  test('a tree that bites its own tail still answers', async () => {
    await database.owner.pool.query("update ref_unor set induk_id = 'sd1-k' where id = 'dinas-k'")
    expect(await first({ daftar: 'unor', q: 'sd negeri 1', lingkup: KEBUMEN })).toBe('SD Negeri 1 Alian (Dinas Pendidikan, SD Negeri 1 Alian)')
  })
})

describe('exact names and labels', () => {
  const byName = async (nama: string, kinds?: readonly string[], daftar = 'wilayah') => (await findByName(database.db, { daftar, nama, kinds }))?.id

  test('one entry of exactly this name, the kind may be left out', async () => {
    expect(await byName('PURWOREJO', BIRTHPLACE)).toBe('33.06')
    expect(await byName('Kabupaten Purworejo', ['KB'])).toBe('33.06')
    expect(await byName('kec. purworejo', ['KC'])).toBe('33.06.06')
    expect(await byName('bandung', ['KB'])).toBeUndefined() // kabupaten and kota
    expect(await byName('purwo', BIRTHPLACE)).toBeUndefined()
  })

  test('full names by id, parents only where a name says too little', async () => {
    expect(await label(database.db, 'wilayah', ['33.06', '33.06.01', '33.06.01.2001', 'NG-MY', 'tidak-ada'])).toEqual(
      new Map([
        ['33.06', 'Kab. Purworejo'],
        ['33.06.01', 'Kec. Grabag, Kab. Purworejo, Jawa Tengah'],
        ['33.06.01.2001', 'Harjobinangun, Kec. Grabag, Kab. Purworejo'],
        ['NG-MY', 'Malaysia'],
      ]),
    )
    expect((await label(database.db, 'golongan', ['31'])).get('31')).toBe('III/a')
  })

  test('an entry by its id', async () => {
    expect(await findEntry(database.db, 'unor', 'sd1-p')).toMatchObject({
      nama: 'SD Negeri 1 Bener',
      keterangan: 'Dinas Pendidikan',
    })
    expect(await findEntry(database.db, 'unor', 'bukan')).toBeUndefined()
  })
})

describe('what only hurts', () => {
  test.each(['%', '%_%_%_%_%_%_%', '_____', '\\', "'; drop table ref_wilayah; --", '   ', 'a', '.*.*.*', '(a+)+$', '\u0000\u0001', '<script>', '💥💥💥'])(
    '%j finds nothing and harms nothing',
    async (q) => {
      expect(await found({ daftar: 'wilayah', q, kinds: ['NG'] })).toEqual([])
    },
  )

  test('ten thousand letters and a hundred words are cut', async () => {
    expect((await found({ daftar: 'wilayah', q: 'purworejo'.repeat(1200) })).length).toBeLessThanOrEqual(20)
    expect((await found({ daftar: 'wilayah', q: 'a '.repeat(5_000) })).length).toBeLessThanOrEqual(20)
  })

  test('a parent or an agency that can be none', async () => {
    for (const id of ["33.06' | '", '\\', "':*", 'x'.repeat(5000)]) {
      expect(await found({ daftar: 'wilayah', q: 'bener', within: id })).toEqual([])
      expect(await found({ daftar: 'unor', q: 'sd negeri', lingkup: id })).toEqual([])
    }
  })

  test('a percent sign is a blank, not a wildcard', async () => {
    expect(await first({ daftar: 'wilayah', q: '%purworejo%', kinds: ['KB'] })).toBe('Kab. Purworejo (Jawa Tengah)')
  })
})

describe('plans, as the role of the program', () => {
  const compiled: CompiledQuery[] = []
  const watched = () =>
    new Kysely<Database>({
      dialect: new PostgresDialect({ pool: database.pool }),
      log: (event) => void compiled.push(event.query),
    })

  test.each<[string, Query]>([
    ['prefix', { daftar: 'wilayah', q: 'purwo', kinds: BIRTHPLACE }],
    ['words', { daftar: 'wilayah', q: 'selatan jakarta' }],
    ['spelling', { daftar: 'wilayah', q: 'purwerejo' }],
    ['below a parent', { daftar: 'wilayah', q: '', within: '33.06.01' }],
  ])('%s reads an index', async (_, query) => {
    compiled.length = 0
    await search(watched(), query)
    const searches = compiled.filter((c) => c.sql.includes('union all') || c.sql.includes('hasil'))
    expect(searches.length).toBeGreaterThan(0)
    for (const { sql, parameters } of searches) {
      const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters])
      expect(rows.map((r) => r['QUERY PLAN']).join('\n')).not.toContain('Seq Scan on ref_wilayah')
    }
  })
})
