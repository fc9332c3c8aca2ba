// Importing reference lists: CSV contract, SIASN's JSON, dry run, retirement, and files that are wrong.
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { findSources, importFile } from '../../src/impor/import.ts'
import { loadReference } from '../../src/reference/seeds.ts'
import { useDatabase } from '../harness.ts'
import { counts, csv, folderWith, imported, importText, keys, reasons } from './berkas.ts'

const database = useDatabase()
const pool = () => database.owner.pool
const query = async <T>(text: string, values: unknown[] = []): Promise<T[]> => (await pool().query(text, values)).rows as T[]
const all = (table: string) => query(`select * from ${table} order by id`)

const HEADER = ['id', 'kode', 'nama', 'induk_id', 'lingkup_id', 'jenis', 'info', 'aktif', 'urutan']
const unit = (id: string, nama: string, more: Partial<{ induk: string; lingkup: string; info: string; aktif: string }> = {}) => [
  id,
  '',
  nama,
  more.induk ?? '',
  more.lingkup ?? '6422',
  '',
  more.info ?? '',
  more.aktif ?? 'ya',
  '',
]
const units = (...rows: (string | number)[][]) => csv(HEADER, ...rows)

describe('a list from CSV', () => {
  test('new, then unchanged, then one changed, one gone, one back', async () => {
    const first = units(
      unit('a', 'Dinas A', { info: '{"nama_jabatan":"Kepala Dinas A","eselon":"22"}' }),
      unit('b', 'Bidang B', { induk: 'a' }),
      unit('c', 'Bidang C', { induk: 'a' }),
    )
    expect(counts(await imported(pool(), 'unor.csv', first))).toEqual({
      baris: 3,
      baru: 3,
      berubah: 0,
      tetap: 0,
      dinonaktifkan: 0,
      ditolak: 0,
    })
    expect(await query("select nama, info, asal, aktif from ref_unor where id = 'a'")).toEqual([
      { nama: 'Dinas A', info: { nama_jabatan: 'Kepala Dinas A', eselon: '22' }, asal: 'sapk', aktif: true },
    ])

    expect(await importText(pool(), 'unor.csv', first)).toBeUndefined()
    const before = await all('ref_unor')
    expect(counts(await imported(pool(), 'unor.csv', first, { again: true }))).toMatchObject({
      baru: 0,
      berubah: 0,
      tetap: 3,
      dinonaktifkan: 0,
    })
    expect(await all('ref_unor')).toEqual(before)

    const second = units(unit('a', 'Dinas A Baru'), unit('b', 'Bidang B', { induk: 'a' }))
    expect(counts(await imported(pool(), 'unor.csv', second))).toMatchObject({ baru: 0, berubah: 1, tetap: 1, dinonaktifkan: 1 })
    expect(await query("select id, nama, aktif, berlaku_sampai is not null as berakhir from ref_unor where id in ('a', 'c') order by id")).toEqual([
      { id: 'a', nama: 'Dinas A Baru', aktif: true, berakhir: false },
      { id: 'c', nama: 'Bidang C', aktif: false, berakhir: true },
    ])

    expect(counts(await imported(pool(), 'unor.csv', first))).toMatchObject({ berubah: 2, tetap: 1 })
    expect(await query("select aktif, berlaku_sampai from ref_unor where id = 'c'")).toEqual([{ aktif: true, berlaku_sampai: null }])
  })

  test('a file of one agency leaves the units of others alone, and so do local additions stay', async () => {
    await query("insert into ref_unor (id, nama, lingkup_id, asal, versi_impor) values ('L-1', 'Tambahan Helpdesk', '6423', 'lokal', 'uji')")
    await imported(pool(), 'unor.csv', units(unit('k1', 'Dinas K', { lingkup: '6423' }), unit('k2', 'Bidang K', { lingkup: '6423' })))
    expect(counts(await imported(pool(), 'unor.csv', units(unit('k1', 'Dinas K', { lingkup: '6423' }))))).toMatchObject({
      dinonaktifkan: 1,
    })
    expect(await query("select id from ref_unor where aktif and id in ('a', 'L-1', 'k2') order by id")).toEqual(
      [{ id: 'L-1' }, { id: 'a' }].sort((x, y) => (x.id < y.id ? -1 : 1)),
    )
  })

  test('a dry run reports everything and changes nothing', async () => {
    const before = await all('ref_unor')
    const run = await imported(pool(), 'unor.csv', units(unit('a', 'Nama lain'), unit('x', 'Baru'), unit('y', 'Yatim', { induk: 'tidak-ada' })), {
      dryRun: true,
    })
    expect(counts(run)).toEqual({ baris: 3, baru: 1, berubah: 1, tetap: 0, dinonaktifkan: 2, ditolak: 1 })
    expect(await all('ref_unor')).toEqual(before)
    expect(await query('select uji_coba, baris, baru, ditolak from impor where id = $1', [run.id])).toEqual([{ uji_coba: true, baris: 3, baru: 1, ditolak: 1 }])
    expect(await query('select baris, alasan from impor_tolakan where impor_id = $1', [run.id])).toEqual([
      { baris: 4, alasan: 'induk "tidak-ada" tidak dikenal' },
    ])
  })

  test('rows that cannot be taken are named, the others are taken', async () => {
    const text = [
      HEADER.join(','),
      'r1,,Unit Satu,,6422,,,,',
      'r2,,Kurang Kolom,6422',
      'r3,,,,6422,,,,',
      'r1,,Ganda,,6422,,,,',
      'r4,,Unit Empat,,9998,,,,',
      'r5,,Unit Lima,,,,,,',
      'r6,,Unit Enam,r9,6422,,,,',
      'r7,,Anak dari Enam,r6,6422,,,,',
      'r8,,Info Salah,,6422,,{bukan json,,',
      'L-9,,Setempat,,6422,,,,',
      'r10,,Aktif Salah,,6422,,,mungkin,',
      '',
    ].join('\n')
    const run = await imported(pool(), 'unor.csv', text)
    expect(reasons(run)).toEqual([
      'baris 3: jumlah kolom 4, seharusnya 9',
      'baris 4: kolom nama belum diisi',
      'baris 5: id "r1" ganda, sudah ada di baris 2',
      'baris 6: instansi "9998" tidak dikenal',
      'baris 7: instansi pemilik belum diisi',
      'baris 8: induk "r9" tidak dikenal',
      'baris 9: induk "r6" tidak dikenal',
      'baris 10: kolom info bukan JSON',
      'baris 11: id yang diawali L- dipakai untuk tambahan setempat',
      'baris 12: kolom aktif berisi "mungkin", seharusnya ya atau tidak',
    ])
    expect(counts(run)).toMatchObject({ baris: 11, baru: 1, ditolak: 10 })
  })

  test('a refused row does not retire the entry it stands for', async () => {
    await imported(pool(), 'jabatan-fungsional-umum.csv', csv(['id', 'nama'], ['j1', 'Satu'], ['j2', 'Dua']))
    await imported(pool(), 'jabatan-fungsional-umum.csv', 'id,nama\nj1,Satu\nj2,\n')
    expect(await query("select aktif from ref_jabatan_fungsional_umum where id = 'j2'")).toEqual([{ aktif: true }])
  })

  test('a file that would retire most of an official list is taken for a torn one', async () => {
    const many = csv(['id', 'nama'], ...Array.from({ length: 60 }, (_, i) => [`m${i}`, `Kompetensi ${i}`]))
    const few = csv(['id', 'nama'], ['m1', 'Kompetensi 1'])
    await imported(pool(), 'kompetensi.csv', many)
    expect(reasons(await imported(pool(), 'kompetensi.csv', few))).toEqual([
      'baris 1: berkas akan menonaktifkan 59 dari 60 baris Kompetensi; mungkin terpotong. Bila memang demikian, ulangi dengan --izinkan-susut',
    ])
    expect(await query('select count(*) as n from ref_kompetensi where aktif')).toEqual([{ n: 60 }])
    expect(counts(await imported(pool(), 'kompetensi.csv', few, { allowShrink: true }))).toMatchObject({ dinonaktifkan: 59 })
  })

  test('columns of their own go to info, a mapping file renames what is called otherwise', async () => {
    await imported(pool(), 'bidang-spesialis.csv', csv(['id', 'nama', 'gelar'], ['SPX', 'Spesialis X', 'Sp.X']))
    expect(await query("select info from ref_bidang_spesialis where id = 'SPX'")).toEqual([{ info: { gelar: 'Sp.X' } }])
    const folder = folderWith({
      'golongan.csv': 'GOL_KODGOL,GOL_GOLNAM,LAIN\n31,III/a Lama,x\n',
      'golongan.peta.json': '{"id":"GOL_KODGOL","nama":"GOL_GOLNAM"}',
    })
    const { run } = await importFile(pool(), findSources(folder)[0]!, { keys, dryRun: true })
    expect(run).toMatchObject({ baris: 1, berubah: 1, ditolak: 0 })
  })

  test('formulas and HTML are text like any other', async () => {
    const nasty = ["=cmd|' /C calc'!A0", '<script>alert(1)</script>', "Robert'); drop table ref_unor;--", 'Koma, "kutip" dan \\N', 'a\tb\\.']
    const run = await imported(pool(), 'mata-pelajaran.csv', csv(['id', 'nama'], ...nasty.map((n, i) => [`x${i}`, n])))
    expect(run.ditolak).toBe(0)
    const rows = await query<{ nama: string }>("select nama from ref_mata_pelajaran where id like 'x%' order by id")
    expect(rows.map((r) => r.nama)).toEqual(nasty.map((n) => n.replace('\t', ' ')))
  })

  test('an imported list is not overwritten by the seeds', async () => {
    await loadReference(pool(), { provinces: ['33', '34'] })
    expect(await query('select count(*) as n from ref_kompetensi where aktif')).toEqual([{ n: 1 }])
    expect(await query("select aktif from ref_bidang_spesialis where id = 'SP01'")).toEqual([{ aktif: false }])
  })
})

