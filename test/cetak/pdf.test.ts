// The papers themselves: what stands on them, that they are the same bytes twice, and that no text breaks them.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buktiPengisian } from '../../src/pdf/buktiPengisian.ts'
import { buktiRegistrasi } from '../../src/pdf/buktiRegistrasi.ts'
import { INK } from '../../src/pdf/kit.ts'
import { change, holder, line, pengisian, registrasi, section } from './contoh.ts'
import { flat, readPdf } from './pdfText.ts'

const count = (text: string, part: string) => text.split(part).length - 1

test('Bukti Registrasi: one sheet, both halves carry number, name, agency, date and code', async () => {
  const read = readPdf(await buktiRegistrasi(registrasi))
  const text = flat(read)
  expect(read.pages).toHaveLength(1)
  for (const part of ['K7QXM7K2', '19760314 200003 1 502', 'Siti Contoh Wibowo', holder.instansi, '23 November 2026 pukul 10.42 WIB'])
    expect(count(text, part)).toBe(2)
  for (const part of ['Diserahkan Verifikator', 'Dipegang oleh PNS', '✂', 'Berkas fisik diterima', 'Halaman 1 dari 1']) expect(text).toContain(part)
  expect(text).toContain('7K2M9-QXDR4-TP2H')
  expect(text).toContain('epupns.contoh.test/dokumen')
})

test('Bukti Pengisian: slip first, then old → new per item, rows by number, counts, statement, signatures', async () => {
  const read = readPdf(
    await buktiPengisian(
      pengisian([
        section('Data Utama', [change('', 'ubah', [line('Gelar Belakang', null, 'S.Pd.')], 'Ijazah baru')], { unit: 'data', agreed: 14 }),
        section('Riwayat Golongan', [
          change('RG-3', 'ubah', [line('Nomor SK', '823/1', '823/2')]),
          change('RG-4', 'hapus', [line('Golongan', 'III/d', null)]),
          change('RG-6', 'tambah', [line('Golongan', null, 'IV/a')]),
        ]),
        section('Riwayat Jabatan', []),
        section('Riwayat Diklat', [], { agreed: 0, empty: true }),
      ]),
    ),
  )
  expect(read.pages[0]).toContain('Dipegang oleh PNS')
  expect(read.pages[0]).toContain('4 perubahan · 20 sesuai')
  expect(flat(read)).toContain('(Jl. Contoh 2 · Senin–Jumat 08.00–15.00)')
  const text = read.pages.slice(1).join(' ').replace(/\s+/g, ' ')
  for (const part of [
    'Gelar Belakang (kosong) → S.Pd.',
    'Keterangan Ijazah baru',
    '✓ 14 data lain sesuai',
    'RG-3 · Nomor SK Diubah Nomor SK 823/1 → 823/2',
    'RG-4 · Golongan Dihapus Golongan III/d',
    'RG-6 · Golongan Ditambah Golongan → IV/a',
    'Riwayat Jabatan ✓ 3 baris sesuai',
    'Dinyatakan tidak punya',
    'Saya menyatakan',
    'Unit verifikator level 1: Dinas Pendidikan',
    'PNS yang bersangkutan',
    'NIP ......',
  ]) {
    expect(text).toContain(part)
  }
  expect(flat(read)).not.toContain('KONSEP')
})

test('before Kirim every page is a KONSEP and carries no code', async () => {
  const read = readPdf(await buktiPengisian(pengisian([section('Riwayat Golongan', [], { agreed: 1, open: 2 })], { proof: null, id: 'abc' })))
  for (const page of read.pages) expect(page).toContain('KONSEP')
  const text = flat(read)
  expect(text).toContain('2 baris belum diperiksa')
  expect(text).toContain('Kirim formulir lebih dulu')
  expect(text).not.toContain('dokumen/')
})

