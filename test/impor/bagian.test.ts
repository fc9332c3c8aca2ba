// Importing SAPK's section files into the official record.
import { beforeAll, describe, expect, test } from 'vitest'
import { fromColumns } from '../../src/form/values.ts'
import { openSectionCsv } from '../../src/impor/sectionFile.ts'
import { dataUtama } from '../../src/sections/dataUtama.ts'
import { findBrokenChains, record } from '../../src/workflow/events.ts'
import { useDatabase } from '../harness.ts'
import { counts, csv, folderWith, imported, importText, keys, reasons } from './berkas.ts'

const database = useDatabase()
const pool = () => database.owner.pool
const query = async <T>(text: string, values: unknown[] = []): Promise<T[]> => (await pool().query(text, values)).rows as T[]

const SITI = '198503142010012501'
const BUDI = '197001011995031501'
const RINA = '199012312015032502'
const NIK = '3306015403859001'
const NPWP = '001234567890123'

type Person = Record<string, string>
const HEADER = [
  'nip',
  'nama',
  'tempat_lahir',
  'tempat_lahir_nama',
  'tanggal_lahir',
  'agama',
  'agama_nama',
  'jenis_kelamin',
  'tmt_cpns',
  'golongan',
  'kedudukan_hukum',
  'alamat',
  'nik',
  'npwp',
  'tahun_lulus',
]
const siti: Person = {
  nip: SITI,
  nama: 'Siti Aminah',
  tempat_lahir: '33.06',
  tanggal_lahir: '1985-03-14',
  agama: '1',
  jenis_kelamin: '2',
  tmt_cpns: '2010-01-01',
  golongan: '31',
  kedudukan_hukum: '01',
  alamat: 'Jl. Melati 1',
  nik: NIK,
  npwp: NPWP,
  tahun_lulus: '2007',
}
const budi: Person = {
  nip: BUDI,
  nama: 'Budi',
  tanggal_lahir: '1970-01-01',
  agama: '2',
  jenis_kelamin: '1',
  nik: '3306010101709002',
}
const people = (...rows: Person[]) => csv(HEADER, ...rows.map((row) => HEADER.map((name) => row[name] ?? '')))
const one = async (nip: string) => (await query<Record<string, unknown>>('select * from sapk_data_utama where nip = $1', [nip]))[0]

const POST = ['nip', 'instansi_induk', 'jenis_lokasi', 'provinsi', 'kabupaten', 'unor', 'nama_jabatan']
const RANK = ['nip', 'id', 'golongan', 'masa_kerja_tahun', 'masa_kerja_bulan', 'nomor_sk', 'tanggal_sk', 'tmt_golongan', 'jenis_kp']

beforeAll(async () => {
  await query("insert into ref_unor (id, nama, lingkup_id, asal, versi_impor) values ('u1', 'SD Negeri 1 Bener', '6422', 'uji', 'uji')")
})

