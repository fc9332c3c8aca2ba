// What every handler needs of a request: the body as plain text, who is signed in, and how pages are sent.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Raw } from '../form/field.ts'
import { renderPage } from './layout.tsx'

/** The posted form as one text per name; of repeated names the last counts. No prototype, so no key can reach it. */
export function readBody(req: FastifyRequest): Record<string, string | undefined> {
  return flatten(req.body)
}

/** The query as one text per name. */
export function readQuery(req: FastifyRequest): Record<string, string | undefined> {
  return flatten(req.query)
}

function flatten(input: unknown): Record<string, string | undefined> {
  const out = Object.create(null) as Record<string, string | undefined>
  if (input === null || typeof input !== 'object') return out
  for (const [key, value] of Object.entries(input)) {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value
    if (typeof last === 'string') out[key] = storable(last)
  }
  return out
}

// PostgreSQL can hold every character but this one, and nobody can type it.
const storable = (text: string): string => text.replaceAll('\0', '')

/** One part of the address. */
export function param(req: FastifyRequest, name: string): string {
  return storable(String((req.params as Record<string, unknown>)[name] ?? ''))
}

/** Whole number from a hidden input; 0 where there is none. */
export function count(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0
}

/** Sends a page. */
export function sendPage(reply: FastifyReply, page: VNode, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(renderPage(page))
}

/** After a POST that changed something: on to the next page. Only addresses of our own. */
export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(/^\/(?![/\\])/.test(path) ? path : '/', 303)
}

/** Does the script ask (autosave, search), and not the person? */
export function wantsJson(req: FastifyRequest): boolean {
  return req.headers.accept === 'application/json'
}

export type Body = Raw
