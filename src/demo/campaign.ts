// The campaign of the demo: open now, deadline in sixty days, reference date today.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'

/** Adds the active campaign when there is none. */
export async function loadCampaign(db: DbOrTx, acuan: string): Promise<void> {
  await sql`insert into periode (id, nama, tanggal_acuan, mulai, akhir_isi, aktif)
    values (${acuan.slice(0, 4)}, ${`Pendataan Ulang PNS ${acuan.slice(0, 4)}`}, ${acuan}, clock_timestamp() - interval '40 days',
      date_trunc('day', clock_timestamp() at time zone 'Asia/Jakarta') at time zone 'Asia/Jakarta' + interval '60 days 23 hours 59 minutes', true)
    on conflict do nothing`.execute(db)
}
