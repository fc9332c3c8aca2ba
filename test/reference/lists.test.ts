// The reference lists that ship with the product, as they stand in the database.
import { beforeAll, describe, expect, test } from 'vitest'
import { getInfo, loadSmallLists, smallList } from '../../src/reference/cache.ts'
import { lists } from '../../src/reference/index.ts'
import { loadReference } from '../../src/reference/seeds.ts'
import { useDatabase } from '../harness.ts'

const database = useDatabase()
const query = async <T>(text: string, values: unknown[] = []): Promise<T[]> => (await database.pool.query(text, values)).rows as T[]

beforeAll(async () => loadSmallLists(database.db))

describe('what is loaded', () => {
  test.each([
    ['agama', 7],
    ['jenis_kelamin', 2],
    ['golongan', 17],
    ['jenis_kp', 12],
    ['eselon', 11],
    ['jenis_jabatan', 4],
    ['kedudukan_hukum', 31],
    ['jenis_pegawai', 19],
    ['status_kawin', 4],
    ['tingkat_pendidikan', 16],
    ['pendidikan', 232],
    ['diklat_struktural', 8],
    ['jenis_diklat', 19],
    ['diklat_fungsional', 142],
    ['jabatan_fungsional', 694],
    ['jabatan_fungsional_umum', 94],
    ['bidang_spesialis', 44],
    ['jenis_unit_kesehatan', 5],
    ['mata_pelajaran', 79],
    ['pertanyaan_pengaman', 11],
    ['pilihan', 32],
    ['kanreg', 15],
    ['instansi', 641],
  ])('%s has %i entries', async (code, n) => {
    expect(await query(`select count(*) as n, count(distinct id) as ids from ref_${code}`)).toEqual([{ n, ids: n }])
  })

  test('every list has its table, and every table its list', async () => {
    const tables = await query<{ t: string }>("select tablename as t from pg_tables where tablename like 'ref\\_%' order by 1")
    expect(tables.map(({ t }) => t)).toEqual(lists.map((l) => l.table).sort())
  })

  test('all provinces and kabupaten, the kecamatan and desa of the chosen provinces, the countries', async () => {
    const rows = await query<{ jenis: string; n: number }>('select jenis, count(*) as n from ref_wilayah group by 1 order by 1')
    const n = Object.fromEntries(rows.map((r) => [r.jenis, r.n]))
    expect(n).toMatchObject({ P: 38, KB: 514, NG: 249 })
    expect(n.DE).toBeGreaterThan(8_000)
    expect(await query("select distinct left(id, 2) as p from ref_wilayah where jenis = 'DE' order by 1")).toEqual([{ p: '33' }, { p: '34' }])
  })

  test('every area but provinces and countries stands below one that exists', async () => {
    expect(
      await query(`select id from ref_wilayah w where jenis not in ('P', 'NG') and not exists (select from ref_wilayah p where p.id = w.induk_id)`),
    ).toEqual([])
  })

  test('loading again changes nothing', async () => {
    const state = () => query('select count(*) as n, max(id::text) as id from impor')
    const before = await state()
    await loadReference(database.owner.pool, { provinces: ['33', '34'] })
    expect(await state()).toEqual(before)
  })
})

describe('names', () => {
  test.each([
    ['33.06', 'Kab. Purworejo'],
    ['11.72', 'Kota Sabang'],
    ['33.06.01', 'Kec. Grabag'],
    ['31.01', 'Kab. Adm. Kepulauan Seribu'],
    ['31', 'DKI Jakarta'],
    ['34', 'Daerah Istimewa Yogyakarta'],
    ['94', 'Papua Tengah'],
    ['73.10', 'Kab. Pangkajene dan Kepulauan'],
    ['NG-SE', 'Swedia'],
    ['NG-MY', 'Malaysia'],
  ])('%s is %s', async (id, nama) => {
    expect(await query('select nama from ref_wilayah where id = $1', [id])).toEqual([{ nama }])
  })

  test('Indonesia is not among the countries abroad', async () => {
    expect(await query("select id from ref_wilayah where id = 'NG-ID'")).toEqual([])
  })

  test('a golongan is called by its ruang, its pangkat stands beside', () => {
    expect(getInfo('golongan', '31')).toMatchObject({ nama: 'III/a', pangkat: 'Penata Muda', urutan: 9 })
  })
})

