// The demo folder: exact counts, named people, staff, and a list of faults that explains every difference.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { STATES } from '../../src/generate/demoStates.ts'
import { generate } from '../../src/generate/generate.ts'
import { TOKOH, tokoh } from '../../src/generate/tokoh.ts'
import { sections } from '../../src/sections/index.ts'
import { generated, groupBy, table, type Row } from './folder.ts'

const { folder, summary } = generated({ preset: 'demo', acuan: '2026-11-23' })
const rows = (path: string) => (existsSync(join(folder, path)) ? table(folder, path) : []) // SAPK has no files of what it never asked for
const count = (list: readonly Row[], key: string) => Object.fromEntries([...groupBy(list, (r) => r[key]!)].map(([k, v]) => [k, v.length]))

describe('isi folder', () => {
  test('1.000 orang di 6 instansi, semua keadaan dengan jumlah yang tepat', () => {
    expect(summary.orang).toBe(1000)
    expect(summary.pelanggaran).toEqual([])
    const people = rows('sapk/data-utama.csv')
    expect(new Set(people.map((p) => p.nip)).size).toBe(1000)
    expect(new Set(rows('demo/kebenaran/data-utama.csv').map((p) => p.nik)).size).toBe(1000)
    expect(count(rows('demo/keadaan.csv'), 'keadaan')).toEqual(STATES)
    expect(Object.values(STATES).reduce((a, b) => a + b, 0)).toBe(1000)
    const agencies = count(rows('demo/kebenaran/data-posisi.csv'), 'instansi_induk')
    expect(Object.keys(agencies).sort()).toEqual(['3011', '4011', '6400', '6422', '6423', '6475'])
  })

  test('setiap keadaan tersebar atas instansi', () => {
    const agency = new Map(rows('demo/kebenaran/data-posisi.csv').map((p) => [p.nip, p.instansi_induk]))
    const spread = groupBy(rows('demo/keadaan.csv'), (r) => r.keadaan!)
    for (const [state, people] of spread) {
      const in_ = new Set(people.map((p) => agency.get(p.nip!)))
      expect(in_.size, state).toBeGreaterThanOrEqual(state === 'registrasi_ditolak' ? 3 : 5)
    }
  })

  test('setiap id unit, satuan kerja, dan induk ada di daftar', () => {
    const units = new Map(rows('referensi/unor.csv').map((u) => [u.id, u]))
    const satker = new Set(rows('referensi/satuan-kerja.csv').map((s) => s.id))
    expect(units.size).toBe(rows('referensi/unor.csv').length)
    for (const u of units.values()) expect(u.induk_id === '' || units.has(u.induk_id!)).toBe(true)
    expect([...units.values()].filter((u) => u.aktif === 'false').length).toBeGreaterThan(10)
    const flagged = new Set(rows('demo/unit-verifikator.csv').map((u) => u.unor_id))
    for (const p of rows('demo/kebenaran/data-posisi.csv')) {
      expect(units.has(p.unor!) && satker.has(p.satuan_kerja!) && flagged.has(p.verifikator_level_1!), p.nip).toBe(true)
      expect(units.get(p.verifikator_level_1)!.lingkup_id).toBe(p.instansi_induk)
    }
    for (const path of ['sapk', 'demo/kebenaran']) for (const j of rows(`${path}/riwayat-jabatan.csv`)) expect(units.has(j.unor!)).toBe(true)
  })
})

