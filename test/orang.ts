// Named people for the tests: Siti (a teacher), her verifiers, and strangers. Rows stand as an import would leave them.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { beforeAll } from 'vitest'
import { transaction } from '../src/db/tx.ts'
import { agree, editForm, getItem, propose, type Edit } from '../src/form/edit.ts'
import { allItems, findForm, type Form, type Item } from '../src/form/form.ts'
import type { Ref } from '../src/form/field.ts'
import type { AnySection, Loose } from '../src/form/section.ts'
import { toColumns } from '../src/form/values.ts'
import { getInfo, loadSmallLists } from '../src/reference/cache.ts'
import { dataPosisi } from '../src/sections/dataPosisi.ts'
import { dataUtama } from '../src/sections/dataUtama.ts'
import { riwayatGolongan } from '../src/sections/riwayatGolongan.ts'
import { riwayatJabatan } from '../src/sections/riwayatJabatan.ts'
import { openFor } from '../src/workflow/decisions.ts'
import { act, type Act, type Engine, type Moved } from '../src/workflow/engine.ts'
import type { Staff } from '../src/workflow/scope.ts'
import { findLevel, STATE_TITLES, STATES, type Action } from '../src/workflow/table.ts'
import { dataGuru } from '../src/sections/dataGuru.ts'
import { riwayatPendidikan } from '../src/sections/riwayatPendidikan.ts'
import { sertifikasiGuru } from '../src/sections/sertifikasiGuru.ts'
import { addSchool, CAMPAIGN, declareNone, diploma, notCertified, teaching } from './bagian.ts'
import type { TestDatabase } from './harness.ts'
import { keys } from './security/kunci.ts'

export { keys }
export const PERIODE = '2026'
export const ACUAN = '2026-11-23'
export const PURWOREJO = '6422'
export const KEBUMEN = '6423'
export const KANREG = '01'
export const engine: Engine = { keys, info: getInfo }

const hex = (digit: string) => digit.repeat(32)
/** Units of Purworejo, one retired, one where nobody but Siti herself verifies; and one of the neighbour. */
export const unit = { dinas: hex('a'), smp2: hex('b'), smp5: hex('c'), lama: hex('d'), sunyi: hex('e'), kebumen: hex('f') } as const

const units = [
  { id: unit.dinas, nama: 'Dinas Pendidikan', info: { nama_jabatan: 'Kepala Dinas Pendidikan', eselon: '22' } },
  { id: unit.smp2, nama: 'SMP Negeri 2 Purworejo', induk_id: unit.dinas },
  { id: unit.smp5, nama: 'SMP Negeri 5 Purworejo', induk_id: unit.dinas },
  { id: unit.lama, nama: 'SMP Negeri Lama', induk_id: unit.dinas, aktif: false },
  { id: unit.sunyi, nama: 'Kecamatan Bagelen' },
  { id: unit.kebumen, nama: 'Dinas Pendidikan Kebumen', lingkup_id: KEBUMEN },
]

/** An entry of a small list, as a section holds it. */
export const entry = (list: string, id: string): Ref => ({ id, nama: String(getInfo(list, id)!.nama) })
export const unor = (id: string): Ref => ({ id, nama: units.find((u) => u.id === id)!.nama })

export const NIK = '3306015403760001'
export const NPWP = '001234567531000'

