// The scene of the tests of usulan referensi: the desk of the verifiers with operators beside it, PNS who type, and the queue run by hand.
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { fillReference, type FillIds } from '../../src/jobs/referensi.ts'
import { compose, type LetterIds } from '../../src/jobs/surat/compose.ts'
import { toText } from '../../src/jobs/surat/letter.tsx'
import { accountColumns } from '../../src/security/account.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { startSession } from '../../src/security/session.ts'
import { transaction } from '../../src/db/tx.ts'
import { addPns, addStaff, formOf, get, itemOf, KEBUMEN, makeScene, PERIODE, post, type PnsOptions, type Scene as Base } from '../verifikasi/scene.ts'
import type { Item } from '../../src/form/form.ts'
import type { Staff } from '../../src/workflow/scope.ts'
import type { TestDatabase } from '../harness.ts'

export const HERE = '/helpdesk/referensi'

export type Scene = Base & { ops: Record<'helpi' | 'hadi' | 'kebumen' | 'pusat' | 'admin', Staff> }
export type Person = { nip: string; cookie: string }

/** helpi and hadi help in Purworejo; kebumen next door; pusat and admin at BKN. */
export async function makeDesk(t: TestDatabase): Promise<Scene> {
  const s = await makeScene(t)
  const hadi = await addStaff(t, 'hadi', [['helpdesk', '6422']])
  const kebumen = await addStaff(t, 'tetangga', [['helpdesk', KEBUMEN]])
  const pusat = await addStaff(t, 'pangestu', [['helpdesk', '00']])
  const admin = await addStaff(t, 'adminbkn', [['admin_bkn', '00']])
  return { ...s, ops: { helpi: s.staff.helpi!, hadi, kebumen, pusat, admin } }
}

/** A PNS who is signed in and can be written to. */
export async function person(s: Scene, o: PnsOptions = {}): Promise<Person> {
  const { nip } = await addPns(s, o)
  return signedIn(s, nip)
}

/** The same for somebody the scene made otherwise. */
export async function signedIn(s: Scene, nip: string): Promise<Person> {
  const secrets = { email: `pns.${nip}@uji.test`, ibu_kandung: 'SITI AMINAH', pertanyaan: 'Apa?', jawaban: 'x', sandi_hash: '-', jawaban_hash: '-' }
  const { email } = await accountColumns(s.ctx.keys, nip, secrets, false)
  await sql`update akun set email = ${email}, data_dikonfirmasi = true where nip = ${nip}`.execute(s.t.owner.db)
  return { nip, cookie: await transaction(s.ctx.db, (tx) => startSession(tx, s.ctx.keys, 'pns', nip)) }
}

const SITE = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
const cookies = (s: Scene, p: Person) => ({ [cookieName(s.ctx.config.baseUrl, 'sesi')]: p.cookie })
type Body = Record<string, string | number>
const encode = (body: Body) => new URLSearchParams(Object.entries({ _kunci: uuidv7(), ...body }).map(([k, v]) => [k, String(v)])).toString()

/** Requests of a PNS. */
export const open = (s: Scene, p: Person, url: string): Promise<LightMyRequestResponse> => s.app.inject({ url, cookies: cookies(s, p) })
export const send = (s: Scene, p: Person, url: string, body: Body): Promise<LightMyRequestResponse> =>
  s.app.inject({ method: 'POST', url, payload: encode(body), headers: SITE, cookies: cookies(s, p) })

export const itemIn = async (s: Scene, p: { nip: string }, kunci: string): Promise<Item> => itemOf(await formOf(s, p.nip), kunci)
export const valueIn = async (s: Scene, p: { nip: string }, kunci: string, medan = kunci): Promise<unknown> => (await itemIn(s, p, kunci)).proposed?.[medan]

const SECTION: Readonly<Record<string, string>> = { unor: 'data-posisi', tempat_lahir: 'data-utama' }

/** "Tidak ada di daftar?": the person corrects this field with a text of her own. */
export async function type(s: Scene, p: Person, kunci: string, teks: string): Promise<LightMyRequestResponse> {
  const versi = (await itemIn(s, p, kunci).catch(() => undefined))?.versi ?? 0
  return send(s, p, `/formulir/${SECTION[kunci]}`, {
    [`${kunci}__cek`]: 'ubah',
    [`${kunci}__versi`]: versi,
    [kunci]: teks,
    [`${kunci}__usul`]: '1',
    [`${kunci}__ket`]: 'Unit baru.',
    _aksi: 'simpan',
  })
}

/** The request for a text. */
export async function requestFor(s: Scene, teks: string): Promise<{ id: string; versi: number; status: string; entri_id: string | null }> {
  const { rows } = await sql<{ id: string; versi: number; status: string; entri_id: string | null }>`
    select id, versi, status, entri_id from usulan_referensi where cari = normal_cari(${teks}) order by dibuat`.execute(s.t.owner.db)
  return rows[0]!
}

/** An operator decides, from the page as it is now. */
export async function decide(s: Scene, staff: Staff, teks: string, action: 'petakan' | 'tambahkan' | 'tolak', body: Body): Promise<LightMyRequestResponse> {
  const r = await requestFor(s, teks)
  return post(s, staff, `${HERE}/${r.id}/${action}`, { versi: r.versi, ...body })
}

export const look = (s: Scene, staff: Staff, url = HERE): Promise<LightMyRequestResponse> => get(s, staff, url)

type Job = { id: string; task: string; payload: FillIds & LetterIds }
const queued = async (s: Scene, task: string): Promise<Job[]> =>
  (
    await sql<Job>`select j.id::text, t.identifier as task, j.payload from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = ${task} order by j.id`.execute(s.t.owner.db)
  ).rows

const finish = (s: Scene, id: string) => sql`delete from graphile_worker._private_jobs where id = ${id}`.execute(s.t.owner.db)

/** Does what the queue holds, as the runner would. */
export async function runFilling(s: Scene): Promise<void> {
  for (const job of await queued(s, 'referensi')) {
    await fillReference(s.ctx, job.payload)
    await finish(s, job.id)
  }
}

/** The letters in the queue about references, by address; they leave it. */
export async function letters(s: Scene): Promise<Record<string, string[]>> {
  const out: Record<string, string[]> = {}
  for (const job of await queued(s, 'surat')) {
    await finish(s, job.id)
    const letter = job.payload.jenis === 'referensi' ? await compose(s.ctx, job.payload) : undefined
    if (letter) out[letter.kepada] = [...(out[letter.kepada] ?? []), toText(letter.letter, 'http://uji.test')]
  }
  return out
}

/** Events about references of a person. */
export const eventsOf = async (s: Scene, nip: string): Promise<{ jenis: string; pelaku_id: string; data: Record<string, unknown> }[]> =>
  (
    await sql<{ jenis: string; pelaku_id: string; data: Record<string, unknown> }>`select jenis, pelaku_id, data from peristiwa
      where nip = ${nip} and periode = ${PERIODE} and jenis like 'referensi%' order by urut`.execute(s.t.owner.db)
  ).rows

/** What a page says. */
export const plain = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

/** The value of a unit that is in no list. */
export const newUnit = (nama: string) => ({ unor: { id: null, nama, usul: true } })
