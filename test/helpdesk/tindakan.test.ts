// Resolving does the work: who may, what two officers and a day are for, what changes, and the way back (issue: helpdesk; trust.md 3.8, A23).
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { findOfficial } from '../../src/form/official.ts'
import { compose } from '../../src/jobs/surat/compose.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { startSession } from '../../src/security/session.ts'
import { CSRF_FIELD } from '../../src/security/csrf.ts'
import { cancelToken, carryOut } from '../../src/tiket/tindakan/jalan.ts'
import { findBrokenChains } from '../../src/workflow/events.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { useDatabase } from '../harness.ts'
import { addPns, addStaff, change, fill, formOf, get, itemOf, KEBUMEN, post, PURWOREJO, sendForm, unit } from '../verifikasi/scene.ts'
import { act, at, letters, makeDesk, messages, stored, ticket, type Scene } from './adegan.ts'
import * as work from './tindakanAdegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeDesk(t)
})

const workOf = (nomor: string) => work.workOf(s, nomor)
const step = (staff: Staff, nomor: string, name: string, body: Record<string, string | number> = {}) => work.stepOf(s, staff, nomor, name, body)
const kinds = (nip: string) => work.kindsOf(s, nip)
const agencyOf = (nip: string) => work.agencyIn(s, nip)
const dayLater = (nomor: string) => work.passDay(s, nomor)