test('same content gives the same bytes, other content another id', async () => {
  const sections = [section('Riwayat Golongan', [change('RG-1', 'ubah', [line('Nomor SK', 'a', 'b')])])]
  const twice = [await buktiPengisian(pengisian(sections)), await buktiPengisian(pengisian(sections))] as const
  expect(twice[0].equals(twice[1])).toBe(true)
  expect((await buktiRegistrasi(registrasi)).equals(await buktiRegistrasi(structuredClone(registrasi)))).toBe(true)
  const other = await buktiPengisian(pengisian(sections, { id: 'ZZZZ' }))
  expect(readPdf(other).id).not.toBe(readPdf(twice[0]).id)
})

test('200 rows run over many pages; every page repeats the head, and a row that goes on says so', async () => {
  const rows = Array.from({ length: 200 }, (_, i) =>
    change(
      `RG-${i + 1}`,
      'tambah',
      Array.from({ length: 9 }, (_, n) => line(`Data ${n}`, null, `isi ${i + 1}.${n}`)),
    ),
  )
  const { pages } = readPdf(await buktiPengisian(pengisian([section('Riwayat Golongan', rows)])))
  const body = pages.slice(1, -1)
  expect(body.length).toBeGreaterThan(30)
  expect(body.length).toBeLessThan(90)
  for (const page of body.slice(1)) expect(page).toMatch(/Riwayat Golongan \(lanjutan\)[\s\S]*Semula \(data BKN\)/)
  for (let i = 1; i <= 200; i++) expect(pages.filter((page) => page.includes(`isi ${i}.8`))).toHaveLength(1)
  expect(pages.at(-1)).toContain(`Halaman ${pages.length} dari ${pages.length}`)
})

test.each([
  ['10,000 letters without a blank', 'x'.repeat(10_000)],
  ['10,000 letters in words', 'kata '.repeat(2000)],
  ['2,000 lines', 'baris\n'.repeat(2000)],
])('%s stay inside their column and are all there', async (_, text) => {
  const { pages } = readPdf(await buktiPengisian(pengisian([section('Data Utama', [change('', 'ubah', [line('Alamat', 'lama', text)])], { unit: 'data' })])))
  expect(pages.length).toBeLessThan(60)
  const lines = pages
    .slice(1)
    .join('\n')
    .split('\n')
    .filter((l) => /^(x+|[kat ]+|baris)$/.test(l.trim()))
  expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  expect(Math.max(...lines.map((l) => l.length))).toBeLessThan(50)
})

test('markup, formulas, invisible and turning characters are plain text or gone', async () => {
  const nasty = '<script>alert(1)</script> =HYPERLINK("http://jahat.test") %PDF-1.4 ) Tj (\\) \u202eterbalik\u202c\u0000\u0007\u200b akhir'
  const text = flat(readPdf(await buktiPengisian(pengisian([section('Data Utama', [change('', 'ubah', [line('Nama', nasty, nasty)], nasty)])]))))
  const plain = text.replace(/\s/g, '')
  expect(plain).toContain('<script>alert(1)</script>=HYPERLINK("http://jahat.test")%PDF-1.4)Tj(\\)terbalikakhir')
  expect(text).not.toMatch(/[\u0000-\u001f\u200b-\u200f\u202a-\u202e]/)
})

test('a very long name, agency or unit never pushes a slip over its edge', async () => {
  const long = 'Nama Yang Sangat Panjang '.repeat(40)
  const read = readPdf(
    await buktiPengisian(pengisian([], { holder: { ...holder, nama: long, instansi: long }, unit: long, office: { nama: long, alamat: long, jam: long } })),
  )
  expect(read.pages).toHaveLength(2)
  expect(read.pages[0]).toContain('…')
})

test('the colours are those of the design tokens', () => {
  const css = readFileSync(new URL('../../src/browser/tokens.css', import.meta.url), 'utf8')
  const token = (name: string) => new RegExp(`--ep-${name}: (#\\w+);`).exec(css)?.[1]
  expect(INK).toMatchObject({ text: token('ink'), soft: token('ink-2'), line: token('line'), navy: token('navy'), merah: token('merah'), ubah: token('ubah') })
})
