// What a verifier should look at twice although it is allowed: numbers that another person holds (V03), relatives whom BKN knows otherwise (V21),
// units and posts in the person's own words.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { blindIndex } from '../security/blind.ts'
import type { Keys } from '../security/keys.ts'
import { PERBAIKAN_NIP } from '../sections/dataUtama.ts'
import { isCurrent, suamiIstri } from '../sections/suamiIstri.ts'
import type { AnyField, Lookup, Ref } from './field.ts'
import { allItems, changedFields, type Form, type Item } from './form.ts'
import { likeness, SAME_NAME } from './likeness.ts'
import { findOfficial } from './official.ts'
import { brokenRules } from './section.ts'
import { INDEXED_SECRET } from './table.ts'
import { isUnlisted } from './waiting.ts'

/** Sentences for the verifier about a proposed item. Nothing here stops the PNS, and he does not read it. */
export async function listNotes(db: DbOrTx, keys: Keys, nip: string, i: Item): Promise<string[]> {
  const found = nipFlags(nip, i)
  for (const [key, f] of Object.entries(i.section.fields) as [string, AnyField][]) {
    const value = i.proposed?.[key]
    if (f.kind === 'ref' && isOwnText(value) && changedFields(i).includes(key))
      found.push(`${f.label} “${value.nama}” ditulis sendiri, tidak diambil dari daftar.`)
    if (typeof value !== 'string') continue
    if (f.unique && changedFields(i).includes(key) && (await isShared(db, keys, nip, i, key, value)))
      found.push(`${f.label} ini juga tercatat pada PNS lain. Cocokkan dengan dokumen asli.`)
    if (f.lookup) found.push(...(await aboutRelative(db, keys, { me: nip, other: value }, i, key, f.lookup)))
  }
  return found
}

/** A proposal that the NIP contradicts: if it is right, BKN has to put the NIP right (V02, clarifications 2.13). */
function nipFlags(nip: string, i: Item): string[] {
  const broken = i.proposed ? brokenRules(i.section, i.proposed, { nip, acuan: '', info: () => undefined, rows: () => [] }) : []
  const flagged = broken.some((r) => r.ticket === PERBAIKAN_NIP && changedFields(i).includes(r.on))
  return flagged ? ['Berbeda dengan NIP. Bila benar menurut dokumen asli, setujui; NIP-nya diperbaiki BKN lewat Perbaikan NIP.'] : []
}

/** A text that stands in no list, and for which nobody is asked: a unit or post that is no more (clarifications 1.6). */
const isOwnText = (value: unknown): value is Ref => (value as Ref | null | undefined)?.id === null && !isUnlisted(value)

/** Does the person hold a number of his own, proposed or found right, that BKN has for somebody else too? He is not told, the office is (clarifications 2.9). */
export async function holdsSharedNumber(db: DbOrTx, keys: Keys, form: Form): Promise<boolean> {
  for (const i of allItems(form))
    for (const key of i.fields) {
      const value = i.proposed?.[key]
      if (i.section.fields[key].unique && typeof value === 'string' && (await isShared(db, keys, form.nip, i, key, value))) return true
    }
  return false
}

async function isShared(db: DbOrTx, keys: Keys, nip: string, i: Item, key: string, value: string): Promise<boolean> {
  const { rows } =
    await sql`select from ${sql.table(i.section.table)} where ${sql.ref(key + INDEXED_SECRET)} = ${blindIndex(keys, key, value)} and nip <> ${nip} limit 1`.execute(
      db,
    )
  return rows.length > 0
}

type Pair = { me: string; other: string }

async function aboutRelative(db: DbOrTx, keys: Keys, pair: Pair, i: Item, key: string, lookup: Lookup): Promise<string[]> {
  const official = await findOfficial(db, keys, pair.other)
  if (!official) return ['NIP ini tidak ada di data BKN. Cocokkan dengan SK atau kartu pegawai.']
  const named = likeness(String(i.proposed![lookup.nama] ?? ''), official.person.nama) >= SAME_NAME
  const back = i.section !== suamiIstri || !isCurrent(i.proposed!) || (await pointsBack(db, pair, key))
  return [
    ...(named ? [] : ['Nama berbeda dengan data BKN untuk NIP ini. Cocokkan dengan dokumen asli.']),
    ...(back ? [] : ['PNS dengan NIP ini belum mencantumkan pengusul sebagai suami atau istrinya.']),
  ]
}

/** Does the spouse name this person too, in the official record or in a proposal? */
async function pointsBack(db: DbOrTx, { me, other }: Pair, key: string): Promise<boolean> {
  const { rows } = await sql`select from ${sql.table(suamiIstri.table)} where nip = ${other} and ${sql.ref(key)} = ${me}
    union all select from usulan where nip = ${other} and bagian = ${suamiIstri.code} and sesudah ->> ${key} = ${me} limit 1`.execute(db)
  return rows.length > 0
}
