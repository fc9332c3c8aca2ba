// Resolving does the work: who may, what two officers and a day are for, what changes, and the way back (issue: helpdesk; trust.md 3.8, A23).
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { findOfficial } from '../../src/form/official.ts'
import { compose } from '../../src/jobs/surat/compose.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { startSession } from '../../src/security/session.ts'
import { seal } from '../../src/security/seal.ts'
import { CSRF_FIELD } from '../../src/security/csrf.ts'
import { openTicket } from '../../src/tiket/open.ts'
import { findKategori } from '../../src/tiket/kategori.ts'
import { cancelToken, carryOut } from '../../src/tiket/tindakan/jalan.ts'
import { findBrokenChains } from '../../src/workflow/events.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { useDatabase } from '../harness.ts'
import { addPns, addStaff, change, fill, formOf, get, itemOf, KEBUMEN, post, PURWOREJO, sendForm, statusOf, unit } from '../verifikasi/scene.ts'
import { act, at, letters, makeDesk, messages, stored, ticket, type Scene } from './adegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeDesk(t)
})

type Work = { id: string; versi: number; status: string; berlaku_pada: Date | null }
const workOf = async (nomor: string): Promise<Work> =>
  (await sql<Work>`select id, versi, status, berlaku_pada from tindakan where nomor = ${nomor} order by dibuat desc limit 1`.execute(t.owner.db)).rows[0]!
const step = async (staff: Staff, nomor: string, name: string, body: Record<string, string | number> = {}) => {
  const a = await workOf(nomor).catch(() => undefined)
  return act(s, staff, nomor, name, { ...(a && { tindakan: a.id, versi_tindakan: a.versi }), ...body })
}
const agencyOf = async (nip: string) => (await findOfficial(t.db, s.ctx.keys, nip))!.induk?.id
/** The waiting time is over. */
const dayLater = async (nomor: string) => {
  await sql`update tindakan set berlaku_pada = now() - interval '1 second' where nomor = ${nomor} and status = 'menunggu'`.execute(t.owner.db)
  await carryOut(s.ctx, (await workOf(nomor)).id)
}
const kinds = async (nip: string) =>
  (await sql<{ jenis: string }>`select jenis from peristiwa where nip = ${nip} order by urut`.execute(t.owner.db)).rows.map((r) => r.jenis)

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
  expect(rows.length).toBeGreaterThan(10)
  for (const { baris } of rows) for (const text of ['824/11/2026', 'Harjo', 'Surat palsu', 'SK-nya']) expect(baris).not.toContain(text)
})

test.each(['kerjakan', 'setujui', 'batalkan', 'urungkan', 'identitas', 'referensi'])('%s is closed to who has no such desk', async (name) => {
  const nomor = await ticket(s, { kode: 'beda-instansi', isi: {} })
  expect((await step(s.staff.budi!, nomor, name)).statusCode).toBe(403)
  expect((await step(s.ops.jatim, nomor, name, { dilihat: 1, alasan_batalkan: 'x', alasan_urungkan: 'x' })).statusCode).toBe(404)
})
