// The second factor of a PNS who wants one: an authenticator, and ten printed codes for the day the phone is gone (domain R13).
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { DbOrTx, Tx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { openTotp, sealTotp } from '../security/account.ts'
import { hashKode, newKode, normaliseSymbols } from '../security/nomor.ts'
import { newTotpSecret, spendTotp, totpStep } from '../security/totp.ts'
import { lockPerson } from '../web/akun.ts'
import { record } from '../workflow/events.ts'

const CODES = 10
const place = (nip: string): string => `kode cadangan/${nip}`

/** Whether a code is asked at login, and how many printed codes are left. */
export async function getSecondFactor(db: DbOrTx, nip: string): Promise<{ aktif: boolean; sisa: number }> {
  const { rows } = await sql<{ aktif: boolean; sisa: number }>`select totp is not null as aktif,
    (select count(*)::int from kode_cadangan k where k.nip = a.nip and k.terpakai is null) as sisa from akun a where nip = ${nip}`.execute(db)
  return rows[0]!
}

/** A new secret, shown now and in force after its first code. */
export async function startTotp(ctx: Ctx, nip: string): Promise<string> {
  const secret = newTotpSecret()
  await sql`update akun set totp_baru = ${sealTotp(ctx.keys, nip, secret)} where nip = ${nip}`.execute(ctx.db)
  return secret
}

/** The secret that waits for its first code, to show the page again. */
export async function findNewSecret(ctx: Ctx, nip: string): Promise<string | undefined> {
  const { rows } = await sql<{ totp_baru: string | null }>`select totp_baru from akun where nip = ${nip}`.execute(ctx.db)
  return rows[0]?.totp_baru ? openTotp(ctx.keys, nip, rows[0].totp_baru) : undefined
}

/** The first code: from now on it is asked. Gives the printed codes, or undefined when the code does not fit. */
export async function confirmTotp(ctx: Ctx, nip: string, typed: string): Promise<string[] | undefined> {
  return transaction(ctx.db, async (tx) => {
    await lockPerson(tx, nip)
    const { rows } = await sql<{ totp_baru: string | null }>`select totp_baru from akun where nip = ${nip}`.execute(tx)
    const sealed = rows[0]?.totp_baru
    const step = sealed ? totpStep(openTotp(ctx.keys, nip, sealed), typed, 0) : undefined
    if (step === undefined) return undefined
    await sql`update akun set totp = totp_baru, totp_baru = null, totp_langkah = ${step}, versi = versi + 1, diubah = clock_timestamp() where nip = ${nip}`.execute(
      tx,
    )
    await sql`update perangkat set totp_sampai = null where nip = ${nip}`.execute(tx)
    await record(tx, { nip, kind: 'autentikator-aktif', actor: { as: 'pns' } })
    await enqueue(tx, 'surat', { jenis: 'akun', sebab: 'autentikator-aktif', nip })
    return newCodes(tx, ctx, nip)
  })
}

/** Ten new printed codes; older ones are worth nothing any more. */
async function newCodes(tx: Tx, ctx: Ctx, nip: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newKode)
  await sql`delete from kode_cadangan where nip = ${nip}`.execute(tx)
  await sql`insert into kode_cadangan (nip, kode_hash) select ${nip}, unnest(${codes.map((kode) => hashKode(ctx.keys, place(nip), kode))}::text[])`.execute(tx)
  return codes
}

/** A code of the authenticator, or a printed one. Each works once. */
export async function spendSecondFactor(ctx: Ctx, nip: string, typed: string): Promise<boolean> {
  const { rows } = await sql<{ totp: string | null }>`select totp from akun where nip = ${nip}`.execute(ctx.db)
  if (!rows[0]?.totp) return false
  if (/^\d{6}$/.test(typed.replace(/\s/g, ''))) return spendTotp(ctx.db, 'pns', nip, openTotp(ctx.keys, nip, rows[0].totp), typed)
  return transaction(ctx.db, async (tx) => {
    await lockPerson(tx, nip)
    const spent = await sql`update kode_cadangan set terpakai = clock_timestamp()
      where nip = ${nip} and kode_hash = ${hashKode(ctx.keys, place(nip), normaliseSymbols(typed))} and terpakai is null returning 1`.execute(tx)
    if (spent.rows.length === 0) return false
    await record(tx, { nip, kind: 'kode-cadangan', actor: { as: 'pns' } })
    await enqueue(tx, 'surat', { jenis: 'akun', sebab: 'kode-cadangan', nip })
    return true
  })
}

/** No code is asked any more. Who calls has asked for kata kunci and code. */
export async function removeTotp(ctx: Ctx, nip: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await lockPerson(tx, nip)
    await removeFactor(tx, nip)
    await record(tx, { nip, kind: 'autentikator-mati', actor: { as: 'pns' } })
    await enqueue(tx, 'surat', { jenis: 'akun', sebab: 'autentikator-mati', nip })
  })
}

/** The same inside the transaction of the caller, who says why. True when there was one. */
export async function removeFactor(tx: Tx, nip: string): Promise<boolean> {
  const { rows } = await sql<{ ada: boolean }>`select totp is not null as ada from akun where nip = ${nip}`.execute(tx)
  await sql`update akun set totp = null, totp_baru = null, versi = versi + 1, diubah = clock_timestamp() where nip = ${nip}`.execute(tx)
  await sql`delete from kode_cadangan where nip = ${nip}`.execute(tx)
  return rows[0]?.ada === true
}

/** Ten new printed codes on demand. Who calls has asked for kata kunci and code. */
export async function renewCodes(ctx: Ctx, nip: string): Promise<string[]> {
  return transaction(ctx.db, async (tx) => {
    await lockPerson(tx, nip)
    await record(tx, { nip, kind: 'kode-cadangan-baru', actor: { as: 'pns' } })
    return newCodes(tx, ctx, nip)
  })
}