describe('a file that is wrong as a whole', () => {
  const good = csv(['id', 'nama'], ['1', 'Satu'], ['2', 'Dua'])
  test.each<[string, string | Buffer, string]>([
    ['empty', '', 'baris 1: berkas kosong'],
    ['a header only', 'id,nama\n', 'baris 1: berkas tidak memuat satu baris pun'],
    ['no name column', 'id,judul\n1,Satu\n', 'baris 1: kolom wajib "nama" tidak ada; judul kolom berkas: "id", "judul"'],
    ['a column twice', 'id,nama,nama\n1,Satu,Satu\n', 'baris 1: kolom "nama" ada dua kali'],
    ['semicolons', 'id;nama\n1;Satu\n', 'baris 1: pemisah kolom harus koma (,), bukan titik koma (;)'],
    ['an open quote', `${good}3,"Tiga\n4,Empat\n`, 'baris 4: tanda kutip dibuka di baris ini dan tidak ditutup; berkas terpotong atau rusak'],
    ['cut off inside a row', `id,nama,kode\n1,Satu,a\n2,Du`, 'baris 3: berkas terpotong: baris terakhir hanya 2 dari 3 kolom dan tidak diakhiri ganti baris'],
    ['Latin-1', Buffer.from('id,nama\n1,Islam\n2,Caf\xe9\n3,Ya\n', 'latin1'), 'baris 3: berkas bukan UTF-8; simpan ulang sebagai CSV UTF-8'],
  ])('%s', async (_, content, reason) => {
    const before = await all('ref_agama')
    const run = await imported(pool(), 'agama.csv', content)
    expect(reasons(run)).toEqual([reason])
    expect(await all('ref_agama')).toEqual(before)
    expect(await query('select baris, alasan from impor_tolakan where impor_id = $1', [run.id])).toHaveLength(1)
  })

  test('a torn gzip file', async () => {
    const whole = gzipSync(csv(['id', 'nama'], ...Array.from({ length: 500 }, (_, i) => [i + 1, `Nama ${i * 7919}`])))
    expect(reasons(await imported(pool(), 'agama.csv.gz', whole.subarray(0, whole.length - 40)))).toEqual(['baris 1: berkas gzip terpotong atau rusak'])
  })

  test('a name that is no list', () => {
    expect(() => findSources(folderWith({ 'x.csv': 'a' }))).toThrow(/Tidak ada berkas yang dapat diimpor/)
    expect(() => findSources('/tidak/ada')).toThrow(/tidak ditemukan/)
  })

  test('CRLF, a byte order mark, blank lines and a missing last line end are no faults', async () => {
    const run = await imported(pool(), 'agama.csv', '\ufeffid,nama\r\n1,Islam\r\n\r\n2,"Kristen"\r\n8,"Dua\r\nbaris"\r\n9,Sembilan', { dryRun: true })
    expect(run).toMatchObject({ baris: 4, ditolak: 0 })
    expect(run.catatan).toContain('baris 7 (terakhir) tidak diakhiri ganti baris; periksa apakah berkas utuh')
  })
})

