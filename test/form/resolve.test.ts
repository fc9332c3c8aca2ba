// What a picked or typed entry becomes: names from the lists, limits by kind, parent and agency, and what a hand-made post cannot do.
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { fillIn, resolve } from '../../src/form/resolve.ts'
import type { Raw } from '../../src/form/field.ts'
import { parse, type AnySection, type Loose } from '../../src/form/section.ts'
import { dataPosisi } from '../../src/sections/dataPosisi.ts'
import { dataUtama } from '../../src/sections/dataUtama.ts'
import { riwayatGolongan } from '../../src/sections/riwayatGolongan.ts'
import { riwayatJabatan } from '../../src/sections/riwayatJabatan.ts'
import { loadSmallLists } from '../../src/reference/cache.ts'
import { useDatabase } from '../harness.ts'
import { KEBUMEN, PURWOREJO, unit, unor, useScene } from '../orang.ts'

const t = useDatabase()
useScene(t)
beforeAll(async () => {
  await sql`update ref_jabatan_fungsional set aktif = false where id = 'JFT001-3'`.execute(t.owner.db)
  await sql`update ref_agama set aktif = false where id = '7'`.execute(t.owner.db)
  await loadSmallLists(t.db)
})

type Got = { value: unknown; fault: string | undefined }

/** What becomes of one field; `now` = what the form holds already. */
async function got(s: AnySection, key: string, raw: Raw, now: Loose = {}, more: readonly string[] = []): Promise<Got> {
  const read = await resolve(t.db, s, parse(s, raw, [...more, key]), PURWOREJO, now)
  return { value: read.values[key], fault: read.errors[key] }
}
const picked = (key: string, id: string, nama = 'ditulis'): Raw => ({ [key]: nama, [`${key}__id`]: id })
const proposed = (key: string, nama: string): Raw => ({ [key]: nama, [`${key}__usul`]: '1' })
const atHome = { jenis_lokasi: 'DN' }

describe('a picked entry', () => {
  test('takes its name from the list, not from the page', async () => {
    expect(await got(dataUtama, 'tempat_lahir', picked('tempat_lahir', '33.06', '<b>palsu</b>'))).toEqual({
      value: { id: '33.06', nama: 'Kab. Purworejo' },
      fault: undefined,
    })
    expect(await got(dataUtama, 'agama', { agama: '3' })).toEqual({ value: { id: '3', nama: 'Katolik' }, fault: undefined })
  })

  test('a kecamatan as birthplace is named with its kabupaten', async () => {
    expect((await got(dataUtama, 'tempat_lahir', picked('tempat_lahir', '33.06.01'))).value).toMatchObject({ nama: expect.stringContaining('Purworejo') })
  })

  test.each<[string, AnySection, string, Raw, RegExp]>([
    ['an id that does not exist', dataUtama, 'tempat_lahir', picked('tempat_lahir', '99.99'), /tidak ada di daftar/],
    ['an id in a form of its own', dataUtama, 'tempat_lahir', picked('tempat_lahir', "33.06' or '1'='1"), /tidak ada di daftar/],
    ['an entry of another kind', dataUtama, 'tempat_lahir', picked('tempat_lahir', '33.06.01.2001'), /tidak berlaku untuk Tempat Lahir/],
    ['a code that is not in a short list', dataUtama, 'agama', { agama: '99' }, /Pilih Agama dari pilihan/],
    ['a code that only the agency may set', dataUtama, 'kedudukan_hukum', { kedudukan_hukum: '99' }, /Pilih Kedudukan Hukum dari pilihan/],
    ['a kind of position that is not offered', riwayatJabatan, 'jenis_jabatan', { jenis_jabatan: '3' }, /Pilih Jenis Jabatan dari pilihan/],
    ['a short entry no longer in use', dataUtama, 'agama', { agama: '7' }, /tidak dipakai/],
    ['a unit of another agency', dataPosisi, 'unor', picked('unor', unit.kebumen), /milik instansi lain/],
    ['a unit that is closed', dataPosisi, 'unor', picked('unor', unit.lama), /tidak dipakai/],
    ['a verifier that is not flagged', dataPosisi, 'verifikator_level_1', picked('verifikator_level_1', unit.smp2), /belum ditetapkan sebagai Verifikator/],
    ['a flagged verifier of another agency', dataPosisi, 'verifikator_level_1', picked('verifikator_level_1', unit.kebumen), /milik instansi lain/],
    ['typed text that is in no list', dataUtama, 'tempat_lahir', { tempat_lahir: 'Negeri Dongeng' }, /Pilih Tempat Lahir dari daftar/],
  ])('%s is refused with a sentence', async (_, s, key, raw, sentence) => expect((await got(s, key, raw)).fault).toMatch(sentence))

  test('a position that is no longer in use is refused for a new row', async () => {
    const raw = { jenis_jabatan: '2', ...picked('jabatan_fungsional', 'JFT001-3') }
    expect((await got(riwayatJabatan, 'jabatan_fungsional', raw, {}, ['jenis_jabatan'])).fault).toMatch(/tidak dipakai/)
  })

  test('but stays where SAPK or the person held it before, so that the rest of the row can be put right', async () => {
    const before = { jabatan_fungsional: { id: 'JFT001-3', nama: 'Guru Madya' } }
    const raw = { jenis_jabatan: '2', ...picked('jabatan_fungsional', 'JFT001-3') }
    expect(await got(riwayatJabatan, 'jabatan_fungsional', raw, before, ['jenis_jabatan'])).toEqual({ value: before.jabatan_fungsional, fault: undefined })
    expect((await got(dataUtama, 'agama', { agama: '7' }, { agama: { id: '7', nama: 'Lainnya' } })).fault).toBeUndefined()
  })
})

