// Text as files bring it: blanks put right, characters nobody can see found.

const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/

const plain = /^[!-~]*(?: [!-~]+)*$/ // nearly every cell: nothing to put right, nothing to find

/** One line: composed letters, single blanks. */
export function clean(text: string): string {
  if (plain.test(text)) return text
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** Holds characters that cannot be stored or turn the reading direction. */
export function unprintable(text: string): boolean {
  return !plain.test(text) && controls.test(text)
}

/** The start of a value, for a sentence in a report. */
export function quoted(text: string): string {
  return `"${text.slice(0, 40)}"`
}
