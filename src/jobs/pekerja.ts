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

/**
 * Frees what workers held whose process has no connection any more; one that had no time to make itself known gets a minute. A
 * letter may go out twice then, with the same Message-ID.
 */
export async function freeDeadWorkers(pool: pg.Pool): Promise<void> {
  await pool.query(`with hidup as (
      select id from pekerja p where exists (select from pg_stat_activity a where a.application_name = p.proses)
    ), mati as (
      select distinct locked_by as id from graphile_worker._private_jobs
      where locked_by is not null and locked_by not in (select id from hidup) and (locked_by in (select id from pekerja) or locked_at < now() - interval '1 minute')
    )
    select 1 from mati`)
  await pool.query('delete from pekerja p where not exists (select from pg_stat_activity a where a.application_name = p.proses)')
}