/** What SAPK holds of Siti: complete and without a fault. */
export const siti = {
  utama: (): Loose => ({
    nama: 'SITI RAHAYU',
    gelar_depan: null,
    gelar_belakang: 'S.Pd.',
    tempat_lahir: { id: '33.06', nama: 'Kab. Purworejo' },
    tanggal_lahir: '1976-03-14',
    agama: entry('agama', '1'),
    jenis_kelamin: entry('jenis_kelamin', '2'),
    tmt_cpns: '2000-03-01',
    tmt_pns: '2001-04-01',
    golongan: entry('golongan', '32'),
    tmt_golongan: '2004-04-01',
    pendidikan_terakhir: diploma.pendidikan,
    tahun_lulus: diploma.tahun_lulus,
    kedudukan_hukum: entry('kedudukan_hukum', '01'),
    jenis_pegawai: entry('jenis_pegawai', '15'),
    alamat: 'Jl. Mawar No. 12, Kutoarjo',
    nik: NIK,
    npwp: NPWP,
    kartu_pegawai: 'K 123456',
  }),
  posisi: (): Loose => ({
    instansi_induk: entry('instansi', PURWOREJO),
    jenis_lokasi: 'DN',
    provinsi: { id: '33', nama: 'Jawa Tengah' },
    kabupaten: { id: '33.06', nama: 'Kab. Purworejo' },
    kecamatan: null,
    desa: null,
    negara: null,
    kota_luar_negeri: null,
    satuan_kerja: { id: 'SK1', nama: 'Pemerintah Kab. Purworejo' },
    unor: unor(unit.smp5),
    jenis_jabatan: entry('jenis_jabatan', '2'),
    nama_jabatan: 'Guru Muda',
    tmt_jabatan: '2004-07-01',
    eselon: null,
    tmt_eselon: null,
    verifikator_level_1: null,
  }),
  golongan: (): Readonly<Record<string, Loose>> => ({ g1: rank('31', '2000-03-01', 0, '211'), g2: rank('32', '2004-04-01', 4, '101') }),
  jabatan: (): Readonly<Record<string, Loose>> => ({ j1: post('JFT001-1', '2002-01-01'), j2: post('JFT001-2', '2004-07-01') }),
}

/** A row of Riwayat Golongan. */
export const rank = (id: string, day: string, years: number, kind: string): Loose => ({
  golongan: entry('golongan', id),
  masa_kerja_tahun: years,
  masa_kerja_bulan: 1,
  nomor_sk: `823/${id}`,
  tanggal_sk: day,
  tmt_golongan: day,
  nomor_bkn: null,
  tanggal_bkn: null,
  jenis_kp: entry('jenis_kp', kind),
})

/** A row of Riwayat Jabatan: a teacher. */
export const post = (jft: string, day: string): Loose => ({
  jenis_jabatan: entry('jenis_jabatan', '2'),
  instansi_kerja: entry('instansi', PURWOREJO),
  unor: unor(unit.smp5),
  nama_jabatan_struktural: null,
  eselon: null,
  jabatan_fungsional: entry('jabatan_fungsional', jft),
  jabatan_fungsional_umum: null,
  tmt_jabatan: day,
  tanggal_sk: day,
  nomor_sk: `821/${day}`,
  tmt_pelantikan: null,
})

let members = 0
const member = (nama: string, ...tasks: [role: string, scopeId: string][]): Staff => ({
  id: `01900000-0000-7000-8000-${String(++members).padStart(12, '0')}`,
  nama,
  nip: null,
  assignments: tasks.map(([role, scopeId]) => ({ role, scopeId })),
})

export const budi = member('Budi', ['verifikator_1', unit.dinas])
export const bayu = member('Bayu', ['verifikator_1', unit.dinas])
export const rina = member('Rina', ['verifikator_2', PURWOREJO])
export const ratna = member('Ratna', ['verifikator_2', PURWOREJO])
export const joko = member('Joko', ['verifikator_3', KANREG])
/** Works on two levels: nobody verifies the same form twice. */
export const hadi = member('Hadi', ['verifikator_1', unit.dinas], ['verifikator_2', PURWOREJO])
/** Of the neighbouring agency. */
export const dewi = member('Dewi', ['verifikator_2', KEBUMEN])
export const wati = member('Wati', ['turun_status', PURWOREJO])
export const agus = member('Agus', ['turun_status', KANREG])

/** Campaign, units and staff for the test file that calls this at its top. */
export function useScene(t: TestDatabase): void {
  beforeAll(async () => {
    await loadSmallLists(t.db)
    await addScene(t)
    for (const staff of [budi, bayu, rina, ratna, joko, hadi, dewi, wati, agus]) await addStaff(t, staff)
  })
}

