// The registration check (domain.md 2.1): who waits in the own agency, and the one function that decides.
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { problem } from '../../problems.ts'
import { once } from '../../security/idempotency.ts'
import { findUnsealed, seal } from '../../security/seal.ts'
import { count } from '../../web/request.ts'
import { noteBound } from '../../workflow/engine.ts'
import { record, type Actor } from '../../workflow/events.ts'
import { idsFor, type Staff } from '../../workflow/scope.ts'
import { REGISTRATION_STEPS } from '../../workflow/table.ts'
import { plainText, type Body } from './decide.ts'
import { READ } from './record.ts'
import { findNip, nameWords } from './store.ts'

const [APPROVE] = REGISTRATION_STEPS
const WAITING = APPROVE.from
export const MAX_REASON = 300

export type Registration = {
  nip: string
  nomor_register: string
  nama: string
  unit: string | null
  instansi_id: string
  dibuat: Date
  nik_berbeda: boolean
  versi: number
}

/** Registrations of the own agencies that wait, over `akun a`; nobody decides on himself. */
const waiting = (staff: Staff) =>
  sql<boolean>`(a.status = ${WAITING} and a.instansi_id = any(${idsFor(staff, APPROVE.by)}) and a.nip is distinct from ${staff.nip})`
const from = sql`from akun a left join cari_nama c on c.nip = a.nip left join ref_unor u on u.id = c.unor_id`
const columns = sql`a.nip, a.nomor_register, coalesce(c.nama, '') as nama, u.nama as unit, a.instansi_id, a.dibuat, a.nik_berbeda, a.versi`

/** Oldest first; the page after `after`. */
export async function listRegistrations(db: DbOrTx, staff: Staff, limit: number, after?: string): Promise<Registration[]> {
  const later = after ? sql`and (a.dibuat, a.nip) > (select dibuat, nip from akun where nip = ${after})` : sql``
  const { rows } = await sql<Registration>`select ${columns} ${from} where ${waiting(staff)} ${later} order by a.dibuat, a.nip limit ${limit}`.execute(db)
  return rows
}

export async function countRegistrations(db: DbOrTx, staff: Staff): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from akun a where ${waiting(staff)}`.execute(db)
  return rows[0]!.n
}

/** By nomor register, NIP, code of a slip, or part of a name. */
export async function searchRegistrations(ctx: Ctx, staff: Staff, typed: string): Promise<Registration[]> {
  const nip = await findNip(ctx.db, ctx.keys, typed)
  const found = nip && (await findRegistration(ctx.db, staff, nip))
  if (found) return [found]
  const words = nameWords(typed)
  if (words.length === 0) return []
  const like = sql.join(
    words.map((w) => sql`c.cari like ${`%${w}%`}`),
    sql` and `,
  )
  const { rows } = await sql<Registration>`select ${columns} ${from} where ${waiting(staff)} and ${like} order by a.dibuat, a.nip limit 50`.execute(ctx.db)
  return rows
}

export async function findRegistration(db: DbOrTx, staff: Staff, nip: string): Promise<Registration | undefined> {
  const { rows } = await sql<Registration>`select ${columns} ${from} where a.nip = ${nip} and ${waiting(staff)}`.execute(db)
  return rows[0]
}

// No NIP in an address, and a registration has no id: the address is sealed for this member of staff.
const bound = (staff: Staff) => `registrasi/${staff.id}`
export const tokenOf = (ctx: Ctx, staff: Staff, nip: string): string => seal(ctx.keys, bound(staff), nip, 'cookie')

/** The person behind an address; an address of somebody else's list is none. */
export function getNip(ctx: Ctx, staff: Staff, token: string): string {
  const nip = findUnsealed(ctx.keys, bound(staff), token, 'cookie')
  if (!nip) throw problem('not_found', { links: [LIST] })
  return nip
}

const LIST = { href: '/verifikasi/registrasi', label: 'Ke daftar registrasi' }

/** A registration that still waits. */
export async function getRegistration(ctx: Ctx, staff: Staff, nip: string): Promise<Registration> {
  const found = await findRegistration(ctx.db, staff, nip)
  if (!found)
    throw problem('not_possible_now', {
      text: 'Registrasi ini sudah diputuskan atau tidak lagi menunggu di instansi Anda.',
      links: [LIST],
    })
  return found
}

/** The card shows a person's data in full: one event per look. */
export async function noteRegistrationRead(ctx: Ctx, staff: Staff, r: Registration): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await lockAccount(tx, staff, r.nip)
    await record(tx, { nip: r.nip, kind: READ, actor: actorOf(staff, r.instansi_id), data: { registrasi: true } })
  })
}

const actorOf = (staff: Staff, scopeId: string): Actor => ({ as: 'petugas', id: staff.id, role: APPROVE.by, scopeId })

async function lockAccount(tx: Tx, staff: Staff, nip: string): Promise<{ status: string; versi: number; instansi_id: string }> {
  const { rows } = await sql<{ status: string; versi: number; instansi_id: string }>`select status, versi, instansi_id from akun a
    where a.nip = ${nip} and a.instansi_id = any(${idsFor(staff, APPROVE.by)}) for update`.execute(tx)
  if (!rows[0]) throw problem('not_found')
  return rows[0]
}

/** Setujui or Tolak, in one transaction: version, state, event, mail. */
export async function decideRegistration(ctx: Ctx, staff: Staff, nip: string, action: string, body: Body): Promise<void> {
  if (staff.nip === nip) throw problem('own_form', { text: 'Registrasi Anda sendiri diperiksa oleh petugas lain.' })
  await transaction(ctx.db, (tx) =>
    once(tx, ctx.keys, { nip, key: body._kunci, actor: staff.id, body: { tindakan: action, ...body } }, async () => {
      const row = await lockAccount(tx, staff, nip)
      const step = REGISTRATION_STEPS.find((s) => s.from === row.status && s.action === action)
      if (!step) throw problem('not_possible_now')
      if (count(body.versi) !== row.versi) throw problem('stale_version')
      const alasan = 'note' in step ? plainText(body.alasan).slice(0, MAX_REASON) : undefined
      if ('note' in step && !alasan) throw problem('reason_missing')
      await sql`update akun set status = ${step.to}, alasan_tolak = ${alasan ?? null}, diputus_oleh = ${staff.id}, diputus_pada = clock_timestamp(),
        versi = versi + 1, diubah = clock_timestamp() where nip = ${nip}`.execute(tx)
      const kind = step.action === 'setujui' ? 'registrasi-diterima' : 'registrasi-ditolak'
      await record(tx, {
        nip,
        kind,
        actor: actorOf(staff, row.instansi_id),
        data: { ke: step.to, ...(alasan && { catatan: seal(ctx.keys, noteBound(nip), alasan) }) },
      })
      await enqueue(tx, 'surat', { jenis: kind, nip })
      return {}
    }),
  )
}
