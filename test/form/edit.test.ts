// What a PNS does to her form: answers, drafts, versions, limits. On a real database, as Siti and as somebody who is not Siti.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { describe, expect, test } from 'vitest'
import { saveAnswers, type Outcome } from '../../src/features/isian/save.ts'
import { agree, agreeRest, declareEmpty, dropDraft, getItem, keepDraft, newItem, propose, proposeDelete, withdraw, type Edit } from '../../src/form/edit.ts'
import { currentValues, getSectionData } from '../../src/form/form.ts'
import type { Raw } from '../../src/form/field.ts'
import type { AnySection } from '../../src/form/section.ts'
import { dataUtama } from '../../src/sections/dataUtama.ts'
import { sections } from '../../src/sections/index.ts'
import { useDatabase } from '../harness.ts'
import { agreeAll, change, edit, engine, formOf, itemOf, NIK, NPWP, PERIODE, pns, PURWOREJO, rank, siti, step, useScene } from '../orang.ts'

const t = useDatabase()
useScene(t)
const stale = { code: 'stale_version' }

describe('an answer', () => {
  test('the first save makes the form, in the agency and region of the person, counted once', async () => {
    const nip = await pns(t)
    expect((await formOf(t, nip)).row).toBeNull()
    await edit(t, nip, (e) => agree(e, getItem(e.form, 'data-utama', 'agama'), 0))
    expect((await formOf(t, nip)).row).toMatchObject({ status: 'draf', versi: 1, putaran: 0, instansi_id: PURWOREJO, wilayah_id: '01' })
    const { rows } = await sql<{
      n: number
    }>`select sum(n)::int as n from hitungan where kunci = ${`draf/instansi/${PURWOREJO}`} and slot = ${Number(nip.slice(-4)) % 16}`.execute(t.owner.db)
    expect(rows[0]!.n).toBeGreaterThan(0)
    expect((await sql`select from direktori_formulir where nip = ${nip}`.execute(t.db)).rows).toHaveLength(1)
  })

  test('sesuai, tidak sesuai, and taken back; the version only rises', async () => {
    const nip = await pns(t)
    await edit(t, nip, (e) => agree(e, getItem(e.form, 'data-utama', 'nama'), 0))
    expect(await itemOf(t, nip, 'data-utama', 'nama')).toMatchObject({ state: 'sesuai', versi: 1 })
    await edit(t, nip, (e) => propose(e, getItem(e.form, 'data-utama', 'nama'), 1, { nama: 'SITI RAHAYU DEWI' }, 'sesuai akta'))
    expect(await itemOf(t, nip, 'data-utama', 'nama')).toMatchObject({
      state: 'ubah',
      versi: 2,
      remark: 'sesuai akta',
      proposed: { nama: 'SITI RAHAYU DEWI' },
      official: { nama: 'SITI RAHAYU' },
    })
    await edit(t, nip, (e) => withdraw(e, getItem(e.form, 'data-utama', 'nama'), 2))
    expect(await itemOf(t, nip, 'data-utama', 'nama')).toMatchObject({ state: 'belum', versi: 3, proposed: { nama: 'SITI RAHAYU' } })
  })

  test('SAPK is not touched by anything that is only proposed', async () => {
    const nip = await pns(t)
    const before = (await sql`select * from sapk_data_utama where nip = ${nip}`.execute(t.db)).rows
    await change(t, nip, 'data-utama', 'nama', { nama: 'LAIN' })
    await edit(t, nip, (e) => proposeDelete(e, getItem(e.form, 'riwayat-golongan', 'g2'), 0))
    expect((await sql`select * from sapk_data_utama where nip = ${nip}`.execute(t.db)).rows).toEqual(before)
    expect((await sql`select from sapk_riwayat_golongan where nip = ${nip}`.execute(t.db)).rows).toHaveLength(2)
  })

  test('a group is one answer: location with all its levels', async () => {
    const nip = await pns(t)
    const place = {
      jenis_lokasi: 'LN',
      provinsi: null,
      kabupaten: null,
      kecamatan: null,
      desa: null,
      negara: { id: 'NG-MY', nama: 'Malaysia' },
      kota_luar_negeri: 'Kuala Lumpur',
    }
    await change(t, nip, 'data-posisi', 'lokasi_kerja', place)
    expect(await itemOf(t, nip, 'data-posisi', 'lokasi_kerja')).toMatchObject({ state: 'ubah', proposed: place, official: { jenis_lokasi: 'DN' } })
  })

  test('an item takes only its own fields, whatever is handed in', async () => {
    const nip = await pns(t)
    await change(t, nip, 'data-utama', 'nama', { nama: 'BARU', nik: '1111111111111111', nip: '9' })
    const { rows } = await sql<{ sesudah: unknown }>`select sesudah from usulan where nip = ${nip}`.execute(t.db)
    expect(rows).toEqual([{ sesudah: { nama: 'BARU' } }])
  })

  test('values that follow the histories are shown as they will be', async () => {
    const nip = await pns(t)
    await edit(t, nip, (e) => propose(e, newItem(e.form, 'riwayat-golongan', uuidv7()), 0, rank('33', '2008-04-01', 8, '101')))
    expect(currentValues(await formOf(t, nip), 'data-utama')).toMatchObject({ golongan: { id: '33' }, tmt_golongan: '2008-04-01' })
  })
})

