// The form pages as people use them: typing is never lost, by two tabs, a lost line, a closed page, the back button, with script and without.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { uuidv7 } from 'uuidv7'
import { describe, expect } from 'vitest'
import { editForm, newItem, propose } from '../../src/form/edit.ts'
import { autosave, ENDANG, fillAll, formOf, jabatan, newSession, PERIODE, post, rowId, sendForm, unit } from './adegan.ts'
import { answer, barSays, press, row, soon, useScreen } from './layar.ts'
import { payloads } from './muatan.ts'

const screen = useScreen()
const { visit } = screen

const UTAMA = '/formulir/data-utama'
const POSISI = '/formulir/data-posisi'
const GOLONGAN = '/formulir/riwayat-golongan'
const JABATAN = '/formulir/riwayat-jabatan'
const box = (page: Page, label: string | RegExp) => page.getByRole('textbox', { name: label })
/** Opens the correction of the address and types, as a hand does. */
async function typeAddress(page: Page, text: string): Promise<void> {
  await answer(page, 'alamat', 'Tidak sesuai')
  await page.locator('#alamat').fill(text)
}
/** The server gets the request, the page never gets the answer. */
async function loseOneAnswer(page: Page): Promise<void> {
  let lost = false
  await page.route('**/formulir/**', async (route) => {
    if (lost || route.request().method() !== 'POST') return route.continue()
    lost = true
    await route.fetch()
    await route.abort()
  })
}
/** Answers to what the script sends come late. */
const delayAnswers = (page: Page, ms: number) =>
  page.route('**/formulir/**', async (route) => {
    if (route.request().headers().accept !== 'application/json') return route.continue()
    const response = await route.fetch()
    await new Promise((done) => setTimeout(done, ms))
    await route.fulfill({ response }).catch(() => {})
  })

