-- What a person rules over himself: change of address, second factor, helpers, notices, and reports on who looked.

alter table akun
  add column totp text,
  add column totp_baru text,
  add column totp_langkah bigint not null default 0,
  add column surat_kemajuan boolean not null default true;
comment on column akun.totp is 'sealed secret of the authenticator; null = no second factor';
comment on column akun.totp_baru is 'sealed secret that was shown and waits for its first code';
comment on column akun.surat_kemajuan is 'false = no mails about progress; mails about security always go out';

-- The code of the authenticator is asked once a day on each device.
alter table perangkat add column totp_sampai timestamptz;

create table kode_cadangan (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  kode_hash text not null,
  terpakai timestamptz,
  primary key (nip, kode_hash)
);
comment on table kode_cadangan is 'recovery codes of the authenticator, printed once; each works once';

create table ganti_email (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id uuid not null,
  email text not null,
  email_indeks text not null,
  email_lama text,
  status text not null default 'kode' check (status in ('kode', 'menunggu', 'selesai', 'batal')),
  kode_hash text,
  kode_sampai timestamptz,
  salah integer not null default 0,
  berlaku_pada timestamptz,
  dibuat timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);
comment on table ganti_email is 'kode = not proved yet; menunggu = proved, takes effect a day later, until then the old address can say no';
comment on column ganti_email.email is 'sealed; email_lama too';
create unique index ganti_email_satu_berjalan on ganti_email (nip) where status in ('kode', 'menunggu');

-- Somebody the person lets fill in for him: reads and fills, never sends, never sees secrets.
create table pendamping (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id uuid not null,
  pendamping text check (pendamping ~ '^[0-9]{18}$'),
  kode_hash text,
  kode_sampai timestamptz,
  sampai timestamptz not null,
  dicabut timestamptz,
  dibuat timestamptz not null default clock_timestamp(),
  primary key (nip, id),
  constraint bukan_diri_sendiri check (pendamping is distinct from nip)
);
comment on column pendamping.pendamping is 'NIP of the helper; null while his code was not used';
create table direktori_pendamping (pendamping text not null, nip text not null, id uuid not null, primary key (pendamping, nip, id));
create table direktori_undangan (kode_hash text primary key, nip text not null, id uuid not null, sampai timestamptz not null);
comment on table direktori_undangan is 'narrow: the code a helper types yields the authorisation';

alter table sesi add column untuk text, add column untuk_id uuid;
comment on column sesi.untuk is 'NIP of the person this session fills for, under authorisation untuk_id';

alter table peristiwa drop constraint peristiwa_pelaku_check;
alter table peristiwa add constraint peristiwa_pelaku_check check (pelaku in ('pns', 'petugas', 'sistem', 'pendamping'));
comment on column peristiwa.pelaku_id is 'petugas: who; pendamping: the authorisation under which he acted';

create table pemberitahuan (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id uuid not null,
  jenis text not null,
  kunci text,
  data jsonb not null default '{}',
  tampil_pada timestamptz not null default clock_timestamp(),
  dibaca timestamptz,
  primary key (nip, id)
);
comment on column pemberitahuan.kunci is 'what may be told only once has a name here';
comment on column pemberitahuan.data is 'ids and counts only';
create unique index pemberitahuan_sekali on pemberitahuan (nip, kunci);
create index pemberitahuan_baru on pemberitahuan (nip, tampil_pada) where dibaca is null;

-- Letters a mail server refused for good.
create table surat_ditolak (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id uuid not null,
  jenis text not null,
  kode integer not null,
  waktu timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);

create table laporan_akses (
  nip text not null check (nip ~ '^[0-9]{18}$'),
  id uuid not null,
  urut integer not null,
  instansi_id text not null references ref_instansi,
  isi text not null,
  dibuat timestamptz not null default clock_timestamp(),
  primary key (nip, id)
);
comment on table laporan_akses is 'the person says that a look at his data (event urut) was not in order; isi is sealed';

-- Which process runs which worker of the queue: the jobs of a process that died are taken up at once, not hours later.
create table pekerja (id text primary key, proses text not null, dibuat timestamptz not null default clock_timestamp());
