// What makes filling in easy: gaps are offered, a row begins with the one before, reasons are ready, what looks wrong says where it is settled.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { beforeAll, afterEach, expect, test } from 'vitest'
import { editForm, getItem, newItem, propose } from '../../src/form/edit.ts'
import { decidersOf } from '../../src/form/form.ts'
import type { Loose } from '../../src/form/section.ts'
import { toColumns } from '../../src/form/values.ts'
import { findSection } from '../../src/sections/index.ts'
import { useDatabase } from '../harness.ts'
import { addPerson, fillAll, forgetLimits, formOf, get, itemOf, makeScene, PERIODE, post, PURWOREJO, rowId, sendForm, unit, type Person, type Scene } from './adegan.ts'
import { textOf, valueOf } from './muatan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => void (s = await makeScene(t)))
afterEach(async () => {
  await forgetLimits(s)
  expect(s.errors.splice(0)).toEqual([])
})

const GOLONGAN = '/formulir/riwayat-golongan'
const JABATAN = '/formulir/riwayat-jabatan'

const change = (p: Person, bagian: string, kunci: string, values: Loose) =>
  editForm(s.ctx.db, s.ctx.keys, p.nip, PERIODE, (e) => propose(e, getItem(e.form, bagian, kunci), getItem(e.form, bagian, kunci).versi, values))

/** Follows Tambah of the nth gap. */
async function fillGap(p: Person, list: string, n = 0): Promise<string> {
  const link = [...(await get(s, p, list)).body.matchAll(/href="([^"]*\/baru\?celah=\d+)"/g)].map((m) => m[1]!)[n]!
  return (await get(s, p, (await get(s, p, link)).headers.location as string)).body
}

test('a rank that was skipped is named, and Tambah begins with it', async () => {
  const p = await addPerson(s)
  expect((await get(s, p, GOLONGAN)).body).not.toContain('Mungkin ada yang belum tercatat')
  await change(p, 'riwayat-golongan', rowId(p, 'g2'), { ...(await itemOf(s, p, rowId(p, 'g2'))).official, golongan: { id: '34', nama: 'III/d' }, tmt_golongan: '2012-04-01' })
  expect(textOf((await get(s, p, GOLONGAN)).body)).toContain('Antara III/a (2000) dan III/d (2012) belum ada.')
  expect(await fillGap(p, GOLONGAN)).toMatch(/<option value="32" selected/)
})

test('from II/d the next rank is III/a', async () => {
  const p = await addPerson(s)
  const g1 = (await itemOf(s, p, rowId(p, 'g1'))).official!
  await change(p, 'riwayat-golongan', rowId(p, 'g1'), { ...g1, golongan: { id: '24', nama: 'II/d' } })
  expect(await fillGap(p, GOLONGAN)).toMatch(/<option value="31" selected/)
})

test('a unit of Data Posisi that no post has is offered as a row; years without a post are named', async () => {
  const p = await addPerson(s)
  await change(p, 'data-posisi', 'unor', { unor: { id: unit.dinas, nama: 'Dinas Pendidikan' } })
  const j1 = (await itemOf(s, p, rowId(p, 'j1'))).official!
  await change(p, 'riwayat-jabatan', rowId(p, 'j1'), { ...j1, tmt_jabatan: '2006-01-01', tanggal_sk: '2006-01-01' })
  const page = textOf((await get(s, p, JABATAN)).body)
  expect(page).toContain('Antara TMT CPNS (2000) dan jabatan pertama (2006) belum ada jabatan.')
  expect(page).toContain('Unit Anda sekarang, Dinas Pendidikan, belum ada pada jabatan terakhir.')
  const row = await fillGap(p, JABATAN, 1)
  expect([valueOf(row, 'unor'), valueOf(row, 'unor__id'), valueOf(row, 'jabatan_fungsional_umum__id'), valueOf(row, 'tmt_jabatan')]).toEqual(['Dinas Pendidikan', unit.dinas, 'JFU001', ''])
})

test('Data Posisi says that the unit has no post, and one click begins it (V27), also while the change is only proposed', async () => {
  const p = await addPerson(s)
  expect((await get(s, p, '/formulir/data-posisi')).body).not.toContain('Tambah riwayat')
  await change(p, 'data-posisi', 'unor', { unor: { id: unit.dinas, nama: 'Dinas Pendidikan' } })
  const link = /href="([^"]*\/baru\?celah=V27)">Tambah riwayat/.exec((await get(s, p, '/formulir/data-posisi')).body)![1]!
  const row = (await get(s, p, (await get(s, p, link)).headers.location as string)).body
  expect([valueOf(row, 'unor__id'), valueOf(row, 'tmt_jabatan')]).toEqual([unit.dinas, ''])
})

