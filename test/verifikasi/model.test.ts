// Random acts of several people on one form: only allowed states are reached, and what is refused changes nothing (R6).
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { allItems, type FormRow } from '../../src/form/form.ts'
import { transaction } from '../../src/db/tx.ts'
import { act } from '../../src/workflow/engine.ts'
import { findBrokenChains } from '../../src/workflow/events.ts'
import { STEPS } from '../../src/workflow/table.ts'
import { useDatabase } from '../harness.ts'
import { change, decide, fill, formOf, makeScene, PERIODE, post, sendForm, sendNow, twoChanges, type Pns, type Scene } from './scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})

/** `tepat` = somebody of the level at which the form is. */
const RIGHT: Record<string, string> = { level_1: 'endang', level_2: 'budi', level_3: 'agus' }
const who = fc.constantFrom('endang', 'bambang', 'dwi', 'budi', 'agus', 'maya', 'tono', 'rina')
const step = fc.oneof(
  { arbitrary: fc.record({ do: fc.constantFrom('setujui', 'setujui', 'kembalikan'), who: fc.constant('tepat') }), weight: 2 },
  fc.record({ do: fc.constantFrom('setujui', 'kembalikan', 'pegang', 'lepas', 'urungkan', 'turun', 'kirim-kosong'), who }),
  fc.record({ do: fc.constantFrom('pns-kirim', 'pns-batal', 'pns-perbaiki', 'waktu'), who: fc.constant('pns') }),
)
type Act = { do: string; who: string }

/** Everything of the form that an act may change; the events are counted. */
async function photo(p: Pns): Promise<string> {
  const { rows } =
    await sql`select (select to_jsonb(f) from formulir f where nip = ${p.nip}) as f, (select jsonb_agg(to_jsonb(k) order by k.bagian, k.kunci, k.putaran, k.level) from keputusan k where nip = ${p.nip}) as k,
    (select count(*) from peristiwa where nip = ${p.nip} and jenis <> 'dibaca') as e, (select jsonb_agg(to_jsonb(u) order by u.bagian, u.kunci) from usulan u where nip = ${p.nip}) as u`.execute(
      t.owner.db,
    )
  return JSON.stringify(rows)
}

/** True when it was done, false when it was refused. */
async function perform(p: Pns, a: Act, row: FormRow): Promise<boolean> {
  const url = `/verifikasi/${p.id}`
  const staff = s.staff[a.who === 'tepat' ? (RIGHT[row.status] ?? 'endang') : a.who]!
  const ok = async (r: Promise<{ statusCode: number }>) => (await r).statusCode === 303
  switch (a.do) {
    case 'setujui':
      return ok(decide(s, staff, p))
    case 'kembalikan':
      return ok(decide(s, staff, p, (i) => (i.kunci === 'gelar_belakang' ? 'kembalikan' : 'setuju')))
    case 'kirim-kosong':
      return ok(post(s, staff, `${url}/kirim`, { versi: 0 }))
    case 'turun':
      return ok(post(s, staff, `${url}/turun-status`, { versi: row.versi, alasan: 'Diminta.' }))
    case 'pegang':
    case 'lepas':
    case 'urungkan':
      return ok(post(s, staff, `${url}/${a.do}`))
    case 'waktu':
      return (await sql`update formulir set dipegang_sampai = dipegang_sampai - interval '30 minutes' where nip = ${p.nip}`.execute(t.owner.db), true)
    default:
      return pns(p, a.do, row)
  }
}

async function pns(p: Pns, what: string, row: FormRow): Promise<boolean> {
  try {
    if (what === 'pns-kirim') {
      if (row.status === 'draf') await fill(s, p.nip, { change: twoChanges })
      await sendNow(s, p.nip)
    } else if (what === 'pns-batal')
      await transaction(s.ctx.db, (tx) => act(tx, s.ctx.engine, { nip: p.nip, periode: PERIODE, action: 'batal', by: { as: 'pns' } }))
    else await change(s, p.nip, 'data-utama', 'gelar_belakang', { gelar_belakang: `M.${row.versi}` })
    return true
  } catch {
    return false
  }
}

const allowed = (from: string, to: string) =>
  from === to ||
  STEPS.some(
    (x) => x.from === from && (x.to === to || (x.to === 'pengembali' && to.startsWith('level_')) || (x.to === 'asal' && (to === 'draf' || to === 'perbaikan'))),
  )

test('random acts', async () => {
  const reached = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (acts) => {
      const p = await sendForm(s, { change: twoChanges })
      for (const a of acts) {
        const before = (await formOf(s, p.nip)).row!
        const picture = await photo(p)
        const done = await perform(p, a, before)
        const form = await formOf(s, p.nip)
        const row = form.row!
        reached.add(row.status)
        expect([a, before.status, row.status, allowed(before.status, row.status)]).toEqual([a, before.status, row.status, true])
        if (!done && a.do !== 'setujui' && a.do !== 'kembalikan') expect([a, await photo(p)]).toEqual([a, picture])
        if (!done) expect([a, row.status, row.versi]).toEqual([a, before.status, before.versi])
        // Nobody stands twice in the chain, and whoever holds a form may decide it.
        expect(new Set(row.pemutus).size).toBe(row.pemutus.length)
        if (row.pemegang) expect(row.pemutus).not.toContain(row.pemegang)
        const drafts = allItems(form)
          .flatMap((i) => i.decisions)
          .filter((d) => !d.final)
        expect(drafts.every((d) => d.level === row.status && d.putaran === row.putaran)).toBe(true)
      }
    }),
    { numRuns: 25, seed: 20261123, endOnFailure: true },
  )
  expect([...reached].sort()).toEqual(['diterima', 'draf', 'level_1', 'level_2', 'level_3', 'perbaikan'])
  expect(await findBrokenChains(t.owner.db)).toEqual([])
}, 120_000)