describe('rows', () => {
  test('added, changed, deleted, and taken back', async () => {
    const nip = await pns(t)
    const key = uuidv7()
    await edit(t, nip, async (e) => {
      await propose(e, newItem(e.form, 'riwayat-golongan', key), 0, rank('33', '2008-04-01', 8, '101'))
      await propose(e, getItem(e.form, 'riwayat-golongan', 'g1'), 0, { ...siti.golongan().g1, nomor_sk: 'SK BARU' })
      await proposeDelete(e, getItem(e.form, 'riwayat-golongan', 'g2'), 0)
    })
    const rows = getSectionData(await formOf(t, nip), 'riwayat-golongan').items
    expect(rows.map((i) => [i.kunci, i.state, i.nomor])).toEqual([
      ['g1', 'ubah', 1],
      ['g2', 'hapus', 2],
      [key, 'tambah', 3],
    ])
    await edit(t, nip, async (e) => {
      await withdraw(e, getItem(e.form, 'riwayat-golongan', 'g2'), 1)
      await proposeDelete(e, getItem(e.form, 'riwayat-golongan', key), 1)
    })
    expect(getSectionData(await formOf(t, nip), 'riwayat-golongan').items.map((i) => [i.kunci, i.state])).toEqual([
      ['g1', 'ubah'],
      ['g2', 'belum'],
    ])
  })

  test('no two rows have the same number, whatever was added, kept and taken back before', async () => {
    const nip = await pns(t)
    const [first, second, third, typed] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
    const add = (key: string, day: string) => edit(t, nip, (e) => propose(e, newItem(e.form, 'riwayat-golongan', key), 0, rank('33', day, 8, '101')))
    await add(first, '2008-04-01')
    await add(second, '2012-04-01')
    await edit(t, nip, (e) => withdraw(e, getItem(e.form, 'riwayat-golongan', first), 1))
    await edit(t, nip, (e) => keepDraft(e, newItem(e.form, 'riwayat-golongan', typed), 0, { nomor_sk: 'x' }))
    const numbers = async () => getSectionData(await formOf(t, nip), 'riwayat-golongan').items.map((i) => i.nomor)
    expect(await numbers()).toEqual([1, 2, 4, 5])
    await add(third, '2016-04-01')
    expect(new Set(await numbers()).size).toBe(5)
  })

  test('the key of somebody else’s row opens nothing', async () => {
    const [mine, other] = [await pns(t), await pns(t, { golongan: { asing: rank('31', '2000-03-01', 0, '211') } })]
    const form = await formOf(t, mine)
    expect(() => getItem(form, 'riwayat-golongan', 'asing')).toThrow(expect.objectContaining({ code: 'not_found' }))
    expect(() => getItem(form, 'riwayat-jabatan', 'g1')).toThrow(expect.objectContaining({ code: 'not_found' }))
    expect(() => getItem(form, 'tidak-ada', 'nama')).toThrow(expect.objectContaining({ code: 'not_found' }))
    // Used as the key of a new row it becomes an own row, and the other's stays what it is.
    await edit(t, mine, (e) => propose(e, newItem(e.form, 'riwayat-golongan', 'asing'), 0, rank('33', '2008-04-01', 8, '101')))
    expect(await itemOf(t, other, 'riwayat-golongan', 'asing')).toMatchObject({ state: 'belum', official: { golongan: { id: '31' } } })
  })

  test('two hundred rows are enough', async () => {
    const golongan = Object.fromEntries(Array.from({ length: 199 }, (_, i) => [`g${i}`, rank('31', `${1930 + (i % 90)}-01-01`, 0, '101')]))
    const nip = await pns(t, { golongan })
    await edit(t, nip, (e) => keepDraft(e, newItem(e.form, 'riwayat-golongan', uuidv7()), 0, { nomor_sk: 'x' }))
    await expect(edit(t, nip, async (e) => newItem(e.form, 'riwayat-golongan', uuidv7()))).rejects.toMatchObject({ code: 'too_many_rows' })
  })
})