describe('people', () => {
  test('columns are typed, names filled in from the lists, secrets sealed with a blind index', async () => {
    expect(counts(await imported(pool(), 'data-utama.csv', people(siti, budi), { synthetic: true }))).toMatchObject({
      baris: 2,
      baru: 2,
      ditolak: 0,
    })
    const row = (await one(SITI))!
    expect(row).toMatchObject({
      nama: 'Siti Aminah',
      tempat_lahir: '33.06',
      tempat_lahir_nama: 'Kab. Purworejo',
      tanggal_lahir: '1985-03-14',
      agama_nama: 'Islam',
      golongan_nama: 'III/a',
      tahun_lulus: 2007,
      gelar_depan: null,
      versi: 1,
      sintetis: true,
    })
    expect(row.nik).toMatch(/^v1\./)
    expect(fromColumns(keys, dataUtama, SITI, row)).toMatchObject({
      nik: NIK,
      npwp: NPWP,
      tempat_lahir: { id: '33.06', nama: 'Kab. Purworejo' },
    })
  })

  test('the same again changes nothing and leaves no event', async () => {
    const before = [await one(SITI), await query('select count(*) as n from peristiwa')]
    expect(await importText(pool(), 'data-utama.csv', people(siti, budi))).toBeUndefined()
    expect(counts(await imported(pool(), 'data-utama.csv', people(siti, budi), { again: true }))).toMatchObject({
      baru: 0,
      berubah: 0,
      tetap: 2,
    })
    expect([await one(SITI), await query('select count(*) as n from peristiwa')]).toEqual(before)
  })

  test('a changed field raises the version; a changed secret is seen though it is sealed', async () => {
    expect(counts(await imported(pool(), 'data-utama.csv', people({ ...siti, nama: 'Siti Aminah Lestari' }, budi)))).toMatchObject({ berubah: 1, tetap: 1 })
    expect(await one(SITI)).toMatchObject({ nama: 'Siti Aminah Lestari', versi: 2 })
    expect(counts(await imported(pool(), 'data-utama.csv', people({ ...siti, nama: 'Siti Aminah Lestari', nik: '3306015403859009' }, budi)))).toMatchObject({
      berubah: 1,
    })
    expect(counts(await imported(pool(), 'data-utama.csv', people(siti)))).toMatchObject({ berubah: 1, dinonaktifkan: 0 })
    expect(await one(BUDI)).toMatchObject({ nama: 'Budi' }) // not in the file, not touched
  })

  test('columns the file does not have stay as they are', async () => {
    expect(counts(await imported(pool(), 'data-utama.csv', csv(['nip', 'alamat'], [SITI, 'Jl. Mawar 2'])))).toMatchObject({
      berubah: 1,
    })
    expect(await one(SITI)).toMatchObject({ alamat: 'Jl. Mawar 2', nama: 'Siti Aminah', golongan: '31' })
  })

  test('a dry run changes nothing', async () => {
    const before = await query('select * from sapk_data_utama order by nip')
    expect(counts(await imported(pool(), 'data-utama.csv', people({ ...siti, nama: 'Lain' }, { ...siti, nip: RINA }), { dryRun: true }))).toMatchObject({
      baru: 1,
      berubah: 1,
    })
    expect(await query('select * from sapk_data_utama order by nip')).toEqual(before)
  })
})

