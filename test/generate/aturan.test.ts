// Every person keeps the rules, and the whole has the shape of the civil service of 2015.
import { describe, expect, test, vi } from 'vitest'
import { readDay } from '../../src/generate/calendar.ts'
import { faultsOf } from '../../src/generate/check.ts'
import { Margins, TARGETS } from '../../src/generate/margins.ts'
import { drawPerson, type Person } from '../../src/generate/person.ts'
import { openAgency } from '../../src/generate/post.ts'
import { blocks } from '../../src/generate/preset.ts'
import { generated, table } from './folder.ts'

const SEED = 2015

vi.setConfig({ testTimeout: 120_000 }) // whole populations on a busy machine

function* population(jumlah: number, acuan: string, benih = SEED): Generator<Person> {
  for (const block of blocks('uji', benih, jumlah)) {
    const agency = openAgency(benih, block)
    for (let i = 0; i < block.jumlah; i++) yield drawPerson(benih, agency, i, acuan)
  }
}

describe('aturan keras', () => {
  test.each([
    ['2015-07-01', 5000, SEED],
    ['2026-04-01', 2000, SEED],
    ['2026-11-23', 1500, 77],
    ['2031-10-01', 1000, 3],
  ])('per %s: %i orang tanpa pelanggaran', (acuan, jumlah, benih) => {
    const faults: string[] = []
    let n = 0
    for (const person of population(jumlah, acuan, benih)) {
      faults.push(...faultsOf(person, readDay(acuan)))
      n++
    }
    expect(n).toBe(jumlah)
    expect(faults).toEqual([])
  })

  test('aturan itu sendiri menemukan yang salah', () => {
    const [person] = [...population(1, '2015-07-01')]
    const p = person!
    const today = readDay('2015-07-01')
    expect(faultsOf({ ...p, lahir: p.cpns - 6000 }, today).join()).toContain('kurang dari 18')
    expect(faultsOf({ ...p, golongan: [...p.golongan].reverse() }, today).length).toBeGreaterThan(0)
    expect(faultsOf({ ...p, golongan: p.golongan.map((g) => ({ ...g, sk: { ...g.sk, tanggal: today + 1 } })) }, today).join()).toContain('SK sesudah TMT')
    expect(faultsOf({ ...p, nik: '3306010101700001' }, today).join()).toContain('NIK tidak sintetis')
    expect(faultsOf({ ...p, jabatan: [] }, today).join()).toContain('tidak mempunyai jabatan')
  })
})

describe('20.000 orang', () => {
  const margins = new Margins(20_000)
  const women = { bidan: [0, 0], guru: [0, 0] }
  for (const p of population(20_000, '2015-07-01')) {
    margins.add(p)
    const group = p.post.kelompok === 'bidan' ? women.bidan : p.post.kelompok.startsWith('guru') ? women.guru : undefined
    if (group) group[p.lelaki ? 0 : 1]!++
  }

  test.each(Object.keys(TARGETS))('sebaran %s dalam batas', (margin) => {
    expect(margins.compare().filter((m) => m.margin === margin && m.melenceng)).toEqual([])
  })

  test('NIP dan NIK tunggal; bidan selalu perempuan, guru 62 persen', () => {
    expect(margins.duplicates()).toEqual({ nip: 0, nik: 0 })
    expect(women.bidan[0]).toBe(0)
    expect(women.guru[1]! / (women.guru[0]! + women.guru[1]!)).toBeCloseTo(0.62, 1)
  })
})

test('salinan SAPK rusak sesering yang diduga', () => {
  const { folder } = generated({ preset: 'uji', acuan: '2015-07-01', jumlah: 4000 })
  const harmed = new Map<string, Set<string>>()
  for (const { nip, bagian, field } of table(folder, 'demo/kerusakan.csv')) {
    const key = `${bagian}/${field}`
    harmed.set(key, (harmed.get(key) ?? new Set()).add(nip!))
  }
  const true_ = new Set(table(folder, 'demo/kebenaran/data-utama.csv').map((r) => r.nip))
  const extra = table(folder, 'sapk/data-utama.csv').filter((r) => !true_.has(r.nip))
  expect(extra.length).toBeGreaterThan(0)
  expect(extra.length).toBeLessThan(6)
  const percent = (key: string) => ((harmed.get(key)?.size ?? 0) * 100) / 4000
  const expected: [string, number, number][] = [
    ['data-posisi/unor', 38, 3],
    ['data-posisi/nama_jabatan', 30, 3],
    ['data-utama/gelar_belakang', 22, 3],
    ['data-utama/pendidikan_terakhir', 15, 2],
    ['data-utama/golongan', 9, 2],
    ['data-posisi/satuan_kerja', 6, 1.5],
    ['data-utama/tempat_lahir', 6, 1.5],
    ['data-utama/gelar_depan', 5, 1.5],
    ['data-utama/nama', 4.5, 1],
    ['data-utama/nik', 41, 3],
    ['data-utama/npwp', 36, 3],
    ['data-utama/alamat', 56, 3],
    ['data-utama/kartu_pegawai', 13, 2],
    ['data-posisi/instansi_induk', 0.5, 0.4],
    ['data-utama/kedudukan_hukum', 1.6, 0.7],
    ['orang-tua/', 80, 3],
    ['suami-istri/', 18.5, 2],
    ['anak/', 26, 3],
  ]
  for (const [key, target, tolerance] of expected) expect(Math.abs(percent(key) - target), `${key}: ${percent(key)}`).toBeLessThanOrEqual(tolerance)
})

test('keluarga sebanyak yang diduga: nikah, anak, orang tua PNS', () => {
  const seen = { orang: 0, nikah: 0, kawin: 0, belum: 0, anak: 0, suamiIstriPns: 0, orangTuaPns: 0 }
  for (const { keluarga, lelaki } of population(4000, '2015-07-01')) {
    seen.orang++
    seen.nikah += keluarga.nikah.length
    if (keluarga.nikah.at(-1)?.status === 'MENIKAH') seen.kawin++
    if (keluarga.nikah.length === 0) seen.belum++
    seen.anak += keluarga.nikah.reduce((n, m) => n + m.anak.length, 0)
    seen.suamiIstriPns += keluarga.nikah.filter((m) => (lelaki ? m.istri : m.suami).bio).length
    if (keluarga.ayah.bio || keluarga.ibu.bio) seen.orangTuaPns++
  }
  const per = (n: number, of = seen.orang) => n / of
  expect(per(seen.kawin)).toBeCloseTo(0.88, 1)
  expect(per(seen.belum)).toBeCloseTo(0.07, 1)
  expect(Math.abs(per(seen.anak) - 2)).toBeLessThan(0.1)
  expect(Math.abs(per(seen.suamiIstriPns, seen.nikah) - 0.25)).toBeLessThan(0.04)
  expect(Math.abs(per(seen.orangTuaPns) - 0.06)).toBeLessThan(0.015)
})

test('suami dan istri yang sama-sama PNS saling menyebut, dengan anak yang sama', () => {
  const people = new Map([...population(1500, '2015-07-01')].map((p) => [p.nip, p]))
  const couples = [...people.values()].flatMap((p) =>
    p.keluarga.nikah.flatMap((m) => (p.lelaki && m.istri.bio ? [{ p, m, wife: people.get(m.istri.bio.nip)! }] : [])),
  )
  expect(couples.length).toBeGreaterThan(50)
  for (const { p, m, wife } of couples) expect(wife.keluarga.nikah, `${p.nip} ${wife.nip}`).toEqual([m])
})
