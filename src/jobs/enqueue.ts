// Puts a job into the queue in the caller's transaction: it exists if and only if the change exists. A letter to a person with an
// account is his notice in the page too: one call makes both.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../db/pool.ts'

export type JobName = 'surat' | 'referensi' | 'email' | 'berkas' | 'tindakan'
type Payload = Readonly<Record<string, string>>

/** `minutes`: not before so long; `once`: a name under which this person is told one time only. */
export type Timing = { minutes?: number; once?: string }

/** Letters that go to somebody else than the account of `nip`, or that hold nothing but a link. */
const LETTER_ONLY: ReadonlySet<string> = new Set([
  'alamat-lama',
  'klaim-dikembalikan',
  'klaim-diserahkan',
  'email-lama',
  'email-berlaku-lama',
  'ganti-email',
  'laporan-akses',
])

/** Adds a job. The payload carries ids only, never personal data or tokens (clarifications 4.3). */
export async function enqueue(tx: Tx, name: JobName, payload: Payload, timing: number | Timing = {}): Promise<void> {
  const { minutes = 0, once } = typeof timing === 'number' ? { minutes: timing } : timing
  const told = name === 'surat' && payload.nip && !LETTER_ONLY.has(payload.sebab ?? payload.jenis!)
  if (told && !(await addNotice(tx, payload, minutes, once))) return
  await sql`select tambah_pekerjaan(${name}, ${JSON.stringify(payload)}::jsonb, mulai => clock_timestamp() + make_interval(mins => ${minutes}))`.execute(tx)
}

/** False when the person was told under this name before. */
async function addNotice(tx: Tx, { jenis, nip, ...data }: Payload, minutes: number, once?: string): Promise<boolean> {
  const { rows } = await sql`insert into pemberitahuan (nip, id, jenis, kunci, data, tampil_pada)
    values (${nip}, ${uuidv7()}, ${jenis === 'akun' ? data.sebab : jenis}, ${once ?? null}, ${JSON.stringify(data)}::jsonb, clock_timestamp() + make_interval(mins => ${minutes}))
    on conflict do nothing returning id`.execute(tx)
  return rows.length > 0
}

/** A decision was taken back before anybody was told: nobody will be. (The letter looks at the state itself.) */
export async function recallNotices(tx: Tx, nip: string, periode: string): Promise<void> {
  await sql`delete from pemberitahuan where nip = ${nip} and tampil_pada > clock_timestamp() and data->>'periode' = ${periode}`.execute(tx)
}
