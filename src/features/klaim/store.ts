// SQL of the counter: claims, lost mailboxes, and whose account an officer may touch at all (own agency, never himself).
import { sql, type RawBuilder } from 'kysely'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import type { ClaimReason } from '../../web/akun.ts'
import { idsFor, type Staff } from '../../workflow/scope.ts'

/** Who decides on claims and registers at the counter; who may stand for a lost mailbox. */
export const CLAIM_ROLES = ['verifikator_registrasi', 'admin_instansi'] as const
export const MAILBOX_ROLES = [...CLAIM_ROLES, 'verifikator_2'] as const

export const agenciesOf = (staff: Staff, roles: readonly string[]): string[] => [...new Set(roles.flatMap((role) => idsFor(staff, role)))]

/** Under which of these roles somebody acts for an agency. */
export const rolesFor = (staff: Staff, roles: readonly string[], instansiId: string): string[] =>
  roles.filter((role) => idsFor(staff, role).includes(instansiId))

const within = (staff: Staff, roles: readonly string[], column: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} = any(${agenciesOf(staff, roles)})`

export type ClaimRow = {
  nip: string
  id: string
  instansi_id: string
  sebab: ClaimReason
  kontak: string | null
  status_semula: string
  beku: boolean
  versi: number
  dibuat: Date
  nama: string
  unit: string | null
}

const CLAIM = sql`k.nip, k.id, k.instansi_id, k.sebab, k.kontak, k.status_semula, k.beku, k.versi, k.dibuat, coalesce(c.nama, '') as nama, u.nama as unit
  from klaim k left join cari_nama c on c.nip = k.nip left join ref_unor u on u.id = c.unor_id`
const openFor = (staff: Staff) =>
  sql<boolean>`(k.status = 'terbuka' and ${within(staff, CLAIM_ROLES, 'k.instansi_id')} and k.nip is distinct from ${staff.nip})`

/** Open claims of the own agencies, oldest first. */
export async function listClaims(db: DbOrTx, staff: Staff, limit: number): Promise<ClaimRow[]> {
  const { rows } = await sql<ClaimRow>`select ${CLAIM} where ${openFor(staff)} order by k.dibuat, k.nip limit ${limit}`.execute(db)
  return rows
}

export async function countClaims(db: DbOrTx, staff: Staff): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from klaim k where ${openFor(staff)}`.execute(db)
  return rows[0]!.n
}

/** The open claim on a NIP; with `lock` for the decision. */
export async function findClaim(db: DbOrTx, staff: Staff, nip: string, lock = false): Promise<ClaimRow | undefined> {
  const { rows } = await sql<ClaimRow>`select ${CLAIM} where k.nip = ${nip} and ${openFor(staff)} ${lock ? sql`for update of k` : sql``}`.execute(db)
  return rows[0]
}

export async function closeClaim(tx: Tx, k: Pick<ClaimRow, 'nip' | 'id'>, status: 'dikembalikan' | 'diserahkan', by: string): Promise<void> {
  await sql`update klaim set status = ${status}, diputus_oleh = ${by}, diputus_pada = clock_timestamp(), versi = versi + 1 where nip = ${k.nip} and id = ${k.id}`.execute(
    tx,
  )
}

/** After the agency has looked, strangers may not freeze the same account over and over. */
export async function wasReleased(db: DbOrTx, nip: string, days: number): Promise<boolean> {
  const { rows } =
    await sql`select 1 from klaim where nip = ${nip} and status = 'dikembalikan' and diputus_pada > clock_timestamp() - make_interval(days => ${days}) limit 1`.execute(
      db,
    )
  return rows.length > 0
}

export async function writeStatus(tx: Tx, nip: string, status: string, reason: string | null): Promise<void> {
  await sql`update akun set status = ${status}, alasan_tolak = ${reason}, versi = versi + 1, diubah = clock_timestamp() where nip = ${nip}`.execute(tx)
}

/** Is a form of this person with a verifier, or accepted? Undefined = neither. */
export async function findSentForm(db: DbOrTx, nip: string): Promise<string | undefined> {
  const { rows } = await sql<{
    status: string
  }>`select status from formulir where nip = ${nip} and status not in ('draf', 'perbaikan', 'diterima') limit 1`.execute(db)
  return rows[0]?.status
}

export type MailboxStatus = 'satu' | 'dua' | 'tercetak'
export type MailboxRow = {
  nip: string
  id: string
  instansi_id: string
  status: MailboxStatus
  pertama_oleh: string
  pertama_peran: string
  pertama_pada: Date
  kedua_oleh: string | null
  kedua_pada: Date | null
  /** the day has passed */ siap: boolean
  nama: string
  unit: string | null
}

const mailbox = (hours: number) => sql`m.nip, m.id, m.instansi_id, m.status, m.pertama_oleh, m.pertama_peran, m.pertama_pada, m.kedua_oleh, m.kedua_pada,
  coalesce(m.kedua_pada < clock_timestamp() - make_interval(hours => ${hours}), false) as siap`
const running = (staff: Staff) =>
  sql<boolean>`(m.status in ('satu', 'dua', 'tercetak') and ${within(staff, MAILBOX_ROLES, 'm.instansi_id')} and m.nip is distinct from ${staff.nip})`

export async function listMailboxes(db: DbOrTx, staff: Staff, hours: number, limit: number): Promise<MailboxRow[]> {
  const { rows } = await sql<MailboxRow>`select ${mailbox(hours)}, coalesce(c.nama, '') as nama, u.nama as unit
    from kotak_surat m left join cari_nama c on c.nip = m.nip left join ref_unor u on u.id = c.unor_id
    where ${running(staff)} order by m.pertama_pada, m.nip limit ${limit}`.execute(db)
  return rows
}

/** The one that runs for a person; with `lock` for a step of it. */
export async function findMailbox(db: DbOrTx, staff: Staff, nip: string, hours: number, lock = false): Promise<MailboxRow | undefined> {
  const { rows } = await sql<MailboxRow>`select ${mailbox(hours)}, '' as nama, null as unit from kotak_surat m
    where m.nip = ${nip} and ${running(staff)} ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

/** A person of the own agency, as the counter needs him: with an account or without. */
export type Visited = {
  nip: string
  nama: string
  unit: string | null
  instansi_id: string
  instansi: string
  status: string | null
  nomor_register: string | null
  /** the account has a mailbox of its own */ kotak: boolean
}

export async function findVisited(db: DbOrTx, staff: Staff, nip: string): Promise<Visited | undefined> {
  const { rows } =
    await sql<Visited>`select c.nip, c.nama, u.nama as unit, coalesce(a.instansi_id, c.instansi_id) as instansi_id, i.nama as instansi, a.status, a.nomor_register,
      a.email_indeks is not null as kotak
    from cari_nama c left join akun a on a.nip = c.nip left join ref_unor u on u.id = c.unor_id join ref_instansi i on i.id = coalesce(a.instansi_id, c.instansi_id)
    where c.nip = ${nip} and i.id = any(${agenciesOf(staff, MAILBOX_ROLES)}) and c.nip is distinct from ${staff.nip}`.execute(db)
  return rows[0]
}

/** The NIP that was meant by a NIP or a nomor register. */
export async function findNipByNomor(db: DbOrTx, nomor: string): Promise<string | undefined> {
  const { rows } = await sql<{ nip: string }>`select nip from direktori_register where nomor_register = ${nomor}`.execute(db)
  return rows[0]?.nip
}
