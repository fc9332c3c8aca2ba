// Faults in names (population.md 6): what people write to correct their own name.
import { oldSpelling } from '../nama.ts'
import type { Weighted } from '../random.ts'
import { put, type Copy } from './copy.ts'

type NameFault = 'huruf' | 'ejaan' | 'muhammad' | 'bagian_hilang' | 'gelar_di_nama' | 'spasi'
const NAME_FAULTS: Weighted<NameFault> = [
  ['huruf', 16],
  ['ejaan', 9],
  ['muhammad', 8],
  ['bagian_hilang', 6],
  ['gelar_di_nama', 4],
  ['spasi', 2],
]

/** One letter, old spelling, Muh. for Muhammad, a missing part, a title in the name, blanks. */
export function damageName(copy: Copy): void {
  if (!copy.r.chance(0.045)) return
  const name = copy.rows.utama.nama!
  for (let i = 0; i < 8; i++) {
    const kind = copy.r.weighted(NAME_FAULTS)
    const wrong = misspell(copy, name, kind)
    if (wrong && wrong !== name) return put(copy, 'utama', { nama: wrong }, `nama_${kind}`)
  }
}

const PREFIXES = ['MUHAMMAD', 'MUH.', 'MOH.', 'M.', 'MOCHAMAD', 'MOCHAMMAD']

function misspell({ r, person }: Copy, name: string, kind: NameFault): string | undefined {
  const words = name.split(' ')
  switch (kind) {
    case 'huruf':
      return oneLetter(r.int(1, Math.max(1, name.length - 2)), name)
    case 'ejaan':
      return name.includes('OE') || name.includes('DJ') ? name.replaceAll('OE', 'U').replaceAll('DJ', 'J') : oldSpelling(name)
    case 'muhammad':
      return PREFIXES.includes(words[0]!) && words.length > 1 ? [r.pick(PREFIXES.filter((w) => w !== words[0])), ...words.slice(1)].join(' ') : undefined
    case 'bagian_hilang':
      return words.length > 2 ? words.slice(0, -1).join(' ') : words.length === 2 ? words[0] : undefined
    case 'gelar_di_nama':
      return person.gelarBelakang ? `${name} ${person.gelarBelakang.split(', ')[0]!.toUpperCase()}` : `${person.lelaki ? 'H.' : 'HJ.'} ${name}`
    case 'spasi':
      return words.length > 1 ? words.join('') : undefined
  }
}

const ALIKE: Record<string, string> = {
  I: 'Y',
  Y: 'I',
  U: 'O',
  O: 'U',
  A: 'E',
  E: 'I',
  S: 'Z',
  D: 'T',
  T: 'D',
  R: 'L',
  N: 'M',
  M: 'N',
  H: '',
  K: 'C',
  W: 'V',
}

function oneLetter(at: number, name: string): string | undefined {
  const wrong = ALIKE[name[at]!]
  return wrong === undefined ? undefined : name.slice(0, at) + wrong + name.slice(at + 1)
}
