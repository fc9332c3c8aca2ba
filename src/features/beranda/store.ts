// Figures of the start page: counted at most once a minute, and never while somebody waits for them.
import { sql } from 'kysely'
import type { DbOrTx } from '../../db/pool.ts'

export type National = { terdaftar: number; terkirim: number; diterima: number }

const MINUTE = 60_000

/** Registered, sent at least once, accepted. Old figures are shown while new ones are being counted. */
export function nationalCounts(db: DbOrTx): () => Promise<National> {
  let last: { at: number; value: National } | undefined
  let counting: Promise<National> | undefined
  const count = (): Promise<National> => {
    counting ??= read(db)
      .then((value) => (last = { at: performance.now(), value }).value)
      .finally(() => (counting = undefined))
    return counting
  }
  return async () => {
    if (!last) return count()
    // A count that fails leaves the old figures standing; the next visit tries again.
    if (performance.now() - last.at > MINUTE) count().catch(() => {})
    return last.value
  }
}

async function read(db: DbOrTx): Promise<National> {
  const { rows } = await sql<National>`
    select (select count(*)::int from akun where status <> 'registrasi_ditolak') as terdaftar,
      coalesce(sum(n) filter (where kunci not like 'draf/%'), 0)::int as terkirim,
      coalesce(sum(n) filter (where kunci like 'diterima/%'), 0)::int as diterima
    from hitungan`.execute(db)
  return rows[0]!
}

/** The NIP behind a nomor register that is in use. */
export async function findNipByNomor(db: DbOrTx, nomor: string): Promise<string | undefined> {
  const { rows } = await sql<{ nip: string }>`
    select a.nip from direktori_register d join akun a on a.nip = d.nip and a.nomor_register = d.nomor_register where d.nomor_register = ${nomor}`.execute(db)
  return rows[0]?.nip
}
