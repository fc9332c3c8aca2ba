// Long lists for tests of search, the same every time: schools and health units of Jawa Tengah, positions, units of one agency.
import type pg from 'pg'

export const PURWOREJO = '6422'
export const KEBUMEN = '6423'

const SCHOOLS: readonly [pattern: string, jenis: string, status: string, level: 'KC' | 'KB'][] = [
  ['TK Negeri Pembina %s', 'TK', 'NEGERI', 'KC'],
  ['SD Negeri 1 %s', 'SD', 'NEGERI', 'KC'],
  ['SDN 002 %s', 'SD', 'NEGERI', 'KC'],
  ['SMP Negeri 1 %s', 'SMP', 'NEGERI', 'KC'],
  ['SMP Muhammadiyah %s', 'SMP', 'SWASTA', 'KC'],
  ["MI Ma'arif %s", 'MI', 'SWASTA', 'KC'],
  ['SD Islam Terpadu Al-Ikhlas %s', 'SD', 'SWASTA', 'KC'],
  ['SMA Negeri 1 %s', 'SMA', 'NEGERI', 'KB'],
  ['SMA Negeri 2 %s', 'SMA', 'NEGERI', 'KB'],
  ['SMK Negeri 1 %s', 'SMK', 'NEGERI', 'KB'],
  ['SMK Penerbangan Nusantara %s', 'SMK', 'SWASTA', 'KB'],
  ['SLB Negeri %s', 'SLB', 'NEGERI', 'KB'],
  ['MAN 1 %s', 'MA', 'NEGERI', 'KB'],
  ['MTs Negeri 3 %s', 'MTs', 'NEGERI', 'KB'],
]

const HEALTH: readonly [pattern: string, jenis: string, level: 'KC' | 'KB'][] = [
  ['Puskesmas %s I', 'PKM', 'KC'],
  ['Puskesmas %s II', 'PKM', 'KC'],
  ['RSUD %s', 'RS', 'KB'],
  ['Rumah Sakit Ibu dan Anak Bunda %s', 'RS', 'KB'],
  ['Rumah Sakit Jiwa Daerah %s', 'RS', 'KB'],
  ['Balai Kesehatan Paru Masyarakat %s', 'BALAI', 'KB'],
  ['Kantor Kesehatan Pelabuhan Kelas II %s', 'KKP', 'KB'],
  ['Poliklinik Pemerintah Daerah %s', 'POLI', 'KB'],
]

const KINDS = ['Pengadministrasi', 'Pengelola', 'Penyusun Rencana', 'Analis', 'Operator', 'Teknisi', 'Petugas', 'Pengolah Data', 'Verifikator']
const OBJECTS = [
  'Kepegawaian Daerah',
  'Keuangan Sekolah',
  'Barang Persediaan',
  'Surat Masuk dan Surat Keluar',
  'Sistem Jaringan Komputer',
  'Kerja Sama Luar Negeri',
  'Gizi Masyarakat',
  'Bantuan Hukum',
  'Pajak Daerah',
  'Retribusi Pasar',
  'Jalan dan Jembatan',
  'Tanaman Pangan dan Hortikultura',
  'Peternakan dan Kesehatan Hewan',
  'Perikanan Budidaya',
  'Penanggulangan Bencana',
  'Kearsipan Dinamis',
  'Laboratorium Lingkungan',
  'Rumah Tangga Pimpinan',
  'Informasi dan Dokumentasi',
  'Beasiswa dan Kesejahteraan Siswa',
]

const UNITS = [
  'Sekretariat Daerah',
  'Sekretariat DPRD',
  'Bagian Hukum Sekretariat Daerah',
  'Bagian Organisasi Sekretariat Daerah',
  'Badan Kepegawaian Daerah',
  'Bidang Mutasi dan Kepangkatan',
  'Subbidang Kenaikan Pangkat',
  'Badan Perencanaan Pembangunan Daerah',
  'Badan Penanggulangan Bencana Daerah',
  'Inspektorat Kabupaten Purworejo',
  'Dinas Kependudukan dan Pencatatan Sipil',
  'Dinas Kesehatan',
  'Bidang Kesehatan Masyarakat',
  'Seksi Gizi dan Kesehatan Keluarga',
  'Dinas Pekerjaan Umum dan Penataan Ruang',
  'Bidang Bina Marga',
  'Dinas Pendidikan dan Kebudayaan',
  'Bidang Pembinaan Sekolah Dasar',
  'Seksi Kurikulum dan Kesiswaan',
  'Subbagian Umum dan Kepegawaian Dinas Pendidikan dan Kebudayaan',
  'Subbagian Keuangan Dinas Kesehatan',
  'Dinas Perhubungan',
  'Dinas Sosial',
  'Satuan Polisi Pamong Praja',
  'Rumah Sakit Umum Daerah',
  'Instalasi Gawat Darurat Rumah Sakit Umum Daerah',
  'Kantor Kesatuan Bangsa dan Politik',
]

/** Fills the lists that do not ship with the product; names of places are those of the areas that are loaded. */
export async function fillLongLists(pool: pg.Pool): Promise<void> {
  const places = String.raw`select id, jenis, regexp_replace(nama, '^(Kab\.|Kota|Kec\.) ', '') as nama
    from ref_wilayah where id like '33.%' and jenis in ('KB', 'KC')`
  await pool.query(
    `insert into ref_sekolah (id, nama, jenis, induk_id, info, asal, versi_impor)
      select 'X9' || lpad((row_number() over (order by w.id, pola.nama))::text, 6, '0'), format(pola.nama, w.nama), pola.jenis, w.id,
        jsonb_build_object('status', pola.status), 'uji', 'uji'
      from (${places}) w join jsonb_to_recordset($1::jsonb) as pola (nama text, jenis text, status text, tingkat text) on pola.tingkat = w.jenis`,
    [JSON.stringify(SCHOOLS.map(([nama, jenis, status, tingkat]) => ({ nama, jenis, status, tingkat })))],
  )
  await pool.query(
    `insert into ref_unit_kesehatan (id, nama, jenis, induk_id, asal, versi_impor)
      select 'K9' || lpad((row_number() over (order by w.id, pola.nama))::text, 6, '0'), format(pola.nama, w.nama), pola.jenis, w.id, 'uji', 'uji'
      from (${places}) w join jsonb_to_recordset($1::jsonb) as pola (nama text, jenis text, tingkat text) on pola.tingkat = w.jenis`,
    [JSON.stringify(HEALTH.map(([nama, jenis, tingkat]) => ({ nama, jenis, tingkat })))],
  )
  await pool.query(
    `insert into ref_jabatan_fungsional_umum (id, nama, asal, versi_impor)
      select md5(k || o), k || ' ' || o, 'uji', 'uji' from unnest($1::text[]) k, unnest($2::text[]) o`,
    [KINDS, OBJECTS],
  )
  await pool.query(
    `insert into ref_unor (id, nama, lingkup_id, asal, versi_impor)
      select md5(i || nama), nama, i, 'uji', 'uji' from unnest($1::text[]) i, (
        select unnest($2::text[]) as nama
        union all select format(pola, regexp_replace(w.nama, '^Kec\\. ', '')) from ref_wilayah w, unnest($3::text[]) pola where w.jenis = 'KC' and w.induk_id = '33.06') u`,
    [[PURWOREJO, KEBUMEN], UNITS, ['Kecamatan %s', 'Puskesmas %s', 'SD Negeri 1 %s', 'SMPN 1 %s', 'UPT Dinas Pendidikan Kecamatan %s']],
  )
}
