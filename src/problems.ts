// Every error a person can meet: one catalogue of status, title and a sentence that says what to do.

/** A way on from an error page. */
export type Link = { href: string; label: string }

type Entry = { status: number; title: string; text: string; retryAfter?: number; links?: readonly Link[] }

const MASUK: Link = { href: '/masuk', label: 'Masuk' }
const BERANDA: Link = { href: '/', label: 'Ke Beranda' }
const BANTUAN: Link = { href: '/bantuan', label: 'Bantuan' }
const FORMULIR: Link = { href: '/formulir', label: 'Ke formulir saya' }
const STATUS: Link = { href: '/formulir/status', label: 'Lihat status formulir' }
const ANTREAN: Link = { href: '/verifikasi', label: 'Ke daftar verifikasi' }

// {waktu} is filled from retryAfter, other words in braces from extra.fill.
const CATALOGUE = {
  // Requests that cannot be served as they are.
  bad_request: { status: 400, title: 'Permintaan tidak dapat dibaca', text: 'Muat ulang halaman sebelumnya, lalu coba sekali lagi.', links: [BERANDA] },
  not_found: { status: 404, title: 'Halaman tidak ditemukan', text: 'Periksa kembali alamat yang Anda ketik, atau mulai dari Beranda.', links: [BERANDA, BANTUAN] },
  method: { status: 405, title: 'Alamat ini tidak dapat dibuka langsung', text: 'Kembali ke halaman sebelumnya dan gunakan tombol yang tersedia di sana.', links: [BERANDA] },
  body_too_large: { status: 413, title: 'Isian terlalu besar', text: 'Kurangi isi atau ukuran berkas yang dikirim, lalu coba lagi.' },
  media_type: { status: 415, title: 'Jenis isian tidak dikenal', text: 'Kirim isian melalui formulir yang tersedia di halaman.' },
  key_reused: { status: 422, title: 'Isian ini sudah pernah dikirim dengan isi lain', text: 'Buka kembali halamannya, periksa isinya, lalu simpan sekali lagi. Isian yang pertama tetap tersimpan.' },

  // Who may do what.
  session_ended: { status: 401, title: 'Sesi Anda telah berakhir', text: 'Silakan masuk kembali. Isian yang sedang Anda ketik akan ditampilkan lagi setelah Anda masuk.', links: [MASUK] },
  csrf: { status: 403, title: 'Permintaan ditolak demi keamanan', text: 'Permintaan ini tidak berasal dari halaman e-PUPNS yang Anda buka. Buka kembali halamannya, lalu ulangi dari sana.', links: [BERANDA] },
  forbidden: { status: 403, title: 'Anda tidak berwenang membuka halaman ini', text: 'Bila menurut Anda ini keliru, hubungi admin instansi Anda.', links: [BERANDA] },
  step_up: { status: 403, title: 'Kode autentikator diperlukan lagi', text: 'Anda telah membuka banyak data. Masukkan kode dari aplikasi autentikator untuk melanjutkan.', links: [{ href: '/petugas/masuk', label: 'Masukkan kode' }] },

  // Login and accounts.
  login_failed: { status: 422, title: 'Belum berhasil masuk', text: 'Nomor register atau kata kunci tidak cocok. Periksa kembali, lalu coba lagi.', links: [{ href: '/lupa-kata-kunci', label: 'Lupa Kata Kunci' }] },
  login_wait: { status: 429, title: 'Belum berhasil masuk', text: 'Terlalu banyak percobaan. Coba lagi dalam {waktu}, atau gunakan Lupa Kata Kunci.', retryAfter: 30, links: [{ href: '/lupa-kata-kunci', label: 'Lupa Kata Kunci' }] },
  recovery_only: { status: 429, title: 'Masuk dengan kata kunci ini ditutup', text: 'Terlalu banyak percobaan yang gagal. Buat kata kunci baru melalui Lupa Kata Kunci, atau hubungi instansi Anda.', retryAfter: 3600, links: [{ href: '/lupa-kata-kunci', label: 'Lupa Kata Kunci' }, BANTUAN] },
  account_frozen: { status: 403, title: 'Akun ini sedang dibekukan', text: 'Hubungi Verifikator Registrasi di instansi Anda dengan membawa kartu identitas.', links: [BANTUAN] },
  account_waiting: { status: 403, title: 'Registrasi Anda belum diperiksa', text: 'Formulir dapat dibuka setelah instansi Anda menerima registrasi ini.', links: [{ href: '/masuk', label: 'Lihat status registrasi' }] },
  account_rejected: { status: 403, title: 'Registrasi Anda ditolak', text: 'Baca alasannya, lalu daftar ulang atau hubungi instansi Anda.', links: [{ href: '/registrasi', label: 'Daftar ulang' }, BANTUAN] },
  factor_needed: { status: 403, title: 'Autentikator diperlukan', text: 'Instansi Anda mewajibkan autentikator untuk masuk. Aktifkan dulu, lalu lanjutkan mengisi. Isian Anda tidak hilang.', links: [{ href: '/akun/autentikator', label: 'Aktifkan autentikator' }] },
  nip_registered: { status: 409, title: 'NIP ini sudah terdaftar', text: 'Bila itu Anda, silakan masuk. Bila bukan Anda yang mendaftar, laporkan kepada Bantuan.', links: [MASUK, { href: '/lupa-nomor-register', label: 'Lupa No. Register' }, BANTUAN] },
  nip_unknown: { status: 404, title: 'NIP tidak ditemukan', text: 'Periksa kembali 18 angka NIP Baru Anda. Bila sudah benar, laporkan kepada Bantuan.', links: [BANTUAN] },

  // Challenges and mailed codes.
  captcha_wrong: { status: 422, title: 'Kode gambar tidak cocok', text: 'Ketik kode pada gambar yang baru. Huruf besar dan kecil dianggap sama.' },
  captcha_expired: { status: 422, title: 'Kode gambar sudah tidak berlaku', text: 'Setiap kode hanya berlaku sekali selama 10 menit. Ketik kode pada gambar yang baru.' },
  challenge_needed: { status: 429, title: 'Pemeriksaan tambahan diperlukan', text: 'Demi keamanan, ketik kode pada gambar, lalu kirim sekali lagi.', retryAfter: 1 },
  code_wrong: { status: 422, title: 'Kode tidak cocok', text: 'Periksa kembali kode pada e-mail terakhir yang Anda terima.' },
  code_expired: { status: 422, title: 'Kode sudah kedaluwarsa', text: 'Minta kode baru, lalu ketik kode dari e-mail yang terbaru.' },
  code_used: { status: 422, title: 'Kode sudah pernah digunakan', text: 'Setiap kode hanya berlaku satu kali. Minta kode baru bila masih diperlukan.' },
  link_dead: { status: 410, title: 'Tautan sudah tidak berlaku', text: 'Tautan hanya berlaku sekali dan sebentar. Ulangi permintaan untuk menerima tautan baru.', links: [MASUK] },
  too_many: { status: 429, title: 'Terlalu banyak percobaan', text: 'Coba lagi dalam {waktu}. Isian Anda tidak hilang.', retryAfter: 60 },

  // The form and its workflow.
  stale_version: { status: 409, title: 'Data ini sudah berubah', text: 'Data diubah di tempat lain sejak halaman ini dibuka. Periksa kedua isian, lalu simpan yang benar.', links: [FORMULIR] },
  form_closed: { status: 403, title: 'Masa pengisian sudah ditutup', text: 'Isian yang sudah tersimpan tidak hilang. Hubungi instansi Anda bila memerlukan izin mengisi.', links: [STATUS] },
  already_sent: { status: 409, title: 'Formulir sudah dikirim', text: 'Formulir yang sudah dikirim tidak dapat diubah. Anda dapat membatalkan kirim selama belum diperiksa.', links: [STATUS] },
  incomplete: { status: 422, title: 'Formulir belum lengkap', text: 'Lengkapi butir yang masih kurang, lalu kirim.', links: [FORMULIR] },
  reason_missing: { status: 422, title: 'Alasan belum ditulis', text: 'Tulis alasannya, supaya PNS tahu apa yang harus diperbaiki.' },
  undecided: { status: 422, title: 'Masih ada butir yang belum diputus', text: 'Pilih Setuju atau Kembalikan pada setiap butir, lalu kirim keputusan.' },
  opened_already: { status: 409, title: 'Formulir sudah mulai diperiksa', text: 'Batal Kirim hanya dapat dilakukan sebelum verifikator membuka formulir. Tunggu hasil pemeriksaan, atau hubungi unit verifikator Anda.', links: [STATUS] },
  too_many_rows: { status: 422, title: 'Baris sudah terlalu banyak', text: 'Bagian ini sudah memuat baris sebanyak yang dapat disimpan. Hapus baris yang salah, atau hubungi Bantuan.', links: [FORMULIR, BANTUAN] },
  item_locked: { status: 409, title: 'Data ini terkunci', text: 'Hanya data yang dikembalikan verifikator yang dapat diubah sekarang.', links: [FORMULIR] },
  not_possible_now: { status: 409, title: 'Tindakan ini tidak dapat dilakukan lagi', text: 'Keadaan formulir sudah berubah. Buka kembali halamannya untuk melihat keadaan terbaru.' },
  wrong_level: { status: 409, title: 'Formulir tidak berada di tingkat Anda', text: 'Formulir ini sudah berpindah ke tingkat verifikasi lain.', links: [ANTREAN] },
  held_by_other: { status: 409, title: 'Formulir sedang diperiksa petugas lain', text: 'Formulir ini sedang dipegang oleh {pemegang}. Pilih formulir lain, atau coba lagi nanti.', links: [ANTREAN] },
  own_form: { status: 403, title: 'Formulir Anda sendiri', text: 'Anda tidak dapat memeriksa formulir sendiri. Petugas lain akan memeriksanya.', links: [ANTREAN] },
  verified_before: { status: 403, title: 'Formulir sudah Anda periksa', text: 'Satu orang tidak boleh memeriksa formulir yang sama di dua tingkat. Petugas lain akan memeriksanya.', links: [ANTREAN] },

  // Tickets.
  ticket_held: { status: 409, title: 'Tiket sedang dipegang petugas lain', text: 'Tiket ini dipegang {pemegang} sampai pukul {sampai}. Pilih tiket lain, atau ambil alih setelah waktu itu.', links: [{ href: '/helpdesk', label: 'Ke daftar tiket' }] },

  // Our side.
  busy: { status: 503, title: 'Layanan sedang ramai', text: 'Tunggu {waktu}, lalu coba lagi. Isian Anda tidak hilang.', retryAfter: 30 },
  uncertain: { status: 503, title: 'Belum pasti tersimpan', text: 'Jawaban penyimpanan tidak sampai. Tekan tombol yang sama sekali lagi; isian tidak akan tersimpan dua kali.', retryAfter: 10 },
  database_away: { status: 503, title: 'Layanan sedang terganggu', text: 'Penyimpanan data sedang tidak dapat dihubungi. Tunggu {waktu}, lalu coba lagi.', retryAfter: 20 },
  internal: { status: 500, title: 'Terjadi kesalahan di pihak kami', text: 'Kesalahan ini sudah tercatat. Coba lagi; bila tetap terjadi, sampaikan nomor kesalahan ini kepada Bantuan: {nomor}.', links: [BANTUAN] },
} as const satisfies Record<string, Entry>

