// Prints the budgets of code.md 11 beside what the code really is, so that taste becomes a number that moves. Fails on an alarm.
import { pathToFileURL } from 'node:url'
import { SyntaxKind, type Node } from 'typescript/unstable/ast'
import { fanOut } from './fanout.ts'
import { nodes, withSources, type SourceFile } from './source.ts'

export type Measure = { name: string; value: string; target: string; /** what is beyond the alarm, named */ alarms: readonly string[] }

/** All measures of the source below the project folder. */
export function measure(): Measure[] {
  return withSources('', (files) => {
    const src = files.filter((f) => f.path.startsWith('src/'))
    const tests = files.filter((f) => f.path.startsWith('test/'))
    return [...sizes(src), ...style(src), ...shape(src, tests)]
  })
}

function sizes(src: readonly SourceFile[]): Measure[] {
  const functions = src.flatMap((f) => functionsOf(f))
  const sections = src.filter((f) => f.path.startsWith('src/sections/'))
  return [
    { name: 'source', value: `${src.length} files, ${sum(src.map(lines))} lines`, target: '', alarms: [] },
    { name: 'file, lines: median / p90 / longest', value: spread(src.map(lines)), target: '≤ 80 / ≤ 200 / 400', alarms: over(src, lines, 400) },
    {
      name: 'function, lines: median / p90 / longest',
      value: spread(functions.map((f) => f.length)),
      target: '≤ 12 / ≤ 40 / 80',
      alarms: functions.filter((f) => f.length > 80).map((f) => `${f.path}:${f.line} ${f.length} lines`),
    },
    { name: 'section definition, lines', value: spread(sections.map(lines)), target: '20–60 / – / 120', alarms: over(sections, lines, 120) },
  ]
}

function style(src: readonly SourceFile[]): Measure[] {
  const anys = src.map((f) => [...nodes(f.root)].filter((n) => n.kind === SyntaxKind.AnyKeyword).length)
  const per1000 = (sum(anys) * 1000) / sum(src.map(lines))
  const comments = (sum(src.map(commentLines)) * 100) / sum(src.map(lines))
  const share = `${comments.toFixed(1)} %`
  return [
    { name: 'any per 1,000 lines', value: per1000.toFixed(2), target: '≤ 0.5', alarms: per1000 > 2 ? [`${sum(anys)} in all`] : [] },
    { name: 'comment lines', value: share, target: '5–12 %', alarms: comments < 2 || comments > 20 ? [share] : [] },
  ]
}

function shape(src: readonly SourceFile[], tests: readonly SourceFile[]): Measure[] {
  const fields = fanOut(src)
  const depth = (f: SourceFile) => f.path.split('/').length - 2
  return [
    { name: 'folders below src', value: String(Math.max(...src.map(depth))), target: '≤ 2, at most 3', alarms: over(src, depth, 3) },
    { name: 'field fan-out', value: fields.strays.length ? '2' : '1', target: '1', alarms: fields.strays.map((s) => `${s.key} in ${s.path}`) },
    { name: 'fields measured: each word / property / reading', value: `${fields.strict} / ${fields.lists} / ${fields.words}`, target: '', alarms: [] },
    { name: 'test : source', value: (sum(tests.map(lines)) / sum(src.map(lines))).toFixed(2), target: '0.7–1.5', alarms: [] },
    { name: 'test file, lines: median / p90 / longest', value: spread(tests.map(lines)), target: '– / – / 400', alarms: over(tests, lines, 800) },
  ]
}

const lines = (f: SourceFile): number => f.lines.length - (f.lines.at(-1) === '' ? 1 : 0)
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const over = (files: readonly SourceFile[], value: (f: SourceFile) => number, limit: number): string[] =>
  files.filter((f) => value(f) > limit).map((f) => `${f.path}: ${value(f)}`)

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return `${at(0.5)} / ${at(0.9)} / ${sorted.at(-1) ?? 0}`
}

const FUNCTIONS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.Constructor,
  SyntaxKind.GetAccessor,
  SyntaxKind.SetAccessor,
])

/** Functions and methods with a block, in lines; an expression in an arrow is part of where it stands. */
function functionsOf(f: SourceFile): { path: string; line: number; length: number }[] {
  const found = [...nodes(f.root)].filter((n) => FUNCTIONS.has(n.kind) && (n as Node & { body?: Node }).body?.kind === SyntaxKind.Block)
  return found.map((n) => {
    const head = f.text.slice(0, n.end).split('\n').length
    const length = f.text.slice(n.pos, n.end).trimStart().split('\n').length
    return { path: f.path, line: head - length + 1, length: length - leadingComments(f, n) }
  })
}

/** A node begins at the comments before it; they are not part of the function. */
const leadingComments = (f: SourceFile, n: Node): number => {
  const own = f.text.slice(n.pos, n.end).trimStart().split('\n')
  const first = own.findIndex((line) => !/^\s*(\/\/|\/\*|\*)/.test(line))
  return Math.max(0, first)
}

function commentLines(f: SourceFile): number {
  return f.lines.filter((line) => /^\s*(\/\/|\/\*|\*\/|\* |\*$|\{\/\*)/.test(line)).length
}

function print(found: readonly Measure[]): void {
  const width = Math.max(...found.map((m) => m.name.length))
  for (const { name, value, target, alarms } of found) {
    console.log(`${alarms.length ? '!' : ' '} ${name.padEnd(width)}  ${value.padEnd(22)} ${target}`)
    for (const alarm of alarms) console.log(`    ${alarm}`)
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = measure()
  print(found)
  if (found.some((m) => m.alarms.length > 0)) process.exitCode = 1
}
