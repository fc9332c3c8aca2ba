// Fifty people correct everything that is wrong about them in SAPK, through the pages; all levels approve; then the official data is the truth.
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import Papa from 'papaparse'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { buildApp } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { createContext, getPeriode } from '../../src/context.ts'
import { transaction } from '../../src/db/tx.ts'
import { loadAccounts } from '../../src/demo/accounts.ts'
import { loadCampaign } from '../../src/demo/campaign.ts'
import { readTruth, type Truth } from '../../src/demo/truth.ts'
import { allItems, findForm } from '../../src/form/form.ts'
import { fieldsOf } from '../../src/form/section.ts'
import { findSources, importFile } from '../../src/impor/import.ts'
import { loadStaff, type StaffMember } from '../../src/impor/demo.ts'
import { act } from '../../src/workflow/engine.ts'
import { openFor } from '../../src/workflow/decisions.ts'
import { LEVELS, type Level } from '../../src/workflow/table.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { sections } from '../../src/sections/index.ts'
import { CAMPAIGN } from '../bagian.ts'
import { useDatabase } from '../harness.ts'
import { tokoh } from '../../src/generate/tokoh.ts'
import { listNotes } from '../../src/form/listed.ts'
import { blindIndex } from '../../src/security/blind.ts'
import { forgetLimits, get, newSession, post, type Scene } from '../isian/adegan.ts'
import { textOf } from '../isian/muatan.ts'
import { browser, search, type Scene as Loket } from '../pendaftaran/scene.ts'
import { generated, groupBy, table, type Row } from './folder.ts'
import { isiSemua, plain, type Pengisi } from './pengisi.ts'

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 })

const ACUAN = '2026-11-23'
const PEOPLE = 50
/** Of these agencies the test database knows every village. */
const REGIONAL = ['6400', '6422', '6423', '6475']
/** What no form can repair: it ends in a ticket, see below. */
const NOT_BY_FORM = ['instansi', 'sudah_keluar_masih_aktif', 'orang_ganda']

const t = useDatabase()
// With this start value every kind of damage falls on somebody whom the test can take.
const { folder } = generated({ preset: 'demo', acuan: ACUAN, benih: 1 })
const faults = table(folder, 'demo/kerusakan.csv')
const perPerson = groupBy(faults, (r) => r.nip!)

/** Kecamatan and desa of two provinces are in the test database, kabupaten of all. */
const isLocal = (wilayah: string): boolean => wilayah.length <= 5 || /^3[34]/.test(wilayah)

/** People whose damages a form can repair, so that together they have every kind of it. */
function choose(): string[] {
  const place = new Map(table(folder, 'demo/kebenaran/data-posisi.csv').map((r) => [r.nip!, r]))
  const standing = new Map(table(folder, 'sapk/data-utama.csv').map((r) => [r.nip!, r]))
  const able = [...perPerson].filter(
    ([nip, own]) =>
      REGIONAL.includes(place.get(nip)!.instansi_induk!) &&
      isLocal(standing.get(nip)!.tempat_lahir!) &&
      !own.some((r) => NOT_BY_FORM.includes(r.jenis!)) &&
      !['66', '77', '88', '99'].includes(standing.get(nip)!.kedudukan_hukum!),
  )
  const chosen: string[] = []
  const seen = new Set<string>()
  const fresh = (own: readonly Row[]) => new Set(own.map((r) => r.jenis!).filter((jenis) => !seen.has(jenis))).size
  while (chosen.length < PEOPLE) {
    const best = able.filter(([nip]) => !chosen.includes(nip)).reduce((a, b) => (fresh(b[1]) > fresh(a[1]) ? b : a))
    chosen.push(best[0])
    for (const r of best[1]) seen.add(r.jenis!)
  }
  return chosen
}

const people = choose()

/** One of the fifty stands in SAPK a second time, under a NIP with another month of TMT CPNS (the generator's `orang_ganda`). */
const twin = people.find((nip) => table(folder, 'sapk/data-utama.csv').find((r) => r.nip === nip)!.nik)!
const twinNip = `${twin.slice(0, 12)}${twin.slice(12, 14) === '12' ? '11' : String(Number(twin.slice(12, 14)) + 1).padStart(2, '0')}${twin.slice(14)}`

/** People whom no form can help. */
const pindah = tokoh.ratna.nip
const pensiun = tokoh.slamet.nip
const diberhentikan = tokoh.teguh.nip
const keluar = faults.find((r) => r.jenis === 'sudah_keluar_masih_aktif' && REGIONAL.includes(agencyOf(r.nip!)))!.nip!
const helpless = [pindah, pensiun, diberhentikan, keluar]

function agencyOf(nip: string): string {
  return table(folder, 'sapk/data-posisi.csv').find((r) => r.nip === nip)!.instansi_induk!
}

