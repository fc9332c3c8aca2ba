// The sections that a test is not about: SAPK holds them whole, or the person says "Tidak punya", so that a form can be sent.
import { sql } from 'kysely'
import type { DbOrTx } from '../src/db/pool.ts'
import { declareEmpty, type Edit } from '../src/form/edit.ts'
import type { Loose } from '../src/form/section.ts'

/** What a campaign of the tests asks: all but the questionnaires, which have tests of their own. */
export const CAMPAIGN = JSON.stringify({ tanpa_bagian: ['bapertarum', 'kpe'] })

/** The diploma somebody had when he became CPNS. */
export const diploma: Loose = {
  tingkat_pendidikan: { id: '40', nama: 'S-1/Sarjana' },
  pendidikan: { id: '400003', nama: 'S-1 PENDIDIKAN MATEMATIKA' },
  tanggal_lulus: '1999-06-30',
  tahun_lulus: 1999,
  nomor_ijazah: 'SIM/40/1999',
  nama_sekolah: 'Universitas Contoh Purworejo',
  gelar_depan: null,
  gelar_belakang: 'S.Pd.',
  pendidikan_pertama: true,
}

export const SCHOOL = { id: 'X0000005', nama: 'SMP Negeri 5 Purworejo' }

/** The school of `teaching`, and a hospital. */
export const addSchool = async (db: DbOrTx) => {
  await sql`insert into ref_unit_kesehatan (id, nama, jenis, induk_id, asal, versi_impor) values ('RS01', 'RSUD Contoh Purworejo', 'RS', '33.06', 'uji', '1') on conflict do nothing`.execute(
    db,
  )
  await sql`insert into ref_sekolah (id, nama, jenis, induk_id, asal, versi_impor) values (${SCHOOL.id}, ${SCHOOL.nama}, 'SMP', '33.06', 'uji', '1') on conflict do nothing`.execute(
    db,
  )
}

export const teaching: Loose = {
  tipe_sekolah: 'NEGERI',
  sekolah_induk: SCHOOL,
  sekolah_mengajar: null,
  kepala_sekolah: false,
  bidang_studi: 'MAPEL',
  mata_pelajaran: { id: '180', nama: 'Matematika' },
  tmt_mengajar: '2002-07-01',
}

export const notCertified: Loose = { status_sertifikasi: 'BELUM' }

/** "Tidak punya" for every history without a row that may be empty. */
export async function declareNone(e: Edit): Promise<void> {
  for (const { section: s, items, applies, empty, emptyVersion } of e.form.sections.values())
    if (s.rows === 'many' && !s.min && applies && empty === null && items.length === 0) await declareEmpty(e, s.code, true, emptyVersion)
}
