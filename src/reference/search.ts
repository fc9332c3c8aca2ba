// Type-and-pick: finds entries by what a person types. Beginnings first, then words in any order, then similar words.
import { sql, type RawBuilder } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { getInfo } from './cache.ts'
import { candidates, entriesAbove, known, similarWords, type Row } from './candidates.ts'
import { getList, type ReferenceList } from './index.ts'
import { allOf, COLUMNS, DIRECT, kindless, limits, prefixOf, VIA, without, type Asked, type Query } from './query.ts'
import { ranked } from './rank.ts'
import { notes } from './shown.ts'
import { groupsOf, textsOf, withCorrections, wordsOf, type Group } from './typed.ts'

export type Found = { id: string; nama: string; keterangan: string; info: Readonly<Record<string, unknown>>; aktif: boolean }

type Part = RawBuilder<unknown>

const MAX_LIMIT = 50
const MAX_ID = 64 // the import takes no longer ones
const MIN_LETTERS = 2
const MIN_FUZZY_LETTERS = 4

/** Entries for what was typed, best first. Fewer than two letters find something only below a parent. */
export async function search(db: DbOrTx, query: Query): Promise<Found[]> {
  const list = getList(query.daftar)
  if (list.scope === 'only' && !query.lingkup) return []
  if ([query.within, query.lingkup].some((id) => (id?.length ?? 0) > MAX_ID)) return []
  const asked: Asked = { ...query, list, own: ownOf(list, query) }
  const limit = Math.max(1, Math.min(query.limit ?? 20, MAX_LIMIT))
  const typed = wordsOf(query.q)
  const letters = typed.join('').length
  if (letters < MIN_LETTERS && !query.within && !query.kinds?.includes('verifikator')) return []
  if (letters < MIN_LETTERS) return await withNotes(db, list, await run(db, [browse(asked, limit)], limit))
  const found = new Map<string, Row>()
  const add = (rows: readonly Row[]) => rows.forEach((r) => found.has(r.id) || found.set(r.id, r))
  add(await run(db, byBeginning(asked, typed, limit), limit))
  if (found.size < limit) {
    const groups = await known(db, list.code, groupsOf(list.code, typed))
    add(await byWords(db, asked, groups))
    if (found.size === 0 && letters >= MIN_FUZZY_LETTERS) add(await bySimilarity(db, asked, groups))
  }
  return await withNotes(db, list, [...found.values()].slice(0, limit))
}

/** The one entry of exactly this name (kind words may be left out), of the first kind that has it. Undefined when there is none, or several. */
export async function findByName(db: DbOrTx, query: Omit<Query, 'q' | 'limit' | 'ownFirst'> & { nama: string }): Promise<Found | undefined> {
  const list = getList(query.daftar)
  const typed = wordsOf(query.nama)
  if (typed.length === 0 || (list.scope === 'only' && !query.lingkup)) return undefined
  const asked: Asked = { ...query, q: query.nama, list, own: {} }
  const names = [...new Set(textsOf(list.code, typed).flatMap((text) => spellings(list, query.kinds, text).map((s) => s.text)))]
  const here = sql`select ${DIRECT} from ${sql.table(list.table)} r where cari = any(${names}) and ${limits(asked)} limit 100`
  const former = sql`select ${COLUMNS}, ${VIA} from nama_lain n join ${sql.table(list.table)} r on r.id = n.entri_id
    where n.daftar = ${list.code} and n.cari = any(${names}) and ${limits(asked)} limit 100`
  const rows = await run(db, [here], 100)
  const all = rows.length > 0 ? rows : await run(db, [former], 100)
  const best = query.kinds?.find((kind) => all.some((r) => r.jenis === kind))
  const matching = best ? all.filter((r) => r.jenis === best) : all
  return matching.length === 1 ? (await withNotes(db, list, matching))[0] : undefined
}

/** An entry by its id. Undefined when the list does not hold it. */
export async function findEntry(db: DbOrTx, daftar: string, id: string): Promise<Found | undefined> {
  const list = getList(daftar)
  const rows = await run(db, [sql`select ${DIRECT} from ${sql.table(list.table)} r where id = ${id}`], 1)
  return (await withNotes(db, list, rows))[0]
}

/** What comes first: entries that the own agency holds, or that lie in the area it governs. */
function ownOf(list: ReferenceList, { ownFirst, lingkup }: Query): Asked['own'] {
  if (!ownFirst || lingkup) return {}
  if (list.scope) return { lingkup: ownFirst }
  const area = list.parent === 'wilayah' ? getInfo('instansi', ownFirst)?.wilayah : undefined
  return typeof area === 'string' ? { area } : {}
}

