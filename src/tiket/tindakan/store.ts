// Rows of the table tindakan. What was filled in and what stood there before are sealed and bound to their row.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import type { Loose } from '../../form/section.ts'
import type { Keys } from '../../security/keys.ts'
import { sealJson, unsealJson } from '../../security/seal.ts'

/** diusulkan: waits for the second officer. menunggu: agreed, in effect at `berlaku_pada`. */
export type StatusTindakan = 'diusulkan' | 'menunggu' | 'dilaksanakan' | 'dibatalkan' | 'diurungkan'
export const RUNNING: readonly StatusTindakan[] = ['diusulkan', 'menunggu']

type Row = {
  id: string
  nomor: string
  jenis: string
  status: StatusTindakan
  versi: number
  diusulkan_oleh: string
  peran: string
  lingkup_id: string
  disetujui_oleh: string | null
  setuju_peran: string | null
  setuju_lingkup: string | null
  dibuat: Date
  diputus: Date | null
  berlaku_pada: Date | null
  dilaksanakan: Date | null
  pengusul: string
  penyetuju: string | null
}
export type Tindakan = Row & { isi: Loose; sebelum: Loose | null; alasan: string | null }

const bound = (id: string, what: string): string => `tindakan/${id}/${what}`
const COLUMNS = sql`a.id, a.nomor, a.jenis, a.status, a.versi, a.diusulkan_oleh, a.peran, a.lingkup_id, a.disetujui_oleh, a.setuju_peran, a.setuju_lingkup, a.dibuat, a.diputus,
  a.berlaku_pada, a.dilaksanakan, a.isi, a.sebelum, a.alasan, (select nama from petugas where id = a.diusulkan_oleh) as pengusul,
  (select nama from petugas where id = a.disetujui_oleh) as penyetuju`

type Stored = Row & { isi: string; sebelum: string | null; alasan: string | null }
const open = (keys: Keys, r: Stored): Tindakan => ({
  ...r,
  isi: unsealJson(keys, bound(r.id, 'isi'), r.isi),
  sebelum: r.sebelum === null ? null : unsealJson(keys, bound(r.id, 'sebelum'), r.sebelum),
  alasan: r.alasan === null ? null : unsealJson<string>(keys, bound(r.id, 'alasan'), r.alasan),
})

/** All of a ticket, latest first. */
export async function listTindakan(db: DbOrTx, keys: Keys, nomor: string): Promise<Tindakan[]> {
  const { rows } = await sql<Stored>`select ${COLUMNS} from tindakan a where a.nomor = ${nomor} order by a.dibuat desc, a.id desc`.execute(db)
  return rows.map((r) => open(keys, r))
}

/** One, locked. The ticket is locked before it, always in this order. */
export async function lockTindakan(tx: Tx, keys: Keys, id: string): Promise<Tindakan | undefined> {
  await sql`select from tindakan where id = ${id} for update`.execute(tx)
  return findTindakan(tx, keys, id)
}

export async function findTindakan(db: DbOrTx, keys: Keys, id: string): Promise<Tindakan | undefined> {
  const { rows } = await sql<Stored>`select ${COLUMNS} from tindakan a where a.id = ${id}`.execute(db)
  return rows[0] && open(keys, rows[0])
}

/** Writes down what is to be done. Gives its id. */
export async function addTindakan(
  tx: Tx,
  keys: Keys,
  a: { nomor: string; jenis: string; isi: Loose; oleh: string; role: string; scopeId: string },
): Promise<string> {
  const id = uuidv7()
  await sql`insert into tindakan (id, nomor, jenis, isi, diusulkan_oleh, peran, lingkup_id, status)
    values (${id}, ${a.nomor}, ${a.jenis}, ${sealJson(keys, bound(id, 'isi'), a.isi)}, ${a.oleh}, ${a.role}, ${a.scopeId}, 'diusulkan')`.execute(tx)
  return id
}

export async function writeAgreed(tx: Tx, id: string, by: { id: string; role: string; scopeId: string }, hours: number): Promise<void> {
  await sql`update tindakan set status = 'menunggu', disetujui_oleh = ${by.id}, setuju_peran = ${by.role}, setuju_lingkup = ${by.scopeId}, diputus = clock_timestamp(),
    berlaku_pada = clock_timestamp() + make_interval(hours => ${hours}), versi = versi + 1, diubah = clock_timestamp() where id = ${id}`.execute(tx)
}

export async function writeDone(tx: Tx, keys: Keys, id: string, before: Loose): Promise<void> {
  await sql`update tindakan set status = 'dilaksanakan', dilaksanakan = clock_timestamp(), sebelum = ${sealJson(keys, bound(id, 'sebelum'), before)},
    versi = versi + 1, diubah = clock_timestamp() where id = ${id}`.execute(tx)
}

export async function writeEnded(tx: Tx, keys: Keys, id: string, status: 'dibatalkan' | 'diurungkan', by: string | null, alasan: string): Promise<void> {
  await sql`update tindakan set status = ${status}, alasan = ${sealJson(keys, bound(id, 'alasan'), alasan)}, diakhiri_oleh = ${by}, versi = versi + 1,
    diubah = clock_timestamp() where id = ${id}`.execute(tx)
}
