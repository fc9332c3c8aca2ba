// Histories through the pages: what follows them at once, what is refused and how, what may stay as it is.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { applyUsulan } from '../../src/form/apply.ts'
import { missing } from '../../src/form/complete.ts'
import { listNotes } from '../../src/form/listed.ts'
import { asked, type Loose } from '../../src/form/section.ts'
import { toColumns } from '../../src/form/values.ts'
import { getInfo, loadSmallLists } from '../../src/reference/cache.ts'
import { findSection } from '../../src/sections/index.ts'
import { diploma } from '../bagian.ts'
import { useDatabase } from '../harness.ts'
import { bannedWords } from '../words.ts'
import { addPerson, forgetLimits, formOf, get, itemOf, makeScene, post, rowId, unit, type Body, type Person, type Scene } from './adegan.ts'
import { textOf, valueOf } from './muatan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
  await sql`insert into ref_pendidikan (id, kode, nama, induk_id, aktif, asal, versi_impor) values ('lama40', 'lama40', 'S-1 PROGRAM LAMA', '40', false, 'uji', '1')`.execute(t.owner.db)
  await sql`insert into ref_diklat_struktural (id, kode, nama, aktif, asal, versi_impor) values ('lama', 'lama', 'SEPALA LAMA', false, 'uji', '1')`.execute(t.owner.db)
  await loadSmallLists(s.t.db)
})
afterEach(async () => {
  await forgetLimits(s)
  expect(s.errors.splice(0)).toEqual([])
})

const [PENDIDIKAN, GOLONGAN, JABATAN, STRUKTURAL, FUNGSIONAL, PRESTASI] = ['riwayat-pendidikan', 'riwayat-golongan', 'riwayat-jabatan', 'riwayat-diklat-struktural', 'riwayat-diklat-fungsional', 'prestasi-kerja'] as const

const study = (tingkat: string, id: string, nama: string, lulus: string, more: Body = {}): Body => ({
  tingkat_pendidikan: tingkat, pendidikan: nama, pendidikan__id: id, tanggal_lulus: lulus, tahun_lulus: lulus.slice(6), nomor_ijazah: `IJ/${tingkat}`, nama_sekolah: 'Universitas Contoh', ...more,
})
const S2 = (lulus = '30-06-2010', more: Body = {}) => study('45', '450001', 'S-2 MANAJEMEN', lulus, more)
const rank = (golongan: string, tmt: string, more: Body = {}): Body => ({
  golongan, masa_kerja_tahun: 8, masa_kerja_bulan: 1, nomor_sk: `823/${golongan}`, tanggal_sk: tmt, tmt_golongan: tmt, nomor_bkn: 'AG-1', tanggal_bkn: tmt, jenis_kp: '101', ...more,
})
const head: Body = {
  jenis_jabatan: '1', instansi_kerja: 'Pemerintah Kab. Purworejo', instansi_kerja__id: '6422', unor: 'Dinas Pendidikan', unor__id: unit.dinas, nama_jabatan_struktural: 'Kepala Seksi', eselon: '41',
  tmt_jabatan: '02-01-2012', tanggal_sk: '20-12-2011', nomor_sk: '821/12', tmt_pelantikan: '02-01-2012',
}
const course: Body = { diklat_struktural: '2', nomor_diklat: '12/PIM IV', tanggal_diklat: '14-03-2012', tahun_diklat: 2012 }
const training: Body = {
  tipe_diklat: 'FORMAL', jenis_diklat: '122', nama_diklat: 'Diklat Fungsional Adikara Siaran', nama_diklat__id: '122001', lamanya: 40, tanggal_diklat: '14-03-2012', nomor_sertifikat: 'S/1',
  instansi: 'Lembaga Contoh', instansi__usul: '1', institusi_penyelenggara: 'Balai Contoh',
}
const appraisal: Body = {
  tahun_penilaian: 2015, jenis_penilaian: 'PPK', nilai_skp: '86,5', orientasi_pelayanan: 80, integritas: 82, komitmen: '81.00', disiplin: 79, kerja_sama: 83, penilai_nama: 'Hadi', penilai_jabatan: 'Kepala Sekolah',
  atasan_nama: 'Rini', atasan_jabatan: 'Kepala Dinas',
}

