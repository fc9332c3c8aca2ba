// The thread that opens images and makes them anew: only pixels pass, so metadata and anything hidden stay behind.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import decode, { init as initDecoder } from '@jsquash/jpeg/decode.js'
import encode, { init as initEncoder } from '@jsquash/jpeg/encode.js'
import { PNG } from 'pngjs'
import { orientationOf } from './jpeg.ts'
import { flatten, shrink, turn, type Picture } from './picture.ts'
import { swells } from './png.ts'
import { KEPT_BYTES, KEPT_SIDE } from './rules.ts'

export type Order = { kind: 'jpeg' | 'png'; bytes: Uint8Array }
export type Made = { kind: 'jpeg' | 'png'; bytes: Uint8Array } | { fault: string }

// What the codec fills in; browsers have it, Node has not.
globalThis.ImageData ??= class {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data
    this.width = width
    this.height = height
  }
} as unknown as typeof ImageData

const wasm = (path: string): WebAssembly.Module => new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve(`@jsquash/jpeg/codec/${path}`)))

/** Until it is small enough: side and quality of a JPEG. */
const STEPS = [
  [KEPT_SIDE, 80],
  [KEPT_SIDE, 60],
  [1600, 60],
  [1200, 50],
] as const

async function make({ kind, bytes }: Order): Promise<Made> {
  const picture = await open(kind, Buffer.from(bytes))
  if (kind === 'png') {
    const small = shrink(picture, KEPT_SIDE)
    const png = PNG.sync.write(Object.assign(new PNG({ width: small.width, height: small.height }), { data: Buffer.from(small.data) }))
    if (png.length <= KEPT_BYTES) return { kind, bytes: png }
  }
  await initEncoder(wasm('enc/mozjpeg_enc.wasm'))
  const opaque = kind === 'png' ? flatten(picture) : picture
  for (const [side, quality] of STEPS) {
    const { width, height, data } = shrink(opaque, side)
    const jpeg = await encode(new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width, height), { quality })
    if (jpeg.byteLength <= KEPT_BYTES) return { kind: 'jpeg', bytes: new Uint8Array(jpeg) }
  }
  return { fault: 'too large at every step' }
}

async function open(kind: Order['kind'], bytes: Buffer): Promise<Picture> {
  if (kind === 'png' && swells(bytes)) throw new Error('unpacks to more than its size')
  if (kind === 'png') return PNG.sync.read(bytes)
  await initDecoder(wasm('dec/mozjpeg_dec.wasm'))
  const { width, height, data } = await decode(new Uint8Array(bytes).buffer)
  // Smaller first: turning forty million pixels to throw most of them away takes a second.
  return turn(shrink({ width, height, data }, KEPT_SIDE), orientationOf(bytes))
}

parentPort!.on('message', (order: Order) => {
  make(order).then(
    (made) =>
      parentPort!.postMessage(made, 'bytes' in made && made.bytes.buffer.byteLength === made.bytes.byteLength ? [made.bytes.buffer as ArrayBuffer] : []),
    // Whatever the codec says of a broken picture: its text may quote the file.
    () => parentPort!.postMessage({ fault: 'not readable' } satisfies Made),
  )
})
