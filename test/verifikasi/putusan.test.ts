// Decisions: by item, as drafts, final once; what comes back, what is taken back, what stays.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, test } from 'vitest'
import { agree, editForm, getItem } from '../../src/form/edit.ts'
import { needsRepair } from '../../src/form/form.ts'
import { findBrokenChains } from '../../src/workflow/events.ts'
import { useDatabase } from '../harness.ts'
import {
  change,
  choices,
  decide,
  fill,
  formOf,
  get,
  itemOf,
  makeScene,
  PERIODE,
  post,
  sendForm,
  sendNow,
  statusOf,
  twoChanges,
  unit,
  type Pns,
  type Scene,
} from './scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})

type Event = { jenis: string; pelaku_id: string; peran: string; lingkup_id: string; data: Record<string, unknown> }
const events = async (p: Pns, jenis: string) =>
  (
    await sql<Event>`select jenis, pelaku_id, peran, lingkup_id, data from peristiwa where nip = ${p.nip} and jenis = ${jenis} order by urut`.execute(
      t.owner.db,
    )
  ).rows
const only = (kunci: string, choice: 'setuju' | 'kembalikan') => (i: { kunci: string }) => (i.kunci === kunci ? choice : undefined)
const returning =
  (kunci: string) =>
  (i: { kunci: string }): 'setuju' | 'kembalikan' =>
    i.kunci === kunci ? 'kembalikan' : 'setuju'

describe('through the levels', () => {
  test('three levels accept, the official record changes, every decision is on record', async () => {
    const p = await sendForm(s, { change: twoChanges })
    for (const who of ['endang', 'budi', 'agus'] as const) expect((await decide(s, s.staff[who]!, p)).statusCode).toBe(303)
    const form = await formOf(s, p.nip)
    expect(form.row!.status).toBe('diterima')
    expect(itemOf(form, 'gelar_belakang').official).toMatchObject({
      gelar_belakang: 'M.Pd.',
      alamat: 'Jl. Mawar No. 14, Kutoarjo',
    })
    // BKN does not decide on the address (domain.md 2.6).
    expect((await events(p, 'putusan')).map((e) => [e.peran, e.data.kunci])).toEqual([
      ['verifikator_1', 'alamat'],
      ['verifikator_1', 'gelar_belakang'],
      ['verifikator_2', 'alamat'],
      ['verifikator_2', 'gelar_belakang'],
      ['verifikator_3', 'gelar_belakang'],
    ])
    expect((await events(p, 'setujui')).map((e) => [e.pelaku_id, e.lingkup_id])).toEqual([
      [s.staff.endang!.id, unit.dinas],
      [s.staff.budi!.id, '6422'],
      [s.staff.agus!.id, '01'],
    ])
    expect(await findBrokenChains(t.owner.db)).toEqual([])
  })

  test('level 3 sees no button for what it does not decide, and a posted one is refused', async () => {
    const p = await sendForm(s, { change: twoChanges })
    await decide(s, s.staff.endang!, p)
    await decide(s, s.staff.budi!, p)
    const page = (await get(s, s.staff.agus!, `/verifikasi/${p.id}`)).body
    expect(page).toContain('name="putusan.data-utama.gelar_belakang"')
    expect(page).not.toContain('name="putusan.data-utama.alamat"')
    expect(page).toContain('Diputuskan Level 1 dan Level 2')
    const form = await formOf(s, p.nip)
    const r = await post(s, s.staff.agus!, `/verifikasi/${p.id}/putusan`, {
      versi: form.row!.versi,
      'putusan.data-utama.alamat': 'setuju',
      'versi.data-utama.alamat': itemOf(form, 'alamat').versi,
    })
    expect(r.statusCode).toBe(409)
  })

  test('a form without changes needs one confirmation', async () => {
    const p = await sendForm(s)
    const versi = (await formOf(s, p.nip)).row!.versi
    const without = await post(s, s.staff.endang!, `/verifikasi/${p.id}/kirim`, { versi })
    expect(without.statusCode).toBe(422)
    expect(await statusOf(s, p.nip)).toBe('level_1')
    expect((await post(s, s.staff.endang!, `/verifikasi/${p.id}/kirim`, { versi, konfirmasi: 1 })).statusCode).toBe(303)
    expect(await statusOf(s, p.nip)).toBe('level_2')
  })

  test('a unit without another verifier: level 2 takes the step of level 1, another of level 2 the next', async () => {
    const p = await sendForm(s, { to: unit.sunyi, change: twoChanges })
    expect((await get(s, s.staff.budi!, '/verifikasi')).body).toContain('unit tanpa verifikator')
    await decide(s, s.staff.budi!, p)
    expect((await events(p, 'setujui'))[0]).toMatchObject({ peran: 'verifikator_1', lingkup_id: '6422' })
    expect((await decide(s, s.staff.budi!, p)).statusCode).toBe(403)
    await decide(s, s.staff.dwi!, p)
    expect(await statusOf(s, p.nip)).toBe('level_3')
  })
})

