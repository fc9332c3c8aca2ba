// Names by region and religion, in capitals and without titles, as SAPK holds them (population.md 5).
import type { Random } from './random.ts'
import { nama as pools, provinsi, type NamaSuku, type Pool } from './reference.ts'

export const ISLAM = '1'
const CHRISTIAN = new Set(['2', '3'])

export type Asal = { agama: string; suku: string }

/** Religion and name group of somebody from a province; the group must go with the religion. */
export function drawAsal(r: Random, provinsiKode: string, muslim: boolean): Asal {
  const p = provinsi[provinsiKode]!
  const agama = muslim ? ISLAM : r.weighted(Object.entries(p.agama))
  const fitting = Object.entries(p.suku)
    .map(([suku, w]) => [suku, w * (pools[suku]!.agama[agama] ?? 0)] as const)
    .filter(([, w]) => w > 0)
  if (fitting.length > 0) return { agama, suku: r.weighted(fitting) }
  return {
    agama,
    suku: agama === '5' || agama === '6' ? 'TIONGHOA' : agama === '4' ? 'BALI' : r.weighted(Object.entries(p.suku)),
  }
}

/** A full name in capitals. */
export function drawNama(r: Random, { agama, suku }: Asal, lelaki: boolean, born: number): string {
  const g = pools[suku]!
  const name = g.pola === 'bali' ? balinese(r, g, lelaki) : g.pola === 'marga' ? withFamily(r, g, agama, lelaki) : twoWords(r, g, suku, agama, lelaki, born)
  return prefixed(r, suku === 'JAWA' && r.chance(born < 1965 ? 0.06 : 0.006) ? oldSpelling(name) : name, agama, suku, lelaki).toUpperCase()
}

function wordsOf(pool: Pool, agama: string): readonly string[] {
  const { umum = [], islam = [], kristen = [] } = pool
  const own = agama === ISLAM ? islam : kristen
  const list = [...umum, ...own]
  return list.length > 0 ? list : [...islam, ...kristen]
}

// Two given names side by side only where that is usual, and never those of a head of state.
const DOUBLE: Record<string, number> = { JAWA: 0.3, SUNDA: 0.12, DAYAK: 0.15 }
const isPublicFigure = (a: string, b: string) => a === 'Joko' && b === 'Widodo'

function twoWords(r: Random, g: NamaSuku, suku: string, agama: string, lelaki: boolean, born: number): string {
  const sex = lelaki ? 'L' : 'P'
  if (g.satu && r.chance(born < 1970 ? 0.18 : 0.05)) return r.pick(g.satu[sex])
  const given = wordsOf(g[sex], agama)
  const first = r.pick(given)
  const second = r.pick(wordsOf(g.kedua[sex], agama).filter((w) => w !== first))
  const baptised = CHRISTIAN.has(agama) && g.baptis && r.chance(0.5) ? [r.pick(g.baptis[sex])] : []
  const middle = r.chance(DOUBLE[suku] ?? 0) ? given.filter((w) => w !== first && w !== second && !isPublicFigure(first, w)) : []
  return [...baptised, first, ...(middle.length > 0 && baptised.length === 0 ? [r.pick(middle)] : []), second].join(' ')
}

function withFamily(r: Random, g: NamaSuku, agama: string, lelaki: boolean): string {
  const sex = lelaki ? 'L' : 'P'
  const given = wordsOf(g[sex], agama)
  const first = r.pick(given)
  const more = r.chance(0.25) ? given.filter((w) => w !== first) : []
  const family = r.chance(0.95) || more.length === 0 ? [r.pick(wordsOf(g.kedua[sex], agama))] : []
  return [first, ...(more.length > 0 ? [r.pick(more)] : []), ...family].join(' ')
}

function balinese(r: Random, g: NamaSuku, lelaki: boolean): string {
  const sex = lelaki ? 'L' : 'P'
  const own = r.pick(wordsOf(g.kedua[sex], ''))
  if (r.chance(0.12)) return `${r.pick(g.kasta![sex])} ${own}`
  const order = r.pick(
    g.urutan![sex][
      r.weighted([
        [0, 34],
        [1, 28],
        [2, 22],
        [3, 16],
      ])
    ]!,
  )
  return `${lelaki ? 'I' : 'Ni'} ${order} ${own}`
}

const MUSLIM_MEN = ['Muh.', 'Moh.', 'M.', 'Muhammad', 'Mochamad']

function prefixed(r: Random, name: string, agama: string, suku: string, lelaki: boolean): string {
  if (agama !== ISLAM || suku === 'BALI' || /^(Muh|Moh|Ahmad|Akhmad|Abdul|Siti|Sitti|St\.|Teuku|Cut|Lalu|Baiq|Andi)/.test(name)) return name
  if (lelaki) return r.chance(0.03) ? `${r.pick(MUSLIM_MEN)} ${name}` : name
  return r.chance(0.04) ? `${suku === 'BUGIS' ? r.pick(['St.', 'Sitti']) : 'Siti'} ${name}` : name
}

const OLD_LETTERS: readonly (readonly [RegExp, string])[] = [
  [/j/g, 'dj'],
  [/J/g, 'Dj'],
  [/y/g, 'j'],
  [/Y/g, 'J'],
  [/c/g, 'tj'],
  [/C/g, 'Tj'],
  [/u/g, 'oe'],
  [/U/g, 'Oe'],
]

/** The spelling before 1972: Sugeng → Soegeng, Joko → Djoko, Wahyuni → Wahjoeni. */
export function oldSpelling(name: string): string {
  return OLD_LETTERS.reduce((text, [letter, old]) => text.replace(letter, old), name)
}
