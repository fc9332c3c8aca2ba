// The slip: half a sheet with nomor register, bars and QR. One half goes with the paper file, the other stays with the PNS.
import { showNip } from '../sections/dataUtama.ts'
import { showName } from '../web/name.ts'
import { code128, qr } from './codes.ts'
import { AREA, INK, lineHeight, mark, measure, put, putLines, putRight, wrap, type Doc } from './kit.ts'
import { showKode } from './kode.ts'

/** What the QR code leads to; null on a KONSEP, which proves nothing. */
export type Proof = { kode: string; url: string } | null

/** Whose slip it is. No NIK and no mother's name: the slip is given away (trust.md 3.11). */
export type Holder = { periode: string; nomorRegister: string; nip: string; nama: string; instansi: string }

/** Where the papers go. */
export type Office = { nama: string; alamat: string | null; jam: string | null }

export type SlipPart = {
  title: string
  holder: Holder
  /** lines under name and agency */
  rows: readonly [label: string, value: string][]
  proof: Proof
  /** what the person does next; on the half that stays with him */
  steps: readonly string[]
}

const HALF = { top: 28, bottom: 434 } as const
const CUT = 421
const QR_SIZE = 100
const LABELS = 104
/** lines of identity that fit above the hand-over line and the steps */
const BUDGET = 9

/** One sheet with both halves and the line to cut along. */
export function drawSlips(doc: Doc, part: SlipPart): void {
  doc.addPage()
  drawHalf(doc, HALF.top, part, 'Diserahkan Verifikator')
  if (part.proof) receipt(doc, CUT - 69)
  cutLine(doc)
  nextSteps(doc, drawHalf(doc, HALF.bottom, part, 'Dipegang oleh PNS') + 7, part.steps)
}

function drawHalf(doc: Doc, top: number, part: SlipPart, owner: string): number {
  mark(doc, top)
  badge(doc, top + 11, owner)
  put(doc, part.title, AREA.left, top + 46, 330, { size: 17, bold: true, color: INK.navy }, 1)
  put(doc, part.holder.periode, AREA.left, top + 68, 330, { size: 8.5, color: INK.soft }, 1)
  put(doc, 'Nomor Register', AREA.left, top + 91, 200, { size: 8, color: INK.soft })
  put(doc, part.holder.nomorRegister, AREA.left, top + 101, 300, { size: 25, bold: true, spacing: 2.5 })
  code128(doc, part.holder.nomorRegister, AREA.left, top + 139, 220, 28)
  proofBlock(doc, top + 44, part.proof)
  return identity(doc, top + 184, part)
}

function badge(doc: Doc, y: number, text: string): void {
  const style = { size: 9, bold: true, color: INK.navy }
  const width = measure(doc, text, style) + 20
  doc
    .roundedRect(AREA.right - width, y, width, 22, 5)
    .lineWidth(1.2)
    .stroke(INK.navy)
  put(doc, text, AREA.right - width + 10, y + 5.5, width, style)
}

function proofBlock(doc: Doc, y: number, proof: Proof): void {
  const x = AREA.right - QR_SIZE
  if (!proof) {
    doc.roundedRect(x, y, QR_SIZE, QR_SIZE, 5).lineWidth(0.7).dash(3, { space: 3 }).stroke(INK.soft).undash()
    return void put(doc, 'Konsep.\nKode QR terbit setelah formulir dikirim.', x + 12, y + 28, QR_SIZE - 24, { size: 8, color: INK.soft })
  }
  qr(doc, proof.url, x, y, QR_SIZE)
  putRight(doc, showKode(proof.kode), AREA.right, y + QR_SIZE + 6, { size: 9, bold: true })
  ;['Periksa keaslian: pindai, atau buka', shortUrl(proof.url)].forEach((line, i) =>
    putRight(doc, line, AREA.right, y + QR_SIZE + 19 + i * 9, { size: 7, color: INK.soft }),
  )
}

function identity(doc: Doc, y: number, { holder, rows }: SlipPart): number {
  const all: [string, string][] = [['Nama', showName(holder.nama)], ['NIP Baru', showNip(holder.nip)], ['Instansi', holder.instansi], ...rows]
  const laid = (max: number) =>
    all.map(([label, text], i) => {
      const style = { size: 9.5, bold: i < 2 }
      return { label, style, lines: wrap(doc, text, AREA.width - LABELS, style, max) }
    })
  const full = laid(2)
  let at = y
  for (const { label, style, lines } of full.flatMap((r) => r.lines).length > BUDGET ? laid(1) : full) {
    put(doc, label, AREA.left, at + 0.8, LABELS - 8, { size: 8.5, color: INK.soft }, 1)
    at += putLines(doc, lines, AREA.left + LABELS, at, style) + 3.5
  }
  return at
}

function receipt(doc: Doc, y: number): void {
  put(doc, 'Berkas fisik diterima (diisi petugas)', AREA.left, y, 300, { size: 8, bold: true, color: INK.navy })
  const width = (AREA.width - 40) / 3
  ;['Tanggal', 'Nama petugas', 'Tanda tangan'].forEach((label, i) => {
    const x = AREA.left + i * (width + 20)
    doc
      .moveTo(x, y + 43)
      .lineTo(x + width, y + 43)
      .lineWidth(0.7)
      .stroke(INK.soft)
    put(doc, label, x, y + 45, width, { size: 7, color: INK.soft })
  })
}

function nextSteps(doc: Doc, y: number, steps: readonly string[]): void {
  const style = { size: 8 }
  put(doc, 'Langkah berikutnya', AREA.left, y, 300, { size: 8, bold: true, color: INK.navy })
  let at = y + 13
  steps.forEach((step, i) => {
    putLines(doc, [`${i + 1}.`], AREA.left, at, style)
    at += put(doc, step, AREA.left + 14, at, AREA.width - 14, style, 2) + 1
  })
}

function cutLine(doc: Doc): void {
  const style = { size: 13, color: INK.soft }
  doc
    .moveTo(AREA.left + 16, CUT)
    .lineTo(AREA.right, CUT)
    .lineWidth(0.7)
    .dash(5, { space: 4 })
    .stroke(INK.soft)
    .undash()
  put(doc, '✂', AREA.left, CUT - lineHeight(style) / 2 - 0.5, 20, style)
}

const shortUrl = (url: string) => url.replace(/^https?:\/\//, '').replace(/\/[^/]*$/, '')

/** Address and hours of an office in one line; empty where the agency has not told them. */
export const showOffice = ({ alamat, jam }: Office): string => [alamat, jam].filter(Boolean).join(' · ')
