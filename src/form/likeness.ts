// How alike two names of people are, as relatives and registers write them: titles stripped, old spelling and doubled letters forgiven.

/** From here on two spellings count as one name (trust.md 3.10). */
export const SAME_NAME = 0.85

// Said before a name, or to be read off a document together with it.
const TITLES = new Set('PROF DR DRS DRA DRG DRH IR H HJ HJH KH HAJI HAJJAH R RR RA RNGT RADEN NY TN IBU BAPAK BPK ALM ALMH ALMARHUM ALMARHUMAH'.split(' '))
// Degrees behind a name: S.Pd., M.Si., A.Md.Keb.
const DEGREE = /^(S|M|A|B|D|AM|SP|PH)\.[A-Z]/
const MUHAMMAD = new Set(['M', 'MH', 'MHD', 'MUH', 'MOH', 'MUHD', 'MOHD', 'MOHAMAD', 'MUHAMAD', 'MUHAMED', 'MOHAMED'])
// Soewandi and Suwandi, Djoko and Joko, Achmad and Ahmad. J and Y are one, because the old J is a Y and the new one was a DJ.
const SPELLING: readonly (readonly [RegExp, string])[] = [
  [/OE/g, 'U'],
  [/TJ/g, 'C'],
  [/DJ|J/g, 'Y'],
  [/CH|KH/g, 'H'],
  [/(.)\1+/g, '$1'],
]

/** Likeness from 0 to 1: one minus the letters to change (Levenshtein) by the length of the longer name, both brought to one spelling. */
export function likeness(a: string, b: string): number {
  const [x, y] = [plain(a), plain(b)]
  const longest = Math.max(x.length, y.length)
  return longest === 0 ? 0 : 1 - distance(x, y) / longest
}

function plain(name: string): string {
  const words = name.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().split(',')[0]!.split(/\s+/)
  return words
    .filter((w) => !DEGREE.test(w))
    .flatMap((w) => w.replace(/['’`]/g, '').split(/[^A-Z]+/))
    .filter((w) => w !== '' && !TITLES.has(w))
    .map((w) => SPELLING.reduce((text, [from, to]) => text.replace(from, to), w))
    .map((w) => (MUHAMMAD.has(w) ? 'MUHAMAD' : w))
    .join(' ')
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]!
}
