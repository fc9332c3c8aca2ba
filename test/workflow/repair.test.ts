// What came back: what is open, what is sent again and to whom, and what a repair may not slip past a level.
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { agree, getItem, newItem, propose } from '../../src/form/edit.ts'
import { allItems, isOpen } from '../../src/form/form.ts'
import { useDatabase } from '../harness.ts'
import { agreeAll, budi, change, decide, edit, entry, formOf, joko, pns, rank, rina, sent, sentTo, siti, step, useScene } from '../orang.ts'

const t = useDatabase()
useScene(t)

const status = async (nip: string) => (await formOf(t, nip)).row!.status
const refused = (code: string) => ({ code })

test('a return opens only what came back; the rest stays locked', async () => {
  const nip = await sent(t, { agama: true })
  await decide(t, nip, budi, { nama: 'Beda dengan ijazah.' })
  const form = await formOf(t, nip)
  expect(form.row).toMatchObject({ status: 'perbaikan', pengembali: 'level_1' })
  expect(
    allItems(form)
      .filter((i) => isOpen(form, i))
      .map((i) => i.kunci),
  ).toEqual(['nama'])
  await expect(change(t, nip, 'data-utama', 'agama', { agama: entry('agama', '3') })).rejects.toMatchObject(refused('item_locked'))
  await expect(edit(t, nip, async (e) => newItem(e.form, 'riwayat-golongan', uuidv7()))).rejects.toMatchObject(refused('item_locked'))
})

test('a reason is asked for', async () => {
  const nip = await sent(t)
  await expect(decide(t, nip, budi, { nama: ' ' })).rejects.toMatchObject({ code: '23514' })
})

test('a form cannot be sent again before everything that came back was touched', async () => {
  const nip = await sent(t, { agama: true })
  await decide(t, nip, budi, { nama: 'Beda.', agama: 'Beda.' })
  await change(t, nip, 'data-utama', 'nama', { nama: 'SITI' })
  await expect(step(t, nip, 'kirim')).rejects.toMatchObject(refused('incomplete'))
  await edit(t, nip, async (e) => {
    const i = getItem(e.form, 'data-utama', 'agama')
    await agree(e, i, i.versi)
  })
  await step(t, nip, 'kirim')
  expect(await status(nip)).toBe('level_1')
})

test.each(['level_2', 'level_3'] as const)('what %s returned comes back to it, with what was approved before still approved', async (level) => {
  const nip = await sentTo(t, level, { agama: true })
  const officer = level === 'level_2' ? rina : joko
  await decide(t, nip, officer, { nama: 'Beda.' })
  await change(t, nip, 'data-utama', 'nama', { nama: 'SITI' })
  await step(t, nip, 'kirim')
  expect((await formOf(t, nip)).row).toMatchObject({ status: level, putaran: 2 })
  await expect(step(t, nip, 'setujui', officer)).rejects.toMatchObject(refused('undecided'))
  await decide(t, nip, officer)
  expect(await status(nip)).toBe(level === 'level_2' ? 'level_3' : 'diterima')
})

test('a change that the returning level does not decide goes to the lowest level that does', async () => {
  const nip = await sentTo(t, 'level_3')
  await decide(t, nip, joko, { agama: 'Berbeda dengan KTP.' })
  await change(t, nip, 'data-utama', 'agama', { agama: entry('agama', '2') })
  await step(t, nip, 'kirim')
  expect(await status(nip)).toBe('level_1')
  await expect(step(t, nip, 'setujui', budi)).rejects.toMatchObject(refused('undecided'))
  for (const officer of [budi, rina, joko]) await decide(t, nip, officer)
  expect(await status(nip)).toBe('diterima')
})

test('a row added in repair is seen by every level, whoever returned the form', async () => {
  const nip = await pns(t)
  await change(t, nip, 'riwayat-golongan', 'g2', { ...siti.golongan().g2, nomor_sk: 'SK BARU' })
  await agreeAll(t, nip)
  await step(t, nip, 'kirim')
  for (const officer of [budi, rina]) await decide(t, nip, officer)
  await decide(t, nip, joko, { g2: 'Baris berikutnya belum ada.' })
  await change(t, nip, 'riwayat-golongan', 'g2', { ...siti.golongan().g2, nomor_sk: 'SK BENAR' })
  await edit(t, nip, (e) => propose(e, newItem(e.form, 'riwayat-golongan', uuidv7()), 0, rank('33', '2008-04-01', 8, '101')))
  await step(t, nip, 'kirim')
  expect(await status(nip)).toBe('level_1')
})

test('a repair that breaks a rule elsewhere opens that item too, and lets the form be sent', async () => {
  const nip = await pns(t, { utama: { tanggal_lahir: '1976-03-15' } })
  await change(t, nip, 'data-utama', 'tanggal_lahir', { tanggal_lahir: '1976-03-14' })
  await agreeAll(t, nip)
  await step(t, nip, 'kirim')
  await decide(t, nip, budi, { tanggal_lahir: 'Berbeda dengan akta.' })
  // Born so late she was not 18 on the first day of service: now that day is wrong.
  await change(t, nip, 'data-utama', 'tanggal_lahir', { tanggal_lahir: '1983-03-14' })
  await expect(step(t, nip, 'kirim')).rejects.toMatchObject(refused('incomplete'))
  await expect(change(t, nip, 'data-utama', 'agama', { agama: entry('agama', '3') })).rejects.toMatchObject(refused('item_locked'))
  const day = '2002-03-01'
  await change(t, nip, 'data-utama', 'tmt_cpns', { tmt_cpns: day })
  await change(t, nip, 'data-utama', 'tmt_pns', { tmt_pns: '2003-04-01' })
  await change(t, nip, 'riwayat-golongan', 'g1', { ...siti.golongan().g1, tmt_golongan: day, tanggal_sk: day })
  await change(t, nip, 'data-utama', 'tmt_cpns', { tmt_cpns: '2002-03-01' })
  await step(t, nip, 'kirim')
  expect(await status(nip)).toBe('level_1')
})
