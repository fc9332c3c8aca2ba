-- Schools and health units, former names, and search by words: a list of half a million entries answers as fast as a short one.
-- Each entry is found by its words in any order; a mistyped word is first corrected against the words that the list really uses.

-- The words of a name, and as words of their own the agency that owns the entry and the entry above it.
-- Not inlined and called dear, so that no plan reads a list row by row in the hope of an early hit.
create function kata_cari(cari text, lingkup text, induk text) returns tsvector
  language plpgsql immutable parallel safe cost 1000 as $$
begin
  return array_to_tsvector(array_remove(string_to_array(cari, ' ') || array['@' || lingkup, '^' || induk], null));
end $$;

-- What stays of a word when vowels are left out, letters doubled or spelled the old way: "soerabaja", "srby", "surrabaya" are one.
create function kerangka_kata(kata text) returns text
  language sql immutable parallel safe strict
  return (select regexp_replace(translate(left(k, 1), 'yvfqz', 'jppkj') || translate(substr(k, 2), 'yvfqzaiueo', 'jppkj'), '(.)\1+', '\1', 'g')
    from (select replace(replace(replace(kata, 'tj', 'c'), 'dj', 'j'), 'sy', 's') as k) lama);


create table nama_lain (
  daftar text not null,
  entri_id text not null,
  nama text not null,
  cari text not null generated always as (normal_cari(nama)) stored,
  jenis text not null default 'dahulu' check (jenis in ('dahulu', 'sebutan')),
  asal text not null,
  primary key (daftar, entri_id, nama)
);
create index nama_lain_cari on nama_lain (daftar, cari text_pattern_ops);
create index nama_lain_kata on nama_lain using gin (kata_cari(cari, daftar, null));
comment on column nama_lain.jenis is 'dahulu: a former name; sebutan: what people call it';

create table kata_daftar (
  daftar text not null,
  kata text collate "C" not null,
  kerangka text collate "C" not null generated always as (kerangka_kata(kata)) stored,
  primary key (daftar, kata)
);
create index kata_daftar_kata on kata_daftar using gin (daftar, kata gin_trgm_ops);
create index kata_daftar_kerangka on kata_daftar (daftar, kerangka);
comment on table kata_daftar is 'every word that occurs in the names of a list';

create table daftar_versi (
  daftar text primary key,
  versi integer not null default 1
);
comment on table daftar_versi is 'tells every process when to read a small list again';

create function catat_kata() returns trigger language plpgsql as $$
begin
  insert into kata_daftar (daftar, kata)
    select distinct tg_argv[0], k from baru, string_to_table(baru.cari, ' ') k where k <> '' order by k on conflict do nothing;
  insert into daftar_versi (daftar) values (tg_argv[0]) on conflict (daftar) do update set versi = daftar_versi.versi + 1;
  return null;
end $$;

create function catat_kata_lain() returns trigger language plpgsql as $$
begin
  insert into kata_daftar (daftar, kata)
    select distinct baru.daftar, k from baru, string_to_table(baru.cari, ' ') k where k <> '' order by 1, 2 on conflict do nothing;
  return null;
end $$;
create trigger kata_tambah after insert on nama_lain referencing new table as baru for each statement execute function catat_kata_lain();

do $$
declare d text;
begin
  foreach d in array array['sekolah', 'unit_kesehatan'] loop
    execute format($f$
      create table ref_%1$s (
        id text primary key,
        kode text,
        nama text not null,
        cari text not null generated always as (normal_cari(nama)) stored,
        induk_id text,
        lingkup_id text,
        jenis text,
        info jsonb not null default '{}',
        aktif boolean not null default true,
        urutan integer,
        asal text not null,
        berlaku_dari date,
        berlaku_sampai date,
        digabung_ke text,
        versi_impor text not null
      );
      create index ref_%1$s_cari on ref_%1$s (cari text_pattern_ops);
      create index ref_%1$s_induk on ref_%1$s (induk_id);
      create index ref_%1$s_lingkup on ref_%1$s (lingkup_id, cari text_pattern_ops);
    $f$, d);
  end loop;
  for d in select substr(tablename, 5) from pg_tables where schemaname = current_schema and tablename like 'ref\_%' order by 1 loop
    execute format($f$
      drop index if exists ref_%1$s_cari_gin;
      create index ref_%1$s_kata on ref_%1$s using gin (kata_cari(cari, lingkup_id, induk_id));
      create trigger kata_tambah after insert on ref_%1$s referencing new table as baru for each statement execute function catat_kata(%1$L);
      create trigger kata_ubah after update on ref_%1$s referencing new table as baru for each statement execute function catat_kata(%1$L);
      insert into kata_daftar (daftar, kata)
        select distinct %1$L, k from ref_%1$s r, string_to_table(r.cari, ' ') k where k <> '' on conflict do nothing;
    $f$, d);
  end loop;
end $$;

comment on column ref_sekolah.id is 'NPSN';
comment on column ref_sekolah.jenis is 'TK, SD, SMP, SMA, SMK, SLB, RA, MI, MTs, MA';
comment on column ref_sekolah.induk_id is 'ref_wilayah: kecamatan, or kabupaten where it is not known';
comment on column ref_unit_kesehatan.jenis is 'kode of jenis_unit_kesehatan';
