// Orang Tua (manual III.B, Data Riwayat Keluarga a; domain.md 3.4): at most father and mother.
import { addYears } from '../form/dates.ts'
import { choice, digits, flag, ref, roughDate, text } from '../form/field.ts'
import { isWomansNip, readNip } from '../form/nip.ts'
import { section, type ListRow, type Rule } from '../form/section.ts'

const IBU = 'IBU'
const MARRIAGES = 'suami-istri' // its file reads this one, so it is not read back

type Relative = { nip_pns: string | null }

/** What holds for the NIP of any relative who is a PNS (V21). Whether BKN knows it is for the verifier to see. */
export const nipRules: readonly Rule<Relative>[] = [
  { id: 'V21', on: 'nip_pns',
    message: (v) => (readNip(v.nip_pns ?? '') as { fault: string }).fault.replace('NIP Baru Anda', 'NIP Baru'),
    ok: (v) => !v.nip_pns || readNip(v.nip_pns).ok },
  { id: 'V21', on: 'nip_pns', message: 'Ini NIP Anda sendiri. Isi NIP anggota keluarga Anda.', ok: (v, ctx) => v.nip_pns !== ctx.nip },
]

/** Nobody is parent and spouse at once. */
export const nipNotIn = (code: string, title: string): Rule<Relative> => ({
  id: 'V21', on: 'nip_pns', message: `NIP ini sudah Anda isi di ${title}. Periksa NIP ini, atau perbaiki dulu ${title}.`,
  ok: (v, ctx) => !v.nip_pns || !ctx.rows(code).some((r) => r.nip_pns === v.nip_pns),
})

/** Rows that share the value of one field. */
const twice = <V>(rows: readonly ListRow<V>[], of: (v: V) => string | null) =>
  rows.filter((r) => of(r.v) && rows.some((x) => x !== r && of(x.v) === of(r.v))).map((r) => r.kunci)

export const orangTua = section({
  code: 'orang-tua',
  title: 'Orang Tua',
  group: 'Data pribadi',
  short: 'OT',
  lead: 'Isi data ayah dan ibu kandung Anda, juga bila sudah meninggal.',
  rows: 'many',
  max: 2,
  decidedBy: 'instansi',
  sort: 'hubungan',
  columns: ['hubungan', 'tanggal_lahir', 'status_hidup'],
  rowTitle: (v) => v.nama ?? 'Tanpa nama',
  fields: {
    hubungan: choice({ label: 'Hubungan', options: { AYAH: 'Ayah', [IBU]: 'Ibu' } }),
    status_pns: flag({ label: 'PNS', hint: 'Centang bila ayah atau ibu seorang PNS atau pensiunan PNS.' }),
    tanpa_nip: flag({ label: 'Tidak punya NIP Baru', hint: 'Misalnya pensiun sebelum ada NIP 18 angka.', shownWhen: { field: 'status_pns', is: ['true'] } }),
    nama: text({ label: 'Nama', max: 100, hint: 'Tanpa gelar, sesuai akta kelahiran Anda.' }),
    nip_pns: digits({ label: 'NIP Baru', lengths: [18], shownWhen: { field: 'tanpa_nip', is: ['false'] },
      lookup: { nama: 'nama', tanggalLahir: 'tanggal_lahir', tempatLahir: 'tempat_lahir' },
      hint: 'Isi Nama dulu, lalu NIP 18 angka, lalu pilih Cari. Tanggal dan tempat lahir akan terisi.' }),
    tanggal_lahir: roughDate({ label: 'Tanggal Lahir', hint: 'Contoh: 14-03-1946. Hanya ingat tahunnya? Tulis 1946. Tidak tahu? Tulis: tidak tahu.' }),
    tempat_lahir: ref({ label: 'Tempat Lahir', to: 'wilayah', kinds: ['KB', 'KC', 'P', 'NG'], required: false }),
    status_hidup: choice({ label: 'Status Hidup', options: { HIDUP: 'Hidup', MENINGGAL: 'Meninggal' } }),
    nomor_bpjs: digits({ label: 'Nomor BPJS', lengths: [13], required: false, secret: true, hint: '13 angka pada kartu BPJS Kesehatan.' }),
  },
  rules: [
    ...nipRules,
    nipNotIn(MARRIAGES, 'Suami/Istri'),
    { id: 'V21', on: 'nip_pns', message: 'Angka ke-15 NIP adalah 1 untuk pria dan 2 untuk wanita, berbeda dengan Hubungan. Periksa Hubungan dan NIP.',
      ok: (v) => !v.nip_pns || isWomansNip(v.nip_pns) === (v.hubungan === IBU) },
    { id: 'V20', on: 'nama', severity: 'warning',
      message: 'Nama ibu berbeda dengan Nama Ibu Kandung yang Anda tulis saat registrasi. Periksa ejaannya, atau jelaskan mengapa berbeda.',
      ok: (v, ctx) => v.hubungan !== IBU || ctx.isMother?.(v.nama) !== false },
  ],
  listRules: [
    { id: 'V20', on: 'hubungan',
      message: 'Ayah dan ibu masing-masing hanya satu baris. Ubah Hubungan, atau hapus baris yang salah.', bad: (rows) => twice(rows, (v) => v.hubungan) },
    { id: 'V21', on: 'nip_pns', message: 'NIP ayah dan ibu sama. Perbaiki NIP yang salah.', bad: (rows) => twice(rows, (v) => v.nip_pns) },
    { id: 'V20', on: 'tanggal_lahir',
      message: 'Ayah atau ibu paling sedikit 12 tahun lebih tua daripada Anda. Periksa tanggal lahir ini, atau Tanggal Lahir Anda di Data Utama.',
      bad: (rows, ctx) => rows.filter((r) => tooYoung(r.v.tanggal_lahir, ctx.person?.tanggalLahir)).map((r) => r.kunci) },
  ],
  remarks: ['Sesuai akta kelahiran', 'Ejaan berbeda pada akta', 'Nama pada kartu keluarga sudah diperbaiki'],
  help: [
    { term: 'PNS tanpa NIP Baru?', on: 'tanpa_nip', text: 'Ayah atau ibu pensiun sebelum ada NIP 18 angka? Centang PNS, lalu Tidak punya NIP Baru.' },
    { term: 'Bagaimana mencari NIP?', on: 'nip_pns', text: 'Nama harus sama dengan data BKN. Tidak cocok? Isi tanggal dan tempat lahir sendiri; verifikator akan mencocokkan.' },
    { term: 'Orang tua angkat atau tiri?', on: 'hubungan', text: 'Isi ayah dan ibu kandung sesuai akta kelahiran Anda.' },
  ],
})

/** Of a rough date the first day it can mean: only what is certain is refused. */
const earliest = (rough: string) => (rough.length === 4 ? `${rough}-01-01` : rough)

const tooYoung = (born: string | null, child: string | undefined): boolean =>
  Boolean(child && born && born.length >= 4 && addYears(earliest(born), 12) > child)
