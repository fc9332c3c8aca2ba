// The whole program in a process of its own, to be killed by ledger.test.ts. Prints "siap" when it serves.
// JAWAB_DULU: a front that thanks for every POST at once and passes it on a moment later. It exists to show that the test sees a loss.
import { createServer, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../../src/config.ts'
import { run } from '../../src/main.ts'

const port = Number(process.env.PORT)
const hasty = process.env.JAWAB_DULU === '1'
const inner = hasty ? port + 1 : port
await run({ ...readConfig(process.env), port: inner })
if (hasty) {
  const front = createServer((req, res) => {
    const parts: Buffer[] = []
    req
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        res.writeHead(303, { location: '/' }).end()
        void sleep(100).then(() =>
          request({ port: inner, host: '127.0.0.1', method: req.method, path: req.url, headers: req.headers })
            .on('error', () => {})
            .end(Buffer.concat(parts)),
        )
      })
  })
  await new Promise<void>((done) => front.listen(port, '127.0.0.1', done))
}
console.log('siap')
