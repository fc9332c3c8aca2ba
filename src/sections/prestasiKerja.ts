// Penilaian Prestasi Kerja (manual II.B.2 d; domain.md 3.16; PP 46/2011): 60 % SKP and 40 % perilaku; DP3 for the years before 2014.
import { choice, computed, date, decimal, digits, list, text, year } from '../form/field.ts'
import { readNip } from '../form/nip.ts'
import { section, type Loose } from '../form/section.ts'
import { structuralIn } from './riwayatJabatan.ts'

const DP3 = 'DP3'
const PPK = 'PPK'
const FIRST_PPK = 2014
const asDp3 = { shownWhen: { field: 'jenis_penilaian', is: [DP3] } }
const asPpk = { shownWhen: { field: 'jenis_penilaian', is: [PPK] } }
const PERILAKU = ['orientasi_pelayanan', 'integritas', 'komitmen', 'disiplin', 'kerja_sama', 'kepemimpinan']
const UNSUR_DP3 = ['kesetiaan', 'prestasi_kerja', 'tanggung_jawab', 'ketaatan', 'kejujuran', 'kerjasama', 'prakarsa', 'kepemimpinan']

export const prestasiKerja = section({
  code: 'prestasi-kerja',
  title: 'Penilaian Prestasi Kerja',
  group: 'Riwayat',
  short: 'PK',
  lead: 'Isi hasil penilaian dua tahun terakhir. Nilai akhir dan sebutannya dihitung sendiri.',
  rows: 'many',
  optional: true,
  sort: 'tahun_penilaian',
  columns: ['nilai_prestasi', 'predikat', 'penilai_nama'],
  rowTitle: (v) => `Tahun ${v.tahun_penilaian ?? '?'}`,
  headings: { penilai_nip: 'Pejabat penilai', atasan_nip: 'Atasan pejabat penilai' },
  fields: {
    tahun_penilaian: year({ label: 'Tahun', hint: 'Tahun yang dinilai.' }),
    jenis_penilaian: choice({ label: 'Jenis Penilaian', options: { [DP3]: 'DP3 (sampai 2013)', [PPK]: 'Prestasi Kerja (mulai 2014)' } }),
    nilai_skp: decimal({ label: 'Nilai SKP', max: 110, ...asPpk, hint: 'Nilai Sasaran Kerja Pegawai, 0 sampai 110.' }),
    orientasi_pelayanan: decimal({ label: 'Orientasi Pelayanan', max: 100, ...asPpk }),
    integritas: decimal({ label: 'Integritas', max: 100, ...asPpk }),
    komitmen: decimal({ label: 'Komitmen', max: 100, ...asPpk }),
    disiplin: decimal({ label: 'Disiplin', max: 100, ...asPpk }),
    kerja_sama: decimal({ label: 'Kerja Sama', max: 100, ...asPpk }),
    kesetiaan: decimal({ label: 'Kesetiaan', max: 100, ...asDp3 }),
    prestasi_kerja: decimal({ label: 'Prestasi Kerja', max: 100, ...asDp3 }),
    tanggung_jawab: decimal({ label: 'Tanggung Jawab', max: 100, ...asDp3 }),
    ketaatan: decimal({ label: 'Ketaatan', max: 100, ...asDp3 }),
    kejujuran: decimal({ label: 'Kejujuran', max: 100, ...asDp3 }),
    kerjasama: decimal({ label: 'Kerjasama', max: 100, ...asDp3 }),
    prakarsa: decimal({ label: 'Prakarsa', max: 100, ...asDp3 }),
    kepemimpinan: decimal({ label: 'Kepemimpinan', max: 100, required: false, hint: 'Hanya untuk pejabat struktural.' }),
    jumlah_nilai: computed(decimal({ label: 'Jumlah', max: 800 }), total),
    nilai_rata_rata: computed(decimal({ label: 'Nilai Rata-rata', max: 100 }), average),
    nilai_prestasi: computed(decimal({ label: 'Nilai Prestasi Kerja', max: 110 }), result),
    predikat: computed(text({ label: 'Sebutan', max: 20 }), (v) => predicate(result(v))),
    penilai_nip: digits({ label: 'NIP Pejabat Penilai', lengths: [18], required: false, hint: 'Kosongkan bila bukan PNS.' }),
    penilai_nama: text({ label: 'Nama Pejabat Penilai', max: 100 }),
    penilai_jabatan: text({ label: 'Jabatan Pejabat Penilai', max: 200 }),
    penilai_unor: text({ label: 'Unit Pejabat Penilai', max: 200, required: false }),
    penilai_golongan: list({ label: 'Golongan Pejabat Penilai', to: 'golongan', required: false }),
    penilai_tmt_golongan: date({ label: 'TMT Golongan Pejabat Penilai', required: false }),
    atasan_nip: digits({ label: 'NIP Atasan Pejabat Penilai', lengths: [18], required: false, hint: 'Kosongkan bila bukan PNS.' }),
    atasan_nama: text({ label: 'Nama Atasan Pejabat Penilai', max: 100 }),
    atasan_jabatan: text({ label: 'Jabatan Atasan Pejabat Penilai', max: 200 }),
    atasan_unor: text({ label: 'Unit Atasan Pejabat Penilai', max: 200, required: false }),
    atasan_golongan: list({ label: 'Golongan Atasan Pejabat Penilai', to: 'golongan', required: false }),
    atasan_tmt_golongan: date({ label: 'TMT Golongan Atasan Pejabat Penilai', required: false }),
  },
  rules: [
    { id: 'V26', on: 'jenis_penilaian', message: 'Tahun sampai 2013 memakai DP3, mulai 2014 memakai Prestasi Kerja. Periksa Tahun dan Jenis Penilaian.',
      ok: (v) => (v.jenis_penilaian === DP3) === v.tahun_penilaian < FIRST_PPK },
    { id: 'V26', on: 'kepemimpinan', message: 'Isi nilai Kepemimpinan. Menurut Riwayat Jabatan, Anda pejabat struktural pada tahun itu.',
      ok: (v, ctx) => v.kepemimpinan !== null || structuralIn(ctx, v.tahun_penilaian) !== true },
    { id: 'V26', on: 'kepemimpinan', message: 'Kosongkan Kepemimpinan. Menurut Riwayat Jabatan, Anda bukan pejabat struktural pada tahun itu.',
      ok: (v, ctx) => v.kepemimpinan === null || v.jenis_penilaian === DP3 || structuralIn(ctx, v.tahun_penilaian) !== false },
    { id: 'V26', on: 'penilai_nip', message: (v) => `Periksa NIP Pejabat Penilai. ${nipFault(v.penilai_nip)}`,
      ok: (v) => !v.penilai_nip || readNip(v.penilai_nip).ok },
    { id: 'V26', on: 'atasan_nip', message: (v) => `Periksa NIP Atasan Pejabat Penilai. ${nipFault(v.atasan_nip)}`,
      ok: (v) => !v.atasan_nip || readNip(v.atasan_nip).ok },
  ],
  listRules: [
    { id: 'V26', on: 'tahun_penilaian', message: 'Penilaian tahun ini sudah ada pada baris lain. Setiap tahun diisi satu kali.',
      bad: (rows) => rows.filter((r, i) => r.v.tahun_penilaian && rows.slice(0, i).some((x) => x.v.tahun_penilaian === r.v.tahun_penilaian)).map((r) => r.kunci) },
  ],
  help: [
    { term: 'Apa itu SKP?', on: 'nilai_skp', text: 'Sasaran Kerja Pegawai: target kerja setahun. Nilainya 60 persen dari nilai prestasi, boleh di atas 100 karena tugas tambahan.' },
    { term: 'Apa itu perilaku kerja?', on: 'orientasi_pelayanan', text: 'Rata-ratanya 40 persen dari nilai prestasi. Kepemimpinan hanya untuk pejabat struktural.' },
    { term: 'Apa itu DP3?', on: 'jenis_penilaian', text: 'Daftar Penilaian Pelaksanaan Pekerjaan, dipakai sampai tahun 2013.' },
    { term: 'Apa itu Prestasi Kerja (PPK)?', on: 'jenis_penilaian', text: 'Penilaian Prestasi Kerja, dipakai mulai tahun 2014 sebagai pengganti DP3.' },
    { term: 'Nilai akhir', text: 'Dihitung sendiri. Bila berbeda dengan lembar penilaian, periksa nilai yang Anda tulis.' },
  ],
})