const at = (code: string, kunci: string) => `/formulir/${code}/${kunci}`
const press = async (p: Person, code: string, kunci: string, body: Body, more: Body = {}) =>
  post(s, p, at(code, kunci), { _aksi: 'simpan', _versi: (await itemOf(s, p, kunci))?.versi ?? 0, ...body, ...more })

/** Simpan and its confirmation. */
async function save(p: Person, code: string, body: Body, kunci: string = uuidv7()): Promise<string> {
  const confirm = await press(p, code, kunci, body)
  expect([confirm.statusCode, textOf(confirm.body)]).toEqual([200, expect.stringContaining('Simpan data ini?')])
  expect((await press(p, code, kunci, body, { _yakin: '1' })).statusCode).toBe(303)
  return kunci
}

/** What the page of a row would post unchanged. */
async function bodyOf(p: Person, code: string, kunci: string): Promise<Body> {
  const { proposed } = await itemOf(s, p, kunci)
  return Object.assign({}, ...asked(findSection(code)!).map(([key, f]) => ((proposed![key] ?? null) === null ? {} : f.fill(proposed![key], key)))) as Body
}

async function addOfficial(p: Person, code: string, id: string, values: Loose): Promise<string> {
  const section = findSection(code)!
  const columns = { nip: p.nip, id: rowId(p, id), ...toColumns(s.ctx.keys, section, p.nip, values) }
  await sql`insert into ${sql.table(section.table)} (${sql.join(Object.keys(columns).map((c) => sql.ref(c)))}) values (${sql.join(Object.values(columns))})`.execute(t.owner.db)
  return rowId(p, id)
}

const gaps = async (p: Person, code: string) => missing(await formOf(s, p), getInfo).filter((m) => m.section.code === code).map((m) => `${m.kunci}: ${m.why}`)
const usulan = async (p: Person) => (await sql<{ bagian: string }>`select bagian from usulan where nip = ${p.nip}`.execute(t.owner.db)).rows.map((r) => r.bagian)

/** A derived value as Data Utama and Data Posisi show it, with the link to its history. */
async function derived(p: Person, label: string): Promise<string> {
  const text = (await Promise.all(['data-utama', 'data-posisi'].map(async (code) => textOf((await get(s, p, `/formulir/${code}`)).body)))).join(' ')
  return new RegExp(` ${label} (.*?) Ubah di Riwayat`).exec(text)?.[1] ?? '?'
}
const all = async (p: Person, labels: readonly string[]) => Promise.all(labels.map((label) => derived(p, label)))

