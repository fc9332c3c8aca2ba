// The operators' desk: who sees and works on what, once and only once, at the same time as others; what leaves the office and what does not.
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../harness.ts'
import { addPns, addStaff, get, KEBUMEN, post, PURWOREJO, unit } from '../verifikasi/scene.ts'
import { bannedWords, visibleText } from '../words.ts'
import { act, at, counts, expire, HERE, letters, makeDesk, messages, stored, ticket, type Scene } from './adegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeDesk(t)
})

describe('who may', () => {
  test.each([
    ['unit', 1, 200],
    ['unit', 2, 404],
    ['bkd', 1, 404],
    ['bkd', 2, 200],
    ['bkd', 3, 404],
    ['kebumen', 2, 404],
    ['kanreg', 2, 404],
    ['kanreg', 3, 200],
    ['jatim', 3, 404],
    ['pusat', 3, 404],
    ['pusat', 4, 200],
  ] as const)('%s, ticket at tier %i: %i', async (name, tingkat, status) => {
    const nomor = await ticket(s, { tingkat, unit: unit.dinas })
    const staff = s.ops[name]
    expect((await get(s, staff, at(nomor))).statusCode).toBe(status)
    expect((await get(s, staff, `${HERE}?sesudah=`)).body.includes(nomor)).toBe(status === 200)
    const hits = (await post(s, staff, `${HERE}/cari`, { q: nomor.toLowerCase() })).headers.location
    expect(hits).toBe(status === 200 ? at(nomor) : undefined)
    if (status === 404) for (const name of ['ambil', 'balas', 'naikkan', 'catatan']) expect((await act(s, staff, nomor, name, FULL)).statusCode).toBe(404)
    await sql`delete from tiket where nomor = ${nomor}`.execute(t.owner.db)
  })
  const FULL = { balasan: 'Baik.', alasan_naikkan: 'Perlu BKN.', catatan: 'Lihat.' }

  test.each(['endang', 'budi', 'agus', 'lina', 'tono'])('%s verifies or registers and has no such desk', async (name) => {
    for (const url of [HERE, `${HERE}/statistik`, at('8HK2M4T7QX9')]) expect((await get(s, s.staff[name]!, url)).statusCode).toBe(403)
  })

  test('nobody works on a ticket of his own', async () => {
    const { nip } = await addPns(s)
    const own = await addStaff(t, 'sendiri', [['helpdesk', PURWOREJO]], nip)
    const nomor = await ticket(s, { nip, kode: 'data-pensiun' })
    expect((await get(s, own, at(nomor))).statusCode).toBe(404)
    expect((await get(s, s.ops.bkd, at(nomor))).statusCode).toBe(200)
  })

  test('a right that has ended ends with the next request', async () => {
    const gone = await addStaff(t, 'mantan', [['helpdesk', PURWOREJO]])
    expect((await get(s, gone, HERE)).statusCode).toBe(200)
    await sql`update penugasan set berlaku_sampai = current_date - 1 where petugas_id = ${gone.id}`.execute(t.owner.db)
    expect((await get(s, gone, HERE)).statusCode).toBe(403)
  })

  test('Beda Instansi: the agency that BKN knows reads and writes notes, but does not decide', async () => {
    const { nip } = await addPns(s, { instansi: KEBUMEN })
    const nomor = await ticket(s, { nip, kode: 'beda-instansi', isi: { instansi: { id: PURWOREJO, nama: 'Pemerintah Kab. Purworejo' } } })
    expect(await stored(s, nomor)).toMatchObject({ tingkat: 2 })
    expect((await get(s, s.ops.bkd, at(nomor))).statusCode).toBe(200)
    const other = await get(s, s.ops.kebumen, at(nomor))
    expect(other.body).toContain('Tiket ini ditangani Pemerintah Kab. Purworejo. Anda dapat membaca, menulis catatan internal')
    expect(other.body).not.toContain('Kirim balasan')
    expect((await act(s, s.ops.kebumen, nomor, 'catatan', { catatan: 'Sudah pindah sejak 2012.' })).statusCode).toBe(303)
    expect((await act(s, s.ops.kebumen, nomor, 'balas', { balasan: 'Selesai.' })).statusCode).toBe(409)
    expect((await counts(s, s.ops.kebumen)).Dipantau).toBe(1)
  })
})

