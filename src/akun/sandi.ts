// What is changed only by who knows the kata kunci: itself, and question and answer. A stolen session alone changes nothing (ASVS 7.5.1).
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { transaction } from '../db/tx.ts'
import { writeAnswer, writePassword } from '../features/pemulihan/store.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { waitingTime } from '../problems.ts'
import { answerColumns } from '../security/account.ts'
import { forgetDevices } from '../security/device.ts'
import { hashPassword, verifyPassword } from '../security/password.ts'
import { revokeAllSessions, type SesiPns } from '../security/session.ts'
import { loginAttempt, loginSucceeded, pnsCounter } from '../security/throttle.ts'
import { getAgencySettings, lockPerson } from '../web/akun.ts'
import { stopRecoveries } from '../web/pemulihan.ts'
import { record } from '../workflow/events.ts'

/** What is wrong with the kata kunci as typed; undefined = right. Counted apart from logins, so that a thief cannot lock the owner out. */
export async function passwordFault(ctx: Ctx, me: SesiPns, typed: string | undefined): Promise<string | undefined> {
  if (!typed) return 'Tulis kata kunci Anda yang sekarang.'
  const counter = `${pnsCounter(me.nomor_register)} akun saya`
  const attempt = await loginAttempt(ctx.db, ctx.keys, counter)
  if (attempt.wait > 0) return `Terlalu banyak percobaan. Coba lagi dalam ${waitingTime(attempt.wait)}.`
  const { rows } = await sql<{ sandi_hash: string }>`select sandi_hash from akun where nip = ${me.nip}`.execute(ctx.db)
  if (!(await verifyPassword(ctx.keys, rows[0]?.sandi_hash, typed))) return 'Kata kunci tidak cocok.'
  await loginSucceeded(ctx.db, ctx.keys, counter)
  return undefined
}

/** The new kata kunci: every other session, every device and every link ends. */
export async function changeOwnPassword(ctx: Ctx, me: SesiPns, password: string): Promise<void> {
  const sandi = await hashPassword(ctx.keys, password)
  await transaction(ctx.db, async (tx) => {
    await lockPerson(tx, me.nip)
    await writePassword(tx, me.nip, sandi)
    await revokeAllSessions(tx, 'pns', me.nip, me.id_hash)
    await forgetDevices(tx, { nip: me.nip })
    await stopRecoveries(tx, ctx.keys, me.nip)
    await record(tx, { nip: me.nip, kind: 'kata-kunci-diganti', actor: { as: 'pns' }, data: { lewat: 'akun' } })
    await enqueue(tx, 'surat', { jenis: 'akun', sebab: 'kata-kunci-diganti', nip: me.nip })
  })
}

/** Another question and answer. Where the agency says `ganti`, no readable copy is kept. */
export async function changeOwnAnswer(ctx: Ctx, me: SesiPns, chosen: { pertanyaan: string; jawaban: string }): Promise<void> {
  const { lupa_jawaban } = await getAgencySettings(ctx.db, me.instansi_id)
  const columns = await answerColumns(ctx.keys, me.nip, chosen, lupa_jawaban === 'tampilkan')
  await transaction(ctx.db, async (tx) => {
    await lockPerson(tx, me.nip)
    await writeAnswer(tx, me.nip, columns)
    await record(tx, { nip: me.nip, kind: 'jawaban-diganti', actor: { as: 'pns' }, data: { lewat: 'akun' } })
    await enqueue(tx, 'surat', { jenis: 'akun', sebab: 'jawaban-diganti', nip: me.nip })
  })
}