describe('autosave', () => {
  visit('saves by itself and says so; faults and progress appear; nothing is lost by closing the tab', async ({ open, item }) => {
    const page = await open(UTAMA)
    await typeAddress(page, 'Jl. Melati 7')
    await answer(page, 'nama', 'Sesuai')
    await barSays(page, /Tersimpan pukul \d\d\.\d\d WIB/)
    expect([(await item('alamat')).proposed!.alamat, (await item('nama')).state]).toEqual(['Jl. Melati 7', 'sesuai'])
    await soon(() => page.locator('.samping .maju .meta').innerText()).toMatch(/^2 dari/)
    await answer(page, 'nik', 'Tidak sesuai')
    await page.locator('#nik').fill('33060')
    await page.getByText('NIK harus 16 angka. Anda menulis 5 angka.').waitFor()
    await soon(async () => (await item('nik')).draft?.nik).toBe('33060')
    await page.locator('#nik').fill('330605')
    await page.close() // within the pause: only the last resort can save it
    await soon(async () => (await item('nik')).draft?.nik).toBe('330605')
  })

  visit('leaving by a link with unsaved typing, also while a save is under way', async ({ open, item }) => {
    const page = await open(UTAMA)
    await typeAddress(page, 'Jl. Pergi 1')
    await page.getByRole('link', { name: 'Daftar bagian' }).click()
    await page.waitForURL('**/formulir')
    await soon(async () => (await item('alamat')).proposed!.alamat).toBe('Jl. Pergi 1')
    await page.goto(screen.base + UTAMA)
    expect(await page.locator('#alamat').inputValue()).toBe('Jl. Pergi 1')
    await delayAnswers(page, 1500)
    await page.locator('#alamat').fill('Jl. Pergi 2')
    await barSays(page, /Menyimpan/)
    await page.getByRole('link', { name: 'Daftar bagian' }).click()
    await soon(async () => (await item('alamat')).proposed!.alamat).toBe('Jl. Pergi 2')
  })

  visit('two tabs: the later one is told, keeps its typing, and the bar does not forget it', async ({ open, item }) => {
    const page = await open(UTAMA)
    const other = await open(UTAMA, {}, page)
    await typeAddress(page, 'Jl. Satu')
    await barSays(page, /Tersimpan/)
    await typeAddress(other, 'Jl. Dua')
    await other.locator('#alamat').blur()
    await barSays(other, /Berubah di tempat lain: Alamat: sekarang tersimpan “Jl. Satu”/)
    const saved = other.waitForResponse((r) => r.request().method() === 'POST')
    await answer(other, 'nama', 'Sesuai')
    await (await saved).finished()
    await soon(() => other.locator('.simpan').innerText()).toMatch(/^(?!Menyimpan)/)
    expect([(await item('nama')).state, await other.locator('.simpan').innerText()]).toEqual(['sesuai', expect.stringMatching(/Berubah di tempat lain/)])
    await press(other, 'Simpan')
    expect([await other.locator('.kabar.ubah').innerText(), await other.locator('#alamat').inputValue()]).toEqual([expect.stringContaining('Jl. Satu'), 'Jl. Dua'])
    await press(other, 'Simpan')
    expect((await item('alamat')).proposed!.alamat).toBe('Jl. Dua')
  })

  visit('no connection: said, Simpan stays here, leaving asks, and when it is back everything is saved', async ({ open, item }) => {
    const page = await open(UTAMA)
    await page.context().setOffline(true)
    await typeAddress(page, 'Jl. Sepi 1')
    await barSays(page, /Tidak ada sambungan: isian masih di layar ini/)
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await barSays(page, /Tidak ada sambungan/)
    const asked = new Promise<string>((done) => page.once('dialog', (d) => void d.dismiss().then(() => done(d.type()))))
    await page.getByRole('link', { name: 'Daftar bagian' }).click({ noWaitAfter: true })
    expect(await asked).toBe('beforeunload')
    await page.locator('#alamat').fill('Jl. Sepi 2')
    await page.context().setOffline(false)
    await soon(async () => (await item('alamat')).proposed?.alamat).toBe('Jl. Sepi 2')
    await barSays(page, /Tersimpan/)
    expect(page.url()).toBe(screen.base + UTAMA)
  })

  visit('an answer that gets lost is no conflict: single data, faulty data, a row', async ({ siti, open, item }) => {
    const page = await open(UTAMA)
    await answer(page, 'nik', 'Tidak sesuai')
    await loseOneAnswer(page)
    await page.locator('#nik').fill('12')
    await barSays(page, /Tidak ada sambungan/)
    await page.locator('#nik').fill('123')
    await soon(async () => (await item('nik')).draft?.nik).toBe('123')
    await barSays(page, /Tersimpan/)
    await page.goto(`${screen.base}${JABATAN}/${rowId(siti, 'j1')}`)
    await loseOneAnswer(page)
    await box(page, 'Nomor SK').fill('SK-1')
    await barSays(page, /Tidak ada sambungan/)
    await box(page, 'Nomor SK').fill('SK-2')
    await soon(async () => (await item(rowId(siti, 'j1'))).draft?.nomor_sk).toBe('SK-2')
  })

  visit('Simpan while a save is under way waits for it and is no conflict', async ({ siti, open, item }) => {
    const page = await open(`${JABATAN}/${rowId(siti, 'j1')}`)
    await delayAnswers(page, 1000)
    await box(page, 'Nomor SK').fill('SK-3')
    await barSays(page, /Menyimpan/)
    await box(page, 'Nomor SK').fill('SK-4')
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await page.getByRole('heading', { name: 'Simpan data ini?' }).waitFor()
    await page.unroute('**/formulir/**')
    await press(page, 'Simpan')
    expect((await item(rowId(siti, 'j1'))).proposed!.nomor_sk).toBe('SK-4')
  })
})

