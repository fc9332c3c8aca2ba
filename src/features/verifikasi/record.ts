// One form as a member of staff may see it: scope, holder, what he decides, who decided before. Reading leaves one event.
import { sql } from 'kysely'
import { listAttached, type FileRow } from '../../berkas/files.ts'
import type { Ctx } from '../../context.ts'
import type { DbOrTx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { allItems, decisionOf, findForm, type Decision, type Form, type FormRow, type Item } from '../../form/form.ts'
import { listNotes } from '../../form/listed.ts'
import { problem } from '../../problems.ts'
import { findUnsealed } from '../../security/seal.ts'
import { take } from '../../security/throttle.ts'
import { decidedAt, isChange } from '../../workflow/decisions.ts'
import { lockForm, noteBound } from '../../workflow/engine.ts'
import { record } from '../../workflow/events.ts'
import { actorAt, inSight, isReadable, waitingFor, type Staff } from '../../workflow/scope.ts'
import { STEPS } from '../../workflow/table.ts'
import { findDecisionToUndo, mayUndo } from '../../workflow/undo.ts'
import { findSection } from '../../sections/index.ts'
import { isUuid } from '../../web/key.tsx'
import type { FormKey } from './claim.ts'
import { isUnchanged } from './decide.ts'

export type Head = FormKey & {
  id: string
  status: string
  nama: string
  unit: string | null
  instansi: string | null
  nomor_register: string | null
  /** waits for this person at his level */
  menunggu: boolean
  sudah_memutus: boolean
  pemegang: string | null
  milik_saya: boolean
  dipegang_sampai: Date | null
  dikirim_pada: Date | null
  masuk_pada: Date | null
  sekarang: Date
  berkas_diterima_pada: Date | null
  berkas_oleh: string | null
}

/** Outside of the scope a form does not exist; the own form says so. */
export async function getHead(db: DbOrTx, staff: Staff, id: string): Promise<Head> {
  if (!isUuid(id)) throw problem('not_found')
  const { rows } = await sql<Head & { sendiri: boolean; tampak: boolean }>`
    select f.nip, f.periode, f.id, f.status, coalesce(c.nama, '') as nama, u.nama as unit, i.nama as instansi, a.nomor_register,
      ${waitingFor(staff)} as menunggu, ${inSight(staff)} as tampak, f.nip is not distinct from ${staff.nip} as sendiri, f.pemutus @> array[${staff.id}::uuid] as sudah_memutus,
      case when f.dipegang_sampai > clock_timestamp() then p.nama end as pemegang, coalesce(f.pemegang = ${staff.id} and f.dipegang_sampai > clock_timestamp(), false) as milik_saya,
      f.dipegang_sampai, f.dikirim_pada, f.masuk_pada, clock_timestamp() as sekarang, f.berkas_diterima_pada, b.nama as berkas_oleh
    from direktori_formulir d join formulir f on f.nip = d.nip and f.periode = d.periode
    left join cari_nama c on c.nip = f.nip left join ref_unor u on u.id = coalesce(c.unor_id, f.unit_id) left join ref_instansi i on i.id = f.instansi_id
    left join akun a on a.nip = f.nip left join petugas p on p.id = f.pemegang left join petugas b on b.id = f.berkas_diterima_oleh
    where d.id = ${id}`.execute(db)
  const head = rows[0]
  if (head?.sendiri) throw problem('own_form')
  if (!head?.tampak) throw problem('not_found')
  return head
}

/** One item on the desk. `mine` = this level decides it; `settled` = decided in an earlier round and not changed since. */
export type DeskItem = {
  item: Item
  mine: boolean
  settled: boolean
  decision: Decision | undefined
  earlier: readonly Decision[]
  /** what to look at twice: numbers that others hold, relatives whom BKN knows otherwise */
  notes: readonly string[]
}

export type Desk = {
  head: Head
  form: Form
  row: FormRow
  /** may he decide now (free, or held by himself)? */
  decides: boolean
  items: readonly DeskItem[]
  /** agreed items: folded */
  same: readonly Item[]
  officers: ReadonlyMap<string, string>
  /** what is attached, by item */
  files: ReadonlyMap<string, readonly FileRow[]>
}

/** The form under review. While the PNS writes, nobody else reads what he writes. */
export async function getDesk(ctx: Ctx, staff: Staff, id: string): Promise<Desk> {
  const head = await getHead(ctx.db, staff, id)
  const form = (await findForm(ctx.db, ctx.keys, head.nip, head.periode))!
  const all = isReadable(head.status) ? allItems(form) : []
  const proposals = all.filter(isChange)
  const ids = [...new Set(all.flatMap((i) => i.decisions.map((d) => d.petugasId)))]
  return {
    head,
    form,
    row: form.row!,
    decides: head.menunggu && (head.milik_saya || !head.pemegang),
    items: await Promise.all(proposals.map(async (i) => ({ ...deskItem(i, form.row!), notes: await listNotes(ctx.db, ctx.keys, head.nip, i) }))),
    same: all.filter(isUnchanged),
    officers: await namesOf(ctx.db, ids),
    files: await listAttached(ctx.db, ctx.keys, head.nip, head.periode),
  }
}

function deskItem(item: Item, row: FormRow): Omit<DeskItem, 'notes'> {
  const decision = decisionOf(item, row.status)
  return {
    item,
    decision,
    mine: decidedAt(item, row.status),
    settled: Boolean(decision?.final && decision.putaran < row.putaran),
    earlier: item.decisions.filter((d) => d.final && d !== decision).sort((a, b) => a.putaran - b.putaran || a.level.localeCompare(b.level)),
  }
}

async function namesOf(db: DbOrTx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    id: string
    nama: string
  }>`select id, nama from petugas where id = any(${ids as string[]})`.execute(db)
  return new Map(rows.map((r) => [r.id, r.nama]))
}