/** The union is answered branch by branch and stops at the limit: the first branches are the best hits. */
async function run(db: DbOrTx, branches: readonly Part[], limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`select * from (${sql.join(
    branches.map((b) => sql`(${b})`),
    sql` union all `,
  )}) hasil limit ${limit}`.execute(db)
  return [...new Map(rows.map((r) => [r.id, r])).values()]
}

async function withNotes(db: DbOrTx, list: ReferenceList, rows: readonly Row[]): Promise<Found[]> {
  const beside = await notes(db, list, rows)
  const note = (r: Row) => [beside.get(r.id), r.lewat && `${r.sebutan ? 'disebut juga' : 'dahulu'}: ${r.lewat}`].filter(Boolean).join(' · ')
  return rows.map((r) => ({ id: r.id, nama: r.nama, keterangan: note(r), info: { ...r.info, ...(r.induk_id && { induk_id: r.induk_id }) }, aktif: r.aktif }))
}

type Spelling = { text: string; kind?: string }

/** The ways a stored name may begin when this was typed, per kind: with the word for its kind, or without. */
function spellings(list: ReferenceList, kinds: readonly string[] | undefined, q: string): Spelling[] {
  const { prefixes } = list
  if (!prefixes) return [{ text: q }]
  const begun = (kinds ?? Object.keys(prefixes)).flatMap((kind) => {
    const words = Object.hasOwn(prefixes, kind) ? prefixes[kind]! : []
    const bare = words.filter((w) => q.startsWith(`${w} `)).map((w) => q.slice(w.length + 1))
    return [q, ...words.map((w) => `${w} ${q}`), ...bare].map((text) => ({ text, kind }))
  })
  return kinds ? begun : [...begun, { text: q }]
}

/** The entry whose id or other name was typed, own ones, all, then those with another name; each in alphabetical order. */
function byBeginning(asked: Asked, typed: readonly string[], limit: number): Part[] {
  const { list, own, q } = asked
  const texts = textsOf(list.code, typed)
  const kinds = kindless(asked) ? undefined : asked.kinds
  const ways = texts.flatMap((text) => spellings(list, kinds, text))
  const from = (text: string, more: Part, kind?: string) =>
    sql`select ${DIRECT} from ${sql.table(list.table)} r where ${prefixOf('r', text)} and ${more} and ${limits(asked, kind)} order by cari using ~<~ limit ${limit}`
  const byId = /^(?=.*\d)[\w.-]{4,}$/.test(q.trim()) ? [sql`select ${DIRECT} from ${sql.table(list.table)} r where id = ${q.trim()} and ${limits(asked)}`] : []
  const via = (more: Part) => sql`select ${COLUMNS}, ${VIA} from nama_lain n join ${sql.table(list.table)} r on r.id = n.entri_id
    where n.daftar = ${list.code} and ${more} and ${limits(asked)} order by n.cari using ~<~ limit ${limit}`
  return [
    ...byId,
    via(sql`n.cari = any(${texts})`),
    ...(own.lingkup ? ways.map((w) => from(w.text, sql`lingkup_id = ${own.lingkup}`, w.kind)) : []),
    ...(own.area ? ways.map((w) => from(w.text, inArea(own.area!, w.text), w.kind)) : []),
    ...ways.map((w) => from(w.text, sql`true`, w.kind)),
    ...texts.map((text) => via(prefixOf('n', text))),
  ]
}

/** An area holds few entries: its part of the index is read, not the names that begin alike in the whole country. */
const inArea = (area: string, text: string): Part =>
  sql`kata_cari(cari, lingkup_id, induk_id) @@ ${allOf([{ above: area }, ...text.split(' ').map((w, i, all) => ({ word: w, open: i === all.length - 1 }))])}::tsquery`

const browse = (asked: Asked, limit: number): Part =>
  sql`select ${DIRECT} from ${sql.table(asked.list.table)} r where ${limits(asked)} order by urutan nulls last, cari limit ${limit}`

/** All words, in any order, each as it may be written. */
async function byWords(db: DbOrTx, asked: Asked, groups: readonly Group[]): Promise<Row[]> {
  return groups.every((g) => g.forms.length > 0) ? ranked(await candidates(db, asked, [groups]), groups, asked.kinds) : []
}

/** With words that look alike; then with words that only the entry above carries; then with a word or two left out. */
async function bySimilarity(db: DbOrTx, asked: Asked, typed: readonly Group[]): Promise<Row[]> {
  const { code } = asked.list
  const groups = await known(db, code, withCorrections(typed, await similarWords(db, code, typed)))
  const rows = await byWords(db, asked, groups)
  if (rows.length > 0) return rows
  const above = await entriesAbove(db, asked, groups)
  const possible = groups.filter((g) => g.forms.length > 0 || above.has(g.typed))
  for (const left of [0, 1, 2]) {
    const found = await candidates(db, asked, without(possible, left, code, groups.length), above)
    if (found.length > 0) return ranked(found, groups, asked.kinds, above)
  }
  return []
}