/** The folder with the rows of these people only. */
function folderOf(nips: ReadonlySet<string>): string {
  const small = `${folder}-sedikit`
  mkdirSync(join(small, 'sapk'), { recursive: true })
  for (const part of ['referensi', 'demo']) cpSync(join(folder, part), join(small, part), { recursive: true })
  for (const file of readdirSync(join(folder, 'sapk'))) keepRows(small, `sapk/${file}`, (r) => nips.has(r.nip!))
  for (const list of ['sekolah', 'unit-kesehatan']) keepRows(small, `referensi/${list}.csv`, (r) => isLocal(r.induk_id!))
  return small
}

/** Work in a village that the test database does not know is told as far as the kabupaten. */
const knownPlace = (r: Row): Row => (r.desa && !isLocal(r.desa) ? { ...r, kecamatan: '', desa: '' } : r)

function keepRows(small: string, path: string, fits: (r: Row) => boolean): void {
  const [header] = readFileSync(join(folder, path), 'utf8').split('\n')
  writeFileSync(join(small, path), Papa.unparse({ fields: header!.split(','), data: table(folder, path).filter(fits).map(knownPlace) }, { newline: '\n' }))
}

let s: Scene
let truth: Truth
let periode: string
let staff: StaffMember[]
const filled: Pengisi[] = []

beforeAll(async () => {
  const small = folderOf(new Set([...people, ...helpless]))
  const config = {
    mode: 'uji',
    baseUrl: 'http://127.0.0.1',
    secure: false,
    trustProxy: 0,
    masterKey: Buffer.alloc(32, 7),
    olderKeys: [],
    terbuka: false,
  } as unknown as Config
  const errors: string[] = []
  const log = {
    info() {},
    warn() {},
    error: (data: object, message: string) => void errors.push(`${message}: ${String((data as { err?: Error }).err?.stack)}`),
  }
  const ctx = await createContext(config, t.db, log)
  for (const source of findSources(small)) {
    const { run } = await importFile(t.owner.pool, source, { keys: ctx.keys, synthetic: true, again: true, allowShrink: true })
    if (run?.tolakan.length) throw new Error(`${source.code}: ${JSON.stringify(run.tolakan.slice(0, 3))}`)
  }
  staff = await loadStaff(t.owner.db, small, async () => ({ sandi_hash: '-', totp: '-' }))
  await loadCampaign(t.owner.db, ACUAN)
  await sql`update periode set pengaturan = ${CAMPAIGN}::jsonb`.execute(t.owner.db)
  periode = (await getPeriode(t.db)).id
  s = { t, ctx, app: await buildApp(ctx), errors, serial: 0 }
  await sql`insert into sapk_data_utama (nip, nama, tanggal_lahir, nik, nik_indeks)
    select ${twinNip}, nama, tanggal_lahir, nik, nik_indeks from sapk_data_utama where nip = ${twin}`.execute(t.owner.db)
  truth = await readTruth(t.owner.db, folder)
  const mothers = new Map(table(folder, 'demo/keadaan.csv').map((r) => [r.nip!, r.ibu_kandung!]))
  const agency = new Map(table(small, 'sapk/data-posisi.csv').map((r) => [r.nip!, r.instansi_induk!]))
  await loadAccounts(
    t.owner.db,
    ctx.keys,
    [...people, keluar].map((nip) => ({ nip, state: 'draf', instansi: agency.get(nip)!, nikMissing: false, ibuKandung: mothers.get(nip)! })),
  )
})

/** The member of the staff who decides at a level, as his session would say. */
function officerFor(
  nip: string,
  level: Level,
  at: { unit_id: string | null; instansi_id: string; wilayah_id: string; dialihkan: boolean },
  barred: readonly string[],
): Staff {
  const taken = at.dialihkan && level === LEVELS[0] ? (LEVELS as readonly Level[])[1]! : level
  const scope = taken.scope === 'unitPilihan' ? at.unit_id : taken.scope === 'instansi' ? at.instansi_id : at.wilayah_id
  const found = staff.find((m) => m.nip !== nip && !barred.includes(m.id) && m.tugas.some((x) => x.peran === taken.role && x.lingkup_id === scope))!
  return { id: found.id, nama: found.nama, nip: found.nip, assignments: found.tugas.map((x) => ({ role: x.peran, scopeId: x.lingkup_id })) }
}

/** Every level approves every item that it decides on. */
async function setujuiSemua(nip: string): Promise<void> {
  for (const level of LEVELS as readonly Level[]) {
    const form = (await findForm(t.db, s.ctx.keys, nip, periode))!
    const row = form.row!
    expect(row.status).toBe(level.state)
    const by = officerFor(nip, level, row, row.pemutus)
    for (const i of openFor(form, level.state))
      await sql`insert into keputusan (nip, periode, bagian, kunci, putaran, level, putusan, versi_item, petugas_id, final_pada)
        values (${nip}, ${periode}, ${i.section.code}, ${i.kunci}, ${row.putaran}, ${level.state}, 'setuju', ${i.versi}, ${by.id}, clock_timestamp())`.execute(
        t.owner.db,
      )
    await transaction(t.db, (tx) => act(tx, s.ctx.engine, { nip, periode, action: 'setujui', by: { as: 'petugas', staff: by } }))
  }
}

