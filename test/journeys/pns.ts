// What the PNS does on the pages, the same steps with and without script; without it Cari and radios take the place of the combobox.
import type { Page } from 'playwright-core'
import { letterTo, type World } from './dunia.ts'

export const NIP = '198003152005012501'
const SANDI = 'kolam-ikan-senja-88'
const EMAIL = 'siti.rahayu@pns.test'

export type Pns = { page: Page; w: World; js: boolean }

const button = (p: Pns, name: string | RegExp) => p.page.getByRole('button', { name, exact: typeof name === 'string' })
const press = async (p: Pns, name: string | RegExp) => {
  await button(p, name).click()
  await p.page.waitForLoadState()
}
const go = (p: Pns, path: string) => p.page.goto(p.w.base + path)

/** Five steps of registration with the mailed code. Returns the nomor register. */
export async function registrasi(p: Pns): Promise<string> {
  const { page } = p
  await go(p, '/registrasi')
  await page.getByLabel('NIP Baru').fill('19800315 200501 2 501')
  if (!p.js) await page.getByLabel('Kode Captcha').fill('TEKAN')
  await press(p, 'Cari')
  await page.getByLabel('NIK', { exact: true }).fill('3306055503809001')
  await press(p, 'Lanjut')
  await page.getByLabel('Alamat e-mail').fill(EMAIL)
  await press(p, 'Lanjut')
  const code = /([A-Z0-9]{4}[ -]?[A-Z0-9]{4})/.exec((await letterTo(EMAIL, /Kode registrasi/)).replace(/e-PUPNS/g, ''))
  await page.getByLabel('Kode', { exact: true }).fill(code![1]!)
  await press(p, 'Lanjut')
  await page.getByLabel('Kata Kunci', { exact: true }).fill(SANDI)
  await page.getByLabel('Konfirmasi Kata Kunci').fill(SANDI)
  await page.getByLabel('Nama Ibu Kandung').fill('Sumiyati')
  await page.getByLabel('Pertanyaan Pengaman', { exact: true }).selectOption({ index: 2 })
  await page.getByLabel('Jawaban Pertanyaan Pengaman').fill('Bu Kartini Wulandari')
  await page.getByLabel('Kode Captcha').fill('TEKAN')
  await press(p, 'Registrasi')
  await page.waitForURL(/bukti/)
  return (await page.locator('.nomor').innerText()).replace(/\s/g, '')
}

/** Signs in and confirms "Apakah ini data Anda?" where it is asked. */
export async function masuk(p: Pns, nomor: string): Promise<void> {
  await go(p, '/masuk')
  await p.page.getByLabel('Nomor Register', { exact: true }).fill(nomor.toLowerCase())
  await p.page.getByLabel('Kata Kunci', { exact: true }).fill(SANDI)
  await press(p, 'Masuk')
  const yes = button(p, /Ya, ini data saya/)
  if (await yes.count()) await press(p, /Ya, ini data saya/)
}

const row = (p: Pns, kunci: string) => p.page.locator(`[id="${kunci}-baris"]`)
const answer = (p: Pns, kunci: string, what: string) => row(p, kunci).getByRole('radio', { name: what, exact: true }).check()
const fix = async (p: Pns, kunci: string, label: string, value: string, how = 'Tidak sesuai') => {
  await answer(p, kunci, how)
  await row(p, kunci)
    .getByRole('textbox', { name: `${label} yang benar` })
    .fill(value)
}

/** The name of an optional field ends with "(boleh dikosongkan)". */
const named = (label: string) => new RegExp(`^${label}( \\(|$)`)

/** Type and pick: the combobox, or Cari and a radio. */
async function pick(p: Pns, label: string, typed: string, wanted: string): Promise<void> {
  const { page, js } = p
  const box = page.getByRole(js ? 'combobox' : 'textbox', { name: named(label) })
  await box.fill(typed)
  if (js) await page.getByRole('option', { name: wanted }).first().click()
  else {
    await page.getByRole('button', { name: `Cari ${label}`, exact: true }).click()
    await page.getByRole('radio', { name: wanted }).first().check()
  }
}

