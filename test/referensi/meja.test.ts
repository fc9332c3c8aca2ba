// The operators' desk: who may see and decide what, once and only once, at the same time as others, and the list itself.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Config } from '../../src/config.ts'
import { editForm, getItem, propose } from '../../src/form/edit.ts'
import { listCaught } from '../../src/jobs/catcher.ts'
import { fillReference } from '../../src/jobs/referensi.ts'
import { startJobs } from '../../src/jobs/runner.ts'
import { useDatabase } from '../harness.ts'
import { bannedWords } from '../words.ts'
import { PERIODE, post, PURWOREJO, unit } from '../verifikasi/scene.ts'
import { decide, eventsOf, HERE, letters, look, makeDesk, newUnit, open, person, plain, requestFor, runFilling, type, valueIn, type Scene } from './adegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeDesk(t)
})
afterEach(async () => {
  await sql`delete from batas`.execute(t.owner.db)
})

describe('who may', () => {
  let national: string
  let own: string
  beforeAll(async () => {
    const siti = await person(s)
    await type(s, siti, 'tempat_lahir', 'Kota Terapung')
    await type(s, siti, 'unor', 'Dinas Terapung')
    national = (await requestFor(s, 'Kota Terapung')).id
    own = (await requestFor(s, 'Dinas Terapung')).id
  })

  test.each([
    ['helpi', 404, 200],
    ['hadi', 404, 200],
    ['kebumen', 404, 404],
    ['pusat', 200, 404],
    ['admin', 200, 404],
  ] as const)('%s: national %i, of Purworejo %i', async (name, atNational, atOwn) => {
    const staff = s.ops[name]
    expect((await look(s, staff, `${HERE}/${national}`)).statusCode).toBe(atNational)
    expect((await look(s, staff, `${HERE}/${own}`)).statusCode).toBe(atOwn)
    const list = (await look(s, staff, `${HERE}?q=terapung`)).body
    expect([list.includes('Kota Terapung'), list.includes('Dinas Terapung')]).toEqual([atNational === 200, atOwn === 200])
    if (atOwn === 404) expect((await post(s, staff, `${HERE}/${own}/tolak`, { versi: 0, alasan: 'x' })).statusCode).toBe(404)
    if (atNational === 404) expect((await post(s, staff, `${HERE}/${national}/petakan`, { versi: 0, entri: '33.06' })).statusCode).toBe(404)
  })

  test.each(['endang', 'budi', 'agus', 'lina', 'tono'])('%s verifies or registers and has no such desk', async (name) => {
    for (const url of [HERE, `${HERE}/${own}`]) expect((await look(s, s.staff[name]!, url)).statusCode).toBe(403)
    expect((await post(s, s.staff[name]!, `${HERE}/${own}/petakan`, { versi: 0, entri: unit.dinas })).statusCode).toBe(403)
  })

  test('a PNS is sent to the login of staff; the operator lands on his desk', async () => {
    const siti = await person(s)
    const r = await open(s, siti, HERE)
    expect(r.headers.location).toMatch(/^\/petugas\/masuk/)
    expect((await look(s, s.ops.helpi, '/verifikasi')).headers.location).toBe('/helpdesk')
    expect((await look(s, s.ops.helpi, `${HERE}/bukan-id`)).statusCode).toBe(404)
    expect((await look(s, s.ops.helpi, `${HERE}/${uuidv7()}`)).statusCode).toBe(404)
  })

  test('no name and no NIP of those who wait', async () => {
    const siti = await person(s, { nama: 'SITI RAHASIAWATI' })
    await type(s, siti, 'unor', 'Dinas Tersembunyi')
    const page = (await look(s, s.ops.helpi, `${HERE}/${(await requestFor(s, 'Dinas Tersembunyi')).id}`)).body
    expect(page).not.toMatch(/rahasiawati/i)
    expect(page).not.toContain(siti.nip)
    expect(plain(page)).toContain('1 orang: Pemerintah Kab. Purworejo (1)')
  })
})

