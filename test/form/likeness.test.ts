// Two spellings of one name are alike, two people are not (trust.md 3.10).
import { expect, test } from 'vitest'
import { likeness, SAME_NAME } from '../../src/form/likeness.ts'

test.each([
  ['SITI RAHAYU', 'Siti Rahayu'],
  ['SITI RAHAYU', 'Dra. Hj. Siti Rahayu, M.Pd.'],
  ['SITI RAHAYU', 'Siti Rahayu S.Pd. M.Si'],
  ['DJOKO SOEPRAPTO', 'Joko Suprapto'],
  ['TJAHJO SOEMARNO', 'Cahyo Sumarno'],
  ['MUHAMMAD ACHMAD', 'Moh. Ahmad'],
  ['M. YUSUF ABDULLAH', 'Muhamad Yusup Abdulah'],
  ["NI'MAH KHASANAH", 'Nikmah Hasanah'],
  ['SUTRISNO WIBOWO', 'Sutrisno Wibawo'],
  ['SRI-WAHYUNI', 'sri  wahyuni'],
  ['IRÈNE', 'Irene'],
])('%s is %s', (a, b) => {
  expect(likeness(a, b)).toBeGreaterThanOrEqual(SAME_NAME)
  expect(likeness(b, a)).toBe(likeness(a, b))
})

test.each([
  ['SITI RAHAYU', 'Siti Aminah'],
  ['SITI RAHAYU', 'Siti'],
  ['SITI RAHAYU', 'Rahayu'],
  ['SITI RAHAYU', 'Dewi Rahayu'],
  ['SUTRISNO', 'Sutris'],
  ['SUTRISNO WIBOWO', 'Sutrisno Prabowo'],
  ['BUDI', 'Rudi'],
  ['SITI RAHAYU', ''],
  ['', ''],
  ['SITI RAHAYU', 'Dr. H.'],
  ['SITI RAHAYU', '%'],
  ['SITI RAHAYU', 'a'.repeat(100)],
])('%s is not %s', (a, b) => expect(likeness(a, b)).toBeLessThan(SAME_NAME))