test('lima puluh orang memperbaiki semua yang salah lewat halaman formulir', async () => {
  for (const nip of people) {
    const p: Pengisi = { s, periode, nip, cookie: await newSession(s, 'pns', nip), truth, added: new Map(), did: new Map() }
    await isiSemua(p)
    await forgetLimits(s)
    filled.push(p)
  }
  const did = (what: string) => filled.reduce((n, p) => n + (p.did.get(what) ?? 0), 0)
  for (const what of ['sesuai', 'ubah', 'tambah', 'hapus', 'tidak punya', 'keterangan']) expect(did(what), what).toBeGreaterThan(2)
  expect(did('kirim')).toBe(PEOPLE)
  expect(s.errors).toEqual([])
})

test('setelah semua tingkat menyetujui, setiap kolom data resmi sama dengan kenyataan', async () => {
  for (const p of filled) await setujuiSemua(p.nip)
  for (const section of sections) {
    const real = groupBy(
      table(folder, `demo/kebenaran/${section.code}.csv`).filter((r) => people.includes(r.nip!)),
      (r) => r.nip!,
    )
    for (const p of filled) {
      const form = (await findForm(t.db, s.ctx.keys, p.nip, periode))!
      const data = form.sections.get(section.code)!
      const official = new Map(data.items.filter((i) => i.official).map((i) => [section.rows === 'many' ? i.kunci : '', i.official!]))
      const wanted = real.get(p.nip) ?? []
      if (section.rows === 'many') expect([...official.keys()].sort(), `${p.nip} ${section.code}`).toEqual(wanted.map((r) => p.added.get(r.id!) ?? r.id).sort())
      for (const r of wanted)
        for (const [key, f] of fieldsOf(section).filter(([k]) => k !== 'nip')) {
          const is = plain(f, official.get(section.rows === 'many' ? (p.added.get(r.id!) ?? r.id!) : '')![key])
          const should = r[key] || (r[`${key}_nama`] ?? '')
          const same =
            typeof f.schema === 'object' && f.schema.type === 'number'
              ? Number(is) === Number(should)
              : is === (f.kind === 'row' ? (p.added.get(should) ?? should) : should)
          expect(same, `${p.nip} ${section.code} ${r.id ?? ''} ${key}: resmi “${is}”, benar “${should}”`).toBe(true)
        }
    }
  }
})

test('setiap jenis kerusakan yang dapat diperbaiki formulir ada di antara mereka', () => {
  const all = new Set(faults.map((r) => r.jenis!))
  const theirs = new Set(people.flatMap((nip) => perPerson.get(nip)!.map((r) => r.jenis!)))
  expect([...all].filter((jenis) => !theirs.has(jenis) && !NOT_BY_FORM.includes(jenis))).toEqual([])
})

