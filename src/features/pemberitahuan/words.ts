// What a notice says in the page, and where it leads. Those about the account say what their letter says.
import { noticeWords } from '../../jobs/surat/akun.ts'

export type Words = { judul: string; isi?: string; href?: string }
type Data = Readonly<Record<string, string | undefined>>

/** What a ticket has news of. */
const TICKET: Readonly<Record<string, { judul: string; isi: string }>> = {
  dibuka: { judul: 'Laporan Anda diterima', isi: 'Buka untuk melihat nomor tiket, mencetak bukti, atau melampirkan berkas.' },
  balasan: { judul: 'Laporan Anda dijawab', isi: 'Buka untuk membaca jawaban petugas.' },
  selesai: { judul: 'Laporan Anda selesai', isi: 'Buka untuk membaca hasilnya. Belum selesai menurut Anda? Laporan dapat dibuka kembali.' },
}

const WORDS: Readonly<Record<string, (data: Data) => Words>> = {
  'bukti-registrasi': () => ({ judul: 'Registrasi Anda sudah tercatat', href: '/cetak/bukti-registrasi' }),
  'registrasi-diterima': () => ({ judul: 'Registrasi Anda diterima', isi: 'Anda dapat mengisi formulir.', href: '/formulir' }),
  'registrasi-ditolak': () => ({ judul: 'Registrasi Anda belum diterima', isi: 'Baca alasannya, lalu daftar ulang.', href: '/masuk/status' }),
  terkirim: () => ({ judul: 'Formulir terkirim', isi: 'Formulir terkunci sampai selesai diperiksa.', href: '/formulir/status' }),
  dikembalikan: () => ({ judul: 'Formulir perlu diperbaiki', isi: 'Perbaiki data yang dikembalikan, lalu kirim ulang.', href: '/formulir/status' }),
  disetujui: () => ({ judul: 'Formulir disetujui satu tingkat', href: '/formulir/status' }),
  diterima: () => ({ judul: 'Formulir diterima', isi: 'Semua tingkat telah menyetujui. Data Anda di BKN sudah dimutakhirkan.', href: '/formulir/status' }),
  'turun-status': () => ({ judul: 'Formulir dibuka kembali', isi: 'Status diturunkan petugas. Jangan lupa mengirim ulang.', href: '/formulir/status' }),
  referensi: () => ({ judul: 'Isian yang menunggu referensi sudah diputus', isi: 'Periksa isian itu sekali lagi.', href: '/formulir' }),
  tiket: ({ sebab, tiket }) => ({ ...(TICKET[sebab ?? ''] ?? TICKET.balasan!), href: tiket ? `/bantuan/tiket/${tiket}` : '/bantuan/laporan-saya' }),
  'akses-dijawab': () => ({ ...noticeWords('akses-dijawab')!, href: '/akses-data' }),
  tindakan: ({ sebab, tindakan }) =>
    sebab === 'menunggu'
      ? { judul: 'Data resmi Anda akan diubah petugas', isi: 'Bukan Anda yang meminta? Buka, lalu batalkan dalam 24 jam.', href: `/tindakan/${tindakan}` }
      : { judul: 'Perubahan oleh petugas diurungkan', isi: 'Data resmi Anda kembali seperti semula.', href: '/formulir' },
  tenggat: ({ hari }) => ({
    judul: `Pengisian berakhir ${hari === '1' ? 'besok' : `${hari} hari lagi`}`,
    isi: 'Formulir Anda belum dikirim.',
    href: '/formulir',
  }),
  'pendamping-mengisi': () => ({ judul: 'Pendamping mengisi formulir Anda', isi: 'Yang diubahnya ada di halaman status.', href: '/formulir/status' }),
  'jadi-pendamping': () => ({ judul: 'Anda menjadi pendamping', isi: 'Seseorang memberi Anda izin mengisi formulirnya.', href: '/pendamping' }),
  'masuk-perangkat-baru': () => ({ judul: 'Masuk dari perangkat baru', isi: 'Bila itu bukan Anda, akhiri sesi itu dan ganti kata kunci.', href: '/akun' }),
}

/** Words for a kind of notice; one that is not known yet is still shown. */
export function wordsOf(jenis: string, data: Data): Words {
  if (Object.hasOwn(WORDS, jenis)) return WORDS[jenis]!(data)
  const letter = noticeWords(jenis)
  return letter ? { ...letter, href: '/akun' } : { judul: 'Ada perubahan pada akun Anda', href: '/akun' }
}