describe('drafts', () => {
  test('a return without a reason keeps the rest, says so, and does not move the form', async () => {
    const p = await sendForm(s, { change: twoChanges })
    const body = { ...(await choices(s, p.nip, returning('alamat'))), 'alasan.data-utama.alamat': '  ' }
    const r = await post(s, s.staff.endang!, `/verifikasi/${p.id}/kirim`, body)
    expect(r.statusCode).toBe(422)
    expect(r.body).toContain('Alamat: Tulis alasan')
    const form = await formOf(s, p.nip)
    expect(form.row!.status).toBe('level_1')
    expect(itemOf(form, 'gelar_belakang').decisions).toMatchObject([{ putusan: 'setuju', final: false }])
    expect(itemOf(form, 'alamat').decisions).toEqual([])
  })

  test('reasons: typed before ready-made before shared; longer than 500 letters is refused', async () => {
    const p = await sendForm(s, { change: { ...twoChanges, kartu_pegawai: 'M 012346' } })
    const body = await choices(s, p.nip, () => 'kembalikan')
    const put = (more: Record<string, string>) =>
      post(
        s,
        s.staff.endang!,
        `/verifikasi/${p.id}/putusan`,
        { ...body, 'alasan.data-utama.alamat': '', 'alasan.data-utama.kartu_pegawai': '', ...more },
        'application/json',
      )
    await put({ 'templat.data-utama.alamat': 'Ini siap pakai.', alasan_bersama: 'Ini bersama.' })
    const form = await formOf(s, p.nip)
    expect(['gelar_belakang', 'alamat', 'kartu_pegawai'].map((k) => itemOf(form, k).decisions[0]!.alasan)).toEqual([
      'Berkas tidak terbaca.',
      'Ini siap pakai.',
      'Ini bersama.',
    ])
    expect((await put({ 'alasan.data-utama.alamat': 'x'.repeat(501) })).json().faults).toHaveProperty(['data-utama.alamat'])
  })

  test('last used reasons stand first on the next form', async () => {
    const p = await sendForm(s, { change: twoChanges })
    await decide(s, s.staff.bambang!, p, returning('alamat'), { 'alasan.data-utama.alamat': 'Cap dinas belum ada.' })
    const q = await sendForm(s, { change: twoChanges })
    const page = (await get(s, s.staff.bambang!, `/verifikasi/${q.id}`)).body
    const select = page.slice(page.indexOf('name="templat.data-utama.alamat"')).split('</select>')[0]!
    expect(select.split('<option').slice(2)[0]).toContain('Cap dinas belum ada.')
  })

  test('Setujui semua takes only what was on screen in its present version', async () => {
    const p = await sendForm(s, { change: twoChanges })
    const form = await formOf(s, p.nip)
    const r = await post(s, s.staff.endang!, `/verifikasi/${p.id}/putusan`, {
      versi: form.row!.versi,
      semua: 1,
      'versi.data-utama.gelar_belakang': itemOf(form, 'gelar_belakang').versi,
      'versi.data-utama.alamat': itemOf(form, 'alamat').versi + 1,
    })
    expect(r.statusCode).toBe(422)
    expect(r.body).toContain('belum tampil')
    const after = await formOf(s, p.nip)
    expect([itemOf(after, 'gelar_belakang').decisions.length, itemOf(after, 'alamat').decisions.length]).toEqual([1, 0])
  })

  test('Setujui semua after everything was shown: one press, then Kirim', async () => {
    const p = await sendForm(s, { change: twoChanges })
    const body = Object.fromEntries(Object.entries(await choices(s, p.nip)).filter(([k]) => !k.startsWith('putusan.')))
    expect((await post(s, s.staff.endang!, `/verifikasi/${p.id}/putusan`, { ...body, semua: 1 })).statusCode).toBe(303)
    expect((await post(s, s.staff.endang!, `/verifikasi/${p.id}/kirim`, body)).statusCode).toBe(303)
    expect(await statusOf(s, p.nip)).toBe('level_2')
  })

  test('a stale page of the form, a stale item, an undecided item: refused, nothing moves', async () => {
    const p = await sendForm(s, { change: twoChanges })
    const body = await choices(s, p.nip)
    const send = (more: Record<string, string>) => post(s, s.staff.endang!, `/verifikasi/${p.id}/kirim`, { ...body, ...more })
    expect((await send({ versi: '1' })).statusCode).toBe(409)
    expect((await send({ 'versi.data-utama.alamat': '77' })).statusCode).toBe(409)
    expect((await post(s, s.staff.endang!, `/verifikasi/${p.id}/kirim`, await choices(s, p.nip, only('alamat', 'setuju')))).statusCode).toBe(422)
    expect(await statusOf(s, p.nip)).toBe('level_1')
    expect(await events(p, 'setujui')).toEqual([])
  })

  test('Tampilkan shows one masked value, keeps the choices, and is on record', async () => {
    const p = await sendForm(s, { change: twoChanges })
    const all = await get(s, s.staff.endang!, `/verifikasi/${p.id}?semua=1`)
    expect(all.body).not.toContain('3306 0514 0376 0003')
    const r = await post(s, s.staff.endang!, `/verifikasi/${p.id}/tampilkan`, {
      tampil: 'data-utama.nik',
      'putusan.data-utama.alamat': 'kembalikan',
      'alasan.data-utama.alamat': 'Sudah saya ketik.',
    })
    expect(r.body).toContain('3306 0514 0376 0003')
    expect(r.body).toContain('Sudah saya ketik.')
    expect((await events(p, 'ditampilkan'))[0]!.data).toEqual({ bagian: 'data-utama', kunci: 'nik' })
    expect((await events(p, 'dibaca')).length).toBe(1)
  })
})

