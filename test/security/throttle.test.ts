import { describe, expect, test } from 'vitest'
import { openDb } from '../../src/db/pool.ts'
import { type Bucket, type Limit, type LimitName, LIMITS, type Scope } from '../../src/security/limits.ts'
import { giveBack, loginAttempt, loginSucceeded, loginWait, sweepThrottles, take } from '../../src/security/throttle.ts'
import { useDatabase } from '../harness.ts'
import { keys } from './kunci.ts'

const t = useDatabase()
const nip = (i: number) => `1985031720100${String(i).padStart(5, '0')}`

type Case = [name: LimitName, scope: Scope, bucket: Bucket]
const CASES: Case[] = Object.entries(LIMITS as Record<string, Limit>).flatMap(([name, { scopes }]) =>
  Object.entries(scopes).flatMap(([scope, buckets]) => buckets.map((bucket): Case => [name as LimitName, scope as Scope, bucket])),
)

const CHALLENGE: Partial<Record<string, number>> = { challenge: 1, strong_challenge: 2 }
const PASSES = ['challenge', 'strong_challenge', 'alarm']

// Written out a second time from trust.md part 4 (with 3.7, 3.8 and clarifications 4.10), so that no number changes unnoticed.
const TRUST = `
login alamat 20/60 challenge
login alamat 200/3600 strong_challenge
login sesi 5/60 refuse
registration_lookup akun 5/3600 challenge
registration_lookup alamat 60/3600 strong_challenge
registration_lookup alamat 300/86400 strong_challenge
registration_lookup sesi 5/600 challenge
registration_distinct alamat 10/600 challenge distinct
knowledge_check akun 10/86400 refuse
knowledge_check alamat 30/3600 challenge
knowledge_check sesi 5/3600 challenge
knowledge_check tautan 5/86400 dead
mail akun 3/3600 silent
mail akun 6/86400 silent
mail alamat 20/3600 challenge
mail sesi 3/3600 silent
status_lookup akun 10/3600 challenge
status_lookup akun 20/3600 refuse
status_lookup alamat 30/3600 challenge
status_lookup sesi 3/3600 challenge
status_lookup sesi 10/3600 refuse
status_miss semua 10/1 challenge
claim akun 3/86400 silent
claim alamat 5/86400 strong_challenge
claim sesi 3/86400 refuse
ticket alamat 20/3600 challenge
family_lookup akun 10/86400 refuse distinct
search akun 60/60 refuse
search alamat 600/60 refuse
search sesi 60/60 refuse
save akun 60/60 refuse
pdf akun 10/3600 queue
staff_view akun 120/3600 alarm
staff_view akun 300/3600 step_up
own_data akun 10/86400 refuse
access_report akun 5/86400 refuse
export akun 5/86400 approval`

/** Puts a bucket into a state; `ago` seconds have passed since it was last touched. */
const set = (isi: number, ago: number, was: number) =>
  t.owner.pool.query('update batas set isi = $1, diisi = clock_timestamp() - make_interval(secs => $2) where round(isi) = $3', [isi, ago, was])

