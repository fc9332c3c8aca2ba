// The paper with a code from the counter: addressed outside, the code inside, to be folded and glued before it is handed over.
import { showTime } from '../form/dates.ts'
import { showNip } from '../sections/dataUtama.ts'
import { AREA, finish, INK, mark, openDocument, put, type Doc } from './kit.ts'

export type KodeLoket = {
  /** a registration without e-mail, or a new address for an account */
  untuk: 'aktivasi' | 'alamat'
  kode: string
  nip: string
  instansi: string
  /** days the code holds */
  hari: number
  /** ISO */
  dicetak: string
  /** address of the service, as people type it */
  alamat: string
}

const FOLD = 421
const TITLES = { aktivasi: 'Kode aktivasi registrasi', alamat: 'Kode untuk alamat e-mail baru' } as const

const STEPS = {
  aktivasi: (v: KodeLoket) => [
    `Buka ${v.alamat}/registrasi dan tulis NIP serta NIK Anda.`,
    'Pada langkah alamat e-mail, pilih “Belum punya e-mail?”, lalu tulis kode ini.',
    'Buat kata kunci sendiri. Petugas tidak membuatkan dan tidak menanyakannya.',
    'Kotak surat keluarga atau kantor boleh ditulis, tetapi hanya menerima pemberitahuan.',
  ],
  alamat: (v: KodeLoket) => [
    `Buka ${v.alamat}/alamat-baru dan tulis NIP, kode ini, serta alamat e-mail baru Anda.`,
    'Buka surat yang dikirim ke alamat itu, lalu lanjutkan.',
    'Tanpa NIP dan kotak surat baru itu, kode ini tidak berguna bagi siapa pun.',
  ],
} as const

/** Draws the paper. */
export function kodeLoket(v: KodeLoket): Promise<Buffer> {
  const doc = openDocument({ title: TITLES[v.untuk], at: v.dicetak, id: v.untuk })
  doc.addPage()
  outside(doc, v)
  fold(doc)
  inside(doc, v)
  return finish(doc, `${TITLES[v.untuk]} · dicetak ${showTime(new Date(v.dicetak))}`)
}

function outside(doc: Doc, v: KodeLoket): void {
  mark(doc, 28)
  put(doc, 'Hanya dibuka oleh pemilik NIP', AREA.left, 110, AREA.width, { size: 17, bold: true, color: INK.navy })
  put(doc, showNip(v.nip), AREA.left, 150, AREA.width, { size: 14, bold: true })
  put(doc, v.instansi, AREA.left, 174, AREA.width, { size: 10 }, 2)
  put(
    doc,
    'Petugas: lipat di garis dengan bagian bawah ke dalam, rekatkan, lalu serahkan. Jangan dibaca dan jangan difoto.',
    AREA.left,
    360,
    AREA.width,
    { size: 9, color: INK.soft },
    2,
  )
}

function fold(doc: Doc): void {
  doc.moveTo(AREA.left, FOLD).lineTo(AREA.right, FOLD).lineWidth(0.7).dash(5, { space: 4 }).stroke(INK.soft).undash()
}

function inside(doc: Doc, v: KodeLoket): void {
  put(doc, TITLES[v.untuk], AREA.left, FOLD + 34, AREA.width, { size: 13, bold: true, color: INK.navy })
  put(doc, `${v.kode.slice(0, 4)}-${v.kode.slice(4)}`, AREA.left, FOLD + 60, AREA.width, { size: 30, bold: true, spacing: 3 })
  put(doc, `Berlaku ${v.hari} hari, satu kali.`, AREA.left, FOLD + 108, AREA.width, { size: 9, color: INK.soft })
  let at = FOLD + 134
  STEPS[v.untuk](v).forEach((step, i) => {
    at += put(doc, `${i + 1}. ${step}`, AREA.left, at, AREA.width, { size: 9.5 }, 2) + 5
  })
}
