// What the running program holds: one object, built at start, passed to every feature.
import { sql } from 'kysely'
import type { Config } from './config.ts'
import type { Db } from './db/pool.ts'
import { getInfo, loadSmallLists } from './reference/cache.ts'
import { deriveKeys, type Keys } from './security/keys.ts'
import type { Engine } from './workflow/engine.ts'
import { STATE_TITLES, STATES } from './workflow/table.ts'

/** Where messages go; pino fits. */
export type Log = { info(data: object, message: string): void; warn(data: object, message: string): void; error(data: object, message: string): void }

export type Ctx = {
  config: Config
  db: Db
  keys: Keys
  log: Log
  engine: Engine
  /** the active campaign, remembered for ten seconds */
  periode(): Promise<Periode>
}

/** One campaign; its dates are told with their zone, its reference date drives ages and "not in the future". */
export type Periode = { id: string; nama: string; tanggal_acuan: string; mulai: Date; akhir_isi: Date; sekarang: Date }

const REMEMBER_MS = 10_000

/** Reads the active campaign. */
export async function getPeriode(db: Db): Promise<Periode> {
  const { rows } = await sql<Periode>`select id, nama, tanggal_acuan, mulai, akhir_isi, clock_timestamp() as sekarang from periode where aktif`.execute(db)
  if (!rows[0]) throw new Error('no active campaign: load the demo, or add one to the table periode')
  return rows[0]
}

/** Remembers the campaign for a moment; its clock goes on, so that the last second is the last second (R14). */
export function remembered(read: () => Promise<Periode>): () => Promise<Periode> {
  let last: { at: number; value: Promise<Periode> } | undefined
  return async () => {
    if (!last || performance.now() - last.at >= REMEMBER_MS) {
      const fresh = { at: performance.now(), value: read() }
      fresh.value.catch(() => (last = last === fresh ? undefined : last))
      last = fresh
    }
    const { at, value } = last
    const periode = await value
    return { ...periode, sekarang: new Date(periode.sekarang.getTime() + performance.now() - at) }
  }
}

/** Builds the context: keys, small lists, states of the workflow. */
export async function createContext(config: Config, db: Db, log: Log): Promise<Ctx> {
  const keys = deriveKeys(config.masterKey, ...config.olderKeys)
  await loadSmallLists(db)
  await syncStates(db)
  return { config, db, keys, log, engine: { keys, info: getInfo }, periode: remembered(() => getPeriode(db)) }
}

/** States live in a table that follows the workflow, so that a further level needs no migration. */
async function syncStates(db: Db): Promise<void> {
  const rows = STATES.map((kode, urutan) => ({ kode, judul: STATE_TITLES[kode], urutan }))
  await sql`insert into status_formulir (kode, judul, urutan)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(kode text, judul text, urutan int)
    on conflict (kode) do update set judul = excluded.judul, urutan = excluded.urutan`.execute(db)
}
