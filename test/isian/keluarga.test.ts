// Family, teachers and doctors through the pages: what people type wrong brings a sentence and costs no letter; what is right is saved.
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { missing } from '../../src/form/complete.ts'
import { getSectionData } from '../../src/form/form.ts'
import { toColumns } from '../../src/form/values.ts'
import { getInfo } from '../../src/reference/cache.ts'
import { ibuIndex } from '../../src/security/answers.ts'
import { riwayatJabatan } from '../../src/sections/riwayatJabatan.ts'
import { useDatabase } from '../harness.ts'
import { bannedWords } from '../words.ts'
import { addPerson, forgetLimits, formOf, get, itemOf, jabatan, makeScene, post, type Body, type Person, type Scene } from './adegan.ts'
import { textOf, valueOf } from './muatan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
  const db = t.owner.db
  for (const [id, jenis] of [['SKA', 'SMP'], ['SKB', 'SMP']]) await sql`insert into ref_sekolah (id, nama, jenis, induk_id, asal, versi_impor) values (${id}, ${`SMP Contoh ${id}`}, ${jenis}, '33.06', 'uji', '1')`.execute(db)
  for (const [id, jenis] of [['RSU1', 'RS'], ['PKM1', 'PKM']]) await sql`insert into ref_unit_kesehatan (id, nama, jenis, induk_id, asal, versi_impor) values (${id}, ${`Unit Contoh ${id}`}, ${jenis}, '33.06', 'uji', '1')`.execute(db)
})
afterEach(async () => {
  await forgetLimits(s)
  expect(s.errors.splice(0)).toEqual([])
})

const BORN = { tempat_lahir: 'Kab. Purworejo', tempat_lahir__id: '33.06' }
const father: Body = { hubungan: 'AYAH', nama: 'SASTRO WIBOWO', tanggal_lahir: '14-03-1946', ...BORN, status_hidup: 'MENINGGAL' }
const mother: Body = { hubungan: 'IBU', nama: 'SUMARNI', tanggal_lahir: '1950', status_hidup: 'HIDUP' }
const wife: Body = { nama: 'DEWI LESTARI', tanggal_lahir: '17-08-1977', ...BORN, pernikahan_ke: 1, tanggal_menikah: '11-06-2002', akta_menikah: '12/2002', status_pernikahan: 'MENIKAH' }
const child: Body = { orang_tua: '-', nama: 'RAKA WIBOWO', tanggal_lahir: '02-05-2004', ...BORN, jenis_kelamin: '1', status_anak: 'KANDUNG' }
const teaching: Body = { tipe_sekolah: 'NEGERI', sekolah_induk: 'SMP Contoh SKA', sekolah_induk__id: 'SKA', bidang_studi: 'MAPEL', mata_pelajaran: 'Matematika', mata_pelajaran__id: '180', tmt_mengajar: '01-07-2002' }
const doctor: Body = { jenis_unit_kesehatan: 'RS', unit_kesehatan: 'Unit Contoh RSU1', unit_kesehatan__id: 'RSU1', jenis_dokter: 'UMUM', kemampuan_per_hari: 30 }
const certificate: Body = { status_sertifikasi: 'BELUM' }

const at = (code: string, kunci: string) => `/formulir/${code}/${kunci}`
const tryRow = (p: Person, code: string, body: Body, kunci: string = uuidv7()): Promise<LightMyRequestResponse> => post(s, p, at(code, kunci), { _versi: 0, _aksi: 'simpan', ...body })

/** Simpan and its confirmation. Returns the key of the row. */
async function keep(p: Person, code: string, body: Body): Promise<string> {
  const kunci = uuidv7()
  const asked = await tryRow(p, code, body, kunci)
  expect([asked.statusCode, /Simpan data ini/.test(asked.body)], textOf(asked.body)).toEqual([200, true])
  expect((await post(s, p, at(code, kunci), { ...body, _versi: valueOf(asked.body, '_versi'), _aksi: 'simpan', _yakin: 1 })).statusCode).toBe(303)
  return kunci
}

/** The present position of this person. */
async function holds(p: Person, jft: string): Promise<Person> {
  const values = { ...jabatan, jenis_jabatan: { id: '2', nama: 'Jabatan Fungsional Tertentu' }, jabatan_fungsional_umum: null, jabatan_fungsional: { id: jft, nama: String(getInfo('jabatan_fungsional', jft)!.nama) }, tmt_jabatan: '2002-01-01' }
  const columns = { nip: p.nip, id: 'j2', ...toColumns(s.ctx.keys, riwayatJabatan, p.nip, values) }
  await sql`insert into sapk_riwayat_jabatan (${sql.join(Object.keys(columns).map((c) => sql.ref(c)))}) values (${sql.join(Object.values(columns))})`.execute(t.owner.db)
  return p
}
const GURU = 'JFT001-2'
const DOKTER = 'JFT012-2'

