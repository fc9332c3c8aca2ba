// Penambahan Verifikator Level 1: the agency's unit is flagged, and people can choose it at once.
import { sql } from 'kysely'
import { ref } from '../../form/field.ts'
import { problem } from '../../problems.ts'
import { entry, formOf, type Jenis, type Kerja, type Perkara } from './jenis.ts'

const form = formOf('unit-verifikator', 'Tetapkan unit Verifikator Level 1', {
  unit: ref({
    label: 'Unit',
    to: 'unor',
    scope: 'instansi',
    scopeField: 'instansi',
    hint: 'Unit setingkat eselon II atau SKPD dari instansi ini. Tanpa petugas di unit itu, Level 2 yang memeriksa.',
  }),
})

export const unitVerifikator: Jenis = {
  kode: 'unit-verifikator',
  kategori: ['penambahan-verifikator-level-1'],
  title: 'Tetapkan unit Verifikator Level 1',
  lead: 'Unit itu langsung dapat dipilih semua PNS instansi ini di bagian Data Posisi.',
  button: 'Tetapkan unit',
  tiers: [2, 3, 4],
  needsIdentity: false,
  section: form,
  start: (t) => ({ unit: String(t.isi.teks ?? '') }),
  obstacles,
  run,
  undo,
  told: (isi) => `${entry(isi, 'unit')?.nama} sudah dapat dipilih sebagai Verifikator Level 1 di bagian Data Posisi.`,
}

const isFlagged = async ({ tx }: Perkara, unit: string | null): Promise<boolean> =>
  (await sql`select from unit_verifikator where unor_id = ${unit} and aktif`.execute(tx)).rows.length > 0

async function obstacles(k: Perkara): Promise<string[]> {
  if (!k.t.instansi_id) return ['Tiket ini belum mempunyai instansi.']
  const unit = entry(k.isi, 'unit')
  return unit && (await isFlagged(k, unit.id)) ? [`${unit.nama} sudah ditetapkan. Tutup tiket dengan balasan.`] : []
}

async function run({ tx, t, isi }: Kerja): Promise<Record<string, never>> {
  await sql`insert into unit_verifikator (unor_id, instansi_id) values (${entry(isi, 'unit')!.id}, ${t.instansi_id})
    on conflict (unor_id) do update set aktif = true`.execute(tx)
  return {}
}

async function undo({ tx, isi }: Kerja): Promise<void> {
  const { id } = entry(isi, 'unit')!
  const { rows } = await sql`select from formulir where unit_id = ${id} and status not in ('draf', 'diterima') limit 1`.execute(tx)
  if (rows.length > 0) throw problem('not_possible_now', { text: 'Sudah ada formulir yang dikirim ke unit ini.' })
  await sql`update unit_verifikator set aktif = false where unor_id = ${id}`.execute(tx)
}
