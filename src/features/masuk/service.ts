// Signing in: counted before the kata kunci is looked at, the same work and the same words for known and unknown accounts.
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { openTotp } from '../../security/account.ts'
import { normaliseEmail } from '../../security/blind.ts'
import { isKnownDevice, isTrustedStaffDevice, rememberDevice, trustStaffDevice } from '../../security/device.ts'
import { normaliseNomor } from '../../security/nomor.ts'
import { verifyPassword } from '../../security/password.ts'
import { revokeAllSessions, startSession } from '../../security/session.ts'
import { giveBack, loginAttempt, loginSucceeded } from '../../security/throttle.ts'
import { spendTotp } from '../../security/totp.ts'
import type { Visitor } from '../../web/visitor.tsx'
import { record } from '../../workflow/events.ts'
import { confirmData, findByNomor, findStaffByEmail, freeze, hasDevices, lockForEvents, type LoginAccount } from './store.ts'

/** `wait` > 0: not tried, because it was tried too often. */
export type Refused = { ok: false; wait: number; recoveryOnly: boolean }
export type SignedIn = { ok: true; account: LoginAccount; session: string; device: string | undefined }

export type Attempt = { visitor: Visitor; device: string | undefined; browser: string | undefined; shared: boolean }

const NOBODY = '000000000000000000'
const WRONG: Refused = { ok: false, wait: 0, recoveryOnly: false }

/** Signs a PNS in with nomor register and kata kunci. */
export async function login(ctx: Ctx, nomorTyped: string, password: string, a: Attempt): Promise<SignedIn | Refused> {
  const nomor = normaliseNomor(nomorTyped)
  const account = nomor ? await findByNomor(ctx.db, nomor) : undefined
  const known = await isKnownDevice(ctx.db, account?.nip ?? NOBODY, a.device)
  // A known device has a count of its own: guesses made elsewhere never keep the owner out (trust.md 4, A5).
  const everywhere = `pns ${nomor ?? nomorTyped.slice(0, 40)}`
  const counter = known ? `${everywhere} ${a.device}` : everywhere
  const attempt = await loginAttempt(ctx.db, ctx.keys, counter)
  if (attempt.wait > 0) return { ok: false, wait: attempt.wait, recoveryOnly: attempt.recoveryOnly }
  const right = await verifyPassword(ctx.keys, account?.sandi_hash, password)
  if (!account || !right) return WRONG
  await loginSucceeded(ctx.db, ctx.keys, counter)
  await loginSucceeded(ctx.db, ctx.keys, everywhere)
  await giveBack(ctx.db, ctx.keys, 'login', { alamat: a.visitor.address, sesi: a.visitor.id }, 1)
  return openSession(ctx, account, known, a)
}

/** A new session id at every login, and a letter when the device is new. */
async function openSession(ctx: Ctx, account: LoginAccount, known: boolean, a: Attempt): Promise<SignedIn> {
  const { nip } = account
  return transaction(ctx.db, async (tx) => {
    await lockForEvents(tx, nip)
    const news = !known && (await hasDevices(tx, nip))
    const session = await startSession(tx, ctx.keys, 'pns', nip, { peramban: a.browser, komputerBersama: a.shared })
    const device = a.shared ? undefined : await rememberDevice(tx, nip, a.device)
    if (news) {
      await record(tx, { nip, kind: 'masuk-perangkat-baru', actor: { as: 'pns' }, data: { bersama: a.shared } })
      await enqueue(tx, 'surat', { jenis: 'masuk-perangkat-baru', nip })
    }
    return { ok: true, account, session, device }
  })
}

export type StaffSignedIn = { ok: true; session: string; device: string }

/** Signs staff in with e-mail, kata kunci and, once a day on each device, the code of the authenticator. */
export async function staffLogin(ctx: Ctx, emailTyped: string, password: string, code: string, a: Attempt): Promise<StaffSignedIn | Refused> {
  const email = normaliseEmail(emailTyped).slice(0, 254)
  const counter = `petugas ${email}`
  const attempt = await loginAttempt(ctx.db, ctx.keys, counter)
  if (attempt.wait > 0) return { ok: false, wait: attempt.wait, recoveryOnly: attempt.recoveryOnly }
  const staff = await findStaffByEmail(ctx.db, email)
  const right = await verifyPassword(ctx.keys, staff?.sandi_hash, password)
  if (!staff || !right) return WRONG
  const trusted = await isTrustedStaffDevice(ctx.db, staff.id, a.device)
  if (!trusted && !(await spendTotp(ctx.db, staff.id, openTotp(ctx.keys, staff.id, staff.totp), code))) return WRONG
  await loginSucceeded(ctx.db, ctx.keys, counter)
  await giveBack(ctx.db, ctx.keys, 'login', { alamat: a.visitor.address, sesi: a.visitor.id }, 1)
  return transaction(ctx.db, async (tx) => {
    const session = await startSession(tx, ctx.keys, 'petugas', staff.id, { peramban: a.browser })
    const device = trusted && a.device ? a.device : await trustStaffDevice(tx, staff.id, a.device)
    return { ok: true, session, device }
  })
}

/** "Ya, ini data saya": the form opens. Saying it twice changes nothing. */
export async function confirmOwnData(ctx: Ctx, nip: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await lockForEvents(tx, nip)
    if (await confirmData(tx, nip)) await record(tx, { nip, kind: 'data-dikonfirmasi', actor: { as: 'pns' } })
  })
}

/** "Bukan data saya": the account is frozen and every session ends (trust.md 3.2). */
export async function disownData(ctx: Ctx, nip: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await lockForEvents(tx, nip)
    if (!(await freeze(tx, nip))) return
    await revokeAllSessions(tx, 'pns', nip)
    await record(tx, { nip, kind: 'dibekukan', actor: { as: 'pns' }, data: { sebab: 'bukan-data-saya' } })
  })
}
