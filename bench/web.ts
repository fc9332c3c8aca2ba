// The real program under fifty people: pages and saves a second, their p95, memory, and the weight of pages.
import { processesIn } from '../src/db/processes.ts'
import { transaction } from '../src/db/tx.ts'
import { findForm, getSectionData } from '../src/form/form.ts'
import { startSession } from '../src/security/session.ts'
import { cookieName } from '../src/security/cookies.ts'
import { KEY, type Bench, type World } from './bench.ts'
import { answerOf, freePort, startChild, type Child } from './child.ts'
import type { Figure, Report } from './figures.ts'
import type { Kind, Order, Outcome, Visitor } from './load.ts'
import type { Usage } from './program.ts'
import { processorSeconds } from './machine.ts'
import { runFolder } from './server.ts'
import { weigh } from './weight.ts'

type Scene = { name: string; kind: Kind; path: string; anonymous?: boolean; most?: number }

const LIMIT = { page: 80, save: 100 }
const SCENES: readonly Scene[] = [
  { name: 'section page (Data Utama)', kind: 'page', path: '/formulir/data-utama', most: LIMIT.page },
  { name: 'section page (Riwayat Golongan)', kind: 'page', path: '/formulir/riwayat-golongan', most: LIMIT.page },
  { name: 'autosave', kind: 'autosave', path: '/formulir/data-utama', most: LIMIT.save },
  { name: 'Simpan', kind: 'simpan', path: '/formulir/data-utama', most: LIMIT.save },
  { name: 'home of the form', kind: 'page', path: '/formulir', most: LIMIT.page },
  { name: 'start page', kind: 'page', path: '/', anonymous: true },
  { name: 'login page', kind: 'page', path: '/masuk', anonymous: true },
]
/** Share of what the program can do at most at which nobody should have to wait. */
const CALM = 0.6

/** First as fast as it goes, then by the clock at a calmer pace. */
export async function web(bench: Bench): Promise<Report> {
  const { sizes } = bench
  const world = await bench.world()
  const port = await freePort()
  const program = startChild('program.ts', {
    EPUPNS_MODE: 'uji',
    EPUPNS_KUNCI: KEY,
    EPUPNS_DATA: runFolder,
    HOST: '127.0.0.1',
    PORT: String(port),
    BASE_URL: '',
    DATABASE_URL: world.url,
  })
  const people = startChild('load.ts')
  const report: Report = { suite: 'web', title: `Web, ${sizes.clients} people at once, one process`, figures: [], notes: [], faults: [] }
  try {
    await answerOf(program.process)
    const { rssMb } = await program.ask<Usage>({})
    report.figures.push({ name: 'memory after the start', value: rssMb, unit: 'MB' }, ...(await weigh(port, await signIn(world, world.ready[0]!))))
    // Those at the end send their forms in another measurement.
    let visitors = await visitorsOf(world, world.ready.slice(0, Math.floor(sizes.accounts * 0.75)))
    for (const scene of SCENES) {
      const order: Order = { port, kind: scene.kind, path: scene.path, visitors: scene.anonymous ? visitors.map(() => NOBODY) : visitors, ...sizes }
      const fast = await measure(program, people, scene, order, report)
      const calm = await measure(
        program,
        people,
        { ...scene, name: `${scene.name}, at ${CALM * 100} % of that` },
        { ...order, perSecond: fast.perSecond * CALM, visitors: fast.visitors },
        report,
      )
      if (!scene.anonymous) visitors = calm.visitors
    }
    const { peakMb } = await program.ask<Usage>({})
    report.figures.push({ name: 'memory at most', value: peakMb, unit: 'MB', most: 250 })
  } finally {
    await Promise.all([people.stop(), program.stop()])
  }
  return report
}

const NOBODY: Visitor = { cookie: '', versions: {} }

async function measure(program: Child, people: Child, scene: Scene, order: Order, report: Report): Promise<Outcome> {
  const before = await usageOf(program)
  const outcome = await people.ask<Outcome>(order)
  const after = await usageOf(program)
  const requests = Math.max(1, outcome.perSecond * (order.seconds + order.warmSeconds))
  const cost = [after.cpuSeconds - before.cpuSeconds, after.database - before.database].map((s) => `${((s * 1000) / requests).toFixed(2)} ms`)
  report.figures.push(...figuresOf(scene, outcome, order.perSecond === undefined, `processor time each: program ${cost[0]}, database ${cost[1]}`))
  if (outcome.n === 0 || outcome.wrong > 0)
    report.faults.push(`${scene.name}: ${outcome.wrong} of ${outcome.n} answers were wrong (${JSON.stringify(outcome.statuses)})`)
  return outcome
}

async function usageOf(program: Child): Promise<Usage & { database: number }> {
  return { ...(await program.ask<Usage>({})), database: processorSeconds(processesIn(runFolder)) }
}

function figuresOf({ name, most }: Scene, { n, perSecond, p50, p95 }: Outcome, full: boolean, cost: string): Figure[] {
  const time: Figure = { name, value: p50, p95, unit: 'ms', n, most: full ? undefined : most }
  return full ? [{ name, value: perSecond, unit: '/s', n, note: cost }, time] : [{ ...time, note: `${Math.round(perSecond)}/s` }]
}

async function signIn({ app, ctx, config }: World, nip: string): Promise<string> {
  const value = await transaction(app.db, (tx) => startSession(tx, ctx.keys, 'pns', nip))
  return `${cookieName(config.baseUrl, 'sesi')}=${value}`
}

/** People signed in, with the versions of their items. A few at a time: a long queue for a connection would run into its deadline. */
export async function visitorsOf(world: World, nips: readonly string[]): Promise<Visitor[]> {
  const visitors: Visitor[] = []
  for (let at = 0; at < nips.length; at += 10) visitors.push(...(await Promise.all(nips.slice(at, at + 10).map((nip) => visitorOf(world, nip)))))
  return visitors
}

async function visitorOf(world: World, nip: string): Promise<Visitor> {
  const form = (await findForm(world.app.db, world.ctx.keys, nip, world.periode))!
  const versions = Object.fromEntries(getSectionData(form, 'data-utama').items.map((i) => [i.kunci, i.versi]))
  // A title that was proposed stays as it is: Simpan of our people changes the address only.
  if (form.sections.get('data-utama')!.items.some((i) => i.kunci === 'gelar_belakang' && i.state === 'ubah')) delete versions.gelar_belakang
  return { cookie: await signIn(world, nip), versions }
}
