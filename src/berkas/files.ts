// What is known about files: rows of a person (berkas) or of a ticket (berkas_tiket), and which items a person's file serves.
import { createHmac } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { DbOrTx, Tx } from '../db/pool.ts'
import { enqueue } from '../jobs/enqueue.ts'
import type { Keys } from '../security/keys.ts'
import { seal, unseal } from '../security/seal.ts'
import type { Upload } from './receive.ts'
import { KINDS, OWN, TICKET, type Kind } from './rules.ts'

/** Whose file it is. Files of a person are counted by campaign. */
export type Owner = { nip: string; periode: string } | { tiket: string }

export type FileState = 'baru' | 'diperiksa' | 'siap' | 'ditolak'
export type FileRow = {
  id: string
  jenis: Kind
  /** with its ending */
  nama: string
  ukuran: number
  status: FileState
  /** of one that was refused */
  alasan: string | null
  dipindai: Date | null
  tempat: string | null
  dibuat: Date
}

/** An item of a form: where a file is attached. */
export type Place = { bagian: string; kunci: string }
export const placeName = ({ bagian, kunci }: Place): string => `${bagian}/${kunci}`

const tableOf = (o: Owner): RawBuilder<unknown> => sql.table('nip' in o ? 'berkas' : 'berkas_tiket')
const ownedBy = (o: Owner): RawBuilder<boolean> => ('nip' in o ? sql`nip = ${o.nip} and periode = ${o.periode}` : sql`nomor = ${o.tiket}`)
const nameOf = (o: Owner): string => ('nip' in o ? o.nip : `tiket/${o.tiket}`)
const COLUMNS = sql`id, jenis, nama, ukuran, status, alasan, dipindai, tempat, dibuat`

/** Bound to its owner: moved to another row the name does not open. */
const bound = (o: Owner, id: string): string => `berkas/${nameOf(o)}/${id}`
const shown = (keys: Keys, o: Owner, row: FileRow): FileRow => ({ ...row, nama: `${unseal(keys, bound(o, row.id), row.nama)}.${KINDS[row.jenis].ending}` })

/** A file by its id, with its owner; who may have it is decided by the caller. */
export async function findFile(db: DbOrTx, keys: Keys, id: string): Promise<{ file: FileRow; owner: Owner } | undefined> {
  const { rows } = await sql<
    FileRow & { nip: string; periode: string }
  >`select b.nip, b.periode, b.id, b.jenis, b.nama, b.ukuran, b.status, b.alasan, b.dipindai, b.tempat, b.dibuat
    from direktori_berkas d join berkas b on b.nip = d.nip and b.id = d.id where d.id = ${id}`.execute(db)
  if (rows[0]) {
    const { nip, periode, ...file } = rows[0]
    return { file: shown(keys, { nip, periode }, file), owner: { nip, periode } }
  }
  const { rows: ofTicket } = await sql<FileRow & { nomor: string }>`select nomor, ${COLUMNS} from berkas_tiket where id = ${id}`.execute(db)
  if (!ofTicket[0]) return undefined
  const { nomor, ...file } = ofTicket[0]
  return { file: shown(keys, { tiket: nomor }, file), owner: { tiket: nomor } }
}

/** All files of an owner, newest first. */
export async function listFiles(db: DbOrTx, keys: Keys, o: Owner): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`select ${COLUMNS} from ${tableOf(o)} where ${ownedBy(o)} order by dibuat desc, id`.execute(db)
  return rows.map((row) => shown(keys, o, row))
}

/** Files of a form by the item they are attached to. */
export async function listAttached(db: DbOrTx, keys: Keys, nip: string, periode: string): Promise<ReadonlyMap<string, readonly FileRow[]>> {
  const { rows } = await sql<FileRow & Place>`select u.bagian, u.kunci, b.id, b.jenis, b.nama, b.ukuran, b.status, b.alasan, b.dipindai, b.tempat, b.dibuat
    from berkas_untuk u join berkas b on b.nip = u.nip and b.id = u.berkas_id where u.nip = ${nip} and u.periode = ${periode} order by u.dibuat, b.id`.execute(
    db,
  )
  const found = new Map<string, FileRow[]>()
  for (const { bagian, kunci, ...file } of rows) {
    const at = placeName({ bagian, kunci })
    found.set(at, [...(found.get(at) ?? []), shown(keys, { nip, periode }, file)])
  }
  return found
}

/** Has this owner room for one more of this size? */
export async function hasRoom(tx: DbOrTx, o: Owner, size: number): Promise<boolean> {
  const { rows } = await sql<{ n: number; bytes: number }>`select count(*)::int as n, coalesce(sum(ukuran), 0)::int as bytes
    from ${tableOf(o)} where ${ownedBy(o)} and status <> 'ditolak'`.execute(tx)
  const most = 'nip' in o ? OWN : TICKET
  return rows[0]!.n < most.files && rows[0]!.bytes + size <= most.bytes
}

