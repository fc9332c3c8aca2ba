// Data Guru (manual III.B; domain.md 3.11): only for teachers by their position.
import { choice, date, flag, ref, type Ref } from '../form/field.ts'
import { section, type RuleContext } from '../form/section.ts'
import { specialForm } from './riwayatJabatan.ts'

const SWASTA = 'SWASTA'
export const forTeachers = { who: 'PNS dengan jabatan Guru', when: (ctx: RuleContext) => specialForm(ctx) === 'guru' }

export const dataGuru = section({
  code: 'data-guru',
  title: 'Data Guru',
  group: 'Khusus',
  short: 'DG',
  lead: 'Isi sekolah tempat Anda mengajar, satu baris untuk setiap sekolah dan mata pelajaran.',
  rows: 'many',
  min: 1,
  onlyFor: forTeachers,
  sort: 'tmt_mengajar',
  columns: ['mata_pelajaran', 'tmt_mengajar', 'kepala_sekolah'],
  rowTitle: (v) => (v.sekolah_mengajar ?? v.sekolah_induk)?.nama ?? 'Sekolah',
  fields: {
    tipe_sekolah: choice({ label: 'Tipe Sekolah', options: { NEGERI: 'Negeri', [SWASTA]: 'Swasta' },
      hint: 'Swasta: bila Anda dipekerjakan atau diperbantukan pada sekolah swasta.' }),
    sekolah_induk: ref({ label: 'Sekolah Induk/Satminkal', to: 'sekolah', hint: 'Sekolah pangkal menurut SK penempatan. Namanya berubah? Pakai nama baru.' }),
    sekolah_mengajar: ref({ label: 'Sekolah Swasta Tempat Mengajar', to: 'sekolah', shownWhen: { field: 'tipe_sekolah', is: [SWASTA] } }),
    kepala_sekolah: flag({ label: 'Kepala Sekolah', hint: 'Centang bila Anda juga kepala sekolah di sekolah itu.' }),
    bidang_studi: choice({ label: 'Bidang Studi', options: { KELAS: 'Guru Kelas', MAPEL: 'Guru Mata Pelajaran' } }),
    mata_pelajaran: ref({ label: 'Mata Pelajaran', to: 'mata_pelajaran', kindFrom: 'bidang_studi' }),
    tmt_mengajar: date({ label: 'TMT Mengajar', hint: 'Tanggal mulai mengajar di sekolah ini.' }),
  },
  rules: [
    { id: 'V16', on: 'sekolah_mengajar',
      message: 'Isi sekolah swasta tempat Anda mengajar.', ok: (v) => v.tipe_sekolah !== SWASTA || v.sekolah_mengajar !== null },
    { id: 'V16', on: 'sekolah_mengajar',
      message: 'Sekolah tempat Anda mengajar sama dengan Satminkal. Satminkal adalah sekolah negeri pada SK penempatan. Periksa keduanya.',
      ok: (v) => !v.sekolah_mengajar || !isSame(v.sekolah_mengajar, v.sekolah_induk) },
    { id: 'V16', on: 'tmt_mengajar', severity: 'warning', message: 'TMT Mengajar sebelum TMT CPNS. Bila Anda sudah mengajar sebelum menjadi CPNS, jelaskan.',
      ok: (v, ctx) => !ctx.person?.tmtCpns || v.tmt_mengajar >= ctx.person.tmtCpns },
  ],
  remarks: ['Sudah mengajar sebelum CPNS', 'Sesuai SK penempatan'],
  help: [
    { term: 'Apa itu Satminkal?', on: 'sekolah_induk', text: 'Satuan Administrasi Pangkal: sekolah tempat Anda terdaftar menurut SK penempatan.' },
    { term: 'Apa itu DPK dan DPB?', on: 'tipe_sekolah', text: 'Dipekerjakan dan diperbantukan: PNS yang bekerja di luar instansi induknya, misalnya guru di sekolah swasta.' },
    { term: 'Sekolah berganti nama?', on: 'sekolah_induk', text: 'Pakai nama yang baru. Belum ada di daftar? Buka “Tidak ada di daftar?”.' },
    { term: 'Unit Organisasi guru', text: 'Di Data Posisi pilih sekolah Anda, yaitu unit terkecil tempat Anda bekerja.' },
    { term: 'Kepala Sekolah juga Guru?', on: 'kepala_sekolah', text: 'Tugas tambahan. Jabatan di Riwayat Jabatan tetap Guru.' },
  ],
})

const isSame = (a: Ref, b: Ref) => a.id === b.id && (a.id !== null || a.nama === b.nama)
