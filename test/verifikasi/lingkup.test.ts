// Who sees and holds which form: granted and denied, by role, unit, agency, region and level (trust A12, A13, A16).
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { take } from '../../src/security/throttle.ts'
import { useDatabase } from '../harness.ts'
import { change, decide, get, KEBUMEN, makeScene, post, sendForm, sendNow, statusOf, twoChanges, unit, type Pns, type Scene } from './scene.ts'

const t = useDatabase()
let s: Scene
const forms: Record<string, Pns> = {}

beforeAll(async () => {
  s = await makeScene(t)
  forms.dinas = await sendForm(s, { change: twoChanges })
  forms.level2 = await sendForm(s, { change: twoChanges })
  await decide(s, s.staff.endang!, forms.level2)
  forms.level3 = await sendForm(s, { change: twoChanges })
  await decide(s, s.staff.bambang!, forms.level3)
  await decide(s, s.staff.budi!, forms.level3)
  forms.sunyi = await sendForm(s, { to: unit.sunyi, change: twoChanges })
  forms.kebumen = await sendForm(s, { instansi: KEBUMEN, to: unit.kebumen, change: twoChanges })
  forms.endang = await sendForm(s, { nip: s.staff.endang!.nip!, change: twoChanges })
})

/** staff → form → [status of the page, status of Pegang] */
const TABLE: Record<string, Record<string, [number, number]>> = {
  endang: {
    dinas: [200, 303],
    level2: [200, 409],
    level3: [200, 409],
    sunyi: [404, 404],
    kebumen: [404, 404],
    endang: [403, 403],
  },
  bambang: { dinas: [200, 303], level3: [200, 409], endang: [200, 303] },
  siti: { dinas: [404, 404], sunyi: [404, 404] },
  // A unit without verifier: level 2 acts as level 1 (clarifications 2.6).
  budi: { dinas: [200, 409], level2: [200, 303], level3: [200, 409], sunyi: [200, 303], kebumen: [404, 404] },
  rina: { dinas: [404, 404], level2: [404, 404], kebumen: [200, 303] },
  agus: { dinas: [200, 409], level2: [200, 409], level3: [200, 303], kebumen: [200, 409] },
  pusat: { dinas: [404, 404], level3: [404, 404] },
  tono: { dinas: [200, 409], level3: [200, 409], kebumen: [404, 404] },
  lina: { dinas: [403, 403] },
  helpi: { dinas: [403, 403] },
}

describe.each(Object.entries(TABLE))('%s', (name, cells) => {
  test.each(Object.entries(cells))('form %s', async (form, [page, claim]) => {
    const staff = s.staff[name]!
    const r = await get(s, staff, `/verifikasi/${forms[form]!.id}`)
    expect(r.statusCode).toBe(page)
    if (page !== 200) expect(r.body).not.toContain(forms[form]!.nip)
    const url = `/verifikasi/${forms[form]!.id}`
    expect((await post(s, staff, `${url}/pegang`)).statusCode).toBe(claim)
    await post(s, staff, `${url}/lepas`)
  })
})

test('a form outside of the scope answers like one that does not exist', async () => {
  const real = await get(s, s.staff.rina!, `/verifikasi/${forms.dinas!.id}`)
  const none = await get(s, s.staff.rina!, '/verifikasi/00000000-0000-7000-8000-000000000000')
  expect(real.statusCode).toBe(404)
  expect(real.body).toBe(none.body)
  for (const act of ['lepas', 'putusan', 'kirim', 'urungkan', 'tampilkan', 'berkas-fisik', 'turun-status'])
    expect((await post(s, s.staff.rina!, `/verifikasi/${forms.dinas!.id}/${act}`, { alasan: 'x' })).statusCode).toBe(404)
})

test('nobody is signed in: to the login page, nothing is shown', async () => {
  const r = await s.app.inject({ method: 'GET', url: `/verifikasi/${forms.dinas!.id}` })
  expect([r.statusCode, r.headers.location]).toEqual([303, `/petugas/masuk?ke=${encodeURIComponent(`/verifikasi/${forms.dinas!.id}`)}`])
})

test('one person, two levels: who decided at level 1 may not decide at level 2, also after a return', async () => {
  const p = await sendForm(s, { change: twoChanges })
  await decide(s, s.staff.dwi!, p)
  expect(await statusOf(s, p.nip)).toBe('level_2')
  expect((await decide(s, s.staff.dwi!, p)).statusCode).toBe(403)
  await decide(s, s.staff.budi!, p, (i) => (i.kunci === 'alamat' ? 'kembalikan' : 'setuju'))
  await change(s, p.nip, 'data-utama', 'alamat', { alamat: 'Jl. Kenanga 3' })
  await sendNow(s, p.nip)
  expect(await statusOf(s, p.nip)).toBe('level_2')
  expect((await decide(s, s.staff.dwi!, p)).statusCode).toBe(403)
  expect((await decide(s, s.staff.budi!, p)).statusCode).toBe(303)
  expect(await statusOf(s, p.nip)).toBe('level_3')
})

test('moving a person to another agency closes access with the next request', async () => {
  const p = await sendForm(s, { change: twoChanges })
  await decide(s, s.staff.endang!, p)
  expect((await get(s, s.staff.budi!, `/verifikasi/${p.id}`)).statusCode).toBe(200)
  await sql`update formulir set instansi_id = ${KEBUMEN} where nip = ${p.nip}`.execute(t.owner.db)
  expect((await get(s, s.staff.budi!, `/verifikasi/${p.id}`)).statusCode).toBe(404)
  expect((await decide(s, s.staff.budi!, p)).statusCode).toBe(404)
  expect((await get(s, s.staff.rina!, `/verifikasi/${p.id}`)).statusCode).toBe(200)
})

test('a role that ended yesterday opens nothing', async () => {
  const staff = s.staff.siti!
  expect((await get(s, staff, '/verifikasi')).statusCode).toBe(200)
  await sql`update penugasan set berlaku_dari = current_date - 9, berlaku_sampai = current_date - 1 where petugas_id = ${staff.id}`.execute(t.owner.db)
  expect((await get(s, staff, '/verifikasi')).statusCode).toBe(403)
})

test('while the PNS repairs, his typing is not shown', async () => {
  const p = await sendForm(s, { change: twoChanges })
  await decide(s, s.staff.endang!, p, (i) => (i.kunci === 'alamat' ? 'kembalikan' : 'setuju'))
  await change(s, p.nip, 'data-utama', 'alamat', { alamat: 'Jl. Rahasia 99' })
  const r = await get(s, s.staff.endang!, `/verifikasi/${p.id}`)
  expect(r.statusCode).toBe(200)
  expect(r.body).not.toContain('Rahasia')
  expect(r.body).not.toContain('M.Pd.')
})

test('looking at very many people ends at the second factor; the same person again and decided ones do not count', async () => {
  const [p, q] = [await sendForm(s, { change: twoChanges }), await sendForm(s, { change: twoChanges })]
  const staff = s.staff.dwi!
  const look = async (form: Pns) => (await get(s, staff, `/verifikasi/${form.id}`)).statusCode
  expect([await look(p), await look(p)]).toEqual([200, 200])
  while ((await take(s.ctx.db, s.ctx.keys, 'staff_view', { akun: staff.id })).allowed);
  const refused = await get(s, staff, `/verifikasi/${q.id}`)
  expect([refused.statusCode, refused.body.includes('autentikator')]).toEqual([403, true])
  expect(await look(p)).toBe(200)
  await decide(s, staff, p)
  expect(await look(q)).toBe(200)
})
