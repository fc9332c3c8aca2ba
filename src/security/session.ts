// Sessions of PNS and staff. The cookie is sealed {owner, secret}: the row is found by its owner, the secret is stored hashed.
import { type RawBuilder, sql } from 'kysely'
import type { DbOrTx, Tx } from '../db/pool.ts'
import type { Keys } from './keys.ts'
import { hashToken, newToken } from './nomor.ts'
import { findUnsealedJson, sealJson } from './seal.ts'

export type StatusAkun = 'menunggu_verifikasi_registrasi' | 'aktif' | 'registrasi_ditolak' | 'dibekukan'

/** A signed-in PNS: session and account, read in one query on every request. */
export type SesiPns = {
  nip: string
  id_hash: string
  dibuat: Date
  kedaluwarsa: Date
  komputer_bersama: boolean
  nomor_register: string
  instansi_id: string
  status: StatusAkun
  nik_berbeda: boolean
  data_dikonfirmasi: boolean
  alasan_tolak: string | null
  versi: number
  /** fills for this person, under this authorisation (akun/pendamping.ts says whether it still holds) */
  untuk: string | null
  untuk_id: string | null
  /** notices not read yet */
  kabar: number
  /** the agency asks for an authenticator, and there is none yet */
  tanpa_faktor: boolean
}

/** A signed-in member of staff with the roles valid today, so that a role taken away ends with the next request. */
export type SesiPetugas = {
  petugas_id: string
  id_hash: string
  dibuat: Date
  kedaluwarsa: Date
  email: string
  nama: string
  nip: string | null
  penugasan: { peran: string; lingkup_id: string }[]
}

/** One line of the list of sessions a person can end. */
export type SesiAktif = { id_hash: string; dibuat: Date; terakhir: Date; peramban: string | null }

type Cookie = { owner: string; secret: string }
type Kind = {
  aad: string
  table: RawBuilder<unknown>
  owner: RawBuilder<unknown>
  account: RawBuilder<unknown>
  accountKey: RawBuilder<unknown>
  idleMinutes: number
}

/** The two kinds of session and where their rows live. */
export const SESI = {
  pns: {
    aad: 'sesi',
    table: sql.table('sesi'),
    owner: sql.ref('nip'),
    account: sql.table('akun'),
    accountKey: sql.ref('nip'),
    idleMinutes: 30,
  },
  petugas: {
    aad: 'sesi petugas',
    table: sql.table('sesi_petugas'),
    owner: sql.ref('petugas_id'),
    account: sql.table('petugas'),
    accountKey: sql.ref('id'),
    idleMinutes: 15,
  },
} as const satisfies Record<string, Kind>

export type KindOfSession = keyof typeof SESI

export const SESSION_HOURS = 12
const PARALLEL = 3
const TOUCH_MINUTES = 5

/** Starts a session and gives its cookie. The oldest ends when there are more than three; the account row is the lock. */
export async function startSession(
  tx: Tx,
  keys: Keys,
  kind: KindOfSession,
  owner: string,
  browser: { peramban?: string; komputerBersama?: boolean } = {},
): Promise<string> {
  const { table, owner: column, account, accountKey, aad } = SESI[kind]
  const secret = newToken()
  const shared = kind === 'pns' ? { name: sql`, komputer_bersama`, value: sql`, ${browser.komputerBersama ?? false}` } : { name: sql``, value: sql`` }
  await sql`select 1 from ${account} where ${accountKey} = ${owner} for update`.execute(tx)
  await sql`
    insert into ${table} (${column}, id_hash, kedaluwarsa, peramban${shared.name})
    values (${owner}, ${hashToken(secret)}, clock_timestamp() + make_interval(hours => ${SESSION_HOURS}), ${browser.peramban?.slice(0, 200) ?? null}${shared.value})`.execute(
    tx,
  )
  await sql`
    update ${table} set dicabut = clock_timestamp()
    where ${column} = ${owner} and dicabut is null and id_hash not in (
      select id_hash from ${table} where ${column} = ${owner} and dicabut is null order by dibuat desc limit ${PARALLEL})`.execute(tx)
  return sealJson(keys, aad, { owner, secret } satisfies Cookie, 'cookie')
}

/** The session of a PNS behind a cookie, or undefined when it ended, was revoked or never was. */
export async function findSession(db: DbOrTx, keys: Keys, cookie: string | undefined): Promise<SesiPns | undefined> {
  const opened = openCookie(keys, 'pns', cookie)
  if (!opened) return undefined
  const { rows } = await sql<SesiPns & { usang: boolean }>`/* sesi_pns */
    select s.nip, s.id_hash, s.dibuat, s.kedaluwarsa, s.komputer_bersama, a.nomor_register, a.instansi_id, a.status, a.nik_berbeda,
      a.data_dikonfirmasi, a.alasan_tolak, a.versi, s.untuk, s.untuk_id, ${stale} as usang,
      (select count(*)::int from pemberitahuan p where p.nip = s.nip and p.dibaca is null and p.tampil_pada <= clock_timestamp()) as kabar, ${factorMissing} as tanpa_faktor
    from sesi s join akun a on a.nip = s.nip
    where s.nip = ${opened.owner} and s.id_hash = ${hashToken(opened.secret)} and ${alive('pns')}`.execute(db)
  return seen(db, 'pns', rows[0], (s) => s.nip)
}