describe('agencies', () => {
  test('508 of 508 kabupaten and kota are joined to their area, none twice', async () => {
    expect(
      await query(`select count(*) as n, count(info->>'wilayah') as joined, count(distinct info->>'wilayah') as areas
      from ref_instansi where jenis in ('KABUPATEN', 'KOTA')`),
    ).toEqual([{ n: 508, joined: 508, areas: 508 }])
  })

  test('left over are only the six administrative areas of DKI', async () => {
    const rows = await query<{ id: string }>(`select id from ref_wilayah w where jenis = 'KB'
      and not exists (select from ref_instansi i where i.info->>'wilayah' = w.id and i.jenis in ('KABUPATEN', 'KOTA')) order by 1`)
    expect(rows.map((r) => r.id)).toEqual(['31.01', '31.71', '31.72', '31.73', '31.74', '31.75'])
  })

  test('old and pseudo codes are kept but not in use', async () => {
    expect(await query(`select info->>'status' as status, count(*) as n from ref_instansi where not aktif group by 1 order by 1`)).toEqual([
      { status: 'LAMA', n: 3 },
      { status: 'SEMU', n: 6 },
    ])
  })

  test('every active agency has a Kantor Regional that exists', async () => {
    expect(await query(`select id from ref_instansi i where aktif and not exists (select from ref_kanreg k where k.id = i.info->>'kanreg_kode')`)).toEqual([])
  })
})

describe('small lists in memory', () => {
  test('in official order, limited by kind', () => {
    expect(
      smallList('golongan')
        .map((e) => e.nama)
        .slice(0, 3),
    ).toEqual(['I/a', 'I/b', 'I/c'])
    expect(smallList('jenis_jabatan', ['formulir']).map((e) => e.id)).toEqual(['1', '2', '4'])
    expect(smallList('kedudukan_hukum', ['AKTIF', 'AKTIF_KHUSUS']).map((e) => e.id)).toEqual([
      '01',
      '02',
      '03',
      '04',
      '05',
      '06',
      '07',
      '08',
      '09',
      '11',
      '12',
      '13',
      '14',
      '15',
      '16',
      '20',
    ])
    expect(smallList('pilihan', ['status_anak']).map((e) => e.kode)).toEqual(['KANDUNG', 'ANGKAT', 'TIRI'])
  })

  test('retired entries cannot be chosen, but are known', () => {
    expect(smallList('instansi').some((e) => e.id === '2020')).toBe(false)
    expect(getInfo('instansi', '2020')).toMatchObject({ aktif: false })
  })

  test('a form of its own goes with teachers and doctors only', () => {
    const special = (id: string) => getInfo('jabatan_fungsional', id)?.formulir_khusus
    expect([special('JFT001-1'), special('JFT012-1'), special('JFT002-2')]).toEqual(['guru', 'dokter', undefined])
    const groups = new Set(
      smallList('jabatan_fungsional')
        .filter((e) => e.info.formulir_khusus)
        .map((e) => e.info.jft_kode),
    )
    expect([...groups]).toEqual(['JFT001', 'JFT012', 'JFT013', 'JFT014'])
  })

  test('grade limits stand with eselon, position and education', () => {
    expect(getInfo('eselon', '31')).toMatchObject({ nama: 'III.a', golongan_min: '41', golongan_maks: '42' })
    expect(getInfo('jabatan_fungsional', 'JFT001-1')).toMatchObject({ golongan_min: '31', golongan_maks: '32', kelompok: 'GURU' })
    expect(getInfo('tingkat_pendidikan', '40')).toMatchObject({ singkatan: 'S-1', golongan_awal: '31' })
  })

  test('unknown ids and long lists answer nothing', () => {
    expect(getInfo('golongan', '99')).toBeUndefined()
    expect(getInfo('golongan', null)).toBeUndefined()
    expect(getInfo('wilayah', '33.06')).toBeUndefined()
  })
})