describe('fields', () => {
  visit('the combobox by keyboard alone, with what a screen reader is told', async ({ open, item }) => {
    const page = await open(UTAMA)
    await answer(page, 'tempat_lahir', 'Tidak sesuai')
    const input = page.getByRole('combobox', { name: 'Tempat Lahir yang benar' })
    const told = async () => [await input.getAttribute('aria-expanded'), await input.getAttribute('aria-activedescendant')]
    await input.focus()
    expect([...(await told()), await input.getAttribute('aria-autocomplete')]).toEqual(['false', null, 'list'])
    await page.keyboard.type('kebum')
    const list = page.locator(`#${await input.getAttribute('aria-controls')}`)
    await list.getByRole('option').first().waitFor()
    expect([...(await told()), await list.getAttribute('role')]).toEqual(['true', null, 'listbox'])
    await soon(() => page.locator('epu-cari[data-nama=tempat_lahir] [role=status]').innerText()).toMatch(/^\d+ pilihan/)
    await page.keyboard.press('ArrowDown')
    const [, active] = await told()
    expect([await page.locator(`#${active}`).getAttribute('aria-selected'), await list.locator('[aria-selected=true]').count()]).toEqual(['true', 1])
    await page.keyboard.press('ArrowUp')
    expect(await page.locator(`#${(await told())[1]}`).evaluate((el) => el === el.parentElement!.lastElementChild)).toBe(true)
    await page.keyboard.press('Escape')
    expect([...(await told()), await list.isVisible(), await input.inputValue()]).toEqual(['false', null, false, 'kebum'])
    await page.keyboard.press('ArrowDown')
    await list.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter') // nothing is marked yet: closes the list, sends nothing
    expect([await list.isVisible(), page.url()]).toEqual([false, screen.base + UTAMA])
    await page.keyboard.press('ArrowDown')
    await list.getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect([await input.inputValue(), ...(await told())]).toEqual(['Kab. Kebumen', 'false', null])
    await soon(async () => (await item('tempat_lahir')).proposed!.tempat_lahir).toEqual({ id: '33.05', nama: 'Kab. Kebumen' })
  })

  visit('levels of a place come and go one by one; abroad there are none', async ({ open, item }) => {
    const page = await open(POSISI)
    await answer(page, 'lokasi_kerja', 'Tidak sesuai')
    const panel = row(page, 'lokasi_kerja')
    const shown = async () => (await panel.locator('.medan:visible > label, .medan:visible > fieldset > legend').allInnerTexts()).map((text) => text.replace(/ \(.*/, ''))
    const choose = async (label: string, typed: string, wanted: string) => {
      await page.getByRole('combobox', { name: new RegExp(`^${label}`) }).fill(typed)
      await page.getByRole('option', { name: wanted }).first().click()
    }
    expect(await shown()).toEqual(['Jenis Lokasi', 'Propinsi'])
    await choose('Propinsi', 'jawa ten', 'Jawa Tengah')
    await page.getByRole('button', { name: 'Tambah Kabupaten/Kota' }).click()
    await choose('Kabupaten', 'purworejo', 'Kab. Purworejo')
    await page.getByRole('button', { name: 'Tambah Kecamatan' }).click()
    await choose('Kecamatan', 'kutoarjo', 'Kutoarjo')
    expect(await shown()).toEqual(['Jenis Lokasi', 'Propinsi', 'Kabupaten/Kota', 'Kecamatan'])
    await soon(async () => (await item('lokasi_kerja')).proposed!.kecamatan).toMatchObject({ nama: expect.stringContaining('Kutoarjo') })
    await page.getByRole('button', { name: 'Hapus Kecamatan' }).click()
    expect(await shown()).toEqual(['Jenis Lokasi', 'Propinsi', 'Kabupaten/Kota'])
    await panel.getByRole('radio', { name: 'Luar Negeri' }).check()
    expect([await shown(), await panel.getByRole('button', { name: /Kabupaten|Kecamatan/ }).count()]).toEqual([['Jenis Lokasi', 'Negara', 'Kota'], 0])
    await panel.getByRole('radio', { name: 'Dalam Negeri' }).check()
    expect(await shown()).toEqual(['Jenis Lokasi', 'Propinsi', 'Kabupaten/Kota'])
  })

  visit('kinds of position show their own fields, the unit brings position and eselon, dates are read back', async ({ open }) => {
    const page = await open(`${JABATAN}/baru`)
    for (const [label, there] of [['Fungsional Umum', 'Jabatan Fungsional Umum'], ['Fungsional Tertentu', 'Jabatan Fungsional'], ['Struktural', 'Nama Jabatan Struktural']] as const) {
      await page.getByRole('radio', { name: label, exact: true }).check()
      await soon(async () => (await page.locator('[data-bila]:visible label').allInnerTexts()).some((text) => text.startsWith(there))).toBe(true)
    }
    await page.getByRole('combobox', { name: /^Unit Organisasi/ }).fill('dinas')
    await page.getByRole('option', { name: 'Dinas Pendidikan' }).click()
    expect([await page.locator('#nama_jabatan_struktural').inputValue(), await page.locator('#eselon').inputValue()]).toEqual(['Kepala', '22'])
    for (const [typed, read] of [['14/3/06', 'Dibaca 14 Maret 2006'], ['14032006', 'Dibaca 14 Maret 2006'], ['31-02-2006', ''], ['14-', '']]) {
      await box(page, 'TMT Jabatan').fill(typed!)
      expect(await page.locator('[data-baca=tmt_jabatan]').innerText()).toBe(read)
    }
  })

  visit('the birth of a parent that nobody knows: one press', async ({ open, item }) => {
    const kunci = uuidv7()
    const page = await open(`/formulir/orang-tua/${kunci}`)
    await page.getByRole('button', { name: 'Tidak tahu' }).click()
    expect(await page.inputValue('[name=tanggal_lahir]')).toBe('Tidak tahu')
    await soon(async () => (await item(kunci))?.draft).toMatchObject({ tanggal_lahir: 'Tidak tahu' })
  })

  visit('a sentence that appears moves nothing away from under a mouse or a finger', async ({ open }) => {
    const page = await open('/formulir/orang-tua/baru', { width: 390 })
    await page.route('**/formulir/**', () => {}) // an answer would move things too
    const finger = await page.context().newCDPSession(page)
    const touch = (type: string, touchPoints: object[]) => finger.send('Input.dispatchTouchEvent' as never, { type, touchPoints } as never)
    const living = page.getByRole('radio', { name: 'Hidup', exact: true })
    for (const by of ['mouse', 'finger']) {
      await box(page, 'Tanggal Lahir').fill('14-03-1946')
      await page.getByRole('radio', { name: 'Meninggal' }).check()
      await box(page, 'Tanggal Lahir').pressSequentially('x')
      const before = (await living.boundingBox())!
      const [x, y] = [before.x + 9, before.y + 9]
      if (by === 'mouse') await page.mouse.move(x, y).then(() => page.mouse.down()).then(() => page.mouse.up())
      else await touch('touchStart', [{ x, y }]).then(() => touch('touchEnd', []))
      await page.getByText('Tanggal Lahir ditulis tanggal-bulan-tahun').waitFor()
      await soon(() => living.isChecked()).toBe(true)
      expect((await living.boundingBox())!.y).not.toBe(before.y)
    }
  })

  visit('a warning asks for a remark; with it the value counts', async ({ open, item }) => {
    const page = await open(UTAMA)
    await answer(page, 'tanggal_lahir', 'Tidak sesuai')
    await page.locator('#tanggal_lahir').fill('15-03-1976')
    await page.locator('#tanggal_lahir').blur()
    await row(page, 'tanggal_lahir').getByText('Tanggal lahir berbeda dengan delapan angka pertama NIP.').waitFor()
    await soon(async () => (await item('tanggal_lahir')).draft?.tanggal_lahir).toBe('15-03-1976')
    await row(page, 'tanggal_lahir').getByRole('textbox', { name: 'Keterangan' }).fill('k'.repeat(301))
    await row(page, 'tanggal_lahir').getByText('Keterangan paling panjang 300 huruf.').waitFor()
    await row(page, 'tanggal_lahir').getByRole('textbox', { name: 'Keterangan' }).fill('Sesuai akta kelahiran')
    await soon(async () => (await item('tanggal_lahir')).remark).toBe('Sesuai akta kelahiran')
    await soon(() => row(page, 'tanggal_lahir').locator('.errmsg').count()).toBe(0)
  })
})

visit('hostile texts that were stored run nowhere: neither at the owner nor at the verifier (A18)', async ({ siti, open }) => {
  const { s, base } = screen
  await fillAll(s, siti)
  const texts = payloads.map((p) => p.replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '').trim()).filter(Boolean)
  await editForm(s.ctx.db, s.ctx.keys, siti.nip, PERIODE, async (e) => {
    for (const [i, text] of texts.entries()) {
      const kunci = uuidv7()
      await propose(e, newItem(e.form, 'riwayat-jabatan', kunci), 0, { ...jabatan, unor: { id: null, nama: text }, nomor_sk: text, tmt_jabatan: `${2001 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-02` }, text)
    }
  })
  const heard: string[] = []
  const look = async (page: Page, paths: readonly string[]) => {
    page.on('dialog', (d) => void heard.push(`dialog ${d.message()}`)).on('console', (m) => void (m.type() === 'error' && heard.push(m.text()))).on('pageerror', (e) => void heard.push(e.message))
    page.on('request', (r) => void (r.url().startsWith(base) || heard.push(`request ${r.url()}`)))
    for (const path of paths) {
      await page.goto(base + path)
      expect(await page.evaluate(() => [(window as { __xss?: number }).__xss, document.querySelectorAll('main script, iframe, object, embed, img, base').length])).toEqual([undefined, 0])
      expect(await page.locator('main').innerText()).toContain('window.__xss=1')
    }
  }
  const added = (await formOf(s, siti)).sections.get('riwayat-jabatan')!.items.at(1)!.kunci
  await look(await open('/formulir'), [JABATAN, `${JABATAN}/${added}/hapus`, '/formulir/kirim'])
  await sendForm(s, siti)
  const desk = await open('/masuk')
  await desk.context().clearCookies()
  await desk.context().addCookies([{ name: 'epupns_petugas', value: await newSession(s, 'petugas', ENDANG), url: base }])
  await look(desk, [`/verifikasi/${(await formOf(s, siti)).row!.id}`])
  expect(heard).toEqual([])
})

