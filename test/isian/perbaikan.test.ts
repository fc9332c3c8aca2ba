// After a return: one page with everything that came back, the reason on top of each, answers to the verifier, and one Kirim ulang.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { editForm, getItem, propose } from '../../src/form/edit.ts'
import { needsRepair } from '../../src/form/form.ts'
import { asked } from '../../src/form/section.ts'
import { useDatabase } from '../harness.ts'
import { addPerson, ENDANG, fillAll, forgetLimits, formOf, get, itemOf, makeScene, PERIODE, post, rowId, sendForm, type Body, type Person, type Scene } from './adegan.ts'
import { textOf, valueOf } from './muatan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => void (s = await makeScene(t)))
afterEach(async () => {
  await forgetLimits(s)
  expect(s.errors.splice(0)).toEqual([])
})

const PAGE = '/formulir/perbaikan'
const UTAMA = '/formulir/data-utama'
const page = async (p: Person) => (await get(s, p, PAGE)).body
const answer = async (p: Person, kunci: string, body: Body) => post(s, p, UTAMA, { _aksi: 'simpan', [`${kunci}__versi`]: (await itemOf(s, p, kunci)).versi, ...body })

/** What the page of the row would post unchanged. */
async function rowBody(p: Person): Promise<Body> {
  const { proposed, section, versi } = await itemOf(s, p, rowId(p, 'g2'))
  return Object.assign({ _versi: versi, _aksi: 'simpan', _yakin: '1' }, ...asked(section).map(([key, f]) => ((proposed![key] ?? null) === null ? {} : f.fill(proposed![key], key)))) as Body
}

/** Somebody whose alamat (changed), agama (found sesuai) and second rank (changed) came back. */
async function returned(): Promise<Person> {
  const p = await addPerson(s)
  await fillAll(s, p)
  await editForm(s.ctx.db, s.ctx.keys, p.nip, PERIODE, async (e) => {
    const change = (code: string, kunci: string, values: object) => propose(e, getItem(e.form, code, kunci), getItem(e.form, code, kunci).versi, values as never)
    await change('data-utama', 'alamat', { alamat: 'Jl. Baru 1' })
    await change('riwayat-golongan', rowId(p, 'g2'), { ...getItem(e.form, 'riwayat-golongan', rowId(p, 'g2')).official, nomor_sk: '823/BARU' })
  })
  await sendForm(s, p)
  for (const [bagian, kunci, alasan] of [['data-utama', 'alamat', 'Tulis dengan RT dan RW.'], ['data-utama', 'agama', 'Berbeda dengan KTP.'], ['riwayat-golongan', rowId(p, 'g2'), 'Nomor SK tidak terbaca.']])
    await sql`insert into keputusan (nip, periode, bagian, kunci, putaran, level, putusan, alasan, versi_item, petugas_id, final_pada)
      values (${p.nip}, ${PERIODE}, ${bagian}, ${kunci}, 1, 'level_1', 'kembalikan', ${alasan}, ${(await itemOf(s, p, kunci!)).versi}, ${ENDANG}, clock_timestamp())`.execute(t.owner.db)
  await sql`update formulir set status = 'perbaikan', pengembali = 'level_1' where nip = ${p.nip}`.execute(t.owner.db)
  return p
}

test('everything that came back is on one page with its reason; what did not is not; the home page leads there', async () => {
  const p = await returned()
  expect((await get(s, p, '/formulir')).body).toContain(`href="${PAGE}"`)
  const body = await page(p)
  const text = textOf(body)
  for (const part of ['3 dari 3 hal belum diperbaiki', 'Tulis dengan RT dan RW.', 'Berbeda dengan KTP.', 'RG-2', 'Nomor SK tidak terbaca.', '823/BARU']) expect(text).toContain(part)
  expect(text).not.toMatch(/NPWP|Kartu Pegawai|RG-1/)
  expect(body).not.toContain('action="/formulir/kirim"')
  expect(text).toContain('Alamat : Dikembalikan verifikator dan belum diperbaiki.')
})

test('repaired from there, one after the other; then one Kirim ulang sends the form to the level that returned it', async () => {
  const p = await returned()
  const saved = await answer(p, 'alamat', { alamat__cek: 'ubah', alamat: 'Jl. Baru 1 RT 2 RW 3' })
  expect([saved.statusCode, saved.headers.location]).toEqual([303, `${PAGE}?simpan=1`])
  expect(textOf(await page(p))).toContain('2 dari 3 hal belum diperbaiki')
  await answer(p, 'agama', { agama__cek: 'ubah', agama: '2' })
  const g2 = `/formulir/riwayat-golongan/${rowId(p, 'g2')}`
  const kept = await post(s, p, g2, { ...(await rowBody(p)), nomor_sk: '823/99/2004-A' })
  expect([kept.statusCode, kept.headers.location]).toEqual([303, `${PAGE}?simpan=1`])
  const body = await page(p)
  expect(textOf(body)).toContain('Semua yang dikembalikan sudah diperbaiki')
  const sent = await post(s, p, '/formulir/kirim', { benar: '1', _versi: valueOf(body, '_versi') })
  expect([sent.statusCode, (await formOf(s, p)).row!.status]).toEqual([303, 'level_1'])
  expect((await get(s, p, PAGE)).headers.location).toBe('/formulir')
})

