// What people read of an entry: its name, and beside it what tells it from others of the same name.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { getInfo } from './cache.ts'
import { getList, type Note, type ReferenceList } from './index.ts'

/** What a note is made from. */
export type Notable = {
  id: string
  nama: string
  jenis: string | null
  induk_id: string | null
  lingkup_id: string | null
  info: Readonly<Record<string, unknown>>
}

const MAX_DEPTH = 8 // a unit tree that bites its own tail must not hang a page

/** Names of the ancestors of each id, nearest first. */
export async function ancestors(db: DbOrTx, list: ReferenceList, ids: readonly string[]): Promise<Map<string, { id: string; nama: string }[]>> {
  if (ids.length === 0) return new Map()
  const parent = sql.table(list.parent ? `ref_${list.parent}` : list.table)
  // The limit keeps it at one look-up by key per parent; as a plain join the planner reads the whole list at every step.
  const { rows } = await sql<{ asal: string; id: string; nama: string }>`
    with recursive atas as (
      select r.id as asal, r.induk_id, 0 as n, ''::text as id, ''::text as nama from ${sql.table(list.table)} r where r.id = any(${ids})
      union all
      select a.asal, p.induk_id, a.n + 1, p.id, p.nama
      from atas a cross join lateral (select id, nama, induk_id from ${parent} where id = a.induk_id limit 1) p where a.n < ${MAX_DEPTH}
    ) select asal, id, nama from atas where n > 0 order by asal, n`.execute(db)
  const found = new Map<string, { id: string; nama: string }[]>()
  for (const { asal, id, nama } of rows) found.set(asal, [...(found.get(asal) ?? []), { id, nama }])
  return found
}

/** The line beside each name, by id; empty where nothing needs saying. */
export async function notes(db: DbOrTx, list: ReferenceList, rows: readonly Notable[]): Promise<Map<string, string>> {
  const { note } = list
  if (!note || rows.length === 0) return new Map()
  if ('parents' in note) return await parentNotes(db, list, rows, note)
  return new Map(rows.map((row) => [row.id, plainNote(note, row)]))
}

async function parentNotes(db: DbOrTx, list: ReferenceList, rows: readonly Notable[], note: { parents: number; code?: true }): Promise<Map<string, string>> {
  const above = await ancestors(
    db,
    list,
    rows.map((r) => r.id),
  )
  return new Map(
    rows.map((r) => [r.id, [...(above.get(r.id) ?? []).slice(0, note.parents).map((a) => a.nama), ...(note.code ? [`kode ${r.id}`] : [])].join(', ')]),
  )
}

function plainNote(note: Exclude<Note, { parents: number; code?: true }>, row: Notable): string {
  if ('info' in note) return String(row.info[note.info] ?? '')
  if ('scope' in note) return String(getInfo('instansi', row.lingkup_id)?.nama ?? '')
  const [from, to] = [getInfo('golongan', row.info.golongan_min as string)?.nama, getInfo('golongan', row.info.golongan_maks as string)?.nama]
  return from && to ? `${from} sampai ${to}` : ''
}

/** Full names by id: as stored, and with their parents where the name alone says too little. Unknown ids are missing. */
export async function label(db: DbOrTx, daftar: string, ids: readonly string[]): Promise<Map<string, string>> {
  const list = getList(daftar)
  const wanted = [...new Set(ids)]
  const { rows } = await sql<{ id: string; nama: string; jenis: string | null }>`
    select id, nama, jenis from ${sql.table(list.table)} where id = any(${wanted})`.execute(db)
  const full = list.labelParents
  const above = full
    ? await ancestors(
        db,
        list,
        rows.filter((r) => !full.kinds || full.kinds.includes(r.jenis ?? '')).map((r) => r.id),
      )
    : new Map<string, { nama: string }[]>()
  return new Map(rows.map((r) => [r.id, [r.nama, ...(above.get(r.id) ?? []).slice(0, full?.depth).map((a) => a.nama)].join(', ')]))
}