describe('sending back', () => {
  test('only what came back reopens; the resent form comes to the level that returned it, with the rest still approved', async () => {
    const p = await sendForm(s, { change: twoChanges })
    await decide(s, s.staff.endang!, p)
    await decide(s, s.staff.budi!, p, returning('alamat'))
    const back = await formOf(s, p.nip)
    expect([back.row!.status, needsRepair(back, itemOf(back, 'alamat')), needsRepair(back, itemOf(back, 'gelar_belakang'))]).toEqual(['perbaikan', true, false])
    expect((await events(p, 'putusan')).filter((e) => e.data.putusan === 'kembalikan')[0]!.data.catatan).toMatch(/^v1\./)
    await change(s, p.nip, 'data-utama', 'alamat', { alamat: 'Jl. Melati No. 7' })
    await sendNow(s, p.nip)
    const again = (await get(s, s.staff.budi!, `/verifikasi/${p.id}`)).body
    expect(again).toContain('1 perubahan disetujui sebelumnya')
    expect(again).toContain('Berkas tidak terbaca.')
    expect((await post(s, s.staff.budi!, `/verifikasi/${p.id}/kirim`, await choices(s, p.nip, only('alamat', 'setuju')))).statusCode).toBe(303)
    expect(await statusOf(s, p.nip)).toBe('level_3')
  })

  test('a value the PNS found right can be sent back, and is decided by his new answer', async () => {
    const p = await sendForm(s)
    const form = await formOf(s, p.nip)
    const agama = itemOf(form, 'agama')
    const r = await post(s, s.staff.endang!, `/verifikasi/${p.id}/kirim`, {
      versi: form.row!.versi,
      'putusan.data-utama.agama': 'kembalikan',
      'versi.data-utama.agama': agama.versi,
      'alasan.data-utama.agama': 'Beda dengan KTP.',
    })
    expect(r.statusCode).toBe(303)
    expect(needsRepair(await formOf(s, p.nip), itemOf(await formOf(s, p.nip), 'agama'))).toBe(true)
    await editForm(s.ctx.db, s.ctx.keys, p.nip, PERIODE, async (e) => {
      const i = getItem(e.form, 'data-utama', 'agama')
      await agree(e, i, i.versi)
    })
    await sendNow(s, p.nip)
    expect((await get(s, s.staff.endang!, `/verifikasi/${p.id}`)).body).toContain('Pernah dikembalikan')
    expect((await decide(s, s.staff.endang!, p)).statusCode).toBe(303)
    expect(await statusOf(s, p.nip)).toBe('level_2')
  })

  test('a return of an agreed value is taken back by choosing Sesuai', async () => {
    const p = await sendForm(s)
    const form = await formOf(s, p.nip)
    const put = (choice: string) =>
      post(s, s.staff.endang!, `/verifikasi/${p.id}/putusan`, {
        versi: form.row!.versi,
        'putusan.data-utama.agama': choice,
        'versi.data-utama.agama': itemOf(form, 'agama').versi,
        'alasan.data-utama.agama': 'Beda.',
      })
    await put('kembalikan')
    expect(itemOf(await formOf(s, p.nip), 'agama').decisions).toHaveLength(1)
    await put('biarkan')
    expect(itemOf(await formOf(s, p.nip), 'agama').decisions).toHaveLength(0)
  })

  test('text that stands in no list waits at its last deciding level, not before', async () => {
    const p = await sendForm(s, { change: { tempat_lahir: { id: null, nama: 'Kutoarjo Lor', usul: true } } })
    expect((await decide(s, s.staff.endang!, p)).statusCode).toBe(303)
    // Place of birth is decided inside the agency, so level 2 is the last.
    const r = await decide(s, s.staff.budi!, p)
    expect(r.statusCode).toBe(422)
    expect(r.body).toContain('daftar referensi')
    expect(await statusOf(s, p.nip)).toBe('level_2')
    expect((await decide(s, s.staff.budi!, p, returning('tempat_lahir'))).statusCode).toBe(303)
    expect(await statusOf(s, p.nip)).toBe('perbaikan')
  })
})

