// Puts the rows of a section file into the official record: COPY, checks in SQL, upsert, one event per changed person.
import { sql, type RawBuilder } from 'kysely'
import type pg from 'pg'
import type { Tx } from '../db/pool.ts'
import { fieldsOf, type AnySection } from '../form/section.ts'
import { keyOf } from '../form/table.ts'
import { withCopy } from '../reference/copy.ts'
import { FileFault, newRun, recordRun, REFUSALS_KEPT, type Refusal, type RunHead, type RunResult } from '../reference/runs.ts'
import { dataPosisi } from '../sections/dataPosisi.ts'
import { dataUtama } from '../sections/dataUtama.ts'
import { speedUpTrigrams } from '../reference/store.ts'
import { recordImport } from './events.ts'
import type { SectionColumn, SectionRows } from './sectionFile.ts'

export type SectionFile = SectionRows & { berkas: string; sha256: string; dryRun?: boolean; synthetic?: boolean }

type Part = RawBuilder<unknown>
const name = (c: { name: string }): Part => sql.ref(c.name)

/** Brings a section up to a file, in one transaction, and records the run. Rows the file does not name stay. */
export async function upsertSection(pool: pg.Pool, s: AnySection, file: SectionFile): Promise<RunResult> {
  const head: RunHead = {
    daftar: s.code,
    judul: s.title,
    berkas: file.berkas,
    sha256: file.sha256,
    ujiCoba: file.dryRun ?? false,
  }
  return await withCopy(pool, async (tx, copyInto) => {
    const own = keyOf(s).map((k) => sql`${sql.ref(k)} text`)
    const columns = file.columns.map((c) => sql`${name(c)} ${sql.raw(c.type)}`)
    await sql`create temporary table tahap (baris integer, ${sql.join([...own, ...columns])}, tolak text) on commit drop`.execute(tx)
    await copyInto('tahap', ['baris', ...keyOf(s), ...file.columns.map((c) => c.name), 'tolak'], file.rows)
    await sql`analyze tahap (nip)`.execute(tx)
    await resolveAgencies(tx, file.columns)
    await compare(tx, s, file.columns)
    const run = await count(tx, newRun(head))
    if (run.baris === 0) throw new FileFault(1, 'berkas tidak memuat satu baris pun')
    if (!file.dryRun) await write(tx, s, file, run)
    await recordRun(tx, run)
    return run
  })
}

/** Extracts name agencies by SAPK's id, we by their four-digit code (refdata.md 1). */
async function resolveAgencies(tx: Tx, columns: readonly SectionColumn[]): Promise<void> {
  for (const c of columns) {
    if (c.references !== 'ref_instansi') continue
    await sql`update tahap t set ${name(c)} = i.id from ref_instansi i where i.info ->> 'sapk_id' = t.${name(c)} and i.id <> t.${name(c)}`.execute(tx)
  }
}

/** siap = the rows with names filled in, what is wrong with them, and whether they are new or different. */
async function compare(tx: Tx, s: AnySection, columns: readonly SectionColumn[]): Promise<void> {
  const codes = columns.flatMap((c, i) => (c.references ? [{ c, list: sql.ref(`r${i}`), table: sql.table(c.references), alias: sql.raw(`r${i}`) }] : []))
  const named = new Set(columns.map((c) => c.name))
  const values = columns.map((c) => {
    const code = codes.find((k) => c.name === `${k.c.name}_nama`)
    return code ? sql`coalesce(t.${name(c)}, ${code.list}.nama) as ${name(c)}` : sql`t.${name(c)}`
  })
  const added = codes.filter((k) => !named.has(`${k.c.name}_nama`)).map((k) => sql`${k.list}.nama as ${sql.ref(`${k.c.name}_nama`)}`)
  const faults = codes.map(
    (k) => sql`when t.${name(k.c)} is not null and ${k.list}.id is null then ${`kode ${k.c.name} "`} || left(t.${name(k.c)}, 40) || '" tidak dikenal'`,
  )
  const unknownPerson =
    s === dataUtama ? [] : [sql`when not exists (select from ${sql.table(dataUtama.table)} u where u.nip = t.nip) then 'NIP belum ada di Data Utama'`]
  const own = sql.join(keyOf(s).map((k) => sql`t.${sql.ref(k)}`))
  await sql`create temporary table cocok on commit drop as
    select t.baris, ${own}, ${sql.join([...values, ...added])},
      case when t.tolak is not null then t.tolak ${sql.join([...unknownPerson, ...faults], sql` `)} end as tolak
    from tahap t ${sql.join(
      codes.map((k) => sql`left join ${k.table} ${k.alias} on ${k.list}.id = t.${name(k.c)}`),
      sql` `,
    )}`.execute(tx)
  await markTwice(tx, s)
  await mark(tx, s, stored(columns))
}

