// Type-and-pick: finds entries by what a person types. Prefix first, then words in any order, then similar spelling.
import { sql, type RawBuilder } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import { getList, type ReferenceList } from './index.ts'
import { ancestors, notes, type Notable } from './shown.ts'

export type Query = {
  daftar: string
  q: string
  /** only children of this entry */
  within?: string | null
  /** only these values of jenis, the first ones first; `verifikator` = units that verify (unor) */
  kinds?: readonly string[]
  /** only entries of this agency (lists that agencies own) */
  lingkup?: string | null
  /** entries of this agency before others */
  ownFirst?: string | null
  /** also entries that are no longer in use, for past posts */
  retired?: boolean
  limit?: number
}

export type Found = { id: string; nama: string; keterangan: string; info: Readonly<Record<string, unknown>>; aktif: boolean }

type Row = Notable & { aktif: boolean }
type Part = RawBuilder<unknown>

const MAX_LIMIT = 50
const MAX_LETTERS = 100
const MAX_WORDS = 8
const MIN_LETTERS = 2
const MIN_FUZZY_LETTERS = 4
const MIN_FUZZY_WORD = 3
const WORD_LIMIT = '0.45'
const PHRASE_LIMIT = '0.6'
const ENOUGH = 5 // with fewer hits than this, similar spellings are offered too
const COLUMNS = sql`id, nama, jenis, induk_id, lingkup_id, info, aktif`

/** What search compares, the same as normal_cari in SQL: lower case letters and digits, single blanks. */
export function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** Entries for what was typed, best first. Fewer than two letters find something only below a parent. */
export async function search(db: DbOrTx, query: Query): Promise<Found[]> {
  const list = getList(query.daftar)
  if (list.scope === 'only' && !query.lingkup) return []
  const limit = Math.max(1, Math.min(query.limit ?? 20, MAX_LIMIT))
  const q = typed(list, query.q)
  const short = q.replaceAll(' ', '').length < MIN_LETTERS
  if (short && !query.within && !query.kinds?.includes('verifikator')) return []
  if (short) return await withNotes(db, list, await run(db, [browse(list, query, limit)], limit))
  let rows = await run(db, byPrefix(list, query, q, limit), limit)
  if (rows.length < limit) rows = distinct([...rows, ...(await run(db, [byWords(list, query, q, limit)], limit))])
  if (rows.length < ENOUGH && q.length >= MIN_FUZZY_LETTERS) rows = distinct([...rows, ...(await similar(db, list, query, q, limit))])
  return await withNotes(db, list, rows.slice(0, limit))
}

/** The one entry of exactly this name (kind words may be left out), of the first kind that has it. Undefined when there is none, or several. */
export async function findByName(db: DbOrTx, query: Omit<Query, 'q' | 'limit' | 'ownFirst'> & { nama: string }): Promise<Found | undefined> {
  const list = getList(query.daftar)
  const q = typed(list, query.nama)
  if (q === '' || (list.scope === 'only' && !query.lingkup)) return undefined
  const names = [...new Set(spellings(list, query.kinds, q).map((s) => s.text))]
  const rows = await run(db, [sql`select ${COLUMNS} from ${sql.table(list.table)} where cari = any(${names}) and ${limits(list, query)} limit 100`], 100)
  const best = query.kinds?.find((kind) => rows.some((r) => r.jenis === kind))
  const matching = best ? rows.filter((r) => r.jenis === best) : rows
  return matching.length === 1 ? (await withNotes(db, list, matching))[0] : undefined
}

/** An entry by its id. Undefined when the list does not hold it. */
export async function findEntry(db: DbOrTx, daftar: string, id: string): Promise<Found | undefined> {
  const list = getList(daftar)
  const rows = await run(db, [sql`select ${COLUMNS} from ${sql.table(list.table)} where id = ${id}`], 1)
  return (await withNotes(db, list, rows))[0]
}

export type Branch = { id: string; nama: string; info: Readonly<Record<string, unknown>>; anak: boolean }

/** The units right below a unit, or the topmost ones of an agency, for a tree one can open step by step. */
export async function children(db: DbOrTx, daftar: string, lingkup: string, indukId: string | null, limit = 1000): Promise<Branch[]> {
  const table = sql.table(getList(daftar).table)
  const below = indukId === null ? sql`r.induk_id is null` : sql`r.induk_id = ${indukId}`
  // Counted, not "exists": for that the planner reads the whole list whenever it expects an early hit, and leaves have none.
  const { rows } = await sql<Branch>`
    select r.id, r.nama, r.info, (select count(*) from ${table} c where c.induk_id = r.id and c.aktif) > 0 as anak
    from ${table} r where r.lingkup_id = ${lingkup} and ${below} and r.aktif order by r.urutan nulls last, r.cari limit ${limit}`.execute(db)
  return rows
}

/** The way down to an entry, topmost first, itself left out: opens the tree at a chosen unit. */
export async function pathTo(db: DbOrTx, daftar: string, id: string): Promise<{ id: string; nama: string }[]> {
  return ((await ancestors(db, getList(daftar), [id])).get(id) ?? []).reverse()
}