test('whoever says Sesuai has seen the whole row: what no column shows stands below it, open until somebody has looked', async () => {
  const p = await addPerson(s)
  const page = async () => (await get(s, p, GOLONGAN)).body
  expect(await page()).toMatch(/<details class="rinci" open><summary>3 data lain/)
  for (const text of ['Masa Kerja Tahun', '4 tahun', 'Jenis KP', 'Reguler']) expect(textOf(await page())).toContain(text)
  const g2 = rowId(p, 'g2')
  await change(p, 'riwayat-golongan', g2, { ...(await itemOf(s, p, g2)).official, masa_kerja_bulan: 5, nomor_bkn: 'AG-1', tanggal_bkn: '2004-03-01' })
  expect(textOf(await page())).toMatch(/5 bulan Semula: 0 bulan .* AG-1 Semula: \(kosong\)/)
  await post(s, p, GOLONGAN, { _aksi: `sesuai:${rowId(p, 'g1')}`, [`${rowId(p, 'g1')}__versi`]: 0 })
  expect(await page()).not.toContain('<details class="rinci" open')
})

test('answers of the task force stand at the field they are about, on sections and on rows', async () => {
  const p = await addPerson(s)
  const beside = async (path: string, field: string) => new RegExp(`(?:id|name)="${field}[^]*?<details class="tahu"><summary>([^<]*)</summary><p>([^<]*)`).exec((await get(s, p, path)).body)!.slice(1)
  expect(await beside('/formulir/data-utama', 'nama-baris')).toEqual(['Nama Anda berbeda?', expect.stringContaining('Nama orang lain? Hubungi Helpdesk.')])
  expect(await beside(`${GOLONGAN}/baru2`.replace('baru2', uuidv7()), 'nomor_bkn')).toEqual(['Apa itu Nomor BKN?', expect.stringContaining('SK CPNS tidak memuatnya? Kosongkan.')])
  expect(textOf((await get(s, p, '/formulir/anak')).body)).toContain('Isi juga anak yang sudah dewasa')
})

test('a gap that is none any more begins with nothing, and breaks nothing', async () => {
  const p = await addPerson(s)
  for (const query of ['celah=0', 'celah=99', 'celah=x', 'salin=tidak-ada', 'salin=constructor']) expect([query, (await get(s, p, `${GOLONGAN}/${uuidv7()}?${query}`)).statusCode]).toEqual([query, 200])
})

test('"Salin dari baris sebelumnya" repeats choices, neither dates nor numbers', async () => {
  const p = await addPerson(s)
  const fresh = `${JABATAN}/${uuidv7()}`
  const link = /href="([^"]*\?salin=[^"]*)">Salin dari baris sebelumnya/.exec((await get(s, p, fresh)).body)![1]!
  const row = (await get(s, p, link)).body
  expect([valueOf(row, 'unor'), valueOf(row, 'jabatan_fungsional_umum__id'), valueOf(row, 'tmt_jabatan'), valueOf(row, 'nomor_sk')]).toEqual(['SMP Negeri 7 Purworejo', 'JFU001', '', ''])
  expect(row).not.toContain('Salin dari baris sebelumnya (')
})

test('a usual reason is chosen instead of typed; what is typed wins', async () => {
  const p = await addPerson(s)
  const body = { alamat: 'x', tanggal_lahir__cek: 'ubah', tanggal_lahir__versi: 0, tanggal_lahir: '15-03-1976' }
  const asked = await post(s, p, '/formulir/data-utama', body)
  expect([asked.statusCode, textOf(asked.body)]).toEqual([422, expect.stringContaining('Sesuai akta kelahiran')])
  const versi = (await itemOf(s, p, 'tanggal_lahir')).versi
  await post(s, p, '/formulir/data-utama', { ...body, tanggal_lahir__versi: versi, tanggal_lahir__ket_pilih: 'Sesuai akta kelahiran' })
  expect((await itemOf(s, p, 'tanggal_lahir')).remark).toBe('Sesuai akta kelahiran')
  const q = await addPerson(s)
  await post(s, q, '/formulir/data-utama', { ...body, tanggal_lahir__ket_pilih: 'Sesuai akta kelahiran', tanggal_lahir__ket: 'Penetapan pengadilan' })
  expect((await itemOf(s, q, 'tanggal_lahir')).remark).toBe('Penetapan pengadilan')
})

test('who is past the age of retirement is told, and led to Data Pensiun, without changing anything', async () => {
  const p = await addPerson(s)
  await sql`update sapk_data_utama set tanggal_lahir = '1960-03-14' where nip = ${p.nip}`.execute(t.owner.db)
  const page = (await get(s, p, '/formulir/data-utama')).body
  expect(textOf(page)).toContain('melewati batas usia pensiun')
  expect(page).toContain('href="/bantuan?kategori=data-pensiun"')
  expect((await get(s, await addPerson(s), '/formulir/data-utama')).body).not.toContain('Perlu Anda perhatikan')
})