describe('what follows a history follows at once', () => {
  const EDUCATION = ['Pendidikan Terakhir', 'Tahun Lulus']
  const RANK = ['Golongan Ruang', 'TMT Golongan Ruang']
  const POST = ['Jenis Jabatan', 'Nama Jabatan', 'TMT Jabatan', 'Eselon', 'TMT Eselon']

  test('an added education is the last one, until it is taken back; a lower one never is', async () => {
    const p = await addPerson(s)
    const before = ['S-1 PENDIDIKAN MATEMATIKA', '1999']
    expect(await all(p, EDUCATION)).toEqual(before)
    const kunci = await save(p, PENDIDIKAN, S2())
    expect(await all(p, EDUCATION)).toEqual(['S-2 MANAJEMEN', '2010'])
    const later = await save(p, PENDIDIKAN, study('30', '300001', 'D-III MANAJEMEN', '30-06-2012', { _ket: 'Sesuai ijazah' }))
    expect((await all(p, EDUCATION))[1]).toBe('2010')
    for (const row of [kunci, later]) expect((await post(s, p, `${at(PENDIDIKAN, row)}/hapus`, { _versi: (await itemOf(s, p, row)).versi })).statusCode).toBe(303)
    expect(await all(p, EDUCATION)).toEqual(before)
  })

  test('of the same level the latest Tanggal Lulus counts', async () => {
    const p = await addPerson(s)
    await save(p, PENDIDIKAN, S2('30-06-2012'))
    await save(p, PENDIDIKAN, study('45', '450002', 'S-2 ADMINISTRASI PUBLIK', '30-06-2010'))
    expect(await all(p, EDUCATION)).toEqual(['S-2 MANAJEMEN', '2012'])
  })

  test('a golongan that is to be deleted is not held any more, until Batalkan usulan', async () => {
    const p = await addPerson(s)
    const g2 = rowId(p, 'g2')
    expect(await all(p, RANK)).toEqual(['III/b', '1 April 2004'])
    await post(s, p, `${at(GOLONGAN, g2)}/hapus`, { _versi: 0 })
    expect(await all(p, RANK)).toEqual(['III/a', '1 Maret 2000'])
    await post(s, p, `/formulir/${GOLONGAN}`, { _aksi: `batal:${g2}`, [`${g2}__versi`]: (await itemOf(s, p, g2)).versi })
    expect(await all(p, RANK)).toEqual(['III/b', '1 April 2004'])
    await save(p, GOLONGAN, rank('33', '01-04-2008'))
    expect(await all(p, RANK)).toEqual(['III/c', '1 April 2008'])
  })

  test('position and eselon, and back with Batalkan usulan', async () => {
    const p = await addPerson(s)
    await save(p, GOLONGAN, rank('33', '01-04-2008'))
    const before = await all(p, POST)
    expect(before).toEqual(['Fungsional Umum', 'Pengadministrasi Umum', '1 Maret 2000', '(kosong di data BKN)', '(kosong di data BKN)'])
    const j1 = rowId(p, 'j1')
    await save(p, JABATAN, head, j1)
    expect(await all(p, POST)).toEqual(['Struktural', 'Kepala Seksi', '2 Januari 2012', 'IV.a', '2 Januari 2012'])
    await post(s, p, `/formulir/${JABATAN}`, { _aksi: `batal:${j1}`, [`${j1}__versi`]: (await itemOf(s, p, j1)).versi })
    expect(await all(p, POST)).toEqual(before)
  })

  test('at acceptance the official columns follow', async () => {
    const p = await addPerson(s)
    await save(p, PENDIDIKAN, S2())
    await save(p, GOLONGAN, rank('33', '01-04-2008'))
    await save(p, JABATAN, head)
    await transaction(s.ctx.db, async (tx) => applyUsulan(tx, s.ctx.keys, await formOf(s, p)))
    const { rows } = await sql<{ r: Loose }>`select to_jsonb(u) || to_jsonb(p) as r from sapk_data_utama u join sapk_data_posisi p using (nip) where nip = ${p.nip}`.execute(t.owner.db)
    expect(rows[0]!.r).toMatchObject({
      pendidikan_terakhir: '450001', tahun_lulus: 2010, golongan: '33', tmt_golongan: '2008-04-01', jenis_jabatan: '1', nama_jabatan: 'Kepala Seksi', tmt_jabatan: '2012-01-02', eselon: '41', tmt_eselon: '2012-01-02',
    })
  })
})

