// Bukti Pengisian and Formulir Perubahan Data, one document: the slip, then every change, old → new (clarifications 1.2).
import { longDate, showTime, dayIn } from '../form/dates.ts'
import { showNip } from '../sections/dataUtama.ts'
import { showName } from '../web/name.ts'
import { AREA, finish, INK, lineHeight, measure, newPage, openDocument, put, putRight, type Doc, type Style } from './kit.ts'
import { showKode } from './kode.ts'
import { drawSlips, showOffice, type Holder, type Office, type Proof } from './slip.ts'
import { room, rule, table, type Row } from './table.ts'

/** One value before and after; null = empty. */
export type Line = { label: string; old: string | null; new: string | null }

export type Change = {
  /** row number as on screen, RG-3; '' for a single field */
  nomor: string
  label: string
  kind: 'ubah' | 'tambah' | 'hapus'
  lines: readonly Line[]
  remark: string | null
}

export type SectionChanges = {
  title: string
  /** 'baris' in histories, else 'data' */
  unit: 'data' | 'baris'
  changes: readonly Change[]
  agreed: number
  /** not looked at yet; only on a KONSEP */
  open: number
  /** "Tidak punya" */
  empty: boolean
}

/** A questionnaire that was answered: read by its stakeholder, decided by nobody. */
export type Answers = { title: string; lines: readonly { label: string; answer: string }[] }

export type BuktiPengisian = {
  holder: Holder
  /** null on a KONSEP */
  proof: Proof
  /** moment of Kirim, ISO; on a KONSEP the moment of the last change */
  waktu: string
  /** the unit chosen as Verifikator Level 1 */
  unit: string | null
  /** where the form is verified and the papers go */
  office: Office
  sections: readonly SectionChanges[]
  questionnaires: readonly Answers[]
  /** digest of the content; becomes the id of the file */
  id: string
}

const EMPTY = '(kosong)'
const TITLE = 'Bukti Pengisian'
const FORM = 'Formulir Perubahan Data e-PUPNS'
const KINDS = { ubah: 'Diubah', tambah: 'Ditambah', hapus: 'Dihapus' } as const
const STATEMENT = 'Saya menyatakan data ini benar dan dapat saya buktikan dengan berkas asli.'
const WIDTHS = [135, 172, 18, 180] // data, old, arrow, new
const ANSWER_WIDTHS = [135, 370]
const ROW_HEIGHT = 19

/** Draws slip and changes; without a proof every page carries the watermark KONSEP. */
export function buktiPengisian(v: BuktiPengisian): Promise<Buffer> {
  const draft = v.proof === null
  const doc = openDocument({ title: `${TITLE} ${v.holder.nomorRegister}`, at: v.waktu, id: v.id, draft })
  slips(doc, v)
  newPage(doc, FORM)
  heading(doc, v)
  for (const s of v.sections) drawSection(doc, s)
  for (const q of v.questionnaires) drawAnswers(doc, q)
  closing(doc, v)
  return finish(doc, [FORM, `NIP ${v.holder.nip}`, v.proof ? `Kode dokumen ${showKode(v.proof.kode)}` : 'KONSEP, belum dikirim'].join(' · '))
}

function slips(doc: Doc, v: BuktiPengisian): void {
  const place = showOffice(v.office)
  drawSlips(doc, {
    title: TITLE,
    holder: v.holder,
    proof: v.proof,
    rows: [
      [v.proof ? 'Tanggal kirim' : 'Keadaan', sent(v)],
      ['Unit verifikator', v.unit ?? 'belum dipilih'],
      ['Isi', summary(v.sections)],
    ],
    steps: !v.proof
      ? ['Ini konsep. Kirim formulir lebih dulu, lalu cetak kembali untuk ditandatangani.']
      : [
          `Cetak rangkap dua dan tanda tangani. Serahkan bagian atas lembar ini bersama berkas fisik ke ${v.office.nama}${place && ` (${place})`}.`,
          'Ikuti pemeriksaannya pada Cek Status dengan Nomor Register di atas. Simpan bagian ini.',
        ],
  })
}

const sent = (v: BuktiPengisian) => (v.proof ? showTime(new Date(v.waktu)) : 'Konsep, belum dikirim')

function summary(sections: readonly SectionChanges[]): string {
  const changes = sections.reduce((sum, s) => sum + s.changes.length, 0)
  const agreed = sections.reduce((sum, s) => sum + s.agreed, 0)
  const open = sections.reduce((sum, s) => sum + s.open, 0)
  return [changes ? `${changes} perubahan` : 'tanpa perubahan', agreed && `${agreed} sesuai`, open && `${open} belum diperiksa`].filter(Boolean).join(' · ')
}

function heading(doc: Doc, v: BuktiPengisian): void {
  put(doc, FORM, AREA.left, doc.y, AREA.width, { size: 16, bold: true, color: INK.navy }, 1)
  const facts = [showName(v.holder.nama), `NIP ${showNip(v.holder.nip)}`, `Nomor Register ${v.holder.nomorRegister}`, sent(v)].join(' · ')
  doc.y += 24
  doc.y += put(doc, facts, AREA.left, doc.y, AREA.width, { size: 8.5, color: INK.soft }, 3) + 10
}

/** Heading of a part of the form, with its count at the right. */
function partTitle(doc: Doc, text: string, count: string): void {
  const head = { size: 11, bold: true, color: INK.navy }
  put(doc, text, AREA.left, doc.y + 6, 300, head, 1)
  putRight(doc, count, AREA.right, doc.y + 8, { size: 8, color: INK.soft })
  doc.y += lineHeight(head) + 9
}

