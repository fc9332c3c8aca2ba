// The scene of the tests of the account: people with kata kunci and mailbox, the program, and its letters.
import { sql } from 'kysely'
import { accountColumns } from '../../src/security/account.ts'
import { clearCaught, listCaught, type Caught } from '../../src/jobs/catcher.ts'
import { startJobs, type Jobs } from '../../src/jobs/runner.ts'
import { hashPassword } from '../../src/security/password.ts'
import { addPerson, get, makeScene, post, type Person, type Scene } from '../isian/adegan.ts'
import type { TestDatabase } from '../harness.ts'

export const PASSWORD = 'pagar-bambu-kuning-41'
export const NIK = '3306051403760003'

export type Owner = Person & { email: string }
export type AccountScene = Scene & { jobs?: Jobs; sandi: string }

/** The program; `jobs` also sends its letters to the catcher. */
export async function makeAccountScene(t: TestDatabase, jobs = true): Promise<AccountScene> {
  const s = await makeScene(t)
  Object.assign(s.ctx.config, {
    mailFrom: 'e-PUPNS <tidak-dibalas@epupns.test>',
    pool: { web: 10, jobs: 3 },
    ...(jobs ? {} : { smtpUrl: 'smtp://127.0.0.1:1' }),
  })
  clearCaught()
  return { ...s, sandi: await hashPassword(s.ctx.keys, PASSWORD), jobs: jobs ? await startJobs(s.ctx, t.url) : undefined }
}

export async function endAccountScene(s: AccountScene | undefined): Promise<void> {
  await s?.jobs?.stop()
  await s?.app.close()
}

/** A person with an open account of his own. */
export async function addOwner(s: AccountScene, nama?: string): Promise<Owner> {
  const p = await addPerson(s, nama)
  const email = `pns${p.nip.slice(-3)}@kotak.test`
  const c = await accountColumns(
    s.ctx.keys,
    p.nip,
    { email, sandi_hash: s.sandi, ibu_kandung: 'Suparmi', pertanyaan: 'Nama guru pertama saya?', jawaban: 'Pak Darmo', jawaban_hash: '-' },
    true,
  )
  await sql`update akun set email = ${c.email}, email_indeks = ${c.email_indeks}, sandi_hash = ${c.sandi_hash}, ibu_kandung = ${c.ibu_kandung},
    ibu_kandung_indeks = ${c.ibu_kandung_indeks}, pertanyaan = ${c.pertanyaan}, jawaban_hash = ${c.jawaban_hash}, jawaban = ${c.jawaban} where nip = ${p.nip}`.execute(
    s.t.owner.db,
  )
  await sql`insert into direktori_email (email_indeks, nip) values (${c.email_indeks}, ${p.nip})`.execute(s.t.owner.db)
  return { ...p, email }
}

/** The newest letter to an address, once it has come. */
export async function letterTo(address: string, wanted: (m: Caught) => boolean = () => true): Promise<Caught> {
  for (let i = 0; i < 600; i++) {
    const found = listCaught(address).find(wanted)
    if (found) return found
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`no letter to ${address}`)
}

export const codeIn = (m: Caught): string => /^\s{4}([0-9A-Z]{8})$/m.exec(m.teks)![1]!
export const kinds = async (s: Scene, nip: string): Promise<string[]> =>
  (await sql<{ jenis: string }>`select jenis from peristiwa where nip = ${nip} order by urut`.execute(s.t.owner.db)).rows.map((r) => r.jenis)
export const notices = async (s: Scene, nip: string): Promise<string[]> =>
  (await sql<{ jenis: string }>`select jenis from pemberitahuan where nip = ${nip} order by tampil_pada, id`.execute(s.t.owner.db)).rows.map((r) => r.jenis)

/** Lets one person fill for another, and puts that person's session to work. Gives the authorisation. */
export async function helpWith(s: AccountScene, owner: Owner, helper: Owner, cookie = helper.cookie): Promise<string> {
  await post(s, owner, '/akun/pendamping', { cara: 'nomor', nomor: helper.nomor, hari: 7, kata_kunci: PASSWORD })
  const { rows } = await sql<{ id: string }>`select id from pendamping where nip = ${owner.nip} order by dibuat desc limit 1`.execute(s.t.owner.db)
  await post(s, { cookie }, `/pendamping/${rows[0]!.id}/mulai`)
  return rows[0]!.id
}

export { get, post }
