// What people and attackers type: too long, hostile, unknown, impossible. Always a sentence, never a 500, never a lost letter.
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { asked, type AnySection } from '../../src/form/section.ts'
import { loadSmallLists } from '../../src/reference/cache.ts'
import { sections } from '../../src/sections/index.ts'
import { useDatabase } from '../harness.ts'
import { bannedWords } from '../words.ts'
import { addPerson, autosave, forgetLimits, formOf, get, itemOf, makeScene, PERIODE, post, PURWOREJO, rowId, unit, type Body, type Person, type Scene } from './adegan.ts'
import { payloads, strangers, textOf, valueOf } from './muatan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})
afterEach(async () => {
  await forgetLimits(s)
  expect(s.errors.splice(0)).toEqual([])
})

const singles = sections.filter((x) => x.rows === 'one')
const histories = sections.filter((x) => x.rows === 'many')
const TYPED = new Set(['text', 'longText', 'digits', 'date', 'integer', 'ref'])
const typedFields = (x: AnySection): string[] => asked(x).filter(([, f]) => TYPED.has(f.kind)).map(([key]) => key)

/** Every field of a section holds `text`; every item is "tidak sesuai". `fixed` opens the fields that depend on others. */
function everywhere(x: AnySection, text: string, fixed: Body = {}): Body {
  const answers = x.items.flatMap((i) => [[`${i.kunci}__cek`, 'ubah'], [`${i.kunci}__versi`, '0']])
  return { ...Object.fromEntries([...answers, ...asked(x).map(([key]) => [key, text])]), ...fixed }
}
const branches: Record<string, Body[]> = { 'data-posisi': [{ jenis_lokasi: 'DN' }, { jenis_lokasi: 'LN' }], 'riwayat-jabatan': [{ jenis_jabatan: '1' }, { jenis_jabatan: '2' }, { jenis_jabatan: '4' }] }
const opened = (x: AnySection): Body[] => branches[x.code] ?? [{}]

const LONG = 'A'.repeat(10_000)

test.each(singles.flatMap((x) => opened(x).map((fixed) => [x.title, x, fixed] as const)))('%s: 10,000 letters in every field bring a sentence each and stay on the page', async (_, x, fixed) => {
  const p = await addPerson(s)
  const shown = typedFields(x).filter((key) => !x.fields[key].shownWhen || x.fields[key].shownWhen.is.includes(Object.values(fixed)[0]))
  const answer = await post(s, p, `/formulir/${x.code}`, everywhere(x, LONG, fixed))
  expect(answer.statusCode).toBe(422)
  for (const key of shown) {
    expect(valueOf(answer.body, key), key).toBe(LONG)
    expect(answer.body, key).toMatch(new RegExp(`<a href="#${key}">[^<]*(paling panjang|angka|ditulis tanggal)[^<]*</a>`))
  }
  expect(bannedWords(textOf(answer.body))).toEqual([])
  const again = await get(s, p, `/formulir/${x.code}`)
  for (const key of shown) expect(valueOf(again.body, key), key).toBe(LONG)
})

/** The longest form would not fit into one request with so much in every field. */
const long = (x: AnySection) => (Object.keys(x.fields).length > 20 ? LONG.slice(0, 5_000) : LONG)

test.each(histories.filter((x) => !x.onlyFor).flatMap((x) => opened(x).map((fixed) => [x.title, x, fixed] as const)))('%s: a row with 10,000 letters in every field is a konsep with sentences', async (_, x, fixed) => {
  const p = await addPerson(s)
  const at = `/formulir/${x.code}/${uuidv7()}`
  const shown = typedFields(x).filter((key) => !x.fields[key].shownWhen || x.fields[key].shownWhen.is.includes(Object.values(fixed)[0]))
  const answer = await post(s, p, at, { _versi: 0, _aksi: 'simpan', ...everywhere(x, long(x), fixed) })
  expect(answer.statusCode).toBe(422)
  for (const key of shown) expect(answer.body, key).toMatch(new RegExp(`<a href="#${key}">[^<]*(paling panjang|angka|ditulis tanggal)[^<]*</a>`))
  const again = await get(s, p, at)
  for (const key of shown) expect(valueOf(again.body, key), key).toBe(long(x))
  expect(textOf((await get(s, p, `/formulir/${x.code}`)).body)).toContain('Belum disimpan, lanjutkan')
})

