-- Indexes for the desk of verifiers, from the plans of the bench over 200,000 forms (docs/ukuran): no page grows with its queue.

create extension if not exists btree_gin;

-- A common name is looked for inside the agencies of the searcher, not in the whole country first.
drop index cari_nama_gin;
create index cari_nama_gin on cari_nama using gin (instansi_id, cari gin_trgm_ops);

-- Filter by unit.
create index cari_nama_unor on cari_nama (unor_id, nip);

-- Mark and filter "menunggu referensi": few forms have it.
create index usulan_menunggu on usulan (nip, periode) where menunggu_referensi;

-- Forms of units without another verifier, which stand in the queue of level 2 while the rest of their state does not.
create index formulir_dialihkan on formulir (instansi_id, status, masuk_pada, nip) where dialihkan;

-- Claims of a colleague, and the reasons one wrote last.
create index formulir_pemegang on formulir (pemegang) where pemegang is not null;
create index keputusan_alasan on keputusan (petugas_id, diubah desc) where putusan = 'kembalikan';

-- Forms a verifier decided before are subtracted from his counts.
create index formulir_pemutus on formulir using gin (pemutus);
