// The sections as a set: whatever is added is covered here without a line of test of its own.
import { Ajv2020 } from 'ajv/dist/2020.js'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { projectFolder } from '../src/db/embeddedFiles.ts'
import { clientConfig } from '../src/db/pool.ts'
import { transaction } from '../src/db/tx.ts'
import { csvHeader, csvLine, csvRow } from '../src/form/csv.ts'
import { EXAMPLE_NIP, exampleContext } from '../src/form/example.ts'
import type { AnyField, Raw } from '../src/form/field.ts'
import { readJson, schemaOf, writeJson } from '../src/form/json.ts'
import { resolve } from '../src/form/resolve.ts'
import { asked, fieldsOf, judge, parse } from '../src/form/section.ts'
import { columnsOf, createTable, keyOf } from '../src/form/table.ts'
import { fromColumns, toColumns } from '../src/form/values.ts'
import { getInfo, smallList } from '../src/reference/cache.ts'
import { findList } from '../src/reference/index.ts'
import { sections } from '../src/sections/index.ts'
import { useDatabase } from './harness.ts'
import { keys, PURWOREJO, useScene } from './orang.ts'
import { realExample } from './contoh.ts'
import { bannedWords } from './words.ts'

const t = useDatabase()
useScene(t)

/** Codes and their order are fixed (architecture 2); the questionnaires that follow are data. */
const CODES = [
  'data-utama',
  'data-posisi',
  'orang-tua',
  'suami-istri',
  'anak',
  'riwayat-golongan',
  'riwayat-pendidikan',
  'riwayat-diklat-struktural',
  'riwayat-diklat-fungsional',
  'riwayat-jabatan',
  'prestasi-kerja',
  'kompetensi',
  'potensi',
  'data-guru',
  'sertifikasi-guru',
  'data-dokter',
  'bpjs',
]