async function addScene(t: TestDatabase): Promise<void> {
  const owner = t.owner.db
  const states = STATES.map((kode, urutan) => ({ kode, judul: STATE_TITLES[kode], urutan }))
  await sql`insert into status_formulir select * from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as s(kode text, judul text, urutan integer)`.execute(
    owner,
  )
  await sql`insert into periode (id, nama, tanggal_acuan, mulai, akhir_isi, aktif, pengaturan)
    values (${PERIODE}, 'Pendataan Ulang PNS 2026', ${ACUAN}, now() - interval '10 days', now() + interval '60 days', true, ${CAMPAIGN}::jsonb)`.execute(owner)
  await addSchool(owner)
  for (const u of units)
    await sql`insert into ref_unor (id, nama, lingkup_id, induk_id, info, aktif, asal, versi_impor)
      values (${u.id}, ${u.nama}, ${u.lingkup_id ?? PURWOREJO}, ${u.induk_id ?? null}, ${JSON.stringify(u.info ?? {})}::jsonb, ${u.aktif ?? true}, 'uji', '1')`.execute(
      owner,
    )
  await sql`insert into unit_verifikator (unor_id, instansi_id) values (${unit.dinas}, ${PURWOREJO}), (${unit.sunyi}, ${PURWOREJO}), (${unit.kebumen}, ${KEBUMEN})`.execute(
    owner,
  )
  await sql`insert into ref_satuan_kerja (id, nama, lingkup_id, asal, versi_impor) values ('SK1', 'Pemerintah Kab. Purworejo', ${PURWOREJO}, 'uji', '1')`.execute(
    owner,
  )
}

