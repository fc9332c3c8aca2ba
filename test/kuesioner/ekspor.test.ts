// The answers as a file for their stakeholder: who is in it, columns over versions, cells that no spreadsheet runs.
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import Papa from 'papaparse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDefinition } from '../../src/kuesioner/definition.ts'
import { exportAnswers } from '../../src/kuesioner/ekspor.ts'
import { loadQuestionnaires, publish } from '../../src/kuesioner/store.ts'
import { useDatabase } from '../harness.ts'
import { epupns, file, folder } from './berkas.ts'

const t = useDatabase()
const [SITI, BUDI, RINA] = ['197603142000032501', '197603142000031502', '197603142000032503']
const [question, ...others] = file().pertanyaan
const versions = [
  file(),
  file({
    versi: 2,
    pertanyaan: [question, { kunci: 'rekening', singkat: 'Rekening', teks: 'Berapa rekening?', jenis: 'angka', min: 0, maks: 9, wajib: false }],
  }),
]

beforeAll(async () => {
  const db = t.owner.db
  await sql`insert into periode (id, nama, tanggal_acuan, mulai, akhir_isi, aktif) values ('2026', 'Pendataan Ulang', '2026-11-23', now(), now() + interval '9 days', true)`.execute(
    db,
  )
  await sql`insert into status_formulir (kode, judul, urutan) values ('draf', 'Draf', 0), ('level_1', 'Level 1', 1) on conflict do nothing`.execute(db)
  await loadQuestionnaires(db)
  for (const v of versions) {
    const read = checkDefinition(v)
    if (read.ok) await publish(db, read.definition)
  }
  const answers = [
    [SITI, 1, 'peserta', 'ya'],
    [SITI, 1, 'saran', '=HYPERLINK("http://contoh.test")'],
    [BUDI, 2, 'peserta', 'belum'],
    [BUDI, 2, 'rekening', '3'],
    [RINA, 2, 'peserta', 'ya'],
  ] as const
  for (const [nip, versi, pertanyaan, jawaban] of answers)
    await sql`insert into jawaban (nip, periode, kuesioner, versi, pertanyaan, jawaban) values (${nip}, '2026', 'taspen', ${versi}, ${pertanyaan}, ${jawaban})`.execute(
      db,
    )
  await sql`insert into jawaban (nip, periode, kuesioner, versi, pertanyaan, jawaban) values (${SITI}, '2026', 'kpe', 1, 'terima', 'sudah')`.execute(db)
  for (const [nip, status] of [
    [SITI, 'level_1'],
    [BUDI, 'level_1'],
    [RINA, 'draf'],
  ])
    await sql`insert into formulir (nip, periode, id, status, instansi_id, wilayah_id) values (${nip}, '2026', gen_random_uuid(), ${status}, '6422', '01')`.execute(
      db,
    )
})
afterAll(() => rmSync(folder, { recursive: true }))

const linesOf = async (kode: string): Promise<string[]> => {
  const lines = []
  for await (const line of exportAnswers(t.owner.db, kode, '2026')) lines.push(line)
  return lines
}

test('one line per person who has sent, columns of all versions, the newest first', async () => {
  const { data } = Papa.parse((await linesOf('taspen')).join(''), { skipEmptyLines: true })
  expect(data).toEqual([
    ['nip', 'versi', 'peserta', 'rekening', ...others.map((q) => q.kunci)],
    [BUDI, '2', 'belum', '3', '', ''],
    [SITI, '1', 'ya', '', '', `'=HYPERLINK("http://contoh.test")`],
  ])
})

test('a stakeholder gets its own questionnaire only', async () => {
  const lines = await linesOf('kpe')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatch(new RegExp(`^${SITI},1,,sudah,`))
})

test('epupns ekspor-kuesioner writes a file that only its owner reads', async () => {
  const path = join(folder, 'taspen.csv')
  const done = await epupns(t.url, ['ekspor-kuesioner', 'taspen', path])
  expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/^2 jawaban ditulis/) })
  expect(readFileSync(path, 'utf8')).toBe((await linesOf('taspen')).join(''))
  expect(statSync(path).mode & 0o077).toBe(0)
  expect(await epupns(t.url, ['ekspor-kuesioner', 'entah', path])).toMatchObject({ code: 1, out: 'Tidak ada kuesioner dengan kode entah.\n' })
})
