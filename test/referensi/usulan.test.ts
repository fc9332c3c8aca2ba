// A text that stands in no list: asked for once, decided once, filled in everywhere (product R16, clarifications 2.7).
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { editForm, getItem, propose } from '../../src/form/edit.ts'
import { resolve } from '../../src/form/resolve.ts'
import { parse } from '../../src/form/section.ts'
import { search } from '../../src/reference/search.ts'
import { dataUtama } from '../../src/sections/dataUtama.ts'
import { useDatabase } from '../harness.ts'
import { bannedWords } from '../words.ts'
import { change, decide as verify, fill, formOf, KEBUMEN, PERIODE, post, PURWOREJO, sendForm, sendNow, statusOf, unit } from '../verifikasi/scene.ts'
import {
  HERE,
  decide,
  eventsOf,
  itemIn,
  letters,
  look,
  makeDesk,
  newUnit,
  open,
  person,
  plain,
  requestFor,
  runFilling,
  send,
  signedIn,
  type,
  valueIn,
  type Scene,
} from './adegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeDesk(t)
})
afterEach(async () => {
  await sql`delete from batas`.execute(t.owner.db)
})

const waits = async (nip: string) =>
  (await sql<{ medan: string; teks: string }>`select medan, teks from usulan_referensi_tunggu where nip = ${nip} order by medan`.execute(t.owner.db)).rows

