// The queue of a verifier and the ways to find one form. Scope stands in the WHERE of every query (clarifications 4.1).
import { sql, type RawBuilder } from 'kysely'
import type { DbOrTx } from '../../db/pool.ts'
import type { Keys } from '../../security/keys.ts'
import { normaliseKodeDokumen, normaliseNomor } from '../../security/nomor.ts'
import { countKeys, anyLevel, barredFor, idsFor, inSight, levelsOf, queueParts, waitingFor, type Staff } from '../../workflow/scope.ts'
import { sumCounts } from '../../workflow/counts.ts'
import { freeFor, type FormKey } from './claim.ts'

export type QueueRow = {
  id: string
  nip: string
  nama: string
  unit_id: string | null
  unit: string | null
  status: string
  versi: number
  masuk_pada: Date
  putaran: number
  jumlah_usulan: number
  dialihkan: boolean
  dibuka: boolean
  menunggu_referensi: boolean
  /** who holds it now */
  pemegang: string | null
  milik_saya: boolean
  boleh: boolean
}

export const FILTERS = {
  'dikirim-ulang': 'Dikirim ulang',
  'tanpa-perubahan': 'Tanpa perubahan',
  'menunggu-referensi': 'Menunggu referensi',
  bebas: 'Tidak dipegang',
  saya: 'Saya pegang',
} as const
export type Filter = keyof typeof FILTERS

export type QueueQuery = { filter?: Filter; bagian?: string; unit?: string; byUnit?: boolean; after?: FormKey; limit: number }

/** Forms that wait for this person, oldest first or by unit; the page after `after`. */
export async function listQueue(db: DbOrTx, staff: Staff, periode: string, q: QueueQuery): Promise<QueueRow[]> {
  const order = q.byUnit ? sql`coalesce(u.nama, ''), f.masuk_pada, f.nip` : sql`f.masuk_pada, f.nip`
  const after = q.after ? sql`(${order}) > (${await placeOf(db, q.after, order)})` : sql`true`
  // By age each part is read in the order of its index and stops early; by unit all of the queue has to be looked at.
  const cut = q.byUnit ? sql`` : sql`order by f.masuk_pada, f.nip limit ${q.limit}`
  const parts = queueParts(staff).map(
    (part) => sql`(select f.* from formulir f
    where ${part} and f.periode = ${periode} and not ${barredFor(staff)} and ${matches(staff, q)} and ${q.byUnit ? sql`true` : after} ${cut})`,
  )
  if (parts.length === 0) return []
  const queue = sql`(${sql.join(parts, sql` union all `)}) f`
  // The page is cut out before anything is looked up for its rows.
  const page = q.byUnit ? sql`(select f.* from ${queue} ${withUnit} where ${after} order by ${order} limit ${q.limit}) f` : queue
  const { rows } = await sql<QueueRow>`select ${columns(staff)} from ${page} ${withNames} order by ${order} limit ${q.limit}`.execute(db)
  return rows
}

const withNames = sql`left join cari_nama c on c.nip = f.nip left join ref_unor u on u.id = coalesce(c.unor_id, f.unit_id) left join petugas p on p.id = f.pemegang`

// One look-up a form, however many names there are: left to itself the planner reads all names of the country.
const withUnit = sql`left join lateral (select unor_id from cari_nama n where n.nip = f.nip offset 0) c on true left join ref_unor u on u.id = coalesce(c.unor_id, f.unit_id)`

const columns = (
  staff: Staff,
) => sql`f.id, f.nip, coalesce(c.nama, '') as nama, u.id as unit_id, u.nama as unit, f.status, f.versi, f.masuk_pada, f.putaran, f.jumlah_usulan,
  f.dialihkan, f.dibuka_pada is not null as dibuka, ${waitingFor(staff)} as boleh,
  exists (select from usulan x where x.nip = f.nip and x.periode = f.periode and x.menunggu_referensi) as menunggu_referensi,
  case when f.dipegang_sampai > clock_timestamp() then p.nama end as pemegang, coalesce(f.pemegang = ${staff.id} and f.dipegang_sampai > clock_timestamp(), false) as milik_saya`

