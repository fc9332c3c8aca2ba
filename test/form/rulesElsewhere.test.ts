// Rules of domain.md 4 that are no line of a section: what a field, the storage of a form, or Kirim holds. Together with rules.test.ts: V01 to V27, none without a test.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { missing } from '../../src/form/complete.ts'
import { agree, editForm, getItem } from '../../src/form/edit.ts'
import { limits, resolve } from '../../src/form/resolve.ts'
import { fieldsOf, parse, shown, type AnySection, type Rule } from '../../src/form/section.ts'
import { getInfo } from '../../src/reference/cache.ts'
import { bpjs } from '../../src/sections/bpjs.ts'
import { dataGuru } from '../../src/sections/dataGuru.ts'
import { dataDokter } from '../../src/sections/dataDokter.ts'
import { dataPosisi } from '../../src/sections/dataPosisi.ts'
import { dataUtama } from '../../src/sections/dataUtama.ts'
import { sections } from '../../src/sections/index.ts'
import { orangTua } from '../../src/sections/orangTua.ts'
import { prestasiKerja } from '../../src/sections/prestasiKerja.ts'
import { riwayatGolongan } from '../../src/sections/riwayatGolongan.ts'
import { sertifikasiGuru } from '../../src/sections/sertifikasiGuru.ts'
import { suamiIstri } from '../../src/sections/suamiIstri.ts'
import { readEmail } from '../../src/web/email.ts'
import { useDatabase } from '../harness.ts'
import { agreeAll, change, formOf, keys, PERIODE, pns, PURWOREJO, step, unit, unor, useScene } from '../orang.ts'
import { held, official } from './cases.ts'

const t = useDatabase()
useScene(t)

/** The sentence about a field, or what was read of it. `more`: what must be chosen for it to be asked. */
function read(s: AnySection, key: string, text: string, more: Record<string, string> = {}): unknown {
  const { values, errors } = parse(s, { ...more, [key]: text })
  return errors[key] ?? values[key]
}

const certified = { status_sertifikasi: 'SUDAH' }
const appraised = { jenis_penilaian: 'PPK' }
const NUMBERS: readonly [rule: string, s: AnySection, key: string, more: Record<string, string>, passes: readonly string[], fails: readonly string[]][] = [
  ['V03', dataUtama, 'nik', {}, ['3306015403760001', '3306 0154 0376 0001'], ['330601540376000', '33060154037600011', '33060154O3760001']],
  ['V04', dataUtama, 'npwp', {}, ['001234567531000', '0012345675310001', '00.123.456.7-531.000', ''], ['0012345675310', '00123456753100A']],
  ['V04', bpjs, 'nomor_kartu', {}, ['0001234567890', '0001 2345 67890'], ['000123456789', '00012345ABCDE', '']],
  ['V04', orangTua, 'nomor_bpjs', {}, ['0001234567890', ''], ['1234']],
  ['V04', suamiIstri, 'nomor_bpjs', {}, ['0001234567890', ''], ['1234']],
  ['V04', sertifikasiGuru, 'nuptk', certified, ['1234567890123456', ''], ['123456789012345']],
  ['V04', sertifikasiGuru, 'nrg', certified, ['123456789012'], ['12345678901']],
  ['V04', sertifikasiGuru, 'nomor_peserta', certified, ['12345678901234'], ['1234567890123']],
  ['V12', riwayatGolongan, 'masa_kerja_bulan', {}, ['0', '11'], ['12', '-1', '1,5']],
  ['V12', riwayatGolongan, 'masa_kerja_tahun', {}, ['0', '45'], ['46', '-1', 'dua']],
  ['V26', prestasiKerja, 'nilai_skp', appraised, ['0', '110', '86,50', '86.5'], ['110,01', '111', '-1', 'baik', '86,505']],
  ['V26', prestasiKerja, 'disiplin', appraised, ['0', '100'], ['100,01', '101']],
]

