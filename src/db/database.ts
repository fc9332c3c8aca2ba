// Which PostgreSQL: the one of DATABASE_URL, or the one inside.
import type { Config } from '../config.ts'
import { startEmbedded } from './embedded.ts'

/** `share`: join the server of a running program instead of refusing. */
export async function openDatabase(config: Config, say: (line: string) => void, share = false): Promise<{ url: string; stop: () => Promise<void> }> {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => {} }
  const server = await startEmbedded({ folder: config.dataFolder, address: share ? '' : config.baseUrl, log: say, share })
  say(server.adopted ? 'Basis data bawaan masih berjalan dan dipakai lagi' : 'Basis data bawaan berjalan')
  return server
}