test('twice as long is kept whole too, and a remark is never cut', async () => {
  const p = await addPerson(s)
  await autosave(s, p, '/formulir/data-utama', { alamat__cek: 'ubah', alamat__versi: 0, alamat: LONG + LONG })
  expect((await itemOf(s, p, 'alamat')).draft!.alamat).toHaveLength(20_000)
  const wrong = { tanggal_lahir__cek: 'ubah', tanggal_lahir__versi: 0, tanggal_lahir: '15-03-1976', tanggal_lahir__ket: 'k'.repeat(301) }
  const answer = await post(s, p, '/formulir/data-utama', wrong)
  expect([answer.statusCode, textOf(answer.body)]).toEqual([422, expect.stringContaining('Keterangan paling panjang 300 huruf. Anda menulis 301 huruf.')])
  expect(valueOf(answer.body, 'tanggal_lahir__ket')).toBe(wrong.tanggal_lahir__ket)
  const row = { _aksi: 'simpan', ...(await rowBody(p, 'g2')), tanggal_sk: '01-04-1999', _ket: 'k'.repeat(301) }
  const rowAnswer = await post(s, p, `/formulir/riwayat-golongan/${rowId(p, 'g2')}`, row)
  expect([rowAnswer.statusCode, textOf(rowAnswer.body)]).toEqual([422, expect.stringContaining('Keterangan paling panjang 300 huruf')])
  expect(valueOf((await get(s, p, `/formulir/riwayat-golongan/${rowId(p, 'g2')}`)).body, '_ket')).toBe(row._ket)
})

/** What the row page of `name` would post unchanged. */
async function rowBody(p: Person, name: 'g2' | 'j1'): Promise<Body> {
  const code = name === 'g2' ? 'riwayat-golongan' : 'riwayat-jabatan'
  const item = await itemOf(s, p, rowId(p, name))
  const raw = Object.assign({}, ...asked(sections.find((x) => x.code === code)!).map(([key, f]) => ((item.proposed?.[key] ?? null) === null ? {} : f.fill(item.proposed![key], key)))) as Body
  return { ...raw, _versi: item.versi }
}

test('the list of hostile texts is long enough', () => expect(new Set(payloads).size).toBeGreaterThanOrEqual(60))

const batches = Array.from({ length: Math.ceil(payloads.length / 12) }, (_, i) => payloads.slice(i * 12, i * 12 + 12))

test.each(batches.map((batch, i) => [i, batch] as const))('hostile texts, batch %i: text in every field, id, address and button, and never a 500', async (_, batch) => {
  const p = await addPerson(s, batch[0]!.slice(0, 100))
  const answers: LightMyRequestResponse[] = []
  for (const text of batch) {
    await forgetLimits(s)
    for (const x of singles) answers.push(await post(s, p, `/formulir/${x.code}`, everywhere(x, text, opened(x)[1])))
    answers.push(await post(s, p, '/formulir/riwayat-golongan/' + uuidv7(), { _versi: 0, _aksi: 'simpan', ...everywhere(histories[0]!, text) }))
    answers.push(...(await saveFreeTexts(p, text)))
    answers.push(await post(s, p, '/formulir/riwayat-golongan', { _aksi: text }), await post(s, p, '/formulir/riwayat-golongan', { _aksi: `sesuai:${text}` }), await post(s, p, '/formulir/data-utama', { _aksi: 'urungkan', _daftar: text }))
    answers.push(await post(s, p, '/formulir/data-utama', { _cari: text, _telusur: text, nama__id: text }), await post(s, p, '/formulir/kirim', { benar: text, _versi: text, _kunci: text }))
    const q = encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''))
    for (const url of [`/formulir/data-posisi?medan=unor&pilih=${q}`, `/cari/unor?q=${q}&kembali=${q}&medan=${q}`, `/cari/unor?induk=${q}`, `/cari/${q}`, `/formulir/${q}`, `/formulir/riwayat-golongan/${q}`, `/formulir/riwayat-golongan/${q}/hapus`, `/masuk?ke=${q}`])
      answers.push(await get(s, p, url))
    answers.push(await get(s, p, `/cari/wilayah?q=${q}&dalam=${q}&jenis=${q}&lingkup=${q}`, { accept: 'application/json' }))
  }
  for (const url of ['', '/data-utama?tampil=nik', '/data-posisi', '/riwayat-golongan', '/riwayat-jabatan', `/riwayat-jabatan/${rowId(p, 'j1')}`, '/kirim', '/status']) answers.push(await get(s, p, `/formulir${url}`))
  for (const answer of answers) {
    expect(answer.statusCode).toBeLessThan(500)
    const type = String(answer.headers['content-type'] ?? '')
    if (type.startsWith('text/html')) expect(strangers(answer.body)).toEqual([])
    else expect([answer.statusCode, type]).toEqual(type ? [200, 'application/json; charset=utf-8'] : [303, ''])
    expect(String(answer.headers.location ?? '/')).toMatch(/^\/(?!\/)[\x21-\x7e]*$/)
  }
})

