import { describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { forgetDevices, isKnownDevice, isTrustedStaffDevice, rememberDevice, trustStaffDevice } from '../../src/security/device.ts'
import { findUnsealedJson, sealJson } from '../../src/security/seal.ts'
import {
  findEndedSession,
  findSession,
  findStaffSession,
  listSessions,
  revokeAllSessions,
  revokeSession,
  startSession,
  sweepSessions,
} from '../../src/security/session.ts'
import { useDatabase } from '../harness.ts'
import { keys, otherKeys } from './kunci.ts'
import { addAkun, addPetugas } from './orang.ts'

const t = useDatabase()
let count = 0
const newNip = async () => {
  const nip = `1985031720100120${String(++count).padStart(2, '0')}`
  await addAkun(t.owner.db, nip)
  return nip
}
const start = (nip: string) => transaction(t.db, (tx) => startSession(tx, keys, 'pns', nip, { peramban: 'Firefox' }))
const startStaff = (id: string) => transaction(t.db, (tx) => startSession(tx, keys, 'petugas', id))
const find = (cookie: string | undefined) => findSession(t.db, keys, cookie)
const ago = (nip: string, column: string, minutes: number) =>
  t.owner.pool.query(`update sesi set ${column} = clock_timestamp() - make_interval(mins => $2) where nip = $1`, [nip, minutes])

describe('session of a PNS', () => {
  test('cookie leads to session and account; the table does not hold what the cookie holds', async () => {
    const nip = await newNip()
    const cookie = await start(nip)
    expect(await find(cookie)).toMatchObject({ nip, status: 'aktif', instansi_id: '7001', komputer_bersama: false })
    expect(await find(cookie)).not.toHaveProperty('usang')
    const { secret } = findUnsealedJson<{ secret: string }>(keys, 'sesi', cookie, 'cookie')!
    const { rows } = await t.pool.query('select * from sesi where nip = $1', [nip])
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  test('forged, tampered and foreign cookies lead nowhere', async () => {
    const nip = await newNip()
    const cookie = await start(nip)
    const { secret } = findUnsealedJson<{ secret: string }>(keys, 'sesi', cookie, 'cookie')!
    expect(await find(undefined)).toBeUndefined()
    expect(await find('')).toBeUndefined()
    expect(await find(cookie.slice(0, -3) + 'AAA')).toBeUndefined()
    expect(await find(JSON.stringify({ owner: nip, secret }))).toBeUndefined()
    expect(await find(sealJson(otherKeys, 'sesi', { owner: nip, secret }, 'cookie'))).toBeUndefined()
    expect(await find(sealJson(keys, 'sesi', { owner: await newNip(), secret }, 'cookie'))).toBeUndefined()
    expect(await findStaffSession(t.db, keys, cookie)).toBeUndefined()
  })

  test('ends after 30 idle minutes and after 12 hours', async () => {
    const nip = await newNip()
    const cookie = await start(nip)
    await ago(nip, 'terakhir', 29)
    expect(await find(cookie)).toBeDefined()
    await ago(nip, 'terakhir', 30)
    expect(await find(cookie)).toBeUndefined()
    expect(await findEndedSession(t.db, keys, cookie)).toBe(nip)
    const second = await start(nip)
    const { rows } = await t.pool.query('select extract(epoch from kedaluwarsa - dibuat) / 3600 as jam from sesi where nip = $1', [nip])
    expect(Number(rows[1].jam)).toBeCloseTo(12, 3)
    await ago(nip, 'kedaluwarsa', 0)
    expect(await find(second)).toBeUndefined()
  })

  test('the last use is written at most every five minutes', async () => {
    const nip = await newNip()
    const cookie = await start(nip)
    const last = async () =>
      (await t.pool.query('select extract(epoch from clock_timestamp() - terakhir)::float8 / 60 as m from sesi where nip = $1', [nip])).rows[0].m as number
    await ago(nip, 'terakhir', 4)
    await find(cookie)
    expect(await last()).toBeGreaterThanOrEqual(4)
    await ago(nip, 'terakhir', 6)
    await find(cookie)
    expect(await last()).toBeLessThan(4)
  })

  test('a fourth session ends the oldest, also when ten begin at once', async () => {
    const nip = await newNip()
    const cookies = [await start(nip), await start(nip), await start(nip), await start(nip)]
    expect((await Promise.all(cookies.map(find))).map(Boolean)).toEqual([false, true, true, true])
    const many = await Promise.all(Array.from({ length: 10 }, () => start(nip)))
    expect((await Promise.all([...cookies, ...many].map(find))).filter(Boolean)).toHaveLength(3)
    expect(await listSessions(t.db, 'pns', nip)).toHaveLength(3)
  })

  test('after logout, or when all are revoked, the cookie is worth nothing; the others stay', async () => {
    const nip = await newNip()
    const [a, b, c] = [await start(nip), await start(nip), await start(nip)]
    const session = await find(b)
    await revokeSession(t.db, 'pns', nip, session!.id_hash)
    expect((await Promise.all([a, b, c].map(find))).map(Boolean)).toEqual([true, false, true])
    expect(await findEndedSession(t.db, keys, b)).toBeUndefined()
    await revokeAllSessions(t.db, 'pns', nip, (await find(c))!.id_hash)
    expect((await Promise.all([a, b, c].map(find))).map(Boolean)).toEqual([false, false, true])
    await revokeAllSessions(t.db, 'pns', nip)
    expect(await find(c)).toBeUndefined()
  })

  test('nobody can end the session of somebody else', async () => {
    const [victim, attacker] = [await newNip(), await newNip()]
    const cookie = await start(victim)
    await revokeSession(t.db, 'pns', attacker, (await find(cookie))!.id_hash)
    expect(await find(cookie)).toBeDefined()
  })

  test('a frozen account is seen at the next request', async () => {
    const nip = await newNip()
    const cookie = await start(nip)
    await t.owner.pool.query(`update akun set status = 'dibekukan' where nip = $1`, [nip])
    expect((await find(cookie))!.status).toBe('dibekukan')
  })

  test('sweeping keeps what ended less than a day ago', async () => {
    const nip = await newNip()
    await start(nip)
    const rows = async () => (await t.pool.query('select count(*)::int as n from sesi where nip = $1', [nip])).rows[0].n as number
    await ago(nip, 'kedaluwarsa', 60 * 23)
    await sweepSessions(t.db)
    expect(await rows()).toBe(1)
    await ago(nip, 'kedaluwarsa', 60 * 25)
    await sweepSessions(t.db)
    expect(await rows()).toBe(0)
  })
})

describe('session of staff', () => {
  test('brings the roles valid today and ends after 15 idle minutes', async () => {
    const id = await addPetugas(t.owner.db, 'Budi Santoso')
    await t.owner.pool.query(
      `
      insert into penugasan (id, petugas_id, peran, lingkup_id, berlaku_dari, berlaku_sampai) values
      (gen_random_uuid(), $1, 'verifikator_2', '7001', current_date, null), (gen_random_uuid(), $1, 'helpdesk', '7001', current_date - 9, current_date),
      (gen_random_uuid(), $1, 'verifikator_3', '01', current_date - 9, current_date - 1), (gen_random_uuid(), $1, 'admin_bkn', '00', current_date + 1, null)`,
      [id],
    )
    const cookie = await startStaff(id)
    expect(await findStaffSession(t.db, keys, cookie)).toMatchObject({
      petugas_id: id,
      nama: 'Budi Santoso',
      penugasan: [
        { peran: 'helpdesk', lingkup_id: '7001' },
        { peran: 'verifikator_2', lingkup_id: '7001' },
      ],
    })
    await t.owner.pool.query('delete from penugasan where petugas_id = $1', [id])
    expect((await findStaffSession(t.db, keys, cookie))!.penugasan).toEqual([])
    await t.owner.pool.query(`update sesi_petugas set terakhir = clock_timestamp() - interval '15 minutes' where petugas_id = $1`, [id])
    expect(await findStaffSession(t.db, keys, cookie)).toBeUndefined()
  })

  test('a dismissed member is out at the next request', async () => {
    const id = await addPetugas(t.owner.db, 'Rina Hartati')
    const cookie = await startStaff(id)
    expect(await findStaffSession(t.db, keys, cookie)).toBeDefined()
    await t.owner.pool.query('update petugas set aktif = false where id = $1', [id])
    expect(await findStaffSession(t.db, keys, cookie)).toBeUndefined()
    expect(await findSession(t.db, keys, cookie)).toBeUndefined()
  })
})

describe('devices', () => {
  test('two people on one computer share the cookie, not the knowledge', async () => {
    const [siti, budi] = [await newNip(), await newNip()]
    const cookie = await rememberDevice(t.db, siti, undefined)
    expect(await isKnownDevice(t.db, siti, cookie)).toBe(true)
    expect(await isKnownDevice(t.db, budi, cookie)).toBe(false)
    expect(await rememberDevice(t.db, budi, cookie)).toBe(cookie)
    expect(await isKnownDevice(t.db, budi, cookie)).toBe(true)
    expect(await isKnownDevice(t.db, siti, undefined)).toBe(false)
    expect(await isKnownDevice(t.db, siti, `${cookie}x`)).toBe(false)
    expect(await rememberDevice(t.db, siti, 'pendek')).not.toBe('pendek')
    const { rows } = await t.pool.query('select distinct id_hash from perangkat where nip = any($1)', [[siti, budi]])
    expect(rows).toHaveLength(3)
    await forgetDevices(t.db, { nip: siti })
    expect([await isKnownDevice(t.db, siti, cookie), await isKnownDevice(t.db, budi, cookie)]).toEqual([false, true])
  })

  test('the code is left out for one day on one device', async () => {
    const id = await addPetugas(t.owner.db, 'Dewi Lestari')
    const cookie = await trustStaffDevice(t.db, id, undefined)
    expect(await isTrustedStaffDevice(t.db, id, cookie)).toBe(true)
    expect(await isTrustedStaffDevice(t.db, id, await trustStaffDevice(t.db, await addPetugas(t.owner.db, 'Agus'), undefined))).toBe(false)
    await t.owner.pool.query(`update perangkat_petugas set sampai = sampai - interval '24 hours'`)
    expect(await isTrustedStaffDevice(t.db, id, cookie)).toBe(false)
    await trustStaffDevice(t.db, id, cookie)
    expect(await isTrustedStaffDevice(t.db, id, cookie)).toBe(true)
    await forgetDevices(t.db, { petugasId: id })
    expect(await isTrustedStaffDevice(t.db, id, cookie)).toBe(false)
  })
})
