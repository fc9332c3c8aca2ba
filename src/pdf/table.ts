// Tables that run over pages: the head is repeated, and a row that is taller than a page is continued on the next.
import { AREA, INK, lineHeight, newPage, putLines, wrap, type Doc, type Style } from './kit.ts'

export type Cell = { text: string; style?: Style; /** columns it covers */ span?: number }
export type Row = {
  cells: readonly Cell[]
  fill?: string
  /** points that must be free below it, so that a heading never ends a page */
  keep?: number
  /** the heading it stands under, said again when it goes on on the next page */
  under?: Row
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
const GAP = 8

const HEAD = 90 // title, column heads, and one line of a row

/** Draws a table from the cursor on. */
export function table(doc: Doc, t: Table): void {
  // A heading never stands alone at the foot of a page.
  room(doc, HEAD + (t.rows[0]?.keep ?? 0), t.about)
  t.head(false)
  for (const row of t.rows) drawRow(doc, t, row)
}

/** Makes sure that `height` is free below the cursor. */
export function room(doc: Doc, height: number, about: string): void {
  if (doc.y + height > AREA.bottom) newPage(doc, about)
}

type Laid = { x: number; style: Style; lines: string[] }

function drawRow(doc: Doc, t: Table, row: Row): void {
  let left = layOut(doc, t, row)
  const leading = Math.max(...left.map((c) => lineHeight(c.style)))
  const rest = () => Math.max(...left.map((c) => c.lines.length))
  const fits = () => Math.floor((AREA.bottom - doc.y - 2 * PAD) / leading)
  if (doc.y + (row.keep ?? 0) + leading + 2 * PAD > AREA.bottom) onNewPage(doc, t, row)
  while (rest() > 0) {
    if (fits() < Math.min(rest(), 2)) onNewPage(doc, t, row)
    const n = Math.min(rest(), fits())
    const height = n * leading + 2 * PAD
    if (row.fill) doc.rect(AREA.left, doc.y, AREA.width, height).fill(row.fill)
    for (const c of left) putLines(doc, c.lines.slice(0, n), c.x, doc.y + PAD, c.style)
    doc.y += height
    if (!row.fill) rule(doc, doc.y)
    left = left.map((c) => ({ ...c, lines: c.lines.slice(n) }))
  }
}

function onNewPage(doc: Doc, t: Table, row: Row): void {
  newPage(doc, t.about)
  t.head(true)
  // Its own `keep` asked for room on the page before; here there is room.
  if (row.under) drawRow(doc, t, { ...row.under, keep: 0 })
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
