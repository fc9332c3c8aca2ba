// The scene of the tests of the form pages: the whole program, two agencies, PNS whose data is whole, and ways to press their buttons.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { buildApp } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { createContext, getPeriode, type Ctx } from '../../src/context.ts'
import { transaction } from '../../src/db/tx.ts'
import { agree, editForm, propose } from '../../src/form/edit.ts'
import { allItems, findForm, type Form } from '../../src/form/form.ts'
import type { Loose } from '../../src/form/section.ts'
import { toColumns } from '../../src/form/values.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { seal } from '../../src/security/seal.ts'
import { newNomorRegister } from '../../src/security/nomor.ts'
import { startSession, type KindOfSession } from '../../src/security/session.ts'
import { findSection } from '../../src/sections/index.ts'
import { act } from '../../src/workflow/engine.ts'
import { addSchool, CAMPAIGN, declareNone, diploma } from '../bagian.ts'
import type { TestDatabase } from '../harness.ts'

export const PERIODE = '2026'
export const PURWOREJO = '6422'
export const KEBUMEN = '6423'
/** dinas verifies; sekolah does not; lama is retired; kebumen belongs to another agency and verifies there. */
export const unit = { dinas: 'D1'.repeat(16), sekolah: 'D2'.repeat(16), lama: 'D3'.repeat(16), kebumen: 'A1'.repeat(16) }
export const ENDANG = uuidv7()

/** `errors` collects what was logged as unexpected; it must stay empty. */
export type Scene = { t: TestDatabase; ctx: Ctx; app: FastifyInstance; errors: string[]; serial: number }
export type Person = { nip: string; nama: string; nomor: string; cookie: string }
export type Body = Readonly<Record<string, string | number | undefined>>

const config = { mode: 'uji', baseUrl: 'http://127.0.0.1', secure: false, trustProxy: 0, masterKey: Buffer.alloc(32, 7), olderKeys: [], terbuka: false } as unknown as Config

