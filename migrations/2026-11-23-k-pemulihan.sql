-- Recovery through mailed links, claims on a NIP somebody else registered, and codes handed out at the counter.

-- A person without a mailbox of his own: no address, or one that is shared. Such an address is no proof and belongs to nobody.
alter table akun alter column email drop not null, alter column email_indeks drop not null;
comment on column akun.email_indeks is 'blind index; null = no mailbox of his own: email is shared or missing, and no recovery is mailed';

alter table akun add column pemulihan_beku_sampai timestamptz;
comment on column akun.pemulihan_beku_sampai is '"bukan saya" was pressed: no recovery is mailed before this moment';

-- A recovery under way. Local table, because NIPs nobody has registered get a row too; isi is sealed.
create table pemulihan (
  id uuid primary key,
  rahasia_hash text not null,
  jenis text not null check (jenis in ('nomor-register', 'kata-kunci', 'jawaban', 'alamat')),
  pemilik text not null,
  isi text not null,
  tahap text not null default 'menunggu' check (tahap in ('menunggu', 'terbukti', 'lulus', 'selesai', 'mati')),
  token_hash text unique,
  kode_hash text,
  tautan_sampai timestamptz,
  salah integer not null default 0,
  kedaluwarsa timestamptz not null,
  dibuat timestamptz not null default clock_timestamp()
);
comment on column pemulihan.rahasia_hash is 'of the secret in the cookie of the one browser that may go on';
comment on column pemulihan.pemilik is 'blind index of the NIP: finds all recoveries of a person';
comment on column pemulihan.tahap is 'menunggu = letter not answered; terbukti = mailbox proved; lulus = question answered or answer shown; mati = tried too often, replaced or stopped';
create index pemulihan_pemilik on pemulihan (pemilik);
create index pemulihan_kedaluwarsa on pemulihan (kedaluwarsa);

-- "NIP saya dipakai orang lain": the account is frozen until the agency has seen KTP and Karpeg.
create table klaim (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id uuid not null,
  instansi_id text not null references ref_instansi,
  sebab text not null check (sebab in ('nip-dipakai', 'bukan-data-saya', 'alamat-diganti')),
  kontak text,
  status_semula text not null,
  beku boolean not null default true,
  status text not null default 'terbuka' check (status in ('terbuka', 'dikembalikan', 'diserahkan')),
  versi integer not null default 1,
  karantina text,
  diputus_oleh uuid,
  diputus_pada timestamptz,
  dibuat timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);
comment on column klaim.karantina is 'sealed JSON of the proposals that stood in the form when the account was handed over';
comment on column klaim.kontak is 'sealed e-mail address that the claimant left';
comment on column klaim.status_semula is 'state of the account before it was frozen; it gets it back when the agency says so';
comment on column klaim.beku is 'false = noted only: the agency has looked at an earlier claim a short time ago';
create unique index klaim_satu_terbuka on klaim (nip) where status = 'terbuka';
create index klaim_antrean on klaim (instansi_id, dibuat) where status = 'terbuka';

-- Lost mailbox: two officers with different roles have seen KTP and Karpeg; a day later a printed code starts a new e-mail proof.
create table kotak_surat (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id uuid not null,
  instansi_id text not null references ref_instansi,
  status text not null default 'satu' check (status in ('satu', 'dua', 'tercetak', 'selesai', 'dibatalkan')),
  pertama_oleh uuid not null,
  pertama_peran text not null,
  pertama_pada timestamptz not null default clock_timestamp(),
  kedua_oleh uuid,
  kedua_peran text,
  kedua_pada timestamptz,
  kode_hash text,
  kode_sampai timestamptz,
  primary key (nip, id),
  constraint dua_orang_dua_peran check (kedua_oleh is null or (kedua_oleh <> pertama_oleh and kedua_peran <> pertama_peran))
);
comment on column kotak_surat.status is 'satu, dua = officers who confirmed; tercetak = the code was handed out';
create unique index kotak_surat_satu_berjalan on kotak_surat (nip) where status in ('satu', 'dua', 'tercetak');
create index kotak_surat_antrean on kotak_surat (instansi_id, pertama_pada) where status in ('satu', 'dua', 'tercetak');

-- "Daftar di loket": the officer has seen the KTP; the code stands for a mailbox of one's own.
create table kode_aktivasi (
  nip text primary key check (nip ~ '^[0-9]{18}$'),
  instansi_id text not null references ref_instansi,
  kode_hash text not null,
  sampai timestamptz not null,
  oleh uuid not null,
  salah integer not null default 0,
  terpakai timestamptz,
  dibuat timestamptz not null default clock_timestamp()
);