/** Of rows with the same key the first good one counts. */
async function markTwice(tx: Tx, s: AnySection): Promise<void> {
  const key = sql.join(keyOf(s).map((k) => sql.ref(k)))
  const what = s.rows === 'many' ? 'NIP dan id' : 'NIP'
  await sql`update cocok t set tolak = ${`${what} ganda, sudah ada di baris `} || d.pertama
    from (select ${key}, min(baris) as pertama from cocok where tolak is null group by ${key} having count(*) > 1) d
    where (${sql.join(
      keyOf(s).map((k) => sql`t.${sql.ref(k)} = d.${sql.ref(k)}`),
      sql` and `,
    )}) and t.baris > d.pertama and t.tolak is null`.execute(tx)
}

/** Names of the columns that are written; a code brings its name along. */
function stored(columns: readonly SectionColumn[]): string[] {
  return [...new Set(columns.flatMap((c) => (c.references ? [c.name, `${c.name}_nama`] : [c.name])))]
}

/** A sealed value differs at every sealing; its blind index tells whether it is the same. */
async function mark(tx: Tx, s: AnySection, columns: readonly string[]): Promise<void> {
  const sealed = new Set(
    fieldsOf(s)
      .filter(([, f]) => f.secret)
      .map(([key]) => key),
  )
  const differs = columns.filter((c) => !sealed.has(c)).map((c) => sql`s.${sql.ref(c)} is distinct from c.${sql.ref(c)}`)
  const same = keyOf(s).map((k) => sql`s.${sql.ref(k)} = c.${sql.ref(k)}`)
  await sql`create temporary table siap on commit drop as
    select c.*, s.nip is null as baru, s.nip is null or ${sql.join(differs, sql` or `)} as tulis
    from cocok c left join ${sql.table(s.table)} s on ${sql.join(same, sql` and `)}`.execute(tx)
  // What was accepted here is newer than the extract until SAPK has it.
  await sql`update siap set tolak = 'perubahan orang ini sudah diterima lewat e-PUPNS; tidak ditimpa'
    where tulis and tolak is null and exists (select from formulir f where f.nip = siap.nip and f.diterima_pada is not null)`.execute(tx)
}

async function count(tx: Tx, run: RunResult): Promise<RunResult> {
  const { rows } = await sql<Pick<RunResult, 'baris' | 'baru' | 'berubah' | 'ditolak'>>`
    select count(*) as baris, count(*) filter (where tolak is not null) as ditolak, count(*) filter (where tolak is null and baru) as baru,
      count(*) filter (where tolak is null and tulis and not baru) as berubah from siap`.execute(tx)
  const n = rows[0]!
  const refused = await sql<Refusal>`select baris, tolak as alasan from siap where tolak is not null order by baris limit ${REFUSALS_KEPT}`.execute(tx)
  return { ...run, ...n, tetap: n.baris - n.ditolak - n.baru - n.berubah, tolakan: refused.rows }
}

async function write(tx: Tx, s: AnySection, file: SectionFile, run: RunResult): Promise<void> {
  const table = sql.table(s.table)
  const written = stored(file.columns).map((c) => sql.ref(c))
  const all = sql.join([...keyOf(s).map((k) => sql.ref(k)), ...written])
  await sql`insert into ${table} as s (${all}, sintetis) select ${all}, ${file.synthetic ?? false} from siap where tolak is null and tulis order by nip
    on conflict (${sql.join(keyOf(s).map((k) => sql.ref(k)))}) do update set
    ${sql.join(written.map((c) => sql`${c} = excluded.${c}`))}, versi = s.versi + 1, diubah = clock_timestamp()`.execute(tx)
  if (s === dataUtama || s === dataPosisi) await renewNames(tx)
  await recordImport(tx, run.id, s.code)
  await sql`analyze ${table}`.execute(tx)
}

/** Keeps the narrow table for name search in step (clarifications 4.1). */
async function renewNames(tx: Tx): Promise<void> {
  await speedUpTrigrams(tx)
  const fieldTo = (list: string) => sql.ref(fieldsOf(dataPosisi).find(([, f]) => f.to === list)![0])
  await sql`insert into cari_nama as c (nip, nama, instansi_id, unor_id)
    select u.nip, coalesce(u.nama, ''), p.${fieldTo('instansi')}, p.${fieldTo('unor')}
    from ${sql.table(dataUtama.table)} u join ${sql.table(dataPosisi.table)} p on p.nip = u.nip
    where p.${fieldTo('instansi')} is not null and u.nip in (select nip from siap where tolak is null and tulis) order by u.nip
    on conflict (nip) do update set nama = excluded.nama, instansi_id = excluded.instansi_id, unor_id = excluded.unor_id
    where (c.nama, c.instansi_id, c.unor_id) is distinct from (excluded.nama, excluded.instansi_id, excluded.unor_id)`.execute(tx)
}
