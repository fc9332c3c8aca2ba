// What SAPK says about one person, without his form: registration, the pages after login and mails need no more.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { dataPosisi, toPlace } from '../sections/dataPosisi.ts'
import { dataUtama, legalStanding, toPerson } from '../sections/dataUtama.ts'
import type { Keys } from '../security/keys.ts'
import type { Ref } from './field.ts'
import type { Loose, Person } from './section.ts'
import { fromColumns } from './values.ts'

export type Official = {
  person: Person
  /** Data Utama and Data Posisi, as their sections hold them */
  main: Loose
  place: Loose
  /** agency of origin: instansi induk */
  induk: Ref | null
  unit: Ref | null
  jabatan: string | null
  /** code of kedudukan hukum */
  standing: string | null
  sintetis: boolean
}

type Columns = Record<string, unknown>

/** The official record of a NIP. Undefined when SAPK does not hold it. */
export async function findOfficial(db: DbOrTx, keys: Keys, nip: string): Promise<Official | undefined> {
  const { rows } = await sql<{ utama: Columns; posisi: Columns | null }>`
    select to_jsonb(u) as utama, to_jsonb(p) as posisi
    from sapk_data_utama u left join sapk_data_posisi p on p.nip = u.nip where u.nip = ${nip}`.execute(db)
  const row = rows[0]
  if (!row) return undefined
  const main = fromColumns(keys, dataUtama, nip, row.utama)
  const place = fromColumns(keys, dataPosisi, nip, row.posisi ?? {})
  const { instansi, unit, jabatan } = toPlace(place)
  return { person: toPerson(nip, main), main, place, induk: instansi, unit, jabatan, standing: legalStanding(main), sintetis: row.utama.sintetis === true }
}
