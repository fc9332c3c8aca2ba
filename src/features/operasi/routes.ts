// Is it alive, is it ready: for whoever runs the service.
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'

export function operasi(app: FastifyInstance, ctx: Ctx): void {
  app.get('/healthz', async (_req, reply) => reply.type('text/plain').send('hidup'))
  app.get('/readyz', async (_req, reply) => {
    await sql`select 1`.execute(ctx.db)
    return reply.type('text/plain').send('siap')
  })
}
