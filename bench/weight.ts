// What a visit weighs on the line: bytes of pages, style sheet and script, compressed.
import { get } from 'node:http'
import type { Figure } from './figures.ts'

const LIMIT = { first: 40 * 1024, next: 13 * 1024, html: 12 * 1024, css: 10 * 1024, js: 15 * 1024 }

/** First page with everything it asks for, then pages for which style and script are known. */
export async function weigh(port: number, cookie: string): Promise<Figure[]> {
  const page = (path: string) => fetchBytes(port, path, cookie)
  const first = await page('/formulir/data-utama')
  const parts = [...new Set([...first.plain.toString().matchAll(/(?:href|src)="(\/aset\/[^"]+)"/g)].map((m) => m[1]!))]
  const files = await Promise.all(parts.map(async (path) => ({ path, sent: (await page(path)).sent })))
  const bytes = (name: string, value: number, most?: number): Figure => ({ name, value, unit: 'bytes gzip', most })
  const ending = (end: string) => files.filter((f) => f.path.endsWith(end)).reduce((sum, f) => sum + f.sent, 0)
  const later = await Promise.all(
    ['/formulir', '/formulir/riwayat-golongan', '/formulir/riwayat-golongan/G2', '/formulir/data-posisi', '/formulir/kirim'].map(async (path) =>
      bytes(`later page ${path}`, (await page(path)).sent, LIMIT.next),
    ),
  )
  const open = await Promise.all(
    ['/', '/masuk', '/registrasi'].map(async (path) => bytes(`page ${path}, alone`, (await fetchBytes(port, path, '')).sent, LIMIT.html)),
  )
  return [
    bytes('first page: Data Utama with style and script', first.sent + files.reduce((sum, f) => sum + f.sent, 0), LIMIT.first),
    bytes('page Data Utama, alone', first.sent, LIMIT.html),
    bytes('style sheet', ending('.css'), LIMIT.css),
    bytes('script', ending('.js'), LIMIT.js),
    ...later,
    ...open,
  ]
}

async function fetchBytes(port: number, path: string, cookie: string): Promise<{ sent: number; plain: Buffer }> {
  const packed = await fetchOnce(port, path, cookie, 'gzip')
  return { sent: packed.length, plain: await fetchOnce(port, path, cookie, 'identity') }
}

function fetchOnce(port: number, path: string, cookie: string, encoding: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { cookie, 'accept-encoding': encoding } }, (answer) => {
      const pieces: Buffer[] = []
      answer
        .on('data', (piece: Buffer) => pieces.push(piece))
        .on('end', () => (answer.statusCode === 200 ? resolve(Buffer.concat(pieces)) : reject(new Error(`${path} answered ${answer.statusCode}`))))
        .on('error', reject)
    }).on('error', reject)
  })
}
