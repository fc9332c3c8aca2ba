// Asks clamd whether a file holds known malware: INSTREAM, four bytes of length before each piece, an empty piece at the end.
import { connect } from 'node:net'

export type Scan = { clean: true } | { clean: false; found: string }

const PIECE = 64 * 1024
const LIMIT_MS = 30_000

/** Throws when the scanner cannot be asked: then nothing is known, and the job tries again. */
export function scan({ host, port }: { host: string; port: number }, bytes: Buffer, limit = LIMIT_MS): Promise<Scan> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    const fail = (error: Error): void => {
      socket.destroy()
      reject(error)
    }
    // Of the whole question, not of each silence.
    const timer = setTimeout(() => fail(new Error('the malware scanner did not answer in time')), limit)
    let answer = ''
    socket.setEncoding('utf8')
    socket
      .on('connect', () => {
        socket.write('zINSTREAM\0')
        for (let at = 0; at < bytes.length; at += PIECE) socket.write(piece(bytes.subarray(at, at + PIECE)))
        socket.write(piece(Buffer.alloc(0)))
      })
      .on('data', (text: string) => (answer += text))
      .on('error', fail)
      .on('close', () => {
        clearTimeout(timer)
        const result = read(answer)
        if (result) resolve(result)
        else reject(new Error('the malware scanner gave no verdict'))
      })
  })
}

function piece(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** `stream: OK`, `stream: Eicar-Test-Signature FOUND`; anything else (size limit, error) is no verdict. */
function read(answer: string): Scan | undefined {
  const line = answer.replace(/\0[\s\S]*$/, '').trim()
  if (line === 'stream: OK') return { clean: true }
  const found = /^stream: (.+) FOUND$/.exec(line)?.[1]
  return found === undefined ? undefined : { clean: false, found }
}
