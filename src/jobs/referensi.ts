// Brings a decision on a usulan referensi to everybody who waits: each person in a transaction of its own, so that a job that was
// killed goes on where it stopped, and nobody is filled in or written to twice.
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Tx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import type { AnyField, Raw, Ref } from '../form/field.ts'
import { currentValues, findForm, type Form, type Item } from '../form/form.ts'
import { fillIn, resolve } from '../form/resolve.ts'
import { asked, parse, type Loose } from '../form/section.ts'
import { toJson } from '../form/values.ts'
import { isUnlisted } from '../form/waiting.ts'
import { label } from '../reference/shown.ts'
import type { RequestStatus } from '../reference/usulan.ts'
import { record } from '../workflow/events.ts'
import { enqueue } from './enqueue.ts'

/** Payload: the request, and one person when only he has to catch up with it. */
export type FillIds = { id: string; nip?: string }

type Decided = {
  id: string
  daftar: string
  status: RequestStatus
  entri_id: string | null
  alasan: string | null
  versi: number
  diputus_oleh: string
  diputus_peran: string
  diputus_lingkup: string
}
type Waiting = { nip: string; periode: string; bagian: string; kunci: string; medan: string; teks: string; terisi: string | null }

const PAGE = 100

/** Fills in page after page of people. One whose form cannot be written now holds up nobody else; the queue tries him again. */
export async function fillReference(ctx: Ctx, { id, nip }: FillIds): Promise<void> {
  const failed: unknown[] = []
  for (let after = ''; ;) {
    const people = nip ? (after ? [] : [nip]) : await listBehind(ctx, id, after)
    if (people.length === 0) break
    for (const person of people) await transaction(ctx.db, (tx) => fillPerson(tx, ctx, id, person)).catch((error: unknown) => failed.push(error))
    after = people.at(-1)!
  }
  if (failed.length > 0) throw new Error(`${failed.length} people could not be filled in`, { cause: failed[0] })
}

async function listBehind(ctx: Ctx, id: string, after: string): Promise<string[]> {
  const { rows } = await sql<{ nip: string }>`select distinct t.nip from usulan_referensi_tunggu t join usulan_referensi r on r.id = t.usulan_referensi_id
    where r.id = ${id} and t.nip > ${after} and t.versi < r.versi order by t.nip limit ${PAGE}`.execute(ctx.db)
  return rows.map((r) => r.nip)
}

async function fillPerson(tx: Tx, ctx: Ctx, id: string, nip: string): Promise<void> {
  await sql`select from formulir where nip = ${nip} order by periode for update`.execute(tx)
  const { rows: requests } = await sql<Decided>`select * from usulan_referensi where id = ${id} for share`.execute(tx)
  const r = requests[0]
  if (!r || r.status === 'terbuka') return
  const { rows } = await sql<Waiting>`select nip, periode, bagian, kunci, medan, teks, terisi from usulan_referensi_tunggu
    where nip = ${nip} and usulan_referensi_id = ${id} and versi < ${r.versi} order by periode, bagian, kunci, medan`.execute(tx)
  for (const periode of new Set(rows.map((w) => w.periode))) {
    const mine = rows.filter((w) => w.periode === periode)
    const done: Waiting[] = []
    for (const w of mine) if (await fillField(tx, ctx, r, w)) done.push(w)
    if (done.length > 0) await tell(tx, r, nip, periode, done)
  }
}

/** One event and one letter a person, however many fields it was. */
async function tell(tx: Tx, r: Decided, nip: string, periode: string, done: readonly Waiting[]): Promise<void> {
  await record(tx, {
    nip,
    kind: r.status === 'ditolak' ? 'referensi-ditolak' : 'referensi',
    periode,
    actor: { as: 'petugas', id: r.diputus_oleh, role: r.diputus_peran, scopeId: r.diputus_lingkup },
    data: { referensi: r.id, versi: r.versi, butir: done.map((w) => `${w.bagian}/${w.kunci}/${w.medan}`) },
  })
  await enqueue(tx, 'surat', { jenis: 'referensi', nip, periode, referensi: r.id })
}

