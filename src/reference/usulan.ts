// Usulan referensi, the asking side: text that stands in no list is asked for once, whoever types it, and its fields wait (R16).
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../db/pool.ts'
import type { AnyField, Ref } from '../form/field.ts'
import { currentValues, type Form, type Item } from '../form/form.ts'
import { limits } from '../form/resolve.ts'
import { asked, type Loose } from '../form/section.ts'
import { enqueue } from '../jobs/enqueue.ts'
import type { Keys } from '../security/keys.ts'
import { openForRequest } from '../tiket/otomatis.ts'

export type RequestStatus = 'terbuka' | 'dipetakan' | 'ditambahkan' | 'ditolak'

/** What makes two requests the same, besides the text. */
export type Wanted = { daftar: string; teks: string; lingkup: string; induk: string; induk_teks: string; jenis: string }

/** Keeps what an item waits for in step with the values just written; null = it waits for nothing any more. */
export async function noteWaiting(tx: Tx, keys: Keys, form: Form, i: Item, after: Loose | null): Promise<void> {
  const { nip, periode } = form
  // What was filled in and stays as it was keeps its tie, so that a better decision still reaches it.
  await sql`delete from usulan_referensi_tunggu where nip = ${nip} and periode = ${periode} and bagian = ${i.section.code} and kunci = ${i.kunci}
    and not coalesce(terisi = ${JSON.stringify(idsIn(i, after))}::jsonb ->> medan, false)`.execute(tx)
  const values = { ...(i.section.rows === 'one' ? currentValues(form, i.section.code) : i.official), ...after }
  for (const [key, f] of asked(i.section)) {
    const value = after?.[key] as Ref | null | undefined
    if (!f.to || !value?.usul) continue
    const wanted = wantedBy(f, value.nama, values, form.row?.instansi_id ?? null)
    const request = await ask(tx, wanted)
    if (request.status === 'terbuka') await openForRequest(tx, keys, { ...wanted, id: request.id })
    await sql`insert into usulan_referensi_tunggu (nip, periode, bagian, kunci, medan, usulan_referensi_id, teks)
      values (${nip}, ${periode}, ${i.section.code}, ${i.kunci}, ${key}, ${request.id}, ${value.nama})`.execute(tx)
    // Decided before: what was decided holds for this person too.
    if (request.status !== 'terbuka') await enqueue(tx, 'referensi', { id: request.id, nip })
  }
}

const idsIn = (i: Item, after: Loose | null): Record<string, string | null | undefined> =>
  Object.fromEntries(asked(i.section).flatMap(([key, f]) => (f.to ? [[key, (after?.[key] as Ref | null | undefined)?.id]] : [])))

/** The request that a proposed text makes; lists are searched within the same limits. */
function wantedBy(f: AnyField, teks: string, values: Loose, instansi: string | null): Wanted {
  const { within, kinds, lingkup } = limits(f, values, instansi)
  const parent = f.within ? (values[f.within] as Ref | null | undefined) : undefined
  return { daftar: f.to!, teks, lingkup: lingkup ?? '', induk: within ?? '', induk_teks: parent?.usul ? parent.nama : '', jenis: (kinds ?? []).join(',') }
}

/**
 * The one request for this text. Locked until the asker commits: whoever decides meanwhile waits, and then finds the asker's field.
 * Fields are asked in the order of their section, so that two askers never wait for each other.
 */
export async function ask(tx: Tx, w: Wanted): Promise<{ id: string; status: RequestStatus; tiket: string | null }> {
  const columns = Object.keys(w) as (keyof Wanted)[]
  await sql`insert into usulan_referensi (id, ${sql.join(columns.map((c) => sql.ref(c)))}) values (${uuidv7()}, ${sql.join(Object.values(w))})
    on conflict (daftar, cari, lingkup, induk, induk_cari, jenis) do nothing`.execute(tx)
  const { rows } = await sql<{ id: string; status: RequestStatus; tiket: string | null }>`select r.id, r.status, r.tiket from usulan_referensi r
    where r.daftar = ${w.daftar} and r.cari = coalesce(nullif(normal_cari(${w.teks}), ''), lower(${w.teks})) and r.lingkup = ${w.lingkup} and r.induk = ${w.induk}
      and r.induk_cari = coalesce(nullif(normal_cari(${w.induk_teks}), ''), lower(${w.induk_teks})) and r.jenis = ${w.jenis} for update`.execute(tx)
  return rows[0]!
}
