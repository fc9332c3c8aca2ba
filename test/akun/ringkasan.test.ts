// The daily letter of staff: one a day with the numbers of everything that waits, nothing of a person, none where nothing waits.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendDigests } from '../../src/jobs/eskalasi.ts'
import { compose, type LetterIds } from '../../src/jobs/surat/compose.ts'
import { toText } from '../../src/jobs/surat/letter.tsx'
import { openClaim } from '../../src/web/akun.ts'
import { transaction } from '../../src/db/tx.ts'
import { useDatabase } from '../harness.ts'
import { fillAll, KEBUMEN, PURWOREJO, sendForm, unit } from '../isian/adegan.ts'
import { addOwner, endAccountScene, makeAccountScene, type AccountScene } from './adegan.ts'

const t = useDatabase()
let s: AccountScene
beforeAll(async () => void (s = await makeAccountScene(t, false)))
afterAll(() => endAccountScene(s))

async function staff(name: string, ...tasks: [string, string][]): Promise<void> {
  const id = uuidv7()
  await sql`insert into petugas (id, email, nama, sandi_hash, totp) values (${id}, ${`${name}@uji.test`}, ${name}, '-', '-')`.execute(t.owner.db)
  for (const [role, scope] of tasks)
    await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (${uuidv7()}, ${id}, ${role}, ${scope})`.execute(t.owner.db)
}

/** Runs the daily task; the letters by the name of who gets them. */
async function morning(): Promise<Map<string, string[]>> {
  await sql`delete from graphile_worker._private_jobs`.execute(t.owner.db)
  await sendDigests(s.ctx)
  const { rows } = await sql<{ payload: LetterIds }>`select payload from graphile_worker._private_jobs`.execute(t.owner.db)
  const found = new Map<string, string[]>()
  for (const { payload } of rows) {
    const out = await compose(s.ctx, payload)
    if (out) found.set(out.kepada.split('@')[0]!, [...(found.get(out.kepada.split('@')[0]!) ?? []), toText(out.letter, 'http://uji.test')])
  }
  return found
}

test('verifier, registrar and admin read their numbers, in one letter even with two tasks; who has nothing gets none', async () => {
  await staff('vera', ['verifikator_1', unit.dinas])
  await staff('reza', ['verifikator_registrasi', PURWOREJO], ['verifikator_2', PURWOREJO])
  await staff('adi', ['admin_instansi', PURWOREJO])
  await staff('kosong', ['verifikator_2', KEBUMEN], ['admin_instansi', KEBUMEN])
  const before = await morning()
  expect([before.get('vera'), before.get('reza'), before.get('kosong')]).toEqual([undefined, undefined, undefined])

  const [sent, waiting, claimed] = [await addOwner(s, 'SITI RAHAYU'), await addOwner(s), await addOwner(s)]
  await fillAll(s, sent)
  await sendForm(s, sent)
  await sql`update akun set status = 'menunggu_verifikasi_registrasi' where nip = ${waiting.nip}`.execute(t.owner.db)
  await transaction(s.ctx.db, (tx) => openClaim(tx, s.ctx.keys, claimed.nip, { sebab: 'nip-dipakai', actor: { as: 'sistem' } }))

  const letters = await morning()
  expect(letters.get('vera')).toHaveLength(1)
  expect(letters.get('vera')![0]).toContain('1 formulir menunggu di antrean Anda')
  expect(letters.get('reza')).toHaveLength(1)
  for (const line of ['1 registrasi menunggu diperiksa', '1 registrasi di antaranya masuk sejak kemarin', '1 laporan NIP dipakai orang lain'])
    expect(letters.get('reza')![0]).toContain(line)
  expect(letters.get('adi')![0]).toContain('1 laporan NIP dipakai orang lain')
  expect(letters.get('adi')![0]).not.toContain('registrasi menunggu')
  expect(letters.get('kosong')).toBeUndefined()
  expect([...letters.values()].flat().join()).not.toMatch(new RegExp(`Rahayu|${sent.nip}|${waiting.nip}|${claimed.nip}`, 'i'))
})

test('a task that has ended, and somebody who has left: no letter', async () => {
  await sql`update penugasan set berlaku_sampai = current_date - 1 where petugas_id in (select id from petugas where nama = 'vera')`.execute(t.owner.db)
  await sql`update petugas set aktif = false where nama = 'adi'`.execute(t.owner.db)
  const letters = await morning()
  expect([letters.get('vera'), letters.get('adi')]).toEqual([undefined, undefined])
})
