// The connections of the job runner, which outlives a database that is away, restarting or slow.
import pg from 'pg'
import { isUnavailable } from '../db/errors.ts'
import { clientConfig } from '../db/pool.ts'

/** How long a job may wait for a connection: the hands are more than the connections, and each waits for its turn. */
const PATIENCE_MS = 60_000

/**
 * A pool for the runner, as the login role. The queue notes that a job is done without waiting for the answer, and tries that again
 * only for errors whose code it knows: any other would go unhandled and end the process, web server and all. So every error that
 * says no more than "not now" is given such a code.
 */
export function openJobPool(url: string, name: string, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(url, { role: null, name, statementTimeout: 0 }), connectionTimeoutMillis: PATIENCE_MS, max })
  pool.on('error', onError)
  pool.on('connect', (client) => {
    client.on('error', onError)
    client.query = marked(client.query.bind(client))
  })
  pool.connect = marked(pool.connect.bind(pool))
  return pool
}

/** The same function; where it returns a promise, its errors are marked. */
function marked<F extends (...args: never[]) => unknown>(fn: F): F {
  return ((...args: never[]) => {
    const result = fn(...args)
    return result instanceof Promise ? result.catch(mark) : result
  }) as F
}

function mark(error: unknown): never {
  throw isUnavailable(error) ? Object.assign(error as Error, { code: 'ETIMEDOUT' }) : error
}
