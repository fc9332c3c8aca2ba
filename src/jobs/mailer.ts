// Hands letters to the mail server. A letter that cannot be delivered now is an error; the queue tries again, later each time.
import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'
import type { Outgoing } from './surat/compose.ts'
import { toHtml, toText } from './surat/letter.tsx'

export type Mailer = { send(out: Outgoing, id: string): Promise<void>; close(): void }

/**
 * As long as RFC 5321 (4.5.3.2) asks for: who hangs up on a slow server that has already taken the letter sends it again, and again.
 * Only letters wait then (runner.ts).
 */
const PATIENCE = { connectionTimeout: 30_000, greetingTimeout: 300_000, socketTimeout: 600_000 } as const

/** `id` becomes the Message-ID, so that a letter sent twice after a crash can be recognised as one. */
export function openMailer(config: Config, url: string): Mailer {
  const transport = createTransport({
    url,
    ...PATIENCE,
    // A connection serves many letters. What a connection broke off goes back to the queue, which waits before it tries again.
    pool: true,
    maxConnections: config.pool.jobs,
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = new URL(config.baseUrl).hostname
  return {
    async send({ kepada, letter }, id) {
      await transport.sendMail({
        from: config.mailFrom,
        // As an object: nothing in the address can open a second recipient or header.
        to: { name: '', address: kepada },
        subject: letter.perihal,
        text: toText(letter, config.baseUrl),
        html: toHtml(letter, config.baseUrl),
        attachments: letter.lampiran?.map((a) => ({ ...a })),
        messageId: `<${id}@${host}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}