describe('every limit of trust.md part 4', () => {
  test.each(CASES)('%s per %s: %j', async (name, scope, bucket) => {
    await t.owner.pool.query('delete from batas')
    let i = 0
    const once = () => take(t.db, keys, name, { ...(scope === 'alamat' ? { alamat: '198.51.100.7' } : { [scope]: 'x' }), distinct: nip(i++) })
    const FROZEN = -3600

    expect((await once()).exceeded, 'a fresh bucket').toEqual([])
    const { rows } = await t.pool.query('select isi from batas where isi > 0 order by isi')
    expect(
      rows.map((row) => row.isi),
      'full minus one',
    ).toContain(bucket.n - 1)

    await set(1, FROZEN, bucket.n - 1)
    expect((await once()).exceeded, 'the last try').toEqual([])

    await t.owner.pool.query('delete from batas')
    await once()
    await set(0.5, FROZEN, bucket.n - 1)
    const over = await once()
    expect(over.exceeded, 'one too many').toEqual([bucket.then])
    expect(over.allowed).toBe(PASSES.includes(bucket.then))
    expect(over.challenge).toBe(CHALLENGE[bucket.then] ?? 0)
    if (!over.allowed) expect(over.retryAfter).toBe(Math.max(1, Math.ceil((0.5 * bucket.per) / bucket.n)))

    await t.owner.pool.query('delete from batas')
    await once()
    await set(0, (1.5 * bucket.per) / bucket.n, bucket.n - 1)
    expect((await once()).exceeded, 'it fills up again').toEqual([])
  })

  test('the table says what trust.md says', () => {
    const lines = CASES.map(([name, scope, { n, per, then }]) => `${name} ${scope} ${n}/${per} ${then}${'distinct' in LIMITS[name] ? ' distinct' : ''}`)
    expect(lines).toEqual(TRUST.trim().split('\n'))
  })

  test('no key holds an account or an address', async () => {
    await take(t.db, keys, 'mail', { akun: nip(7), alamat: '198.51.100.7', sesi: 'sesi-rahasia' })
    const { rows } = await t.pool.query('select kunci from batas')
    for (const { kunci } of rows) expect(kunci).toMatch(/^[\w-]{43}$/)
  })
})

describe('take', () => {
  const exportAs = (akun: string, db = t.db) => take(db, keys, 'export', { akun })

  test('of thirty at the same time exactly the allowed number passes', async () => {
    const taken = await Promise.all(Array.from({ length: 30 }, () => exportAs('bersama')))
    expect(taken.filter((r) => r.allowed)).toHaveLength(5)
    expect(taken.find((r) => !r.allowed)).toMatchObject({ exceeded: ['approval'], retryAfter: expect.any(Number) })
  })

  test('other people are not affected, and a restart changes nothing', async () => {
    expect(await exportAs('orang lain')).toMatchObject({ allowed: true })
    const restarted = openDb(t.url)
    expect(await exportAs('bersama', restarted.db)).toMatchObject({ allowed: false })
    await restarted.close()
  })

  test('a refused try does not lengthen the wait', async () => {
    const first = await exportAs('bersama')
    for (let i = 0; i < 5; i++) await exportAs('bersama')
    expect((await exportAs('bersama')).retryAfter).toBeLessThanOrEqual(first.retryAfter)
  })

  test('one household of IPv6 is one address', async () => {
    for (let i = 0; i < 20; i++) await take(t.db, keys, 'ticket', { alamat: `2001:db8:1:2::${i}` })
    expect((await take(t.db, keys, 'ticket', { alamat: '2001:db8:1:2:aaaa::1' })).challenge).toBe(1)
    expect((await take(t.db, keys, 'ticket', { alamat: '2001:db8:1:3::1' })).challenge).toBe(0)
  })

  test('an address that solves challenges is never blocked, an account still is', async () => {
    const login = (solved?: 0 | 1 | 2) => take(t.db, keys, 'login', { alamat: '198.51.100.20' }, solved)
    for (let i = 0; i < 200; i++) await login()
    expect(await login()).toMatchObject({ allowed: true, challenge: 2, exceeded: ['challenge', 'strong_challenge'] })
    expect(await login(1)).toMatchObject({ challenge: 2 })
    expect(await login(2)).toMatchObject({ allowed: true, challenge: 0 })
    for (let i = 0; i < 10; i++) await take(t.db, keys, 'knowledge_check', { akun: 'x' }, 2)
    expect(await take(t.db, keys, 'knowledge_check', { akun: 'x' }, 2)).toMatchObject({ allowed: false })
  })

  test('only different NIPs count, the same one again is free, a refused one stays refused', async () => {
    const lookup = (i: number) => take(t.db, keys, 'family_lookup', { akun: 'siti', distinct: nip(i) })
    for (let i = 0; i < 10; i++) for (let again = 0; again < 3; again++) expect((await lookup(i)).allowed).toBe(true)
    const beyond = []
    for (let i = 10; i < 60; i++) beyond.push((await lookup(i)).allowed, (await lookup(i)).allowed)
    expect(beyond).toEqual(Array(100).fill(false))
    expect((await lookup(3)).allowed).toBe(true)
  })

  test('a computer room whose look-ups end in registrations is not blocked', async () => {
    const who = { alamat: '198.51.100.22' }
    for (let i = 0; i < 302; i++) {
      await take(t.db, keys, 'registration_lookup', who)
      if (i % 2) await giveBack(t.db, keys, 'registration_lookup', who, 2)
    }
    expect((await take(t.db, keys, 'registration_lookup', who)).challenge).toBe(0)
  })

  test('sweeping forgets old buckets and keeps long rows of failed logins', async () => {
    await t.owner.pool.query('delete from batas')
    await exportAs('lama')
    await loginAttempt(t.db, keys, 'LAMA')
    await t.owner.pool.query(`update batas set diisi = diisi - interval '3 days'`)
    await exportAs('baru')
    await sweepThrottles(t.db)
    expect((await t.pool.query('select isi from batas order by isi')).rows).toEqual([{ isi: -1 }, { isi: 4 }])
  })
})

