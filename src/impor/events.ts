// One event per person and run, for all persons of a file at once; the chain is built in SQL (clarifications 4.4).
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'

const ATTEMPTS = 5

/**
 * Appends an `impor` event to the chain of everybody whose rows the run changed (temporary table siap). Another transaction
 * may take the next number of a chain meanwhile: those persons are tried again with the chain as it is then.
 */
export async function recordImport(tx: Tx, runId: string, section: string): Promise<void> {
  await sql`create temporary table dicatat on commit drop as
    select nip, count(*) filter (where baru) as baru, count(*) filter (where not baru) as berubah
    from siap where tolak is null and tulis group by nip`.execute(tx)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await append(tx, runId, section)
    const { rows } = await sql`select from dicatat limit 1`.execute(tx)
    if (rows.length === 0) return
  }
  throw new Error('the event chains of some persons changed too often during an import')
}

async function append(tx: Tx, runId: string, section: string): Promise<void> {
  await sql`with baru as (
      insert into peristiwa (nip, urut, waktu, jenis, pelaku, data, hash_sebelum, hash)
      select nip, urut, waktu, 'impor', 'sistem', data, sebelum, hash_peristiwa(sebelum, nip, urut, waktu, 'impor', null, 'sistem', null, null, null, data)
      from (
        select d.nip, coalesce(l.urut, 0) + 1 as urut, coalesce(l.hash, '') as sebelum, statement_timestamp() as waktu,
          jsonb_build_object('impor', ${runId}::text, 'bagian', ${section}::text, 'baru', d.baru, 'berubah', d.berubah) as data
        from dicatat d left join lateral (select urut, hash from peristiwa p where p.nip = d.nip order by urut desc limit 1) l on true
        order by d.nip
      ) e on conflict (nip, urut) do nothing returning nip
    ) delete from dicatat d using baru b where b.nip = d.nip`.execute(tx)
}