function typed(list: ReferenceList, text: string): string {
  const [first = '', ...rest] = normalise(text.slice(0, MAX_LETTERS)).split(' ').slice(0, MAX_WORDS)
  const head = rest.length > 0 ? (list.synonyms?.[first] ?? first) : first
  return [head, ...rest].join(' ').trim()
}

/** The union is answered branch by branch and stops at the limit: the first branches are the best hits. */
async function run(db: DbOrTx, branches: readonly Part[], limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`select * from (${sql.join(
    branches.map((b) => sql`(${b})`),
    sql` union all `,
  )}) hasil limit ${limit}`.execute(db)
  return distinct(rows)
}

/**
 * One wrong letter in a word of eight costs nearly half of its trigrams, so words are compared with a lower limit than
 * PostgreSQL's own, one by one: that keeps the candidates few. The whole phrase is tried only when a word is nowhere.
 */
async function similar(db: DbOrTx, list: ReferenceList, query: Query, q: string, limit: number): Promise<Row[]> {
  const words = q.split(' ').filter((w) => w.length >= MIN_FUZZY_WORD)
  const inside = async (tx: DbOrTx) => {
    await setThreshold(tx, WORD_LIMIT)
    const rows = words.length > 0 ? await run(tx, [bySpelling(list, query, words, q, limit)], limit) : []
    if (rows.length > 0 || words.length < 2) return rows
    await setThreshold(tx, PHRASE_LIMIT)
    return await run(tx, [bySpelling(list, query, [q], q, limit)], limit)
  }
  return await (db.isTransaction ? inside(db) : transaction(db, inside))
}

const setThreshold = (tx: DbOrTx, value: string) => sql`select set_config('pg_trgm.word_similarity_threshold', ${value}, true)`.execute(tx)

function distinct(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((r) => [r.id, r])).values()]
}

async function withNotes(db: DbOrTx, list: ReferenceList, rows: readonly Row[]): Promise<Found[]> {
  const beside = await notes(db, list, rows)
  return rows.map(({ id, nama, info, aktif }) => ({ id, nama, keterangan: beside.get(id) ?? '', info, aktif }))
}

/** Everything but the text: parent, kinds, agency, use. */
function limits(list: ReferenceList, query: Omit<Query, 'q'>, kind?: string): Part {
  const kinds = kind ? [kind] : (query.kinds ?? []).filter((k) => k !== 'verifikator')
  const parts = [sql`digabung_ke is null`]
  if (!query.retired) parts.push(sql`aktif`)
  if (query.within) parts.push(sql`induk_id = ${query.within}`)
  if (query.lingkup) parts.push(sql`lingkup_id = ${query.lingkup}`)
  if (kinds.length > 0) parts.push(sql`jenis = any(${kinds})`)
  if (query.kinds?.includes('verifikator')) parts.push(sql`exists (select from unit_verifikator v where v.unor_id = ${sql.table(list.table)}.id and v.aktif)`)
  return sql.join(parts, sql` and `)
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

function byPrefix(list: ReferenceList, query: Query, q: string, limit: number): Part[] {
  const agencies: Query[] = query.ownFirst && !query.lingkup ? [{ ...query, lingkup: query.ownFirst }, query] : [query]
  return agencies.flatMap((asked) =>
    spellings(list, query.kinds?.includes('verifikator') ? undefined : query.kinds, q).map(
      ({ text, kind }) => sql`select ${COLUMNS} from ${sql.table(list.table)} where cari ~>=~ ${text} and cari ~<~ ${`${text}{`}
        and ${limits(list, asked, kind)} order by cari using ~<~ limit ${limit}`,
    ),
  )
}

function byWords(list: ReferenceList, query: Query, q: string, limit: number): Part {
  const words = q.split(' ').map((w) => sql`(cari like ${`${w}%`} or cari like ${`% ${w}%`})`)
  return sql`select ${COLUMNS} from ${sql.table(list.table)} where ${sql.join(words, sql` and `)} and ${limits(list, query)}
    order by ${own(query)}, ${kindOrder(query)}, length(cari), cari limit ${limit}`
}

function bySpelling(list: ReferenceList, query: Query, parts: readonly string[], q: string, limit: number): Part {
  const alike = parts.map((w) => sql`${w} <% cari`)
  return sql`select ${COLUMNS} from ${sql.table(list.table)} where ${sql.join(alike, sql` and `)} and ${limits(list, query)}
    order by word_similarity(${q}, cari) + similarity(${q}, cari) desc, ${own(query)}, ${kindOrder(query)}, length(cari), cari limit ${limit}`
}

function browse(list: ReferenceList, query: Query, limit: number): Part {
  return sql`select ${COLUMNS} from ${sql.table(list.table)} where ${limits(list, query)} order by urutan nulls last, cari limit ${limit}`
}

const own = (query: Query): Part => (query.ownFirst ? sql`lingkup_id is distinct from ${query.ownFirst}` : sql`null::text`)
const kindOrder = (query: Query): Part => (query.kinds ? sql`array_position(${query.kinds}::text[], jenis)` : sql`null::text`)
