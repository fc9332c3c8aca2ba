// What still stands between a form and Kirim: every gap by name, in the order of the form, with an address where it can be answered.
import { h } from 'preact'
import { uuidv7 } from 'uuidv7'
import { describe, expect, test } from 'vitest'
import { MissingPage } from '../../src/features/isian/send.tsx'
import { rowNumber } from '../../src/features/isian/rows.tsx'
import { missing, missingIn, progress, type Missing } from '../../src/form/complete.ts'
import { agree, getItem, keepDraft, newItem, propose, proposeDelete } from '../../src/form/edit.ts'
import { allItems, getSectionData, ruleContext, type Form } from '../../src/form/form.ts'
import { getInfo } from '../../src/reference/cache.ts'
import { sections } from '../../src/sections/index.ts'
import { renderPage } from '../../src/web/layout.tsx'
import { useDatabase } from '../harness.ts'
import { agreeAll, budi, change, decide, edit, formOf, pns, rank, siti, step, useScene } from '../orang.ts'
import { bannedWords, visibleText } from '../words.ts'

const t = useDatabase()
useScene(t)

const gapsOf = (form: Form): Missing[] => missing(form, getInfo)
const gaps = async (nip: string) => gapsOf(await formOf(t, nip)).map((m) => `${m.section.code}/${m.kunci}: ${m.why}`)
const state = async (nip: string, code: string) => {
  const form = await formOf(t, nip)
  return progress(form, getSectionData(form, code), ruleContext(form, getInfo))
}

/** The refusal page, and its list: address, name, sentence. */
const refusal = (form: Form) => renderPage(h(MissingPage, { form, info: getInfo, user: { nama: 'Siti' }, gaps: gapsOf(form) }))
const listed = (form: Form) => [...refusal(form).matchAll(/<li><a href="(\/formulir[^"]*)">([^<]*)<\/a>: ([^<]*)<\/li>/g)].map((m) => m.slice(1))

test('at the beginning everything is missing: all sections that apply, in order, nothing twice', async () => {
  const form = await formOf(t, await pns(t))
  const found = gapsOf(form)
  expect([...new Set(found.map((m) => m.section.code))]).toEqual(sections.filter((s) => s.code !== 'data-dokter').map((s) => s.code))
  const answers = found.filter((m) => m.kunci !== '')
  expect(answers.map((m) => `${m.section.code}/${m.kunci}`)).toEqual(allItems(form).map((i) => `${i.section.code}/${i.kunci}`))
  expect(answers.map((m) => m.label)).toEqual(allItems(form).map((i) => i.label))
  expect(new Set(found.filter((m) => m.kunci === '').map((m) => m.why))).toEqual(new Set(['Tambahkan baris, atau nyatakan Tidak punya.']))
})

test('every gap has a link to where it is answered, and the sentence beside it', async () => {
  const form = await formOf(t, await pns(t))
  // A row that nobody has looked at is found in its list, where it stands as a whole; under its number.
  const place = ({ section: s, kunci }: Missing) =>
    s.rows === 'one' ? `/formulir/${s.code}#${kunci}-baris` : `/formulir/${s.code}${kunci && `#baris-${kunci}`}`
  const name = ({ section: s, kunci, label }: Missing) =>
    s.rows === 'many' && kunci ? `${rowNumber(form.sections.get(s.code)!.items.find((i) => i.kunci === kunci)!)} ${label}` : label
  expect(listed(form)).toEqual(gapsOf(form).map((m) => [place(m), name(m), m.why]))
  expect(bannedWords(visibleText(refusal(form)))).toEqual([])
})

test('answered with Sesuai, and the verifier chosen, nothing is missing', async () => {
  const nip = await pns(t)
  await agreeAll(t, nip)
  expect(await gaps(nip)).toEqual([])
})