describe('drafts', () => {
  test('typing with faults is kept as it was typed, sealed, until it is saved or thrown away', async () => {
    const nip = await pns(t)
    const raw: Raw = { tanggal_lahir: '31-02-1976 =HYPERLINK("x")', tanggal_lahir__ket: 'coba' }
    const versi = await edit(t, nip, (e) => keepDraft(e, getItem(e.form, 'data-utama', 'tanggal_lahir'), 0, raw))
    expect(await itemOf(t, nip, 'data-utama', 'tanggal_lahir')).toMatchObject({ state: 'belum', draft: raw, versi })
    const { rows } = await sql<{ isi: string }>`select isi from konsep where nip = ${nip}`.execute(t.db)
    expect(rows[0]!.isi).toMatch(/^v1\./)
    expect(rows[0]!.isi).not.toContain('1976')
    await change(t, nip, 'data-utama', 'tanggal_lahir', { tanggal_lahir: '1976-03-15' })
    expect(await itemOf(t, nip, 'data-utama', 'tanggal_lahir')).toMatchObject({ state: 'ubah', draft: null })
  })

  test('a draft beside an answer leaves the answer, and throwing it away brings it back', async () => {
    const nip = await pns(t)
    await change(t, nip, 'data-utama', 'alamat', { alamat: 'Jl. Baru' })
    await edit(t, nip, (e) => keepDraft(e, getItem(e.form, 'data-utama', 'alamat'), 1, { alamat: 'Jl. Ba' }))
    expect(await itemOf(t, nip, 'data-utama', 'alamat')).toMatchObject({ state: 'ubah', proposed: { alamat: 'Jl. Baru' }, draft: { alamat: 'Jl. Ba' } })
    await edit(t, nip, (e) => dropDraft(e, getItem(e.form, 'data-utama', 'alamat'), 2))
    expect(await itemOf(t, nip, 'data-utama', 'alamat')).toMatchObject({ state: 'ubah', proposed: { alamat: 'Jl. Baru' }, draft: null })
  })

  test.each(['belum', 'sesuai', 'ubah'] as const)('a draft thrown away and typed anew does not fit the page of another tab (%s)', async (state) => {
    const nip = await pns(t)
    if (state === 'sesuai') await edit(t, nip, (e) => agree(e, getItem(e.form, 'data-utama', 'alamat'), 0))
    if (state === 'ubah') await change(t, nip, 'data-utama', 'alamat', { alamat: 'Jl. Baru' })
    const draft = (text: string) =>
      edit(t, nip, async (e) => {
        const i = getItem(e.form, 'data-utama', 'alamat')
        return keepDraft(e, i, i.versi, { alamat: text })
      })
    const old = await draft('ditulis di tab pertama')
    await edit(t, nip, async (e) => {
      const i = getItem(e.form, 'data-utama', 'alamat')
      await dropDraft(e, i, i.versi)
    })
    await draft('ditulis di tab kedua')
    await expect(edit(t, nip, (e) => keepDraft(e, getItem(e.form, 'data-utama', 'alamat'), old, { alamat: 'tab pertama lagi' }))).rejects.toMatchObject(stale)
  })
})

