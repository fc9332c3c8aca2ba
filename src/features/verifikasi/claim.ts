// Who holds a form: a lease of twenty minutes, taken by one conditional update, so that of two verifiers one wins (trust R6).
import { sql, type RawBuilder } from 'kysely'
import type { Db, DbOrTx, Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import type { FormRow } from '../../form/form.ts'
import { problem, type Problem } from '../../problems.ts'
import { record } from '../../workflow/events.ts'
import { actorAt, barredFor, queueParts, roleAt, waitingFor, type Staff } from '../../workflow/scope.ts'
import { HANDED_OVER, HELD, OPENED } from '../../workflow/undo.ts'

export type FormKey = { nip: string; periode: string }

export const LEASE_MINUTES = 20

const lease = sql`clock_timestamp() + make_interval(mins => ${LEASE_MINUTES})`

/** Not held by somebody else now, over `formulir f`. */
export const freeFor = (staff: Staff) => sql<boolean>`(f.pemegang is null or f.pemegang = ${staff.id} or f.dipegang_sampai <= clock_timestamp())`

/** Takes the lease, or renews it for its holder. Throws why not: own_form, verified_before, wrong_level, held_by_other. */
export async function hold(tx: Tx, staff: Staff, at: FormKey): Promise<FormRow> {
  const row = await tryHold(tx, staff, at)
  if (!row) throw await whyNot(tx, staff, at)
  return row
}

async function tryHold(tx: Tx, staff: Staff, at: FormKey): Promise<FormRow | undefined> {
  const { rows } = await sql<FormRow & { sebelumnya: string | null; berlaku: boolean | null; baru: boolean }>`
    with lama as (
      select pemegang as sebelumnya, dipegang_sampai > clock_timestamp() as berlaku, not exists (
        select from peristiwa e where e.nip = l.nip and e.periode = l.periode and e.jenis = ${OPENED} and e.waktu >= l.masuk_pada) as baru
      from formulir l where nip = ${at.nip} and periode = ${at.periode} for update)
    update formulir f set pemegang = ${staff.id}, dipegang_sampai = ${lease}, dibuka_pada = coalesce(f.dibuka_pada, clock_timestamp())
    from lama where f.nip = ${at.nip} and f.periode = ${at.periode} and ${waitingFor(staff)} and ${freeFor(staff)}
    returning f.*, lama.sebelumnya, lama.berlaku, lama.baru`.execute(tx)
  const row = rows[0]
  if (!row) return undefined
  const renewed = row.sebelumnya === staff.id && row.berlaku
  if (!renewed)
    await record(tx, {
      nip: at.nip,
      kind: row.baru ? OPENED : HELD,
      periode: at.periode,
      actor: actorAt(staff, row),
      data: { level: row.status, ...(row.sebelumnya && { sebelumnya: row.sebelumnya }) },
    })
  return row
}

async function whyNot(tx: Tx, staff: Staff, at: FormKey): Promise<Problem> {
  const { rows } = await sql<FormRow & { nama_pemegang: string | null; bebas: boolean }>`
    select f.*, p.nama as nama_pemegang, ${freeFor(staff)} as bebas
    from formulir f left join petugas p on p.id = f.pemegang where f.nip = ${at.nip} and f.periode = ${at.periode}`.execute(tx)
  const row = rows[0]
  if (!row) return problem('not_found')
  if (staff.nip === row.nip) return problem('own_form')
  if (!roleAt(staff, row)) return problem('wrong_level')
  if (row.pemutus.includes(staff.id)) return problem('verified_before')
  return problem('held_by_other', { fill: { pemegang: row.nama_pemegang ?? 'petugas lain' } })
}

/** Pegang: the lease in a transaction of its own. */
export async function claim(db: Db, staff: Staff, at: FormKey): Promise<FormRow> {
  return transaction(db, (tx) => hold(tx, staff, at))
}

/** Takes the lease if nobody holds the form; whoever opens it sees who does. */
export async function claimIfFree(db: Db, staff: Staff, at: FormKey): Promise<void> {
  await transaction(db, (tx) => tryHold(tx, staff, at))
}

/** Lepas: drafts stay for whoever takes the form next. */
export async function release(db: DbOrTx, staff: Staff, at: FormKey): Promise<void> {
  await sql`update formulir set pemegang = null, dipegang_sampai = null where nip = ${at.nip} and periode = ${at.periode} and pemegang = ${staff.id}`.execute(
    db,
  )
}

/**
 * Berikutnya: forms already held come first, then the oldest free one after `last`, then from the beginning. Reads candidates and
 * takes one by a conditional update: a lock over many people is not possible when they live on several servers.
 */
export async function claimNext(db: Db, staff: Staff, periode: string, last?: FormKey): Promise<string | undefined> {
  const later = last && (await placeAfter(db, last))
  for (const condition of [sql<boolean>`f.pemegang = ${staff.id}`, ...(later ? [later] : []), sql<boolean>`true`]) {
    const taken = await claimOneOf(db, staff, await listFree(db, staff, periode, condition, last))
    if (taken) return taken
  }
  return undefined
}

async function claimOneOf(db: Db, staff: Staff, candidates: readonly FormKey[]): Promise<string | undefined> {
  for (const at of candidates) {
    const row = await transaction(db, (tx) => tryHold(tx, staff, at))
    if (row) return row.id
  }
  return undefined
}

async function placeAfter(db: DbOrTx, last: FormKey): Promise<RawBuilder<boolean> | undefined> {
  const { rows } = await sql<{
    masuk: string
  }>`select masuk_pada::text as masuk from formulir where nip = ${last.nip} and periode = ${last.periode}`.execute(db)
  return rows[0] && sql<boolean>`(f.masuk_pada, f.nip) > (${rows[0].masuk}::timestamptz, ${last.nip})`
}

/** More than the verifiers who may press the button in the same moment. */
const CANDIDATES = 25

async function listFree(db: DbOrTx, staff: Staff, periode: string, condition: RawBuilder<boolean>, except?: FormKey): Promise<FormKey[]> {
  const parts = queueParts(staff).map(
    (part) => sql`(
    select f.nip, f.periode, f.masuk_pada from formulir f
    where ${part} and f.periode = ${periode} and not ${barredFor(staff)} and ${freeFor(staff)} and ${condition} and f.nip <> ${except?.nip ?? ''}
    order by f.masuk_pada, f.nip limit ${CANDIDATES})`,
  )
  if (parts.length === 0) return []
  const { rows } = await sql<FormKey>`select nip, periode from (${sql.join(parts, sql` union all `)}) f order by masuk_pada, nip limit ${CANDIDATES}`.execute(
    db,
  )
  return rows
}

export type Colleague = { id: string; nama: string; n: number; sampai: Date }

/** Colleagues who hold forms of the same queue, for handing over. */
export async function listHolders(db: DbOrTx, staff: Staff, periode: string): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select p.id, p.nama, count(*)::int as n, max(f.dipegang_sampai) as sampai from formulir f join petugas p on p.id = f.pemegang
    where f.periode = ${periode} and f.pemegang is not null and f.pemegang <> ${staff.id} and ${waitingFor(staff)}
    group by p.id, p.nama order by p.nama limit 50`.execute(db)
  return rows
}

/** Ambil alih: every claim of an absent colleague inside the own scope, each form in its own transaction. */
export async function takeOver(db: Db, staff: Staff, periode: string, from: string): Promise<number> {
  const { rows } = await sql<FormKey>`select f.nip, f.periode from formulir f
    where f.periode = ${periode} and f.pemegang = ${from} and f.pemegang <> ${staff.id} and ${waitingFor(staff)} order by f.masuk_pada, f.nip`.execute(db)
  let n = 0
  for (const at of rows) n += await transaction(db, (tx) => takeOverOne(tx, staff, at, from))
  return n
}

async function takeOverOne(tx: Tx, staff: Staff, at: FormKey, from: string): Promise<number> {
  const { rows } = await sql<FormRow>`update formulir f set pemegang = ${staff.id}, dipegang_sampai = ${lease}
    where f.nip = ${at.nip} and f.periode = ${at.periode} and f.pemegang = ${from} and ${waitingFor(staff)} returning f.*`.execute(tx)
  if (!rows[0]) return 0
  await record(tx, {
    nip: at.nip,
    kind: HANDED_OVER,
    periode: at.periode,
    actor: actorAt(staff, rows[0]),
    data: { level: rows[0].status, dari: from },
  })
  return 1
}