describe('what is refused, with line and reason', () => {
  const good = { ...siti, nip: RINA, nama: 'Rina', nik: '' }
  test('row by row; the good ones are taken', async () => {
    const rows: Person[] = [
      { ...good, nip: '19850314201001250' },
      { ...good, nip: '19850314201001250A' },
      { ...good, nip: '198502312010012501' },
      { ...good, nip: '198503142010132501' },
      { ...good, nip: '198503142010013501' },
      { ...good, nip: '' },
      { ...good, golongan: '99' },
      { ...good, agama: 'X' },
      { ...good, tempat_lahir: '33.99' },
      { ...good, tanggal_lahir: '1985-02-30' },
      { ...good, tanggal_lahir: 'kemarin' },
      { ...good, tahun_lulus: 'dua ribu' },
      { ...good, nama: 'Ri\u0000na' },
      { ...good, alamat: 'x'.repeat(1001) },
      good,
      good,
    ]
    const run = await imported(pool(), 'data-utama.csv', `${people(...rows)}${RINA},kurang\n`)
    expect(reasons(run)).toEqual([
      'baris 2: NIP harus 18 angka, ditemukan 17',
      'baris 3: NIP hanya boleh berisi angka',
      'baris 4: NIP memuat tanggal lahir yang tidak ada',
      'baris 5: NIP memuat bulan TMT CPNS yang tidak ada',
      'baris 6: NIP memuat angka jenis kelamin selain 1 dan 2',
      'baris 7: NIP harus 18 angka, ditemukan 0',
      'baris 8: kode golongan "99" tidak dikenal',
      'baris 9: kode agama "X" tidak dikenal',
      'baris 10: kode tempat_lahir "33.99" tidak dikenal',
      'baris 11: tanggal_lahir: tanggal tidak ada di kalender',
      'baris 12: tanggal_lahir harus tanggal yyyy-mm-dd',
      'baris 13: tahun_lulus harus angka',
      'baris 14: nama memuat tanda yang tidak dapat disimpan',
      'baris 15: alamat lebih dari 1000 huruf',
      'baris 17: NIP ganda, sudah ada di baris 16',
      'baris 18: jumlah kolom 2, seharusnya 15',
    ])
    expect(await one(RINA)).toMatchObject({ nama: 'Rina' })
  })

  test.each<[string, string, string]>([
    ['a wrong header', csv(['nip', 'namanya'], [SITI, 'Siti']), 'baris 1: kolom "namanya" tidak dikenal'],
    ['no NIP column', csv(['nama'], ['Siti']), 'baris 1: kolom wajib "nip" tidak ada; judul kolom berkas: "nama"'],
    ['an open quote', `nip,nama\n${SITI},"Siti\n`, 'baris 2: tanda kutip dibuka di baris ini dan tidak ditutup; berkas terpotong atau rusak'],
    [
      'a torn last row',
      `nip,nama,alamat\n${SITI},Siti,Jl\n${BUDI},Bu`,
      'baris 3: berkas terpotong: baris terakhir hanya 2 dari 3 kolom dan tidak diakhiri ganti baris',
    ],
    ['an empty file', '', 'baris 1: berkas kosong'],
  ])('nothing of a file with %s is taken', async (_, content, reason) => {
    const before = await query('select * from sapk_data_utama order by nip')
    expect(reasons(await imported(pool(), 'data-utama.csv', content))).toEqual([reason])
    expect(await query('select * from sapk_data_utama order by nip')).toEqual(before)
  })

  test('a quote in the wrong place costs its rows and no others', async () => {
    const run = await imported(pool(), 'data-utama.csv', `nip,nama,alamat\n${SITI},Siti,Jl A\n${BUDI},"Bu"di,Jl B\n${RINA},Rina,"Jl C"\n${BUDI},Budi,Jl D\n`, {
      dryRun: true,
    })
    expect(reasons(run)).toEqual(['baris 3: tanda kutip salah tempat (sampai baris 4)'])
    expect(run.baris).toBe(3)
  })

  test('histories and posts of people who are not in Data Utama', async () => {
    const run = await imported(
      pool(),
      'riwayat-golongan.csv',
      csv(
        RANK,
        ['198001012005011599', 'a', '31', 0, 0, 'SK', '2005-01-01', '2005-01-01', '211'],
        [SITI, 'a', '31', 0, 0, 'SK 1', '2010-01-01', '2010-01-01', '211'],
        [SITI, '', '32', 0, 0, 'SK', '', '', ''],
        [SITI, 'a', '32', 0, 0, 'SK', '', '', ''],
      ),
    )
    expect(reasons(run)).toEqual([
      'baris 2: NIP belum ada di Data Utama',
      'baris 4: id baris belum diisi atau terlalu panjang',
      'baris 5: NIP dan id ganda, sudah ada di baris 3',
    ])
    expect(await query('select id, golongan_nama, jenis_kp_nama, tmt_golongan from sapk_riwayat_golongan where nip = $1', [SITI])).toEqual([
      { id: 'a', golongan_nama: 'III/a', jenis_kp_nama: 'Golongan dari Pengadaan CPNS/PNS', tmt_golongan: '2010-01-01' },
    ])
  })

  test('formulas and HTML are stored as text', async () => {
    const nasty = '=HYPERLINK("http://x.test","<b>klik</b>")'
    await imported(pool(), 'data-utama.csv', csv(['nip', 'nama', 'alamat'], [BUDI, '<script>alert(1)</script>', nasty]))
    expect(await one(BUDI)).toMatchObject({ nama: '<script>alert(1)</script>', alamat: nasty })
  })
})

