// Brings a database to the newest schema: role, SQL files, job queue, grants. Forward only; two at once wait for each other.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import { Migrator, sql, type Migration } from 'kysely'
import pg from 'pg'
import { StartError } from '../startError.ts'
import { projectFolder } from './embeddedFiles.ts'
import { sqlState } from './errors.ts'
import { APP_ROLE, openDb } from './pool.ts'
import { firstConnection, type Patience } from './wait.ts'

export const migrationFolder = join(projectFolder, 'migrations')

// Any fixed number; held for the whole run, because job queue and grants are outside Kysely's own lock.
const LOCK = 20261123

/**
 * Migrates the database at `url`, creating it first when it is missing, and waiting for a server that is still starting.
 * Returns the names of the files run now.
 */
export async function migrate(url: string, patience: Patience = {}): Promise<string[]> {
  let client: pg.Client
  try {
    client = await firstConnection(url, patience)
  } catch (error) {
    if (sqlState(error) !== '3D000') throw error
    await createDatabase(url)
    return migrate(url, patience)
  }
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await refuseUnfit(client)
    await ensureRole(client)
    const done = await runFiles(url, migrationFolder)
    await runMigrations({ connectionString: url, schema: 'graphile_worker', logger: undefined })
    await grant(client)
    return done
  } finally {
    await client.end()
  }
}

/** C.UTF-8 from template0: sorting and pattern search must be the same on every machine. */
async function createDatabase(url: string): Promise<void> {
  const address = new URL(url)
  const name = decodeURIComponent(address.pathname.slice(1))
  address.pathname = '/postgres'
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  try {
    await client.query(`create database ${pg.escapeIdentifier(name)} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
  } catch (error) {
    // Another start may have been quicker.
    if (sqlState(error) === '42501')
      throw new StartError(
        `Basis data ${name} belum ada dan pengguna ini tidak boleh membuatnya. Buat dahulu: create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`,
      )
    if (sqlState(error) !== '42P04') throw error
  } finally {
    await client.end()
  }
}

async function refuseUnfit(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ versi: number; encoding: string }>(
    "select current_setting('server_version_num')::int / 10000 as versi, current_setting('server_encoding') as encoding",
  )
  const [{ versi, encoding } = { versi: 0, encoding: '' }] = rows
  if (versi < 15) throw new StartError(`PostgreSQL ${versi} terlalu lama; e-PUPNS memerlukan PostgreSQL 15 ke atas.`)
  if (encoding !== 'UTF8') throw new StartError(`Basis data memakai encoding ${encoding}; e-PUPNS memerlukan UTF8.`)
}

/** The role of the program must exist before the files run, and the login role must be able to become it. */
async function ensureRole(client: pg.Client): Promise<void> {
  try {
    await client.query(`do $$ begin
      if to_regrole('${APP_ROLE}') is null then create role ${APP_ROLE} nologin; end if;
      -- From version 16 on, who creates a role may administer it, but not yet become it.
      if not pg_has_role(current_user, '${APP_ROLE}', case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end) then
        execute format('grant ${APP_ROLE} to %I', current_user);
      end if;
    end $$`)
  } catch (error) {
    const state = sqlState(error)
    // Roles belong to the whole server: another database may be creating it at this moment.
    if (state === '42710' || state === '23505' || state === 'XX000') return ensureRole(client)
    if (state !== '42501') throw error
    const { rows } = await client.query<{ saya: string }>('select current_user as saya')
    throw new StartError(
      `Pengguna basis data ini tidak boleh membuat peran. Jalankan sekali sebagai administrator: create role ${APP_ROLE} nologin; grant ${APP_ROLE} to "${rows[0]?.saya}";`,
    )
  }
}

async function runFiles(url: string, folder: string): Promise<string[]> {
  const { db, close } = openDb(url, { role: null, name: 'epupns migrasi', statementTimeout: 0, max: 1 })
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => readMigrations(folder) },
      migrationTableName: 'migrasi',
      migrationLockTableName: 'migrasi_kunci',
    })
    const { error, results = [] } = await migrator.migrateToLatest()
    const failed = results.find((result) => result.status === 'Error')
    if (failed) throw new Error(`Migrasi ${failed.migrationName} gagal: ${(error as Error).message}`, { cause: error })
    if (error) throw error as Error
    return results.map((result) => result.migrationName)
  } finally {
    await close()
  }
}

/** Every file `yyyy-mm-dd-….sql` in the order of its name. */
function readMigrations(folder: string): Record<string, Migration> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  return Object.fromEntries(
    files.map((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      return [file.replace(/\.sql$/, ''), { up: async (db) => void (await sql.raw(text).execute(db)) } satisfies Migration]
    }),
  )
}

/**
 * What the program may do: rows of every table, but history only grows, and import runs are only read. Jobs are added
 * through one function, because the queue's own tables belong to the login role.
 */
async function grant(client: pg.Client): Promise<void> {
  await client.query(`
    begin;
    revoke all on all tables in schema public from ${APP_ROLE};
    grant usage on schema public to ${APP_ROLE};
    grant select, insert, update, delete on all tables in schema public to ${APP_ROLE};
    grant usage, select on all sequences in schema public to ${APP_ROLE};
    revoke all on migrasi, migrasi_kunci from ${APP_ROLE};
    do $$
    declare t text;
    begin
      for t in select format('%I.%I', schemaname, tablename) from pg_tables
        where schemaname = 'public' and (tablename = 'peristiwa' or tablename like 'impor%') loop
        execute 'revoke insert, update, delete on ' || t || ' from ${APP_ROLE}';
      end loop;
    end $$;
    grant insert on peristiwa to ${APP_ROLE};

    create or replace function tambah_pekerjaan(
      nama text, isi jsonb default '{}', antrean text default null, mulai timestamptz default null,
      kunci text default null, percobaan integer default null, prioritas integer default null
    ) returns bigint language sql security definer set search_path = pg_catalog, pg_temp as
    $$ select id from graphile_worker.add_job(nama, isi::json, queue_name => antrean, run_at => mulai,
         max_attempts => percobaan, job_key => kunci, priority => prioritas) $$;
    comment on function tambah_pekerjaan is 'adds a job in the transaction of the caller; isi holds ids only';
    revoke all on function tambah_pekerjaan from public;
    grant execute on function tambah_pekerjaan to ${APP_ROLE};
    commit;
  `)
}
