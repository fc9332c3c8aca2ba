// What a PNS does to the items of a form. Every function checks openness and version, and writes one item.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { transaction } from '../db/tx.ts'
import type { Db, Tx } from '../db/pool.ts'
import { problem } from '../problems.ts'
import type { Keys } from '../security/keys.ts'
import { getInfo } from '../reference/cache.ts'
import { noteWaiting } from '../reference/usulan.ts'
import { sealJson } from '../security/seal.ts'
import { HOME, toPlace } from '../sections/dataPosisi.ts'
import { openForMove, withdrawMove } from '../tiket/otomatis.ts'
import { moveCount, type Counted } from '../workflow/counts.ts'
import { reopen } from './complete.ts'
import type { Raw, Ref } from './field.ts'
import { blankItem, draftBound, findForm, getSectionData, isOpen, isProposal, mayAdd, type Form, type Item } from './form.ts'
import type { Loose } from './section.ts'
import { toJson } from './values.ts'
import { isUnlisted } from './waiting.ts'

export type Edit = { tx: Tx; keys: Keys; form: Form }

/** Runs `fn` with the person's form locked and freshly read; the form row is made at the first save. */
export async function editForm<T>(db: Db, keys: Keys, nip: string, periode: string, fn: (e: Edit) => Promise<T>): Promise<T> {
  return transaction(db, async (tx) => fn(await openEdit(tx, keys, nip, periode)))
}

/** The same inside a transaction that is already open. */
export async function openEdit(tx: Tx, keys: Keys, nip: string, periode: string): Promise<Edit> {
  const locked = await sql`select 1 from formulir where nip = ${nip} and periode = ${periode} for update`.execute(tx)
  const form = await findForm(tx, keys, nip, periode)
  if (!form) throw problem('nip_unknown')
  if (locked.rows.length) return { tx, keys, form: reopen(form, getInfo) }
  await createForm(tx, form)
  return { tx, keys, form: (await findForm(tx, keys, nip, periode))! }
}

async function createForm(tx: Tx, form: Form): Promise<void> {
  const instansi = toPlace(getSectionData(form, 'data-posisi').items[0]?.official ?? {}).instansi?.id ?? null
  const id = uuidv7()
  const { rows } = await sql<Counted>`insert into formulir (nip, periode, id, status, instansi_id, wilayah_id, sintetis)
    select ${form.nip}, ${form.periode}, ${id}, 'draf', i.id, coalesce(i.info->>'kanreg_kode', '00'), d.sintetis
    from ref_instansi i, sapk_data_utama d where i.id = ${instansi} and d.nip = ${form.nip}
    on conflict do nothing returning *`.execute(tx)
  if (!rows[0]) return waitForTwin(tx, form)
  await sql`insert into direktori_formulir (id, nip, periode) values (${id}, ${form.nip}, ${form.periode})`.execute(tx)
  await moveCount(tx, undefined, rows[0])
}

/** Another save made the form meanwhile. Without an agency of its own it cannot be made, and nothing may be written beside it. */
async function waitForTwin(tx: Tx, form: Form): Promise<void> {
  const { rows } = await sql`select 1 from formulir where nip = ${form.nip} and periode = ${form.periode} for update`.execute(tx)
  if (rows.length === 0) throw problem('not_possible_now')
}

/** The item with this key; a key of another person or section is simply not there. */
export function getItem(form: Form, bagian: string, kunci: string): Item {
  const item = form.sections.get(bagian)?.items.find((i) => i.kunci === kunci)
  if (!item) throw problem('not_found')
  return item
}

function guard(e: Edit, i: Item, versi: number): void {
  if (!isOpen(e.form, i)) throw problem(e.form.row?.status === 'perbaikan' ? 'item_locked' : 'already_sent')
  if (i.versi !== versi) throw problem('stale_version')
}

const at = (e: Edit, i: Pick<Item, 'section' | 'kunci'>) =>
  sql`nip = ${e.form.nip} and periode = ${e.form.periode} and bagian = ${i.section.code} and kunci = ${i.kunci}`

