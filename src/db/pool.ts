// Connections to PostgreSQL: type parsers, role, deadlines, and what happens when a connection dies.
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, type Transaction } from 'kysely'
import pg from 'pg'
import { CommitRefused, CommitUnknown, isRefusal } from './errors.ts'
import type { Database } from './types.ts'

export type Db = Kysely<Database>
export type Tx = Transaction<Database>
export type DbOrTx = Kysely<Database>

/** The role of the running program: rows only, no DDL. */
export const APP_ROLE = 'epupns_app'

export type OpenOptions = {
  /** Role to work as; null = the login role itself (migrations, import). Default: epupns_app. */
  role?: string | null
  /** Shown in pg_stat_activity. */
  name?: string
  max?: number
  /** Longest statement in milliseconds; 0 = no limit (import, migrations). */
  statementTimeout?: number
  /** Called with errors of connections nobody is waiting for. */
  onError?: (error: Error) => void
}

export type OpenDb = { db: Db; pool: pg.Pool; close: () => Promise<void> }

const DATE = 1082
const INT8 = 20

/** Dates stay 'yyyy-mm-dd'; int8 becomes a number where that is exact. Everything else as `pg` does it. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === DATE) return (text: string) => text
    if (oid === INT8) return (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : text)
    // The declared overloads of pg do not accept a plain number as oid.
    return pg.types.getTypeParser(oid as 20, format as 'text')
  },
}

/** Splits `options` out of the address, because the driver would let it overrule ours, the role among them. */
function withOptions(url: string, settings: Record<string, string | number>): { connectionString: string; options: string } {
  const address = new URL(url)
  const own = address.searchParams.get('options') ?? ''
  address.searchParams.delete('options')
  const ours = Object.entries(settings).map(([key, value]) => `-c ${key}=${value}`)
  return { connectionString: address.href, options: [own, ...ours].join(' ').trim() }
}

/** Settings of a plain client with our type parsers, for those who need their own connection (LISTEN, COPY, locks). */
export function clientConfig(url: string, options: OpenOptions = {}): pg.PoolConfig {
  const { role = APP_ROLE, statementTimeout = 15_000 } = options
  return {
    ...withOptions(url, {
      ...(role === null ? {} : { role }),
      // Days begin in Jakarta: current_date is used for validity of assignments.
      TimeZone: 'Asia/Jakarta',
      statement_timeout: statementTimeout,
      lock_timeout: statementTimeout && 5_000,
      idle_in_transaction_session_timeout: statementTimeout && 30_000,
    }),
    application_name: options.name ?? 'epupns',
    connectionTimeoutMillis: 5_000,
    // The server's own limit does not cover a dead network or a wait for a standby (trust.md 6.1.2).
    ...(statementTimeout ? { query_timeout: statementTimeout + 5_000 } : {}),
    keepAlive: true,
    types,
  }
}

/** Opens a pool; connects on first use. */
export function openDb(url: string, options: OpenOptions = {}): OpenDb {
  const onError = options.onError ?? (() => {})
  const pool = new pg.Pool({ ...clientConfig(url, options), max: options.max ?? 10 })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  const guarded: PostgresPool = { connect: async () => guard(await pool.connect()), end: () => pool.end() }
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: guarded }) })
  const close = async (): Promise<void> => {
    await db.destroy()
    // Kysely ends the pool only when it used it.
    if (!pool.ending) await pool.end()
  }
  return { db, pool, close }
}

/**
 * A statement that begins with a name, as in a comment of its own, is prepared once per connection: of a short read more than
 * half is planning. Only for texts that never change.
 */
const NAMED = /^\/\* (\w+) \*\//

/**
 * One borrowed connection. After an error that the server did not answer with a plain no, it is used no more and
 * thrown away on release: it may be dying, or the answer to a missed deadline may still arrive.
 */
function guard(client: pg.PoolClient): PostgresPoolClient {
  let broken: Error | undefined
  const query = async (sql: string, parameters: readonly unknown[]): Promise<pg.QueryResult> => {
    if (broken) throw broken
    try {
      return await (sql === 'commit' ? commit(client) : client.query({ name: NAMED.exec(sql)?.[1], text: sql, values: [...parameters] }))
    } catch (error) {
      if (!isRefusal(error)) broken = error as Error
      throw error
    }
  }
  // Kysely's second overload is for cursors, which we do not use: hence the detour in the type.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(broken) }
}

/** COMMIT is believed only when the server says COMMIT and warns of nothing. */
async function commit(client: pg.PoolClient): Promise<pg.QueryResult> {
  let warning: unknown
  const listen = (notice: { code?: string | undefined }): void => {
    // "committed locally, but might not have been replicated to the standby" arrives as a warning before success.
    if (notice.code === '01000') warning = notice
  }
  client.on('notice', listen)
  try {
    const result = await client.query('commit')
    if (warning) throw new CommitUnknown(warning)
    if (result.command !== 'COMMIT') throw new CommitRefused()
    return result
  } finally {
    client.off('notice', listen)
  }
}