/** The session of a member of staff behind a cookie. */
export async function findStaffSession(db: DbOrTx, keys: Keys, cookie: string | undefined): Promise<SesiPetugas | undefined> {
  const opened = openCookie(keys, 'petugas', cookie)
  if (!opened) return undefined
  const { rows } = await sql<SesiPetugas & { usang: boolean }>`/* sesi_petugas */
    select s.petugas_id, s.id_hash, s.dibuat, s.kedaluwarsa, p.email, p.nama, p.nip, ${stale} as usang,
      coalesce((select json_agg(json_build_object('peran', t.peran, 'lingkup_id', t.lingkup_id) order by t.peran, t.lingkup_id)
        from penugasan t where t.petugas_id = s.petugas_id and current_date >= t.berlaku_dari
        and current_date <= coalesce(t.berlaku_sampai, current_date)), '[]') as penugasan
    from sesi_petugas s join petugas p on p.id = s.petugas_id
    where s.petugas_id = ${opened.owner} and s.id_hash = ${hashToken(opened.secret)} and p.aktif and ${alive('petugas')}`.execute(db)
  return seen(db, 'petugas', rows[0], (s) => s.petugas_id)
}

/** Seconds until a session ends by itself; asking does not keep it alive. 0 = it has ended. */
export async function secondsLeft(db: DbOrTx, keys: Keys, kind: KindOfSession, cookie: string | undefined): Promise<number> {
  const opened = openCookie(keys, kind, cookie)
  if (!opened) return 0
  const { table, owner, idleMinutes } = SESI[kind]
  const { rows } = await sql<{ sisa: number }>`select greatest(0, floor(extract(epoch from
      least(s.kedaluwarsa, s.terakhir + make_interval(mins => ${idleMinutes})) - clock_timestamp())))::int as sisa
    from ${table} s where s.${owner} = ${opened.owner} and s.id_hash = ${hashToken(opened.secret)} and s.dicabut is null`.execute(db)
  return rows[0]?.sisa ?? 0
}

/** Whose session ended by time (not revoked): what was typed may be kept for that person (trust R19). */
export async function findEndedSession(db: DbOrTx, keys: Keys, cookie: string | undefined): Promise<string | undefined> {
  const opened = openCookie(keys, 'pns', cookie)
  if (!opened) return undefined
  const { rows } = await sql`
    select 1 from sesi where nip = ${opened.owner} and id_hash = ${hashToken(opened.secret)} and dicabut is null
    and kedaluwarsa > clock_timestamp() - interval '1 day'`.execute(db)
  return rows.length > 0 ? opened.owner : undefined
}

/** Ends one session (logout, or one of the list). */
export async function revokeSession(db: DbOrTx, kind: KindOfSession, owner: string, idHash: string): Promise<void> {
  const { table, owner: column } = SESI[kind]
  await sql`update ${table} set dicabut = clock_timestamp() where ${column} = ${owner} and id_hash = ${idHash} and dicabut is null`.execute(db)
}

/** Ends all sessions of a person: changed password, frozen account. `except` keeps the one that asked. */
export async function revokeAllSessions(db: DbOrTx, kind: KindOfSession, owner: string, except = ''): Promise<void> {
  const { table, owner: column } = SESI[kind]
  await sql`update ${table} set dicabut = clock_timestamp() where ${column} = ${owner} and id_hash <> ${except} and dicabut is null`.execute(db)
}

/** Sessions that still work, newest first. */
export async function listSessions(db: DbOrTx, kind: KindOfSession, owner: string): Promise<SesiAktif[]> {
  const { table, owner: column } = SESI[kind]
  const { rows } = await sql<SesiAktif>`
    select s.id_hash, s.dibuat, s.terakhir, s.peramban from ${table} s
    where s.${column} = ${owner} and ${alive(kind)} order by s.dibuat desc`.execute(db)
  return rows
}

/** Deletes sessions that ended more than a day ago; until then R19 needs them. For the hourly job. */
export async function sweepSessions(db: DbOrTx): Promise<void> {
  for (const { table } of Object.values(SESI)) {
    await sql`delete from ${table} where least(kedaluwarsa, dicabut) < clock_timestamp() - interval '1 day'`.execute(db)
  }
}

/** Over `akun a`: its agency wants a second factor of every PNS, and this account has none (instansi_pengaturan.mfa_pns). */
export const factorMissing = sql<boolean>`(a.totp is null and exists (select from instansi_pengaturan m where m.instansi_id = a.instansi_id and m.mfa_pns = 'wajib'))`

// `terakhir` lags by up to five minutes, so a session may end that much before its idle time, never after it.
function alive(kind: KindOfSession): RawBuilder<boolean> {
  return sql<boolean>`(s.dicabut is null and s.kedaluwarsa > clock_timestamp()
    and s.terakhir > clock_timestamp() - make_interval(mins => ${SESI[kind].idleMinutes}))`
}

const stale = sql<boolean>`(s.terakhir < clock_timestamp() - make_interval(mins => ${TOUCH_MINUTES}))`

async function seen<S extends { id_hash: string; usang: boolean }>(
  db: DbOrTx,
  kind: KindOfSession,
  row: S | undefined,
  owner: (s: S) => string,
): Promise<Omit<S, 'usang'> | undefined> {
  if (!row) return undefined
  const { usang, ...session } = row
  const { table, owner: column } = SESI[kind]
  if (usang) await sql`update ${table} set terakhir = clock_timestamp() where ${column} = ${owner(row)} and id_hash = ${row.id_hash}`.execute(db)
  return session
}

function openCookie(keys: Keys, kind: KindOfSession, cookie: string | undefined): Cookie | undefined {
  return cookie ? findUnsealedJson<Cookie>(keys, SESI[kind].aad, cookie, 'cookie') : undefined
}
