// Pendamping: somebody the person lets fill in for a while. He works in his own session, on the person's form, and on nothing else of him.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'
import type { Db, DbOrTx, Tx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import { enqueue } from '../jobs/enqueue.ts'
import type { Keys } from '../security/keys.ts'
import { hashKode, newKode, normaliseNomor } from '../security/nomor.ts'
import type { SesiPns } from '../security/session.ts'
import { lockPerson } from '../web/akun.ts'
import { record } from '../workflow/events.ts'

/** An authorisation at work: whose form, and the helper's own name for the head of the page. */
export type Helping = { id: string; nip: string; instansi_id: string; pendamping: string; nama: string }

/** One line of the owner's list. */
export type Helper = { id: string; nama: string | null; sampai: Date; dibuat: Date; berlaku: boolean; menunggu: boolean }

/** Somebody this person may fill for. */
export type Helped = { id: string; nip: string; nama: string; sampai: Date }

/** Days an authorisation may last. */
export const HELPING_DAYS = [7, 14, 30] as const
const INVITE_DAYS = 3
const MOST = 5
const NOTE_MINUTES = 10

const holds = sql`p.dicabut is null and p.sampai > clock_timestamp()`
// Not bound to a person: the helper types nothing but the code.
const place = 'undangan pendamping'

/** The authorisation a session works under. Undefined when it ended, was revoked, or the account is closed. */
export async function findHelping(db: DbOrTx, me: Pick<SesiPns, 'nip' | 'untuk' | 'untuk_id'>): Promise<Helping | undefined> {
  const { rows } = await sql<Helping>`select p.id, p.nip, a.instansi_id, p.pendamping, coalesce(n.nama, '') as nama
    from pendamping p join akun a on a.nip = p.nip and a.status = 'aktif' left join cari_nama n on n.nip = p.pendamping
    where p.nip = ${me.untuk} and p.id = ${me.untuk_id} and p.pendamping = ${me.nip} and ${holds}`.execute(db)
  return rows[0]
}

/** The same under its lock, inside the transaction that writes. */
export async function isHelpingStill(tx: Tx, help: Helping): Promise<boolean> {
  const { rows } = await sql`select 1 from pendamping p where p.nip = ${help.nip} and p.id = ${help.id} and ${holds} for share`.execute(tx)
  return rows.length > 0
}

/** From now on this session fills for the person, or for nobody. */
export async function beginHelping(db: DbOrTx, me: SesiPns, of: Pick<Helped, 'nip' | 'id'>): Promise<void> {
  await sql`update sesi set untuk = ${of.nip}, untuk_id = ${of.id} where nip = ${me.nip} and id_hash = ${me.id_hash}`.execute(db)
}

export async function endHelping(db: DbOrTx, me: SesiPns): Promise<void> {
  await sql`update sesi set untuk = null, untuk_id = null where nip = ${me.nip} and id_hash = ${me.id_hash}`.execute(db)
}

/** Reading and typing of a helper leave an event, one in ten minutes; the owner is told once a day that he is at work. */
export async function noteHelping(db: Db | Tx, help: Helping, periode: string, kind: 'dibaca' | 'diisi'): Promise<void> {
  const { rows } = await sql`select 1 from peristiwa where nip = ${help.nip} and jenis = ${kind} and pelaku_id = ${help.id}
    and waktu > clock_timestamp() - make_interval(mins => ${NOTE_MINUTES})`.execute(db)
  if (rows.length > 0) return
  if (db.isTransaction) return writeNote(db as Tx, help, periode, kind)
  await transaction(db, (tx) => writeNote(tx, help, periode, kind))
}

async function writeNote(tx: Tx, help: Helping, periode: string, kind: 'dibaca' | 'diisi'): Promise<void> {
  await record(tx, { nip: help.nip, periode, kind, actor: { as: 'pendamping', id: help.id } })
  if (kind === 'diisi') await enqueue(tx, 'surat', { jenis: 'pendamping-mengisi', nip: help.nip }, { once: `pendamping-${help.id}-${await today(tx)}` })
}

async function today(tx: Tx): Promise<string> {
  const { rows } = await sql<{ hari: string }>`select current_date::text as hari`.execute(tx)
  return rows[0]!.hari
}

export type Invited = { ok: true; kode?: string; nama?: string } | { ok: false; fault: string }

/** Authorises a helper: by his nomor register, or by a code that he types himself. One answer for every number that cannot be used. */
export async function authorise(tx: Tx, keys: Keys, nip: string, o: { nomor?: string; days: number }): Promise<Invited> {
  await lockPerson(tx, nip)
  const { rows: open } = await sql<{ n: number }>`select count(*)::int as n from pendamping p where nip = ${nip} and ${holds}`.execute(tx)
  if (open[0]!.n >= MOST) return { ok: false, fault: `Paling banyak ${MOST} izin pada waktu yang sama. Cabut satu lebih dahulu.` }
  const helper = o.nomor === undefined ? undefined : await findHelper(tx, o.nomor, nip)
  if (o.nomor !== undefined && !helper)
    return { ok: false, fault: 'Nomor register ini tidak dapat dijadikan pendamping. Periksa kembali, atau gunakan kode undangan.' }
  const id = uuidv7()
  const kode = helper ? undefined : newKode()
  const hash = kode && hashKode(keys, place, kode)
  await sql`insert into pendamping (nip, id, pendamping, kode_hash, kode_sampai, sampai) values (${nip}, ${id}, ${helper?.nip ?? null}, ${hash ?? null},
    ${hash ? sql`clock_timestamp() + make_interval(days => ${INVITE_DAYS})` : null}, clock_timestamp() + make_interval(days => ${o.days}))`.execute(tx)
  if (hash)
    await sql`insert into direktori_undangan (kode_hash, nip, id, sampai) values (${hash}, ${nip}, ${id}, clock_timestamp() + make_interval(days => ${INVITE_DAYS}))`.execute(
      tx,
    )
  await record(tx, { nip, kind: 'pendamping-ditunjuk', actor: { as: 'pns' }, data: { izin: id, hari: o.days, undangan: kode !== undefined } })
  await enqueue(tx, 'surat', { jenis: 'akun', sebab: 'pendamping-ditunjuk', nip })
  if (helper) await register(tx, helper.nip, { nip, id })
  return { ok: true, kode, nama: helper?.nama }
}

async function findHelper(tx: Tx, typed: string, nip: string): Promise<{ nip: string; nama: string } | undefined> {
  const { rows } = await sql<{ nip: string; nama: string }>`select a.nip, coalesce(n.nama, '') as nama from direktori_register d
    join akun a on a.nip = d.nip and a.nomor_register = d.nomor_register left join cari_nama n on n.nip = a.nip
    where d.nomor_register = ${normaliseNomor(typed) ?? ''} and a.status = 'aktif' and a.nip <> ${nip}`.execute(tx)
  return rows[0]
}

async function register(tx: Tx, pendamping: string, of: { nip: string; id: string }): Promise<void> {
  await sql`insert into direktori_pendamping (pendamping, nip, id) values (${pendamping}, ${of.nip}, ${of.id}) on conflict do nothing`.execute(tx)
  await enqueue(tx, 'surat', { jenis: 'jadi-pendamping', nip: pendamping })
}

/** The helper types the code he was given. Whoever asks counts the tries. */
export async function acceptInvite(ctx: Ctx, me: SesiPns, typed: string): Promise<boolean> {
  const hash = hashKode(ctx.keys, place, typed)
  return transaction(ctx.db, async (tx) => {
    const { rows } = await sql<{
      nip: string
      id: string
    }>`delete from direktori_undangan where kode_hash = ${hash} and sampai > clock_timestamp() and nip <> ${me.nip} returning nip, id`.execute(tx)
    const [found] = rows
    if (!found) return false
    const taken =
      await sql`update pendamping p set pendamping = ${me.nip}, kode_hash = null where nip = ${found.nip} and id = ${found.id} and pendamping is null and ${holds} returning 1`.execute(
        tx,
      )
    if (taken.rows.length === 0) return false
    await register(tx, me.nip, found)
    await enqueue(tx, 'surat', { jenis: 'akun', sebab: 'pendamping-menerima', nip: found.nip })
    return true
  })
}

/** Ends an authorisation at once. False when there was none of this person to end. */
export async function revokeHelper(tx: Tx, nip: string, id: string): Promise<boolean> {
  await lockPerson(tx, nip)
  const { rows } = await sql<{
    pendamping: string | null
  }>`update pendamping set dicabut = clock_timestamp(), kode_hash = null where nip = ${nip} and id = ${id} and dicabut is null returning pendamping`.execute(tx)
  if (!rows[0]) return false
  await sql`delete from direktori_undangan where nip = ${nip} and id = ${id}`.execute(tx)
  if (rows[0].pendamping) await sql`delete from direktori_pendamping where pendamping = ${rows[0].pendamping} and nip = ${nip} and id = ${id}`.execute(tx)
  await record(tx, { nip, kind: 'pendamping-dicabut', actor: { as: 'pns' }, data: { izin: id } })
  return true
}

/** Ends all of them, under the lock of the person: he said that it was not he, or the account changes hands. */
export async function revokeAllHelpers(tx: Tx, nip: string): Promise<void> {
  const { rows } = await sql`update pendamping p set dicabut = clock_timestamp(), kode_hash = null where nip = ${nip} and ${holds} returning id`.execute(tx)
  await sql`delete from direktori_undangan where nip = ${nip}`.execute(tx)
  await sql`delete from direktori_pendamping d using pendamping p where p.nip = ${nip} and d.nip = p.nip and d.id = p.id and d.pendamping = p.pendamping`.execute(
    tx,
  )
  if (rows.length > 0) await record(tx, { nip, kind: 'pendamping-dicabut', actor: { as: 'sistem' }, data: { semua: true } })
}

/** Whom the person has let in, newest first. */
export async function listHelpers(db: DbOrTx, nip: string): Promise<Helper[]> {
  const { rows } = await sql<Helper>`select p.id, n.nama, p.sampai, p.dibuat, (${holds}) as berlaku, p.pendamping is null as menunggu
    from pendamping p left join cari_nama n on n.nip = p.pendamping where p.nip = ${nip} order by p.dibuat desc limit 20`.execute(db)
  return rows
}

/** Whom this person may fill for now. */
export async function listHelped(db: DbOrTx, pendamping: string): Promise<Helped[]> {
  const { rows } = await sql<Helped>`select p.id, p.nip, coalesce(n.nama, '') as nama, p.sampai
    from direktori_pendamping d join pendamping p on p.nip = d.nip and p.id = d.id join akun a on a.nip = p.nip and a.status = 'aktif' left join cari_nama n on n.nip = p.nip
    where d.pendamping = ${pendamping} and p.pendamping = ${pendamping} and ${holds} order by n.nama, p.id`.execute(db)
  return rows
}
