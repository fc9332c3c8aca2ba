// After it was opened: tracking by number, the owner's page, the printed receipt, answers, opening again, and guessing (trust A10, A12).
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { closePdf } from '../../src/pdf/render.ts'
import { newNomorTiket } from '../../src/security/nomor.ts'
import { addMessage, mailOwner, sealIsi } from '../../src/tiket/store.ts'
import { showTiket } from '../../src/tiket/track.ts'
import { flat, readPdf } from '../cetak/pdfText.ts'
import { useDatabase } from '../harness.ts'
import { count, note } from '../jumlah.ts'
import { text, type Peramban } from '../pendaftaran/scene.ts'
import { makeDesk, person, type Scene } from '../referensi/adegan.ts'
import { browser, CODE, newKey, NIP, openOne, reply, ticket, ticketLetters } from './adegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeDesk(t)
})
afterAll(closePdf)
beforeEach(async () => {
  await sql`delete from batas`.execute(t.owner.db)
  await sql`truncate tiket cascade`.execute(t.owner.db)
})

const withVersion = async (p: Peramban, nomor: string, isi: string) => ({
  ...p.hidden(),
  _versi: String((await ticket(s, nomor)).versi),
  _kunci: newKey(),
  isi,
})
const track = async (p: Peramban, nomor_tiket: string, more = {}) => {
  await p.get('/cek-status/laporan')
  return p.post('/cek-status/laporan', { nomor_tiket, ...more })
}
const secrets = /Wibowo|Rahayu|19760314|Purworejo|Gombong|rumah\.test|KENARI|uji\.test/i

