// SQL of signing in.
import { sql } from 'kysely'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import { factorMissing, type StatusAkun } from '../../security/session.ts'

export type LoginAccount = {
  nip: string
  nomor_register: string
  sandi_hash: string
  status: StatusAkun
  data_dikonfirmasi: boolean
  versi: number
  /** a code is asked too */ berkode: boolean
  /** none yet, though the agency wants one */ tanpa_faktor: boolean
}

/** The account behind a nomor register. */
export async function findByNomor(db: DbOrTx, nomor: string): Promise<LoginAccount | undefined> {
  const { rows } = await sql<LoginAccount>`
    select a.nip, a.nomor_register, a.sandi_hash, a.status, a.data_dikonfirmasi, a.versi, a.totp is not null as berkode, ${factorMissing} as tanpa_faktor
    from direktori_register d join akun a on a.nip = d.nip and a.nomor_register = d.nomor_register
    where d.nomor_register = ${nomor}`.execute(db)
  return rows[0]
}

export type StaffAccount = { id: string; sandi_hash: string; totp: string }

/** A member of staff who still works, by e-mail in lower case. */
export async function findStaffByEmail(db: DbOrTx, email: string): Promise<StaffAccount | undefined> {
  const { rows } = await sql<StaffAccount>`select id, sandi_hash, totp from petugas where email = ${email} and aktif`.execute(db)
  return rows[0]
}

/** Has this person signed in anywhere before? */
export async function hasDevices(db: DbOrTx, nip: string): Promise<boolean> {
  const { rows } = await sql`select 1 from perangkat where nip = ${nip} limit 1`.execute(db)
  return rows.length > 0
}

/** The person says that the data is his. */
export async function confirmData(tx: Tx, nip: string): Promise<boolean> {
  const { rows } = await sql`
    update akun set data_dikonfirmasi = true, versi = versi + 1, diubah = clock_timestamp()
    where nip = ${nip} and status = 'aktif' and not data_dikonfirmasi returning nip`.execute(tx)
  return rows.length > 0
}

export type Registration = { dibuat: Date; instansi_id: string; instansi: string; alamat: string | null; jam_layanan: string | null }

/** Since when a registration waits, and at whose door. */
export async function getRegistration(db: DbOrTx, nip: string): Promise<Registration> {
  const { rows } = await sql<Registration>`
    select a.dibuat, a.instansi_id, i.nama as instansi, p.alamat, p.jam_layanan
    from akun a join ref_instansi i on i.id = a.instansi_id left join instansi_pengaturan p on p.instansi_id = a.instansi_id
    where a.nip = ${nip}`.execute(db)
  return rows[0]!
}