describe('as a set', () => {
  test('codes are the fixed ones, in their order', () => {
    expect(sections.map((s) => s.code)).toEqual(CODES)
  })

  test.each(['code', 'title', 'short', 'table'] as const)('every %s is used once', (what) => {
    const used = sections.map((s) => s[what])
    expect(used).toEqual([...new Set(used)])
  })

  test('every file in src/sections is registered, and is named after its code', () => {
    const files = readdirSync(join(projectFolder, 'src/sections'))
      .filter((f) => f !== 'index.ts')
      .map((f) => f.replace(/\.ts$/, ''))
    expect(files.sort()).toEqual(sections.map((s) => s.code.replace(/-(.)/g, (_, c: string) => c.toUpperCase())).sort())
  })

  test('the names are those of the manual', () => {
    const names = sections.map((s) => [
      s.title,
      fieldsOf(s)
        .map(([, f]) => f.label)
        .join(' · '),
    ])
    expect(Object.fromEntries(names)).toEqual({
      'Data Utama':
        'NIP Baru · Nama · Gelar Depan · Gelar Belakang · Tempat Lahir · Tanggal Lahir · Agama · Jenis Kelamin · TMT CPNS · TMT PNS · Golongan Ruang · TMT Golongan Ruang · Pendidikan Terakhir · Tahun Lulus · Kedudukan Hukum · Jenis Pegawai · Alamat · NIK · NPWP · Kartu Pegawai',
      'Data Posisi':
        'Instansi Induk · Jenis Lokasi · Propinsi · Kabupaten/Kota · Kecamatan · Desa/Kelurahan · Negara · Kota · Satuan Kerja · Unit Organisasi · Jenis Jabatan · Nama Jabatan · TMT Jabatan · Eselon · TMT Eselon · Verifikator Level 1',
      'Orang Tua': 'Hubungan · PNS · Tidak punya NIP Baru · Nama · NIP Baru · Tanggal Lahir · Tempat Lahir · Status Hidup · Nomor BPJS',
      'Suami/Istri':
        'PNS · Tidak punya NIP Baru · Nama · NIP Baru · Tanggal Lahir · Tempat Lahir · Urutan · Tanggal Menikah · Akta Menikah · Status Pernikahan · Tanggal Cerai atau Meninggal · Akta Cerai atau Kematian · Nomor Karis/Karsu · Nomor Anggota BPJS',
      Anak: 'Ayah/Ibu · Nama · Tanggal Lahir · Tempat Lahir · Jenis Kelamin · Status Anak',
      'Riwayat Golongan': 'Golongan · Masa Kerja Tahun · Masa Kerja Bulan · Nomor SK · Tanggal SK · TMT Golongan · Nomor BKN · Tanggal BKN · Jenis KP',
      'Riwayat Pendidikan':
        'Tingkat Pendidikan · Nama Pendidikan · Tanggal Lulus · Tahun Lulus · Nomor Ijazah · Nama Sekolah · Gelar Depan · Gelar Belakang · Pendidikan pertama saat pengangkatan CPNS',
      'Riwayat Diklat Struktural': 'Nama Diklat · Nomor · Tanggal · Tahun · Jumlah Jam · Institusi Penyelenggara',
      'Riwayat Diklat Fungsional':
        'Tipe Diklat · Jenis Diklat · Nama Diklat · Lamanya Diklat · Tanggal Diklat · No Sertifikat · Instansi · Institusi Penyelenggara',
      'Riwayat Jabatan':
        'Jenis Jabatan · Instansi Kerja · Unit Organisasi · Nama Jabatan Struktural · Eselon · Jabatan Fungsional · Jabatan Fungsional Umum · TMT Jabatan · Tanggal SK · Nomor SK · TMT Pelantikan',
      'Penilaian Prestasi Kerja':
        'Tahun · Jenis Penilaian · Nilai SKP · Orientasi Pelayanan · Integritas · Komitmen · Disiplin · Kerja Sama · Kesetiaan · Prestasi Kerja · Tanggung Jawab · Ketaatan · Kejujuran · Kerjasama · Prakarsa · Kepemimpinan · Jumlah · Nilai Rata-rata · Nilai Prestasi Kerja · Sebutan · NIP Pejabat Penilai · Nama Pejabat Penilai · Jabatan Pejabat Penilai · Unit Pejabat Penilai · Golongan Pejabat Penilai · TMT Golongan Pejabat Penilai · NIP Atasan Pejabat Penilai · Nama Atasan Pejabat Penilai · Jabatan Atasan Pejabat Penilai · Unit Atasan Pejabat Penilai · Golongan Atasan Pejabat Penilai · TMT Golongan Atasan Pejabat Penilai',
      Kompetensi: 'Nama Kompetensi · Metode · Asesor · Tanggal Penilaian · Tingkat atau Nilai',
      Potensi: 'Tahun · Institusi Penilai · Kategori Hasil · Nomor Laporan',
      'Data Guru': 'Tipe Sekolah · Sekolah Induk/Satminkal · Sekolah Swasta Tempat Mengajar · Kepala Sekolah · Bidang Studi · Mata Pelajaran · TMT Mengajar',
      'Sertifikasi Guru':
        'Status Sertifikasi · NUPTK · NPSN Sekolah · Tahun Sertifikasi · Tanggal Sertifikat · Nomor Peserta · Nomor Sertifikat Pendidik · NRG · Bidang Studi Sertifikasi · LPTK Penyelenggara',
      'Data Dokter': 'Jenis Unit Kesehatan · Nama Unit Kesehatan · Jenis Dokter · Bidang Spesialis · Jumlah Kemampuan Penanganan Dokter Per Hari',
      'BPJS Kesehatan': 'Nomor Kartu Peserta · Nama Peserta',
    })
  })
})

