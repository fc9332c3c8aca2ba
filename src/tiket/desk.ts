// Which tickets an operator works on or may follow: one SQL condition for list, counts, search and opening.
import { sql, type RawBuilder } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { problem } from '../problems.ts'
import { getInfo } from '../reference/cache.ts'
import { idsFor, type Staff } from '../workflow/scope.ts'
import type { Tingkat } from './kategori.ts'
import type { Asal, Konteks, StatusTiket } from './store.ts'

export const ROLE = 'helpdesk'
const PUSAT = '00'

const OPEN = ['baru', 'dikerjakan', 'menunggu_pemohon'] as const satisfies readonly StatusTiket[]
const CLOSED = ['selesai', 'digabung'] as const satisfies readonly StatusTiket[]

/** A desk the person sits at: a tier and whose tickets of it. */
export type Place = { tier: Tingkat; id: string }

/** The scope of an operator says his tier: a unit, an agency, a regional office, BKN Pusat. */
export function placesOf(staff: Staff): Place[] {
  return [...new Set(idsFor(staff, ROLE))].map((id) => ({ tier: tierOf(id), id }))
}

function tierOf(scopeId: string): Tingkat {
  if (scopeId === PUSAT) return 4
  if (getInfo('kanreg', scopeId)) return 3
  return getInfo('instansi', scopeId) ? 2 : 1
}

export const isHelpdesk = (staff: Staff): boolean => idsFor(staff, ROLE).length > 0

const owned = ({ tier, id }: Place): RawBuilder<boolean> =>
  tier === 4 ? sql`true` : tier === 3 ? sql`t.wilayah_id = ${id}` : tier === 2 ? sql`t.instansi_id = ${id}` : sql`t.unit_id = ${id}`

/** Nobody works on a ticket of his own. */
const notOwn = (staff: Staff): RawBuilder<boolean> => (staff.nip ? sql`t.nip is distinct from ${staff.nip}` : sql`true`)

/** Tickets at the person's desks, over `tiket t`: conditions that exclude each other, each one range of an index. */
export const deskParts = (staff: Staff): RawBuilder<boolean>[] =>
  placesOf(staff).map((p) => sql<boolean>`(${owned(p)} and t.tingkat = ${p.tier} and ${notOwn(staff)})`)

/** Tickets he may read but not act on: those of his office that moved up since, and Beda Instansi of people whom SAPK holds in his agency. */
function followedParts(staff: Staff): RawBuilder<boolean>[] {
  const below = placesOf(staff).filter((p) => p.tier < 4)
  return [
    ...below.map((p) => sql<boolean>`(${owned(p)} and t.tingkat > ${p.tier} and t.tingkat_awal <= ${p.tier} and ${notOwn(staff)})`),
    ...below
      .filter((p) => p.tier === 2)
      .map((p) => sql<boolean>`(t.instansi_lain_id = ${p.id} and t.tingkat >= 2 and ${notOwn(staff)} and not ${atDesk(staff)})`),
  ]
}

const anyOf = (parts: readonly RawBuilder<boolean>[]): RawBuilder<boolean> => (parts.length ? sql`(${sql.join(parts, sql` or `)})` : sql`false`)

/** Tickets the person works on. Without the role the condition is false, never true. */
export const atDesk = (staff: Staff): RawBuilder<boolean> => anyOf(deskParts(staff))

/** Tickets the person may open: those of his desks and those he may follow. */
export const inReach = (staff: Staff): RawBuilder<boolean> => anyOf([...deskParts(staff), ...followedParts(staff)])

/** All tickets of his offices at every tier, for figures without personal data. */
export const inOffice = (staff: Staff): RawBuilder<boolean> => anyOf(placesOf(staff).map(owned))

/** The tabs of the inbox: their words, and what they hold. */
export const TABS = {
  terbuka: { title: 'Terbuka', status: OPEN },
  baru: { title: 'Baru', status: ['baru'] },
  saya: { title: 'Saya', status: OPEN },
  dikerjakan: { title: 'Dikerjakan', status: ['dikerjakan'] },
  menunggu: { title: 'Menunggu pemohon', status: ['menunggu_pemohon'] },
  lewat: { title: 'Lewat tenggat', status: ['baru', 'dikerjakan'] },
  dipantau: { title: 'Dipantau', status: OPEN },
  selesai: { title: 'Selesai', status: CLOSED },
} as const satisfies Record<string, { title: string; status: readonly StatusTiket[] }>
export type Tab = keyof typeof TABS

