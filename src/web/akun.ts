// The account of a person as several features need it: locking, what its agency decided, its address, freezing.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { DbOrTx, Tx } from '../db/pool.ts'
import { enqueue } from '../jobs/enqueue.ts'
import type { NoticeName } from '../jobs/surat/akun.ts'
import type { Keys } from '../security/keys.ts'
import { seal, unseal } from '../security/seal.ts'
import { revokeAllSessions } from '../security/session.ts'
import { record, type Actor } from '../workflow/events.ts'
import { stopRecoveries } from './pemulihan.ts'

export type AgencySettings = { verifikasi_registrasi: boolean; lupa_jawaban: 'tampilkan' | 'ganti'; alamat: string | null; jam_layanan: string | null }

/** What an agency decided; without a row the defaults: the check is on, the answer may be shown. */
export async function getAgencySettings(db: DbOrTx, instansiId: string): Promise<AgencySettings> {
  const { rows } = await sql<AgencySettings>`
    select verifikasi_registrasi, lupa_jawaban, alamat, jam_layanan from instansi_pengaturan where instansi_id = ${instansiId}`.execute(db)
  return rows[0] ?? { verifikasi_registrasi: true, lupa_jawaban: 'tampilkan', alamat: null, jam_layanan: null }
}

/** Events of one person are numbered under the locks of form and account; see workflow/events.ts. */
export async function lockPerson(tx: Tx, nip: string): Promise<void> {
  await sql`select 1 from formulir where nip = ${nip} for update`.execute(tx)
  await sql`select 1 from akun where nip = ${nip} for update`.execute(tx)
}

/** Reserves an address; false when it belongs to another NIP. */
export async function reserveEmail(tx: Tx, emailIndex: string, nip: string): Promise<boolean> {
  const { rows } = await sql<{ nip: string }>`
    with baru as (insert into direktori_email (email_indeks, nip) values (${emailIndex}, ${nip}) on conflict do nothing returning nip)
    select nip from baru union all select nip from direktori_email where email_indeks = ${emailIndex}`.execute(tx)
  if (rows[0]) return rows[0].nip === nip
  // A twin committed after our snapshot: now it is visible.
  const { rows: now } = await sql<{ nip: string }>`select nip from direktori_email where email_indeks = ${emailIndex}`.execute(tx)
  return now[0]?.nip === nip
}

/** Puts a notice about the account into the queue (jobs/surat/akun.ts). */
export const notifyAccount = (tx: Tx, nip: string, sebab: NoticeName, more: Readonly<Record<string, string>> = {}): Promise<void> =>
  enqueue(tx, 'surat', { jenis: 'akun', sebab, nip, ...more })

export type ClaimReason = 'nip-dipakai' | 'bukan-data-saya' | 'alamat-diganti'
export type Claim = { sebab: ClaimReason; actor: Actor; /** address the claimant left */ kontak?: string; /** false = only noted */ beku?: boolean }

/**
 * Freezes an account and opens a claim, on which the agency decides after it has seen KTP and Karpeg (trust.md 3.2). What was
 * typed stays. False when nothing changed: no such account, closed already, or a claim is open.
 */
export async function openClaim(tx: Tx, keys: Keys, nip: string, claim: Claim): Promise<boolean> {
  await lockPerson(tx, nip)
  const { sebab, actor, kontak, beku = true } = claim
  const id = uuidv7()
  const { rows } = await sql`insert into klaim (nip, id, instansi_id, sebab, kontak, status_semula, beku)
    select nip, ${id}, instansi_id, ${sebab}, ${kontak ? seal(keys, contactPlace(nip, id), kontak) : null}, status, ${beku} from akun
    where nip = ${nip} and status in ('menunggu_verifikasi_registrasi', 'aktif')
    on conflict do nothing returning id`.execute(tx)
  if (rows.length === 0) return false
  if (beku) {
    await sql`update akun set status = 'dibekukan', versi = versi + 1, diubah = clock_timestamp() where nip = ${nip}`.execute(tx)
    await revokeAllSessions(tx, 'pns', nip)
    await stopRecoveries(tx, keys, nip)
    if (sebab === 'nip-dipakai') await notifyAccount(tx, nip, 'dibekukan')
  }
  await record(tx, { nip, kind: beku ? 'dibekukan' : 'klaim', actor, data: { sebab, klaim: id } })
  return true
}

/** The address a claimant left. */
export const openContact = (keys: Keys, nip: string, id: string, sealed: string): string => unseal(keys, contactPlace(nip, id), sealed)

const contactPlace = (nip: string, id: string): string => `klaim/${nip}/${id}`