describe('once and back', () => {
  test('the same click twice is one decision; another operator learns who was first', async () => {
    const siti = await person(s)
    await type(s, siti, 'unor', 'Balai Kembar')
    const { id } = await requestFor(s, 'Balai Kembar')
    const body = { _kunci: uuidv7(), versi: 0, entri: unit.dinas }
    const answers = await Promise.all([1, 2].map(() => post(s, s.ops.helpi, `${HERE}/${id}/petakan`, body)))
    expect(answers.map((r) => r.statusCode)).toEqual([303, 303])
    const late = await post(s, s.ops.hadi, `${HERE}/${id}/tolak`, { versi: 0, alasan: 'Tidak ada.' })
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain('oleh Helpi Petugas')
    expect((await requestFor(s, 'Balai Kembar')).versi).toBe(1)
    await runFilling(s)
    expect(Object.values(await letters(s)).flat()).toHaveLength(1)
  })

  test('twenty at once: one wins, nobody gets an error of ours', async () => {
    const siti = await person(s)
    await type(s, siti, 'unor', 'Balai Rebutan')
    const { id } = await requestFor(s, 'Balai Rebutan')
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        post(s, i % 2 ? s.ops.helpi : s.ops.hadi, `${HERE}/${id}/petakan`, { versi: 0, entri: i % 2 ? unit.dinas : unit.sunyi }),
      ),
    )
    expect(answers.filter((r) => r.statusCode === 303)).toHaveLength(1)
    expect(answers.filter((r) => r.statusCode === 409)).toHaveLength(19)
  })

  test('decided while somebody is asking: the decision waits for him, and he is not forgotten', async () => {
    const [siti, late] = [await person(s), await person(s)]
    await type(s, siti, 'unor', 'Balai Bersamaan')
    await type(s, late, 'unor', 'Balai Lain')
    const first = { by: '' }
    let deciding: Promise<unknown> | undefined
    await editForm(s.ctx.db, s.ctx.keys, late.nip, PERIODE, async (e) => {
      const i = getItem(e.form, 'data-posisi', 'unor')
      await propose(e, i, i.versi, newUnit('balai bersamaan'))
      deciding = decide(s, s.ops.helpi, 'Balai Bersamaan', 'petakan', { entri: unit.dinas }).then(() => (first.by ||= 'decision'))
      await vi.waitFor(async () => {
        const { rows } = await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(t.owner.db)
        expect(rows.length > 0 || first.by !== '').toBe(true)
      })
      first.by ||= 'asker'
    })
    await deciding
    expect(first.by).toBe('asker')
    await runFilling(s)
    for (const p of [siti, late]) expect(await valueIn(s, p, 'unor')).toMatchObject({ id: unit.dinas })
    await letters(s)
  })

  test('killed on the way: those done are done, the rest follows, nobody twice', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => person(s)))
    for (const p of people) await type(s, p, 'unor', 'Balai Terputus')
    await decide(s, s.ops.helpi, 'Balai Terputus', 'petakan', { entri: unit.dinas })
    const { id } = await requestFor(s, 'Balai Terputus')
    const last = people
      .map((p) => p.nip)
      .sort()
      .at(-1)!
    // One form cannot be written now: the job ends with an error after it has done all it could.
    await sql`create or replace function uji_gagal() returns trigger language plpgsql as 'begin raise exception ''putus''; end'`.execute(t.owner.db)
    await sql.raw(`create trigger uji_gagal before update on usulan for each row when (new.nip = '${last}') execute function uji_gagal()`).execute(t.owner.db)
    await expect(fillReference(s.ctx, { id })).rejects.toThrow('1 people')
    await sql`drop trigger uji_gagal on usulan`.execute(t.owner.db)
    for (const p of people) {
      expect(await valueIn(s, p, 'unor')).toMatchObject(p.nip === last ? { id: null, usul: true } : { id: unit.dinas })
      expect(await eventsOf(s, p.nip)).toHaveLength(p.nip === last ? 0 : 1)
    }
    await runFilling(s)
    await fillReference(s.ctx, { id })
    for (const p of people) {
      expect(await valueIn(s, p, 'unor')).toMatchObject({ id: unit.dinas })
      expect(await eventsOf(s, p.nip)).toHaveLength(1)
    }
    expect(Object.values(await letters(s)).map((l) => l.length)).toEqual([1, 1, 1, 1])
  })
})