/** Somebody who may fill this section, and who named Sumarni as mother at registration. */
const someone = async (code: string): Promise<Person> => {
  const p = await addPerson(s)
  await sql`update akun set ibu_kandung_indeks = ${ibuIndex(s.ctx.keys, p.nip, 'Sumarni')} where nip = ${p.nip}`.execute(t.owner.db)
  if (/guru/.test(code)) return holds(p, GURU)
  return code === 'data-dokter' ? holds(p, DOKTER) : p
}

test.each<[string, string, Body]>([
  ['father', 'orang-tua', father],
  ['mother, only the year known', 'orang-tua', mother],
  ['mother, birth not known', 'orang-tua', { ...mother, tanggal_lahir: 'tidak tahu' }],
  ['father, retired before there was a NIP Baru', 'orang-tua', { ...father, status_pns: 1, tanpa_nip: 1 }],
  ['wife', 'suami-istri', wife],
  ['a marriage that ended', 'suami-istri', { ...wife, status_pernikahan: 'CERAI', tanggal_berakhir: '01-02-2010', akta_berakhir: '3/2010' }],
  ['child of nobody on record', 'anak', child],
  ['BPJS', 'bpjs', { nomor_kartu: '0001 2345 67890', nama_peserta: 'SUTRISNO' }],
  ['teacher', 'data-guru', teaching],
  ['teacher lent to a private school', 'data-guru', { ...teaching, tipe_sekolah: 'SWASTA', sekolah_mengajar: 'SMP Contoh SKB', sekolah_mengajar__id: 'SKB' }],
  ['certified teacher', 'sertifikasi-guru', { status_sertifikasi: 'SUDAH', nuptk: '1234567890123456', npsn: '20306123', tahun_sertifikasi: 2010, tanggal_sertifikat: '05-11-2010', nomor_peserta: '10033345678901', nomor_sertifikat_pendidik: '1/2010', nrg: '101234567890', bidang_studi_sertifikasi: 'Matematika', bidang_studi_sertifikasi__id: '180', lptk: 'Universitas Contoh' }],
  ['doctor', 'data-dokter', doctor],
  ['specialist', 'data-dokter', { ...doctor, jenis_dokter: 'SPESIALIS', bidang_spesialis: 'Anak', bidang_spesialis__id: 'SP01' }],
])('%s is saved', async (_, code, body) => {
  const p = await someone(code)
  expect((await itemOf(s, p, await keep(p, code, body))).state).toBe('tambah')
})

const OWN = 'own'
const A_WIFE = '197708172002032501'
const A_MAN = '197708172002031501'