describe('one at a time', () => {
  test('twenty want it: one gets it, the others are told who', async () => {
    const nomor = await ticket(s, { tingkat: 2 })
    const { versi } = await stored(s, nomor)
    for (const staff of [s.ops.bkd, s.ops.bkd2]) await get(s, staff, HERE)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => post(s, i % 2 ? s.ops.bkd : s.ops.bkd2, at(nomor, 'ambil'), { versi })))
    expect(answers.filter((r) => r.statusCode === 303)).toHaveLength(1)
    const lost = answers.filter((r) => r.statusCode === 409)
    expect(lost).toHaveLength(19)
    const winner = (await stored(s, nomor)).pemegang === s.ops.bkd.id ? 'Bima Petugas' : 'Bagus Petugas'
    for (const r of lost) expect(r.body).toContain(winner)
    expect(lost.flatMap((r) => bannedWords(visibleText(r.body)))).toEqual([])
  })

  test('a colleague sees who holds it, may note, may not answer; after the lease he takes over', async () => {
    const nomor = await ticket(s, { tingkat: 2 })
    await act(s, s.ops.bkd, nomor, 'ambil')
    const page = (await get(s, s.ops.bkd2, at(nomor))).body
    expect(page).toContain('Dipegang Bima Petugas sampai pukul')
    expect(page).not.toContain('Kirim balasan')
    expect((await get(s, s.ops.bkd2, HERE)).body).toContain('Dipegang Bima Petugas')
    expect((await act(s, s.ops.bkd2, nomor, 'catatan', { catatan: 'Saya kenal orangnya.' })).statusCode).toBe(303)
    const refused = await act(s, s.ops.bkd2, nomor, 'balas', { balasan: 'Halo.' })
    expect([refused.statusCode, refused.body.includes('Tiket sedang dipegang petugas lain')]).toEqual([409, true])
    await expire(s, nomor)
    expect((await act(s, s.ops.bkd2, nomor, 'ambil')).statusCode).toBe(303)
    expect((await stored(s, nomor)).pemegang).toBe(s.ops.bkd2.id)
    expect((await messages(s, nomor, ['catatan'])).map((m) => m.isi)).toContain('Diambil alih dari Bima Petugas.')
    await act(s, s.ops.bkd2, nomor, 'lepas')
    expect((await stored(s, nomor)).pemegang).toBeNull()
  })

  test('the same click twice is one answer; an old page learns who was last', async () => {
    const nomor = await ticket(s, { tingkat: 2 })
    const { versi } = await stored(s, nomor)
    const body = { _kunci: uuidv7(), versi, balasan: 'Sudah kami periksa.' }
    const twice = [await post(s, s.ops.bkd, at(nomor, 'balas'), body), await post(s, s.ops.bkd, at(nomor, 'balas'), body)]
    expect(twice.map((r) => r.statusCode)).toEqual([303, 303])
    expect(await messages(s, nomor, ['balasan'])).toHaveLength(1)
    await expire(s, nomor)
    const late = await post(s, s.ops.bkd2, at(nomor, 'balas'), { versi, balasan: 'Halo.' })
    expect([late.statusCode, late.body.includes('Terakhir dikerjakan oleh Bima Petugas')]).toEqual([409, true])
  })
})

