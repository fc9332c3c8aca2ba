import { uuidv7 } from 'uuidv7'
import { describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { bodyHash, once, onceLocal, sweepKeys } from '../../src/security/idempotency.ts'
import { useDatabase } from '../harness.ts'
import { keys, otherKeys } from './kunci.ts'

const t = useDatabase()
const nip = '198503172010012004'
let effects = 0
const effect = async () => ({ nomor: ++effects, ke: '/formulir' })
const act = (key: unknown, body: unknown = { nama: 'Siti' }, actor = 'pns', who = nip, fn = effect) =>
  transaction(t.db, (tx) => once(tx, keys, { nip: who, key, actor, body }, fn))
const local = (key: unknown, body: unknown = { nama: 'Siti' }, actor = 'pendaftaran 1') =>
  transaction(t.db, (tx) => onceLocal(tx, keys, { key, actor, body }, effect))

function gate(): { open: () => void; passed: Promise<void> } {
  let open = (): void => {}
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { open, passed }
}

describe.each([
  ['with account', act],
  ['without account', local],
])('%s', (_, send) => {
  test('fifty posts at the same time have one effect and one answer', async () => {
    const [key, before] = [uuidv7(), effects]
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(key)))
    expect(effects).toBe(before + 1)
    expect(new Set(answers.map((a) => JSON.stringify(Object.entries(a).sort()))).size).toBe(1)
  })

  test('another body or another sender under the same key is refused', async () => {
    const key = uuidv7()
    const first = await send(key)
    await expect(send(key, { nama: 'Susi' })).rejects.toMatchObject({ code: 'key_reused', status: 422 })
    await expect(send(key, { nama: 'Siti' }, 'orang lain')).rejects.toMatchObject({ code: 'key_reused' })
    expect(await send(key.toUpperCase())).toEqual(first)
  })

  test.each([undefined, '', 'x', 7, ['a'], '018f0000-0000-4000-8000-000000000000', `${uuidv7()} or 1=1`])('key %j is refused', async (key) => {
    await expect(send(key)).rejects.toMatchObject({ code: 'bad_request' })
  })
})

test('an act that failed leaves nothing behind: the same key may try again', async () => {
  const key = uuidv7()
  await expect(act(key, {}, 'pns', nip, () => Promise.reject(new Error('rusak')))).rejects.toThrow('rusak')
  expect(await act(key, {})).toMatchObject({ ke: '/formulir' })
})

test('of two at once, when the first fails the second acts', async () => {
  const key = uuidv7()
  const [started, waiting] = [gate(), gate()]
  const failing = act(key, {}, 'pns', nip, async () => {
    started.open()
    await waiting.passed
    throw new Error('rusak')
  })
  await started.passed
  const acting = act(key, {})
  // The second one stands before the key that the first one holds.
  const waits = () => t.owner.pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
  await expect.poll(async () => (await waits()).rowCount, { timeout: 10_000 }).toBe(1)
  waiting.open()
  const [a, b] = await Promise.allSettled([failing, acting])
  expect([a.status, b.status]).toEqual(['rejected', 'fulfilled'])
})

test('keys of different people do not meet', async () => {
  const key = uuidv7()
  const first = await act(key)
  expect(await act(key, { nama: 'Siti' }, 'pns', '198503172010012005')).not.toEqual(first)
})

test('the hash of a body ignores order, key and csrf token, and nothing else', () => {
  const hash = (body: unknown) => bodyHash(keys, 'pns', body)
  const base = hash({ a: '1', b: ['x', 'y'] })
  expect(hash({ b: ['x', 'y'], a: '1', _kunci: 'k', _csrf: 't' })).toBe(base)
  for (const other of [
    { a: '1' },
    { a: 1, b: ['x', 'y'] },
    { a: '1', b: ['y', 'x'] },
    { a: '1', b: 'x,y' },
    { a: '1', b: ['x', 'y'], c: '' },
    null,
    'a',
    undefined,
  ])
    expect(hash(other)).not.toBe(base)
  expect(bodyHash(otherKeys, 'pns', { a: '1', b: ['x', 'y'] })).not.toBe(base)
})

test('keys are kept three days', async () => {
  const key = uuidv7()
  const first = await act(key)
  await t.owner.pool.query(`update idempotensi set dibuat = dibuat - interval '71 hours'`)
  await sweepKeys(t.db)
  expect(await act(key)).toEqual(first)
  await t.owner.pool.query(`update idempotensi set dibuat = dibuat - interval '2 hours'`)
  await sweepKeys(t.db)
  expect(await act(key)).not.toEqual(first)
})
