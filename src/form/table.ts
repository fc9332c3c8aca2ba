// The table of a section: its columns and DDL, from the definition.
import type { Column } from './field.ts'
import { fieldsOf, type AnySection } from './section.ts'

export const INDEXED_SECRET = '_indeks'

/** The primary key of a section's table, also the first columns of its files. */
export const keyOf = (s: AnySection): readonly string[] => (s.rows === 'many' ? ['nip', 'id'] : ['nip'])

/** Columns of a section besides its key. A secret field also has a blind index, to find the same value without reading it. */
export function columnsOf(s: AnySection): Column[] {
  return fieldsOf(s)
    .filter(([key]) => key !== 'nip')
    .flatMap(([key, f]) => {
      const columns = f.columns(key)
      return f.secret ? [...columns, { name: `${key}${INDEXED_SECRET}`, type: 'text' as const }] : columns
    })
}

/** `create table` of a section: nip first in the key (scale-out rule), foreign keys to the reference lists. */
export function createTable(s: AnySection): string {
  const columns = columnsOf(s).map((c) => `  ${c.name} ${c.type}${c.references ? ` references ${c.references}` : ''}`)
  const secrets = fieldsOf(s).filter(([, f]) => f.secret)
  return [
    `-- ${s.title}`,
    `create table ${s.table} (`,
    [
      "  nip text not null check (nip ~ '^[0-9]{18}$')",
      ...(s.rows === 'many' ? ['  id text not null'] : []),
      ...columns,
      '  versi integer not null default 1',
      '  sintetis boolean not null default false',
      '  diubah timestamptz not null default clock_timestamp()',
      `  primary key (${keyOf(s).join(', ')})`,
    ].join(',\n'),
    ');',
    ...secrets.map(([key]) => `create index ${s.table}_${key} on ${s.table} (${key}${INDEXED_SECRET});`),
    '',
  ].join('\n')
}