describe('areas within areas', () => {
  const place = (provinsi: string, kabupaten: string): Raw => ({ ...atHome, ...picked('provinsi', provinsi), ...picked('kabupaten', kabupaten) })

  test('a kabupaten of the province is taken, of another one it is refused', async () => {
    expect((await got(dataPosisi, 'kabupaten', place('33', '33.06'), {}, ['jenis_lokasi', 'provinsi'])).value).toEqual({ id: '33.06', nama: 'Kab. Purworejo' })
    expect((await got(dataPosisi, 'kabupaten', place('34', '33.06'), {}, ['jenis_lokasi', 'provinsi'])).fault).toMatch(/tidak termasuk pilihan di atasnya/)
  })

  test('the parent may stand in the form already', async () => {
    const raw = { ...atHome, ...picked('kabupaten', '33.06') }
    expect((await got(dataPosisi, 'kabupaten', raw, { provinsi: { id: '34', nama: 'DI Yogyakarta' } }, ['jenis_lokasi'])).fault).toMatch(
      /tidak termasuk pilihan di atasnya/,
    )
  })

  test('a faulty parent does not make the child faulty too', async () => {
    const raw = { ...atHome, ...picked('provinsi', '99'), ...picked('kabupaten', '33.06') }
    const read = await resolve(t.db, dataPosisi, parse(dataPosisi, raw, ['jenis_lokasi', 'provinsi', 'kabupaten']), PURWOREJO)
    expect(Object.keys(read.errors)).toContain('provinsi')
  })
})

describe('typed text', () => {
  test('a name that is exactly one entry is that entry', async () => {
    expect((await got(dataUtama, 'tempat_lahir', { tempat_lahir: 'kab purworejo' })).value).toEqual({ id: '33.06', nama: 'Kab. Purworejo' })
    expect((await got(dataPosisi, 'unor', { unor: 'SMP Negeri 2 Purworejo' })).value).toEqual(unor(unit.smp2))
  })

  test('"tidak ada di daftar" becomes a proposal for the list', async () => {
    expect((await got(dataUtama, 'tempat_lahir', proposed('tempat_lahir', 'Pulau Baru'))).value).toEqual({ id: null, nama: 'Pulau Baru', usul: true })
  })

  test('a verifying unit cannot be proposed: a form would pass level 1 without anybody', async () => {
    expect((await got(dataPosisi, 'verifikator_level_1', proposed('verifikator_level_1', 'Unit Karangan'))).fault).toMatch(
      /Pilih Verifikator Level 1 dari daftar/,
    )
  })

  test('for past posts a unit may be free text, also a closed one, also of the agency of that time', async () => {
    const at = { instansi_kerja: { id: KEBUMEN, nama: 'Kebumen' } }
    expect((await got(riwayatJabatan, 'unor', proposed('unor', 'Kanwil Deppen'))).value).toEqual({ id: null, nama: 'Kanwil Deppen' })
    expect((await got(riwayatJabatan, 'unor', { unor: 'Kanwil Deppen' })).value).toEqual({ id: null, nama: 'Kanwil Deppen' })
    expect((await got(riwayatJabatan, 'unor', picked('unor', unit.lama))).value).toEqual(unor(unit.lama))
    expect((await got(riwayatJabatan, 'unor', picked('unor', unit.kebumen), at)).value).toEqual(unor(unit.kebumen))
    expect((await got(riwayatJabatan, 'unor', picked('unor', unit.kebumen))).fault).toMatch(/milik instansi lain/)
  })

  test('text that SAPK holds without a code stays what it is: nobody is asked to add it to a list', async () => {
    const before = { satuan_kerja: { id: null, nama: 'Kantor Departemen Penerangan' } }
    const raw = dataPosisi.fields.satuan_kerja.fill(before.satuan_kerja, 'satuan_kerja')
    expect(await got(dataPosisi, 'satuan_kerja', raw, before)).toEqual({ value: before.satuan_kerja, fault: undefined })
  })
})

test('a picked unit fills position and eselon where they were left empty', async () => {
  expect(await fillIn(t.db, riwayatJabatan, picked('unor', unit.dinas))).toMatchObject({ nama_jabatan_struktural: 'Kepala Dinas Pendidikan', eselon: '22' })
  const own = { ...picked('unor', unit.dinas), nama_jabatan_struktural: 'Plt. Kepala', eselon: '31' }
  expect(await fillIn(t.db, riwayatJabatan, own)).toEqual(own)
  expect(await fillIn(t.db, riwayatGolongan, { nomor_sk: 'x' })).toEqual({ nomor_sk: 'x' })
})
