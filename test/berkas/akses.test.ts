// Who may open a file (trust.md A12), how it is sent, and what is noted. Staff see it beside the data, once it has been looked at.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { beforeAll, expect, test } from 'vitest'
import { agree, editForm, getItem, propose, type Edit } from '../../src/form/edit.ts'
import { allItems, needsRepair } from '../../src/form/form.ts'
import { declareNone } from '../bagian.ts'
import { addPerson, ENDANG, fillAll, formOf, get, itemOf, KEBUMEN, newSession, PURWOREJO, sendForm, unit, type Person } from '../isian/adegan.ts'
import { eventsOf, NAMA, rowsOf, staffGet, upload, useFiles, work } from './adegan.ts'
import { jpeg, pdf } from './contoh.ts'

const f = useFiles()
let siti: Person
let sutrisno: Person
let scan: string
let photo: string
const staff: Record<string, string> = {}

async function addStaff(name: string, peran: string, lingkup: string, nip: string | null = null): Promise<void> {
  const id = uuidv7()
  staff[name] = id
  await sql`insert into petugas (id, email, nama, nip, sandi_hash, totp) values (${id}, ${`${id}@uji.test`}, ${name}, ${nip}, '-', '-')`.execute(f.s.t.owner.db)
  await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (${uuidv7()}, ${id}, ${peran}, ${lingkup})`.execute(f.s.t.owner.db)
}

beforeAll(async () => {
  siti = await addPerson(f.s, 'SITI RAHAYU')
  sutrisno = await addPerson(f.s)
  staff.endang = ENDANG
  await addStaff('rina', 'verifikator_2', PURWOREJO)
  await addStaff('joko', 'verifikator_3', '01')
  await addStaff('kebumen', 'verifikator_1', unit.kebumen)
  await addStaff('dewi', 'verifikator_2', KEBUMEN)
  await addStaff('lina', 'verifikator_registrasi', PURWOREJO)
  await addStaff('helpi', 'helpdesk', PURWOREJO)
  await addStaff('sitiPetugas', 'verifikator_2', PURWOREJO, siti.nip)
  await upload(f.s, siti, { name: 'SK.pdf', bytes: await pdf() })
  await upload(f.s, siti, { name: 'ijazah.jpg', bytes: await jpeg(300, 200) }, 'data-utama/alamat')
  await work(f.s)
  const rows = await rowsOf(f.s, siti)
  scan = rows[0]!.id
  photo = rows[1]!.id
})

const code = async (who: string): Promise<number> => (await staffGet(f.s, staff[who]!, `/berkas/${scan}`)).statusCode

test('while the PNS writes, only she opens her files; afterwards those to whom her form is open', async () => {
  for (const who of Object.keys(staff)) expect([who, await code(who)]).toEqual([who, 404])
  await fillAll(f.s, siti)
  await sendForm(f.s, siti)
  expect(Object.fromEntries(await Promise.all(Object.keys(staff).map(async (who) => [who, await code(who)])))).toEqual({
    endang: 200,
    rina: 200,
    joko: 200,
    kebumen: 404,
    dewi: 404,
    lina: 404,
    helpi: 404,
    sitiPetugas: 404,
  })
  expect((await get(f.s, siti, `/berkas/${scan}`)).statusCode).toBe(200)
  expect((await get(f.s, sutrisno, `/berkas/${scan}`)).statusCode).toBe(404)
  expect((await get(f.s, { cookie: '' }, `/berkas/${scan}`)).statusCode).toBe(404)
  for (const id of [uuidv7(), '1', '../../etc/passwd', `${scan}x`]) expect((await get(f.s, siti, `/berkas/${encodeURIComponent(id)}`)).statusCode).toBe(404)
})

test('a frozen account opens nothing, and nobody attaches to the items of others', async () => {
  await sql`update akun set status = 'dibekukan' where nip = ${siti.nip}`.execute(f.s.t.owner.db)
  expect((await get(f.s, siti, `/berkas/${scan}`)).statusCode).toBe(404)
  await sql`update akun set status = 'aktif' where nip = ${siti.nip}`.execute(f.s.t.owner.db)
  expect((await get(f.s, sutrisno, `/berkas/unggah?untuk=riwayat-golongan/g1-${siti.nip.slice(-3)}`)).statusCode).toBe(404)
  expect((await upload(f.s, sutrisno, { name: 'x.pdf', bytes: await pdf() }, `riwayat-golongan/g1-${siti.nip.slice(-3)}`)).statusCode).toBe(404)
  const { post } = await import('../isian/adegan.ts')
  expect((await post(f.s, sutrisno, '/berkas/pakai', { untuk: NAMA, berkas: scan })).statusCode).toBe(404)
  await post(f.s, sutrisno, '/berkas/lepas', { untuk: NAMA, berkas: scan })
  expect(await rowsOf(f.s, siti)).toHaveLength(2)
  expect((await upload(f.s, { cookie: '' }, { name: 'x.pdf', bytes: await pdf() })).headers.location).toMatch(/^\/masuk/)
})

test('every opening by staff is an event of the person; her own is none', async () => {
  const before = (await eventsOf(f.s, siti, 'berkas-dibuka')).length
  await get(f.s, siti, `/berkas/${photo}`)
  await staffGet(f.s, ENDANG, `/berkas/${photo}`)
  await staffGet(f.s, ENDANG, `/berkas/${photo}`)
  const events = (await eventsOf(f.s, siti, 'berkas-dibuka')).slice(before)
  expect(events).toEqual([0, 1].map(() => ({ pelaku: 'petugas', pelaku_id: ENDANG, data: { berkas: photo } })))
})

test('sent closed off: never as a page, never kept, never run', async () => {
  const [asPdf, asPhoto] = [await staffGet(f.s, ENDANG, `/berkas/${scan}`), await staffGet(f.s, ENDANG, `/berkas/${photo}`)]
  expect(asPdf.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="berkas.pdf"; filename*=UTF-8''SK.pdf`,
  })
  expect(asPhoto.headers).toMatchObject({ 'content-type': 'image/jpeg', 'content-disposition': `inline; filename="berkas.jpg"; filename*=UTF-8''ijazah.jpg` })
  for (const { headers } of [asPdf, asPhoto])
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    })
})

