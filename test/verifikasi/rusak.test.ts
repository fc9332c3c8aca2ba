// Bad input at every address of the desk: a clear page, nothing kept that nobody typed, never a 500.
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../harness.ts'
import { bannedWords, visibleText } from '../words.ts'
import { addPns, choices, formOf, get, itemOf, makeScene, post, sendForm, statusOf, twoChanges, type Pns, type Scene } from './scene.ts'

const t = useDatabase()
let s: Scene
let p: Pns
beforeAll(async () => {
  s = await makeScene(t)
  p = await sendForm(s, {
    nama: '<b onmouseover=x>SITI</b>',
    change: { ...twoChanges, alamat: '"><script>alert(1)</script> =HYPERLINK("x")' },
  })
  await addPns(s, { status: 'menunggu_verifikasi_registrasi' })
})

const NASTY = [
  '\u0000',
  '\u202e',
  '<script>alert(1)</script>',
  "'; drop table formulir; --",
  '=1+1',
  'x'.repeat(10_000),
  '%',
  '__proto__',
  '-'.repeat(36),
  '../../etc/passwd',
  '9'.repeat(30),
]
const GETS = [
  '/verifikasi?saring=',
  '/verifikasi?unit=',
  '/verifikasi?bagian=',
  '/verifikasi?sesudah=',
  '/verifikasi?urut=unit&terkirim=',
  '/verifikasi?diambil=',
  '/verifikasi/',
  '/verifikasi/massal?x=',
  '/verifikasi/belum-berkas?x=',
]
const ACTS = ['pegang', 'lepas', 'putusan', 'kirim', 'urungkan', 'tampilkan', 'berkas-fisik', 'turun-status']

describe.each(NASTY)('%#', (nasty) => {
  const text = encodeURIComponent(nasty)

  test.each(GETS)('GET %s', async (url) => {
    const r = await get(s, s.staff.endang!, url + text)
    expect(r.statusCode).toBeLessThan(500)
    expect(r.body).not.toContain('<script>alert')
  })

  test.each(ACTS)('POST %s', async (act) => {
    const fields = [
      'versi',
      'semua',
      'tampil',
      'petugas',
      'konfirmasi',
      'alasan_bersama',
      'putusan.data-utama.alamat',
      'versi.data-utama.alamat',
      '__proto__',
      'putusan.__proto__.x',
      `putusan.data-utama.${nasty}`,
    ]
    const body = Object.fromEntries(fields.map((f) => [f, nasty]))
    for (const who of ['endang', 'tono']) {
      const r = await post(s, s.staff[who]!, `/verifikasi/${p.id}/${act}`, { ...body, alasan: '' })
      expect(r.statusCode).toBeLessThan(500)
      expect(bannedWords(visibleText(r.body))).toEqual([])
    }
    expect((await post(s, s.staff.endang!, `/verifikasi/${text}/${act}`, body)).statusCode).toBeLessThan(500)
    expect(await statusOf(s, p.nip)).toBe('level_1')
  })

  test.each(['/verifikasi/cari', '/verifikasi/berikutnya', '/verifikasi/ambil-alih', '/verifikasi/massal', '/verifikasi/registrasi/cari'])(
    'POST %s',
    async (url) => {
      const body = { q: nasty, petugas: nasty, [`pilih.${nasty}`]: nasty, _kunci: nasty }
      for (const who of ['endang', 'lina']) expect((await post(s, s.staff[who]!, url, body)).statusCode).toBeLessThan(500)
    },
  )

  test('as a reason it is kept as text, without what nobody types', async () => {
    const body = {
      ...(await choices(s, p.nip, (i) => (i.kunci === 'alamat' ? 'kembalikan' : undefined))),
      'alasan.data-utama.alamat': `Alasan ${nasty}`,
    }
    const r = await post(s, s.staff.endang!, `/verifikasi/${p.id}/putusan`, body)
    expect(r.statusCode).toBe(nasty.length > 500 ? 422 : 303)
    const kept = itemOf(await formOf(s, p.nip), 'alamat').decisions[0]?.alasan ?? 'Alasan'
    // eslint-disable-next-line no-control-regex -- exactly these must be gone
    expect(kept).not.toMatch(/[\u0000\u202e]/)
    expect((await get(s, s.staff.endang!, `/verifikasi/${p.id}`)).body).not.toContain('<script>alert')
  })
})

test('names and values of people are shown as text', async () => {
  for (const url of ['/verifikasi', `/verifikasi/${p.id}`]) {
    const { body } = await get(s, s.staff.endang!, url)
    expect(body.toLowerCase()).toContain('&lt;b onmouseover=x>siti')
    expect(body).not.toMatch(/<b onmouseover|<script>alert/i)
    expect(bannedWords(visibleText(body))).toEqual([])
  }
})