describe.each(sections)('$code', (s) => {
  const fields = fieldsOf(s)
  const has = (key: string | undefined) => key === undefined || key in s.fields

  test('words for people: short, formal, and different from each other', () => {
    const words = [
      s.lead,
      ...fields.flatMap(([, f]) => [f.label, f.hint ?? '', f.locked ?? '']),
      ...(s.help ?? []).flatMap((h: { term: string; text: string }) => [h.term, h.text]),
    ]
    expect(words.flatMap(bannedWords)).toEqual([])
    expect(new Set(fields.map(([, f]) => f.label)).size).toBe(fields.length)
    expect([s.lead, ...fields.flatMap(([, f]) => f.hint ?? [])].filter((text) => !text.endsWith('.'))).toEqual([])
  })

  test('what a field points at exists', () => {
    expect(fields.filter(([, f]) => !has(f.within) || !has(f.scopeField) || !has(f.shownWhen?.field) || !Object.values(f.fills ?? {}).every(has))).toEqual([])
    expect(fields.filter(([, f]) => f.derive && !CODES.includes(f.derive.from))).toEqual([])
    expect(
      Object.values(s.groups ?? {})
        .flatMap((g) => (g as { fields: readonly string[] }).fields)
        .filter((key) => !has(key)),
    ).toEqual([])
  })

  test('a field that shows another, or holds its parent, stands before it', () => {
    const place = new Map(fields.map(([key], i) => [key, i]))
    expect(fields.filter(([key, f]) => [f.shownWhen?.field, f.within, f.scopeField].some((k) => k && place.get(k)! > place.get(key)!))).toEqual([])
  })

  test('the answer that shows a field is a possible one', () => {
    const answers = (f: AnyField) => (f.kind === 'flag' ? ['true', 'false'] : f.options ? Object.keys(f.options) : smallList(f.to!, f.kinds).map((e) => e.id))
    expect(
      fields.flatMap(([key, f]) =>
        (f.shownWhen?.is ?? []).filter((code) => !answers(s.fields[f.shownWhen!.field]).includes(code)).map((code) => `${key}: ${code}`),
      ),
    ).toEqual([])
  })

  test('reference lists exist, hold the kinds asked for, and a select is a small list', async () => {
    for (const [key, f] of fields.filter(([, f]) => f.to)) {
      expect(findList(f.to!), key).toBeDefined()
      expect(f.kind === 'list' ? findList(f.to!)!.cached : true, key).toBe(true)
      const { rows } = await sql<{ jenis: string }>`select distinct jenis from ${sql.table(`ref_${f.to}`)}`.execute(t.db)
      expect([...rows.map((r) => r.jenis), 'verifikator'], key).toEqual(expect.arrayContaining([...(f.kinds ?? [])]))
    }
  })

  test('a history says how it is ordered, headed and listed; a single row does not', () => {
    if (s.rows === 'one') return expect([s.sort, s.rowTitle, s.columns, s.listRules, s.min]).toEqual([undefined, undefined, undefined, undefined, undefined])
    if (s.max !== 1) expect(s.sort).toBeDefined()
    expect(s.columns!.length).toBeGreaterThan(0)
    expect(s.columns!.length).toBeLessThanOrEqual(5)
    expect([s.sort, ...s.columns!].filter((key) => !has(key))).toEqual([])
    expect(s.groups).toBeUndefined()
  })
})

