// How long a request may take to arrive. Node knows one limit for all of them: that is the one of files, and forms are cut off here.
import type { FastifyInstance } from 'fastify'

/** The whole of a file, on a slow line. Its pace is watched besides (berkas/receive.ts). */
export const UPLOAD_MS = 15 * 60_000
const FORM_MS = 60_000

/** Ends forms that trickle in (trust R9). */
export function registerDeadlines(app: FastifyInstance): void {
  app.addHook('onRequest', async (req) => {
    const hasBody = req.headers['content-length'] !== undefined || req.headers['transfer-encoding'] !== undefined
    if (!hasBody || req.routeOptions.config.files) return
    const timer = setTimeout(() => req.raw.destroy(), FORM_MS)
    req.raw.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer))
  })
}
