// The first connection of a start: the server may be starting, recovering or not there yet, which passes by waiting (trust.md R18).
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../startError.ts'
import { isUnavailable, sqlState } from './errors.ts'
import { clientConfig } from './pool.ts'

export type Patience = {
  /** How long a server that does not answer is waited for, in ms. */
  patience?: number
  /** Told once when it takes longer. */
  say?: (line: string) => void
  /** Ends the waiting with its reason. */
  signal?: AbortSignal
}

const PATIENCE_MS = 90_000
const QUIET_MS = 2_000
const PAUSE_MS = 200

/**
 * A connection as the login role, without limit of time for its statements; the caller ends it.
 * Throws a StartError with one line when nothing answered in time or the server says no; 3D000 (no such database) as it is.
 */
export async function firstConnection(url: string, { patience = PATIENCE_MS, say = () => {}, signal }: Patience = {}): Promise<pg.Client> {
  const began = performance.now()
  const waited = (): number => performance.now() - began
  for (let told = false; ; await sleep(PAUSE_MS, undefined, { signal })) {
    const error = await attempt(url)
    if (error instanceof pg.Client) return error
    if (sqlState(error) === '3D000') throw error
    if (!isUnavailable(error) || waited() > patience) throw unreachable(url, error, isUnavailable(error) ? patience : undefined)
    if (told || waited() < QUIET_MS) continue
    told = true
    say(`Basis data belum menjawab (${error.message}); ditunggu sampai ${Math.round(patience / 1000)} detik …`)
  }
}

/** A client that tried once is used up. */
async function attempt(url: string): Promise<pg.Client | Error> {
  const client = new pg.Client(clientConfig(url, { role: null, name: 'epupns migrasi', statementTimeout: 0 }))
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => {})
    return error as Error
  }
}

function unreachable(url: string, error: Error, patience: number | undefined): StartError {
  const waited = patience === undefined ? '' : ` selama ${Math.round(patience / 1000)} detik`
  // A failed connection to several addresses of a name has its words inside.
  const words = error.message || String((error as { code?: string }).code ?? error.name)
  return new StartError(
    `Basis data di ${new URL(url).host} (DATABASE_URL) tidak dapat dihubungi${waited}: ${words}. Periksa alamatnya dan apakah PostgreSQL berjalan, lalu jalankan lagi.`,
  )
}
