// What was typed, as search asks for it: words with the ways each may be written.
import { wording } from './singkatan.ts'

/** One way to write a typed word; `weight` says how sure it is. */
export type Form = {
  words: readonly string[]
  weight: number
  /** the last word may go on */
  open?: boolean
}

/** A typed word (or several that belong together) with its forms; one of them must be met. */
export type Group = { typed: string; forms: readonly Form[] }

const MAX_LETTERS = 100
const MAX_WORDS = 8
const MIN_OPEN = 3 // letters from which a word that is not the last may be unfinished
const ROMAN = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii']
const MAX_TEXTS = 6

/** What search compares, the same as normal_cari in SQL: lower case letters and digits, single blanks. */
export function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** The words typed, at most eight. */
export function wordsOf(text: string): string[] {
  return normalise(text.slice(0, MAX_LETTERS)).split(' ').filter(Boolean).slice(0, MAX_WORDS)
}

/** Groups for words in any order; words that say nothing are left out unless nothing else was typed. */
export function groupsOf(daftar: string, typed: readonly string[]): Group[] {
  const { idle } = wording(daftar)
  const apart = typed.flatMap((w) => /^([a-z]{2,})(\d+)$/.exec(w)?.slice(1) ?? [w])
  const telling = apart.filter((w) => !idle.has(w))
  const words = telling.length > 0 ? telling : apart
  const groups: Group[] = []
  for (let i = 0; i < words.length;) {
    const { group, used } = groupAt(daftar, words, i)
    groups.push(group)
    i += used
  }
  return groups
}

function groupAt(daftar: string, words: readonly string[], at: number): { group: Group; used: number } {
  const { long, short } = wording(daftar)
  const begun = (short.get(words[at]!) ?? []).filter((s) => s.words.every((w, k) => words[at + k] === w))
  const used = begun[0]?.words.length ?? 1
  const typed = words.slice(at, at + used)
  const whole = typed.join(' ')
  const shorts = begun.filter((s) => s.words.length === used).map((s) => s.short)
  const longs = [...(used === 1 ? [whole] : []), ...shorts].flatMap((s) => long.get(s) ?? [])
  const ways = [...shorts.map((s) => [s]), ...longs].filter((w) => w.join(' ') !== whole)
  const open = !isNumber(typed[0]!) && (at + used === words.length || typed[0]!.length >= MIN_OPEN)
  const forms = [{ words: typed, weight: 1, open }, ...ways.map((w) => ({ words: w, weight: 0.95 }))]
  return { used, group: { typed: whole, forms: [...forms, ...numbers(whole).map((n) => ({ words: [n], weight: 0.97 }))] } }
}

const isNumber = (word: string) => /^\d+$/.test(word) || ROMAN.includes(word)

/** 1 is written 01, 001 and I, too. */
function numbers(word: string): string[] {
  const n = /^\d{1,3}$/.test(word) ? Number(word) : ROMAN.indexOf(word)
  if (n < 1) return []
  const ways = [String(n), String(n).padStart(2, '0'), String(n).padStart(3, '0'), ROMAN[n]]
  return ways.filter((w): w is string => w !== undefined && w !== word)
}

/** The whole text as a stored name may begin: as typed first, then with short forms written out or the other way round. */
export function textsOf(daftar: string, typed: readonly string[]): string[] {
  const { idle } = wording(daftar)
  const words = typed.length > 1 && idle.has(typed[0]!) ? typed.slice(1) : typed
  let texts = ['']
  for (let i = 0; i < words.length;) {
    const { group, used } = groupAt(daftar, words, i)
    const ways = group.forms.filter((f) => (f.weight >= 0.95 && !f.words.some((w) => /\d/.test(w))) || f.words.join(' ') === group.typed)
    texts = ways.flatMap((f) => texts.map((t) => `${t} ${f.words.join(' ')}`.trim())).slice(0, MAX_TEXTS)
    i += used
  }
  return [...new Set([typed.join(' '), ...texts])].slice(0, MAX_TEXTS)
}

/** A word of the list that looks like a typed one; `alike` = only vowels, doubled letters or old spelling differ. */
export type Similar = { typed: string; word: string; alike: boolean }

/** Groups with what similar words, joined words and words written apart add to them. */
export function withCorrections(groups: readonly Group[], similar: readonly Similar[]): Group[] {
  return groups.map((g, i) => {
    if (/^\d+$/.test(g.typed)) return g
    const glued = [groups[i - 1] && groups[i - 1]!.typed + g.typed, groups[i + 1] && g.typed + groups[i + 1]!.typed].filter((w) => w !== undefined)
    const mine = similar.filter((s) => s.typed === g.typed && s.word !== g.typed)
    const corrected = mine.map((s) => ({ words: [s.word], weight: Math.max(closeness(g.typed, s.word), s.alike ? 0.6 : 0) }))
    return {
      ...g,
      forms: [
        ...g.forms,
        ...corrected
          .filter((f) => f.weight > 0)
          .sort((a, b) => b.weight - a.weight)
          .slice(0, 8),
        ...glued.map((w) => ({ words: [w.replaceAll(' ', '')], weight: 0.9 })),
        ...splits(g.typed).map((words) => ({ words, weight: 0.9 })),
      ],
    }
  })
}

function splits(word: string): string[][] {
  if (word.length < 6 || word.includes(' ')) return []
  return Array.from({ length: word.length - 3 }, (_, k) => [word.slice(0, k + 2), word.slice(k + 2)])
}

/** How likely `typed` was meant to be `word`: 0 = no. The word may be unfinished. */
function closeness(typed: string, word: string): number {
  const allowed = typed.length < 3 ? 0 : typed.length < 5 ? 1 : typed.length < 8 ? 2 : 3
  const whole = distance(typed, word)
  const begun = typed.length >= 4 ? Math.min(...[-1, 0, 1].map((d) => distance(typed, word.slice(0, typed.length + d)))) + 0.5 : whole
  const d = Math.min(whole, begun)
  return d <= allowed ? Math.max(0.4, 1 - d / typed.length) : 0
}

/** Letters to change, add, leave out or swap. */
function distance(a: string, b: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j]!, before[j - 2]! + 1)
    }
    ;[before, row] = [row, next]
  }
  return row[b.length]!
}
