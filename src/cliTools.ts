// What a command of `epupns` gets: configuration, database, paths as the caller meant them.
import { resolve } from 'node:path'
import { loadEnvFile, readConfig, type Config, type Mode } from './config.ts'
import { openDatabase } from './db/database.ts'
import { openDb, type OpenDb } from './db/pool.ts'
import { migrate } from './db/migrate.ts'

/** A migrated database. `owner` is the login role (import, DDL), `app` the role of the program. */
export type OpenBoth = { config: Config; url: string; owner: OpenDb; app: OpenDb }

/** A path as typed: npm runs scripts in the project folder, whatever the folder of the caller. */
export const pathOf = (typed: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), typed)

/** Reads .env and the environment. */
export function cliConfig(mode?: Mode): Config {
  loadEnvFile()
  return readConfig(process.env, { mode, knownKey: true })
}

/** Opens DATABASE_URL, or the server inside (also beside a running `npm start`), and closes it afterwards. */
export async function withDatabase<T>(work: (open: OpenBoth) => Promise<T>): Promise<T> {
  const config = cliConfig()
  const server = await openDatabase(config, () => {}, true)
  try {
    await migrate(server.url)
    const owner = openDb(server.url, { role: null, name: 'epupns perintah', statementTimeout: 0, max: 4 })
    const app = openDb(server.url, { name: 'epupns perintah', max: 4 })
    try {
      return await work({ config, url: server.url, owner, app })
    } finally {
      await Promise.all([owner.close(), app.close()])
    }
  } finally {
    await server.stop()
  }
}
