import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../harness.ts'
import { axe, launch, newPage, sidewaysScroll } from '../browser.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { startSession } from '../../src/security/session.ts'
import { transaction } from '../../src/db/tx.ts'
import { addPns, decide, makeScene, post, sendForm, twoChanges, unit, type Scene } from './scene.ts'
const t = useDatabase()
let s: Scene
beforeAll(async () => { s = await makeScene(t) })
test('lihat', async () => {
  const rows = () => ({ g1: { nomor_sk: '813/54/2000', nomor_bkn: 'BKN-12', tanggal_bkn: '2000-02-20' } })
  const a = await sendForm(s, { change: { ...twoChanges, npwp: '081234567532000', tempat_lahir: { id: null, nama: 'Kutoarjo Lor', usul: true } }, rows })
  await sendForm(s, { nama: 'DEWI LESTARI HANDAYANI', change: { gelar_depan: 'Dra.' } })
  await sendForm(s, { nama: 'YOHANES BAPTISTA LEDE' })
  const d = await sendForm(s, { nama: 'NI MADE AYU PRATIWI', change: twoChanges })
  await decide(s, s.staff.endang!, d, (i) => (i.kunci === 'alamat' ? 'kembalikan' : 'setuju'))
  const { change, sendNow } = await import('./scene.ts')
  await change(s, d.nip, 'data-utama', 'alamat', { alamat: 'Jl. Melati No. 7 RT 03 RW 06, Kelurahan Kutoarjo, Kecamatan Kutoarjo' })
  await sendNow(s, d.nip)
  await sendForm(s, { nama: 'MUHAMMAD RIDWAN SIREGAR', to: unit.sunyi, change: twoChanges })
  await addPns(s, { nama: 'ENDAH KUSUMA', status: 'menunggu_verifikasi_registrasi' })
  const address = await s.app.listen({ port: 0, host: '127.0.0.1' })
  const port_ = new URL(address).port
  const browser = await launch()
  const out: string[] = []
  const look = async (who: string, name: string, url: string, then?: (page: import('playwright-core').Page) => Promise<void>) => {
    const cookie = await transaction(s.ctx.db, (tx) => startSession(tx, s.ctx.keys, 'petugas', s.staff[who]!.id))
    for (const width of [1280, 390, 320]) {
      const page = await newPage(browser, width)
      await page.context().addCookies([{ name: cookieName('http://uji.test', 'petugas'), value: cookie, domain: '127.0.0.1', path: '/' }])
      await page.goto(`http://127.0.0.1:${port_}${url}`)
      if (then) await then(page)
      if (width > 320) await page.screenshot({ path: `/tmp/shots/${name}-${width}.png`, fullPage: true })
      out.push(...(await axe(page)).map((l) => `${name} ${width} ${l}`), ...(await sidewaysScroll(page, 100)).map((l) => `${name} ${width} scroll ${l}`), ...(await sidewaysScroll(page, 200)).map((l) => `${name} ${width} scroll200 ${l}`))
      await page.context().close()
    }
  }
  await look('endang', 'antrean', '/verifikasi')
  await look('endang', 'antrean-unit', '/verifikasi?urut=unit')
  await look('endang', 'berkas', `/verifikasi/${a.id}`)
  await post(s, s.staff.endang!, `/verifikasi/${a.id}/pegang`)
  await look('endang', 'berkas-pegang', `/verifikasi/${a.id}?semua=1`)
  await look('endang', 'berkas-salah', `/verifikasi/${a.id}`, async (page) => { await page.locator('[id="data-utama.alamat-kembalikan"]').check(); await page.getByRole('button', { name: 'Kirim keputusan' }).click(); await page.waitForLoadState() })
  await look('bambang', 'berkas-dipegang', `/verifikasi/${a.id}`)
  await look('endang', 'berkas-ulang', `/verifikasi/${d.id}`)
  await look('budi', 'antrean-l2', '/verifikasi')
  await look('maya', 'turun', `/verifikasi/${a.id}`)
  await look('endang', 'massal', '/verifikasi/massal')
  await look('endang', 'belum-berkas', '/verifikasi/belum-berkas')
  await look('lina', 'registrasi', '/verifikasi/registrasi')
  await look('lina', 'registrasi-kartu', '/verifikasi/registrasi', async (page) => { await page.locator('.antri a').first().click(); await page.waitForLoadState() })
  console.log(out.join('\n') || 'clean')
  await browser.close()
}, 120_000)
