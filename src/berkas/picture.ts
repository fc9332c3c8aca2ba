// Pixels in memory: made smaller by averaging, turned upright.

/** Four bytes a pixel: red, green, blue, opacity. */
export type Picture = { width: number; height: number; data: Uint8Array | Uint8ClampedArray }

/** So that the longest side is at most `side`; each new pixel is the mean of those it covers. */
export function shrink(p: Picture, side: number): Picture {
  const scale = Math.max(p.width, p.height) / side
  if (scale <= 1) return p
  const width = Math.max(1, Math.round(p.width / scale))
  const height = Math.max(1, Math.round(p.height / scale))
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = covered(y, height, p.height)
    for (let x = 0; x < width; x++) {
      const [left, right] = covered(x, width, p.width)
      mean(p, left, top, right, bottom, data, (y * width + x) * 4)
    }
  }
  return { width, height, data }
}

const covered = (i: number, n: number, of: number): [number, number] => {
  const from = Math.floor((i * of) / n)
  return [from, Math.max(from + 1, Math.floor(((i + 1) * of) / n))]
}

function mean(p: Picture, left: number, top: number, right: number, bottom: number, out: Uint8ClampedArray, to: number): void {
  let r = 0
  let g = 0
  let b = 0
  let a = 0
  for (let y = top; y < bottom; y++)
    for (let at = (y * p.width + left) * 4, end = (y * p.width + right) * 4; at < end; at += 4) {
      r += p.data[at]!
      g += p.data[at + 1]!
      b += p.data[at + 2]!
      a += p.data[at + 3]!
    }
  const n = (bottom - top) * (right - left)
  out[to] = r / n
  out[to + 1] = g / n
  out[to + 2] = b / n
  out[to + 3] = a / n
}

/** White behind what is transparent: a JPEG has no opacity. */
export function flatten(p: Picture): Picture {
  const data = new Uint8ClampedArray(p.data.length)
  for (let i = 0; i < data.length; i += 4) {
    const a = p.data[i + 3]!
    for (let c = 0; c < 3; c++) data[i + c] = (p.data[i + c]! * a + 255 * (255 - a)) / 255
    data[i + 3] = 255
  }
  return { ...p, data }
}

/** As it was seen when the camera was held like this (EXIF orientation, 1 = upright). */
export function turn(p: Picture, orientation: number): Picture {
  if (orientation === 1) return p
  const swapped = orientation >= 5
  const [width, height] = swapped ? [p.height, p.width] : [p.width, p.height]
  const data = new Uint8ClampedArray(p.data.length)
  const source = new Uint32Array(p.data.buffer, p.data.byteOffset, p.width * p.height)
  const target = new Uint32Array(data.buffer)
  const from = FROM[orientation]!
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [sx, sy] = from(x, y, p.width - 1, p.height - 1)
      target[y * width + x] = source[sy * p.width + sx]!
    }
  return { width, height, data }
}

/** Where a pixel of the upright picture lies in the stored one; `w`, `h` are its last column and row. */
const FROM: Readonly<Record<number, (x: number, y: number, w: number, h: number) => readonly [number, number]>> = {
  2: (x, y, w) => [w - x, y],
  3: (x, y, w, h) => [w - x, h - y],
  4: (x, y, _w, h) => [x, h - y],
  5: (x, y) => [y, x],
  6: (x, y, _w, h) => [y, h - x],
  7: (x, y, w, h) => [w - y, h - x],
  8: (x, y, w) => [w - y, x],
}
