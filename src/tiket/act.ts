// What an operator does to a ticket: each act locks it, checks version and lease, writes what changed, a message and an event.
import { sql } from 'kysely'
import type { DbOrTx, Tx } from '../db/pool.ts'
import { clock } from '../form/dates.ts'
import { problem, type Problem } from '../problems.ts'
import type { Keys } from '../security/keys.ts'
import { record } from '../workflow/events.ts'
import type { Staff } from '../workflow/scope.ts'
import { atDesk, getDesk, placeAt, ROLE, type DeskTicket } from './desk.ts'
import { dueNow, officeZone } from './due.ts'
import type { Tingkat } from './kategori.ts'
import { tierAbove, tierBelow } from './route.ts'
import { addMessage, listMerged, mailOwner, TIER_WORDS, type StatusTiket } from './store.ts'

export const LEASE_MINUTES = 60
const lease = sql`clock_timestamp() + make_interval(mins => ${LEASE_MINUTES})`

/** Who acts, with what the keys of the messages need. */
export type By = { keys: Keys; staff: Staff }

const link = (nomor: string) => [
  { href: `/helpdesk/tiket/${nomor}`, label: 'Lihat tiket' },
  { href: '/helpdesk', label: 'Ke daftar tiket' },
]

/** The ticket locked, as the page saw it, and free for this person. Of two operators at once the second one learns who was first. */
export async function lockTicket(tx: Tx, { staff }: By, nomor: string, versi: number): Promise<DeskTicket> {
  await sql`select from tiket t where t.nomor = ${nomor} for update`.execute(tx)
  const t = await getDesk(tx, staff, nomor)
  if (!t.meja) throw elsewhere(t)
  if (t.dipegang && !t.saya) throw heldByOther(t)
  if (t.versi !== versi) throw await changed(tx, t)
  return t
}

const elsewhere = (t: DeskTicket): Problem =>
  problem('not_possible_now', { text: `Tiket ini sekarang ditangani ${TIER_WORDS[t.tingkat]}. Anda masih dapat membacanya.`, links: link(t.nomor) })

const heldByOther = (t: DeskTicket): Problem =>
  problem('ticket_held', {
    fill: { pemegang: t.nama_pemegang ?? 'petugas lain', sampai: t.dipegang_sampai ? clock(t.dipegang_sampai, officeZone(t.tingkat, t)) : '' },
    links: link(t.nomor),
  })

async function changed(tx: Tx, t: DeskTicket): Promise<Problem> {
  const { rows } = await sql<{ nama: string }>`select p.nama from tiket_pesan m join petugas p on p.id = m.petugas_id
    where m.nomor = ${t.nomor} order by m.urut desc limit 1`.execute(tx)
  const who = rows[0] ? ` Terakhir dikerjakan oleh ${rows[0].nama}.` : ''
  return problem('stale_version', { text: `Tiket ini berubah sejak halaman dibuka.${who} Buka kembali untuk melihat keadaannya.`, links: link(t.nomor) })
}

/** How a ticket ended. */
export const HASIL = {
  selesai: 'Selesai dikerjakan',
  ditolak: 'Tidak dapat dipenuhi',
  keliru: 'Salah alamat atau bukan permintaan',
} as const
export type Hasil = keyof typeof HASIL

type Change = {
  status?: StatusTiket
  tingkat?: Tingkat
  jatuh_tempo?: Date
  digabung_ke?: string
  hasil?: string | null
  /** gives the ticket out of hand */
  lepas?: boolean
  dijawab?: boolean
}

/** What the acts read of a ticket; of one that the program works on by itself there is no desk. */
export type Acted = Pick<DeskTicket, 'nomor' | 'status' | 'tingkat' | 'hasil' | 'nip' | 'unit_id' | 'instansi_id' | 'wilayah_id'>

const isClosed = (status: StatusTiket): boolean => status === 'selesai' || status === 'digabung'

