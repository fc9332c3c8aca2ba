// Resolving does the work, the other kinds: people added, standing, Turun Status, units, references; and what the helpdesk cannot do (A23).
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { findOfficial } from '../../src/form/official.ts'
import { seal } from '../../src/security/seal.ts'
import { openTicket } from '../../src/tiket/open.ts'
import { findKategori } from '../../src/tiket/kategori.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { useDatabase } from '../harness.ts'
import { addPns, addStaff, formOf, get, post, PURWOREJO, sendForm, statusOf, unit } from '../verifikasi/scene.ts'
import { act, at, letters, makeDesk, stored, ticket, type Scene } from './adegan.ts'
import * as work from './tindakanAdegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeDesk(t)
})

const step = (staff: Staff, nomor: string, name: string, body: Record<string, string | number> = {}) => work.stepOf(s, staff, nomor, name, body)
const kinds = (nip: string) => work.kindsOf(s, nip)

describe('Data Tidak Ada adds a person', () => {
  const nip = '197502021999031777'
  const isi = {
    nama: 'Harjo Suwito',
    lahir_di: 'Kebumen',
    lahir_pada: '1975-02-02',
    instansi: { id: PURWOREJO, nama: 'Kabupaten Purworejo' },
    sk_nomor: '813/9',
    sk_tanggal: '1999-03-01',
  }
  const form = {
    nama: 'Harjo Suwito',
    lahir_di: 'Kebumen',
    lahir_pada: '02-02-1975',
    instansi: 'Kabupaten Purworejo',
    instansi__id: PURWOREJO,
    sk_nomor: '813/9',
    sk_tanggal: '01-03-1999',
  }
  const asked = async (o: { nip?: string } = {}) =>
    transaction(s.ctx.db, (tx) =>
      openTicket(tx, s.ctx.keys, {
        kategori: findKategori('data-tidak-ada')!,
        nip: o.nip ?? nip,
        terverifikasi: false,
        asal: 'publik',
        isi,
        email: 'harjo@uji.test',
      }),
    )

  test('two officers agree, and he can register; the applicant is told; undone as long as nothing hangs on it', async () => {
    const nomor = await asked()
    await letters(s, 'tiket')
    await step(s.ops.bkd, nomor, 'identitas', { dilihat: 1 })
    expect((await step(s.ops.bkd, nomor, 'kerjakan', form)).statusCode).toBe(303)
    expect((await step(s.ops.bkd, nomor, 'setujui')).statusCode).toBe(403)
    expect(await findOfficial(t.db, s.ctx.keys, nip)).toBeUndefined()
    expect((await step(s.ops.bkd2, nomor, 'setujui')).statusCode).toBe(303)
    const added = (await findOfficial(t.db, s.ctx.keys, nip))!
    expect(added).toMatchObject({ standing: '01', sintetis: true, induk: { id: PURWOREJO } })
    expect(added.person).toMatchObject({ nama: 'HARJO SUWITO', tempatLahir: 'Kebumen', tanggalLahir: '1975-02-02', perempuan: false, tmtCpns: '1999-03-01' })
    const [told] = await letters(s, 'tiket')
    expect(told).toMatchObject({ kepada: 'harjo@uji.test' })
    expect(told!.teks).toContain('Lakukan Registrasi')
    expect(await kinds(nip)).toContain('orang-ditambahkan')
    expect((await formOf(s, nip)).person.nama).toBe('HARJO SUWITO')
    expect((await step(s.ops.bkd, nomor, 'urungkan', { alasan_urungkan: 'Keliru.' })).statusCode).toBe(303)
    expect(await findOfficial(t.db, s.ctx.keys, nip)).toBeUndefined()
  })

  test('a NIP that is known, a birth date that is not that of the NIP, a NIP that is none', async () => {
    const old = await addPns(s)
    await sql`update akun set email = null where nip = ${old.nip}`.execute(t.owner.db)
    const known = await asked({ nip: old.nip })
    await step(s.ops.bkd, known, 'identitas', { dilihat: 1 })
    expect((await step(s.ops.bkd, known, 'kerjakan', form)).body).toContain('sudah ada pada data BKN')
    const nomor = await asked({ nip: '197502021999031778' })
    await step(s.ops.bkd, nomor, 'identitas', { dilihat: 1 })
    expect((await step(s.ops.bkd, nomor, 'kerjakan', { ...form, lahir_pada: '03-02-1975' })).body).toContain('tidak sama dengan delapan angka pertama NIP')
    expect((await step(s.ops.bkd, nomor, 'kerjakan', { ...form, lahir_pada: '03-02-1975', nip_berbeda: '1' })).statusCode).toBe(303)
  })

  test('once somebody has registered with it, the person stays', async () => {
    const other = '197502021999031779'
    const nomor = await asked({ nip: other })
    await step(s.ops.bkd, nomor, 'identitas', { dilihat: 1 })
    await step(s.ops.bkd, nomor, 'kerjakan', form)
    await step(s.ops.bkd2, nomor, 'setujui')
    await sql`insert into akun (nip, nomor_register, instansi_id, sandi_hash, ibu_kandung, ibu_kandung_indeks, pertanyaan, jawaban_hash, status)
      values (${other}, 'ABCD2345', ${PURWOREJO}, '-', '-', '-', '-', '-', 'aktif')`.execute(t.owner.db)
    expect((await step(s.ops.bkd, nomor, 'urungkan', { alasan_urungkan: 'x' })).body).toContain('sudah mendaftar')
    expect(await findOfficial(t.db, s.ctx.keys, other)).toBeDefined()
  })
})