describe('kerusakan.csv', () => {
  const PARTS = sections.map((s) => s.code)
  const key = (r: Row) => `${r.nip}/${r.id ?? ''}`
  const listed = new Set(rows('demo/kerusakan.csv').map((k) => [k.nip, k.bagian, k.kunci, k.field].join('|')))

  /** Found by comparing the files cell by cell, without the generator. */
  const found = new Set(
    PARTS.flatMap((part) => {
      const sapk = new Map(rows(`sapk/${part}.csv`).map((r) => [key(r), r]))
      const truth = rows(`demo/kebenaran/${part}.csv`)
      const known = new Set(truth.map(key))
      const untrue = [...sapk.values()].filter((r) => !known.has(key(r))).map((r) => [r.nip, part, r.id, ''].join('|'))
      const harmed = truth.flatMap((row) => {
        const copied = sapk.get(key(row))
        const id = row.id
        if (!copied) return [[row.nip, part, id, ''].join('|')]
        const fields = new Set(
          Object.keys(row)
            .filter((c) => row[c] !== copied[c])
            .map((c) => c.replace(/_nama$/, '')),
        )
        return [...fields].map((field) => [row.nip, part, id ?? field, field].join('|'))
      })
      return [...untrue, ...harmed]
    }),
  )

  test('memuat setiap perbedaan antara SAPK dan kebenaran, dan tidak satu pun yang lain', () => {
    expect([...found].filter((x) => !listed.has(x))).toEqual([])
    expect([...listed].filter((x) => !found.has(x))).toEqual([])
  })

  test('setiap jenis kerusakan beralasan dan ada contohnya', () => {
    const kinds = count(rows('demo/kerusakan.csv'), 'jenis')
    expect(kinds).not.toHaveProperty('lain')
    for (const kind of [
      'unor_induk',
      'unor_kosong',
      'unor_nama_lama',
      'jabatan_pelaksana',
      'jenjang_belum_naik',
      'gelar_terbaru_belum_ada',
      'ijazah_terbaru_belum_ada',
      'golongan_tertinggal',
      'riwayat_tidak_lengkap',
      'nama_huruf',
      'tanggal_lahir',
      'jenis_kelamin',
      'agama',
      'tmt_cpns',
      'tmt_pns',
      'instansi',
      'kedudukan_hukum',
      'sudah_keluar_masih_aktif',
      'tempat_lahir_ejaan_lama',
      'kosong',
      'salah_tulis',
      'fungsional_belum_tercatat',
      'orang_tua_belum_ada',
      'status_hidup_lama',
      'pasangan_belum_ada',
      'pasangan_bukan_pns',
      'status_pernikahan_lama',
      'anak_belum_ada',
      'orang_tua_tidak_tercatat',
      'anak_ganda',
      'nama_keluarga',
      'program_mirip',
      'prajabatan',
      'cpns_pns_ganda',
      'belum_ada',
    ])
      expect(kinds[kind], kind).toBeGreaterThan(0)
  })
})

describe('tokoh', () => {
  const sapk = new Map(rows('sapk/data-utama.csv').map((p) => [p.nip, p]))

  test('dua belas orang pertama, dengan NIP tetap dan keadaan masing-masing', () => {
    expect(
      rows('sapk/data-utama.csv')
        .slice(0, 12)
        .map((p) => p.nip),
    ).toEqual(TOKOH.map((t) => t.nip))
    const states = new Map(rows('demo/keadaan.csv').map((r) => [r.nip, r.keadaan]))
    for (const t of TOKOH) expect(states.get(t.nip), t.nama).toBe(t.keadaan)
    expect(tokoh.siti.nip).toBe('197608302005012501')
    expect(tokoh.budi.nip).toBe('197201311998031502')
  })

  test('masing-masing memperlihatkan halnya', () => {
    expect(sapk.get(tokoh.dimas.nip)).toMatchObject({ tmt_pns: '', kartu_pegawai: '' })
    expect(sapk.get(tokoh.wahyu.nip)).toMatchObject({ nik: '' })
    expect(sapk.get(tokoh.slamet.nip)).toMatchObject({ kedudukan_hukum: '99' })
    expect(sapk.get(tokoh.teguh.nip)).toMatchObject({ kedudukan_hukum: '66' })
    expect(sapk.get(tokoh.siti.nip)).toMatchObject({
      nama: 'SITI RAHAYU',
      golongan: '33',
      gelar_belakang: 'A.Ma.Pd.',
      alamat: '',
    })
    const posisi = new Map(rows('sapk/data-posisi.csv').map((p) => [p.nip, p]))
    expect(posisi.get(tokoh.ratna.nip)).toMatchObject({ instansi_induk: '6422' })
    expect(posisi.get(tokoh.budi.nip)).toMatchObject({ jenis_jabatan: '1', eselon: '32' })
    expect(posisi.get(tokoh.ayu.nip)).toMatchObject({ nama_jabatan: 'Dokter Muda' })
  })
})