/** Writes what changed. Whoever acts holds the ticket from then on, unless it left his hands. */
async function write(tx: Tx, t: Acted, staff: Staff, c: Change): Promise<void> {
  const status = c.status ?? t.status
  const out = c.lepas || isClosed(status)
  const moved = c.tingkat !== undefined && c.tingkat !== t.tingkat
  await sql`update tiket set status = ${status}, tingkat = ${c.tingkat ?? t.tingkat}, jatuh_tempo = coalesce(${c.jatuh_tempo ?? null}, jatuh_tempo),
    digabung_ke = coalesce(${c.digabung_ke ?? null}, digabung_ke), hasil = ${c.hasil === undefined ? t.hasil : c.hasil}, versi = versi + 1, diubah = clock_timestamp(),
    selesai_pada = case when ${isClosed(status)} then coalesce(selesai_pada, clock_timestamp()) end,
    pemegang = ${out ? null : staff.id}, dipegang_sampai = case when ${!out} then ${lease} end,
    dijawab_pada = case when ${c.dijawab ?? false} then coalesce(dijawab_pada, clock_timestamp()) else dijawab_pada end,
    tingkat_awal = case when ${moved} then least(tingkat_awal, tingkat, ${c.tingkat ?? t.tingkat}::smallint) else tingkat_awal end,
    dari_tingkat = case when ${moved} then tingkat else dari_tingkat end, pindah_pada = case when ${moved} then clock_timestamp() else pindah_pada end
    where nomor = ${t.nomor}`.execute(tx)
}

/** What happened, in the ticket and in the history of the person it is about. */
export async function note(tx: Tx, by: By, t: Acted, act: string, jenis: 'sistem' | 'catatan', isi: string, data: Record<string, unknown> = {}): Promise<void> {
  await addMessage(tx, by.keys, t.nomor, { jenis, isi, petugasId: by.staff.id })
  await event(tx, by, t, act, data)
}

async function event(tx: Tx, { staff }: By, t: Acted, act: string, data: Record<string, unknown> = {}): Promise<void> {
  if (!t.nip) return
  const scopeId = placeAt(staff, t)?.id ?? ''
  await record(tx, { nip: t.nip, kind: 'tiket', actor: { as: 'petugas', id: staff.id, role: ROLE, scopeId }, data: { tiket: t.nomor, tindakan: act, ...data } })
}

/** Reading a ticket about a person is an event, once a day for each operator. */
export async function recordLook(tx: Tx, staff: Staff, t: DeskTicket): Promise<void> {
  if (!t.nip) return
  const { rows } = await sql`select from peristiwa where nip = ${t.nip} and jenis = 'tiket-dibuka' and pelaku_id = ${staff.id}
    and data ->> 'tiket' = ${t.nomor} and waktu > current_date limit 1`.execute(tx)
  if (rows.length > 0) return
  const scopeId = placeAt(staff, t)?.id ?? ''
  await record(tx, { nip: t.nip, kind: 'tiket-dibuka', actor: { as: 'petugas', id: staff.id, role: ROLE, scopeId }, data: { tiket: t.nomor } })
}

export function mustBeOpen(t: Acted): void {
  if (isClosed(t.status))
    throw problem('not_possible_now', { text: 'Tiket ini sudah ditutup. Buka kembali tiketnya bila masih perlu dikerjakan.', links: link(t.nomor) })
}

/** Ambil: the lease, also from a colleague whose lease has run out. */
export async function claimTicket(tx: Tx, by: By, t: DeskTicket): Promise<void> {
  mustBeOpen(t)
  await write(tx, t, by.staff, { status: t.status === 'baru' ? 'dikerjakan' : t.status })
  if (t.status === 'baru') return note(tx, by, t, 'ambil', 'sistem', 'Tiket mulai dikerjakan.')
  await note(tx, by, t, 'ambil', 'catatan', t.pemegang && t.pemegang !== by.staff.id ? `Diambil alih dari ${t.nama_pemegang ?? 'petugas lain'}.` : 'Diambil.')
}

/** Lepas: it stays where it is, free for colleagues. */
export async function releaseTicket(tx: Tx, by: By, t: DeskTicket): Promise<void> {
  await write(tx, t, by.staff, { lepas: true })
  await note(tx, by, t, 'lepas', 'catatan', 'Dilepas.')
}