export type Query = { tab: Tab; kategori?: readonly string[]; instansi?: string }

export const overdue = sql<boolean>`t.jatuh_tempo < clock_timestamp()`

function ofTab(staff: Staff, tab: Tab): RawBuilder<boolean> {
  if (tab === 'saya') return sql`t.pemegang = ${staff.id}`
  return tab === 'lewat' ? overdue : sql`true`
}

const chosen = ({ kategori, instansi }: Omit<Query, 'tab'>): RawBuilder<boolean> =>
  sql`${kategori ? sql`t.kategori = any(${kategori as string[]})` : sql`true`} and ${instansi ? sql`t.instansi_id = ${instansi}` : sql`true`}`

const partsOf = (staff: Staff, tab: Tab): RawBuilder<boolean>[] => (tab === 'dipantau' ? followedParts(staff) : deskParts(staff))

/** What a list shows of a ticket. */
export type Row = {
  nomor: string
  kategori: string
  status: StatusTiket
  tingkat: Tingkat
  nip: string | null
  terverifikasi: boolean
  instansi_id: string | null
  wilayah_id: string | null
  jatuh_tempo: Date
  dibuat: Date
  lewat: boolean
  dipegang: boolean
  pemegang: string | null
  nama_pemegang: string | null
}

const HELD = sql<boolean>`(t.pemegang is not null and t.dipegang_sampai > clock_timestamp())`
const COLUMNS = sql`t.nomor, t.kategori, t.status, t.tingkat, t.nip, t.terverifikasi, t.instansi_id, t.wilayah_id, t.jatuh_tempo, t.dibuat,
  (t.status in ('baru', 'dikerjakan') and ${overdue}) as lewat, ${HELD} as dipegang, t.pemegang,
  (select p.nama from petugas p where p.id = t.pemegang) as nama_pemegang`

/** One page, oldest due first, what is finished latest first. Each part is read in the order of its index, and only so far. */
export async function listDesk(db: DbOrTx, staff: Staff, q: Query, limit: number, after?: { jatuh_tempo: string; nomor: string }): Promise<Row[]> {
  const back = q.tab === 'selesai'
  const place = sql`(t.jatuh_tempo, t.nomor)`
  const rest = after ? sql`${place} ${back ? sql`<` : sql`>`} (${after.jatuh_tempo}::timestamptz, ${after.nomor})` : sql`true`
  const order = back ? sql`t.jatuh_tempo desc, t.nomor desc` : sql`t.jatuh_tempo, t.nomor`
  const parts = partsOf(staff, q.tab).flatMap((part) =>
    TABS[q.tab].status.map(
      (status) => sql`(select t.* from tiket t where ${part} and t.status = ${status} and ${ofTab(staff, q.tab)} and ${chosen(q)} and ${rest}
        order by ${order} limit ${limit})`,
    ),
  )
  if (parts.length === 0) return []
  const { rows } = await sql<Row>`select ${COLUMNS} from (${sql.join(parts, sql` union all `)}) t order by ${order} limit ${limit}`.execute(db)
  return rows
}

/** Where a page begins: the last ticket of the one before, to the microsecond. */
export async function findPlace(db: DbOrTx, staff: Staff, nomor: string): Promise<{ jatuh_tempo: string; nomor: string } | undefined> {
  const { rows } = await sql<{ jatuh_tempo: string; nomor: string }>`select t.jatuh_tempo::text as jatuh_tempo, t.nomor from tiket t
    where t.nomor = ${nomor} and ${inReach(staff)}`.execute(db)
  return rows[0]
}

export type Counts = Record<Tab, number>

/** Exact counts of all tabs, from the indexes alone. */
export async function countDesk(db: DbOrTx, staff: Staff, q: Omit<Query, 'tab'>): Promise<Counts> {
  const [groups, mine, followed] = await Promise.all([
    countParts(db, deskParts(staff), sql`true`, q),
    countParts(db, deskParts(staff), sql`t.pemegang = ${staff.id} and t.status = any(${[...OPEN]})`, q),
    countParts(db, followedParts(staff), sql`t.status = any(${[...OPEN]})`, q),
  ])
  const of = (...status: StatusTiket[]) => groups.filter((g) => status.includes(g.status)).reduce((sum, g) => sum + g.n, 0)
  const all = (found: readonly Group[]) => found.reduce((sum, g) => sum + g.n, 0)
  return {
    terbuka: of(...OPEN),
    baru: of('baru'),
    saya: all(mine),
    dikerjakan: of('dikerjakan'),
    menunggu: of('menunggu_pemohon'),
    lewat: groups.reduce((sum, g) => sum + (g.status === 'menunggu_pemohon' ? 0 : g.lewat), 0),
    dipantau: all(followed),
    selesai: of(...CLOSED),
  }
}

