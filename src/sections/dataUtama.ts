// Data Utama (manual III.B, a to t; domain.md 3.2): who the person is.
import { addYears, yearsBetween } from '../form/dates.ts'
import { date, derived, digits, integer, list, longText, ref, text, type Ref } from '../form/field.ts'
import { section, type Loose, type Person, type RuleContext } from '../form/section.ts'
import { latestRank } from './riwayatGolongan.ts'
import { retirementAge } from './riwayatJabatan.ts'
import { lastProgramme, lastYear, unearned } from './riwayatPendidikan.ts'

const groupNip = (v: string) => v.replace(/^(\d{8})(\d{6})(\d)(\d{3})$/, '$1 $2 $3 $4')
const groupNik = (v: string) => v.replace(/(\d{4})(?=\d)/g, '$1 ')
const PEREMPUAN = '2'
/** Two digits of each propinsi there is or was, which never change: a NIK keeps those of the place that issued it. */
const PROVINSI = /^(1[1-9]|21|3[1-6]|5[1-4]|6[1-5]|7[1-6]|8[12]|9[1-7])/
const AKTIF = '01'

/** Kategori of the helpdesk where a wrong NIP goes. */
export const PERBAIKAN_NIP = 'perbaikan-nip'

/** What a NIP repeats of the record (V02): its `length` digits from the place `from` on are the beginning of the field, written without hyphens. */
export const IN_NIP = [
  { on: 'tanggal_lahir', from: 1, length: 8, message: 'Tanggal lahir berbeda dengan delapan angka pertama NIP. Bila tanggal ini benar, NIP perlu diperbaiki di BKN.' },
  { on: 'jenis_kelamin', from: 15, length: 1, message: 'Jenis kelamin berbeda dengan angka ke-15 NIP. Bila ini benar, NIP perlu diperbaiki di BKN.' },
  { on: 'tmt_cpns', from: 9, length: 6, message: 'TMT CPNS berbeda dengan bulan pada NIP (angka ke-9 sampai ke-14). Bila ini benar, NIP perlu diperbaiki di BKN.' },
] as const

const written = (value: unknown): string => (typeof value === 'string' ? value : ((value as Ref | null)?.id ?? '')).replaceAll('-', '')

