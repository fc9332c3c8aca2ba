// The one place that moves a form: lock, find the step, check, write state, counts, event and mail in the caller's transaction.
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'
import { missing } from '../form/complete.ts'
import { allItems, currentValues, decidersOf, decisionOf, findForm, isFresh, returnedBy, type Form, type FormRow } from '../form/form.ts'
import { applyUsulan } from '../form/apply.ts'
import type { RuleContext } from '../form/section.ts'
import { enqueue, recallNotices } from '../jobs/enqueue.ts'
import { problem } from '../problems.ts'
import type { Keys } from '../security/keys.ts'
import { seal } from '../security/seal.ts'
import { toPlace } from '../sections/dataPosisi.ts'
import { appealTo, levelAbove } from './appeal.ts'
import { moveCount } from './counts.ts'
import { changesOf, openFor } from './decisions.ts'
import { record, type Actor } from './events.ts'
import { roleAt, type Staff } from './scope.ts'
import { findStep, LEVELS, type Action, type LevelState, type State, type Step } from './table.ts'
import { findDecisionToUndo, mayUndo, UNDO_MINUTES, type Decided } from './undo.ts'

export type By = { as: 'pns' } | { as: 'sistem' } | { as: 'petugas'; staff: Staff }

export type Act = {
  nip: string
  periode: string
  action: Action
  by: By
  /** version the person saw; another one is a stale page */
  versi?: number
  note?: string
}

export type Engine = { keys: Keys; info: RuleContext['info'] }

/** What a move did, for the page after it. */
export type Moved = { from: State; to: State; step: Step; form: Form }

/**
 * Takes one step of the table. Errors: `not_possible_now` (stale button), `stale_version`, `incomplete`, `forbidden`,
 * `own_form`, `held_by_other`, `verified_before`, `account_frozen`.
 */
export async function act(tx: Tx, engine: Engine, a: Act): Promise<Moved> {
  const row = await lockForm(tx, a.nip, a.periode)
  // What may be somebody else's work neither goes on nor is accepted; giving it back stays possible.
  if (row.beku && !REOPENING.includes(a.action)) throw problem('account_frozen', a.by.as === 'petugas' ? { text: FROZEN } : {})
  const form = (await findForm(tx, engine.keys, a.nip, a.periode))!
  const decided = a.action === 'urungkan' ? await findDecisionToUndo(tx, row) : undefined
  const actor = actorOf(a, row, decided)
  const step = findStep(row.status, a.action, [actor.as === 'petugas' ? actor.role : actor.as])
  if (!step) throw problem(a.action === 'kirim' ? 'already_sent' : 'not_possible_now')
  if (a.versi !== undefined && a.versi !== row.versi) throw problem('stale_version')
  if (step.note === 'wajib' && !a.note?.trim()) throw problem('reason_missing')
  if (step.when) check(step, form, engine, a)
  if (decided && !mayUndo(decided, form)) throw problem('not_possible_now', { text: UNDO_LATE })
  const to = target(step, row, form)
  const moved = await move(tx, row, form, step, to, a)
  if (to === 'diterima') await applyUsulan(tx, engine.keys, form)
  await record(tx, {
    nip: a.nip,
    kind: step.action,
    periode: a.periode,
    actor,
    data: {
      dari: row.status,
      ke: to,
      putaran: moved.putaran,
      usulan: moved.jumlah_usulan,
      ...(a.note && { catatan: seal(engine.keys, noteBound(a.nip), a.note.trim()) }),
    },
  })
  if (a.action === 'urungkan') await recallNotices(tx, a.nip, a.periode)
  if (step.mail) await enqueue(tx, 'surat', { jenis: step.mail, nip: a.nip, periode: a.periode, status: to }, a.by.as === 'petugas' ? UNDO_MINUTES : 0)
  return { from: row.status, to, step, form }
}

/** Steps that open a form again for its owner and forget what was decided. */
const REOPENING: readonly Action[] = ['turun-status', 'pindah']

