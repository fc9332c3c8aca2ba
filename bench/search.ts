// Type-and-pick at full list sizes: beginnings, words in another order, typos, former names, and what is nowhere. Time in the database.
import { loadSmallLists } from '../src/reference/cache.ts'
import { getList } from '../src/reference/index.ts'
import type { Query } from '../src/reference/query.ts'
import { search } from '../src/reference/search.ts'
import { loadReference } from '../src/reference/seeds.ts'
import { Random } from '../src/generate/random.ts'
import type { Bench } from './bench.ts'
import { percentile, type Report } from './figures.ts'
import { fillLists, importSiasn, type ListSizes } from './lists.ts'
import { catcher, explain } from './plan.ts'
import type { Database } from './server.ts'

const LIMIT = 30
const FULL: ListSizes = { schools: 500_000, positions: 70_899, units: 60_000 }
const QUICK: ListSizes = { schools: 2000, positions: 500, units: 500 }
const AGENCY = '6422'
const RUNS = 3 // the quickest counts: what else the machine does is not the list's fault

type Kind = 'prefix' | 'words' | 'typo' | 'alias' | 'common words' | 'nothing found'
/** Kinds whose typing means one entry. */
const FINDS: readonly Kind[] = ['words', 'typo', 'alias']
const SHARE_MET = 0.9
type Meant = Query & { meant: string }
type Sample = { nama: string; lain: string | null }

/** What a person who means `nama` types, by kind. */
const typings: Record<Kind, (s: Sample, random: Random) => string | undefined> = {
  prefix: ({ nama }) => nama.slice(0, Math.ceil(nama.length * 0.6)),
  words: ({ nama }) => nama.split(' ').reverse().join(' '),
  typo: ({ nama }, random) => misspell(nama, random),
  alias: ({ lain }) => lain ?? undefined,
  'common words': ({ nama }) => nama.split(' ').slice(0, 2).reverse().join(' '),
  'nothing found': (_, random) => `sd negeri ${Array.from({ length: 8 }, () => random.pick([...'bcdfgkqwxz'])).join('')}`,
}

function misspell(nama: string, random: Random): string {
  const words = nama.split(' ')
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a))
  const at = random.int(1, Math.max(1, longest.length - 2))
  return words.map((w) => (w === longest ? w.slice(0, at) + w.slice(at + 1) : w)).join(' ')
}

export async function searching(bench: Bench): Promise<Report> {
  const { quick } = bench.sizes
  const sizes = quick ? QUICK : FULL
  const database = await (await bench.server()).newDatabase('ukur_cari')
  const report: Report = {
    suite: 'search',
    title: `Search in lists of full size: ${sizes.schools.toLocaleString('en')} schools, ${sizes.positions.toLocaleString('en')} positions`,
    figures: [],
    plans: [],
    notes: ['Time between a statement and its answer, added up per search; the quickest of three runs of each typing, 100 typings a kind.'],
    faults: [],
  }
  const watch = newWatch(database)
  await loadReference(database.owner.pool, quick ? { provinces: ['33'] } : {})
  await fillLists(database.owner, sizes)
  await loadSmallLists(database.app.db)
  for (const daftar of ['sekolah', 'jabatan_fungsional_umum', 'unor', 'wilayah']) await measureList(watch, daftar, '', report, quick)
  if (quick) return report
  if (!(await importSiasn(database.owner))) report.notes!.push('The SIASN lists were not measured: EPUPNS_SIASN names no folder that holds them.')
  else for (const daftar of ['jabatan_fungsional_umum', 'pendidikan', 'jabatan_fungsional']) await measureList(watch, daftar, ', SIASN', report, quick)
  return report
}

/** The database, what goes through the pool of the program, and how long the database took for it. */
type Watch = Database & { statements: ReturnType<typeof catcher>; spent: () => number }

function newWatch(database: Database): Watch {
  let ms = 0
  database.app.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>
    // Statements of the program are promises; those with a callback are the bench's own.
    const timed = (...args: unknown[]): Promise<unknown> => {
      const began = performance.now()
      const answer = query(...args)
      return args.length > 1 ? answer : answer.finally(() => (ms += performance.now() - began))
    }
    client.query = timed as typeof client.query
  })
  return { ...database, statements: catcher(database.app.pool), spent: () => ms }
}

async function measureList(watch: Watch, daftar: string, note: string, report: Report, quick: boolean): Promise<void> {
  const samples = await drawSamples(watch, daftar, quick ? 10 : 100)
  for (const kind of Object.keys(typings) as Kind[]) {
    const random = new Random(7, 1, 1)
    const queries = samples.flatMap((s) => {
      const q = typings[kind](s, random)
      return q === undefined ? [] : [{ ...ask(daftar, q), meant: s.nama }]
    })
    if (queries.length > 0) await measureKind(watch, `${daftar}${note}: ${kind}`, queries, FINDS.includes(kind), report, quick)
  }
}

async function measureKind(watch: Watch, name: string, queries: readonly Meant[], finds: boolean, report: Report, quick: boolean): Promise<void> {
  const measured: { ms: number; query: Query }[] = []
  let met = 0
  for (const query of queries) {
    const runs: number[] = []
    for (let i = 0; i < RUNS; i++) {
      const before = watch.spent()
      const found = await search(watch.app.db, query)
      runs.push(watch.spent() - before)
      if (i === 0 && found.some((f) => f.nama === query.meant)) met++
    }
    measured.push({ ms: Math.min(...runs), query })
  }
  const slowest = measured.reduce((a, b) => (b.ms > a.ms ? b : a))
  const ms = measured.map((t) => t.ms)
  const note = [finds && `the entry meant is among ten in ${met} of ${queries.length}`, `slowest ${slowest.ms.toFixed(1)} ms: ${slowest.query.q}`]
    .filter(Boolean)
    .join(' · ')
  if (finds && met < queries.length * SHARE_MET) report.faults.push(`${name}: only ${met} of ${queries.length} found the entry meant`)
  report.figures.push({ name, value: percentile(ms, 0.5), p95: percentile(ms, 0.95), unit: 'ms', n: ms.length, most: quick ? undefined : LIMIT, note })
  const { plans } = await explain(watch.app, `${name} "${slowest.query.q}"`, await watch.statements.during(() => search(watch.app.db, slowest.query)))
  report.plans!.push(...plans.filter((p) => (p.ms ?? 0) > 1))
}

const ask = (daftar: string, q: string): Query =>
  getList(daftar).scope === 'only' ? { daftar, q, lingkup: AGENCY, limit: 10 } : { daftar, q, ownFirst: AGENCY, limit: 10 }

async function drawSamples({ owner }: Database, daftar: string, n: number): Promise<Sample[]> {
  const inside = getList(daftar).scope === 'only' ? `and r.lingkup_id = '${AGENCY}'` : ''
  const draw = async (which: string, most: number): Promise<Sample[]> =>
    (
      await owner.pool.query<Sample>(
        `select r.nama, l.nama as lain from ref_${daftar} r left join nama_lain l on l.daftar = $1 and l.entri_id = r.id
          where r.aktif and length(r.nama) > 5 ${inside} and l.nama ${which} order by hashtext(r.id) limit $2`,
        [daftar, most],
      )
    ).rows
  const named = await draw('is not null', n / 2)
  return [...named, ...(await draw('is null', n - named.length))]
}