describe('asking', () => {
  test('two people who type the same make one request, in whatever spelling', async () => {
    const [siti, budi] = [await person(s), await person(s)]
    expect((await type(s, siti, 'unor', 'SMP Negeri 41 Purworejo')).statusCode).toBe(303)
    await type(s, budi, 'unor', 'smp negeri  41  purworejo.')
    const { rows } = await sql<{ teks: string; lingkup: string }>`select teks, lingkup from usulan_referensi where cari = 'smp negeri 41 purworejo'`.execute(
      t.owner.db,
    )
    expect(rows).toEqual([{ teks: 'SMP Negeri 41 Purworejo', lingkup: PURWOREJO }])
    expect(await waits(budi.nip)).toEqual([{ medan: 'unor', teks: 'smp negeri 41 purworejo.' }])
    const page = plain((await look(s, s.ops.helpi)).body)
    expect(page).toMatch(/SMP Negeri 41 Purworejo Unit Organisasi · Pemerintah Kab\. Purworejo 2 orang/)
  })

  test('the same text in another list, agency or kind of field is another request', async () => {
    const [siti, tetangga] = [await person(s), await person(s, { instansi: KEBUMEN })]
    await type(s, siti, 'unor', 'Wonosobo Baru')
    await type(s, siti, 'tempat_lahir', 'Wonosobo Baru')
    await type(s, tetangga, 'unor', 'Wonosobo Baru')
    const { rows } = await sql`select daftar, lingkup, jenis from usulan_referensi where cari = 'wonosobo baru' order by daftar, lingkup`.execute(t.owner.db)
    expect(rows).toEqual([
      { daftar: 'unor', lingkup: PURWOREJO, jenis: '' },
      { daftar: 'unor', lingkup: KEBUMEN, jenis: '' },
      { daftar: 'wilayah', lingkup: '', jenis: 'KB,KC,P,NG' },
    ])
  })

  test('whoever changes or takes back the field waits no more, and a request without anybody is no work', async () => {
    const siti = await person(s)
    await type(s, siti, 'unor', 'Dinas Salah Ketik')
    await type(s, siti, 'unor', 'Dinas Benar Ketik')
    expect(await waits(siti.nip)).toEqual([{ medan: 'unor', teks: 'Dinas Benar Ketik' }])
    const page = (await look(s, s.ops.helpi)).body
    expect(page).toContain('Dinas Benar Ketik')
    expect(page).not.toContain('Dinas Salah Ketik')
    await send(s, siti, '/formulir/data-posisi', { unor__cek: 'sesuai', unor__versi: (await itemIn(s, siti, 'unor')).versi, _aksi: 'simpan' })
    expect(await waits(siti.nip)).toEqual([])
  })

  test('below a parent that is itself not in the list, the parent belongs to the request', async () => {
    const siti = await person(s)
    const group = getItem(await formOf(s, siti.nip), 'data-posisi', 'lokasi_kerja')
    await editForm(s.ctx.db, s.ctx.keys, siti.nip, PERIODE, (e) =>
      propose(e, getItem(e.form, 'data-posisi', group.kunci), group.versi, {
        ...Object.fromEntries(group.fields.map((key) => [key, null])),
        jenis_lokasi: 'DN',
        provinsi: { id: '33', nama: 'Jawa Tengah' },
        kabupaten: { id: '33.06', nama: 'Kab. Purworejo' },
        kecamatan: { id: null, nama: 'Kec. Bedug Barat', usul: true },
        desa: { id: null, nama: 'Sukamaju', usul: true },
      }),
    )
    const { rows } = await sql`select teks, induk, induk_teks, jenis from usulan_referensi where cari in ('sukamaju', 'kec bedug barat') order by teks`.execute(
      t.owner.db,
    )
    expect(rows).toEqual([
      { teks: 'Kec. Bedug Barat', induk: '33.06', induk_teks: '', jenis: 'KC' },
      { teks: 'Sukamaju', induk: '', induk_teks: 'Kec. Bedug Barat', jenis: 'DE' },
    ])
    const kecamatan = await decide(s, s.ops.pusat, 'Kec. Bedug Barat', 'tambahkan', { nama: 'Kec. Bedug Barat' })
    expect(kecamatan.statusCode).toBe(303)
    // A desa cannot stand alone, and not below a kabupaten.
    expect((await decide(s, s.ops.pusat, 'Sukamaju', 'tambahkan', { nama: 'Sukamaju' })).statusCode).toBe(400)
    expect((await decide(s, s.ops.pusat, 'Sukamaju', 'tambahkan', { nama: 'Sukamaju', induk: '33.06' })).statusCode).toBe(400)
    const page = (await look(s, s.ops.pusat, `${HERE}/${(await requestFor(s, 'Sukamaju')).id}`)).body
    const induk = (await requestFor(s, 'Kec. Bedug Barat')).entri_id!
    expect(page).toContain(`value="${induk}"`)
    expect((await decide(s, s.ops.pusat, 'Sukamaju', 'tambahkan', { nama: 'Sukamaju', induk })).statusCode).toBe(303)
    await runFilling(s)
    expect((await itemIn(s, siti, group.kunci)).proposed).toMatchObject({ kecamatan: { id: induk }, desa: { nama: 'Sukamaju' } })
    expect((await itemIn(s, siti, group.kunci)).waiting).toBe(false)
    await letters(s)
  })
})

