// The demo of `npm start`: invented people through the real way in (generate, import), then how far they are, then the logins.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { DEMO_PASSWORD, loadAccounts, type Person } from './demo/accounts.ts'
import { loadCampaign } from './demo/campaign.ts'
import { loadProgress } from './demo/progress.ts'
import { loadTickets } from './demo/tickets.ts'
import { readCsv, readTruth } from './demo/truth.ts'
import { openDb, type Db, type OpenDb } from './db/pool.ts'
import { transaction } from './db/tx.ts'
import { dayIn } from './form/dates.ts'
import { generate } from './generate/generate.ts'
import { TOKOH } from './generate/tokoh.ts'
import { loadStaff } from './impor/demo.ts'
import { findSources, importFile } from './impor/import.ts'
import type { Ready } from './main.ts'
import { loadSmallLists } from './reference/cache.ts'
import { sealTotp } from './security/account.ts'
import { sections } from './sections/index.ts'
import type { Keys } from './security/keys.ts'
import { hashPassword } from './security/password.ts'
import { newTotpSecret } from './security/totp.ts'
import { showName } from './web/name.ts'

const SEED = 2015
const REGISTERED = (state: string) => state !== 'belum_daftar'

/** Fills an empty database with the demo people; what is there stays. Every step may be repeated after a broken start. */
export async function loadDemo({ ctx, ownerUrl, say }: Ready): Promise<void> {
  const owner = openDb(ownerUrl, { role: null, statementTimeout: 0, name: 'epupns demo' })
  try {
    if (await isLoaded(owner.db)) return say('Data demo sudah ada')
    const acuan = dayIn(new Date())
    const folder = join(ctx.config.dataFolder, 'demo')
    if (!isGenerated(folder)) generate({ preset: 'demo', benih: SEED, acuan, folder })
    for (const source of findSources(folder)) await importFile(owner.pool, source, { keys: ctx.keys, synthetic: true })
    await loadSmallLists(owner.db)
    say('1.000 PNS rekaan di 6 instansi diimpor')
    await loadStaffOf(owner.db, ctx.keys, folder)
    await loadCampaign(owner.db, acuan)
    const forms = await loadPeople(owner, ctx.keys, acuan.slice(0, 4), folder)
    say(`${forms} formulir dalam semua keadaan dimuat`)
  } finally {
    await owner.close()
  }
}

/** All of it, and by this version: an older one knew fewer sections. */
const isGenerated = (folder: string): boolean =>
  ['keadaan.csv', ...sections.map((s) => join('kebenaran', `${s.code}.csv`))].every((file) => existsSync(join(folder, 'demo', file)))

async function isLoaded(db: Db): Promise<boolean> {
  const { rows } = await sql<{ ada: boolean }>`select exists (select from akun) as ada`.execute(db)
  return rows[0]!.ada
}

async function loadStaffOf(db: Db, keys: Keys, folder: string): Promise<void> {
  // One hash for all of them: the word is printed at the start anyway.
  const sandi_hash = await hashPassword(keys, DEMO_PASSWORD)
  await loadStaff(db, folder, async ({ id }) => ({ sandi_hash, totp: sealTotp(keys, id, newTotpSecret()) }))
}

/** Accounts and progress in one transaction: a start that breaks here begins again. */
async function loadPeople(owner: OpenDb, keys: Keys, periode: string, folder: string): Promise<number> {
  const truth = await readTruth(owner.db, folder)
  const states = readCsv(folder, 'demo', 'keadaan.csv')
  const { rows } = await sql<{ nip: string; instansi: string; nikMissing: boolean }>`
    select c.nip, c.instansi_id as instansi, d.nik_indeks is null as "nikMissing" from cari_nama c join sapk_data_utama d on d.nip = c.nip`.execute(owner.db)
  const known = new Map(rows.map((r) => [r.nip, r]))
  const people = states.flatMap((s): Person[] => {
    const found = known.get(s.nip!)
    return found && REGISTERED(s.keadaan!) ? [{ ...found, state: s.keadaan!, ibuKandung: s.ibu_kandung! }] : []
  })
  return transaction(owner.db, async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tx)
    await loadAccounts(tx, keys, people)
    const forms = await loadProgress(tx, keys, periode, people, truth)
    await loadTickets(
      tx,
      keys,
      people.filter((p) => p.state !== 'menunggu_verifikasi_registrasi' && p.state !== 'registrasi_ditolak'),
    )
    return forms
  })
}

/** The table of logins: people in every state, one member of the staff per role. */
export async function printLogins({ ctx }: Pick<Ready, 'ctx'>, print: (line: string) => void): Promise<void> {
  const { rows: numbers } = await sql<{
    nip: string
    nomor_register: string
  }>`select nip, nomor_register from akun where nip = any(${TOKOH.map((t) => t.nip)})`.execute(ctx.db)
  const number = new Map(numbers.map((n) => [n.nip, n.nomor_register]))
  print(`Kata kunci semua akun demo: ${DEMO_PASSWORD}\n`)
  print('PNS: masuk di /masuk dengan nomor register, atau daftar di /registrasi dengan NIP')
  for (const t of TOKOH) print(`  ${(number.get(t.nip) ?? t.nip).padEnd(20)} ${showName(t.nama).padEnd(20)} ${t.keterangan}`)
  print('\nPetugas: masuk di /petugas/masuk dengan e-mail, kata kunci, dan kode autentikator yang tampil di /_surat')
  for (const s of await listStaff(ctx.db)) print(`  ${s.email.padEnd(44)} ${s.peran}`)
  print('')
}

/** Of each role that has pages the member with the most to do. */
async function listStaff(db: Db): Promise<{ email: string; peran: string }[]> {
  const { rows } = await sql<{ email: string; peran: string }>`
    select distinct on (t.peran) p.email, t.peran || coalesce(' · ' || coalesce(u.nama, i.nama, k.nama), '') as peran
    from penugasan t join petugas p on p.id = t.petugas_id
      left join ref_unor u on u.id = t.lingkup_id left join ref_instansi i on i.id = t.lingkup_id left join ref_kanreg k on k.id = t.lingkup_id
    where p.sintetis and p.aktif and (t.peran like 'verifikator%' or t.peran in ('turun_status', 'helpdesk', 'admin_instansi'))
    order by t.peran, t.peran = 'helpdesk' and t.lingkup_id = '00' desc, (select count(*) from formulir f where f.unit_id = t.lingkup_id or f.instansi_id = t.lingkup_id or f.wilayah_id = t.lingkup_id) desc, p.email`.execute(
    db,
  )
  return rows
}