describe.each(NUMBERS.map(([rule, s, ...rest]) => [rule, s.code, s, ...rest] as const))('%s %s', (_, _code, s, key, more, passes, fails) => {
  test.each(passes)(`${key} "%s" passes`, (text) => expect(parse(s, { ...more, [key]: text }).errors[key]).toBeUndefined())
  test.each(fails)(`${key} "%s" fails with a sentence that names the field`, (text) =>
    expect(read(s, key, text, more)).toMatch(new RegExp(`^${s.fields[key].label} .*\\.`)),
  )
})

describe('V04, e-mail', () => {
  test.each(['siti@contoh.test', ' Siti.Rahayu@Contoh.TEST '])('%s passes', (typed) => expect(readEmail(typed).ok).toBe(true))
  test.each(['', 'siti', 'siti@', '@contoh.test', 'siti@contoh', 'siti rahayu@contoh.test'])('"%s" fails', (typed) =>
    expect(readEmail(typed)).toMatchObject({ ok: false }),
  )
})

test('V09: a history of golongan without a row cannot be sent; with one it can', async () => {
  const nip = await pns(t, { golongan: {} })
  await agreeAll(t, nip)
  const open = async () => missing(await formOf(t, nip), getInfo).filter((m) => m.section.code === riwayatGolongan.code)
  expect((await open()).map((m) => m.why)).toEqual(['Isi paling sedikit 1 baris.'])
  const other = await pns(t)
  await agreeAll(t, other)
  expect(missing(await formOf(t, other), getInfo)).toEqual([])
})

describe('V16: Data Guru is for teachers, Data Dokter for doctors, by the present position', () => {
  const applies = (s: AnySection, jft: string | null, earlier?: string) =>
    s.onlyFor!.when(held(...(earlier ? [official(null, earlier, '2001-01-01')] : []), official(null, jft)))
  test.each([
    ['Data Guru', dataGuru, 'JFT001-2', 'JFT012-2'],
    ['Sertifikasi Guru', sertifikasiGuru, 'JFT001-2', 'JFT012-2'],
    ['Data Dokter', dataDokter, 'JFT012-2', 'JFT001-2'],
  ] as const)('%s', (_, s, own, others) => {
    expect(applies(s, own)).toBe(true)
    expect([applies(s, others), applies(s, null), applies(s, null, own)]).toEqual([false, false, false])
    expect(applies(s, own, others)).toBe(true)
  })
})

describe('V22: where somebody works', () => {
  const asks = (kind: string) =>
    Object.keys(dataPosisi.fields).filter(
      (key) => shown(dataPosisi.fields[key as 'negara'], { jenis_lokasi: kind }) && dataPosisi.fields[key as 'negara'].shownWhen,
    )
  const faults = async (raw: Record<string, string>) =>
    (await resolve(t.db, dataPosisi, parse(dataPosisi, raw, ['jenis_lokasi', 'provinsi', 'kabupaten', 'negara', 'kota_luar_negeri']), PURWOREJO)).errors

  test('at home a propinsi, abroad a country and a city, and never both', async () => {
    expect([asks('DN'), asks('LN')]).toEqual([
      ['provinsi', 'kabupaten', 'kecamatan', 'desa'],
      ['negara', 'kota_luar_negeri'],
    ])
    expect(Object.keys(await faults({ jenis_lokasi: 'DN' }))).toEqual(['provinsi'])
    expect(Object.keys(await faults({ jenis_lokasi: 'LN', provinsi: 'Jawa Tengah', provinsi__id: '33' }))).toEqual(['negara', 'kota_luar_negeri'])
    expect(await faults({ jenis_lokasi: 'LN', negara: 'Jepang', negara__id: 'NG-JP', kota_luar_negeri: 'Tokyo' })).toEqual({})
  })

  test('each lower level lies in the one above', async () => {
    const jateng = { jenis_lokasi: 'DN', provinsi: 'Jawa Tengah', provinsi__id: '33' }
    expect(await faults({ ...jateng, kabupaten: 'Kab. Purworejo', kabupaten__id: '33.06' })).toEqual({})
    expect(Object.keys(await faults({ ...jateng, kabupaten: 'Kab. Sleman', kabupaten__id: '34.04' }))).toEqual(['kabupaten'])
    expect(limits(dataPosisi.fields.kabupaten, { provinsi: { id: '33', nama: '' } }, PURWOREJO)).toMatchObject({ within: '33', kinds: ['KB'] })
  })
})