test('through the queue: decided on the page, filled in and mailed by the runner', async () => {
  const siti = await person(s)
  await type(s, siti, 'unor', 'Balai Antrean')
  await sql`delete from graphile_worker._private_jobs`.execute(t.owner.db)
  await decide(s, s.ops.helpi, 'Balai Antrean', 'petakan', { entri: unit.dinas })
  const jobs = await startJobs(
    { ...s.ctx, config: { ...s.ctx.config, pool: { web: 2, jobs: 2 }, mailFrom: 'e-PUPNS <tidak-dijawab@uji.test>' } as Config },
    t.url,
  )
  await vi.waitFor(() => expect(listCaught(`pns.${siti.nip}@uji.test`)).toHaveLength(1), { timeout: 15_000 })
  await jobs.stop()
  expect(listCaught(`pns.${siti.nip}@uji.test`)[0]!.perihal).toBe('Isian e-PUPNS Anda sudah ada di daftar')
  expect(await valueIn(s, siti, 'unor')).toMatchObject({ id: unit.dinas })
})

test('hostile text is text, on every page and in every letter', async () => {
  const siti = await person(s)
  const text = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
  await type(s, siti, 'unor', text)
  const { id } = await requestFor(s, text)
  for (const url of [
    HERE,
    `${HERE}/${id}`,
    `${HERE}/${id}?q=${encodeURIComponent(text)}&induk_q=${encodeURIComponent(text)}`,
    `${HERE}?q=${encodeURIComponent(text)}`,
  ]) {
    const r = await look(s, s.ops.helpi, url)
    expect(r.statusCode, url).toBe(200)
    expect(r.body, url).not.toMatch(/<script>alert|<img/)
  }
  const refused = await decide(s, s.ops.helpi, text, 'tolak', { alasan: text })
  expect(refused.statusCode).toBe(303)
  await runFilling(s)
  for (const url of ['/formulir', '/formulir/data-posisi', '/formulir/kirim', '/formulir/status'])
    expect((await open(s, siti, url)).body, url).not.toMatch(/<script>alert|<img/)
  await letters(s)
})

test('the list: exact counts by list, most wanted first, pages, words', async () => {
  await sql`truncate usulan_referensi, usulan_referensi_tunggu`.execute(t.owner.db)
  const people = await Promise.all(Array.from({ length: 3 }, () => person(s)))
  await type(s, people[0]!, 'unor', 'Dinas Alfa')
  for (const p of people.slice(1)) await type(s, p, 'unor', 'Dinas Beta')
  const order = async (query: string) => [...(await look(s, s.ops.helpi, `${HERE}?${query}`)).body.matchAll(/>(Dinas \w+)<\/a>/g)].map((m) => m[1])
  expect(await order('')).toEqual(['Dinas Alfa', 'Dinas Beta'])
  expect(await order('urut=terbanyak')).toEqual(['Dinas Beta', 'Dinas Alfa'])
  expect(await order('q=bet')).toEqual(['Dinas Beta'])
  expect(await order('status=ditolak')).toEqual([])
  const page = plain((await look(s, s.ops.helpi)).body)
  expect(page).toContain('2 tulisan belum ada di daftar')
  expect(page).toContain('Unit Organisasi (2)')
  expect(bannedWords(page)).toEqual([])
  await Promise.all(
    Array.from({ length: 26 }, (_, i) =>
      sql`with r as (insert into usulan_referensi (id, daftar, teks, lingkup) values (${uuidv7()}, 'unor', ${`Kantor ${i}`}, ${PURWOREJO}) returning id)
    insert into usulan_referensi_tunggu (nip, periode, bagian, kunci, medan, usulan_referensi_id, teks) select ${people[0]!.nip}, ${PERIODE}, 'uji', ${String(i)}, 'unor', id, 'x' from r`.execute(
        t.owner.db,
      ),
    ),
  )
  const first = (await look(s, s.ops.helpi)).body
  expect(plain(first)).toContain('28 tulisan')
  const next = /href="([^"]+mulai=25[^"]*)"/.exec(first)![1]!.replaceAll('&amp;', '&')
  expect([...(await look(s, s.ops.helpi, next)).body.matchAll(/>Kantor \d+<\/a>/g)]).toHaveLength(3)
})
