// A section as JSON: its schema (2020-12), and values on their way in, checked by the one validation of forms.
import type { AnyField, Raw } from './field.ts'
import { asked, fieldsOf, parse, type AnySection, type Faults, type Loose } from './section.ts'

/** The schema of one row. Values that are not asked (locked, derived) are read-only. */
export function schemaOf(s: AnySection): Record<string, unknown> {
  const always = asked(s).filter(([, f]) => f.required && !f.shownWhen)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: s.code,
    title: s.title,
    type: 'object',
    properties: Object.fromEntries(fieldsOf(s).map(([key, f]) => [key, propertyOf(f)])),
    required: always.map(([key]) => key),
    additionalProperties: false,
  }
}

function propertyOf(f: AnyField): Record<string, unknown> {
  const { enum: codes, ...rest } = f.schema
  const mayBeNull = !f.required || f.shownWhen !== undefined
  return {
    title: f.label,
    ...(f.hint && { description: f.hint }),
    ...rest,
    type: mayBeNull ? [f.schema.type, 'null'] : f.schema.type,
    ...(codes && { enum: mayBeNull ? [...codes, null] : codes }),
    ...((f.locked || f.derive) && { readOnly: true }),
  }
}

/** A row for others, secrets only where they are asked for. */
export function writeJson(s: AnySection, values: Loose, secrets = false): Record<string, unknown> {
  return Object.fromEntries(
    fieldsOf(s)
      .filter(([, f]) => secrets || !f.secret)
      .map(([key]) => [key, values[key] ?? null]),
  )
}

/** Reads a row sent by others. A value of the wrong type is a fault of its field, never an error of the program. */
export function readJson(s: AnySection, body: Loose): { values: Record<string, unknown>; errors: Faults } {
  const wrong = asked(s)
    .filter(([key, f]) => !fits(f, body[key] ?? null))
    .map(([key, f]) => [key, `${f.label} tidak dapat dibaca.`])
  const errors: Faults = Object.fromEntries(wrong)
  const raw: Raw = Object.assign({}, ...asked(s).map(([key, f]) => ((body[key] ?? null) === null || errors[key] ? {} : f.fill(body[key], key))))
  const read = parse(s, raw)
  return { values: read.values, errors: { ...read.errors, ...errors } }
}

function fits(f: AnyField, value: unknown): boolean {
  if (value === null) return true
  if (f.schema.type !== 'object') return typeof value === (f.schema.type === 'integer' ? 'number' : f.schema.type)
  if (typeof value !== 'object') return false
  const { id, nama } = value as { id?: unknown; nama?: unknown }
  return (id === null || typeof id === 'string') && typeof nama === 'string' && nama !== ''
}