/** Puts a member of staff into the database; `nip` when he is a PNS of the tests himself. */
export async function addStaff(t: TestDatabase, staff: Staff): Promise<Staff> {
  await sql`insert into petugas (id, email, nama, nip, sandi_hash, totp) values (${staff.id}, ${`${staff.id}@uji.test`}, ${staff.nama}, ${staff.nip}, '-', '-')`.execute(
    t.owner.db,
  )
  for (const { role, scopeId } of staff.assignments)
    await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (${uuidv7()}, ${staff.id}, ${role}, ${scopeId})`.execute(t.owner.db)
  return staff
}

type Rows = { utama: Loose; posisi: Loose; golongan: Readonly<Record<string, Loose>>; jabatan: Readonly<Record<string, Loose>> }
let people = 0

/** A PNS like Siti in SAPK, with a NIP of her own; what differs from Siti is given. */
export async function pns(t: TestDatabase, changes: Partial<Rows> = {}): Promise<string> {
  const nip = `197603142000032${String(++people).padStart(3, '0')}`
  const rows = {
    utama: { ...siti.utama(), ...changes.utama },
    posisi: { ...siti.posisi(), ...changes.posisi },
    golongan: changes.golongan ?? siti.golongan(),
    jabatan: changes.jabatan ?? siti.jabatan(),
  }
  await insertRow(t, dataUtama, nip, rows.utama)
  await insertRow(t, dataPosisi, nip, rows.posisi)
  for (const [id, values] of Object.entries(rows.golongan)) await insertRow(t, riwayatGolongan, nip, values, id)
  for (const [id, values] of Object.entries(rows.jabatan)) await insertRow(t, riwayatJabatan, nip, values, id)
  await insertRow(t, riwayatPendidikan, nip, diploma, 'p1')
  await insertRow(t, dataGuru, nip, teaching, 'k1')
  await insertRow(t, sertifikasiGuru, nip, notCertified, 's1')
  await sql`insert into cari_nama (nip, nama, instansi_id, unor_id) values (${nip}, ${rows.utama.nama}, ${PURWOREJO}, ${unit.smp5})`.execute(t.owner.db)
  return nip
}

/** A row of the official record. */
export async function insertRow(t: TestDatabase, s: AnySection, nip: string, values: Loose, id?: string): Promise<void> {
  const row = { nip, ...(id && { id }), ...toColumns(keys, s, nip, values) }
  await sql`insert into ${sql.table(s.table)} (${sql.join(Object.keys(row).map((c) => sql.ref(c)))}) values (${sql.join(Object.values(row))})`.execute(
    t.owner.db,
  )
}

export const formOf = async (t: TestDatabase, nip: string): Promise<Form> => (await findForm(t.db, keys, nip, PERIODE))!
export const itemOf = async (t: TestDatabase, nip: string, bagian: string, kunci: string): Promise<Item> => getItem(await formOf(t, nip), bagian, kunci)

/** Something the PNS does to her form, in a transaction of its own. */
export const edit = <T>(t: TestDatabase, nip: string, fn: (e: Edit) => Promise<T>): Promise<T> => editForm(t.db, keys, nip, PERIODE, fn)

/** Proposes these values for an item, whatever its version is. */
export const change = (t: TestDatabase, nip: string, bagian: string, kunci: string, values: Loose, remark?: string): Promise<void> =>
  edit(t, nip, (e) => propose(e, getItem(e.form, bagian, kunci), getItem(e.form, bagian, kunci).versi, values, remark))

/** Answers everything that is still open with Sesuai, and sends the form to a unit. */
export async function agreeAll(t: TestDatabase, nip: string, to: string = unit.dinas): Promise<void> {
  await edit(t, nip, async (e) => {
    for (const i of allItems(e.form).filter((i) => i.state === 'belum' && i.kunci !== 'verifikator_level_1')) await agree(e, i, i.versi)
    await declareNone(e)
  })
  await change(t, nip, 'data-posisi', 'verifikator_level_1', { verifikator_level_1: unor(to) })
}

/** One step of the workflow. */
export const step = (t: TestDatabase, nip: string, action: Action, by?: Staff, more: Partial<Act> = {}): Promise<Moved> =>
  transaction(t.db, (tx) => act(tx, engine, { nip, periode: PERIODE, action, by: by ? { as: 'petugas', staff: by } : { as: 'pns' }, ...more }))

/** A level decides everything that waits for it: items with a reason go back, the others are approved; then the form moves. */
export async function decide(t: TestDatabase, nip: string, by: Staff, returned: Readonly<Record<string, string>> = {}): Promise<Moved> {
  const form = await formOf(t, nip)
  const { status, putaran } = form.row!
  const open = new Set([...openFor(form, findLevel(status)!.state), ...allItems(form).filter((i) => returned[i.kunci])])
  for (const i of open) {
    const alasan = returned[i.kunci] ?? null
    await sql`insert into keputusan (nip, periode, bagian, kunci, putaran, level, putusan, alasan, versi_item, petugas_id, final_pada)
      values (${nip}, ${PERIODE}, ${i.section.code}, ${i.kunci}, ${putaran}, ${status}, ${alasan ? 'kembalikan' : 'setuju'}, ${alasan}, ${i.versi}, ${by.id}, clock_timestamp())`.execute(
      t.owner.db,
    )
  }
  return step(t, nip, Object.keys(returned).length ? 'kembalikan' : 'setujui', by, { note: Object.values(returned)[0] })
}

/** A PNS like Siti who changes her name, if wished also her religion (decided inside the agency), and sends. */
export async function sent(t: TestDatabase, changes: { agama?: boolean } = {}): Promise<string> {
  const nip = await pns(t)
  await change(t, nip, 'data-utama', 'nama', { nama: 'SITI RAHAYU DEWI' })
  if (changes.agama) await change(t, nip, 'data-utama', 'agama', { agama: entry('agama', '2') })
  await agreeAll(t, nip)
  await step(t, nip, 'kirim')
  return nip
}

/** The same, approved by the levels below. */
export async function sentTo(t: TestDatabase, level: 'level_2' | 'level_3', changes?: { agama?: boolean }): Promise<string> {
  const nip = await sent(t, changes)
  await decide(t, nip, budi)
  if (level === 'level_3') await decide(t, nip, rina)
  return nip
}
