// Signing in: counted before the kata kunci is looked at, the same work and the same words for known and unknown accounts.
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { normaliseEmail } from '../../security/blind.ts'
import { spendSecondFactor } from '../../akun/autentikator.ts'
import { spendStaffFactor } from '../../akun/petugas.ts'
import { isKnownDevice, isTrustedDevice, isTrustedStaffDevice, rememberDevice, trustDevice, trustStaffDevice } from '../../security/device.ts'
import { normaliseNomor } from '../../security/nomor.ts'
import { verifyPassword } from '../../security/password.ts'
import { startSession } from '../../security/session.ts'
import { giveBack, loginAttempt, loginSucceeded, pnsCounter } from '../../security/throttle.ts'
import { lockPerson, openClaim } from '../../web/akun.ts'
import type { Visitor } from '../../web/visitor.tsx'
import { record } from '../../workflow/events.ts'
import { confirmData, findByNomor, findStaffByEmail, hasDevices, type LoginAccount } from './store.ts'

/** `wait` > 0: not tried, because it was tried too often. */
export type Refused = { ok: false; wait: number; recoveryOnly: boolean }
export type SignedIn = { ok: true; account: LoginAccount; session: string; device: string | undefined }

/** The kata kunci is right; the code of the authenticator is still to come. */
export type CodeWanted = { ok: false; code: { account: LoginAccount; known: boolean } }

export type Attempt = { visitor: Visitor; device: string | undefined; browser: string | undefined; shared: boolean }

const NOBODY = '000000000000000000'
const WRONG: Refused = { ok: false, wait: 0, recoveryOnly: false }

/** Signs a PNS in with nomor register and kata kunci. */
export async function login(ctx: Ctx, nomorTyped: string, password: string, a: Attempt): Promise<SignedIn | Refused | CodeWanted> {
  const nomor = normaliseNomor(nomorTyped)
  const account = nomor ? await findByNomor(ctx.db, nomor) : undefined
  const known = await isKnownDevice(ctx.db, account?.nip ?? NOBODY, a.device)
  // A known device has a count of its own: guesses made elsewhere never keep the owner out (trust.md 4, A5).
  const everywhere = pnsCounter(nomor ?? nomorTyped.slice(0, 40))
  const counter = known ? `${everywhere} ${a.device}` : everywhere
  const attempt = await loginAttempt(ctx.db, ctx.keys, counter)
  if (attempt.wait > 0) return { ok: false, wait: attempt.wait, recoveryOnly: attempt.recoveryOnly }
  const right = await verifyPassword(ctx.keys, account?.sandi_hash, password)
  if (!account || !right) return WRONG
  await loginSucceeded(ctx.db, ctx.keys, counter)
  await loginSucceeded(ctx.db, ctx.keys, everywhere)
  await giveBack(ctx.db, ctx.keys, 'login', { alamat: a.visitor.address, sesi: a.visitor.id }, 1)
  if (account.berkode && !(await isTrustedDevice(ctx.db, account.nip, a.device))) return { ok: false, code: { account, known } }
  return openSession(ctx, account, known, a)
}

/** The second step of a login. The kata kunci was right a moment ago and is still the same (`versi`). */
export async function loginWithCode(
  ctx: Ctx,
  was: Pick<LoginAccount, 'nomor_register' | 'versi'> & { known: boolean },
  typed: string,
  a: Attempt,
): Promise<SignedIn | Refused> {
  const account = await findByNomor(ctx.db, was.nomor_register)
  if (account?.versi !== was.versi) return WRONG
  const counter = `${pnsCounter(account.nomor_register)} kode ${account.versi}`
  const attempt = await loginAttempt(ctx.db, ctx.keys, counter)
  if (attempt.wait > 0) return { ok: false, wait: attempt.wait, recoveryOnly: false }
  if (!(await spendSecondFactor(ctx, account.nip, typed))) return WRONG
  await loginSucceeded(ctx.db, ctx.keys, counter)
  const done = await openSession(ctx, account, was.known, a)
  await trustDevice(ctx.db, account.nip, done.device)
  return done
}

/** A new session id at every login, and a letter when the device is new. */
async function openSession(ctx: Ctx, account: LoginAccount, known: boolean, a: Attempt): Promise<SignedIn> {
  const { nip } = account
  return transaction(ctx.db, async (tx) => {
    await lockPerson(tx, nip)
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

/** Signs staff in with e-mail, kata kunci and, once a day on each device, a code: of the authenticator, or a printed one. */
export async function staffLogin(ctx: Ctx, emailTyped: string, password: string, code: string, a: Attempt): Promise<StaffSignedIn | Refused> {
  const email = normaliseEmail(emailTyped).slice(0, 254)
  const counter = `petugas ${email}`
  const attempt = await loginAttempt(ctx.db, ctx.keys, counter)
  if (attempt.wait > 0) return { ok: false, wait: attempt.wait, recoveryOnly: attempt.recoveryOnly }
  const staff = await findStaffByEmail(ctx.db, email)
  const right = await verifyPassword(ctx.keys, staff?.sandi_hash, password)
  if (!staff || !right) return WRONG
  const trusted = await isTrustedStaffDevice(ctx.db, staff.id, a.device)
  if (!trusted && !(await spendStaffFactor(ctx, staff, code))) return WRONG
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
    await lockPerson(tx, nip)
    if (await confirmData(tx, nip)) await record(tx, { nip, kind: 'data-dikonfirmasi', actor: { as: 'pns' } })
  })
}

/** "Bukan data saya": the account is frozen and every session ends (trust.md 3.2). */
export async function disownData(ctx: Ctx, nip: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await openClaim(tx, ctx.keys, nip, { sebab: 'bukan-data-saya', actor: { as: 'pns' } })
  })
}