/** The catalogue's view of a table: columns, keys, foreign keys and indexes. */
async function shape(client: pg.Client, schema: string, table: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
     from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
     union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where conrelid = $1::regclass and contype <> 'n'
     union all select replace(pg_get_indexdef(indexrelid), $2, '') from pg_index where indrelid = $1::regclass`,
    [`${schema}.${table}`, `${schema}.`],
  )
  return rows.map((r) => r.line).sort()
}

describe.each(sections)('storage of $code', (s) => {
  let client: pg.Client
  beforeAll(async () => {
    client = new pg.Client(clientConfig(t.url, { role: null }))
    await client.connect()
    await client.query(`create schema if not exists contoh; set search_path to contoh, public; ${createTable(s)} set search_path to public`)
    return () => client.end()
  })

  test('the migrated table is the one the definition asks for', async () => {
    expect(await shape(client, 'public', s.table)).toEqual(await shape(client, 'contoh', s.table))
  })

  test('columns equal fields', async () => {
    const { rows } = await client.query<{ column_name: string }>(
      "select column_name from information_schema.columns where table_schema = 'public' and table_name = $1",
      [s.table],
    )
    const own = [...keyOf(s), 'versi', 'sintetis', 'diubah']
    expect(
      rows
        .map((r) => r.column_name)
        .filter((c) => !own.includes(c))
        .sort(),
    ).toEqual(
      columnsOf(s)
        .map((c) => c.name)
        .sort(),
    )
  })

  test('PostgreSQL refuses codes that are in no list', async () => {
    for (const [key] of fieldsOf(s).filter(([, f]) => f.to)) {
      const id = keyOf(s).includes('id') ? { id: key } : {}
      const row = { nip: EXAMPLE_NIP, ...id, [key]: 'tidak-ada' }
      const names = Object.keys(row).join(', ')
      await expect(
        client.query(
          `insert into ${s.table} (${names}) values (${Object.keys(row)
            .map((_, i) => `$${i + 1}`)
            .join(', ')})`,
          Object.values(row),
        ),
        key,
      ).rejects.toMatchObject({ code: '23503' })
    }
  })
})

describe.each(sections)('the example of $code', (s) => {
  let values: Record<string, unknown>
  let raw: Raw
  beforeAll(async () => {
    values = await realExample(t.db, s, PURWOREJO)
    raw = Object.assign({}, ...asked(s).map(([key, f]) => (values[key] === null ? {} : f.fill(values[key], key))))
  })

  test('passes every check, lists and rules included, and comes out as it went in', async () => {
    const read = await resolve(t.db, s, parse(s, raw), PURWOREJO)
    expect(read.errors).toEqual({})
    expect(read.values).toEqual(values)
    expect(judge(s, read.values, exampleContext(getInfo))).toMatchObject({ errors: {}, warnings: {} })
  })

  test('fills every field that is asked and on screen', () => {
    const empty = asked(s)
      .filter(([key, f]) => values[key] === null && !f.shownWhen)
      .map(([key]) => key)
    expect(empty).toEqual([])
    if (s.rowTitle) expect(s.rowTitle(values as never)).toMatch(/\S/)
  })

  test('fits into the table and comes back the same, secrets sealed on the way', async () => {
    const id = keyOf(s).includes('id') ? { id: 'contoh' } : {}
    const row = { nip: EXAMPLE_NIP, ...id, ...toColumns(keys, s, EXAMPLE_NIP, values) }
    for (const [key] of asked(s).filter(([, f]) => f.secret)) expect(JSON.stringify(row)).not.toContain(String(values[key]))
    const stored = await transaction(t.db, async (tx) => {
      await sql`insert into ${sql.table(s.table)} (${sql.join(Object.keys(row).map((c) => sql.ref(c)))}) values (${sql.join(Object.values(row))})`.execute(tx)
      return (await sql<{ j: Record<string, unknown> }>`select to_jsonb(r) as j from ${sql.table(s.table)} r where nip = ${EXAMPLE_NIP}`.execute(tx)).rows[0]!.j
    })
    expect(fromColumns(keys, s, EXAMPLE_NIP, stored)).toMatchObject(values)
  })

  test('is valid JSON by its schema, which refuses what is missing, unknown or of the wrong type', () => {
    const valid = new Ajv2020({ formats: { date: /^\d{4}-\d{2}-\d{2}$/ } }).compile(schemaOf(s))
    const body = Object.fromEntries(asked(s).map(([key]) => [key, values[key]]))
    expect(valid(body), JSON.stringify(valid.errors)).toBe(true)
    const first = asked(s).find(([, f]) => f.required && !f.shownWhen)![0]
    expect([valid({ ...body, [first]: undefined }), valid({ ...body, [first]: [1] }), valid({ ...body, lain: 1 })]).toEqual([false, false, false])
    expect(readJson(s, body).errors).toEqual({})
    const wrong = Object.fromEntries(Object.keys(body).map((key) => [key, { nama: 7 }]))
    expect(Object.keys(readJson(s, wrong).errors)).toEqual(expect.arrayContaining([first]))
  })

  test('JSON for others holds no secret unless it is asked for', () => {
    const secret = fieldsOf(s)
      .filter(([, f]) => f.secret)
      .map(([key]) => key)
    expect(secret.filter((key) => key in writeJson(s, values))).toEqual([])
    expect(writeJson(s, values, true)).toMatchObject(values)
  })

  test('is one CSV line with the columns of the table', async () => {
    const header = csvHeader(s)
    const own = { nip: EXAMPLE_NIP, ...(keyOf(s).includes('id') && { id: 'contoh' }) }
    expect(header).toEqual([
      ...keyOf(s),
      ...columnsOf(s)
        .map((c) => c.name)
        .filter((c) => !c.endsWith('_indeks')),
    ])
    const cells = csvRow(s, own, values)
    expect(cells).toHaveLength(header.length)
    expect(csvLine(cells).split('\r\n')).toHaveLength(2)
  })
})

test.each([
  ['=1+1', "'=1+1"],
  ['+62', "'+62"],
  ['-5', "'-5"],
  ['@a', "'@a"],
  ['\t=1', "'\t=1"],
  ['a,b', '"a,b"'],
  ['a"b', '"a""b"'],
  ['a\nb', '"a\nb"'],
  ['=a,"b"', '"\'=a,""b"""'],
  [' a', '" a"'],
  ['SK 1/2', 'SK 1/2'],
  ['', ''],
])('the cell %j becomes %j', (cell, wanted) => expect(csvLine([cell])).toBe(`${wanted}\r\n`))
