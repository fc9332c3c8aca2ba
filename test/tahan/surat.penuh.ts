// R7 (trust.md 6.2): the whole program writes letters while people work in it, and the mail server is away for two minutes, refuses,
// and takes a minute for each letter. Requests take as long as before, and afterwards every letter has arrived once.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { newBench, KEY, type World } from '../../bench/bench.ts'
import { answerOf, freePort, startChild, type Child } from '../../bench/child.ts'
import { percentile } from '../../bench/figures.ts'
import type { Order, Outcome, Visitor } from '../../bench/load.ts'
import { remove, runFolder, sweep } from '../../bench/server.ts'
import { QUICK } from '../../bench/sizes.ts'
import { visitorsOf } from '../../bench/web.ts'
import { transaction } from '../../src/db/tx.ts'
import { enqueue } from '../../src/jobs/enqueue.ts'
import { emailColumns } from '../../src/security/account.ts'
import { startMailServer, type MailServer } from '../akun/serverSurat.ts'
import { count, note, penuh } from '../jumlah.ts'

sweep()
const bench = newBench({ ...QUICK, accounts: 300 }, () => {})
const children: Child[] = []
let server: MailServer | undefined
afterAll(async () => {
  await Promise.all(children.map((c) => c.stop()))
  await server?.stop()
  await bench.stop()
  remove(runFolder)
})

const LETTERS_A_SECOND = 4
const PER_SECOND = 30
const WINDOW_S = count(1, 5)
/** Seconds of each state; the calm ones stand between the others. */
const CALM_S = count(4, 60)
const AWAY_S = count(4, 120)
const SLOW_MS = count(1000, 60_000)
/** How much slower requests may be. */
const MOST = 1.1

const KINDS = ['page', 'autosave'] as const
type Windows = Record<(typeof KINDS)[number], number[]>

/** People who can be written to. */
async function withMailbox({ owner, ctx, ready }: World): Promise<string[]> {
  const nips = ready.slice(-40)
  for (const nip of nips) {
    const { email } = emailColumns(ctx.keys, nip, { email: `${nip}@kotak.test` })
    await sql`update akun set email = ${email} where nip = ${nip}`.execute(owner.db)
  }
  return nips
}

/** Writes letters at a steady pace, one of a hundred of a kind that nobody can write, until it is stopped. */
function writeLetters({ app }: World, nips: readonly string[]) {
  const out = { written: 0, poison: 0, going: true }
  const work = (async () => {
    for (let i = 0; out.going; i++, await sleep(1000 / LETTERS_A_SECOND)) {
      const poison = i % 100 === 5
      await transaction(app.db, (tx) => enqueue(tx, 'surat', { jenis: poison ? 'tidak-dikenal' : 'terkirim', nip: nips[i % nips.length]! }))
      if (poison) out.poison++
      else out.written++
    }
  })()
  return {
    out,
    stop: async () => {
      out.going = false
      await work
    },
  }
}

const waiting = async (w: World): Promise<number> =>
  (
    await sql<{
      n: number
    }>`select count(*)::int as n from graphile_worker._private_jobs where payload ->> 'jenis' = 'terkirim'`.execute(w.owner.db)
  ).rows[0]!.n

test('R7: away, refusing, slow: requests take no longer, and every letter arrives once', { timeout: count(300_000, 3_600_000) }, async () => {
  const world = await bench.world()
  server = await startMailServer()
  const port = await freePort()
  const program = startChild('program.ts', {
    EPUPNS_MODE: 'uji',
    EPUPNS_KUNCI: KEY,
    EPUPNS_DATA: runFolder,
    HOST: '127.0.0.1',
    PORT: String(port),
    BASE_URL: '',
    DATABASE_URL: world.url,
    SMTP_URL: server.url,
  })
  const people = startChild('load.ts')
  children.push(people, program)
  await answerOf(program.process)
  let visitors: Visitor[] = await visitorsOf(world, world.ready.slice(0, 200))

  const windows = async (seconds: number): Promise<Windows> => {
    const found: Windows = { page: [], autosave: [] }
    for (let i = 0; i < Math.max(2, seconds / WINDOW_S); i++) {
      const kind = KINDS[i % 2]!
      const order: Order = { port, kind, path: '/formulir/data-utama', visitors, clients: 8, warmSeconds: 0, seconds: WINDOW_S, perSecond: PER_SECOND }
      const outcome = await people.ask<Outcome>(order)
      expect(outcome.wrong, JSON.stringify(outcome.statuses)).toBe(0)
      visitors = outcome.visitors
      found[kind].push(outcome.p95)
    }
    return found
  }

  const letters = writeLetters(world, await withMailbox(world))
  await windows(CALM_S / 4)
  const taken: { id: string }[] = []
  const states: [name: string, begin: () => Promise<void>, seconds: number, end: () => Promise<void>][] = [
    [
      'away',
      async () => {
        await server!.stop()
        // Only now: letters under way may have been taken to the last moment.
        taken.push(...server!.taken)
      },
      AWAY_S,
      async () => {
        server = await startMailServer(server!.port)
      },
    ],
    ['refusing', async () => void (server!.behave = { refuse: () => 450 }), AWAY_S / 2, async () => void (server!.behave = {})],
    ['slow', async () => void (server!.behave = { delay: SLOW_MS }), AWAY_S, async () => void (server!.behave = {})],
  ]
  const ratios: Record<string, number> = {}
  let before = await windows(CALM_S)
  for (const [name, begin, seconds, end] of states) {
    await begin()
    const during = await windows(seconds)
    await end()
    const after = await windows(CALM_S)
    for (const kind of KINDS) {
      const calm = percentile([...before[kind], ...after[kind]], 0.5)
      ratios[`${name}, ${kind}`] = Math.round((percentile(during[kind], 0.5) / calm) * 100) / 100
    }
    before = after
  }
  await letters.stop()

  // Whatever the queue waits for has come; those a slow server still holds come by themselves.
  const end = Date.now() + count(60_000, 600_000)
  while ((await waiting(world)) > 0 && Date.now() < end) {
    await sql`update graphile_worker._private_jobs set run_at = clock_timestamp() where locked_at is null and payload ->> 'jenis' = 'terkirim'`.execute(
      world.owner.db,
    )
    await sleep(500)
  }
  taken.push(...server.taken)
  const { written, poison } = letters.out
  const different = new Set(taken.map((m) => m.id)).size
  note('R7', {
    letters: written,
    arrived: different,
    'arrived twice while the server misbehaved': taken.length - different,
    'letters nobody can write': poison,
    ...Object.fromEntries(Object.entries(ratios).map(([what, ratio]) => [`p95 of requests, ratio: ${what}`, ratio])),
  })
  expect([await waiting(world), different]).toEqual([0, written])
  expect(taken.length).toBe(written)
  expect(poison).toBeGreaterThan(0)
  const { rows } = await sql<{ n: number; tried: number }>`select count(*)::int as n, min(attempts)::int as tried from graphile_worker._private_jobs
    where payload ->> 'jenis' = 'tidak-dikenal'`.execute(world.owner.db)
  expect([rows[0]!.n, rows[0]!.tried >= 1]).toEqual([poison, true])
  if (penuh) expect(Object.entries(ratios).filter(([, ratio]) => ratio > MOST)).toEqual([])
})
