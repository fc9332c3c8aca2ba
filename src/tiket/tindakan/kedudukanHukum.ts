// Data Pensiun, Data Diberhentikan: the person is in service after all, and a paper proves it.
import { sql } from 'kysely'
import type { DbOrTx } from '../../db/pool.ts'
import { correctOfficial } from '../../form/correct.ts'
import { choice, date, list, text } from '../../form/field.ts'
import { findOfficial } from '../../form/official.ts'
import type { Loose } from '../../form/section.ts'
import { problem } from '../../problems.ts'
import { getInfo } from '../../reference/cache.ts'
import { dataUtama, legalStanding, withStanding } from '../../sections/dataUtama.ts'
import { record } from '../../workflow/events.ts'
import { entry, formOf, fromTicket, type Jenis, type Kerja, type Perkara } from './jenis.ts'

const form = formOf('kedudukan-hukum', 'Ubah Kedudukan Hukum', {
  kedudukan: list({ label: 'Kedudukan Hukum yang benar', to: 'kedudukan_hukum', kinds: ['AKTIF', 'AKTIF_KHUSUS'] }),
  sk_nomor: text({ label: 'Nomor surat', max: 100, hint: 'Surat pembatalan pensiun, SK pengaktifan kembali, atau surat keterangan masih aktif.' }),
  sk_tanggal: date({ label: 'Tanggal surat' }),
  dasar: choice({ label: 'Bukti', options: { berkas: 'Berkas pada tiket ini sudah saya baca', asli: 'Surat asli sudah saya lihat' } }),
})

export const kedudukanHukum: Jenis = {
  kode: 'kedudukan-hukum',
  kategori: ['data-pensiun', 'data-diberhentikan'],
  title: 'Ubah Kedudukan Hukum',
  lead: 'Data resmi berubah seketika, dan pemohon dapat mendaftar. Perlu surat yang membuktikannya.',
  button: 'Ubah Kedudukan Hukum',
  tiers: [2, 3, 4],
  needsIdentity: true,
  section: form,
  start: (t) => fromTicket(form, t),
  facts,
  obstacles,
  run,
  undo,
  told: (isi) => `Kedudukan hukum Anda pada data BKN sudah diubah menjadi ${entry(isi, 'kedudukan')?.nama}. Silakan lanjutkan registrasi atau masuk.`,
}

async function facts({ tx, ctx, t }: Perkara): Promise<[string, string][]> {
  const official = t.nip ? await findOfficial(tx, ctx.keys, t.nip) : undefined
  return [['Kedudukan hukum pada data BKN', String(getInfo('kedudukan_hukum', official?.standing)?.nama ?? 'Tidak ada')]]
}

async function obstacles({ tx, ctx, t, isi }: Perkara): Promise<string[]> {
  const official = t.nip ? await findOfficial(tx, ctx.keys, t.nip) : undefined
  if (!official) return ['NIP pada tiket ini tidak ada pada data BKN. Gunakan Data Tidak Ada Dalam Database.']
  const found: string[] = []
  if (official.standing === entry(isi, 'kedudukan')?.id) found.push('Kedudukan hukumnya sudah itu. Tutup tiket dengan balasan.')
  if (isi.dasar === 'berkas' && !(await hasFile(tx, t.nomor)))
    found.push('Belum ada berkas yang siap dibaca pada tiket ini. Minta pemohon mengunggahnya, atau lihat surat aslinya.')
  return found
}

async function hasFile(tx: DbOrTx, nomor: string): Promise<boolean> {
  return (await sql`select from berkas_tiket where nomor = ${nomor} and status = 'siap' limit 1`.execute(tx)).rows.length > 0
}

async function run({ tx, ctx, periode, t, isi, oleh }: Kerja): Promise<Loose> {
  const to = entry(isi, 'kedudukan')!
  const before = await correctOfficial(tx, ctx.keys, t.nip!, periode, dataUtama, withStanding(to))
  await record(tx, { nip: t.nip!, kind: 'kedudukan-diubah', actor: oleh, data: { tiket: t.nomor, dari: legalStanding(before), ke: to.id } })
  return before
}

async function undo({ tx, ctx, periode, t, isi, oleh }: Kerja, before: Loose): Promise<void> {
  const official = await findOfficial(tx, ctx.keys, t.nip!)
  if (official?.standing !== entry(isi, 'kedudukan')!.id) throw problem('not_possible_now', { text: 'Kedudukan hukum orang ini sudah berubah lagi.' })
  await correctOfficial(tx, ctx.keys, t.nip!, periode, dataUtama, before)
  await record(tx, { nip: t.nip!, kind: 'kedudukan-diurungkan', actor: oleh, data: { tiket: t.nomor, ke: legalStanding(before) } })
}