test.each<[string, string, Body, RegExp]>([
  ['own NIP as spouse', 'suami-istri', { ...wife, status_pns: 1, nip_pns: OWN }, /Ini NIP Anda sendiri/],
  ['own NIP as mother', 'orang-tua', { ...mother, status_pns: 1, nip_pns: OWN }, /Ini NIP Anda sendiri/],
  ['a man as wife of a man', 'suami-istri', { ...wife, status_pns: 1, nip_pns: A_MAN }, /sama dengan jenis kelamin Anda/],
  ['father with the NIP of a woman', 'orang-tua', { ...father, status_pns: 1, nip_pns: A_WIFE }, /berbeda dengan Hubungan/],
  ['a NIP that cannot be', 'suami-istri', { ...wife, status_pns: 1, nip_pns: '197702302002032501' }, /Tanggal itu tidak ada/],
  ['a NIP too short', 'suami-istri', { ...wife, status_pns: 1, nip_pns: '1977' }, /NIP Baru harus 18 angka/],
  ['PNS without a NIP, not said so', 'suami-istri', { ...wife, status_pns: 1 }, /NIP Baru belum diisi/],
  ['marriage before 16', 'suami-istri', { ...wife, tanggal_menikah: '13-03-1992', tanggal_lahir: '01-01-1970' }, /Anda belum berusia 16 tahun/],
  ['a bride of 15', 'suami-istri', { ...wife, tanggal_lahir: '12-06-1986' }, /Suami atau istri belum berusia 16 tahun/],
  ['marriage to come', 'suami-istri', { ...wife, tanggal_menikah: '24-11-2026' }, /tidak boleh di masa depan/],
  ['divorced before married', 'suami-istri', { ...wife, status_pernikahan: 'CERAI', tanggal_berakhir: '10-06-2002', akta_berakhir: '1' }, /tidak boleh sebelum Tanggal Menikah/],
  ['divorced, no date', 'suami-istri', { ...wife, status_pernikahan: 'CERAI' }, /Tanggal Cerai atau Meninggal belum diisi/],
  ['BPJS letters of a spouse', 'suami-istri', { ...wife, nomor_bpjs: 'ABC' }, /Nomor Anggota BPJS hanya boleh berisi angka/],
  ['BPJS letters', 'bpjs', { nomor_kartu: '00012345ABCDE', nama_peserta: 'SUTRISNO' }, /Nomor Kartu Peserta hanya boleh berisi angka/],
  ['BPJS of 12 digits', 'bpjs', { nomor_kartu: '000123456789', nama_peserta: 'SUTRISNO' }, /harus 13 angka. Anda menulis 12/],
  ['child older than parent', 'anak', { ...child, tanggal_lahir: '13-03-1976' }, /lahir sebelum Anda berusia 12 tahun/],
  ['child of a parent of 11', 'anak', { ...child, tanggal_lahir: '13-03-1988' }, /lahir sebelum Anda berusia 12 tahun/],
  ['other parent by hand', 'anak', { ...child, orang_tua: 'bukan-baris' }, /Pilih Ayah\/Ibu dari pilihan yang ada/],
  ['parent of the same age', 'orang-tua', { ...father, tanggal_lahir: '14-03-1966' }, /paling sedikit 12 tahun lebih tua/],
  ['parent, year only, too young', 'orang-tua', { ...mother, tanggal_lahir: '1965' }, /paling sedikit 12 tahun lebih tua/],
  ['parent born to come', 'orang-tua', { ...mother, tanggal_lahir: '2027' }, /tidak boleh di masa depan/],
  ['swasta without second school', 'data-guru', { ...teaching, tipe_sekolah: 'SWASTA' }, /Sekolah Swasta Tempat Mengajar belum diisi/],
  ['swasta at the own satminkal', 'data-guru', { ...teaching, tipe_sekolah: 'SWASTA', sekolah_mengajar: 'SMP Contoh SKA', sekolah_mengajar__id: 'SKA' }, /sama dengan Satminkal/],
  ['a school that no list has', 'data-guru', { ...teaching, sekolah_induk__id: 'TIDAK-ADA' }, /Sekolah Induk\/Satminkal ini tidak ada di daftar/],
  ['a subject that no list has', 'data-guru', { ...teaching, mata_pelajaran__id: '999' }, /Mata Pelajaran ini tidak ada di daftar/],
  ['subject of the other kind', 'data-guru', { ...teaching, mata_pelajaran: 'Guru Kelas SD', mata_pelajaran__id: '027' }, /tidak berlaku untuk Mata Pelajaran/],
  ['class teacher of a subject', 'data-guru', { ...teaching, bidang_studi: 'KELAS' }, /tidak berlaku untuk Mata Pelajaran/],
  ['NUPTK of 15 digits', 'sertifikasi-guru', { ...certificate, nuptk: '123456789012345' }, /NUPTK harus 16 angka/],
  ['NPSN of 7', 'sertifikasi-guru', { ...certificate, npsn: '2030612' }, /NPSN Sekolah terdiri atas 8/],
  ['specialty without Spesialis', 'data-dokter', { ...doctor, bidang_spesialis: 'Anak', bidang_spesialis__id: 'SP01' }, /hanya untuk Jenis Dokter Spesialis/],
  ['Spesialis without specialty', 'data-dokter', { ...doctor, jenis_dokter: 'SPESIALIS' }, /Pilih Bidang Spesialis Anda/],
  ['a specialty that no list has', 'data-dokter', { ...doctor, jenis_dokter: 'SPESIALIS', bidang_spesialis: 'Anak', bidang_spesialis__id: 'XX' }, /Bidang Spesialis ini tidak ada di daftar/],
  ['a health unit that no list has', 'data-dokter', { ...doctor, unit_kesehatan__id: 'XX' }, /Nama Unit Kesehatan ini tidak ada di daftar/],
  ['a health unit of another kind', 'data-dokter', { ...doctor, unit_kesehatan: 'Unit Contoh PKM1', unit_kesehatan__id: 'PKM1' }, /tidak berlaku untuk Nama Unit Kesehatan/],
  ['no patient at all', 'data-dokter', { ...doctor, kemampuan_per_hari: 0 }, /harus angka 1 sampai 300/],
])('%s: a sentence, the typing stays, nothing is proposed', async (_, code, given, sentence) => {
  const p = await someone(code)
  const body = Object.fromEntries(Object.entries(given).map(([key, v]) => [key, v === OWN ? p.nip : v]))
  const kunci = uuidv7()
  const answer = await tryRow(p, code, body, kunci)
  expect(answer.statusCode).toBe(422)
  expect(textOf(answer.body)).toMatch(sentence)
  expect(bannedWords(textOf(answer.body))).toEqual([])
  const typed = Object.keys(body).filter((key) => valueOf(answer.body, key) !== undefined)
  expect(typed.length).toBeGreaterThan(0)
  const again = await get(s, p, at(code, kunci))
  for (const key of typed) expect([valueOf(answer.body, key), valueOf(again.body, key)], key).toEqual([String(body[key]), String(body[key])])
  expect((await itemOf(s, p, kunci)).proposed).toBeNull()
})

