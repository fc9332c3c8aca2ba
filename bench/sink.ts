// A real mail server in a process of its own: takes every letter and counts. Says its address at the start, and its count when asked.
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Taken = { url: string; letters: number; bytes: number }

let [letters, bytes] = [0, 0]
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, _session, done) {
    stream.on('data', (part: Buffer) => (bytes += part.length))
    stream.on('end', () => {
      letters++
      done()
    })
  },
})
server.on('error', () => {})
server.listen(0, '127.0.0.1', () => tell())
const tell = (): void => void process.send!({ url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, letters, bytes } satisfies Taken)
process.on('message', tell)
process.on('disconnect', () => process.exit(0))