async function clear(
  e: Edit,
  i: Pick<Item, 'section' | 'kunci'>,
  tables: readonly ('usulan' | 'usulan_referensi_tunggu' | 'pemeriksaan' | 'konsep')[],
): Promise<void> {
  for (const table of tables) await sql`delete from ${sql.table(table)} where ${at(e, i)}`.execute(e.tx)
}

/** Sesuai: what SAPK holds is right. A remark keeps old rows that break a rule (clarifications 2.9). */
export async function agree(e: Edit, i: Item, versi: number, remark: string | null = null): Promise<void> {
  guard(e, i, versi)
  if (!i.official) throw problem('not_possible_now')
  await clear(e, i, ['usulan', 'usulan_referensi_tunggu', 'konsep'])
  if (i.kunci === HOME) await withdrawMove(e.tx, e.form.nip)
  await writeCheck(e, i.section.code, i.kunci, true, i.versi + 1, remark)
}

/** Takes an answer back; an added row disappears, everything else is "not looked at" again. */
export async function withdraw(e: Edit, i: Item, versi: number): Promise<void> {
  guard(e, i, versi)
  await clear(e, i, ['usulan', 'usulan_referensi_tunggu', 'konsep'])
  if (i.kunci === HOME) await withdrawMove(e.tx, e.form.nip)
  if (i.official) await writeCheck(e, i.section.code, i.kunci, false, i.versi + 1, null)
}

async function writeCheck(e: Edit, bagian: string, kunci: string, sesuai: boolean, versi: number, remark: string | null): Promise<void> {
  await sql`insert into pemeriksaan (nip, periode, bagian, kunci, sesuai, keterangan, versi)
    values (${e.form.nip}, ${e.form.periode}, ${bagian}, ${kunci}, ${sesuai}, ${remark}, ${versi})
    on conflict (nip, periode, bagian, kunci) do update
    set sesuai = excluded.sesuai, keterangan = excluded.keterangan, versi = excluded.versi, diubah = clock_timestamp()`.execute(e.tx)
}

/** Ubah: the corrected values of this item. */
export async function propose(e: Edit, i: Item, versi: number, values: Loose, remark: string | null = null): Promise<void> {
  guard(e, i, versi)
  await clear(e, i, ['konsep', 'pemeriksaan'])
  const own = Object.fromEntries(i.fields.filter((key) => key in values).map((key) => [key, values[key]]))
  const before = i.official && Object.fromEntries(Object.keys(own).map((key) => [key, i.official![key] ?? null]))
  await writeUsulan(e, i, i.official ? 'ubah' : 'tambah', before, own, remark, i.versi + 1)
  const agency = i.kunci === HOME ? (own[HOME] as Ref | null | undefined) : undefined
  if (agency?.id) await openForMove(e.tx, e.keys, e.form.nip, agency)
}

/** Hapus: this row is wrong; a proposal, nothing is lost. */
export async function proposeDelete(e: Edit, i: Item, versi: number): Promise<void> {
  guard(e, i, versi)
  if (!i.official) return withdraw(e, i, versi)
  await clear(e, i, ['konsep', 'pemeriksaan'])
  await writeUsulan(e, i, 'hapus', i.official, null, null, i.versi + 1)
}

async function writeUsulan(e: Edit, i: Item, tindakan: string, before: Loose | null, after: Loose | null, remark: string | null, versi: number): Promise<void> {
  const json = (values: Loose | null) => (values ? JSON.stringify(toJson(e.keys, i.section, e.form.nip, values)) : null)
  const waiting = Object.values(after ?? {}).some(isUnlisted)
  await sql`insert into usulan (nip, periode, bagian, kunci, tindakan, nomor, sebelum, sesudah, keterangan, menunggu_referensi, versi)
    values (${e.form.nip}, ${e.form.periode}, ${i.section.code}, ${i.kunci}, ${tindakan}, ${i.nomor}, ${json(before)}::jsonb, ${json(after)}::jsonb, ${remark}, ${waiting}, ${versi})
    on conflict (nip, periode, bagian, kunci) do update set tindakan = excluded.tindakan, sebelum = excluded.sebelum, sesudah = excluded.sesudah,
      keterangan = excluded.keterangan, menunggu_referensi = excluded.menunggu_referensi, status = 'diusulkan', versi = excluded.versi, diubah = clock_timestamp()`.execute(
    e.tx,
  )
  await sql`delete from pemeriksaan where nip = ${e.form.nip} and periode = ${e.form.periode} and bagian = ${i.section.code} and kunci = '-'`.execute(e.tx)
  if (waiting || isProposal(i)) await noteWaiting(e.tx, e.keys, e.form, i, after)
}

