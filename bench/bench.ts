// What the measurements share: sizes, the server, and the populated database, each made when first asked for.
import { readConfig, type Config } from '../src/config.ts'
import { createContext, type Ctx } from '../src/context.ts'
import { loadReference } from '../src/reference/seeds.ts'
import { populate, type Population } from './population.ts'
import { runFolder, startServer, type Database, type Server } from './server.ts'
import type { Sizes } from './sizes.ts'

export type World = Database & Population & { ctx: Ctx; config: Config }

export type Bench = {
  sizes: Sizes
  say: (line: string) => void
  server(): Promise<Server>
  world(): Promise<World>
  stop(): Promise<void>
}

/** The key of a run is known: what it seals is invented and gone afterwards. */
export const KEY = Buffer.alloc(32, 29).toString('base64')

const silent = { info() {}, warn() {}, error() {} }

export function newBench(sizes: Sizes, say: (line: string) => void): Bench {
  let started: Promise<Server> | undefined
  let made: Promise<World> | undefined
  const server = (): Promise<Server> => (started ??= startServer())
  return {
    sizes,
    say,
    server,
    world: () => (made ??= makeWorld(sizes, say, server)),
    stop: async () => (await started)?.stop(),
  }
}

async function makeWorld(sizes: Sizes, say: Bench['say'], server: Bench['server']): Promise<World> {
  const database = await (await server()).newDatabase('ukur')
  const config = readConfig({ EPUPNS_MODE: 'uji', EPUPNS_KUNCI: KEY, EPUPNS_DATA: runFolder, PORT: '0' })
  await loadReference(database.owner.pool, { provinces: ['33'] })
  const ctx = await createContext(config, database.app.db, silent)
  const began = performance.now()
  const population = await populate(database.owner, ctx.keys, sizes)
  say(`${sizes.forms.toLocaleString('en')} forms loaded in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return { ...database, ...population, ctx, config }
}
