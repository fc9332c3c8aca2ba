// PDFs are drawn in a worker thread, so that a long form never holds up the pages of others (clarifications 4.15).
import { Worker } from 'node:worker_threads'
import { problem } from '../problems.ts'
import { semaphore } from '../security/semaphore.ts'
import { threadUrl } from '../thread.ts'
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
  const worker = new Worker(threadUrl(import.meta.url, './worker.ts', './pdf-worker.js'), { execArgv: [] })
  worker.unref()
  // One that dies while idle must neither end the program nor get the next order.
  worker.on('error', () => {})
  worker.on('exit', () => void (idle.includes(worker) && idle.splice(idle.indexOf(worker), 1)))
  return worker
}
