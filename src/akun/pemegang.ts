// An account changes hands: what its former holder set up or brought is not the owner's, and must not serve him nor be seen by him.
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'
import { forgetDevices } from '../security/device.ts'
import { removeFactor } from './autentikator.ts'
import { revokeAllHelpers } from './pendamping.ts'

/** Called under the lock of the person, when the agency hands the account over (trust.md 3.2). Contents of files go with the nightly job. */
export async function forgetHolder(tx: Tx, nip: string): Promise<void> {
  await forgetDevices(tx, { nip })
  await removeFactor(tx, nip)
  await revokeAllHelpers(tx, nip)
  await sql`update akun set surat_kemajuan = true, pemulihan_beku_sampai = null where nip = ${nip}`.execute(tx)
  await sql`delete from pemberitahuan where nip = ${nip}`.execute(tx)
  await sql`delete from direktori_berkas where nip = ${nip}`.execute(tx)
  await sql`delete from berkas_untuk where nip = ${nip}`.execute(tx)
  await sql`delete from berkas where nip = ${nip}`.execute(tx)
  // What he asked was said in his own name; it stays with the browser that asked.
  await sql`update tiket set terverifikasi = false where nip = ${nip} and terverifikasi`.execute(tx)
}
