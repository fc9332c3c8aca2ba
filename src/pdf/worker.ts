// The thread that draws: one message in, bytes or a failure out. It ends with the thread that started it.
import { parentPort } from 'node:worker_threads'
import { documents, type DocumentKind } from './documents.ts'

export type Order = { kind: DocumentKind; view: unknown }
export type Drawn = { bytes: Uint8Array } | { fault: string }

parentPort!.on('message', (order: Order) => {
  draw(order).then(
    (bytes) => parentPort!.postMessage({ bytes } satisfies Drawn),
    (error: unknown) => parentPort!.postMessage({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Drawn),
  )
})

async function draw({ kind, view }: Order): Promise<Buffer> {
  // The sender is typed (render.ts); messages between threads are not.
  return (documents[kind] as (view: unknown) => Promise<Buffer>)(view)
}