/** Catatan: for offices only. Needs neither lease nor desk, so that colleagues and the other agency can add what they know. */
export async function addNote(tx: Tx, by: By, nomor: string, isi: string): Promise<void> {
  await note(tx, by, await getDesk(tx, by.staff, nomor), 'catatan', 'catatan', isi)
}

/** A public answer, by mail and on the tracking page; tickets merged into this one get it too. */
export async function reply(tx: Tx, by: By, t: DeskTicket, isi: string, waits: boolean): Promise<void> {
  mustBeOpen(t)
  await write(tx, t, by.staff, { status: waits ? 'menunggu_pemohon' : 'dikerjakan', dijawab: true, ...(await resumed(tx, t, !waits)) })
  await event(tx, by, t, 'balas', { menunggu: waits })
  await tell(tx, by, t.nomor, isi, 'balasan')
}

async function tell(tx: Tx, by: By, nomor: string, isi: string, sebab: 'balasan' | 'selesai'): Promise<void> {
  for (const to of [nomor, ...(await listMerged(tx, nomor))]) {
    const urut = await addMessage(tx, by.keys, to, { jenis: 'balasan', isi, petugasId: by.staff.id })
    await mailOwner(tx, to, sebab, urut)
  }
}

/** While the office waited for somebody else its days did not run. */
async function resumed(tx: Tx, t: DeskTicket, goesOn: boolean): Promise<Change> {
  return goesOn && t.status === 'menunggu_pemohon' ? { jatuh_tempo: await dueNow(tx, t.tingkat, t) } : {}
}

/** Dikerjakan or menunggu pemohon, without an answer (the person has telephoned). */
export async function setWaiting(tx: Tx, by: By, t: DeskTicket, status: 'dikerjakan' | 'menunggu_pemohon'): Promise<void> {
  mustBeOpen(t)
  await write(tx, t, by.staff, { status, ...(await resumed(tx, t, status === 'dikerjakan')) })
  await note(tx, by, t, status, 'sistem', status === 'dikerjakan' ? 'Tiket dikerjakan kembali.' : 'Menunggu keterangan dari pemohon.')
}

/** Hands the ticket up or down one tier; the reason is read by colleagues only. */
export async function handOver(tx: Tx, by: By, t: DeskTicket, way: 'naikkan' | 'turunkan', alasan: string): Promise<Tingkat> {
  mustBeOpen(t)
  const to = await (way === 'naikkan' ? tierAbove : tierBelow)(tx, t.tingkat, t)
  if (!to) throw problem('not_possible_now', { text: 'Tidak ada tingkat lain yang memiliki petugas helpdesk untuk tiket ini.', links: link(t.nomor) })
  await write(tx, t, by.staff, { status: 'baru', tingkat: to, jatuh_tempo: await dueNow(tx, to, t), lepas: true })
  await addMessage(tx, by.keys, t.nomor, { jenis: 'catatan', isi: `Diteruskan ke ${TIER_WORDS[to]}: ${alasan}`, petugasId: by.staff.id })
  await note(tx, by, t, way, 'sistem', `Tiket diteruskan ke ${TIER_WORDS[to]}.`, { dari: t.tingkat, ke: to })
  return to
}

/** Tutup, with what came of it as the last answer. */
export async function closeTicket(tx: Tx, by: By, t: Acted, hasil: Hasil, isi: string): Promise<void> {
  mustBeOpen(t)
  await write(tx, t, by.staff, { status: 'selesai', hasil, dijawab: true })
  await tell(tx, by, t.nomor, isi, 'selesai')
  await note(tx, by, t, 'tutup', 'sistem', 'Tiket selesai.', { hasil })
}

/** Identitas diperiksa: the officer has seen the person's card, so that his data may be changed from this ticket (trust.md 3.8). */
export async function confirmIdentity(tx: Tx, by: By, t: DeskTicket): Promise<void> {
  mustBeOpen(t)
  if (!t.nip) throw problem('not_possible_now', { text: 'Tiket ini tidak menyebut NIP, sehingga tidak ada identitas yang dicocokkan.', links: link(t.nomor) })
  await sql`update tiket set terverifikasi = true where nomor = ${t.nomor}`.execute(tx)
  await write(tx, t, by.staff, { status: t.status === 'baru' ? 'dikerjakan' : t.status })
  await note(tx, by, t, 'identitas', 'sistem', 'Identitas pemohon sudah diperiksa petugas.')
}

