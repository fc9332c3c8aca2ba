// Security headers of every answer, set in one hook (trust.md 7.4).
import type { FastifyInstance } from 'fastify'
import { isSecure } from './cookies.ts'

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** For the answer to a logout. Not "cookies": that would also forget the device, which is not signed out. */
export const CLEAR_SITE_DATA = '"cache", "storage"'

/** The headers that do not depend on the route. */
export function securityHeaders(baseUrl: string): Record<string, string> {
  const secure = isSecure(baseUrl)
  return {
    'content-security-policy': CSP,
    'x-content-type-options': 'nosniff',
    // Under no-referrer browsers post with "Origin: null", and over plain http they send no Sec-Fetch-Site either:
    // nothing would be left to tell our own forms by. So the plain-http demo keeps the referrer inside the site.
    'referrer-policy': secure ? 'no-referrer' : 'same-origin',
    ...(secure && { 'cross-origin-opener-policy': 'same-origin', 'strict-transport-security': 'max-age=31536000' }),
  }
}

/** Adds the hook. Nothing may be cached unless the route says so itself with a Cache-Control header. */
export function registerHeaders(app: FastifyInstance, baseUrl: string): void {
  const headers = securityHeaders(baseUrl)
  app.addHook('onSend', async (_request, reply) => {
    // A page that stands alone (busy) brings its own policy.
    const own = reply.getHeader('content-security-policy')
    reply.headers(own ? { ...headers, 'content-security-policy': own } : headers)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}
