// "Batas waktu mendekat": 14, 7, 3 and 1 days before the end of a campaign everybody who has not sent is told, in the page and by mail.
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { DbOrTx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'

export const REMINDER_DAYS: readonly number[] = [14, 7, 3, 1]
const PAGE = 2000
// Behind everything that somebody waits for.
const LAST = 100

const unsent = sql`coalesce(f.status in ('draf', 'perbaikan'), true)`

/** Told in pages of people, each in one statement: notice and letter, or neither. Run again, it tells nobody twice. Gives how many. */
export async function remindAll(ctx: Ctx, page = PAGE): Promise<number> {
  const { id, akhir_isi } = await ctx.periode()
  const { rows } = await sql<{
    hari: number
  }>`select (${akhir_isi}::timestamptz at time zone 'Asia/Jakarta')::date - (clock_timestamp() at time zone 'Asia/Jakarta')::date as hari`.execute(ctx.db)
  const { hari } = rows[0]!
  if (!REMINDER_DAYS.includes(hari)) return 0
  let told = 0
  for (let after = ''; ;) {
    const done = await transaction(ctx.db, (tx) => remindPage(tx, { periode: id, hari, after, page }))
    told += done.told
    if (!done.last) return told
    after = done.last
  }
}

async function remindPage(tx: DbOrTx, o: { periode: string; hari: number; after: string; page: number }): Promise<{ told: number; last: string | null }> {
  const { rows } = await sql<{ told: number; last: string | null }>`/* tenggat */
    with orang as (
      select a.nip from akun a left join formulir f on f.nip = a.nip and f.periode = ${o.periode}
      where a.nip > ${o.after} and a.status = 'aktif' and ${unsent} order by a.nip limit ${o.page}
    ), baru as (
      insert into pemberitahuan (nip, id, jenis, kunci, data)
      select nip, gen_random_uuid(), 'tenggat', ${`tenggat-${o.periode}-${o.hari}`}, ${JSON.stringify({ periode: o.periode, hari: String(o.hari) })}::jsonb from orang
      on conflict do nothing returning nip
    ), surat as (
      select tambah_pekerjaan('surat', jsonb_build_object('jenis', 'tenggat', 'nip', nip, 'periode', ${o.periode}::text, 'hari', ${String(o.hari)}::text), prioritas => ${LAST}) from baru
    )
    select (select count(*)::int from surat) as told, (select max(nip) from orang) as last`.execute(tx)
  return rows[0]!
}

/** Has this person still to send? A reminder that comes late is not sent to somebody who has done it. */
export async function isUnsent(ctx: Ctx, nip: string, periode: string): Promise<boolean> {
  const { rows } = await sql`select 1 from akun a left join formulir f on f.nip = a.nip and f.periode = ${periode} where a.nip = ${nip} and ${unsent}`.execute(
    ctx.db,
  )
  return rows.length > 0
}
