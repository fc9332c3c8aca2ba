// The words of every letter. No names, no NIP, no values of the form: a mailbox may be read by others. The one exception is a text
// that was asked for as an entry of a public list; the person must recognise which one it was.
import type { Letter, Part } from './letter.tsx'

type Words = { baseUrl: string }
const open = ({ baseUrl }: Words, path: string, label: string): Part => ({ tautan: baseUrl + path, label })

const HOLDER = 'Anda menerima surat ini karena alamat ini terdaftar pada akun e-PUPNS Anda.'
const NOT_ME = 'Segera masuk dan ganti kata kunci, atau hubungi Biro Kepegawaian atau BKD Anda supaya akun dibekukan.'

export function kodeEmail(w: Words & { kode: string; tautan: string; menit: number }): Letter {
  return {
    perihal: `Kode registrasi e-PUPNS: ${w.kode}`,
    isi: [
      'Ketik kode ini di halaman registrasi:',
      { kode: w.kode },
      { tautan: w.tautan, label: 'Atau buka tautan ini' },
      `Kode dan tautan berlaku ${w.menit} menit. Hanya surat terbaru yang berlaku.`,
    ],
    sebab: 'Anda menerima surat ini karena seseorang menulis alamat ini pada registrasi e-PUPNS.',
    bukanSaya: 'Abaikan surat ini. Tanpa kode, alamat Anda tidak dipakai.',
  }
}

export function alamatTerpakai(w: Words): Letter {
  return {
    perihal: 'Alamat e-mail ini sudah dipakai di e-PUPNS',
    isi: [
      'Seseorang menulis alamat ini pada registrasi e-PUPNS yang baru. Alamat ini sudah terdaftar pada akun lain, sehingga kode tidak dikirim.',
      { butir: ['Bila itu Anda dan Anda sudah terdaftar, silakan masuk.', 'Bila Anda mendaftarkan orang lain, gunakan alamat e-mail miliknya.'] },
      open(w, '/masuk', 'Masuk'),
    ],
    sebab: HOLDER,
    bukanSaya: 'Abaikan surat ini. Akun Anda tidak berubah.',
  }
}

export function buktiRegistrasi(w: Words & { nomor: string; menunggu: boolean; lampiran?: Letter['lampiran'] }): Letter {
  return {
    perihal: 'Bukti Registrasi e-PUPNS',
    isi: [
      'Registrasi Anda sudah tercatat. Nomor register Anda:',
      { kode: w.nomor },
      w.lampiran ? 'Bukti Registrasi terlampir. Cetak dan simpan.' : 'Simpan nomor ini: Anda memerlukannya setiap kali masuk.',
      w.menunggu
        ? 'Serahkan bagian atas bukti kepada Verifikator Registrasi di instansi Anda. Formulir dapat dibuka setelah registrasi diterima.'
        : 'Anda dapat langsung masuk dan mengisi formulir.',
      open(w, '/masuk', 'Masuk'),
    ],
    sebab: HOLDER,
    bukanSaya: 'Hubungi Biro Kepegawaian atau BKD Anda supaya registrasi ini tidak diterima.',
    lampiran: w.lampiran,
  }
}

export function registrasiDiterima(w: Words): Letter {
  return notice(
    w,
    'Registrasi e-PUPNS Anda diterima',
    ['Instansi Anda telah menerima registrasi Anda. Silakan masuk, periksa apakah datanya milik Anda, lalu isi formulir.'],
    '/masuk',
  )
}

export function registrasiDitolak(w: Words): Letter {
  return notice(
    w,
    'Registrasi e-PUPNS Anda belum diterima',
    ['Instansi Anda belum dapat menerima registrasi Anda. Masuk untuk membaca alasannya. Setelah itu Anda dapat mendaftar ulang.'],
    '/masuk',
  )
}

export function terkirim(w: Words): Letter {
  return notice(
    w,
    'Formulir e-PUPNS terkirim',
    [
      'Formulir Anda sudah dikirim dan terkunci. Anda dapat mengikuti pemeriksaannya dan mencetak bukti pengisian.',
      'Batal Kirim dapat dilakukan selama formulir belum dibuka verifikator.',
    ],
    '/formulir/status',
  )
}

export function dikembalikan(w: Words & { jumlah: number }): Letter {
  return notice(
    w,
    'Formulir e-PUPNS perlu diperbaiki',
    [`${w.jumlah} data dikembalikan kepada Anda beserta alasannya. Perbaiki data itu saja, lalu kirim ulang.`],
    '/formulir/status',
  )
}

export function disetujui(w: Words & { berikut: string }): Letter {
  return notice(w, 'Formulir e-PUPNS disetujui satu tingkat', [`Formulir Anda disetujui dan sekarang berada di ${w.berikut}.`], '/formulir/status')
}

export function diterima(w: Words): Letter {
  return notice(
    w,
    'Formulir e-PUPNS diterima',
    ['Semua tingkat telah menyetujui formulir Anda. Data kepegawaian Anda di BKN sudah dimutakhirkan.'],
    '/formulir/status',
  )
}

