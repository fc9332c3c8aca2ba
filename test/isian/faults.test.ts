// The form pages against strangers, stale tabs, double posts, closed doors, foreign sites and ended sessions.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { editForm, keepDraft, newItem, propose } from '../../src/form/edit.ts'
import { hashPassword } from '../../src/security/password.ts'
import { revokeAllSessions } from '../../src/security/session.ts'
import { useDatabase } from '../harness.ts'
import { bannedWords } from '../words.ts'
import { addPerson, autosave, cookieOf, digest, encode, fillAll, forgetLimits, formOf, get, itemOf, jabatan, makeScene, newSession, PERIODE, post, rowId, SAME_SITE, sendForm, type Body, type Person, type Scene } from './adegan.ts'
import { textOf, valueOf } from './muatan.ts'

const t = useDatabase()
let s: Scene
let siti: Person
beforeAll(async () => {
  s = await makeScene(t)
})
beforeEach(async () => {
  siti = await addPerson(s, 'SITI RAHAYU')
})
afterEach(async () => {
  await forgetLimits(s)
  expect(s.errors.splice(0)).toEqual([])
})

const rows = async <T = Record<string, unknown>>(query: ReturnType<typeof sql<T>>): Promise<T[]> => (await query.execute(s.t.owner.db)).rows
const count = async (table: string, p: Person) => (await rows(sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} where nip = ${p.nip}`))[0]!.n
const events = async (p: Person) => (await rows(sql<{ jenis: string }>`select jenis from peristiwa where nip = ${p.nip} order by urut`)).map((r) => r.jenis)
const alamat = (versi: number, text: string): Body => ({ alamat__cek: 'ubah', alamat__versi: versi, alamat: text })
const UTAMA = '/formulir/data-utama'
const GOLONGAN = '/formulir/riwayat-golongan'
const JABATAN = '/formulir/riwayat-jabatan'

/** A valid row of Riwayat Jabatan, as its page posts it. */
const newPost = (nomor = '821/7'): Body => ({
  _versi: 0, jenis_jabatan: '4', instansi_kerja: 'Pemerintah Kab. Purworejo', instansi_kerja__id: '6422', unor: 'SMP Lama', unor__usul: '1',
  jabatan_fungsional_umum: 'Pengadministrasi Umum', jabatan_fungsional_umum__id: 'JFU001', tmt_jabatan: '01-04-2002', tanggal_sk: '01-03-2002', nomor_sk: nomor,
})

describe('strangers (A12)', () => {
  /** Budi has an added row, a konsep and a changed address; none of it may be seen or moved by Siti. */
  async function makeBudi(): Promise<{ budi: Person; added: string }> {
    const budi = await addPerson(s, 'BUDI RAHASIA')
    const added = uuidv7()
    await editForm(s.ctx.db, s.ctx.keys, budi.nip, PERIODE, async (e) => {
      await propose(e, newItem(e.form, 'riwayat-jabatan', added), 0, { ...jabatan, nomor_sk: 'SK-RAHASIA', tmt_jabatan: '2003-03-03' })
      await keepDraft(e, e.form.sections.get('riwayat-golongan')!.items[0]!, 0, { nomor_sk: 'SK-RAHASIA' })
    })
    return { budi, added }
  }

  test('rows of another person are not there, by whatever act', async () => {
    const { budi } = await makeBudi()
    const before = await digest(s)
    const g1 = rowId(budi, 'g1')
    const tries = [get(s, siti, `${GOLONGAN}/${g1}`), get(s, siti, `${GOLONGAN}/${g1}/hapus`), post(s, siti, `${GOLONGAN}/${g1}`, { _aksi: 'simpan', _versi: 1 }), post(s, siti, `${GOLONGAN}/${g1}`, { _aksi: 'batal', _yakin: '1' }),
      post(s, siti, `${GOLONGAN}/${g1}`, { ...newPost(), _yakin: '1' }), post(s, siti, `${GOLONGAN}/${g1}/hapus`, { _versi: 1 }), post(s, siti, GOLONGAN, { _aksi: `sesuai:${g1}`, [`${g1}__versi`]: 1 }), post(s, siti, GOLONGAN, { _aksi: `batal:${g1}`, [`${g1}__versi`]: 1 }),
      post(s, siti, GOLONGAN, { _aksi: 'urungkan', _daftar: g1 }), post(s, siti, UTAMA, { _aksi: 'urungkan', _daftar: 'alamat,bukan' }), autosave(s, siti, `${GOLONGAN}/${g1}`, { _versi: 1, nomor_sk: 'x' }), post(s, siti, `${GOLONGAN}/${g1}`, { _cari: 'golongan' })]
    for (const answer of await Promise.all(tries)) expect([answer.statusCode, textOf(answer.body).includes('RAHASIA')]).toEqual([404, false])
    expect(await digest(s)).toEqual(before)
  })

  test('the key of an added row of another person is an empty row of my own', async () => {
    const { budi, added } = await makeBudi()
    expect(textOf((await get(s, siti, `${JABATAN}/${added}`)).body)).not.toContain('RAHASIA')
    expect((await post(s, siti, `${JABATAN}/${added}`, { ...newPost('punya Siti'), _aksi: 'simpan', _yakin: '1' })).statusCode).toBe(303)
    expect((await itemOf(s, budi, added)).proposed!.nomor_sk).toBe('SK-RAHASIA')
    expect((await itemOf(s, siti, added)).proposed!.nomor_sk).toBe('punya Siti')
  })

  test('guessed keys, and sections that are none or of the other kind, are not there', async () => {
    const before = await digest(s)
    for (const url of ['/formulir/riwayat-guru', '/formulir/DATA-UTAMA', '/formulir/toString', `${UTAMA}/1`, `${UTAMA}/baru`, `${UTAMA}/${uuidv7()}`, `${GOLONGAN}/1`, `${GOLONGAN}/-`, `${GOLONGAN}/undefined`, `${GOLONGAN}/00000000-0000-4000-8000-000000000000`, `${GOLONGAN}/${uuidv7()}/hapus`, `${JABATAN}/${rowId(siti, 'g1')}`])
      for (const answer of [await get(s, siti, url), await post(s, siti, url, { _aksi: 'simpan' })]) expect([url, answer.statusCode]).toEqual([url, 404])
    expect(await digest(s)).toEqual(before)
  })

  test('a section that does not apply to her opens to say so, and takes nothing', async () => {
    const before = await digest(s)
    expect(textOf((await get(s, siti, '/formulir/data-guru')).body)).toContain('Tidak berlaku untuk Anda')
    for (const url of ['/formulir/data-guru', `/formulir/data-guru/${uuidv7()}`])
      for (const body of [{ _aksi: 'tidak-punya', _versi_kosong: 0 }, { _aksi: 'simpan', _versi: 0, tipe_sekolah: 'NEGERI' }, { _otomatis: '1', _versi: 0, tipe_sekolah: 'NEGERI' }])
        expect([url, (await post(s, siti, url, body)).statusCode]).toEqual([url, expect.toSatisfy((code: number) => code === 409 || code === 303)])
    expect(await digest(s)).toEqual(before)
  })

  test('without a session, or with the cookie of staff, nothing opens', async () => {
    const staff = await newSession(s, 'petugas', (await rows(sql<{ id: string }>`select id from petugas`))[0]!.id)
    for (const cookie of ['', 'x', staff, siti.cookie.slice(0, -2)]) {
      for (const url of ['/formulir', UTAMA, GOLONGAN, '/formulir/kirim', '/formulir/status', '/cari/unor', '/cetak/bukti-pengisian']) expect([url, (await get(s, { cookie }, url)).headers.location]).toEqual([url, `/masuk?ke=${encodeURIComponent(url)}`])
      expect((await post(s, { cookie }, UTAMA, alamat(0, 'Jl. Baru'))).headers.location).toBe('/masuk?berakhir=1')
    }
    expect(await count('titipan', siti)).toBe(0)
  })

  test.each(['menunggu_verifikasi_registrasi', 'registrasi_ditolak', 'dibekukan'])('an account that is %s reaches no form', async (status) => {
    await sql`update akun set status = ${status} where nip = ${siti.nip}`.execute(s.t.owner.db)
    for (const answer of [await get(s, siti, '/formulir'), await get(s, siti, UTAMA), await post(s, siti, UTAMA, alamat(0, 'Jl. Baru')), await get(s, siti, '/cari/unor')])
      expect([answer.statusCode, textOf(answer.body).includes('Mawar')]).toEqual([403, false])
    expect(await count('formulir', siti)).toBe(0)
  })
})

describe('stale tabs (R5)', () => {
  test('the later of two tabs gets both values and keeps its typing; Simpan once more uses it', async () => {
    expect((await post(s, siti, UTAMA, alamat(0, 'Jl. Satu'))).statusCode).toBe(303)
    const late = await post(s, siti, UTAMA, { ...alamat(0, 'Jl. Dua'), nama__cek: 'ubah', nama__versi: 0, nama: 'SITI RAHAYUNI' })
    expect(late.statusCode).toBe(409)
    expect(textOf(late.body)).toContain('Alamat: sekarang tersimpan “Jl. Satu”')
    expect(valueOf(late.body, 'alamat')).toBe('Jl. Dua')
    expect((await itemOf(s, siti, 'nama')).proposed!.nama).toBe('SITI RAHAYUNI') // other items of the same post are not held up
    const again = await post(s, siti, UTAMA, { ...alamat(Number(valueOf(late.body, 'alamat__versi')), 'Jl. Dua') })
    expect([again.statusCode, (await itemOf(s, siti, 'alamat')).proposed!.alamat]).toEqual([303, 'Jl. Dua'])
  })

  test.each(['semua', 'lanjut', 'simpan'])('the button "%s" hides no conflict', async (_aksi) => {
    await post(s, siti, UTAMA, alamat(0, 'Jl. Satu'))
    const late = await post(s, siti, UTAMA, { ...alamat(0, 'Jl. Dua'), agama__versi: 0, _aksi })
    expect([late.statusCode, valueOf(late.body, 'alamat'), (await itemOf(s, siti, 'alamat')).proposed!.alamat]).toEqual([409, 'Jl. Dua', 'Jl. Satu'])
  })

  test('Cari and Telusuri on a stale page do not make it fresh', async () => {
    await post(s, siti, UTAMA, alamat(0, 'Jl. Satu'))
    const found = await post(s, siti, UTAMA, { ...alamat(0, 'Jl. Dua'), tempat_lahir: 'Kebumen', _cari: 'tempat_lahir' })
    expect([valueOf(found.body, 'alamat'), valueOf(found.body, 'alamat__versi')]).toEqual(['Jl. Dua', '0'])
    const browse = await post(s, siti, UTAMA, { ...alamat(0, 'Jl. Dua'), _telusur: 'unor' })
    expect([browse.statusCode, valueOf(browse.body, 'alamat')]).toEqual([409, 'Jl. Dua'])
    const at = `${JABATAN}/${rowId(siti, 'j1')}`
    await post(s, siti, at, { ...newPost('lain'), _aksi: 'simpan' })
    expect(valueOf((await post(s, siti, at, { ...newPost(), _cari: 'unor' })).body, '_versi')).toBe('0')
    const row = await post(s, siti, at, { ...newPost(), _telusur: 'unor' })
    expect([row.statusCode, valueOf(row.body, 'nomor_sk'), (await itemOf(s, siti, rowId(siti, 'j1'))).draft!.nomor_sk]).toEqual([409, '821/7', 'lain'])
  })

  test('a row: konsep, Simpan, confirmation, Hapus and Batal of a stale page change nothing', async () => {
    const at = `${JABATAN}/${rowId(siti, 'j1')}`
    await post(s, siti, at, { ...newPost('baru'), _aksi: 'simpan', _yakin: '1' })
    const kept = await itemOf(s, siti, rowId(siti, 'j1'))
    for (const more of [{ _aksi: 'simpan' }, { _aksi: 'simpan', _yakin: '1' }]) {
      const late = await post(s, siti, at, { ...newPost('telat'), ...more })
      expect([late.statusCode, textOf(late.body).includes('berubah di tempat lain'), valueOf(late.body, 'nomor_sk')]).toEqual([409, true, 'telat'])
    }
    const auto = await autosave(s, siti, at, newPost('telat'))
    expect([auto.statusCode, auto.json().konflik]).toEqual([409, { _versi: 'Baris ini diubah di tempat lain' }])
    expect((await post(s, siti, `${at}/hapus`, { _versi: 0 })).statusCode).toBe(409)
    expect((await post(s, siti, JABATAN, { _aksi: `batal:${rowId(siti, 'j1')}`, [`${rowId(siti, 'j1')}__versi`]: 0 })).statusCode).toBe(409)
    expect(await itemOf(s, siti, rowId(siti, 'j1'))).toEqual(kept)
  })

  test('autosave tells the tab what stands there; the repeat of a request whose answer got lost is no conflict', async () => {
    await autosave(s, siti, UTAMA, alamat(0, 'Jl. Satu'))
    const late = (await autosave(s, siti, UTAMA, alamat(0, 'Jl. Dua'))).json()
    expect(late).toMatchObject({ konflik: { alamat: 'Alamat: sekarang tersimpan “Jl. Satu”' }, versi: {} })
    for (const body of [alamat(0, 'Jl. Satu'), { nik__cek: 'ubah', nik__versi: 0, nik: '12' }, { nik__cek: 'ubah', nik__versi: 0, nik: '12' }]) expect((await autosave(s, siti, UTAMA, body)).json().konflik).toEqual({})
    const at = `${JABATAN}/${uuidv7()}`
    for (let i = 0; i < 2; i++) expect((await autosave(s, siti, at, { ...newPost(''), _ket: 'honorer' })).json()).toMatchObject({ konflik: {}, versi: { _versi: 1 } })
    expect(valueOf((await get(s, siti, at)).body, '_ket')).toBe('honorer')
  })
})

describe('Batal on a row page (clarifications 1.7)', () => {
  test('nothing typed: back to the list; something typed: asks, and Kembali still has it', async () => {
    const at = `${JABATAN}/${uuidv7()}`
    const start = { _versi: 0, instansi_kerja: 'Pemerintah Kab. Purworejo', instansi_kerja__id: '6422' }
    expect((await post(s, siti, at, { ...start, _aksi: 'batal' })).headers.location).toBe(JABATAN)
    const ask = await post(s, siti, at, { ...newPost(), _aksi: 'batal' })
    expect([ask.statusCode, textOf(ask.body).includes('Buang isian ini?')]).toEqual([200, true])
    expect(valueOf((await get(s, siti, at)).body, 'nomor_sk')).toBe('821/7')
    expect((await post(s, siti, at, { _aksi: 'batal', _yakin: '1', _versi: valueOf(ask.body, '_versi') })).headers.location).toBe(JABATAN)
    expect(await count('konsep', siti)).toBe(0)
  })
})

describe('sent twice (R4)', () => {
  test('50 posts with one key have one effect; the same key with another body or address is refused', async () => {
    const body = { ...alamat(0, 'Jl. Satu'), _kunci: uuidv7() }
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(s, siti, UTAMA, body)))
    expect(new Set(answers.map((a) => `${a.statusCode} ${a.headers.location}`))).toEqual(new Set([`303 ${UTAMA}?simpan=1`]))
    expect([await events(siti), (await itemOf(s, siti, 'alamat')).versi]).toEqual([['simpan'], 1])
    await forgetLimits(s)
    for (const other of [post(s, siti, UTAMA, { ...body, alamat: 'Jl. Dua' }), post(s, siti, '/formulir/data-posisi', body)]) {
      const refused = await other
      expect([refused.statusCode, bannedWords(textOf(refused.body))]).toEqual([422, []])
    }
    expect((await itemOf(s, siti, 'alamat')).proposed!.alamat).toBe('Jl. Satu')
  })

  test('a new row, Hapus, "semua sesuai" and Kirim: 20 at once, one effect each', async () => {
    const twenty = (url: string, body: Body) => Promise.all(Array.from({ length: 20 }, () => post(s, siti, url, { _kunci: body._kunci ?? '', ...body })))
    const once = async (url: string, body: Body) => {
      await forgetLimits(s)
      const answers = await twenty(url, { _kunci: uuidv7(), ...body })
      expect(new Set(answers.map((a) => a.statusCode)).size).toBe(1)
      return answers[0]!
    }
    await once(`${JABATAN}/${uuidv7()}`, { ...newPost(), _aksi: 'simpan', _yakin: '1' })
    await once(`${GOLONGAN}/${rowId(siti, 'g2')}/hapus`, { _versi: 0 })
    await once(GOLONGAN, { _aksi: 'semua', [`${rowId(siti, 'g1')}__versi`]: 0 })
    expect([await events(siti), await count('usulan', siti)]).toEqual([['simpan', 'simpan', 'simpan'], 2])
    const budi = await addPerson(s)
    await fillAll(s, budi)
    const versi = (await formOf(s, budi)).row!.versi
    const key = uuidv7()
    const sent = await Promise.all(Array.from({ length: 20 }, (_, i) => post(s, budi, '/formulir/kirim', { benar: '1', _versi: versi, _kunci: i < 10 ? key : uuidv7() })))
    expect(sent.map((a) => a.statusCode).filter((c) => ![303, 409].includes(c))).toEqual([])
    expect(sent.slice(0, 10).map((a) => a.statusCode)).toEqual(expect.arrayContaining([sent[0]!.statusCode]))
    expect([(await events(budi)).filter((k) => k === 'kirim').length, (await formOf(s, budi)).row!.putaran]).toEqual([1, 1])
    const late = await post(s, budi, '/formulir/kirim', { benar: '1', _versi: versi })
    expect([late.statusCode, textOf(late.body).includes('Formulir sudah dikirim')]).toEqual([409, true])
  })
})

describe('closed doors', () => {
  const writes: [string, Body][] = [[UTAMA, alamat(0, 'Jl. Baru')], ['/formulir/data-posisi', { _aksi: 'semua', unor__versi: 0 }], [GOLONGAN, { _aksi: 'semua' }], [`${GOLONGAN}/GGG`, { ...newPost(), _aksi: 'simpan' }], [`${GOLONGAN}/GGG/hapus`, { _versi: 0 }], [JABATAN + '/' + uuidv7(), { ...newPost(), _aksi: 'simpan', _yakin: '1' }], ['/formulir/kirim', { benar: '1', _versi: 1 }]]
  const at = (url: string) => url.replace('GGG', rowId(siti, 'g1'))

  test('when the campaign is over: every act gets the sentence, pages can still be read, nothing changes', async () => {
    await fillAll(s, siti)
    await sql`update periode set akhir_isi = clock_timestamp() - interval '1 second'`.execute(s.t.owner.db)
    const before = await digest(s)
    for (const [url, body] of writes) {
      const answer = await post(s, siti, at(url), body)
      expect([url, answer.statusCode, textOf(answer.body).includes('Masa pengisian sudah ditutup')]).toEqual([url, 403, true])
    }
    expect((await autosave(s, siti, UTAMA, alamat(1, 'Jl. Baru'))).json()).toMatchObject({ kode: 'form_closed', judul: 'Masa pengisian sudah ditutup' })
    for (const url of ['/formulir', UTAMA, GOLONGAN, '/formulir/status']) expect((await get(s, siti, url)).statusCode).toBe(200)
    expect(await digest(s)).toEqual(before)
    await sql`update periode set akhir_isi = clock_timestamp() + interval '60 days'`.execute(s.t.owner.db)
  })

  test('after Kirim: every act but Batal Kirim is refused, and the pages have nothing to type in', async () => {
    await fillAll(s, siti)
    await sendForm(s, siti)
    const before = await digest(s)
    for (const [url, body] of writes) {
      const answer = await post(s, siti, at(url), body)
      expect([url, answer.statusCode, textOf(answer.body).includes('Formulir sudah dikirim')]).toEqual([url, 409, true])
    }
    expect((await autosave(s, siti, UTAMA, alamat(1, 'Jl. Baru'))).json()).toMatchObject({ kode: 'already_sent' })
    expect(await digest(s)).toEqual(before)
    for (const url of [UTAMA, '/formulir/data-posisi', GOLONGAN, JABATAN]) expect((await get(s, siti, url)).body).not.toMatch(/<(input|textarea|select)(?![^>]*type="hidden")/)
  })
})

describe('Kirim', () => {
  test('what is missing is named with a link, asked or pressed', async () => {
    await post(s, siti, `${GOLONGAN}/${rowId(siti, 'g2')}`, { _versi: 0, nomor_sk: '', _aksi: 'simpan' })
    for (const answer of [await get(s, siti, '/formulir/kirim'), await post(s, siti, '/formulir/kirim', { benar: '1', _versi: 1 }), await post(s, siti, '/formulir/kirim', { _versi: 1 })]) {
      for (const [href, text] of [[`${UTAMA}#nama-baris`, 'Nama'], ['/formulir/data-posisi#verifikator_level_1-baris', 'Verifikator Level 1'], [`${GOLONGAN}/${rowId(siti, 'g2')}`, 'RG-2 III/b'], [`${JABATAN}#baris-${rowId(siti, 'j1')}`, 'RJ-1 Pengadministrasi Umum']]) expect(answer.body).toContain(`<a href="${href}">${text}</a>`)
      expect(textOf(answer.body)).toContain('Belum disimpan. Buka baris ini lalu pilih Simpan.')
    }
    expect([await events(siti), (await formOf(s, siti)).row!.status]).toEqual([[], 'draf'])
  })

  test('without the statement nothing is sent; after a change in another tab the old page sends nothing', async () => {
    await fillAll(s, siti)
    const page = await get(s, siti, '/formulir/kirim')
    const versi = valueOf(page.body, '_versi')
    const unticked = await post(s, siti, '/formulir/kirim', { _versi: versi })
    expect([unticked.statusCode, textOf(unticked.body).includes('Beri tanda pada pernyataan')]).toEqual([422, true])
    await sql`update formulir set versi = versi + 1 where nip = ${siti.nip}`.execute(s.t.owner.db)
    expect((await post(s, siti, '/formulir/kirim', { _versi: versi, benar: '1' })).statusCode).toBe(409)
    expect((await formOf(s, siti)).row!.status).toBe('draf')
  })

  test('Batal Kirim until a verifier opens the form, and only once', async () => {
    await fillAll(s, siti)
    await sendForm(s, siti)
    const versi = (await formOf(s, siti)).row!.versi
    await sql`update formulir set dibuka_pada = clock_timestamp() where nip = ${siti.nip}`.execute(s.t.owner.db)
    const late = await post(s, siti, '/formulir/batal-kirim', { _versi: versi })
    expect([late.statusCode, textOf(late.body).includes('Formulir sudah mulai diperiksa')]).toEqual([409, true])
    await sql`update formulir set dibuka_pada = null where nip = ${siti.nip}`.execute(s.t.owner.db)
    expect((await post(s, siti, '/formulir/batal-kirim', { _versi: versi })).statusCode).toBe(303)
    expect((await post(s, siti, '/formulir/batal-kirim', { _versi: versi })).statusCode).toBe(409)
    expect((await events(siti)).filter((k) => k === 'batal')).toHaveLength(1)
  })
})

