-- Reference lists. Every list has the same shape, so that search, import and labels are written once.
-- Ids are text, compared exactly: SAPK ids are hexadecimal in either case, local additions begin with 'L-'.

create extension if not exists pg_trgm;

-- What search compares: lower case letters and digits, single blanks. Also used for names of people.
create function normal_cari(t text) returns text
  language sql immutable parallel safe strict
  return btrim(regexp_replace(lower(t), '[^a-z0-9]+', ' ', 'g'));

do $$
declare d text;
begin
  foreach d in array array[
    'agama', 'jenis_kelamin', 'golongan', 'jenis_kp', 'eselon', 'jenis_jabatan', 'kedudukan_hukum', 'jenis_pegawai',
    'status_kawin', 'tingkat_pendidikan', 'pendidikan', 'diklat_struktural', 'jenis_diklat', 'diklat_fungsional',
    'jabatan_fungsional', 'jabatan_fungsional_umum', 'bidang_spesialis', 'jenis_unit_kesehatan', 'mata_pelajaran',
    'pertanyaan_pengaman', 'kompetensi', 'kanreg', 'instansi', 'satuan_kerja', 'unor', 'wilayah', 'pilihan'
  ] loop
    execute format($f$
      create table ref_%1$s (
        id text primary key,
        kode text,
        nama text not null,
        cari text not null generated always as (normal_cari(nama)) stored,
        induk_id text,
        lingkup_id text,
        jenis text,
        info jsonb not null default '{}',
        aktif boolean not null default true,
        urutan integer,
        asal text not null,
        berlaku_dari date,
        berlaku_sampai date,
        digabung_ke text,
        versi_impor text not null
      );
      create index ref_%1$s_cari_gin on ref_%1$s using gin (cari gin_trgm_ops);
      create index ref_%1$s_cari on ref_%1$s (cari text_pattern_ops);
      create index ref_%1$s_induk on ref_%1$s (induk_id);
      create index ref_%1$s_lingkup on ref_%1$s (lingkup_id, cari text_pattern_ops);
    $f$, d);
  end loop;
end $$;

comment on column ref_unor.lingkup_id is 'owning instansi';
comment on column ref_unor.info is 'nama_jabatan and eselon of the head of the unit';
comment on column ref_wilayah.jenis is 'P provinsi, KB kabupaten/kota, KC kecamatan, DE desa/kelurahan, NG negara';

-- What an agency decides about itself.
create table instansi_pengaturan (
  instansi_id text primary key references ref_instansi,
  verifikasi_registrasi boolean not null default true,
  lupa_jawaban text not null default 'tampilkan' check (lupa_jawaban in ('tampilkan', 'ganti')),
  alamat text,
  jam_layanan text
);

-- Units flagged by their agency as Verifikator Level 1 (domain.md 1.1, Admin Instansi).
create table unit_verifikator (
  unor_id text primary key references ref_unor,
  instansi_id text not null references ref_instansi,
  aktif boolean not null default true
);
create index unit_verifikator_instansi on unit_verifikator (instansi_id);

-- One campaign. tanggal_acuan drives ages, retirement and "not in the future" (clarifications 2.8).
create table periode (
  id text primary key,
  nama text not null,
  tanggal_acuan date not null,
  mulai timestamptz not null,
  akhir_isi timestamptz not null,
  pengaturan jsonb not null default '{}',
  aktif boolean not null default false
);
create unique index periode_satu_aktif on periode (aktif) where aktif;

-- Runs of the importer with their row reports.
create table impor (
  id uuid primary key,
  daftar text not null,
  berkas text not null,
  sha256 text not null,
  uji_coba boolean not null,
  baris integer not null,
  baru integer not null,
  berubah integer not null,
  dinonaktifkan integer not null,
  ditolak integer not null,
  mulai timestamptz not null default clock_timestamp(),
  selesai timestamptz
);
create table impor_tolakan (
  impor_id uuid not null references impor,
  baris integer not null,
  alasan text not null,
  primary key (impor_id, baris, alasan)
);
