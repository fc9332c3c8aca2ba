// Other names of entries: former ones, and what people call them. Search finds an entry by them and says so.
import { sql } from 'kysely'
import type { DbOrTx, Tx } from '../db/pool.ts'

/** `dahulu` = a former name, `sebutan` = what people call it. */
export type Alias = { daftar: string; entri_id: string; nama: string; jenis: 'dahulu' | 'sebutan' }

/** Adds other names; those that are known already stay as they are. `asal` says where they come from. */
export async function addAliases(db: DbOrTx, asal: string, aliases: readonly Alias[]): Promise<void> {
  await sql`insert into nama_lain (daftar, entri_id, nama, jenis, asal)
    select daftar, entri_id, nama, jenis, ${asal} from jsonb_to_recordset(${JSON.stringify(aliases)}::jsonb) as t (daftar text, entri_id text, nama text, jenis text)
    on conflict do nothing`.execute(db)
}

/** Keeps what entries were called until now; to be run before the rows of the temporary table `beda` replace them. */
export async function keepFormerNames(tx: Tx, daftar: string, asal: string): Promise<void> {
  await sql`insert into nama_lain (daftar, entri_id, nama, asal)
    select ${daftar}, r.id, r.nama, ${asal} from beda b join ${sql.table(`ref_${daftar}`)} r on r.id = b.id
    where normal_cari(b.nama) not in (r.cari, '') and r.cari <> '' on conflict do nothing`.execute(tx)
}
