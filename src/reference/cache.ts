// Small lists in memory: selects, rules and notes read them without a query. Loaded at start, again soon after any change.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { getList, lists, type ReferenceList } from './index.ts'

export type SmallEntry = {
  id: string
  kode: string | null
  nama: string
  induk_id: string | null
  jenis: string | null
  info: Readonly<Record<string, unknown>>
  aktif: boolean
  urutan: number | null
}

type Info = Readonly<Record<string, unknown>>

const entries = new Map<string, readonly SmallEntry[]>()
const infos = new Map<string, ReadonlyMap<string, Info>>()

/** How long a process may go on with what it read before. */
const FRESH_MS = 3_000
let versions = new Map<string, number>()
let checked = -Infinity

/** Reads all small lists. To be called once before the first request. */
export async function loadSmallLists(db: DbOrTx): Promise<void> {
  const found = await readVersions(db)
  for (const list of lists) if (list.cached) await read(db, list)
  versions = found
}

/**
 * Reads again what changed in any process, one cheap look every few seconds. To be awaited wherever a request has just
 * asked the database who it is; whoever changed a list himself says `now`.
 */
export async function refreshSmallLists(db: DbOrTx, now = false): Promise<void> {
  if (!now && performance.now() - checked < FRESH_MS) return
  checked = performance.now()
  const found = await readVersions(db)
  for (const list of lists) if (list.cached && found.get(list.code) !== versions.get(list.code)) await read(db, list)
  versions = found
}

async function readVersions(db: DbOrTx): Promise<Map<string, number>> {
  const { rows } = await sql<{ daftar: string; versi: number }>`select daftar, versi from daftar_versi`.execute(db)
  return new Map(rows.map((r) => [r.daftar, r.versi]))
}

async function read(db: DbOrTx, { code, table }: ReferenceList): Promise<void> {
  const { rows } = await sql<SmallEntry>`select id, kode, nama, induk_id, jenis, info, aktif, urutan
    from ${sql.table(table)} order by urutan nulls last, nama, id`.execute(db)
  entries.set(code, rows)
  infos.set(code, new Map(rows.map(({ info, ...rest }) => [rest.id, { ...info, ...rest }])))
}

/** The entries a person may choose from, in their official order; `kinds` limits to some values of `jenis`. */
export function smallList(daftar: string, kinds?: readonly string[]): readonly SmallEntry[] {
  return loaded(entries, daftar).filter((e) => e.aktif && (!kinds || kinds.includes(e.jenis ?? '')))
}

/** All columns of an entry of a small list, retired ones too; undefined for lists that are not small. */
export function getInfo(daftar: string, id: string | null | undefined): Info | undefined {
  if (!id || !getList(daftar).cached) return undefined
  return loaded(infos, daftar).get(id)
}

function loaded<T>(from: Map<string, T>, daftar: string): T {
  const found = from.get(daftar)
  if (!found) throw new Error(getList(daftar).cached ? 'small lists are not loaded yet' : `${daftar} is not a small list`)
  return found
}