describe('mapping', () => {
  test('fills both, tells both, and the last level may approve what it could not before', async () => {
    const sent = await sendForm(s, { change: { tempat_lahir: { id: null, nama: 'Kutoarjo Lor', usul: true } } })
    const siti = await signedIn(s, sent.nip)
    const draft = await person(s)
    await type(s, draft, 'tempat_lahir', 'KUTOARJO LOR')
    expect(plain((await open(s, draft, '/formulir')).body)).toContain('1 isian menunggu referensi')
    expect((await verify(s, s.staff.endang!, sent)).statusCode).toBe(303)
    expect((await verify(s, s.staff.budi!, sent)).statusCode).toBe(422)

    expect((await decide(s, s.ops.pusat, 'Kutoarjo Lor', 'petakan', { entri: '33.06' })).statusCode).toBe(303)
    await runFilling(s)
    for (const p of [siti, draft]) {
      expect(await valueIn(s, p, 'tempat_lahir')).toEqual({ id: '33.06', nama: 'Kab. Purworejo' })
      expect((await itemIn(s, p, 'tempat_lahir')).waiting).toBe(false)
      expect(await eventsOf(s, p.nip)).toMatchObject([
        { jenis: 'referensi', pelaku_id: s.ops.pusat.id, data: { butir: ['data-utama/tempat_lahir/tempat_lahir'] } },
      ])
    }
    const mails = await letters(s)
    expect(Object.keys(mails).sort()).toEqual([siti, draft].map((p) => `pns.${p.nip}@uji.test`).sort())
    expect(mails[`pns.${draft.nip}@uji.test`]).toHaveLength(1)
    expect(mails[`pns.${draft.nip}@uji.test`]![0]).toContain('Anda menulis “KUTOARJO LOR”')
    expect(mails[`pns.${siti.nip}@uji.test`]![0]).toMatch(/“Kutoarjo Lor”.*menjadi “Kab\. Purworejo”/)
    expect(bannedWords(mails[`pns.${siti.nip}@uji.test`]![0]!)).toEqual([])

    // What level 1 approved stays approved.
    expect((await itemIn(s, siti, 'tempat_lahir')).decisions).toMatchObject([
      { level: 'level_1', putusan: 'setuju', versiItem: (await itemIn(s, siti, 'tempat_lahir')).versi },
    ])
    expect((await verify(s, s.staff.budi!, sent)).statusCode).toBe(303)
    expect(await statusOf(s, siti.nip)).toBe('level_3')
    expect(plain((await open(s, siti, '/formulir/status')).body)).toContain('Isian yang menunggu referensi sudah dilengkapi')
  })

  test('what follows from the entry is filled in where nothing stands, and only there', async () => {
    await sql`insert into ref_unor (id, nama, lingkup_id, info, asal, versi_impor) values ('U-KPL', 'Bagian Umum Baru', ${PURWOREJO}, '{"nama_jabatan":"Kepala Bagian","eselon":"31"}', 'uji', '1')`.execute(
      t.owner.db,
    )
    const [empty, full] = [await person(s), await person(s)]
    const post = { jenis_jabatan: { id: '1', nama: 'Struktural' }, ...newUnit('Bagian Umum Anyar') }
    await change(s, empty.nip, 'riwayat-jabatan', 'j1', { ...(await itemIn(s, empty, 'j1')).official, ...post })
    await change(s, full.nip, 'riwayat-jabatan', 'j1', { ...(await itemIn(s, full, 'j1')).official, ...post, nama_jabatan_struktural: 'Kepala Lain' })
    await decide(s, s.ops.helpi, 'Bagian Umum Anyar', 'petakan', { entri: 'U-KPL' })
    await runFilling(s)
    expect((await itemIn(s, empty, 'j1')).proposed).toMatchObject({ unor: { id: 'U-KPL' }, nama_jabatan_struktural: 'Kepala Bagian', eselon: { id: '31' } })
    expect((await itemIn(s, full, 'j1')).proposed).toMatchObject({ unor: { id: 'U-KPL' }, nama_jabatan_struktural: 'Kepala Lain' })
  })

  test('only an entry within the limits of the field: own agency, kind, in use', async () => {
    const siti = await person(s)
    await type(s, siti, 'unor', 'Puskesmas Anyar')
    await type(s, siti, 'tempat_lahir', 'Dukuh Lor')
    await sql`insert into ref_unor (id, nama, lingkup_id, aktif, asal, versi_impor) values ('U-LAMA', 'Puskesmas Lama', ${PURWOREJO}, false, 'uji', '1')`.execute(
      t.owner.db,
    )
    for (const entri of [unit.kebumen, 'U-LAMA', '33.06', 'tidak ada'])
      expect((await decide(s, s.ops.helpi, 'Puskesmas Anyar', 'petakan', { entri })).statusCode, entri).toBe(400)
    expect((await decide(s, s.ops.pusat, 'Dukuh Lor', 'petakan', { entri: '33.06.01.2001' })).statusCode).toBe(400)
    expect((await requestFor(s, 'Puskesmas Anyar')).status).toBe('terbuka')
    expect(plain((await decide(s, s.ops.helpi, 'Puskesmas Anyar', 'petakan', {})).body)).toContain('Pilih salah satu entri')
  })

  test('whoever types it after the decision is filled in too', async () => {
    const [siti, budi] = [await person(s), await person(s)]
    await type(s, siti, 'unor', 'Puskesmas Kutoarjo Timur')
    await decide(s, s.ops.helpi, 'Puskesmas Kutoarjo Timur', 'petakan', { entri: unit.puskesmas })
    await runFilling(s)
    await type(s, budi, 'unor', 'PUSKESMAS KUTOARJO TIMUR')
    expect((await itemIn(s, budi, 'unor')).waiting).toBe(true)
    await runFilling(s)
    expect(await valueIn(s, budi, 'unor')).toEqual({ id: unit.puskesmas, nama: 'Puskesmas Kutoarjo' })
    expect(await eventsOf(s, siti.nip)).toHaveLength(1)
  })

  test('mapped anew: what was filled in follows, what its owner changed since does not', async () => {
    const [siti, budi] = [await person(s), await person(s)]
    for (const p of [siti, budi]) await type(s, p, 'unor', 'Kec. Bagelen Lama')
    await decide(s, s.ops.helpi, 'Kec. Bagelen Lama', 'tambahkan', { nama: 'Kecamatan Bagelen Lama' })
    await runFilling(s)
    const local = (await requestFor(s, 'Kec. Bagelen Lama')).entri_id!
    expect(await valueIn(s, siti, 'unor')).toEqual({ id: local, nama: 'Kecamatan Bagelen Lama' })
    await change(s, budi.nip, 'data-posisi', 'unor', { unor: { id: unit.puskesmas, nama: 'Puskesmas Kutoarjo' } })
    expect(await waits(budi.nip)).toEqual([])
    // Saved once more with the same entry: the tie stays.
    await change(s, siti.nip, 'data-posisi', 'unor', { unor: { id: local, nama: 'Kecamatan Bagelen Lama' } })
    expect((await decide(s, s.ops.hadi, 'Kec. Bagelen Lama', 'petakan', { entri: unit.sunyi })).statusCode).toBe(303)
    await runFilling(s)
    expect(await valueIn(s, siti, 'unor')).toEqual({ id: unit.sunyi, nama: 'Kecamatan Bagelen' })
    expect(await valueIn(s, budi, 'unor')).toMatchObject({ id: unit.puskesmas })
    const { rows } = await sql`select aktif, digabung_ke from ref_unor where id = ${local}`.execute(t.owner.db)
    expect(rows).toEqual([{ aktif: false, digabung_ke: unit.sunyi }])
    const { rows: log } = await sql`select jsonb_path_query_array(riwayat, '$[*].status') as status, jsonb_path_query_array(riwayat, '$[*].oleh') as oleh
      from usulan_referensi where cari = 'kec bagelen lama'`.execute(t.owner.db)
    expect(log).toEqual([{ status: ['ditambahkan', 'dipetakan'], oleh: [s.ops.helpi.id, s.ops.hadi.id] }])
    expect((await decide(s, s.ops.helpi, 'Kec. Bagelen Lama', 'tolak', { alasan: 'Tidak ada.' })).statusCode).toBe(409)
    await letters(s)
  })

  test('the owner has the page open: a conflict, nothing overwritten; who changed it meanwhile is left alone', async () => {
    const [siti, budi] = [await person(s), await person(s)]
    for (const p of [siti, budi]) await type(s, p, 'unor', 'Dinas Kebudayaan Baru')
    const seen = (await itemIn(s, siti, 'unor')).versi
    await change(s, budi.nip, 'data-posisi', 'unor', newUnit('Dinas Pariwisata Baru'))
    await decide(s, s.ops.helpi, 'Dinas Kebudayaan Baru', 'petakan', { entri: unit.dinas })
    await runFilling(s)
    expect(await valueIn(s, budi, 'unor')).toMatchObject({ id: null, nama: 'Dinas Pariwisata Baru', usul: true })
    const late = await send(s, siti, '/formulir/data-posisi', {
      unor__cek: 'ubah',
      unor__versi: seen,
      unor: 'Dinas Kebudayaan Anyar',
      unor__usul: '1',
      _aksi: 'simpan',
    })
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain('Dinas Kebudayaan Anyar')
    expect(await valueIn(s, siti, 'unor')).toMatchObject({ id: unit.dinas })
    await letters(s)
  })

  test('in repair: a filled field is no longer to be repaired, a row still is; the decision is taken anew', async () => {
    const sent = await sendForm(s, {
      change: { tempat_lahir: { id: null, nama: 'Purworejo Kulon', usul: true } },
      rows: () => ({ j1: newUnit('Dinas Sumber Daya') }),
    })
    const back = (i: { kunci: string }) => (['tempat_lahir', 'j1'].includes(i.kunci) ? ('kembalikan' as const) : ('setuju' as const))
    expect((await verify(s, s.staff.endang!, sent, back)).statusCode).toBe(303)
    await decide(s, s.ops.pusat, 'Purworejo Kulon', 'petakan', { entri: '33.06' })
    await decide(s, s.ops.helpi, 'Dinas Sumber Daya', 'petakan', { entri: unit.dinas })
    await runFilling(s)
    const siti = await signedIn(s, sent.nip)
    const gaps = plain((await open(s, siti, '/formulir/kirim')).body)
    expect(gaps).toContain('1 hal masih perlu dilengkapi')
    expect(gaps).toContain('Dikembalikan verifikator dan belum diperbaiki')
    const row = await itemIn(s, siti, 'j1')
    expect(row.proposed).toMatchObject({ unor: { id: unit.dinas } })
    await change(s, siti.nip, 'riwayat-jabatan', 'j1', { ...row.proposed, nomor_sk: '821/2' })
    await sendNow(s, siti.nip)
    expect((await itemIn(s, siti, 'tempat_lahir')).decisions.some((d) => d.putusan === 'kembalikan')).toBe(true)
    expect((await post(s, s.staff.endang!, `/verifikasi/${sent.id}/kirim`, { versi: (await formOf(s, siti.nip)).row!.versi })).statusCode).toBe(422)
    await letters(s)
  })
})