describe('what follows from an import', () => {
  test('the narrow table for name search is kept in step', async () => {
    await query('update ref_instansi set info = info || \'{"sapk_id":"A5EB03E23CFFF6A0E040640A040252AD"}\' where id = \'6422\'')
    const run = await imported(
      pool(),
      'data-posisi.csv',
      csv(POST, [SITI, 'A5EB03E23CFFF6A0E040640A040252AD', 'DN', '33', '33.06', 'u1', 'Guru'], [BUDI, '6423', 'XX', '', '', '', '']),
    )
    expect(reasons(run)).toEqual(['baris 3: kode jenis_lokasi "XX" tidak dikenal'])
    expect(await query('select nama, instansi_id, unor_id from cari_nama where nip = $1', [SITI])).toEqual([
      { nama: 'Siti Aminah', instansi_id: '6422', unor_id: 'u1' },
    ])
    await imported(pool(), 'data-utama.csv', csv(['nip', 'nama'], [SITI, 'Siti Lestari']))
    expect(await query('select nama from cari_nama where nip = $1', [SITI])).toEqual([{ nama: 'Siti Lestari' }])
  })

  test('one event per person and run, in an unbroken chain, without personal data', async () => {
    await database.db.transaction().execute((tx) => record(tx, { nip: SITI, kind: 'uji', actor: { as: 'pns' } }))
    const run = await imported(
      pool(),
      'riwayat-golongan.csv',
      csv(RANK, [SITI, 'b', '32', 4, 0, 'SK 2', '2014-04-01', '2014-04-01', '101'], [SITI, 'c', '33', 8, 0, 'SK 3', '2018-04-01', '2018-04-01', '101']),
    )
    const events = await query<{ jenis: string; pelaku: string; data: unknown }>(
      'select jenis, pelaku, data from peristiwa where nip = $1 order by urut desc limit 1',
      [SITI],
    )
    expect(events).toEqual([{ jenis: 'impor', pelaku: 'sistem', data: { impor: run.id, bagian: 'riwayat-golongan', baru: 2, berubah: 0 } }])
    expect(await findBrokenChains(database.db)).toEqual([])
  })

  test('an event that another transaction appends meanwhile does not break the chain', async () => {
    let finish = () => {}
    const held = new Promise<void>((resolve) => (finish = resolve))
    let taken = () => {}
    const first = new Promise<void>((resolve) => (taken = resolve))
    const other = database.owner.db.transaction().execute(async (tx) => {
      await record(tx, { nip: SITI, kind: 'uji', actor: { as: 'pns' } })
      taken()
      await held
    })
    await first
    const run = imported(pool(), 'riwayat-golongan.csv', csv(['nip', 'id', 'nomor_sk'], [SITI, 'b', 'SK 2b']))
    // The import stands before the number that is taken.
    await expect.poll(() => query(`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).toHaveLength(1)
    finish()
    await Promise.all([other, run])
    expect(await findBrokenChains(database.db)).toEqual([])
    expect(await query('select jenis from peristiwa where nip = $1 order by urut desc limit 2', [SITI])).toEqual([{ jenis: 'impor' }, { jenis: 'uji' }])
  })

  test('what was accepted here is not overwritten by an older extract', async () => {
    await query("insert into periode (id, nama, tanggal_acuan, mulai, akhir_isi) values ('2015', 'PUPNS', '2015-07-01', now(), now())")
    await query("insert into status_formulir values ('diterima', 'Diterima', 9) on conflict do nothing")
    await query(
      "insert into formulir (nip, periode, id, status, instansi_id, wilayah_id, diterima_pada) values ($1, '2015', gen_random_uuid(), 'diterima', '6422', '01', now())",
      [SITI],
    )
    const run = await imported(pool(), 'data-utama.csv', csv(['nip', 'nama'], [SITI, 'Nama Lama'], [BUDI, 'Budi Baru']))
    expect(reasons(run)).toEqual(['baris 2: perubahan orang ini sudah diterima lewat e-PUPNS; tidak ditimpa'])
    expect(await one(SITI)).toMatchObject({ nama: 'Siti Lestari' })
    expect(await one(BUDI)).toMatchObject({ nama: 'Budi Baru' })
  })
})

describe('secrets', () => {
  test('leave the program sealed: no cell for COPY holds them', async () => {
    const path = `${folderWith({ 'data-utama.csv': people(siti) })}/data-utama.csv`
    const { rows } = await openSectionCsv(path, dataUtama, keys, undefined, {})
    const cells: unknown[] = []
    for await (const row of rows) cells.push(...row)
    expect(cells).toContain('Siti Aminah')
    expect(cells.join('\n')).not.toContain(NIK)
    expect(cells.join('\n')).not.toContain(NPWP)
  })

  test('stand in clear in no table, and neither do personal data in reports and events', async () => {
    const tables = await query<{ t: string }>("select tablename as t from pg_tables where schemaname = 'public'")
    for (const { t } of tables) {
      expect(await query(`select 1 from ${t} x where x::text like $1 or x::text like $2 limit 1`, [`%${NIK}%`, `%${NPWP}%`]), t).toEqual([])
    }
    const told = await query<{ x: string }>('select data::text as x from peristiwa union all select alasan from impor_tolakan')
    expect(told.filter(({ x }) => /Siti|Budi|Rina|198503/.test(x))).toEqual([])
  })
})
