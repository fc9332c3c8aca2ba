// What may be uploaded, how large and how many: every limit of files stands here.

export const KB = 1024
export const MB = 1024 * KB

/** Of what arrives: a phone's photo, a scan. */
export const UPLOAD_BYTES = 10 * MB
/** Of what is kept. A PDF must arrive so small, an image is made so small. */
export const KEPT_BYTES = 2 * MB
/** Refused before a byte is read: nobody sends this by mistake. */
export const REQUEST_BYTES = 24 * MB

/** Of a person in a campaign. */
export const OWN = { files: 100, bytes: 120 * MB } as const
/** Of a ticket. */
export const TICKET = { files: 5, bytes: 30 * MB } as const

/** An image that is larger than any camera's, and one side of it. */
export const PIXELS = 40_000_000
export const SIDE = 20_000
/** Longest side of what is kept: an A4 page at 200 dots an inch is still sharp. */
export const KEPT_SIDE = 2400

export const KINDS = {
  pdf: { mime: 'application/pdf', ending: 'pdf', words: 'PDF' },
  jpeg: { mime: 'image/jpeg', ending: 'jpg', words: 'foto' },
  png: { mime: 'image/png', ending: 'png', words: 'gambar' },
} as const
export type Kind = keyof typeof KINDS

/** What is said before choosing. */
export const HINT = 'PDF paling besar 2 MB. Foto JPEG atau PNG paling besar 10 MB, dikecilkan sendiri.'

/** "8,2 MB". */
export const showSize = (bytes: number): string =>
  bytes < MB ? `${Math.max(1, Math.round(bytes / KB))} KB` : `${(bytes / MB).toFixed(1).replace('.0', '').replace('.', ',')} MB`

const NAME_LENGTH = 80
// Control characters, and those that turn the direction of what follows: "fdp.exe" must not read as "exe.pdf".
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu

/** The name as it is kept: no folders, nothing unseen, no ending (the content says what it is). */
export function cleanName(sent: string): string {
  const last = sent.normalize('NFC').replace(UNSEEN, '').split(/[/\\]/).at(-1)!
  const stem = last
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[<>:"|?*]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return [...stem].slice(0, NAME_LENGTH).join('').trim() || 'berkas'
}
