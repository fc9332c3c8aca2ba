// Which plan PostgreSQL really uses: statements are caught on their way to the server and explained with the same values.
import type pg from 'pg'
import type { OpenDb } from '../src/db/pool.ts'
import type { Plan } from './figures.ts'

type Statement = { text: string; values: unknown[] }
type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Actual Total Time'?: number
  'Rows Removed by Filter'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: Node[]
}
type Explained = { Plan: Node; 'Execution Time'?: number }

/** Tables that grow with the number of people: none may be read whole for one page. */
const BIG = /^(formulir|usulan|pemeriksaan|konsep|keputusan|peristiwa|cari_nama|akun|sesi|dokumen|tiket|tiket_pesan|idempotensi|direktori_.*|sapk_.*)$/
const NODES = 8
/** A table so small is rightly read whole. */
const FEW = 1000

/** Catches what goes through a pool from now on. */
export function catcher(pool: pg.Pool): { during(work: () => Promise<unknown>): Promise<Statement[]> } {
  let caught: Statement[] | undefined
  pool.on('connect', (client) => {
    const query = client.query.bind(client)
    // The overloads of pg do not fit a plain wrapper; db/pool.ts calls with one object.
    client.query = ((statement: unknown, ...rest: unknown[]) => {
      if (typeof statement === 'object') caught?.push(statement as Statement)
      return (query as (...args: unknown[]) => unknown)(statement, ...rest)
    }) as typeof client.query
  })
  return {
    async during(work) {
      const mine: Statement[] = (caught = [])
      try {
        await work()
      } finally {
        caught = undefined
      }
      return mine
    },
  }
}

const STATEMENT = /^\s*(?:\/\*.*?\*\/\s*)?(select|with|insert|update|delete)\b/i
const WRITES = /\b(insert into|update \w|delete from|for update)\b/i

/** Explains caught statements as the role that sent them; what writes is planned only. */
export async function explain({ pool }: OpenDb, name: string, statements: readonly Statement[]): Promise<{ plans: Plan[]; whole: string[] }> {
  const plans: Plan[] = []
  const whole = new Set<string>()
  for (const { text, values } of new Map(statements.map((s) => [s.text, s])).values()) {
    if (!STATEMENT.test(text)) continue
    const options = WRITES.test(text) ? 'format json' : 'analyze, buffers, format json'
    const { rows } = await pool.query<{ 'QUERY PLAN': [Explained] }>(`explain (${options}) ${text}`, values)
    const { Plan: top, 'Execution Time': ms } = rows[0]!['QUERY PLAN'][0]
    const nodes = flatten(top)
    for (const n of nodes) if (n['Node Type'] === 'Seq Scan' && BIG.test(n['Relation Name'] ?? '') && looked(n) > FEW) whole.add(n['Relation Name']!)
    plans.push({
      name: `${name}: ${gist(text)}`,
      ms: ms ?? null,
      nodes: nodes
        .filter((n) => n['Relation Name'] || n['Index Name'] || n === top)
        .sort(byTime)
        .slice(0, NODES)
        .map(describe),
    })
  }
  return { plans, whole: [...whole] }
}

const flatten = (n: Node): Node[] => [n, ...(n.Plans ?? []).flatMap(flatten)]
/** Rows a node looked at; of a plan that was not run nothing is known. */
const looked = (n: Node): number =>
  n['Actual Rows'] === undefined ? Infinity : (n['Actual Rows'] + (n['Rows Removed by Filter'] ?? 0)) * (n['Actual Loops'] ?? 1)
const timeOf = (n: Node): number => (n['Actual Total Time'] ?? 0) * (n['Actual Loops'] ?? 1)
const byTime = (a: Node, b: Node): number => timeOf(b) - timeOf(a)

function describe(n: Node): string {
  const where = [n['Relation Name'], n['Index Name'] && `(${n['Index Name']})`].filter(Boolean).join(' ')
  if (n['Actual Rows'] === undefined) return [n['Node Type'], where].filter(Boolean).join(' ')
  const blocks = (n['Shared Hit Blocks'] ?? 0) + (n['Shared Read Blocks'] ?? 0)
  const removed = n['Rows Removed by Filter'] ? `, ${n['Rows Removed by Filter']} filtered` : ''
  return `${[n['Node Type'], where].filter(Boolean).join(' ')}: ${timeOf(n).toFixed(2)} ms, ${n['Actual Rows']} rows × ${n['Actual Loops']}${removed}, ${blocks} pages`
}

/** The statement in few words: what it does to which tables. */
function gist(text: string): string {
  const verb = STATEMENT.exec(text)![1]!.toLowerCase()
  const tables = [...text.matchAll(/\b(?:from|join|into|update)\s+"?([a-z_]+)"?/gi)]
    .map((m) => m[1]!.toLowerCase())
    .filter((t) => !['select', 'lateral', 'lama', 'lalu', 'baru', 'set', 'of'].includes(t))
  return `${verb} ${[...new Set(tables)].slice(0, 5).join(', ')}`
}