test('what is right as it is goes back with an answer to the verifier: a change, a value of BKN, a row', async () => {
  const p = await returned()
  const open = async () => (await Promise.all(['alamat', 'agama', rowId(p, 'g2')].map(async (kunci) => needsRepair(await formOf(s, p), await itemOf(s, p, kunci)))))
  await answer(p, 'alamat', { alamat__cek: 'ubah', alamat: 'Jl. Baru 1' })
  await answer(p, 'agama', { agama__cek: 'sesuai' })
  expect(await open()).toEqual([true, true, true])
  await answer(p, 'alamat', { alamat__cek: 'ubah', alamat: 'Jl. Baru 1', alamat__ket: 'Desa kami tidak memakai RT dan RW.' })
  await answer(p, 'agama', { agama__cek: 'sesuai', agama__ket: 'KTP saya sudah diganti.' })
  expect(await itemOf(s, p, 'agama')).toMatchObject({ state: 'sesuai', remark: 'KTP saya sudah diganti.' })
  await answer(p, 'agama', { agama__cek: 'sesuai', agama__ket: 'KTP saya sudah diganti bulan lalu.' })
  expect((await itemOf(s, p, 'agama')).remark).toBe('KTP saya sudah diganti bulan lalu.')
  const g2 = `/formulir/riwayat-golongan/${rowId(p, 'g2')}`
  expect((await get(s, p, g2)).body).toContain('Isian Anda sudah benar?')
  await post(s, p, g2, { ...(await rowBody(p)), _ket: 'SK asli sudah saya serahkan.' })
  expect(await open()).toEqual([false, false, false])
  expect(await itemOf(s, p, rowId(p, 'g2'))).toMatchObject({ state: 'ubah', remark: 'SK asli sudah saya serahkan.', proposed: { nomor_sk: '823/BARU' } })
  expect(textOf(await page(p))).toContain('Semua yang dikembalikan sudah diperbaiki')
})

test('"Batalkan usulan ini" leaves what BKN holds, and counts as repaired; a locked row cannot be touched from here', async () => {
  const p = await returned()
  const kunci = rowId(p, 'g2')
  const done = await post(s, p, '/formulir/riwayat-golongan', { _aksi: `sesuai:${kunci}`, [`${kunci}__versi`]: (await itemOf(s, p, kunci)).versi })
  expect([done.statusCode, done.headers.location, (await itemOf(s, p, kunci)).state]).toEqual([303, `${PAGE}?simpan=1`, 'sesuai'])
  const locked = rowId(p, 'g1')
  expect((await post(s, p, '/formulir/riwayat-golongan', { _aksi: `sesuai:${locked}`, [`${locked}__versi`]: 1 })).statusCode).toBe(409)
})

test('returned twice and still right: the level above is asked by name; with something returned once only, it is not offered', async () => {
  const p = await returned()
  const again = async (kunci: string) => sql`insert into keputusan (nip, periode, bagian, kunci, putaran, level, putusan, alasan, versi_item, petugas_id, final_pada)
    select nip, periode, bagian, kunci, 0, level, putusan, alasan, 0, petugas_id, final_pada from keputusan where nip = ${p.nip} and kunci = ${kunci} and putaran = 1`.execute(t.owner.db)
  await answer(p, 'alamat', { alamat__cek: 'ubah', alamat: 'Jl. Baru 1', alamat__ket: 'Sudah benar.' })
  await answer(p, 'agama', { agama__cek: 'sesuai', agama__ket: 'Sudah benar.' })
  await post(s, p, `/formulir/riwayat-golongan/${rowId(p, 'g2')}`, { ...(await rowBody(p)), _ket: 'Sudah benar.' })
  await again('alamat')
  expect(await page(p)).not.toContain('Minta keputusan level di atas')
  await again(rowId(p, 'g2'))
  const body = await page(p)
  expect(textOf(body)).toContain('Mintalah Verifikasi Level 2 (BKD/Biro) memutuskannya.')
  const sent = await post(s, p, '/formulir/kirim', { benar: '1', _aksi: 'naik', _versi: valueOf(body, '_versi') })
  expect([sent.statusCode, (await formOf(s, p)).row!.status]).toEqual([303, 'level_2'])
  expect(textOf((await get(s, p, '/formulir/status')).body)).toContain('Keputusan level di atas diminta')
})

test('there is nothing to repair while a form is filled or was sent, and a stranger sees no page', async () => {
  const p = await addPerson(s)
  expect((await get(s, p, PAGE)).headers.location).toBe('/formulir')
  expect((await get(s, { cookie: uuidv7() }, PAGE)).headers.location).toContain('/masuk')
})
