-- Helpdesk tickets. They belong to offices, not to one person's rows: somebody without data in SAPK opens them too.

create table tiket (
  nomor text primary key,
  kategori text not null,
  nip text check (nip ~ '^[0-9]{18}$'),
  -- opened after login, or confirmed by an officer who saw the person; anything else may only ask (trust.md 3.8)
  terverifikasi boolean not null default false,
  asal text not null check (asal in ('publik', 'akun', 'formulir', 'petugas', 'otomatis')),
  instansi_id text references ref_instansi,
  unit_id text references ref_unor,
  wilayah_id text references ref_kanreg,
  tingkat smallint not null check (tingkat between 1 and 4),
  status text not null check (status in ('baru', 'dikerjakan', 'menunggu_pemohon', 'selesai', 'digabung')),
  isi text not null,
  konteks jsonb not null default '{}',
  email text,
  rahasia_hash text,
  pemegang uuid,
  dipegang_sampai timestamptz,
  jatuh_tempo timestamptz not null,
  naik_tingkat integer not null default 0,
  digabung_ke text references tiket,
  hasil text,
  versi integer not null default 1,
  sintetis boolean not null default false,
  dibuat timestamptz not null default clock_timestamp(),
  diubah timestamptz not null default clock_timestamp(),
  selesai_pada timestamptz
);
comment on column tiket.isi is 'sealed JSON: what the form of the category asks, and the description';
comment on column tiket.konteks is 'where it was opened: section, row, field, list and typed text; no personal data';
comment on column tiket.rahasia_hash is 'proves the session that opened it: only that one, or the account, prints the whole ticket';
comment on column tiket.tingkat is '1 unit, 2 BKD/Biro, 3 Kanreg, 4 BKN Pusat';
create index tiket_unit on tiket (unit_id, status, jatuh_tempo, nomor) where tingkat = 1;
create index tiket_instansi on tiket (instansi_id, tingkat, status, jatuh_tempo, nomor);
create index tiket_wilayah on tiket (wilayah_id, tingkat, status, jatuh_tempo, nomor);
create index tiket_pusat on tiket (status, jatuh_tempo, nomor) where tingkat = 4;
create index tiket_tenggat on tiket (jatuh_tempo) where status in ('baru', 'dikerjakan');
create index tiket_nip on tiket (nip, dibuat);

create table tiket_pesan (
  nomor text not null references tiket,
  urut integer not null,
  jenis text not null check (jenis in ('pemohon', 'balasan', 'catatan', 'sistem')),
  isi text not null,
  petugas_id uuid references petugas,
  waktu timestamptz not null default clock_timestamp(),
  primary key (nomor, urut)
);
comment on column tiket_pesan.jenis is 'catatan is for offices only; all others are read by whoever opened the ticket';
comment on column tiket_pesan.isi is 'sealed';

-- Working days per tier until a ticket moves up, and the days that are none.
create table tiket_tenggat_hari (tingkat smallint primary key check (tingkat between 1 and 4), hari_kerja integer not null check (hari_kerja > 0));
insert into tiket_tenggat_hari values (1, 3), (2, 5), (3, 5), (4, 10);
create table hari_libur (tanggal date primary key, nama text not null);

create table jawaban_siap (
  id uuid primary key,
  kategori text,
  judul text not null,
  isi text not null,
  aktif boolean not null default true
);

-- What an officer proposes and another must confirm before it is done (two-person rule).
create table tindakan_berdua (
  id uuid primary key,
  nomor text not null references tiket,
  jenis text not null,
  isi text not null,
  diusulkan_oleh uuid not null references petugas,
  peran text not null,
  lingkup_id text not null,
  disetujui_oleh uuid references petugas,
  dibuat timestamptz not null default clock_timestamp(),
  diputus timestamptz,
  dilaksanakan timestamptz,
  check (disetujui_oleh is distinct from diusulkan_oleh)
);
comment on column tindakan_berdua.isi is 'sealed JSON of what is to be done';
create index tindakan_berdua_tiket on tindakan_berdua (nomor);
