// Opening a ticket: which office begins, its number, the limit of open ones, the receipt by mail. Called in the transaction of the act.
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'
import type { Ref } from '../form/field.ts'
import { findOfficial } from '../form/official.ts'
import type { Loose } from '../form/section.ts'
import { getInfo } from '../reference/cache.ts'
import type { Keys } from '../security/keys.ts'
import { OPEN_TICKETS } from '../security/limits.ts'
import { hashToken, newNomorTiket } from '../security/nomor.ts'
import { record } from '../workflow/events.ts'
import { dueNow } from './due.ts'
import type { Kategori } from './kategori.ts'
import { firstTier, type Owner } from './route.ts'
import { mailOwner, sealEmail, sealIsi, type Asal, type Konteks } from './store.ts'

/** Whose ticket it is; `lain` = the other agency of a Beda Instansi. */
type Place = Owner & { lain: string | null }

export type NewTicket = {
  kategori: Kategori
  nip: string | null
  /** opened after login with an accepted registration, or by an officer who saw the person */
  terverifikasi: boolean
  asal: Asal
  isi: Loose
  konteks?: Konteks
  email?: string | null
  /** id of the browser that opened it: it alone may print the whole ticket */
  rahasia?: string
}

const PUSAT = '00'
const NOWHERE: Place = { instansi_id: null, lain: null, unit_id: null, wilayah_id: null }

/** Opens a ticket and sends its number. */
export async function openTicket(tx: Tx, keys: Keys, n: NewTicket): Promise<string> {
  const official = n.nip ? await findOfficial(tx, keys, n.nip) : undefined
  const nomor = await insertTicket(tx, keys, n, await placeFor(tx, n, official?.induk?.id ?? null), official?.sintetis === true)
  if (n.nip && official)
    await record(tx, {
      nip: n.nip,
      kind: 'tiket',
      actor: n.terverifikasi && n.asal !== 'petugas' ? { as: 'pns' } : { as: 'sistem' },
      data: { tiket: nomor, kategori: n.kategori.kode, asal: n.asal },
    })
  await mailOwner(tx, nomor, 'dibuka')
  return nomor
}

/**
 * May this NIP have one more open ticket? Of a person who is signed in only his own count, else strangers could use up his places; the
 * others of a NIP are counted together. The lock lets no two pass at once.
 */
export async function hasRoom(tx: Tx, nip: string, verified: boolean): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext(${`tiket/${nip}`}))`.execute(tx)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from tiket
    where nip = ${nip} and terverifikasi = ${verified} and status in ('baru', 'dikerjakan', 'menunggu_pemohon')`.execute(tx)
  return rows[0]!.n < OPEN_TICKETS
}

/** The agency is the one the person says he is in now; the one BKN knows sees a Beda Instansi too. */
async function placeFor(tx: Tx, n: NewTicket, official: string | null): Promise<Place> {
  const named = (n.isi.instansi as Ref | null | undefined)?.id ?? null
  const { rows } = await sql<{ instansi_id: string | null; unit_id: string | null }>`
    select f.instansi_id, f.unit_id from formulir f join periode p on p.id = f.periode and p.aktif where f.nip = ${n.nip}`.execute(tx)
  const instansi = named ?? rows[0]?.instansi_id ?? official
  if (!instansi) return NOWHERE
  const known = rows[0]?.instansi_id ?? official
  return { instansi_id: instansi, lain: known && known !== instansi ? known : null, unit_id: rows[0]?.unit_id ?? null, wilayah_id: regionOf(instansi) }
}

/** The regional office of an agency; of central ones BKN Pusat. */
export const regionOf = (instansi: string): string => String(getInfo('instansi', instansi)?.kanreg_kode ?? PUSAT)

async function insertTicket(tx: Tx, keys: Keys, n: NewTicket, at: Place, sintetis: boolean): Promise<string> {
  const nomor = newNomorTiket()
  const tingkat = await firstTier(tx, n.kategori.tingkat, at)
  const due = await dueNow(tx, tingkat, at)
  await sql`insert into tiket (nomor, kategori, nip, terverifikasi, asal, instansi_id, instansi_lain_id, unit_id, wilayah_id, tingkat, status, isi, konteks,
      email, rahasia_hash, jatuh_tempo, sintetis)
    values (${nomor}, ${n.kategori.kode}, ${n.nip}, ${n.terverifikasi}, ${n.asal}, ${at.instansi_id}, ${at.lain}, ${at.unit_id}, ${at.wilayah_id}, ${tingkat}, 'baru',
      ${sealIsi(keys, nomor, n.isi)}, ${JSON.stringify(n.konteks ?? {})}::jsonb, ${n.email ? sealEmail(keys, nomor, n.email) : null},
      ${n.rahasia ? hashToken(n.rahasia) : null}, ${due}, ${sintetis})`.execute(tx)
  return nomor
}
