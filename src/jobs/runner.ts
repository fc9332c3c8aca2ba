// The job runner inside the program: letters and the nightly cleaning. Works as the login role, because the queue belongs to it.
import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { Logger, run, type LogFunctionFactory, type TaskList, type WorkerEvents } from 'graphile-worker'
import { applyEmail } from '../akun/alamat.ts'
import { remindAll } from '../akun/tenggat.ts'
import { checkFile, sweepFiles } from '../berkas/job.ts'
import type { Ctx } from '../context.ts'
import { startCatcher } from './catcher.ts'
import { cleanUp } from './cleanup.ts'
import { escalateAll } from '../tiket/escalate.ts'
import { carryOut } from '../tiket/tindakan/jalan.ts'
import { sendDigests } from './eskalasi.ts'
import { openMailer, type Mailer } from './mailer.ts'
import { fillReference, type FillIds } from './referensi.ts'
import { freeDeadWorkers, freeUnknownWorkers, noteWorkers, processName } from './pekerja.ts'
import { noteRefused, refusalOf } from './ditolak.ts'
import { openJobPool } from './pool.ts'
import { compose, type LetterIds, type Outgoing } from './surat/compose.ts'

export type Jobs = { stop(): Promise<void> }

/** 02.17, 06.05 and 06.30 in Jakarta, escalation every ten minutes; cron of the queue counts in UTC. */
const CRONTAB = ['17 19 * * * bersihkan ?fill=1d', '5 23 * * * tenggat ?fill=12h', '*/10 * * * * eskalasi', '30 23 * * * ringkasan ?fill=12h'].join('\n')
const CHECK_MS = 60_000
const START_MS = 8_000

const WITH_CODE = ['kode-email', 'pemulihan', 'ganti-email']

/** Starts the runner. Without a mail server of its own (demo, uji) letters are caught and shown at /_surat. */
export async function startJobs(ctx: Ctx, ownerUrl: string): Promise<Jobs> {
  const catcher = ctx.config.smtpUrl ? undefined : await startCatcher()
  const mailer = openMailer(ctx.config, ctx.config.smtpUrl ?? catcher!.url)
  const { jobs } = ctx.config.pool
  const name = processName(randomBytes(8).toString('hex'))
  // One connection of each lane listens; the others fetch and finish jobs.
  const pgPool = openJobPool(ownerUrl, name, Math.max(3, jobs), (error) => ctx.log.warn({ err: error }, 'job connection lost'))
  const events: WorkerEvents = new EventEmitter()
  noteWorkers(events, pgPool, name)
  const tell = (error: unknown): void => ctx.log.warn({ err: error }, 'dead workers not freed')
  const check = () => freeDeadWorkers(pgPool).catch(tell)
  await check()
  await freeUnknownWorkers(pgPool).catch(tell)
  const timers = [setInterval(check, CHECK_MS).unref(), setTimeout(() => freeUnknownWorkers(pgPool).catch(tell), START_MS).unref()]
  const { surat, ...others } = tasks(ctx, mailer)
  const shared = { pgPool, events, schema: 'graphile_worker', concurrency: Math.max(1, jobs - 1), noHandleSignals: true, logger: new Logger(logTo(ctx)) }
  // Two lanes: a mail server that takes a minute for each letter must not hold up photos, lists and deadlines.
  const runners = await Promise.all([
    run({ ...shared, taskList: { surat: surat! }, parsedCronItems: [] }),
    run({ ...shared, taskList: others, crontab: CRONTAB }),
  ])
  // A runner that ends by itself (database gone for good) is news for the log, not a reason to fall.
  for (const runner of runners) runner.promise.catch((error: unknown) => ctx.log.error({ err: error }, 'job runner ended'))
  return {
    async stop() {
      timers.forEach((timer) => clearTimeout(timer))
      await Promise.all(runners.map((runner) => runner.stop().catch(() => {})))
      mailer.close()
      await catcher?.stop()
      await pgPool.end()
    },
  }
}

function tasks(ctx: Ctx, mailer: Mailer): TaskList {
  return {
    async surat(payload, { job }) {
      const ids = payload as LetterIds
      const out = await compose(ctx, ids)
      // A code is made anew at each try, so its letters must not be taken for copies of each other.
      if (out) await deliver(ctx, mailer, ids, out, `surat-${job.id}${WITH_CODE.includes(ids.jenis) ? `-${job.attempts}` : ''}`)
    },
    referensi: (payload) => fillReference(ctx, payload as FillIds),
    email: (payload) => applyEmail(ctx, (payload as { nip: string }).nip, (payload as { ganti: string }).ganti),
    tindakan: (payload) => carryOut(ctx, (payload as { id: string }).id),
    tenggat: async () => void (await remindAll(ctx)),
    eskalasi: async () => void (await escalateAll(ctx)),
    ringkasan: () => sendDigests(ctx),
    berkas: (payload) => checkFile(ctx, payload as { id: string }),
    async bersihkan() {
      await cleanUp(ctx.db)
      await sweepFiles(ctx)
    },
  }
}

/** A letter that is refused for good is done with; any other fault is an error, and the queue tries again. */
async function deliver(ctx: Ctx, mailer: Mailer, ids: LetterIds, out: Outgoing, id: string): Promise<void> {
  await mailer.send(out, id).catch(async (error: unknown) => {
    const code = refusalOf(error)
    if (code === undefined) throw error
    ctx.log.warn({ name: ids.jenis, code }, 'letter refused')
    await noteRefused(ctx.db, ids.nip, ids.jenis, code)
  })
}

/** Only that something went wrong and where: messages of the queue quote payloads. */
const logTo =
  (ctx: Ctx): LogFunctionFactory =>
  (scope) =>
  (level, _message, meta) => {
    if (level === 'error') ctx.log.error({ err: meta?.error, name: scope.taskIdentifier, jobId: scope.jobId }, 'job failed')
    if (level === 'warning') ctx.log.warn({ name: scope.taskIdentifier, jobId: scope.jobId }, 'job warning')
  }