type Group = { status: StatusTiket; n: number; lewat: number }

async function countParts(db: DbOrTx, parts: readonly RawBuilder<boolean>[], which: RawBuilder<boolean>, q: Omit<Query, 'tab'>): Promise<Group[]> {
  if (parts.length === 0) return []
  const each = parts.map(
    (part) => sql`select t.status, count(*)::int as n, count(*) filter (where t.status in ('baru', 'dikerjakan') and ${overdue})::int as lewat
      from tiket t where ${part} and ${which} and ${chosen(q)} group by t.status`,
  )
  return (await sql<Group>`${sql.join(each, sql` union all `)}`.execute(db)).rows
}

/** Open tickets of the desk by category or by agency, for the choices beside the list. */
export async function countBy(db: DbOrTx, staff: Staff, column: 'kategori' | 'instansi_id'): Promise<{ id: string; n: number }[]> {
  const parts = deskParts(staff).map(
    (part) => sql`select ${sql.ref(`t.${column}`)} as id, count(*)::int as n from tiket t where ${part} and t.status = any(${[...OPEN]}) group by 1`,
  )
  if (parts.length === 0) return []
  const { rows } = await sql<{ id: string; n: number }>`select id, sum(n)::int as n from (${sql.join(parts, sql` union all `)}) u
    where id is not null group by 1 order by 2 desc, 1`.execute(db)
  return rows
}

/** Tickets with this number or of this person, whatever their state. */
export async function findTickets(db: DbOrTx, staff: Staff, by: { nomor: string } | { nip: string }): Promise<Row[]> {
  const what = 'nomor' in by ? sql`t.nomor = ${by.nomor}` : sql`t.nip = ${by.nip}`
  const { rows } = await sql<Row>`select ${COLUMNS} from tiket t where ${what} and ${inReach(staff)} order by t.dibuat desc, t.nomor limit 50`.execute(db)
  return rows
}

/** A ticket as its page shows it; isi and the messages are opened by the store. */
export type DeskTicket = Row & {
  asal: Asal
  unit_id: string | null
  konteks: Konteks
  digabung_ke: string | null
  hasil: string | null
  versi: number
  dipegang_sampai: Date | null
  selesai_pada: Date | null
  naik_tingkat: number
  punya_email: boolean
  /** at one of his desks; otherwise he only follows it */
  meja: boolean
  saya: boolean
  nama_unit: string | null
}

/** One ticket. Outside of reach there is no such page. */
export async function getDesk(db: DbOrTx, staff: Staff, nomor: string): Promise<DeskTicket> {
  const { rows } = await sql<DeskTicket>`select ${COLUMNS}, t.asal, t.unit_id, t.konteks, t.digabung_ke, t.hasil, t.versi, t.dipegang_sampai, t.selesai_pada,
      t.naik_tingkat, (t.email is not null or t.nip is not null) as punya_email, ${atDesk(staff)} as meja, (${HELD} and t.pemegang = ${staff.id}) as saya,
      (select u.nama from ref_unor u where u.id = t.unit_id) as nama_unit
    from tiket t where t.nomor = ${nomor} and ${inReach(staff)}`.execute(db)
  if (!rows[0]) throw problem('not_found')
  return rows[0]
}

/** Role and scope under which a person acts on a ticket of his desk. */
export function placeAt(staff: Staff, t: Pick<DeskTicket, 'tingkat' | 'unit_id' | 'instansi_id' | 'wilayah_id'>): Place | undefined {
  const id = t.tingkat === 4 ? PUSAT : t.tingkat === 3 ? t.wilayah_id : t.tingkat === 2 ? t.instansi_id : t.unit_id
  return placesOf(staff).find((p) => p.tier === t.tingkat && p.id === id)
}

/** The office from which a person looks at a ticket: of his desk, or one that may follow it. */
export function officeOn(
  staff: Staff,
  t: Pick<DeskTicket, 'tingkat' | 'unit_id' | 'instansi_id' | 'wilayah_id'> & { instansi_lain_id: string | null },
): Place | undefined {
  const ids = [t.unit_id, t.instansi_id, t.instansi_lain_id, t.wilayah_id]
  return placeAt(staff, t) ?? placesOf(staff).find((p) => (p.tier === 4 ? t.tingkat === 4 : ids.includes(p.id)))
}