describe('Data Pensiun changes the legal standing, with evidence', () => {
  const form = { kedudukan: '01', sk_nomor: '880/7', sk_tanggal: '05-01-2026', dasar: 'asli' }
  const standing = async (nip: string) => (await findOfficial(t.db, s.ctx.keys, nip))!.standing
  const pensioner = async () => {
    const { nip } = await addPns(s)
    await sql`update sapk_data_utama set kedudukan_hukum = '99', kedudukan_hukum_nama = 'Pensiun' where nip = ${nip}`.execute(t.owner.db)
    return { nip, nomor: await ticket(s, { kode: 'data-pensiun', nip, isi: { sk_nomor: '880/7', sk_tanggal: '2026-01-05', uraian: 'Masih aktif.' } }) }
  }

  test('a paper that was seen, or a file that can be read; then undone', async () => {
    const { nip, nomor } = await pensioner()
    expect((await get(s, s.ops.bkd, at(nomor))).body).toContain('Pensiun')
    expect((await step(s.ops.bkd, nomor, 'kerjakan', { ...form, dasar: 'berkas' })).body).toContain('Belum ada berkas yang siap dibaca')
    expect((await step(s.ops.bkd, nomor, 'kerjakan', { ...form, dasar: '' })).statusCode).toBe(422)
    expect(await standing(nip)).toBe('99')
    const file = uuidv7()
    const nama = seal(s.ctx.keys, `berkas/tiket/${nomor}/${file}`, 'surat')
    await sql`insert into berkas_tiket (nomor, id, jenis, nama, ukuran, sidik, tempat, status) values (${nomor}, ${file}, 'pdf', ${nama}, 1, '-', 'x', 'diperiksa')`.execute(
      t.owner.db,
    )
    expect((await step(s.ops.bkd, nomor, 'kerjakan', { ...form, dasar: 'berkas' })).body, 'one that nobody has looked at yet proves nothing').toContain(
      'Belum ada berkas',
    )
    await sql`delete from berkas_tiket where nomor = ${nomor}`.execute(t.owner.db)
    expect((await step(s.ops.bkd, nomor, 'kerjakan', form)).statusCode).toBe(303)
    expect(await standing(nip)).toBe('01')
    expect(await stored(s, nomor)).toMatchObject({ status: 'selesai' })
    expect(await kinds(nip)).toContain('kedudukan-diubah')
    expect((await step(s.ops.bkd, nomor, 'urungkan', { alasan_urungkan: 'Surat palsu.' })).statusCode).toBe(303)
    expect(await standing(nip)).toBe('99')
  })

  test('only to a standing with which one is in service; not by the unit', async () => {
    const { nip, nomor } = await pensioner()
    expect((await step(s.ops.bkd, nomor, 'kerjakan', { ...form, kedudukan: '66' })).statusCode).toBe(422)
    await sql`update tiket set tingkat = 1, unit_id = ${unit.dinas} where nomor = ${nomor}`.execute(t.owner.db)
    expect((await step(s.ops.unit, nomor, 'kerjakan', form)).body).toContain('tidak dilakukan di unit kerja')
    expect(await standing(nip)).toBe('99')
  })
})