describe('a gap is', () => {
  test('typing that was not saved or is faulty', async () => {
    const nip = await pns(t)
    await agreeAll(t, nip)
    await edit(t, nip, (e) => keepDraft(e, getItem(e.form, 'data-utama', 'alamat'), 1, { alamat: 'Jl.' }))
    await edit(t, nip, (e) => keepDraft(e, getItem(e.form, 'riwayat-golongan', 'g1'), 1, { nomor_sk: '' }))
    expect(await gaps(nip)).toEqual(['data-utama/alamat: Isian belum benar.', 'riwayat-golongan/g1: Belum disimpan. Buka baris ini lalu pilih Simpan.'])
  })

  test('an empty value that must be there, also inside a group; optional and hidden ones may stay empty', async () => {
    const nip = await pns(t, { utama: { nik: null, npwp: null, gelar_belakang: null }, posisi: { provinsi: null, kabupaten: null, satuan_kerja: null } })
    await agreeAll(t, nip)
    expect(await gaps(nip)).toEqual(
      ['data-utama/nik', 'data-posisi/lokasi_kerja', 'data-posisi/satuan_kerja'].map((at) => `${at}: Kosong di data BKN dan wajib diisi.`),
    )
  })

  test('a rule that is broken, with its sentence, at the item it blames', async () => {
    const nip = await pns(t, { utama: { tmt_pns: '1999-04-01' } })
    await agreeAll(t, nip)
    expect(await gaps(nip)).toEqual(['data-utama/tmt_pns: TMT PNS tidak boleh sebelum TMT CPNS.'])
    await change(t, nip, 'data-utama', 'tmt_pns', { tmt_pns: '2001-04-01' })
    expect(await gaps(nip)).toEqual([])
  })

  test('a date in the future, though SAPK says so', async () => {
    const nip = await pns(t, { utama: { tmt_pns: '2027-01-01' } })
    await agreeAll(t, nip)
    expect(await gaps(nip)).toEqual(['data-utama/tmt_pns: TMT PNS tidak boleh di masa depan.'])
  })

  test('a history without rows', async () => {
    const nip = await pns(t, { golongan: {}, jabatan: {} })
    await agreeAll(t, nip)
    expect(await gaps(nip)).toEqual(['riwayat-golongan/: Isi paling sedikit 1 baris.', 'riwayat-jabatan/: Isi paling sedikit 1 baris.'])
    expect(listed(await formOf(t, nip)).map(([href]) => href)).toEqual(['/formulir/riwayat-golongan', '/formulir/riwayat-jabatan'])
  })

  test('a history whose rows are all to be deleted', async () => {
    const nip = await pns(t, { golongan: { g1: rank('31', '2000-03-01', 0, '211') } })
    await agreeAll(t, nip)
    await edit(t, nip, (e) => proposeDelete(e, getItem(e.form, 'riwayat-golongan', 'g1'), 1))
    expect(await gaps(nip)).toEqual(['riwayat-golongan/: Isi paling sedikit 1 baris.'])
  })

  test('in a history that may be empty: neither rows nor "Tidak punya"', async () => {
    const form = await formOf(t, await pns(t, { golongan: {} }))
    const data = getSectionData(form, 'riwayat-golongan')
    const optional = { ...data, section: { ...data.section, min: undefined } }
    const why = (empty: number | null) => missingIn(form, { ...optional, empty }, ruleContext(form, getInfo)).map((m) => m.why)
    expect([why(null), why(1)]).toEqual([['Tambahkan baris, atau nyatakan Tidak punya.'], []])
  })

  test('a rule over several rows, at the row it blames; a remark keeps old data as they are', async () => {
    const nip = await pns(t, { golongan: { ...siti.golongan(), g3: rank('32', '2008-04-01', 8, '101') } })
    await agreeAll(t, nip)
    expect(await gaps(nip)).toEqual([
      'riwayat-golongan/g3: Golongan ini sudah ada pada baris lain. Golongan yang sama untuk CPNS dan PNS diisi sekali, sebagai CPNS.',
    ])
    await edit(t, nip, (e) => agree(e, getItem(e.form, 'riwayat-golongan', 'g3'), 1, 'Sesuai SK.'))
    expect(await gaps(nip)).toEqual([])
  })

  test('a rule inside a row that was changed; what was only agreed to is left to the verifier', async () => {
    const nip = await pns(t, { jabatan: { ...siti.jabatan(), j0: { ...siti.jabatan().j1, tmt_jabatan: '1999-01-01', tanggal_sk: '1999-01-01' } } })
    await agreeAll(t, nip)
    expect(await gaps(nip)).toEqual([])
    await change(t, nip, 'riwayat-jabatan', 'j2', { ...siti.jabatan().j2, tmt_pelantikan: '2004-06-30' })
    expect(await gaps(nip)).toEqual(['riwayat-jabatan/j2: TMT Pelantikan tidak boleh sebelum Tanggal SK.'])
  })

  test('an item that came back and was not touched', async () => {
    const nip = await pns(t)
    await change(t, nip, 'data-utama', 'nama', { nama: 'LAIN' })
    await agreeAll(t, nip)
    await step(t, nip, 'kirim')
    await decide(t, nip, budi, { nama: 'Beda dengan ijazah.' })
    expect(await gaps(nip)).toEqual(['data-utama/nama: Dikembalikan verifikator dan belum diperbaiki.'])
    expect(await state(nip, 'data-utama')).toMatchObject({ state: 'perlu-diperbaiki', returned: 1 })
    await change(t, nip, 'data-utama', 'nama', { nama: 'SITI' })
    expect(await gaps(nip)).toEqual([])
  })
})

test('a section goes from "belum mulai" through "sedang diisi" to "selesai", and counts', async () => {
  const nip = await pns(t)
  expect(await state(nip, 'riwayat-golongan')).toEqual({ state: 'belum-mulai', done: 0, total: 2, changes: 0, returned: 0 })
  await edit(t, nip, (e) => agree(e, getItem(e.form, 'riwayat-golongan', 'g1'), 0))
  expect(await state(nip, 'riwayat-golongan')).toMatchObject({ state: 'sedang-diisi', done: 1 })
  await edit(t, nip, (e) => agree(e, getItem(e.form, 'riwayat-golongan', 'g2'), 0))
  await edit(t, nip, (e) => propose(e, newItem(e.form, 'riwayat-golongan', uuidv7()), 0, rank('33', '2008-04-01', 8, '101')))
  expect(await state(nip, 'riwayat-golongan')).toEqual({ state: 'selesai', done: 3, total: 3, changes: 1, returned: 0 })
})
