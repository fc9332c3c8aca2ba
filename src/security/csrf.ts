// Is this request from one of our own pages? Sec-Fetch-Site first, Origin where it is missing, else a token in the form.
import { createHmac } from 'node:crypto'
import type { Keys } from './keys.ts'
import { sameText } from './nomor.ts'

/** Name of the hidden input that carries the token. */
export const CSRF_FIELD = '_csrf'

type Headers = Record<string, string | string[] | undefined>
type Request = { method: string; headers: Headers }

/** Token for a form. `subject` is what the browser already holds: session id hash, or the anonymous cookie. */
export function csrfToken(keys: Keys, subject: string): string {
  return createHmac('sha256', keys.csrf).update(subject).digest('base64url')
}

/** True when a token was made for this subject. */
export function isCsrfToken(keys: Keys, subject: string | undefined, token: unknown): boolean {
  return subject !== undefined && typeof token === 'string' && sameText(csrfToken(keys, subject), token)
}

/** What the browser itself says about where a request comes from. */
export function requestOrigin(request: Request, baseUrl: string): 'own' | 'foreign' | 'unknown' {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'own' : 'foreign'
  const origin = request.headers.origin
  // "null" is what old browsers send under Referrer-Policy no-referrer, but also what a sandboxed attacker sends.
  if (typeof origin !== 'string' || origin === 'null') return 'unknown'
  return isOwnOrigin(origin, request.headers.host, new URL(baseUrl)) ? 'own' : 'foreign'
}

/**
 * May this request change something? Reading always may. `needToken` is for anonymous forms, where a foreign page could
 * otherwise sign its victim in as somebody else.
 */
export function csrfAllowed(
  request: Request,
  keys: Keys,
  baseUrl: string,
  form: { token: unknown; subject: string | undefined; needToken?: boolean },
): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return true
  const origin = requestOrigin(request, baseUrl)
  if (origin === 'foreign') return false
  return origin === 'own' && !form.needToken ? true : isCsrfToken(keys, form.subject, form.token)
}

// Over plain http (demo) the site is also reached by its address in the local network, so the Host header counts there.
function isOwnOrigin(origin: string, host: string | string[] | undefined, base: URL): boolean {
  if (origin === base.origin) return true
  return base.protocol === 'http:' && origin === `http://${String(host)}`
}
