// One PostgreSQL per run (the embedded one, or DATABASE_URL), one migrated template with the reference lists; harness.ts clones it per test file.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../src/db/embedded.ts'
import { defaultDataFolder } from '../src/db/embeddedFiles.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDb } from '../src/db/pool.ts'
import { identity, processesIn } from '../src/db/processes.ts'
import { loadReference } from '../src/reference/seeds.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the migrated template database. */
    templateUrl: string
  }
}

const base = defaultDataFolder()
const ownName = `uji-${process.pid}`

/** Clusters of runs that were killed. */
function sweep(): void {
  if (!existsSync(base)) return
  for (const name of readdirSync(base)) {
    const pid = /^uji-(\d+)$/.exec(name)?.[1]
    if (!pid || identity(Number(pid)) !== undefined) continue
    for (const orphan of processesIn(join(base, name))) process.kill(orphan, 'SIGKILL')
    rmSync(join(base, name), { recursive: true, force: true })
  }
}

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => {} }
  sweep()
  const folder = join(base, ownName)
  const server = await startEmbedded({ folder, durable: false })
  return { url: server.url, stop: async () => server.stop().then(() => rmSync(folder, { recursive: true, force: true })) }
}

/** Migrated, with the reference lists; kecamatan and desa of two provinces are enough for tests. */
async function prepare(url: string): Promise<void> {
  await migrate(url)
  const owner = openDb(url, { role: null, statementTimeout: 0, max: 1 })
  await loadReference(owner.pool, { provinces: ['33', '34'] }).finally(() => owner.close())
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer()
  const template = new URL(server.url)
  template.pathname = `/epupns_${ownName.replace('-', '_')}`
  await prepare(template.href).catch(async (error: unknown) => {
    await server.stop()
    throw error
  })
  project.provide('templateUrl', template.href)
  return async () => {
    await administer(template, `drop database if exists ${template.pathname.slice(1)} with (force)`)
    await server.stop()
  }
}

/** Runs a statement about databases beside the one it names. */
export async function administer(server: URL, statement: string): Promise<void> {
  const address = new URL(server)
  address.pathname = '/postgres'
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
