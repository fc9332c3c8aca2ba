// Suami/Istri (manual III.B, Data Riwayat Keluarga b; domain.md 3.4): every marriage, ended ones included.
import { addYears } from '../form/dates.ts'
import { choice, date, digits, flag, integer, ref, text } from '../form/field.ts'
import { isWomansNip } from '../form/nip.ts'
import { section, type ListRow, type Loose } from '../form/section.ts'
import { nipNotIn, nipRules } from './orangTua.ts'

const MENIKAH = 'MENIKAH'
const ended = { field: 'status_pernikahan', is: ['CERAI', 'MENINGGAL'] }

export const suamiIstri = section({
  code: 'suami-istri',
  title: 'Suami/Istri',
  group: 'Data pribadi',
  short: 'SI',
  lead: 'Isi setiap pernikahan Anda, juga yang sudah berakhir. Belum menikah? Pilih Tidak punya.',
  rows: 'many',
  decidedBy: 'instansi',
  sort: 'tanggal_menikah',
  columns: ['tanggal_lahir', 'tanggal_menikah', 'status_pernikahan'],
  rowTitle: (v) => v.nama ?? 'Tanpa nama',
  headings: { pernikahan_ke: 'Pernikahan', karis_karsu: 'Kartu' },
  fields: {
    status_pns: flag({ label: 'PNS', hint: 'Centang bila suami atau istri seorang PNS atau pensiunan PNS.' }),
    tanpa_nip: flag({ label: 'Tidak punya NIP Baru', hint: 'Misalnya pensiun sebelum ada NIP 18 angka.', shownWhen: { field: 'status_pns', is: ['true'] } }),
    nama: text({ label: 'Nama', max: 100, hint: 'Tanpa gelar, sesuai akta nikah.' }),
    nip_pns: digits({ label: 'NIP Baru', lengths: [18], shownWhen: { field: 'tanpa_nip', is: ['false'] },
      lookup: { nama: 'nama', tanggalLahir: 'tanggal_lahir', tempatLahir: 'tempat_lahir' },
      hint: 'Isi Nama dulu, lalu NIP 18 angka, lalu pilih Cari. Tanggal dan tempat lahir akan terisi.' }),
    tanggal_lahir: date({ label: 'Tanggal Lahir' }),
    tempat_lahir: ref({ label: 'Tempat Lahir', to: 'wilayah', kinds: ['KB', 'KC', 'P', 'NG'] }),
    pernikahan_ke: integer({ label: 'Urutan', min: 1, max: 9, hint: 'Pernikahan Anda yang ke berapa. Biasanya 1.' }),
    tanggal_menikah: date({ label: 'Tanggal Menikah' }),
    akta_menikah: text({ label: 'Akta Menikah', max: 100, hint: 'Nomor akta atau buku nikah.' }),
    status_pernikahan: choice({ label: 'Status Pernikahan', options: { [MENIKAH]: 'Menikah', CERAI: 'Cerai', MENINGGAL: 'Meninggal' } }),
    tanggal_berakhir: date({ label: 'Tanggal Cerai atau Meninggal', shownWhen: ended }),
    akta_berakhir: text({ label: 'Akta Cerai atau Kematian', max: 100, shownWhen: ended, hint: 'Nomor akta cerai atau akta kematian.' }),
    karis_karsu: text({ label: 'Nomor Karis/Karsu', max: 50, required: false, hint: 'Nomor kartu istri atau kartu suami. Kosongkan bila belum punya.' }),
    nomor_bpjs: digits({ label: 'Nomor Anggota BPJS', lengths: [13], required: false, secret: true, hint: '13 angka pada kartu BPJS Kesehatan.' }),
  },
  rules: [
    ...nipRules,
    nipNotIn('orang-tua', 'Orang Tua'),
    { id: 'V18', on: 'nip_pns',
      message: 'Menurut angka ke-15 (1 pria, 2 wanita) NIP ini sama dengan jenis kelamin Anda. Periksa NIP, atau Jenis Kelamin di Data Utama.',
      ok: (v, ctx) => !v.nip_pns || !ctx.person || isWomansNip(v.nip_pns) !== ctx.person.perempuan },
    { id: 'V18', on: 'tanggal_menikah', message: 'Suami atau istri belum berusia 16 tahun pada Tanggal Menikah. Periksa Tanggal Menikah dan Tanggal Lahir.',
      ok: (v) => v.tanggal_menikah >= addYears(v.tanggal_lahir, 16) },
    { id: 'V18', on: 'tanggal_menikah',
      message: 'Anda belum berusia 16 tahun pada Tanggal Menikah. Periksa tanggal ini, atau Tanggal Lahir Anda di Data Utama.',
      ok: (v, ctx) => !ctx.person?.tanggalLahir || v.tanggal_menikah >= addYears(ctx.person.tanggalLahir, 16) },
    { id: 'V18', on: 'tanggal_berakhir', message: 'Tanggal Cerai atau Meninggal tidak boleh sebelum Tanggal Menikah. Periksa kedua tanggal.',
      ok: (v) => !v.tanggal_berakhir || v.tanggal_berakhir >= v.tanggal_menikah },
  ],
  listRules: [
    { id: 'V18', on: 'status_pernikahan', severity: 'warning',
      message: 'Dua pernikahan berlangsung bersamaan. Yang lama sudah berakhir? Ubah dulu statusnya. Bila tidak, tulis nomor izin menurut PP 10/1983.',
      bad: (rows, ctx) => (ctx.person?.perempuan === false ? concurrent(rows) : []) },
    { id: 'V18', on: 'status_pernikahan',
      message: 'Dua pernikahan berlangsung bersamaan. Bagi PNS wanita itu tidak diperkenankan (PP 45/1990). Perbaiki dulu pernikahan yang lama.',
      bad: (rows, ctx) => (ctx.person?.perempuan ? concurrent(rows) : []) },
  ],
  remarks: ['Sesuai akta nikah', 'Ada izin menurut PP 10/1983', 'Pernikahan lama sudah berakhir, akta sedang diurus'],
  help: [
    { term: 'Apa itu Karis/Karsu?', on: 'karis_karsu', text: 'Kartu Istri dan Kartu Suami dari BKN. Belum punya? Kosongkan.' },
    { term: 'Pernikahan sudah berakhir?', on: 'status_pernikahan', text: 'Tetap diisi. Pilih Cerai atau Meninggal, lalu tulis tanggal dan nomor aktanya.' },
    { term: 'Pernikahan belum dilaporkan?', on: 'tanggal_menikah', text: 'Pernikahan dilaporkan kepada instansi paling lambat satu tahun setelah tanggalnya.' },
    { term: 'Bagaimana mencari NIP?', on: 'nip_pns', text: 'Nama harus sama dengan data BKN. Tidak cocok? Isi tanggal dan tempat lahir sendiri; verifikator akan mencocokkan.' },
  ],
})

type Marriage = { tanggal_menikah: string | null; tanggal_berakhir: string | null; status_pernikahan: string | null }

/** Does this marriage last? Only then do PNS spouses have to name each other. */
export const isCurrent = (v: Loose): boolean => (v as Marriage).status_pernikahan === MENIKAH

/** Begins `a` or goes on while `b` lasts? What SAPK left empty accuses nobody. */
function during(a: Marriage, b: Marriage): boolean {
  if (isCurrent(a) && isCurrent(b)) return true
  const until = isCurrent(b) ? '9999' : b.tanggal_berakhir
  return Boolean(a.tanggal_menikah && b.tanggal_menikah && until && b.tanggal_menikah <= a.tanggal_menikah && a.tanggal_menikah < until)
}

const concurrent = (rows: readonly ListRow<Marriage>[]): string[] =>
  rows.filter((r) => rows.some((x) => x !== r && (during(r.v, x.v) || during(x.v, r.v)))).map((r) => r.kunci)
