-- The form of one person in one campaign, its items, decisions and history.

-- States, synchronised from workflow/table.ts at start-up, so that a new level needs no migration.
create table status_formulir (kode text primary key, judul text not null, urutan integer not null);

create table formulir (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  periode text not null references periode,
  id uuid not null,
  status text not null references status_formulir,
  versi integer not null default 1,
  putaran integer not null default 0,
  instansi_id text not null references ref_instansi,
  wilayah_id text not null references ref_kanreg,
  unit_id text references ref_unor,
  dialihkan boolean not null default false,
  pengembali text references status_formulir,
  jumlah_usulan integer not null default 0,
  dikirim_pada timestamptz,
  masuk_pada timestamptz,
  dibuka_pada timestamptz,
  pemegang uuid,
  dipegang_sampai timestamptz,
  pemutus uuid[] not null default '{}',
  berkas_diterima_pada timestamptz,
  berkas_diterima_oleh uuid,
  diterima_pada timestamptz,
  sintetis boolean not null default false,
  dibuat timestamptz not null default clock_timestamp(),
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, periode)
);
comment on column formulir.dibuka_pada is 'first opened by any verifier since Kirim; while null the PNS may take the form back';
comment on column formulir.dialihkan is 'the chosen unit has nobody else to verify it: level 2 acts as level 1';
comment on column formulir.pemutus is 'staff who decided at a level; nobody verifies the same form twice';
create index formulir_unit on formulir (unit_id, status, masuk_pada, nip);
create index formulir_instansi on formulir (instansi_id, status, masuk_pada, nip);
create index formulir_wilayah on formulir (wilayah_id, status, masuk_pada, nip);

create table pemeriksaan (
  nip text not null,
  periode text not null,
  bagian text not null,
  kunci text not null,
  sesuai boolean not null default true,
  keterangan text,
  versi integer not null,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, periode, bagian, kunci)
);
comment on table pemeriksaan is 'items found sesuai; kunci ''-'' = the whole section declared empty ("Tidak punya")';
comment on column pemeriksaan.sesuai is 'false = taken back; the row stays, so that versions never start again and no old decision fits a new value';

create table konsep (
  nip text not null,
  periode text not null,
  bagian text not null,
  kunci text not null,
  tindakan text not null check (tindakan in ('ubah', 'tambah')),
  isi text not null,
  versi integer not null,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, periode, bagian, kunci)
);
comment on column konsep.isi is 'sealed JSON of the raw text per input, kept as typed';

create table usulan (
  nip text not null,
  periode text not null,
  bagian text not null,
  kunci text not null,
  tindakan text not null check (tindakan in ('ubah', 'tambah', 'hapus')),
  nomor integer not null default 0,
  sebelum jsonb,
  sesudah jsonb,
  keterangan text,
  status text not null default 'diusulkan' check (status in ('diusulkan', 'dikembalikan', 'disetujui', 'diterapkan')),
  menunggu_referensi boolean not null default false,
  versi integer not null,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, periode, bagian, kunci),
  constraint usulan_isi_sesuai_tindakan check (
    (tindakan = 'ubah' and sebelum is not null and sesudah is not null) or
    (tindakan = 'tambah' and sebelum is null and sesudah is not null) or
    (tindakan = 'hapus' and sebelum is not null and sesudah is null))
);

-- Decisions per item, round and level. final_pada is null while they are drafts under the lease.
create table keputusan (
  nip text not null,
  periode text not null,
  bagian text not null,
  kunci text not null,
  putaran integer not null,
  level text not null,
  putusan text not null check (putusan in ('setuju', 'kembalikan')),
  alasan text,
  versi_item integer not null,
  petugas_id uuid not null,
  final_pada timestamptz,
  diubah timestamptz not null default clock_timestamp(),
  primary key (nip, periode, bagian, kunci, putaran, level),
  constraint kembalikan_beralasan check (putusan = 'setuju' or length(btrim(alasan)) > 0)
);

comment on column keputusan.versi_item is 'the decision holds for this version of the item; a repaired item needs a new one';

-- Append-only event log with a hash chain per person. No personal data in clear.
create table peristiwa (
  nip text not null,
  urut integer not null,
  waktu timestamptz not null,
  jenis text not null,
  periode text,
  pelaku text not null check (pelaku in ('pns', 'petugas', 'sistem')),
  pelaku_id uuid,
  peran text,
  lingkup_id text,
  data jsonb not null default '{}',
  hash_sebelum text not null,
  hash text not null,
  primary key (nip, urut)
);

-- The byte form that is hashed; fixed for ever (clarifications 4.4).
create function hash_peristiwa(
  hash_sebelum text, nip text, urut integer, waktu timestamptz, jenis text, periode text,
  pelaku text, pelaku_id uuid, peran text, lingkup_id text, data jsonb
) returns text language sql immutable
  return encode(sha256(convert_to(concat_ws(E'\x1f', hash_sebelum, nip, urut::text,
    (extract(epoch from waktu) * 1000000)::bigint::text, jenis, coalesce(periode, ''), pelaku, coalesce(pelaku_id::text, ''),
    coalesce(peran, ''), coalesce(lingkup_id, ''), data::text), 'UTF8')), 'hex');

create table idempotensi (
  nip text not null,
  kunci uuid not null,
  pelaku text not null,
  badan text not null,
  jawaban jsonb not null,
  dibuat timestamptz not null default clock_timestamp(),
  primary key (nip, kunci)
);

-- Printed proofs: the page behind the QR code says valid, superseded or unknown.
create table dokumen (
  nip text not null,
  kode text not null,
  jenis text not null,
  dibuat timestamptz not null default clock_timestamp(),
  digantikan timestamptz,
  primary key (nip, kode)
);

-- Name search of staff: narrow, because trigram search under row level security is 100 times slower.
create table cari_nama (
  nip text primary key,
  nama text not null,
  cari text not null generated always as (normal_cari(nama)) stored,
  instansi_id text not null,
  unor_id text
);
create index cari_nama_gin on cari_nama using gin (cari gin_trgm_ops);

-- Exact counts: sixteen slots a key, changed in the transaction of the move (clarifications 4.2).
create table hitungan (
  kunci text not null,
  slot smallint not null check (slot between 0 and 15),
  n integer not null,
  primary key (kunci, slot)
);
