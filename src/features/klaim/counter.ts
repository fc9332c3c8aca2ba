// What officers do at the counter for somebody who stands before them: a lost mailbox, a registration without e-mail.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../context.ts'
import type { Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import type { KodeLoket } from '../../pdf/kodeLoket.ts'
import { problem } from '../../problems.ts'
import { once } from '../../security/idempotency.ts'
import { ACTIVATION_DAYS, issueActivation } from '../../web/aktivasi.ts'
import { lockPerson, notifyAccount } from '../../web/akun.ts'
import { issueMailboxCode, MAILBOX_CODE_DAYS, MAILBOX_HOURS } from '../../web/kotakSurat.ts'
import type { Body } from '../../web/request.ts'
import { record } from '../../workflow/events.ts'
import type { Staff } from '../../workflow/scope.ts'
import { actorOf } from './service.ts'
import { CLAIM_ROLES, findMailbox, findVisited, MAILBOX_ROLES, rolesFor, type MailboxRow, type Visited } from './store.ts'

/** A person of the own agency. Error: not_found. */
export async function getVisited(ctx: Ctx, staff: Staff, nip: string): Promise<Visited> {
  const found = await findVisited(ctx.db, staff, nip)
  if (!found) throw problem('not_found', { links: [{ href: '/verifikasi/klaim', label: 'Ke loket' }] })
  return found
}

export const hasAccount = (v: Visited): boolean => v.status === 'aktif' || v.status === 'menunggu_verifikasi_registrasi'

/** May this officer be the second one? Another person, under another role than the first. */
export const secondRole = (staff: Staff, m: MailboxRow): string | undefined =>
  m.pertama_oleh === staff.id ? undefined : rolesFor(staff, MAILBOX_ROLES, m.instansi_id).find((role) => role !== m.pertama_peran)

/** "KTP dan Karpeg sudah saya lihat": the first officer opens it, the second one starts the day of waiting. The old address is told each time. */
export async function confirmMailbox(ctx: Ctx, staff: Staff, v: Visited, body: Body): Promise<void> {
  await transaction(ctx.db, (tx) =>
    once(tx, ctx.keys, { nip: v.nip, key: body._kunci, actor: staff.id, body: { kotak_surat: true, ...body } }, async () => {
      await lockPerson(tx, v.nip)
      if (!hasAccount(v)) throw problem('not_possible_now')
      const m = await findMailbox(tx, staff, v.nip, MAILBOX_HOURS, true)
      const role = m ? await second(tx, staff, m) : await first(tx, staff, v)
      const step = m ? 'dua' : 'satu'
      await record(tx, { nip: v.nip, kind: `kotak-surat-${step}`, actor: actorOf(staff, role, v.instansi_id) })
      await notifyAccount(tx, v.nip, `kotak-surat-${step}`)
      return {}
    }),
  )
}

async function first(tx: Tx, staff: Staff, v: Visited): Promise<string> {
  const role = rolesFor(staff, MAILBOX_ROLES, v.instansi_id)[0]!
  await sql`insert into kotak_surat (nip, id, instansi_id, pertama_oleh, pertama_peran) values (${v.nip}, ${uuidv7()}, ${v.instansi_id}, ${staff.id}, ${role})`.execute(
    tx,
  )
  return role
}

async function second(tx: Tx, staff: Staff, m: MailboxRow): Promise<string> {
  const role = m.status === 'satu' ? secondRole(staff, m) : undefined
  if (!role) throw problem('forbidden', { text: 'Pengesahan kedua harus oleh petugas lain dengan peran lain dari instansi yang sama.' })
  await sql`update kotak_surat set status = 'dua', kedua_oleh = ${staff.id}, kedua_peran = ${role}, kedua_pada = clock_timestamp()
    where nip = ${m.nip} and id = ${m.id}`.execute(tx)
  return role
}

/** The code for the new address, a day later, once on paper. Printing again makes another one and kills this. */
export async function printMailboxCode(ctx: Ctx, staff: Staff, v: Visited): Promise<KodeLoket> {
  const kode = await transaction(ctx.db, async (tx) => {
    await lockPerson(tx, v.nip)
    const m = await findMailbox(tx, staff, v.nip, MAILBOX_HOURS, true)
    if (!m || m.kedua_oleh !== staff.id) throw problem('forbidden', { text: 'Kode hanya dicetak oleh petugas yang memberi pengesahan kedua.' })
    if (!m.siap) throw problem('not_possible_now', { text: `Kode baru boleh dicetak ${MAILBOX_HOURS} jam setelah pengesahan kedua.` })
    const role = rolesFor(staff, MAILBOX_ROLES, m.instansi_id)[0]!
    await record(tx, { nip: v.nip, kind: 'kode-dicetak', actor: actorOf(staff, role, m.instansi_id), data: { untuk: 'alamat' } })
    return issueMailboxCode(tx, ctx.keys, v.nip, m.id)
  })
  return paper(ctx, v, 'alamat', kode, MAILBOX_CODE_DAYS)
}

/** The activation code of "Daftar di loket": whoever checks registrations has seen the KTP. */
export async function printActivation(ctx: Ctx, staff: Staff, v: Visited): Promise<KodeLoket> {
  if (v.status !== null && v.status !== 'registrasi_ditolak') throw problem('nip_registered')
  const role = rolesFor(staff, CLAIM_ROLES, v.instansi_id).find((r) => r === REGISTRAR)
  if (!role) throw problem('forbidden', { text: 'Daftar di loket dilayani Verifikator Registrasi.' })
  const kode = await transaction(ctx.db, async (tx) => {
    const made = await issueActivation(tx, ctx.keys, { nip: v.nip, instansiId: v.instansi_id, by: staff.id })
    await record(tx, { nip: v.nip, kind: 'kode-dicetak', actor: actorOf(staff, role, v.instansi_id), data: { untuk: 'aktivasi' } })
    return made
  })
  return paper(ctx, v, 'aktivasi', kode, ACTIVATION_DAYS)
}

export const REGISTRAR = CLAIM_ROLES[0]

function paper(ctx: Ctx, v: Visited, untuk: KodeLoket['untuk'], kode: string, days: number): KodeLoket {
  return {
    untuk,
    kode,
    nip: v.nip,
    instansi: v.instansi,
    hari: days,
    dicetak: new Date().toISOString(),
    alamat: ctx.config.baseUrl.replace(/^https?:\/\//, ''),
  }
}
