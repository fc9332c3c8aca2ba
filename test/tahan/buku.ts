// The ledger of trust.md 6.2: who writes notes before sending what he tries, and after the answer what was acknowledged, in a
// file of his own that is flushed to disk each time. Afterwards the database is compared with the files.
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { DbOrTx } from '../../src/db/pool.ts'
import { findBrokenChains } from '../../src/workflow/events.ts'
import type { Person } from '../isian/adegan.ts'

type Line = { nip: string; kunci: string; jenis: 'alamat' | 'baris'; baris?: string; isi: string; acked?: true }
export type Client = {
  /** where the program serves; who gets no answer asks the next one, with the same key */
  ports: readonly number[]
  folder: string
  agent: Agent
  acks: number
  /** acknowledged saves after which the workers wait */ allowed: number
  /** how often each status came; 0 = no answer */ answers: Record<number, number>
}

export const newClient = (ports: readonly number[], folder: string): Client => ({
  ports,
  folder,
  agent: new Agent({ keepAlive: true, maxSockets: 50 }),
  acks: 0,
  allowed: Infinity,
  answers: {},
})

/** One worker: saves one after the other, each repeated with its key until it is acknowledged. */
export async function work(c: Client, p: Person, saves: number): Promise<void> {
  const file = openSync(join(c.folder, `${p.nip}.jsonl`), 'a')
  const note = (line: Line): void => {
    writeSync(file, `${JSON.stringify(line)}\n`)
    fsyncSync(file)
  }
  let versi = 0
  for (let n = 1; n <= saves; n++) {
    while (c.acks >= c.allowed) await sleep(5)
    const line: Line = {
      nip: p.nip,
      kunci: uuidv7(),
      isi: `Simpanan ${n} dari ${p.nip}`,
      ...(n % 2 ? { jenis: 'alamat' } : { jenis: 'baris', baris: uuidv7() }),
    }
    note(line)
    await untilAnswered(c, p, line, versi)
    note({ ...line, acked: true })
    c.acks++
    if (line.jenis === 'alamat') versi++
  }
  closeSync(file)
}

/** For a program that never comes back; a busy machine may need a while to start one. */
const PATIENCE_MS = 180_000

/** Anything but a yes and "try again" is a fault: a save that failed for sure, or one that says so and was done. */
async function untilAnswered(c: Client, p: Person, line: Line, versi: number): Promise<void> {
  for (let end = Date.now() + PATIENCE_MS, tries = 0; Date.now() < end; tries++) {
    const port = c.ports[(Number(p.nip.slice(-3)) + tries) % c.ports.length]!
    const status = await post(c, port, p, line, versi).catch(() => 0)
    c.answers[status] = (c.answers[status] ?? 0) + 1
    if (status === 303) return
    if (![0, 503, 429].includes(status)) throw new Error(`Answer ${status} to ${line.isi}, ${line.jenis}, try ${tries + 1}`)
    await sleep(status === 429 ? 1000 : 100 + Math.random() * 100)
  }
  throw new Error('The program did not come back')
}