/** Keeps raw text that is not a proposal yet: faults never cost typing (clarifications 2.1). Returns the new version. */
export async function keepDraft(e: Edit, i: Item, versi: number, raw: Raw): Promise<number> {
  guard(e, i, versi)
  const sealed = sealJson(e.keys, draftBound(e.form.nip, i.section.code, i.kunci), raw)
  await sql`insert into konsep (nip, periode, bagian, kunci, tindakan, isi, versi)
    values (${e.form.nip}, ${e.form.periode}, ${i.section.code}, ${i.kunci}, ${i.official ? 'ubah' : 'tambah'}, ${sealed}, ${i.versi + 1})
    on conflict (nip, periode, bagian, kunci) do update set isi = excluded.isi, versi = excluded.versi, diubah = clock_timestamp()`.execute(e.tx)
  return i.versi + 1
}

/** Batal on a row page: throws the typed draft away, what was saved before stays. */
export async function dropDraft(e: Edit, i: Item, versi: number): Promise<void> {
  guard(e, i, versi)
  await clear(e, i, ['konsep'])
  // The version a verifier decided on must stand again. Otherwise it rises, so that no page of another tab fits what is typed next.
  if (i.decisions.length > 0) return
  if (i.state === 'belum' && i.official) return writeCheck(e, i.section.code, i.kunci, false, i.versi + 1, null)
  await sql`update ${sql.table(i.state === 'sesuai' ? 'pemeriksaan' : 'usulan')} set versi = ${i.versi + 1} where ${at(e, i)}`.execute(e.tx)
}

const MAX_ROWS = 200

/** An item for a row that does not exist yet; the page made its key, so that a retry adds nothing twice. */
export function newItem(form: Form, bagian: string, kunci: string): Item {
  const data = getSectionData(form, bagian)
  const existing = data.items.find((i) => i.kunci === kunci)
  if (existing) return existing
  if (!data.applies) throw problem('not_possible_now')
  const rows = data.items.filter((i) => i.state !== 'hapus').length
  if (mayAdd(form, { ...data, items: [] }) && rows >= (data.section.max ?? MAX_ROWS)) throw problem('too_many_rows')
  if (!mayAdd(form, data)) throw problem(form.row?.status === 'perbaikan' ? 'item_locked' : 'already_sent')
  const nomor = Math.max(0, ...data.items.map((i) => i.nomor)) + 1
  return blankItem(data.section, kunci, nomor)
}

/** "Tidak punya": the section is declared empty, or that is taken back. */
export async function declareEmpty(e: Edit, bagian: string, empty: boolean, versi: number): Promise<void> {
  const data = getSectionData(e.form, bagian)
  if ((e.form.row?.status ?? 'draf') !== 'draf') throw problem('already_sent')
  if (!data.applies) throw problem('not_possible_now')
  if (data.emptyVersion !== versi) throw problem('stale_version')
  if (data.section.min || data.items.length > 0) throw problem('not_possible_now')
  await writeCheck(e, bagian, '-', empty, versi + 1, null)
}

/** "Semua sisanya sesuai": every item that was on screen and not looked at yet. Returns their keys, for Urungkan. */
export async function agreeRest(e: Edit, bagian: string, seen: readonly { kunci: string; versi: number }[]): Promise<string[]> {
  const done: string[] = []
  for (const i of getSectionData(e.form, bagian).items) {
    const shown = seen.find((s) => s.kunci === i.kunci)
    if (!shown || i.state !== 'belum' || i.draft || !i.official || i.versi !== shown.versi || !isOpen(e.form, i)) continue
    if (i.section.rows === 'one' && i.fields.every((key) => (i.official![key] ?? null) === null)) continue
    await agree(e, i, i.versi)
    done.push(i.kunci)
  }
  return done
}