describe('yang tidak dapat diperbaiki formulir berakhir pada kategori bantuan yang tepat', () => {
  /** What registration says of a NIP: the page, and where it leads. */
  async function daftar(nip: string): Promise<{ text: string; body: string }> {
    const p = browser(s as unknown as Loket)
    const page = await p.follow(await search(p, nip))
    return { text: textOf(page.body), body: page.body }
  }

  const helps = async (kategori: string) => textOf((await browser(s as unknown as Loket).get(`/bantuan?kategori=${kategori}`)).body)

  test.each([
    ['instansi: sudah pindah, SAPK masih instansi lama', pindah, 'Pemerintah Kab. Purworejo', 'beda-instansi', 'Beda Instansi'],
    ['tercatat pensiun', pensiun, 'NIP ini tercatat pensiun', 'data-pensiun', 'Data Pensiun'],
    ['tercatat diberhentikan, padahal aktif', diberhentikan, 'NIP ini tercatat diberhentikan', 'data-diberhentikan', 'Data Diberhentikan'],
    ['NIP di SAPK salah: NIP yang benar tidak ditemukan', '197503122000031777', 'NIP tidak ditemukan', 'data-tidak-ada', 'Data Tidak Ada Dalam Database'],
  ])('%s', async (_, nip, says, kategori, title) => {
    const page = await daftar(nip)
    expect(page.text).toContain(says)
    expect(page.body).toContain(`href="/bantuan?kategori=${kategori}"`)
    expect(await helps(kategori)).toContain(title)
  })

  const tickets = async (kategori: string) =>
    (
      await sql<{
        nip: string | null
        instansi_id: string
        konteks: { ganda?: string }
      }>`select nip, instansi_id, konteks from tiket where kategori = ${kategori}`.execute(t.owner.db)
    ).rows

  test('instansi salah, ketahuan baru di formulir: perbaikan Instansi Induk membuka Beda Instansi', async () => {
    await loadAccounts(t.owner.db, s.ctx.keys, [{ nip: pindah, state: 'draf', instansi: agencyOf(pindah), nikMissing: false, ibuKandung: 'SRI ASTUTI' }])
    const me = { cookie: await newSession(s, 'pns', pindah) }
    const real = truth.get('data-posisi')!.get(pindah)!.values().next().value!.instansi_induk as { id: string; nama: string }
    expect(agencyOf(pindah)).not.toBe(real.id)
    const done = await post(s, me, '/formulir/data-posisi', {
      _aksi: 'simpan',
      instansi_induk__cek: 'ubah',
      instansi_induk__versi: 0,
      instansi_induk: real.nama,
      instansi_induk__id: real.id,
    })
    expect(done.statusCode).toBe(303)
    expect((await tickets('beda-instansi')).map((r) => r.nip)).toEqual([pindah])
  })

  test('meninggal, pensiun, atau berhenti, tetapi masih aktif di SAPK: siapa pun yang melapor dituntun ke Data Pensiun', async () => {
    expect(faults.filter((r) => r.jenis === 'sudah_keluar_masih_aktif').length).toBeGreaterThan(0)
    const guide = await helps('data-pensiun')
    expect(guide).toContain('masih tercatat aktif, padahal sudah pensiun, berhenti, atau meninggal')
    expect(guide).toContain('akta kematian')
  })

  test('pensiun, tetapi masih aktif di SAPK dan masuk sendiri: lewat batas usia diberi tahu dan dituntun ke Data Pensiun', async () => {
    const me = { cookie: await newSession(s, 'pns', keluar) }
    expect((await get(s, me, '/formulir/data-utama')).body).not.toContain('kategori=data-pensiun')
    await sql`update sapk_data_utama set tanggal_lahir = '1960-03-14' where nip = ${keluar}`.execute(t.owner.db)
    const page = (await get(s, me, '/formulir/data-utama')).body
    expect(textOf(page)).toContain('melewati batas usia pensiun')
    expect(page).toContain('href="/bantuan?kategori=data-pensiun"')
  })

  test('NIP itu sendiri salah: formulir menyimpan tanggal yang benar dan menuntun ke Perbaikan NIP', async () => {
    const wrong = filled.at(-1)!
    const page = async () => (await get(s, wrong, '/formulir/data-utama')).body
    expect(textOf(await page())).toContain('Tidak dapat diubah. Salah? Hubungi Helpdesk.')
    await sql`update sapk_data_utama set tanggal_lahir = tanggal_lahir + 1 where nip = ${wrong.nip}`.execute(t.owner.db)
    expect(await page()).toContain('href="/bantuan?kategori=perbaikan-nip"')
    expect(await helps('perbaikan-nip')).toContain('NIP hanya diperbaiki BKN; formulir tetap berjalan')
  })

  test('orang yang sama dua kali: Kirim membuka satu tiket Data Ganda di instansinya, orangnya tidak diberi tahu apa pun', async () => {
    const opened = await tickets('data-ganda')
    expect(opened).toEqual([{ nip: null, instansi_id: agencyOf(twin), konteks: { ganda: blindIndex(s.ctx.keys, 'nip', twin) } }])
    const me = filled.find((p) => p.nip === twin)!
    for (const path of ['/formulir', '/formulir/status', '/bantuan/laporan-saya'])
      expect(textOf((await get(s, me, path)).body), path).not.toMatch(/ganda|orang lain/i)
  })

  test('NIK yang diusulkan sudah ada pada PNS lain: dicatat untuk verifikator', async () => {
    const twice = filled.find((p) => perPerson.get(p.nip)!.some((r) => r.bagian === 'data-utama' && r.field === 'nik'))!
    const form = (await findForm(t.db, s.ctx.keys, twice.nip, periode))!
    const item = allItems(form).find((i) => i.kunci === 'nik')!
    const second = `${twice.nip.slice(0, 15)}${twice.nip.endsWith('998') ? '997' : '998'}`
    await sql`insert into sapk_data_utama (nip, nama, nik, nik_indeks) select ${second}, nama, nik, nik_indeks from sapk_data_utama where nip = ${twice.nip}`.execute(
      t.owner.db,
    )
    const before = { ...item, official: { ...item.official, nik: null } }
    expect(await listNotes(t.db, s.ctx.keys, twice.nip, before)).toEqual(['NIK ini juga tercatat pada PNS lain. Cocokkan dengan dokumen asli.'])
  })
})