/** Event kinds of reading. */
export const READ = 'dibaca'
export const REVEALED = 'ditampilkan'
const READ_MINUTES = 10

/**
 * Notes that a member of staff looked at a person's data: once per ten minutes. Records outside the own queue, and those left
 * undecided, count towards the alarm (clarifications 4.10); a decision gives its view back.
 */
export async function noteRead(ctx: Ctx, staff: Staff, at: FormKey): Promise<void> {
  const { rows } = await sql`select from peristiwa where nip = ${at.nip} and jenis = ${READ} and pelaku_id = ${staff.id}
    and waktu > clock_timestamp() - make_interval(mins => ${READ_MINUTES})`.execute(ctx.db)
  if (rows.length > 0) return
  const taken = await take(ctx.db, ctx.keys, 'staff_view', { akun: staff.id })
  if (!taken.allowed) throw problem('step_up')
  if (taken.exceeded.includes('alarm')) ctx.log.warn({ petugas: staff.id }, 'many records viewed')
  await transaction(ctx.db, async (tx) => {
    const row = await lockForm(tx, at.nip, at.periode)
    await record(tx, { nip: at.nip, kind: READ, periode: at.periode, actor: actorAt(staff, row) })
  })
}

/** Tampilkan: one masked value is shown, and that is on record. `name` is the item as inputs call it. */
export async function noteReveal(ctx: Ctx, staff: Staff, at: FormKey, name: string): Promise<void> {
  const [bagian = '', kunci = ''] = name.split('.')
  if (!findSection(bagian)?.fields[kunci]?.secret) throw problem('bad_request')
  await transaction(ctx.db, async (tx) => {
    const row = await lockForm(tx, at.nip, at.periode)
    await record(tx, { nip: at.nip, kind: REVEALED, periode: at.periode, actor: actorAt(staff, row), data: { bagian, kunci } })
  })
}

export type Line = { waktu: Date; judul: string; pelaku: string | null; lingkup: string | null; catatan: string | null }
type EventRow = {
  waktu: Date
  jenis: string
  pelaku: string
  nama: string | null
  lingkup: string | null
  dari: string | null
  catatan: string | null
}

const OTHER_EVENTS: Readonly<Record<string, string>> = {
  'berkas-fisik': 'Berkas fisik diterima',
  'diambil-alih': 'Diambil alih dari petugas lain',
  referensi: 'Isian yang menunggu referensi dilengkapi',
  'referensi-ditolak': 'Usulan referensi ditolak',
}
const SHOWN_EVENTS = [...new Set(STEPS.map((s) => s.action as string)), ...Object.keys(OTHER_EVENTS)]

/** What happened to the form so far: moves, paper, hand-overs. */
export async function listLines(ctx: Ctx, at: FormKey): Promise<Line[]> {
  const { rows } = await sql<EventRow>`
    select e.waktu, e.jenis, e.pelaku, p.nama, coalesce(u.nama, i.nama, k.nama) as lingkup, e.data ->> 'dari' as dari, e.data ->> 'catatan' as catatan
    from peristiwa e left join petugas p on p.id = e.pelaku_id
    left join ref_unor u on u.id = e.lingkup_id left join ref_instansi i on i.id = e.lingkup_id left join ref_kanreg k on k.id = e.lingkup_id
    where e.nip = ${at.nip} and e.periode = ${at.periode} and e.jenis = any(${SHOWN_EVENTS}) order by e.urut desc limit 100`.execute(ctx.db)
  return rows.map((r) => ({
    waktu: r.waktu,
    judul: STEPS.find((s) => s.action === r.jenis && s.from === r.dari)?.done ?? OTHER_EVENTS[r.jenis] ?? r.jenis,
    pelaku: r.pelaku === 'pns' ? 'PNS' : r.nama,
    lingkup: r.lingkup,
    catatan: r.catatan && (findUnsealed(ctx.keys, noteBound(at.nip), r.catatan) ?? null),
  }))
}

/** May this person still take his decision back? Asked for the button only; the engine asks again. */
export async function canUndo(ctx: Ctx, staff: Staff, id: string): Promise<{ nama: string } | undefined> {
  if (!isUuid(id)) return undefined
  const { rows } = await sql<
    FormKey & { nama: string }
  >`select d.nip, d.periode, coalesce(c.nama, '') as nama from direktori_formulir d left join cari_nama c on c.nip = d.nip where d.id = ${id}`.execute(ctx.db)
  const form = rows[0] && (await findForm(ctx.db, ctx.keys, rows[0].nip, rows[0].periode))
  const decided = form?.row && (await findDecisionToUndo(ctx.db, form.row))
  const possible = decided && form.row!.status !== 'diterima' && decided.by === staff.id && mayUndo(decided, form)
  return possible ? { nama: rows[0]!.nama } : undefined
}
