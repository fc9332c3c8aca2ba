// "Siapa membuka data saya": every look with office, role, purpose and time; only one's own; a report reaches the agency's admin.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { record } from '../../src/workflow/events.ts'
import { useDatabase } from '../harness.ts'
import { ENDANG, forgetLimits, PURWOREJO, unit } from '../isian/adegan.ts'
import { addOwner, endAccountScene, get, helpWith, letterTo, makeAccountScene, post, type AccountScene, type Owner } from './adegan.ts'

const t = useDatabase()
let s: AccountScene
beforeAll(async () => void (s = await makeAccountScene(t)))
afterAll(() => endAccountScene(s))

const look = (p: Owner, kind: string, data = {}) =>
  transaction(s.ctx.db, (tx) => record(tx, { nip: p.nip, kind, actor: { as: 'petugas', id: ENDANG, role: 'verifikator_1', scopeId: unit.dinas }, data }))
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('office, role, purpose and time of every look, of helpers too; saves and moves are none', async () => {
  const [me, helper] = [await addOwner(s), await addOwner(s, 'BUDI SANTOSO')]
  await look(me, 'dibaca')
  await look(me, 'ditampilkan', { bagian: 'data-utama', kunci: 'nik' })
  await look(me, 'dibaca', { registrasi: true })
  await look(me, 'setujui')
  await helpWith(s, me, helper)
  await get(s, helper, '/formulir')
  const page = words((await get(s, me, '/akses-data')).body)
  for (const line of [
    'Dinas Pendidikan Verifikator Level 1 Memeriksa formulir',
    'Menampilkan nomor rahasia',
    'Memeriksa registrasi',
    'Budi Santoso Pendamping Anda',
  ])
    expect(page).toContain(line)
  expect(page.match(/Laporkan/g)).toHaveLength(4)
  expect(page).not.toContain('Endang')
})

test('Laporkan: kept, recorded, mailed to the admin of the agency, once per press', async () => {
  const [me, id] = [await addOwner(s), uuidv7()]
  await sql`insert into petugas (id, email, nama, sandi_hash, totp) values (${id}, 'admin@purworejo.test', 'Admin', '-', '-')`.execute(t.owner.db)
  await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (${uuidv7()}, ${id}, 'admin_instansi', ${PURWOREJO})`.execute(t.owner.db)
  await look(me, 'dibaca')
  const url = `/akses-data/1/lapor`
  expect((await get(s, me, url)).statusCode).toBe(200)
  expect((await post(s, me, url, { isi: 'pendek' })).statusCode).toBe(422)
  const body = { _kunci: uuidv7(), isi: 'Saya tidak mengenal kantor ini <script>alert(1)</script>' }
  await Promise.all([1, 2, 3].map(() => post(s, me, url, body)))
  const { rows } = await sql<{ isi: string }>`select isi from laporan_akses where nip = ${me.nip}`.execute(t.owner.db)
  expect(rows).toHaveLength(1)
  expect(rows[0]!.isi).not.toContain('kantor')
  const letter = await letterTo('admin@purworejo.test')
  expect([letter.teks.includes('Dinas Pendidikan'), letter.teks.includes(me.nip), letter.teks.includes('script')]).toEqual([true, false, false])
  expect((await get(s, me, '/akses-data')).body).toContain('Dilaporkan')
})

test('looks at the data of others do not exist, nor do events that are none', async () => {
  await forgetLimits(s)
  const [me, other] = [await addOwner(s), await addOwner(s)]
  await look(me, 'setujui')
  await look(other, 'dibaca')
  await look(other, 'dibaca')
  for (const urut of ['1', '2', '99', '-1', 'x']) {
    expect((await get(s, me, `/akses-data/${urut}/lapor`)).statusCode, urut).toBe(404)
    expect((await post(s, me, `/akses-data/${urut}/lapor`, { isi: 'mencoba melaporkan orang lain' })).statusCode, urut).toBe(404)
  }
  expect(s.errors).toEqual([])
})
