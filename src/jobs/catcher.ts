// In demo and tests no mail leaves the machine: an SMTP server on loopback catches it, /_surat shows it.
import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type Caught = { id: number; waktu: Date; kepada: string; perihal: string; teks: string; lampiran: { nama: string; isi: Buffer }[] }

const KEPT = 500
const mails: Caught[] = []
let last = 0

/** Caught letters, newest first; of one address when given. */
export function listCaught(address = ''): Caught[] {
  const wanted = address.trim().toLowerCase()
  return mails.filter((m) => m.kepada.toLowerCase().includes(wanted)).reverse()
}

/** Forgets all letters; for tests. */
export function clearCaught(): void {
  mails.length = 0
}

export type Catcher = { url: string; stop(): Promise<void> }

/** Starts the server on a free port of loopback. */
export async function startCatcher(): Promise<Catcher> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => (keep(mail), done()), done)
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(resolve)) }
}

function keep(mail: ParsedMail): void {
  const to = [mail.to ?? []].flat().flatMap((a) => a.value.map((v) => v.address ?? ''))
  mails.push({
    id: ++last,
    waktu: new Date(),
    kepada: to.join(', '),
    perihal: mail.subject ?? '',
    teks: mail.text ?? '',
    lampiran: mail.attachments.map((a) => ({ nama: a.filename ?? 'lampiran', isi: a.content })),
  })
  mails.splice(0, Math.max(0, mails.length - KEPT))
}
