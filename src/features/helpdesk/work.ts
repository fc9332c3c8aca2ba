// Doing the work of a ticket: what was filled in is read by the definition of the work, and each step is one transaction, once per key.
import type { Ctx } from '../../context.ts'
import type { Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { dayIn } from '../../form/dates.ts'
import { longText, type AnyField, type Raw, type Ref } from '../../form/field.ts'
import { resolve } from '../../form/resolve.ts'
import { asked, judge, parse, type Faults, type Loose } from '../../form/section.ts'
import { isRef } from '../../form/values.ts'
import { problem } from '../../problems.ts'
import { search } from '../../reference/search.ts'
import { onceLocal } from '../../security/idempotency.ts'
import { confirmIdentity, lockTicket, type By } from '../../tiket/act.ts'
import { getDesk } from '../../tiket/desk.ts'
import type { Ticket } from '../../tiket/store.ts'
import { jenisFor } from '../../tiket/tindakan/daftar.ts'
import { agree, cancel, mayUndo, obstaclesTo, propose, Terhalang, undo, whyNotSecond } from '../../tiket/tindakan/jalan.ts'
import type { Di, Jenis } from '../../tiket/tindakan/jenis.ts'
import { requestFrom } from '../../tiket/tindakan/referensi.ts'
import { listTindakan, RUNNING, type Tindakan } from '../../tiket/tindakan/store.ts'
import { isUuid } from '../../web/key.tsx'
import { count, type Body } from '../../web/request.ts'
import type { Found } from '../../web/ui/pick.tsx'
import type { Staff } from '../../workflow/scope.ts'

const REASON = longText({ label: 'Alasan', max: 500 })
const STEPS = ['identitas', 'kerjakan', 'setujui', 'batalkan', 'urungkan'] as const
type Step = (typeof STEPS)[number]

export const isStep = (name: string): name is Step => (STEPS as readonly string[]).includes(name)

/** Everything the page says about the work of a ticket. Undefined where its category asks for none and none was done. */
export type Work = {
  jenis: Jenis | undefined
  facts: readonly [string, string][]
  obstacles: readonly string[]
  running: Tindakan | undefined
  /** why this person cannot agree */
  notSecond: string | undefined
  ended: readonly Tindakan[]
  undoable: Tindakan | undefined
  raw: Raw
}

export async function readWork(ctx: Ctx, staff: Staff, t: Ticket): Promise<Work> {
  const jenis = jenisFor(t.kategori)
  const all = await listTindakan(ctx.db, ctx.keys, t.nomor)
  const running = all.find((a) => RUNNING.includes(a.status))
  const k = { tx: ctx.db, ctx, periode: (await ctx.periode()).id, t, isi: running?.isi ?? t.isi, staff }
  return {
    jenis,
    facts: (await jenis?.facts?.(k)) ?? [],
    obstacles: jenis ? await obstaclesTo(jenis, k) : [],
    running,
    notSecond: running?.status === 'diusulkan' ? whyNotSecond(staff, t, running) : undefined,
    ended: all.filter((a) => !RUNNING.includes(a.status)),
    undoable: all.find(mayUndo),
    raw: jenis?.start(t) ?? {},
  }
}

/** Does a step. Gives what is missing or in the way; empty = done. */
export async function doStep(ctx: Ctx, staff: Staff, nomor: string, step: Step, body: Body): Promise<Faults> {
  const by: By = { keys: ctx.keys, staff }
  const at: Di = { ctx, periode: (await ctx.periode()).id }
  const t = await getDesk(ctx.db, staff, nomor)
  if (step === 'identitas' && body.dilihat !== '1') return { dilihat: 'Beri tanda bahwa identitasnya sudah Anda periksa.' }
  if (step === 'kerjakan') {
    const j = jenisFor(t.kategori)
    if (!j) throw problem('not_found')
    const { values, errors } = await readForm(ctx, j, t.instansi_id, body)
    if (Object.keys(errors).length > 0) return errors
    return run(ctx, staff, nomor, step, body, (tx) => propose(tx, at, by, nomor, count(body.versi), j, values))
  }
  const [id, versi] = [body.tindakan ?? '', count(body.versi_tindakan)]
  if (step !== 'identitas' && !isUuid(id)) throw problem('not_found')
  const why = step === 'batalkan' || step === 'urungkan' ? REASON.parse(body, `alasan_${step}`) : undefined
  if (why && !why.ok) return { [`alasan_${step}`]: why.fault }
  const reason = why?.ok ? (why.value ?? '') : ''
  return run(ctx, staff, nomor, step, body, async (tx) => {
    if (step === 'identitas') return confirmIdentity(tx, by, await lockTicket(tx, by, nomor, count(body.versi)))
    if (step === 'setujui') return agree(tx, at, by, nomor, id, versi)
    if (step === 'batalkan') return cancel(tx, by, nomor, id, versi, reason)
    return undo(tx, at, by, nomor, id, versi, reason)
  })
}

async function run(ctx: Ctx, staff: Staff, nomor: string, step: Step, body: Body, fn: (tx: Tx) => Promise<void>): Promise<Faults> {
  try {
    await transaction(ctx.db, (tx) =>
      onceLocal(tx, ctx.keys, { key: body._kunci, actor: staff.id, body: { ...body, _tiket: nomor, _tindakan: step } }, async () => {
        await fn(tx)
        return {}
      }),
    )
    return {}
  } catch (error) {
    if (error instanceof Terhalang) return { tindakan: error.reasons.join(' ') }
    throw error
  }
}

async function readForm(ctx: Ctx, j: Jenis, instansi: string | null, body: Body): Promise<{ values: Loose; errors: Faults }> {
  const read = await resolve(ctx.db, j.section, parse(j.section, body), instansi)
  const acuan = dayIn(new Date(), 'WIB')
  const { values, errors } = judge(j.section, read.values, { nip: '', acuan, info: () => undefined, rows: () => [] }, read.errors)
  const unlisted = asked(j.section).filter(([key, f]) => isRef(f) && values[key] && (values[key] as Ref).id === null)
  return { values, errors: { ...Object.fromEntries(unlisted.map(([key, f]) => [key, `Pilih ${f.label} dari daftar.`])), ...errors } }
}

/** Cari beside a list field, without script. */
export async function findEntries(ctx: Ctx, staff: Staff, nomor: string, body: Body): Promise<Record<string, readonly Found[]>> {
  const name = body._cari!
  const t = await getDesk(ctx.db, staff, nomor)
  const fields = (jenisFor(t.kategori)?.section.fields ?? {}) as Record<string, AnyField>
  if (!Object.hasOwn(fields, name) || !fields[name]!.to) return {}
  const own = fields[name]!.scope ? (t.instansi_id ?? undefined) : undefined
  const rows = await search(ctx.db, { daftar: fields[name]!.to!, q: (body[name] ?? '').slice(0, 100), lingkup: own, limit: 10 })
  return { [name]: rows.map((r) => ({ id: r.id, nama: r.nama, ket: r.keterangan })) }
}

/** Makes the usulan referensi that a ticket asks for, and gives its id. Errors: not_found, not_possible_now, those of lockTicket. */
export async function makeRequest(ctx: Ctx, staff: Staff, nomor: string, body: Body): Promise<string> {
  const by: By = { keys: ctx.keys, staff }
  const done = await transaction(ctx.db, (tx) =>
    onceLocal(tx, ctx.keys, { key: body._kunci, actor: staff.id, body: { ...body, _tiket: nomor, _tindakan: 'referensi' } }, async () => ({
      id: await requestFrom(tx, by, await lockTicket(tx, by, nomor, count(body.versi))),
    })),
  )
  return done.id
}