function post(c: Client, port: number, p: Person, line: Line, versi: number): Promise<number> {
  // A post of its own for every save, month after month.
  const n = Number(line.isi.split(' ')[1])
  const month = (from: number): string => `01-${String(1 + ((n + from) % 12)).padStart(2, '0')}-${2005 + Math.floor((n + from) / 12)}`
  const row = {
    _versi: '0',
    _aksi: 'simpan',
    _yakin: '1',
    jenis_jabatan: '4',
    instansi_kerja: 'Pemerintah Kab. Purworejo',
    instansi_kerja__id: '6422',
    unor: 'SMP Lama',
    unor__usul: '1',
    jabatan_fungsional_umum: 'Pengadministrasi Umum',
    jabatan_fungsional_umum__id: 'JFU001',
    tmt_jabatan: month(1),
    tanggal_sk: month(0),
    nomor_sk: line.isi,
  }
  const body = line.jenis === 'baris' ? row : { alamat__cek: 'ubah', alamat__versi: String(versi), alamat: line.isi }
  const headers = { cookie: `epupns_sesi=${p.cookie}`, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
  return new Promise((resolve, reject) => {
    const path = line.jenis === 'baris' ? `/formulir/riwayat-jabatan/${line.baris}` : '/formulir/data-utama'
    const req = request({ host: '127.0.0.1', port, method: 'POST', path, agent: c.agent, headers, timeout: 15_000 }, (res) => {
      // A status without its end is no answer yet.
      res
        .on('error', reject)
        .on('close', () => (res.complete ? resolve(res.statusCode!) : reject(new Error('cut off'))))
        .resume()
    })
    req.on('error', reject).on('timeout', () => req.destroy(new Error('no answer')))
    req.end(new URLSearchParams({ _kunci: line.kunci, ...body }).toString())
  })
}

/** What the files and the database disagree about. */
export type Report = { tried: number; acked: number; missing: string[]; untried: string[]; doubled: string[]; broken: number }

export async function check(db: DbOrTx, folder: string): Promise<Report> {
  const lines = readdirSync(folder).flatMap((f) =>
    readFileSync(join(folder, f), 'utf8')
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l) as Line),
  )
  const [tried, acked] = [lines.filter((l) => !l.acked), lines.filter((l) => l.acked)]
  const nips = [...new Set(lines.map((l) => l.nip))]
  const list = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(db)).rows
  const keys = await list(sql<{ nip: string; kunci: string }>`select nip, kunci from idempotensi where nip = any(${nips})`)
  const usulan = await list(
    sql<{
      nip: string
      kunci: string
      versi: number
      isi: string
    }>`select nip, kunci, versi, coalesce(sesudah ->> 'alamat', sesudah ->> 'nomor_sk') as isi from usulan where nip = any(${nips})`,
  )
  const events = await list(
    sql<{ nip: string; n: number }>`select nip, count(*)::int as n from peristiwa where nip = any(${nips}) and jenis = 'simpan' group by nip`,
  )
  const stored = new Set(keys.map((k) => k.kunci))
  const rowOf = (l: Line) => usulan.find((u) => u.nip === l.nip && u.kunci === (l.baris ?? 'alamat'))
  // Of an address the last text stands; the ones before it show in its version.
  const isThere = (l: Line) => stored.has(l.kunci) && (l.jenis === 'baris' ? rowOf(l)?.isi === l.isi : rowOf(l) !== undefined)
  const lost = nips.filter((nip) => {
    const addresses = acked.filter((l) => l.nip === nip && l.jenis === 'alamat')
    const now = usulan.find((u) => u.nip === nip && u.kunci === 'alamat')
    return (
      addresses.length > 0 &&
      (!now || now.versi < addresses.length || !tried.some((l) => l.nip === nip && l.isi === now.isi && l.kunci >= addresses.at(-1)!.kunci))
    )
  })
  return {
    tried: tried.length,
    acked: acked.length,
    missing: [...acked.filter((l) => !isThere(l)).map((l) => l.isi), ...lost.map((nip) => `address of ${nip}`)],
    untried: [
      ...keys.filter((k) => !tried.some((l) => l.kunci === k.kunci)).map((k) => k.kunci),
      ...usulan.filter((u) => !tried.some((l) => l.isi === u.isi)).map((u) => u.isi),
    ],
    doubled: nips.filter((nip) => {
      const own = keys.filter((k) => k.nip === nip)
      const addresses = own.filter((k) => tried.some((l) => l.kunci === k.kunci && l.jenis === 'alamat'))
      return (
        (events.find((e) => e.nip === nip)?.n ?? 0) !== own.length ||
        (usulan.find((u) => u.nip === nip && u.kunci === 'alamat')?.versi ?? 0) !== addresses.length
      )
    }),
    broken: (await findBrokenChains(db)).length,
  }
}
