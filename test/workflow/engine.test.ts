// Moving a form: who may, when, what it changes, and what happens when two people do it at once.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { allItems, isOpen } from '../../src/form/form.ts'
import { recount, sumCounts, countKey } from '../../src/workflow/counts.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { useDatabase } from '../harness.ts'
import {
  addStaff,
  agreeAll,
  agus,
  bayu,
  budi,
  change,
  decide,
  dewi,
  entry,
  formOf,
  hadi,
  itemOf,
  joko,
  PERIODE,
  pns,
  PURWOREJO,
  ratna,
  rina,
  sent,
  sentTo,
  step,
  unit,
  useScene,
  wati,
} from '../orang.ts'

const t = useDatabase()
useScene(t)

const status = async (nip: string) => (await formOf(t, nip)).row!.status
const refused = (code: string) => ({ code })

const hold = (nip: string, staff: Staff, minutes = 20) =>
  sql`update formulir set pemegang = ${staff.id}, dipegang_sampai = clock_timestamp() + make_interval(mins => ${minutes}),
  dibuka_pada = coalesce(dibuka_pada, clock_timestamp()) where nip = ${nip}`.execute(t.owner.db)

describe('kirim', () => {
  test('is refused while something is missing', async () => {
    const nip = await pns(t)
    await change(t, nip, 'data-utama', 'nama', { nama: 'X' })
    await expect(step(t, nip, 'kirim')).rejects.toMatchObject(refused('incomplete'))
    expect((await formOf(t, nip)).row).toMatchObject({ status: 'draf', putaran: 0, versi: 1 })
  })

  test('goes to the chosen unit, begins a round, and counts the changes', async () => {
    const nip = await sent(t)
    expect((await formOf(t, nip)).row).toMatchObject({
      status: 'level_1',
      putaran: 1,
      versi: 2,
      unit_id: unit.dinas,
      dialihkan: false,
      jumlah_usulan: 1,
      dibuka_pada: null,
      pemegang: null,
    })
  })

  test('twice has one effect, also in the same moment', async () => {
    const nip = await pns(t)
    await agreeAll(t, nip)
    const both = await Promise.allSettled([step(t, nip, 'kirim'), step(t, nip, 'kirim')])
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((r) => r.status === 'rejected')!.reason).toMatchObject(refused('already_sent'))
    expect((await formOf(t, nip)).row).toMatchObject({ status: 'level_1', putaran: 1, versi: 2 })
    expect((await sql`select from peristiwa where nip = ${nip} and jenis = 'kirim'`.execute(t.db)).rows).toHaveLength(1)
  })

  test('from a page that is no longer true is refused', async () => {
    const nip = await pns(t)
    await agreeAll(t, nip)
    await expect(step(t, nip, 'kirim', undefined, { versi: 0 })).rejects.toMatchObject(refused('stale_version'))
  })

  test('without a form there is nothing to send', async () => {
    await expect(step(t, await pns(t), 'kirim')).rejects.toMatchObject(refused('not_possible_now'))
  })

  test('a unit where only the person herself verifies is handled by level 2, as level 1', async () => {
    const nip = await pns(t)
    await addStaff(t, { id: uuidv7(), nama: 'Siti', nip, assignments: [{ role: 'verifikator_1', scopeId: unit.sunyi }] })
    await agreeAll(t, nip, unit.sunyi)
    await step(t, nip, 'kirim')
    expect((await formOf(t, nip)).row).toMatchObject({ status: 'level_1', dialihkan: true })
    await expect(decide(t, nip, budi)).rejects.toMatchObject(refused('wrong_level'))
    await decide(t, nip, rina)
    // Who stood in for level 1 does not decide level 2 as well.
    await expect(decide(t, nip, rina)).rejects.toMatchObject(refused('verified_before'))
    await decide(t, nip, ratna)
    expect(await status(nip)).toBe('level_3')
  })
})

describe('batal', () => {
  test('takes the form back while nobody has opened it, and it can be sent again', async () => {
    const nip = await sent(t)
    await step(t, nip, 'batal')
    expect((await formOf(t, nip)).row).toMatchObject({ status: 'draf', putaran: 0 })
    await change(t, nip, 'data-utama', 'alamat', { alamat: 'Jl. Baru' })
    await step(t, nip, 'kirim')
    expect((await formOf(t, nip)).row).toMatchObject({ status: 'level_1', putaran: 1, jumlah_usulan: 2 })
  })

  test('is refused once a verifier has opened it', async () => {
    const nip = await sent(t)
    await hold(nip, budi)
    await expect(step(t, nip, 'batal')).rejects.toMatchObject(refused('opened_already'))
  })

  test('after a repair leads back to the repair, where what was returned is still open', async () => {
    const nip = await sent(t)
    await decide(t, nip, budi, { nama: 'Beda dengan ijazah.' })
    await change(t, nip, 'data-utama', 'nama', { nama: 'SITI' })
    await step(t, nip, 'kirim')
    await step(t, nip, 'batal')
    const form = await formOf(t, nip)
    expect(form.row).toMatchObject({ status: 'perbaikan', putaran: 1, pengembali: 'level_1' })
    expect(
      allItems(form)
        .filter((i) => isOpen(form, i))
        .map((i) => i.kunci),
    ).toEqual(['nama'])
    await change(t, nip, 'data-utama', 'nama', { nama: 'SITI RAHAYU D.' })
    await step(t, nip, 'kirim')
    expect((await formOf(t, nip)).row).toMatchObject({ status: 'level_1', putaran: 2 })
  })
})

