// npm run uji:siasn: imports BKN's full-size lists into a database of its own and reports rows, refusals, times and searches.
// The lists are not part of this repository; without them nothing is tested, and that is said.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { defaultDataFolder, projectFolder } from '../src/db/embeddedFiles.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDb, type OpenDb } from '../src/db/pool.ts'
import { findSources, importFile } from '../src/impor/import.ts'
import { reportLines } from '../src/impor/report.ts'
import { loadSmallLists } from '../src/reference/cache.ts'
import { loadReference } from '../src/reference/seeds.ts'
import type { Query } from '../src/reference/query.ts'
import { search } from '../src/reference/search.ts'
import { deriveKeys } from '../src/security/keys.ts'

const folder = resolve(process.env.EPUPNS_SIASN ?? join(projectFolder, '../shared/reference/siasn'))
const RESULT = join(projectFolder, 'hasil', 'uji-siasn.json')
const REPEATS = 5

// Typing as people do it: beginnings, words out of order, one wrong letter, a word too many, and what only hurts.
const SAMPLES: Query[] = [
  { daftar: 'jabatan_fungsional_umum', q: 'pengadministrasi umum' },
  { daftar: 'jabatan_fungsional_umum', q: 'keuangan pengelola' },
  { daftar: 'jabatan_fungsional_umum', q: 'pengadministrasi keuagan' },
  { daftar: 'jabatan_fungsional_umum', q: 'bendahra' },
  { daftar: 'jabatan_fungsional_umum', q: 'ga' },
  { daftar: 'pendidikan', q: 's1 pendidikan matematika' },
  { daftar: 'pendidikan', q: 'matematika', within: '45' },
  { daftar: 'pendidikan', q: 'kedokteran gigi' },
  { daftar: 'jabatan_fungsional', q: 'guru ahli' },
  { daftar: 'instansi', q: 'purworejo' },
  { daftar: 'wilayah', q: 'purworejo', kinds: ['KB', 'KC', 'P', 'NG'] },
  { daftar: 'wilayah', q: 'surbaya', kinds: ['KB', 'KC', 'P', 'NG'] },
  { daftar: 'wilayah', q: '%_%_%_%_%_%' },
  { daftar: 'jabatan_fungsional_umum', q: 'a b c d e f g h i j k l m n o p' },
]

type Imported = {
  daftar: string
  berkas: string
  baris: number
  baru: number
  berubah: number
  tetap: number
  dinonaktifkan: number
  ditolak: number
  detik: number
  tolakan: string[]
  ulang_tetap: number
}
type Searched = { daftar: string; q: string; ms: number; hasil: string[] }

async function main(): Promise<void> {
  if (!existsSync(folder)) {
    console.error(`TIDAK DIUJI: folder daftar SIASN tidak ada (${folder}). Tunjuk foldernya dengan EPUPNS_SIASN.`)
    process.exitCode = 1
    return
  }
  const server = await start()
  try {
    await migrate(server.url)
    const owner = openDb(server.url, { role: null, statementTimeout: 0 })
    const app = openDb(server.url)
    try {
      await loadReference(owner.pool)
      const impor = await importLists(owner)
      await loadSmallLists(app.db)
      const cari = await searchAll(app)
      report(impor, cari)
    } finally {
      await Promise.all([owner.close(), app.close()])
    }
  } finally {
    await server.stop()
  }
}

/** A database that is gone afterwards: in a server of its own, or beside the one of DATABASE_URL. */
async function start(): Promise<{ url: string; stop(): Promise<void> }> {
  const name = `uji-siasn-${process.pid}`
  const given = process.env.DATABASE_URL
  if (!given) {
    const own = join(defaultDataFolder(), name)
    const server = await startEmbedded({ folder: own, durable: false })
    return { url: server.url, stop: async () => server.stop().then(() => rmSync(own, { recursive: true, force: true })) }
  }
  const url = new URL(given)
  url.pathname = `/${name.replaceAll('-', '_')}`
  const drop = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: given })
    await client.connect()
    await client.query(`drop database if exists ${url.pathname.slice(1)} with (force)`)
    await client.end()
  }
  return { url: url.href, stop: drop }
}

async function importLists({ pool }: OpenDb): Promise<Imported[]> {
  const keys = deriveKeys(Buffer.alloc(32, 1)) // lists hold nothing secret
  const done: Imported[] = []
  for (const source of findSources(folder)) {
    const began = performance.now()
    const outcome = await importFile(pool, source, { keys })
    const elapsed = performance.now() - began
    for (const line of reportLines(outcome, elapsed)) console.log(line)
    const { daftar, berkas, baris, baru, berubah, tetap, dinonaktifkan, ditolak, tolakan } = outcome.run!
    const again = (await importFile(pool, source, { keys, again: true })).run!
    done.push({
      daftar,
      berkas,
      baris,
      baru,
      berubah,
      tetap,
      dinonaktifkan,
      ditolak,
      detik: elapsed / 1000,
      tolakan: tolakan.map((t) => `baris ${t.baris}: ${t.alasan}`),
      ulang_tetap: again.baru + again.berubah + again.dinonaktifkan === 0 ? again.tetap : -1,
    })
  }
  return done
}

async function searchAll({ db }: OpenDb): Promise<Searched[]> {
  const done: Searched[] = []
  for (const query of SAMPLES) {
    let hits = await search(db, query)
    const times: number[] = []
    for (let i = 0; i < REPEATS; i++) {
      const began = performance.now()
      hits = await search(db, query)
      times.push(performance.now() - began)
    }
    const ms = times.sort((a, b) => a - b)[Math.floor(REPEATS / 2)]!
    done.push({
      daftar: query.daftar,
      q: query.q,
      ms,
      hasil: hits.slice(0, 3).map((h) => (h.keterangan ? `${h.nama} (${h.keterangan})` : h.nama)),
    })
  }
  return done
}

function report(impor: Imported[], cari: Searched[]): void {
  console.log('\nPencarian (nilai tengah)')
  for (const { daftar, q, ms, hasil } of cari) console.log(`${ms.toFixed(1).padStart(7)} ms  ${daftar}: ${q} → ${hasil.join(' | ') || '(tidak ada)'}`)
  const rows = impor.reduce((sum, i) => sum + i.baris, 0)
  const seconds = impor.reduce((sum, i) => sum + i.detik, 0)
  console.log(`\n${rows} baris dalam ${seconds.toFixed(1)} dtk (${Math.round(rows / seconds)} baris/dtk); hasil: ${RESULT}`)
  mkdirSync(join(projectFolder, 'hasil'), { recursive: true })
  writeFileSync(RESULT, `${JSON.stringify({ waktu: new Date().toISOString(), node: process.version, baris: rows, detik: seconds, impor, cari }, null, 2)}\n`)
  const unstable = impor.filter((i) => i.ulang_tetap < 0).map((i) => i.daftar)
  if (unstable.length > 0) {
    console.error(`GAGAL: impor kedua mengubah sesuatu pada ${unstable.join(', ')}`)
    process.exitCode = 1
  }
}

await main()