const FROZEN = 'Akun PNS ini dibekukan karena ada laporan. Keputusan menunggu sampai loket instansinya memeriksa laporan itu.'
const UNDO_LATE = 'Keputusan dapat diurungkan selama 5 menit, dan hanya selama tingkat berikutnya belum membuka formulir atau PNS belum mulai memperbaiki.'

/** Binds a sealed note of an event to its person. */
export const noteBound = (nip: string): string => `${nip}/catatan`

/** Locks a person's form; every writer takes this lock first (lock order formulir, items, peristiwa). */
export async function lockForm(tx: Tx, nip: string, periode: string): Promise<LockedRow> {
  const { rows } = await sql<LockedRow>`select *, coalesce(dipegang_sampai > clock_timestamp(), false) as dipegang,
      exists(select from akun a where a.nip = formulir.nip and a.status = 'dibekukan') as beku
    from formulir where nip = ${nip} and periode = ${periode} for update`.execute(tx)
  if (!rows[0]) throw problem('not_possible_now')
  return rows[0]
}

/** `dipegang` = the lease of `pemegang` still runs; `beku` = the account is frozen (trust.md 3.2). */
type LockedRow = FormRow & { dipegang: boolean; beku: boolean }

function actorOf(a: Act, row: LockedRow, decided?: Decided): Exclude<Actor, { as: 'pendamping' }> {
  if (a.by.as !== 'petugas') return { as: a.by.as }
  const { staff } = a.by
  if (staff.nip === a.nip) throw problem('own_form')
  if (a.action === 'turun-status') {
    const held = staff.assignments.find((x) => x.role === 'turun_status' && (x.scopeId === row.instansi_id || x.scopeId === row.wilayah_id))
    if (!held) throw problem('forbidden')
    return { as: 'petugas', id: staff.id, role: held.role, scopeId: held.scopeId }
  }
  const undoing = a.action === 'urungkan'
  if (undoing && decided?.by !== staff.id) throw problem('not_possible_now', { text: UNDO_LATE })
  if (!undoing && row.pemutus.includes(staff.id)) throw problem('verified_before')
  const status = undoing ? decided!.level : row.status
  const held = roleAt(staff, { ...row, status })
  if (!held) throw problem('wrong_level')
  if (!undoing && row.dipegang && row.pemegang !== staff.id) throw problem('held_by_other', { fill: { pemegang: 'petugas lain' } })
  // Level 2 acting for a unit without verifier takes the unit's step.
  const role = LEVELS.find((l) => l.state === status)!.role
  return { as: 'petugas', id: staff.id, role, scopeId: held.scopeId }
}

function check(step: Step, form: Form, engine: Engine, a: Act): void {
  if ((step.when === 'lengkap' || step.when === 'dua_kali_dikembalikan') && missing(form, engine.info).length > 0) throw problem('incomplete')
  if (step.when === 'dua_kali_dikembalikan' && !appealTo(form)) throw problem('not_possible_now')
  if (step.when === 'belum_dibuka' && form.row!.dibuka_pada) throw problem('opened_already')
  if (step.when === 'semua_disetujui' || step.when === 'ada_dikembalikan') {
    const { status } = form.row!
    const returns = allItems(form).some((i) => decisionOf(i, status)?.putusan === 'kembalikan')
    if (openFor(form, status).length > 0 || returns !== (step.when === 'ada_dikembalikan')) throw problem('undecided')
  }
  if (
    step.when === 'petugas_bkn' &&
    a.by.as === 'petugas' &&
    !a.by.staff.assignments.some((x) => x.role === 'turun_status' && x.scopeId === form.row!.wilayah_id)
  )
    throw problem('forbidden')
}

function target(step: Step, row: FormRow, form: Form): State {
  const back = row.pengembali ?? LEVELS[0].state
  if (step.to === 'pengembali') return step.action === 'kirim' ? reentry(form, back) : back
  if (step.to === 'atasan') return levelAbove(back)!.state
  if (step.to === 'asal') return row.pengembali ? 'perbaikan' : 'draf'
  return step.to
}