describe('answers', () => {
  test('public ones are mailed, notes stay inside, all of it is signed and in the history', async () => {
    const nomor = await ticket(s, { tingkat: 2, email: 'siti@uji.test' })
    await letters(s, 'tiket')
    await act(s, s.ops.bkd, nomor, 'catatan', { catatan: 'Rahasia kantor.' })
    await act(s, s.ops.bkd, nomor, 'balas', { balasan: 'Mohon kirim tanggal SK.', lanjut: 'menunggu' })
    expect(await stored(s, nomor)).toMatchObject({ status: 'menunggu_pemohon' })
    const all = await messages(s, nomor)
    expect(all.filter((m) => m.jenis === 'balasan')).toMatchObject([{ isi: 'Mohon kirim tanggal SK.', petugas: 'Bima Petugas' }])
    expect((await messages(s, nomor, ['pemohon', 'balasan', 'sistem'])).some((m) => m.isi.includes('Rahasia'))).toBe(false)
    const { rows } = await sql<{ tindakan: string }>`select data ->> 'tindakan' as tindakan from peristiwa
      where nip = ${(await stored(s, nomor)).nip} and jenis = 'tiket' and pelaku_id = ${s.ops.bkd.id} and peran = 'helpdesk' and lingkup_id = ${PURWOREJO} order by urut`.execute(
      t.db,
    )
    expect(rows.map((r) => r.tindakan)).toEqual(['catatan', 'balas'])
    const [letter, ...rest] = await letters(s, 'tiket')
    expect(rest).toEqual([])
    expect(letter!.kepada).toMatch(/^pns\.\d{18}@uji\.test$/)
    expect(letter!.teks).not.toContain('Rahasia')
  })

  test('a canned answer is put into the text without script, changed, and sent', async () => {
    const nomor = await ticket(s, { tingkat: 2, kode: 'data-pensiun' })
    const page = (await get(s, s.ops.bkd, at(nomor))).body
    const id = /<option value="([0-9a-f-]{36})"[^>]*>Bawa surat pembatalan/.exec(page)![1]!
    expect(page).not.toContain('Sekolah berganti nama')
    const filled = await act(s, s.ops.bkd, nomor, 'balas', { siap: id, balasan: 'Yth. Ibu Siti,', _sisip: '1' })
    const text = /<textarea[^>]*name="balasan"[^>]*>([^<]*)</.exec(filled.body)![1]!
    expect(text).toMatch(/^Yth\. Ibu Siti,\n\nSerahkan surat pembatalan/)
    expect((await stored(s, nomor)).versi).toBe(1)
    await act(s, s.ops.bkd, nomor, 'balas', { siap: id, balasan: text, lanjut: 'tutup_selesai' })
    expect(await stored(s, nomor)).toMatchObject({ status: 'selesai', hasil: 'selesai', pemegang: null })
    expect((await messages(s, nomor, ['balasan']))[0]!.isi.replaceAll('\r\n', '\n')).toBe(text)
  })

  test('what is missing is said, and the text stays', async () => {
    const nomor = await ticket(s, { tingkat: 2 })
    const empty = await act(s, s.ops.bkd, nomor, 'balas', { balasan: ' ', lanjut: 'menunggu' })
    expect([empty.statusCode, visibleText(empty.body).includes('Balasan belum diisi.')]).toEqual([422, true])
    expect(empty.body).toMatch(/value="menunggu" checked/)
    expect((await act(s, s.ops.bkd, nomor, 'naikkan', { alasan_naikkan: '' })).statusCode).toBe(422)
    expect((await act(s, s.ops.bkd, nomor, 'terbang')).statusCode).toBe(404)
    expect((await stored(s, nomor)).versi).toBe(1)
  })

  test('what somebody writes is text, and numbers like a NIK are hidden', async () => {
    const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>'
    const nomor = await ticket(s, { tingkat: 2, isi: { uraian: `${evil} NIK saya 3306054203760003 ya` }, konteks: { teks: evil } })
    await act(s, s.ops.bkd, nomor, 'balas', { balasan: evil })
    await act(s, s.ops.bkd, nomor, 'catatan', { catatan: `${evil} 3306 0542 0376 0003` })
    const page = (await get(s, s.ops.bkd, at(nomor))).body
    expect(page).not.toMatch(/<script>alert|<img src=x/)
    expect(page).toContain('&lt;script>alert(1)')
    expect(page.replaceAll(/[\s.-]/g, '')).not.toContain('330605420376')
    expect(page).toContain('NIK saya •••• •••• •••• ••03 ya')
    const hits = await post(s, s.ops.bkd, `${HERE}/cari`, { q: evil })
    expect(hits.body).not.toMatch(/<script>alert|<img src=x/)
  })

  test('an unverified applicant has no name here, an address is masked, a list shows no NIP', async () => {
    const { nip } = await addPns(s, { nama: 'SITI RAHASIAWATI' })
    const nomor = await ticket(s, { nip, terverifikasi: false, asal: 'publik', email: 'siti.rahasia@uji.test', kode: 'data-pensiun' })
    const page = (await get(s, s.ops.bkd, at(nomor))).body
    expect(page).not.toMatch(/rahasiawati|siti\.rahasia/i)
    expect(page).toContain('Belum terverifikasi')
    for (const url of [HERE, `${HERE}?tab=baru`, `${HERE}/statistik`]) expect((await get(s, s.ops.bkd, url)).body).not.toContain(nip)
    const known = await ticket(s, { nip, kode: 'data-pensiun' })
    expect(visibleText((await get(s, s.ops.bkd, at(known))).body)).toContain('Siti Rahasiawati')
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from peristiwa where nip = ${nip} and jenis = 'tiket-dibuka' and data ->> 'tiket' = ${known}`.execute(t.db)
    expect(rows[0]!.n).toBe(1)
  })

  test('no secret of the official record on any page', async () => {
    const nip = (await stored(s, await ticket(s, { tingkat: 2 }))).nip!
    const nomor = await ticket(s, { nip, kode: 'beda-nama', tingkat: 2, isi: { nama_benar: 'SUTRISNO WIBAWA', uraian: null } })
    for (const url of [at(nomor), HERE, `${HERE}/statistik`]) {
      const text = visibleText((await get(s, s.ops.bkd, url)).body).replaceAll(/[\s.-]/g, '')
      for (const secret of ['3306051403760003', 'JlMawar', 'AMINAH', 'Islam']) expect(text, `${url} ${secret}`).not.toContain(secret)
    }
  })
})

describe('up, down, closed, open again', () => {
  test('handed up with a reason: the reason stays inside, the next tier begins anew, and hands it back', async () => {
    const nomor = await ticket(s, { tingkat: 2 })
    await act(s, s.ops.bkd, nomor, 'ambil')
    expect((await act(s, s.ops.bkd, nomor, 'naikkan', { alasan_naikkan: 'Arsip ada di Kanreg.' })).headers.location).toBe(`${HERE}?selesai=naikkan`)
    expect(await stored(s, nomor)).toMatchObject({ tingkat: 3, status: 'baru', pemegang: null, naik_tingkat: 0 })
    expect((await messages(s, nomor, ['pemohon', 'balasan', 'sistem'])).map((m) => m.isi).join()).not.toContain('Arsip')
    expect((await get(s, s.ops.kanreg, at(nomor))).body).toContain('Arsip ada di Kanreg.')
    expect((await act(s, s.ops.bkd, nomor, 'balas', { balasan: 'Halo.' })).statusCode).toBe(409)
    await act(s, s.ops.kanreg, nomor, 'turunkan', { alasan_turunkan: 'Sudah dikirim.' })
    expect((await stored(s, nomor)).tingkat).toBe(2)
    expect((await get(s, s.ops.kanreg, at(nomor))).statusCode).toBe(404)
  })

  test('closed, opened again, due anew; a closed one takes no answer', async () => {
    const nomor = await ticket(s, { tingkat: 2 })
    await act(s, s.ops.bkd, nomor, 'balas', { balasan: 'Tidak dapat.', lanjut: 'tutup_ditolak' })
    expect((await act(s, s.ops.bkd, nomor, 'balas', { balasan: 'Halo.' })).statusCode).toBe(409)
    await sql`update tiket set jatuh_tempo = now() - interval '9 days' where nomor = ${nomor}`.execute(t.owner.db)
    expect((await act(s, s.ops.bkd2, nomor, 'buka', { alasan_buka: 'Ada SK baru.' })).statusCode).toBe(303)
    const again = await stored(s, nomor)
    expect(again).toMatchObject({ status: 'dikerjakan', hasil: null, pemegang: s.ops.bkd2.id })
    expect(again.jatuh_tempo.getTime()).toBeGreaterThan(Date.now())
    expect((await act(s, s.ops.bkd2, nomor, 'buka', { alasan_buka: 'Lagi.' })).statusCode).toBe(409)
  })

  test('days do not run while the office waits for the applicant', async () => {
    const nomor = await ticket(s, { tingkat: 2 })
    await act(s, s.ops.bkd, nomor, 'tunggu')
    await sql`update tiket set jatuh_tempo = now() - interval '1 day' where nomor = ${nomor}`.execute(t.owner.db)
    expect((await counts(s, s.ops.bkd))['Menunggu pemohon']).toBeGreaterThan(0)
    await act(s, s.ops.bkd, nomor, 'lanjut')
    expect((await stored(s, nomor)).jatuh_tempo.getTime()).toBeGreaterThan(Date.now())
  })
})

describe('the same request', () => {
  const same = {
    kode: 'referensi-unit-organisasi',
    konteks: { dari: '/formulir/data-posisi', medan: 'unor', teks: 'Balai Kembar' },
    isi: { teks: 'Balai Kembar' },
  }

  test('is suggested, merged, answered once for all, and may go its own way again', async () => {
    const [first, second, third, other] = [
      await ticket(s, same),
      await ticket(s, same),
      await ticket(s, same),
      await ticket(s, { ...same, konteks: { ...same.konteks, teks: 'Balai Lain' } }),
    ]
    const page = (await get(s, s.ops.bkd, at(second))).body
    expect([first, third, other].map((n) => page.includes(`value="${n}"`))).toEqual([true, true, false])
    expect(page).toContain('Data Posisi')
    await act(s, s.ops.bkd, third, 'gabung', { ke: second })
    await act(s, s.ops.bkd, second, 'gabung', { ke: first })
    for (const n of [second, third]) expect(await stored(s, n)).toMatchObject({ status: 'digabung', digabung_ke: first })
    await letters(s, 'tiket')
    await act(s, s.ops.bkd, first, 'balas', { balasan: 'Unit sudah ditambahkan.', lanjut: 'tutup_selesai' })
    for (const n of [first, second, third]) expect((await messages(s, n, ['balasan'])).map((m) => m.isi)).toEqual(['Unit sudah ditambahkan.'])
    const { rows } = await sql<{ tiket: string }>`select payload ->> 'tiket' as tiket from graphile_worker._private_jobs
      where payload ->> 'jenis' = 'tiket' and payload ->> 'sebab' = 'selesai'`.execute(t.owner.db)
    expect(rows.map((r) => r.tiket).sort()).toEqual([first, second, third].sort())
    await act(s, s.ops.bkd, second, 'buka', { alasan_buka: 'Ternyata lain.' })
    expect(await stored(s, second)).toMatchObject({ status: 'dikerjakan', digabung_ke: null })
  })

  test('not into itself, into another kind, into a closed one, or into one out of sight', async () => {
    const nomor = await ticket(s, same)
    const wrong = [nomor, await ticket(s, { tingkat: 2 }), await ticket(s, { ...same, status: 'selesai' })]
    for (const ke of wrong) expect((await act(s, s.ops.bkd, nomor, 'gabung', { ke })).statusCode).toBe(409)
    const hidden = await ticket(s, { ...same, tingkat: 4 })
    expect((await act(s, s.ops.bkd, nomor, 'gabung', { ke: hidden })).statusCode).toBe(404)
    expect((await act(s, s.ops.bkd, nomor, 'gabung', { ke: 'xyz' })).statusCode).toBe(400)
    expect((await act(s, s.ops.bkd, nomor, 'gabung')).statusCode).toBe(422)
    expect((await stored(s, nomor)).status).toBe('baru')
  })

  test('two that are merged into each other at once: one is the main one', async () => {
    for (let round = 0; round < 8; round++) {
      const [a, b] = [await ticket(s, same), await ticket(s, same)]
      const [left, right] = [await stored(s, a), await stored(s, b)]
      const answers = await Promise.all([
        post(s, s.ops.bkd, at(a, 'gabung'), { versi: left.versi, ke: b }),
        post(s, s.ops.bkd2, at(b, 'gabung'), { versi: right.versi, ke: a }),
      ])
      expect(answers.map((r) => r.statusCode).sort()).toEqual([303, 409])
      const states = [(await stored(s, a)).status, (await stored(s, b)).status]
      expect(states.filter((status) => status === 'digabung')).toHaveLength(1)
    }
  })
})

test('counts are exact after any walk', { timeout: 60_000 }, async () => {
  const kinds = ['lainnya', 'data-pensiun', 'turun-status']
  const walk = fc.array(fc.tuple(fc.nat(7), fc.constantFrom('ambil', 'lepas', 'balas', 'tunggu', 'tutup', 'naikkan', 'turunkan', 'buka', 'telat')), {
    minLength: 10,
    maxLength: 25,
  })
  await fc.assert(
    fc.asyncProperty(walk, async (steps) => {
      await sql`truncate tiket, tiket_pesan, tindakan cascade`.execute(t.owner.db)
      const numbers: string[] = []
      for (let i = 0; i < 8; i++) numbers.push(await ticket(s, { tingkat: 2, kode: kinds[i % 3] }))
      for (const [i, what] of steps) {
        const nomor = numbers[i]!
        const staff = { 2: s.ops.bkd, 3: s.ops.kanreg, 4: s.ops.pusat, 1: s.ops.unit }[(await stored(s, nomor)).tingkat]
        if (what === 'telat') await sql`update tiket set jatuh_tempo = now() - interval '1 hour' where nomor = ${nomor}`.execute(t.owner.db)
        else if (what === 'tutup') await act(s, staff, nomor, 'balas', { balasan: 'Selesai.', lanjut: 'tutup_selesai' })
        else await act(s, staff, nomor, what, { balasan: 'Baik.', [`alasan_${what}`]: 'Perlu.' })
      }
      const { rows } = await sql<{ status: string; tingkat: number; pemegang: string | null; kategori: string; telat: boolean; awal: number | null }>`
        select status, tingkat, pemegang, kategori, jatuh_tempo < now() as telat, tingkat_awal as awal from tiket`.execute(t.owner.db)
      for (const [staff, tier] of [
        [s.ops.bkd, 2],
        [s.ops.kanreg, 3],
        [s.ops.pusat, 4],
        [s.ops.kebumen, 0],
      ] as const)
        for (const kategori of [undefined, 'lainnya']) {
          const here = rows.filter((r) => r.tingkat === tier && (!kategori || r.kategori === kategori))
          const open = here.filter((r) => r.status !== 'selesai')
          expect(await counts(s, staff, `?tab=baru${kategori ? `&kategori=${kategori}` : ''}`)).toEqual({
            Terbuka: open.length,
            Baru: open.filter((r) => r.status === 'baru').length,
            Saya: open.filter((r) => r.pemegang === staff.id).length,
            Dikerjakan: open.filter((r) => r.status === 'dikerjakan').length,
            'Menunggu pemohon': open.filter((r) => r.status === 'menunggu_pemohon').length,
            'Lewat tenggat': open.filter((r) => r.telat && r.status !== 'menunggu_pemohon').length,
            Dipantau: rows.filter(
              (r) => r.status !== 'selesai' && r.tingkat > tier && r.awal !== null && r.awal <= tier && tier > 0 && (!kategori || r.kategori === kategori),
            ).length,
            Selesai: here.length - open.length,
          })
        }
    }),
    { numRuns: 4 },
  )
})

test('oldest due first, page after page, each ticket once', async () => {
  await sql`truncate tiket, tiket_pesan, tindakan cascade`.execute(t.owner.db)
  for (let i = 0; i < 30; i++) {
    const nomor = await ticket(s, { tingkat: 2, status: i % 3 === 0 ? 'dikerjakan' : 'baru' })
    await sql`update tiket set jatuh_tempo = timestamptz '2026-11-01 10:00+07' + ${(i * 7) % 30} * interval '1 day' where nomor = ${nomor}`.execute(t.owner.db)
  }
  const seen: string[] = []
  for (let url: string | undefined = HERE; url;) {
    const { body } = await get(s, s.ops.bkd, url)
    seen.push(...[...body.matchAll(/href="\/helpdesk\/tiket\/(\w{11})"/g)].map((m) => m[1]!))
    url = /href="(\/helpdesk\?[^"]*sesudah=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  const { rows } = await sql<{ nomor: string }>`select nomor from tiket order by jatuh_tempo, nomor`.execute(t.owner.db)
  expect(seen).toEqual(rows.map((r) => r.nomor))
})

test('search: number in any writing, NIP, words of a category; no NIP in an address', async () => {
  const nomor = await ticket(s, { tingkat: 2, kode: 'data-pensiun' })
  const { nip } = await stored(s, nomor)
  const find = (q: string) => post(s, s.ops.bkd, `${HERE}/cari`, { q })
  expect((await find(` ${nomor.slice(0, 5)} ${nomor.slice(5).toLowerCase()} `)).headers.location).toBe(at(nomor))
  const byNip = await find(`${nip!.slice(0, 8)} ${nip!.slice(8)}`)
  expect([byNip.statusCode, byNip.body.includes(nomor)]).toEqual([200, true])
  expect((await find('pensiun data')).headers.location).toBe(`${HERE}?kategori=data-pensiun`)
  expect((await find('referensi')).headers.location).toMatch(/kategori=referensi-unit-organisasi%2C/)
  expect(visibleText((await find('tidak ada apa-apa')).body)).toContain('Tidak ada tiket di meja Anda')
})

test('statistics count what is there, of the own office only', async () => {
  await sql`truncate tiket, tiket_pesan, tindakan cascade`.execute(t.owner.db)
  const done = await ticket(s, { tingkat: 2, kode: 'data-pensiun' })
  await sql`update tiket set dibuat = now() - interval '10 hours' where nomor = ${done}`.execute(t.owner.db)
  await act(s, s.ops.bkd, done, 'balas', { balasan: 'Selesai.', lanjut: 'tutup_selesai' })
  await ticket(s, { tingkat: 3, kode: 'turun-status' })
  await ticket(s, { instansi: KEBUMEN, kode: 'lainnya' })
  const text = async (name: 'bkd' | 'kebumen' | 'jatim' | 'pusat') => visibleText((await get(s, s.ops[name], `${HERE}/statistik`)).body)
  expect(await text('bkd')).toMatch(/Tiket 90 hari terakhir 2 Sampai balasan pertama 10 jam Sampai selesai 10 jam/)
  expect(await text('bkd')).toContain('Turun Status 1 0')
  expect(await text('kebumen')).toContain('Masalah lain 1 0')
  expect(await text('kebumen')).not.toContain('Turun Status 1 0')
  expect(await text('jatim')).toContain('Tiket 90 hari terakhir 0')
  expect(await text('pusat')).toContain('Tiket 90 hari terakhir 3')
})

test('one navigation for tickets, references and figures; words fit for readers', async () => {
  const nomor = await ticket(s, { tingkat: 2 })
  for (const url of [HERE, at(nomor), `${HERE}/statistik`, `${HERE}/referensi`]) {
    const { body, statusCode } = await get(s, s.ops.bkd, url)
    expect(statusCode).toBe(200)
    for (const href of [HERE, `${HERE}/referensi`, `${HERE}/statistik`]) expect(body).toContain(`href="${href}"`)
    expect(bannedWords(visibleText(body)), url).toEqual([])
  }
  expect((await get(s, s.ops.bkd, '/verifikasi')).headers.location).toBe(HERE)
})
