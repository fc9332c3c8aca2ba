import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerFaults, hashAnswer, ibuIndex, normaliseAnswer, normaliseIbu, questionFaults, verifyAnswer } from '../../src/security/answers.ts'
import { dummyVerify, hashPassword, PASSWORD_MAX, passwordFaults, verifyPassword } from '../../src/security/password.ts'
import { semaphore } from '../../src/security/semaphore.ts'
import { commonPasswords, isCommonPassword, suggestPassphrase } from '../../src/security/words.ts'
import { keys, otherKeys } from './kunci.ts'

const NIP = '198503172010012004'
const siti = {
  kind: 'pns',
  nama: 'Siti Rahmadani Ayu',
  nip: NIP,
  instansi: 'Pemerintah Kabupaten Kebumen',
  email: 'srahmadani@dinas.test',
} as const

describe('kata kunci', () => {
  test('right is right, wrong is wrong, and the hash needs the pepper', async () => {
    const stored = await hashPassword(keys, 'kelapa-sungai-lampu-482')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await verifyPassword(keys, stored, 'kelapa-sungai-lampu-482')).toBe(true)
    expect(await verifyPassword(keys, stored, 'kelapa-sungai-lampu-483')).toBe(false)
    expect(await verifyPassword(otherKeys, stored, 'kelapa-sungai-lampu-482')).toBe(false)
    expect(await verifyPassword(keys, stored, 'kelapa-sungai-lampu-482', 'jawaban')).toBe(false)
  })

  test('an unknown account gets the same work and a no', async () => {
    expect(await verifyPassword(keys, undefined, 'apa saja')).toBe(false)
    expect(await dummyVerify(keys, 'apa saja')).toBe(false)
  })

  test('composed and decomposed letters are the same password', async () => {
    expect(await verifyPassword(keys, await hashPassword(keys, 'caf\u00e9 di tepi sawah'), 'cafe\u0301 di tepi sawah')).toBe(true)
  })

  test.each(['kelapa-sungai-lampu-482', 'Hujan turun di atap seng', 'pW8#rm!x', 'こんにちは世界です', 'a'.repeat(63) + 'b'.repeat(65)])(
    '%j is accepted',
    (password) => {
      expect(passwordFaults(password, siti)).toEqual([])
    },
  )

  test.each([
    ['pendek7', /paling sedikit 8/],
    ['x'.repeat(PASSWORD_MAX + 1), /paling banyak 128/],
    ['Password123', /mudah ditebak/],
    ['p@ssw0rd', /mudah ditebak/],
    ['r4h4s1a2024', /mudah ditebak/],
    ['Indonesia1945', /mudah ditebak/],
    ['rahasia!', /mudah ditebak/],
    ['bismillah 99', /mudah ditebak/],
    ['qwertyuiop', /mudah ditebak/],
    ['17081945', /mudah ditebak/],
    ['1985-03-18', /mudah ditebak/],
    ['abcabcabc', /mudah ditebak/],
    ['aaaaaaaaaa', /mudah ditebak/],
    ['ＰＡＳＳＷＯＲＤ１', /mudah ditebak/],
    ['gerbang rahmadani', /nama Anda/],
    ['sawah KEBUMEN luas', /instansi/],
    ['xx srahmadani xx', /e-mail/],
    ['kopi 17-03-1985 pagi', /tanggal lahir/],
    ['kopi170385pagi', /tanggal lahir/],
    ['zebra 201001 zebra', /bagian dari NIP/],
    ['masuk ke e-PUPNS ya', /epupns/],
    ['bkn kopi pagi hari', /bkn/],
  ])('%j is refused', (password, why) => {
    expect(passwordFaults(password, siti).join(' ')).toMatch(why)
  })

  test('staff need twelve characters', () => {
    expect(passwordFaults('pW8#rm!xQ2z', { kind: 'petugas' })).toEqual(['Kata kunci paling sedikit 12 karakter.'])
    expect(passwordFaults('pW8#rm!xQ2zk', { kind: 'petugas' })).toEqual([])
  })

  test('the list has at least 10,000 entries and refuses every one of them', () => {
    const entries = new Set<string>()
    for (const entry of commonPasswords()) {
      entries.add(entry)
      if (entries.size % 97 === 0) expect(isCommonPassword(entry), entry).toBe(true)
    }
    expect(entries.size).toBeGreaterThan(10_000)
    expect(Array.from(entries).filter((entry) => entry.length >= 8).length).toBeGreaterThan(10_000)
  })

  test('suggestions are always accepted and differ', () => {
    const suggested = Array.from({ length: 300 }, suggestPassphrase)
    expect(new Set(suggested).size).toBe(300)
    for (const phrase of suggested) {
      expect(phrase).toMatch(/^[a-z]+-[a-z]+-[a-z]+-\d{3}$/)
      expect(passwordFaults(phrase, { kind: 'petugas' }), phrase).toEqual([])
    }
  })

  test('whatever is typed, the check answers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => Array.isArray(passwordFaults(text, siti))),
      { numRuns: 300 },
    )
  })
})

