-- Accounts, sessions, staff. Everything owned by a PNS has nip first in its key (scale-out rule).

create table akun (
  nip text primary key check (nip ~ '^[0-9]{18}$'),
  nomor_register text not null,
  instansi_id text not null references ref_instansi,
  email text not null,
  email_indeks text not null,
  sandi_hash text not null,
  ibu_kandung text not null,
  ibu_kandung_indeks text not null,
  pertanyaan text not null,
  jawaban_hash text not null,
  jawaban text,
  status text not null check (status in ('menunggu_verifikasi_registrasi', 'aktif', 'registrasi_ditolak', 'dibekukan')),
  nik_berbeda boolean not null default false,
  data_dikonfirmasi boolean not null default false,
  alasan_tolak text,
  diputus_oleh uuid,
  diputus_pada timestamptz,
  gagal_masuk integer not null default 0,
  versi integer not null default 1,
  sintetis boolean not null default false,
  dibuat timestamptz not null default clock_timestamp(),
  diubah timestamptz not null default clock_timestamp()
);
comment on column akun.email is 'sealed (AES-256-GCM); email_indeks is the blind index';
comment on column akun.jawaban is 'sealed, only while lupa_jawaban = tampilkan';
create index akun_antrian_registrasi on akun (instansi_id, dibuat) where status = 'menunggu_verifikasi_registrasi';

-- Narrow directories: another key yields the nip.
create table direktori_register (nomor_register text primary key, nip text not null, dibuat timestamptz not null default clock_timestamp());
create table direktori_email (email_indeks text primary key, nip text not null, dibuat timestamptz not null default clock_timestamp());
create table direktori_formulir (id uuid primary key, nip text not null, periode text not null);
create table direktori_dokumen (kode text primary key, nip text not null);

-- The registration wizard before an account exists. Local table: isi is sealed.
create table pendaftaran (
  id uuid primary key,
  rahasia_hash text not null,
  isi text not null,
  versi integer not null default 1,
  kode_hash text,
  kode_kedaluwarsa timestamptz,
  kode_salah integer not null default 0,
  kedaluwarsa timestamptz not null,
  dibuat timestamptz not null default clock_timestamp()
);
create index pendaftaran_kedaluwarsa on pendaftaran (kedaluwarsa);

create table sesi (
  nip text not null,
  id_hash text not null,
  dibuat timestamptz not null default clock_timestamp(),
  terakhir timestamptz not null default clock_timestamp(),
  kedaluwarsa timestamptz not null,
  dicabut timestamptz,
  peramban text,
  komputer_bersama boolean not null default false,
  primary key (nip, id_hash)
);

-- Devices that signed in before: the right password is accepted from them while the account waits (trust.md 4).
create table perangkat (
  nip text not null,
  id_hash text not null,
  dibuat timestamptz not null default clock_timestamp(),
  primary key (nip, id_hash)
);

-- What was typed when the session ended, sealed, given back after login by the same account (trust R19).
create table titipan (
  nip text not null,
  id uuid not null,
  alamat text not null,
  isi text not null,
  kedaluwarsa timestamptz not null,
  primary key (nip, id)
);

create table petugas (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  nama text not null,
  nip text check (nip ~ '^[0-9]{18}$'),
  sandi_hash text not null,
  totp text not null,
  totp_langkah bigint not null default 0,
  gagal_masuk integer not null default 0,
  aktif boolean not null default true,
  versi integer not null default 1,
  sintetis boolean not null default false,
  dibuat timestamptz not null default clock_timestamp()
);
comment on column petugas.totp is 'sealed secret; totp_langkah is the last time step used, so a code works once';

-- role x scope x validity. lingkup_id: unor (level 1), instansi (registration, level 2), kanreg (level 3).
create table penugasan (
  id uuid primary key,
  petugas_id uuid not null references petugas,
  peran text not null,
  lingkup_id text not null,
  berlaku_dari date not null default current_date,
  berlaku_sampai date
);
create index penugasan_petugas on penugasan (petugas_id);
create index penugasan_lingkup on penugasan (peran, lingkup_id);

create table sesi_petugas (
  petugas_id uuid not null references petugas,
  id_hash text not null,
  dibuat timestamptz not null default clock_timestamp(),
  terakhir timestamptz not null default clock_timestamp(),
  kedaluwarsa timestamptz not null,
  dicabut timestamptz,
  peramban text,
  primary key (petugas_id, id_hash)
);

-- TOTP is asked once a day per device (clarifications 5).
create table perangkat_petugas (
  petugas_id uuid not null references petugas,
  id_hash text not null,
  sampai timestamptz not null,
  primary key (petugas_id, id_hash)
);

-- Token buckets. Keys are HMACs, never a NIP or an address.
create table batas (
  kunci text primary key,
  isi double precision not null,
  diisi timestamptz not null
);

-- Solved challenges, so that each counts once.
create table tantangan_terpakai (
  id text primary key,
  kedaluwarsa timestamptz not null
);
create index tantangan_terpakai_kedaluwarsa on tantangan_terpakai (kedaluwarsa);

-- Idempotency keys of people without an account yet.
create table idempotensi_lokal (
  kunci uuid primary key,
  badan text not null,
  jawaban jsonb not null,
  dibuat timestamptz not null default clock_timestamp()
);