export const FULL = 'Batas berkas Anda sudah tercapai. Lepas berkas yang tidak diperlukan, atau serahkan berkas kertas.'

/** Keeps a file that was received, with its job. The same content is kept once: `fresh` is false and the upload is not needed. */
export async function addFile(tx: Tx, keys: Keys, o: Owner, u: Upload): Promise<{ id: string; fresh: boolean }> {
  const sidik = createHmac('sha256', keys.blind)
    .update(`berkas\0${nameOf(o)}\0${u.hash}`)
    .digest('base64url')
  const { rows: known } = await sql<{ id: string }>`select id from ${tableOf(o)} where ${ownedBy(o)} and sidik = ${sidik} and status <> 'ditolak'`.execute(tx)
  if (known[0]) return { id: known[0].id, fresh: false }
  const id = uuidv7()
  const values = sql`${id}, ${u.kind}, ${seal(keys, bound(o, id), u.stem)}, ${u.size}, ${sidik}, ${u.place}`
  await (
    'nip' in o
      ? sql`insert into berkas (nip, periode, id, jenis, nama, ukuran, sidik, tempat) values (${o.nip}, ${o.periode}, ${values})`
      : sql`insert into berkas_tiket (nomor, id, jenis, nama, ukuran, sidik, tempat) values (${o.tiket}, ${values})`
  ).execute(tx)
  if ('nip' in o) await sql`insert into direktori_berkas (id, nip) values (${id}, ${o.nip})`.execute(tx)
  await enqueue(tx, 'berkas', { id })
  return { id, fresh: true }
}

/** Attaches a file of the person to an item; a second time changes nothing. False when she has no such file. */
export async function attach(tx: Tx, o: { nip: string; periode: string }, id: string, at: Place): Promise<boolean> {
  const { rows } = await sql`insert into berkas_untuk (nip, periode, bagian, kunci, berkas_id)
    select nip, periode, ${at.bagian}, ${at.kunci}, id from berkas where nip = ${o.nip} and periode = ${o.periode} and id = ${id}
    on conflict (nip, periode, bagian, kunci, berkas_id) do update set dibuat = berkas_untuk.dibuat returning berkas_id`.execute(tx)
  return rows.length > 0
}

/** Takes a file off an item; one that serves no other is deleted. Gives its name in the store then. */
export async function detach(tx: Tx, o: { nip: string; periode: string }, id: string, at: Place): Promise<string | undefined> {
  await sql`delete from berkas_untuk where nip = ${o.nip} and periode = ${o.periode} and bagian = ${at.bagian} and kunci = ${at.kunci} and berkas_id = ${id}`.execute(
    tx,
  )
  const { rows } = await sql<{ tempat: string | null }>`delete from berkas b where b.nip = ${o.nip} and b.periode = ${o.periode} and b.id = ${id}
    and not exists (select from berkas_untuk u where u.nip = b.nip and u.berkas_id = b.id) returning tempat`.execute(tx)
  if (rows.length > 0) await sql`delete from direktori_berkas where id = ${id}`.execute(tx)
  return rows[0]?.tempat ?? undefined
}

/** Moves a file on, if it still is where the caller read it. False when it was deleted meanwhile. */
export async function moveOn(
  db: DbOrTx,
  o: Owner,
  file: Pick<FileRow, 'id' | 'tempat'>,
  to: { status: FileState; kind?: Kind; size?: number; tempat?: string | null; alasan?: string; scanned?: boolean },
): Promise<boolean> {
  const { rows } = await sql`update ${tableOf(o)} set status = ${to.status}, diubah = clock_timestamp(), alasan = ${to.alasan ?? null},
      jenis = coalesce(${to.kind ?? null}, jenis), ukuran = coalesce(${to.size ?? null}, ukuran),
      tempat = ${to.tempat === undefined ? sql`tempat` : to.tempat}, dipindai = ${to.scanned ? sql`clock_timestamp()` : sql`dipindai`}
    where ${ownedBy(o)} and id = ${file.id} and tempat = ${file.tempat} returning id`.execute(db)
  return rows.length > 0
}

/** Which of these names in the store belong to a file. */
export async function listKnown(db: DbOrTx, names: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ tempat: string }>`select tempat from berkas where tempat = any(${names as string[]})
    union all select tempat from berkas_tiket where tempat = any(${names as string[]})`.execute(db)
  return new Set(rows.map((r) => r.tempat))
}

/** The items a file serves. */
export async function listPlaces(db: DbOrTx, nip: string, id: string): Promise<Place[]> {
  const { rows } = await sql<Place>`select bagian, kunci from berkas_untuk where nip = ${nip} and berkas_id = ${id}`.execute(db)
  return rows
}
