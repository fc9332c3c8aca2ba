// A22: bombs, which are small and say or become something huge. They are refused without being unpacked, in little memory.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDeflate, deflateSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { note, penuh } from '../jumlah.ts'
import { cleanUp, outcome, runFile } from '../mulai/kit.ts'
import type { Seen } from './bomAnak.ts'
import { chunk, claimed, hostile, jpeg, png } from './contoh.ts'

const folder = mkdtempSync(join(tmpdir(), 'bom-'))
afterAll(async () => {
  await cleanUp()
  rmSync(folder, { recursive: true })
})

const MOST_MB = 100
const MOST_MS = 200

/** So many megabytes of nothing, packed: half a megabyte. */
async function packed(mb: number): Promise<Buffer> {
  const deflate = createDeflate({ level: 9 })
  const parts: Buffer[] = []
  deflate.on('data', (part: Buffer) => parts.push(part))
  const done = new Promise((resolve) => deflate.once('end', resolve))
  const nothing = Buffer.alloc(1024 * 1024)
  for (let i = 0; i < mb; i++) if (!deflate.write(nothing)) await new Promise((resolve) => deflate.once('drain', resolve))
  deflate.end()
  await done
  return Buffer.concat(parts)
}

function pngOf(width: number, height: number, content: Buffer, interlaced: boolean): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([8, 6, 0, 0, interlaced ? 1 : 0], 8)
  return Buffer.concat([png().subarray(0, 8), chunk('IHDR', head), chunk('IDAT', content), chunk('IEND', Buffer.alloc(0))])
}

/** First column and line of the seven passes of an interlaced picture, and the steps between. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** Of one colour, as an old program writes it. */
function honestInterlaced(width: number, height: number): Buffer {
  const passes = PASSES.map(([x, y, dx, dy]) => {
    const [columns, lines] = [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)]
    return Buffer.concat(Array.from({ length: columns > 0 ? lines : 0 }, () => Buffer.concat([Buffer.alloc(1), Buffer.alloc(columns * 4, 200)])))
  })
  return pngOf(width, height, deflateSync(Buffer.concat(passes)), true)
}

test('A22: pixel bombs are refused unopened, swelling ones opened only as far as they say they are large', { timeout: 120_000 }, async () => {
  const content = await packed(512)
  const said = (await hostile()).filter((f) => /-bom\.|-lebar/.test(f.name)).map(({ name, bytes }) => [name, bytes] as const)
  const honest = [['foto.jpg', await jpeg()] as const, ['gambar.png', png()] as const, ['berjalin.png', honestInterlaced(37, 23)] as const]
  const bombs = [
    ...said,
    ['tepat-di-atas.png', claimed(20_000, 2001)] as const,
    ['mengembang.png', pngOf(16, 16, content, false)] as const,
    ['mengembang-berjalin.png', pngOf(16, 16, content, true)] as const,
  ]
  // The honest ones bring the codecs into memory, which is not what bombs are measured by.
  const files = [...honest, ...bombs].map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  })
  const { text } = await outcome(runFile('test/berkas/bomAnak.ts', files))
  const seen = (JSON.parse(text) as Seen[]).map((s, i) => ({ name: [...honest, ...bombs][i]![0], ...s }))
  const [kept, looked] = [seen.slice(0, honest.length), seen.slice(honest.length)]
  expect(kept.map((s) => s.outcome)).toEqual(['kept', 'kept', 'kept'])
  expect(looked.filter((s) => s.outcome === 'kept' && s.name !== 'mengembang.png')).toEqual([])
  const grown = looked.reduce((sum, s) => sum + s.grownMb, 0)
  expect(grown).toBeLessThan(MOST_MB)
  const slowest = Math.max(...looked.filter((s) => s.outcome === 'door' && !s.name.endsWith('.pdf')).map((s) => s.ms))
  note('A22', { 'pixel bombs': bombs.length, 'slowest, ms': Math.round(slowest * 10) / 10, 'memory of all, MB': Math.round(grown) })
  if (penuh) expect(slowest).toBeLessThan(MOST_MS)
})
