// What may stand in a log line: an allow-list of fields, because a block-list forgets the next secret (trust.md 7.9).
import { createHmac } from 'node:crypto'
import type { LoggerOptions } from 'pino'
import type { Keys } from './keys.ts'

const ALLOWED = new Set([
  'level',
  'time',
  'msg',
  'pid',
  'reqId',
  'req',
  'res',
  'err',
  'method',
  'route',
  'statusCode',
  'responseTime',
  'actor',
  'code',
  'status',
  'job',
  'jobId',
  'attempt',
  'count',
  'rows',
  'ms',
  'port',
  'mode',
  'version',
  'periode',
  'bagian',
  'peran',
  'limit',
  'outcome',
  'state',
  'signal',
  'kind',
])

/** Keeps the fields that may be logged; of anything nested only what the serializers below let through. */
export function allowed(line: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(line).filter(([key, value]) => ALLOWED.has(key) && isPlain(key, value)))
}

/** Options for pino: JSON, UTC, only allowed fields. */
export const LOG_OPTIONS: LoggerOptions = {
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { log: allowed, level: (label) => ({ level: label }) },
  serializers: { req: serializeRequest, res: serializeResponse, err: serializeError },
}

/** A name for a person that means nothing outside these logs. */
export function actorHash(keys: Keys, nipOrId: string): string {
  return createHmac('sha256', keys.throttle).update(`log\0${nipOrId}`).digest('base64url').slice(0, 12)
}

/** Method and route pattern; never the address, which may carry a link token. */
export function serializeRequest(request: { id?: unknown; method?: string; routeOptions?: { url?: string } }): object {
  return { id: request.id, method: request.method, route: request.routeOptions?.url }
}

/** The status alone. */
export function serializeResponse(reply: { statusCode?: number }): object {
  return { statusCode: reply.statusCode }
}

/** Kind and place of an error. Messages of PostgreSQL quote values that people typed, so quoted parts and long digits go. */
export function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, constraint, table, routine } = error as Error & Record<string, unknown>
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const cause = error.cause === undefined ? undefined : serializeError(error.cause)
  return {
    type: error.name,
    message: scrub(error.message),
    code,
    constraint,
    table,
    routine,
    stack: places.slice(0, 12).join('\n'),
    cause,
  }
}

function scrub(message: string): string {
  return message
    .replace(/"[^"]*"|'[^']*'|«[^»]*»/g, '"…"')
    .replace(/\d{5,}/g, '…')
    .replace(/\S+@\S+/g, '…')
}

function isPlain(key: string, value: unknown): boolean {
  return typeof value !== 'object' || value === null || ['req', 'res', 'err'].includes(key)
}
