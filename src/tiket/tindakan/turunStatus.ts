// Turun Status: the workflow opens the form again; who may is said there, not here.
import { sql } from 'kysely'
import { longText } from '../../form/field.ts'
import { act } from '../../workflow/engine.ts'
import { findLevel, STATE_TITLES, type State } from '../../workflow/table.ts'
import { formOf, type Jenis, type Kerja, type Perkara } from './jenis.ts'

const form = formOf('turun-status', 'Turunkan status formulir', {
  catatan: longText({ label: 'Alasan', max: 500, hint: 'Dibaca PNS pada status formulirnya.' }),
})

export const turunStatus: Jenis = {
  kode: 'turun-status',
  kategori: ['turun-status'],
  title: 'Turunkan status formulir',
  lead: 'Seluruh formulir dibuka kembali bagi PNS, dan semua keputusan verifikator atasnya dihapus.',
  button: 'Turunkan status',
  tiers: [1, 2, 3, 4],
  needsIdentity: true,
  section: form,
  start: () => ({}),
  facts,
  obstacles,
  run,
  told: () => 'Formulir Anda sudah dibuka kembali. Perbaiki yang keliru, lalu kirim ulang sebelum masa pengisian berakhir.',
}

async function facts({ tx, periode, t }: Perkara): Promise<[string, string][]> {
  const { rows } = await sql<{ status: State }>`select status from formulir where nip = ${t.nip} and periode = ${periode}`.execute(tx)
  return [['Formulir', rows[0] ? STATE_TITLES[rows[0].status] : 'Belum mulai diisi']]
}

async function obstacles({ tx, periode, t, staff }: Perkara): Promise<string[]> {
  const { rows } = await sql<{ status: string; instansi_id: string; wilayah_id: string }>`select status, instansi_id, wilayah_id from formulir
    where nip = ${t.nip} and periode = ${periode}`.execute(tx)
  const [f] = rows
  if (!f) return ['Pemohon belum mengisi formulir, sehingga tidak ada yang diturunkan.']
  if (!findLevel(f.status)) return ['Formulirnya tidak sedang diperiksa: pemohon dapat mengubahnya sendiri, atau sudah diterima.']
  if (!staff?.assignments.some((a) => a.role === 'turun_status' && [f.instansi_id, f.wilayah_id].includes(a.scopeId)))
    return ['Hanya Operator Turun Status yang dapat melakukannya. Teruskan tiket ini kepada petugas yang memegang peran itu, atau naikkan satu tingkat.']
  return []
}

async function run({ tx, ctx, periode, t, isi, staff }: Kerja): Promise<Record<string, never>> {
  await act(tx, ctx.engine, { nip: t.nip!, periode, action: 'turun-status', by: { as: 'petugas', staff: staff! }, note: String(isi.catatan) })
  return {}
}
