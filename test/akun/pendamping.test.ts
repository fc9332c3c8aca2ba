// Pendamping: fills in his own session, and nothing else. Kirim, secrets, the account of the owner and everything after the end stay closed.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maskAngka } from '../../src/security/mask.ts'
import { useDatabase } from '../harness.ts'
import { autosave, fillAll, forgetLimits, formOf, itemOf, newSession, rowId } from '../isian/adegan.ts'
import { addOwner, endAccountScene, get, helpWith, kinds, makeAccountScene, NIK, notices, PASSWORD, post, type AccountScene, type Owner } from './adegan.ts'

const t = useDatabase()
let s: AccountScene
let owner: Owner
let helper: Owner
let izin: string
beforeAll(async () => void (s = await makeAccountScene(t, false)))
afterAll(() => endAccountScene(s))

const UTAMA = '/formulir/data-utama'
const fresh = async (): Promise<void> => {
  await forgetLimits(s)
  owner = await addOwner(s, 'SITI RAHAYU')
  helper = await addOwner(s, 'BUDI SANTOSO')
  izin = await helpWith(s, owner, helper)
}
const address = (text: string, versi = 0) => ({ _untuk: izin, alamat__cek: 'ubah', alamat__versi: versi, alamat: text, _aksi: 'simpan' })
const events = async (nip: string) =>
  (
    await sql<{
      jenis: string
      pelaku: string
      pelaku_id: string | null
    }>`select jenis, pelaku, pelaku_id from peristiwa where nip = ${nip} order by urut`.execute(t.owner.db)
  ).rows

describe('what he may', () => {
  beforeAll(fresh)
  test('fills the form of the owner: saved there, recorded as pendamping, shown in the timeline, told to the owner', async () => {
    const home = await get(s, helper, '/formulir')
    expect(home.body).toContain('Anda mengisi untuk Siti Rahayu')
    expect((await post(s, helper, UTAMA, address('Jl. Kenanga 9'))).statusCode).toBe(303)
    expect((await itemOf(s, owner, 'alamat')).proposed!.alamat).toBe('Jl. Kenanga 9')
    expect((await itemOf(s, helper, 'alamat')).state).toBe('belum')
    const mine = (await events(owner.nip)).filter((e) => e.pelaku === 'pendamping')
    expect(mine.map((e) => e.jenis)).toEqual(['dibaca', 'diisi', 'simpan'])
    expect(mine.every((e) => e.pelaku_id === izin)).toBe(true)
    const timeline = await get(s, owner, '/formulir/status')
    expect(timeline.body).toContain('Pendamping BUDI SANTOSO')
    expect(await notices(s, owner.nip)).toEqual(['pendamping-ditunjuk', 'pendamping-mengisi'])
    await post(s, helper, UTAMA, address('Jl. Kenanga 10', 1))
    expect((await notices(s, owner.nip)).filter((k) => k === 'pendamping-mengisi')).toHaveLength(1)
  })
  test('adds a row, confirmed as by the owner', async () => {
    const url = `/formulir/riwayat-golongan/${rowId(owner, 'g2')}`
    const page = await get(s, helper, url)
    expect([page.statusCode, page.body.includes(`name="_untuk" value="${izin}"`)]).toEqual([200, true])
  })
  test('back at his own form nothing of the owner is left', async () => {
    await post(s, helper, '/pendamping/selesai')
    const home = await get(s, helper, '/formulir')
    expect([home.body.includes('Anda mengisi untuk'), home.body.includes('Budi Santoso')]).toEqual([false, true])
    await post(s, helper, `/pendamping/${izin}/mulai`)
  })
})

