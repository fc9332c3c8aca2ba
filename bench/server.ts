// PostgreSQL of a run: the embedded one with its real, durable settings, in a folder of its own that is gone afterwards.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbedded } from '../src/db/embedded.ts'
import { defaultDataFolder } from '../src/db/embeddedFiles.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDb, type OpenDb } from '../src/db/pool.ts'
import { identity, processesIn } from '../src/db/processes.ts'

const base = defaultDataFolder()
/** Everything of this run lies here; folders of killed runs are swept by their process number. */
export const runFolder = join(base, `ukur-${process.pid}`)

/** Removes what killed runs left behind. */
export function sweep(): void {
  if (!existsSync(base)) return
  for (const name of readdirSync(base)) {
    const pid = /^ukur-(\d+)$/.exec(name)?.[1]
    if (!pid || identity(Number(pid)) !== undefined) continue
    remove(join(base, name))
  }
}

/** Ends every process that sits in the folder, and removes it. */
export function remove(folder: string): void {
  for (const pid of processesIn(folder)) process.kill(pid, 'SIGKILL')
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

export type Server = { newDatabase(name: string): Promise<Database>; stop(): Promise<void> }
/** A migrated database. `owner` is the login role, `app` the role of the program. */
export type Database = { url: string; owner: OpenDb; app: OpenDb }

/** Starts the server. */
export async function startServer(): Promise<Server> {
  const server = await startEmbedded({ folder: join(runFolder, 'basis-data'), keep: false })
  const open: OpenDb[] = []
  const newDatabase = async (name: string): Promise<Database> => {
    const address = new URL(server.url)
    address.pathname = `/${name}`
    await migrate(address.href)
    const owner = openDb(address.href, { role: null, name: 'ukur', statementTimeout: 0, max: 4 })
    const app = openDb(address.href, { name: 'ukur', max: 10 })
    open.push(owner, app)
    return { url: address.href, owner, app }
  }
  const stop = async (): Promise<void> => {
    await Promise.all(open.map((o) => o.close()))
    await server.stop()
  }
  return { newDatabase, stop }
}