describe('two tabs', () => {
  test('the second save of the same item is refused and changes nothing', async () => {
    const nip = await pns(t)
    await edit(t, nip, (e) => propose(e, getItem(e.form, 'data-utama', 'alamat'), 0, { alamat: 'tab pertama' }))
    const writes: ((e: Edit) => Promise<unknown>)[] = [
      (e) => propose(e, getItem(e.form, 'data-utama', 'alamat'), 0, { alamat: 'tab kedua' }),
      (e) => agree(e, getItem(e.form, 'data-utama', 'alamat'), 0),
      (e) => withdraw(e, getItem(e.form, 'data-utama', 'alamat'), 0),
      (e) => keepDraft(e, getItem(e.form, 'data-utama', 'alamat'), 0, { alamat: 'x' }),
    ]
    for (const write of writes) await expect(edit(t, nip, write)).rejects.toMatchObject(stale)
    expect(await itemOf(t, nip, 'data-utama', 'alamat')).toMatchObject({ proposed: { alamat: 'tab pertama' }, versi: 1, draft: null })
  })

  test('saves of different items merge, also in the same moment, also as the first save of all', async () => {
    const nip = await pns(t)
    const names = ['nama', 'alamat', 'agama', 'gelar_belakang', 'kartu_pegawai', 'jenis_pegawai']
    await Promise.all(names.map((kunci) => edit(t, nip, (e) => agree(e, getItem(e.form, 'data-utama', kunci), 0))))
    const done = getSectionData(await formOf(t, nip), 'data-utama')
      .items.filter((i) => i.state === 'sesuai')
      .map((i) => i.kunci)
    expect(done.sort()).toEqual(names.sort())
    expect((await sql`select from formulir where nip = ${nip}`.execute(t.db)).rows).toHaveLength(1)
  })

  test('of ten saves of one item in the same moment one wins', async () => {
    const nip = await pns(t)
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) => edit(t, nip, (e) => propose(e, getItem(e.form, 'data-utama', 'alamat'), 0, { alamat: `tab ${i}` }))),
    )
    expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect(all.filter((r) => r.status === 'rejected').map((r) => r.reason.code)).toEqual(Array(9).fill('stale_version'))
  })
})

describe('"semua sisanya sesuai"', () => {
  test('takes only what was on screen in its present version, and nothing that is empty or being typed', async () => {
    const nip = await pns(t)
    await change(t, nip, 'data-utama', 'nama', { nama: 'LAIN' })
    await edit(t, nip, (e) => keepDraft(e, getItem(e.form, 'data-utama', 'alamat'), 0, { alamat: 'Jl.' }))
    const seen = [
      { kunci: 'nama', versi: 1 },
      { kunci: 'alamat', versi: 1 },
      { kunci: 'agama', versi: 0 },
      { kunci: 'nik', versi: 7 },
      { kunci: 'gelar_depan', versi: 0 },
      { kunci: 'npwp', versi: 0 },
    ]
    expect(await edit(t, nip, (e) => agreeRest(e, 'data-utama', seen))).toEqual(['agama', 'npwp'])
    const states = Object.fromEntries(getSectionData(await formOf(t, nip), 'data-utama').items.map((i) => [i.kunci, i.state]))
    expect(states).toMatchObject({ nama: 'ubah', alamat: 'belum', agama: 'sesuai', nik: 'belum', npwp: 'sesuai', gelar_depan: 'belum', tanggal_lahir: 'belum' })
  })
})