describe('adding', () => {
  test('a local entry that everybody finds; those who wait get it', async () => {
    const siti = await person(s)
    await type(s, siti, 'unor', 'UPTD Pasar Kutoarjo')
    const r = await decide(s, s.ops.helpi, 'UPTD Pasar Kutoarjo', 'tambahkan', { nama: '  Unit Pelaksana Teknis Daerah   Pasar Kutoarjo ' })
    expect(r.statusCode).toBe(303)
    await runFilling(s)
    const [found] = await search(t.db, { daftar: 'unor', q: 'unit pelaksana pasar', lingkup: PURWOREJO })
    expect(found).toMatchObject({ nama: 'Unit Pelaksana Teknis Daerah Pasar Kutoarjo', id: expect.stringMatching(/^L-/) })
    expect(await valueIn(s, siti, 'unor')).toEqual({ id: found!.id, nama: found!.nama })
    expect(await search(t.db, { daftar: 'unor', q: 'unit pelaksana pasar', lingkup: KEBUMEN })).toEqual([])
    await letters(s)
  })

  test('a name that the list has already is a case for mapping', async () => {
    const siti = await person(s)
    await type(s, siti, 'unor', 'Dinas Pendidikan Purworejo')
    const r = await decide(s, s.ops.helpi, 'Dinas Pendidikan Purworejo', 'tambahkan', { nama: 'DINAS  PENDIDIKAN' })
    expect(r.statusCode).toBe(409)
    expect(r.body).toContain('sudah ada di daftar')
    expect(plain((await decide(s, s.ops.helpi, 'Dinas Pendidikan Purworejo', 'tambahkan', { nama: ' ' })).body)).toContain('Nama entri belum diisi')
  })
})

