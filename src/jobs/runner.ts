// The job runner inside the program: letters and the nightly cleaning. Works as the login role, because the queue belongs to it.
import { Logger, run, type LogFunctionFactory, type TaskList } from 'graphile-worker'
import pg from 'pg'
import type { Ctx } from '../context.ts'
import { clientConfig } from '../db/pool.ts'
import { startCatcher } from './catcher.ts'
import { cleanUp } from './cleanup.ts'
import { openMailer, type Mailer } from './mailer.ts'
import { fillReference, type FillIds } from './referensi.ts'
import { compose, type LetterIds } from './surat/compose.ts'

export type Jobs = { stop(): Promise<void> }

/** 02.17 in Jakarta; cron of the queue counts in UTC. */
const CRONTAB = '17 19 * * * bersihkan ?fill=1d'

/** Starts the runner. Without a mail server of its own (demo, uji) letters are caught and shown at /_surat. */
export async function startJobs(ctx: Ctx, ownerUrl: string): Promise<Jobs> {
  const catcher = ctx.config.smtpUrl ? undefined : await startCatcher()
  const mailer = openMailer(ctx.config, ctx.config.smtpUrl ?? catcher!.url)
  const { jobs } = ctx.config.pool
  const pgPool = new pg.Pool({ ...clientConfig(ownerUrl, { role: null, name: 'epupns pekerjaan', statementTimeout: 0 }), max: jobs })
  const lost = (error: Error): void => ctx.log.warn({ err: error }, 'job connection lost')
  pgPool.on('error', lost).on('connect', (client) => client.on('error', lost))
  const runner = await run({
    pgPool,
    schema: 'graphile_worker',
    concurrency: Math.max(1, jobs - 1),
    noHandleSignals: true,
    taskList: tasks(ctx, mailer),
    crontab: CRONTAB,
    logger: new Logger(logTo(ctx)),
  })
  // A runner that ends by itself (database gone for good) is news for the log, not a reason to fall.
  runner.promise.catch((error: unknown) => ctx.log.error({ err: error }, 'job runner ended'))
  return {
    async stop() {
      await runner.stop().catch(() => {})
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
      if (out) await mailer.send(out, `surat-${job.id}${ids.jenis === 'kode-email' ? `-${job.attempts}` : ''}`)
    },
    referensi: (payload) => fillReference(ctx, payload as FillIds),
    bersihkan: () => cleanUp(ctx.db),
  }
}

/** Only that something went wrong and where: messages of the queue quote payloads. */
const logTo =
  (ctx: Ctx): LogFunctionFactory =>
  (scope) =>
  (level, _message, meta) => {
    if (level === 'error') ctx.log.error({ err: meta?.error, name: scope.taskIdentifier, jobId: scope.jobId }, 'job failed')
    if (level === 'warning') ctx.log.warn({ name: scope.taskIdentifier, jobId: scope.jobId }, 'job warning')
  }
