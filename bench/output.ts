// The table on screen and the result file, the same figures in Markdown and JSON.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepsLimit, type Figure, type Plan, type Report } from './figures.ts'
import type { Machine } from './machine.ts'

export type Result = { date: string; quick: boolean; seconds: number; machine: Machine; reports: Report[] }

/** One line a figure, for the terminal. */
export function printReport({ title, figures, notes = [], faults }: Report, print: (line: string) => void): void {
  const wide = Math.max(...figures.map((f) => f.name.length))
  print(`\n${title}`)
  for (const f of figures) print(`  ${f.name.padEnd(wide)}  ${cells(f).slice(1).filter(Boolean).join('  ')}`)
  for (const note of notes) print(`  ${note}`)
  for (const fault of faults) print(`  FAILED: ${fault}`)
}

/** Writes <name>.json and <name>.md into the folder. */
export function writeResult(folder: string, name: string, result: Result): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, rounded, 2)}\n`)
  writeFileSync(join(folder, `${name}.md`), markdown(result))
}

const rounded = (_: string, value: unknown): unknown => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)

function markdown({ date, quick, seconds, machine: m, reports }: Result): string {
  const head = [
    `# Measured on ${date}`,
    '',
    `${m.cores} cores (${m.cpu}), ${m.memoryGb} GB, ${m.platform}, Node ${m.node}, load before the start ${m.loadBefore}; took ${Math.round(seconds)} s.`,
    ...(quick ? ['Quick run with small sizes: no figure here means anything.'] : []),
    'Written by `npm run bench`. Limits are those of product.md 9: of the p95 where there is one.',
  ]
  return `${[...head, ...reports.flatMap(section)].join('\n')}\n`
}

function section({ title, figures, plans = [], notes = [], faults }: Report): string[] {
  const rows = figures.map((f) => `| ${cells(f).join(' | ')} |`)
  return [
    '',
    `## ${title}`,
    '',
    '| | median or value | p95 | n | limit | |',
    '|---|--:|--:|--:|--:|---|',
    ...rows,
    ...(notes.length ? ['', ...notes.map((n) => `- ${n}`)] : []),
    ...(faults.length ? ['', ...faults.map((f) => `- **FAILED**: ${f}`)] : []),
    ...(plans.length ? ['', '<details><summary>Plans, under the role of the program</summary>', '', ...plans.flatMap(planLines), '</details>'] : []),
  ]
}

const planLines = ({ name, ms, nodes }: Plan): string[] => [
  `**${name}**${ms === null ? ' (planned only)' : ` ${ms.toFixed(2)} ms`}`,
  '',
  ...nodes.map((n) => `- ${n}`),
  '',
]

function cells(f: Figure): string[] {
  const verdict = keepsLimit(f)
  const limit = f.most !== undefined ? `≤ ${number(f.most)}` : f.least !== undefined ? `≥ ${number(f.least)}` : ''
  return [
    f.name,
    `${typeof f.value === 'string' ? f.value : number(f.value)} ${f.unit}`,
    f.p95 === undefined ? '' : `${number(f.p95)} ${f.unit}`,
    f.n === undefined ? '' : `${f.n}`,
    limit,
    [verdict === undefined ? '' : verdict ? 'kept' : 'MISSED', f.note].filter(Boolean).join(' · '),
  ]
}

/** Three digits that count. */
function number(value: number): string {
  if (value >= 1000 || Number.isInteger(value)) return Math.round(value).toLocaleString('en')
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)
}
