// The scene of the verification tests: three agencies, named staff, PNS who fill and send their forms through the engine.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { buildApp } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { getPeriode, type Ctx } from '../../src/context.ts'
import { transaction } from '../../src/db/tx.ts'
import { agree, editForm, getItem, propose, proposeDelete } from '../../src/form/edit.ts'
import { allItems, findForm, type Form, type Item } from '../../src/form/form.ts'
import type { Loose } from '../../src/form/section.ts'
import { getInfo, loadSmallLists } from '../../src/reference/cache.ts'
import { loadReference } from '../../src/reference/seeds.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { deriveKeys } from '../../src/security/keys.ts'
import { newNomorRegister } from '../../src/security/nomor.ts'
import { startSession } from '../../src/security/session.ts'
import { sealedColumns, toColumns } from '../../src/form/values.ts'
import { decidedAt } from '../../src/workflow/decisions.ts'
import { act } from '../../src/workflow/engine.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { STATE_TITLES } from '../../src/workflow/table.ts'
import { riwayatPendidikan } from '../../src/sections/riwayatPendidikan.ts'
import { CAMPAIGN, declareNone, diploma } from '../bagian.ts'
import type { TestDatabase } from '../harness.ts'

export const PERIODE = '2026'
export const PURWOREJO = '6422'
export const KEBUMEN = '6423'
export const KANREG = '01'
export const unit = { dinas: 'D'.repeat(32), puskesmas: 'E'.repeat(32), sunyi: 'F'.repeat(32), kebumen: 'A'.repeat(32) }

export type Scene = { t: TestDatabase; ctx: Ctx; app: FastifyInstance; staff: Record<string, Staff>; nextSerial: number }

/** People of the staff, by first name; NIP only where the test is about his own form. */
const STAFF: Record<string, { nip?: string; tasks: [string, string][] }> = {
  endang: { nip: '197001011995032501', tasks: [['verifikator_1', unit.dinas]] },
  bambang: { tasks: [['verifikator_1', unit.dinas]] },
  siti: { tasks: [['verifikator_1', unit.puskesmas]] },
  budi: { tasks: [['verifikator_2', PURWOREJO]] },
  dwi: {
    tasks: [
      ['verifikator_2', PURWOREJO],
      ['verifikator_1', unit.dinas],
    ],
  },
  rina: { tasks: [['verifikator_2', KEBUMEN]] },
  agus: { tasks: [['verifikator_3', KANREG]] },
  maya: {
    tasks: [
      ['verifikator_3', KANREG],
      ['turun_status', KANREG],
    ],
  },
  pusat: { tasks: [['verifikator_3', '00']] },
  tono: { tasks: [['turun_status', PURWOREJO]] },
  lina: { nip: '197505052000032502', tasks: [['verifikator_registrasi', PURWOREJO]] },
  wati: { tasks: [['verifikator_registrasi', KEBUMEN]] },
  helpi: { tasks: [['helpdesk', PURWOREJO]] },
}