/** Back to the level that returned the form, or to a lower one where something was changed that nobody else has to decide or has seen. */
function reentry(form: Form, back: LevelState): LevelState {
  const firsts = allItems(form)
    .filter(isFresh)
    .map((i) => {
      const deciders = decidersOf(i).map((l) => l.state)
      return returnedBy(form, i) && deciders.includes(back) ? back : deciders[0]
    })
  return LEVELS.map((l) => l.state).find((state) => state === back || firsts.includes(state))!
}

/** The only `update formulir set status` of the program. Who approved stays barred from other levels until the form starts anew. */
async function move(tx: Tx, row: FormRow, form: Form, step: Step, to: State, a: Act): Promise<FormRow> {
  const sending = step.action === 'kirim' || step.action === 'naik'
  // Taken back before anybody opened it, a round has not been. Back at a level below, those who approved there may do so again.
  const round = sending ? 1 : step.action === 'batal' ? -1 : 0
  const anew = to === 'draf' || (step.action === 'kirim' && to !== row.pengembali)
  const receiver = sending ? await findReceiver(tx, form) : { unit_id: row.unit_id, dialihkan: row.dialihkan }
  const decider = a.by.as === 'petugas' ? a.by.staff.id : null
  const pengembali = step.action === 'kembalikan' ? row.status : sending || step.action === 'batal' ? row.pengembali : null
  // Whoever returned it does not decide on the appeal; sent back to his own level he does.
  const returners = sql`array(select distinct petugas_id from keputusan k where k.nip = ${row.nip} and k.periode = ${row.periode} and k.level = ${row.pengembali} and k.final_pada is not null)`
  const { rows } = await sql<FormRow>`update formulir set
      status = ${to}, versi = versi + 1, unit_id = ${receiver.unit_id}, dialihkan = ${receiver.dialihkan}, pengembali = ${pengembali},
      putaran = putaran + ${round}, jumlah_usulan = ${changesOf(form).length},
      dikirim_pada = case when ${sending} then clock_timestamp() else dikirim_pada end,
      dibuka_pada = case when ${sending} then null else dibuka_pada end,
      masuk_pada = clock_timestamp(), pemegang = null, dipegang_sampai = null,
      pemutus = case when ${anew} then '{}' when ${step.action === 'setujui'} then pemutus || ${decider}::uuid
        when ${step.action === 'urungkan'} then array_remove(pemutus, ${decider}::uuid)
        when ${step.action === 'naik'} then pemutus || ${returners} when ${sending} then array(select unnest(pemutus) except select unnest(${returners})) else pemutus end,
      diterima_pada = case when ${to === 'diterima'} then clock_timestamp() else diterima_pada end, diubah = clock_timestamp()
    where nip = ${row.nip} and periode = ${row.periode} returning *`.execute(tx)
  if (REOPENING.includes(step.action)) await sql`delete from keputusan where nip = ${row.nip} and periode = ${row.periode}`.execute(tx)
  await moveCount(tx, row, rows[0]!)
  return rows[0]!
}

/** The receiving unit; when it has no verifier but the person himself, level 2 handles the form as level 1 (clarifications 2.6). */
export async function findReceiver(tx: Tx, form: Form): Promise<{ unit_id: string | null; dialihkan: boolean }> {
  const unit = toPlace(currentValues(form, 'data-posisi')).pemeriksa?.id ?? null
  const { rows } = await sql<{ ada: boolean }>`select exists(
      select from penugasan t join petugas p on p.id = t.petugas_id
      where t.peran = ${LEVELS[0].role} and t.lingkup_id = ${unit} and p.aktif and p.nip is distinct from ${form.nip}
        and t.berlaku_dari <= current_date and (t.berlaku_sampai is null or t.berlaku_sampai >= current_date)) as ada`.execute(tx)
  return { unit_id: unit, dialihkan: !rows[0]!.ada }
}
