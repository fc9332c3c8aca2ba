// SQL of registration: who is registered, how the agency wants it, and the account itself with its directories.
import { sql } from 'kysely'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import type { AccountColumns } from '../../security/account.ts'
import { newNomorRegister } from '../../security/nomor.ts'
import type { StatusAkun } from '../../security/session.ts'

export type Held = { status: StatusAkun; nomor_register: string; email_indeks: string | null }

/** The account of a NIP. */
export async function findAccount(db: DbOrTx, nip: string): Promise<Held | undefined> {
  const { rows } = await sql<Held>`select status, nomor_register, email_indeks from akun where nip = ${nip}`.execute(db)
  return rows[0]
}

/** The same under lock. */
export async function lockAccount(tx: Tx, nip: string): Promise<Held | undefined> {
  const { rows } = await sql<Held>`select status, nomor_register, email_indeks from akun where nip = ${nip} for update`.execute(tx)
  return rows[0]
}

/** Reserves a nomor register nobody has. */
export async function reserveNomor(tx: Tx, nip: string): Promise<string> {
  for (let tries = 0; tries < 10; tries++) {
    const nomor = newNomorRegister()
    const { rows } = await sql`insert into direktori_register (nomor_register, nip) values (${nomor}, ${nip}) on conflict do nothing returning nip`.execute(tx)
    if (rows.length > 0) return nomor
  }
  throw new Error('no free nomor register found in ten tries')
}

/** Gives back what a rejected registration of the same NIP had reserved. */
export async function releaseDirectories(tx: Tx, nip: string, held: Held, keepEmail: string | null): Promise<void> {
  await sql`delete from direktori_register where nomor_register = ${held.nomor_register} and nip = ${nip}`.execute(tx)
  await sql`delete from direktori_email where email_indeks = ${held.email_indeks} and nip = ${nip} and email_indeks is distinct from ${keepEmail}`.execute(tx)
}

export type NewAccount = AccountColumns & {
  nip: string
  nomor_register: string
  instansi_id: string
  status: StatusAkun
  nik_berbeda: boolean
  sintetis: boolean
}

/** Writes the account; false when the NIP is registered already. Only a rejected registration is replaced. */
export async function insertAccount(tx: Tx, a: NewAccount): Promise<boolean> {
  const { rows } = await sql`
    insert into akun as lama (nip, nomor_register, instansi_id, email, email_indeks, sandi_hash, ibu_kandung, ibu_kandung_indeks,
      pertanyaan, jawaban_hash, jawaban, status, nik_berbeda, sintetis)
    values (${a.nip}, ${a.nomor_register}, ${a.instansi_id}, ${a.email}, ${a.email_indeks}, ${a.sandi_hash}, ${a.ibu_kandung}, ${a.ibu_kandung_indeks},
      ${a.pertanyaan}, ${a.jawaban_hash}, ${a.jawaban}, ${a.status}, ${a.nik_berbeda}, ${a.sintetis})
    on conflict (nip) do update set nomor_register = excluded.nomor_register, instansi_id = excluded.instansi_id, email = excluded.email,
      email_indeks = excluded.email_indeks, sandi_hash = excluded.sandi_hash, ibu_kandung = excluded.ibu_kandung,
      ibu_kandung_indeks = excluded.ibu_kandung_indeks, pertanyaan = excluded.pertanyaan, jawaban_hash = excluded.jawaban_hash,
      jawaban = excluded.jawaban, status = excluded.status, nik_berbeda = excluded.nik_berbeda, data_dikonfirmasi = false,
      alasan_tolak = null, diputus_oleh = null, diputus_pada = null, gagal_masuk = 0, versi = lama.versi + 1,
      dibuat = clock_timestamp(), diubah = clock_timestamp()
    where lama.status = 'registrasi_ditolak' returning nip`.execute(tx)
  return rows.length > 0
}

/** Notes who accepted a registration that needs no check any more. */
export async function acceptedBy(tx: Tx, nip: string, petugasId: string): Promise<void> {
  await sql`update akun set diputus_oleh = ${petugasId}, diputus_pada = clock_timestamp() where nip = ${nip}`.execute(tx)
}

/** A newly requested code is not there before its mail is sent. */
export async function forgetCode(tx: Tx, id: string): Promise<void> {
  await sql`update pendaftaran set kode_hash = null, kode_kedaluwarsa = null, kode_salah = 0 where id = ${id}`.execute(tx)
}

export async function countWrongCode(tx: Tx, id: string): Promise<void> {
  await sql`update pendaftaran set kode_salah = kode_salah + 1 where id = ${id}`.execute(tx)
}
