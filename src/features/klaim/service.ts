// "NIP saya dipakai orang lain" (trust.md 3.2): the claim freezes, the agency gives back or hands over. Nobody sets a kata kunci.
import { sql } from 'kysely'
import { forgetHolder } from '../../akun/pemegang.ts'
import type { Ctx } from '../../context.ts'
import type { Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { declareEmpty, openEdit, withdraw } from '../../form/edit.ts'
import { allItems } from '../../form/form.ts'
import { problem } from '../../problems.ts'
import { once } from '../../security/idempotency.ts'
import { sealJson } from '../../security/seal.ts'
import { revokeAllSessions } from '../../security/session.ts'
import { lockPerson, notifyAccount, openClaim } from '../../web/akun.ts'
import { stopMailbox } from '../../web/kotakSurat.ts'
import { stopRecoveries } from '../../web/pemulihan.ts'
import { count, type Body } from '../../web/request.ts'
import { record, type Actor } from '../../workflow/events.ts'
import type { Staff } from '../../workflow/scope.ts'
import { CLAIM_ROLES, closeClaim, findClaim, findSentForm, rolesFor, wasReleased, writeStatus, type ClaimRow } from './store.ts'

/** After the agency has looked, another claim on the same NIP is noted without freezing for so many days. */
const QUIET_DAYS = 30
const CLOSED = 'Akun ini ditutup setelah instansi memeriksa kartu identitas. Pemilik NIP mendaftar dari awal.'

/** The claim of somebody who is not signed in. A NIP without an account changes nothing, and is not told apart. */
export async function claim(ctx: Ctx, nip: string, kontak: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const beku = !(await wasReleased(tx, nip, QUIET_DAYS))
    await openClaim(tx, ctx.keys, nip, { sebab: 'nip-dipakai', kontak, beku, actor: { as: 'sistem' } })
  })
}

export const actorOf = (staff: Staff, role: string, scopeId: string): Actor => ({ as: 'petugas', id: staff.id, role, scopeId })

export type Decision = 'kembalikan' | 'serahkan'

/** One decision on a claim: idempotent, versioned, with event and letters. */
export async function decideClaim(ctx: Ctx, staff: Staff, nip: string, decision: Decision, body: Body): Promise<void> {
  const periode = (await ctx.periode()).id
  await transaction(ctx.db, (tx) =>
    once(tx, ctx.keys, { nip, key: body._kunci, actor: staff.id, body: { keputusan: decision, ...body } }, async () => {
      await lockPerson(tx, nip)
      const k = await findClaim(tx, staff, nip, true)
      if (!k) throw problem('not_possible_now', { text: 'Laporan ini sudah diputuskan.', links: [{ href: '/verifikasi/klaim', label: 'Ke daftar laporan' }] })
      if (body.klaim !== k.id || count(body.versi) !== k.versi) throw problem('stale_version')
      await (decision === 'kembalikan' ? release(tx, k) : handOver(tx, ctx, k, periode))
      const status = decision === 'kembalikan' ? 'dikembalikan' : 'diserahkan'
      await closeClaim(tx, k, status, staff.id)
      const role = rolesFor(staff, CLAIM_ROLES, k.instansi_id)[0]!
      await record(tx, { nip, kind: `akun-${status}`, actor: actorOf(staff, role, k.instansi_id), data: { klaim: k.id } })
      await notifyAccount(tx, nip, status)
      if (k.kontak) await notifyAccount(tx, nip, `klaim-${status}`, { klaim: k.id })
      return {}
    }),
  )
}

/** The account is what it was before the claim. */
async function release(tx: Tx, k: ClaimRow): Promise<void> {
  if (k.beku) await writeStatus(tx, k.nip, k.status_semula, null)
}

/** The account is closed, so that its NIP can be registered anew; its events stay, its proposals are put away. */
async function handOver(tx: Tx, ctx: Ctx, k: ClaimRow, periode: string): Promise<void> {
  if (await findSentForm(tx, k.nip))
    throw problem('not_possible_now', {
      text: 'Formulirnya sedang diperiksa atau diperbaiki. Minta Operator Turun Status menurunkannya menjadi draf, lalu serahkan.',
    })
  await emptyForm(tx, ctx, k, periode)
  await writeStatus(tx, k.nip, 'registrasi_ditolak', CLOSED)
  await revokeAllSessions(tx, 'pns', k.nip)
  await stopRecoveries(tx, ctx.keys, k.nip)
  await stopMailbox(tx, k.nip)
  await forgetHolder(tx, k.nip)
}

/** What the former holder proposed is not the owner's word: a sealed copy stays with the claim, the form begins anew. */
async function emptyForm(tx: Tx, ctx: Ctx, k: ClaimRow, periode: string): Promise<void> {
  const { rows } = await sql<{ status: string }>`select status from formulir where nip = ${k.nip} and periode = ${periode}`.execute(tx)
  if (rows[0]?.status !== 'draf') return
  const { rows: proposals } = await sql`select bagian, kunci, tindakan, sesudah, keterangan from usulan where nip = ${k.nip} and periode = ${periode}`.execute(
    tx,
  )
  await sql`update klaim set karantina = ${sealJson(ctx.keys, `karantina/${k.nip}/${k.id}`, proposals)} where nip = ${k.nip} and id = ${k.id}`.execute(tx)
  const e = await openEdit(tx, ctx.keys, k.nip, periode)
  for (const i of allItems(e.form)) if (i.state !== 'belum' || i.draft) await withdraw(e, i, i.versi)
  for (const [code, data] of e.form.sections) if (data.empty !== null) await declareEmpty(e, code, false, data.emptyVersion)
  await sql`delete from jawaban where nip = ${k.nip} and periode = ${periode}`.execute(tx)
}
