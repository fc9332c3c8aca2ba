// Images are made anew in a thread of their own, one at a time; it ends after each, because what the codec took it never gives back.
import { Worker } from 'node:worker_threads'
import { semaphore } from '../security/semaphore.ts'
import { threadUrl } from '../thread.ts'
import type { Made, Order } from './imageWorker.ts'

const LIMIT_MS = 60_000
const inTurn = semaphore(1, Infinity)

/** The same picture as a fresh file of at most 2 MB. Undefined = nobody can open it. Throws when the thread itself failed. */
export function remake(kind: Order['kind'], bytes: Buffer): Promise<{ kind: 'jpeg' | 'png'; bytes: Buffer } | undefined> {
  return inTurn(async () => {
    const made = await ask({ kind, bytes })
    return 'fault' in made ? undefined : { kind: made.kind, bytes: Buffer.from(made.bytes) }
  })
}

function ask(order: Order): Promise<Made> {
  const worker = new Worker(threadUrl(import.meta.url, './imageWorker.ts', './image-worker.js'), { execArgv: [] })
  return new Promise<Made>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('an image took too long')), LIMIT_MS)
    worker
      .on('message', resolve)
      .on('error', reject)
      .on('exit', (code) => reject(new Error(`the image thread ended with code ${code}`)))
    worker.once('exit', () => clearTimeout(timer))
    worker.postMessage(order)
  }).finally(() => worker.terminate())
}
