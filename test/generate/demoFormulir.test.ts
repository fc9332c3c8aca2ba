// The demo as `npm start` loads it: every form that was sent is whole, and who was accepted is in the official record as he truly is.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Config } from '../../src/config.ts'
import { createContext, getPeriode } from '../../src/context.ts'
import { loadDemo } from '../../src/demo.ts'
import { readTruth, type Truth } from '../../src/demo/truth.ts'
import { missing } from '../../src/form/complete.ts'
import { allItems, findForm, isProposal, needsRepair, type Form } from '../../src/form/form.ts'
import { rowFields } from '../../src/form/section.ts'
import { isRef, same } from '../../src/form/values.ts'
import { getInfo } from '../../src/reference/cache.ts'
import { loadReference } from '../../src/reference/seeds.ts'
import { deriveKeys } from '../../src/security/keys.ts'
import { tokoh } from '../../src/generate/tokoh.ts'
import { latestPosition } from '../../src/sections/riwayatJabatan.ts'
import { useDatabase } from '../harness.ts'

const t = useDatabase()
const keys = deriveKeys(Buffer.alloc(32, 7))
const folder = mkdtempSync(join(tmpdir(), 'epupns-demo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let periode: string
let truth: Truth
const forms: Form[] = []

beforeAll(async () => {
  await loadReference(t.owner.pool) // people of ministries work all over the country
  const config = { mode: 'demo', masterKey: Buffer.alloc(32, 7), olderKeys: [], dataFolder: folder } as unknown as Config
  const ctx = await createContext(config, t.db, { info() {}, warn() {}, error() {} })
  await loadDemo({ ctx, ownerUrl: t.url, say() {} })
  periode = (await getPeriode(t.db)).id
  truth = await readTruth(t.owner.db, join(folder, 'demo'))
  const { rows } = await sql<{ nip: string }>`select nip from formulir order by nip`.execute(t.owner.db)
  for (const { nip } of rows) forms.push((await findForm(t.db, keys, nip, periode))!)
}, 300_000)

const at = (...states: string[]) => forms.filter((f) => states.includes(f.row!.status))

test('tidak satu baris pun ditolak saat impor', async () => {
  const { rows } = await sql`select i.daftar, t.alasan from impor_tolakan t join impor i on i.id = t.impor_id limit 5`.execute(t.owner.db)
  expect(rows).toEqual([])
})

test('formulir yang terkirim lengkap: setiap bagian terjawab', () => {
  const sent = at('level_1', 'level_2', 'level_3')
  expect(sent.length).toBe(540)
  for (const form of sent)
    expect(
      missing(form, getInfo).map((m) => `${m.section.code}/${m.label}: ${m.why}`),
      form.nip,
    ).toEqual([])
})

test('pada formulir yang dikembalikan hanya butir itu yang masih terbuka', () => {
  const returned = at('perbaikan')
  expect(returned.length).toBe(60)
  for (const form of returned) {
    const open = allItems(form).filter((i) => needsRepair(form, i))
    expect(open.length, form.nip).toBeGreaterThan(0)
    const gaps = missing(form, getInfo).map((m) => `${m.section.code}/${m.kunci}`)
    expect(gaps.sort(), form.nip).toEqual(open.map((i) => `${i.section.code}/${i.kunci}`).sort())
  }
})

test('usulan mencakup semua bagian: keluarga, guru menurut jabatan yang diperbaiki, anak dari pasangan yang baru diusulkan', () => {
  const all = forms.flatMap((form) =>
    allItems(form)
      .filter(isProposal)
      .map((i) => ({ form, i })),
  )
  const kinds = new Set(all.map(({ i }) => `${i.section.code} ${i.state}`))
  for (const kind of [
    'orang-tua tambah',
    'suami-istri ubah',
    'anak ubah',
    'anak hapus',
    'riwayat-pendidikan tambah',
    'riwayat-golongan hapus',
    'bpjs tambah',
    'data-guru tambah',
    'data-dokter tambah',
    'prestasi-kerja tambah',
  ])
    expect([...kinds]).toContain(kind)
  const child = all.find(
    ({ form, i }) =>
      i.section.code === 'anak' &&
      form.sections.get('suami-istri')!.items.some((s) => s.state === 'tambah' && s.kunci === (i.proposed?.orang_tua as { id: string } | undefined)?.id),
  )
  expect(child).toBeDefined()
  const known = (form: Form) => form.sections.get('riwayat-jabatan')!.items.flatMap((i) => (i.official ? [i.official] : []))
  const isTeacher = (form: Form) => getInfo('jabatan_fungsional', latestPosition(known(form))?.jabatan_fungsional?.id)?.formulir_khusus === 'guru'
  const teacher = all.find(({ form, i }) => i.section.code === 'data-guru' && i.state === 'tambah' && !isTeacher(form))
  expect(teacher, 'guru yang di SAPK masih berjabatan lain').toBeDefined()
})

test('siapa yang diterima, data resminya sama dengan kenyataan', () => {
  const accepted = at('diterima')
  expect(accepted.length).toBe(170)
  for (const form of accepted)
    for (const { section: s, items } of form.sections.values()) {
      const real = truth.get(s.code)?.get(form.nip) ?? new Map()
      if (s.rows === 'many')
        expect(
          items
            .filter((i) => i.official)
            .map((i) => i.kunci)
            .sort(),
          `${form.nip} ${s.code}`,
        ).toEqual([...real.keys()].sort())
      for (const i of items)
        for (const [key, f] of rowFields(s).filter(([k]) => i.fields.includes(k) && i.official)) {
          const wanted = real.get(s.rows === 'many' ? i.kunci : '')?.[key] ?? null
          expect(
            isRef(f) || same(i.official![key], wanted),
            `${form.nip} ${s.code} ${key}: ${JSON.stringify(i.official![key])} ≠ ${JSON.stringify(wanted)}`,
          ).toBe(true)
          if (isRef(f))
            expect((i.official![key] as { id: string } | null)?.id ?? null, `${form.nip} ${s.code} ${key}`).toBe((wanted as { id: string } | null)?.id ?? null)
        }
    }
})

test('nama ibu pada akun sama dengan nama ibu pada Orang Tua', async () => {
  const siti = (await findForm(t.db, keys, tokoh.indah.nip, periode))!
  const mother = [...truth.get('orang-tua')!.get(tokoh.indah.nip)!.values()].find((v) => v.hubungan === 'IBU')!
  expect(siti.isMother(mother.nama as string)).toBe(true)
  expect(siti.isMother('ORANG LAIN')).toBe(false)
})
