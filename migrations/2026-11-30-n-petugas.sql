-- Printed codes of staff for the day the phone is gone, as a PNS has them.

create table kode_cadangan_petugas (
  petugas_id uuid not null references petugas,
  kode_hash text not null,
  terpakai timestamptz,
  primary key (petugas_id, kode_hash)
);
comment on table kode_cadangan_petugas is 'recovery codes of the authenticator, printed once; each works once';
