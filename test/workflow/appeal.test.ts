// "Minta keputusan level di atas" after two returns (clarifications 2.5): when it may be asked, who decides then, and who no longer does.
import { expect, test } from 'vitest'
import { appealTo } from '../../src/workflow/appeal.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { useDatabase } from '../harness.ts'
import { budi, change, decide, formOf, joko, PURWOREJO, rina, sent, sentTo, step, useScene } from '../orang.ts'

const t = useDatabase()
useScene(t)

const status = async (nip: string) => (await formOf(t, nip)).row!.status
const refused = (code: string) => ({ code })
const insist = (nip: string, text: string) => change(t, nip, 'data-utama', 'nama', { nama: 'SITI RAHAYU DEWI' }, text)
const above = async (nip: string) => appealTo(await formOf(t, nip))?.state

/** Returned by Budi for the same name so many times, the last time answered by the PNS. */
async function returned(times: number): Promise<string> {
  const nip = await sent(t)
  for (let n = 1; n <= times; n++) {
    await decide(t, nip, budi, { nama: 'Beda dengan ijazah.' })
    await insist(nip, `Sesuai akta, kali ke-${n}`)
    if (n < times) await step(t, nip, 'kirim')
  }
  return nip
}

test('after one return it cannot be asked, after two it can; the level above decides, and the form goes on from there', async () => {
  const once = await returned(1)
  expect(await above(once)).toBeUndefined()
  await expect(step(t, once, 'naik')).rejects.toMatchObject(refused('not_possible_now'))
  const nip = await returned(2)
  expect(await above(nip)).toBe('level_2')
  await step(t, nip, 'naik')
  expect((await formOf(t, nip)).row).toMatchObject({ status: 'level_2', pengembali: 'level_1', putaran: 3, dibuka_pada: null })
  await decide(t, nip, rina)
  await decide(t, nip, joko)
  expect(await status(nip)).toBe('diterima')
})

test('whoever returned it does not decide on the appeal, though he has the role above; taken back, he decides at his own level again', async () => {
  const both: Staff = { ...budi, assignments: [...budi.assignments, { role: 'verifikator_2', scopeId: PURWOREJO }] }
  const nip = await returned(2)
  await step(t, nip, 'naik')
  await expect(decide(t, nip, both)).rejects.toMatchObject(refused('verified_before'))
  await step(t, nip, 'batal')
  expect(await status(nip)).toBe('perbaikan')
  await step(t, nip, 'kirim')
  expect(await status(nip)).toBe('level_1')
  await decide(t, nip, budi)
  expect(await status(nip)).toBe('level_2')
})

test('not with something else that the lower level has not seen, not before everything is repaired, not above the last level', async () => {
  const open = await sent(t)
  await decide(t, open, budi, { nama: 'Beda.' })
  await insist(open, 'Sesuai akta')
  await step(t, open, 'kirim')
  await decide(t, open, budi, { nama: 'Tetap beda.' })
  await expect(step(t, open, 'naik')).rejects.toMatchObject(refused('incomplete'))
  const agama = await sent(t, { agama: true })
  await decide(t, agama, budi, { nama: 'Beda.' })
  await insist(agama, 'Sesuai akta')
  await step(t, agama, 'kirim')
  await decide(t, agama, budi, { nama: 'Tetap beda.', agama: 'Berbeda dengan KTP.' })
  await insist(agama, 'Sesuai akta kelahiran')
  await change(t, agama, 'data-utama', 'agama', { agama: { id: '3', nama: 'Katholik' } })
  expect(await above(agama)).toBeUndefined()
  await expect(step(t, agama, 'naik')).rejects.toMatchObject(refused('not_possible_now'))
  const top = await sentTo(t, 'level_3')
  for (const n of [1, 2]) {
    await decide(t, top, joko, { nama: 'Beda dengan ijazah.' })
    await insist(top, `Sesuai akta ${n}`)
    if (n === 1) await step(t, top, 'kirim')
  }
  expect(await above(top)).toBeUndefined()
})

test('twice pressed has one effect, and a stale page none', async () => {
  const nip = await returned(2)
  const { versi } = (await formOf(t, nip)).row!
  await expect(step(t, nip, 'naik', undefined, { versi: versi - 1 })).rejects.toMatchObject(refused('stale_version'))
  await step(t, nip, 'naik', undefined, { versi })
  await expect(step(t, nip, 'naik', undefined, { versi })).rejects.toMatchObject(refused('not_possible_now'))
  expect(await status(nip)).toBe('level_2')
})
