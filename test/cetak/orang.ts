// Siti Contoh: an invented PNS with an account, official data and a form, for the tests of this folder.
import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Config } from '../../src/config.ts'
import { getPeriode, type Ctx } from '../../src/context.ts'
import type { Db, DbOrTx } from '../../src/db/pool.ts'
import { transaction } from '../../src/db/tx.ts'
import { cetak } from '../../src/features/cetak/routes.tsx'
import { dokumen } from '../../src/features/dokumen/routes.tsx'
import { agree, editForm, getItem, newItem, propose, proposeDelete, type Edit } from '../../src/form/edit.ts'
import { toColumns } from '../../src/form/values.ts'
import type { AnySection, Loose } from '../../src/form/section.ts'
import { deriveKeys } from '../../src/security/keys.ts'
import { startSession } from '../../src/security/session.ts'
import { findSection } from '../../src/sections/index.ts'
import { registerErrors } from '../../src/web/errors.tsx'
import { STATE_TITLES } from '../../src/workflow/table.ts'

export const keys = deriveKeys(Buffer.alloc(32, 7))
export const SITI = '198003152005012001'
export const BUDI = '197501012000031001'
export const PERIODE = 'uji'
export const NIK_LAMA = '3306125503800003'
export const NIK_BARU = '3306125503801103'
export const IBU = 'Wagiyem Rahasia'

export const contextOf = (db: Db): Ctx => ({
  config: { baseUrl: 'http://localhost:3000', trustProxy: 0 } as Config, // the only settings that printing reads
  db,
  keys,
  log: { info() {}, warn() {}, error() {} },
  engine: { keys, info: () => undefined },
  periode: () => getPeriode(db),
})

/** The two features with the error pages, as app.ts puts them together. */
export async function appOf(ctx: Ctx): Promise<FastifyInstance> {
  const app = Fastify()
  await app.register(cookie)
  registerErrors(app, ctx)
  cetak(app, ctx)
  dokumen(app, ctx)
  return app
}

/** Lists, campaign and states that everybody needs. */
export async function addLists(owner: DbOrTx): Promise<void> {
  const entry = (table: string, id: string, nama: string) =>
    sql`insert into ${sql.table(table)} (id, nama, asal, versi_impor) values (${id}, ${nama}, 'uji', '1') on conflict (id) do update set nama = excluded.nama`.execute(
      owner,
    )
  for (const [table, id, nama] of [
    ['ref_instansi', '7001', 'Pemerintah Kabupaten Contoh'],
    ['ref_kanreg', '00', 'BKN Pusat'],
    ['ref_golongan', '31', 'III/a'],
    ['ref_golongan', '32', 'III/b'],
    ['ref_golongan', '33', 'III/c'],
    ['ref_jenis_kp', '101', 'Reguler'],
    ['ref_agama', '1', 'Islam'],
    ['ref_unor', 'a1', 'Dinas Pendidikan Contoh'],
  ] as const)
    await entry(table, id, nama)
  await sql`insert into instansi_pengaturan (instansi_id, alamat, jam_layanan) values ('7001', 'Jl. Contoh 1', '08.00–15.00')`.execute(owner)
  await sql`insert into periode (id, nama, tanggal_acuan, mulai, akhir_isi, aktif) values (${PERIODE}, 'Pendataan Ulang PNS Uji', '2026-11-01', now() - interval '1 day', now() + interval '30 days', true)`.execute(
    owner,
  )
  for (const [i, [kode, judul]] of Object.entries(STATE_TITLES).entries())
    await sql`insert into status_formulir values (${kode}, ${judul}, ${i})`.execute(owner)
}

const rank = (id: string, nama: string, sk: string, day: string) => ({
  golongan: { id, nama },
  masa_kerja_tahun: 4,
  masa_kerja_bulan: 0,
  nomor_sk: sk,
  tanggal_sk: day,
  tmt_golongan: day,
  nomor_bkn: null,
  tanggal_bkn: null,
  jenis_kp: { id: '101', nama: 'Reguler' },
})

/** An account with official data. */
export async function addPerson(owner: DbOrTx, nip: string, nomor: string, status = 'aktif'): Promise<void> {
  const insert = (s: AnySection, values: Loose, id?: string) => {
    const row = { nip, ...(id && { id }), ...toColumns(keys, s, nip, values) }
    return sql`insert into ${sql.table(s.table)} (${sql.join(Object.keys(row).map((c) => sql.ref(c)))}) values (${sql.join(Object.values(row))})`.execute(owner)
  }
  await insert(findSection('data-utama')!, { nama: 'SITI CONTOH', nik: NIK_LAMA, agama: { id: '1', nama: 'Islam' }, alamat: 'Jl. Lama 1' })
  await insert(findSection('data-posisi')!, { instansi_induk: { id: '7001', nama: 'Pemerintah Kabupaten Contoh' } })
  await insert(findSection('riwayat-golongan')!, rank('31', 'III/a', 'SK-1', '2005-01-01'), 'r1')
  await insert(findSection('riwayat-golongan')!, rank('32', 'III/b', 'SK-2', '2009-04-01'), 'r2')
  await sql`insert into akun (nip, nomor_register, instansi_id, email, email_indeks, sandi_hash, ibu_kandung, ibu_kandung_indeks, pertanyaan, jawaban_hash, status)
    values (${nip}, ${nomor}, '7001', '-', ${nip}, '-', ${IBU}, '-', '-', '-', ${status})`.execute(owner)
}

/** Siti's answers: a field, a secret, a unit, a row changed, a row deleted, a row added, one thing agreed. */
export async function fillForm(db: Db): Promise<void> {
  await editForm(db, keys, SITI, PERIODE, async (e) => {
    await change(e, 'data-utama', 'alamat', { alamat: '<b>Jl. Baru</b> 2 =1+1' }, 'Pindah rumah')
    await change(e, 'data-utama', 'nik', { nik: NIK_BARU })
    await change(e, 'data-posisi', 'verifikator_level_1', { verifikator_level_1: { id: 'a1', nama: 'Dinas Pendidikan Contoh' } })
    await agree(e, getItem(e.form, 'data-utama', 'agama'), 0)
    await change(e, 'riwayat-golongan', 'r1', { ...rank('31', 'III/a', 'SK-1', '2005-01-01'), nomor_sk: 'SK-1/PERBAIKAN' })
    await proposeDelete(e, getItem(e.form, 'riwayat-golongan', 'r2'), 0)
    await propose(e, newItem(e.form, 'riwayat-golongan', 'baru-1'), 0, rank('33', 'III/c', 'SK-3', '2013-04-01'))
  })
}

async function change(e: Edit, bagian: string, kunci: string, values: Loose, remark: string | null = null): Promise<void> {
  await propose(e, getItem(e.form, bagian, kunci), getItem(e.form, bagian, kunci).versi, values, remark)
}

/** Puts the form into a state, as the engine would. */
export async function setState(owner: DbOrTx, status: string): Promise<void> {
  const sending = status === 'level_1'
  await sql`update formulir set status = ${status}, unit_id = 'a1', dikirim_pada = case when ${sending} then clock_timestamp() else dikirim_pada end where nip = ${SITI}`.execute(
    owner,
  )
}

/** The cookie of a new session. */
export async function cookieFor(db: Db, nip: string): Promise<Record<string, string>> {
  return { epupns_sesi: await transaction(db, (tx) => startSession(tx, keys, 'pns', nip)) }
}
