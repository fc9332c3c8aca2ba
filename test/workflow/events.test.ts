// The event log: one hash chain per person, tampering is found, and the program itself cannot tamper.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { findBrokenChains, record, recordMany } from '../../src/workflow/events.ts'
import { useDatabase } from '../harness.ts'
import { agreeAll, budi, change, decide, pns, step, useScene } from '../orang.ts'

const t = useDatabase()
useScene(t)

/** Three events of one person. */
async function chain(): Promise<string> {
  const nip = await pns(t)
  for (const kind of ['registrasi', 'simpan', 'kirim'])
    await transaction(t.db, (tx) => record(tx, { nip, kind, periode: '2026', actor: { as: 'pns' }, data: { langkah: kind } }))
  return nip
}
const broken = async (nip: string) => (await findBrokenChains(t.db, 1000)).find((b) => b.nip === nip)?.urut

describe('a chain', () => {
  test('is whole, numbered from one, each event holding the hash of the one before', async () => {
    const nip = await chain()
    const { rows } = await sql<{
      urut: number
      hash_sebelum: string
      hash: string
    }>`select urut, hash_sebelum, hash from peristiwa where nip = ${nip} order by urut`.execute(t.db)
    expect(rows.map((r) => r.urut)).toEqual([1, 2, 3])
    expect(rows.map((r) => r.hash_sebelum)).toEqual(['', rows[0]!.hash, rows[1]!.hash])
    expect(await broken(nip)).toBeUndefined()
  })

  test('stays whole over a whole form and a bulk load', async () => {
    const nip = await pns(t)
    await change(t, nip, 'data-utama', 'nama', { nama: 'SITI' })
    await agreeAll(t, nip)
    await step(t, nip, 'kirim')
    await decide(t, nip, budi, { nama: 'Beda.' })
    await transaction(t.db, (tx) =>
      recordMany(tx, [
        {
          nip,
          jenis: 'impor',
          waktu: '2026-01-02T03:04:05.678901Z',
          periode: null,
          pelaku: 'sistem',
          pelaku_id: null,
          peran: null,
          lingkup_id: null,
          data: { baris: 1 },
        },
      ]),
    )
    const { rows } = await sql<{ jenis: string; peran: string | null }>`select jenis, peran from peristiwa where nip = ${nip} order by urut`.execute(t.db)
    expect(rows).toEqual([
      { jenis: 'kirim', peran: null },
      { jenis: 'kembalikan', peran: 'verifikator_1' },
      { jenis: 'impor', peran: null },
    ])
    expect(await broken(nip)).toBeUndefined()
  })

  test('holds notes sealed', async () => {
    const nip = await pns(t)
    await agreeAll(t, nip)
    await step(t, nip, 'kirim', undefined, { note: 'RAHASIA' })
    const { rows } = await sql<{ data: string }>`select data::text as data from peristiwa where nip = ${nip}`.execute(t.db)
    expect(rows[0]!.data).toMatch(/"catatan": "v1\./)
    expect(rows[0]!.data).not.toContain('RAHASIA')
  })

  test('of two events at once both are kept, or one is refused; never one number twice', async () => {
    const nip = await pns(t)
    await Promise.allSettled(Array.from({ length: 6 }, () => transaction(t.db, (tx) => record(tx, { nip, kind: 'simpan', actor: { as: 'pns' } }))))
    expect(await broken(nip)).toBeUndefined()
    expect((await sql`select from peristiwa where nip = ${nip}`.execute(t.db)).rows.length).toBeGreaterThan(0)
  })
})

describe('tampering is found, and named by its first row', () => {
  test.each<[string, (nip: string) => Promise<unknown>, number]>([
    ['another kind', (nip) => sql`update peristiwa set jenis = 'setujui' where nip = ${nip} and urut = 2`.execute(t.owner.db), 2],
    ['other data', (nip) => sql`update peristiwa set data = data || '{"usulan": 9}' where nip = ${nip} and urut = 1`.execute(t.owner.db), 1],
    [
      'another time, by a microsecond',
      (nip) => sql`update peristiwa set waktu = waktu + interval '1 microsecond' where nip = ${nip} and urut = 3`.execute(t.owner.db),
      3,
    ],
    ['another actor', (nip) => sql`update peristiwa set pelaku = 'petugas', pelaku_id = ${budi.id} where nip = ${nip} and urut = 2`.execute(t.owner.db), 2],
    ['an event taken out of the middle', (nip) => sql`delete from peristiwa where nip = ${nip} and urut = 2`.execute(t.owner.db), 3],
    ['the first event taken away', (nip) => sql`delete from peristiwa where nip = ${nip} and urut = 1`.execute(t.owner.db), 2],
    [
      'a changed event with its hash computed anew',
      (nip) =>
        sql`update peristiwa set data = '{}', hash = hash_peristiwa(hash_sebelum, nip, urut, waktu, jenis, periode, pelaku, pelaku_id, peran, lingkup_id, '{}')
      where nip = ${nip} and urut = 2`.execute(t.owner.db),
      3,
    ],
    [
      'an event moved to another person',
      async (nip) => {
        const other = await pns(t)
        await sql`update peristiwa set nip = ${other} where nip = ${nip} and urut = 3`.execute(t.owner.db)
        await sql`update peristiwa set urut = 3 where nip = ${nip} and urut = 2`.execute(t.owner.db)
      },
      3,
    ],
  ])('%s', async (_, tamper, first) => {
    const nip = await chain()
    await tamper(nip)
    expect(await broken(nip)).toBe(first)
  })
})

test.each([
  'update peristiwa set jenis = jenis',
  'delete from peristiwa',
  'truncate peristiwa',
  'alter table peristiwa disable trigger all',
  'drop function hash_peristiwa',
])('the program’s role may not: %s', async (statement) => {
  await expect(sql.raw(statement).execute(t.db)).rejects.toMatchObject({ code: '42501' })
})
