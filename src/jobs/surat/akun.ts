// Letters about the account itself: what was done with it, always with a way to say "bukan saya" (trust.md 3.4, 7.7).
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { openAccount } from '../../security/account.ts'
import { cancelToken, changedAddress } from '../../akun/alamat.ts'
import { openContact } from '../../web/akun.ts'
import { disavowToken, findPemulihanById } from '../../web/pemulihan.ts'
import type { Outgoing } from './compose.ts'
import type { Letter, Part } from './letter.tsx'

type Notice = {
  perihal: string
  isi: readonly string[]
  /** who gets it: the account, its address before the last change, the person who claimed the NIP */ kepada?: 'alamat-lama' | 'alamat-baru' | 'penuntut'
  /** false: nothing is left that could be stopped */ hentikan?: false
}

const NOTICES = {
  'email-lama': {
    perihal: 'Alamat e-mail akun e-PUPNS akan diganti',
    isi: [
      'Dari akun ini diminta alamat e-mail lain. Alamat baru sudah dibuktikan dan berlaku 24 jam lagi.',
      'Bila bukan Anda yang meminta, batalkan sekarang lewat tautan di bawah, lalu ganti kata kunci.',
    ],
  },
  'email-baru': {
    perihal: 'Alamat e-mail baru sudah dibuktikan',
    isi: ['Alamat ini berlaku untuk akun e-PUPNS 24 jam lagi. Sampai saat itu surat tetap dikirim ke alamat lama.'],
    kepada: 'alamat-baru',
    hentikan: false,
  },
  'email-berlaku': { perihal: 'Alamat e-mail akun e-PUPNS sudah diganti', isi: ['Mulai sekarang surat dikirim ke alamat baru.'] },
  'email-berlaku-lama': {
    perihal: 'Alamat e-mail akun e-PUPNS sudah diganti',
    isi: [
      'Akun ini sekarang memakai alamat e-mail lain. Ini surat terakhir ke alamat ini.',
      'Bila bukan Anda yang meminta, akun masih dapat dihentikan lewat tautan di bawah.',
    ],
    kepada: 'alamat-lama',
  },
  'email-batal': { perihal: 'Penggantian alamat e-mail dibatalkan', isi: ['Alamat e-mail akun Anda tidak berubah.'] },
  'autentikator-aktif': { perihal: 'Autentikator e-PUPNS diaktifkan', isi: ['Mulai sekarang kode dari aplikasi autentikator diminta waktu masuk.'] },
  'autentikator-mati': { perihal: 'Autentikator e-PUPNS dimatikan', isi: ['Kode autentikator tidak diminta lagi waktu masuk.'] },
  'kode-cadangan': { perihal: 'Kode cadangan e-PUPNS dipakai', isi: ['Akun Anda dimasuki dengan salah satu kode cadangan. Kode itu tidak berlaku lagi.'] },
  'data-diunduh': { perihal: 'Data Anda di e-PUPNS diunduh', isi: ['Dari akun Anda, seluruh data Anda baru saja diunduh, termasuk nomor yang rahasia.'] },
  'pendamping-ditunjuk': {
    perihal: 'Pendamping ditunjuk',
    isi: ['Dari akun Anda, seseorang diberi izin mengisi formulir Anda. Ia tidak dapat mengirim, dan izin dapat dicabut setiap saat.'],
  },
  'pendamping-menerima': {
    perihal: 'Kode undangan pendamping dipakai',
    isi: ['Pendamping yang Anda undang sudah memakai kodenya dan dapat mengisi formulir Anda.'],
  },
  'nomor-dilihat': {
    perihal: 'Nomor register Anda baru saja dilihat',
    isi: ['Lewat Lupa No. Register, nomor register akun Anda ditampilkan setelah pertanyaan pengaman dijawab.'],
  },
  'kata-kunci-diganti': {
    perihal: 'Kata kunci e-PUPNS Anda diganti',
    isi: ['Kata kunci akun Anda baru saja diganti. Semua perangkat dikeluarkan; masuk lagi dengan kata kunci yang baru.'],
  },
  'jawaban-dilihat': {
    perihal: 'Jawaban pengaman Anda baru saja ditampilkan',
    isi: ['Lewat Lupa Jawaban, jawaban pertanyaan pengaman Anda ditampilkan satu kali.', 'Sebaiknya ganti pertanyaan dan jawabannya.'],
  },
  'jawaban-diganti': { perihal: 'Pertanyaan pengaman e-PUPNS Anda diganti', isi: ['Pertanyaan pengaman dan jawabannya baru saja diganti.'] },
  'jawaban-salah': {
    perihal: 'Percobaan pemulihan akun e-PUPNS dihentikan',
    isi: ['Pertanyaan pengaman dijawab salah lima kali, sehingga tautan pemulihan tidak berlaku lagi. Akun Anda tidak berubah.'],
  },
  'alamat-diganti': { perihal: 'Alamat e-mail akun e-PUPNS diganti', isi: ['Mulai sekarang pemberitahuan dan tautan pemulihan dikirim ke alamat ini.'] },
  'alamat-lama': {
    perihal: 'Alamat e-mail akun e-PUPNS diganti',
    isi: [
      'Akun ini sekarang memakai alamat e-mail lain. Dua petugas telah memeriksa KTP dan Kartu Pegawai pemiliknya.',
      'Bila bukan Anda yang meminta, akun masih dapat dibekukan lewat tautan di bawah.',
    ],
    kepada: 'alamat-lama',
  },
  'kotak-surat-satu': {
    perihal: 'Permintaan ganti alamat e-mail di loket',
    isi: [
      'Seorang petugas mencatat bahwa pemilik akun ini datang ke loket dengan KTP dan Kartu Pegawai, karena kotak surat ini tidak dapat dibuka lagi.',
      'Bila Anda membaca surat ini dan tidak meminta apa pun, hentikan sekarang.',
    ],
  },
  'kotak-surat-dua': {
    perihal: 'Alamat e-mail akun Anda akan dapat diganti besok',
    isi: [
      'Petugas kedua mengesahkan penggantian alamat e-mail akun ini. Setelah 24 jam, kode untuk alamat baru boleh dicetak.',
      'Bila Anda membaca surat ini dan tidak meminta apa pun, hentikan sekarang.',
    ],
  },
  'akses-dijawab': {
    perihal: 'Laporan Anda tentang akses data sudah diperiksa',
    isi: ['Admin telah memeriksa laporan Anda. Jawabannya ada di halaman Siapa membuka data saya.'],
    hentikan: false,
  },
  dibekukan: {
    perihal: 'Akun e-PUPNS Anda dibekukan sementara',
    isi: [
      'Seseorang melaporkan bahwa NIP pada akun ini miliknya. Selama diperiksa, tidak ada yang dapat masuk, mengisi, atau mengirim. Isian Anda tetap tersimpan.',
      'Datang ke Biro Kepegawaian atau BKD Anda dengan KTP dan Kartu Pegawai supaya akun dikembalikan.',
    ],
    hentikan: false,
  },
  dikembalikan: {
    perihal: 'Akun e-PUPNS Anda dapat dipakai lagi',
    isi: ['Instansi telah memeriksa laporan itu dan mengembalikan akun ini kepada Anda. Silakan masuk seperti biasa.'],
    hentikan: false,
  },
  diserahkan: {
    perihal: 'Akun e-PUPNS ditutup',
    isi: [
      'Instansi telah memeriksa kartu identitas dan menutup akun ini, karena NIP-nya milik orang lain. Riwayatnya tetap tercatat.',
      'Bila menurut Anda keliru, datang ke Biro Kepegawaian atau BKD itu dengan KTP dan Kartu Pegawai.',
    ],
    hentikan: false,
  },
  'klaim-dikembalikan': {
    perihal: 'Laporan Anda sudah diperiksa',
    isi: ['Anda melaporkan bahwa NIP Anda dipakai orang lain. Instansi telah memeriksanya: akun itu tetap pada pemegangnya.'],
    kepada: 'penuntut',
    hentikan: false,
  },
  'klaim-diserahkan': {
    perihal: 'Anda dapat mendaftar dengan NIP Anda',
    isi: [
      'Anda melaporkan bahwa NIP Anda dipakai orang lain. Instansi telah menutup akun itu. Silakan mendaftar dengan alamat e-mail dan kata kunci Anda sendiri.',
    ],
    kepada: 'penuntut',
    hentikan: false,
  },
} as const satisfies Record<string, Notice>