/** Buka kembali: as if it came in today. A merged ticket goes its own way again. */
export async function reopenTicket(tx: Tx, by: By, t: DeskTicket, alasan: string): Promise<void> {
  if (!isClosed(t.status)) throw problem('not_possible_now', { text: 'Tiket ini masih terbuka.', links: link(t.nomor) })
  if (t.digabung_ke) await sql`update tiket set digabung_ke = null where nomor = ${t.nomor}`.execute(tx)
  await write(tx, t, by.staff, { status: 'dikerjakan', hasil: null, jatuh_tempo: await dueNow(tx, t.tingkat, t) })
  await addMessage(tx, by.keys, t.nomor, { jenis: 'catatan', isi: `Dibuka kembali: ${alasan}`, petugasId: by.staff.id })
  await note(tx, by, t, 'buka', 'sistem', 'Tiket dibuka kembali.')
}

/** Gabung: this request is answered together with another one. What pointed here points there. */
export async function mergeTicket(tx: Tx, by: By, t: DeskTicket, into: DeskTicket): Promise<void> {
  mustBeOpen(t)
  if (into.nomor === t.nomor || isClosed(into.status) || into.kategori !== t.kategori)
    throw problem('not_possible_now', { text: 'Tiket hanya dapat digabung ke tiket lain yang terbuka dan sejenis.', links: link(t.nomor) })
  await sql`update tiket set digabung_ke = ${into.nomor} where digabung_ke = ${t.nomor}`.execute(tx)
  await write(tx, t, by.staff, { status: 'digabung', digabung_ke: into.nomor })
  await note(tx, by, t, 'gabung', 'sistem', 'Permintaan yang sama sedang dikerjakan. Jawabannya juga akan Anda terima di sini.', { ke: into.nomor })
  await addMessage(tx, by.keys, into.nomor, { jenis: 'catatan', isi: `Tiket ${t.nomor} digabung ke tiket ini.`, petugasId: by.staff.id })
}

/** Both tickets of a merge locked in one order, so that two merges never wait for each other in a ring. */
export async function lockBoth(tx: Tx, by: By, nomor: string, versi: number, into: string): Promise<[DeskTicket, DeskTicket]> {
  await sql`select from tiket where nomor = any(${[nomor, into]}) order by nomor for update`.execute(tx)
  const t = await lockTicket(tx, by, nomor, versi)
  return [t, await getDesk(tx, by.staff, into)]
}

/** A ticket that looks the same: by its context, or because the same person asks. */
export type Twin = { nomor: string; dibuat: Date; sebab: 'konteks' | 'pemohon'; gabungan: number }

/** Open tickets that ask for the same: same category, and same context or same person. */
export async function listTwins(db: DbOrTx, staff: Staff, t: DeskTicket): Promise<Twin[]> {
  const { rows } = await sql<Twin>`
    select t.nomor, t.dibuat, case when t.konteks = k.konteks and k.konteks <> '{}' then 'konteks' else 'pemohon' end as sebab,
      (select count(*)::int from tiket g where g.digabung_ke = t.nomor) as gabungan
    from tiket k join lateral (
      select * from tiket a where a.kategori = k.kategori and md5(a.konteks::text) = md5(k.konteks::text) and a.konteks = k.konteks and k.konteks <> '{}'
        and a.status in ('baru', 'dikerjakan', 'menunggu_pemohon')
      union select * from tiket b where b.nip = k.nip and b.kategori = k.kategori and b.status in ('baru', 'dikerjakan', 'menunggu_pemohon')
    ) t on t.nomor <> k.nomor and ${atDesk(staff)}
    where k.nomor = ${t.nomor} order by t.dibuat, t.nomor limit 10`.execute(db)
  return rows
}
