// The operators' inbox over 100,000 tickets: lists with exact counts, search, figures; as they are routed, and all at one desk.
import { sql } from 'kysely'
import type { Db } from '../src/db/pool.ts'
import { search } from '../src/features/helpdesk/service.ts'
import { newNomorTiket } from '../src/security/nomor.ts'
import { loadSmallLists } from '../src/reference/cache.ts'
import { loadReference } from '../src/reference/seeds.ts'
import { countBy, countDesk, findPlace, listDesk, TABS, type Query, type Tab } from '../src/tiket/desk.ts'
import { kategori } from '../src/tiket/kategori.ts'
import { readStats } from '../src/tiket/stats.ts'
import type { Ctx } from '../src/context.ts'
import type { Staff } from '../src/workflow/scope.ts'
import type { Bench } from './bench.ts'
import { repeat, type Report } from './figures.ts'
import { catcher, explain } from './plan.ts'
import type { Database } from './server.ts'

const TICKETS = 100_000
const FEW = 3000
const PAGE = 26
const LIMIT = { list: 100, search: 30 }
/** Where half of all tickets are open at one desk, reading them all is right. */
const ALL = 'all at one desk'

export async function tickets(bench: Bench): Promise<Report> {
  const number = bench.sizes.quick ? FEW : TICKETS
  const database = await (await bench.server()).newDatabase('ukur_tiket')
  const report: Report = { suite: 'tickets', title: `The inbox over ${number.toLocaleString('en')} tickets`, figures: [], plans: [], faults: [] }
  await loadReference(database.owner.pool, { provinces: ['33'] })
  await loadSmallLists(database.app.db)
  await fill(database.owner.db, number)
  await settle(database)
  const busiest = await busiestOffices(database.owner.db)
  for (const [name, scope] of Object.entries(busiest)) await measureDesk(bench, database, name, operator(scope), report)
  await sql`update tiket set tingkat = 4`.execute(database.owner.db)
  await settle(database)
  await measureDesk(bench, database, ALL, operator('00'), report)
  return report
}

const settle = ({ owner }: Database) => owner.pool.query('vacuum analyze tiket')

const operator = (scopeId: string): Staff => ({
  id: '01900000-0000-7000-8000-000000000001',
  nama: 'PETUGAS',
  nip: null,
  assignments: [{ role: 'helpdesk', scopeId }],
})

/** Agencies of very different size; of a hundred tickets 45 lie at BKD, 35 at Pusat, 10 in units and regions; half of them are closed. */
async function fill(db: Db, number: number): Promise<void> {
  const codes = kategori.map((k) => k.kode)
  const numbers = Array.from({ length: number }, newNomorTiket)
  await sql`insert into petugas (id, email, nama, sandi_hash, totp, sintetis) values (${operator('00').id}, 'ukur@ukur.test', 'PETUGAS', '-', '-', true)`.execute(
    db,
  )
  await sql`with kantor as (select id, coalesce(info ->> 'kanreg_kode', '00') as wilayah, row_number() over (order by hashtext(id)) as r, count(*) over () as n
      from ref_instansi where aktif)
    insert into tiket (nomor, kategori, nip, terverifikasi, asal, instansi_id, wilayah_id, tingkat, status, isi, konteks, pemegang, dipegang_sampai, jatuh_tempo,
      dijawab_pada, selesai_pada, dibuat, sintetis)
    select nomor, (${codes}::text[])[1 + hashint4(g) % ${codes.length} * sign(hashint4(g))::int],
      to_char(date '1960-01-01' + g % 11688, 'YYYYMMDD') || '199904' || 1 + g % 2 || lpad((1 + g / 11688)::text, 3, '0'), true, 'akun', k.id, k.wilayah,
      (array[1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4, 4, 4, 4, 4, 4, 4, 1])[1 + g % 20],
      s.status, '-', jsonb_build_object('teks', 'Unit ' || g % 20000), case when g % 37 = 0 then ${operator('00').id}::uuid end,
      case when g % 37 = 0 then now() + interval '1 hour' end, now() + (g % 400 - 150) * interval '1 hour',
      case when s.status in ('selesai', 'menunggu_pemohon') then now() - (g % 500) * interval '1 hour' end,
      case when s.status in ('selesai', 'digabung') then now() - (g % 300) * interval '1 hour' end, now() - (500 + g % 900) * interval '1 hour', true
    from (select nomor, g::int - 1 as g from unnest(${numbers}::text[]) with ordinality u(nomor, g)) n
      join kantor k on k.r = 1 + floor(k.n * power((hashint4extended(g, 7) & 1048575) / 1048576.0, 3))::int,
      lateral (select (array['baru', 'baru', 'dikerjakan', 'dikerjakan', 'menunggu_pemohon', 'selesai', 'selesai', 'selesai', 'selesai', 'digabung'])[1 + g / 20 % 10] as status) s`.execute(
    db,
  )
}

