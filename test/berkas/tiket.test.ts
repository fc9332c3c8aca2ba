// Files of a ticket: also of people without an account, by the browser that opened it.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { beforeAll, expect, test } from 'vitest'
import { TICKET } from '../../src/berkas/rules.ts'
import { checkFile } from '../../src/berkas/job.ts'
import { transaction } from '../../src/db/tx.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { csrfToken } from '../../src/security/csrf.ts'
import { newToken } from '../../src/security/nomor.ts'
import { kategori } from '../../src/tiket/kategori.ts'
import { openTicket } from '../../src/tiket/open.ts'
import { addPerson, get, KEBUMEN, newSession, PURWOREJO, SAME_SITE, type Person } from '../isian/adegan.ts'
import { eventsOf, faultOn, multipart, onDisk, staffGet, useFiles } from './adegan.ts'
import { pdf, type Sample } from './contoh.ts'

const f = useFiles()
const browser = newToken()
const other = newToken()
let siti: Person
let nomor: string
const staff: Record<string, string> = {}

beforeAll(async () => {
  siti = await addPerson(f.s, 'SITI RAHAYU')
  nomor = await transaction(f.s.ctx.db, (tx) =>
    openTicket(tx, f.s.ctx.keys, {
      kategori: kategori.find((k) => k.berkas)!,
      nip: siti.nip,
      terverifikasi: false,
      asal: 'publik',
      isi: {},
      email: null,
      rahasia: browser,
    }),
  )
  await sql`update tiket set tingkat = 2 where nomor = ${nomor}`.execute(f.s.t.owner.db)
  for (const [name, scope] of [
    ['helpi', PURWOREJO],
    ['dewi', KEBUMEN],
  ] as const) {
    staff[name] = uuidv7()
    await sql`insert into petugas (id, email, nama, sandi_hash, totp) values (${staff[name]}, ${`${name}@uji.test`}, ${name}, '-', '-')`.execute(f.s.t.owner.db)
    await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (${uuidv7()}, ${staff[name]}, 'helpdesk', ${scope})`.execute(f.s.t.owner.db)
  }
})

const cookies = (id: string) => ({ [cookieName(f.s.ctx.config.baseUrl, 'anonim')]: id })
const visit = (id: string, url: string) => f.s.app.inject({ method: 'GET', url, headers: SAME_SITE, cookies: cookies(id) })
function send(id: string, file: Sample, fields: Record<string, string> = {}) {
  const { payload, headers } = multipart({ _kunci: uuidv7(), _csrf: csrfToken(f.s.ctx.keys, id), ...fields }, file)
  return f.s.app.inject({ method: 'POST', url: `/berkas/tiket/${nomor}`, payload, headers: { ...SAME_SITE, ...headers }, cookies: cookies(id) })
}
const rows = async () =>
  (await sql<{ id: string; status: string }>`select id, status from berkas_tiket where nomor = ${nomor} order by dibuat`.execute(f.s.t.owner.db)).rows

test('the browser that opened it attaches; nobody else, and not without its token', async () => {
  expect((await visit(browser, `/berkas/tiket/${nomor}`)).body).toContain('enctype="multipart/form-data"')
  expect((await visit(other, `/berkas/tiket/${nomor}`)).statusCode).toBe(404)
  const file = { name: 'surat.pdf', bytes: await pdf(['surat']) }
  expect((await send(other, file)).statusCode).toBe(404)
  expect((await send(browser, file, { _csrf: 'salah' })).statusCode).toBe(403)
  expect(onDisk(f.folder)).toEqual([])
  const key = { _kunci: uuidv7() }
  expect((await send(browser, file, key)).statusCode).toBe(303)
  expect((await send(browser, file, key)).statusCode).toBe(303)
  expect(await rows()).toHaveLength(1)
  expect(onDisk(f.folder)).toHaveLength(1)
})

test('its operator opens it, which is an event of the person; others find nothing', async () => {
  const [row] = await rows()
  await checkFile(f.s.ctx, row!)
  const at = `/berkas/${row!.id}`
  const page = await staffGet(f.s, staff.helpi!, `/helpdesk/tiket/${nomor}`)
  expect(page.body, 'it stands on the page of the ticket').toContain(`href="${at}"`)
  expect(page.body).toContain('belum dipindai')
  expect((await staffGet(f.s, staff.helpi!, at)).statusCode).toBe(200)
  expect((await staffGet(f.s, staff.dewi!, at)).statusCode).toBe(404)
  expect((await visit(browser, at)).statusCode).toBe(200)
  expect((await visit(other, at)).statusCode).toBe(404)
  // The ticket says her NIP, but nobody has proved that she opened it.
  expect((await get(f.s, { cookie: await newSession(f.s, 'pns', siti.nip) }, at)).statusCode).toBe(404)
  expect((await eventsOf(f.s, siti, 'berkas-dibuka')).map((e) => e.pelaku_id)).toEqual([staff.helpi])
})

test('a ticket holds five files, and none once it is finished', async () => {
  for (let n = 1; n < TICKET.files; n++) expect((await send(browser, { name: `${n}.pdf`, bytes: await pdf([`${n}`]) })).statusCode).toBe(303)
  expect(faultOn((await send(browser, { name: 'lebih.pdf', bytes: await pdf(['lebih']) })).body)).toMatch(/^Batas berkas/)
  await sql`update tiket set status = 'selesai', selesai_pada = now() where nomor = ${nomor}`.execute(f.s.t.owner.db)
  expect((await send(browser, { name: 'lagi.pdf', bytes: await pdf(['lagi']) })).statusCode).toBe(409)
  expect((await visit(browser, `/berkas/tiket/${nomor}`)).body).not.toContain('type="file"')
})