export type NoticeName = keyof typeof NOTICES

/** Payload: which notice, about whose account. */
export type NoticeIds = { sebab?: string; nip?: string; pemulihan?: string; klaim?: string; /** change of address under the own hand */ ganti?: string }

/** Subject and first sentence, for the notice in the page. */
export const noticeWords = (name: string): { judul: string; isi: string } | undefined =>
  Object.hasOwn(NOTICES, name) ? { judul: NOTICES[name as NoticeName].perihal, isi: NOTICES[name as NoticeName].isi[0] } : undefined

/** The notice of a job. Undefined where there is no mailbox. */
export async function composeNotice(ctx: Ctx, ids: NoticeIds): Promise<Outgoing | undefined> {
  const [nip, sebab] = [ids.nip ?? '', ids.sebab ?? '']
  if (!Object.hasOwn(NOTICES, sebab)) throw new Error(`no notice for a job of kind ${sebab.slice(0, 40)}`)
  const notice: Notice = NOTICES[sebab as NoticeName]
  const kepada = await addressFor(ctx, nip, notice.kepada, ids)
  return kepada ? { kepada, letter: toLetter(ctx, nip, sebab, notice, sebab === 'email-lama' ? ids.ganti : undefined) } : undefined
}

async function addressFor(ctx: Ctx, nip: string, to: Notice['kepada'], ids: NoticeIds): Promise<string | undefined> {
  if (ids.ganti && to) return changedAddress(ctx, nip, ids.ganti, to === 'alamat-baru' ? 'email' : 'email_lama')
  if (to === 'alamat-lama') return (await findPemulihanById(ctx.db, ctx.keys, ids.pemulihan ?? ''))?.isi.alamat_lama
  if (to === 'penuntut') {
    const { rows } = await sql<{ kontak: string | null }>`select kontak from klaim where nip = ${nip} and id = ${ids.klaim}`.execute(ctx.db)
    return rows[0]?.kontak ? openContact(ctx.keys, nip, ids.klaim!, rows[0].kontak) : undefined
  }
  const { rows } = await sql<{ email: string | null }>`select email from akun where nip = ${nip}`.execute(ctx.db)
  return rows[0]?.email ? openAccount(ctx.keys, nip, 'email', rows[0].email) : undefined
}

