// Files of questionnaires: what is refused and how it is said, and what publishing may change.
import { rmSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { checkDefinition } from '../../src/kuesioner/definition.ts'
import { loadQuestionnaires, publish } from '../../src/kuesioner/store.ts'
import { useDatabase } from '../harness.ts'
import { epupns, file, folder, written } from './berkas.ts'

const t = useDatabase()
afterAll(() => rmSync(folder, { recursive: true }))

const faultsOf = (content: unknown): string[] => {
  const read = checkDefinition(JSON.parse(JSON.stringify(content)))
  return read.ok ? [] : read.faults
}
const question = (changes: object) =>
  file({ pertanyaan: [...file().pertanyaan, { kunci: 'lagi', singkat: 'Lagi', teks: 'Lagi?', jenis: 'teks', maks: 5, wajib: true, ...changes }] })
const listed = async () =>
  (await sql<{ kode: string; versi: number }>`select kode, versi from kuesioner order by 1, 2`.execute(t.db)).rows.map((r) => `${r.kode} ${r.versi}`)

test('a file that is right is read as it stands', () => {
  expect(checkDefinition(file())).toEqual({ ok: true, definition: file() })
})

test('all faults at once, each with its place', () => {
  const [first, second] = file().pertanyaan
  const wrong = file({
    kode: 'riwayat-golongan',
    versi: 0,
    judul: '',
    warna: 'merah',
    pertanyaan: [
      { ...first, jenis: 'banyak' },
      { ...second, kunci: 'Tahun Peserta' },
      { ...first, pilihan: [{ kode: 'ya', teks: 'Ya' }] },
    ],
  })
  const faults = faultsOf(wrong)
  expect(faults).toEqual([
    'kode: Kode ini sudah dipakai bagian lain dari formulir.',
    expect.stringMatching(/^versi: /),
    'judul: Teks belum diisi.',
    'berkas: Kunci tidak dikenali : "warna"',
    expect.stringMatching(/^pertanyaan ke-1, jenis: /),
    'pertanyaan ke-2, kunci: Tulis dengan huruf kecil, angka, dan garis bawah; huruf di depan.',
    expect.stringMatching(/^pertanyaan ke-3, pilihan: /),
  ])
})

test.each([
  ['no JSON object', 'teks', /^berkas: /],
  ['nothing', null, /^berkas: /],
  ['an address of the form', file({ kode: 'kirim' }), /sudah dipakai/],
  ['a code that is no word', file({ kode: '../kpe' }), /^kode: Tulis dengan huruf kecil/],
  ['no question', file({ pertanyaan: [] }), /^pertanyaan: /],
  ['a day that is none', file({ berlaku_dari: '2026-02-30' }), /^berlaku_dari: /],
  ['turned reading direction', file({ judul: 'TAS\u202ePEN' }), /^judul: Teks memuat tanda/],
  ['a question twice', question({ kunci: 'saran' }), /ke-4 \(saran\): kunci ini sudah dipakai/],
  ['a name of the script', question({ kunci: 'constructor' }), /ke-4, kunci: Kata ini tidak dapat dipakai/],
  [
    'an option twice',
    question({
      jenis: 'satu',
      maks: undefined,
      pilihan: [
        { kode: 'a', teks: 'A' },
        { kode: 'a', teks: 'B' },
      ],
    }),
    /kode pilihan yang ditulis dua kali/,
  ],
  ['a range upside down', question({ jenis: 'angka', min: 9, maks: 1 }), /min lebih besar/],
  ['options where there are none', question({ pilihan: [] }), /ke-4: Kunci tidak dikenali/],
  ['a condition on a later question', question({ tampil_bila: { pertanyaan: 'nanti', jawaban: ['ya'] } }), /"nanti" tidak ada di atasnya/],
  ['a condition on a text', question({ tampil_bila: { pertanyaan: 'saran', jawaban: ['ya'] } }), /"saran" harus berjenis satu/],
  ['a condition on an unknown option', question({ tampil_bila: { pertanyaan: 'peserta', jawaban: ['mungkin'] } }), /"mungkin" bukan pilihan dari "peserta"/],
  ['nothing that must be answered', file({ pertanyaan: file().pertanyaan.slice(2) }), /paling sedikit satu harus wajib/],
] as const)('refused: %s', (_, content, said) => {
  const faults = faultsOf(content)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(said)
})

test('the seeds are loaded once, and leave later versions alone', async () => {
  await loadQuestionnaires(t.owner.db)
  await loadQuestionnaires(t.owner.db)
  expect(await listed()).toEqual(['bapertarum 1', 'kpe 1'])
})

test('what is published stays: the same again does nothing, a change wants a new number', async () => {
  const put = (changes: object, dryRun = false) => {
    const read = checkDefinition(file({ kode: 'korpri', ...changes }))
    return read.ok ? publish(t.owner.db, read.definition, dryRun) : read.faults
  }
  expect(await put({}, true)).toBe('new')
  expect(await listed()).not.toContain('korpri 1')
  expect(await put({})).toBe('new')
  expect(await put({})).toBe('unchanged')
  expect(await put({ judul: 'Lain' })).toEqual({ refused: expect.stringContaining('Beri nomor versi 2.') })
  expect(await put({ versi: 5, judul: 'Lain', berlaku_dari: '2026-12-01' })).toBe('new')
  expect(await put({ versi: 3 })).toEqual({ refused: expect.stringContaining('Beri nomor versi 6.') })
  expect((await listed()).filter((k) => k.startsWith('korpri'))).toEqual(['korpri 1', 'korpri 5'])
})

describe('epupns kuesioner', () => {
  test('refuses a file with all its faults, and publishes nothing', async () => {
    const bad = await epupns(t.url, ['kuesioner', written('salah.json', file({ versi: 'satu', kode: 'kirim' }))])
    expect(bad.code).toBe(1)
    expect(bad.out).toMatch(/Kuesioner ditolak, 2 kesalahan:\n {2}kode: [^\n]+\n {2}versi: /)
    const broken = await epupns(t.url, ['kuesioner', written('rusak.json', '{"kode":')])
    expect(broken).toMatchObject({ code: 1, out: expect.stringMatching(/^Berkas tidak dapat dibaca sebagai JSON/) })
  })

  test('a dry run, then the version', async () => {
    const first = written('taspen.json', file())
    const trial = await epupns(t.url, ['kuesioner', first, '--uji-coba'])
    expect(trial).toEqual({ code: 0, out: 'UJI COBA, tidak ada yang diubah. Kuesioner TASPEN versi 1: 3 pertanyaan.\n' })
    expect(await listed()).not.toContain('taspen 1')
    expect((await epupns(t.url, ['kuesioner', first])).out).toContain('Sudah terbit.')
    expect(await listed()).toContain('taspen 1')
  })
})
