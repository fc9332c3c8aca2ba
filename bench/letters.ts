// Letters a second: jobs of the queue become letters, which a real mail server on loopback takes.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { startJobs } from '../src/jobs/runner.ts'
import { emailColumns } from '../src/security/account.ts'
import type { Bench, World } from './bench.ts'
import { answerOf, startChild } from './child.ts'
import type { Figure, Report } from './figures.ts'
import { processorSeconds } from './machine.ts'
import type { Taken } from './sink.ts'

const LETTERS = 4000
const FEW = 60
const PEOPLE = 200
/** EPUPNS_POOL_PEKERJAAN: as it comes, and as a large office would set it. One of the connections listens. */
const POOLS = [4, 16]
const GIVE_UP_MS = 300_000

export async function letters(bench: Bench): Promise<Report> {
  const world = await bench.world()
  const number = bench.sizes.quick ? FEW : LETTERS
  const report: Report = { suite: 'letters', title: `${number.toLocaleString('en')} letters to a mail server on loopback`, figures: [], faults: [] }
  const sink = startChild('sink.ts')
  try {
    const { url } = (await answerOf(sink.process)) as Taken
    const nips = await withMailbox(world)
    // What other measurements have left in the queue is not counted here.
    await sql`delete from graphile_worker._private_jobs`.execute(world.owner.db)
    for (const jobs of POOLS) report.figures.push(...(await send(world, { nips, number, jobs, url, taken: () => sink.ask<Taken>({}) }, report)))
  } finally {
    await sink.stop()
  }
  return report
}

/** People who can be written to. */
async function withMailbox({ owner, ctx, ready }: World): Promise<string[]> {
  const nips = ready.slice(0, PEOPLE)
  for (const nip of nips) {
    const { email } = emailColumns(ctx.keys, nip, { email: `${nip}@kotak.test` })
    await sql`update akun set email = ${email} where nip = ${nip}`.execute(owner.db)
  }
  return nips
}

type Run = { nips: readonly string[]; number: number; jobs: number; url: string; taken: () => Promise<Taken> }

async function send({ ctx, owner, url }: World, { nips, number, jobs, url: smtpUrl, taken }: Run, report: Report): Promise<Figure[]> {
  await sql`select tambah_pekerjaan('surat', jsonb_build_object('jenis', 'terkirim', 'nip', (${nips}::text[])[1 + n % ${nips.length}])) from generate_series(1, ${number}) n`.execute(
    owner.db,
  )
  const before = await taken()
  const [began, used] = [performance.now(), processorSeconds([process.pid])]
  const runner = await startJobs({ ...ctx, config: { ...ctx.config, smtpUrl, pool: { ...ctx.config.pool, jobs } } }, url)
  let now = before
  while (now.letters - before.letters < number && performance.now() - began < GIVE_UP_MS) {
    await sleep(20)
    now = await taken()
  }
  const seconds = (performance.now() - began) / 1000
  const processor = processorSeconds([process.pid]) - used
  await runner.stop()
  const arrived = (await taken()).letters - before.letters
  if (arrived !== number) report.faults.push(`${arrived} of ${number} letters arrived (EPUPNS_POOL_PEKERJAAN=${jobs})`)
  const note = `${((now.bytes - before.bytes) / 1024 / number).toFixed(1)} KB each; processor time each: ${((processor * 1000) / number).toFixed(1)} ms`
  return [{ name: `letters, EPUPNS_POOL_PEKERJAAN=${jobs}`, value: number / seconds, unit: '/s', n: number, note }]
}