describe('what cannot be: a sentence, the typing kept, nothing proposed', () => {
  const unknown = 'tidak-ada-00'
  test.each<[title: string, code: string, body: Body, sentence: RegExp, typed: [string, string]]>([
    ['graduation before birth', PENDIDIKAN, S2('30-06-1970'), /Tanggal Lulus tidak boleh sebelum Tanggal Lahir/, ['tanggal_lulus', '30-06-1970']],
    ['graduation as a child', PENDIDIKAN, S2('30-06-1990'), /Anda masih sangat muda saat lulus/, ['tanggal_lulus', '30-06-1990']],
    ['another year of graduation', PENDIDIKAN, S2('30-06-2010', { tahun_lulus: 2011 }), /Tahun Lulus harus sama dengan tahun pada Tanggal Lulus/, ['tahun_lulus', '2011']],
    ['a year to come', PENDIDIKAN, S2('30-06-2010', { tahun_lulus: 2027 }), /Tahun Lulus tidak boleh di masa depan/, ['tahun_lulus', '2027']],
    ['a second "pendidikan pertama"', PENDIDIKAN, S2('30-06-1999', { pendidikan_pertama: 1 }), /Hanya satu baris boleh dicentang/, ['nama_sekolah', 'Universitas Contoh']],
    ['a first education after TMT CPNS', PENDIDIKAN, S2('30-06-2010', { pendidikan_pertama: 1 }), /Ijazah ini setelah TMT CPNS/, ['tanggal_lulus', '30-06-2010']],
    ['the same education twice', PENDIDIKAN, study('40', '400003', 'S-1 PENDIDIKAN MATEMATIKA', '30-06-1999'), /sudah ada pada baris lain/, ['tahun_lulus', '1999']],
    ['a programme of another level', PENDIDIKAN, study('45', '400003', 'S-1 PENDIDIKAN MATEMATIKA', '30-06-2010'), /Nama Pendidikan ini tidak termasuk pilihan di atasnya/, ['pendidikan', 'S-1 PENDIDIKAN MATEMATIKA']],
    ['a programme that no list has', PENDIDIKAN, study('45', unknown, 'S-2 KARANGAN', '30-06-2010'), /Nama Pendidikan ini tidak ada di daftar/, ['pendidikan', 'S-2 KARANGAN']],
    ['a level that no list has', PENDIDIKAN, study('99', '450001', 'S-2 MANAJEMEN', '30-06-2010'), /Pilih Tingkat Pendidikan dari pilihan yang ada/, ['pendidikan', 'S-2 MANAJEMEN']],
    ['a programme out of use, newly chosen', PENDIDIKAN, study('40', 'lama40', 'S-1 PROGRAM LAMA', '30-06-2010'), /Nama Pendidikan ini sudah tidak dipakai/, ['pendidikan', 'S-1 PROGRAM LAMA']],
    ['TMT falling', GOLONGAN, rank('33', '01-04-2003', { masa_kerja_tahun: 3 }), /Baris III\/b: Golongan turun dibanding baris sebelumnya/, ['tmt_golongan', '01-04-2003']],
    ['TMT before TMT CPNS', GOLONGAN, rank('33', '01-04-1999'), /TMT Golongan tidak boleh sebelum TMT CPNS/, ['tmt_golongan', '01-04-1999']],
    ['rank falling', GOLONGAN, rank('24', '01-04-2008'), /Golongan turun dibanding baris sebelumnya/, ['tmt_golongan', '01-04-2008']],
    ['the same TMT twice', GOLONGAN, rank('33', '01-04-2004'), /Dua baris memiliki TMT Golongan yang sama/, ['tmt_golongan', '01-04-2004']],
    ['reguler above the ceiling', GOLONGAN, rank('41', '01-04-2016'), /KP reguler dengan pendidikan waktu itu sampai III\/d/, ['tmt_golongan', '01-04-2016']],
    ['a position before the SK of its inauguration', JABATAN, { ...head, tmt_pelantikan: '19-12-2011' }, /TMT Pelantikan tidak boleh sebelum Tanggal SK/, ['tmt_pelantikan', '19-12-2011']],
    ['an eselon above the golongan', JABATAN, { ...head, eselon: '21' }, /Eselon ini biasanya dijabat golongan yang lain/, ['nomor_sk', '821/12']],
    ['prajabatan among the structural trainings', STRUKTURAL, { ...course, nomor_diklat: '7/PRAJABATAN/2001' }, /Prajabatan tidak diisi/, ['nomor_diklat', '7/PRAJABATAN/2001']],
    ['a training of another year', STRUKTURAL, { ...course, tahun_diklat: 2013 }, /Tahun harus sama dengan tahun pada Tanggal/, ['tahun_diklat', '2013']],
    ['a training out of use, newly chosen', STRUKTURAL, { ...course, diklat_struktural: 'lama' }, /Nama Diklat ini sudah tidak dipakai/, ['nomor_diklat', '12/PIM IV']],
    ['prajabatan among the functional trainings', FUNGSIONAL, { ...training, jenis_diklat: '113' }, /Prajabatan tidak diisi/, ['nomor_sertifikat', 'S/1']],
    ['SKP 111', PRESTASI, { ...appraisal, nilai_skp: 111 }, /Nilai SKP harus 0 sampai 110\. Anda menulis 111/, ['nilai_skp', '111']],
    ['a behaviour above 100', PRESTASI, { ...appraisal, disiplin: '100,01' }, /Disiplin harus 0 sampai 100/, ['disiplin', '100,01']],
    ['three decimals', PRESTASI, { ...appraisal, nilai_skp: '86,505' }, /Nilai SKP paling banyak dua angka di belakang koma/, ['nilai_skp', '86,505']],
    ['a value below nothing', PRESTASI, { ...appraisal, integritas: '-1' }, /Integritas harus angka/, ['integritas', '-1']],
    ['DP3 after 2013', PRESTASI, { ...appraisal, jenis_penilaian: 'DP3' }, /Tahun sampai 2013 memakai DP3/, ['penilai_nama', 'Hadi']],
    ['leadership of somebody who leads nobody', PRESTASI, { ...appraisal, kepemimpinan: 80 }, /Kosongkan Kepemimpinan/, ['kepemimpinan', '80']],
    ['a NIP that cannot be', PRESTASI, { ...appraisal, penilai_nip: '197013141995032001' }, /Periksa NIP Pejabat Penilai\. .*tanggal lahir/, ['penilai_nip', '197013141995032001']],
  ])('%s', async (_, code, body, sentence, [key, typed]) => {
    const p = await addPerson(s)
    const kunci = uuidv7()
    for (const more of [{}, { _yakin: '1' }]) {
      const answer = await press(p, code, kunci, body, more)
      expect(answer.statusCode).toBe(422)
      expect(textOf(answer.body)).toMatch(sentence)
      expect(bannedWords(textOf(answer.body))).toEqual([])
    }
    expect(valueOf((await get(s, p, at(code, kunci))).body, key)).toBe(typed)
    expect(await usulan(p)).toEqual([])
  })

  test('NPWP of 13 digits', async () => {
    const p = await addPerson(s)
    const answer = await post(s, p, '/formulir/data-utama', { npwp__cek: 'ubah', npwp__versi: 0, npwp: '0012345675310' })
    expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringContaining('NPWP harus 15 atau 16 angka. Anda menulis 13 angka.')])
    expect(valueOf((await get(s, p, '/formulir/data-utama')).body, 'npwp')).toBe('0012345675310')
    expect(await usulan(p)).toEqual([])
  })

  test('a title that no education gives: asked about, and gone when the education is there', async () => {
    const p = await addPerson(s)
    const titled: Body = { gelar_belakang__cek: 'ubah', gelar_belakang: 'S.Pd., M.M.' }
    const answer = await post(s, p, '/formulir/data-utama', { ...titled, gelar_belakang__versi: 0 })
    expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringContaining('Gelar ini tidak ada di Riwayat Pendidikan.')])
    await save(p, PENDIDIKAN, S2('30-06-2010', { gelar_belakang: 'M.M.' }))
    expect((await post(s, p, '/formulir/data-utama', { ...titled, gelar_belakang__versi: (await itemOf(s, p, 'gelar_belakang')).versi })).statusCode).toBe(303)
    expect((await itemOf(s, p, 'gelar_belakang')).proposed!.gelar_belakang).toBe('S.Pd., M.M.')
  })

  test('a birth date of somebody who retired long ago points to Helpdesk', async () => {
    const p = await addPerson(s)
    const answer = await post(s, p, '/formulir/data-utama', { tanggal_lahir__cek: 'ubah', tanggal_lahir__versi: 0, tanggal_lahir: '14-03-1956' })
    expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringContaining('melewati batas usia pensiun (BUP). Bila benar, laporkan ke Helpdesk: Data Pensiun.')])
  })

  test('more than 200 rows: the 200 stay, the next one is told why', async () => {
    const p = await addPerson(s)
    await sql`insert into sapk_riwayat_diklat_fungsional (nip, id, nama_diklat_nama, tanggal_diklat) select ${p.nip}, 'f' || n, 'Kursus ' || n, '2001-01-01'::date + n from generate_series(1, 200) n`.execute(t.owner.db)
    const list = await get(s, p, `/formulir/${FUNGSIONAL}`)
    expect([list.statusCode, list.body.match(/id="baris-f/g)?.length]).toEqual([200, 200])
    for (const more of [{}, { _yakin: '1' }]) {
      const answer = await press(p, FUNGSIONAL, uuidv7(), training, more)
      expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringContaining('Baris sudah terlalu banyak')])
    }
    await save(p, FUNGSIONAL, training, 'f7')
    expect(await usulan(p)).toEqual([FUNGSIONAL])
  })
})

