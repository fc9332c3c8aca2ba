// Import with row report: the lists that ship with the product, then generated people through the files of the generator.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from '../src/generate/generate.ts'
import { findSources, importFile, type Outcome } from '../src/impor/import.ts'
import { findList } from '../src/reference/index.ts'
import { loadReference } from '../src/reference/seeds.ts'
import { deriveKeys } from '../src/security/keys.ts'
import { KEY, type Bench } from './bench.ts'
import type { Figure, Report } from './figures.ts'
import { runFolder, type Database } from './server.ts'

const LIMIT = 20_000
const SEED = 2015

type Timed = { rows: number; refused: number; seconds: number }

export async function importing(bench: Bench): Promise<Report> {
  const { sizes } = bench
  const database = await (await bench.server()).newDatabase('ukur_impor')
  const folder = join(runFolder, 'penduduk')
  mkdirSync(folder, { recursive: true })
  const report: Report = { suite: 'import', title: `Import of ${sizes.people.toLocaleString('en')} generated people`, figures: [], notes: [], faults: [] }
  const shipped = await timed(() => loadShipped(database, sizes.quick))
  const made = generate({ preset: 'uji', benih: SEED, acuan: '2015-07-01', jumlah: sizes.people, folder })
  report.figures.push(speed('lists that ship with the product', shipped), {
    name: 'generator',
    value: (made.orang * 1000) / made.milidetik,
    unit: 'people/s',
    n: made.orang,
  })

  const first = await importAll(database, folder, false)
  for (const { code, ...times } of first) report.figures.push(speed(code, times))
  const people = sum(first.filter((t) => !findList(t.code)))
  report.figures.push({ ...speed('all sections, checked, with row report', people), least: sizes.quick ? undefined : LIMIT })
  report.figures.push(speed('the same files again: everything compared, nothing changed', sum(await importAll(database, folder, true))))
  if (people.rows < sizes.people * 3) report.faults.push(`only ${people.rows} rows were imported`)
  return report
}

async function loadShipped({ owner }: Database, quick: boolean): Promise<{ rows: number; refused: number }> {
  await loadReference(owner.pool, quick ? { provinces: ['33'] } : {})
  const { rows } = await owner.pool.query<{ rows: number; refused: number }>('select sum(baris)::int as rows, sum(ditolak)::int as refused from impor')
  return rows[0]!
}

async function importAll({ owner }: Database, folder: string, again: boolean): Promise<(Timed & { code: string })[]> {
  const keys = deriveKeys(Buffer.from(KEY, 'base64'))
  const done = []
  for (const source of findSources(folder)) {
    const times = await timed(async () => counts(await importFile(owner.pool, source, { keys, synthetic: true, again })))
    done.push({ code: source.code, ...times })
  }
  return done
}

const counts = ({ run }: Outcome): { rows: number; refused: number } => ({ rows: run?.baris ?? 0, refused: run?.ditolak ?? 0 })

async function timed(work: () => Promise<{ rows: number; refused: number }>): Promise<Timed> {
  const began = performance.now()
  const done = await work()
  return { ...done, seconds: (performance.now() - began) / 1000 }
}

const sum = (all: readonly Timed[]): Timed =>
  all.reduce((a, b) => ({ rows: a.rows + b.rows, refused: a.refused + b.refused, seconds: a.seconds + b.seconds }), { rows: 0, refused: 0, seconds: 0 })

const speed = (name: string, { rows, refused, seconds }: Timed): Figure => ({
  name,
  value: rows / seconds,
  unit: 'rows/s',
  n: rows,
  note: `${seconds.toFixed(1)} s, ${refused} refused`,
})