describe('semaphore', () => {
  test('runs a few, lets a few wait, refuses the rest, and forgets failures', async () => {
    const run = semaphore(2, 2)
    let now = 0
    let most = 0
    const open: (() => void)[] = []
    const work = async (): Promise<string> => {
      most = Math.max(most, ++now)
      await new Promise<void>((resolve) => open.push(resolve))
      now--
      return 'selesai'
    }
    const batch = async (size: number) => {
      const all = Promise.allSettled(Array.from({ length: size }, () => run(work)))
      for (let i = 0; i < size; i++) {
        await new Promise((resolve) => setTimeout(resolve))
        open.shift()?.()
      }
      return all
    }
    const results = await batch(5)
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
    expect(results[4]).toMatchObject({ reason: { code: 'busy', status: 503 } })
    await batch(4)
    expect(most).toBe(2)
    await expect(run(() => Promise.reject(new Error('x')))).rejects.toThrow('x')
    await expect(Promise.all([run(async () => 1), run(async () => 2)])).resolves.toEqual([1, 2])
  })
})

describe('pertanyaan dan jawaban', () => {
  test('an answer is compared without case, blanks and width', async () => {
    const stored = await hashAnswer(keys, '  Pohon  JAMBU di Kebun ')
    expect(await verifyAnswer(keys, stored, 'pohon jambu di kebun')).toBe(true)
    expect(await verifyAnswer(keys, stored, 'ＰＯＨＯＮ jambu di kebun')).toBe(true)
    expect(await verifyAnswer(keys, stored, 'pohon jambu')).toBe(false)
    expect(await verifyAnswer(keys, undefined, 'pohon jambu')).toBe(false)
    expect(normaliseAnswer(' A \t B ')).toBe('a b')
  })

  test.each([
    ['Apa isi laci meja Kakek?', 'koin tua', []],
    ['Pendek?', 'koin tua', [/10 sampai 120/]],
    ['x'.repeat(121), 'koin tua', [/10 sampai 120/]],
    ['Apa isi laci? Koin Tua, bukan?', 'koin tua', [/memuat jawabannya/]],
    [`Nomor apa ${NIP} ini?`, 'koin tua', [/NIP/]],
    ['Apa arti 12345 bagi saya?', 'koin tua', [/angka yang panjang/]],
    ['Sandi saya pW8#rm!x benar?', 'koin tua', [/kata kunci/]],
  ])('question %j', (question, answer, faults) => {
    const found = questionFaults(question, answer, { nip: NIP, sandi: 'pW8#rm!x' })
    expect(found).toHaveLength(faults.length)
    faults.forEach((fault, i) => expect(found[i]).toMatch(fault))
  })

  test.each([
    ['koin tua', []],
    ['ab', [/3 sampai 80/]],
    ['x'.repeat(81), [/3 sampai 80/]],
    ['Rahasia', [/mudah ditebak/]],
    ['zzzz', [/mudah ditebak/]],
    ['Hj. Siti Aminah', [/ibu kandung/]],
    ['KEBUMEN', [/tempat lahir/]],
    ['pW8#rm!x', [/kata kunci/]],
    ['17-03-1985', []],
    ['19850317', [/NIP/]],
  ])('answer %j', (answer, faults) => {
    const found = answerFaults(answer, { nip: NIP, ibuKandung: 'SITI AMINAH', tempatLahir: 'Kebumen', sandi: 'pW8#rm!x' })
    expect(found).toHaveLength(faults.length)
    faults.forEach((fault, i) => expect(found[i]).toMatch(fault))
  })

  test("the mother's name is compared without case, marks and titles, and its index belongs to one person", () => {
    expect(normaliseIbu("  Hj. SITI  Nur'aini ")).toBe('siti nuraini')
    expect(ibuIndex(keys, NIP, 'Ny. Siti Nur’aini')).toBe(ibuIndex(keys, NIP, "siti nur'aini"))
    expect(ibuIndex(keys, NIP, 'Siti Nuraini')).not.toBe(ibuIndex(keys, '198503172010012005', 'Siti Nuraini'))
  })
})