describe('login waits', () => {
  const later = (seconds: number) => t.owner.pool.query('update batas set diisi = diisi - make_interval(secs => $1) where isi < 0', [seconds])

  test.each([
    [0, 0],
    [4, 0],
    [5, 30],
    [6, 60],
    [7, 120],
    [11, 1920],
    [12, 3600],
    [99, 3600],
    [5000, 3600],
  ])('after %d failures %d seconds', (failures, wait) => {
    expect(loginWait(failures)).toBe(wait)
  })

  test('a hundred guesses at once are five', async () => {
    const tries = await Promise.all(Array.from({ length: 100 }, () => loginAttempt(t.db, keys, 'SERENTAK')))
    expect(tries.filter((a) => a.wait === 0)).toHaveLength(5)
  })

  test('an attempt during the wait neither counts nor lengthens it; then the wait doubles up to an hour', async () => {
    await t.owner.pool.query('delete from batas')
    const attempt = () => loginAttempt(t.db, keys, 'A7K2M7K2')
    for (let i = 1; i <= 5; i++) expect(await attempt()).toEqual({ failures: i, wait: 0, recoveryOnly: false })
    for (let i = 0; i < 3; i++) expect(await attempt()).toEqual({ failures: 5, wait: expect.any(Number), recoveryOnly: false })
    await later(29 - 1)
    expect((await attempt()).wait).toBeGreaterThan(0)
    await later(30)
    expect(await attempt()).toEqual({ failures: 6, wait: 0, recoveryOnly: false })
    await later(50)
    expect((await attempt()).wait).toBeGreaterThan(0)
    for (let i = 7; i <= 20; i++) {
      await later(3600)
      expect(await attempt()).toEqual({ failures: i, wait: 0, recoveryOnly: false })
    }
  })

  test('a hundred in a row leave only recovery; success begins anew', async () => {
    await t.owner.pool.query('update batas set isi = -99 where isi < 0')
    await later(3600)
    expect(await loginAttempt(t.db, keys, 'A7K2M7K2')).toEqual({ failures: 100, wait: 0, recoveryOnly: false })
    await later(999_999)
    expect(await loginAttempt(t.db, keys, 'A7K2M7K2')).toMatchObject({ failures: 100, recoveryOnly: true })
    await loginSucceeded(t.db, keys, 'A7K2M7K2')
    expect(await loginAttempt(t.db, keys, 'A7K2M7K2')).toEqual({ failures: 1, wait: 0, recoveryOnly: false })
  })
})