describe('tidak punya', () => {
  /** No section of the four may be empty, so one that may stands in. */
  const optional = (e: Edit): Edit => {
    const data = getSectionData(e.form, 'riwayat-golongan')
    const section: AnySection = { ...data.section, min: undefined }
    return { ...e, form: { ...e.form, sections: new Map([...e.form.sections, ['riwayat-golongan', { ...data, section }]]) } }
  }

  test('is said, taken back, and gone with the first row', async () => {
    const nip = await pns(t, { golongan: {} })
    const said = async () => getSectionData(await formOf(t, nip), 'riwayat-golongan').empty !== null
    await edit(t, nip, (e) => declareEmpty(optional(e), 'riwayat-golongan', true, 0))
    expect(await said()).toBe(true)
    await expect(edit(t, nip, (e) => declareEmpty(optional(e), 'riwayat-golongan', false, 0))).rejects.toMatchObject(stale)
    await edit(t, nip, (e) => declareEmpty(optional(e), 'riwayat-golongan', false, 1))
    expect(await said()).toBe(false)
    await edit(t, nip, (e) => declareEmpty(optional(e), 'riwayat-golongan', true, 2))
    await edit(t, nip, (e) => propose(e, newItem(e.form, 'riwayat-golongan', uuidv7()), 0, rank('31', '2000-03-01', 0, '211')))
    expect(await said()).toBe(false)
  })

  test('is refused where rows are, and where at least one must be', async () => {
    const [full, empty] = [await pns(t), await pns(t, { golongan: {} })]
    await expect(edit(t, full, (e) => declareEmpty(optional(e), 'riwayat-golongan', true, 0))).rejects.toMatchObject({ code: 'not_possible_now' })
    await expect(edit(t, empty, (e) => declareEmpty(e, 'riwayat-golongan', true, 0))).rejects.toMatchObject({ code: 'not_possible_now' })
  })
})

describe('a sent form', () => {
  test('takes no answer any more', async () => {
    const nip = await pns(t)
    await agreeAll(t, nip)
    await step(t, nip, 'kirim')
    const i = await itemOf(t, nip, 'data-utama', 'nama')
    await expect(edit(t, nip, (e) => propose(e, getItem(e.form, 'data-utama', 'nama'), i.versi, { nama: 'X' }))).rejects.toMatchObject({ code: 'already_sent' })
    await expect(edit(t, nip, async (e) => newItem(e.form, 'riwayat-golongan', uuidv7()))).rejects.toMatchObject({ code: 'already_sent' })
    expect(await edit(t, nip, (e) => agreeRest(e, 'data-utama', [{ kunci: 'nama', versi: i.versi }]))).toEqual([])
  })
})