/** Fills the empty database of a test file and builds the program on it. */
export async function makeScene(t: TestDatabase): Promise<Scene> {
  const db = t.owner.db
  await sql`insert into periode (id, nama, tanggal_acuan, mulai, akhir_isi, aktif, pengaturan) values (${PERIODE}, 'Pendataan Ulang PNS 2026', '2026-11-23', now() - interval '9 days', now() + interval '60 days', true, ${CAMPAIGN}::jsonb)`.execute(db)
  const units = [[unit.dinas, 'Dinas Pendidikan', PURWOREJO, true], [unit.sekolah, 'SMP Negeri 7 Purworejo', PURWOREJO, true], [unit.lama, 'Kantor Dewan Lama', PURWOREJO, false], [unit.kebumen, 'Dinas Kesehatan Kebumen', KEBUMEN, true]]
  for (const [id, nama, instansi, aktif] of units)
    await sql`insert into ref_unor (id, kode, nama, lingkup_id, info, aktif, asal, versi_impor) values (${id}, ${id}, ${nama}, ${instansi}, '{"nama_jabatan":"Kepala","eselon":"22"}', ${aktif}, 'uji', '1')`.execute(db)
  for (const [id, instansi] of [[unit.dinas, PURWOREJO], [unit.kebumen, KEBUMEN]]) await sql`insert into unit_verifikator (unor_id, instansi_id) values (${id}, ${instansi})`.execute(db)
  for (const [id, instansi] of [['SK1', PURWOREJO], ['SK9', KEBUMEN]]) await sql`insert into ref_satuan_kerja (id, nama, lingkup_id, asal, versi_impor) values (${id}, ${`Satuan Kerja ${id}`}, ${instansi}, 'uji', '1')`.execute(db)
  await sql`insert into petugas (id, email, nama, sandi_hash, totp) values (${ENDANG}, 'endang@uji.test', 'Endang Sulastri', '-', '-')`.execute(db)
  await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (${uuidv7()}, ${ENDANG}, 'verifikator_1', ${unit.dinas})`.execute(db)
  await addSchool(db)
  const errors: string[] = []
  const log = { info() {}, warn() {}, error: (data: object, message: string) => void errors.push(`${message}: ${String((data as { err?: Error }).err?.stack ?? JSON.stringify(data))}`) }
  const ctx = { ...(await createContext({ ...config }, t.db, log)), periode: () => getPeriode(t.db) }
  return { t, ctx, app: await buildApp(ctx), errors, serial: 500 }
}

const row = (golongan: [string, string], tmt: string, kp: [string, string], sk: string): Loose => ({
  golongan: { id: golongan[0], nama: golongan[1] }, masa_kerja_tahun: golongan[0] === '31' ? 0 : 4, masa_kerja_bulan: 0, nomor_sk: sk, tanggal_sk: tmt, tmt_golongan: tmt,
  nomor_bkn: null, tanggal_bkn: null, jenis_kp: { id: kp[0], nama: kp[1] },
})

/** What SAPK says of everybody here: whole, without a broken rule. */
const utama: Loose = {
  gelar_depan: null, gelar_belakang: 'S.Pd.', tempat_lahir: { id: '33.06', nama: 'Kab. Purworejo' }, tanggal_lahir: '1976-03-14', agama: { id: '1', nama: 'Islam' },
  jenis_kelamin: { id: '1', nama: 'Laki-laki' }, tmt_cpns: '2000-03-01', tmt_pns: '2001-04-01', kedudukan_hukum: { id: '01', nama: 'Aktif' }, jenis_pegawai: { id: '1', nama: 'PNS Pusat' },
  alamat: 'Jl. Mawar 12, Kutoarjo', nik: '3306051403760003', npwp: null, kartu_pegawai: 'Z 123456',
}
const posisi: Loose = {
  instansi_induk: { id: PURWOREJO, nama: 'Pemerintah Kab. Purworejo' }, jenis_lokasi: 'DN', provinsi: { id: '33', nama: 'Jawa Tengah' }, kabupaten: { id: '33.06', nama: 'Kab. Purworejo' },
  kecamatan: null, desa: null, negara: null, kota_luar_negeri: null, satuan_kerja: { id: 'SK1', nama: 'Satuan Kerja SK1' }, unor: { id: unit.sekolah, nama: 'SMP Negeri 7 Purworejo' },
}
export const jabatan: Loose = {
  jenis_jabatan: { id: '4', nama: 'Fungsional Umum' }, instansi_kerja: { id: PURWOREJO, nama: 'Pemerintah Kab. Purworejo' }, unor: { id: unit.sekolah, nama: 'SMP Negeri 7 Purworejo' },
  nama_jabatan_struktural: null, eselon: null, jabatan_fungsional: null, jabatan_fungsional_umum: { id: 'JFU001', nama: 'Pengadministrasi Umum' },
  tmt_jabatan: '2000-03-01', tanggal_sk: '2000-02-20', nomor_sk: '821/1/2000', tmt_pelantikan: null,
}

/** A PNS with official data, an open account and a session. Row ids: g1, g2, j1 with the serial number in them. */
export async function addPerson(s: Scene, nama = 'SUTRISNO WIBOWO'): Promise<Person> {
  const n = ++s.serial
  const nip = `197603142000031${n}`
  const db = s.t.owner.db
  const insert = (code: string, values: Loose, id?: string) => {
    // One NIK for everybody here; but nobody is found by the number of somebody else.
    const columns = { nip, ...(id && { id: `${id}-${n}` }), ...toColumns(s.ctx.keys, findSection(code)!, nip, values), ...(values.nik !== undefined && { nik_indeks: nip }) }
    return sql`insert into ${sql.table(findSection(code)!.table)} (${sql.join(Object.keys(columns).map((c) => sql.ref(c)))}) values (${sql.join(Object.values(columns))})`.execute(db)
  }
  await insert('data-utama', { nama, ...utama })
  await insert('data-posisi', posisi)
  await insert('riwayat-golongan', row(['31', 'III/a'], '2000-03-01', ['211', 'Gol. dari Pengadaan CPNS/PNS'], '813/45/2000'), 'g1')
  await insert('riwayat-golongan', row(['32', 'III/b'], '2004-04-01', ['101', 'Reguler'], '823/99/2004'), 'g2')
  await insert('riwayat-jabatan', jabatan, 'j1')
  await insert('riwayat-pendidikan', diploma, 'p1')
  await sql`insert into cari_nama (nip, nama, instansi_id, unor_id) values (${nip}, ${nama}, ${PURWOREJO}, ${unit.sekolah})`.execute(db)
  const nomor = newNomorRegister()
  await sql`insert into akun (nip, nomor_register, instansi_id, email, email_indeks, sandi_hash, ibu_kandung, ibu_kandung_indeks, pertanyaan, jawaban_hash, status, data_dikonfirmasi)
    values (${nip}, ${nomor}, ${PURWOREJO}, ${seal(s.ctx.keys, `${nip}/email`, `${nip}@pns.test`)}, ${nip}, '-', '-', '-', ${seal(s.ctx.keys, `${nip}/pertanyaan`, 'Siapa guru pertama Anda?')}, '-', 'aktif', true)`.execute(db)
  await sql`insert into direktori_register (nomor_register, nip) values (${nomor}, ${nip})`.execute(db)
  return { nip, nama, nomor, cookie: await newSession(s, 'pns', nip) }
}

export const newSession = (s: Scene, kind: KindOfSession, owner: string): Promise<string> => transaction(s.ctx.db, (tx) => startSession(tx, s.ctx.keys, kind, owner))

export const rowId = (p: Person, name: string): string => `${name}-${p.nip.slice(-3)}`
export const cookieOf = (s: Scene, p: Pick<Person, 'cookie'>): Record<string, string> => ({ [cookieName(s.ctx.config.baseUrl, 'sesi')]: p.cookie })
export const formOf = async (s: Scene, p: Person): Promise<Form> => (await findForm(s.ctx.db, s.ctx.keys, p.nip, PERIODE))!
export const itemOf = async (s: Scene, p: Person, kunci: string) => allItems(await formOf(s, p)).find((i) => i.kunci === kunci)!

export const SAME_SITE = { 'sec-fetch-site': 'same-origin' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }

/** GET as this person. */
export const get = (s: Scene, p: Pick<Person, 'cookie'>, url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
  s.app.inject({ method: 'GET', url, headers: { ...SAME_SITE, ...headers }, cookies: cookieOf(s, p) })

/** POST of a form of ours, with a new key unless the body brings one. */
export const post = (s: Scene, p: Pick<Person, 'cookie'>, url: string, body: Body | string = {}, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
  s.app.inject({ method: 'POST', url, payload: typeof body === 'string' ? body : encode({ _kunci: uuidv7(), ...body }), headers: { ...SAME_SITE, ...FORM_TYPE, ...headers }, cookies: cookieOf(s, p) })

/** What the script sends. */
export const autosave = (s: Scene, p: Person, url: string, body: Body): Promise<LightMyRequestResponse> => post(s, p, url, { _otomatis: '1', ...body }, { accept: 'application/json' })

export const encode = (body: Body): string =>
  new URLSearchParams(Object.entries(body).flatMap(([k, v]) => (v === undefined ? [] : [[k, String(v)]]))).toString()

/** The limits are tested elsewhere; here they would only count our own haste. */
export const forgetLimits = (s: Scene) => sql`delete from batas`.execute(s.t.owner.db)

/** Everything agreed with, and dinas chosen as the unit that verifies: may be sent. */
export async function fillAll(s: Scene, p: Person): Promise<void> {
  await editForm(s.ctx.db, s.ctx.keys, p.nip, PERIODE, async (e) => {
    for (const i of allItems(e.form))
      await (i.kunci === 'verifikator_level_1' ? propose(e, i, i.versi, { verifikator_level_1: { id: unit.dinas, nama: 'Dinas Pendidikan' } }) : agree(e, i, i.versi))
    await declareNone(e)
  })
}

export const sendForm = (s: Scene, p: Person) => transaction(s.ctx.db, (tx) => act(tx, s.ctx.engine, { nip: p.nip, periode: PERIODE, action: 'kirim', by: { as: 'pns' } }))

/** One hash per table, but for throttles and the clock of sessions, which every request moves. */
export async function digest(s: Scene): Promise<Record<string, string>> {
  const { rows } = await sql<{ nama: string }>`select tablename as nama from pg_tables where schemaname = 'public' and tablename not in ('batas', 'sesi', 'sesi_petugas', 'idempotensi') and tablename not like 'ref_%'`.execute(s.t.owner.db)
  const out: Record<string, string> = {}
  for (const { nama } of rows) {
    const got = await sql<{ h: string }>`select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as h from ${sql.table(nama)} t`.execute(s.t.owner.db)
    out[nama] = got.rows[0]!.h
  }
  return out
}