test('data that disagrees with the NIP is kept, and leads to Perbaikan NIP', async () => {
  const p = await addPerson(s)
  await sql`update sapk_data_utama set tanggal_lahir = '1976-04-14' where nip = ${p.nip}`.execute(t.owner.db)
  expect((await get(s, p, '/formulir/data-utama')).body).toContain('href="/bantuan?kategori=perbaikan-nip"')
  expect(textOf((await get(s, p, '/bantuan?kategori=perbaikan-nip')).body)).toContain('Perbaikan NIP')
})

test('a NIK that somebody else holds opens one ticket for the office at Kirim, and tells the person nothing', async () => {
  const [p, other] = [await addPerson(s), await addPerson(s)]
  const nik = '3306051403769001'
  const columns = toColumns(s.ctx.keys, findSection('data-utama')!, other.nip, { nik })
  await sql`update sapk_data_utama set nik = ${columns.nik}, nik_indeks = ${columns.nik_indeks} where nip = ${other.nip}`.execute(t.owner.db)
  await fillAll(s, p)
  await change(p, 'data-utama', 'nik', { nik })
  const tickets = async () => (await sql<{ n: number }>`select count(*)::int as n from tiket where kategori = 'data-ganda'`.execute(t.owner.db)).rows[0]!.n
  const send = async () => post(s, p, '/formulir/kirim', { benar: '1', _versi: (await formOf(s, p)).row!.versi })
  expect([(await send()).statusCode, await tickets()]).toEqual([303, 1])
  await post(s, p, '/formulir/batal-kirim', { _versi: (await formOf(s, p)).row!.versi })
  expect([(await send()).statusCode, await tickets()]).toEqual([303, 1])
  for (const path of ['/formulir', '/formulir/kirim', '/formulir/status', '/bantuan/laporan-saya']) expect(textOf((await get(s, p, path)).body)).not.toMatch(/ganda|orang lain/i)
})

test('after Kirim the usual time of this unit is told, once enough forms have passed it', async () => {
  const p = await addPerson(s)
  await fillAll(s, p)
  await sendForm(s, p)
  const told = async () => / biasanya selesai dalam (\d+) hari/.exec(textOf((await get(s, p, '/formulir/kirim')).body))?.[1]
  expect(await told()).toBeUndefined()
  for (let n = 0; n < 5; n++)
    await sql`insert into formulir (nip, periode, id, status, instansi_id, wilayah_id, unit_id, dikirim_pada, masuk_pada)
      values (${`19800101200501150${n}`}, ${PERIODE}, ${uuidv7()}, 'level_2', ${PURWOREJO}, '01', ${unit.dinas}, clock_timestamp() - interval '76 hours', clock_timestamp() - interval '1 hour')`.execute(t.owner.db)
  expect(await told()).toBe('4')
})

test('a section says how many rows are left to look at', async () => {
  const p = await addPerson(s)
  const values = { nip: p.nip, id: 'g9', ...toColumns(s.ctx.keys, findSection('riwayat-golongan')!, p.nip, (await itemOf(s, p, rowId(p, 'g2'))).official!) }
  await sql`insert into sapk_riwayat_golongan (${sql.join(Object.keys(values).map((c) => sql.ref(c)))}) values (${sql.join(Object.values(values))})`.execute(t.owner.db)
  await editForm(s.ctx.db, s.ctx.keys, p.nip, PERIODE, (e) => propose(e, newItem(e.form, 'bpjs', uuidv7()), 0, { nomor_kartu: '9999000000001', nama_peserta: 'X' }))
  expect(textOf((await get(s, p, '/formulir')).body)).toContain('3 catatan, 3 belum diperiksa')
})

test('a campaign leaves optional sections out: no page, no gap, no change sent; compulsory ones it cannot', async () => {
  const p = await addPerson(s)
  await editForm(s.ctx.db, s.ctx.keys, p.nip, PERIODE, (e) => propose(e, newItem(e.form, 'potensi', uuidv7()), 0, { tahun_penilaian: 2015, institusi_penilai: 'X', kategori_hasil: 'Y', nomor_laporan: null }))
  const leaveOut = (codes: string[]) => sql`update periode set pengaturan = ${JSON.stringify({ tanpa_bagian: ['bapertarum', 'kpe', ...codes] })}::jsonb`.execute(t.owner.db)
  await leaveOut(['prestasi-kerja', 'kompetensi', 'potensi', 'anak'])
  const home = (await get(s, p, '/formulir')).body
  expect(['prestasi-kerja', 'kompetensi', 'potensi', 'anak'].filter((code) => home.includes(`/formulir/${code}"`))).toEqual(['anak'])
  for (const path of ['/formulir/potensi', '/formulir/potensi/baru', `/formulir/potensi/${uuidv7()}`]) expect([path, (await get(s, p, path)).statusCode]).toEqual([path, 404])
  expect((await post(s, p, '/formulir/potensi', { _aksi: 'tidak-punya', _versi_kosong: 0 })).statusCode).toBe(404)
  await fillAll(s, p)
  await sendForm(s, p)
  expect(textOf((await get(s, p, '/cetak/formulir-perubahan')).body)).not.toContain('Potensi')
  const { rows } = await sql<{ jumlah_usulan: number }>`select jumlah_usulan from formulir where nip = ${p.nip}`.execute(t.owner.db)
  expect(rows[0]!.jumlah_usulan).toBe(0)
  await leaveOut([])
})

