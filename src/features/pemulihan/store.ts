// SQL of recovery on the account itself.
import { sql } from 'kysely'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import { problem } from '../../problems.ts'
import type { AccountColumns } from '../../security/account.ts'

export type Account = {
  nomor_register: string
  instansi_id: string
  email: string | null
  pertanyaan: string
  jawaban_hash: string
  jawaban: string | null
}

/** The account of a recovery that is past its letter; it may have been closed meanwhile. Error: link_dead. */
export async function getAccount(db: DbOrTx, nip: string): Promise<Account> {
  const { rows } = await sql<Account>`select nomor_register, instansi_id, email, pertanyaan, jawaban_hash, jawaban from akun
    where nip = ${nip} and status in ('aktif', 'menunggu_verifikasi_registrasi')`.execute(db)
  if (!rows[0]) throw problem('link_dead')
  return rows[0]
}

export async function writePassword(tx: Tx, nip: string, sandi: string): Promise<void> {
  await sql`update akun set sandi_hash = ${sandi}, gagal_masuk = 0, versi = versi + 1, diubah = clock_timestamp() where nip = ${nip}`.execute(tx)
}

export async function writeAnswer(tx: Tx, nip: string, a: Pick<AccountColumns, 'pertanyaan' | 'jawaban_hash' | 'jawaban'>): Promise<void> {
  await sql`update akun set pertanyaan = ${a.pertanyaan}, jawaban_hash = ${a.jawaban_hash}, jawaban = ${a.jawaban}, versi = versi + 1, diubah = clock_timestamp()
    where nip = ${nip}`.execute(tx)
}

/** The address and its directory; the one before is free again. */
export async function writeEmail(tx: Tx, nip: string, a: Pick<AccountColumns, 'email' | 'email_indeks'>): Promise<void> {
  await sql`delete from direktori_email where nip = ${nip} and email_indeks <> ${a.email_indeks}`.execute(tx)
  await sql`update akun set email = ${a.email}, email_indeks = ${a.email_indeks}, versi = versi + 1, diubah = clock_timestamp() where nip = ${nip}`.execute(tx)
}

/** "Bukan saya": no recovery is mailed for a day. */
export async function freezeRecovery(tx: Tx, nip: string, hours: number): Promise<boolean> {
  const { rows } =
    await sql`update akun set pemulihan_beku_sampai = clock_timestamp() + make_interval(hours => ${hours}), versi = versi + 1, diubah = clock_timestamp()
    where nip = ${nip} and status <> 'registrasi_ditolak' returning nip`.execute(tx)
  return rows.length > 0
}