describe('once and back', () => {
  test('the same key twice has one effect; the same key with another body is refused', async () => {
    const p = await sendForm(s, { change: twoChanges })
    const body = { ...(await choices(s, p.nip)), _kunci: uuidv7() }
    const url = `/verifikasi/${p.id}/kirim`
    const answers = await Promise.all([post(s, s.staff.endang!, url, body), post(s, s.staff.endang!, url, body)])
    expect(answers.map((r) => r.statusCode)).toEqual([303, 303])
    expect(await events(p, 'setujui')).toHaveLength(1)
    expect((await post(s, s.staff.endang!, url, { ...body, semua: 1 })).statusCode).toBe(422)
  })

  test('Urungkan brings the form back with its decisions as drafts', async () => {
    const p = await sendForm(s, { change: twoChanges })
    const sent = await decide(s, s.staff.endang!, p)
    expect((await get(s, s.staff.endang!, `/verifikasi?terkirim=${p.id}`)).body).toContain(`/verifikasi/${p.id}/urungkan`)
    expect(String(sent.headers.location)).toContain(`terkirim=${p.id}`)
    expect((await post(s, s.staff.endang!, `/verifikasi/${p.id}/urungkan`)).statusCode).toBe(303)
    const form = await formOf(s, p.nip)
    expect(form.row).toMatchObject({ status: 'level_1', pemegang: s.staff.endang!.id, pemutus: [] })
    expect(itemOf(form, 'alamat').decisions).toMatchObject([{ putusan: 'setuju', final: false }])
    expect((await decide(s, s.staff.endang!, p, returning('alamat'))).statusCode).toBe(303)
    expect(await statusOf(s, p.nip)).toBe('perbaikan')
  })

  test('a return can be taken back until the PNS touches something', async () => {
    const p = await sendForm(s, { change: twoChanges })
    await decide(s, s.staff.endang!, p, returning('alamat'))
    expect((await post(s, s.staff.endang!, `/verifikasi/${p.id}/urungkan`)).statusCode).toBe(303)
    expect(await statusOf(s, p.nip)).toBe('level_1')
    await decide(s, s.staff.endang!, p, returning('alamat'))
    await change(s, p.nip, 'data-utama', 'alamat', { alamat: 'Jl. Melati No. 7' })
    expect((await post(s, s.staff.endang!, `/verifikasi/${p.id}/urungkan`)).statusCode).toBe(409)
    expect(await statusOf(s, p.nip)).toBe('perbaikan')
  })

  test.each([
    ['somebody else decided it', async (_p: Pns) => s.staff.bambang!],
    ['the next level has opened it', async (p: Pns) => (await post(s, s.staff.budi!, `/verifikasi/${p.id}/pegang`), s.staff.endang!)],
    [
      'five minutes are over',
      async (p: Pns) => (
        await sql`update peristiwa set waktu = waktu - interval '6 minutes' where nip = ${p.nip} and jenis = 'setujui'`.execute(t.owner.db),
        s.staff.endang!
      ),
    ],
  ])('no Urungkan when %s', async (_why, prepare) => {
    const p = await sendForm(s, { change: twoChanges })
    await decide(s, s.staff.endang!, p)
    const who = await prepare(p)
    expect((await post(s, who, `/verifikasi/${p.id}/urungkan`)).statusCode).toBe(409)
    expect(await statusOf(s, p.nip)).toBe('level_2')
  })

  test('what is accepted stays accepted', async () => {
    const p = await sendForm(s, { change: twoChanges })
    for (const who of ['endang', 'budi', 'agus'] as const) await decide(s, s.staff[who]!, p)
    expect((await post(s, s.staff.agus!, `/verifikasi/${p.id}/urungkan`)).statusCode).toBe(409)
  })
})