describe('reading changes nothing, foreign sites change nothing (A20)', () => {
  /** Follows every link of our own from the start page. */
  async function crawl(p: Person, start: readonly string[]): Promise<string[]> {
    const seen = new Set(start)
    for (const url of seen) {
      const answer = await get(s, p, url)
      expect([url, answer.statusCode < 400]).toEqual([url, true])
      const links = [...(answer.body.match(/href="(\/[^"#]*)/g) ?? []).map((m) => m.slice(6).replaceAll('&amp;', '&')), String(answer.headers.location ?? '').split('#')[0]!]
      for (const link of links) if (link && !/^\/(aset|bantuan|cek-status|registrasi|lupa|masuk|\/)/.test(link) && !/[0-9a-f]{8}-[0-9a-f]{4}-7/.test(link)) seen.add(link)
    }
    return [...seen]
  }

  test('no GET and no HEAD changes the database, while filling and after Kirim', async () => {
    await fillAll(s, siti)
    await post(s, siti, `${JABATAN}/${uuidv7()}`, { ...newPost(), _aksi: 'simpan' })
    await post(s, siti, `${GOLONGAN}/${rowId(siti, 'g2')}/hapus`, { _versi: (await itemOf(s, siti, rowId(siti, 'g2'))).versi })
    const budi = await addPerson(s)
    await fillAll(s, budi)
    await sendForm(s, budi)
    for (const p of [siti, budi]) {
      const start = ['/', '/formulir', '/formulir/status', '/formulir/kirim', `${UTAMA}?tampil=nik`, '/formulir?tampil=nomor', '/formulir/data-posisi?medan=unor&pilih=x', '/cari/unor', '/cari/unor?q=dinas', `${GOLONGAN}/${rowId(p, 'g1')}/hapus`, '/cetak/bukti-registrasi', '/cetak/bukti-pengisian', '/cetak/formulir-perubahan']
      await crawl(p, start.slice(-3)) // the first print of a paper issues its code; from then on printing is reading
      await forgetLimits(s)
      const before = await digest(s)
      const urls = await crawl(p, start)
      expect(urls.length).toBeGreaterThan(p === siti ? 20 : 14)
      for (const url of urls) await s.app.inject({ method: 'HEAD', url, cookies: cookieOf(s, p) })
      for (const url of ['/formulir/batal-kirim', '/keluar']) await get(s, p, url)
      expect(await digest(s)).toEqual(before)
      await forgetLimits(s)
    }
  })

  const acts: [string, Body][] = [[UTAMA, alamat(1, 'Jl. Asing')], [GOLONGAN, { _aksi: 'semua' }], [`${JABATAN}/${uuidv7()}`, { ...newPost(), _yakin: '1', _aksi: 'simpan' }], ['/formulir/kirim', { benar: '1', _versi: 1 }], ['/formulir/batal-kirim', { _versi: 1 }], ['/keluar', {}], ['/masuk/data-saya', {}], ['/masuk/titipan', {}]]
  const foreign: Record<string, string>[] = [{}, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1' }, { origin: 'https://jahat.invalid' }, { origin: 'null' }, { referer: 'http://127.0.0.1/formulir' }, { origin: 'http://127.0.0.1.jahat.invalid' }, { 'sec-fetch-site': 'SAME-ORIGIN ' }]

  test.each(foreign)('a post with %j is refused', async (headers) => {
    await fillAll(s, siti)
    const before = await digest(s)
    for (const [url, body] of acts) {
      const answer = await s.app.inject({ method: 'POST', url, payload: new URLSearchParams({ _kunci: uuidv7(), ...(body as Record<string, string>) }).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, cookies: cookieOf(s, siti) })
      expect([url, answer.statusCode]).toEqual([url, 403])
    }
    expect(await digest(s)).toEqual(before)
  })

  test('the same posts from our own pages count, by Sec-Fetch-Site or by Origin', async () => {
    for (const [i, headers] of [SAME_SITE, { origin: 'http://127.0.0.1' }].entries()) {
      const payload = new URLSearchParams({ _kunci: uuidv7(), ...(alamat(i, `Jl. ${i}`) as Record<string, string>) }).toString()
      expect((await s.app.inject({ method: 'POST', url: UTAMA, payload, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, cookies: cookieOf(s, siti) })).statusCode).toBe(303)
    }
  })
})

describe('a session that ended (R19)', () => {
  const SANDI = 'pagar-bambu-kuning-41'
  /** Signs in through the page, in a browser that may still hold an old session. */
  async function login(p: Person): Promise<{ cookie: string; to: string }> {
    await sql`update akun set sandi_hash = ${await hashPassword(s.ctx.keys, SANDI)} where nip = ${p.nip}`.execute(s.t.owner.db)
    const page = await s.app.inject({ url: '/masuk' })
    const anonim = Object.fromEntries(page.cookies.map((c) => [c.name, c.value]))
    const answer = await s.app.inject({ method: 'POST', url: '/masuk', headers: { ...SAME_SITE, 'content-type': 'application/x-www-form-urlencoded' }, cookies: anonim, payload: new URLSearchParams({ nomor_register: p.nomor, kata_kunci: SANDI, _csrf: valueOf(page.body, '_csrf')! }).toString() })
    return { cookie: answer.cookies.find((c) => c.name === 'epupns_sesi')!.value, to: String(answer.headers.location) }
  }
  const expire = (p: Person) => sql`update sesi set terakhir = clock_timestamp() - interval '2 hours' where nip = ${p.nip}`.execute(s.t.owner.db)

  test.each([['a Simpan', { ...alamat(0, 'Jl. Titipan <b>'), _aksi: 'simpan', _kunci: uuidv7() }], ['a long Simpan', { ...alamat(0, 'Jl. Titipan <b>'), nama__cek: 'ubah', nama__versi: 0, nama: 'x'.repeat(70_000), _kunci: uuidv7() }], ['what the script sends while the page closes', { ...alamat(0, 'Jl. Titipan <b>'), _otomatis: '1', _kunci: undefined }]])('%s is kept, and saved after the same person has signed in again', async (_, body) => {
    await expire(siti)
    const late = await post(s, siti, UTAMA, body)
    expect([late.statusCode, late.headers.location, await count('usulan', siti)]).toEqual([303, '/masuk?berakhir=1', 0])
    expect(JSON.stringify(await rows(sql`select * from titipan`))).not.toContain('Titipan')
    const budi = await login(await addPerson(s, 'BUDI SANTOSO'))
    expect([budi.to, (await get(s, budi, '/masuk/titipan')).headers.location]).toEqual(['/formulir', '/formulir'])
    const again = await login(siti)
    expect(again.to).toBe('/masuk/titipan')
    const offer = await get(s, again, again.to)
    expect(valueOf(offer.body, 'alamat')).toBe('Jl. Titipan <b>')
    const kept = Object.fromEntries([...offer.body.matchAll(/<input type="hidden" name="([^"]+)"/g)].map((m) => [m[1]!, valueOf(offer.body, m[1]!)!]))
    const anonim = offer.cookies[0] ?? { name: 'x', value: 'x' }
    const go = await s.app.inject({ method: 'POST', url: '/masuk/titipan', headers: { ...SAME_SITE, 'content-type': 'application/x-www-form-urlencoded' }, cookies: { ...cookieOf(s, again), [anonim.name]: anonim.value }, payload: new URLSearchParams({ ...kept, _csrf: kept._csrf! }).toString() })
    expect([go.statusCode, go.headers.location]).toEqual([307, UTAMA])
    const saved = await post(s, again, UTAMA, encode(kept))
    expect(saved.headers['content-type'] ?? '').not.toContain('json')
    expect((await itemOf(s, siti, 'alamat')).proposed!.alamat).toBe('Jl. Titipan <b>')
    expect(await count('titipan', siti)).toBe(0)
  })

  test('the script is told, keeps its page, and nothing is stored for a session that was ended on purpose', async () => {
    await expire(siti)
    expect((await autosave(s, siti, UTAMA, alamat(0, 'Jl. Baru'))).json()).toMatchObject({ kode: 'session_ended' })
    await revokeAllSessions(s.t.db, 'pns', siti.nip)
    await post(s, siti, UTAMA, alamat(0, 'Jl. Baru'))
    expect(await count('titipan', siti)).toBe(0)
  })
})

test('posts under way are counted until they are answered, and no longer (R10)', async () => {
  const storm = await Promise.all(Array.from({ length: 200 }, () => s.app.inject({ method: 'POST', url: '/masuk', payload: 'a=1', headers: { ...SAME_SITE, 'content-type': 'application/x-www-form-urlencoded' } })))
  const codes = storm.map((a) => a.statusCode)
  expect([codes.filter((c) => c === 503).length, codes.filter((c) => c === 403).length]).toEqual([50, 150])
  expect(Number(storm.at(-1)!.headers['retry-after'])).toBeGreaterThanOrEqual(20)
  expect((await s.app.inject({ url: '/masuk' })).statusCode).toBe(200)
})
