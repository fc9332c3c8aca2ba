// Printed papers that were issued: new content of the same kind supersedes the older paper (trust.md 3.11).
import { sql } from 'kysely'
import type { Db } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import type { Keys } from '../security/keys.ts'
import type { DocumentKind } from './documents.ts'
import { kodeDokumen } from './kode.ts'

/** Makes the code of this content known, once, and marks older ones of the same kind as superseded. */
export async function issueDocument(db: Db, keys: Keys, nip: string, jenis: DocumentKind, digest: string): Promise<string> {
  const kode = kodeDokumen(keys, nip, jenis, digest)
  const { rows } = await sql`select 1 from dokumen where nip = ${nip} and kode = ${kode} and digantikan is null`.execute(db)
  if (rows.length > 0) return kode
  await transaction(db, async (tx) => {
    await sql`insert into direktori_dokumen (kode, nip) values (${kode}, ${nip}) on conflict do nothing`.execute(tx)
    await sql`update dokumen set digantikan = clock_timestamp() where nip = ${nip} and jenis = ${jenis} and kode <> ${kode} and digantikan is null`.execute(tx)
    await sql`insert into dokumen (nip, kode, jenis) values (${nip}, ${kode}, ${jenis}) on conflict (nip, kode) do update set digantikan = null`.execute(tx)
  })
  return kode
}
