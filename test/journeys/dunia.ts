// The world of the journeys: two people imported from an extract, staff of three offices, the whole program listening.
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Page } from 'playwright-core'
import { buildApp } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { createContext, type Ctx } from '../../src/context.ts'
import { openDb, type OpenDb } from '../../src/db/pool.ts'
import { loadCampaign } from '../../src/demo/campaign.ts'
import { findSources, importFile } from '../../src/impor/import.ts'
import { loadQuestionnaires } from '../../src/kuesioner/store.ts'
import { clearCaught, listCaught } from '../../src/jobs/catcher.ts'
import { startJobs } from '../../src/jobs/runner.ts'
import { closePdf } from '../../src/pdf/render.ts'
import { sealTotp } from '../../src/security/account.ts'
import { hashPassword } from '../../src/security/password.ts'
import { currentCode, newTotpSecret } from '../../src/security/totp.ts'
import { cloneDatabase, dropDatabase } from '../harness.ts'

export const PURWOREJO = '6422'
export const DINAS = 'D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1'
const SANDI = 'pagar-bambu-kuning-41'

/** Who works where, by first name. */
const STAFF = {
  rini: { nama: 'Rini Registrasi', tasks: [['verifikator_registrasi', PURWOREJO]] },
  endang: { nama: 'Endang Sulastri', tasks: [['verifikator_1', DINAS]] },
  bambang: { nama: 'Bambang Biro', tasks: [['verifikator_2', PURWOREJO]] },
  kartika: { nama: 'Kartika Kanreg', tasks: [['verifikator_3', '01']] },
} as const
export type StaffName = keyof typeof STAFF

export type World = { ctx: Ctx; owner: OpenDb; base: string; secrets: Record<StaffName, string>; close(): Promise<void> }

/** Starts everything on a database of its own. */
export async function startWorld(): Promise<World> {
  clearCaught()
  const url = await cloneDatabase()
  const owner = openDb(url, { role: null, statementTimeout: 0 })

  const app = openDb(url)
  const config = {
    mode: 'uji',
    host: '127.0.0.1',
    port: 0,
    baseUrl: 'http://127.0.0.1',
    secure: false,
    masterKey: createHash('sha256').update('uji').digest(),
    olderKeys: [],
    terbuka: false,
    trustProxy: 0,
    mailFrom: 'e-PUPNS <uji@epupns.test>',
    dataFolder: '',
    databaseUrl: url,
    smtpUrl: undefined,
    pool: { web: 10, jobs: 3 },
  } as unknown as Config
  const ctx = await createContext(config, app.db, { info() {}, warn() {}, error: (data, message) => console.error(message, data) })
  await loadCampaign(owner.db, '2026-11-23')
  await loadQuestionnaires(owner.db)
  await importPeople(owner, ctx)
  const secrets = await addStaff(owner, ctx)
  const server = await buildApp(ctx)
  await server.listen({ port: 0, host: '127.0.0.1' })
  config.baseUrl = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  const jobs = await startJobs(ctx, url)
  const close = async () => {
    await server.close()
    await jobs.stop()
    await closePdf()
    await app.close()
    await owner.close()
    await dropDatabase(url)
  }
  return { ctx, owner, base: config.baseUrl, secrets, close }
}

async function importPeople(owner: OpenDb, ctx: Ctx): Promise<void> {
  for (const source of findSources(fileURLToPath(new URL('ekstrak', import.meta.url)))) {
    const { run } = await importFile(owner.pool, source, { keys: ctx.keys, synthetic: true, again: true, allowShrink: true })
    if (run?.tolakan.length) throw new Error(`${source.code}: ${JSON.stringify(run.tolakan)}`)
  }
  await sql`insert into unit_verifikator (unor_id, instansi_id) values (${DINAS}, ${PURWOREJO})`.execute(owner.db)
  await sql`insert into instansi_pengaturan (instansi_id, alamat, jam_layanan) values (${PURWOREJO}, 'Jl. Proklamasi 2, Purworejo', 'Senin–Jumat 08.00–15.00 WIB')`.execute(
    owner.db,
  )
}

async function addStaff(owner: OpenDb, ctx: Ctx): Promise<Record<StaffName, string>> {
  const sandi = await hashPassword(ctx.keys, SANDI)
  const secrets = {} as Record<StaffName, string>
  for (const [name, { nama, tasks }] of Object.entries(STAFF)) {
    const id = uuidv7()
    const secret = (secrets[name as StaffName] = newTotpSecret())
    await sql`insert into petugas (id, email, nama, sandi_hash, totp) values (${id}, ${`${name}@uji.test`}, ${nama}, ${sandi}, ${sealTotp(ctx.keys, id, secret)})`.execute(
      owner.db,
    )
    for (const [peran, lingkup] of tasks)
      await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (${uuidv7()}, ${id}, ${peran}, ${lingkup})`.execute(owner.db)
  }
  return secrets
}

/** Signs a member of staff in through the page: e-mail, kata kunci, current code. */
export async function staffLogin(w: World, page: Page, name: StaffName): Promise<void> {
  await page.goto(`${w.base}/petugas/masuk`)
  await page.getByLabel('E-mail').fill(`${name}@uji.test`)
  await page.getByLabel('Kata Kunci', { exact: true }).fill(SANDI)
  const code = page.getByLabel(/Kode autentikator/i)
  if (await code.count()) await code.fill(currentCode(w.secrets[name]))
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  if (await page.getByLabel(/Kode autentikator/i).count()) {
    await page.getByLabel(/Kode autentikator/i).fill(currentCode(w.secrets[name]))
    await page
      .getByRole('button', { name: /Masuk|Lanjut/ })
      .first()
      .click()
  }
  await page.waitForURL(/verifikasi/)
}

/** Waits for the newest letter to an address; letters go through the real job queue and a real mail server. */
export async function letterTo(address: string, subject: RegExp): Promise<string> {
  for (let i = 0; i < 300; i++) {
    const found = listCaught(address).find((m) => subject.test(m.perihal))
    if (found) return found.teks
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(
    `no letter ${subject} to ${address}; there are: ${listCaught()
      .map((m) => `${m.kepada}: ${m.perihal}`)
      .join(' | ')}`,
  )
}
