// Word lists of seeds/: passwords that are guessed first, and words for suggested pass phrases.
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../db/embeddedFiles.ts'

type WeakList = { whole: ReadonlySet<string>; bases: ReadonlySet<string>; endings: ReadonlySet<string> }

let weak: WeakList | undefined
let phraseWords: readonly string[] | undefined

/**
 * Is this among the passwords tried first? The list is kept as bases and endings (some 400,000 entries without holding
 * them); dates, and one short piece written over and over, are lists too long to write down.
 */
export function isCommonPassword(password: string): boolean {
  const text = password.normalize('NFKC').toLowerCase().replace(/\s/g, '')
  if (/^(.{1,4})\1+$/u.test(text) || isDate(text)) return true
  weak ??= readWeakList()
  if (weak.whole.has(text) || isBase(weak, text)) return true
  for (let at = 1; at < text.length; at++) {
    if (weak.endings.has(text.slice(at)) && isBase(weak, text.slice(0, at))) return true
  }
  return false
}

/** Every entry of the list, for the test that counts them. */
export function* commonPasswords(): Generator<string> {
  weak ??= readWeakList()
  yield* weak.whole
  for (const base of weak.bases) {
    yield base
    for (const ending of weak.endings) yield base + ending
  }
}

/** Three words and three digits (about 38 bits), for people who do not know what to choose. */
export function suggestPassphrase(): string {
  phraseWords ??= readSeed('kata-frasa.txt').flatMap((line) => line.split(' '))
  const words = phraseWords
  const three = Array.from({ length: 3 }, () => words[randomInt(words.length)])
  return `${three.join('-')}-${randomInt(100, 1000)}`
}

function isBase({ bases }: WeakList, text: string): boolean {
  return bases.has(text) || bases.has(text.replace(/[013457@$!]/g, (c) => LEET[c]!))
}

const LEET: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

function isDate(text: string): boolean {
  const day = '(0[1-9]|[12]\\d|3[01])'
  const month = '(0[1-9]|1[0-2])'
  const year = '(19|20)\\d\\d'
  const separator = '[-./]?'
  return new RegExp(`^(${[day, month, year].join(separator)}|${[year, month, day].join(separator)})$`).test(text)
}

function readWeakList(): WeakList {
  const lists: Record<string, Set<string>> = { utuh: new Set(), dasar: new Set(), akhiran: new Set() }
  let current = lists.utuh!
  for (const line of readSeed('kata-kunci-lemah.txt')) {
    const heading = /^\[(\w+)\]$/.exec(line)?.[1]
    if (heading) current = lists[heading]!
    else for (const word of line.split(' ')) current.add(word)
  }
  return { whole: lists.utuh!, bases: lists.dasar!, endings: lists.akhiran! }
}

function readSeed(name: string): string[] {
  const lines = readFileSync(join(projectFolder, 'seeds', name), 'utf8')
    .trim()
    .split('\n')
  return lines.filter((line) => !line.startsWith('# '))
}