describe('what he may not', () => {
  beforeAll(fresh)
  test('send, take back, or see the page of Kirim', async () => {
    await fillAll(s, owner)
    const versi = (await formOf(s, owner)).row!.versi
    for (const r of [
      await get(s, helper, '/formulir/kirim'),
      await post(s, helper, '/formulir/kirim', { _untuk: izin, benar: '1', _versi: versi }),
      await post(s, helper, '/formulir/batal-kirim', { _untuk: izin, _versi: versi }),
    ])
      expect(r.statusCode).toBe(403)
    expect([(await formOf(s, owner)).row!.status, (await formOf(s, helper)).row]).toEqual(['draf', null])
  })
  test('see a secret: on no page, revealed by no address, in no answer to what he posts', async () => {
    await fresh()
    await sql`update usulan set sesudah = sesudah where nip = ${owner.nip}`.execute(t.owner.db)
    const bpjs = '0001234567891'
    await post(s, owner, `/formulir/orang-tua/${uuidv7()}`, { nama: 'SUPARMI', nomor_bpjs: bpjs, _otomatis: '1' }, { accept: 'application/json' })
    const parent = (await formOf(s, owner)).sections.get('orang-tua')!.items[0]!
    expect(parent.draft!.nomor_bpjs).toBe(bpjs)
    const pages = [
      '/formulir',
      '/formulir?tampil=nomor',
      UTAMA,
      `${UTAMA}?tampil=nik`,
      `${UTAMA}?tampil=npwp`,
      '/formulir/status',
      '/formulir/bpjs',
      '/formulir/bpjs?tampil=nomor_kartu',
      '/formulir/orang-tua',
      `/formulir/orang-tua/${parent.kunci}`,
    ]
    for (const url of pages) {
      const r = await get(s, helper, url)
      expect(r.statusCode, url).toBe(200)
      expect([r.body.includes(NIK), r.body.includes(bpjs), r.body.includes(owner.nomor)], url).toEqual([false, false, false])
    }
    expect((await get(s, helper, UTAMA)).body).toContain(maskAngka(NIK))
    for (const body of [{ _aksi: 'simpan', nama: '' }, { _aksi: 'batal' }, { _cari: 'nip', nama: 'X' }]) {
      const r = await post(s, helper, `/formulir/orang-tua/${parent.kunci}`, { _untuk: izin, _versi: parent.versi, ...body })
      expect(r.body.includes(bpjs), JSON.stringify(body)).toBe(false)
    }
    // What the owner had typed is still there.
    expect((await formOf(s, owner)).sections.get('orang-tua')!.items[0]!.draft!.nomor_bpjs).toBe(bpjs)
  })
  test('a row with a secret: he may correct the rest, sees the number nowhere, and it stays as it was', async () => {
    const [url, bpjs] = [`/formulir/orang-tua/${uuidv7()}`, '0001234567892']
    const father = { hubungan: 'AYAH', nama: 'DARMO', tanggal_lahir: '1950', status_hidup: 'HIDUP' }
    await post(s, owner, url, { ...father, nomor_bpjs: bpjs, _aksi: 'simpan', _yakin: '1', _versi: 0 })
    const parent = async () => (await formOf(s, owner)).sections.get('orang-tua')!.items.find((i) => url.endsWith(i.kunci))!
    const { versi } = await parent()
    const typed = { ...father, nama: 'DARMO SUBROTO', _untuk: izin, _aksi: 'simpan', nomor_bpjs: '0009999999999' }
    const asked = await post(s, helper, url, { ...typed, _versi: versi })
    expect([asked.body.includes('Simpan data ini?'), asked.body.includes(bpjs), asked.body.includes('0009999999999')]).toEqual([true, false, false])
    const done = await post(s, helper, url, { ...typed, _versi: (await parent()).versi, _yakin: '1' })
    expect(done.statusCode).toBe(303)
    const { proposed } = await parent()
    expect([proposed!.nama, proposed!.nomor_bpjs]).toEqual(['DARMO SUBROTO', bpjs])
  })
  test('change a secret, or agree with it, also through "semua sisanya"', async () => {
    const nik = (await itemOf(s, owner, 'nik')).versi
    const tries = [
      { nik__cek: 'ubah', nik__versi: nik, nik: '3306051403760099', _aksi: 'simpan' },
      { nik__cek: 'sesuai', nik__versi: nik, _aksi: 'simpan' },
      { nik__versi: nik, _aksi: 'semua' },
    ]
    for (const body of tries) await post(s, helper, UTAMA, { _untuk: izin, ...body })
    expect((await itemOf(s, owner, 'nik')).state).toBe('belum')
  })
  test('reach the account of the owner: Akun saya, notices and looks are his own', async () => {
    for (const url of ['/akun', '/akun/pendamping', '/akses-data', '/pemberitahuan']) {
      const r = await get(s, helper, url)
      expect([r.body.includes('Siti Rahayu'), r.body.includes(owner.nip), r.body.includes(owner.email)], url).toEqual([false, false, false])
    }
    expect((await post(s, helper, `/akun/pendamping/${izin}/cabut`)).statusCode).toBe(404)
    expect((await get(s, helper, '/cetak/bukti-registrasi')).statusCode).toBe(200)
    expect(await kinds(s, owner.nip)).not.toContain('kata-kunci-diganti')
  })
  test('a tab of his own form writes nothing into that of the owner, and the other way round', async () => {
    const before = (await itemOf(s, owner, 'alamat')).versi
    expect((await post(s, helper, UTAMA, { ...address('Jl. Tab 1'), _untuk: undefined })).statusCode).toBe(409)
    expect((await autosave(s, helper, UTAMA, { ...address('Jl. Tab 2'), _untuk: uuidv7() })).statusCode).toBe(409)
    await post(s, helper, '/pendamping/selesai')
    expect((await post(s, helper, UTAMA, address('Jl. Tab 3'))).statusCode).toBe(409)
    expect([(await itemOf(s, owner, 'alamat')).versi, (await itemOf(s, helper, 'alamat')).versi]).toEqual([before, 0])
    await post(s, helper, `/pendamping/${izin}/mulai`)
  })
})

