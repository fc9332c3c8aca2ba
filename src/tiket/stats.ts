// Figures of a helpdesk: what is open, how old it is, how long answers take. Counts only, no person.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import type { Staff } from '../workflow/scope.ts'
import { deskParts, inOffice, inReach, overdue, placesOf } from './desk.ts'
import type { Tingkat } from './kategori.ts'

export type OpenGroup = { id: string; n: number; lewat: number }
export type Medians = { dijawab: number | null; ditutup: number | null; jumlah: number }
export type Stats = {
  kategori: OpenGroup[]
  tingkat: (OpenGroup & { id: string })[]
  umur: OpenGroup[]
  instansi: (OpenGroup & Medians)[]
  semua: Medians
}

const OPEN = sql<boolean>`t.status in ('baru', 'dikerjakan', 'menunggu_pemohon')`
const DAYS = 90
const AGENCIES = 100

/** Days of age at which a group begins, and its words. */
export const AGES = { '0': 'Hari ini dan kemarin', '2': '2 sampai 7 hari', '8': '8 sampai 30 hari', '31': 'Lebih dari 30 hari' } as const

const AGE = sql`case when t.dibuat > clock_timestamp() - interval '2 days' then '0' when t.dibuat > clock_timestamp() - interval '8 days' then '2'
  when t.dibuat > clock_timestamp() - interval '31 days' then '8' else '31' end`
const LATE = sql`count(*) filter (where t.status <> 'menunggu_pemohon' and ${overdue})::int as lewat`
/** Hours, of the tickets opened in the last ninety days. */
const MEDIANS = sql`(percentile_cont(0.5) within group (order by extract(epoch from t.dijawab_pada - t.dibuat)) / 3600)::float as dijawab,
  (percentile_cont(0.5) within group (order by extract(epoch from t.selesai_pada - t.dibuat)) filter (where t.status = 'selesai') / 3600)::float as ditutup,
  count(*)::int as jumlah`
const RECENT = sql<boolean>`t.dibuat > clock_timestamp() - make_interval(days => ${DAYS})`

/** All figures of the person's offices, at every tier. */
export async function readStats(db: DbOrTx, staff: Staff): Promise<Stats> {
  const mine = inOffice(staff)
  const [open, agencies, all] = await Promise.all([
    sql<
      OpenGroup & { jenis: string }
    >`select case grouping(t.kategori, t.tingkat, ${AGE}) when 3 then 'kategori' when 5 then 'tingkat' else 'umur' end as jenis,
      coalesce(t.kategori, t.tingkat::text, ${AGE}) as id, count(*)::int as n, ${LATE}
      from tiket t where ${mine} and ${OPEN} group by grouping sets ((t.kategori), (t.tingkat), (${AGE})) order by 1, 3 desc, 2`.execute(db),
    sql<OpenGroup & Medians>`select t.instansi_id as id, count(*) filter (where ${OPEN})::int as n,
      count(*) filter (where ${OPEN} and t.status <> 'menunggu_pemohon' and ${overdue})::int as lewat, ${MEDIANS}
      from tiket t where ${mine} and (${OPEN} or ${RECENT}) and t.instansi_id is not null group by 1 order by 2 desc, 1 limit ${AGENCIES}`.execute(db),
    sql<Medians>`select ${MEDIANS} from tiket t where ${mine} and ${RECENT}`.execute(db),
  ])
  const of = (jenis: string) => open.rows.filter((r) => r.jenis === jenis)
  return { kategori: of('kategori'), tingkat: of('tingkat'), umur: of('umur'), instansi: agencies.rows, semua: all.rows[0]! }
}

export type Digest = { baru: number; lewat: number; segera: number; masuk: number; naik: number }

/** What the daily letter of an operator says: numbers of his desks, and what moved since yesterday. */
export async function readDigest(db: DbOrTx, staff: Staff): Promise<Digest> {
  const desks = deskParts(staff)
  const tiers: Tingkat[] = placesOf(staff).map((p) => p.tier)
  const mine = desks.length ? sql`(${sql.join(desks, sql` or `)})` : sql`false`
  const moved = sql`t.pindah_pada > clock_timestamp() - interval '1 day'`
  const { rows } = await sql<Digest>`select
    (count(*) filter (where ${mine} and t.status = 'baru'))::int as baru,
    (count(*) filter (where ${mine} and t.status in ('baru', 'dikerjakan') and ${overdue}))::int as lewat,
    (count(*) filter (where ${mine} and t.status in ('baru', 'dikerjakan') and not ${overdue} and t.jatuh_tempo < clock_timestamp() + interval '1 day'))::int as segera,
    (count(*) filter (where ${mine} and ${moved} and t.dari_tingkat < t.tingkat))::int as masuk,
    (count(*) filter (where ${moved} and t.dari_tingkat = any(${tiers}) and t.dari_tingkat < t.tingkat and not ${mine}))::int as naik
    from tiket t where ${inReach(staff)} and ${OPEN}`.execute(db)
  return rows[0]!
}