/** Where a form stands in an order, as values of a row comparison. */
async function placeOf(db: DbOrTx, at: FormKey, order: RawBuilder<unknown>): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ tempat: string[] }>`select array[${order}]::text[] as tempat
    from (select nip, masuk_pada::text, unit_id, pemegang from formulir where nip = ${at.nip} and periode = ${at.periode}) f ${withNames}`.execute(db)
  const place = rows[0]?.tempat ?? ['-infinity', '']
  const [time, nip] = place.slice(-2)
  return place.length === 3 ? sql`${place[0]}, ${time}::timestamptz, ${nip}` : sql`${time}::timestamptz, ${nip}`
}

function matches(staff: Staff, q: Pick<QueueQuery, 'filter' | 'bagian' | 'unit'>): RawBuilder<boolean> {
  const conditions = [sql<boolean>`true`]
  if (q.filter === 'dikirim-ulang') conditions.push(sql`f.putaran > 1`)
  if (q.filter === 'tanpa-perubahan') conditions.push(sql`f.jumlah_usulan = 0`)
  if (q.filter === 'menunggu-referensi')
    conditions.push(sql`exists (select from usulan x where x.nip = f.nip and x.periode = f.periode and x.menunggu_referensi)`)
  if (q.filter === 'bebas') conditions.push(freeFor(staff))
  if (q.filter === 'saya') conditions.push(sql`f.pemegang = ${staff.id} and f.dipegang_sampai > clock_timestamp()`)
  if (q.bagian) conditions.push(sql`exists (select from usulan x where x.nip = f.nip and x.periode = f.periode and x.bagian = ${q.bagian})`)
  if (q.unit) conditions.push(sql`exists (select from cari_nama x where x.nip = f.nip and x.unor_id = ${q.unit})`)
  return sql.join(conditions, sql` and `) as RawBuilder<boolean>
}