test('refusing: the reason is read at the field, on the home page and by mail; it cannot be sent; choosing another ends it', async () => {
  const siti = await person(s)
  await fill(s, siti.nip, { change: { tempat_lahir: { id: null, nama: 'Dusun Krajan', usul: true } } })
  expect((await decide(s, s.ops.pusat, 'Dusun Krajan', 'tolak', { alasan: ' ' })).statusCode).toBe(422)
  expect((await decide(s, s.ops.pusat, 'Dusun Krajan', 'tolak', { alasan: 'Tulis nama kecamatan, bukan dusun' })).statusCode).toBe(303)
  await runFilling(s)
  const words = 'Tempat Lahir “Dusun Krajan” tidak dapat ditambahkan ke daftar: Tulis nama kecamatan, bukan dusun.'
  for (const url of ['/formulir/data-utama', '/formulir/kirim']) expect(plain((await open(s, siti, url)).body), url).toContain(words)
  expect(plain((await open(s, siti, '/formulir')).body)).toContain('1 isian tidak dapat ditambahkan ke daftar')
  expect((await letters(s))[`pns.${siti.nip}@uji.test`]![0]).toContain('Tulis nama kecamatan, bukan dusun')
  await expect(sendNow(s, siti.nip)).rejects.toMatchObject({ code: 'incomplete' })
  expect(await eventsOf(s, siti.nip)).toMatchObject([{ jenis: 'referensi-ditolak' }])
  const now = { tempat_lahir: await valueIn(s, siti, 'tempat_lahir') }
  const typed = (teks: string) => resolve(t.db, dataUtama, parse(dataUtama, { tempat_lahir: teks, tempat_lahir__usul: '1' }, ['tempat_lahir']), PURWOREJO, now)
  expect((await typed('Dusun Krajan')).errors.tempat_lahir).toBe(`${words} Pilih yang lain dari daftar, atau tulis lebih lengkap.`)
  expect((await typed('Dusun Krajan, Kec. Bener')).errors).toEqual({})
  // The operator thinks better of it.
  await decide(s, s.ops.admin, 'Dusun Krajan', 'petakan', { entri: '33.06' })
  await runFilling(s)
  expect(await valueIn(s, siti, 'tempat_lahir')).toEqual({ id: '33.06', nama: 'Kab. Purworejo' })
  await letters(s)
})

test('refused after sending: the verifier is told to return it, and may', async () => {
  const sent = await sendForm(s, { change: { tempat_lahir: { id: null, nama: 'Desa Entah', usul: true } } })
  await verify(s, s.staff.endang!, sent)
  await decide(s, s.ops.pusat, 'Desa Entah', 'tolak', { alasan: 'Tidak ada.' })
  await runFilling(s)
  const r = await verify(s, s.staff.budi!, sent)
  expect(r.statusCode).toBe(422)
  expect(plain(r.body)).toContain('Helpdesk tidak menambahkan')
  expect((await verify(s, s.staff.budi!, sent, (i) => (i.kunci === 'tempat_lahir' ? 'kembalikan' : 'setuju'))).statusCode).toBe(303)
  const siti = await signedIn(s, sent.nip)
  expect((await type(s, siti, 'tempat_lahir', 'Desa Entah')).statusCode).toBeLessThan(500)
  await expect(sendNow(s, siti.nip)).rejects.toMatchObject({ code: 'incomplete' })
  await letters(s)
})