describe('V23: Verifikator Level 1', () => {
  const chosen = async (id: string) =>
    (await resolve(t.db, dataPosisi, parse(dataPosisi, { verifikator_level_1: 'Unit', verifikator_level_1__id: id }, ['verifikator_level_1']), PURWOREJO))
      .errors.verifikator_level_1

  test('a flagged unit of the own agency passes; one that is not flagged, and one of another agency, fail', async () => {
    expect(await chosen(unit.dinas)).toBeUndefined()
    expect(await chosen(unit.smp5)).toMatch(/belum ditetapkan sebagai Verifikator Level 1/)
    expect(await chosen(unit.kebumen)).toMatch(/milik instansi lain/)
  })

  test('without it nothing is sent', async () => {
    const nip = await pns(t)
    await agreeAll(t, nip)
    await change(t, nip, 'data-posisi', 'verifikator_level_1', { verifikator_level_1: unor(unit.dinas) })
    const form = await formOf(t, nip)
    await editForm(t.db, keys, nip, PERIODE, async (e) => {
      const i = getItem(e.form, 'data-posisi', 'verifikator_level_1')
      await agree(e, i, i.versi)
    })
    expect(missing(form, getInfo)).toEqual([])
    expect(missing(await formOf(t, nip), getInfo).map((m) => [m.kunci, m.why])).toEqual([['verifikator_level_1', 'Kosong di data BKN dan wajib diisi.']])
    await expect(step(t, nip, 'kirim')).rejects.toMatchObject({ code: 'incomplete' })
  })
})

test('V24: one section not looked at and nothing is sent, whichever it is; all looked at or not applying, it is', async () => {
  const nip = await pns(t)
  await agreeAll(t, nip)
  const { sections: parts } = await formOf(t, nip)
  for (const { section, applies } of parts.values()) {
    const before = missing(await formOf(t, nip), getInfo).length
    await sql`update pemeriksaan set sesuai = false where nip = ${nip} and bagian = ${section.code}`.execute(t.owner.db)
    const now = missing(await formOf(t, nip), getInfo)
    expect([section.code, now.length > before && now.every((m) => m.section.code === section.code)]).toEqual([section.code, applies])
    await sql`update pemeriksaan set sesuai = true where nip = ${nip} and bagian = ${section.code}`.execute(t.owner.db)
  }
  await step(t, nip, 'kirim')
  expect((await formOf(t, nip)).row!.status).toBe('level_1')
})

describe('V25: no day before 1930', () => {
  test.each(sections)('$code', (s) => {
    const days = fieldsOf(s).filter(([, f]) => f.kind === 'date' && !f.derive)
    for (const [key, f] of days) {
      const more = f.shownWhen ? { [f.shownWhen.field]: f.shownWhen.is[0]! } : {}
      expect([read(s, key, '31-12-1929', more), read(s, key, '01-01-1930', more)], key).toEqual([`${f.label} tidak boleh sebelum tahun 1930.`, '1930-01-01'])
    }
  })
  test('but parents may be older', () => expect(read(orangTua, 'tanggal_lahir', '31-12-1929')).toBe('1929-12-31'))
})

test('V26: the result is worked out, whatever is typed for it', () => {
  const five = { orientasi_pelayanan: '80', integritas: '82', komitmen: '81', disiplin: '79', kerja_sama: '83' }
  expect(parse(prestasiKerja, { ...appraised, ...five, nilai_skp: '86,50', nilai_prestasi: '99', predikat: 'Sangat Baik' }).values).toMatchObject({
    nilai_prestasi: 84.3,
    predikat: 'Baik',
  })
})

test('every number of domain.md 4 has its test', () => {
  const inSections = sections.flatMap((s) => [...(s.rules ?? []), ...(s.listRules ?? [])].map((r: Pick<Rule<never>, 'id'>) => r.id))
  const here = ['V01', 'V04', 'V16', 'V22', 'V23', 'V24', 'V25', 'V26']
  const all = Array.from({ length: 27 }, (_, i) => `V${String(i + 1).padStart(2, '0')}`)
  expect(all.filter((id) => !inSections.includes(id) && !here.includes(id))).toEqual([])
})