test('a campaign changes who decides on a field or a history, whatever the definition says; words it does not know change nothing', async () => {
  const p = await addPerson(s)
  await change(p, 'data-utama', 'agama', { agama: { id: '2', nama: 'Kristen' } })
  await change(p, 'data-utama', 'nama', { nama: 'SUTRISNO' })
  await change(p, 'riwayat-golongan', rowId(p, 'g2'), { ...(await itemOf(s, p, rowId(p, 'g2'))).official, nomor_sk: 'X' })
  const levels = async () => Promise.all(['agama', 'nama', rowId(p, 'g2')].map(async (kunci) => decidersOf(await itemOf(s, p, kunci)).length))
  expect(await levels()).toEqual([2, 3, 3])
  const set = (diputus: object) => sql`update periode set pengaturan = pengaturan || ${JSON.stringify({ diputus })}::jsonb`.execute(t.owner.db)
  await set({ 'data-utama/agama': 'bkn', 'riwayat-golongan': 'instansi' })
  expect(await levels()).toEqual([3, 3, 2])
  await set({ 'data-utama/agama': 'siapa', 'data-utama': 'instansi', tidak_ada: 'bkn' })
  expect(await levels()).toEqual([2, 3, 3])
  await set({})
})

test('the start says which papers, how long, what can wait: open until something is done, folded afterwards, gone after Kirim', async () => {
  const p = await addPerson(s)
  const home = async () => (await get(s, p, '/formulir')).body
  expect(await home()).toMatch(/<details class="lipat" open><summary><span>Yang perlu disiapkan/)
  for (const words of ['SK CPNS, SK PNS', '30 sampai 60 menit', 'Berkas pendukung tidak wajib']) {
    expect(textOf(await home())).toContain(words)
    expect(textOf((await get(s, p, '/')).body)).toContain(words)
  }
  await post(s, p, '/formulir/anak', { _aksi: 'tidak-punya', _versi_kosong: 0 })
  expect(await home()).toMatch(/<details class="lipat"><summary><span>Yang perlu disiapkan/)
  await fillAll(s, p)
  await sendForm(s, p)
  expect(await home()).not.toContain('Yang perlu disiapkan')
})

test('where BKN has nothing, nothing can be agreed with: the list of what is missing says so', async () => {
  const p = await addPerson(s)
  const text = textOf((await get(s, p, '/formulir/kirim')).body)
  expect(text).toContain('Nama : Belum dipilih Sesuai atau Tidak sesuai.')
  expect(text).toContain('NPWP : Belum diisi, atau dinyatakan memang tidak ada.')
  expect(text).toContain('Verifikator Level 1 : Belum diisi.')
})

test('Simpan & tambah lagi goes on to the next new row; where there is no room for one it is not offered', async () => {
  const p = await addPerson(s)
  const father = { hubungan: 'AYAH', nama: 'SASTRO', tanggal_lahir: 'tidak tahu', status_hidup: 'MENINGGAL' }
  const kunci = uuidv7()
  expect((await get(s, p, `/formulir/orang-tua/${kunci}`)).body).toContain('value="simpan-tambah"')
  const next = await post(s, p, `/formulir/orang-tua/${kunci}`, { ...father, _versi: 0, _aksi: 'simpan-tambah', _yakin: '1' })
  expect([next.statusCode, next.headers.location]).toEqual([303, '/formulir/orang-tua/baru'])
  const second = (await get(s, p, '/formulir/orang-tua/baru')).headers.location as string
  expect((await get(s, p, second)).body).not.toContain('value="simpan-tambah"')
  expect((await get(s, p, `/formulir/bpjs/${uuidv7()}`)).body).not.toContain('value="simpan-tambah"')
})

test('a programme is told with its level and its code, as on the diploma', async () => {
  const p = await addPerson(s)
  const found = JSON.parse((await get(s, p, '/cari/pendidikan?q=pendidikan%20matematika&dalam=40', { accept: 'application/json' })).body) as { hasil: { ket: string }[] }
  expect(found.hasil[0]!.ket).toBe('S-1/Sarjana, kode 400003')
})
