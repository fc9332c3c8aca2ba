// Finds every stream of a PDF that some reader might find: wherever "obj" is written, inside other streams too, the object is read.

export type Stream = { /** without texts and comments */ dict: string; from: number }

/** An honest dictionary is shorter; together they are read once or twice. */
const MOST_DICT = 256 * 1024
const MOST_READ = 16 * 1024 * 1024

/** `endless`: a dictionary that does not end, or more of them than a file can honestly hold. */
export function* streams(text: string): Generator<Stream | 'endless'> {
  let read = 0
  for (let at = text.indexOf('obj'); at >= 0; at = text.indexOf('obj', at + 3)) {
    const start = skipBlank(text, at + 3)
    if (!text.startsWith('<<', start)) continue
    const dict = readDict(text, start)
    read += (dict?.end ?? start + MOST_DICT) - start
    if (!dict || read > MOST_READ) {
      yield 'endless'
      return
    }
    const after = skipBlank(text, dict.end)
    if (!text.startsWith('stream', after)) continue
    const line = /\r\n|\n|\r/y
    line.lastIndex = after + 6
    yield { dict: dict.text, from: line.test(text) ? line.lastIndex : after + 6 }
  }
}

/** Blanks and comments. */
function skipBlank(text: string, from: number): number {
  const blank = /(?:[\s\0]+|%[^\r\n]*)*/y
  blank.lastIndex = from
  blank.test(text)
  return blank.lastIndex
}

const TOKEN = /<<|>>|\(|%[^\r\n]*|<[0-9A-Fa-f\s]*>|[^<>(%]+|[<>]/y

/** A dictionary with those inside it, up to its end. */
function readDict(text: string, from: number): { text: string; end: number } | undefined {
  const kept: string[] = []
  let depth = 0
  for (let at = from; at < text.length && at - from < MOST_DICT;) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)![0]
    if (token === '(') {
      at = skipText(text, at)
      continue
    }
    at += token.length
    if (token === '<<') depth++
    if (token === '>>' && --depth === 0) return { text: kept.join(' '), end: at }
    if (token[0] !== '%' && token[0] !== '<' && token[0] !== '>') kept.push(token)
  }
  return undefined
}

/** Past a text in round brackets, which may hold others. */
function skipText(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length && at - from < MOST_DICT; at++) {
    const c = text[at]
    if (c === '\\') at++
    else if (c === '(') depth++
    else if (c === ')' && --depth === 0) return at + 1
  }
  return text.length
}
