// Nightly: what has served its time is deleted, personal data first.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { sweepChallenges } from '../security/challenge.ts'
import { sweepKeys } from '../security/idempotency.ts'
import { sweepSessions } from '../security/session.ts'
import { sweepThrottles } from '../security/throttle.ts'
import { closeUnwanted } from '../tiket/otomatis.ts'
import { sweepPemulihan } from '../web/pemulihan.ts'

/** Runs every sweep; each may be repeated at any time. */
export async function cleanUp(db: DbOrTx): Promise<void> {
  await sql`delete from pendaftaran where kedaluwarsa < clock_timestamp()`.execute(db)
  await sql`delete from titipan where kedaluwarsa < clock_timestamp()`.execute(db)
  await sweepPemulihan(db)
  await closeUnwanted(db)
  await sql`delete from direktori_undangan where sampai < clock_timestamp()`.execute(db)
  await sql`delete from pemberitahuan where dibaca < clock_timestamp() - interval '180 days'`.execute(db)
  await sweepSessions(db)
  await sweepChallenges(db)
  await sweepThrottles(db)
  await sweepKeys(db)
  await sweepDirectories(db)
}

/** Numbers and addresses that were reserved without an account following; a day old, so that none is under way. */
async function sweepDirectories(db: DbOrTx): Promise<void> {
  await sql`delete from direktori_register d where dibuat < clock_timestamp() - interval '1 day'
    and not exists (select from akun a where a.nip = d.nip and a.nomor_register = d.nomor_register)`.execute(db)
  await sql`delete from direktori_email d where dibuat < clock_timestamp() - interval '1 day'
    and not exists (select from akun a where a.nip = d.nip and a.email_indeks = d.email_indeks)
    and not exists (select from ganti_email g where g.nip = d.nip and g.email_indeks = d.email_indeks and g.status = 'menunggu')`.execute(db)
}
