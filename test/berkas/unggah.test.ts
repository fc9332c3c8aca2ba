// Uploading: what is taken, what is not (trust.md A22), and what becomes of it.
import { randomBytes } from 'node:crypto'
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { PNG } from 'pngjs'
import { uuidv7 } from 'uuidv7'
import { beforeEach, expect, test } from 'vitest'
import { inspect } from '../../src/berkas/inspect.ts'
import { readFile, sweepFiles } from '../../src/berkas/job.ts'
import { cleanName, KEPT_BYTES, MB, OWN } from '../../src/berkas/rules.ts'
import { seal } from '../../src/security/seal.ts'
import { note } from '../jumlah.ts'
import { addPerson, fillAll, forgetLimits, get, post, rowId, sendForm, type Person } from '../isian/adegan.ts'
import { eventsOf, faultOn, NAMA, onDisk, rowsOf, upload, useFiles, work } from './adegan.ts'
import { exif, hostile, jpeg, pdf, png, withChunk, withSegment } from './contoh.ts'

const f = useFiles()
let siti: Person
beforeEach(async () => {
  siti = await addPerson(f.s, 'SITI RAHAYU')
  await forgetLimits(f.s)
})

const decoded = async (bytes: Buffer) => {
  const { default: decode, init } = await import('@jsquash/jpeg/decode.js')
  const { readFileSync } = await import('node:fs')
  const { createRequire } = await import('node:module')
  // The codec asks for what browsers have.
  globalThis.ImageData ??= function (this: object, data: Uint8ClampedArray, width: number, height: number) {
    Object.assign(this, { data, width, height })
  } as never
  await init(new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'))))
  return decode(new Uint8Array(bytes).buffer)
}

test('A22: files that are not what they seem, or hold what acts, are refused with a sentence, and nothing is kept', async () => {
  const before = onDisk(f.folder)
  const files = await hostile()
  expect(files.length).toBeGreaterThanOrEqual(40)
  for (const file of files) {
    await forgetLimits(f.s)
    const page = await upload(f.s, siti, file)
    expect(page.statusCode, file.name).toBe(422)
    expect(faultOn(page.body), file.name).toMatch(/^(Berkas|PDF|Gambar|Foto|Jenis JPEG|Susunan PDF).{20,}\.$/)
  }
  expect(await rowsOf(f.s, siti)).toEqual([])
  expect(onDisk(f.folder)).toEqual(before)
  note('A22', { 'hostile files': files.length, 'kept of them': 0 })
})

test('honest files of each kind are taken, wherever they come from', async () => {
  const photo = await jpeg()
  for (const bytes of [
    photo,
    withSegment(photo, 0xe1, exif(6)),
    png(),
    withChunk(png(), 'tEXt', Buffer.from('Software\0Pemindai')),
    await pdf(),
    await pdf(['a'], { pdfVersion: '1.7' }),
  ])
    expect(await inspect(bytes)).toHaveProperty('kind')
  // What a phone writes behind the picture (a short film) is honest too.
  expect(await inspect(Buffer.concat([photo, Buffer.from('\0\0\0\x18ftypmp42', 'latin1')]))).toEqual({ kind: 'jpeg' })
})

test('without script: chosen, sent, attached; the page says that it is looked at, then what it weighs', async () => {
  const page = await get(f.s, siti, `/berkas/unggah?untuk=${NAMA}`)
  expect(page.body).toContain('enctype="multipart/form-data"')
  expect(page.body).toContain('Berkas kertas juga diterima')
  const sent = await upload(f.s, siti, { name: 'SK Pangkat.pdf', bytes: await pdf() })
  expect(sent.statusCode).toBe(303)
  expect((await get(f.s, siti, sent.headers.location!)).body).toMatch(/Berkas sudah dilampirkan[\s\S]*SK Pangkat\.pdf[\s\S]*Sedang diperiksa/)
  const [row] = await rowsOf(f.s, siti)
  expect(row).toMatchObject({ jenis: 'pdf', status: 'baru' })
  await work(f.s)
  expect((await get(f.s, siti, `/berkas/unggah?untuk=${NAMA}`)).body).toMatch(/href="\/berkas\/[0-9a-f-]{36}"[\s\S]*\d KB/)
  // The form's own page shows it below the correction.
  expect((await get(f.s, siti, '/formulir/data-utama')).body).toContain('SK Pangkat.pdf')
  expect((await eventsOf(f.s, siti, 'berkas')).map((e) => e.data)).toEqual([{ tindakan: 'lampir', berkas: row!.id, bagian: 'data-utama', butir: 'nama' }])
})

test('the button below a correction saves what was typed, then leads to the page', async () => {
  const item = { nama__cek: 'ubah', nama__versi: '0', nama: 'SITI RAHAYU ULFA' }
  const done = await post(f.s, siti, '/formulir/data-utama', { ...item, _lampir: 'nama' })
  expect(done.headers.location).toBe('/berkas/unggah?untuk=data-utama%2Fnama')
  expect((await get(f.s, siti, '/formulir/data-utama')).body).toContain('SITI RAHAYU ULFA')
  const baru = (await get(f.s, siti, '/formulir/riwayat-golongan/baru')).headers.location!
  const kunci = baru.split('/').at(-1)!
  const row = await post(f.s, siti, baru, { _versi: '0', nomor_sk: '823/77', _lampir: kunci })
  expect(row.headers.location).toBe(`/berkas/unggah?untuk=riwayat-golongan%2F${kunci}`)
  expect((await upload(f.s, siti, { name: 'sk.pdf', bytes: await pdf() }, `riwayat-golongan/${kunci}`)).statusCode).toBe(303)
  expect((await get(f.s, siti, baru)).body).toMatch(/823\/77[\s\S]*sk\.pdf/)
})

test('A22: only the pixels of a photo stay: no place, no maker, upright, at most 2 MB', async () => {
  const photo = withSegment(await jpeg(640, 480), 0xe1, exif(6))
  expect((await upload(f.s, siti, { name: 'foto.jpg', bytes: photo })).statusCode).toBe(303)
  await work(f.s)
  const [row] = await rowsOf(f.s, siti)
  expect(row).toMatchObject({ status: 'siap', jenis: 'jpeg' })
  const got = (await get(f.s, siti, `/berkas/${row!.id}`)).rawPayload
  for (const word of ['GPS', 'Exif', 'Kamera Uji']) expect(got.includes(word)).toBe(false)
  const { width, height, data } = await decoded(got)
  expect([width, height]).toEqual([480, 640])
  // The camera lay on its side: what was its top left corner is the top right one now.
  expect(data[(width - 20) * 4]).toBeGreaterThan(150)
  expect(data[(width - 20) * 4 + 1]).toBeGreaterThan(150)
  expect(data[20 * 4]).toBeGreaterThan(150)
  expect(data[20 * 4 + 1]).toBeLessThan(80)
})

test('A22: texts in a PNG go, its picture stays', async () => {
  const picture = withChunk(png(), 'tEXt', Buffer.from('Author\0Nama Pembuat'))
  await upload(f.s, siti, { name: 'tangkapan.png', bytes: picture })
  await work(f.s)
  const [row] = await rowsOf(f.s, siti)
  const got = (await get(f.s, siti, `/berkas/${row!.id}`)).rawPayload
  expect(got.includes('Nama Pembuat')).toBe(false)
  expect(PNG.sync.read(got).data.equals(PNG.sync.read(png()).data)).toBe(true)
})

test('a photo of nearly 10 MB is taken as it is and made small by the job', { timeout: 60_000 }, async () => {
  // With the short film that phones put behind a picture.
  const photo = Buffer.concat([await jpeg(3200, 2400, 55), randomBytes(8 * MB)])
  expect(photo.length).toBeGreaterThan(9 * MB)
  expect(photo.length).toBeLessThan(10 * MB)
  expect((await upload(f.s, siti, { name: 'IMG_0001.JPG', bytes: photo })).statusCode).toBe(303)
  await work(f.s)
  const [row] = await rowsOf(f.s, siti)
  expect(row).toMatchObject({ status: 'siap', jenis: 'jpeg' })
  expect(row!.ukuran).toBeLessThanOrEqual(KEPT_BYTES)
  const small = await decoded(await readFile(f.s.ctx, row!.tempat!))
  expect([small.width, small.height]).toEqual([2400, 1800])
  // Of the large one nothing is left.
  expect(onDisk(f.folder).filter((n) => n === row!.tempat)).toHaveLength(1)
})

test('A22: too large, or nothing at all: said, and the line is not broken', async () => {
  const large = Buffer.concat([await jpeg(), Buffer.alloc(10 * MB)])
  expect(faultOn((await upload(f.s, siti, { name: 'besar.jpg', bytes: large })).body)).toMatch(/lebih dari 10 MB/)
  expect(faultOn((await upload(f.s, siti, undefined)).body)).toBe('Pilih berkas lebih dulu.')
  expect((await upload(f.s, siti, { name: 'x.jpg', bytes: Buffer.alloc(25 * MB) })).statusCode).toBe(413)
  expect(await rowsOf(f.s, siti)).toEqual([])
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\windows\\system.ini', 'system'],
  ['a\u0000b\u0007.pdf', 'ab'],
  ['foto\u202Egpj.exe', 'fotogpj'],
  ['<img src=x onerror=alert(1)>.pdf', 'img src=x onerror=alert(1)'],
  [`${'n'.repeat(300)}.pdf`, 'n'.repeat(80)],
  ['.pdf', 'berkas'],
  ['   ', 'berkas'],
  ['SK Kenaikan Pangkat 2004.pdf', 'SK Kenaikan Pangkat 2004'],
])('A22: the name %j is kept as %j', (sent, kept) => expect(cleanName(sent)).toBe(kept))

test('A22: a hostile name is shown as text and sent back as text', async () => {
  await upload(f.s, siti, { name: '../../"><script>alert(1)</script>\r\nX-Injected: 1.pdf', bytes: await pdf() })
  await work(f.s)
  const page = await get(f.s, siti, `/berkas/unggah?untuk=${NAMA}`)
  expect(page.body).not.toContain('<script>alert')
  const file = await get(f.s, siti, `/berkas/${(await rowsOf(f.s, siti))[0]!.id}`)
  expect(file.headers['x-injected']).toBeUndefined()
  expect(file.headers['content-disposition']).toMatch(/^attachment; filename="berkas\.pdf"; filename\*=UTF-8''[\w%.-]+$/)
})

test('the same key twice attaches once; the same file twice is kept once; another row uses it too', async () => {
  const file = { name: 'KK.pdf', bytes: await pdf(['Kartu Keluarga']) }
  const key = { _kunci: uuidv7() }
  const before = onDisk(f.folder).length
  const both = await Promise.all([upload(f.s, siti, file, NAMA, key), upload(f.s, siti, file, NAMA, key)])
  expect(both.map((r) => r.statusCode)).toEqual([303, 303])
  expect((await upload(f.s, siti, file, 'data-utama/alamat')).statusCode).toBe(303)
  const rows = await rowsOf(f.s, siti)
  expect(rows).toHaveLength(1)
  expect(onDisk(f.folder)).toHaveLength(before + 1)
  const untuk = `riwayat-golongan/${rowId(siti, 'g1')}`
  expect((await get(f.s, siti, `/berkas/unggah?untuk=${untuk}`)).body).toContain('Pakai di sini juga')
  expect((await post(f.s, siti, '/berkas/pakai', { untuk, berkas: rows[0]!.id })).statusCode).toBe(303)
  const { rows: places } = await sql<{ kunci: string }>`select kunci from berkas_untuk where nip = ${siti.nip} order by kunci`.execute(f.s.t.owner.db)
  expect(places.map((p) => p.kunci)).toEqual(['alamat', rowId(siti, 'g1'), 'nama'])
  // The same key with another file is another act.
  expect((await upload(f.s, siti, { name: 'lain.pdf', bytes: await pdf(['lain']) }, NAMA, key)).statusCode).toBe(422)
  // Somebody else's same file is his own.
  const sutrisno = await addPerson(f.s)
  await upload(f.s, sutrisno, file)
  expect(await rowsOf(f.s, sutrisno)).toHaveLength(1)
})

test('a file goes with its last item; the other items keep it', async () => {
  const file = { name: 'KTP.pdf', bytes: await pdf(['KTP']) }
  await upload(f.s, siti, file)
  await upload(f.s, siti, file, 'data-utama/alamat')
  const [row] = await rowsOf(f.s, siti)
  await post(f.s, siti, '/berkas/lepas', { untuk: NAMA, berkas: row!.id })
  expect(await rowsOf(f.s, siti)).toHaveLength(1)
  await post(f.s, siti, '/berkas/lepas', { untuk: 'data-utama/alamat', berkas: row!.id })
  expect(await rowsOf(f.s, siti)).toEqual([])
  expect(onDisk(f.folder)).not.toContain(row!.tempat)
  expect((await get(f.s, siti, `/berkas/${row!.id}`)).statusCode).toBe(404)
})

test('a row that was thrown away leaves its file to be deleted or used elsewhere', async () => {
  const baru = (await get(f.s, siti, '/formulir/riwayat-golongan/baru')).headers.location!
  const kunci = baru.split('/').at(-1)!
  await post(f.s, siti, baru, { _versi: '0', nomor_sk: '823/78', _lampir: kunci })
  await upload(f.s, siti, { name: 'sk.pdf', bytes: await pdf(['sk']) }, `riwayat-golongan/${kunci}`)
  await post(f.s, siti, baru, { _versi: '1', _aksi: 'batal', _yakin: '1' })
  expect((await get(f.s, siti, `/berkas/unggah?untuk=${NAMA}`)).body).toMatch(/sk\.pdf[\s\S]*Hapus/)
  const [row] = await rowsOf(f.s, siti)
  expect((await post(f.s, siti, '/berkas/lepas', { kembali: NAMA, berkas: row!.id })).headers.location).toBe('/berkas/unggah?untuk=data-utama%2Fnama')
  expect(await rowsOf(f.s, siti)).toEqual([])
})

test('sending needs no file; once sent nothing is attached or taken off', async () => {
  await upload(f.s, siti, { name: 'ijazah.pdf', bytes: await pdf(['ijazah']) })
  await fillAll(f.s, siti)
  await sendForm(f.s, siti)
  const [row] = await rowsOf(f.s, siti)
  expect((await upload(f.s, siti, { name: 'lagi.pdf', bytes: await pdf(['lagi']) })).statusCode).toBe(409)
  expect((await post(f.s, siti, '/berkas/lepas', { untuk: NAMA, berkas: row!.id })).statusCode).toBe(409)
  expect(await rowsOf(f.s, siti)).toHaveLength(1)
  expect((await get(f.s, siti, `/berkas/unggah?untuk=${NAMA}`)).body).not.toContain('type="file"')
  expect((await get(f.s, siti, '/formulir/data-utama')).body).toContain('ijazah.pdf')
})

test('a person has room for so many files and no more', async () => {
  const { db } = f.s.t.owner
  for (let n = 0; n < OWN.files; n++) {
    const id = uuidv7()
    const nama = seal(f.s.ctx.keys, `berkas/${siti.nip}/${id}`, `${n}`)
    await sql`insert into berkas (nip, id, periode, jenis, nama, ukuran, sidik, tempat) values (${siti.nip}, ${id}, '2026', 'pdf', ${nama}, 1, ${`${n}`}, ${`${n}`})`.execute(
      db,
    )
  }
  const before = onDisk(f.folder)
  const page = await upload(f.s, siti, { name: 'satu.pdf', bytes: await pdf(['satu']) })
  expect(faultOn(page.body)).toMatch(/^Batas berkas Anda sudah tercapai/)
  expect(onDisk(f.folder)).toEqual(before)
  await sql`delete from berkas where nip = ${siti.nip}`.execute(db)
})

test('what was cut off between store and row is found and deleted a day later; what is named stays', async () => {
  await upload(f.s, siti, { name: 'tetap.pdf', bytes: await pdf(['tetap']) })
  const [row] = await rowsOf(f.s, siti)
  const orphan = 'ab'.repeat(20)
  mkdirSync(join(f.folder, 'isi/ab/ab'), { recursive: true })
  mkdirSync(join(f.folder, 'masuk'), { recursive: true })
  const paths = [join(f.folder, 'isi/ab/ab', orphan), join(f.folder, 'masuk', 'cd'.repeat(20))]
  for (const path of paths) writeFileSync(path, 'x')
  expect(await sweepFiles(f.s.ctx)).toBe(0)
  for (const path of paths) utimesSync(path, 0, 0)
  expect(await sweepFiles(f.s.ctx, Date.now() + 2 * 86_400_000)).toBeGreaterThanOrEqual(2)
  expect(onDisk(f.folder)).toContain(row!.tempat)
  expect(onDisk(f.folder)).not.toContain(orphan)
})

test('at rest nothing can be read, and a file under another name does not open', async () => {
  await upload(f.s, siti, { name: 'rahasia.pdf', bytes: await pdf(['isi'], { info: { Title: 'KATA PENANDA' }, compress: false }) })
  const [row] = await rowsOf(f.s, siti)
  const { storeOf } = await import('../../src/berkas/store.ts')
  const sealed = await storeOf(f.s.ctx.config.berkas).get(row!.tempat!)
  expect(sealed.includes('KATA PENANDA')).toBe(false)
  expect((await readFile(f.s.ctx, row!.tempat!)).includes('%PDF')).toBe(true)
  const { openBytes } = await import('../../src/berkas/seal.ts')
  expect(() => openBytes(f.s.ctx.keys, 'ef'.repeat(20), sealed)).toThrow()
  sealed[40]! ^= 1
  expect(() => openBytes(f.s.ctx.keys, row!.tempat!, sealed)).toThrow()
  const { rows } = await sql<{ semua: string }>`select string_agg(b::text, ' ') as semua from berkas b where nip = ${siti.nip}`.execute(f.s.t.owner.db)
  expect(rows[0]!.semua).not.toContain('rahasia')
})