/** Fills the empty database of a test file. */
export async function makeScene(t: TestDatabase): Promise<Scene> {
  await loadReference(t.owner.pool, { provinces: [] })
  await loadSmallLists(t.db)
  const states = Object.entries(STATE_TITLES).map(([kode, judul], urutan) => ({ kode, judul, urutan }))
  await sql`insert into status_formulir select * from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as s(kode text, judul text, urutan integer)`.execute(
    t.db,
  )
  await sql`insert into periode (id, nama, tanggal_acuan, mulai, akhir_isi, aktif, pengaturan) values (${PERIODE}, 'PUPNS', '2026-12-31', now() - interval '10 days', now() + interval '60 days', true, ${CAMPAIGN}::jsonb)`.execute(
    t.db,
  )
  const units = [
    [unit.dinas, 'Dinas Pendidikan', PURWOREJO],
    [unit.puskesmas, 'Puskesmas Kutoarjo', PURWOREJO],
    [unit.sunyi, 'Kecamatan Bagelen', PURWOREJO],
    [unit.kebumen, 'Dinas Pendidikan Kebumen', KEBUMEN],
  ]
  for (const [id, nama, instansi] of units) {
    await sql`insert into ref_unor (id, kode, nama, lingkup_id, asal, versi_impor) values (${id}, ${id}, ${nama}, ${instansi}, 'uji', '1')`.execute(t.owner.db)
    await sql`insert into unit_verifikator (unor_id, instansi_id) values (${id}, ${instansi})`.execute(t.owner.db)
  }
  await sql`insert into ref_satuan_kerja (id, nama, lingkup_id, asal, versi_impor) values ('SK1', 'Pemerintah Kab. Purworejo', ${PURWOREJO}, 'uji', '1')`.execute(
    t.owner.db,
  )
  const keys = deriveKeys(Buffer.alloc(32, 7))
  const ctx: Ctx = {
    config: { mode: 'uji', baseUrl: 'http://uji.test', trustProxy: 0 } as Config,
    db: t.db,
    keys,
    log: { info() {}, warn() {}, error: (data) => console.error(data) },
    engine: { keys, info: getInfo },
    periode: () => getPeriode(t.db),
  }
  const staff: Record<string, Staff> = {}
  for (const [name, { nip, tasks }] of Object.entries(STAFF)) staff[name] = await addStaff(t, name, tasks, nip)
  return { t, ctx, app: await buildApp(ctx), staff, nextSerial: 0 }
}

