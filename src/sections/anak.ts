// Anak (manual III.B, Data Riwayat Keluarga c; domain.md 3.4): all children, also those no longer on the family card.
import { addMonths, addYears, dayAfter } from '../form/dates.ts'
import { choice, date, list, ref, row, text, type Ref } from '../form/field.ts'
import { section, type ListRow, type RuleContext } from '../form/section.ts'

export const TIDAK_TERCATAT = '-'
const KANDUNG = 'KANDUNG'
const TIRI = 'TIRI'

export const anak = section({
  code: 'anak',
  title: 'Anak',
  group: 'Data pribadi',
  short: 'AN',
  lead: 'Isi semua anak, juga yang sudah dewasa atau tidak lagi pada kartu keluarga.',
  rows: 'many',
  decidedBy: 'instansi',
  sort: 'tanggal_lahir',
  columns: ['orang_tua', 'tanggal_lahir', 'status_anak'],
  rowTitle: (v) => v.nama ?? 'Tanpa nama',
  fields: {
    orang_tua: row({ label: 'Ayah/Ibu', rowsOf: 'suami-istri', options: { [TIDAK_TERCATAT]: 'Tidak tercatat' },
      hint: 'Ayah atau ibu dari anak ini selain Anda. Belum ada? Tambahkan dulu di Suami/Istri.' }),
    nama: text({ label: 'Nama', max: 100, hint: 'Sesuai akta kelahiran.' }),
    tanggal_lahir: date({ label: 'Tanggal Lahir' }),
    tempat_lahir: ref({ label: 'Tempat Lahir', to: 'wilayah', kinds: ['KB', 'KC', 'P', 'NG'] }),
    jenis_kelamin: list({ label: 'Jenis Kelamin', to: 'jenis_kelamin' }),
    status_anak: choice({ label: 'Status Anak', options: { [KANDUNG]: 'Kandung', ANGKAT: 'Angkat', [TIRI]: 'Tiri' } }),
  },
  rules: [
    // Whoever marries late may be hardly older than the children of the other.
    { id: 'V19', on: 'tanggal_lahir', severity: 'warning', message: 'Anak tiri ini lahir sebelum Anda berusia 12 tahun. Periksa Tanggal Lahir, atau jelaskan.',
      ok: (v, ctx) => v.status_anak !== TIRI || mine(v, ctx, 12) },
    { id: 'V19', on: 'tanggal_lahir', severity: 'warning',
      message: 'Anak kandung ini lahir sebelum Anda berusia 15 tahun. Periksa Tanggal Lahir, atau jelaskan.',
      ok: (v, ctx) => v.status_anak !== KANDUNG || mine(v, ctx, 15) || !mine(v, ctx, 12) },
  ],
  listRules: [
    { id: 'V19', on: 'orang_tua', message: 'Ayah/Ibu anak ini tidak ada lagi di Suami/Istri. Pilih yang lain, atau batalkan penghapusan di Suami/Istri.',
      bad: (rows, ctx) => keysOf(rows, (v) => Boolean(ctx.person && v.orang_tua && v.orang_tua.id !== TIDAK_TERCATAT && !otherParent(v, ctx))) },
    { id: 'V19', on: 'tanggal_lahir',
      message: 'Anak ini lahir sebelum Anda berusia 12 tahun. Periksa Tanggal Lahir anak, atau Tanggal Lahir Anda di Data Utama.',
      bad: (rows, ctx) => keysOf(rows, (v) => v.status_anak !== TIRI && !mine(v, ctx, 12)) },
    { id: 'V19', on: 'tanggal_lahir',
      message: 'Anak ini lahir sebelum Ayah/Ibu yang dipilih berusia 12 tahun. Periksa Tanggal Lahir anak, atau tanggal lahir di Suami/Istri.',
      bad: (rows, ctx) => keysOf(rows, (v) => !since(v.tanggal_lahir, otherParent(v, ctx)?.tanggal_lahir, 12)) },
    { id: 'V19', on: 'tanggal_lahir', severity: 'warning',
      message: 'Dua anak kandung dari satu ibu lahir kurang dari enam bulan berselang. Periksa Tanggal Lahir, atau jelaskan.',
      bad: (rows, ctx) => rows.filter((r) => rows.some((x) => tooClose(r.v, x.v, ctx) || tooClose(x.v, r.v, ctx))).map((r) => r.kunci) },
  ],
  remarks: ['Sesuai akta kelahiran', 'Sesuai penetapan pengadilan', 'Tanggal pada akta sedang diperbaiki'],
  help: [
    { term: 'Semua anak', text: 'Isi juga anak yang sudah dewasa, menikah, atau tidak lagi tercantum pada kartu keluarga.' },
    { term: 'Belum ada akta kelahiran?', on: 'nama', text: 'Uruslah akta kelahiran di Dinas Kependudukan dan Catatan Sipil, lalu isi datanya di sini.' },
    { term: 'Siapa Ayah/Ibu?', on: 'orang_tua', text: 'Pasangan yang menjadi ayah atau ibu anak ini. Tidak ada di Suami/Istri? Pilih Tidak tercatat.' },
    { term: 'Apa beda Angkat dan Tiri?', on: 'status_anak', text: 'Angkat: diangkat dengan penetapan pengadilan. Tiri: anak suami atau istri dari pernikahan lain.' },
  ],
})

type Child = { orang_tua: Ref | null; tanggal_lahir: string | null; status_anak: string | null }

const keysOf = (rows: readonly ListRow<Child>[], bad: (v: Child) => boolean) => rows.filter((r) => bad(r.v)).map((r) => r.kunci)

/** The row of the other parent, not yet accepted ones included. */
const otherParent = (v: Child, ctx: RuleContext) =>
  (ctx.rows('suami-istri') as { kunci: string; tanggal_lahir: string | null }[]).find((r) => r.kunci === v.orang_tua?.id)

/** Is the child born when its parent was at least so old? Yes where one of the days is not known. */
const since = (child: string | null, parent: string | null | undefined, years: number): boolean => !child || !parent || child >= addYears(parent, years)

const mine = (v: Child, ctx: RuleContext, years: number) => since(v.tanggal_lahir, ctx.person?.tanggalLahir, years)

/** Was `b` born too soon after `a`, and no twin of it? */
function tooClose(a: Child, b: Child, ctx: RuleContext): boolean {
  if (a.status_anak !== KANDUNG || b.status_anak !== KANDUNG || !a.tanggal_lahir || !b.tanggal_lahir || !sameMother(a, b, ctx)) return false
  return b.tanggal_lahir > dayAfter(a.tanggal_lahir) && b.tanggal_lahir < addMonths(a.tanggal_lahir, 6)
}

const sameMother = (a: Child, b: Child, ctx: RuleContext): boolean =>
  Boolean(ctx.person?.perempuan || (ctx.person && a.orang_tua && a.orang_tua.id === b.orang_tua?.id && a.orang_tua.id !== TIDAK_TERCATAT))
