// A database of its own for a test file: clone of the migrated template, gone afterwards.
import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { openDb, type Db, type OpenDb } from '../src/db/pool.ts'
import { administer } from './database.ts'

export type TestDatabase = {
  /** As the program works: role epupns_app. */
  readonly db: Db
  readonly pool: pg.Pool
  /** As the login role: may write everything, for setting the scene. */
  readonly owner: OpenDb
  readonly url: string
}

/** An empty, migrated database for the test file that calls this at its top. */
export function useDatabase(): TestDatabase {
  let open: { app: OpenDb; owner: OpenDb; url: string } | undefined
  beforeAll(async () => {
    const url = await cloneDatabase()
    open = { url, app: openDb(url, { name: 'uji' }), owner: openDb(url, { name: 'uji pemilik', role: null, max: 4 }) }
  })
  afterAll(async () => {
    if (!open) return
    await open.app.close()
    await open.owner.close()
    await dropDatabase(open.url)
  })
  const get = (): NonNullable<typeof open> => {
    if (!open) throw new Error('The database exists inside tests and hooks only')
    return open
  }
  return {
    get db() {
      return get().app.db
    },
    get pool() {
      return get().app.pool
    },
    get owner() {
      return get().owner
    },
    get url() {
      return get().url
    },
  }
}

/** Address of a new copy of the template, as the login role. Whoever makes one drops it. */
export async function cloneDatabase(): Promise<string> {
  const template = new URL(inject('templateUrl'))
  const copy = new URL(template)
  copy.pathname = `/uji_${randomBytes(6).toString('hex')}`
  // Copying files is ten times faster here than writing every page into the log.
  await administer(template, `create database ${copy.pathname.slice(1)} template ${template.pathname.slice(1)} strategy file_copy`)
  return copy.href
}

/** Drops what cloneDatabase made, whoever is still connected. */
export async function dropDatabase(url: string): Promise<void> {
  await administer(new URL(url), `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`)
}
