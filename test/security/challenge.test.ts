import { createHash } from 'node:crypto'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { checkCaptcha, newCaptcha } from '../../src/security/captcha.ts'
import { issueToken, sweepChallenges } from '../../src/security/challenge.ts'
import { CAPTCHA_SYMBOLS, glyphPoints } from '../../src/security/glyphs.ts'
import { drawCode } from '../../src/security/picture.ts'
import { checkChallenge, checkPow, newPow } from '../../src/security/pow.ts'
import { powMessage, readTask, sha256Head, solveSlice, writeSolution } from '../../src/security/powCore.ts'
import { currentCode, newTotpSecret, provisioningUri, spendTotp, totpStep } from '../../src/security/totp.ts'
import { useDatabase } from '../harness.ts'
import { keys, otherKeys } from './kunci.ts'
import { addPetugas } from './orang.ts'

const t = useDatabase()
const place = { form: 'registrasi', address: '198.51.100.7' }
const now = Date.now()
const MINUTE = 60_000

/** A picture code whose answer the test knows. */
const known = (answer: string, level: 0 | 1 | 2 = 0) => issueToken(keys, 'gambar', place, level, { answer }, now)
const check = (token: string, typed: string, where = place, at = now) => checkCaptcha(t.db, keys, where, { token, typed }, at)

describe('picture code', () => {
  test('is accepted in any case, with blanks and look-alikes, and says which level it was', async () => {
    expect(await check(known('ACD63', 1), ' acd 63 ')).toEqual({ verdict: 'right', level: 1 })
    expect(await check(known('ACD63'), 'AC0GS')).toMatchObject({ verdict: 'right' })
    expect(await check(known('ACD63'), 'ACD64')).toMatchObject({ verdict: 'wrong' })
    expect(await check(known('ACD63'), '')).toMatchObject({ verdict: 'wrong' })
  })

  test('a wrong guess uses the picture up: no second try at it', async () => {
    const token = known('ACD63')
    expect(await check(token, 'XXXXX')).toMatchObject({ verdict: 'wrong' })
    expect(await check(token, 'ACD63')).toMatchObject({ verdict: 'expired' })
  })

  test('of fifty at the same time exactly one wins', async () => {
    const token = known('ACD63')
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => check(token, 'ACD63')))
    expect(verdicts.filter((v) => v.verdict === 'right')).toHaveLength(1)
    expect(verdicts.filter((v) => v.verdict === 'expired')).toHaveLength(49)
  })

  test('is worth nothing later, elsewhere, tampered with, or made with another key', async () => {
    expect(await check(known('ACD63'), 'ACD63', place, now + 10 * MINUTE)).toMatchObject({ verdict: 'right' })
    expect(await check(known('ACD63'), 'ACD63', place, now + 10 * MINUTE + 1)).toMatchObject({ verdict: 'expired' })
    expect(await check(known('ACD63'), 'ACD63', { ...place, form: 'masuk' })).toMatchObject({ verdict: 'expired' })
    expect(await check(known('ACD63'), 'ACD63', { ...place, address: '198.51.100.8' })).toMatchObject({ verdict: 'expired' })
    expect(await check(known('ACD63').slice(0, -2) + 'AA', 'ACD63')).toMatchObject({ verdict: 'expired' })
    expect(await check(issueToken(otherKeys, 'gambar', place, 0, { answer: 'ACD63' }, now), 'ACD63')).toMatchObject({
      verdict: 'expired',
    })
    expect(await check(issueToken(keys, 'kerja', place, 0, { answer: 'ACD63' }, now), 'ACD63')).toMatchObject({
      verdict: 'expired',
    })
    expect(await check('', 'ACD63')).toMatchObject({ verdict: 'expired' })
  })

  test('the fixed code works in mode uji and in no other', async () => {
    const verdictIn = async (mode: string) => (await check(newCaptcha(keys, mode, place).token, 'tekan')).verdict
    expect(await verdictIn('uji')).toBe('right')
    expect(await verdictIn('demo')).toBe('wrong')
    expect(await verdictIn('produksi')).toBe('wrong')
  })

  test('the picture is a bitmap that tells nothing as text and is never the same', () => {
    const { token, image } = newCaptcha(keys, 'uji', place)
    expect(image).toMatch(/^data:image\/png;base64,/)
    const png = Buffer.from(image.split(',')[1]!, 'base64')
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    expect(png.toString('latin1') + token).not.toContain('TEKAN')
    expect(drawCode('TEKAN').equals(drawCode('TEKAN'))).toBe(false)
    expect(image.length).toBeLessThan(4000)
  })

  test('every sign puts ink on the paper, and none of them is easily mixed up', () => {
    for (const sign of CAPTCHA_SYMBOLS) expect(glyphPoints(sign).length, sign).toBeGreaterThan(40)
    expect(CAPTCHA_SYMBOLS).not.toMatch(/[01258BGILOQSUVZ]/)
    const { data } = PNG.sync.read(drawCode('ACDEF'))
    const dark = data.filter((shade, i) => i % 4 === 0 && shade < 128).length
    expect(dark).toBeGreaterThan(500)
    expect(dark).toBeLessThan(data.length / 4 / 3)
  })

  test('used ones are swept only when too old to come back', async () => {
    const count = async () => (await t.pool.query('select count(*)::int as n from tantangan_terpakai')).rows[0].n as number
    const before = await count()
    await sweepChallenges(t.db)
    expect(await count()).toBe(before)
    await t.owner.pool.query(`update tantangan_terpakai set kedaluwarsa = kedaluwarsa - interval '2 hours'`)
    await sweepChallenges(t.db)
    expect(await count()).toBe(0)
  })
})

