// What was typed when the session ended: kept sealed for half an hour, given back after login to the same account (trust R19).
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'
import { transaction } from '../db/tx.ts'
import { KEY_FIELD } from '../security/idempotency.ts'
import type { Keys } from '../security/keys.ts'
import { sealJson, unsealJson } from '../security/seal.ts'

export type Titipan = { id: string; alamat: string; isi: Record<string, string> }

const MINUTES = 30
const place = (nip: string, id: string): string => `titipan/${nip}/${id}`

/** Keeps a POST that came too late; the newest one counts. What the script sent by itself becomes a Simpan of the person. */
export async function keepTitipan(ctx: Ctx, nip: string, path: string, body: Readonly<Record<string, string | undefined>>): Promise<void> {
  if (!/^\/formulir(\/|$)/.test(path)) return
  const id = uuidv7()
  const text = Object.fromEntries(Object.entries({ [KEY_FIELD]: id, ...body }).filter(([name, value]) => value !== undefined && name !== '_otomatis'))
  await transaction(ctx.db, async (tx) => {
    await sql`delete from titipan where nip = ${nip}`.execute(tx)
    await sql`insert into titipan (nip, id, alamat, isi, kedaluwarsa)
      values (${nip}, ${id}, ${path}, ${sealJson(ctx.keys, place(nip, id), text)}, clock_timestamp() + make_interval(mins => ${MINUTES}))`.execute(tx)
  })
}

/** What is kept for this person. */
export async function findTitipan(ctx: Ctx, nip: string): Promise<Titipan | undefined> {
  const { rows } = await sql<Row>`select id, alamat, isi from titipan where nip = ${nip} and kedaluwarsa > clock_timestamp()`.execute(ctx.db)
  return rows[0] && open(ctx.keys, nip, rows[0])
}

/** The same, and forgets it. */
export async function takeTitipan(ctx: Ctx, nip: string): Promise<Titipan | undefined> {
  const { rows } = await sql<Row>`delete from titipan where nip = ${nip} and kedaluwarsa > clock_timestamp() returning id, alamat, isi`.execute(ctx.db)
  return rows[0] && open(ctx.keys, nip, rows[0])
}

type Row = { id: string; alamat: string; isi: string }

function open(keys: Keys, nip: string, row: Row): Titipan {
  return { ...row, isi: unsealJson(keys, place(nip, row.id), row.isi) }
}