describe('the JSON lists of SIASN', () => {
  const json = (rows: unknown) => gzipSync(JSON.stringify(rows))

  test('an agency keeps our id and what we know of it, and is known by SAPK id afterwards', async () => {
    const run = await imported(
      pool(),
      'instansi.json.gz',
      json([
        {
          id: 'A5EB03E23CFFF6A0E040640A040252AD',
          nama: 'Pemerintah Kab.  Purworejo ',
          jenis: 'D',
          kodeCepat: '6422',
          jenisInstansiId: 'KAB',
        },
        { id: 'A5EB03E23CFFF6A0E040640A040252AE', nama: 'Kembar', jenis: 'D', kodeCepat: '6422', jenisInstansiId: 'KAB' },
        { id: '6291CFA065278E99E050640A290279EA', nama: 'Lembaga Baru', jenis: 'P', kodeCepat: '4065', jenisInstansiId: null },
        { id: 'a1', nama: 'BUMN', jenis: 'D', kodeCepat: '8810', jenisInstansiId: '' },
      ]),
      { dryRun: false },
    )
    expect(reasons(run)).toEqual(['baris 2: id "6422" ganda, sudah ada di baris 1'])
    expect(await query("select nama, jenis, info->>'sapk_id' as sapk, info->>'kanreg_kode' as kanreg from ref_instansi where id = '6422'")).toEqual([
      { nama: 'Pemerintah Kab. Purworejo', jenis: 'KABUPATEN', sapk: 'A5EB03E23CFFF6A0E040640A040252AD', kanreg: '01' },
    ])
    expect(await query("select id, jenis, aktif from ref_instansi where id in ('4065', '8810') order by id")).toEqual([
      { id: '4065', jenis: 'PUSAT', aktif: true },
      { id: '8810', jenis: 'SEMU', aktif: false },
    ])
    const places = await imported(
      pool(),
      'satuanKerja.json.gz',
      json([
        { id: 'sk1', nama: 'Pemkab Purworejo', instansiId: 'A5EB03E23CFFF6A0E040640A040252AD' },
        { id: 'sk2', nama: 'Luar Negeri', instansiId: 'A5EB03E23D24F6A0E040640A040252AD' },
      ]),
    )
    expect(reasons(places)).toEqual(['baris 2: instansi "A5EB03E23D24F6A0E040640A040252AD" tidak dikenal'])
    expect(await query("select lingkup_id from ref_satuan_kerja where id = 'sk1'")).toEqual([{ lingkup_id: '6422' }])
  })

  test('ids in either case stay apart, states are read, empty text is no value', async () => {
    const run = await imported(
      pool(),
      'pendidikan.json.gz',
      json([
        { id: 'ABCDEF', tingkatPendidikanId: '40', nama: 'S-1 SATU', status: '1' },
        { id: 'abcdef', tingkatPendidikanId: '40', nama: 'S-1 SATU', status: null },
        { id: '8ae483c5-7ee7-9c18-017e-fd9511d21e5a', tingkatPendidikanId: '45', nama: 'S-2 DUA', status: '0' },
        { id: 'x', tingkatPendidikanId: '77', nama: 'TIGA', status: '1' },
        { id: 'y', tingkatPendidikanId: '40', nama: '', status: '1' },
      ]),
    )
    expect(reasons(run)).toEqual(['baris 4: induk "77" tidak dikenal', 'baris 5: kolom nama belum diisi'])
    expect(await query('select id, aktif from ref_pendidikan where asal = \'sapk\' order by id collate "C"')).toEqual([
      { id: '8ae483c5-7ee7-9c18-017e-fd9511d21e5a', aktif: false },
      { id: 'ABCDEF', aktif: true },
      { id: 'abcdef', aktif: true },
    ])
    expect(run.catatan).toEqual(['1 nama muncul lebih dari sekali di bawah induk yang sama'])
  })

  test('broken JSON is a sentence', async () => {
    expect(reasons(await imported(pool(), 'kursus.json.gz', gzipSync('[{"id":1')))).toEqual(['baris 1: berkas bukan JSON UTF-8 yang utuh'])
    expect(reasons(await imported(pool(), 'kursus.json.gz', Buffer.from('bukan gzip')))).toEqual(['baris 1: berkas gzip terpotong atau rusak'])
  })
})