const nipFault = (nip: string | null): string => {
  const read = readNip(nip ?? '')
  return read.ok ? '' : read.fault
}

/** The scores that count, in hundredths, so that no sum is off by a fraction; kepemimpinan only where it was given. */
function scores(v: Loose): number[] {
  const given = (v.jenis_penilaian === DP3 ? UNSUR_DP3 : PERILAKU).map((key) => v[key])
  return given.filter((n) => typeof n === 'number').map(hundredths)
}

const hundredths = (n: number): number => Math.round(n * 100)

function total(v: Loose): number | null {
  const all = scores(v)
  return all.length ? all.reduce((a, b) => a + b) / 100 : null
}

function average(v: Loose): number | null {
  const sum = total(v)
  return sum === null ? null : Math.round(hundredths(sum) / scores(v).length) / 100
}

/** 0.6 × SKP + 0.4 × average behaviour; of DP3 the average itself. */
function result(v: Loose): number | null {
  const behaviour = average(v)
  if (behaviour === null || v.jenis_penilaian === DP3) return behaviour
  return typeof v.nilai_skp === 'number' ? Math.round((6 * hundredths(v.nilai_skp) + 4 * hundredths(behaviour)) / 10) / 100 : null
}

/** Bands of PP 46/2011; what lies between two bands belongs to the lower one (domain.md 3.16). */
function predicate(n: number | null): string | null {
  if (n === null) return null
  return n >= 91 ? 'Sangat Baik' : n >= 76 ? 'Baik' : n >= 61 ? 'Cukup' : n >= 51 ? 'Kurang' : 'Buruk'
}