/** Data Utama: agreed, corrected, empty, a draft with a fault, an own text instead of a list entry, the rest in one press and undone. */
export async function isiDataUtama(p: Pns): Promise<void> {
  await go(p, '/formulir/data-utama')
  await answer(p, 'nama', 'Sesuai')
  await answer(p, 'gelar_depan', 'Memang tidak ada')
  await fix(p, 'gelar_belakang', 'Gelar Belakang', 'S.Pd., M.Pd.')
  await fix(p, 'npwp', 'NPWP', '0812345675310')
  await fix(p, 'alamat', 'Alamat', 'Jl. Pahlawan 5, Kutoarjo', 'Isi')
  await answer(p, 'tempat_lahir', 'Tidak sesuai')
  await row(p, 'tempat_lahir').getByLabel('Tempat Lahir yang benar').fill('Kampung Baru Kutoarjo')
  await row(p, 'tempat_lahir').getByText('Tidak ada di daftar?').click()
  await row(p, 'tempat_lahir').getByRole('checkbox').check()
  await press(p, 'Simpan')
  await p.page.getByRole('link', { name: 'NPWP harus 15 atau 16 angka. Anda menulis 13 angka.' }).waitFor()
  await row(p, 'npwp').getByRole('textbox').fill('0812 3456 7531 0001')
  await press(p, 'Simpan')
  await press(p, 'Tandai semua sisanya sesuai')
  await press(p, 'Urungkan')
  await press(p, 'Tandai semua sisanya sesuai')
  await p.page.getByText(/\d+ data ditandai sesuai/).waitFor()
}

type Fields = Readonly<Record<string, string>>

/** Fills a row page: select by shown text, lists by typing, everything else as text. */
async function fillRow(p: Pns, fields: Fields, picks: Readonly<Record<string, readonly [string, string]>> = {}): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    const select = p.page.getByRole('combobox', { name: label, exact: true }).and(p.page.locator('select'))
    if (await select.count()) await select.selectOption(value)
    else await p.page.getByRole('textbox', { name: named(label) }).fill(value)
  }
  for (const [label, [typed, wanted]] of Object.entries(picks)) await pick(p, label, typed, wanted)
}

/** Simpan, then the confirmation of the manual. */
async function simpanBaris(p: Pns): Promise<void> {
  await press(p, 'Simpan')
  await p.page.getByRole('heading', { name: 'Simpan data ini?' }).waitFor()
  await press(p, 'Simpan')
}

export async function isiRiwayatGolongan(p: Pns): Promise<void> {
  await go(p, '/formulir/riwayat-golongan')
  await press(p, /^Sesuai RG-1/)
  await p.page.getByRole('link', { name: /^Ubah RG-2/ }).click()
  await fillRow(p, { 'Nomor SK': '823.3/990/SIM/2009' })
  await simpanBaris(p)
  await p.page.getByRole('link', { name: /^Hapus RG-5/ }).click()
  await press(p, 'Hapus')
  await p.page.getByRole('link', { name: 'Tambah', exact: true }).click()
  await fillRow(p, {
    Golongan: '41',
    'Masa Kerja Tahun': '13',
    'Masa Kerja Bulan': '9',
    'Nomor SK': '823.4/10/SIM/2018',
    'Tanggal SK': '10-9-18',
    'TMT Golongan': '1/10/2018',
    'Jenis KP': '202',
    'Nomor BKN': 'AA-15301000123',
  })
  await press(p, 'Simpan')
  await p.page.getByRole('link', { name: /Isi Nomor BKN dan Tanggal BKN dua-duanya/ }).waitFor()
  // The page is left without Simpan: the row waits as a konsep.
  await go(p, '/formulir/riwayat-golongan')
  await p.page.getByText('Belum disimpan, lanjutkan').waitFor()
  await p.page.getByRole('link', { name: /^Lanjutkan/ }).click()
  await fillRow(p, { 'Tanggal BKN': '01-09-2018' })
  await simpanBaris(p)
  await press(p, /Semua 2 baris sesuai/)
}

export async function isiRiwayatJabatan(p: Pns): Promise<void> {
  await go(p, '/formulir/riwayat-jabatan')
  await press(p, /^Sesuai RJ-1/)
  await press(p, /^Sesuai RJ-2/)
  await p.page.getByRole('link', { name: 'Tambah', exact: true }).click()
  await p.page.getByRole('radio', { name: 'Fungsional Tertentu' }).check()
  await fillRow(
    p,
    { 'TMT Jabatan': '01-04-2013', 'Tanggal SK': '10-03-2013', 'Nomor SK': '821.2/3/SIM/2013' },
    { 'Unit Organisasi': ['smp negeri 2', 'SMP Negeri 2 Purworejo'], 'Jabatan Fungsional': ['guru muda', 'Guru Muda'] },
  )
  await simpanBaris(p)
}