test('two spouses at once: a man is asked for the permission, and his remark is kept', async () => {
  const p = await addPerson(s)
  await keep(p, 'suami-istri', wife)
  const second = { ...wife, nama: 'RATNA SARI', tanggal_menikah: '01-01-2015', pernikahan_ke: 2 }
  const answer = await tryRow(p, 'suami-istri', second)
  expect(answer.statusCode).toBe(422)
  expect(textOf(answer.body)).toMatch(/Dua pernikahan berlangsung bersamaan.*izin menurut PP 10\/1983/)
  const kunci = await keep(p, 'suami-istri', { ...second, _ket: 'Izin Bupati 800/1/2014' })
  expect((await itemOf(s, p, kunci)).remark).toBe('Izin Bupati 800/1/2014')
})

const becomesWoman = (p: Person) => sql`update sapk_data_utama set jenis_kelamin = '2', jenis_kelamin_nama = 'Perempuan' where nip = ${p.nip}`.execute(t.owner.db)

test('two spouses at once: a woman must say first that the other marriage ended', async () => {
  const p = await addPerson(s, 'SITI RAHAYU')
  await becomesWoman(p)
  await keep(p, 'suami-istri', wife)
  const second = { ...wife, nama: 'AGUS SALIM', tanggal_menikah: '01-01-2015', pernikahan_ke: 2 }
  const answer = await tryRow(p, 'suami-istri', { ...second, _ket: 'sudah izin' })
  expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringMatching(/PP 45\/1990/)])
  const other = await addPerson(s, 'SITI AMINAH')
  await becomesWoman(other)
  await keep(other, 'suami-istri', { ...wife, status_pernikahan: 'MENINGGAL', tanggal_berakhir: '31-12-2014', akta_berakhir: '1/2014' })
  await keep(other, 'suami-istri', second)
})

test('a child of a proposed marriage is saved with it, and asks for another parent when the marriage is withdrawn', async () => {
  const p = await addPerson(s)
  const marriage = await keep(p, 'suami-istri', wife)
  expect((await get(s, p, at('anak', uuidv7()))).body).toContain(`value="${marriage}"`)
  const kunci = await keep(p, 'anak', { ...child, orang_tua: marriage })
  expect((await itemOf(s, p, kunci)).proposed!.orang_tua).toEqual({ id: marriage, nama: 'DEWI LESTARI' })
  const young = await tryRow(p, 'anak', { ...child, orang_tua: marriage, tanggal_lahir: '16-08-1989', status_anak: 'TIRI' })
  expect([young.statusCode, textOf(young.body)]).toEqual([422, expect.stringMatching(/sebelum Ayah\/Ibu yang dipilih berusia 12 tahun/)])

  const { versi } = await itemOf(s, p, marriage)
  expect((await post(s, p, `${at('suami-istri', marriage)}/hapus`, { _versi: versi })).statusCode).toBe(303)
  const sentence = /tidak ada lagi di Suami\/Istri/
  expect(missing(await formOf(s, p), getInfo).filter((m) => m.kunci === kunci)).toMatchObject([{ why: expect.stringMatching(sentence) }])
  expect(textOf((await get(s, p, '/formulir/anak')).body)).toMatch(sentence)
  const answer = await post(s, p, at('anak', kunci), { ...child, orang_tua: marriage, _versi: (await itemOf(s, p, kunci)).versi, _aksi: 'simpan' })
  expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringMatching(sentence)])
})

