// Twenty photos of ten megabytes at the same time: memory of the program while they arrive and while they are made small, and pages meanwhile.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import encode, { init } from '@jsquash/jpeg/encode.js'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { transaction } from '../src/db/tx.ts'
import { MB } from '../src/berkas/rules.ts'
import { cookieName } from '../src/security/cookies.ts'
import { startSession } from '../src/security/session.ts'
import { KEY, type Bench } from './bench.ts'
import { answerOf, freePort, startChild } from './child.ts'
import { percentile, type Report } from './figures.ts'
import type { Usage } from './program.ts'
import { runFolder } from './server.ts'

const AT_ONCE = 20
const SIZE = 9.9 * MB
const TARGET = '/berkas/unggah?untuk=data-utama/nama'

export async function uploads(bench: Bench): Promise<Report> {
  const { ctx, ready, url, owner } = await bench.world()
  const port = await freePort()
  const program = startChild('program.ts', {
    EPUPNS_MODE: 'uji',
    EPUPNS_KUNCI: KEY,
    EPUPNS_DATA: runFolder,
    HOST: '127.0.0.1',
    PORT: String(port),
    BASE_URL: '',
    DATABASE_URL: url,
  })
  const report: Report = { suite: 'uploads', title: `${AT_ONCE} photos of 10 MB at once, one process`, figures: [], faults: [] }
  const cookieOf = async (nip: string): Promise<string> =>
    `${cookieName(`http://localhost:${port}`, 'sesi')}=${await transaction(ctx.db, (tx) => startSession(tx, ctx.keys, 'pns', nip))}`
  try {
    await answerOf(program.process)
    const cookies = await Promise.all(ready.slice(0, AT_ONCE + 1).map(cookieOf))
    const photo = await makePhoto()
    const before = await program.ask<Usage>({})
    const pages = watchPages(port, cookies.at(-1)!)
    const began = performance.now()
    const sent = await Promise.all(cookies.slice(0, AT_ONCE).map((cookie) => send(port, cookie, photo)))
    const seconds = (performance.now() - began) / 1000
    const arrived = await program.ask<Usage>({})
    const done = await untilReady(owner.db, began)
    const after = await program.ask<Usage>({})
    const times = await pages.stop()
    report.figures.push(
      { name: 'memory before', value: before.rssMb, unit: 'MB' },
      {
        name: 'memory at most while they arrive',
        value: arrived.peakMb,
        unit: 'MB',
        most: 700,
        note: 'what the collector has not taken back yet; with 38 at once it is hardly more',
      },
      { name: 'memory at most while they are made small', value: after.peakMb, unit: 'MB', most: 800 },
      { name: 'all received and looked at', value: seconds, unit: 's' },
      { name: 'all made small', value: done, unit: 's' },
      { name: 'pages of somebody else meanwhile, p95', value: percentile(times, 0.95), unit: 'ms' },
    )
    const refused = sent.filter((status) => status !== 303).length
    if (refused > 0) report.faults.push(`${refused} of ${AT_ONCE} were not taken`)
  } finally {
    await program.stop()
  }
  return report
}

/** Twelve million pixels, and behind them the short film that phones add. */
async function makePhoto(): Promise<Buffer> {
  await init(new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'))))
  const [width, height] = [4000, 3000]
  const data = new Uint8ClampedArray(width * height * 4).map((_, i) => (i % 4 === 3 ? 255 : (i >> 4) ^ (i >> 14)))
  const jpeg = Buffer.from(await encode({ data, width, height } as ImageData, { quality: 60, progressive: false }))
  return Buffer.concat([jpeg, randomBytes(Math.max(0, SIZE - jpeg.length))])
}

async function send(port: number, cookie: string, photo: Buffer): Promise<number> {
  const form = new FormData()
  form.set('_kunci', uuidv7())
  form.set('berkas', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'IMG_0001.jpg')
  const answer = await fetch(`http://127.0.0.1:${port}${TARGET}`, {
    method: 'POST',
    body: form,
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    redirect: 'manual',
  })
  await answer.arrayBuffer()
  return answer.status
}

function watchPages(port: number, cookie: string): { stop: () => Promise<number[]> } {
  const times: number[] = []
  let going = true
  const work = (async () => {
    while (going) {
      const at = performance.now()
      await (await fetch(`http://127.0.0.1:${port}/formulir/data-utama`, { headers: { cookie } })).arrayBuffer()
      times.push(performance.now() - at)
      await sleep(50)
    }
  })()
  return {
    stop: async () => {
      going = false
      await work
      return times
    },
  }
}

async function untilReady(db: Parameters<typeof transaction>[0], began: number): Promise<number> {
  for (let tries = 0; tries < 600; tries++) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from berkas where status in ('baru', 'diperiksa')`.execute(db)
    if (rows[0]!.n === 0) break
    await sleep(250)
  }
  return (performance.now() - began) / 1000
}
