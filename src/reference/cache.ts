// Small lists in memory: selects, rules and notes read them without a query. Loaded at start, again after an import.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { getList, lists } from './index.ts'

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

/** Reads all small lists. To be called once before the first request. */
export async function loadSmallLists(db: DbOrTx): Promise<void> {
  for (const { code, table, cached } of lists) {
    if (!cached) continue
    const { rows } = await sql<SmallEntry>`select id, kode, nama, induk_id, jenis, info, aktif, urutan
      from ${sql.table(table)} order by urutan nulls last, nama, id`.execute(db)
    entries.set(code, rows)
    infos.set(code, new Map(rows.map(({ info, ...rest }) => [rest.id, { ...info, ...rest }])))
  }
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
