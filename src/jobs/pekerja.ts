// Jobs of a process that was killed are taken up again at once. The queue itself would wait four hours, because it cannot know.
import type { EventEmitter } from 'node:events'
import type pg from 'pg'
import type { WorkerPool } from 'graphile-worker'

/** Name of the connections of one process; while it lives, one of them always listens. */
export const processName = (id: string): string => `epupns pekerjaan ${id}`

/** Notes under which name this process takes jobs. */
export function noteWorkers(events: EventEmitter, pool: pg.Pool, name: string): void {
  events.on('pool:create', ({ workerPool }: { workerPool: WorkerPool }) => {
    pool.query('insert into pekerja (id, proses) values ($1, $2) on conflict do nothing', [workerPool.id, name]).catch(() => {})
  })
}

/** Frees what processes held that have no connection any more. A letter may go out twice then, with the same Message-ID. */
export async function freeDeadWorkers(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    'delete from pekerja p where not exists (select from pg_stat_activity a where a.application_name = p.proses) returning id',
  )
  await free(pool, rows)
}

/** The same for processes that died before they had made themselves known. Reads the whole queue, so it is done at a start only. */
export async function freeUnknownWorkers(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(`select distinct locked_by as id from graphile_worker._private_jobs
    where locked_by not in (select id from pekerja) and locked_at < clock_timestamp() - interval '5 seconds'`)
  await free(pool, rows)
}

async function free(pool: pg.Pool, workers: readonly { id: string }[]): Promise<void> {
  if (workers.length > 0) await pool.query('select graphile_worker.force_unlock_workers($1)', [workers.map((w) => w.id)])
}