describe('turun status', () => {
  test('with the right and a reason the whole form opens; decisions are gone', async () => {
    const p = await sendForm(s, { change: twoChanges })
    await decide(s, s.staff.endang!, p)
    const versi = (await formOf(s, p.nip)).row!.versi
    const url = `/verifikasi/${p.id}/turun-status`
    expect((await post(s, s.staff.tono!, url, { versi })).statusCode).toBe(422)
    expect((await post(s, s.staff.budi!, url, { versi, alasan: 'Diminta PNS.' })).statusCode).toBe(403)
    expect((await post(s, s.staff.tono!, url, { versi, alasan: 'Diminta PNS.' })).statusCode).toBe(303)
    const form = await formOf(s, p.nip)
    expect(form.row).toMatchObject({ status: 'draf', pemutus: [] })
    expect(itemOf(form, 'alamat').decisions).toEqual([])
    await fill(s, p.nip, { change: twoChanges })
    await sendNow(s, p.nip)
    expect((await decide(s, s.staff.endang!, p)).statusCode).toBe(303)
  })

  test('at level 3 only BKN may', async () => {
    const p = await sendForm(s, { change: twoChanges })
    await decide(s, s.staff.endang!, p)
    await decide(s, s.staff.budi!, p)
    const body = { versi: (await formOf(s, p.nip)).row!.versi, alasan: 'Salah kirim.' }
    expect((await post(s, s.staff.tono!, `/verifikasi/${p.id}/turun-status`, body)).statusCode).toBe(403)
    expect((await post(s, s.staff.maya!, `/verifikasi/${p.id}/turun-status`, body)).statusCode).toBe(303)
    expect(await statusOf(s, p.nip)).toBe('draf')
  })
})

test('berkas fisik: date and by whom once, on the timeline, off the list', async () => {
  const p = await sendForm(s, { nama: 'KERTAS SETYAWAN' })
  expect((await get(s, s.staff.endang!, '/verifikasi/belum-berkas')).body).toContain('Kertas Setyawan')
  await post(s, s.staff.agus!, `/verifikasi/${p.id}/berkas-fisik`)
  await post(s, s.staff.endang!, `/verifikasi/${p.id}/berkas-fisik`)
  expect((await formOf(s, p.nip)).row!.berkas_diterima_oleh).toBe(s.staff.agus!.id)
  expect(await events(p, 'berkas-fisik')).toHaveLength(1)
  expect((await get(s, s.staff.endang!, '/verifikasi/belum-berkas')).body).not.toContain('Kertas Setyawan')
  expect((await get(s, s.staff.endang!, `/verifikasi/${p.id}`)).body).toContain('Berkas fisik diterima')
})

test('several without changes at once: each for itself, one that changed meanwhile is named', async () => {
  const [a, b, c] = [await sendForm(s), await sendForm(s), await sendForm(s, { nama: 'TERPEGANG SEKALI' })]
  await post(s, s.staff.bambang!, `/verifikasi/${c.id}/pegang`)
  const versi = async (p: Pns) => (await formOf(s, p.nip)).row!.versi
  const body = { [`pilih.${a.id}`]: await versi(a), [`pilih.${b.id}`]: (await versi(b)) + 1, [`pilih.${c.id}`]: await versi(c) }
  const r = await post(s, s.staff.endang!, '/verifikasi/massal', body)
  expect(r.body).toContain('1 formulir disetujui')
  expect(r.body).toContain('2 formulir tidak disetujui')
  expect(await Promise.all([a, b, c].map((p) => statusOf(s, p.nip)))).toEqual(['level_2', 'level_1', 'level_1'])
  expect((await post(s, s.staff.endang!, '/verifikasi/massal')).statusCode).toBe(422)
})