/** Of each tier above the units the office with the most tickets. */
async function busiestOffices(db: Db): Promise<Record<string, string>> {
  const most = async (column: string, tier: number): Promise<string> =>
    (
      await sql<{
        id: string
      }>`select ${sql.ref(column)} as id from tiket where tingkat = ${tier} and ${sql.ref(column)} <> '00' group by 1 order by count(*) desc limit 1`.execute(
        db,
      )
    ).rows[0]!.id
  return { agency: await most('instansi_id', 2), Kanreg: await most('wilayah_id', 3), Pusat: '00' }
}

async function measureDesk(bench: Bench, { app }: Database, name: string, staff: Staff, report: Report): Promise<void> {
  const { db } = app
  const ctx = { db } as Ctx
  const watch = catcher(app.pool)
  const often = { times: bench.sizes.times, seconds: 4 }
  const most = (limit: number) => (bench.sizes.quick ? undefined : limit)
  const total = await countDesk(db, staff, {})
  const measure = async (what: string, work: (i: number) => Promise<unknown>, limit: number, note?: string): Promise<void> => {
    const { plans, whole } = await explain(app, `${name}: ${what}`, await watch.during(() => work(0)))
    report.plans!.push(...plans.filter((p) => (p.ms ?? 0) > 1))
    if (!bench.sizes.quick && name !== ALL) report.faults.push(...whole.map((table) => `${name}: ${what}: reads ${table} whole`))
    report.figures.push(await repeat(`${name}: ${what}`, often, work, { most: most(limit), note }))
  }
  const list = (q: Query, after?: { jatuh_tempo: string; nomor: string }) => Promise.all([listDesk(db, staff, q, PAGE, after), countDesk(db, staff, q)])
  const page = (q: Query) => Promise.all([list(q), countBy(db, staff, 'kategori'), countBy(db, staff, 'instansi_id')])
  const tabs = Object.keys(TABS) as Tab[]
  await measure(
    'list with exact counts',
    () => list({ tab: 'terbuka' }),
    LIMIT.list,
    `${total.terbuka.toLocaleString('en')} open, ${total.selesai.toLocaleString('en')} closed`,
  )
  await measure('whole inbox page, every tab in turn', (i) => page({ tab: tabs[i % tabs.length]! }), LIMIT.list)
  const rows = await listDesk(db, staff, { tab: 'terbuka' }, Math.max(2, Math.floor(total.terbuka / 2)))
  const middle = await findPlace(db, staff, rows.at(-1)!.nomor)
  await measure('page from the middle', () => list({ tab: 'terbuka' }, middle), LIMIT.list)
  await measure('one category', (i) => list({ tab: 'terbuka', kategori: [kategori[i % kategori.length]!.kode] }), LIMIT.list)
  await measure('one agency', () => list({ tab: 'terbuka', instansi: rows[0]!.instansi_id! }), LIMIT.list)
  await measure('search by nomor', (i) => search(ctx, staff, rows[i % rows.length]!.nomor), LIMIT.search)
  await measure('search by NIP', (i) => search(ctx, staff, rows[i % rows.length]!.nip!), LIMIT.search)
  report.figures.push(await repeat(`${name}: statistics page`, often, () => readStats(db, staff), { note: 'reads all tickets of the office' }))
}
