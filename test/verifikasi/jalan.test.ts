// One form through three levels, over the routes.
import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../harness.ts'
import { decide, formOf, get, makeScene, sendForm, statusOf, twoChanges, type Scene } from './scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})

test('three levels accept, and the official record changes', async () => {
  const p = await sendForm(s, { change: twoChanges })
  const page = await get(s, s.staff.endang!, `/verifikasi/${p.id}`)
  expect(page.statusCode).toBe(200)
  expect((await decide(s, s.staff.endang!, p)).statusCode).toBe(303)
  expect(await statusOf(s, p.nip)).toBe('level_2')
  await decide(s, s.staff.budi!, p)
  expect(await statusOf(s, p.nip)).toBe('level_3')
  const r = await decide(s, s.staff.agus!, p, (i) => (i.kunci === 'alamat' ? undefined : 'setuju'))
  expect(r.statusCode).toBe(303)
  expect(await statusOf(s, p.nip)).toBe('diterima')
  expect((await formOf(s, p.nip)).sections.get('data-utama')!.items[0]!.official).toMatchObject({ gelar_belakang: 'M.Pd.' })
})
