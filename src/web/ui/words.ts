// Indonesian words shared by components, pages and browser code; each is spelled here once.

export const words = {
  kesalahan: 'Kesalahan:',
  boleh: '(boleh dikosongkan)',
  sesuai: 'Sesuai',
  tidakSesuai: 'Tidak sesuai',
  tidakAda: 'Memang tidak ada',
  isi: 'Isi',
  setuju: 'Setuju',
  kembalikan: 'Kembalikan',
  kosong: '(kosong)',
  kosongBkn: '(kosong di data BKN)',
  semula: 'Semula: ',
  menjadi: 'menjadi: ',
  dataBkn: 'Data BKN',
  usulanPns: 'Usulan PNS',
  cari: 'Cari',
  tampilkan: 'Tampilkan',
  sembunyikan: 'Sembunyikan',
  tidakAdaDiDaftar: 'Tidak ada di daftar?',
  usulkan: 'Pakai tulisan saya',
  alasan: 'Alasan dikembalikan (dibaca oleh PNS)',
  lampirkan: 'Lampirkan berkas pendukung',
  kertas: 'Tidak wajib. Berkas kertas juga diterima di instansi Anda.',
  contohTanggal: 'Contoh: 14-03-1976',
} as const

/** Save bar: for each state the bold words and the rest. `{pukul}` is replaced by the time ("10.42 WIB"). */
export const saveWords = {
  awal: ['', 'Isian tersimpan saat Anda menekan Simpan'],
  tersimpan: ['Tersimpan', ' pukul {pukul}'],
  menyimpan: ['Menyimpan…', ''],
  belum: ['Belum tersimpan,', ' mencoba lagi'],
  putus: ['Tidak ada sambungan:', ' isian masih di layar ini'],
} as const
export type SaveState = keyof typeof saveWords

/** What the script says instead, because it saves by itself: on a section, and on a row, which counts only after Simpan. */
export const autoWords = {
  isian: { awal: ['', 'Isian tersimpan otomatis'], tersimpan: saveWords.tersimpan },
  baris: { awal: ['', 'Ketikan tersimpan otomatis sebagai konsep'], tersimpan: ['Tersimpan sebagai konsep', ' pukul {pukul}. Pilih Simpan bila lengkap.'] },
} as const

/** Said when typing that never reached the server comes back from this tab. */
export const restoredWords = 'Isian yang belum sempat tersimpan sudah dikembalikan ke tempatnya.'

/** States of a section on the home page. */
export const sectionStates = {
  belum_mulai: 'Belum mulai',
  sedang_diisi: 'Sedang diisi',
  perlu_diperbaiki: 'Perlu diperbaiki',
  selesai: 'Selesai',
  belum_bisa: 'Belum bisa',
  tidak_berlaku: 'Tidak berlaku',
} as const
export type SectionState = keyof typeof sectionStates

/** What a step of the status line says to a screen reader. */
export const stepWords = { done: 'selesai', now: 'sedang berlangsung', todo: 'belum', returned: 'dikembalikan' } as const
export type StepState = keyof typeof stepWords
