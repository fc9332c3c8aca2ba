// Ways that are no ticket: what to do with an account or a mailbox, at which door.

export type Guide = {
  title: string
  lead: string
  bring: readonly string[]
  then: string
  /** what can be done at once */ act: { href: string; label: string }
}

/** By the `kategori` in the address. */
export const GUIDES: Readonly<Record<string, Guide>> = {
  'nip-dipakai': {
    title: 'NIP saya dipakai orang lain',
    lead: 'Seseorang sudah mendaftar dengan NIP Anda. Laporkan sekarang: akun itu langsung dibekukan sampai instansi memeriksa KTP dan Kartu Pegawai Anda.',
    bring: ['KTP', 'Kartu Pegawai (Karpeg) atau SK terakhir'],
    then: 'Datang ke Biro Kepegawaian atau BKD Anda. Setelah diperiksa, akun itu ditutup dan Anda mendaftar sendiri. Petugas tidak membuatkan kata kunci.',
    act: { href: '/klaim', label: 'Laporkan dan bekukan akun' },
  },
  'kotak-surat-hilang': {
    title: 'E-mail terdaftar tidak dapat dibuka lagi',
    lead: 'Tautan pemulihan selalu dikirim ke e-mail yang terdaftar. Bila kotak surat itu hilang, alamatnya diganti di loket.',
    bring: ['KTP', 'Kartu Pegawai (Karpeg)', 'alamat e-mail baru milik Anda sendiri'],
    then: 'Datang ke Biro Kepegawaian atau BKD Anda. Dua petugas memeriksa kartu Anda. Setelah 24 jam Anda menerima kode tercetak untuk alamat baru.',
    act: { href: '/alamat-baru', label: 'Saya sudah menerima kode' },
  },
  'autentikator-hilang': {
    title: 'Autentikator hilang',
    lead: 'Ponsel dengan aplikasi autentikator hilang atau diganti. Masuk dengan salah satu kode cadangan yang Anda cetak; bila itu juga hilang, autentikator dimatikan lewat loket.',
    bring: ['KTP', 'Kartu Pegawai (Karpeg)'],
    then: 'Datang ke Biro Kepegawaian atau BKD Anda. Dua petugas memeriksa kartu Anda. Setelah 24 jam Anda menerima kode tercetak; dengan kode itu autentikator dimatikan.',
    act: { href: '/alamat-baru', label: 'Saya sudah menerima kode' },
  },
  'daftar-di-loket': {
    title: 'Daftar di loket (tidak punya e-mail)',
    lead: 'Anda tidak punya e-mail sendiri dan tidak dapat membuatnya.',
    bring: ['KTP'],
    then: 'Datang ke Biro Kepegawaian atau BKD Anda. Petugas memeriksa KTP, lalu mencetak kode aktivasi. Tulis kode itu pada langkah e-mail waktu registrasi.',
    act: { href: '/registrasi', label: 'Registrasi' },
  },
}

/** What can be recovered without anybody's help. */
export const RECOVERY_LINKS = [
  { href: '/lupa-nomor-register', title: 'Lupa No. Register', note: 'Dengan NIP, e-mail terdaftar, dan pertanyaan pengaman.' },
  { href: '/lupa-kata-kunci', title: 'Lupa Kata Kunci', note: 'Dengan NIP, nomor register, e-mail terdaftar, dan pertanyaan pengaman.' },
  { href: '/lupa-jawaban', title: 'Lupa Jawaban', note: 'Dengan NIP, NIK, nama ibu kandung, dan e-mail terdaftar.' },
  { href: '/alamat-baru', title: 'Ganti alamat e-mail dengan kode dari loket', note: 'Bila e-mail terdaftar tidak dapat dibuka lagi.' },
] as const