/** A row whose free texts are hostile: through the confirmation, where they are allowed. */
async function saveFreeTexts(p: Person, text: string): Promise<LightMyRequestResponse[]> {
  const at = `/formulir/riwayat-jabatan/${rowId(p, 'j1')}`
  const body = { ...(await rowBody(p, 'j1')), unor: text, unor__id: undefined, unor__usul: '1', nomor_sk: text, _ket: text, _aksi: 'simpan' }
  const confirm = await post(s, p, at, body)
  if (confirm.statusCode !== 200) return [confirm]
  return [confirm, await post(s, p, at, { ...body, _versi: (await itemOf(s, p, rowId(p, 'j1'))).versi, _yakin: '1' }), await get(s, p, '/formulir/riwayat-jabatan')]
}

test('what nobody sees is not stored: invisible letters go, a name of them alone is empty, reversed text is refused', async () => {
  const p = await addPerson(s)
  const say = async (nama: string) => textOf((await post(s, p, '/formulir/data-utama', { nama__cek: 'ubah', nama__versi: (await itemOf(s, p, 'nama')).versi, nama })).body)
  expect(await say('\u200b\u2060\ufeff\u200d')).toContain('Nama belum diisi.')
  expect(await say('Sutrisno\u202e ondol')).toContain('Nama memuat tanda yang tidak dapat disimpan.')
  expect(await say('\0SUTRISNO\u200b W\u00adIBOWO\u{e0041}')).toContain('sama dengan data BKN')
})

const [SMP, JATENG, KAB] = ['SMP Negeri 7 Purworejo', { provinsi: 'Jawa Tengah', provinsi__id: '33' }, { kabupaten: 'Kab. Purworejo', kabupaten__id: '33.06' }]
const place: Body = { lokasi_kerja__cek: 'ubah', lokasi_kerja__versi: 0, jenis_lokasi: 'DN', ...JATENG }
const one = (key: string, value: Body): Body => ({ [`${key}__cek`]: 'ubah', [`${key}__versi`]: 0, ...value })

