// What people really type (typos, short forms, former names, words in any order): the entry meant is among the first five.
import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { beforeAll, expect, test } from 'vitest'
import { loadSmallLists } from '../../src/reference/cache.ts'
import { getList } from '../../src/reference/index.ts'
import { search } from '../../src/reference/search.ts'
import { useDatabase } from '../harness.ts'
import { fillLongLists } from './daftarBesar.ts'

type Typing = { daftar: string; ketikan: string; harap: string; di: string; jenis: string; instansi: string }

const database = useDatabase()
const text = readFileSync(new URL('./ketikan.csv', import.meta.url), 'utf8')
const typings = Papa.parse<Typing>(text, { header: true, skipEmptyLines: true }).data

beforeAll(async () => {
  await fillLongLists(database.owner.pool)
  await loadSmallLists(database.db)
})

test('there are at least 200 of them, over all long lists', () => {
  expect(typings.length).toBeGreaterThanOrEqual(200)
  expect(new Set(typings.map((t) => t.daftar))).toContain('sekolah')
})

test.each(typings.map((t) => [t.daftar, t.ketikan, t] as const))('%s: %s', async (daftar, q, { harap, di, jenis, instansi }) => {
  const only = getList(daftar).scope === 'only'
  const found = await search(database.db, {
    daftar,
    q,
    kinds: jenis === 'tempat' ? ['KB', 'KC', 'P', 'NG'] : jenis ? [jenis] : undefined,
    lingkup: only ? instansi : undefined,
    ownFirst: instansi || undefined,
    limit: 5,
  })
  const names = found.map((f) => (di ? `${f.nama} | ${f.keterangan.includes(di) ? di : f.keterangan}` : f.nama))
  expect(names).toContain(di ? `${harap} | ${di}` : harap)
})
