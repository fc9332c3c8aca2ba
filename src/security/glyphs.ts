// The pen strokes of the picture code: 21 signs that nobody mixes up, on a grid of 4 by 6.

type Point = readonly [x: number, y: number]

// Strokes are parted by "|"; one that begins with "~" is a curve through its points.
const STROKES: Record<string, string> = {
  A: '0,6 2,0 4,6|1,4 3,4',
  C: '~4,1 2,0 0,1.5 0,4.5 2,6 4,5',
  D: '0,0 0,6|~0,0 2.5,.3 4,3 2.5,5.7 0,6',
  E: '4,0 0,0 0,6 4,6|0,3 3,3',
  F: '4,0 0,0 0,6|0,3 3,3',
  H: '0,0 0,6|4,0 4,6|0,3 4,3',
  J: '1,0 4,0|~3.2,0 3.2,4.4 1.8,6 0,4.8',
  K: '0,0 0,6|4,0 0,3.2 4,6',
  M: '0,6 0,0 2,3.5 4,0 4,6',
  N: '0,6 0,0 4,6 4,0',
  P: '0,6 0,0|~0,0 3,.1 4,1.6 3,3.1 0,3.2',
  R: '0,6 0,0|~0,0 3,.1 4,1.6 3,3.1 0,3.2|1.8,3.2 4,6',
  T: '0,0 4,0|2,0 2,6',
  W: '0,0 1,6 2,2.5 3,6 4,0',
  X: '0,0 4,6|4,0 0,6',
  Y: '0,0 2,3 4,0|2,3 2,6',
  3: '~.2,.7 2,0 3.7,1.4 1.7,2.8|~1.7,2.8 4,4.3 2,6 0,5.2',
  4: '3,6 3,0 0,4.2 4,4.2',
  6: '~3.6,.3 1.4,1.2 .1,3.8 .8,5.5 2.4,6 3.9,4.6 3,3.1 1.4,3.2 .2,4.4',
  7: '0,0 4,0 1.3,6',
  9: '~.4,5.7 2.6,4.8 3.9,2.2 3.2,.5 1.6,0 .1,1.4 1,2.9 2.6,2.8 3.8,1.6',
}

export const CAPTCHA_SYMBOLS = Object.keys(STROKES).join('')

/** The strokes of one sign as dense points, x from -0.5 to 0.5 and y from -0.5 to 0.5 around its middle. */
export function glyphPoints(sign: string): Point[] {
  return (STROKES[sign] ?? '').split('|').flatMap((stroke) => {
    const curved = stroke.startsWith('~')
    const corners = stroke
      .replace('~', '')
      .split(' ')
      .map((pair) => pair.split(',').map(Number) as unknown as Point)
    return corners.slice(1).flatMap((to, i) => segment(corners[i - 1] ?? corners[i]!, corners[i]!, to, corners[i + 2] ?? to, curved))
  })
}

// A straight piece, or one of a Catmull-Rom curve, in 24 steps.
function segment(before: Point, from: Point, to: Point, after: Point, curved: boolean): Point[] {
  const at = (axis: 0 | 1, t: number): number => {
    const [a, b, c, d] = [before[axis], from[axis], to[axis], after[axis]]
    return curved ? b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))) : b + t * (c - b)
  }
  return Array.from({ length: 25 }, (_, step): Point => [at(0, step / 24) / 4 - 0.5, at(1, step / 24) / 6 - 0.5])
}
