// The same start value gives the same files, and parts of a population are parts of the whole.
import { expect, test, vi } from 'vitest'
import { dayText } from '../../src/generate/calendar.ts'
import { drawDiri, nipOf } from '../../src/generate/diri.ts'
import { getKabupaten, seatOf } from '../../src/generate/area.ts'
import { nikOf } from '../../src/generate/identitas.ts'
import { readDay } from '../../src/generate/calendar.ts'
import { getInstansi } from '../../src/generate/preset.ts'
import { hash } from '../../src/generate/random.ts'
import { CAPACITY, nikSerial, slotOf } from '../../src/generate/slot.ts'
import { newTree } from '../../src/generate/unit.ts'
import { filesOf, generated } from './folder.ts'

vi.setConfig({ testTimeout: 120_000 }) // whole populations on a busy machine

test('benih sama, berkas sama byte demi byte; benih lain, orang lain', () => {
  const first = filesOf(generated({ preset: 'demo', acuan: '2026-01-01' }).folder)
  const again = filesOf(generated({ preset: 'demo', acuan: '2026-01-01' }).folder)
  const other = filesOf(generated({ preset: 'demo', acuan: '2026-01-01', benih: 7 }).folder)
  expect([...again.keys()]).toEqual([...first.keys()])
  for (const [path, text] of first) expect(again.get(path) === text, path).toBe(true)
  expect(other.get('sapk/data-utama.csv')).not.toBe(first.get('sapk/data-utama.csv'))
})

test('potongan-potongan yang disambung sama dengan keseluruhan', () => {
  const population = { preset: 'uji', acuan: '2015-07-01', jumlah: 900 } as const
  const whole = filesOf(generated(population).folder)
  const parts = [
    [1, 317],
    [318, 600],
    [601, 900],
  ].map(([dari, sampai]) => filesOf(generated({ ...population, dari, sampai }).folder))
  for (const [path, text] of whole) {
    const header = text.slice(0, text.indexOf('\n') + 1)
    const joined = parts.map((files) => files.get(path)!.slice(header.length)).join('')
    expect(header + joined === text, path).toBe(true)
  }
})

test('NIP dan NIK tidak pernah ganda, juga bagi orang yang hari, bulan, dan nomor urutnya sama', () => {
  const seed = 2015
  const instansi = getInstansi('6422')
  const unit = newTree(seed, instansi, '33.06.01.2001').root
  const acuan = readDay('2015-07-01')
  const cycle = CAPACITY / 32
  const area = getKabupaten(seatOf(instansi)).kecamatan[0]!.kode
  for (let i = 0; i < 40; i++) {
    const place = 1 + (hash(i) % cycle)
    const nips = new Set<string>()
    for (let turn = 0; turn < 32; turn++)
      nips.add(nipOf(drawDiri(seed, place + turn * cycle, { kelompok: i % 2 ? 'es2' : 'jfu', unit, studi: 'umum', ...(i % 2 ? { eselon: '22' } : {}) }, acuan)))
    expect(nips.size).toBe(32)
  }
  // Within one agency block nobody shares day, month and serial number; the NIK is then different already.
  const niks = new Set<string>()
  for (let n = 1; n <= 20_000; n++) {
    const slot = slotOf(seed, n)
    niks.add(
      nikOf({ lahir: readDay(`1975-${String(slot.month).padStart(2, '0')}-${String(slot.day).padStart(2, '0')}`), lelaki: true }, area, nikSerial(slot, false)),
    )
  }
  expect(niks.size).toBe(20_000)
})

test('hari dan teksnya saling mengembalikan', () => {
  for (let day = readDay('1930-01-01'); day < readDay('2031-01-01'); day += 17) expect(readDay(dayText(day))).toBe(day)
  expect(dayText(readDay('2000-02-29'))).toBe('2000-02-29')
  expect(dayText(readDay('1999-12-31') + 1)).toBe('2000-01-01')
})
