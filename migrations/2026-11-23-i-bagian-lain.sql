-- The remaining sections of the form (printed by tools/section-sql.ts), and what a campaign may leave out.

-- Orang Tua
create table sapk_orang_tua (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  hubungan text,
  status_pns boolean,
  tanpa_nip boolean,
  nama text,
  nip_pns text,
  tanggal_lahir text,
  tempat_lahir text references ref_wilayah,
  tempat_lahir_nama text,
  status_hidup text,
  nomor_bpjs text,
  nomor_bpjs_indeks text,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);
create index sapk_orang_tua_nomor_bpjs on sapk_orang_tua (nomor_bpjs_indeks);

-- Suami/Istri
create table sapk_suami_istri (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  status_pns boolean,
  tanpa_nip boolean,
  nama text,
  nip_pns text,
  tanggal_lahir date,
  tempat_lahir text references ref_wilayah,
  tempat_lahir_nama text,
  pernikahan_ke integer,
  tanggal_menikah date,
  akta_menikah text,
  status_pernikahan text,
  tanggal_berakhir date,
  akta_berakhir text,
  karis_karsu text,
  nomor_bpjs text,
  nomor_bpjs_indeks text,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);
create index sapk_suami_istri_nomor_bpjs on sapk_suami_istri (nomor_bpjs_indeks);

-- Anak
create table sapk_anak (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  orang_tua text,
  orang_tua_nama text,
  nama text,
  tanggal_lahir date,
  tempat_lahir text references ref_wilayah,
  tempat_lahir_nama text,
  jenis_kelamin text references ref_jenis_kelamin,
  jenis_kelamin_nama text,
  status_anak text,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);

-- Riwayat Pendidikan
create table sapk_riwayat_pendidikan (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  tingkat_pendidikan text references ref_tingkat_pendidikan,
  tingkat_pendidikan_nama text,
  pendidikan text references ref_pendidikan,
  pendidikan_nama text,
  tanggal_lulus date,
  tahun_lulus integer,
  nomor_ijazah text,
  nama_sekolah text,
  gelar_depan text,
  gelar_belakang text,
  pendidikan_pertama boolean,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);

-- Riwayat Diklat Struktural
create table sapk_riwayat_diklat_struktural (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  diklat_struktural text references ref_diklat_struktural,
  diklat_struktural_nama text,
  nomor_diklat text,
  tanggal_diklat date,
  tahun_diklat integer,
  jumlah_jam integer,
  institusi_penyelenggara text,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);

-- Riwayat Diklat Fungsional
create table sapk_riwayat_diklat_fungsional (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  tipe_diklat text,
  jenis_diklat text references ref_jenis_diklat,
  jenis_diklat_nama text,
  nama_diklat text references ref_diklat_fungsional,
  nama_diklat_nama text,
  lamanya integer,
  tanggal_diklat date,
  nomor_sertifikat text,
  instansi text references ref_instansi,
  instansi_nama text,
  institusi_penyelenggara text,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);

-- Penilaian Prestasi Kerja
create table sapk_prestasi_kerja (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  tahun_penilaian integer,
  jenis_penilaian text,
  nilai_skp numeric(6,2),
  orientasi_pelayanan numeric(6,2),
  integritas numeric(6,2),
  komitmen numeric(6,2),
  disiplin numeric(6,2),
  kerja_sama numeric(6,2),
  kesetiaan numeric(6,2),
  prestasi_kerja numeric(6,2),
  tanggung_jawab numeric(6,2),
  ketaatan numeric(6,2),
  kejujuran numeric(6,2),
  kerjasama numeric(6,2),
  prakarsa numeric(6,2),
  kepemimpinan numeric(6,2),
  jumlah_nilai numeric(6,2),
  nilai_rata_rata numeric(6,2),
  nilai_prestasi numeric(6,2),
  predikat text,
  penilai_nip text,
  penilai_nama text,
  penilai_jabatan text,
  penilai_unor text,
  penilai_golongan text references ref_golongan,
  penilai_golongan_nama text,
  penilai_tmt_golongan date,
  atasan_nip text,
  atasan_nama text,
  atasan_jabatan text,
  atasan_unor text,
  atasan_golongan text references ref_golongan,
  atasan_golongan_nama text,
  atasan_tmt_golongan date,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);

-- Kompetensi
create table sapk_kompetensi (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  kompetensi text references ref_kompetensi,
  kompetensi_nama text,
  metode_penilaian text,
  asesor text,
  tanggal_penilaian date,
  hasil_penilaian text,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);

-- Potensi
create table sapk_potensi (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  tahun_penilaian integer,
  institusi_penilai text,
  kategori_hasil text,
  nomor_laporan text,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);

-- Data Guru
create table sapk_data_guru (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  tipe_sekolah text,
  sekolah_induk text references ref_sekolah,
  sekolah_induk_nama text,
  sekolah_mengajar text references ref_sekolah,
  sekolah_mengajar_nama text,
  kepala_sekolah boolean,
  bidang_studi text,
  mata_pelajaran text references ref_mata_pelajaran,
  mata_pelajaran_nama text,
  tmt_mengajar date,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);

-- Sertifikasi Guru
create table sapk_sertifikasi_guru (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  status_sertifikasi text,
  nuptk text,
  npsn text,
  tahun_sertifikasi integer,
  tanggal_sertifikat date,
  nomor_peserta text,
  nomor_sertifikat_pendidik text,
  nrg text,
  bidang_studi_sertifikasi text references ref_mata_pelajaran,
  bidang_studi_sertifikasi_nama text,
  lptk text,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);

-- Data Dokter
create table sapk_data_dokter (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  jenis_unit_kesehatan text references ref_jenis_unit_kesehatan,
  jenis_unit_kesehatan_nama text,
  unit_kesehatan text references ref_unit_kesehatan,
  unit_kesehatan_nama text,
  jenis_dokter text,
  bidang_spesialis text references ref_bidang_spesialis,
  bidang_spesialis_nama text,
  kemampuan_per_hari integer,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);

-- BPJS Kesehatan
create table sapk_bpjs (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id text not null,
  nomor_kartu text,
  nomor_kartu_indeks text,
  nama_peserta text,
  versi integer not null default 1,
  sintetis boolean not null default false,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);
create index sapk_bpjs_nomor_kartu on sapk_bpjs (nomor_kartu_indeks);

comment on column periode.pengaturan is 'tanpa_bagian: codes of optional sections that this campaign leaves out';
