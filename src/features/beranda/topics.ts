// Words of Bantuan: categories of domain.md 3.13 with what each needs, what to do when something was forgotten, official answers.

export type Topic = { title: string; lead: string; bring: readonly string[]; then: string }

const OFFICE = 'Serahkan kepada Biro Kepegawaian (instansi pusat) atau BKD (instansi daerah) Anda. Petugas memeriksa dan memperbaiki data di BKN.'

/** By the `kategori` in the address. */
export const CATEGORIES: Readonly<Record<string, Topic>> = {
  'beda-nama': {
    title: 'Beda Nama',
    lead: 'Berbeda satu dua huruf? Lanjutkan registrasi dan perbaiki di formulir. Laporkan hanya bila yang tampil nama orang lain.',
    bring: ['SK terakhir dengan nama yang benar', 'kartu identitas'],
    then: OFFICE,
  },
  'beda-instansi': {
    title: 'Beda Instansi',
    lead: 'Instansi pada data BKN bukan instansi Anda sekarang. Jangan lanjutkan registrasi: instansi yang keliru tidak mengenal Anda dan akan menolaknya.',
    bring: ['SK pindah instansi, atau SK kenaikan pangkat terakhir', 'nomor dan tanggal SK itu', 'NIP lama, bila TMT CPNS 2008 atau sebelumnya'],
    then: 'Serahkan kepada Biro Kepegawaian atau BKD instansi Anda yang sekarang. Kedua instansi melihat permintaan ini sebelum Anda dipindahkan.',
  },
  'data-pensiun': {
    title: 'Data Pensiun',
    lead: 'NIP Anda tercatat pensiun, padahal Anda masih aktif.',
    bring: ['surat pembatalan pensiun, atau surat keterangan masih aktif', 'SK terakhir'],
    then: OFFICE,
  },
  'data-diberhentikan': {
    title: 'Data Diberhentikan',
    lead: 'NIP Anda tercatat diberhentikan atau tidak aktif, padahal Anda masih aktif.',
    bring: ['SK pengaktifan kembali, atau surat keterangan tidak pernah dijatuhi hukuman itu', 'SK terakhir'],
    then: OFFICE,
  },
  'data-tidak-ada': {
    title: 'Data Tidak Ada Dalam Database',
    lead: 'NIP yang sudah Anda periksa tidak ditemukan pada data BKN.',
    bring: ['SK konversi NIP', 'SK CPNS dan SK PNS', 'SK kenaikan pangkat terakhir', 'kartu identitas'],
    then: `${OFFICE} PNS yang tidak ikut PUPNS 2003 juga diurus melalui Biro Kepegawaian atau BKD.`,
  },
  'verifikasi-registrasi': {
    title: 'Permintaan Verifikasi Nomor Registrasi',
    lead: 'Registrasi Anda belum diperiksa, atau belum diterima.',
    bring: ['Bukti Registrasi (bagian untuk Verifikator)', 'kartu identitas'],
    then: 'Hubungi Verifikator Registrasi pada Biro Kepegawaian atau BKD Anda.',
  },
  'nip-dipakai': {
    title: 'NIP saya dipakai orang lain',
    lead: 'Seseorang sudah mendaftar dengan NIP Anda. Sebelum instansi menerima registrasi itu, ia tidak dapat melihat data Anda.',
    bring: ['kartu identitas', 'SK terakhir atau kartu pegawai'],
    then: 'Datang segera ke Biro Kepegawaian atau BKD Anda. Registrasi itu ditolak atau akunnya dibekukan, lalu Anda mendaftar sendiri. Petugas tidak membuatkan kata kunci.',
  },
}

/** By the `topik` in the address: recovery that is not yet possible online. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  'lupa-nomor-register': {
    title: 'Lupa No. Register',
    lead: 'Cari dulu surat “Bukti Registrasi e-PUPNS” di e-mail Anda: nomor register tertulis di sana dan pada bukti yang dicetak.',
    bring: ['kartu identitas', 'NIP Baru'],
    then: 'Tidak menemukannya? Datang ke Biro Kepegawaian atau BKD Anda. Pemulihan lewat halaman ini belum tersedia.',
  },
  'lupa-kata-kunci': {
    title: 'Lupa Kata Kunci',
    lead: 'Penggantian kata kunci lewat halaman ini belum tersedia. Petugas tidak dapat melihat kata kunci Anda.',
    bring: ['kartu identitas', 'Bukti Registrasi'],
    then: 'Datang ke Biro Kepegawaian atau BKD Anda. Registrasi lama ditutup, lalu Anda mendaftar ulang dengan NIP yang sama.',
  },
  'lupa-jawaban': {
    title: 'Lupa Jawaban',
    lead: 'Jawaban pertanyaan pengaman hanya diperlukan untuk pemulihan. Selama Anda masih dapat masuk, jawaban itu tidak diperlukan.',
    bring: ['kartu identitas', 'Bukti Registrasi'],
    then: 'Bila Anda juga lupa kata kunci, datang ke Biro Kepegawaian atau BKD Anda.',
  },
}

/** Answers of the BKN task force (domain.md [FAQ]). */
export const FAQ: readonly { q: string; a: string }[] = [
  { q: 'Siapa yang wajib ikut?', a: 'Semua CPNS dan PNS yang masih aktif. Yang sudah menerima SK pensiun tidak ikut.' },
  {
    q: 'Nama saya berbeda satu dua huruf. Apakah harus lapor?',
    a: 'Tidak. Lanjutkan registrasi dan perbaiki di formulir. Laporkan hanya bila yang tampil nama orang lain.',
  },
  { q: 'Kapan data saya di BKN berubah?', a: 'Setelah semua tingkat verifikasi selesai. Sebelum itu data lama dan usulan Anda disimpan terpisah.' },
  { q: 'Gelar mana yang boleh ditulis?', a: 'Hanya gelar dari pendidikan yang sudah diakui BKN.' },
  { q: 'Unit organisasi mana yang dipilih?', a: 'Unit terkecil tempat Anda bekerja. Untuk guru: sekolahnya. Sekolah berganti nama? Pilih nama yang baru.' },
  { q: 'Golongan saat CPNS dan PNS sama. Ditulis dua kali?', a: 'Tidak. Cukup sekali, sebagai CPNS.' },
  { q: 'SK CPNS saya tidak memuat nomor BKN.', a: 'Kosongkan Nomor BKN dan Tanggal BKN.' },
  { q: 'Apakah diklat prajabatan dimasukkan?', a: 'Tidak. Diklat struktural dimulai dari ADUM atau Diklatpim IV.' },
  { q: 'Diklat fungsional hanya untuk pejabat fungsional?', a: 'Tidak. Siapa pun yang memiliki sertifikatnya boleh mencatat.' },
  { q: 'Anak yang sudah keluar dari Kartu Keluarga?', a: 'Semua anak dicatat. Belum ada akta kelahiran? Uruslah aktanya.' },
]
