// Who may see what of a ticket: by its number alone the state and public answers, as its owner the whole of it.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import type { Keys } from '../security/keys.ts'
import { hashToken, sameText } from '../security/nomor.ts'
import type { Tingkat } from './kategori.ts'
import { findTicket, listMessages, type Message, type StatusTiket, type Ticket } from './store.ts'

/** A number as people read it: `7K2M-9QXD-R4T`. */
export const showTiket = (nomor: string): string => nomor.replace(/^(.{4})(.{4})/, '$1-$2-')

/** What anybody with the number reads; nothing of the person. */
export type Tracked = Pick<Ticket, 'nomor' | 'kategori' | 'tingkat' | 'status' | 'dibuat' | 'diubah' | 'selesai_pada'> & { messages: readonly Message[] }

/** A ticket by its number. Of one that was merged the state of the other counts: its answers come here too. */
export async function findTracked(db: DbOrTx, keys: Keys, nomor: string): Promise<Tracked | undefined> {
  const { rows } = await sql<
    Omit<Tracked, 'messages'>
  >`select t.nomor, t.kategori, coalesce(g.tingkat, t.tingkat) as tingkat, coalesce(g.status, t.status) as status,
      t.dibuat, t.diubah, coalesce(g.selesai_pada, t.selesai_pada) as selesai_pada
    from tiket t left join tiket g on g.nomor = t.digabung_ke where t.nomor = ${nomor}`.execute(db)
  return rows[0] && { ...rows[0], messages: await listMessages(db, keys, nomor, ['balasan', 'sistem']) }
}

/** Who looks: a person with an open account, the browser, or both. */
export type Viewer = { nip: string | undefined; browser: string | undefined }

/** Opened by this account, or in this browser (trust.md 3.8). */
export function isOwner(t: Ticket, v: Viewer): boolean {
  const own = t.terverifikasi && t.nip !== null && t.nip === v.nip
  return own || (t.rahasia_hash !== null && v.browser !== undefined && sameText(hashToken(v.browser), t.rahasia_hash))
}

/** The whole ticket, for whoever may see it: its owner; of an automatic one everybody who waits for it. */
export async function findOwn(db: DbOrTx, keys: Keys, nomor: string, v: Viewer): Promise<Ticket | undefined> {
  const t = await findTicket(db, keys, nomor)
  if (!t || isOwner(t, v)) return t
  return t.asal === 'otomatis' && v.nip && (await isWaiting(db, nomor, v.nip)) ? t : undefined
}

async function isWaiting(db: DbOrTx, nomor: string, nip: string): Promise<boolean> {
  const { rows } = await sql`select from usulan_referensi r join usulan_referensi_tunggu w on w.usulan_referensi_id = r.id
    where r.tiket = ${nomor} and w.nip = ${nip} limit 1`.execute(db)
  return rows.length > 0
}

export type Mine = { nomor: string; kategori: string; status: StatusTiket; tingkat: Tingkat; dibuat: Date; diubah: Date }

/** Tickets of a person, newest first, those included that opened by themselves. */
export async function listMine(db: DbOrTx, nip: string): Promise<Mine[]> {
  const { rows } = await sql<Mine>`select nomor, kategori, status, tingkat, dibuat, diubah from tiket
    where (nip = ${nip} and terverifikasi) or nomor in (select r.tiket from usulan_referensi r join usulan_referensi_tunggu w on w.usulan_referensi_id = r.id where w.nip = ${nip})
    order by dibuat desc, nomor limit 100`.execute(db)
  return rows
}
