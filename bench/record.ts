// Histories and proposals of the invented people; they keep all rules, so that their forms can really be sent and accepted.
import { sql } from 'kysely'
import type { Tx } from '../src/db/pool.ts'

export const PERIODE = 'ukur'

/** Three ranks four years apart, two positions. */
export async function fillHistories(tx: Tx): Promise<void> {
  await sql`insert into sapk_riwayat_golongan (nip, id, golongan, golongan_nama, masa_kerja_tahun, masa_kerja_bulan, nomor_sk, tanggal_sk, tmt_golongan, jenis_kp, jenis_kp_nama, sintetis)
    select nip, 'G' || g, (30 + g)::text, r.nama, 4 * (g - 1), 0, '800/' || n % 9000 || '/' || g, cpns + make_interval(years => 4 * (g - 1)), cpns + make_interval(years => 4 * (g - 1)), k.id, k.nama, true
    from orang, generate_series(1, 3) g join ref_golongan r on r.id = (30 + g)::text join ref_jenis_kp k on k.id = case g when 1 then '211' else '101' end`.execute(
    tx,
  )
  await sql`insert into sapk_riwayat_jabatan (nip, id, jenis_jabatan, jenis_jabatan_nama, instansi_kerja, instansi_kerja_nama, unor, unor_nama, jabatan_fungsional_umum, jabatan_fungsional_umum_nama,
      tmt_jabatan, tanggal_sk, nomor_sk, sintetis)
    select nip, 'J' || j, '4', t.nama, instansi, instansi_nama, unor, u.nama, f.id, f.nama, cpns + make_interval(years => 6 * (j - 1)), cpns + make_interval(years => 6 * (j - 1)), '821/' || n % 9000 || '/' || j, true
    from orang join ref_unor u on u.id = unor join ref_jenis_jabatan t on t.id = '4' cross join generate_series(1, 2) j
      cross join lateral (select id, nama from ref_jabatan_fungsional_umum order by id offset j limit 1) f`.execute(tx)
}

/** One diploma from before the service began. */
export async function fillEducation(tx: Tx): Promise<void> {
  await sql`insert into sapk_riwayat_pendidikan (nip, id, tingkat_pendidikan, tingkat_pendidikan_nama, pendidikan, pendidikan_nama, tanggal_lulus, tahun_lulus, nomor_ijazah, nama_sekolah,
      pendidikan_pertama, sintetis)
    select nip, 'P1', t.id, t.nama, p.id, p.nama, cpns - interval '1 year', extract(year from cpns - interval '1 year'), 'SIM/' || n, 'Universitas Contoh', true, true
    from orang join ref_pendidikan p on p.id = '400003' join ref_tingkat_pendidikan t on t.id = p.induk_id`.execute(tx)
}

/** The chosen unit of everybody; an address of six in ten, a row of four, a title of two, a place not yet in the list of three in a hundred. */
export async function fillProposals(tx: Tx): Promise<void> {
  const add = (bagian: string, kunci: string, before: string, after: string, which: string, waiting = false) =>
    sql`
    insert into usulan (nip, periode, bagian, kunci, tindakan, sebelum, sesudah, menunggu_referensi, nomor, versi)
    select o.nip, ${PERIODE}, ${bagian}, ${kunci}, 'ubah', ${sql.raw(before)}, ${sql.raw(after)}, ${waiting}, ${/\d$/.exec(kunci)?.[0] ?? '0'}::int, 1
    from orang o join ref_unor d on d.id = o.dinas left join sapk_riwayat_golongan g on g.nip = o.nip and g.id = ${kunci} where ${sql.raw(which)}`.execute(tx)
  await add(
    'data-posisi',
    'verifikator_level_1',
    `'{"verifikator_level_1": null}'`,
    `jsonb_build_object('verifikator_level_1', jsonb_build_object('id', d.id, 'nama', d.nama))`,
    'true',
  )
  await add(
    'data-utama',
    'alamat',
    `jsonb_build_object('alamat', 'Jl. Melati No. ' || n % 200)`,
    `jsonb_build_object('alamat', 'Jl. Kenanga No. ' || n % 300)`,
    'n % 10 < 6',
  )
  await add('data-utama', 'gelar_belakang', `'{"gelar_belakang": null}'`, `'{"gelar_belakang": "S.Sos."}'`, 'n % 5 = 1')
  await add(
    'data-utama',
    'tempat_lahir',
    `'{"tempat_lahir": {"id": "33.06", "nama": "Kab. Purworejo"}}'`,
    `'{"tempat_lahir": {"id": null, "nama": "Desa Lama", "usul": true}}'`,
    'n % 33 = 5 and not siap',
    true,
  )
  const row = (
    sk: string,
  ) => `jsonb_build_object('golongan', jsonb_build_object('id', g.golongan, 'nama', g.golongan_nama), 'masa_kerja_tahun', g.masa_kerja_tahun, 'masa_kerja_bulan', 0,
    'nomor_sk', ${sk}, 'tanggal_sk', g.tanggal_sk, 'tmt_golongan', g.tmt_golongan, 'nomor_bkn', null, 'tanggal_bkn', null, 'jenis_kp', jsonb_build_object('id', g.jenis_kp, 'nama', g.jenis_kp_nama))`
  await add('riwayat-golongan', 'G2', row('g.nomor_sk'), row(`g.nomor_sk || '/KEP'`), 'n % 5 in (2, 3)')
}

/** Of forms that left level 1: what was approved there. Of those sent back: what was not. */
export async function fillDecisions(tx: Tx): Promise<void> {
  await sql`insert into keputusan (nip, periode, bagian, kunci, putaran, level, putusan, alasan, versi_item, petugas_id, final_pada)
    select f.nip, f.periode, u.bagian, u.kunci, f.putaran, 'level_1', case f.status when 'perbaikan' then 'kembalikan' else 'setuju' end,
      case f.status when 'perbaikan' then 'Tidak sama dengan berkas.' end, 1, coalesce(f.pemutus[1], pg_temp.kunci('verifikator_1' || f.unit_id || 1)), f.masuk_pada
    from formulir f join usulan u using (nip) where f.status in ('level_2', 'level_3', 'perbaikan', 'diterima') and u.kunci <> 'verifikator_level_1'`.execute(
    tx,
  )
}