export function turunStatus(w: Words): Letter {
  return notice(
    w,
    'Formulir e-PUPNS dibuka kembali',
    ['Status formulir Anda diturunkan oleh petugas, sehingga dapat diubah lagi. Alasannya ada di halaman status. Jangan lupa mengirim ulang.'],
    '/formulir/status',
  )
}

export function referensi(w: Words & { teks: string; nama?: string; alasan: string | null }): Letter {
  if (w.nama === undefined)
    return notice(
      w,
      'Isian e-PUPNS Anda perlu diganti',
      [
        `Anda menulis “${w.teks}”, yang belum ada di daftar referensi. Helpdesk tidak menambahkannya, dengan alasan: ${w.alasan ?? '-'}`,
        'Buka isian itu dan pilih yang lain dari daftar. Bila formulir sudah dikirim, tunggu sampai dikembalikan, atau batalkan pengirimannya selama belum diperiksa.',
      ],
      '/formulir',
    )
  return notice(
    w,
    'Isian e-PUPNS Anda sudah ada di daftar',
    [
      `Anda menulis “${w.teks}”, yang belum ada di daftar referensi. Helpdesk telah melengkapinya menjadi “${w.nama}”.`,
      'Bila sudah benar, Anda tidak perlu melakukan apa pun. Bila keliru, buka isian itu lalu pilih yang benar, atau hubungi Bantuan.',
    ],
    '/formulir',
  )
}

export function masukPerangkatBaru(w: Words & { waktu: string; peramban: string; bukanSaya: Part }): Letter {
  return notice(
    w,
    'Masuk dari perangkat baru',
    [
      `Akun e-PUPNS Anda baru saja dipakai masuk dari perangkat yang belum dikenal: ${w.waktu}, ${w.peramban}.`,
      'Bila itu Anda, abaikan surat ini.',
      w.bukanSaya,
    ],
    '/masuk',
  )
}

export function kodeGantiEmail(w: Words & { kode: string; tautan: string; menit: number }): Letter {
  return {
    perihal: `Kode ganti alamat e-PUPNS: ${w.kode}`,
    isi: [
      'Ketik kode ini di halaman Akun saya:',
      { kode: w.kode },
      { tautan: w.tautan, label: 'Atau buka tautan ini' },
      `Kode dan tautan berlaku ${w.menit} menit. Hanya surat terbaru yang berlaku.`,
    ],
    sebab: 'Anda menerima surat ini karena alamat ini ditulis sebagai alamat baru akun e-PUPNS.',
    bukanSaya: 'Abaikan surat ini. Tanpa kode, alamat Anda tidak dipakai.',
  }
}

export function tenggat(w: Words & { hari: number; akhir: string }): Letter {
  return notice(
    w,
    `Pengisian e-PUPNS berakhir ${w.hari === 1 ? 'besok' : `${w.hari} hari lagi`}`,
    [`Formulir Anda belum dikirim. Pengisian ditutup ${w.akhir}.`, 'Lengkapi bagian yang tersisa, lalu pilih Kirim. Jangan menunggu hari terakhir.'],
    '/formulir',
  )
}

export function pendampingMengisi(w: Words): Letter {
  return notice(
    w,
    'Pendamping mengisi formulir e-PUPNS Anda',
    ['Hari ini pendamping Anda mulai mengisi formulir Anda. Yang diubahnya ada di halaman status. Sebelum mengirim, periksa semuanya.'],
    '/formulir/status',
  )
}

export function jadiPendamping(w: Words): Letter {
  return notice(
    w,
    'Anda menjadi pendamping di e-PUPNS',
    ['Seseorang memberi Anda izin mengisi formulirnya. Masuk dengan akun Anda sendiri, lalu buka Pendamping. Hanya pemilik yang dapat mengirim.'],
    '/pendamping',
  )
}

export function laporanAkses(w: Words & { laporan: string; waktu: string; kantor: string }): Letter {
  return {
    perihal: 'Laporan tentang akses data di e-PUPNS',
    isi: [
      `Seorang PNS melaporkan bahwa datanya dibuka tanpa alasan yang ia ketahui: ${w.waktu}, oleh petugas ${w.kantor}.`,
      'Buka laporannya, periksa, lalu tulis hasilnya. Pelapor membacanya.',
      open(w, `/verifikasi/laporan-akses/${w.laporan}`, 'Buka laporan'),
    ],
    sebab: 'Anda menerima surat ini sebagai admin e-PUPNS.',
    bukanSaya: 'Beri tahu BKN bila Anda bukan admin lagi.',
  }
}

function notice(w: Words, perihal: string, isi: readonly Part[], path: string): Letter {
  return { perihal, isi: [...isi, open(w, path, 'Buka e-PUPNS')], sebab: HOLDER, bukanSaya: NOT_ME }
}
