// The queue: exact counts, order, pages, filters, and the ways to find one form.
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countQueue, listQueue, type QueueQuery } from '../../src/features/verifikasi/store.ts'
import { newKodeDokumen } from '../../src/security/nomor.ts'
import { recount } from '../../src/workflow/counts.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { useDatabase } from '../harness.ts'
import { change, decide, formOf, get, makeScene, PERIODE, post, sendForm, sendNow, twoChanges, unit, type Scene } from './scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})

const count = (staff: Staff, q: Omit<QueueQuery, 'limit'> = {}) => countQueue(t.db, staff, PERIODE, q)
const list = (staff: Staff, q: Partial<QueueQuery> = {}) => listQueue(t.db, staff, PERIODE, { limit: 100, ...q })
const names = async (staff: Staff, q: Partial<QueueQuery> = {}) => (await list(staff, q)).map((r) => r.nama)

describe('with a few people', () => {
  beforeAll(async () => {
    const again = await sendForm(s, { nama: 'ANI DIULANG', change: twoChanges })
    await decide(s, s.staff.endang!, again, (i) => (i.kunci === 'alamat' ? 'kembalikan' : 'setuju'))
    await change(s, again.nip, 'data-utama', 'alamat', { alamat: 'Jl. Baru 1' })
    await sendForm(s, { nama: 'BUDI TETAP' })
    await sendForm(s, { nama: 'CITRA MENUNGGU', change: { tempat_lahir: { id: null, nama: 'Dusun', usul: true } } })
    await sendForm(s, { nama: 'DEDI BERUBAH', rows: () => ({ g1: { nomor_sk: '813/54/2000' } }) })
    await sendNow(s, again.nip)
    await sendForm(s, { nama: 'EKA SUNYI', to: unit.sunyi })
    await sendForm(s, { nama: 'ENDANG SENDIRI', nip: s.staff.endang!.nip! })
  })
  beforeEach(() => sql`update formulir set pemegang = null, dipegang_sampai = null`.execute(t.owner.db))

  test('oldest first; the own form is neither listed nor counted', async () => {
    expect(await names(s.staff.endang!)).toEqual(['BUDI TETAP', 'CITRA MENUNGGU', 'DEDI BERUBAH', 'ANI DIULANG'])
    expect(await count(s.staff.endang!)).toBe(4)
    expect(await count(s.staff.bambang!)).toBe(5)
    expect(await names(s.staff.budi!)).toEqual(['EKA SUNYI'])
    expect(await count(s.staff.rina!)).toBe(0)
    expect(await count(s.staff.helpi!)).toBe(0)
  })

  test.each([
    [{ filter: 'dikirim-ulang' }, ['ANI DIULANG']],
    [{ filter: 'tanpa-perubahan' }, ['BUDI TETAP']],
    [{ filter: 'menunggu-referensi' }, ['CITRA MENUNGGU']],
    [{ bagian: 'riwayat-golongan' }, ['DEDI BERUBAH']],
    [{ unit: unit.dinas }, ['BUDI TETAP', 'CITRA MENUNGGU', 'DEDI BERUBAH', 'ANI DIULANG']],
    [{ unit: unit.kebumen }, []],
    [{ filter: 'saya' }, []],
  ] as const)('filter %j', async (q, expected) => {
    expect(await names(s.staff.endang!, q)).toEqual(expected)
    expect(await count(s.staff.endang!, q)).toBe(expected.length)
  })

  test.each([false, true])('page after page is the whole queue (by unit: %s)', async (byUnit) => {
    const whole = (await list(s.staff.bambang!, { byUnit })).map((r) => r.nip)
    const seen: string[] = []
    for (let after: { nip: string; periode: string } | undefined; ;) {
      const [row] = await list(s.staff.bambang!, { byUnit, limit: 1, after })
      if (!row) break
      seen.push(row.nip)
      after = { nip: row.nip, periode: PERIODE }
    }
    expect(seen).toEqual(whole)
    expect(whole).toHaveLength(5)
  })

  test('the page: cards with their words, today and left', async () => {
    const held = (await list(s.staff.endang!)).find((r) => r.nama === 'DEDI BERUBAH')!
    await post(s, s.staff.bambang!, `/verifikasi/${held.id}/pegang`)
    const page = (await get(s, s.staff.endang!, '/verifikasi')).body
    for (const words of ['4 berkas', 'Dipegang Bambang Petugas', 'Dikirim ulang', 'Tanpa perubahan', 'Menunggu referensi', '1 perubahan'])
      expect(page).toContain(words)
    expect(page.replaceAll(/<[^>]+>/g, '')).toContain('1 hari ini, 4 lagi')
    expect((await get(s, s.staff.endang!, '/verifikasi?saring=dikirim-ulang&urut=unit')).body).toContain('Ani Diulang')
  })

  test('one box: NIP, nomor register in any spelling, code and address of a slip open the form and hold it', async () => {
    const [row] = await list(s.staff.endang!)
    const { nomor } = (await sql<{ nomor: string }>`select nomor_register as nomor from akun where nip = ${row!.nip}`.execute(t.owner.db)).rows[0]!
    const kode = newKodeDokumen(s.ctx.keys)
    await sql`insert into direktori_dokumen (kode, nip) values (${kode}, ${row!.nip})`.execute(t.owner.db)
    const typed = [
      row!.nip,
      row!.nip.replace(/^(.{8})(.{6})/, '$1 $2 '),
      nomor,
      ` ${nomor.toLowerCase().replace(/^(....)/, '$1-')} `,
      kode,
      `http://uji.test/dokumen/${kode}`,
      'budi tetap',
    ]
    for (const q of typed) expect([q, (await post(s, s.staff.endang!, '/verifikasi/cari', { q })).headers.location]).toEqual([q, `/verifikasi/${row!.id}`])
    expect((await formOf(s, row!.nip)).row!.pemegang).toBe(s.staff.endang!.id)
  })

  test('several names are listed; nothing outside of the scope is found; no NIP stands in an address', async () => {
    const several = (await post(s, s.staff.bambang!, '/verifikasi/cari', { q: 'ang' })).body
    expect(several).toContain('Endang Sendiri')
    expect(several).toContain('Ani Diulang')
    expect((several.match(/(?:href|action)="[^"]*"/g) ?? []).join()).not.toMatch(/\d{18}/)
    // Level 3 finds a form that is still at level 1, and reads where it is.
    expect((await post(s, s.staff.agus!, '/verifikasi/cari', { q: 'dedi ubah' })).headers.location).toMatch(/^\/verifikasi\/[0-9a-f-]{36}$/)
    for (const q of ['dedi', (await list(s.staff.bambang!))[0]!.nip])
      expect((await post(s, s.staff.rina!, '/verifikasi/cari', { q })).body).toContain('Tidak ditemukan')
    expect((await post(s, s.staff.endang!, '/verifikasi/cari', { q: s.staff.endang!.nip! })).statusCode).toBe(403)
    for (const q of ['u', "%' or 1=1 --", '<script>', 'x'.repeat(10_000), ''])
      expect((await post(s, s.staff.endang!, '/verifikasi/cari', { q })).body).toContain('Tidak ditemukan')
  })
})

test('counts stay exact whatever happens', async () => {
  const people = [await sendForm(s, { change: twoChanges }), await sendForm(s), await sendForm(s, { to: unit.sunyi, change: twoChanges }), await sendForm(s)]
  const staff = ['endang', 'bambang', 'budi', 'dwi', 'agus', 'maya'].map((n) => s.staff[n]!)
  for (let i = 0; i < 24; i++) {
    const p = people[i % people.length]!
    const who = staff[(i * 5 + 1) % staff.length]!
    const { status } = (await formOf(s, p.nip)).row!
    if (status === 'perbaikan')
      await change(s, p.nip, 'data-utama', 'alamat', { alamat: `Jl. Baru ${i}` })
        .then(() => sendNow(s, p.nip))
        .catch(() => undefined)
    else if (i % 7 === 6) await post(s, who, `/verifikasi/${p.id}/urungkan`)
    else await decide(s, who, p, (item) => (i % 3 === 0 && item.kunci === 'alamat' ? 'kembalikan' : 'setuju'))
    for (const one of staff) expect(await count(one)).toBe((await list(one)).length)
  }
  const before = await sql`select kunci, sum(n)::int as n from hitungan group by 1 having sum(n) <> 0 order by 1`.execute(t.owner.db)
  await recount(t.owner.db)
  expect((await sql`select kunci, sum(n)::int as n from hitungan group by 1 having sum(n) <> 0 order by 1`.execute(t.owner.db)).rows).toEqual(before.rows)
})
