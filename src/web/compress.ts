// Packs pages on their way out, each in one piece: a stream for every page costs five times the work of the packing itself.
import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

/** Below this the packed page would hardly be smaller. */
const THRESHOLD = 600
const PACKABLE = /^(text\/|application\/json)/

/** Adds the hook. Style and script are packed once, at the start (assets.ts); printed papers are packed inside. */
export function registerCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (req, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < THRESHOLD || reply.hasHeader('content-encoding')) return payload
    if (!PACKABLE.test(String(reply.getHeader('content-type')))) return payload
    reply.header('vary', 'accept-encoding')
    if (!/\bgzip\b/.test(req.headers['accept-encoding'] ?? '')) return payload
    reply.header('content-encoding', 'gzip').removeHeader('content-length')
    return gzipSync(payload)
  })
}
