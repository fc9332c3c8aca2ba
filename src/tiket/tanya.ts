// Official answers to what is asked most (domain.md [FAQ]); each stands before the forms of the categories it belongs to.

export type Faq = { q: string; a: string }

export const TANYA = {
  siapa: { q: 'Siapa yang wajib ikut?', a: 'Semua CPNS dan PNS yang masih aktif. Yang sudah menerima SK pensiun tidak ikut.' },
  nama: {
    q: 'Nama saya berbeda satu dua huruf. Apakah harus lapor?',
    a: 'Tidak. Lanjutkan registrasi dan perbaiki di formulir. Laporkan hanya bila yang tampil nama orang lain.',
  },
  kapan: { q: 'Kapan data saya di BKN berubah?', a: 'Setelah semua tingkat verifikasi selesai. Sebelum itu data lama dan usulan Anda disimpan terpisah.' },
  gelar: { q: 'Gelar mana yang boleh ditulis?', a: 'Hanya gelar dari pendidikan yang sudah diakui BKN.' },
  unit: {
    q: 'Unit organisasi mana yang dipilih?',
    a: 'Unit terkecil tempat Anda bekerja. Untuk guru: sekolahnya. Sekolah berganti nama? Pilih nama yang baru.',
  },
  pangkat: { q: 'Golongan saat CPNS dan PNS sama. Ditulis dua kali?', a: 'Tidak. Cukup sekali, sebagai CPNS.' },
  nomorBkn: { q: 'SK CPNS saya tidak memuat nomor BKN.', a: 'Kosongkan Nomor BKN dan Tanggal BKN.' },
  prajabatan: { q: 'Apakah diklat prajabatan dimasukkan?', a: 'Tidak. Diklat struktural dimulai dari ADUM atau Diklatpim IV.' },
  diklat: { q: 'Diklat fungsional hanya untuk pejabat fungsional?', a: 'Tidak. Siapa pun yang memiliki sertifikatnya boleh mencatat.' },
  anak: { q: 'Anak yang sudah keluar dari Kartu Keluarga?', a: 'Semua anak dicatat. Belum ada akta kelahiran? Uruslah aktanya.' },
  usul: {
    q: 'Apakah saya harus menunggu daftar dilengkapi?',
    a: 'Tidak. Di formulir, buka “Tidak ada di daftar?” lalu pakai tulisan Anda sendiri. Laporan dibuat dengan sendirinya dan formulir dapat dikirim.',
  },
  cari: {
    q: 'Sudah saya cari, tetapi tidak ketemu.',
    a: 'Coba satu dua kata saja, tanpa singkatan, atau nama yang lama. Setiap daftar dapat dicari dari awal kata mana pun.',
  },
  instansi: {
    q: 'Instansi salah. Bolehkah registrasi dilanjutkan?',
    a: 'Jangan. Instansi yang keliru tidak mengenal Anda dan akan menolak registrasi itu. Laporkan di sini lebih dulu.',
  },
  pensiun: { q: 'Saya sudah menerima SK pensiun.', a: 'Anda tidak perlu mendaftar dan tidak perlu melapor.' },
  pupns2003: { q: 'Saya tidak ikut PUPNS 2003.', a: 'Ajukan melalui BKD atau Biro Kepegawaian dengan SK pengangkatan sampai SK terakhir.' },
  turun: {
    q: 'Formulir sudah terkirim dan ada yang keliru.',
    a: 'Selama belum dibuka verifikator, gunakan Batal Kirim di halaman status. Setelah itu mintalah Turun Status.',
  },
  unitVerifikator: {
    q: 'Unit saya tidak ada pada pilihan Verifikator Level 1.',
    a: 'Hanya unit yang ditetapkan instansi yang tampil. Pilih unit di atasnya, atau mintalah instansi menambahkannya.',
  },
  registrasi: { q: 'Berapa lama registrasi diperiksa?', a: 'Tergantung instansi Anda. Serahkan Bukti Registrasi beserta kartu identitas supaya lebih cepat.' },
} as const satisfies Readonly<Record<string, Faq>>
