-- Tickets: the other agency of Beda Instansi, and the ticket of a usulan referensi.

alter table tiket add column instansi_lain_id text references ref_instansi;
comment on column tiket.instansi_lain_id is 'Beda Instansi: the agency that SAPK names, which sees the ticket too';
create index tiket_instansi_lain on tiket (instansi_lain_id, status, jatuh_tempo, nomor) where instansi_lain_id is not null;

alter table usulan_referensi add column tiket text references tiket;
comment on column usulan_referensi.tiket is 'opened by itself with the request; it ends with the decision';
create index usulan_referensi_tiket on usulan_referensi (tiket) where tiket is not null;