/** Adds a row to a section: choices by their label, then texts, then entries of lists. */
async function tambah(p: Pns, bagian: string, radios: readonly string[], fields: Fields, picks: Parameters<typeof fillRow>[2] = {}): Promise<void> {
  await go(p, `/formulir/${bagian}`)
  await p.page.getByRole('link', { name: 'Tambah', exact: true }).click()
  for (const name of radios)
    await p.page
      .getByRole('radio', { name, exact: true })
      .or(p.page.getByRole('checkbox', { name, exact: true }))
      .check()
  await fillRow(p, fields, picks)
  await simpanBaris(p)
}

async function tidakPunya(p: Pns, bagian: string): Promise<void> {
  await go(p, `/formulir/${bagian}`)
  await press(p, 'Tidak punya')
  await p.page.getByText('Anda menyatakan tidak punya.').waitFor()
}

/** Father and mother, of whom less is known; husband, and a child whose father is a row that nobody has accepted yet. */
export async function isiKeluarga(p: Pns): Promise<void> {
  const born: Parameters<typeof fillRow>[2] = { 'Tempat Lahir': ['purworejo', 'Kab. Purworejo'] }
  await tambah(p, 'orang-tua', ['Ayah', 'Meninggal'], { Nama: 'SASTRO WIBOWO', 'Tanggal Lahir': '1948' })
  await tambah(p, 'orang-tua', ['Ibu', 'PNS', 'Tidak punya NIP Baru', 'Hidup'], { Nama: 'SUMIYATI', 'Tanggal Lahir': '5-2-52' }, born)
  await tambah(
    p,
    'suami-istri',
    ['Menikah'],
    { Nama: 'BAMBANG CONTOH', 'Tanggal Lahir': '01-05-1978', Urutan: '1', 'Tanggal Menikah': '12-06-2004', 'Akta Menikah': '123/45/VI/2004' },
    born,
  )
  await tambah(p, 'anak', ['BAMBANG CONTOH', 'Perempuan', 'Kandung'], { Nama: 'DEWI CONTOH', 'Tanggal Lahir': '17-08-2006' }, born)
}

/** Education from the level down, a training, no other history; the school, no certificate, the BPJS card. */
export async function isiRiwayatLain(p: Pns): Promise<void> {
  const study = (tingkat: string, lulus: string) => ({
    'Tingkat Pendidikan': tingkat,
    'Tanggal Lulus': lulus,
    'Tahun Lulus': lulus.slice(6),
    'Nomor Ijazah': `SIM/${tingkat}`,
    'Nama Sekolah': 'Universitas Contoh',
  })
  await tambah(
    p,
    'riwayat-pendidikan',
    ['Pendidikan pertama saat pengangkatan CPNS'],
    { ...study('40', '30-06-2003'), 'Gelar Belakang': 'S.Pd.' },
    { 'Nama Pendidikan': ['pendidikan matematika', 'S-1 PENDIDIKAN MATEMATIKA'] },
  )
  await tambah(
    p,
    'riwayat-pendidikan',
    [],
    { ...study('45', '30-06-2010'), 'Gelar Belakang': 'M.Pd.' },
    { 'Nama Pendidikan': ['pendidikan matematika', 'S-2 PENDIDIKAN MATEMATIKA'] },
  )
  await tambah(
    p,
    'riwayat-diklat-fungsional',
    ['Non Formal'],
    { 'Jenis Diklat': '122', 'Lamanya Diklat': '40', 'Tanggal Diklat': '14-03-2012', 'No Sertifikat': 'SIM/40', 'Institusi Penyelenggara': 'Balai Contoh' },
    {
      'Nama Diklat': ['administrator kesehatan', 'Diklat Fungsional Administrator Kesehatan'],
      Instansi: ['kab purworejo', 'Pemerintah Kab. Purworejo'],
    },
  )
  for (const bagian of ['riwayat-diklat-struktural', 'prestasi-kerja', 'kompetensi', 'potensi']) await tidakPunya(p, bagian)
  await tambah(
    p,
    'data-guru',
    ['Negeri', 'Guru Mata Pelajaran'],
    { 'TMT Mengajar': '01-02-2007' },
    { 'Sekolah Induk/Satminkal': ['smp 2 purworejo', 'SMP Negeri 2 Purworejo'], 'Mata Pelajaran': ['matematika', 'Matematika'] },
  )
  await tambah(p, 'sertifikasi-guru', ['Belum'], {})
  await tambah(p, 'bpjs', [], { 'Nomor Kartu Peserta': '9999 0000 00012', 'Nama Peserta': 'SITI RAHAYU' })
}