visit('a foreign page can neither post in her name nor show her form in a frame (A20)', async ({ open, item }) => {
  const at = screen.base + UTAMA
  const form = `<form method="post" action="${at}"><input name="alamat__cek" value="ubah"><input name="alamat__versi" value="0"><input name="alamat" value="Jl. Asing"><input name="_kunci" value="${uuidv7()}"></form>`
  const foreign = createServer((req, res) => res.writeHead(200, { 'content-type': 'text/html' }).end(req.url === '/bingkai' ? `<iframe src="${at}"></iframe>` : `${form}<script>document.forms[0].submit()</script>`))
  await once(foreign.listen(0, '127.0.0.1'), 'listening')
  const base = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`
  const page = await open('/formulir')
  await page.goto(base)
  await page.getByText('Permintaan ditolak demi keamanan').waitFor()
  expect([page.url(), (await item('alamat')).state]).toEqual([at, 'belum'])
  await page.goto(`${base}/bingkai`, { waitUntil: 'networkidle' })
  expect(await page.frameLocator('iframe').locator('body').innerText()).not.toContain('Data Utama')
  foreign.close()
})

describe('the same without script', () => {
  const off = { javaScriptEnabled: false }

  visit('a correction with Cari and radios, two tabs, "semua sisanya sesuai" and Urungkan', async ({ siti, open, item }) => {
    const page = await open(UTAMA, off)
    await answer(page, 'tempat_lahir', 'Tidak sesuai')
    await page.locator('#tempat_lahir').fill('kebumen')
    await typeAddress(page, 'Jl. Tanpa Skrip 1')
    await press(page, 'Cari Tempat Lahir yang benar')
    expect(await page.locator('#alamat').inputValue()).toBe('Jl. Tanpa Skrip 1')
    await page.getByRole('radio', { name: /^Kab\. Kebumen/ }).first().check()
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await page.getByText('Tersimpan', { exact: true }).waitFor()
    expect([(await item('tempat_lahir')).proposed!.tempat_lahir, (await item('alamat')).proposed!.alamat]).toEqual([{ id: '33.05', nama: 'Kab. Kebumen' }, 'Jl. Tanpa Skrip 1'])
    await autosave(screen.s, siti, UTAMA, { alamat__cek: 'ubah', alamat__versi: (await item('alamat')).versi, alamat: 'Jl. Dari Tab Lain' })
    await page.locator('#alamat').fill('Jl. Tanpa Skrip 2')
    await press(page, 'Tandai semua sisanya sesuai')
    expect([await page.locator('.kabar.ubah').innerText(), await page.locator('#alamat').inputValue()]).toEqual([expect.stringContaining('Jl. Dari Tab Lain'), 'Jl. Tanpa Skrip 2'])
    expect((await item('agama')).state).toBe('sesuai')
    await press(page, 'Simpan')
    const again = await open(POSISI, off)
    await press(again, 'Tandai semua sisanya sesuai')
    await press(again, 'Urungkan')
    expect([(await item('unor')).state, (await item('alamat')).proposed!.alamat]).toEqual(['belum', 'Jl. Tanpa Skrip 2'])
  })

  visit('a row: faults, konsep, Batal that asks, confirmation, Kirim with everything missing by name', async ({ siti, open, item }) => {
    const page = await open(`${JABATAN}/baru`, off)
    await box(page, 'Nomor SK').fill('821/99')
    await press(page, 'Simpan')
    await page.getByRole('link', { name: 'TMT Jabatan belum diisi.' }).waitFor()
    await press(page, 'Batal')
    await page.getByRole('link', { name: 'Kembali ke isian' }).last().click()
    expect(await box(page, 'Nomor SK').inputValue()).toBe('821/99')
    await page.goto(screen.base + JABATAN)
    await page.getByText('Belum disimpan, lanjutkan').waitFor()
    await page.getByRole('link', { name: /^Lanjutkan/ }).click()
    await page.getByRole('radio', { name: 'Fungsional Umum', exact: true }).check()
    await page.locator('#unor').fill('SMP yang sudah tidak ada')
    await page.locator('#jabatan_fungsional_umum').fill('Pengadministrasi Umum')
    await box(page, 'TMT Jabatan').fill('1/4/2002')
    await box(page, 'Tanggal SK').fill('1/3/2002')
    await press(page, 'Simpan')
    await page.getByRole('heading', { name: 'Simpan data ini?' }).waitFor()
    await press(page, 'Simpan')
    expect((await formOf(screen.s, siti)).sections.get('riwayat-jabatan')!.items.map((i) => i.state)).toEqual(['belum', 'tambah'])
    await page.goto(`${screen.base}/formulir/kirim`)
    await page.getByRole('link', { name: 'Verifikator Level 1' }).click()
    expect(page.url()).toBe(`${screen.base}${POSISI}#verifikator_level_1-baris`)
    await answer(page, 'verifikator_level_1', 'Isi')
    await page.locator('#verifikator_level_1').fill('dinas')
    await press(page, 'Cari Verifikator Level 1 yang benar')
    await page.getByRole('radio', { name: 'Dinas Pendidikan' }).check()
    await press(page, 'Simpan')
    expect((await item('verifikator_level_1')).proposed!.verifikator_level_1).toMatchObject({ id: unit.dinas })
  })
})

