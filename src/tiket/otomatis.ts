// The ticket of a usulan referensi: opens by itself, once for everybody who asks the same, and ends with the decision (clarifications 4.10).
import { sql } from 'kysely'
import type { DbOrTx, Tx } from '../db/pool.ts'
import type { Ref } from '../form/field.ts'
import { blindIndex } from '../security/blind.ts'
import type { Keys } from '../security/keys.ts'
import { newNomorTiket } from '../security/nomor.ts'
import { dueNow } from './due.ts'
import { findKategori, kategoriFor } from './kategori.ts'
import { openTicket, regionOf } from './open.ts'
import { firstTier } from './route.ts'
import { addMessage, listMerged, mailOwner, sealIsi, setStatus, type StatusTiket } from './store.ts'

/** What is asked for; `lingkup` = agency that owns the list, empty for national ones. */
export type Asked = { id: string; daftar: string; teks: string; lingkup: string; induk_teks: string; jenis: string }

/** Opens the ticket of a request that is locked by the caller, unless it has one that is open. Nobody's, so without limits and letters. */
export async function openForRequest(tx: Tx, keys: Keys, r: Asked): Promise<void> {
  const { rows } = await sql`select from usulan_referensi r join tiket t on t.nomor = r.tiket where r.id = ${r.id} and t.status <> 'selesai'`.execute(tx)
  if (rows.length > 0) return
  const k = kategoriFor(r.daftar, r.jenis.split(','))
  const at = { unit_id: null, instansi_id: r.lingkup || null, wilayah_id: r.lingkup ? regionOf(r.lingkup) : null }
  const tingkat = await firstTier(tx, r.lingkup ? 2 : 4, at)
  const nomor = newNomorTiket()
  const isi = sealIsi(keys, nomor, { teks: r.teks, ...(r.induk_teks && { letak: r.induk_teks }) })
  await sql`insert into tiket (nomor, kategori, asal, instansi_id, wilayah_id, tingkat, status, isi, konteks, jatuh_tempo)
    values (${nomor}, ${k.kode}, 'otomatis', ${at.instansi_id}, ${at.wilayah_id}, ${tingkat}, 'baru', ${isi},
      ${JSON.stringify({ daftar: r.daftar, teks: r.teks })}::jsonb, ${await dueNow(tx, tingkat, at)})`.execute(tx)
  await sql`update usulan_referensi set tiket = ${nomor} where id = ${r.id}`.execute(tx)
}

/** A number that two people hold: one ticket a person, without his name on it, so that only officers read it (clarifications 2.9). */
export async function openForDuplicate(tx: Tx, keys: Keys, nip: string, instansi: string): Promise<void> {
  const ganda = blindIndex(keys, 'nip', nip)
  const { rows } = await sql`select from tiket where kategori = 'data-ganda' and instansi_id = ${instansi} and konteks ->> 'ganda' = ${ganda} limit 1`.execute(
    tx,
  )
  if (rows.length > 0) return
  const at = { unit_id: null, instansi_id: instansi, wilayah_id: regionOf(instansi) }
  const tingkat = await firstTier(tx, 2, at)
  const nomor = newNomorTiket()
  const isi = sealIsi(keys, nomor, { uraian: `NIK PNS dengan NIP ${nip} juga tercatat pada PNS lain. Cocokkan keduanya dengan dokumen asli.` })
  await sql`insert into tiket (nomor, kategori, asal, instansi_id, wilayah_id, tingkat, status, isi, konteks, jatuh_tempo)
    values (${nomor}, 'data-ganda', 'otomatis', ${instansi}, ${at.wilayah_id}, ${tingkat}, 'baru', ${isi}, ${JSON.stringify({ ganda })}::jsonb, ${await dueNow(tx, tingkat, at)})`.execute(
    tx,
  )
}

const UNTOUCHED = sql<boolean>`t.kategori = 'beda-instansi' and t.asal = 'formulir' and t.status = 'baru'`

/**
 * Somebody corrects his agency of origin in the form: that asks for a move (clarifications 1.5). One ticket a person; as long as no
 * officer has begun with it, it follows what he chooses.
 */
export async function openForMove(tx: Tx, keys: Keys, nip: string, to: Ref): Promise<void> {
  const { rows } = await sql<{ nomor: string; diam: boolean }>`select t.nomor, ${UNTOUCHED} as diam from tiket t
    where t.nip = ${nip} and t.kategori = 'beda-instansi' and t.status in ('baru', 'dikerjakan', 'menunggu_pemohon') order by t.dibuat limit 1 for update`.execute(
    tx,
  )
  if (rows[0] && !rows[0].diam) return
  if (rows[0]) await withdrawMove(tx, nip)
  await openTicket(tx, keys, {
    kategori: findKategori('beda-instansi')!,
    nip,
    terverifikasi: true,
    asal: 'formulir',
    isi: { instansi: to },
    konteks: { dari: 'data-posisi' },
  })
}

/** He takes the correction back before anybody began: nothing is left to do. */
export async function withdrawMove(tx: Tx, nip: string): Promise<void> {
  await sql`update tiket t set status = 'selesai', hasil = 'ditarik', selesai_pada = clock_timestamp(), versi = t.versi + 1, diubah = clock_timestamp()
    where t.nip = ${nip} and ${UNTOUCHED}`.execute(tx)
}

/** Tells everybody what was decided on a request, and ends its ticket. Whoever opened it by hand, or was merged into it, gets the answer by mail. */
export async function closeForRequest(tx: Tx, keys: Keys, id: string, petugasId: string, words: string): Promise<void> {
  const { rows } = await sql<{ nomor: string; status: StatusTiket }>`select t.nomor, t.status from usulan_referensi r join tiket t on t.nomor = r.tiket
    where r.id = ${id} for update of t`.execute(tx)
  if (!rows[0]) return
  const { nomor, status } = rows[0]
  for (const to of [nomor, ...(await listMerged(tx, nomor))]) {
    const urut = await addMessage(tx, keys, to, { jenis: 'balasan', isi: words, petugasId })
    await mailOwner(tx, to, 'selesai', urut)
  }
  const { rows: now } = await sql<{ versi: number }>`select versi from tiket where nomor = ${nomor}`.execute(tx)
  if (status !== 'selesai' && status !== 'digabung') await setStatus(tx, { nomor, versi: now[0]!.versi }, 'selesai', 'diputus')
}

/** Tickets of requests that nobody waits for any more: taken back by all who asked. For the daily job. */
export async function closeUnwanted(db: DbOrTx): Promise<void> {
  await sql`update tiket t set status = 'selesai', hasil = 'ditarik', selesai_pada = clock_timestamp(), versi = t.versi + 1, diubah = clock_timestamp(), pemegang = null
    from usulan_referensi r where r.tiket = t.nomor and r.status = 'terbuka' and t.asal = 'otomatis' and t.status in ('baru', 'dikerjakan', 'menunggu_pemohon')
      and not exists (select from usulan_referensi_tunggu w where w.usulan_referensi_id = r.id)`.execute(db)
}
