// Contrast of every pair of colours that the sheets put together, computed from the tokens file.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('../../src/browser/tokens.css', import.meta.url), 'utf8')
const tokens = new Map([...css.matchAll(/--ep-([\w-]+):\s*(#[0-9a-f]{3,6})/g)].map((m) => [m[1]!, m[2]!]))

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.slice(1).replace(/./g, '$&$&') : hex.slice(1)
  const [r, g, b] = [0, 2, 4].map((i) => {
    const c = Number.parseInt(full.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(tokens.get(a)!), luminance(tokens.get(b)!)].sort((x, y) => x - y) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** Text on its grounds: 4.5. */
const text: [string, string[]][] = [
  ['ink', ['card', 'card-2', 'bg', 'old', 'blue-bg', 'ok-bg', 'ubah-bg', 'ubah-mark', 'err-bg']],
  ['ink-2', ['card', 'card-2', 'bg', 'old', 'blue-bg', 'ok-bg', 'ubah-bg', 'err-bg', 'grey-bg']],
  ['blue', ['card', 'card-2', 'bg', 'blue-bg', 'ok-bg', 'ubah-bg', 'err-bg']],
  ['blue-ink', ['blue-bg']],
  ['navy', ['card', 'bg', 'blue-bg']],
  ['ok', ['card', 'card-2', 'bg', 'ok-bg', 'ubah-bg']],
  ['ubah', ['card', 'bg', 'ubah-bg']],
  ['err', ['card', 'bg', 'err-bg', 'ubah-bg']],
  ['grey-ink', ['grey-bg']],
  ['card', ['navy', 'navy-2', 'blue', 'ok', 'ubah', 'err', 'merah']],
]
/** Edges and marks that carry meaning: 3. */
const edges: [string, string[]][] = [
  ['line-control', ['card', 'bg', 'ubah-bg', 'err-bg']],
  ['ok-line', ['card', 'ok-bg']],
  ['ubah-line', ['card', 'ubah-bg']],
  ['err', ['card', 'err-bg']],
  ['ink', ['focus', 'card', 'bg']],
]
const pairs = [
  ...text.flatMap(([fore, backs]) => backs.map((back) => ({ fore, back, least: 4.5 }))),
  ...edges.flatMap(([fore, backs]) => backs.map((back) => ({ fore, back, least: 3 }))),
]

test.each(pairs)('$fore on $back is at least $least', ({ fore, back, least }) => {
  expect(contrast(fore, back)).toBeGreaterThanOrEqual(least)
})

test('colours are named in the tokens file only', () => {
  for (const sheet of ['base', 'form', 'record']) {
    const rules = readFileSync(new URL(`../../src/browser/${sheet}.css`, import.meta.url), 'utf8')
    const own = [...rules.matchAll(/#[0-9a-f]{3,8}\b/gi)].map((m) => m[0]).filter((c) => !['#fff', '#000', '#777', '#14202e14', '#14202e1a'].includes(c))
    expect(own, sheet).toEqual([])
  }
})
