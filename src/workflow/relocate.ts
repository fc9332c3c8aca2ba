// A person's form goes with him to another agency: opened again where somebody was checking it, counted there, without the unit of before.
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'
import { problem } from '../problems.ts'
import { moveCount, type Counted } from './counts.ts'
import { act, type Engine } from './engine.ts'

/** Agency and regional office (`00` for central agencies). */
export type Home = { instansi_id: string; wilayah_id: string }

/**
 * Moves the form of a campaign, if there is one. From the next request on the offices of the former agency see it no more.
 * Error: not_possible_now when it was accepted.
 */
export async function relocate(tx: Tx, engine: Engine, nip: string, periode: string, to: Home): Promise<void> {
  const { rows } = await sql<Counted>`select * from formulir where nip = ${nip} and periode = ${periode} for update`.execute(tx)
  const [found] = rows
  if (!found) return
  if (found.status === 'diterima') throw problem('not_possible_now', { text: 'Formulirnya sudah diterima dan tidak berpindah lagi.' })
  if (found.status !== 'draf') await act(tx, engine, { nip, periode, action: 'pindah', by: { as: 'sistem' } })
  const before = { ...found, status: 'draf' }
  const { rows: after } =
    await sql<Counted>`update formulir set instansi_id = ${to.instansi_id}, wilayah_id = ${to.wilayah_id}, unit_id = null, dialihkan = false,
      versi = versi + 1, diubah = clock_timestamp() where nip = ${nip} and periode = ${periode} returning *`.execute(tx)
  await moveCount(tx, before, after[0]!)
}
