// What officers settle outside of the form: the official value changes, and answers that spoke of the old one are taken back.
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'
import type { Keys } from '../security/keys.ts'
import { updateRow } from './apply.ts'
import { openEdit, withdraw } from './edit.ts'
import { getSectionData } from './form.ts'
import type { AnySection, Loose } from './section.ts'
import { fromColumns } from './values.ts'

/**
 * Writes official values of a single-row section. Answers on these fields are taken back while the person fills in; once sent they
 * stay, and the verifier compares with the new value. Gives what stood there, for undoing.
 */
export async function correctOfficial(tx: Tx, keys: Keys, nip: string, periode: string, s: AnySection, values: Loose): Promise<Loose> {
  const { rows } = await sql<{ r: Record<string, unknown> }>`select to_jsonb(r) as r from ${sql.table(s.table)} r where nip = ${nip} for update`.execute(tx)
  const stored = fromColumns(keys, s, nip, rows[0]?.r ?? {})
  const before = Object.fromEntries(Object.keys(values).map((key) => [key, stored[key] ?? null]))
  await updateRow(tx, keys, s, nip, null, values)
  await takeBack(tx, keys, nip, periode, s, Object.keys(values))
  return before
}

async function takeBack(tx: Tx, keys: Keys, nip: string, periode: string, s: AnySection, changed: readonly string[]): Promise<void> {
  const { rows } = await sql<{ status: string }>`select status from formulir where nip = ${nip} and periode = ${periode}`.execute(tx)
  if (rows[0]?.status !== 'draf') return
  const e = await openEdit(tx, keys, nip, periode)
  for (const i of getSectionData(e.form, s.code).items)
    if ((i.state !== 'belum' || i.draft) && i.fields.some((key) => changed.includes(key))) await withdraw(e, i, i.versi)
}
