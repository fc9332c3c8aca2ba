// Reading and driving the work of tickets in tests: the row as it is now, a step of an officer, the day that passes.
import { sql } from 'kysely'
import type { LightMyRequestResponse } from 'fastify'
import { findOfficial } from '../../src/form/official.ts'
import { carryOut } from '../../src/tiket/tindakan/jalan.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import { act, type Scene } from './adegan.ts'

export type Work = { id: string; versi: number; status: string; berlaku_pada: Date | null }

export const workOf = async (s: Scene, nomor: string): Promise<Work> =>
  (await sql<Work>`select id, versi, status, berlaku_pada from tindakan where nomor = ${nomor} order by dibuat desc limit 1`.execute(s.t.owner.db)).rows[0]!

/** A step from the page as it is now. */
export async function stepOf(s: Scene, staff: Staff, nomor: string, name: string, body: Record<string, string | number> = {}): Promise<LightMyRequestResponse> {
  const a = await workOf(s, nomor).catch(() => undefined)
  return act(s, staff, nomor, name, { ...(a && { tindakan: a.id, versi_tindakan: a.versi }), ...body })
}

export const agencyIn = async (s: Scene, nip: string) => (await findOfficial(s.t.db, s.ctx.keys, nip))!.induk?.id

/** The waiting time is over. */
export async function passDay(s: Scene, nomor: string): Promise<void> {
  await sql`update tindakan set berlaku_pada = now() - interval '1 second' where nomor = ${nomor} and status = 'menunggu'`.execute(s.t.owner.db)
  await carryOut(s.ctx, (await workOf(s, nomor)).id)
}

export const kindsOf = async (s: Scene, nip: string): Promise<string[]> =>
  (await sql<{ jenis: string }>`select jenis from peristiwa where nip = ${nip} order by urut`.execute(s.t.owner.db)).rows.map((r) => r.jenis)
