// Reference lists at full size, made in SQL: half a million schools, positions by the ten thousand, units of a large agency.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { projectFolder } from '../src/db/embeddedFiles.ts'
import type { OpenDb } from '../src/db/pool.ts'
import { findSources, importFile } from '../src/impor/import.ts'
import { deriveKeys } from '../src/security/keys.ts'

export type ListSizes = { schools: number; positions: number; units: number }

const SIASN = resolve(process.env.EPUPNS_SIASN ?? join(projectFolder, '../shared/reference/siasn'))
/** Areas keep our own ids: those of the generated schools point at them. */
const NOT_IMPORTED = ['wilayah']

const SCHOOLS = ['SD Negeri 1', 'SDN 002', 'TK Pertiwi', "MI Ma'arif", 'SMP Muhammadiyah', 'SD Islam Terpadu Al-Ikhlas']
const KINDS = ['Pengadministrasi', 'Pengelola', 'Penyusun', 'Analis', 'Operator', 'Teknisi', 'Petugas', 'Pengolah Data', 'Verifikator', 'Bendahara']
const MATTERS = ['Keuangan', 'Kepegawaian', 'Barang', 'Perizinan', 'Kesehatan', 'Jaringan', 'Pendidikan', 'Pajak', 'Arsip', 'Program']

/** Fills the lists that the product does not ship; every twentieth school had another name before. */
export async function fillLists({ pool }: OpenDb, { schools, positions, units }: ListSizes): Promise<void> {
  await pool.query(
    `insert into ref_sekolah (id, nama, jenis, induk_id, info, asal, versi_impor)
      select 'X' || lpad(n::text, 7, '0'), nama, 'SD', induk_id, '{}', 'ukur', '1' from (
        select row_number() over () as n, pola || ' ' || d.nama as nama, d.induk_id from ref_wilayah d, unnest($1::text[]) pola where d.jenis = 'DE') s where n <= $2`,
    [SCHOOLS, schools],
  )
  await pool.query(
    `insert into nama_lain (daftar, entri_id, nama, asal) select 'sekolah', id, 'SD Inpres ' || substr(id, 4) || ' ' || split_part(nama, ' ', 4), 'ukur'
      from ref_sekolah where hashtext(id) % 20 = 0`,
  )
  await pool.query(
    `insert into ref_jabatan_fungsional_umum (id, nama, lingkup_id, asal, versi_impor)
      select 'U' || n, k[1 + n % 10] || ' ' || m[1 + n / 10 % 10] || ' ' || w.nama, case when n % 3 = 0 then i.id end, 'ukur', '1'
      from (select $1::text[] as k, $2::text[] as m) t, generate_series(1, $3) n
        join (select nama, row_number() over (order by id) as r, count(*) over () as c from ref_wilayah where jenis = 'KC') w on w.r = 1 + n % w.c
        join (select id, row_number() over (order by id) as r, count(*) over () as c from ref_instansi where aktif) i on i.r = 1 + n % i.c`,
    [KINDS, MATTERS, positions],
  )
  await pool.query(
    `insert into ref_unor (id, nama, lingkup_id, asal, versi_impor)
      select md5(i || '/' || n), (array['Seksi', 'Bidang', 'Subbagian', 'UPT'])[1 + n % 4] || ' ' || ($1::text[])[1 + n / 4 % 10] || ' ' || w.nama, i, 'ukur', '1'
      from unnest(array['3010', '6422']) i, generate_series(1, $2) n
        join (select nama, row_number() over (order by id) as r, count(*) over () as c from ref_wilayah where jenis = 'KC') w on w.r = 1 + n % w.c`,
    [MATTERS, units],
  )
  await pool.query('vacuum analyze')
}

/** The full-size lists of BKN where they are at hand. They are not part of this repository. */
export async function importSiasn({ pool }: OpenDb): Promise<boolean> {
  if (!existsSync(SIASN)) return false
  for (const source of findSources(SIASN)) if (!NOT_IMPORTED.includes(source.code)) await importFile(pool, source, { keys: deriveKeys(Buffer.alloc(32, 1)) }) // lists hold nothing secret
  await pool.query('vacuum analyze')
  return true
}