export type ProblemCode = keyof typeof CATALOGUE

/** What a caller may add: a more exact sentence, words for its placeholders, a waiting time in seconds. */
export type Extra = { text?: string; fill?: Record<string, string>; retryAfter?: number; links?: readonly Link[]; cause?: unknown }

/** An error that is meant to be shown to the person; anything else is shown as `internal`. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly title: string
  readonly text: string
  readonly retryAfter: number | undefined
  readonly links: readonly Link[]

  constructor(code: ProblemCode, extra: Extra = {}) {
    // The message carries the code alone: it may be logged, the filled-in text may not.
    super(code, extra.cause === undefined ? undefined : { cause: extra.cause })
    const entry: Entry = CATALOGUE[code]
    this.name = 'Problem'
    this.code = code
    this.status = entry.status
    this.title = entry.title
    this.retryAfter = extra.retryAfter ?? entry.retryAfter
    this.text = fill(extra.text ?? entry.text, { ...extra.fill, waktu: waitingTime(this.retryAfter ?? 0) })
    this.links = extra.links ?? entry.links ?? []
  }
}

/** Makes a Problem to be thrown; the one error handler turns it into a page. */
export function problem(code: ProblemCode, extra?: Extra): Problem {
  return new Problem(code, extra)
}

/** "45 detik", "2 menit", "1 jam": rounded up, so that nobody comes back too early. */
export function waitingTime(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} detik`
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} menit`
  return `${Math.ceil(seconds / 3600)} jam`
}

function fill(text: string, words: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? '')
}
