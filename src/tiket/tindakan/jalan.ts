// The way of a piece of work: proposed at a desk, agreed to by a second officer, carried out now or a day later, cancelled, undone.
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { showTime } from '../../form/dates.ts'
import type { Loose } from '../../form/section.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { problem } from '../../problems.ts'
import type { Keys } from '../../security/keys.ts'
import { findUnsealedJson, sealJson } from '../../security/seal.ts'
import { record, type Actor } from '../../workflow/events.ts'
import type { Staff } from '../../workflow/scope.ts'
import { claimTicket, closeTicket, lockTicket, mustBeOpen, note, reopenTicket, type By } from '../act.ts'
import { getDesk, inReach, officeOn, ROLE, type DeskTicket } from '../desk.ts'
import { addMessage, getTicket, type Ticket } from '../store.ts'
import { getJenis } from './daftar.ts'
import type { Di, Jenis, Perkara } from './jenis.ts'
import { addTindakan, findTindakan, lockTindakan, RUNNING, writeAgreed, writeDone, writeEnded, type StatusTindakan, type Tindakan } from './store.ts'

/** What stands in the way of a piece of work. Nothing was written; the page says it beside the form. */
export class Terhalang extends Error {
  readonly reasons: readonly string[]
  constructor(reasons: readonly string[]) {
    super('terhalang')
    this.name = 'Terhalang'
    this.reasons = reasons
  }
}

/** Days within which work can be undone. */
export const UNDO_DAYS = 30

/** Everything that stands in the way now: who asks, which desk, and what the kind itself looks at. */
export async function obstaclesTo(j: Jenis, k: Perkara): Promise<readonly string[]> {
  const found: string[] = []
  if (!j.tiers.includes(k.t.tingkat)) found.push('Tindakan ini tidak dilakukan di unit kerja. Naikkan tiket ini.')
  if (j.needsIdentity && !k.t.terverifikasi)
    found.push(
      'Identitas pemohon belum diperiksa. Lihat KTP dan SK aslinya, lalu pilih “Identitas sudah saya periksa”, atau minta pemohon melapor setelah masuk.',
    )
  return [...found, ...(await j.obstacles(k))]
}

async function mustBeFree(j: Jenis, k: Perkara): Promise<void> {
  const found = await obstaclesTo(j, k)
  if (found.length > 0) throw new Terhalang(found)
}

/** Forms before tickets: the same order as everybody who writes a form and asks for something in it. */
async function lockForms(tx: Tx, nomor: string): Promise<void> {
  await sql`select from formulir where nip = (select nip from tiket where nomor = ${nomor}) order by periode for update`.execute(tx)
}

/** Proposes, or does it where one officer is enough. Errors: Terhalang, not_possible_now, those of lockTicket. */
export async function propose(tx: Tx, at: Di, by: By, nomor: string, versi: number, j: Jenis, isi: Loose): Promise<void> {
  await lockForms(tx, nomor)
  const desk = await lockTicket(tx, by, nomor, versi)
  mustBeOpen(desk)
  if (await hasRunning(tx, nomor)) throw problem('not_possible_now', { text: 'Sudah ada usulan yang menunggu pada tiket ini. Setujui atau batalkan dahulu.' })
  const t = await getTicket(tx, by.keys, nomor)
  await mustBeFree(j, { tx, ...at, t, isi, staff: by.staff })
  const id = await addTindakan(tx, by.keys, { nomor, jenis: j.kode, isi, oleh: by.staff.id, ...placeOf(by.staff, t) })
  if (desk.status === 'baru') await claimTicket(tx, by, desk)
  if (j.second) return note(tx, by, t, 'usulkan', 'catatan', `Diusulkan: ${j.title}. Menunggu persetujuan ${SECOND[j.second]}.`, { tindakan: id })
  await finish(tx, at, by, t, (await findTindakan(tx, by.keys, id))!, j)
}

export const SECOND = { 'orang-lain': 'petugas lain', 'kantor-lain': 'petugas kantor lain' } as const

async function hasRunning(db: DbOrTx, nomor: string): Promise<boolean> {
  return (await sql`select from tindakan where nomor = ${nomor} and status = any(${RUNNING as string[]})`.execute(db)).rows.length > 0
}

function placeOf(staff: Staff, t: Ticket): { role: string; scopeId: string } {
  return { role: ROLE, scopeId: officeOn(staff, t)?.id ?? '' }
}

const actorOf = (staff: Staff, t: Ticket): Actor => ({ as: 'petugas', id: staff.id, ...placeOf(staff, t) })

/** Why this person cannot be the second one; undefined = he can. */
export function whyNotSecond(staff: Staff, t: Ticket, a: Tindakan): string | undefined {
  if (a.diusulkan_oleh === staff.id) return 'Anda sendiri yang mengusulkan. Petugas lain yang harus menyetujui.'
  const needed = getJenis(a.jenis).second
  if (needed === 'kantor-lain' && placeOf(staff, t).scopeId === a.lingkup_id)
    return 'Persetujuan harus datang dari kantor lain: instansi asal, atau BKN setelah tiket dinaikkan.'
  return undefined
}

