// Every route of the program, as it really is: a new one is crawled without being named anywhere.
import type { FastifyInstance } from 'fastify'

export type Rute = { method: 'GET' | 'POST'; path: string }

/** Without style, script and pictures. */
export function routesOf(app: FastifyInstance): Rute[] {
  const found: Rute[] = []
  const parents: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const m = /^(?<indent>[│ ]*)[├└]── (?<part>\S+)(?: \((?<methods>[A-Z, ]+)\))?/.exec(line)?.groups
    if (!m) continue
    const depth = m.indent!.length / 4
    const path = `${depth > 0 ? parents[depth - 1]! : ''}/${m.part!}`.replaceAll(/\/+/g, '/')
    parents.splice(depth, Infinity, path)
    for (const method of ['GET', 'POST'] as const) if (m.methods?.split(', ').includes(method)) found.push({ method, path })
  }
  return found.filter((r) => !r.path.startsWith('/aset/'))
}
