// Words that must not reach a reader: English, codes of programmers, blame.
const banned = [
  /\b(error|invalid|required|submit|failed|warning|password|username|please|server|database error|null|undefined|NaN)\b/i,
  /\[object Object\]/,
  /\b[45]\d\d (error|internal|not found)/i,
  /\b(salah Anda|kesalahan Anda|Anda salah|Anda gagal|terlarang|ilegal|bodoh)\b/i,
  /\b(kamu|kalian|silahkan)\b/i,
]

/** The banned words found in a text that a person reads, with their surroundings. */
export function bannedWords(text: string): string[] {
  return banned.flatMap((pattern) => {
    const found = pattern.exec(text)
    return found ? [text.slice(Math.max(0, found.index - 30), found.index + 40)] : []
  })
}

/** What a reader sees of a page, good enough for word checks. */
export const visibleText = (html: string): string =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
