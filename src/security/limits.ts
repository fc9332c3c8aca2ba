// All limits of trust.md part 4, here and nowhere else. Buckets: `n` tries, filled up again evenly over `per` seconds. Where that
// table blocks an address, a strong challenge stands here: whoever solves challenges is never blocked (clarifications 4.10).

/** Whom a bucket counts: account or NIP, client address, browser session, mailed link or running registration, everybody. */
export type Scope = 'akun' | 'alamat' | 'sesi' | 'tautan' | 'semua'

/**
 * What follows when a bucket is empty. `challenge` and `strong_challenge` let pass who solves one; `silent` = same page, nothing
 * is done; `dead` = the link dies; `queue` = later; `step_up` = TOTP again; `approval` = two persons; `alarm` lets pass and reports.
 */
export type Consequence = 'refuse' | 'challenge' | 'strong_challenge' | 'silent' | 'dead' | 'queue' | 'step_up' | 'approval' | 'alarm'

export type Bucket = { n: number; per: number; then: Consequence }

/** `distinct`: only different values count (NIPs looked up), a repeated one is free for the window of the first bucket. */
export type Limit = { title: string; distinct?: true; scopes: Partial<Record<Scope, readonly Bucket[]>> }

const SECOND = 1
const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

export const LIMITS = {
  // The waits per account are loginAttempt(); these are the rest of that row.
  login: {
    title: 'Percobaan masuk',
    scopes: {
      alamat: [
        { n: 20, per: MINUTE, then: 'challenge' },
        { n: 200, per: HOUR, then: 'strong_challenge' },
      ],
      sesi: [{ n: 5, per: MINUTE, then: 'refuse' }],
    },
  },
  registration_lookup: {
    title: 'Pencarian NIP pada registrasi',
    scopes: {
      akun: [{ n: 5, per: HOUR, then: 'challenge' }],
      alamat: [
        { n: 60, per: HOUR, then: 'strong_challenge' },
        { n: 300, per: DAY, then: 'strong_challenge' },
      ],
      sesi: [{ n: 5, per: 10 * MINUTE, then: 'challenge' }],
    },
  },
  registration_distinct: {
    title: 'NIP berbeda pada registrasi',
    distinct: true,
    scopes: { alamat: [{ n: 10, per: 10 * MINUTE, then: 'challenge' }] },
  },
  knowledge_check: {
    title: 'Pemeriksaan NIK, nama ibu kandung, jawaban',
    scopes: {
      akun: [{ n: 10, per: DAY, then: 'refuse' }],
      alamat: [{ n: 30, per: HOUR, then: 'challenge' }],
      sesi: [{ n: 5, per: HOUR, then: 'challenge' }],
      tautan: [{ n: 5, per: DAY, then: 'dead' }],
    },
  },
  mail: {
    title: 'Permintaan kode atau tautan lewat e-mail',
    scopes: {
      akun: [
        { n: 3, per: HOUR, then: 'silent' },
        { n: 6, per: DAY, then: 'silent' },
      ],
      alamat: [{ n: 20, per: HOUR, then: 'challenge' }],
      sesi: [{ n: 3, per: HOUR, then: 'silent' }],
    },
  },
  status_lookup: {
    title: 'Cek Status dan pelacakan tiket',
    scopes: {
      akun: [
        { n: 10, per: HOUR, then: 'challenge' },
        { n: 20, per: HOUR, then: 'refuse' },
      ],
      alamat: [{ n: 30, per: HOUR, then: 'challenge' }],
      sesi: [
        { n: 3, per: HOUR, then: 'challenge' },
        { n: 10, per: HOUR, then: 'refuse' },
      ],
    },
  },
  status_miss: {
    title: 'Nomor yang tidak ditemukan (seluruh layanan)',
    scopes: { semua: [{ n: 10, per: SECOND, then: 'challenge' }] },
  },
  // Each one freezes an account: a person can do it, a script cannot do it to many.
  claim: {
    title: 'Laporan NIP dipakai orang lain',
    scopes: {
      akun: [{ n: 3, per: DAY, then: 'silent' }],
      alamat: [{ n: 5, per: DAY, then: 'strong_challenge' }],
      sesi: [{ n: 3, per: DAY, then: 'refuse' }],
    },
  },
  ticket: { title: 'Tiket baru', scopes: { alamat: [{ n: 20, per: HOUR, then: 'challenge' }] } },
  family_lookup: { title: 'Pencarian NIP keluarga', distinct: true, scopes: { akun: [{ n: 10, per: DAY, then: 'refuse' }] } },
  // With a login only the session is counted: an office shares one address (clarifications 4.10).
  search: {
    title: 'Pencarian daftar',
    scopes: {
      akun: [{ n: 60, per: MINUTE, then: 'refuse' }],
      alamat: [{ n: 600, per: MINUTE, then: 'refuse' }],
      sesi: [{ n: 60, per: MINUTE, then: 'refuse' }],
    },
  },
  // Counts batches: one autosave of many fields is one.
  save: { title: 'Penyimpanan', scopes: { akun: [{ n: 60, per: MINUTE, then: 'refuse' }] } },
  pdf: { title: 'Cetak PDF', scopes: { akun: [{ n: 10, per: HOUR, then: 'queue' }] } },
  // Records outside the own queue or left undecided (clarifications 4.10).
  staff_view: {
    title: 'Data yang dibuka petugas',
    scopes: {
      akun: [
        { n: 120, per: HOUR, then: 'alarm' },
        { n: 300, per: HOUR, then: 'step_up' },
      ],
    },
  },
  own_data: { title: 'Unduhan data sendiri', scopes: { akun: [{ n: 10, per: DAY, then: 'refuse' }] } },
  access_report: { title: 'Laporan akses data', scopes: { akun: [{ n: 5, per: DAY, then: 'refuse' }] } },
  export: { title: 'Ekspor data', scopes: { akun: [{ n: 5, per: DAY, then: 'approval' }] } },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof LIMITS

/** Rows of one export without a second person (P1 fields never). */
export const EXPORT_ROWS = 10_000

/** Open tickets of one NIP; counted in the ticket table, not here. */
export const OPEN_TICKETS = 5

/** Wrong passwords in a row before the first wait, the first and the longest wait in seconds, and the end of waiting. */
export const LOGIN_WAIT = { free: 5, first: 30, longest: HOUR, recoveryOnly: 100 } as const