test('brothers of five months are asked about, twins are not', async () => {
  const p = await addPerson(s)
  const marriage = await keep(p, 'suami-istri', wife)
  const of = (day: string) => ({ ...child, orang_tua: marriage, tanggal_lahir: day })
  await keep(p, 'anak', of('02-05-2004'))
  await keep(p, 'anak', of('03-05-2004'))
  const answer = await tryRow(p, 'anak', of('02-10-2004'))
  expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringMatching(/kurang dari enam bulan/)])
  await keep(p, 'anak', { ...of('02-10-2004'), _ket: 'Sesuai akta kelahiran' })
})

test("the mother's name is compared with the one of registration, and a remark lets it pass", async () => {
  const p = await someone('orang-tua')
  const answer = await tryRow(p, 'orang-tua', { ...mother, nama: 'SUMIRAH' })
  expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringMatching(/berbeda dengan Nama Ibu Kandung/)])
  expect(answer.body).not.toMatch(/sumarni/i)
  await keep(p, 'orang-tua', { ...mother, nama: 'Hj. Sumarni' })
})

test('two mothers bring a sentence, a third parent is one too many, and a wrong one can be replaced', async () => {
  const p = await someone('orang-tua')
  await keep(p, 'orang-tua', mother)
  const twice = uuidv7()
  expect(textOf((await tryRow(p, 'orang-tua', mother, twice)).body)).toMatch(/masing-masing hanya satu baris/)
  await post(s, p, at('orang-tua', twice), { _aksi: 'batal', _yakin: 1, _versi: (await itemOf(s, p, twice)).versi })
  await keep(p, 'orang-tua', father)
  const third = await tryRow(p, 'orang-tua', { ...father, nama: 'PAIMIN' })
  expect([third.statusCode, textOf(third.body)]).toEqual([422, expect.stringMatching(/Baris sudah terlalu banyak/)])
  expect((await get(s, p, '/formulir/orang-tua')).body).not.toContain('/formulir/orang-tua/baru')

  const other = await addPerson(s)
  await sql`insert into sapk_orang_tua (nip, id, hubungan, nama, tanggal_lahir) values (${other.nip}, 'a', 'AYAH', 'PAIMIN', '1946'), (${other.nip}, 'b', 'IBU', 'SUMARNI', '1950')`.execute(t.owner.db)
  await tryRow(other, 'orang-tua', father)
  await post(s, other, `${at('orang-tua', 'a')}/hapus`, { _versi: 0 })
  await keep(other, 'orang-tua', father)
})

test('children up to two hundred; the next is told', async () => {
  const p = await addPerson(s)
  await sql`insert into sapk_anak (nip, id, nama, tanggal_lahir, status_anak) select ${p.nip}, 'a' || n, 'ANAK ' || n, '2000-01-01', 'ANGKAT' from generate_series(1, 200) n`.execute(t.owner.db)
  const answer = await tryRow(p, 'anak', child)
  expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringMatching(/Baris sudah terlalu banyak.*Hapus baris yang salah/)])
  expect(getSectionData(await formOf(s, p), 'anak').items).toHaveLength(200)
})

test('who is no teacher cannot fill Data Guru; who is head of a school stays a teacher', async () => {
  const clerk = await addPerson(s)
  expect((await tryRow(clerk, 'data-guru', teaching)).statusCode).toBe(409)
  expect(textOf((await get(s, clerk, '/formulir/data-guru')).body)).toMatch(/hanya untuk PNS dengan jabatan Guru/)
  const p = await someone('data-guru')
  await keep(p, 'data-guru', { ...teaching, kepala_sekolah: 1 })
  const form = await formOf(s, p)
  expect(getSectionData(form, 'data-guru').applies).toBe(true)
  expect(textOf((await get(s, p, '/formulir/data-posisi')).body)).toMatch(/Nama Jabatan Guru Muda/)
})

test('not certified beside a certificate: the row that says so is to go', async () => {
  const p = await someone('sertifikasi-guru')
  await sql`insert into sapk_sertifikasi_guru (nip, id, status_sertifikasi, tahun_sertifikasi) values (${p.nip}, 'a', 'SUDAH', 2010)`.execute(t.owner.db)
  const answer = await tryRow(p, 'sertifikasi-guru', certificate)
  expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringMatching(/Hapus baris ini/)])
})
