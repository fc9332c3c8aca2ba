import { describe, expect, test } from 'vitest'
import { blindIndex, normaliseEmail } from '../../src/security/blind.ts'
import { deriveKeys } from '../../src/security/keys.ts'
import { findUnsealed, findUnsealedJson, needsReseal, seal, sealJson, unseal, unsealJson } from '../../src/security/seal.ts'
import { keys, master, otherKeys } from './kunci.ts'

const HEAD = `v1.${keys.rings.field.current}.`
const AAD = '198501012010011001 nik'

describe('seal', () => {
  test('opens what it sealed, and never seals the same way twice', () => {
    const one = seal(keys, AAD, '3306010101850003')
    expect(one).toMatch(/^v1\.[0-9a-f]{6}\.[\w-]+$/)
    expect(one).not.toBe(seal(keys, AAD, '3306010101850003'))
    expect(unseal(keys, AAD, one)).toBe('3306010101850003')
    expect(unseal(keys, AAD, seal(keys, AAD, ''))).toBe('')
    expect(unsealJson(keys, AAD, sealJson(keys, AAD, { a: ['é', null] }))).toEqual({ a: ['é', null] })
  })

  test('a changed byte anywhere does not open', () => {
    const sealed = seal(keys, AAD, 'rahasia')
    const body = sealed.slice(HEAD.length)
    for (let at = 0; at < body.length - 1; at++) {
      const changed = body.slice(0, at) + (body[at] === 'A' ? 'B' : 'A') + body.slice(at + 1)
      expect(findUnsealed(keys, AAD, HEAD + changed), `character ${at}`).toBeUndefined()
    }
    expect(() => unseal(keys, AAD, sealed.slice(0, -4))).toThrow(/does not open/)
  })

  test('moved to another person, field, use or key it does not open', () => {
    const sealed = seal(keys, AAD, 'rahasia')
    expect(findUnsealed(keys, '198501012010011002 nik', sealed)).toBeUndefined()
    expect(findUnsealed(keys, '198501012010011001 npwp', sealed)).toBeUndefined()
    expect(findUnsealed(keys, AAD, sealed, 'cookie')).toBeUndefined()
    expect(findUnsealed(otherKeys, AAD, sealed)).toBeUndefined()
  })

  test.each([
    '',
    'v1',
    'v1.x',
    HEAD,
    `${HEAD}AAAA`,
    `${HEAD}AAAA`.replace('v1', 'v2'),
    'v1.x.AAAA',
    `${HEAD}AAAA.B`,
    'v1.__proto__.AAAA',
    '....',
    HEAD + 'A'.repeat(900),
  ])('nonsense %j does not open', (text) => {
    expect(findUnsealed(keys, AAD, text)).toBeUndefined()
    expect(findUnsealedJson(keys, AAD, text)).toBeUndefined()
  })

  test('rotation: the new key seals, the old one still opens, indexes stay the same', () => {
    const old = seal(keys, AAD, 'lama')
    const rotated = deriveKeys(Buffer.alloc(32, 3), master)
    expect(unseal(rotated, AAD, old)).toBe('lama')
    expect(seal(rotated, AAD, 'baru').startsWith(HEAD)).toBe(false)
    expect([needsReseal(rotated, old), needsReseal(keys, old)]).toEqual([true, false])
    expect(blindIndex(rotated, 'nik', '1')).toBe(blindIndex(keys, 'nik', '1'))
  })

  test('no two purposes share a key', () => {
    const all = [
      ...Object.values(keys.rings).map((ring) => ring.byId.get(ring.current)!),
      keys.blind,
      keys.pepper,
      keys.throttle,
      keys.document,
      keys.code,
      keys.csrf,
    ]
    expect(new Set(all.map((key) => key.toString('hex'))).size).toBe(10)
  })
})

describe('blindIndex', () => {
  test('same value, same index; other purpose, value or key, another', () => {
    const index = blindIndex(keys, 'nik', '3306010101850003')
    expect(index).toBe(blindIndex(keys, 'nik', '3306010101850003'))
    expect(
      new Set([
        index,
        blindIndex(keys, 'npwp', '3306010101850003'),
        blindIndex(keys, 'nik', '3306010101850004'),
        blindIndex(otherKeys, 'nik', '3306010101850003'),
      ]).size,
    ).toBe(4)
    expect(blindIndex(keys, 'a', 'b\0c')).not.toBe(blindIndex(keys, 'a\0b\0', 'c'))
  })

  test('e-mail addresses meet in one spelling', () => {
    expect(normaliseEmail(' Siti.Aminah@Dinas.TEST ')).toBe('siti.aminah@dinas.test')
  })
})
