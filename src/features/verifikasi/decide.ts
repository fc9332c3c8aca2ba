// Decisions on items: drafts under the lease, final with Kirim keputusan (clarifications 2.6).
import { sql } from 'kysely'
import type { Tx } from '../../db/pool.ts'
import { allItems, decidersOf, decisionOf, type Form, type FormRow, type Item } from '../../form/form.ts'
import { refusalOf } from '../../form/waiting.ts'
import { problem } from '../../problems.ts'
import { count } from '../../web/request.ts'
import { decidedAt, isChange } from '../../workflow/decisions.ts'
import type { Staff } from '../../workflow/scope.ts'
import { MAX_REASON } from './reasons.ts'

export type Body = Readonly<Record<string, string | undefined>>
export type Faults = Record<string, string>

// What nobody types: control characters, and those that turn the direction of reading.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g

/** A text as it is kept and shown. */
export const plainText = (text: string | undefined): string => (text ?? '').normalize('NFC').replace(/\r\n?/g, '\n').replace(CONTROLS, '').trim()

/** Name of an item in inputs: `putusan.<name>`, `alasan.<name>`, `templat.<name>`, `versi.<name>`. */
export const itemName = (i: Pick<Item, 'section' | 'kunci'>): string => `${i.section.code}.${i.kunci}`

/** What needs no approval may still be sent back: values found right, and the choice of the unit (clarifications 2.2). */
export const isUnchanged = (i: Item): boolean => !isChange(i) && i.state !== 'belum'

/** Text that stands in no list yet cannot be approved where nobody decides after (clarifications 2.7). */
export const blockedByReference = (i: Item, level: string): boolean => i.waiting && decidersOf(i).at(-1)?.state === level

const WAITING = 'Butir ini memuat isian yang belum ada di daftar referensi. Tunggu sampai Helpdesk menambahkannya, atau kembalikan dengan alasan.'
const REFUSED = 'Helpdesk tidak menambahkan isian ini ke daftar referensi. Kembalikan supaya PNS memilih yang lain.'
const NO_REASON = 'Tulis alasan, atau pilih salah satu alasan siap pakai.'
const TOO_LONG = `Alasan paling panjang ${MAX_REASON} huruf.`
const NOT_SHOWN = 'Butir ini belum tampil, atau berubah sejak tampil. Periksa dahulu, lalu putuskan.'

/**
 * Writes what was chosen on the page as drafts; rows that were not on it stay as they are. `semua` approves the rest, but only
 * items whose present version was on screen. Faults name their item; everything without fault is saved.
 */
export async function saveDrafts(tx: Tx, staff: Staff, form: Form, body: Body): Promise<Faults> {
  const row = form.row!
  const faults: Faults = {}
  for (const i of allItems(form)) {
    const choice = body[`putusan.${itemName(i)}`]
    const fault = choice ? await saveChoice(tx, staff, row, i, choice, body) : body.semua ? await approveShown(tx, staff, row, i, body) : undefined
    if (fault) faults[itemName(i)] = fault
  }
  return faults
}

async function saveChoice(tx: Tx, staff: Staff, row: FormRow, i: Item, choice: string, body: Body): Promise<string | undefined> {
  const name = itemName(i)
  if (!decidedAt(i, row.status) && !isUnchanged(i)) throw problem('wrong_level', { text: 'Butir ini diputuskan oleh tingkat lain.' })
  if (count(body[`versi.${name}`]) !== i.versi)
    throw problem('stale_version', {
      text: 'Usulan ini berubah sejak halaman dibuka. Buka kembali berkasnya, lalu putuskan lagi.',
    })
  if (choice === 'kembalikan') return sendBack(tx, staff, row, i, body)
  if (isUnchanged(i)) return withdraw(tx, row, i)
  return approve(tx, staff, row, i)
}

/** The reason typed for this row, else the ready one chosen, else the one given for all rows. */
async function sendBack(tx: Tx, staff: Staff, row: FormRow, i: Item, body: Body): Promise<string | undefined> {
  const name = itemName(i)
  const reason = [body[`alasan.${name}`], body[`templat.${name}`], body.alasan_bersama].map(plainText).find(Boolean)
  if (!reason) return NO_REASON
  if (reason.length > MAX_REASON) return TOO_LONG
  await write(tx, staff, row, i, 'kembalikan', reason)
  return undefined
}

async function approveShown(tx: Tx, staff: Staff, row: FormRow, i: Item, body: Body): Promise<string | undefined> {
  if (!decidedAt(i, row.status) || decisionOf(i, row.status)) return undefined
  const shown = body[`versi.${itemName(i)}`]
  return shown !== undefined && count(shown) === i.versi ? approve(tx, staff, row, i) : NOT_SHOWN
}

async function approve(tx: Tx, staff: Staff, row: FormRow, i: Item): Promise<string | undefined> {
  if (blockedByReference(i, row.status)) return refusalOf(i) ? REFUSED : WAITING
  await write(tx, staff, row, i, 'setuju', null)
  return undefined
}

/** A page posts all its rows; what is decided so already is not written again. */
async function write(tx: Tx, staff: Staff, row: FormRow, i: Item, putusan: 'setuju' | 'kembalikan', alasan: string | null): Promise<void> {
  const known = decisionOf(i, row.status)
  if (known?.putusan === putusan && known.alasan === alasan) return
  await sql`insert into keputusan (nip, periode, bagian, kunci, putaran, level, putusan, alasan, versi_item, petugas_id)
    values (${row.nip}, ${row.periode}, ${i.section.code}, ${i.kunci}, ${row.putaran}, ${row.status}, ${putusan}, ${alasan}, ${i.versi}, ${staff.id})
    on conflict (nip, periode, bagian, kunci, putaran, level) do update set putusan = excluded.putusan, alasan = excluded.alasan,
      versi_item = excluded.versi_item, petugas_id = excluded.petugas_id, diubah = clock_timestamp()
    where keputusan.final_pada is null`.execute(tx)
}

async function withdraw(tx: Tx, row: FormRow, i: Item): Promise<undefined> {
  await sql`delete from keputusan where nip = ${row.nip} and periode = ${row.periode} and bagian = ${i.section.code} and kunci = ${i.kunci}
    and putaran = ${row.putaran} and level = ${row.status} and final_pada is null`.execute(tx)
}

export type Final = { bagian: string; kunci: string; putusan: 'setuju' | 'kembalikan'; alasan: string | null; versi_item: number }

/** Makes the drafts of this level final, under the name of who sends them. */
export async function finalise(tx: Tx, staff: Staff, row: FormRow): Promise<Final[]> {
  const { rows } = await sql<Final>`update keputusan set final_pada = clock_timestamp(), petugas_id = ${staff.id}
    where nip = ${row.nip} and periode = ${row.periode} and putaran = ${row.putaran} and level = ${row.status} and final_pada is null
    returning bagian, kunci, putusan, alasan, versi_item`.execute(tx)
  return rows.sort((a, b) => `${a.bagian}/${a.kunci}`.localeCompare(`${b.bagian}/${b.kunci}`))
}

/** Urungkan: the final decisions of a round become drafts again. */
export async function reopen(tx: Tx, staff: Staff, row: FormRow): Promise<void> {
  await sql`update keputusan set final_pada = null where nip = ${row.nip} and periode = ${row.periode} and putaran = ${row.putaran}
    and level = ${row.status} and petugas_id = ${staff.id}`.execute(tx)
}
