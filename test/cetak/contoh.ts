// Invented papers for the tests of this folder.
import type { BuktiPengisian, Change, SectionChanges } from '../../src/pdf/buktiPengisian.ts'
import type { BuktiRegistrasi } from '../../src/pdf/buktiRegistrasi.ts'

export const holder = {
  periode: 'Pendataan Ulang PNS 2026',
  nomorRegister: 'K7QXM7K2',
  nip: '197603142000031502',
  nama: 'SITI CONTOH WIBOWO',
  instansi: 'Pemerintah Kabupaten Contoh',
}
const office = { nama: 'Dinas Pendidikan', alamat: 'Jl. Contoh 2', jam: 'Senin–Jumat 08.00–15.00' }
const proof = { kode: '7K2M9QXDR4TP2H', url: 'https://epupns.contoh.test/dokumen/7K2M9QXDR4TP2H' }

export const registrasi: BuktiRegistrasi = { holder, proof, terdaftar: '2026-11-23T03:42:00.000Z', office, diperiksa: true, alamat: 'epupns.contoh.test' }

export const line = (label: string, old: string | null, now: string | null) => ({ label, old, new: now })

export const change = (nomor: string, kind: Change['kind'], lines: Change['lines'], remark: string | null = null): Change => ({
  nomor,
  label: lines[0]!.label,
  kind,
  lines,
  remark,
})

export const section = (title: string, changes: readonly Change[], more: Partial<SectionChanges> = {}): SectionChanges => ({
  title,
  unit: 'baris',
  changes,
  agreed: 3,
  open: 0,
  empty: false,
  ...more,
})

export const pengisian = (sections: readonly SectionChanges[], more: Partial<BuktiPengisian> = {}): BuktiPengisian => ({
  holder,
  proof,
  waktu: '2026-11-23T03:42:00.000Z',
  unit: 'Dinas Pendidikan',
  office,
  sections,
  questionnaires: [],
  id: proof.kode,
  ...more,
})
