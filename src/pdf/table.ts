// Tables that run over pages: the head is repeated, and a row that is taller than a page is continued on the next.
import { AREA, INK, lineHeight, newPage, putLines, wrap, type Doc, type Style } from './kit.ts'

export type Cell = { text: string; style?: Style; /** columns it covers */ span?: number }
export type Row = {
  cells: readonly Cell[]
  fill?: string
  /** points that must be free below it, so that a heading never ends a page */
  keep?: number
}

export type Table = {
  widths: readonly number[]
  rows: readonly Row[]
  /** drawn first, and again on every further page */
  head(again: boolean): void
  /** said in the head of a new page */
  about: string
}

const PAD = 3.5
const GAP = 10

/** Draws a table from the cursor on. */
export function table(doc: Doc, t: Table): void {
  room(doc, 90, t.about)
  t.head(false)
  for (const row of t.rows) drawRow(doc, t, row)
}

/** Makes sure that `height` is free below the cursor. */
export function room(doc: Doc, height: number, about: string): boolean {
  if (doc.y + height <= AREA.bottom) return false
  newPage(doc, about)
  return true
}

type Laid = { x: number; style: Style; lines: string[] }

function drawRow(doc: Doc, t: Table, row: Row): void {
  let left = layOut(doc, t, row)
  const leading = Math.max(...left.map((c) => lineHeight(c.style)))
  if (room(doc, (row.keep ?? 0) + leading + 2 * PAD, t.about)) t.head(true)
  while (left.some((c) => c.lines.length > 0)) {
    const wanted = Math.max(...left.map((c) => c.lines.length))
    let fits = Math.floor((AREA.bottom - doc.y - 2 * PAD) / leading)
    if (fits < Math.min(wanted, 2)) {
      newPage(doc, t.about)
      t.head(true)
      fits = Math.floor((AREA.bottom - doc.y - 2 * PAD) / leading)
    }
    const height = Math.min(wanted, fits) * leading + 2 * PAD
    if (row.fill) doc.rect(AREA.left, doc.y, AREA.width, height).fill(row.fill)
    const top = doc.y
    for (const c of left) putLines(doc, c.lines.slice(0, fits), c.x, top + PAD, c.style)
    doc.y = top + height
    if (!row.fill) rule(doc, doc.y)
    left = left.map((c) => ({ ...c, lines: c.lines.slice(fits) }))
  }
}

function layOut(doc: Doc, t: Table, row: Row): Laid[] {
  let column = 0
  let x: number = AREA.left + 6
  return row.cells.map(({ text, style = {}, span = 1 }) => {
    const width = t.widths.slice(column, column + span).reduce((sum, w) => sum + w, 0)
    const cell = { x, style, lines: text === '' ? [] : wrap(doc, text, width - GAP, style) }
    column += span
    x += width
    return cell
  })
}

/** A hairline across the text area. */
export function rule(doc: Doc, y: number, color: string = INK.line): void {
  doc.moveTo(AREA.left, y).lineTo(AREA.right, y).lineWidth(0.5).stroke(color)
}
