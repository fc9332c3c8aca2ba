// Riwayat Diklat Fungsional (manual III.B; domain.md 3.9). "Normal" of the manual's slip is read as Non Formal.
import { choice, date, integer, list, ref, text } from '../form/field.ts'
import { section } from '../form/section.ts'
import { isPrajabatan, PRAJABATAN } from './riwayatDiklatStruktural.ts'

export const riwayatDiklatFungsional = section({
  code: 'riwayat-diklat-fungsional',
  title: 'Riwayat Diklat Fungsional',
  group: 'Riwayat',
  short: 'DF',
  lead: 'Isi diklat fungsional dan teknis yang bersertifikat, juga bila jabatan Anda bukan fungsional tertentu.',
  rows: 'many',
  sort: 'tanggal_diklat',
  columns: ['jenis_diklat', 'tanggal_diklat', 'institusi_penyelenggara'],
  rowTitle: (v) => v.nama_diklat?.nama ?? 'Diklat',
  fields: {
    tipe_diklat: choice({ label: 'Tipe Diklat', options: { FORMAL: 'Formal', NONFORMAL: 'Non Formal' } }),
    jenis_diklat: list({ label: 'Jenis Diklat', to: 'jenis_diklat' }),
    nama_diklat: ref({ label: 'Nama Diklat', to: 'diklat_fungsional' }),
    lamanya: integer({ label: 'Lamanya Diklat', min: 1, max: 5000, unit: 'jam', hint: 'Dalam jam pelajaran, seperti pada sertifikat.' }),
    tanggal_diklat: date({ label: 'Tanggal Diklat' }),
    nomor_sertifikat: text({ label: 'No Sertifikat', max: 100 }),
    instansi: ref({ label: 'Instansi', to: 'instansi', freeText: true, hint: 'Instansi yang menyelenggarakan. Bukan instansi pemerintah? Tulis namanya.' }),
    institusi_penyelenggara: text({ label: 'Institusi Penyelenggara', max: 150, hint: 'Misalnya balai diklat, lembaga, atau perguruan tinggi.' }),
  },
  rules: [
    { id: 'FAQ', on: 'jenis_diklat', message: PRAJABATAN, ok: (v) => !isPrajabatan(v.jenis_diklat.nama) },
    { id: 'FAQ', on: 'nama_diklat', message: PRAJABATAN, ok: (v) => !isPrajabatan(v.nama_diklat.nama) },
  ],
  remarks: ['Sesuai sertifikat'],
  help: [
    { term: 'Siapa yang mengisi', text: 'Semua PNS yang mempunyai sertifikat diklat, juga yang bukan pejabat fungsional tertentu (JFT).' },
    { term: 'Apa beda Formal dan Non Formal?', on: 'tipe_diklat', text: 'Formal: berjenjang menurut aturan jabatan. Non Formal: kursus, bimbingan teknis, dan pelatihan lain.' },
    { term: 'Diklat Prajabatan?', on: 'jenis_diklat', text: 'Tidak diisi dalam e-PUPNS, meskipun bersertifikat.' },
  ],
})
