// Basics of every printed document: A4, the embedded font, wrapped text, heads, page numbers, watermark.
// Same content, same bytes: date and id come from the document, and nothing here is random.
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

export type Doc = PDFKit.PDFDocument

/** How a text is set; `leading` is the distance between base lines in sizes. */
export type Style = { size?: number; bold?: boolean; color?: string; leading?: number; spacing?: number }

/** Where text may stand, in points from the upper left corner. */
export const AREA = { left: 45, right: 550.28, width: 505.28, top: 84, bottom: 780, pageWidth: 595.28, pageHeight: 841.89 } as const

/** The values of browser/tokens.css; a test compares them. Grey tones keep their order when printed without colour. */
export const INK = {
  text: '#14202e',
  soft: '#465566',
  line: '#d3dbe4',
  fill: '#f0f3f7',
  navy: '#12305c',
  merah: '#c8102e',
  ubah: '#7a4300',
  white: '#fff',
} as const

const REGULAR = 'regular'
const BOLD = 'bold'

const packages = createRequire(import.meta.url)
// The font reader of pdfkit itself: a font that is read once serves every document of this thread (100 ms each otherwise).
const fontkit = createRequire(packages.resolve('pdfkit'))('fontkit') as { openSync(file: string): Uint8Array }
const fontFile = (name: string) => fontkit.openSync(packages.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))
const fonts = { [REGULAR]: fontFile('DejaVuSansCondensed'), [BOLD]: fontFile('DejaVuSansCondensed-Bold') }

export type About = {
  title: string
  /** moment that the content carries; becomes the date of the document */
  at: string
  /** what makes this document this one: its code, or a digest of its content */
  id: string
  draft?: boolean
}

/** An empty document; begin with `addPage`. */
export function openDocument({ title, at, id, draft = false }: About): Doc {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'id',
    displayTitle: true,
    font: '', // no font yet: pdfkit would read its own Helvetica from disk
    info: { Title: title, Author: 'e-PUPNS', Creator: 'e-PUPNS', Producer: 'e-PUPNS', Keywords: id, CreationDate: new Date(at) },
  })
  for (const [name, font] of Object.entries(fonts)) doc.registerFont(name, font)
  // Under the content, so that nothing is painted over.
  if (draft) doc.on('pageAdded', () => watermark(doc, 'KONSEP'))
  return doc
}

/** Adds the feet, which need the number of pages, and gives the bytes. */
export function finish(doc: Doc, foot: string): Promise<Buffer> {
  const { count } = doc.bufferedPageRange()
  for (let i = 0; i < count; i++) {
    doc.switchToPage(i)
    const y = AREA.pageHeight - 32
    put(doc, foot, AREA.left, y, AREA.width - 110, { size: 7, color: INK.soft }, 1)
    putRight(doc, `Halaman ${i + 1} dari ${count}`, AREA.right, y, { size: 7, color: INK.soft })
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
    doc.end()
  })
}

/** The text mark under the red line, as on every page of the site. A coat of arms is not ours to print. */
export function mark(doc: Doc, y: number): void {
  doc.rect(AREA.left, y, AREA.width, 2.5).fill(INK.merah)
  doc.roundedRect(AREA.left, y + 11, 22, 22, 5).fill(INK.navy)
  put(doc, 'eP', AREA.left + 4.6, y + 16, 22, { size: 10, bold: true, color: INK.white })
  put(doc, 'e-PUPNS', AREA.left + 30, y + 10.5, 300, { size: 11, bold: true, color: INK.navy })
  put(doc, 'Pendataan Ulang PNS · Badan Kepegawaian Negara', AREA.left + 30, y + 24, 300, { size: 7.5, color: INK.soft })
}

/** A page with head; the cursor stands at the top of the text area. */
export function newPage(doc: Doc, about: string): void {
  doc.addPage()
  mark(doc, 28)
  putRight(doc, about, AREA.right, 44, { size: 8, color: INK.soft })
  doc.y = AREA.top
}

function watermark(doc: Doc, text: string): void {
  const size = 128
  doc.save()
  doc.rotate(-52, { origin: [AREA.pageWidth / 2, AREA.pageHeight / 2] })
  doc.fillOpacity(0.09)
  const width = use(doc, { size, bold: true, color: INK.text }).widthOfString(text, { characterSpacing: 14 })
  doc.text(text, (AREA.pageWidth - width) / 2, AREA.pageHeight / 2 - size * 0.6, { lineBreak: false, characterSpacing: 14 })
  doc.restore()
}

/** Sets font, size and colour. */
export function use(doc: Doc, { size = 9, bold = false, color = INK.text }: Style): Doc {
  return doc.font(bold ? BOLD : REGULAR, size).fillColor(color)
}

/** Distance between base lines. */
export const lineHeight = ({ size = 9, leading = 1.32 }: Style): number => size * leading

/** Draws wrapped text, at most `max` lines (the last one then ends with …). Returns the height. */
export function put(doc: Doc, text: string, x: number, y: number, width: number, style: Style = {}, max = Infinity): number {
  return putLines(doc, wrap(doc, text, width, style, max), x, y, style)
}

/** Draws lines that are wrapped already; the cursor stays where it is. Returns the height. */
export function putLines(doc: Doc, lines: readonly string[], x: number, y: number, style: Style = {}): number {
  use(doc, style)
  const cursor = doc.y
  lines.forEach((line, i) => doc.text(line, x, y + i * lineHeight(style), { lineBreak: false, characterSpacing: style.spacing }))
  doc.y = cursor
  return lines.length * lineHeight(style)
}

/** Draws one line that ends at `right`. Returns its width. */
export function putRight(doc: Doc, text: string, right: number, y: number, style: Style = {}): number {
  const width = measure(doc, text, style)
  putLines(doc, [text], right - width, y, style)
  return width
}

export function measure(doc: Doc, text: string, style: Style = {}): number {
  return use(doc, style).widthOfString(text, { characterSpacing: style.spacing })
}

// Controls, invisible characters and those that turn the direction of writing: no paper may read other than its data (trust A18).
const unprintable = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2028-\u2029\u2060-\u2069\ufeff]+/g

/** Lines of a text in this width. Words that are wider are broken, so that nothing leaves its column. */
export function wrap(doc: Doc, text: string, width: number, style: Style = {}, max = Infinity): string[] {
  use(doc, style)
  const wide = (t: string) => doc.widthOfString(t, { characterSpacing: style.spacing })
  const lines = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(unprintable, ' ')
    .split('\n')
    .flatMap((part) => fill(part, width, wide))
  if (lines.length <= max) return lines
  const last = Array.from(lines[max - 1]!)
  while (last.length > 0 && wide(`${last.join('')}…`) > width) last.pop()
  return [...lines.slice(0, max - 1), `${last.join('').trimEnd()}…`]
}

function fill(text: string, width: number, wide: (t: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(/(?<=\s)(?=\S)/).flatMap((w) => broken(w, width, wide))) {
    const own = wide(word.trimEnd())
    if (line !== '' && used + own > width) {
      lines.push(line.trimEnd())
      ;[line, used] = ['', 0]
    }
    line += word
    used += wide(word)
  }
  return [...lines, line.trimEnd()]
}

function broken(word: string, width: number, wide: (t: string) => number): string[] {
  if (wide(word.trimEnd()) <= width) return [word]
  const parts = ['']
  let used = 0
  for (const sign of word) {
    const own = wide(sign)
    if (used + own > width && parts.at(-1) !== '') {
      parts.push('')
      used = 0
    }
    parts[parts.length - 1] += sign
    used += own
  }
  return parts
}