describe('tracking', () => {
  test('category, state in words, kind of office, dates and public answers; nothing of the person, no notes, not what he wrote', async () => {
    const siti = await person(s)
    const own = browser(s, siti)
    const nomor = await openOne(own, 'data-tidak-ada', { uraian: 'KENARI di rumah', email: 'x@rumah.test' })
    await s.ctx.db.transaction().execute(async (tx) => {
      await addMessage(tx, s.ctx.keys, nomor, { jenis: 'catatan', isi: 'KENARI hanya kantor' })
      await addMessage(tx, s.ctx.keys, nomor, { jenis: 'pemohon', isi: 'KENARI pemohon' })
    })
    await reply(s, nomor, 'Mohon datang membawa SK.', 'menunggu_pemohon')
    const page = text(await track(browser(s), nomor))
    for (const words of [
      showTiket(nomor),
      'Data Tidak Ada Dalam Database',
      'Menunggu jawaban Anda',
      'BKD atau Biro Kepegawaian',
      'pukul',
      'Mohon datang membawa SK.',
    ])
      expect(page).toContain(words)
    expect(page).not.toMatch(secrets)
    expect(page).not.toContain('laporan lengkap')
    expect(text(await track(own, nomor))).toContain('Buka laporan lengkap')
  })

  test('any case, blanks, dashes, O for 0, I and L for 1; one wrong sign is noticed without a query', async () => {
    const body = '10ABCDEFGH'
    await openOne(browser(s), 'data-sekolah')
    // A number with 0 and 1 in it, so that the look-alikes are met.
    const nomor = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'].map((c) => body + c).find((n) => isTiket(n))!
    await sql`update tiket set nomor = ${nomor}, isi = ${sealIsi(s.ctx.keys, nomor, {})}`.execute(t.owner.db)
    for (const typed of [
      nomor.toLowerCase(),
      showTiket(nomor),
      ` ${nomor.slice(0, 3)} ${nomor.slice(3)} `,
      nomor.replace('1', 'I').replace('0', 'O'),
      nomor.replace('1', 'l'),
    ])
      expect(text(await track(browser(s), typed)), typed).toContain('Data Sekolah')
    for (const wrong of [`${nomor.slice(0, -1)}${nomor.endsWith('A') ? 'B' : 'A'}`, nomor.slice(1), '', `${nomor}0`, "' or 1=1"])
      expect(text(await track(browser(s), wrong)), wrong).toContain('11 huruf dan angka')
  })

  test('a picture code after three tries; refused after ten; the number in the address only fills the box', async () => {
    const p = browser(s)
    const nomor = await openOne(browser(s), 'data-sekolah')
    const filled = await p.get(`/cek-status/laporan?tiket=${nomor}`)
    expect(filled.body).toContain(`value="${nomor}"`)
    expect(text(filled)).not.toContain('Data Sekolah')
    for (let i = 0; i < 3; i++) expect(text(await track(p, newNomorTiket()))).toContain('Nomor tiket tidak ditemukan')
    expect(text(await track(p, newNomorTiket()))).toContain('Demi keamanan')
    expect(text(await p.post('/cek-status/laporan', { nomor_tiket: nomor, captcha: CODE }))).toContain('Data Sekolah')
    let status = 0
    for (let i = 0; i < 12 && status !== 429; i++) {
      await track(p, newNomorTiket())
      status = (await p.post('/cek-status/laporan', { nomor_tiket: nomor, captcha: CODE })).statusCode
    }
    expect(status).toBe(429)
  })

  const ROUNDS = count(100, 1000)
  const HITS = count(5, 50)
  test(
    `A10: ${20 * ROUNDS} guesses of a nomor tiket from 20 addresses, ${HITS} numbers right: nothing personal, and nearly all meet a challenge`,
    { timeout: count(120_000, 1_200_000) },
    async () => {
      const planted: string[] = []
      for (let i = 0; i < HITS; i++) {
        planted.push(await openOne(browser(s), 'data-tidak-ada', { nip: `${NIP.slice(0, -3)}${700 + i}`, uraian: 'KENARI', email: 'x@rumah.test' }))
        await sql`delete from batas`.execute(t.owner.db)
      }
      const attackers = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const p = browser(s)
          await p.get('/cek-status/laporan')
          return { p, token: p.hidden() }
        }),
      )
      let [hits, stopped, pages] = [0, 0, 0]
      for (let round = 0; round < ROUNDS; round++) {
        // Right ones at the very beginning, where they are answered, and in the middle.
        const right = round === 0 || round % 50 === 49
        const guesses = attackers.map((_, i) => (right ? planted[(round + i) % HITS]! : newNomorTiket()))
        const answers = await Promise.all(attackers.map(({ p, token }, i) => p.raw('/cek-status/laporan', { ...token, nomor_tiket: guesses[i]! })))
        for (const r of answers) {
          pages++
          expect(r.body).not.toMatch(secrets)
          expect(r.statusCode).not.toBe(403)
          if (r.statusCode === 429 || /Demi keamanan|Ketik kode/.test(r.body)) stopped++
          if (r.body.includes('Data Tidak Ada')) hits++
        }
      }
      expect(pages).toBe(20 * ROUNDS)
      expect(stopped / pages).toBeGreaterThan(0.95)
      expect([hits > 0, hits <= 20]).toEqual([true, true])
      note('A10', {
        'guesses of a nomor tiket': pages,
        'tickets hit': HITS,
        'ticket hits answered': hits,
        'of tickets refused or challenged, %': Math.round((stopped / pages) * 1000) / 10,
      })
    },
  )
})

