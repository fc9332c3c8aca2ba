// Forms by the hundred thousand, written in SQL: agencies and units of very different size, all states, a few proposals each.
import { sql } from 'kysely'
import { transaction } from '../src/db/tx.ts'
import type { OpenDb, Tx } from '../src/db/pool.ts'
import { sealedColumns } from '../src/form/values.ts'
import { Random, STREAM } from '../src/generate/random.ts'
import { drawNama } from '../src/generate/nama.ts'
import type { Keys } from '../src/security/keys.ts'
import { findSection, sections } from '../src/sections/index.ts'
import { recount } from '../src/workflow/counts.ts'
import { fillDecisions, fillEducation, fillHistories, fillProposals, PERIODE } from './record.ts'
import type { Sizes } from './sizes.ts'

export type Population = {
  periode: string
  /** people who may sign in; their form is finished up to Kirim */
  ready: string[]
}

const NAMES = 5000

/** Fills an empty database with `forms` people and their forms, in one transaction. */
export async function populate(owner: OpenDb, keys: Keys, sizes: Sizes): Promise<Population> {
  const ready = await transaction(owner.db, async (tx) => {
    await makeOffices(tx, sizes.forms)
    await makePeople(tx, sizes)
    await fillRecord(tx)
    await fillHistories(tx)
    await fillEducation(tx)
    await fillProposals(tx)
    await fillForms(tx)
    await fillDecisions(tx)
    await fillAccounts(tx)
    return fillReady(tx, keys)
  })
  await recount(owner.db)
  await owner.pool.query(`select gin_clean_pending_list('cari_nama_gin')`)
  await owner.pool.query('vacuum analyze')
  return { periode: PERIODE, ready }
}

/** Agencies in the order of a hash, the first with 5 of 100 people, the last with hardly one; a unit for every forty. */
async function makeOffices(tx: Tx, forms: number): Promise<void> {
  await sql`create function pg_temp.acak(n bigint, k bigint) returns float8 language sql immutable as 'select (hashint8extended(n, k) & 1048575) / 1048576.0'`.execute(
    tx,
  )
  // Ids as the program makes them, but always the same.
  await sql`create function pg_temp.kunci(t text) returns uuid language sql immutable as $$ select overlay(overlay(md5(t) placing '7' from 13) placing '8' from 17)::uuid $$`.execute(
    tx,
  )
  await sql`insert into periode (id, nama, tanggal_acuan, mulai, akhir_isi, aktif, pengaturan)
    values (${PERIODE}, 'Pengukuran', current_date, now() - interval '40 days', now() + interval '60 days', true, '{"tanpa_bagian": ["bapertarum", "kpe"]}')`.execute(
    tx,
  )
  await sql`create temporary table kantor on commit drop as
    with urut as (select id, nama, coalesce(info ->> 'kanreg_kode', '00') as wilayah, row_number() over (order by hashtext(id)) as r from ref_instansi where aktif),
      batas as (select *, floor(${forms} * sum(1.0 / (r + 3)) over (order by r) / sum(1.0 / (r + 3)) over ())::int as sampai from urut),
      luas as (select *, lag(sampai, 1, 0) over (order by r) as dari from batas)
    select id, nama, wilayah, dari, sampai, greatest(3, (sampai - dari) / 40) as unit, greatest(1, (sampai - dari) / 320) as pemeriksa from luas where sampai > dari`.execute(
    tx,
  )
  await sql`insert into ref_unor (id, nama, lingkup_id, info, asal, versi_impor)
    select md5(k.id || '/' || u), case when u < k.pemeriksa then 'Dinas ' else 'UPT ' end || u || ' ' || k.nama, k.id, '{}', 'ukur', '1'
    from kantor k, generate_series(0, k.unit - 1) u`.execute(tx)
  await sql`insert into ref_satuan_kerja (id, nama, lingkup_id, asal, versi_impor) select 'S' || id, nama, id, 'ukur', '1' from kantor`.execute(tx)
  await sql`insert into unit_verifikator (unor_id, instansi_id) select md5(k.id || '/' || u), k.id from kantor k, generate_series(0, k.pemeriksa - 1) u`.execute(
    tx,
  )
  await makeStaff(tx)
}

