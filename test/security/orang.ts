// People for the tests of this folder: an agency, a PNS with an account, a member of staff.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { DbOrTx } from '../../src/db/pool.ts'

/** Adds an account with placeholder secrets. */
export async function addAkun(owner: DbOrTx, nip: string): Promise<void> {
  await sql`insert into ref_instansi (id, nama, asal, versi_impor) values ('7001', 'Instansi Contoh', 'uji', '1') on conflict do nothing`.execute(owner)
  await sql`
    insert into akun (nip, nomor_register, instansi_id, email, email_indeks, sandi_hash, ibu_kandung, ibu_kandung_indeks, pertanyaan, jawaban_hash, status)
    values (${nip}, ${`R${nip.slice(-7)}`}, '7001', '-', ${nip}, '-', '-', '-', '-', '-', 'aktif')`.execute(owner)
}

/** Adds a member of staff; gives the id. */
export async function addPetugas(owner: DbOrTx, nama: string): Promise<string> {
  const id = uuidv7()
  await sql`insert into petugas (id, email, nama, sandi_hash, totp) values (${id}, ${`${id}@contoh.test`}, ${nama}, '-', '-')`.execute(owner)
  return id
}