describe('proof of work', () => {
  const solve = (task: string) => {
    const read = readTask(task)!
    return writeSolution(solveSlice(read, 0, 2 ** 22)!, read.token)
  }

  test('the hash of the browser is SHA-256', () => {
    for (const text of ['', 'abc', powMessage('x'.repeat(22), 4_294_967_295), 'a'.repeat(55)]) {
      expect(sha256Head(text) >>> 0, text).toBe(createHash('sha256').update(text).digest().readUInt32BE())
    }
  })

  test('solved once it counts once, also of twenty at the same time', async () => {
    const solution = solve(newPow(keys, 'uji', place, 2, now))
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => checkPow(t.db, keys, place, solution, now)))
    expect(verdicts.filter((v) => v.verdict === 'right')).toEqual([{ verdict: 'right', level: 2 }])
  })

  test('the full difficulty can be solved and is demanded', async () => {
    const task = newPow(keys, 'produksi', place, 0, now)
    expect(readTask(task)!.bits).toBe(16)
    const [, n, token] = /^(\d+)\.(.*)$/.exec(solve(task))!
    expect(await checkPow(t.db, keys, place, `${Number(n) + 1}.${token}`, now)).toMatchObject({ verdict: 'wrong' })
    expect(await checkPow(t.db, keys, place, `${n}.${token}`, now)).toMatchObject({ verdict: 'right' })
  })

  test('writing an easier task into the attribute does not help', async () => {
    const task = readTask(newPow(keys, 'produksi', place, 2, now))!
    const lazy = solveSlice({ ...task, bits: 1 }, 0, 100)!
    expect(await checkPow(t.db, keys, place, writeSolution(lazy, task.token), now)).toMatchObject({ verdict: 'wrong' })
  })

  test('is worth nothing later, elsewhere, or as nonsense', async () => {
    const solution = solve(newPow(keys, 'uji', place, 0, now))
    expect(await checkPow(t.db, keys, place, solution, now + 11 * MINUTE)).toMatchObject({ verdict: 'expired' })
    expect(await checkPow(t.db, keys, { ...place, form: 'masuk' }, solution, now)).toMatchObject({ verdict: 'expired' })
    expect(await checkPow(t.db, keys, { ...place, address: '2001:db8::1' }, solution, now)).toMatchObject({ verdict: 'expired' })
    for (const text of ['', '1', '1.', '-1.x', '1e3.x', `99999999999.${'x'.repeat(10)}`]) {
      expect(await checkPow(t.db, keys, place, text, now), text).toMatchObject({ verdict: 'expired' })
    }
  })

  test('a form counts with either of the two', async () => {
    const captcha = { captcha_token: known('ACD63', 1), captcha: 'acd63' }
    expect(await checkChallenge(t.db, keys, place, { pow: solve(newPow(keys, 'uji', place, 1, now)) }, now)).toEqual({
      verdict: 'right',
      level: 1,
    })
    expect(await checkChallenge(t.db, keys, place, { pow: '', ...captcha }, now)).toEqual({ verdict: 'right', level: 1 })
    expect(await checkChallenge(t.db, keys, place, { pow: '1.x', captcha_token: known('ACD63'), captcha: 'ACD63' }, now)).toMatchObject({ verdict: 'right' })
    expect(await checkChallenge(t.db, keys, place, {}, now)).toEqual({ verdict: 'wrong', level: 0 })
  })
})

describe('totp', () => {
  const secret = newTotpSecret()
  const at = 1_700_000_010_000

  test('RFC 6238, appendix B', () => {
    // The secret of the RFC, its last six digits.
    expect(currentCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59_000)).toBe('287082')
    expect(currentCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 1_111_111_109_000)).toBe('081804')
  })

  test('one step early or late is accepted, two are not, a used step and older ones are not', () => {
    const step = Math.floor(at / 30_000)
    expect([-60, -30, 0, 30, 60].map((s) => totpStep(secret, currentCode(secret, at + s * 1000), 0, at))).toEqual([
      undefined,
      step - 1,
      step,
      step + 1,
      undefined,
    ])
    expect(totpStep(secret, currentCode(secret, at), step, at)).toBeUndefined()
    expect(totpStep(secret, currentCode(secret, at), step - 1, at)).toBe(step)
    expect(totpStep(secret, ` ${currentCode(secret, at).slice(0, 3)} ${currentCode(secret, at).slice(3)}`, 0, at)).toBe(step)
    for (const typed of ['', '12345', '1234567', 'abcdef', '１２３４５６']) expect(totpStep(secret, typed, 0, at)).toBeUndefined()
  })

  test('a code works once, also of twenty at the same time', async () => {
    const id = await addPetugas(t.owner.db, 'Budi Santoso')
    const tries = await Promise.all(Array.from({ length: 20 }, () => spendTotp(t.db, 'petugas', id, secret, currentCode(secret, at), at)))
    expect(tries.filter(Boolean)).toHaveLength(1)
    expect(await spendTotp(t.db, 'petugas', id, secret, currentCode(secret, at - 30_000), at)).toBe(false)
    expect(await spendTotp(t.db, 'petugas', id, secret, currentCode(secret, at + 30_000), at)).toBe(true)
  })

  test('the address for the app names issuer and account', () => {
    expect(provisioningUri(secret, 'budi@contoh.test')).toMatch(/^otpauth:\/\/totp\/e-PUPNS:budi%40contoh\.test\?issuer=e-PUPNS&secret=[A-Z2-7]{32}/)
  })
})
