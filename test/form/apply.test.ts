// Acceptance: the official record changes exactly where something was approved, and what follows the histories follows.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { applyUsulan } from '../../src/form/apply.ts'
import { getItem, newItem, propose, proposeDelete } from '../../src/form/edit.ts'
import { currentValues } from '../../src/form/form.ts'
import { fromColumns } from '../../src/form/values.ts'
import type { Loose } from '../../src/form/section.ts'
import { findSection, sections } from '../../src/sections/index.ts'
import { diploma } from '../bagian.ts'
import { useDatabase } from '../harness.ts'
import { agreeAll, budi, change, decide, edit, entry, formOf, joko, keys, pns, post, rank, rina, siti, step, unit, unor, useScene } from '../orang.ts'

const t = useDatabase()
useScene(t)

type Row = Record<string, unknown>

/** The official rows of a person, all sections, as stored. */
async function official(nip: string): Promise<Record<string, Row[]>> {
  const all: Record<string, Row[]> = {}
  for (const s of sections)
    all[s.code] = (await sql<{ r: Row }>`select to_jsonb(r) as r from ${sql.table(s.table)} r where nip = ${nip} order by r`.execute(t.db)).rows.map((x) => x.r)
  return all
}
const values = (code: string, nip: string, row: Row): Loose => fromColumns(keys, findSection(code)!, nip, row)

/** Sends the form through all levels. */
async function accept(nip: string): Promise<void> {
  await agreeAll(t, nip)
  await step(t, nip, 'kirim')
  for (const officer of [budi, rina, joko]) await decide(t, nip, officer)
}

test('nothing proposed, nothing changed, but for the unit the person chose', async () => {
  const nip = await pns(t)
  const before = await official(nip)
  await accept(nip)
  const after = await official(nip)
  expect((await formOf(t, nip)).row).toMatchObject({ status: 'diterima' })
  expect({ ...after, 'data-posisi': 0 }).toEqual({ ...before, 'data-posisi': 0 })
  expect(values('data-posisi', nip, after['data-posisi']![0]!)).toEqual({
    ...values('data-posisi', nip, before['data-posisi']![0]!),
    verifikator_level_1: unor(unit.dinas),
  })
})