/** A piece of work on a ticket in reach, locked, in a state and version the page has seen. */
async function lockWork(tx: Tx, by: By, nomor: string, id: string, versi: number, states: readonly StatusTindakan[]): Promise<[DeskTicket, Ticket, Tindakan]> {
  await lockForms(tx, nomor)
  await sql`select from tiket where nomor = ${nomor} for update`.execute(tx)
  const desk = await getDesk(tx, by.staff, nomor)
  const a = await lockTindakan(tx, by.keys, id)
  if (a?.nomor !== nomor) throw problem('not_found')
  if (a.versi !== versi || !states.includes(a.status))
    throw problem('stale_version', { text: 'Tindakan ini sudah diputuskan sejak halaman dibuka. Buka kembali tiketnya untuk melihat keadaannya.' })
  return [desk, await getTicket(tx, by.keys, nomor), a]
}

/** Setujui, by the second officer. With a waiting time the person is told and may say no until then. */
export async function agree(tx: Tx, at: Di, by: By, nomor: string, id: string, versi: number): Promise<void> {
  const [desk, t, a] = await lockWork(tx, by, nomor, id, versi, ['diusulkan'])
  mustBeOpen(desk)
  const why = whyNotSecond(by.staff, t, a)
  if (why) throw problem('forbidden', { text: why })
  const j = getJenis(a.jenis)
  await mustBeFree(j, { tx, ...at, t, isi: a.isi, staff: by.staff })
  await writeAgreed(tx, id, { id: by.staff.id, ...placeOf(by.staff, t) }, j.hours ?? 0)
  const agreed = (await findTindakan(tx, by.keys, id))!
  if (!j.hours) return finish(tx, at, by, t, agreed, j)
  await note(
    tx,
    by,
    t,
    'setujui',
    'sistem',
    `Disetujui dua petugas: ${j.title}. Berlaku ${showTime(agreed.berlaku_pada!)}, kecuali pemilik data membatalkannya.`,
    {
      tindakan: id,
    },
  )
  await tellPerson(tx, t, id, 'menunggu')
  await enqueue(tx, 'tindakan', { id }, j.hours * 60)
}

/** Batalkan, by whoever may see it, before it is carried out. */
export async function cancel(tx: Tx, by: By, nomor: string, id: string, versi: number, alasan: string): Promise<void> {
  const [, t, a] = await lockWork(tx, by, nomor, id, versi, RUNNING)
  await writeEnded(tx, by.keys, id, 'dibatalkan', by.staff.id, alasan)
  await note(tx, by, t, 'batalkan', 'catatan', `Usulan dibatalkan (${getJenis(a.jenis).title}): ${alasan}`, { tindakan: id })
}

/** Does it, ends the ticket with the answer, and says so in the history of the person. */
async function finish(tx: Tx, at: Di, by: By, t: Ticket, a: Tindakan, j: Jenis): Promise<void> {
  const before = await j.run({ tx, ...at, t, isi: a.isi, staff: by.staff, oleh: actorOf(by.staff, t) })
  await writeDone(tx, by.keys, a.id, before)
  await closeTicket(tx, by, t, 'selesai', j.told(a.isi))
  await note(tx, by, t, 'laksanakan', 'catatan', `Dilaksanakan: ${j.title}.`, {
    tindakan: a.id,
    jenis: j.kode,
    pengusul: a.diusulkan_oleh,
    penyetuju: a.disetujui_oleh,
  })
}

/** The waiting time is over. What has come in the way meanwhile ends it, and the ticket is work again. For the job; run twice it does nothing more. */
export async function carryOut(ctx: Ctx, id: string): Promise<void> {
  const at: Di = { ctx, periode: (await ctx.periode()).id }
  await transaction(ctx.db, async (tx) => {
    const known = await findTindakan(tx, ctx.keys, id)
    if (!known) return
    await lockForms(tx, known.nomor)
    await sql`select from tiket where nomor = ${known.nomor} for update`.execute(tx)
    const a = await lockTindakan(tx, ctx.keys, id)
    if (a?.status !== 'menunggu' || !(await isDue(tx, id))) return
    const [j, t, by] = [getJenis(a.jenis), await getTicket(tx, ctx.keys, a.nomor), agreedBy(ctx.keys, a)]
    const found = t.status === 'selesai' || t.status === 'digabung' ? ['Tiket sudah ditutup.'] : await obstaclesTo(j, { tx, ...at, t, isi: a.isi })
    if (found.length === 0) return finish(tx, at, by, t, a, j)
    await writeEnded(tx, ctx.keys, id, 'dibatalkan', null, found.join(' '))
    await note(tx, by, t, 'batalkan', 'catatan', `Tidak dapat dilaksanakan (${j.title}): ${found.join(' ')}`, { tindakan: id })
  })
}