/** The questionnaires: the first answer everywhere, a year where one is asked. */
export async function isiKuesioner(p: Pns): Promise<void> {
  for (const kode of ['bapertarum', 'kpe']) {
    await go(p, `/formulir/${kode}`)
    const groups = p.page.locator('main fieldset')
    for (let n = 0; n < (await groups.count()); n++) if (await groups.nth(n).isVisible()) await groups.nth(n).locator('input').first().check()
    for (const box of await p.page.locator('main input[type=text]:visible').all()) await box.fill('2012')
    await press(p, 'Simpan')
    await p.page.getByText('Tersimpan').first().waitFor()
  }
}

export async function isiDataPosisi(p: Pns): Promise<void> {
  await go(p, '/formulir/data-posisi')
  for (const kunci of ['instansi_induk', 'satuan_kerja']) await answer(p, kunci, 'Sesuai')
  await answer(p, 'lokasi_kerja', 'Tidak sesuai')
  await row(p, 'lokasi_kerja').getByRole('radio', { name: 'Dalam Negeri' }).check()
  await pick(p, 'Propinsi', 'jawa tengah', 'Jawa Tengah')
  if (p.js) await button(p, 'Tambah Kabupaten/Kota').click()
  await pick(p, 'Kabupaten/Kota', 'purworejo', 'Kab. Purworejo')
  if (p.js) await button(p, 'Tambah Kecamatan').click()
  await pick(p, 'Kecamatan', 'kutoarjo', 'Kec. Kutoarjo')
  await answer(p, 'unor', 'Tidak sesuai')
  // The tree of units, as the search dialog of the manual.
  await press(p, 'Telusuri daftar Unit Organisasi')
  await p.page.getByRole('link', { name: 'Dinas Pendidikan dan Kebudayaan', exact: true }).click()
  await p.page.getByRole('link', { name: 'Pilih SMP Negeri 2 Purworejo' }).click()
  await answer(p, 'verifikator_level_1', 'Isi')
  await pick(p, 'Verifikator Level 1 yang benar', 'dinas pend', 'Dinas Pendidikan dan Kebudayaan')
  await press(p, 'Simpan & lanjutkan')
}

/** Kirim, taken back once, and sent again. */
export async function kirim(p: Pns, batal = false): Promise<void> {
  await go(p, '/formulir/kirim')
  await p.page.getByRole('checkbox').check()
  await press(p, /^Kirim/)
  await p.page.getByRole('heading', { name: 'Formulir terkirim' }).waitFor()
  if (!batal) return
  await press(p, 'Batal Kirim')
  await kirim(p)
}

/** Repairs what level 1 returned: the place from the list, the decree number of the added row, an unchanged field after all. */
export async function perbaikiLevel1(p: Pns): Promise<void> {
  await go(p, '/formulir')
  await p.page.getByText('3 data dikembalikan verifikator').waitFor()
  await go(p, '/formulir/data-utama')
  await p.page.getByText('Pilih kabupaten atau kota dari daftar.').waitFor()
  const own = row(p, 'tempat_lahir').getByRole('checkbox')
  if (await own.isChecked()) {
    if (!(await own.isVisible())) await row(p, 'tempat_lahir').getByText('Tidak ada di daftar?').click()
    await own.uncheck()
  }
  await pick(p, 'Tempat Lahir yang benar', 'purworejo', 'Kab. Purworejo')
  await fix(p, 'kartu_pegawai', 'Kartu Pegawai', 'Z654321')
  await press(p, 'Simpan')
  await go(p, '/formulir/riwayat-golongan')
  await p.page.getByRole('link', { name: /^Ubah RG-6/ }).click()
  await fillRow(p, { 'Nomor SK': '823.4/100/SIM/2018' })
  await simpanBaris(p)
}

export async function perbaikiLevel3(p: Pns): Promise<void> {
  await go(p, '/formulir/data-utama')
  await row(p, 'gelar_belakang').getByRole('textbox', { name: 'Gelar Belakang yang benar' }).fill('S.Pd., M.M.')
  await press(p, 'Simpan')
  await row(p, 'gelar_belakang').getByLabel('Sesuai ijazah').check()
  await press(p, 'Simpan')
}