describe('what was approved', () => {
  test('one field, a secret, a group: those columns and no others', async () => {
    const nip = await pns(t)
    const before = await official(nip)
    const place = {
      jenis_lokasi: 'LN',
      provinsi: null,
      kabupaten: null,
      kecamatan: null,
      desa: null,
      negara: { id: 'NG-MY', nama: 'Malaysia' },
      kota_luar_negeri: 'Johor',
    }
    await change(t, nip, 'data-utama', 'nama', { nama: 'SITI RAHAYU DEWI' })
    await change(t, nip, 'data-utama', 'nik', { nik: '3306015403760099' })
    await change(t, nip, 'data-posisi', 'lokasi_kerja', place)
    await accept(nip)
    const after = await official(nip)
    expect(values('data-utama', nip, after['data-utama']![0]!)).toEqual({
      ...values('data-utama', nip, before['data-utama']![0]!),
      nama: 'SITI RAHAYU DEWI',
      nik: '3306015403760099',
    })
    expect(values('data-posisi', nip, after['data-posisi']![0]!)).toEqual({
      ...values('data-posisi', nip, before['data-posisi']![0]!),
      ...place,
      verifikator_level_1: unor(unit.dinas),
    })
    expect([after['riwayat-golongan'], after['riwayat-jabatan']]).toEqual([before['riwayat-golongan'], before['riwayat-jabatan']])
    expect(after['data-utama']![0]).toMatchObject({ nik: expect.stringMatching(/^v1\./), npwp: before['data-utama']![0]!.npwp })
  })

  test('a row added, a row changed, a row deleted; the others keep their version', async () => {
    const nip = await pns(t, { golongan: { ...siti.golongan(), g3: rank('33', '2008-04-01', 8, '101') } })
    const before = await official(nip)
    const key = uuidv7()
    await edit(t, nip, async (e) => {
      await propose(e, newItem(e.form, 'riwayat-golongan', key), 0, rank('34', '2012-04-01', 12, '101'))
      await propose(e, getItem(e.form, 'riwayat-golongan', 'g2'), 0, { ...siti.golongan().g2, nomor_sk: 'SK BARU' })
      await proposeDelete(e, getItem(e.form, 'riwayat-jabatan', 'j1'), 0)
    })
    await accept(nip)
    const after = await official(nip)
    const byId = (rows: Row[]) => Object.fromEntries(rows.map((r) => [r.id, r]))
    const [was, now] = [byId(before['riwayat-golongan']!), byId(after['riwayat-golongan']!)]
    expect(now).toEqual({
      g1: was.g1,
      g3: was.g3,
      g2: { ...was.g2, nomor_sk: 'SK BARU', versi: 2, diubah: expect.any(String) },
      [key]: expect.objectContaining({ golongan: '34', versi: 1 }),
    })
    expect(after['riwayat-jabatan']!.map((r) => r.id)).toEqual(['j2'])
  })

  test('golongan, position and eselon follow the histories', async () => {
    const nip = await pns(t)
    const head = {
      ...post('JFT001-2', '2015-01-01'),
      jenis_jabatan: entry('jenis_jabatan', '1'),
      jabatan_fungsional: null,
      nama_jabatan_struktural: 'Kepala Dinas',
      eselon: entry('eselon', '22'),
      unor: unor(unit.dinas),
    }
    await edit(t, nip, async (e) => {
      await propose(e, newItem(e.form, 'riwayat-golongan', uuidv7()), 0, rank('33', '2008-04-01', 8, '101'))
      await propose(e, newItem(e.form, 'riwayat-jabatan', uuidv7()), 0, head)
      await propose(e, newItem(e.form, 'riwayat-jabatan', uuidv7()), 0, { ...head, tmt_jabatan: '2018-01-01', nama_jabatan_struktural: 'Kepala Badan' })
    })
    await accept(nip)
    const after = await official(nip)
    expect(after['data-utama']![0]).toMatchObject({ golongan: '33', golongan_nama: 'III/c', tmt_golongan: '2008-04-01', nama: 'SITI RAHAYU' })
    expect(after['data-posisi']![0]).toMatchObject({
      jenis_jabatan: '1',
      nama_jabatan: 'Kepala Badan',
      tmt_jabatan: '2018-01-01',
      eselon: '22',
      tmt_eselon: '2015-01-01',
    })
  })

  test('a value whose history is still empty is what SAPK says, and follows the first row', async () => {
    const nip = await pns(t, { utama: { pendidikan_terakhir: { id: null, nama: 'S-1 Pendidikan' }, tahun_lulus: 1999 } })
    await sql`delete from sapk_riwayat_pendidikan where nip = ${nip}`.execute(t.owner.db)
    const now = async () => currentValues(await formOf(t, nip), 'data-utama')
    expect(await now()).toMatchObject({ pendidikan_terakhir: { nama: 'S-1 Pendidikan' }, tahun_lulus: 1999 })
    await edit(t, nip, (e) => propose(e, newItem(e.form, 'riwayat-pendidikan', 'p2'), 0, { ...diploma, tahun_lulus: 2001 }))
    expect(await now()).toMatchObject({ pendidikan_terakhir: diploma.pendidikan, tahun_lulus: 2001 })
  })

  test('staff find the person under the new name and unit', async () => {
    const nip = await pns(t)
    await change(t, nip, 'data-utama', 'nama', { nama: 'SITI RAHAYU DEWI' })
    await change(t, nip, 'data-posisi', 'unor', { unor: unor(unit.smp2) })
    await accept(nip)
    expect((await sql`select nama, unor_id from cari_nama where nip = ${nip}`.execute(t.db)).rows).toEqual([{ nama: 'SITI RAHAYU DEWI', unor_id: unit.smp2 }])
  })

  test('every usulan is marked as applied', async () => {
    const nip = await pns(t)
    await change(t, nip, 'data-utama', 'nama', { nama: 'LAIN' })
    await accept(nip)
    expect((await sql`select distinct status from usulan where nip = ${nip}`.execute(t.db)).rows).toEqual([{ status: 'diterapkan' }])
  })
})

test('a proposal the database refuses leaves everything as it was, the form at its level', async () => {
  const nip = await pns(t)
  await change(t, nip, 'data-utama', 'nama', { nama: 'LAIN' })
  await change(t, nip, 'data-utama', 'agama', { agama: { id: 'tidak-ada', nama: 'x' } })
  await agreeAll(t, nip)
  await step(t, nip, 'kirim')
  await decide(t, nip, budi)
  await decide(t, nip, rina)
  const before = await official(nip)
  await expect(decide(t, nip, joko)).rejects.toMatchObject({ code: '23503' })
  expect(await official(nip)).toEqual(before)
  expect((await formOf(t, nip)).row!.status).toBe('level_3')
})

test('only the transaction that accepts may write the official record, and only that of the person', async () => {
  const [mine, other] = [await pns(t), await pns(t)]
  await change(t, mine, 'data-utama', 'nama', { nama: 'LAIN' })
  const before = await official(other)
  await transaction(t.db, async (tx) => applyUsulan(tx, keys, await formOf(t, mine)))
  expect(await official(other)).toEqual(before)
})