test.each<[string, string, Body, RegExp]>([
  ['unknown id', 'data-posisi', one('unor', { unor: SMP, unor__id: 'X'.repeat(32) }), /Unit Organisasi ini tidak ada di daftar/],
  ['id of another list', 'data-posisi', one('unor', { unor: SMP, unor__id: '33.06' }), /tidak ada di daftar/],
  ['NUL in an id', 'data-posisi', one('unor', { unor: SMP, unor__id: '\0' }), /sama dengan data BKN/],
  ['retired unit', 'data-posisi', one('unor', { unor: 'Kantor Dewan Lama', unor__id: unit.lama }), /sudah tidak dipakai/],
  ['unit of another agency', 'data-posisi', one('unor', { unor: 'Dinas Kesehatan Kebumen', unor__id: unit.kebumen }), /milik instansi lain/],
  ['satuan kerja of another agency', 'data-posisi', one('satuan_kerja', { satuan_kerja: 'Satuan Kerja SK9', satuan_kerja__id: 'SK9' }), /milik instansi lain/],
  ['unit that does not verify', 'data-posisi', one('verifikator_level_1', { verifikator_level_1: SMP, verifikator_level_1__id: unit.sekolah }), /belum ditetapkan sebagai Verifikator Level 1/],
  ['verifying unit of another agency', 'data-posisi', one('verifikator_level_1', { verifikator_level_1: 'Dinas Kesehatan Kebumen', verifikator_level_1__id: unit.kebumen }), /milik instansi lain/],
  ['an own text as the unit that verifies', 'data-posisi', one('verifikator_level_1', { verifikator_level_1: 'Teman Saya', verifikator_level_1__usul: '1' }), /Pilih Verifikator Level 1 dari daftar/],
  ['kabupaten of another propinsi', 'data-posisi', { ...place, kabupaten: 'Kab. Sleman', kabupaten__id: '34.04' }, /tidak termasuk pilihan di atasnya/],
  ['propinsi where a kabupaten is asked', 'data-posisi', { ...place, kabupaten: 'Jawa Tengah', kabupaten__id: '33' }, /tidak berlaku untuk Kabupaten/],
  ['kecamatan of another kabupaten', 'data-posisi', { ...place, ...KAB, kecamatan: 'Mirit', kecamatan__id: '33.05.03' }, /tidak termasuk pilihan di atasnya/],
  ['kecamatan without kabupaten', 'data-posisi', { ...place, kecamatan: 'Kutoarjo', kecamatan__id: '33.06.08' }, /Pilih Kabupaten\/Kota dulu/],
  ['a country where a propinsi is asked', 'data-posisi', { ...place, provinsi: 'Jepang', provinsi__id: 'NG-JP' }, /tidak berlaku untuk Propinsi/],
  ['a code that no choice has', 'data-posisi', { ...place, jenis_lokasi: 'toString' }, /Pilih Jenis Lokasi dari pilihan yang ada/],
  ['a code that no list has', 'data-utama', one('agama', { agama: '99' }), /Pilih Agama dari pilihan yang ada/],
  ['a retired entry of a short list', 'data-utama', one('agama', { agama: 'lama' }), /sudah tidak dipakai/],
  ['legal standing of somebody who left', 'data-utama', one('kedudukan_hukum', { kedudukan_hukum: '99' }), /Pilih Kedudukan Hukum dari pilihan yang ada/],
  ['31 February', 'data-utama', one('tmt_pns', { tmt_pns: '31-02-2001' }), /tanggal 31-02-2001 tidak ada di kalender/],
  ['29 February of a common year', 'data-utama', one('tmt_pns', { tmt_pns: '29/2/1900' }), /tidak ada di kalender/],
  ['a day to come', 'data-utama', one('tmt_pns', { tmt_pns: '24-11-2026' }), /tidak boleh di masa depan/],
  ['a day before 1930', 'data-utama', one('tanggal_lahir', { tanggal_lahir: '14-03-1929' }), /tidak boleh sebelum tahun 1930/],
  ['year 0076', 'data-utama', one('tanggal_lahir', { tanggal_lahir: '14-03-0076' }), /tidak boleh sebelum tahun 1930/],
  ['month 13', 'data-utama', one('tanggal_lahir', { tanggal_lahir: '14-13-1976' }), /ditulis tanggal-bulan-tahun/],
  ['digits of another script', 'data-utama', one('nik', { nik: '٣٣٠٦٠٥١٤٠٣٧٦٠٠٠٣' }), /hanya boleh berisi angka/],
  ['an answer that is none', 'data-utama', one('alamat', { alamat__cek: 'mungkin', alamat: 'Jl. Lain' }), /.*/],
])('%s: a sentence, and nothing is proposed', async (_, code, body, sentence) => {
  await sql`insert into ref_agama (id, kode, nama, aktif, asal, versi_impor) values ('lama', 'lama', 'Agama Lama', false, 'uji', '1') on conflict do nothing`.execute(s.t.owner.db)
  await loadSmallLists(s.t.db)
  const p = await addPerson(s)
  const answer = await post(s, p, `/formulir/${code}`, body)
  expect(answer.statusCode).toBe(body.alamat__cek ? 303 : 422)
  expect(textOf(answer.body)).toMatch(sentence)
  const { rows } = await sql`select kunci from usulan where nip = ${p.nip}`.execute(s.t.owner.db)
  expect(rows).toEqual([])
})

test.each([['1/4/02', '2002-04-01'], ['1.4.2002', '2002-04-01'], ['01 04 2002', '2002-04-01'], ['2002-04-01', '2002-04-01'], ['1/4/40', null], ['010402', null]])('a short date %s is read as %s', async (typed, day) => {
  const p = await addPerson(s)
  await autosave(s, p, '/formulir/data-utama', one('tmt_pns', { tmt_pns: typed, tmt_pns__ket: 'sesuai SK' }))
  const { draft, proposed, state } = await itemOf(s, p, 'tmt_pns')
  if (day) expect([state, proposed!.tmt_pns]).toEqual(['ubah', day])
  else expect(draft!.tmt_pns).toBe(typed)
})

