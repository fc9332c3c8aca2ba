// What search asks the database by words: the words a list uses, those that look alike, and the entries that carry them.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { allOf, anyForm, DIRECT, isTelling, limits, VIA, type Asked, type Lexeme } from './query.ts'
import type { Above } from './rank.ts'
import type { Notable } from './shown.ts'
import type { Group, Similar } from './typed.ts'

/** An entry found; `lewat` = the other name by which it was, `milik` = of the own agency or area. */
export type Row = Notable & { cari: string; aktif: boolean; lewat: string | null; sebutan: boolean | null; milik: boolean }

const MOST = 300 // more than this the typing says too little to rank
const MOST_VIA = 100
const MOST_ABOVE = 20
const LOOK_ALIKE = 20
const MIN_WORD = 3

/** Groups with only those forms whose words the list uses; a word that is known as it stands is not taken as unfinished, except the last. */
export async function known(db: DbOrTx, daftar: string, groups: readonly Group[]): Promise<Group[]> {
  const words = [...new Set(groups.flatMap((g) => g.forms.flatMap((f) => f.words)))]
  const { rows } = await sql<{ kata: string; utuh: boolean; awal: boolean }>`select t.kata,
      exists (select from kata_daftar k where k.daftar = ${daftar} and k.kata = t.kata) as utuh,
      exists (select from kata_daftar k where k.daftar = ${daftar} and k.kata >= t.kata and k.kata < t.kata || '{') as awal
    from unnest(${words}::text[]) t (kata)`.execute(db)
  const whole = new Set(rows.filter((r) => r.utuh).map((r) => r.kata))
  const begun = new Set(rows.filter((r) => r.awal).map((r) => r.kata))
  return groups.map((g, at) => ({
    ...g,
    forms: g.forms
      .map((f) => (f.open && at < groups.length - 1 && whole.has(f.words.at(-1)!) ? { ...f, open: false } : f))
      .filter((f) => f.words.every((w, i) => (f.open && i === f.words.length - 1 ? begun : whole).has(w))),
  }))
}

/** Words of the list that look like those it does not use; if it uses them all, like any of them. */
export async function similarWords(db: DbOrTx, daftar: string, groups: readonly Group[]): Promise<Similar[]> {
  const strange = groups.filter((g) => g.forms.length === 0)
  const words = (strange.length > 0 ? strange : groups).map((g) => g.typed).filter((w) => w.length >= MIN_WORD && !/[\d ]/.test(w))
  if (words.length === 0) return []
  const { rows } = await sql<Similar>`select t.kata as typed, mirip.kata as word, mirip.kerangka = kerangka_kata(t.kata) as alike
    from unnest(${words}::text[]) t (kata) cross join lateral (
      (select kata, kerangka from kata_daftar where daftar = ${daftar} and kata % t.kata order by similarity(kata, t.kata) desc limit ${LOOK_ALIKE})
      union (select kata, kerangka from kata_daftar where daftar = ${daftar} and kerangka = kerangka_kata(t.kata) limit ${LOOK_ALIKE})
      union (select kata, kerangka from kata_daftar where daftar = ${daftar} and length(kerangka_kata(t.kata)) > 2
        and kerangka >= kerangka_kata(t.kata) and kerangka < kerangka_kata(t.kata) || '{' order by kerangka limit ${LOOK_ALIKE})) mirip`.execute(db)
  return rows
}

/** Few entries one step or more above whose name carries a typed word: "sdn 1 purworejo" lies in Purworejo. */
export async function entriesAbove(db: DbOrTx, { list, lingkup }: Asked, groups: readonly Group[]): Promise<Above> {
  const spelt = (g: Group) => [...new Set([g.typed, ...g.forms.filter((f) => f.words.length === 1).map((f) => f.words[0]!)])].slice(0, 4)
  const words = groups
    .filter((g) => isTelling(g.typed, list.code))
    .flatMap((g) => spelt(g).flatMap((kata) => (kata.length >= MIN_WORD && !kata.includes(' ') ? [{ typed: g.typed, kata }] : [])))
  if (groups.length < 2 || words.length === 0 || !(list.note && 'parents' in list.note)) return new Map()
  const daftar = list.parent ?? list.code
  const areas = daftar === 'wilayah' ? sql`and jenis in ('P', 'KB', 'KC')` : sql``
  const inside = lingkup && daftar === list.code ? ` & ${allOf([{ owner: lingkup }])}` : ''
  const { rows } = await sql<{ kata: string; id: string[] }>`select t.kata, array_agg(atas.id) as id
    from unnest(${[...new Set(words.map((w) => w.kata))]}::text[]) t (kata) cross join lateral (
      select id from ${sql.table(`ref_${daftar}`)} where kata_cari(cari, lingkup_id, induk_id) @@ (t.kata || ${inside})::tsquery ${areas} limit ${MOST_ABOVE + 1}) atas
    group by t.kata having count(*) <= ${MOST_ABOVE}`.execute(db)
  const ids = new Map(rows.map((r) => [r.kata, r.id]))
  const above = new Map<string, string[]>()
  for (const { typed, kata } of words) if (ids.has(kata)) above.set(typed, [...(above.get(typed) ?? []), ...ids.get(kata)!])
  return above
}

/** Entries that meet all groups of any of the ways, by their name or by another name of theirs; the same entry may come twice. */
export async function candidates(db: DbOrTx, asked: Asked, ways: readonly (readonly Group[])[], above: Above = new Map()): Promise<Row[]> {
  const { own } = asked
  const texts = ways.map((groups) => groups.map((g) => `(${anyForm(g, above.get(g.typed))})`).join(' & '))
  if (texts.length === 0) return []
  const rows = await ask(db, asked, texts, inside(asked))
  const first = own.lingkup ? { owner: own.lingkup } : own.area ? { above: own.area } : undefined
  const all = first && rows.length >= MOST ? [...(await ask(db, asked, texts, [...inside(asked), first])), ...rows] : rows
  const mine = (r: Row) => (own.lingkup ? r.lingkup_id === own.lingkup : own.area ? (r.induk_id?.startsWith(own.area) ?? false) : false)
  return all.map((r) => ({ ...r, milik: mine(r) }))
}

const inside = ({ within, lingkup }: Asked): Lexeme[] => [...(within ? [{ above: within }] : []), ...(lingkup ? [{ owner: lingkup }] : [])]

/** A branch for every way: an index that must meet all words skips to the rarest, one that must meet some does not. */
async function ask(db: DbOrTx, asked: Asked, texts: readonly string[], more: readonly Lexeme[]): Promise<Row[]> {
  const { list } = asked
  const most = Math.ceil(MOST / texts.length)
  const having = (text: string, lexemes: readonly Lexeme[]) => (lexemes.length > 0 ? `${text} & ${allOf(lexemes)}` : text)
  const branches = texts.flatMap((text) => [
    sql`(select ${DIRECT} from ${sql.table(list.table)} r
      where kata_cari(r.cari, r.lingkup_id, r.induk_id) @@ ${having(text, more)}::tsquery and ${limits(asked)} limit ${most})`,
    sql`(select r.id, r.nama, n.cari, r.jenis, r.induk_id, r.lingkup_id, r.info, r.aktif, ${VIA}
      from nama_lain n join ${sql.table(list.table)} r on r.id = n.entri_id
      where n.daftar = ${list.code} and kata_cari(n.cari, n.daftar, null) @@ ${having(text, [{ owner: list.code }])}::tsquery and ${limits(asked)} limit ${MOST_VIA})`,
  ])
  const { rows } = await sql<Row>`${sql.join(branches, sql` union all `)}`.execute(db)
  return rows
}