describe('the end', () => {
  test('revoked: the next request is refused, saves and reads alike', async () => {
    await fresh()
    await get(s, helper, UTAMA)
    await post(s, owner, `/akun/pendamping/${izin}/cabut`)
    expect((await post(s, helper, UTAMA, address('Jl. Terlambat 1'))).statusCode).toBe(403)
    const page = await get(s, helper, UTAMA)
    expect([page.statusCode, page.body.includes('Anda mengisi untuk')]).toEqual([200, false])
    expect((await itemOf(s, owner, 'alamat')).state).toBe('belum')
    expect((await post(s, helper, `/pendamping/${izin}/mulai`)).statusCode).toBe(404)
  })
  test('expired, or the account frozen: the same', async () => {
    for (const end of [sql`update pendamping set sampai = clock_timestamp()`, sql`update akun set status = 'dibekukan'`]) {
      await fresh()
      await sql`${end} where nip = ${owner.nip}`.execute(t.owner.db)
      expect((await post(s, helper, UTAMA, address('Jl. Terlambat 2'))).statusCode).toBe(403)
      expect((await itemOf(s, owner, 'alamat')).state).toBe('belum')
    }
  })
  test('revoking while he saves: each save is whole before it or refused, none after it', async () => {
    await fresh()
    const cookies = [helper.cookie, await newSession(s, 'pns', helper.nip)]
    await post(s, { cookie: cookies[1]! }, `/pendamping/${izin}/mulai`)
    const saves = Array.from({ length: 6 }, (_, i) => post(s, { cookie: cookies[i % 2]! }, UTAMA, address(`Jl. Lomba ${i}`)))
    const [, ...answers] = await Promise.all([post(s, owner, `/akun/pendamping/${izin}/cabut`), ...saves])
    for (const r of answers) expect([200, 303, 403, 409]).toContain(r.statusCode)
    const trail = (await events(owner.nip)).map((e) => e.jenis)
    expect(trail.slice(trail.indexOf('pendamping-dicabut')).filter((k) => k === 'simpan')).toEqual([])
  })
  test('somebody whom nobody let in: no page, no start, also with the id', async () => {
    await fresh()
    const stranger = await addOwner(s)
    expect((await post(s, stranger, `/pendamping/${izin}/mulai`)).statusCode).toBe(404)
    await sql`update sesi set untuk = ${owner.nip}, untuk_id = ${izin} where nip = ${stranger.nip}`.execute(t.owner.db)
    expect((await get(s, stranger, UTAMA)).statusCode).toBe(403)
  })
})

describe('the invitation', () => {
  test('a code works once, for one person, not for oneself, and is not stored', async () => {
    const [me, friend, other] = [await addOwner(s), await addOwner(s), await addOwner(s)]
    const page = await post(s, me, '/akun/pendamping', { cara: 'kode', hari: 14, kata_kunci: PASSWORD })
    const kode = /class="nip"><b>([0-9A-Z]{8})</.exec(page.body)![1]!
    expect((await get(s, me, '/akun/pendamping')).body).not.toContain(kode)
    expect((await post(s, me, '/pendamping/undangan', { kode })).statusCode).toBe(422)
    const used = await Promise.all([friend, other].map((p) => post(s, p, '/pendamping/undangan', { kode: kode.toLowerCase() })))
    expect(used.map((r) => r.statusCode).sort()).toEqual([303, 422])
    const { rows } =
      await sql`select 1 from pendamping p, direktori_undangan u where p.nip = ${me.nip} and (p.kode_hash = ${kode} or u.kode_hash = ${kode})`.execute(
        t.owner.db,
      )
    expect(rows).toEqual([])
  })
  test('needs the kata kunci; an unknown number and the own one get one answer; names are text', async () => {
    const me = await addOwner(s)
    const evil = await addOwner(s, '<img src=x onerror=alert(1)>')
    const ask = (nomor: string, kata_kunci = PASSWORD) => post(s, me, '/akun/pendamping', { cara: 'nomor', nomor, hari: 7, kata_kunci })
    expect((await ask(evil.nomor, 'salah')).statusCode).toBe(422)
    const answers = await Promise.all([ask('ZZZZ9999'), ask(me.nomor), ask('bukan nomor')])
    expect(new Set(answers.map((r) => /class="errmsg"[\s\S]*?<\/p>/.exec(r.body)![0])).size).toBe(1)
    await ask(evil.nomor)
    for (const url of ['/akun/pendamping', '/formulir/status']) expect((await get(s, me, url)).body).not.toContain('<img')
    await helpWith(s, evil, me)
    for (const url of ['/pendamping', '/formulir']) {
      const r = await get(s, me, url)
      expect([r.statusCode, r.body.includes('<img')], url).toEqual([200, false])
    }
    expect(s.errors).toEqual([])
  })
})
