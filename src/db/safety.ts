// What production refuses to run on: settings that can lose what was acknowledged, and invented people.
import pg from 'pg'
import { StartError } from '../startError.ts'
import { clientConfig } from './pool.ts'

const SAFE: Record<string, string[]> = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'remote_apply'],
  data_checksums: ['on'],
}

/** Throws one StartError with every fault of the database at `url` (trust.md 6.1.6). */
export async function refuseUnsafe(url: string): Promise<void> {
  const client = new pg.Client(clientConfig(url, { role: null }))
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; setting: string }>('select name, setting from pg_settings where name = any($1)', [Object.keys(SAFE)])
    const faults = rows
      .filter(({ name, setting }) => !SAFE[name]?.includes(setting))
      .map(({ name, setting }) => `${name} = ${setting}, seharusnya ${SAFE[name]?.join(' atau ')}`)
    for (const table of ['formulir', 'akun', 'petugas']) {
      const found = await client.query(`select from ${table} where sintetis limit 1`)
      if (found.rowCount) faults.push(`tabel ${table} berisi data demo (orang rekaan)`)
    }
    if (faults.length) throw new StartError(`Basis data tidak aman untuk produksi:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
  } finally {
    await client.end()
  }
}