test('the verifier has the file beside the data, and reads that nobody scanned it', async () => {
  const page = await staffGet(f.s, ENDANG, `/verifikasi/${(await formOf(f.s, siti)).row!.id}?semua=1`)
  expect(page.body).toMatch(new RegExp(`href="/berkas/${scan}"[\\s\\S]*?SK\\.pdf[\\s\\S]*?belum dipindai`))
})

test('a pendamping attaches and reads names, but opens nothing', async () => {
  const helper = await addPerson(f.s, 'AGUS SANTOSO')
  const owner = await addPerson(f.s, 'WATI LESTARI')
  const id = uuidv7()
  await sql`insert into pendamping (nip, id, pendamping, sampai) values (${owner.nip}, ${id}, ${helper.nip}, now() + interval '5 days')`.execute(f.s.t.owner.db)
  await sql`insert into direktori_pendamping (pendamping, nip, id) values (${helper.nip}, ${owner.nip}, ${id})`.execute(f.s.t.owner.db)
  const cookie = await newSession(f.s, 'pns', helper.nip)
  await sql`update sesi set untuk = ${owner.nip}, untuk_id = ${id} where nip = ${helper.nip}`.execute(f.s.t.owner.db)
  const sent = await upload(f.s, { cookie }, { name: 'SK bantuan.pdf', bytes: await pdf(['bantuan']) }, NAMA, { _untuk: id })
  expect(sent.statusCode).toBe(303)
  await work(f.s)
  const [row] = await rowsOf(f.s, owner)
  const page = await get(f.s, { cookie }, `/berkas/unggah?untuk=${NAMA}`)
  expect(page.body).toContain('SK bantuan.pdf')
  expect(page.body).not.toContain(`/berkas/${row!.id}`)
  expect((await get(f.s, { cookie }, `/berkas/${row!.id}`)).statusCode).toBe(404)
  expect((await get(f.s, owner, `/berkas/${row!.id}`)).statusCode).toBe(200)
  expect((await eventsOf(f.s, owner, 'berkas'))[0]).toMatchObject({ pelaku: 'pendamping', pelaku_id: id })
})

test('the paper that a verifier asked for is a repair by itself', async () => {
  const wati = await addPerson(f.s, 'WATI HANDAYANI')
  await edited(wati, (e) => propose(e, getItem(e.form, 'data-utama', 'alamat'), getItem(e.form, 'data-utama', 'alamat').versi, { alamat: 'Jl. Kenanga 3' }))
  await fillRest(wati)
  await sendForm(f.s, wati)
  const { row } = await formOf(f.s, wati)
  const item = (await itemOf(f.s, wati, 'alamat'))!
  await sql`insert into keputusan (nip, periode, bagian, kunci, putaran, level, putusan, alasan, versi_item, petugas_id, final_pada)
    values (${wati.nip}, '2026', 'data-utama', 'alamat', ${row!.putaran}, ${row!.status}, 'kembalikan', 'Lampirkan KTP.', ${item.versi}, ${ENDANG}, now())`.execute(
    f.s.t.owner.db,
  )
  await sql`update formulir set status = 'perbaikan', pengembali = ${row!.status} where nip = ${wati.nip}`.execute(f.s.t.owner.db)
  expect(needsRepair(await formOf(f.s, wati), (await itemOf(f.s, wati, 'alamat'))!)).toBe(true)
  expect((await upload(f.s, wati, { name: 'lain.pdf', bytes: await pdf() })).statusCode).toBe(409)
  expect((await upload(f.s, wati, { name: 'KTP.pdf', bytes: await pdf() }, 'data-utama/alamat')).statusCode).toBe(303)
  expect(needsRepair(await formOf(f.s, wati), (await itemOf(f.s, wati, 'alamat'))!)).toBe(false)
})

const edited = (p: Person, fn: (e: Edit) => Promise<void>) => editForm(f.s.ctx.db, f.s.ctx.keys, p.nip, '2026', fn)

/** Everything that was not answered yet. */
async function fillRest(p: Person): Promise<void> {
  await edited(p, async (e) => {
    for (const i of allItems(e.form).filter((i) => i.state === 'belum'))
      await (i.kunci === 'verifikator_level_1'
        ? propose(e, i, i.versi, { verifikator_level_1: { id: unit.dinas, nama: 'Dinas Pendidikan' } })
        : agree(e, i, i.versi))
    await declareNone(e)
  })
}
