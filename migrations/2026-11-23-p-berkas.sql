-- Uploaded files. Their content lies sealed in the file store under the name `tempat`; here is what is known about it.

create table berkas (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id uuid not null,
  periode text not null references periode,
  jenis text not null check (jenis in ('pdf', 'jpeg', 'png')),
  nama text not null,
  ukuran integer not null check (ukuran > 0),
  sidik text not null,
  tempat text,
  status text not null default 'baru' check (status in ('baru', 'diperiksa', 'siap', 'ditolak')),
  alasan text,
  dipindai timestamptz,
  dibuat timestamptz not null default clock_timestamp(),
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, id),
  constraint ditolak_beralasan check ((status = 'ditolak') = (alasan is not null) and (status = 'ditolak' or tempat is not null))
);
comment on column berkas.nama is 'sealed: the name it was sent under, cleaned, without its ending';
comment on column berkas.sidik is 'keyed hash of what was sent, so that the same file is kept once a person and campaign';
comment on column berkas.tempat is 'name in the file store; null = nothing is kept of it';
comment on column berkas.status is 'baru and diperiksa: nobody but the owner hears of its content yet';
comment on column berkas.dipindai is 'null = no malware scanner was at hand';
create unique index berkas_sidik on berkas (nip, periode, sidik) where status <> 'ditolak';
create index berkas_tempat on berkas (tempat);

-- One file serves several items. Without the item it belongs to nothing and is deleted.
create table berkas_untuk (
  nip text not null,
  periode text not null,
  bagian text not null,
  kunci text not null,
  berkas_id uuid not null,
  dibuat timestamptz not null default clock_timestamp(),
  primary key (nip, periode, bagian, kunci, berkas_id),
  foreign key (nip, berkas_id) references berkas (nip, id) on delete cascade
);

create table direktori_berkas (id uuid primary key, nip text not null);

-- Files of a ticket: whoever opened it may have no account.
create table berkas_tiket (
  nomor text not null references tiket,
  id uuid not null,
  jenis text not null check (jenis in ('pdf', 'jpeg', 'png')),
  nama text not null,
  ukuran integer not null check (ukuran > 0),
  sidik text not null,
  tempat text,
  status text not null default 'baru' check (status in ('baru', 'diperiksa', 'siap', 'ditolak')),
  alasan text,
  dipindai timestamptz,
  dibuat timestamptz not null default clock_timestamp(),
  diubah timestamptz not null default clock_timestamp(),
  primary key (nomor, id),
  constraint ditolak_beralasan check ((status = 'ditolak') = (alasan is not null) and (status = 'ditolak' or tempat is not null))
);
create unique index berkas_tiket_id on berkas_tiket (id);
create unique index berkas_tiket_sidik on berkas_tiket (nomor, sidik) where status <> 'ditolak';
create index berkas_tiket_tempat on berkas_tiket (tempat);