/** One verifier a unit, two an agency, five a region. */
async function makeStaff(tx: Tx): Promise<void> {
  await sql`create temporary table jabatan on commit drop as
    select pg_temp.kunci(peran || lingkup || i) as id, peran, lingkup, i from (
      select 'verifikator_1' as peran, unor_id as lingkup, 1 as banyak from unit_verifikator
      union all select 'verifikator_2', id, 2 from kantor
      union all select distinct 'verifikator_3', wilayah, 5 from kantor) t, generate_series(1, banyak) i`.execute(tx)
  await sql`insert into petugas (id, email, nama, sandi_hash, totp, sintetis) select id, id || '@ukur.test', 'PETUGAS ' || peran || ' ' || i, '-', '-', true from jabatan`.execute(
    tx,
  )
  await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) select pg_temp.kunci('t' || id), id, peran, lingkup from jabatan`.execute(tx)
}

/** Who they are. Birth date and serial number make the NIP unique; units near the front of an agency get more people. */
async function makePeople(tx: Tx, { forms, accounts }: Sizes): Promise<void> {
  const random = new Random(1, 1, STREAM.nama)
  const names = Array.from({ length: NAMES }, () => drawNama(random, { agama: '1', suku: random.pick(['JAWA', 'SUNDA', 'BUGIS']) }, random.chance(0.5), 1975))
  await sql`create temporary table orang on commit drop as
    select *, to_char(lahir, 'YYYYMMDD') || to_char(cpns, 'YYYYMM') || kelamin || lpad((1 + n / 11688)::text, 3, '0') as nip,
      md5(instansi || '/' || floor(unit * acak_unit)) as unor, md5(instansi || '/' || floor(pemeriksa * acak_unit * acak_unit)) as dinas,
      status = 'draf' and row_number() over (partition by status order by n) <= ${accounts} as siap
    from (
      select n, k.id as instansi, k.nama as instansi_nama, k.wilayah, k.unit, k.pemeriksa, pg_temp.acak(n, 1) as acak_unit, 1 + n % 2 as kelamin,
        (${names}::text[])[1 + floor(pg_temp.acak(n, 2) * ${NAMES})::int] as nama,
        date '1960-01-01' + n % 11688 as lahir, make_date(1985 + (n % 11688) / 366, 4, 1) as cpns,
        (array['draf', 'draf', 'draf', 'draf', 'level_1', 'level_1', 'level_1', 'level_1', 'level_1', 'level_1', 'level_2', 'level_2', 'level_2', 'level_2',
          'level_3', 'level_3', 'level_3', 'perbaikan', 'diterima', 'diterima'])[1 + floor(pg_temp.acak(n, 3) * 20)::int] as status,
        now() - pg_temp.acak(n, 4) * interval '30 days' as waktu
      from generate_series(0, ${forms} - 1) n join kantor k on n >= k.dari and n < k.sampai) o`.execute(tx)
  await sql`create index on orang (nip)`.execute(tx)
  await sql`analyze orang`.execute(tx)
}

async function fillRecord(tx: Tx): Promise<void> {
  await sql`insert into sapk_data_utama (nip, nama, tempat_lahir, tempat_lahir_nama, tanggal_lahir, agama, agama_nama, jenis_kelamin, jenis_kelamin_nama, tmt_cpns, tmt_pns,
      kedudukan_hukum, kedudukan_hukum_nama, jenis_pegawai, jenis_pegawai_nama, alamat, sintetis)
    select nip, o.nama, '33.06', t.nama, lahir, '1', 'Islam', kelamin, j.nama, cpns, cpns + interval '1 year', '01', 'Aktif', '1', p.nama, 'Jl. Melati No. ' || n % 200, true
    from orang o join ref_wilayah t on t.id = '33.06' join ref_jenis_kelamin j on j.id = kelamin::text join ref_jenis_pegawai p on p.id = '1'`.execute(tx)
  await sql`insert into sapk_data_posisi (nip, instansi_induk, instansi_induk_nama, jenis_lokasi, provinsi, provinsi_nama, satuan_kerja, satuan_kerja_nama, unor, unor_nama, sintetis)
    select nip, instansi, instansi_nama, 'DN', '33', w.nama, 'S' || instansi, instansi_nama, unor, u.nama, true from orang join ref_unor u on u.id = unor join ref_wilayah w on w.id = '33'`.execute(
    tx,
  )
  await sql`insert into cari_nama (nip, nama, instansi_id, unor_id) select nip, nama, instansi, unor from orang order by nip`.execute(tx)
}

/** Every 50th form that waits is held by its verifier, every tenth was sent before. */
async function fillForms(tx: Tx): Promise<void> {
  await sql`insert into formulir (nip, periode, id, status, versi, putaran, instansi_id, wilayah_id, unit_id, pengembali, jumlah_usulan, dikirim_pada, masuk_pada, dibuka_pada, pemegang,
      dipegang_sampai, pemutus, diterima_pada, sintetis)
    select nip, ${PERIODE}, pg_temp.kunci(nip), status, 2, case when status = 'draf' then 0 when n % 10 = 0 then 2 else 1 end, instansi, wilayah, case when status <> 'draf' then dinas end,
      case when status = 'perbaikan' then 'level_1' end, coalesce(u.banyak, 0), case when status <> 'draf' then waktu - interval '3 days' end, case when status <> 'draf' then waktu end,
      case when status not in ('draf', 'level_1') then waktu end, dipegang, case when dipegang is not null then now() + interval '1 hour' end,
      case when status in ('level_2', 'level_3', 'diterima') then array[pg_temp.kunci('verifikator_1' || dinas || 1)] else '{}' end, case when status = 'diterima' then waktu end, true
    from orang left join (select nip, count(*) as banyak from usulan where kunci <> 'verifikator_level_1' group by nip) u using (nip), lateral (select case when n % 50 <> 0 then null when status = 'level_1' then pg_temp.kunci('verifikator_1' || dinas || 1)
      when status = 'level_2' then pg_temp.kunci('verifikator_2' || instansi || 2) when status = 'level_3' then pg_temp.kunci('verifikator_3' || wilayah || 5) end as dipegang) p`.execute(
    tx,
  )
  await sql`insert into direktori_formulir (id, nip, periode) select pg_temp.kunci(nip), nip, ${PERIODE} from orang`.execute(tx)
  await sql`insert into peristiwa (nip, urut, waktu, jenis, periode, pelaku, data, hash_sebelum, hash)
    select nip, 1, waktu, 'kirim', ${PERIODE}, 'pns', '{}', '', hash_peristiwa('', nip, 1, waktu, 'kirim', ${PERIODE}, 'pns', null, null, null, '{}')
    from orang where status <> 'draf'`.execute(tx)
}

async function fillAccounts(tx: Tx): Promise<void> {
  // Multiplying by a number without a common factor mixes the numbers and keeps them different.
  await sql`insert into akun (nip, nomor_register, instansi_id, email, email_indeks, sandi_hash, ibu_kandung, ibu_kandung_indeks, pertanyaan, jawaban_hash, status, data_dikonfirmasi, sintetis)
    select nip, upper(lpad(to_hex(n::bigint * 1000003 % 4294967291), 8, '0')), instansi, '-', nip, '-', '-', '-', '-', '-', 'aktif', true, true from orang`.execute(
    tx,
  )
  await sql`insert into direktori_register (nomor_register, nip) select nomor_register, nip from akun`.execute(tx)
}

/** Makes some forms complete up to Kirim: an answer to everything that is not proposed, and a NIK. */
async function fillReady(tx: Tx, keys: Keys): Promise<string[]> {
  const items = ['data-utama', 'data-posisi'].flatMap((code) => findSection(code)!.items.map((i) => ({ bagian: code, kunci: i.kunci })))
  const rows = [
    ...items,
    ...['G1', 'G2', 'G3'].map((kunci) => ({ bagian: 'riwayat-golongan', kunci })),
    ...['J1', 'J2'].map((kunci) => ({ bagian: 'riwayat-jabatan', kunci })),
    { bagian: 'riwayat-pendidikan', kunci: 'P1' },
    ...sections.filter((s) => s.rows === 'many' && !s.min).map((s) => ({ bagian: s.code, kunci: '-' })),
  ]
  await sql`insert into pemeriksaan (nip, periode, bagian, kunci, versi)
    select o.nip, ${PERIODE}, i.bagian, i.kunci, 1 from orang o, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as i(bagian text, kunci text)
    where siap and not exists (select from usulan u where u.nip = o.nip and u.bagian = i.bagian and u.kunci = i.kunci)`.execute(tx)
  const { rows: people } = await sql<{
    nip: string
    nik: string
  }>`select nip, '330612' || to_char(lahir, 'DDMMYY') || '0001' as nik from orang where siap order by n`.execute(tx)
  const sealed = people.map(({ nip, nik }) => ({ nip, ...sealedColumns(keys, nip, 'nik', womanly(nip, nik)) }))
  await sql`update sapk_data_utama u set nik = s.nik, nik_indeks = s.nik_indeks
    from jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb) as s(nip text, nik text, nik_indeks text) where u.nip = s.nip`.execute(tx)
  return people.map((p) => p.nip)
}

/** A NIK adds forty to the day of birth of women. */
const womanly = (nip: string, nik: string): string => (nip[14] === '2' ? `${nik.slice(0, 6)}${Number(nik.slice(6, 8)) + 40}${nik.slice(8)}` : nik)
