// The second factor of staff: the authenticator, and ten printed codes for the day the phone is gone (clarifications 5).
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { DbOrTx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { waitingTime } from '../problems.ts'
import { openTotp } from '../security/account.ts'
import { hashKode, newKode, normaliseSymbols } from '../security/nomor.ts'
import { verifyPassword } from '../security/password.ts'
import { loginAttempt, loginSucceeded } from '../security/throttle.ts'
import { spendTotp } from '../security/totp.ts'

const CODES = 10
const place = (id: string): string => `kode cadangan petugas/${id}`

/** Printed codes that still work. */
export async function countStaffCodes(db: DbOrTx, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from kode_cadangan_petugas where petugas_id = ${id} and terpakai is null`.execute(db)
  return rows[0]!.n
}

/** A code of the authenticator (`totp` is its sealed secret), or a printed one. Each works once; a printed one is told by mail. */
export async function spendStaffFactor(ctx: Ctx, staff: { id: string; totp: string }, typed: string): Promise<boolean> {
  if (/^\d{6}$/.test(typed.replace(/\s/g, ''))) return spendTotp(ctx.db, 'petugas', staff.id, openTotp(ctx.keys, staff.id, staff.totp), typed)
  return transaction(ctx.db, async (tx) => {
    const { rows } = await sql`update kode_cadangan_petugas set terpakai = clock_timestamp()
      where petugas_id = ${staff.id} and kode_hash = ${hashKode(ctx.keys, place(staff.id), normaliseSymbols(typed))} and terpakai is null returning 1`.execute(
      tx,
    )
    if (rows.length === 0) return false
    await enqueue(tx, 'surat', { jenis: 'petugas', sebab: 'kode-cadangan', petugas: staff.id })
    return true
  })
}

export type Renewed = { ok: true; codes: string[] } | { ok: false; field: 'kata_kunci' | 'kode'; fault: string }

/** Ten new printed codes for who knows the kata kunci and holds the phone (or an older printed code). The ones before are worth nothing. */
export async function renewStaffCodes(ctx: Ctx, id: string, kata_kunci: string, kode: string): Promise<Renewed> {
  const counter = `petugas ${id} kode cadangan`
  const attempt = await loginAttempt(ctx.db, ctx.keys, counter)
  if (attempt.wait > 0) return { ok: false, field: 'kata_kunci', fault: `Terlalu banyak percobaan. Coba lagi dalam ${waitingTime(attempt.wait)}.` }
  const { rows } = await sql<{ sandi_hash: string; totp: string }>`select sandi_hash, totp from petugas where id = ${id}`.execute(ctx.db)
  const staff = rows[0]!
  if (!(await verifyPassword(ctx.keys, staff.sandi_hash, kata_kunci))) return { ok: false, field: 'kata_kunci', fault: 'Kata kunci tidak cocok.' }
  if (!(await spendStaffFactor(ctx, { id, totp: staff.totp }, kode)))
    return { ok: false, field: 'kode', fault: 'Kode tidak cocok. Setiap kode hanya berlaku sekali: tunggu kode berikutnya.' }
  await loginSucceeded(ctx.db, ctx.keys, counter)
  const codes = Array.from({ length: CODES }, newKode)
  await transaction(ctx.db, async (tx) => {
    await sql`delete from kode_cadangan_petugas where petugas_id = ${id}`.execute(tx)
    await sql`insert into kode_cadangan_petugas (petugas_id, kode_hash)
      select ${id}, unnest(${codes.map((c) => hashKode(ctx.keys, place(id), c))}::text[])`.execute(tx)
    await enqueue(tx, 'surat', { jenis: 'petugas', sebab: 'kode-cadangan-baru', petugas: id })
  })
  return { ok: true, codes }
}
