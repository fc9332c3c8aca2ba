// The desk of verifiers over many forms: plans and times of queue, search, claim, decision, and of Kirim.
import { sql } from 'kysely'
import { claimNext, listHolders, release, type FormKey } from '../src/features/verifikasi/claim.ts'
import { getDesk } from '../src/features/verifikasi/record.ts'
import { countQueue, FILTERS, findHits, listQueue, listUnits, type Filter, type QueueQuery } from '../src/features/verifikasi/store.ts'
import { decidedToday } from '../src/workflow/counts.ts'
import type { Staff } from '../src/workflow/scope.ts'
import { LEVELS } from '../src/workflow/table.ts'
import type { Bench, World } from './bench.ts'
import { repeat, type Figure, type Report } from './figures.ts'
import { measureMoves } from './moves.ts'
import { catcher, explain } from './plan.ts'
import { listStaff } from './staff.ts'

const PAGE = 26
const MANY_FORMS = 100_000
const LIMIT = { queue: 40, nip: 30, name: 80 }

/** Measures as the role of the program; `faults` name big tables that were read whole. */
export async function queue(bench: Bench): Promise<Report> {
  const world = await bench.world()
  const { sizes } = bench
  const report: Report = { suite: 'queue', title: `Verification over ${sizes.forms.toLocaleString('en')} forms`, figures: [], plans: [], faults: [] }
  const caught = catcher(world.app.pool)
  const measure: Measure = async (name, work, limits) => {
    const { plans, whole } = await explain(world.app, name, await caught.during(() => work(0)))
    report.plans!.push(...plans)
    // Small tables are rightly read whole.
    if (sizes.forms >= MANY_FORMS) report.faults.push(...whole.map((table) => `${name}: reads ${table} whole`))
    report.figures.push(await repeat(name, { times: sizes.times, seconds: 4 }, work, limits))
  }
  for (const [i, level] of LEVELS.entries()) await measureLevel(world, i + 1, await listStaff(world.owner.db, level.role), measure)
  report.figures.push(...(await measureMoves(world, sizes)))
  return report
}

type Measure = (name: string, work: (i: number) => Promise<unknown>, limits?: Pick<Figure, 'most' | 'note'>) => Promise<void>

async function measureLevel(world: World, level: number, all: readonly Staff[], measure: Measure): Promise<void> {
  const { db } = world.app
  const { periode, ctx } = world
  const biggest = all[0]!
  const total = await countQueue(db, biggest, periode)
  const at = (what: string) => `level ${level}: ${what}`
  const page = (staff: Staff, q: Partial<QueueQuery> = {}) =>
    Promise.all([listQueue(db, staff, periode, { ...q, limit: PAGE }), countQueue(db, staff, periode, q)])
  const note = `${total.toLocaleString('en')} forms wait`

  await measure(at('queue page with exact count, longest queue'), () => page(biggest), { most: LIMIT.queue, note })
  await measure(at('queue page with exact count, any queue'), (i) => page(all[i % all.length]!), { most: LIMIT.queue })
  const [first] = await page(biggest)
  const middle = await middleOf(world, biggest, total)
  await measure(at('next page'), () => page(biggest, { after: first.at(-1) && { nip: first.at(-1)!.nip, periode } }), { most: LIMIT.queue })
  await measure(at('page from the middle'), () => page(biggest, { after: middle }), { most: LIMIT.queue })
  await measure(
    at('whole desk page (units, holders, today)'),
    () => Promise.all([page(biggest), decidedToday(db, biggest.id), listUnits(db, biggest, periode), listHolders(db, biggest, periode)]),
    { most: LIMIT.queue },
  )
  for (const filter of Object.keys(FILTERS) as Filter[]) await measure(at(`filter ${filter}`), () => page(biggest, { filter }), { most: LIMIT.queue })
  await measure(at('filter section'), () => page(biggest, { bagian: 'riwayat-golongan' }), { most: LIMIT.queue })
  await measure(at('filter unit'), () => page(biggest, { unit: first[0]?.unit_id ?? '' }), { most: LIMIT.queue })
  await measure(at('by unit'), () => page(biggest, { byUnit: true }), { most: LIMIT.queue })

  const wanted = await listSought(world, (await page(biggest, { after: middle }))[0])
  const sought = (i: number) => wanted[i % wanted.length]!
  await measure(at('search by NIP'), (i) => findHits(db, ctx.keys, biggest, periode, sought(i).nip), { most: LIMIT.nip })
  await measure(at('search by nomor register'), (i) => findHits(db, ctx.keys, biggest, periode, sought(i).nomor), { most: LIMIT.nip })
  await measure(at('search by full name'), (i) => findHits(db, ctx.keys, biggest, periode, sought(i).nama), { most: LIMIT.name })
  for (const word of ['siti', 'sri wahyuni', 'muhammad', 'nur', 'xyzzy'])
    await measure(at(`search by name "${word}"`), () => findHits(db, ctx.keys, biggest, periode, word), { most: LIMIT.name })

  let held: FormKey | undefined
  await measure(
    at('claim the next form, and release it'),
    async () => {
      const id = await claimNext(db, biggest, periode, held)
      held = await formOf(world, id)
      if (held) await release(db, biggest, held)
    },
    { note: 'two transactions and the look-up of the id' },
  )
  await measure(at('open a form'), (i) => getDesk(ctx, biggest, first[i % first.length]!.id), { most: 80 })
}

async function middleOf({ owner, periode }: World, staff: Staff, total: number): Promise<FormKey | undefined> {
  const rows = await listQueue(owner.db, staff, periode, { limit: Math.max(1, Math.floor(total / 2)) })
  return rows.at(-1) && { nip: rows.at(-1)!.nip, periode }
}

type Sought = { nip: string; nomor: string; nama: string }

/** What a slip or a person says of forms in the queue. */
async function listSought({ owner }: World, rows: readonly { nip: string }[]): Promise<Sought[]> {
  const found =
    await sql<Sought>`select a.nip, a.nomor_register as nomor, c.nama from akun a join cari_nama c on c.nip = a.nip where a.nip = any(${rows.map((r) => r.nip)})`.execute(
      owner.db,
    )
  return found.rows
}

async function formOf({ app }: World, id: string | undefined): Promise<FormKey | undefined> {
  if (!id) return undefined
  const { rows } = await sql<FormKey>`select nip, periode from direktori_formulir where id = ${id}`.execute(app.db)
  return rows[0]
}
