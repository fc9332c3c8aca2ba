// Bukti Registrasi: one sheet in two halves, the control slip for handing in the file (manual III.A.8).
import { showTime } from '../form/dates.ts'
import { finish, openDocument } from './kit.ts'
import { showKode } from './kode.ts'
import { drawSlips, showOffice, type Holder, type Office, type Proof } from './slip.ts'

export type BuktiRegistrasi = {
  holder: Holder
  proof: NonNullable<Proof>
  /** moment of registration, ISO */
  terdaftar: string
  /** where the papers go */
  office: Office
  /** the agency checks registrations before the form opens */
  diperiksa: boolean
  /** address of the service, as people type it */
  alamat: string
}

const TITLE = 'Bukti Registrasi'

/** Draws the slip of a registration. */
export function buktiRegistrasi(v: BuktiRegistrasi): Promise<Buffer> {
  const doc = openDocument({ title: `${TITLE} ${v.holder.nomorRegister}`, at: v.terdaftar, id: v.proof.kode })
  const place = showOffice(v.office)
  drawSlips(doc, {
    title: TITLE,
    holder: v.holder,
    proof: v.proof,
    rows: [['Tanggal daftar', showTime(new Date(v.terdaftar))]],
    steps: [
      `Serahkan bagian atas lembar ini bersama berkas fisik ke ${v.office.nama}${place && ` (${place})`}.`,
      `${v.diperiksa ? 'Setelah registrasi diterima, masuk' : 'Masuk'} di ${v.alamat} dengan Nomor Register di atas dan Kata Kunci Anda, lalu lengkapi formulir.`,
      'Simpan bagian ini. Jangan berikan Kata Kunci Anda kepada siapa pun.',
    ],
  })
  return finish(doc, `${TITLE} · NIP ${v.holder.nip} · Kode dokumen ${showKode(v.proof.kode)}`)
}
