// The structure of a JPEG: its segments up to the picture, its size, and what lies around it.
import { BROKEN, FOREIGN, isArchive, looksForeign } from './foreign.ts'
import { PIXELS, SIDE } from './rules.ts'

const SOS = 0xda
const EOI = 0xd9
/** Start of frame: baseline, extended and progressive. Others (lossless, arithmetic) no camera makes. */
const FRAMES = [0xc0, 0xc1, 0xc2]
const OTHER_FRAMES = [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]
const MOST_SEGMENTS = 2000

type Segment = { marker: number; from: number; to: number }

/** The sentence that says why this JPEG is not taken. Metadata and what follows the picture are lost when it is made anew. */
export function jpegFault(bytes: Buffer): string | undefined {
  const head = readHead(bytes)
  if (!head) return BROKEN
  const frames = head.segments.filter((s) => FRAMES.includes(s.marker))
  if (head.segments.some((s) => OTHER_FRAMES.includes(s.marker))) return 'Jenis JPEG ini tidak dapat dibaca. Simpan ulang sebagai JPEG biasa, lalu unggah lagi.'
  const size = frames.length === 1 ? sizeIn(bytes, frames[0]!) : undefined
  if (!size) return BROKEN
  const fault = sizeFault(size)
  if (fault) return fault
  const end = bytes.lastIndexOf(Buffer.from([0xff, EOI]))
  if (end < head.picture) return BROKEN
  const around = [...head.segments.map((s) => bytes.subarray(s.from, s.to)), bytes.subarray(end + 2)]
  return around.some(looksForeign) || isArchive(bytes) ? FOREIGN : undefined
}

/** Too many pixels to be opened: said before they are. */
export function sizeFault({ width, height }: { width: number; height: number }): string | undefined {
  if (width === 0 || height === 0) return BROKEN
  if (width <= SIDE && height <= SIDE && width * height <= PIXELS) return undefined
  return `Gambar ini ${width} × ${height} titik, terlalu besar untuk dibuka. Paling banyak ${PIXELS / 1_000_000} juta titik; ambil foto dengan ukuran lebih kecil.`
}

/** Segments before the picture, and where that begins. */
function readHead(bytes: Buffer): { segments: Segment[]; picture: number } | undefined {
  const segments: Segment[] = []
  for (let at = 2; at + 4 <= bytes.length && segments.length < MOST_SEGMENTS;) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    const to = at + 2 + bytes.readUInt16BE(at + 2)
    if (marker < 0xc0 || marker === EOI || to < at + 4 || to > bytes.length) return undefined
    if (marker === SOS) return { segments, picture: to }
    segments.push({ marker, from: at + 4, to })
    at = to
  }
  return undefined
}

function sizeIn(bytes: Buffer, { from, to }: Segment): { width: number; height: number } | undefined {
  if (to - from < 6 || bytes[from] !== 8 || ![1, 3].includes(bytes[from + 5]!)) return undefined
  return { height: bytes.readUInt16BE(from + 1), width: bytes.readUInt16BE(from + 3) }
}

const ORIENTATION = 0x0112

/** How the camera was held (1 to 8), from EXIF; it goes with the metadata, so the picture is turned instead. */
export function orientationOf(bytes: Buffer): number {
  const exif = readHead(bytes)?.segments.find((s) => s.marker === 0xe1 && bytes.toString('latin1', s.from, s.from + 6) === 'Exif\0\0')
  if (!exif) return 1
  const tiff = bytes.subarray(exif.from + 6, exif.to)
  if (tiff.length < 14) return 1
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const n = Math.min(u16(first), 200)
  for (let i = 0; i < n; i++) {
    const at = first + 2 + i * 12
    if (u16(at) === ORIENTATION) return u16(at + 8) >= 1 && u16(at + 8) <= 8 ? u16(at + 8) : 1
  }
  return 1
}
