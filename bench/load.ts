// The people: a process of its own that sends requests over kept connections and tells how long they took.
// Without `perSecond` everybody asks again as soon as he is answered; with it requests begin by the clock, whatever the answers do.
import { Agent, request, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { percentile } from './figures.ts'

/** One person: his cookie, and the versions of his items as his page knows them. */
export type Visitor = { cookie: string; versions: Record<string, number> }
export type Kind = 'page' | 'autosave' | 'simpan'
export type Order = { port: number; kind: Kind; path: string; visitors: Visitor[]; clients: number; warmSeconds: number; seconds: number; perSecond?: number }
export type Outcome = {
  n: number
  perSecond: number
  p50: number
  p95: number
  statuses: Record<string, number>
  wrong: number
  bytes: number
  cpuSeconds: number
  visitors: Visitor[]
}

const ADDRESS = 'alamat'
const GOOD: Record<Kind, number> = { page: 200, autosave: 200, simpan: 303 }

process.on('message', (order: Order) => void work(order).then((outcome) => process.send!(outcome)))
process.on('disconnect', () => process.exit(0))

async function work(order: Order): Promise<Outcome> {
  const cpu = process.cpuUsage()
  const began = performance.now()
  const from = began + order.warmSeconds * 1000
  const until = from + order.seconds * 1000
  const seen = { times: [] as number[], statuses: {} as Record<string, number>, wrong: 0, bytes: 0 }
  // Time is up; a machine that answered nobody in that time is given more, until it has.
  const over = (now: number): boolean => now >= until && seen.times.length > 0
  // The next request of the clock; every client takes it when he is free.
  let due = began
  const client = async (number: number): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const own = order.visitors.filter((_, i) => i % order.clients === number)
    for (let i = 0; !over(performance.now()); i++) {
      let start = performance.now()
      if (order.perSecond) {
        start = due
        due += 1000 / order.perSecond
        if (over(start)) break
        await sleep(Math.max(0, start - performance.now()))
      }
      const { status, bytes } = await visit(agent, order, own[i % own.length]!)
      const end = performance.now()
      if (start < from || over(end)) continue
      seen.times.push(end - start)
      seen.bytes += bytes
      seen.statuses[status] = (seen.statuses[status] ?? 0) + 1
      if (status !== GOOD[order.kind]) seen.wrong++
    }
    agent.destroy()
  }
  await Promise.all(Array.from({ length: order.clients }, (_, number) => client(number)))
  const { user, system } = process.cpuUsage(cpu)
  const { times, ...rest } = seen
  return {
    n: times.length,
    perSecond: times.length / order.seconds,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    ...rest,
    cpuSeconds: (user + system) / 1e6,
    visitors: order.visitors,
  }
}

async function visit(agent: Agent, order: Order, who: Visitor): Promise<{ status: number; bytes: number }> {
  const body = order.kind === 'page' ? undefined : bodyOf(order.kind, who)
  const { status, text, bytes } = await ask(agent, order, who, body)
  if (order.kind === 'autosave' && status === 200) Object.assign(who.versions, (JSON.parse(text) as { versi: Record<string, number> }).versi)
  if (order.kind === 'simpan' && status === 303) who.versions[ADDRESS]!++
  return { status, bytes }
}

let typed = 0

/** What a browser posts: at an autosave the row that was touched, at Simpan the whole page. */
function bodyOf(kind: Kind, { versions }: Visitor): string {
  const address = { [`${ADDRESS}__cek`]: 'ubah', [ADDRESS]: `Jl. Pengukuran No. ${++typed}`, [`${ADDRESS}__versi`]: String(versions[ADDRESS]) }
  if (kind === 'autosave') return new URLSearchParams({ _otomatis: '1', ...address }).toString()
  const others = Object.entries(versions)
    .filter(([kunci]) => kunci !== ADDRESS)
    .flatMap(([kunci, versi]) => [
      [`${kunci}__cek`, 'sesuai'],
      [`${kunci}__versi`, String(versi)],
    ])
  return new URLSearchParams({ _kunci: uuidv7(), _aksi: 'simpan', ...Object.fromEntries(others), ...address }).toString()
}

function ask(
  agent: Agent,
  { port, path, kind }: Order,
  { cookie }: Visitor,
  body: string | undefined,
): Promise<{ status: number; text: string; bytes: number }> {
  const headers: Record<string, string | number> = {
    cookie,
    host: `localhost:${port}`,
    'accept-encoding': kind === 'autosave' ? 'identity' : 'gzip, deflate, br',
    accept: kind === 'autosave' ? 'application/json' : 'text/html',
    'sec-fetch-site': 'same-origin',
  }
  if (body !== undefined) Object.assign(headers, { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) })
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, host: '127.0.0.1', port, path, method: body === undefined ? 'GET' : 'POST', headers },
      (answer) => void read(answer).then(resolve, reject),
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function read(answer: IncomingMessage): Promise<{ status: number; text: string; bytes: number }> {
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece as Buffer)
  const whole = Buffer.concat(pieces)
  return { status: answer.statusCode ?? 0, text: answer.headers['content-encoding'] ? '' : whole.toString(), bytes: whole.length }
}
