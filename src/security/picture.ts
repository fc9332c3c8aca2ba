// Draws a code as a bent, crossed-out bitmap. A machine can learn to read it; the real brake is throttle.ts.
import { randomBytes } from 'node:crypto'
import { PNG } from 'pngjs'
import { glyphPoints } from './glyphs.ts'

const WIDTH = 240
const HEIGHT = 72
const INK = 40
const PAPER = 245

type Canvas = Uint8Array
type Bend = (x: number, y: number) => readonly [number, number]

/** The code as a PNG in shades of grey, never twice the same. */
export function drawCode(code: string): Buffer {
  const canvas = new Uint8Array(WIDTH * HEIGHT).fill(PAPER)
  const bend = randomBend()
  const step = (WIDTH - 24) / code.length
  Array.from(code).forEach((sign, i) => drawSign(canvas, bend, sign, 12 + step * (i + 0.5)))
  for (let i = 0; i < 2; i++) drawLine(canvas, between(0.8, 1.1), INK)
  // Lines of paper cut the strokes, so that signs cannot be told apart by connected ink.
  for (let i = 0; i < 3; i++) drawLine(canvas, between(0.6, 0.8), PAPER)
  for (let i = 0; i < 70; i++) stamp(canvas, between(0, WIDTH), between(0, HEIGHT), between(0.4, 1.2), between(90, 200))
  return toPng(canvas)
}

function drawSign(canvas: Canvas, bend: Bend, sign: string, middle: number): void {
  const [width, height] = [between(21, 26), between(36, 44)]
  const [turn, slant, pen] = [between(-0.24, 0.24), between(-0.2, 0.2), between(2, 2.6)]
  const [left, top] = [middle + between(-2, 2), HEIGHT / 2 + between(-6, 6)]
  for (const [gx, gy] of glyphPoints(sign)) {
    const [x, y] = [gx * width + slant * gy * height, gy * height]
    const [px, py] = bend(left + x * Math.cos(turn) - y * Math.sin(turn), top + x * Math.sin(turn) + y * Math.cos(turn))
    stamp(canvas, px, py, pen, INK)
  }
}

/** One wavy line from edge to edge. */
function drawLine(canvas: Canvas, pen: number, shade: number): void {
  const [from, to, wave, length, phase] = [between(12, 60), between(12, 60), between(3, 9), between(18, 40), between(0, 6)]
  for (let x = 0; x < WIDTH; x += 0.5) {
    stamp(canvas, x, from + ((to - from) * x) / WIDTH + wave * Math.sin(x / length + phase), pen, shade)
  }
}

/** Shifts every point along two waves, the same for the whole picture. */
function randomBend(): Bend {
  const [high, long, start] = [between(2, 4), between(20, 34), between(0, 6)]
  const [wide, tall, begin] = [between(1.5, 3), between(12, 20), between(0, 6)]
  return (x, y) => [x + wide * Math.sin(y / tall + begin), y + high * Math.sin(x / long + start)]
}

function stamp(canvas: Canvas, cx: number, cy: number, radius: number, shade: number): void {
  for (let y = Math.max(0, Math.floor(cy - radius)); y <= Math.min(HEIGHT - 1, cy + radius); y++) {
    for (let x = Math.max(0, Math.floor(cx - radius)); x <= Math.min(WIDTH - 1, cx + radius); x++) {
      if ((x - cx) ** 2 + (y - cy) ** 2 <= radius ** 2) canvas[y * WIDTH + x] = shade
    }
  }
}

function toPng(canvas: Canvas): Buffer {
  const png = new PNG({ width: WIDTH, height: HEIGHT, colorType: 0, inputColorType: 0 })
  png.data = Buffer.from(canvas)
  return PNG.sync.write(png, { colorType: 0, inputColorType: 0, bitDepth: 8 })
}

function between(low: number, high: number): number {
  return low + ((high - low) * randomBytes(4).readUInt32LE()) / 2 ** 32
}
