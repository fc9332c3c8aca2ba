// A ticket about a missing entry that somebody wrote by hand becomes a usulan referensi: decided once, for all who ask the same.
import { sql } from 'kysely'
import type { Tx } from '../../db/pool.ts'
import type { AnyField } from '../../form/field.ts'
import { problem } from '../../problems.ts'
import { findList } from '../../reference/index.ts'
import { ask } from '../../reference/usulan.ts'
import { mayDecide } from '../../reference/usulanDesk.ts'
import { findSection } from '../../sections/index.ts'
import { mergeTicket, mustBeOpen, note, type By } from '../act.ts'
import { getDesk, type DeskTicket } from '../desk.ts'
import { findKategori } from '../kategori.ts'
import { getTicket } from '../store.ts'

/** The request of a ticket that the caller has locked; made, or found where others asked for the same. Gives its id. */
export async function requestFrom(tx: Tx, by: By, t: DeskTicket): Promise<string> {
  mustBeOpen(t)
  const list = findList(t.konteks.daftar ?? findKategori(t.kategori)?.daftar[0] ?? '')
  if (!list) throw problem('not_found')
  const lingkup = list.scope === 'only' ? (t.instansi_id ?? '') : ''
  if (!mayDecide(by.staff, lingkup))
    throw problem('not_possible_now', {
      text: 'Daftar ini diputuskan BKN Pusat, atau instansi pemilik unitnya. Naikkan tiket ini dengan keterangan hasil pencarian Anda.',
    })
  const { teks } = (await getTicket(tx, by.keys, t.nomor)).isi
  const wanted = { daftar: list.code, teks: String(teks ?? t.konteks.teks ?? ''), lingkup, induk: '', induk_teks: '', jenis: kindsOf(t).join(',') }
  const request = await ask(tx, wanted)
  const other = request.tiket && request.tiket !== t.nomor ? await findOpen(tx, by, request.tiket) : undefined
  if (other?.kategori === t.kategori) await mergeTicket(tx, by, t, other)
  else if (request.status === 'terbuka') {
    await sql`update usulan_referensi set tiket = ${t.nomor} where id = ${request.id}`.execute(tx)
    await note(tx, by, t, 'referensi', 'catatan', 'Dijadikan usulan referensi.', { referensi: request.id })
  }
  return request.id
}

/** Kinds of the field that the "?" stood beside. */
function kindsOf({ konteks: { dari, medan } }: DeskTicket): readonly string[] {
  const fields = (findSection(dari ?? '')?.fields ?? {}) as Record<string, AnyField>
  return (medan && Object.hasOwn(fields, medan) && fields[medan]!.kinds) || []
}

/** The ticket of the request, if it is open and within reach; locked in the order of numbers like every merge. */
async function findOpen(tx: Tx, by: By, nomor: string): Promise<DeskTicket | undefined> {
  const { rows } = await sql`select from tiket where nomor = ${nomor} and status in ('baru', 'dikerjakan', 'menunggu_pemohon') for update`.execute(tx)
  return rows.length > 0 ? getDesk(tx, by.staff, nomor).catch(() => undefined) : undefined
}