describe('what may stay', () => {
  test('an entry out of use on a row where something else is corrected', async () => {
    const p = await addPerson(s)
    const kunci = await addOfficial(p, PENDIDIKAN, 'p2', { ...diploma, pendidikan: { id: 'lama40', nama: 'S-1 PROGRAM LAMA' }, tanggal_lulus: '2005-06-30', tahun_lulus: 2005, pendidikan_pertama: false })
    await save(p, PENDIDIKAN, { ...(await bodyOf(p, PENDIDIKAN, kunci)), nomor_ijazah: 'IJ/BARU' }, kunci)
    expect((await itemOf(s, p, kunci)).proposed).toMatchObject({ nomor_ijazah: 'IJ/BARU', pendidikan: { id: 'lama40' } })
    const small = await addOfficial(p, STRUKTURAL, 'd1', { diklat_struktural: { id: 'lama', nama: 'SEPALA LAMA' }, nomor_diklat: '1', tanggal_diklat: '2001-01-01', tahun_diklat: 2001, jumlah_jam: null, institusi_penyelenggara: null })
    await save(p, STRUKTURAL, { ...(await bodyOf(p, STRUKTURAL, small)), jumlah_jam: 300 }, small)
    expect((await itemOf(s, p, small)).proposed).toMatchObject({ jumlah_jam: 300, diklat_struktural: { id: 'lama' } })
  })

  test('a rank taken down by a disciplinary measure and given back, with the reason; a fault of old data likewise', async () => {
    const p = await addPerson(s)
    const fallen = rank('31', '01-04-2008', { masa_kerja_tahun: 8 })
    const down = uuidv7()
    const refused = await press(p, GOLONGAN, down, fallen)
    expect([refused.statusCode, textOf(refused.body)]).toEqual([422, expect.stringContaining('Penurunan pangkat (hukuman disiplin)')])
    await save(p, GOLONGAN, { ...fallen, _ket_pilih: 'Penurunan pangkat (hukuman disiplin)' }, down)
    expect(await itemOf(s, p, down)).toMatchObject({ state: 'tambah', remark: 'Penurunan pangkat (hukuman disiplin)' })
    await save(p, GOLONGAN, rank('32', '01-04-2011', { masa_kerja_tahun: 11, _ket: 'Dikembalikan' }))
    expect((await gaps(p, GOLONGAN)).filter((g) => !g.endsWith('Belum diperiksa.'))).toEqual([])
    const twin = await addOfficial(p, GOLONGAN, 'g3', { ...(await itemOf(s, p, rowId(p, 'g2'))).official!, tmt_golongan: '2006-04-01', tanggal_sk: '2006-04-01' })
    expect(await gaps(p, GOLONGAN)).toContain(`${twin}: Belum diperiksa.`)
    const body = await bodyOf(p, GOLONGAN, twin)
    expect((await press(p, GOLONGAN, twin, { ...body, masa_kerja_tahun: 9 }, { _ket: 'Sesuai SK' })).statusCode).toBe(422)
    await save(p, GOLONGAN, { ...body, _ket: 'Sesuai SK' }, twin)
    expect(await itemOf(s, p, twin)).toMatchObject({ state: 'sesuai', remark: 'Sesuai SK', draft: null })
  })

  test('a past post in the own words, without an operator; the present one asks for an entry', async () => {
    const p = await addPerson(s)
    const clerk = { jenis_jabatan: '4', instansi_kerja: head.instansi_kerja, instansi_kerja__id: head.instansi_kerja__id, unor: 'Kantor Wedana Kutoarjo', unor__usul: '1', jabatan_fungsional_umum: 'Juru Ketik', jabatan_fungsional_umum__usul: '1', tanggal_sk: '01-03-2002', nomor_sk: '1' }
    const present = await save(p, JABATAN, { ...clerk, tmt_jabatan: '01-04-2002' })
    expect(await itemOf(s, p, present)).toMatchObject({ waiting: true, proposed: { jabatan_fungsional_umum: { id: null, nama: 'Juru Ketik', usul: true } } })
    await save(p, JABATAN, { ...head, _ket: 'Sesuai SK' })
    const kunci = await save(p, JABATAN, { ...clerk, tmt_jabatan: '01-04-2003' })
    const past = await itemOf(s, p, kunci)
    expect([past.waiting, past.proposed!.jabatan_fungsional_umum, past.proposed!.unor]).toEqual([false, { id: null, nama: 'Juru Ketik' }, { id: null, nama: 'Kantor Wedana Kutoarjo' }])
    expect(await listNotes(s.t.db, s.ctx.keys, p.nip, past)).toEqual(['Unit Organisasi “Kantor Wedana Kutoarjo” ditulis sendiri, tidak diambil dari daftar.', 'Jabatan Fungsional Umum “Juru Ketik” ditulis sendiri, tidak diambil dari daftar.'])
  })

  test('a training of somebody who holds no functional position', async () => {
    const p = await addPerson(s)
    const kunci = await save(p, FUNGSIONAL, training)
    expect((await itemOf(s, p, kunci)).proposed).toMatchObject({ instansi: { id: null, nama: 'Lembaga Contoh' }, lamanya: 40 })
  })
})

