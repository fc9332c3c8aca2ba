-- Text that stands in no list yet (usulan referensi): many people may wait for one, an operator decides once, all are filled in.

create table usulan_referensi (
  id uuid primary key,
  daftar text not null,
  teks text not null,
  cari text not null generated always as (coalesce(nullif(normal_cari(teks), ''), lower(teks))) stored,
  lingkup text not null default '',
  induk text not null default '',
  induk_teks text not null default '',
  induk_cari text not null generated always as (coalesce(nullif(normal_cari(induk_teks), ''), lower(induk_teks))) stored,
  jenis text not null default '',
  status text not null default 'terbuka' check (status in ('terbuka', 'dipetakan', 'ditambahkan', 'ditolak')),
  entri_id text,
  alasan text,
  versi integer not null default 0,
  diputus_oleh uuid,
  diputus_peran text,
  diputus_lingkup text,
  diputus_pada timestamptz,
  riwayat jsonb not null default '[]',
  dibuat timestamptz not null default clock_timestamp(),
  unique (daftar, cari, lingkup, induk, induk_cari, jenis),
  constraint entri_bila_ada check ((entri_id is not null) = (status in ('dipetakan', 'ditambahkan'))),
  constraint tolak_beralasan check ((status = 'ditolak') = (alasan is not null))
);
create index usulan_referensi_meja on usulan_referensi (lingkup, status, dibuat);
create index usulan_referensi_entri on usulan_referensi (daftar, entri_id) where entri_id is not null;
comment on column usulan_referensi.teks is 'as the first person typed it';
comment on column usulan_referensi.lingkup is 'owning agency, of lists that agencies own; empty = a national list';
comment on column usulan_referensi.induk is 'id of the parent that was chosen; induk_teks when the parent is a text of its own';
comment on column usulan_referensi.jenis is 'kinds the field admits, with commas; empty = any';
comment on column usulan_referensi.versi is 'rises with each decision; 0 = none yet';
comment on column usulan_referensi.riwayat is 'every decision: status, entri_id, alasan, oleh, peran, lingkup, pada';

create table usulan_referensi_tunggu (
  nip text not null,
  periode text not null,
  bagian text not null,
  kunci text not null,
  medan text not null,
  usulan_referensi_id uuid not null,
  teks text not null,
  versi integer not null default 0,
  terisi text,
  dibuat timestamptz not null default clock_timestamp(),
  primary key (nip, periode, bagian, kunci, medan)
);
create index usulan_referensi_tunggu_usulan on usulan_referensi_tunggu (usulan_referensi_id, nip);
comment on column usulan_referensi_tunggu.teks is 'as this person typed it';
comment on column usulan_referensi_tunggu.versi is 'decision of usulan_referensi that this field has been brought to';
comment on column usulan_referensi_tunggu.terisi is 'entry that was filled in; a later decision may replace it';
