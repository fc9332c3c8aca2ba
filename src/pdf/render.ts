// PDFs are drawn in a worker thread, so that a long form never holds up the pages of others (clarifications 4.15).
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { problem } from '../problems.ts'
import { semaphore } from '../security/semaphore.ts'
import type { DocumentKind, DocumentView } from './documents.ts'
import type { Drawn, Order } from './worker.ts'

const THREADS = 1
const QUEUE = 40
const LIMIT_MS = 20_000

const inTurn = semaphore(THREADS, QUEUE)
const idle: Worker[] = []

/** Draws a document. Too many at once, or one that takes too long: the problem `busy`. */
export function renderPdf<K extends DocumentKind>(kind: K, view: DocumentView<K>): Promise<Buffer> {
  return inTurn(async () => {
    const worker = idle.pop() ?? startWorker()
    const drawn = await ask(worker, { kind, view })
    if ('fault' in drawn) throw new Error(`drawing ${kind} failed: ${drawn.fault}`)
    return Buffer.from(drawn.bytes.buffer, drawn.bytes.byteOffset, drawn.bytes.byteLength)
  })
}

/** Stops the threads; for a graceful end and for tests. */
export async function closePdf(): Promise<void> {
  await Promise.all(idle.splice(0).map((worker) => worker.terminate()))
}

/** One order to one thread. A thread that hangs or breaks is thrown away; the next order starts a new one. */
function ask(worker: Worker, order: Order): Promise<Drawn> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => lost(problem('busy')), LIMIT_MS)
    const settle = () => {
      clearTimeout(timer)
      worker.off('message', done).off('error', lost).off('exit', ended)
    }
    const lost = (error: Error) => {
      settle()
      void worker.terminate()
      reject(error)
    }
    const ended = (code: number) => lost(new Error(`the drawing thread ended with code ${code}`))
    const done = (drawn: Drawn) => {
      settle()
      idle.push(worker)
      resolve(drawn)
    }
    worker.on('message', done).on('error', lost).on('exit', ended)
    worker.postMessage(order)
  })
}

function startWorker(): Worker {
  const worker = new Worker(workerUrl(), { execArgv: [] })
  worker.unref()
  // One that dies while idle must neither end the program nor get the next order.
  worker.on('error', () => {})
  worker.on('exit', () => void (idle.includes(worker) && idle.splice(idle.indexOf(worker), 1)))
  return worker
}

/** In production the file that the build puts beside the bundle; from source a thread that first learns TypeScript. */
function workerUrl(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./pdf-worker.js', import.meta.url)
  // `require` finds the CommonJS half of tsx, which does not work in a thread of Node 20; the other half lies beside it.
  const tsx = new URL('./index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')))
  const script = `import { register } from '${tsx}'; register(); await import('${new URL('./worker.ts', import.meta.url)}')`
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`)
}
