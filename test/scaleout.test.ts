// The scale-out rule (architecture 4): everything a PNS owns has its NIP first, so that the tables can be spread over machines by it.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { sections } from '../src/sections/index.ts'
import { lists } from '../src/reference/index.ts'
import { useDatabase } from './harness.ts'

const t = useDatabase()

/** Spread by nip. */
const OWNED = [
  'akun',
  'sesi',
  'perangkat',
  'titipan',
  'formulir',
  'pemeriksaan',
  'konsep',
  'jawaban',
  'usulan',
  'keputusan',
  'peristiwa',
  'idempotensi',
  'dokumen',
  'cari_nama',
  'usulan_referensi_tunggu',
  'berkas',
  'berkas_untuk',
  'ganti_email',
  'kode_cadangan',
  'laporan_akses',
  'pemberitahuan',
  'pendamping',
  'surat_ditolak',
  'klaim',
  'kotak_surat',
  'kode_aktivasi',
  ...sections.map((s) => s.table),
]
/** Another key yields the nip: narrow, and nothing else in them. */
const DIRECTORIES = [
  'direktori_register',
  'direktori_email',
  'direktori_formulir',
  'direktori_dokumen',
  'direktori_berkas',
  'direktori_pendamping',
  'direktori_undangan',
]
/** Small and on every machine. */
const REFERENCE = [
  ...lists.map((l) => l.table),
  'nama_lain',
  'kata_daftar',
  'daftar_versi',
  'status_formulir',
  'kuesioner',
  'periode',
  'instansi_pengaturan',
  'unit_verifikator',
]
/** On the coordinator: staff, people without an account yet, imports, counts, jobs, what operators decide. */
const LOCAL = [
  'petugas',
  'penugasan',
  'sesi_petugas',
  'perangkat_petugas',
  'kode_cadangan_petugas',
  'pendaftaran',
  'pemulihan',
  'batas',
  'tantangan_terpakai',
  'idempotensi_lokal',
  'impor',
  'impor_tolakan',
  'hitungan',
  'usulan_referensi',
  'tiket',
  'berkas_tiket',
  'pekerja',
  'tiket_pesan',
  'tiket_tenggat_hari',
  'hari_libur',
  'jawaban_siap',
  'tindakan',
  'migrasi',
  'migrasi_kunci',
]

type Named = { tabel: string; nama: string }
const found = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => (await query.execute(t.owner.db)).rows
const owned = sql.join(OWNED)

test('every table has its place', async () => {
  const tables = await found(sql<{ t: string }>`select tablename as t from pg_tables where schemaname = 'public' order by 1`)
  expect(tables.map((r) => r.t)).toEqual([...OWNED, ...DIRECTORIES, ...REFERENCE, ...LOCAL].sort())
})

test('every owned table has a nip that is never empty, first in its primary key', async () => {
  const rows = await found(sql<{ tabel: string }>`select c.relname as tabel from pg_class c
    join pg_index i on i.indrelid = c.oid and i.indisprimary join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where c.relnamespace = 'public'::regnamespace and c.relname in (${owned}) and a.attname = 'nip' and a.attnotnull and format_type(a.atttypid, null) = 'text' order by 1`)
  expect(rows.map((r) => r.tabel)).toEqual([...OWNED].sort())
})

test('no unique index of an owned table begins with anything else', async () => {
  const wrong =
    await found(sql<Named>`select c.relname as tabel, x.relname as nama from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
    left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where c.relnamespace = 'public'::regnamespace and c.relname in (${owned}) and i.indisunique and a.attname is distinct from 'nip'`)
  expect(wrong).toEqual([])
})

test('foreign keys of owned tables lead to reference tables, or with nip first to owned ones', async () => {
  const keys = await found(sql<{
    dari: string
    ke: string
    kolom: string
    kolom_ke: string
  }>`select c.conrelid::regclass::text as dari, c.confrelid::regclass::text as ke, a.attname as kolom, b.attname as kolom_ke
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conrelid::regclass::text in (${owned})`)
  expect(keys.length).toBeGreaterThan(20)
  expect(keys.filter((k) => !REFERENCE.includes(k.ke) && !(OWNED.includes(k.ke) && k.kolom === 'nip' && k.kolom_ke === 'nip'))).toEqual([])
})

test('nothing else leans on owned tables: they may move', async () => {
  const keys = await found(sql<Named>`select conrelid::regclass::text as tabel, confrelid::regclass::text as nama from pg_constraint
    where contype = 'f' and confrelid::regclass::text in (${owned}) and conrelid::regclass::text not in (${owned})`)
  expect(keys).toEqual([])
})

test('owned tables have no triggers, no identity and no sequence: ids are made in the program', async () => {
  expect(
    await found(
      sql<Named>`select tgrelid::regclass::text as tabel, tgname as nama from pg_trigger where not tgisinternal and tgrelid::regclass::text in (${owned})`,
    ),
  ).toEqual([])
  expect(
    await found(sql<Named>`select table_name as tabel, column_name as nama from information_schema.columns
    where table_schema = 'public' and table_name in (${owned}) and (is_identity = 'YES' or column_default like 'nextval%')`),
  ).toEqual([])
})

test('directories are narrow and yield a nip by another key', async () => {
  const rows = await found(sql<{
    tabel: string
    kunci: string
    kolom: string[]
  }>`select c.relname as tabel, (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indrelid = c.oid and i.indisprimary) as kunci,
    array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as kolom
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname in (${sql.join(DIRECTORIES)})`)
  expect(rows).toHaveLength(DIRECTORIES.length)
  for (const { tabel, kunci, kolom } of rows) {
    expect(kunci, tabel).not.toBe('nip')
    expect(kolom, tabel).toContain('nip')
    expect(
      kolom.filter((k) => ![kunci, 'nip', 'periode', 'dibuat', 'id', 'sampai'].includes(k)),
      tabel,
    ).toEqual([])
  }
})

test('reference tables are small or change by import only: no nip in them', async () => {
  const wrong = await found(
    sql<Named>`select table_name as tabel, column_name as nama from information_schema.columns where table_schema = 'public' and column_name = 'nip' and table_name in (${sql.join(REFERENCE)})`,
  )
  expect(wrong).toEqual([])
})
