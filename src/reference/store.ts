// Puts the rows of a file into a list: COPY into a temporary table, checks in SQL, upsert by id, missing rows retired.
import { sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from '../db/pool.ts'
import { keepFormerNames } from './aliases.ts'
import { withCopy, type Cell } from './copy.ts'
import type { Entry, ReferenceList } from './index.ts'
import { FileFault, newRun, recordRun, REFUSALS_KEPT, type Refusal, type RunHead, type RunResult } from './runs.ts'

/** Where the lists come from that ship with the product. */
export const SEED_SOURCE = 'benih'
const OFFICIAL_SOURCE = 'sapk'

/** A row to be loaded, or one that was refused while reading; its id still protects the entry from being retired. */
export type Incoming = (Entry & { baris?: number }) | { baris: number; id: string | null; tolak: string }

export type ListFile = {
  berkas: string
  sha256: string
  rows: Iterable<Incoming> | AsyncIterable<Incoming>
  /** columns the file speaks about; others are set for new entries only */
  columns?: readonly (keyof Entry)[]
  dryRun?: boolean
  /** false: a partial file, nothing is retired */
  retire?: boolean
  /** let a file retire more than half of a list */
  allowShrink?: boolean
}

const SETTABLE = ['kode', 'induk_id', 'lingkup_id', 'jenis', 'urutan', 'aktif'] as const
const STAGED = ['baris', 'id', 'kode', 'nama', 'induk_id', 'lingkup_id', 'jenis', 'info', 'aktif', 'urutan', 'tolak'] as const

/** Brings a list to the state of a file, in one transaction, and records the run. Dry run: everything but the change. */
export async function replaceList(pool: pg.Pool, list: ReferenceList, file: ListFile): Promise<RunResult> {
  const head: RunHead = {
    daftar: list.code,
    judul: list.title,
    berkas: file.berkas,
    sha256: file.sha256,
    ujiCoba: file.dryRun ?? false,
  }
  return await withCopy(pool, async (tx, copyInto) => {
    await sql`create temporary table tahap (baris integer, id text, kode text, nama text, induk_id text, lingkup_id text, jenis text,
      info jsonb, aktif boolean, urutan integer, tolak text) on commit drop`.execute(tx)
    await copyInto('tahap', STAGED, staged(list, file.rows))
    await sql`create index on tahap (id)`.execute(tx)
    await sql`analyze tahap`.execute(tx)
    await check(tx, list)
    await compare(tx, list, file)
    const run = await count(tx, newRun(head))
    if (run.baris === 0) throw new FileFault(1, 'berkas tidak memuat satu baris pun')
    if (!file.allowShrink) await refuseShrinking(tx, list)
    if (!file.dryRun) await write(tx, list, run, file.berkas === SEED_SOURCE ? SEED_SOURCE : OFFICIAL_SOURCE)
    await recordRun(tx, run)
    return run
  })
}

async function* staged(list: ReferenceList, rows: ListFile['rows']): AsyncGenerator<Cell[]> {
  let position = 0
  for await (const row of rows) {
    position += 1
    if ('tolak' in row) yield [String(row.baris), row.id, null, null, null, null, null, null, null, null, row.tolak]
    else yield toCells(list, row, row.baris ?? position)
  }
}

function toCells(list: ReferenceList, e: Entry, baris: number): Cell[] {
  const info = list.derive ? { ...e.info, ...list.derive(e) } : e.info
  const order = e.urutan === null ? null : String(e.urutan)
  return [String(baris), e.id, e.kode, e.nama, e.induk_id, e.lingkup_id, e.jenis, JSON.stringify(info), String(e.aktif), order, null]
}

async function check(tx: Tx, list: ReferenceList): Promise<void> {
  if (list.mergeByCode) {
    await sql`update tahap set info = info || jsonb_build_object('sapk_id', id), id = kode where kode is not null and id <> kode`.execute(tx)
  }
  if (list.scope) await checkOwners(tx, list.scope)
  await sql`update tahap t set tolak = 'id "' || left(t.id, 60) || '" ganda, sudah ada di baris ' || d.pertama
    from (select id, min(baris) as pertama from tahap where tolak is null group by id having count(*) > 1) d
    where t.id = d.id and t.baris > d.pertama and t.tolak is null`.execute(tx)
  await checkParents(tx, list)
}

/** Owners may be named by our id or by SAPK's. */
async function checkOwners(tx: Tx, scope: 'only' | 'first'): Promise<void> {
  await sql`update tahap t set lingkup_id = i.id from ref_instansi i
    where i.info ->> 'sapk_id' = t.lingkup_id and i.id <> t.lingkup_id`.execute(tx)
  await sql`update tahap t set tolak = case when lingkup_id is null then 'instansi pemilik belum diisi' else 'instansi "' || left(lingkup_id, 60) || '" tidak dikenal' end
    where tolak is null and (${scope === 'only'} or lingkup_id is not null)
      and not exists (select from ref_instansi i where i.id = t.lingkup_id)`.execute(tx)
}

/** Repeated, because a refused parent takes its children along. */
async function checkParents(tx: Tx, list: ReferenceList): Promise<void> {
  const known = sql.table(list.parent ? `ref_${list.parent}` : list.table)
  const inFile = list.parent ? sql`` : sql`and not exists (select from tahap p where p.id = t.induk_id and p.tolak is null)`
  for (;;) {
    const done = await sql`update tahap t set tolak = 'induk "' || left(t.induk_id, 60) || '" tidak dikenal'
      where t.tolak is null and t.induk_id is not null ${inFile} and not exists (select from ${known} p where p.id = t.induk_id)`.execute(tx)
    if (!done.numAffectedRows) return
  }
}

/** What the file would change (beda) and retire (hilang). */
async function compare(tx: Tx, list: ReferenceList, file: ListFile): Promise<void> {
  const table = sql.table(list.table)
  const speaksOf = new Set<string>(file.columns ?? SETTABLE)
  const value = (c: string) => (speaksOf.has(c) ? sql`t.${sql.ref(c)}` : sql`coalesce(r.${sql.ref(c)}, t.${sql.ref(c)})`)
  const values = SETTABLE.map((c) => sql`${value(c)} as ${sql.ref(c)}`)
  const same = SETTABLE.map((c) => sql`r.${sql.ref(c)} is not distinct from ${value(c)}`)
  await sql`create temporary table beda on commit drop as
    select t.id, t.nama, coalesce(r.info, '{}') || t.info as info, ${sql.join(values)}, r.id is null as baru
    from tahap t left join ${table} r on r.id = t.id
    where t.tolak is null and (r.id is null or r.nama <> t.nama or not r.info @> t.info or not (${sql.join(same, sql` and `)}))`.execute(tx)
  const scoped = list.scope === 'only' ? sql`and r.lingkup_id in (select lingkup_id from tahap)` : sql``
  await sql`create temporary table hilang on commit drop as
    select r.id, r.asal from ${table} r
    where ${file.retire ?? true} and r.aktif and r.id not like 'L-%' ${scoped} and not exists (select from tahap t where t.id = r.id)`.execute(tx)
}

async function count(tx: Tx, run: RunResult): Promise<RunResult> {
  const { rows } = await sql<Pick<RunResult, 'baris' | 'baru' | 'berubah' | 'dinonaktifkan' | 'ditolak'>>`
    select (select count(*) from tahap) as baris, (select count(*) from tahap where tolak is not null) as ditolak,
      (select count(*) from beda where baru) as baru, (select count(*) from beda where not baru) as berubah,
      (select count(*) from hilang) as dinonaktifkan`.execute(tx)
  const n = rows[0]!
  const refused = await sql<Refusal>`select baris, tolak as alasan from tahap where tolak is not null order by baris limit ${REFUSALS_KEPT}`.execute(tx)
  const twice = await sql<{ n: number }>`select count(*) as n from
    (select 1 from tahap where tolak is null group by lower(nama), induk_id, lingkup_id having count(*) > 1) g`.execute(tx)
  const catatan = twice.rows[0]!.n > 0 ? [`${twice.rows[0]!.n} nama muncul lebih dari sekali di bawah induk yang sama`] : []
  return { ...run, ...n, tetap: n.baris - n.ditolak - n.baru - n.berubah, tolakan: refused.rows, catatan }
}

/** A file cut at the end of a row looks whole; that it would retire half of an official list gives it away. */
async function refuseShrinking(tx: Tx, list: ReferenceList): Promise<void> {
  const { rows } = await sql<{ hilang: number; semua: number }>`select
    (select count(*) from hilang where asal = ${OFFICIAL_SOURCE}) as hilang,
    (select count(*) from ${sql.table(list.table)} where aktif and asal = ${OFFICIAL_SOURCE}) as semua`.execute(tx)
  const { hilang, semua } = rows[0]!
  if (hilang > 20 && hilang * 2 > semua) {
    throw new FileFault(
      1,
      `berkas akan menonaktifkan ${hilang} dari ${semua} baris ${list.title}; mungkin terpotong. Bila memang demikian, ulangi dengan --izinkan-susut`,
    )
  }
}

async function write(tx: Tx, list: ReferenceList, run: RunResult, source: string): Promise<void> {
  const table = sql.table(list.table)
  await speedUpTrigrams(tx)
  const columns = sql.join(['id', 'nama', 'info', ...SETTABLE].map((c) => sql.ref(c)))
  const set = ['nama', 'info', ...SETTABLE, 'asal', 'versi_impor'].map((c) => sql`${sql.ref(c)} = excluded.${sql.ref(c)}`)
  await keepFormerNames(tx, list.code, source)
  await sql`insert into ${table} (${columns}, asal, versi_impor) select ${columns}, ${source}, ${run.id} from beda
    on conflict (id) do update set ${sql.join(set)}, berlaku_sampai = null`.execute(tx)
  await sql`update ${table} r set aktif = false, berlaku_sampai = current_date, versi_impor = ${run.id} from hilang h where h.id = r.id`.execute(tx)
  if (run.baru + run.berubah < 1000) return
  // Search must not wait for the next autovacuum: fold the pending index entries in and renew the statistics.
  await sql`select gin_clean_pending_list(${`${list.table}_kata`}::regclass)`.execute(tx)
  await sql`analyze ${table}`.execute(tx)
}

/** For this transaction trigram indexes take new entries in few large batches: twice as fast as many small ones. */
export async function speedUpTrigrams(tx: Tx): Promise<void> {
  await sql`select set_config('gin_pending_list_limit', '131072', true), set_config('maintenance_work_mem', '262144', true)`.execute(tx)
}
