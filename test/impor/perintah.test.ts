// `epupns import` as an operator meets it, and the staff of the demo.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '../../src/db/embeddedFiles.ts'
import { loadStaff } from '../../src/impor/demo.ts'
import { useDatabase } from '../harness.ts'
import { csv, folderWith } from './berkas.ts'

const database = useDatabase()
const SITI = '198503142010012501'
const key = randomBytes(32).toString('base64')

const files = {
  'referensi/unor.csv': csv(
    ['id', 'nama', 'induk_id', 'lingkup_id', 'info'],
    ['d1', 'Dinas Pendidikan', '', '6422', '{"nama_jabatan":"Kepala Dinas","eselon":"22"}'],
    ['s1', 'SD Negeri 1 Bener', 'd1', '6422', ''],
  ),
  'sapk/riwayat-golongan.csv': csv(['nip', 'id', 'golongan', 'tmt_golongan'], [SITI, 'a', '31', '2010-01-01'], [SITI, 'b', '99', '2014-04-01']),
  'sapk/data-utama.csv': csv(['nip', 'nama', 'nik'], [SITI, 'Siti', '3306015403859001']),
  'sapk/catatan.txt': 'bukan data',
  'demo/petugas.csv': csv(
    ['email', 'nama', 'nip', 'peran', 'lingkup_id'],
    ['Budi@epupns.test', 'Budi', '', 'verifikator_1', 'd1'],
    ['budi@epupns.test', 'Budi', '', 'verifikator_2', '6422'],
    ['rina@epupns.test', 'Rina', SITI, 'verifikator_3', '01'],
  ),
  'demo/unit-verifikator.csv': csv(['unor_id', 'instansi_id'], ['d1', '6422']),
  'demo/pengaturan.csv': csv(['instansi_id', 'verifikasi_registrasi', 'alamat', 'jam_layanan'], ['6422', 'tidak', 'Jl. Pahlawan 3', '08.00-15.00']),
}
const folder = folderWith(files)

/** Runs the command; answers exit code and what it printed. */
async function epupns(args: readonly string[], env: Record<string, string> = {}): Promise<{ code: number; out: string }> {
  const settings = { ...process.env, BASE_URL: '', DATABASE_URL: database.url, EPUPNS_KUNCI: key, ...env } // vitest has a BASE_URL of its own
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'import', ...args], {
      cwd: projectFolder,
      env: settings,
    })
    return { code: 0, out: stdout }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout + stderr }
  }
}

describe('epupns import', () => {
  test('a folder: dry run, run, and once more', async () => {
    const trial = await epupns([folder, '--uji-coba'])
    expect(trial.code).toBe(1)
    expect(trial.out).toContain('UJI COBA, tidak ada yang diubah')
    expect((await database.pool.query('select from sapk_data_utama')).rowCount).toBe(0)

    const run = await epupns([folder])
    expect(run.code).toBe(1)
    expect(run.out).toMatch(/^Unit Organisasi \(unor.csv\): 2 baris · 2 baru/m)
    expect(run.out).toMatch(/^Data Utama \(data-utama.csv\): 1 baris · 1 baru/m)
    expect(run.out).toMatch(/^Riwayat Golongan \(riwayat-golongan.csv\): 2 baris · 1 baru · 1 ditolak/m)
    expect(run.out).toContain('  baris 3: kode golongan "99" tidak dikenal')
    expect((await database.pool.query('select sintetis from sapk_data_utama')).rows).toEqual([{ sintetis: true }])

    const again = await epupns([folder])
    expect(again.code).toBe(0)
    expect(again.out.match(/sudah diimpor, dilewati/g)).toHaveLength(3)
  }, 60_000)

  test('one file whose name says nothing', async () => {
    const path = `${folderWith({ 'kiriman.csv': files['sapk/data-utama.csv'] })}/kiriman.csv`
    expect((await epupns([path])).out).toContain('tidak diketahui ini daftar atau bagian apa')
    expect(await epupns([path, '--daftar', 'data-utama'])).toMatchObject({ code: 0, out: expect.stringContaining('1 baris · ') })
  }, 60_000)

  test('faults are one line, never a stack', async () => {
    const missing = await epupns(['/tidak/ada'])
    expect(missing).toEqual({ code: 1, out: 'Berkas atau folder tidak ditemukan: /tidak/ada\n' })
    const invented = await epupns([folder], {
      EPUPNS_MODE: 'produksi',
      SMTP_URL: 'smtp://localhost',
      EMAIL_PENGIRIM: 'a@b.go.id',
      BASE_URL: 'https://x.go.id',
    })
    expect(invented).toEqual({
      code: 1,
      out: 'Folder ini berisi orang rekaan (ada subfolder demo) dan tidak boleh diimpor pada mode produksi.\n',
    })
  }, 60_000)
})

describe('staff of the demo', () => {
  const load = () => loadStaff(database.db, folder, async (member) => ({ sandi_hash: `hash ${member.email}`, totp: `rahasia ${member.id}` }))

  test('one person with several tasks, units that verify, settings of the agency', async () => {
    const staff = await load()
    expect(staff.map((m) => [m.email, m.tugas.length])).toEqual([
      ['budi@epupns.test', 2],
      ['rina@epupns.test', 1],
    ])
    const { rows } = await database.pool.query(
      'select p.email, p.sintetis, t.peran, t.lingkup_id from petugas p join penugasan t on t.petugas_id = p.id order by p.email, t.peran',
    )
    expect(rows).toEqual([
      { email: 'budi@epupns.test', sintetis: true, peran: 'verifikator_1', lingkup_id: 'd1' },
      { email: 'budi@epupns.test', sintetis: true, peran: 'verifikator_2', lingkup_id: '6422' },
      { email: 'rina@epupns.test', sintetis: true, peran: 'verifikator_3', lingkup_id: '01' },
    ])
    expect((await database.pool.query('select instansi_id, verifikasi_registrasi, alamat from instansi_pengaturan')).rows).toEqual([
      { instansi_id: '6422', verifikasi_registrasi: false, alamat: 'Jl. Pahlawan 3' },
    ])
    expect((await database.pool.query('select unor_id from unit_verifikator')).rows).toEqual([{ unor_id: 'd1' }])
  })

  test('loading again adds nobody', async () => {
    const before = (await database.pool.query('select id, sandi_hash from petugas order by id')).rows
    await load()
    expect((await database.pool.query('select id, sandi_hash from petugas order by id')).rows).toEqual(before)
  })
})
