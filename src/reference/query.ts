// What search is asked, and the pieces of its statements: limits, beginnings, words as PostgreSQL's text search wants them.
import { sql, type RawBuilder } from 'kysely'
import type { ReferenceList } from './index.ts'
import { wording } from './singkatan.ts'
import type { Group } from './typed.ts'

type Part = RawBuilder<unknown>

export type Query = {
  daftar: string
  q: string
  /** only children of this entry */
  within?: string | null
  /** only these values of jenis, the first ones first; `verifikator` = units that verify (unor) */
  kinds?: readonly string[]
  /** only entries of this agency (lists that agencies own) */
  lingkup?: string | null
  /** entries of this agency, or of its area, before others */
  ownFirst?: string | null
  /** also entries that are no longer in use, for past posts */
  retired?: boolean
  limit?: number
}

/** A query with what it means for its list. */
export type Asked = Query & { list: ReferenceList; own: { lingkup?: string; area?: string } }

/** Columns of an entry; the table is always called r. */
export const COLUMNS = sql`r.id, r.nama, r.cari, r.jenis, r.induk_id, r.lingkup_id, r.info, r.aktif`
/** The same, found by its own name. */
export const DIRECT = sql`${COLUMNS}, null::text as lewat, null::boolean as sebutan`
/** By which other name an entry was found. */
export const VIA = sql`n.nama as lewat, n.jenis = 'sebutan' as sebutan`

/** Units that verify are a kind of their own, whatever their jenis. */
export const kindless = (asked: Pick<Asked, 'kinds'>): boolean => asked.kinds?.includes('verifikator') ?? false

/** Everything but the text: parent, kinds, agency, use. */
export function limits(asked: Asked, kind?: string): Part {
  const kinds = kind ? [kind] : (asked.kinds ?? []).filter((k) => k !== 'verifikator')
  const parts = [sql`r.digabung_ke is null`]
  if (!asked.retired) parts.push(sql`r.aktif`)
  if (asked.within) parts.push(sql`r.induk_id = ${asked.within}`)
  if (asked.lingkup) parts.push(sql`r.lingkup_id = ${asked.lingkup}`)
  if (kinds.length > 0) parts.push(sql`r.jenis = any(${kinds})`)
  if (kindless(asked)) parts.push(sql`exists (select from unit_verifikator v where v.unor_id = r.id and v.aktif)`)
  return sql.join(parts, sql` and `)
}

export const prefixOf = (table: 'r' | 'n', text: string): Part =>
  sql`${sql.ref(`${table}.cari`)} ~>=~ ${text} and ${sql.ref(`${table}.cari`)} ~<~ ${`${text}{`}`

/** A word of the name, the entry above (with all below it where ids are built so), or the owner. */
export type Lexeme = { word: string; open?: boolean } | { above: string } | { owner: string }

const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

function lexeme(l: Lexeme): string {
  if ('above' in l) return `${quote(`^${l.above}`)}:*`
  if ('owner' in l) return quote(`@${l.owner}`)
  return quote(l.word) + (l.open ? ':*' : '')
}

export const allOf = (lexemes: readonly Lexeme[]): string => lexemes.map(lexeme).join(' & ')

/** One group as a condition: any of its forms, or an entry above that carries the word. */
export function anyForm(g: Group, above: readonly string[] = []): string {
  const forms = g.forms.map((f) => allOf(f.words.map((word, i) => ({ word, open: f.open === true && i === f.words.length - 1 }))))
  return [...forms, ...above.map((id) => lexeme({ above: id }))].map((f) => `(${f})`).join(' | ')
}

const MOST_WAYS = 8

/** The ways to leave `n` groups out, short words first; something telling must stay if less is left than the `all` typed. */
export function without(groups: readonly Group[], n: number, daftar: string, all: number): Group[][] {
  let ways = [[...groups]]
  for (let k = 0; k < n; k++) ways = ways.flatMap((way) => way.map((_, i) => way.filter((_g, j) => j !== i)))
  const size = (way: readonly Group[]) => way.reduce((sum, g) => sum + g.typed.length, 0)
  const distinct = new Map(ways.map((way) => [way.map((g) => g.typed).join('|'), way]))
  return [...distinct.values()]
    .filter((way) => way.length > 0 && (way.length === all || way.some((g) => isTelling(g.typed, daftar))))
    .sort((a, b) => size(b) - size(a))
    .slice(0, MOST_WAYS)
}

/** Is there more to it than numbers, short forms and words that half of the list carries? */
export function isTelling(words: string, daftar: string): boolean {
  const { long, common } = wording(daftar)
  return words.split(' ').some((w) => w.length > 3 && !/^\d+$/.test(w) && !long.has(w) && !common.has(w))
}