describe('Turun Status calls the workflow', () => {
  test('by an operator who holds that role; with its reason, event and letter', async () => {
    const both = await addStaff(t, 'tari', [
      ['helpdesk', PURWOREJO],
      ['turun_status', PURWOREJO],
    ])
    const p = await sendForm(s)
    const nomor = await ticket(s, { kode: 'turun-status', nip: p.nip, isi: { uraian: 'Tanggal SK keliru.' } })
    const refused = await step(s.ops.bkd, nomor, 'kerjakan', { catatan: 'Perbaiki tanggal SK.' })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('Hanya Operator Turun Status')
    expect(await statusOf(s, p.nip)).toBe('level_1')
    expect((await step(both, nomor, 'kerjakan', { catatan: '' })).statusCode).toBe(422)
    await sql`update tiket set pemegang = null, dipegang_sampai = null where nomor = ${nomor}`.execute(t.owner.db)
    expect((await step(both, nomor, 'kerjakan', { catatan: 'Perbaiki tanggal SK.' })).statusCode).toBe(303)
    expect(await statusOf(s, p.nip)).toBe('draf')
    expect(await kinds(p.nip)).toContain('turun-status')
    expect(await stored(s, nomor)).toMatchObject({ status: 'selesai' })
    const again = await ticket(s, { kode: 'turun-status', nip: p.nip })
    expect((await get(s, both, at(again))).body).toContain('tidak sedang diperiksa')
  })
})

