// The scene of the helpdesk tests: operators of every tier beside the verifiers, and tickets as they are really opened.
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { transaction } from '../../src/db/tx.ts'
import { compose, type LetterIds } from '../../src/jobs/surat/compose.ts'
import { toText } from '../../src/jobs/surat/letter.tsx'
import { accountColumns } from '../../src/security/account.ts'
import type { Tingkat } from '../../src/tiket/kategori.ts'
import { findKategori } from '../../src/tiket/kategori.ts'
import { openTicket, type NewTicket } from '../../src/tiket/open.ts'
import { listMessages, type JenisPesan, type Message, type StatusTiket } from '../../src/tiket/store.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import type { TestDatabase } from '../harness.ts'
import { addPns, addStaff, get, KEBUMEN, makeScene, post, PURWOREJO, unit, type Scene as Base } from '../verifikasi/scene.ts'

export const HERE = '/helpdesk'
export const at = (nomor: string, act = ''): string => `${HERE}/tiket/${nomor}${act && `/${act}`}`

export type Scene = Base & { ops: Record<'unit' | 'bkd' | 'bkd2' | 'kebumen' | 'kanreg' | 'jatim' | 'pusat', Staff> }

/** Tuti helps in the unit, Bima and Bagus at the BKD of Purworejo, Karno next door, Kartika at Kanreg I, Jati at Kanreg II, Puspa at BKN. */
export async function makeDesk(t: TestDatabase): Promise<Scene> {
  const s = await makeScene(t)
  const helper = (name: string, scope: string) => addStaff(t, name, [['helpdesk', scope]])
  return {
    ...s,
    ops: {
      unit: await helper('tuti', unit.dinas),
      bkd: await helper('bima', PURWOREJO),
      bkd2: await helper('bagus', PURWOREJO),
      kebumen: await helper('karno', KEBUMEN),
      kanreg: await helper('kartika', '01'),
      jatim: await helper('jati', '02'),
      pusat: await helper('puspa', '00'),
    },
  }
}

type Wish = Partial<Omit<NewTicket, 'kategori'>> & { kode?: string; unit?: string; tingkat?: Tingkat; status?: StatusTiket; instansi?: string }

/** A ticket opened as the program opens it, then moved to where the test wants it. */
export async function ticket(s: Scene, { kode = 'lainnya', unit: unitId, tingkat, status, instansi = PURWOREJO, ...w }: Wish = {}): Promise<string> {
  const nip = w.nip === null ? null : await mailed(s, w.nip ?? (await addPns(s, { instansi })).nip)
  const given: NewTicket = { kategori: findKategori(kode)!, terverifikasi: true, asal: 'akun', isi: { uraian: 'Mohon dibantu.' }, ...w, nip }
  const nomor = await transaction(s.ctx.db, (tx) => openTicket(tx, s.ctx.keys, given))
  await sql`update tiket set unit_id = coalesce(${unitId ?? null}, unit_id), tingkat = coalesce(${tingkat ?? null}::smallint, tingkat), status = coalesce(${status ?? null}, status),
    selesai_pada = case when ${status ?? ''} in ('selesai', 'digabung') then now() end where nomor = ${nomor}`.execute(s.t.owner.db)
  return nomor
}

/** Somebody who can be written to. */
async function mailed(s: Scene, nip: string): Promise<string> {
  const secrets = { email: `pns.${nip}@uji.test`, ibu_kandung: 'SITI AMINAH', pertanyaan: 'Apa?', jawaban: 'x', sandi_hash: '-', jawaban_hash: '-' }
  const { email } = await accountColumns(s.ctx.keys, nip, secrets, false)
  await sql`update akun set email = ${email} where nip = ${nip}`.execute(s.t.owner.db)
  return nip
}

export type Stored = {
  nomor: string
  status: StatusTiket
  tingkat: Tingkat
  versi: number
  pemegang: string | null
  jatuh_tempo: Date
  digabung_ke: string | null
  hasil: string | null
  naik_tingkat: number
  nip: string | null
}
export const stored = async (s: Scene, nomor: string): Promise<Stored> =>
  (await sql<Stored>`select * from tiket where nomor = ${nomor}`.execute(s.t.owner.db)).rows[0]!

/** An act of an operator from the page as it is now. */
export async function act(s: Scene, staff: Staff, nomor: string, name: string, body: Record<string, string | number> = {}): Promise<LightMyRequestResponse> {
  return post(s, staff, at(nomor, name), { versi: (await stored(s, nomor)).versi, ...body })
}

/** The lease of whoever holds it has run out. */
export const expire = (s: Scene, nomor: string) =>
  sql`update tiket set dipegang_sampai = now() - interval '1 second' where nomor = ${nomor}`.execute(s.t.owner.db)

export const messages = (s: Scene, nomor: string, kinds?: readonly JenisPesan[]): Promise<Message[]> => listMessages(s.ctx.db, s.ctx.keys, nomor, kinds)

/** The counts that the tabs show. */
export async function counts(s: Scene, staff: Staff, query = ''): Promise<Record<string, number>> {
  const { body } = await get(s, staff, HERE + query)
  return Object.fromEntries(
    [...body.matchAll(/>(Terbuka|Baru|Saya|Dikerjakan|Menunggu pemohon|Lewat tenggat|Dipantau|Selesai) \((\d+)\)</g)].map((m) => [m[1]!, Number(m[2])]),
  )
}

/** Letters of a kind in the queue, as they would be sent now; they leave it. */
export async function letters(s: Scene, jenis: string): Promise<{ kepada: string; teks: string }[]> {
  const { rows } = await sql<{ id: string; payload: LetterIds }>`select j.id::text, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'surat' and j.payload ->> 'jenis' = ${jenis} order by j.id`.execute(
    s.t.owner.db,
  )
  const out: { kepada: string; teks: string }[] = []
  for (const job of rows) {
    await sql`delete from graphile_worker._private_jobs where id = ${job.id}`.execute(s.t.owner.db)
    const letter = await compose(s.ctx, job.payload)
    if (letter) out.push({ kepada: letter.kepada, teks: toText(letter.letter, 'http://uji.test') })
  }
  return out
}
