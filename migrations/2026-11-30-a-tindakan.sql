-- What an officer does for a ticket: proposed, agreed to by a second one where two must, carried out now or a day later, and undone.

alter table tindakan_berdua rename to tindakan;
alter table tindakan rename constraint tindakan_berdua_pkey to tindakan_pkey;
alter index tindakan_berdua_tiket rename to tindakan_tiket;
alter table tindakan
  add column status text not null check (status in ('diusulkan', 'menunggu', 'dilaksanakan', 'dibatalkan', 'diurungkan')),
  add column versi integer not null default 1,
  add column setuju_peran text,
  add column setuju_lingkup text,
  add column berlaku_pada timestamptz,
  add column sebelum text,
  add column alasan text,
  add column diakhiri_oleh uuid references petugas,
  add column diubah timestamptz not null default clock_timestamp();
comment on table tindakan is 'what an officer did, or two agreed to do, for a ticket';
comment on column tindakan.isi is 'sealed JSON: what the officer filled in';
comment on column tindakan.sebelum is 'sealed JSON: what stood there before, for Urungkan';
comment on column tindakan.berlaku_pada is 'an agreed one is carried out then; until then the person may cancel it';
comment on column tindakan.alasan is 'sealed: why it was cancelled, or what was in the way';
create unique index tindakan_berjalan on tindakan (nomor) where status in ('diusulkan', 'menunggu');
create index tindakan_jatuh on tindakan (berlaku_pada) where status = 'menunggu';

-- A request that an officer made from a ticket waits like one from a form: its ticket asks for it.
comment on column usulan_referensi.tiket is 'opened by itself with the request, or the ticket an officer made it from; it ends with the decision';