describe('saving a page', () => {
  const save = (nip: string, raw: Raw): Promise<Outcome> => edit(t, nip, (e) => saveAnswers(e, engine.info, dataUtama, raw))
  const ubah = (kunci: string, value: string, more: Raw = {}): Raw => ({ [`${kunci}__cek`]: 'ubah', [`${kunci}__versi`]: '0', [kunci]: value, ...more })

  test('what is right is saved, what is faulty is kept as a draft, each by itself', async () => {
    const nip = await pns(t)
    const out = await save(nip, {
      ...ubah('alamat', 'Jl. Baru 3'),
      ...ubah('nik', '123'),
      ...ubah('tmt_pns', '31-02-2001'),
      agama__cek: 'sesuai',
      agama__versi: '0',
    })
    expect(out).toMatchObject({
      saved: ['agama', 'alamat'],
      errors: { nik: expect.stringContaining('16 angka'), tmt_pns: expect.stringContaining('kalender') },
    })
    expect((await itemOf(t, nip, 'data-utama', 'nik')).draft).toMatchObject({ nik: '123' })
  })

  test('a warning asks for a remark, and takes it', async () => {
    const nip = await pns(t)
    const first = await save(nip, ubah('tanggal_lahir', '15-03-1976'))
    expect(first).toMatchObject({ saved: [], warnings: { tanggal_lahir: expect.stringContaining('NIP') } })
    const again = await save(nip, {
      ...ubah('tanggal_lahir', '15-03-1976'),
      tanggal_lahir__versi: String(first.versions.tanggal_lahir),
      tanggal_lahir__ket: ' sesuai  akta ',
    })
    expect(again).toMatchObject({ saved: ['tanggal_lahir'] })
    expect((await itemOf(t, nip, 'data-utama', 'tanggal_lahir')).remark).toBe('sesuai akta')
  })

  test.each(['\u0000', 'a\u0000b', '\u202e', 'x\ud83d'])('a remark of what cannot be stored (%j) is no remark', async (remark) => {
    const nip = await pns(t)
    expect(await save(nip, ubah('tanggal_lahir', '15-03-1976', { tanggal_lahir__ket: remark }))).toMatchObject({
      saved: [],
      warnings: { tanggal_lahir: expect.any(String) },
    })
  })

  test('the value SAPK has is no change', async () => {
    expect(await save(await pns(t), ubah('nama', ' siti rahayu'.toUpperCase()))).toMatchObject({
      saved: [],
      errors: { nama: expect.stringContaining('sama dengan data BKN') },
    })
  })

  test('a stale item is a conflict, the others are saved', async () => {
    const nip = await pns(t)
    await change(t, nip, 'data-utama', 'alamat', { alamat: 'dari tab lain' })
    expect(await save(nip, { ...ubah('alamat', 'Jl. Baru 3'), ...ubah('kartu_pegawai', 'K 9') })).toMatchObject({
      saved: ['kartu_pegawai'],
      conflicts: ['alamat'],
    })
    expect((await itemOf(t, nip, 'data-utama', 'alamat')).proposed).toMatchObject({ alamat: 'dari tab lain' })
  })

  test('sent twice it is saved once', async () => {
    const nip = await pns(t)
    await save(nip, ubah('alamat', 'Jl. Baru 3'))
    expect(await save(nip, ubah('alamat', 'Jl. Baru 3'))).toMatchObject({ saved: [], conflicts: [], versions: { alamat: 1 } })
  })

  test.each(['<script>alert(1)</script>', '=HYPERLINK("x")', "'; drop table usulan; --", '{{7*7}}', '\\x00', 'a\u200db'])(
    '%j is a text like any other',
    async (text) => {
      const nip = await pns(t)
      await save(nip, ubah('alamat', text))
      expect((await itemOf(t, nip, 'data-utama', 'alamat')).proposed).toMatchObject({ alamat: text })
    },
  )

  test.each(['x\u0000', '\ud83d', 'a'.repeat(10_000)])('%# what cannot be stored is a fault with a sentence, and stays typed', async (text) => {
    const nip = await pns(t)
    expect(await save(nip, ubah('alamat', text))).toMatchObject({ saved: [], errors: { alamat: expect.stringMatching(/Alamat .*\.$/) } })
    expect((await itemOf(t, nip, 'data-utama', 'alamat')).draft).toEqual({ alamat: text })
  })
})

test('secrets stand nowhere in clear: every row of every table is read', async () => {
  const nip = await pns(t)
  const fresh = { nik: '3306015403760077', npwp: '998877665544332' }
  for (const kunci of ['nik', 'npwp'] as const) await change(t, nip, 'data-utama', kunci, { [kunci]: fresh[kunci] })
  await edit(t, nip, (e) => keepDraft(e, getItem(e.form, 'data-utama', 'nik'), 1, { nik: '3306015403760088' }))
  await edit(t, nip, async (e) => {
    const i = getItem(e.form, 'data-utama', 'nik')
    await propose(e, i, i.versi, { nik: fresh.nik })
  })
  await agreeAll(t, nip)
  await step(t, nip, 'kirim', undefined, { note: 'tanpa NIK' })
  expect((await itemOf(t, nip, 'data-utama', 'nik')).proposed).toMatchObject({ nik: fresh.nik })
  const { rows: tables } = await sql<{
    name: string
  }>`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker')`.execute(t.owner.db)
  const planted = [NIK, NPWP, ...Object.values(fresh), '3306015403760088']
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(name)} r where to_jsonb(r)::text ~ ${planted.join('|')}`.execute(
      t.owner.db,
    )
    if (rows[0]!.n) found.push(name)
  }
  expect(tables.length).toBeGreaterThan(40)
  expect(found).toEqual([])
  expect((await sql`select from usulan where nip = ${nip} and periode = ${PERIODE} and kunci = 'nik'`.execute(t.db)).rows).toHaveLength(1)
  expect(sections.length).toBeGreaterThan(3)
})
