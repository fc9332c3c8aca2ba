// Code128 and QR as vectors: sharp on every printer, and read from a photocopy.
import bwipjs from 'bwip-js'
import QRCode from 'qrcode'
import type { Doc } from './kit.ts'

/** Bars of a Code128 in `width`. */
export function code128(doc: Doc, text: string, x: number, y: number, width: number, height: number): void {
  const [symbol] = bwipjs.raw({ bcid: 'code128', text }) as { sbs: number[] }[]
  const steps = symbol!.sbs
  const unit = width / steps.reduce((sum, n) => sum + n, 0)
  let at = x
  steps.forEach((n, i) => {
    if (i % 2 === 0) doc.rect(at, y, n * unit, height)
    at += n * unit
  })
  doc.fill('#000')
}

/** A QR code in a square of `size`, without its quiet zone: leave four modules of white around it. */
export function qr(doc: Doc, text: string, x: number, y: number, size: number): void {
  const { size: n, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules
  const unit = size / n
  for (let row = 0; row < n; row++) {
    for (let col = 0; col < n; col++) {
      // Neighbours become one bar, so that no hairline of white stands between them.
      const start = col
      while (col < n && data[row * n + col]) col++
      if (col > start) doc.rect(x + start * unit, y + row * unit, (col - start) * unit, unit)
    }
  }
  doc.fill('#000')
}