describe('again at Kirim', () => {
  test('a row that was right when it was saved, and no longer is', async () => {
    const p = await addPerson(s)
    const p1 = rowId(p, 'p1')
    await save(p, PENDIDIKAN, { ...(await bodyOf(p, PENDIDIKAN, p1)), tanggal_lulus: '15-02-2000', tahun_lulus: 2000 }, p1)
    expect(await gaps(p, PENDIDIKAN)).toEqual([])
    const moved = { tmt_cpns__cek: 'ubah', tmt_cpns__versi: 0, tmt_cpns: '01-02-2000', tmt_cpns__ket: 'Sesuai SK' }
    expect((await post(s, p, '/formulir/data-utama', moved)).statusCode).toBe(303)
    expect(await gaps(p, PENDIDIKAN)).toEqual([`${p1}: Ijazah ini setelah TMT CPNS. Centang ijazah yang dipakai waktu diangkat CPNS, atau perbaiki Tanggal Lulus.`])
  })

  test('an education without "pendidikan pertama", and the tick can be moved from one row to another', async () => {
    const p = await addPerson(s)
    const p1 = rowId(p, 'p1')
    const other = await save(p, PENDIDIKAN, study('40', '400002', 'S-1 LAIN', '30-06-1998', { pendidikan: 'S-1 EKONOMI', pendidikan__id: undefined, pendidikan__usul: '1' }))
    await save(p, PENDIDIKAN, { ...(await bodyOf(p, PENDIDIKAN, p1)), pendidikan_pertama: undefined }, p1)
    expect(await gaps(p, PENDIDIKAN)).toEqual([': Belum ada pendidikan pertama. Buka baris ijazah yang dipakai waktu diangkat CPNS, lalu centang.'])
    await save(p, PENDIDIKAN, { ...(await bodyOf(p, PENDIDIKAN, other)), pendidikan_pertama: 1 }, other)
    expect(await gaps(p, PENDIDIKAN)).toEqual([])
  })
})

test('the values of an appraisal are worked out on saving, whatever is posted for them', async () => {
  const p = await addPerson(s)
  const kunci = await save(p, PRESTASI, { ...appraisal, nilai_prestasi: 99, predikat: 'Sangat Baik', nilai_rata_rata: 1 })
  expect((await itemOf(s, p, kunci)).proposed).toMatchObject({ jumlah_nilai: 405, nilai_rata_rata: 81, nilai_prestasi: 84.3, predikat: 'Baik', kesetiaan: null })
})