describe('setujui', () => {
  test('passes level by level to acceptance, which nobody takes back', async () => {
    const nip = await sent(t, { agama: true })
    for (const [officer, next] of [
      [budi, 'level_2'],
      [rina, 'level_3'],
      [joko, 'diterima'],
    ] as const) {
      await decide(t, nip, officer)
      expect(await status(nip)).toBe(next)
    }
    for (const action of ['setujui', 'kembalikan', 'urungkan', 'batal'] as const)
      await expect(step(t, nip, action, action === 'batal' ? undefined : joko)).rejects.toBeDefined()
    await expect(step(t, nip, 'turun-status', agus, { note: 'x' })).rejects.toMatchObject(refused('not_possible_now'))
  })

  test('is refused while an item is undecided', async () => {
    const nip = await sent(t)
    await expect(step(t, nip, 'setujui', budi)).rejects.toMatchObject(refused('undecided'))
  })

  test('is refused while an item is to go back, and Kembalikan while none is', async () => {
    const nip = await sent(t)
    const i = await itemOf(t, nip, 'data-utama', 'nama')
    const put = (putusan: string, alasan: string | null) =>
      sql`insert into keputusan (nip, periode, bagian, kunci, putaran, level, putusan, alasan, versi_item, petugas_id, final_pada)
      values (${nip}, ${PERIODE}, 'data-utama', 'nama', 1, 'level_1', ${putusan}, ${alasan}, ${i.versi}, ${budi.id}, now())
      on conflict (nip, periode, bagian, kunci, putaran, level) do update set putusan = excluded.putusan, alasan = excluded.alasan`.execute(t.owner.db)
    await put('kembalikan', 'Beda.')
    await expect(step(t, nip, 'setujui', budi)).rejects.toMatchObject(refused('undecided'))
    await put('setuju', null)
    await expect(step(t, nip, 'kembalikan', budi)).rejects.toMatchObject(refused('undecided'))
    await step(t, nip, 'setujui', budi)
  })

  test('only items that leave the agency wait for BKN', async () => {
    const nip = await pns(t)
    await change(t, nip, 'data-utama', 'agama', { agama: entry('agama', '2') })
    await agreeAll(t, nip)
    await step(t, nip, 'kirim')
    await decide(t, nip, budi)
    await decide(t, nip, rina)
    await step(t, nip, 'setujui', joko)
    expect(await status(nip)).toBe('diterima')
  })

  test.each([
    ['a verifier of another level', () => rina, 'wrong_level'],
    ['of another agency', () => dewi, 'wrong_level'],
    ['of BKN', () => joko, 'wrong_level'],
    ['without any role', () => ({ ...budi, assignments: [] }), 'wrong_level'],
    ['who may only roll back', () => wati, 'wrong_level'],
  ])('is refused to somebody %s', async (_, who, code) => {
    const nip = await sent(t)
    await expect(step(t, nip, 'setujui', who())).rejects.toMatchObject(refused(code))
    expect(await status(nip)).toBe('level_1')
  })

  test('nobody decides on the own form', async () => {
    const nip = await sent(t)
    await expect(step(t, nip, 'setujui', { ...budi, nip })).rejects.toMatchObject(refused('own_form'))
    await expect(step(t, nip, 'turun-status', { ...wati, nip }, { note: 'x' })).rejects.toMatchObject(refused('own_form'))
  })

  test('nobody decides on the same form at two levels', async () => {
    const nip = await sent(t)
    await decide(t, nip, hadi)
    await expect(decide(t, nip, hadi)).rejects.toMatchObject(refused('verified_before'))
    await decide(t, nip, rina)
    expect(await status(nip)).toBe('level_3')
  })

  test('is refused while a colleague holds the form, and not when his time is over', async () => {
    const nip = await sent(t)
    await hold(nip, bayu)
    await expect(decide(t, nip, budi)).rejects.toMatchObject(refused('held_by_other'))
    await hold(nip, bayu, -1)
    await step(t, nip, 'setujui', budi)
    expect((await formOf(t, nip)).row).toMatchObject({ status: 'level_2', pemegang: null })
  })

  test('twice, or on a stale page, has one effect', async () => {
    const nip = await sent(t)
    const { versi } = (await formOf(t, nip)).row!
    await decide(t, nip, budi)
    await expect(step(t, nip, 'setujui', bayu, { versi })).rejects.toMatchObject(refused('wrong_level'))
    await expect(step(t, nip, 'setujui', rina, { versi })).rejects.toMatchObject(refused('stale_version'))
  })

  test('two colleagues in the same moment: one decides', async () => {
    const nip = await pns(t)
    await agreeAll(t, nip)
    await step(t, nip, 'kirim')
    const both = await Promise.allSettled([step(t, nip, 'setujui', budi), step(t, nip, 'setujui', bayu)])
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await sql<{ n: number }>`select cardinality(pemutus) as n from formulir where nip = ${nip}`.execute(t.db)).rows[0]!.n).toBe(1)
  })
})

