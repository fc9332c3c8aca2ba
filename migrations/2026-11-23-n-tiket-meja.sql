-- The desk of the operators: what a ticket remembers for it, and indexes from which lists and exact counts are read alone.

alter table tiket
  add column tingkat_awal smallint check (tingkat_awal between 1 and 4),
  add column dari_tingkat smallint check (dari_tingkat between 1 and 4),
  add column pindah_pada timestamptz,
  add column dijawab_pada timestamptz;
comment on column tiket.tingkat_awal is 'lowest tier it has been at: that one and those up to tingkat may follow it; null = it never moved';
comment on column tiket.dari_tingkat is 'where it was before its last move';
comment on column tiket.dijawab_pada is 'first answer to whoever asked';

drop index tiket_unit, tiket_instansi, tiket_wilayah, tiket_pusat, tiket_tenggat;
create index tiket_unit on tiket (unit_id, tingkat, status, jatuh_tempo, nomor) include (kategori, instansi_id, tingkat_awal, nip) where unit_id is not null;
create index tiket_instansi on tiket (instansi_id, tingkat, status, jatuh_tempo, nomor) include (kategori, tingkat_awal, nip);
create index tiket_wilayah on tiket (wilayah_id, tingkat, status, jatuh_tempo, nomor) include (kategori, instansi_id, tingkat_awal, nip);
create index tiket_pusat on tiket (tingkat, status, jatuh_tempo, nomor) include (kategori, instansi_id, tingkat_awal, nip);
create index tiket_tenggat on tiket (jatuh_tempo) where status in ('baru', 'dikerjakan') and tingkat < 4;
create index tiket_pemegang on tiket (pemegang, status) where pemegang is not null;
create index tiket_kembar on tiket (kategori, md5(konteks::text)) where status in ('baru', 'dikerjakan', 'menunggu_pemohon');
create index tiket_digabung on tiket (digabung_ke) where digabung_ke is not null;

-- Fixed by the calendar, and those the joint ministerial decree for 2026 names. Later years are added when they are decided.
insert into hari_libur (tanggal, nama) values
  ('2026-01-01', 'Tahun Baru Masehi'), ('2026-01-16', 'Isra Mikraj'), ('2026-02-17', 'Tahun Baru Imlek'), ('2026-03-19', 'Hari Suci Nyepi'),
  ('2026-03-21', 'Idulfitri'), ('2026-03-22', 'Idulfitri'), ('2026-04-03', 'Wafat Yesus Kristus'), ('2026-04-05', 'Kebangkitan Yesus Kristus'),
  ('2026-05-01', 'Hari Buruh'), ('2026-05-14', 'Kenaikan Yesus Kristus'), ('2026-05-27', 'Iduladha'), ('2026-05-31', 'Hari Raya Waisak'),
  ('2026-06-01', 'Hari Lahir Pancasila'), ('2026-06-16', 'Tahun Baru Islam'), ('2026-08-17', 'Hari Kemerdekaan'), ('2026-08-25', 'Maulid Nabi Muhammad'),
  ('2026-12-25', 'Hari Raya Natal'),
  ('2027-01-01', 'Tahun Baru Masehi'), ('2027-05-01', 'Hari Buruh'), ('2027-06-01', 'Hari Lahir Pancasila'), ('2027-08-17', 'Hari Kemerdekaan'),
  ('2027-12-25', 'Hari Raya Natal')
on conflict do nothing;

-- Answers that operators send most; further ones are rows of this table.
insert into jawaban_siap (id, kategori, judul, isi) values
  (gen_random_uuid(), null, 'Sedang diperiksa', 'Laporan Anda sudah kami terima dan sedang kami periksa. Anda tidak perlu membuat laporan lagi. Jawabannya kami kirim ke sini.'),
  (gen_random_uuid(), null, 'Minta keterangan', 'Kami memerlukan keterangan tambahan. Tuliskan pada laporan ini melalui Cek Status, Status Laporan Permasalahan. Jangan menulis NIK atau kata kunci.'),
  (gen_random_uuid(), null, 'Datang ke kantor', 'Untuk permintaan ini identitas Anda harus diperiksa. Datanglah ke BKD atau Biro Kepegawaian Anda dengan membawa KTP dan Karpeg.'),
  (gen_random_uuid(), null, 'Sudah selesai', 'Permintaan Anda sudah selesai dikerjakan. Silakan masuk ke e-PUPNS dan periksa hasilnya. Bila belum sesuai, buka kembali laporan ini.'),
  (gen_random_uuid(), 'beda-nama', 'Perbaiki di formulir', 'Nama yang berbeda satu dua huruf tidak perlu dilaporkan. Lanjutkan registrasi, lalu perbaiki nama di bagian Data Utama pada formulir.'),
  (gen_random_uuid(), 'beda-instansi', 'Menunggu kedua instansi', 'Perpindahan data diperiksa instansi asal dan instansi Anda sekarang. Jangan lanjutkan registrasi sebelum laporan ini selesai.'),
  (gen_random_uuid(), 'beda-instansi', 'SK pindah belum jelas', 'Nomor atau tanggal SK pindah belum dapat kami cocokkan. Tuliskan kembali nomor dan tanggalnya seperti tercetak pada SK.'),
  (gen_random_uuid(), 'data-pensiun', 'Bawa surat pembatalan', 'Serahkan surat pembatalan pensiun atau surat keterangan masih aktif kepada BKD atau Biro Kepegawaian Anda.'),
  (gen_random_uuid(), 'data-diberhentikan', 'Bawa SK pengaktifan', 'Serahkan SK pengaktifan kembali, atau surat keterangan tidak pernah dijatuhi hukuman itu, kepada BKD atau Biro Kepegawaian Anda.'),
  (gen_random_uuid(), 'data-tidak-ada', 'Perlu dua petugas', 'Data Anda sedang dicocokkan dengan SK CPNS. Penambahan data harus disetujui dua petugas, sehingga memerlukan waktu.'),
  (gen_random_uuid(), 'non-pupns-2003', 'Ajukan dengan berkas lengkap', 'Serahkan SK CPNS, SK PNS, dan semua SK kenaikan pangkat kepada BKD atau Biro Kepegawaian Anda.'),
  (gen_random_uuid(), 'verifikasi-registrasi', 'Serahkan Bukti Registrasi', 'Serahkan bagian atas Bukti Registrasi beserta kartu identitas kepada Verifikator Registrasi di instansi Anda.'),
  (gen_random_uuid(), 'turun-status', 'Tunggu pemeriksaan', 'Formulir Anda sedang diperiksa. Data yang keliru akan dikembalikan kepada Anda dan dapat diperbaiki saat itu.'),
  (gen_random_uuid(), 'turun-status', 'Sudah dibuka kembali', 'Formulir Anda sudah dibuka kembali. Perbaiki yang keliru, lalu kirim ulang sebelum masa pengisian berakhir.'),
  (gen_random_uuid(), 'penambahan-verifikator-level-1', 'Pilih unit di atasnya', 'Unit Anda diperiksa oleh unit di atasnya. Pilih unit itu sebagai Verifikator Level 1 di bagian Data Posisi.'),
  (gen_random_uuid(), 'referensi-unit-organisasi', 'Unit sudah ada', 'Unit ini sudah ada di daftar. Cari dengan satu dua kata tanpa singkatan, lalu pilih dari hasilnya.'),
  (gen_random_uuid(), 'data-sekolah', 'Sekolah berganti nama', 'Sekolah ini tercantum dengan nama barunya. Cari dengan nama baru atau NPSN, lalu pilih dari hasilnya.');