/** False when the field no longer holds what was waited for, or the form was accepted with it: then it is left alone. */
async function fillField(tx: Tx, ctx: Ctx, r: Decided, w: Waiting): Promise<boolean> {
  const form = (await findForm(tx, ctx.keys, w.nip, w.periode))!
  const item = form.sections.get(w.bagian)?.items.find((i) => i.kunci === w.kunci)
  const value = item?.proposed?.[w.medan] as Ref | null | undefined
  const held = value && (value.usul || (value.id !== null && value.id === w.terisi)) && form.row?.status !== 'diterima'
  const writes = held && (r.entri_id === null ? value.tolak !== r.alasan : value.id !== r.entri_id)
  if (writes) await write(tx, ctx, form, item!, await newValues(tx, form, item!, w, r))
  await sql`update usulan_referensi_tunggu set versi = ${r.versi}, terisi = ${held ? r.entri_id : w.terisi}
    where nip = ${w.nip} and periode = ${w.periode} and bagian = ${w.bagian} and kunci = ${w.kunci} and medan = ${w.medan}`.execute(tx)
  return writes === true
}

/** The entry as the field would show it had it been picked, and what follows from it where nothing stands yet. */
async function newValues(tx: Tx, form: Form, i: Item, w: Waiting, r: Decided): Promise<Loose> {
  if (r.entri_id === null) return { [w.medan]: { id: null, nama: w.teks, usul: true, tolak: r.alasan! } }
  const { section: s } = i
  const now = { ...(s.rows === 'one' ? currentValues(form, s.code) : {}), ...i.proposed }
  const raw: Raw = Object.assign({}, ...asked(s).map(([key, f]) => ((now[key] ?? null) === null ? {} : f.fill(now[key], key))))
  const filled = await fillIn(tx, s, { ...raw, [w.medan]: w.teks, [`${w.medan}__id`]: r.entri_id, [`${w.medan}__usul`]: undefined })
  const { values, errors } = await resolve(tx, s, parse(s, filled), form.row!.instansi_id, now)
  const followers = Object.values((s.fields[w.medan] as AnyField).fills ?? {}).filter(
    (key) => i.fields.includes(key) && !raw[key] && filled[key] && !errors[key],
  )
  const name = async () => (await label(tx, r.daftar, [r.entri_id!])).get(r.entri_id!)
  // An entry retired meanwhile fits no field, but it is what was decided; the next decision replaces it.
  const entry = errors[w.medan] ? { id: r.entri_id, nama: await name() } : values[w.medan]
  return { ...Object.fromEntries(followers.map((key) => [key, values[key]])), [w.medan]: entry }
}

/**
 * The version rises, so that a page the owner has open brings a conflict instead of overwriting what was filled in. Decisions go
 * along with it, because a reference is only the official name of what the person said and the verifier read. A return of a single
 * field does not: what was asked for has been done, and nothing is left for the owner to repair.
 */
async function write(tx: Tx, ctx: Ctx, form: Form, i: Item, values: Loose): Promise<void> {
  const at = sql`nip = ${form.nip} and periode = ${form.periode} and bagian = ${i.section.code} and kunci = ${i.kunci}`
  const waiting = Object.values({ ...i.proposed, ...values }).some(isUnlisted)
  const { rows } = await sql<{ versi: number }>`select versi from usulan where ${at}`.execute(tx)
  await sql`update usulan set sesudah = sesudah || ${JSON.stringify(toJson(ctx.keys, i.section, form.nip, values))}::jsonb, menunggu_referensi = ${waiting},
    versi = ${i.versi + 1}, diubah = clock_timestamp() where ${at}`.execute(tx)
  await sql`update keputusan set versi_item = ${i.versi + 1} where ${at} and versi_item = ${rows[0]!.versi}
    and not (${i.section.rows === 'one'} and putusan = 'kembalikan' and final_pada is not null)`.execute(tx)
}
