// Acceptance: approved usulan become the official record, in one order: histories first, then what is derived from them.
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/pool.ts'
import type { Keys } from '../security/keys.ts'
import { dataPosisi, toPlace } from '../sections/dataPosisi.ts'
import { dataUtama, toPerson } from '../sections/dataUtama.ts'
import { allItems, changedFields, currentValues, derivedValues, getSectionData, isProposal, type Form, type Item } from './form.ts'
import type { AnySection, Loose } from './section.ts'
import { same, toColumns } from './values.ts'

/** Applies every usulan of a form that all its levels approved; called by the engine inside the accepting transaction. */
export async function applyUsulan(tx: Tx, keys: Keys, form: Form): Promise<void> {
  const proposals = allItems(form).filter(isProposal)
  for (const i of proposals) await applyItem(tx, keys, form, i)
  for (const data of form.sections.values()) {
    const official = getSectionData(form, data.section.code).items[0]?.official
    if (data.section.rows === 'one' && official)
      await updateRow(tx, keys, data.section, form.nip, null, differing(derivedValues(form, data.section, official), official))
  }
  const applied = [...form.sections.values()].filter((d) => d.applies).map((d) => d.section.code)
  await sql`update usulan set status = 'diterapkan' where nip = ${form.nip} and periode = ${form.periode} and bagian = any(${applied})`.execute(tx)
  await renewName(tx, form)
}

const differing = (values: Loose, official: Loose): Loose => Object.fromEntries(Object.entries(values).filter(([key, v]) => !same(v, official[key])))

/** Staff look for people by name and unit in a narrow table, which follows the record. */
async function renewName(tx: Tx, form: Form): Promise<void> {
  const { nama } = toPerson(form.nip, currentValues(form, dataUtama.code))
  const place = toPlace(currentValues(form, dataPosisi.code))
  await sql`update cari_nama set nama = ${nama}, instansi_id = coalesce(${place.instansi?.id ?? null}, instansi_id), unor_id = ${place.unit?.id ?? null} where nip = ${form.nip}`.execute(
    tx,
  )
}

async function applyItem(tx: Tx, keys: Keys, form: Form, i: Item): Promise<void> {
  const { section: s } = i
  if (i.state === 'hapus') await sql`delete from ${sql.table(s.table)} where nip = ${form.nip} and id = ${i.kunci}`.execute(tx)
  else if (i.state === 'tambah') await insertRow(tx, keys, s, form.nip, i.kunci, i.proposed!)
  else {
    const changed = Object.fromEntries(changedFields(i).map((key) => [key, i.proposed![key] ?? null]))
    await updateRow(tx, keys, s, form.nip, s.rows === 'many' ? i.kunci : null, changed)
  }
}

const pairs = (columns: Record<string, unknown>): RawBuilder<unknown>[] => Object.entries(columns).map(([name, v]) => sql`${sql.ref(name)} = ${v}`)

/** Writes values of a row of the official record. */
export async function updateRow(tx: Tx, keys: Keys, s: AnySection, nip: string, id: string | null, values: Loose): Promise<void> {
  const columns = toColumns(keys, s, nip, values)
  if (Object.keys(columns).length === 0) return
  await sql`update ${sql.table(s.table)} set ${sql.join(pairs(columns))}, versi = versi + 1, diubah = clock_timestamp()
    where nip = ${nip} ${id === null ? sql`` : sql`and id = ${id}`}`.execute(tx)
}

/** Adds a row to the official record; of a single-row section without an id. */
export async function insertRow(tx: Tx, keys: Keys, s: AnySection, nip: string, id: string | null, values: Loose): Promise<void> {
  const columns = { nip, ...(id !== null && { id }), ...toColumns(keys, s, nip, values) }
  await sql`insert into ${sql.table(s.table)} (${sql.join(Object.keys(columns).map((c) => sql.ref(c)))}) values (${sql.join(Object.values(columns))})`.execute(
    tx,
  )
}