function toLetter(ctx: Ctx, nip: string, sebab: string, n: Notice, cancel?: string): Letter {
  const claimant = n.kepada === 'penuntut'
  const path = claimant ? '/registrasi' : '/masuk'
  return {
    perihal: n.perihal,
    isi: [
      ...n.isi,
      ...(cancel ? [cancelPart(ctx, nip, cancel)] : []),
      ...(n.hentikan === false ? [] : [disavowPart(ctx, nip, sebab)]),
      { tautan: ctx.config.baseUrl + path, label: 'Buka e-PUPNS' },
    ],
    sebab: claimant
      ? 'Anda menerima surat ini karena alamat ini ditulis pada laporan itu.'
      : 'Anda menerima surat ini karena alamat ini terdaftar pada akun e-PUPNS.',
    bukanSaya: n.hentikan === false ? 'Hubungi Biro Kepegawaian atau BKD Anda.' : 'Buka tautan “Bukan saya” di atas.',
  }
}

const cancelPart = (ctx: Ctx, nip: string, id: string): Part => ({
  tautan: `${ctx.config.baseUrl}/batal-ganti-email/${cancelToken(ctx.keys, nip, id)}`,
  label: 'Batalkan penggantian alamat e-mail',
})

/** The link that takes back what a stranger could do; how much depends on `sebab` (features/pemulihan/disavow.tsx). */
export const disavowPart = (ctx: Ctx, nip: string, sebab: string): Part => ({
  tautan: `${ctx.config.baseUrl}/pemulihan/bukan-saya/${disavowToken(ctx.keys, nip, sebab)}`,
  label: 'Bukan saya: amankan akun ini',
})
