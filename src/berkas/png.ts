// The structure of a PNG: its chunks with their sums, its size, nothing after its end.
import { inflateSync } from 'node:zlib'
import { crc32 } from './crc.ts'
import { BROKEN, FOREIGN, isArchive, looksForeign } from './foreign.ts'
import { sizeFault } from './jpeg.ts'

const SIGNATURE = 8
/** Chunks without which there is no picture; an unknown one of that sort cannot be shown either. */
const CRITICAL = ['IHDR', 'PLTE', 'IDAT', 'IEND']
const MOST_CHUNKS = 20_000

/** The sentence that says why this PNG is not taken. Texts in it are lost when it is made anew. */
export function pngFault(bytes: Buffer): string | undefined {
  const chunks = readChunks(bytes)
  const head = chunks?.[0]
  if (!chunks || head?.type !== 'IHDR' || head.data.length !== 13 || chunks.at(-1)!.type !== 'IEND' || !chunks.some((c) => c.type === 'IDAT')) return BROKEN
  if (chunks.some((c) => isCritical(c.type) && !CRITICAL.includes(c.type)) || chunks.filter((c) => c.type === 'IHDR').length > 1) return BROKEN
  const fault = sizeFault({ width: head.data.readUInt32BE(0), height: head.data.readUInt32BE(4) })
  if (fault) return fault
  const end = chunks.at(-1)!.end
  const hidden = end !== bytes.length || chunks.some((c) => c.type !== 'IDAT' && looksForeign(c.data)) || isArchive(bytes)
  return hidden ? FOREIGN : undefined
}

const isCritical = (type: string): boolean => type[0] === type[0]!.toUpperCase()

/** Samples of a pixel by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/**
 * Whether an interlaced picture unpacks to more than its size needs. The decoder stops in time for the others; of interlaced ones
 * it would unpack whatever is there, and ten megabytes may become ten gigabytes.
 */
export function swells(bytes: Buffer): boolean {
  const chunks = readChunks(bytes)
  const head = chunks?.[0]?.data
  if (!chunks || head?.length !== 13) return true
  if (head[12] === 0) return false
  const [width, height, bits] = [head.readUInt32BE(0), head.readUInt32BE(4), head[8]! * (SAMPLES[head[9]!] ?? 4)]
  // Seven passes, each line of them with its filter and rounded up to a byte: together less than twice as many lines.
  const maxOutputLength = Math.ceil((width * bits) / 8) * height + 4 * height + 64
  try {
    inflateSync(Buffer.concat(chunks.filter((c) => c.type === 'IDAT').map((c) => c.data)), { maxOutputLength })
    return false
  } catch {
    return true
  }
}

type Chunk = { type: string; data: Buffer; end: number }

/** Up to IEND; undefined when a length, a name or a sum is wrong. */
function readChunks(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = []
  for (let at = SIGNATURE; at + 12 <= bytes.length && chunks.length < MOST_CHUNKS;) {
    const end = at + 12 + bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (end > bytes.length || !/^[A-Za-z]{4}$/.test(type)) return undefined
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), end })
    if (type === 'IEND') return chunks
    at = end
  }
  return undefined
}
