// Tanda Bukti Permohonan Bantuan: one page with the nomor tiket, what was asked, and how to follow it (domain.md 5).
import { showTime } from '../form/dates.ts'
import { showNip } from '../sections/dataUtama.ts'
import { code128, qr } from './codes.ts'
import { AREA, finish, INK, newPage, openDocument, put, putLines, putRight, wrap, type Doc } from './kit.ts'

export type TandaBukti = {
  /** as people read it, and as a scanner does */
  nomor: string
  barcode: string
  /** tracking page with the number filled in */
  url: string
  periode: string
  kategori: string
  /** ISO */
  dibuat: string
  nip: string | null
  /** null where the person is not proved */
  nama: string | null
  kantor: string
  terverifikasi: boolean
  isi: readonly (readonly [label: string, value: string])[]
  alamat: string
}

const TITLE = 'Tanda Bukti Permohonan Bantuan'
const LABELS = 130
const QR_SIZE = 92
/** lines of one answer that are printed */
const MOST = 14

/** Draws the receipt of a ticket. */
export function tandaBukti(v: TandaBukti): Promise<Buffer> {
  const doc = openDocument({ title: `${TITLE} ${v.nomor}`, at: v.dibuat, id: v.barcode })
  newPage(doc, v.periode)
  put(doc, TITLE, AREA.left, AREA.top, 360, { size: 17, bold: true, color: INK.navy })
  put(doc, 'Nomor Tiket', AREA.left, AREA.top + 30, 200, { size: 8, color: INK.soft })
  put(doc, v.nomor, AREA.left, AREA.top + 40, 360, { size: 25, bold: true, spacing: 2 })
  code128(doc, v.barcode, AREA.left, AREA.top + 78, 240, 28)
  qr(doc, v.url, AREA.right - QR_SIZE, AREA.top, QR_SIZE)
  putRight(doc, 'Pindai untuk melacak', AREA.right, AREA.top + QR_SIZE + 5, { size: 7, color: INK.soft })
  const below = rows(doc, AREA.top + 128, [...identity(v), ...v.isi])
  steps(doc, below + 10, v)
  return finish(doc, `${TITLE} · ${v.nomor}`)
}

function identity(v: TandaBukti): (readonly [string, string])[] {
  const person: (readonly [string, string])[] = [...(v.nama ? [['Nama', v.nama] as const] : []), ...(v.nip ? [['NIP Baru', showNip(v.nip)] as const] : [])]
  return [['Kategori', v.kategori], ['Tanggal', showTime(new Date(v.dibuat))], ...person, ['Ditangani', v.kantor]]
}

function rows(doc: Doc, top: number, all: readonly (readonly [string, string])[]): number {
  let y = top
  for (const [label, text] of all) {
    const lines = wrap(doc, text, AREA.width - LABELS, { size: 9.5 }, MOST)
    const labelHeight = put(doc, label, AREA.left, y + 0.8, LABELS - 10, { size: 8.5, color: INK.soft })
    y += Math.max(labelHeight, putLines(doc, lines, AREA.left + LABELS, y, { size: 9.5 })) + 4
  }
  return y
}

function steps(doc: Doc, top: number, v: TandaBukti): void {
  const unproved = 'Identitas belum terverifikasi: bawa kartu identitas, berkas, dan lembar ini ke BKD atau Biro Kepegawaian Anda.'
  const texts = [
    `Lacak laporan di ${v.alamat}, menu Cek Status, Status Laporan Permasalahan, dengan nomor tiket di atas.`,
    ...(v.terverifikasi ? [] : [unproved]),
    'Petugas tidak pernah meminta kata kunci atau kode Anda.',
  ]
  put(doc, 'Langkah berikutnya', AREA.left, top, 300, { size: 8, bold: true, color: INK.navy })
  let y = top + 14
  for (const text of texts) y += put(doc, `• ${text}`, AREA.left, y, AREA.width, { size: 8.5 }) + 2
}
