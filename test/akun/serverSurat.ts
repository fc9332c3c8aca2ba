// A mail server that misbehaves as told: refuses, is slow, is away. What it took it keeps with its Message-ID.
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

export type Behaviour = {
  /** answer to RCPT TO of an address */ refuse?: (address: string) => number | undefined
  /** ms before a letter is taken */ delay?: number
  /** the letter is taken at once, and only the answer takes its time */ late?: boolean
  /** no letter is taken before */ held?: Promise<void>
}
export type Taken = { kepada: string; id: string }
export type MailServer = { url: string; port: number; taken: Taken[]; tries: number; behave: Behaviour; stop(): Promise<void> }

export async function startMailServer(port = 0): Promise<MailServer> {
  const out: MailServer = { url: '', port: 0, taken: [], tries: 0, behave: {}, stop: async () => {} }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, done) {
      out.tries++
      const responseCode = out.behave.refuse?.(address)
      done(responseCode ? Object.assign(new Error('refused'), { responseCode }) : null)
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const id = /^message-id: *<([^>]+)>/im.exec(Buffer.concat(parts).toString())?.[1] ?? ''
        const take = (): void => void out.taken.push({ kepada: session.envelope.rcptTo[0]!.address, id })
        const { delay = 0, late, held } = out.behave
        if (late) take()
        void Promise.all([sleep(delay), held]).then(() => {
          if (!late) take()
          done()
        })
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  out.port = (server.server.address() as AddressInfo).port
  out.url = `smtp://127.0.0.1:${out.port}`
  out.stop = () => new Promise((done) => server.close(() => done()))
  return out
}