const isDue = async (tx: Tx, id: string): Promise<boolean> =>
  (await sql`select from tindakan where id = ${id} and berlaku_pada <= clock_timestamp()`.execute(tx)).rows.length > 0

/** Whoever agreed last answers for what the program does in his name. */
const agreedBy = (keys: Keys, a: Tindakan): By => ({
  keys,
  staff: { id: a.disetujui_oleh!, nama: a.penyetuju ?? '', nip: null, assignments: [{ role: a.setuju_peran!, scopeId: a.setuju_lingkup! }] },
})

/** Urungkan: what stood there before stands again, and the ticket is work again. Errors: those of lockTicket, not_possible_now. */
export async function undo(tx: Tx, at: Di, by: By, nomor: string, id: string, versi: number, alasan: string): Promise<void> {
  const [desk, t, a] = await lockWork(tx, by, nomor, id, versi, ['dilaksanakan'])
  const j = getJenis(a.jenis)
  if (!desk.meja || !mayUndo(a)) throw problem('not_possible_now', { text: `Tindakan dapat diurungkan di meja tiket ini selama ${UNDO_DAYS} hari.` })
  await j.undo!({ tx, ...at, t, isi: a.isi, staff: by.staff, oleh: actorOf(by.staff, t) }, a.sebelum ?? {})
  await writeEnded(tx, by.keys, id, 'diurungkan', by.staff.id, alasan)
  await reopenTicket(tx, by, desk, `Tindakan diurungkan: ${alasan}`)
  await tellPerson(tx, t, id, 'diurungkan')
}

export function mayUndo(a: Tindakan): boolean {
  return a.status === 'dilaksanakan' && getJenis(a.jenis).undo !== undefined && Date.now() - a.dilaksanakan!.getTime() < UNDO_DAYS * 24 * 3_600_000
}

/** The owner says no, from the letter. False when nothing was left to stop. */
export async function cancelByOwner(ctx: Ctx, id: string): Promise<boolean> {
  return transaction(ctx.db, async (tx) => {
    const known = await findTindakan(tx, ctx.keys, id)
    if (!known) return false
    await sql`select from tiket where nomor = ${known.nomor} for update`.execute(tx)
    const a = await lockTindakan(tx, ctx.keys, id)
    if (a?.status !== 'menunggu') return false
    await writeEnded(tx, ctx.keys, id, 'dibatalkan', null, 'Dibatalkan pemilik data lewat surat pemberitahuan.')
    await addMessage(tx, ctx.keys, a.nomor, { jenis: 'sistem', isi: 'Pemilik data membatalkan tindakan yang sudah disetujui. Data tidak berubah.' })
    const { nip } = await getTicket(tx, ctx.keys, a.nomor)
    if (nip) await record(tx, { nip, kind: 'tiket', actor: { as: 'pns' }, data: { tiket: a.nomor, tindakan: 'batalkan', usulan: id } })
    return true
  })
}

/** To the account; of people without one to the address on the ticket. */
async function tellPerson(tx: Tx, t: Ticket, id: string, sebab: 'menunggu' | 'diurungkan'): Promise<void> {
  const { rows } = await sql`select from akun where nip = ${t.nip}`.execute(tx)
  await enqueue(tx, 'surat', { jenis: 'tindakan', sebab, tindakan: id, ...(rows.length > 0 && t.nip && { nip: t.nip }) })
}

/** End of the address in the letter: sealed, not stored; it only cancels. */
export const cancelToken = (keys: Keys, id: string): string => sealJson(keys, 'batal tindakan', { id }, 'cookie')
export const readCancelToken = (keys: Keys, token: string): string | undefined => findUnsealedJson<{ id: string }>(keys, 'batal tindakan', token, 'cookie')?.id

/** Is this work about the data of this person? */
export async function isAbout(db: DbOrTx, id: string, nip: string): Promise<boolean> {
  return (await sql`select from tindakan a join tiket t on t.nomor = a.nomor where a.id = ${id} and t.nip = ${nip}`.execute(db)).rows.length > 0
}

export type Waiting = { nomor: string; jenis: string; pengusul: string; dibuat: Date }

/** Work that others proposed and this person may look at: the second officer finds it without searching. Oldest first. */
export async function listWaiting(db: DbOrTx, staff: Staff, limit: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`select a.nomor, a.jenis, p.nama as pengusul, a.dibuat from tindakan a join tiket t on t.nomor = a.nomor
      join petugas p on p.id = a.diusulkan_oleh
    where a.status = 'diusulkan' and a.diusulkan_oleh <> ${staff.id} and ${inReach(staff)} order by a.dibuat, a.id limit ${limit}`.execute(db)
  return rows
}