describe('petugas', () => {
  const staff = rows('demo/petugas.csv')
  const people = new Set(rows('sapk/data-utama.csv').map((p) => p.nip))

  test('semua peran; alamat rekaan; tidak ada yang memakai dua akun', () => {
    expect(Object.keys(count(staff, 'peran')).sort()).toEqual([
      'admin_bkn',
      'admin_instansi',
      'helpdesk',
      'turun_status',
      'verifikator_1',
      'verifikator_2',
      'verifikator_3',
      'verifikator_registrasi',
    ])
    for (const s of staff) expect(s.email).toMatch(/^[a-z0-9.-]+@epupns\.test$/)
    const nips = staff.map((s) => s.nip!).filter(Boolean)
    expect(nips.length).toBeGreaterThan(15)
    expect(new Set(nips).size).toBe(nips.length)
    expect(nips.every((nip) => people.has(nip))).toBe(true)
    expect(staff.map((s) => s.email)).toContain('level1.dindik.purworejo@epupns.test')
    expect(new Set(staff.map((s) => `${s.email} ${s.peran}`)).size).toBe(staff.length)
  })

  test('tingkat 2 berdua per instansi, tingkat 3 berdua di Kanreg dan Pusat', () => {
    expect(
      count(
        staff.filter((s) => s.peran === 'verifikator_2'),
        'lingkup_id',
      ),
    ).toEqual({ 3011: 2, 4011: 2, 6400: 2, 6422: 2, 6423: 2, 6475: 2 })
    expect(
      count(
        staff.filter((s) => s.peran === 'verifikator_3'),
        'lingkup_id',
      ),
    ).toEqual({ '00': 2, '01': 2 })
  })

  test('setiap unit punya verifikator, kecuali satu; pada satu unit hanya orang itu sendiri', () => {
    const flagged = rows('demo/unit-verifikator.csv').map((u) => u.unor_id!)
    const level1 = groupBy(
      staff.filter((s) => s.peran === 'verifikator_1'),
      (s) => s.lingkup_id!,
    )
    const empty = flagged.filter((id) => !level1.has(id))
    expect(empty).toHaveLength(1)
    expect(flagged.filter((id) => (level1.get(id)?.length ?? 0) > 1).length).toBeGreaterThan(5)
    const unitOf = new Map(rows('demo/kebenaran/data-posisi.csv').map((p) => [p.nip, p.verifikator_level_1]))
    const alone = [...level1].filter(([id, [only, ...rest]]) => rest.length === 0 && only!.nip && unitOf.get(only!.nip) === id)
    expect(alone).toHaveLength(1)
    const sent = rows('demo/keadaan.csv')
      .filter((r) => r.keadaan === 'level_1')
      .map((r) => unitOf.get(r.nip))
    expect(sent).toContain(empty[0])
    expect(sent).toContain(alone[0]![0])
  })

  test('satu instansi tanpa verifikasi registrasi, dan di sana tidak ada yang menunggu', () => {
    const open = rows('demo/pengaturan.csv')
      .filter((s) => s.verifikasi_registrasi === 'false')
      .map((s) => s.instansi_id)
    expect(open).toEqual(['6475'])
    const agency = new Map(rows('demo/kebenaran/data-posisi.csv').map((p) => [p.nip, p.instansi_induk]))
    const waiting = rows('demo/keadaan.csv').filter((r) => ['menunggu_verifikasi_registrasi', 'registrasi_ditolak'].includes(r.keadaan!))
    expect(waiting.filter((r) => agency.get(r.nip) === '6475')).toEqual([])
  })
})

test('permintaan yang tidak masuk akal ditolak dengan kalimat', () => {
  expect(() => generate({ preset: 'demo', benih: 1, acuan: '2026-01-01', jumlah: 50, folder })).toThrow('selalu berisi 1.000 orang')
  expect(() => generate({ preset: 'demo', benih: 1, acuan: '2015-07-01', folder })).toThrow('2026-01-01')
  expect(() => generate({ preset: 'uji', benih: 1, acuan: '2015-02-30', folder })).toThrow('bukan tanggal')
  expect(() => generate({ preset: 'beban', benih: 1, acuan: '2015-07-01', jumlah: 90_000_000, folder })).toThrow('Jumlah orang')
})