export const dataUtama = section({
  code: 'data-utama',
  title: 'Data Utama',
  group: 'Data pribadi',
  short: 'DU',
  lead: 'Cocokkan data BKN di bawah ini dengan berkas Anda. Bila berbeda, pilih Tidak sesuai lalu tulis yang benar.',
  rows: 'one',
  fields: {
    nip: digits({ label: 'NIP Baru', lengths: [18], group: groupNip, locked: 'Tidak dapat diubah. Salah? Hubungi Helpdesk.' }),
    nama: text({ label: 'Nama', max: 100, hint: 'Sesuai ijazah dan SK, tanpa gelar.' }),
    gelar_depan: text({ label: 'Gelar Depan', max: 50, required: false, hint: 'Hanya gelar yang diakui BKN, misalnya Drs. atau dr.' }),
    gelar_belakang: text({ label: 'Gelar Belakang', max: 80, required: false, hint: 'Tulis seperti pada ijazah, misalnya S.Pd., M.Si.' }),
    tempat_lahir: ref({ label: 'Tempat Lahir', to: 'wilayah', kinds: ['KB', 'KC', 'P', 'NG'], decidedBy: 'instansi', hint: 'Kabupaten atau kota tempat lahir menurut akta.' }),
    tanggal_lahir: date({ label: 'Tanggal Lahir' }),
    agama: list({ label: 'Agama', to: 'agama', decidedBy: 'instansi' }),
    jenis_kelamin: list({ label: 'Jenis Kelamin', to: 'jenis_kelamin' }),
    tmt_cpns: date({ label: 'TMT CPNS' }),
    tmt_pns: date({ label: 'TMT PNS', required: false, decidedBy: 'instansi', hint: 'Kosongkan bila masih CPNS.' }),
    golongan: derived(list({ label: 'Golongan Ruang', to: 'golongan' }), 'riwayat-golongan', (rows) => latestRank(rows)?.golongan ?? null),
    tmt_golongan: derived(date({ label: 'TMT Golongan Ruang' }), 'riwayat-golongan', (rows) => latestRank(rows)?.tmt_golongan ?? null),
    pendidikan_terakhir: derived(ref({ label: 'Pendidikan Terakhir', to: 'pendidikan' }), 'riwayat-pendidikan', lastProgramme),
    tahun_lulus: derived(integer({ label: 'Tahun Lulus', min: 1940, max: 2100 }), 'riwayat-pendidikan', lastYear),
    kedudukan_hukum: list({ label: 'Kedudukan Hukum', to: 'kedudukan_hukum', kinds: ['AKTIF', 'AKTIF_KHUSUS'], decidedBy: 'instansi' }),
    jenis_pegawai: list({ label: 'Jenis Pegawai', to: 'jenis_pegawai' }),
    alamat: longText({ label: 'Alamat', max: 300, decidedBy: 'instansi', hint: 'Jalan, nomor, RT/RW, desa atau kelurahan, kecamatan, kode pos.' }),
    nik: digits({ label: 'NIK', lengths: [16], group: groupNik, secret: true, unique: true, hint: '16 angka pada KTP.' }),
    npwp: digits({ label: 'NPWP', lengths: [15, 16], required: false, secret: true, hint: '15 atau 16 angka, tanpa titik dan strip.' }),
    kartu_pegawai: text({ label: 'Kartu Pegawai', max: 20, required: false, hint: 'Nomor Karpeg, satu atau dua huruf diikuti angka.' }),
  },
  rules: [
    { id: 'V17', on: 'tanggal_lahir', severity: 'warning', ticket: 'data-pensiun',
      message: 'Menurut tanggal lahir ini Anda melewati batas usia pensiun (BUP). Bila benar, laporkan ke Helpdesk: Data Pensiun.',
      ok: (v, ctx) => !isRetired(v.tanggal_lahir, retirementAge(ctx), ctx.acuan) },
    ...IN_NIP.map((part) => ({ id: 'V02', on: part.on, severity: 'warning' as const, ticket: PERBAIKAN_NIP, message: part.message,
      ok: (v: Loose, ctx: RuleContext) => written(v[part.on]).slice(0, part.length) === ctx.nip.slice(part.from - 1, part.from - 1 + part.length) })),
    { id: 'V03', on: 'nik', message: 'NIK harus diawali kode wilayah, misalnya 3306. Periksa kembali KTP Anda.',
      ok: (v) => PROVINSI.test(v.nik) && !/^(..00|....00)/.test(v.nik) },
    { id: 'V03', on: 'nik', severity: 'warning', message: 'Tanggal lahir di dalam NIK berbeda dengan Tanggal Lahir. Periksa kembali KTP Anda.',
      ok: (v) => !v.tanggal_lahir || nikDate(v.nik) === shortDate(v.tanggal_lahir, v.jenis_kelamin) },
    { id: 'V14', on: 'gelar_depan', severity: 'warning', message: (v, ctx) => aboutTitle(ctx, v.gelar_depan),
      ok: (v, ctx) => unearned(ctx, v.gelar_depan).length === 0 },
    { id: 'V14', on: 'gelar_belakang', severity: 'warning', message: (v, ctx) => aboutTitle(ctx, v.gelar_belakang),
      ok: (v, ctx) => unearned(ctx, v.gelar_belakang).length === 0 },
    { id: 'V05', on: 'tmt_cpns', message: 'Usia pada TMT CPNS kurang dari 18 tahun. Periksa Tanggal Lahir dan TMT CPNS.',
      ok: (v) => !v.tanggal_lahir || yearsBetween(v.tanggal_lahir, v.tmt_cpns) >= 18 },
    { id: 'V05', on: 'tmt_cpns', severity: 'warning', message: 'Usia pada TMT CPNS lebih dari 35 tahun. Sebutkan alasannya, misalnya dari tenaga honorer.',
      ok: (v) => !v.tanggal_lahir || yearsBetween(v.tanggal_lahir, v.tmt_cpns) <= 35 },
    { id: 'V06', on: 'tmt_pns', message: 'TMT PNS tidak boleh sebelum TMT CPNS.',
      ok: (v) => !v.tmt_pns || !v.tmt_cpns || v.tmt_pns >= v.tmt_cpns },
    { id: 'V06', on: 'tmt_pns', severity: 'warning', message: 'TMT PNS biasanya 1 sampai 2 tahun setelah TMT CPNS.',
      ok: (v) => !v.tmt_pns || !v.tmt_cpns || (v.tmt_pns >= addYears(v.tmt_cpns, 1) && v.tmt_pns <= addYears(v.tmt_cpns, 2)) },
  ],
  remarks: ['Sesuai akta kelahiran', 'Sesuai ijazah', 'Sesuai KTP', 'Sesuai SK', 'Diangkat dari tenaga honorer'],
  help: [
    { term: 'Nama Anda berbeda?', on: 'nama', text: 'Berbeda satu dua huruf? Perbaiki di sini. Nama orang lain? Hubungi Helpdesk.' },
    { term: 'Gelar apa yang boleh ditulis?', on: 'gelar_belakang', text: 'Hanya gelar yang diakui BKN dan tercatat di Riwayat Pendidikan. H. dan Hj. bukan gelar akademik.' },
    { term: 'Apa itu TMT?', on: 'tmt_cpns', text: 'Terhitung Mulai Tanggal: tanggal mulai berlakunya SK CPNS dan SK PNS.' },
    { term: 'Kapan data BKN berubah?', text: 'Setelah semua tingkat verifikasi menyetujui. Sampai saat itu data BKN dan usulan Anda disimpan terpisah.' },
    { term: 'Golongan dan Pendidikan', text: 'Mengikuti riwayat. Perbaiki di bagian Riwayat.' },
    { term: 'Apa itu Kedudukan Hukum?', on: 'kedudukan_hukum', text: 'Keadaan kepegawaian Anda saat ini, misalnya Aktif atau Tugas Belajar.' },
  ],
})