describe('Penambahan Verifikator Level 1 flags the unit', () => {
  const newUnit = 'B'.repeat(32)
  test('people can choose it at once; not a unit of another agency; undone while nobody has sent to it', async () => {
    await sql`insert into ref_unor (id, kode, nama, lingkup_id, asal, versi_impor) values (${newUnit}, ${newUnit}, 'Dinas Kebersihan', ${PURWOREJO}, 'uji', '1')`.execute(
      t.owner.db,
    )
    const flagged = async () =>
      (await sql<{ aktif: boolean }>`select aktif from unit_verifikator where unor_id = ${newUnit}`.execute(t.owner.db)).rows[0]?.aktif
    const nomor = await ticket(s, { kode: 'penambahan-verifikator-level-1', isi: { teks: 'Dinas Kebersihan' } })
    expect((await get(s, s.ops.bkd, at(nomor))).body).toContain('value="Dinas Kebersihan"')
    const searched = await act(s, s.ops.bkd, nomor, 'kerjakan', { unit: 'kebersihan', _cari: 'unit' })
    expect(searched.body).toContain(`value="${newUnit}"`)
    expect((await step(s.ops.bkd, nomor, 'kerjakan', { unit: 'Dinas Pendidikan Kebumen', unit__id: unit.kebumen })).body).toContain('milik instansi lain')
    expect((await step(s.ops.bkd, nomor, 'kerjakan', { unit: 'Dinas Kebersihan', unit__id: newUnit })).statusCode).toBe(303)
    expect(await flagged()).toBe(true)
    await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (gen_random_uuid(), ${s.staff.siti!.id}, 'verifikator_1', ${newUnit})`.execute(
      t.owner.db,
    )
    await sendForm(s, { to: newUnit })
    expect((await step(s.ops.bkd, nomor, 'urungkan', { alasan_urungkan: 'x' })).body).toContain('Sudah ada formulir')
    expect(await flagged()).toBe(true)
    await sql`delete from formulir where unit_id = ${newUnit}`.execute(t.owner.db)
    expect((await step(s.ops.bkd, nomor, 'urungkan', { alasan_urungkan: 'x' })).statusCode).toBe(303)
    expect(await flagged()).toBe(false)
  })
})

describe('a reference ticket written by hand is decided at the reference desk', () => {
  test('it becomes a request, its applicant gets the decision; who asks the same later is merged', async () => {
    const isi = { teks: 'S-1 Ilmu Pelayaran Niaga', uraian: null }
    const nomor = await ticket(s, { kode: 'referensi-pendidikan', isi, tingkat: 4 })
    await letters(s, 'tiket')
    const made = await act(s, s.ops.pusat, nomor, 'referensi')
    expect(made.statusCode).toBe(303)
    const page = made.headers.location!
    expect((await get(s, s.ops.pusat, page)).body).toContain('Ilmu Pelayaran Niaga')
    expect((await get(s, s.ops.pusat, '/helpdesk/referensi')).body).toContain('Ilmu Pelayaran Niaga')
    const twin = await ticket(s, { kode: 'referensi-pendidikan', isi, tingkat: 4 })
    expect((await act(s, s.ops.pusat, twin, 'referensi')).headers.location).toBe(page)
    expect(await stored(s, twin)).toMatchObject({ status: 'digabung', digabung_ke: nomor })
    await letters(s, 'tiket')
    expect((await post(s, s.ops.pusat, `${page}/tolak`, { versi: 0, alasan: 'Pakai nama pada ijazah.' })).statusCode).toBe(303)
    expect(await stored(s, nomor)).toMatchObject({ status: 'selesai', hasil: 'diputus' })
    expect((await letters(s, 'tiket')).filter((l) => l.teks.includes('Pakai nama pada ijazah.'))).toHaveLength(2)
  })

  test('an agency does not decide on a national list; its units it does', async () => {
    const national = await ticket(s, { kode: 'referensi-pendidikan', isi: { teks: 'S-1 Apa Saja' }, tingkat: 2 })
    const refused = await act(s, s.ops.bkd, national, 'referensi')
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toContain('diputuskan BKN Pusat')
    const own = await ticket(s, { kode: 'referensi-unit-organisasi', isi: { teks: 'UPTD Baru' }, tingkat: 2 })
    expect((await act(s, s.ops.bkd, own, 'referensi')).statusCode).toBe(303)
  })
})

test('A23: the helpdesk has no way to another e-mail, kata kunci, or form of a person', async () => {
  const { nip } = await addPns(s)
  const nomor = await ticket(s, { kode: 'lainnya', nip })
  const before = await sql`select email, email_indeks, sandi_hash, status from akun where nip = ${nip}`.execute(t.owner.db)
  for (const name of ['email', 'sandi', 'kata-kunci', 'buka-akun', 'kerjakan', 'setujui', 'urungkan'])
    expect(
      (
        await step(s.ops.bkd, nomor, name, {
          email: 'jahat@uji.test',
          kata_kunci: 'x',
          nip,
          tindakan: '01a209fc-0000-7d87-bc8e-c4031d9a0009',
          alasan_urungkan: 'x',
        })
      ).statusCode,
    ).toBe(404)
  expect((await sql`select email, email_indeks, sandi_hash, status from akun where nip = ${nip}`.execute(t.owner.db)).rows).toEqual(before.rows)
})

test('what was filled in stands nowhere in clear', async () => {
  const { rows } = await sql<{ baris: string }>`select row_to_json(a)::text as baris from tindakan a`.execute(t.owner.db)
  expect(rows.length).toBeGreaterThan(3)
  for (const { baris } of rows) for (const text of ['880/7', 'Harjo', 'Surat palsu']) expect(baris).not.toContain(text)
})

test.each(['kerjakan', 'setujui', 'batalkan', 'urungkan', 'identitas', 'referensi'])('%s is closed to who has no such desk', async (name) => {
  const nomor = await ticket(s, { kode: 'beda-instansi', isi: {} })
  expect((await step(s.staff.budi!, nomor, name)).statusCode).toBe(403)
  expect((await step(s.ops.jatim, nomor, name, { dilihat: 1, alasan_batalkan: 'x', alasan_urungkan: 'x' })).statusCode).toBe(404)
})