describe('the whole ticket and its print', () => {
  test('only for the browser that opened it and for the account; to all others it does not exist', async () => {
    const [siti, budi] = [await person(s), await person(s)]
    const anonymous = browser(s)
    const theirs = await openOne(anonymous, 'data-sekolah', { nip: siti.nip })
    const hers = await openOne(browser(s, siti), 'data-sekolah', {})
    // A number alone, or a NIP typed by a stranger, opens nothing.
    const matrix = [
      ['opener, his own', anonymous, theirs, 200],
      ['owner of the NIP, opened by a stranger', browser(s, siti), theirs, 404],
      ['account', browser(s, siti), hers, 200],
      ['opener, hers', anonymous, hers, 404],
      ['colleague', browser(s, budi), hers, 404],
      ['nobody', browser(s), hers, 404],
      ['nobody, invented', browser(s), newNomorTiket(), 404],
      ['nonsense', browser(s), '..%2F..', 404],
    ] as const
    for (const [who, p, nomor, status] of matrix) {
      const [page, print] = [await p.get(`/bantuan/tiket/${nomor}`), await p.get(`/cetak/tiket/${nomor}`)]
      expect([page.statusCode, print.statusCode], who).toEqual([status, status])
      if (status === 404) expect(page.body + print.body, who).not.toMatch(/SMP Negeri 41/)
      for (const what of ['balas', 'buka', 'lain']) {
        await p.get('/cek-status/laporan')
        expect((await p.raw(`/bantuan/tiket/${nomor}/${what}`, { ...p.hidden(), _kunci: newKey(), _versi: '1', isi: 'x' })).statusCode, `${who} ${what}`).toBe(
          status === 404 || what === 'lain' ? 404 : what === 'balas' ? 303 : 409,
        )
      }
    }
    expect((await sql`select from tiket_pesan where nomor = ${hers}`.execute(t.owner.db)).rows.length).toBe(1)
    await sql`update akun set status = 'dibekukan' where nip = ${siti.nip}`.execute(t.owner.db)
    expect((await browser(s, siti).get(`/bantuan/tiket/${hers}`)).statusCode).toBe(404)
  })

  test('Tanda Bukti: number, category, date, description; the name only of a proved person', async () => {
    const siti = await person(s)
    const own = browser(s, siti)
    const nomor = await openOne(own, 'data-sekolah', { uraian: 'Sekolah baru.' })
    const r = await own.get(`/cetak/tiket/${nomor}`)
    expect(r.headers['content-type']).toBe('application/pdf')
    const paper = flat(readPdf(r.rawPayload))
    for (const words of ['Tanda Bukti Permohonan Bantuan', showTiket(nomor), 'Data Sekolah', 'SMP Negeri 41 Purworejo', 'Sekolah baru.', 'NIP Baru', 'Nama'])
      expect(paper).toContain(words)
    const p = browser(s)
    const anonymous = await openOne(p, 'beda-nama', { nip: siti.nip, uraian: `${'panjang '.repeat(180)}` })
    const read = readPdf((await p.get(`/cetak/tiket/${anonymous}`)).rawPayload)
    expect(read.pages.length).toBe(1)
    expect(flat(read)).toContain('belum terverifikasi')
    expect(flat(read)).not.toMatch(/WIB Nama /)
    expect(paper).toMatch(/WIB Nama /)
    expect((await own.get(`/cetak/tiket/${nomor}`)).rawPayload.equals(r.rawPayload)).toBe(true)
  })

  test('Laporan saya lists them, also those that were answered; only after login', async () => {
    const siti = await person(s)
    const nomor = await openOne(browser(s, siti), 'lainnya', {})
    await openOne(browser(s), 'lainnya', { nip: siti.nip })
    await reply(s, nomor, 'Sudah.', 'selesai')
    const page = await browser(s, siti).get('/bantuan/laporan-saya')
    expect(text(page)).toMatch(new RegExp(`${showTiket(nomor)} Masalah lain Selesai`))
    expect(page.body.match(/href="\/bantuan\/tiket\//g)!.length).toBe(1)
    expect((await browser(s).get('/bantuan/laporan-saya')).headers.location).toContain('/masuk?ke=')
  })
})

describe('talking', () => {
  test('an answer of the owner wakes a ticket that waited for him, with new days; empty ones are refused; twice is once', async () => {
    const siti = await person(s)
    const p = browser(s, siti)
    const nomor = await openOne(p, 'lainnya', {})
    await ticketLetters(s)
    await reply(s, nomor, 'SK yang mana?', 'menunggu_pemohon')
    await sql`update tiket set jatuh_tempo = now() - interval '3 days'`.execute(t.owner.db)
    await p.get(`/bantuan/tiket/${nomor}`)
    const body = { ...p.hidden(), isi: 'SK tahun 2015.\nTerlampir.' }
    expect(text(await p.raw(`/bantuan/tiket/${nomor}/balas`, { ...body, isi: '  ' }))).toContain('Keterangan belum diisi')
    const sent = await Promise.all(Array.from({ length: 6 }, () => p.raw(`/bantuan/tiket/${nomor}/balas`, body)))
    expect(new Set(sent.map((r) => r.statusCode))).toEqual(new Set([303]))
    const now = await ticket(s, nomor)
    expect(now.status).toBe('dikerjakan')
    expect(now.jatuh_tempo.getTime()).toBeGreaterThan(Date.now())
    const page = text(await p.get(`/bantuan/tiket/${nomor}`))
    expect(page.match(/SK tahun 2015\./g)!.length).toBe(1)
    expect((await p.raw(`/bantuan/tiket/${nomor}/balas`, { ...body, _kunci: newKey() })).statusCode).toBe(409)
  })

  test('opened again within fourteen days, not later; a merged one not at all', async () => {
    const p = browser(s)
    const nomor = await openOne(p, 'data-sekolah')
    await reply(s, nomor, 'Sudah ada.', 'selesai')
    const again = async () => {
      const page = text(await p.get(`/bantuan/tiket/${nomor}`))
      await p.get('/cek-status/laporan')
      return { page, r: await p.raw(`/bantuan/tiket/${nomor}/buka`, await withVersion(p, nomor, 'Belum.')) }
    }
    await sql`update tiket set selesai_pada = now() - interval '15 days'`.execute(t.owner.db)
    const late = await again()
    expect(late.page).not.toContain('Buka kembali')
    expect(late.r.statusCode).toBe(409)
    await sql`update tiket set selesai_pada = now() - interval '13 days'`.execute(t.owner.db)
    const early = await again()
    expect(early.page).toContain('Buka kembali')
    expect(early.r.statusCode).toBe(303)
    expect(await ticket(s, nomor)).toMatchObject({ status: 'baru', selesai_pada: null })
    await sql`update tiket set status = 'digabung', selesai_pada = now()`.execute(t.owner.db)
    expect((await again()).r.statusCode).toBe(409)
    await p.get('/cek-status/laporan')
    expect((await p.raw(`/bantuan/tiket/${nomor}/balas`, await withVersion(p, nomor, 'x'))).statusCode).toBe(409)
  })

  test('answers go out by mail with their words, and say whether it is finished', async () => {
    const siti = await person(s)
    const nomor = await openOne(browser(s, siti), 'lainnya', {})
    await ticketLetters(s)
    await s.ctx.db.transaction().execute(async (tx) => {
      const urut = await addMessage(tx, s.ctx.keys, nomor, { jenis: 'balasan', isi: 'Jawaban pertama.' })
      await addMessage(tx, s.ctx.keys, nomor, { jenis: 'balasan', isi: 'Jawaban kedua.' })
      await mailOwner(tx, nomor, 'balasan', urut)
      await mailOwner(tx, nomor, 'selesai')
    })
    await reply(s, nomor, 'Ketiga.', 'selesai')
    const [first, last] = await ticketLetters(s)
    expect(first!.teks).toContain('Jawaban pertama.')
    expect(first!.teks).not.toContain('Jawaban kedua.')
    expect(last!.teks).toContain('Ketiga.')
    expect(last!.perihal).toContain('selesai')
  })
})

const isTiket = (nomor: string): boolean => {
  const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const sum = [...nomor].toReversed().reduce((total, c, i) => {
    const v = symbols.indexOf(c) * (i % 2 === 1 ? 2 : 1)
    return total + Math.floor(v / 32) + (v % 32)
  }, 0)
  return sum % 32 === 0
}