/** From the first day of the month after that birthday nobody is in service any more. */
const isRetired = (birth: string, age: number | undefined, day: string): boolean => age !== undefined && addYears(birth, age).slice(0, 7) < day.slice(0, 7)

const HAJJ = new Set(['h', 'hj'])

function aboutTitle(ctx: RuleContext, titles: string | null): string {
  if (unearned(ctx, titles).some((t) => HAJJ.has(t))) return 'H. dan Hj. bukan gelar akademik. Hapus dari gelar.'
  return 'Gelar ini tidak ada di Riwayat Pendidikan. Tambahkan pendidikan yang memberi gelar itu, atau hapus gelarnya.'
}

const nikDate = (nik: string) => nik.slice(6, 12)

/** A birth date as NIK writes it: ddmmyy, forty added to the day of women. */
function shortDate(day: string, sex: Ref | null): string {
  const d = Number(day.slice(8)) + (sex?.id === PEREMPUAN ? 40 : 0)
  return `${String(d).padStart(2, '0')}${day.slice(5, 7)}${day.slice(2, 4)}`
}

/** The person as other parts need him: rules, masks, slips, queues. */
export function toPerson(nip: string, values: Loose): Person {
  const v = values as { nama: string | null; tempat_lahir: Ref | null; tanggal_lahir: string | null; jenis_kelamin: Ref | null } & {
    tmt_cpns: string | null; tmt_pns: string | null; nik: string | null
  }
  return {
    nip,
    nama: v.nama ?? '',
    tempatLahir: v.tempat_lahir?.nama ?? '',
    tanggalLahir: v.tanggal_lahir ?? '',
    perempuan: v.jenis_kelamin?.id === PEREMPUAN,
    tmtCpns: v.tmt_cpns,
    tmtPns: v.tmt_pns,
    nik: v.nik,
  }
}

/** When and where the person was born, as the relatives of the person are asked for it. */
export function toBirth(values: Loose): { tanggal: string | null; tempat: Ref | null } {
  const v = values as { tanggal_lahir: string | null; tempat_lahir: Ref | null }
  return { tanggal: v.tanggal_lahir, tempat: v.tempat_lahir }
}

/** Code of the legal standing, which decides who may register (domain.md 3.13). */
export function legalStanding(values: Loose): string | null {
  return (values as { kedudukan_hukum?: Ref | null }).kedudukan_hukum?.id ?? null
}

/** The official values of a change of the legal standing. */
export const withStanding = (kedudukan: Ref): Loose => ({ kedudukan_hukum: kedudukan })

/** The official record of somebody whom BKN did not know: what his papers say, and what his NIP says (domain.md 3.14). `list` names an entry. */
export function newcomer(nip: string, p: { nama: string; lahirDi: string; lahirPada: string }, list: (daftar: string, id: string) => Ref): Loose {
  return {
    nama: p.nama,
    tempat_lahir: { id: null, nama: p.lahirDi },
    tanggal_lahir: p.lahirPada,
    jenis_kelamin: list('jenis_kelamin', nip[14]!),
    tmt_cpns: `${nip.slice(8, 12)}-${nip.slice(12, 14)}-01`,
    kedudukan_hukum: list('kedudukan_hukum', AKTIF),
  }
}

/** Groups the digits of a NIP for reading. */
export const showNip = groupNip