test('mass assignment: columns, states and rows of others in the body change nothing', async () => {
  const p = await addPerson(s)
  const columns = ['nip', 'id', 'golongan', 'golongan__id', 'tmt_golongan', 'pendidikan_terakhir', 'tahun_lulus', 'jenis_jabatan', 'nama_jabatan', 'eselon', 'status', 'diverifikasi', 'versi', 'periode', 'sintetis', 'instansi_id', 'unit_id', 'pemutus', 'putaran']
  const junk = Object.fromEntries(columns.flatMap((c) => [[c, '1'], [`${c}__cek`, 'ubah'], [`${c}__versi`, '0']]))
  const before = (await formOf(s, p)).row
  for (const x of singles) expect((await post(s, p, `/formulir/${x.code}`, junk)).statusCode).toBe(303)
  const { rows } = await sql`select kunci from usulan where nip = ${p.nip} union all select kunci from pemeriksaan where nip = ${p.nip} union all select kunci from konsep where nip = ${p.nip}`.execute(s.t.owner.db)
  expect([before, rows]).toEqual([null, []])
  expect((await formOf(s, p)).row).toMatchObject({ status: 'draf', putaran: 0, instansi_id: PURWOREJO, unit_id: null, periode: PERIODE })
})

const good = 'alamat__cek=ubah&alamat__versi=0&alamat=Jl.+Baru+1'
test.each<[string, string, Record<string, string>, number]>([
  ['prototype keys', `${good}&__proto__=x&constructor[prototype][x]=1&__proto__[alamat]=x&toString=x&hasOwnProperty=x`, {}, 303],
  ['repeated parameters', `alamat=satu&alamat=dua&${good}`, {}, 303],
  ['brackets', `${good}&alamat[]=x&alamat[0]=y&alamat.x=z`, {}, 303],
  ['ten thousand fields', `${good}&${Array.from({ length: 10_000 }, (_, i) => `f${i}=1`).join('&')}`, {}, 303],
  ['sixty thousand empty ones', `${good}${'&a'.repeat(60_000)}${'&'.repeat(5000)}`, {}, 303],
  ['broken percent-encoding', `${good}&nama=%&nik=%zz&x=%ff%fe&y=%u0041`, {}, 303],
  ['too many bytes', `${good}&nama=${'x'.repeat(300_000)}`, {}, 413],
  ['no body', '', {}, 400],
  ['only separators', '&&&===&', {}, 400],
  ['JSON', JSON.stringify({ _kunci: uuidv7(), alamat__cek: 'ubah', alamat__versi: '0', alamat: 'Jl. Baru 1', nama: { x: 1 }, nik: [['1']] }), { 'content-type': 'application/json' }, 303],
  ['JSON with a prototype', '{"__proto__":{"alamat":"x"}}', { 'content-type': 'application/json' }, 400],
  ['half a JSON', '{"alamat":', { 'content-type': 'application/json' }, 400],
  ['plain text', good, { 'content-type': 'text/plain' }, 400],
  ['multipart', good, { 'content-type': 'multipart/form-data; boundary=x' }, 415],
  ['XML', '<x/>', { 'content-type': 'application/xml' }, 415],
  ['a content type that is none', good, { 'content-type': ';;;' }, 415],
])('body with %s', async (_, body, headers, status) => {
  const p = await addPerson(s)
  const answer = await post(s, p, '/formulir/data-utama', status === 303 && !headers['content-type'] ? `${body}&_kunci=${uuidv7()}` : body, headers)
  expect(answer.statusCode).toBe(status)
  if (status === 303) expect((await itemOf(s, p, 'alamat')).proposed!.alamat).toBe('Jl. Baru 1')
  else expect(bannedWords(textOf(answer.body))).toEqual([])
  expect(strangers(answer.body)).toEqual([])
  expect(({} as Record<string, unknown>).alamat).toBeUndefined()
})

test.each(['/%', '/formulir/%zz', '/formulir/%ff%fe', '/formulir/data-utama/%', `/formulir/${'x'.repeat(300)}`, `/cari/${'%41'.repeat(300)}`, '/formulir/riwayat-golongan/%00', '/formulir/__proto__', '/formulir/constructor', '/formulir/..%2f..%2fetc', '//formulir', '/formulir//data-utama', '/formulir/data-utama/x'])('address %s is a page that says what to do', async (url) => {
  const answer = await get(s, await addPerson(s), url)
  expect([400, 404, 414]).toContain(answer.statusCode)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  expect(bannedWords(textOf(answer.body))).toEqual([])
})