function drawAnswers(doc: Doc, { title, lines }: Answers): void {
  table(doc, {
    widths: ANSWER_WIDTHS,
    about: FORM,
    rows: lines.map(({ label, answer }) => ({
      cells: [
        { text: label, style: { size: 8.5, color: INK.soft } },
        { text: answer, style: { size: 9 } },
      ],
    })),
    head: (again) => {
      partTitle(doc, again ? `${title} (lanjutan)` : title, `dijawab, ${lines.length} pertanyaan`)
      rule(doc, doc.y)
    },
  })
  doc.y += 10
}

function drawSection(doc: Doc, s: SectionChanges): void {
  const title = (again: boolean) => partTitle(doc, again ? `${s.title} (lanjutan)` : s.title, s.changes.length ? `${s.changes.length} perubahan` : '')
  if (s.changes.length) {
    table(doc, {
      widths: WIDTHS,
      about: FORM,
      rows: s.changes.flatMap(changeRows),
      head: (again) => {
        title(again)
        columnHead(doc)
      },
    })
  } else {
    room(doc, 48, FORM)
    title(false)
    rule(doc, doc.y)
  }
  room(doc, 24, FORM)
  doc.y += 4
  doc.y += put(doc, rest(s), AREA.left + 6, doc.y, AREA.width - 12, { size: 8.5, color: INK.soft }) + 10
}

function columnHead(doc: Doc): void {
  const style = { size: 7.5, bold: true, color: INK.white }
  doc.rect(AREA.left, doc.y, AREA.width, 17).fill(INK.navy)
  let x = AREA.left + 6
  ;['Data', 'Semula (data BKN)', '', 'Menjadi (usulan PNS)'].forEach((text, i) => {
    put(doc, text, x, doc.y + 3.6, WIDTHS[i]!, style)
    x += WIDTHS[i]!
  })
  doc.y += 17
}

function changeRows(c: Change): Row[] {
  const label: Style = { size: 8.5, color: INK.soft }
  const headed = c.nomor !== '' || c.lines.length > 1
  const head = (more = ''): Row => ({
    fill: INK.fill,
    keep: Math.min(ROW_HEIGHT * c.lines.length, 240),
    cells: [
      { text: [c.nomor, c.label + more].filter(Boolean).join('  ·  '), style: { size: 9, bold: true }, span: 3 },
      { text: KINDS[c.kind], style: { size: 9, bold: true, color: INK.ubah } },
    ],
  })
  const under = headed ? head(' (lanjutan)') : undefined
  const lines = c.lines.map((l): Row => ({
    under,
    cells: [
      { text: l.label, style: headed ? label : { size: 9 } },
      { text: c.kind === 'tambah' ? '' : (l.old ?? EMPTY), style: { size: 9, color: c.kind === 'hapus' ? INK.text : INK.soft } },
      { text: c.kind === 'hapus' ? '' : '→', style: { size: 9 } },
      { text: c.kind === 'hapus' ? '' : (l.new ?? EMPTY), style: { size: 9, bold: l.new !== null } },
    ],
  }))
  const remark: Row[] = c.remark
    ? [
        {
          under,
          cells: [
            { text: 'Keterangan', style: label },
            { text: c.remark, style: { size: 8.5 }, span: 3 },
          ],
        },
      ]
    : []
  return [...(headed ? [head()] : []), ...lines, ...remark]
}

function rest(s: SectionChanges): string {
  const other = s.changes.length ? ' lain' : ''
  if (s.empty) return '✓ Dinyatakan tidak punya.'
  const parts = [s.agreed > 0 && `✓ ${s.agreed} ${s.unit}${other} sesuai dengan data BKN.`, s.open > 0 && `${s.open} ${s.unit} belum diperiksa.`].filter(
    Boolean,
  )
  return parts.join('  ') || (s.changes.length ? `Tidak ada ${s.unit} lain.` : `Belum ada ${s.unit}.`)
}

function closing(doc: Doc, v: BuktiPengisian): void {
  room(doc, 215, FORM)
  rule(doc, doc.y + 4, INK.navy)
  doc.y += 14
  put(doc, 'Pernyataan', AREA.left, doc.y, 200, { size: 11, bold: true, color: INK.navy })
  doc.y += 19
  doc.y += put(doc, STATEMENT, AREA.left, doc.y, AREA.width, { size: 9 }) + 6
  doc.y += put(doc, `Unit verifikator level 1: ${v.unit ?? 'belum dipilih'}`, AREA.left, doc.y, AREA.width, { size: 9 }, 2) + 16
  const half = AREA.width / 2
  sign(
    doc,
    AREA.left,
    v.proof ? `${blank(doc, 120)}, ${longDate(dayIn(new Date(v.waktu)))}` : `${blank(doc, 170)}`,
    'PNS yang bersangkutan',
    showName(v.holder.nama),
    `NIP ${showNip(v.holder.nip)}`,
  )
  sign(doc, AREA.left + half + 20, blank(doc, 170), 'Verifikator', blank(doc, 170), `NIP ${blank(doc, 148)}`)
}

function sign(doc: Doc, x: number, date: string, role: string, nama: string, nip: string): void {
  const width = AREA.width / 2 - 20
  put(doc, date, x, doc.y, width, { size: 9 }, 1)
  put(doc, role, x, doc.y + 13, width, { size: 9, bold: true })
  const height = put(doc, nama, x, doc.y + 84, width, { size: 9, bold: true }, 2)
  put(doc, nip, x, doc.y + 86 + height, width, { size: 9 }, 1)
}

// A line of dots to write on, as wide as asked.
function blank(doc: Doc, width: number): string {
  return '.'.repeat(Math.floor(width / measure(doc, '.', { size: 9 })))
}
