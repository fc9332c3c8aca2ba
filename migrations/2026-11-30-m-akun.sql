-- Reports on a look at somebody's data are answered; an agency may ask every PNS for a second factor.

alter table laporan_akses
  add column jawaban text,
  add column dijawab_oleh uuid,
  add column dijawab_pada timestamptz,
  add column versi integer not null default 1;
comment on column laporan_akses.jawaban is 'sealed: what the admin found; null = still open';
create index laporan_akses_terbuka on laporan_akses (instansi_id, dibuat) where dijawab_pada is null;

alter table instansi_pengaturan add column mfa_pns text not null default 'boleh' check (mfa_pns in ('boleh', 'wajib'));
comment on column instansi_pengaturan.mfa_pns is 'wajib = a PNS sets up his authenticator before anything else is open to him (trust.md 8)';
