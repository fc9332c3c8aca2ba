import { describe, expect, test } from 'vitest'
import {
  hashKode,
  hashToken,
  newKode,
  newKodeDokumen,
  newNomorRegister,
  newNomorTiket,
  newToken,
  normaliseKodeDokumen,
  normaliseNomor,
  normaliseTiket,
  sameKode,
  sameText,
} from '../../src/security/nomor.ts'
import { maskAngka, maskEmail, maskNama, maskNik, maskNomor, maskTanggal } from '../../src/security/mask.ts'
import { keys, otherKeys } from './kunci.ts'

describe('nomor register', () => {
  test('eight symbols without look-alikes, all 32 in use, no two equal', () => {
    const numbers = Array.from({ length: 2000 }, newNomorRegister)
    expect(new Set(numbers).size).toBe(2000)
    for (const nomor of numbers) expect(nomor).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
    expect(new Set(numbers.join('')).size).toBe(32)
  })

  test.each([
    ['a7k2m7k2', 'A7K2M7K2'],
    [' A7K2 M7K2 ', 'A7K2M7K2'],
    ['A7K2-M7K2', 'A7K2M7K2'],
    ['oOiIlL11', '00111111'],
    ['Ａ７Ｋ２Ｍ７Ｋ２', 'A7K2M7K2'],
  ])('%j is read as %s', (typed, meant) => {
    expect(normaliseNomor(typed)).toBe(meant)
  })

  test.each(['', 'A7K2M7K', 'A7K2M7K22', 'A7K2M7KU', "A7K2M7K'", 'A7K2_M7K'])('%j is none', (typed) => {
    expect(normaliseNomor(typed)).toBeUndefined()
  })
})

describe('nomor tiket', () => {
  test('is accepted as written, lower case and in groups', () => {
    const nomor = newNomorTiket()
    expect(nomor).toHaveLength(11)
    expect(normaliseTiket(`${nomor.slice(0, 5).toLowerCase()} ${nomor.slice(5)}`)).toBe(nomor)
  })

  test('every single wrong symbol is noticed', () => {
    const nomor = newNomorTiket()
    for (let at = 0; at < 11; at++) {
      for (const symbol of '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.replace(nomor[at]!, '')) {
        expect(normaliseTiket(nomor.slice(0, at) + symbol + nomor.slice(at + 1)), `${at} ${symbol}`).toBeUndefined()
      }
    }
  })

  test('neighbours that changed places are noticed', () => {
    for (const nomor of Array.from({ length: 50 }, newNomorTiket)) {
      for (let at = 0; at < 10; at++) {
        const pair = nomor.slice(at, at + 2)
        // Luhn mod N is blind to its first and last symbol only.
        if (pair[0] === pair[1] || ['0Z', 'Z0'].includes(pair)) continue
        expect(normaliseTiket(nomor.slice(0, at) + pair[1] + pair[0] + nomor.slice(at + 2)), `${nomor} ${at}`).toBeUndefined()
      }
    }
  })
})

describe('codes', () => {
  test('a mailed code is compared by hash, forgiving in spelling, bound to its place', () => {
    const kode = newKode()
    const stored = hashKode(keys, 'pendaftaran 1', kode)
    expect(stored).not.toContain(kode)
    expect(sameKode(keys, 'pendaftaran 1', ` ${kode.toLowerCase()} `, stored)).toBe(true)
    expect(sameKode(keys, 'pendaftaran 2', kode, stored)).toBe(false)
    expect(sameKode(otherKeys, 'pendaftaran 1', kode, stored)).toBe(false)
    expect(sameKode(keys, 'pendaftaran 1', newKode(), stored)).toBe(false)
  })

  test('a document code of this program is known without a query; made-up and foreign ones are not', () => {
    const kode = newKodeDokumen(keys)
    expect(normaliseKodeDokumen(keys, kode.toLowerCase())).toBe(kode)
    expect(normaliseKodeDokumen(otherKeys, kode)).toBeUndefined()
    const forged = Array.from({ length: 1000 }, () => newNomorTiket() + '000').filter((text) => normaliseKodeDokumen(keys, text))
    expect(forged).toEqual([])
  })

  test('tokens are 256 bits and stored as a hash', () => {
    expect(Buffer.from(newToken(), 'base64url')).toHaveLength(32)
    expect(hashToken('x')).not.toContain('x.')
    expect([sameText('a', 'a'), sameText('a', 'b'), sameText('a', 'aa'), sameText('', '')]).toEqual([true, false, false, true])
  })
})

describe('masks', () => {
  test.each([
    ['Suci Wijayanti', 'Su••••• Wi•••••'],
    ['  SUCI   wijayanti ', 'SU••••• wi•••••'],
    ['A', 'A•••••'],
    ['Kebumen', 'Ke•••••'],
    ['', ''],
    ['😀😀😀', '😀😀•••••'],
  ])('name %j', (nama, masked) => {
    expect(maskNama(nama)).toBe(masked)
  })

  test('a date shows nothing', () => {
    expect(maskTanggal()).toBe('••-••-••••')
  })

  test.each([
    ['3306010101850003', '•••• •••• •••• ••03'],
    ['012345678901234', '•••• •••• •••• •34'],
    ['9999000000012', '•••• •••• •••12'],
    ['33.060.10', '•••• •••'],
    [null, 'belum ada di data BKN'],
    ['', 'belum ada di data BKN'],
  ])('NIK or NPWP %j', (nik, masked) => {
    expect(maskNik(nik)).toBe(masked)
    if (nik) expect(maskAngka(nik)).toBe(masked)
  })

  test.each([
    ['siti.aminah@dinas.test', 'si•••@d•••.test'],
    ['a@b.go.id', 'a•••@b•••.id'],
    ['tanpa-keong', '•••@t•••'],
  ])('e-mail %j', (email, masked) => {
    expect(maskEmail(email)).toBe(masked)
  })

  test('nomor register', () => {
    expect(maskNomor('A7K2M7K2')).toBe('••••M7K2')
  })
})