describe('turun status', () => {
  test('opens the whole form again, clears decisions, and needs a reason', async () => {
    const nip = await sentTo(t, 'level_2')
    await expect(step(t, nip, 'turun-status', wati)).rejects.toMatchObject(refused('reason_missing'))
    await step(t, nip, 'turun-status', wati, { note: 'Permintaan PNS.' })
    const form = await formOf(t, nip)
    expect(form.row).toMatchObject({ status: 'draf', pengembali: null })
    expect(allItems(form).flatMap((i) => i.decisions)).toEqual([])
    expect(allItems(form).every((i) => isOpen(form, i))).toBe(true)
    await step(t, nip, 'kirim')
    await decide(t, nip, budi) // who decided before is not barred from the new round
    expect(await status(nip)).toBe('level_2')
  })

  test('at BKN only by BKN; elsewhere by the agency or its region; nobody else', async () => {
    const nip = await sentTo(t, 'level_3')
    await expect(step(t, nip, 'turun-status', wati, { note: 'x' })).rejects.toMatchObject(refused('forbidden'))
    for (const who of [rina, { ...wati, assignments: [{ role: 'turun_status', scopeId: '6423' }] }])
      await expect(step(t, nip, 'turun-status', who, { note: 'x' })).rejects.toMatchObject(refused('forbidden'))
    await step(t, nip, 'turun-status', agus, { note: 'Permintaan instansi.' })
    expect(await status(nip)).toBe('draf')
  })

  test('not from a draft', async () => {
    const nip = await pns(t)
    await agreeAll(t, nip)
    await expect(step(t, nip, 'turun-status', wati, { note: 'x' })).rejects.toMatchObject(refused('not_possible_now'))
  })
})

describe('urungkan', () => {
  test('brings a decision back to its desk, for the one who made it', async () => {
    const nip = await sent(t)
    await decide(t, nip, budi)
    await expect(step(t, nip, 'urungkan', bayu)).rejects.toMatchObject(refused('not_possible_now'))
    await step(t, nip, 'urungkan', budi)
    expect((await formOf(t, nip)).row).toMatchObject({ status: 'level_1' })
    await step(t, nip, 'setujui', budi)
    expect(await status(nip)).toBe('level_2')
  })

  test('not after acceptance, and not after the PNS has begun to repair', async () => {
    const nip = await sent(t)
    await decide(t, nip, budi, { nama: 'Beda.' })
    await change(t, nip, 'data-utama', 'nama', { nama: 'SITI' })
    await expect(step(t, nip, 'urungkan', budi)).rejects.toMatchObject(refused('not_possible_now'))
  })
})

test('counts follow every move exactly', async () => {
  const nip = await sent(t)
  await decide(t, nip, budi, { nama: 'Beda.' })
  await change(t, nip, 'data-utama', 'nama', { nama: 'SITI' })
  await step(t, nip, 'kirim')
  await decide(t, nip, budi)
  const keys = ['draf', 'perbaikan', 'diterima']
    .map((s) => countKey(s, 'instansi', PURWOREJO))
    .concat(
      countKey('level_1', 'unitPilihan', unit.dinas),
      countKey('level_1', 'instansi', PURWOREJO),
      countKey('level_2', 'instansi', PURWOREJO),
      countKey('level_3', 'wilayah', '01'),
    )
  const counts = () => Promise.all(keys.map((k) => sumCounts(t.db, [k])))
  const moved = await counts()
  await transaction(t.db, (tx) => recount(tx))
  expect(moved).toEqual(await counts())
  expect(moved.reduce((a, b) => a + b)).toBe((await sql`select from formulir`.execute(t.db)).rows.length)
})