describe('Beda Instansi moves the person', () => {
  const move = { instansi: 'Kabupaten Kebumen', instansi__id: KEBUMEN, sk_nomor: '824/11/2026', sk_tanggal: '01-02-2026' }
  /** Somebody who works in Kebumen and whom SAPK still holds in Purworejo. */
  const moved = async (o: { nip?: string; terverifikasi?: boolean } = {}) => {
    const nip = o.nip ?? (await addPns(s)).nip
    const isi = { instansi: { id: KEBUMEN, nama: 'Kabupaten Kebumen' }, sk_nomor: move.sk_nomor, sk_tanggal: '2026-02-01' }
    return { nip, nomor: await ticket(s, { kode: 'beda-instansi', nip, isi, terverifikasi: o.terverifikasi ?? true }) }
  }

  test('A23: the agency that asks proposes, the other agrees, a day passes: record, form, account and search move; the old office sees nothing any more', async () => {
    const p = await sendForm(s, { change: { alamat: 'Jl. Baru No. 1' } })
    const { nomor } = await moved({ nip: p.nip })
    expect((await get(s, s.staff.endang!, `/verifikasi/${p.id}`)).statusCode).toBe(200)
    expect((await step(s.ops.kebumen, nomor, 'kerjakan', move)).statusCode).toBe(303)
    expect(await agencyOf(p.nip)).toBe(PURWOREJO)

    const seen = await get(s, s.ops.bkd, at(nomor))
    expect(seen.body).toContain('Menunggu petugas kedua')
    expect((await get(s, s.ops.bkd, '/helpdesk')).body).toContain('menunggu persetujuan')
    const digest = await compose(s.ctx, { jenis: 'ringkasan-tiket', petugas: s.ops.bkd.id })
    expect(JSON.stringify(digest!.letter.isi), 'and reads it in his daily letter').toContain('tindakan diusulkan petugas lain')
    expect((await step(s.ops.bkd, nomor, 'setujui')).statusCode).toBe(303)
    expect((await workOf(nomor)).status).toBe('menunggu')
    expect(await agencyOf(p.nip)).toBe(PURWOREJO)
    const [letter] = await letters(s, 'tindakan')
    expect(letter!.teks).toContain('/batal-tindakan/')
    expect(letter!.teks).not.toContain(p.nip)

    await carryOut(s.ctx, (await workOf(nomor)).id)
    expect(await agencyOf(p.nip), 'not before the day is over').toBe(PURWOREJO)
    await dayLater(nomor)
    expect(await agencyOf(p.nip)).toBe(KEBUMEN)
    const form = await formOf(s, p.nip)
    expect(form.row).toMatchObject({ status: 'draf', instansi_id: KEBUMEN, wilayah_id: '01', unit_id: null })
    expect(itemOf(form, 'verifikator_level_1').state).toBe('belum')
    expect(itemOf(form, 'alamat').state, 'what has nothing to do with the agency stays').toBe('ubah')
    expect((await findOfficial(t.db, s.ctx.keys, p.nip))!.unit).toBeNull()
    const { rows } = await sql<{
      akun: string
      cari: string
    }>`select a.instansi_id as akun, c.instansi_id as cari from akun a join cari_nama c using (nip) where nip = ${p.nip}`.execute(t.owner.db)
    expect(rows[0]).toEqual({ akun: KEBUMEN, cari: KEBUMEN })
    expect((await get(s, s.staff.endang!, `/verifikasi/${p.id}`)).statusCode, 'A13: closed in the next request').toBe(404)
    expect(await stored(s, nomor)).toMatchObject({ status: 'selesai', hasil: 'selesai' })
    expect((await messages(s, nomor, ['balasan'])).at(-1)!.isi).toContain('dipindahkan ke Pemerintah Kab. Kebumen')
    const { rows: events } = await sql<{
      pelaku: string
      pelaku_id: string
    }>`select pelaku, pelaku_id from peristiwa where nip = ${p.nip} and jenis = 'pindah-instansi'`.execute(t.owner.db)
    expect(events, 'who agreed answers for it').toEqual([{ pelaku: 'petugas', pelaku_id: s.ops.bkd.id }])
    expect(await findBrokenChains(t.owner.db)).toEqual([])
    await dayLater(nomor)
    expect(
      (await kinds(p.nip)).filter((k) => k === 'pindah-instansi'),
      'the job run twice does it once',
    ).toHaveLength(1)
  })

  test('counts follow: the form is counted where it is, and nowhere else', async () => {
    const p = await sendForm(s)
    const { nomor } = await moved({ nip: p.nip })
    await step(s.ops.kebumen, nomor, 'kerjakan', move)
    await step(s.ops.bkd, nomor, 'setujui')
    await dayLater(nomor)
    const sums = sql<{
      kunci: string
      n: number
    }>`select kunci, sum(n)::int as n from hitungan where kunci not like 'hari/%' group by 1 having sum(n) <> 0 order by 1`
    const real = sql<{
      kunci: string
      n: number
    }>`select case when status = 'level_1' and not dialihkan then 'level_1/unitPilihan/' || unit_id when status = 'level_3' then 'level_3/wilayah/' || wilayah_id
      else status || '/instansi/' || instansi_id end as kunci, count(*)::int as n from formulir group by 1 order by 1`
    expect((await sums.execute(t.owner.db)).rows).toEqual((await real.execute(t.owner.db)).rows)
  })

  test('an unverified applicant moves nobody; an officer who saw his papers says so first', async () => {
    const { nip, nomor } = await moved({ terverifikasi: false })
    const refused = await step(s.ops.kebumen, nomor, 'kerjakan', move)
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('Identitas pemohon belum diperiksa')
    expect(refused.body, 'what was typed stays').toContain('824/11/2026')
    expect((await step(s.ops.kebumen, nomor, 'identitas')).statusCode).toBe(422)
    expect((await step(s.ops.kebumen, nomor, 'identitas', { dilihat: 1 })).statusCode).toBe(303)
    expect((await step(s.ops.kebumen, nomor, 'kerjakan', move)).statusCode).toBe(303)
    expect(await agencyOf(nip)).toBe(PURWOREJO)
  })

  test('not alone, not with a colleague of the same office, not by an office without a part in it', async () => {
    const mate = await addStaff(t, 'rekan', [['helpdesk', KEBUMEN]])
    const { nip, nomor } = await moved()
    await step(s.ops.kebumen, nomor, 'kerjakan', move)
    expect((await step(s.ops.kebumen, nomor, 'setujui')).statusCode).toBe(403)
    expect((await step(mate, nomor, 'setujui')).statusCode).toBe(403)
    for (const stranger of [s.ops.jatim, s.ops.kanreg, s.ops.unit]) expect((await step(stranger, nomor, 'setujui')).statusCode).toBe(404)
    for (const other of [s.staff.lina!, s.staff.budi!]) expect((await step(other, nomor, 'setujui')).statusCode).toBe(403)
    expect((await workOf(nomor)).status).toBe('diusulkan')
    expect(await agencyOf(nip)).toBe(PURWOREJO)
  })

  test('where the other agency does not answer, the regional office agrees after the ticket was handed up', async () => {
    const { nip, nomor } = await moved()
    await step(s.ops.kebumen, nomor, 'kerjakan', move)
    await act(s, s.ops.kebumen, nomor, 'naikkan', { alasan_naikkan: 'Purworejo tidak menjawab.' })
    expect((await step(s.ops.kanreg, nomor, 'setujui')).statusCode).toBe(303)
    await dayLater(nomor)
    expect(await agencyOf(nip)).toBe(KEBUMEN)
  })

  test('A23: the owner says no by the letter: GET changes nothing, POST once, and nothing is carried out', async () => {
    const { nip, nomor } = await moved()
    await step(s.ops.kebumen, nomor, 'kerjakan', move)
    await step(s.ops.bkd, nomor, 'setujui')
    const url = `/batal-tindakan/${cancelToken(s.ctx.keys, (await workOf(nomor)).id)}`
    for (let i = 0; i < 3; i++) expect((await s.app.inject({ url })).statusCode).toBe(200)
    expect((await workOf(nomor)).status).toBe('menunggu')
    const page = await s.app.inject({ url })
    const token = new RegExp(`name="${CSRF_FIELD}" value="([^"]+)"`).exec(page.body)?.[1] ?? ''
    const cookies = Object.fromEntries(page.cookies.map((c) => [c.name, c.value]))
    const say = () =>
      s.app.inject({
        method: 'POST',
        url,
        cookies,
        payload: new URLSearchParams({ [CSRF_FIELD]: token }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      })
    expect((await say()).body).toContain('Tindakan dibatalkan')
    expect((await say()).body).toContain('Tidak ada yang dibatalkan')
    await dayLater(nomor)
    expect(await agencyOf(nip)).toBe(PURWOREJO)
    expect((await stored(s, nomor)).status).toBe('dikerjakan')
    expect((await s.app.inject({ url: '/batal-tindakan/karangan' })).statusCode).toBe(410)
    const asPns = async (who: string) =>
      s.app.inject({
        url: `/tindakan/${(await workOf(nomor)).id}`,
        cookies: { [cookieName(s.ctx.config.baseUrl, 'sesi')]: await transaction(s.ctx.db, (tx) => startSession(tx, s.ctx.keys, 'pns', who)) },
      })
    expect((await asPns(nip)).headers.location, 'the notice in the page leads there too').toMatch(/^\/batal-tindakan\//)
    expect((await asPns((await addPns(s)).nip)).statusCode).toBe(404)
  })

  test('undone within thirty days: everything stands where it was, the ticket is work again, the person is told', async () => {
    const { nip, nomor } = await moved()
    const before = (await findOfficial(t.db, s.ctx.keys, nip))!.place
    await step(s.ops.kebumen, nomor, 'kerjakan', move)
    await step(s.ops.bkd, nomor, 'setujui')
    await dayLater(nomor)
    await letters(s, 'tindakan')
    expect((await step(s.ops.kebumen, nomor, 'urungkan')).statusCode).toBe(422)
    expect((await step(s.ops.kebumen, nomor, 'urungkan', { alasan_urungkan: 'SK-nya orang lain.' })).statusCode).toBe(303)
    expect((await findOfficial(t.db, s.ctx.keys, nip))!.place).toEqual(before)
    expect(await stored(s, nomor)).toMatchObject({ status: 'dikerjakan', hasil: null })
    expect((await letters(s, 'tindakan'))[0]!.teks).toContain('diurungkan')
    expect((await step(s.ops.kebumen, nomor, 'urungkan', { alasan_urungkan: 'Lagi.' })).statusCode).toBe(409)
  })

  test('not undone once he has sent his form in the new agency, or after thirty days', async () => {
    const { nip, nomor } = await moved()
    await step(s.ops.kebumen, nomor, 'kerjakan', move)
    await step(s.ops.bkd, nomor, 'setujui')
    await dayLater(nomor)
    await sql`update tindakan set dilaksanakan = now() - interval '31 days' where nomor = ${nomor}`.execute(t.owner.db)
    expect((await step(s.ops.kebumen, nomor, 'urungkan', { alasan_urungkan: 'x' })).statusCode).toBe(409)
    await sql`update tindakan set dilaksanakan = now() where nomor = ${nomor}`.execute(t.owner.db)
    await fill(s, nip, { to: unit.kebumen })
    await sql`update formulir set status = 'level_1' where nip = ${nip}`.execute(t.owner.db)
    const refused = await step(s.ops.kebumen, nomor, 'urungkan', { alasan_urungkan: 'x' })
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toContain('sudah dikirim di instansi yang baru')
    expect(await agencyOf(nip)).toBe(KEBUMEN)
  })

  test.each([
    ['the agency he is in already', { ...move, instansi: 'Purworejo', instansi__id: PURWOREJO }, 'Instansi resminya sudah'],
    ['a third agency, at the desk of an agency', { ...move, instansi: 'Magelang', instansi__id: '6475' }, 'Naikkan tiket ini ke BKN'],
    ['no entry of the list', { ...move, instansi: 'Antah Berantah', instansi__id: '' }, 'Pilih Instansi tujuan dari daftar'],
    ['a proposed entry posted by hand', { ...move, instansi: 'Antah Berantah', instansi__id: '', instansi__usul: '1' }, 'Pilih Instansi tujuan dari daftar'],
    ['an unknown id', { ...move, instansi__id: '0000' }, 'tidak ada di daftar'],
    ['a decree of tomorrow', { ...move, sk_tanggal: '01-01-2090' }, 'tidak boleh di masa depan'],
    ['nothing filled in', { instansi: '', sk_nomor: '', sk_tanggal: '' }, 'Nomor SK pindah belum diisi'],
  ])('refused with a sentence: %s', async (_, body, sentence) => {
    const { nip, nomor } = await moved()
    const answer = await step(s.ops.kebumen, nomor, 'kerjakan', body)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
    expect(await workOf(nomor)).toBeUndefined()
    expect(await agencyOf(nip)).toBe(PURWOREJO)
  })

  test('a form that was accepted, or that a verifier holds, stands in the way; what comes in the way during the day ends it with a note', async () => {
    const p = await sendForm(s)
    const { nomor } = await moved({ nip: p.nip })
    await sql`update formulir set dipegang_sampai = now() + interval '5 minutes', pemegang = ${s.staff.endang!.id} where nip = ${p.nip}`.execute(t.owner.db)
    expect((await step(s.ops.kebumen, nomor, 'kerjakan', move)).body).toContain('sedang dipegang verifikator')
    await sql`update formulir set dipegang_sampai = null where nip = ${p.nip}`.execute(t.owner.db)
    await step(s.ops.kebumen, nomor, 'kerjakan', move)
    await step(s.ops.bkd, nomor, 'setujui')
    await sql`update formulir set status = 'diterima' where nip = ${p.nip}`.execute(t.owner.db)
    await dayLater(nomor)
    expect((await workOf(nomor)).status).toBe('dibatalkan')
    expect((await messages(s, nomor)).at(-1)!.isi).toContain('Formulirnya sudah diterima')
    expect(await agencyOf(p.nip)).toBe(PURWOREJO)
    await sql`delete from formulir where nip = ${p.nip}`.execute(t.owner.db)
  })

  test('the same press twice is one proposal; twenty agreements at once are one', async () => {
    const { nomor } = await moved()
    const body = { ...move, versi: (await stored(s, nomor)).versi, _kunci: '01a209fc-0000-7d87-bc8e-c4031d9a0001' }
    for (let i = 0; i < 3; i++) expect((await post(s, s.ops.kebumen, at(nomor, 'kerjakan'), body)).statusCode).toBe(303)
    expect((await sql`select from tindakan where nomor = ${nomor}`.execute(t.owner.db)).rows).toHaveLength(1)
    const all = await Promise.all(Array.from({ length: 20 }, () => step(s.ops.bkd, nomor, 'setujui')))
    expect(all.filter((r) => r.statusCode === 303)).toHaveLength(1)
    expect(all.map((r) => r.statusCode).filter((code) => code !== 303 && code !== 409)).toEqual([])
    expect((await letters(s, 'tindakan')).length).toBe(1)
  })

  test('cancelled with a reason by either officer before it takes effect; a second proposal needs the first one gone', async () => {
    const { nomor } = await moved()
    await step(s.ops.kebumen, nomor, 'kerjakan', move)
    expect((await step(s.ops.kebumen, nomor, 'kerjakan', move)).statusCode).toBe(409)
    expect((await step(s.ops.bkd, nomor, 'batalkan')).statusCode).toBe(422)
    expect((await step(s.ops.bkd, nomor, 'batalkan', { alasan_batalkan: 'Belum ada SK pelepasan.' })).statusCode).toBe(303)
    expect((await step(s.ops.kebumen, nomor, 'kerjakan', move)).statusCode).toBe(303)
    expect((await get(s, s.ops.kebumen, at(nomor))).body).toContain('Belum ada SK pelepasan.')
  })

  test('correcting Instansi Induk in the form opens it, follows the choice, and goes with it (clarifications 1.5)', async () => {
    const { nip } = await addPns(s)
    await sql`update akun set email = null where nip = ${nip}`.execute(t.owner.db)
    const open = async () =>
      (
        await sql<{
          nomor: string
          instansi_id: string
          instansi_lain_id: string
        }>`select nomor, instansi_id, instansi_lain_id from tiket where nip = ${nip} and kategori = 'beda-instansi' and status = 'baru'`.execute(t.owner.db)
      ).rows
    await change(s, nip, 'data-posisi', 'instansi_induk', { instansi_induk: { id: KEBUMEN, nama: 'Kabupaten Kebumen' } })
    const [first] = await open()
    expect(first).toMatchObject({ instansi_id: KEBUMEN, instansi_lain_id: PURWOREJO })
    const item = itemOf(await formOf(s, nip), 'instansi_induk')
    expect(item.tickets).toEqual([first!.nomor])
    expect((await formOf(s, nip)).row!.instansi_id, 'scope stays until the move is decided').toBe(PURWOREJO)
    await change(s, nip, 'data-posisi', 'instansi_induk', { instansi_induk: { id: '6475', nama: 'Kota Magelang' } })
    expect((await open()).map((o) => o.instansi_id)).toEqual(['6475'])
    await fill(s, nip)
    expect(await open()).toEqual([])
  })
})
