// Beda Instansi: the person moves to the agency he works in. Both agencies agree, he has a day to say no (product.md 6, trust.md 3.8).
import { sql } from 'kysely'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import { correctOfficial } from '../../form/correct.ts'
import { date, ref, text } from '../../form/field.ts'
import { findOfficial } from '../../form/official.ts'
import type { Loose } from '../../form/section.ts'
import { problem } from '../../problems.ts'
import { getInfo } from '../../reference/cache.ts'
import { dataPosisi, movedTo, toPlace } from '../../sections/dataPosisi.ts'
import { record } from '../../workflow/events.ts'
import { relocate } from '../../workflow/relocate.ts'
import { STATE_TITLES, type State } from '../../workflow/table.ts'
import { regionOf } from '../open.ts'
import { entry, formOf, fromTicket, type Di, type Jenis, type Kerja, type Perkara } from './jenis.ts'

const form = formOf('pindah-instansi', 'Pindahkan ke instansi lain', {
  instansi: ref({ label: 'Instansi tujuan', to: 'instansi' }),
  sk_nomor: text({ label: 'Nomor SK pindah', max: 100, hint: 'Atau SK kenaikan pangkat terakhir dari instansi tujuan.' }),
  sk_tanggal: date({ label: 'Tanggal SK' }),
})

export const pindahInstansi: Jenis = {
  kode: 'pindah-instansi',
  kategori: ['beda-instansi'],
  title: 'Pindahkan ke instansi lain',
  lead: 'Data resmi, akun, dan formulirnya pindah ke instansi tujuan. Unit, satuan kerja, dan Verifikator Level 1 dikosongkan; formulir yang sedang diperiksa dibuka kembali.',
  button: 'Usulkan perpindahan',
  tiers: [2, 3, 4],
  second: 'kantor-lain',
  hours: 24,
  needsIdentity: true,
  section: form,
  start: (t) => fromTicket(form, t),
  facts,
  obstacles,
  run,
  undo,
  told: (isi) =>
    `Data Anda sudah dipindahkan ke ${entry(isi, 'instansi')?.nama}. Masuk, lalu pilih unit dan Verifikator Level 1 di bagian Data Posisi. Belum terdaftar? Lanjutkan registrasi.`,
}

async function facts({ tx, ctx, periode, t }: Perkara): Promise<[string, string][]> {
  const official = t.nip ? await findOfficial(tx, ctx.keys, t.nip) : undefined
  const { rows } = await sql<{ status: State }>`select status from formulir where nip = ${t.nip} and periode = ${periode}`.execute(tx)
  return [
    ['Instansi pada data BKN', official?.induk?.nama ?? 'Tidak ada'],
    ['Formulir', rows[0] ? STATE_TITLES[rows[0].status] : 'Belum mulai diisi'],
  ]
}

async function obstacles({ tx, ctx, periode, t, isi }: Perkara): Promise<string[]> {
  const to = entry(isi, 'instansi')
  const official = t.nip ? await findOfficial(tx, ctx.keys, t.nip) : undefined
  if (!official) return ['NIP pada tiket ini tidak ada pada data BKN, sehingga tidak ada yang dapat dipindahkan.']
  const found: string[] = []
  if (to && official.induk?.id === to.id) found.push(`Instansi resminya sudah ${to.nama}. Tutup tiket dengan balasan.`)
  if (to && getInfo('instansi', to.id)?.aktif !== true) found.push('Instansi tujuan tidak berlaku lagi. Pilih yang berlaku sekarang.')
  // The agency that asks decides about itself only; another one is a matter for BKN.
  if (to && t.tingkat === 2 && to.id !== t.instansi_id) found.push('Instansi tujuan berbeda dengan instansi pada tiket. Naikkan tiket ini ke BKN.')
  return [...found, ...(await formInTheWay(tx, t.nip!, periode))]
}

async function formInTheWay(tx: DbOrTx, nip: string, periode: string): Promise<string[]> {
  const { rows } = await sql<{ status: string; dipegang: boolean }>`select status, coalesce(dipegang_sampai > clock_timestamp(), false) as dipegang
    from formulir where nip = ${nip} and periode = ${periode}`.execute(tx)
  if (rows[0]?.status === 'diterima') return ['Formulirnya sudah diterima. Perpindahan sesudah itu diurus lewat mutasi biasa.']
  return rows[0]?.dipegang ? ['Formulirnya sedang dipegang verifikator. Tunggu sampai dilepas.'] : []
}

async function run({ tx, ctx, periode, t, isi, oleh }: Kerja): Promise<Loose> {
  const to = entry(isi, 'instansi')!
  const before = await move(tx, { ctx, periode }, t.nip!, movedTo(to))
  await record(tx, { nip: t.nip!, kind: 'pindah-instansi', actor: oleh, data: { tiket: t.nomor, ke: to.id } })
  return before
}

async function undo({ tx, ctx, periode, t, isi, oleh }: Kerja, before: Loose): Promise<void> {
  const official = await findOfficial(tx, ctx.keys, t.nip!)
  if (official?.induk?.id !== entry(isi, 'instansi')!.id)
    throw problem('not_possible_now', { text: 'Instansi orang ini sudah berubah lagi sejak dipindahkan.' })
  const { rows } = await sql<{ status: string }>`select status from formulir where nip = ${t.nip} and periode = ${periode}`.execute(tx)
  if (rows[0] && rows[0].status !== 'draf')
    throw problem('not_possible_now', { text: 'Formulirnya sudah dikirim di instansi yang baru. Turunkan statusnya dahulu bila perpindahan memang keliru.' })
  await move(tx, { ctx, periode }, t.nip!, before)
  await record(tx, { nip: t.nip!, kind: 'pindah-instansi-diurungkan', actor: oleh, data: { tiket: t.nomor, ke: toPlace(before).instansi?.id } })
}

/** Official record, form, account, name search, and what officers still have to do about the person go together. */
async function move(tx: Tx, { ctx, periode }: Di, nip: string, values: Loose): Promise<Loose> {
  const { instansi, unit } = toPlace(values)
  const id = instansi!.id!
  await relocate(tx, ctx.engine, nip, periode, { instansi_id: id, wilayah_id: regionOf(id) })
  const before = await correctOfficial(tx, ctx.keys, nip, periode, dataPosisi, values)
  await sql`update akun set instansi_id = ${id}, versi = versi + 1, diubah = clock_timestamp() where nip = ${nip}`.execute(tx)
  await sql`update cari_nama set instansi_id = ${id}, unor_id = ${unit?.id ?? null} where nip = ${nip}`.execute(tx)
  await sql`update klaim set instansi_id = ${id} where nip = ${nip} and status = 'terbuka'`.execute(tx)
  await sql`update kotak_surat set instansi_id = ${id} where nip = ${nip} and status in ('satu', 'dua', 'tercetak')`.execute(tx)
  return before
}