export async function addStaff(t: TestDatabase, name: string, tasks: [string, string][], nip: string | null = null): Promise<Staff> {
  const id = uuidv7()
  const nama = `${name[0]!.toUpperCase()}${name.slice(1)} Petugas`
  await sql`insert into petugas (id, email, nama, nip, sandi_hash, totp) values (${id}, ${`${name}@uji.test`}, ${nama}, ${nip}, '-', '-')`.execute(t.owner.db)
  for (const [peran, lingkup] of tasks)
    await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (${uuidv7()}, ${id}, ${peran}, ${lingkup})`.execute(t.owner.db)
  return { id, nama, nip, assignments: tasks.map(([role, scopeId]) => ({ role, scopeId })) }
}

export type Pns = { nip: string; id: string; nomor: string }
type Change = (form: Form) => Record<string, Loose | 'hapus'>
export type PnsOptions = {
  nip?: string
  nama?: string
  to?: string
  instansi?: string
  change?: Loose
  rows?: Change
  status?: string
}

/** The usual correction: one field that BKN decides, one that stays inside the agency. */
export const twoChanges: Loose = { gelar_belakang: 'M.Pd.', alamat: 'Jl. Mawar No. 14, Kutoarjo' }

/** A person in SAPK with an account; `sendForm` fills and sends. */
export async function addPns(s: Scene, o: PnsOptions = {}): Promise<{ nip: string; nomor: string }> {
  const nip = o.nip ?? `19760314200003${1 + (s.nextSerial % 2)}${501 + s.nextSerial++}`
  const nomor = newNomorRegister()
  const db = s.t.owner.db
  const instansi = o.instansi ?? PURWOREJO
  const nik = sealedColumns(s.ctx.keys, nip, 'nik', '3306051403760003')
  const born = `${nip.slice(0, 4)}-${nip.slice(4, 6)}-${nip.slice(6, 8)}`
  const cpns = `${nip.slice(8, 12)}-${nip.slice(12, 14)}-01`
  const nama = o.nama ?? 'SUTRISNO WIBOWO'
  await sql`insert into sapk_data_utama (nip, nama, gelar_belakang, tempat_lahir, tempat_lahir_nama, tanggal_lahir, agama, agama_nama, jenis_kelamin, jenis_kelamin_nama, tmt_cpns, tmt_pns,
      golongan, golongan_nama, tmt_golongan, kedudukan_hukum, kedudukan_hukum_nama, jenis_pegawai, jenis_pegawai_nama, alamat, nik, nik_indeks)
    values (${nip}, ${nama}, 'S.Pd.', '33.06', 'Kab. Purworejo', ${born}, '1', 'Islam', ${nip[14]}, 'Pria', ${cpns}, ${cpns},
      '31', 'III/a', ${cpns}, '01', 'Aktif', '1', 'PNS', 'Jl. Mawar No. 12, Kutoarjo', ${nik.nik}, ${nik.nik_indeks})`.execute(db)
  await sql`insert into sapk_data_posisi (nip, instansi_induk, instansi_induk_nama, jenis_lokasi, provinsi, provinsi_nama, satuan_kerja, satuan_kerja_nama, unor, unor_nama)
    values (${nip}, ${instansi}, 'Instansi', 'DN', '33', 'Jawa Tengah', 'SK1', 'Pemerintah Kab. Purworejo', ${unit.dinas}, 'Dinas Pendidikan')`.execute(db)
  await sql`insert into sapk_riwayat_golongan (nip, id, golongan, golongan_nama, masa_kerja_tahun, masa_kerja_bulan, nomor_sk, tanggal_sk, tmt_golongan, jenis_kp, jenis_kp_nama)
    values (${nip}, 'g1', '31', 'III/a', 0, 0, '813/45/2000', ${cpns}, ${cpns}, '211', 'Gol. dari Pengadaan CPNS/PNS')`.execute(db)
  await sql`insert into sapk_riwayat_jabatan (nip, id, jenis_jabatan, jenis_jabatan_nama, instansi_kerja, instansi_kerja_nama, unor, unor_nama, jabatan_fungsional_umum, jabatan_fungsional_umum_nama, tmt_jabatan, tanggal_sk, nomor_sk)
    values (${nip}, 'j1', '4', 'Fungsional Umum', ${instansi}, 'Instansi', ${unit.dinas}, 'Dinas Pendidikan', null, 'Pengadministrasi', ${cpns}, ${cpns}, '821/1')`.execute(
    db,
  )
  const school = { nip, id: 'p1', ...toColumns(s.ctx.keys, riwayatPendidikan, nip, diploma) }
  await sql`insert into sapk_riwayat_pendidikan (${sql.join(Object.keys(school).map((c) => sql.ref(c)))}) values (${sql.join(Object.values(school))})`.execute(
    db,
  )
  await sql`insert into cari_nama (nip, nama, instansi_id, unor_id) values (${nip}, ${nama}, ${instansi}, ${unit.dinas})`.execute(db)
  await sql`insert into akun (nip, nomor_register, instansi_id, email, email_indeks, sandi_hash, ibu_kandung, ibu_kandung_indeks, pertanyaan, jawaban_hash, status)
    values (${nip}, ${nomor}, ${instansi}, '-', ${nip}, '-', '-', '-', '-', '-', ${o.status ?? 'aktif'})`.execute(db)
  await sql`insert into direktori_register (nomor_register, nip) values (${nomor}, ${nip})`.execute(db)
  return { nip, nomor }
}

/** Adds a person who fills the form and sends it. */
export async function sendForm(s: Scene, o: PnsOptions = {}): Promise<Pns> {
  const { nip, nomor } = await addPns(s, o)
  await fill(s, nip, o)
  return { nip, nomor, id: await sendNow(s, nip) }
}

/** Answers everything: agrees, with the wished changes in between. */
export async function fill(s: Scene, nip: string, o: PnsOptions = {}): Promise<void> {
  await editForm(s.ctx.db, s.ctx.keys, nip, PERIODE, async (e) => {
    const rows = o.rows?.(e.form) ?? {}
    const to = o.to ?? unit.dinas
    const wanted: Record<string, Loose | 'hapus'> = {
      verifikator_level_1: { verifikator_level_1: { id: to, nama: 'Unit' } },
      ...Object.fromEntries(Object.entries(o.change ?? {}).map(([k, v]) => [k, { [k]: v }])),
      ...rows,
    }
    for (const i of allItems(e.form)) {
      const values = wanted[i.kunci]
      if (values === 'hapus') await proposeDelete(e, i, i.versi)
      else if (values) await propose(e, i, i.versi, i.section.rows === 'many' ? { ...i.official, ...values } : values)
      else await agree(e, i, i.versi)
    }
    await declareNone(e)
  })
}

/** Kirim or Kirim ulang by the PNS. Returns the form's id. */
export async function sendNow(s: Scene, nip: string): Promise<string> {
  await transaction(s.ctx.db, (tx) => act(tx, s.ctx.engine, { nip, periode: PERIODE, action: 'kirim', by: { as: 'pns' } }))
  return (await formOf(s, nip)).row!.id
}

export const formOf = async (s: Scene, nip: string): Promise<Form> => (await findForm(s.ctx.db, s.ctx.keys, nip, PERIODE))!
export const itemOf = (form: Form, kunci: string): Item => allItems(form).find((i) => i.kunci === kunci)!

/** The PNS changes one item (repair). */
export const change = (s: Scene, nip: string, bagian: string, kunci: string, values: Loose): Promise<void> =>
  editForm(s.ctx.db, s.ctx.keys, nip, PERIODE, async (e) => {
    const i = getItem(e.form, bagian, kunci)
    await propose(e, i, i.versi, values)
  })

const cookies = new WeakMap<Staff, string>()

async function cookieFor(s: Scene, staff: Staff): Promise<string> {
  const known = cookies.get(staff)
  if (known) return known
  const cookie = await transaction(s.ctx.db, (tx) => startSession(tx, s.ctx.keys, 'petugas', staff.id))
  cookies.set(staff, cookie)
  return cookie
}

/** A request as this member of staff. */
export async function get(s: Scene, staff: Staff, url: string): Promise<LightMyRequestResponse> {
  return s.app.inject({
    method: 'GET',
    url,
    cookies: { [cookieName(s.ctx.config.baseUrl, 'petugas')]: await cookieFor(s, staff) },
  })
}

export async function post(
  s: Scene,
  staff: Staff,
  url: string,
  body: Record<string, string | number> = {},
  accept = 'text/html',
): Promise<LightMyRequestResponse> {
  const payload = new URLSearchParams(Object.entries({ _kunci: uuidv7(), ...body }).map(([k, v]) => [k, String(v)])).toString()
  return s.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept, 'sec-fetch-site': 'same-origin' },
    cookies: { [cookieName(s.ctx.config.baseUrl, 'petugas')]: await cookieFor(s, staff) },
  })
}

/** What the record page would post: a choice for every item of this level. */
export async function choices(
  s: Scene,
  nip: string,
  choose: (i: Item) => 'setuju' | 'kembalikan' | undefined = () => 'setuju',
): Promise<Record<string, string>> {
  const form = await formOf(s, nip)
  const body: Record<string, string> = { versi: String(form.row!.versi) }
  for (const i of allItems(form)) {
    const choice = choose(i)
    const name = `${i.section.code}.${i.kunci}`
    if (!choice || !decidedAt(i, form.row!.status)) continue
    Object.assign(body, { [`putusan.${name}`]: choice, [`versi.${name}`]: String(i.versi) })
    if (choice === 'kembalikan') body[`alasan.${name}`] = 'Berkas tidak terbaca.'
  }
  return body
}

/** Decides a form at its level: everything set Setuju, or as chosen. */
export async function decide(
  s: Scene,
  staff: Staff,
  p: Pns,
  choose?: Parameters<typeof choices>[2],
  more: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return post(s, staff, `/verifikasi/${p.id}/kirim`, { ...(await choices(s, p.nip, choose)), konfirmasi: '1', ...more })
}

export const statusOf = async (s: Scene, nip: string): Promise<string> => (await formOf(s, nip)).row!.status