for (const javaScriptEnabled of [true, false]) visit(`after Keluar the back button shows nothing (script: ${javaScriptEnabled})`, async ({ siti, open }) => {
  await post(screen.s, siti, UTAMA, { alamat__cek: 'ubah', alamat__versi: 0, alamat: 'Jl. Rahasia 9' })
  const page = await open(UTAMA, { javaScriptEnabled })
  await page.goto(`${screen.base}/formulir/status`)
  await press(page, 'Keluar')
  await page.waitForURL(/keluar=1/)
  for (let i = 0; i < 2; i++) {
    await page.goBack()
    expect([page.url().includes('/masuk'), (await page.content()).match(/Rahasia 9|Mawar|SITI/i)]).toEqual([true, null])
  }
})

visit('script: konsep, Urungkan, Batal that asks', async ({ siti, open, item }) => {
  const page = await open(`${GOLONGAN}/${rowId(siti, 'g2')}`)
  await press(page, 'Batal') // nothing was typed
  await page.waitForURL(`**${GOLONGAN}`)
  await page.getByRole('link', { name: /^Ubah RG-2/ }).click()
  await box(page, 'Nomor SK').fill('823/100/2004')
  await barSays(page, /Tersimpan/)
  await page.getByRole('link', { name: 'Riwayat Golongan' }).first().click()
  await page.getByRole('link', { name: /^Lanjutkan RG-2/ }).click()
  expect(await box(page, 'Nomor SK').inputValue()).toBe('823/100/2004')
  await press(page, 'Batal')
  await press(page, 'Buang')
  await press(page, 'Semua 2 baris sesuai')
  expect((await item(rowId(siti, 'g2'))).state).toBe('sesuai')
  await press(page, 'Urungkan')
  expect((await item(rowId(siti, 'g2'))).state).toBe('belum')
})
