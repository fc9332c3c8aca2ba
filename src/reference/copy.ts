// COPY inside a transaction: one connection that speaks both Kysely and the COPY protocol.
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Tx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import type { Database } from '../db/types.ts'

export type Cell = string | null
export type CopyInto = (table: string, columns: readonly string[], rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>) => Promise<void>

/** Runs `work` in one transaction on a connection of its own, with a function that streams rows into a table. */
export async function withCopy<T>(pool: pg.Pool, work: (tx: Tx, copyInto: CopyInto) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const only = { query: client.query.bind(client), release: () => {} }
  const single = { connect: async () => only, end: async () => {} } as unknown as PostgresPool // Kysely asks for less than pg's overloads say
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: single }) })
  try {
    const result = await transaction(db, (tx) => work(tx, (...args) => copy(client, ...args)))
    client.release()
    return result
  } catch (error) {
    client.release(true) // a COPY cut short may leave the connection in the middle of a message
    throw error
  }
}

async function copy(client: pg.PoolClient, table: string, columns: readonly string[], rows: Parameters<CopyInto>[2]): Promise<void> {
  const names = columns.map((c) => pg.escapeIdentifier(c)).join(', ')
  const target = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`))
  await pipeline(Readable.from(encode(rows)), target)
}

const PIECE = 64 * 1024

/** COPY text format in pieces, so that memory stays flat however many rows come. */
async function* encode(rows: Parameters<CopyInto>[2]): AsyncGenerator<string> {
  let piece = ''
  for await (const row of rows) {
    piece += `${row.map(escapeCell).join('\t')}\n`
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  if (piece) yield piece
}

const special = /[\\\t\n\r]/g
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escapeCell(cell: Cell): string {
  return cell === null ? '\\N' : cell.replace(special, (c) => escapes[c]!)
}