/** Exactly how many forms wait: the counters, less those he may not decide himself. With a filter they are counted one by one. */
export async function countQueue(db: DbOrTx, staff: Staff, periode: string, q: Pick<QueueQuery, 'filter' | 'bagian' | 'unit'> = {}): Promise<number> {
  if (levelsOf(staff).length === 0) return 0
  const filtered = Boolean(q.filter || q.bagian || q.unit)
  const condition = filtered ? sql`${waitingFor(staff)} and ${matches(staff, q)}` : sql`${anyLevel(staff)} and ${barredFor(staff)}`
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from formulir f where f.periode = ${periode} and ${condition}`.execute(db)
  return filtered ? rows[0]!.n : (await sumCounts(db, countKeys(staff))) - rows[0]!.n
}

export type Unit = { id: string; nama: string; n: number }

/** A longer queue is sorted by unit rather than cut down to one. */
const UNITS_UP_TO = 1000

/** Units of the people in the queue, for the filter; none when there are too many forms to be worth it. */
export async function listUnits(db: DbOrTx, staff: Staff, periode: string): Promise<Unit[]> {
  const { rows } =
    await sql<Unit>`with antrean as materialized (select f.nip from formulir f where f.periode = ${periode} and ${waitingFor(staff)} limit ${UNITS_UP_TO + 1})
    select u.id, u.nama, count(*)::int as n from antrean a join lateral (select unor_id from cari_nama n where n.nip = a.nip offset 0) c on true
      join ref_unor u on u.id = c.unor_id where (select count(*) from antrean) <= ${UNITS_UP_TO} group by u.id, u.nama order by u.nama limit 200`.execute(db)
  return rows
}

export type Hits = { exact: boolean; rows: QueueRow[] }

/** What was scanned or typed: address or code of a document, NIP, nomor register, or part of a name. */
export async function findHits(db: DbOrTx, keys: Keys, staff: Staff, periode: string, typed: string): Promise<Hits> {
  const nip = await findNip(db, keys, typed)
  if (nip) {
    const rows = await listHits(db, staff, sql`from formulir f ${withNames} where f.nip = ${nip} and f.periode = ${periode} and ${inSight(staff)}`)
    if (rows.length) return { exact: true, rows }
  }
  const words = nameWords(typed)
  if (words.length === 0) return { exact: false, rows: [] }
  const like = sql.join(
    words.map((w) => sql`n.cari like ${`%${w}%`}`),
    sql` and `,
  )
  const rows = await listHits(
    db,
    staff,
    sql`from (select n.nip from cari_nama n join formulir f on f.nip = n.nip and f.periode = ${periode}
    where ${like} and ${nearby(staff)} and ${inSight(staff)} limit ${MANY}) t join formulir f on f.nip = t.nip and f.periode = ${periode} ${withNames}`,
  )
  return { exact: rows.length === 1, rows }
}

/** Of a common name this many are looked at; whoever is not among the shown ones types more letters. */
const MANY = 200
export const HITS_SHOWN = 25

async function listHits(db: DbOrTx, staff: Staff, from: RawBuilder<unknown>): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`select ${columns(staff)} ${from} order by boleh desc, f.masuk_pada nulls last, f.nip limit ${HITS_SHOWN}`.execute(db)
  return rows
}

/** The NIP behind a number or code; undefined when what was typed is none. */
export async function findNip(db: DbOrTx, keys: Keys, typed: string): Promise<string | undefined> {
  const digits = typed.replace(/[\s.-]/g, '')
  if (/^\d{18}$/.test(digits)) return digits
  const kode = normaliseKodeDokumen(keys, /\/dokumen\/([\w-]+)/.exec(typed)?.[1] ?? typed)
  const nomor = normaliseNomor(typed)
  const query = kode
    ? sql`select nip from direktori_dokumen where kode = ${kode}`
    : nomor
      ? sql`select nip from direktori_register where nomor_register = ${nomor}`
      : undefined
  if (!query) return undefined
  const { rows } = await (query as RawBuilder<{ nip: string }>).execute(db)
  return rows[0]?.nip
}

/** Words of a name as the search column holds them; fewer than three letters find half the country. */
export function nameWords(typed: string): string[] {
  const words = typed
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .slice(0, 6)
  return words.some((w) => w.length >= 3) ? words : []
}

/** Agencies in which a name is looked for: keeps a common name from being read in the whole country. */
function nearby(staff: Staff): RawBuilder<boolean> {
  const parts = levelsOf(staff).map((l) => {
    const ids = idsFor(staff, l.role)
    if (l.scope === 'unitPilihan') return sql`n.instansi_id in (select lingkup_id from ref_unor where id = any(${ids}))`
    if (l.scope === 'instansi') return sql`n.instansi_id = any(${ids})`
    return l.scope === 'nasional' ? sql`true` : sql`n.instansi_id in (select id from ref_instansi where coalesce(info ->> 'kanreg_kode', '00') = any(${ids}))`
  })
  return (parts.length ? sql`(${sql.join(parts, sql` or `)})` : sql`true`) as RawBuilder<boolean>
}

export type PaperRow = {
  id: string
  nip: string
  nama: string
  unit: string | null
  nomor_register: string | null
  dikirim_pada: Date
}
export const PAPER_ROWS = 1000

/** "Belum menyerahkan berkas": sent forms in sight whose paper file has not come. */
export async function listWithoutPaper(db: DbOrTx, staff: Staff, periode: string): Promise<PaperRow[]> {
  const { rows } = await sql<PaperRow>`select f.id, f.nip, coalesce(c.nama, '') as nama, u.nama as unit, a.nomor_register, f.dikirim_pada
    from formulir f ${withNames} left join akun a on a.nip = f.nip
    where f.periode = ${periode} and ${inSight(staff)} and f.dikirim_pada is not null and f.berkas_diterima_pada is null
    order by u.nama nulls last, c.nama, f.nip limit ${PAPER_ROWS}`.execute(db)
  return rows
}
