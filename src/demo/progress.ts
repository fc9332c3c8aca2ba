// How far the invented people are: forms, decisions and events of the states of population.md 9, as if they had gone the whole way.
import { uuidv7 } from 'uuidv7'
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'
import { insertAll } from '../db/bulk.ts'
import { applyUsulan } from '../form/apply.ts'
import { allItems, currentValues, findForm, type Form } from '../form/form.ts'
import type { Keys } from '../security/keys.ts'
import { toPlace } from '../sections/dataPosisi.ts'
import { recount } from '../workflow/counts.ts'
import { changesOf, decidedAt } from '../workflow/decisions.ts'
import { recordMany, type BulkEvent } from '../workflow/events.ts'
import { LEVELS, type Level } from '../workflow/table.ts'
import type { Person } from './accounts.ts'
import { answer } from './answers.ts'
import { answerQuestionnaires } from './questionnaires.ts'
import type { Truth } from './truth.ts'
import { writeNotices } from './notices.ts'
import { writeUnlisted } from './unlisted.ts'

type Staffed = { id: string; nip: string | null; role: string; scopeId: string }
type Office = { instansi: ReadonlyMap<string, string>; staff: readonly Staffed[] }

const REASONS = {
  one: [
    'Tidak sama dengan berkas yang diserahkan. Periksa kembali.',
    'Berkas pendukung belum diserahkan.',
    'Penulisan belum lengkap. Tulis seperti pada berkas.',
  ],
  many: ['Tanggal SK tidak sama dengan salinan SK.', 'Salinan SK belum diserahkan.', 'Nomor SK belum lengkap. Tulis seperti pada SK.'],
}
const DAY = 86_400_000
const started = (state: string) => state === 'draf' || state === 'perbaikan' || state === 'diterima' || LEVELS.some((l) => l.state === state)

/** Writes everything about the progress of `people` in one transaction. Returns how many forms there are. */
export async function loadProgress(tx: Tx, keys: Keys, periode: string, people: readonly Person[], truth: Truth): Promise<number> {
  const office = await readOffice(tx)
  const plans = people.filter((p) => started(p.state)).map((p, i) => plan(p, i, office))
  await answerAll(tx, keys, periode, plans, truth)
  await writeUnlisted(
    tx,
    keys,
    periode,
    plans.filter((p) => p.person.state === 'draf').map((p) => p.person.nip),
  )
  await registerEvents(tx, people)
  await sendAll(tx, keys, periode, plans, office)
  await writeNotices(tx, periode)
  await recount(tx)
  return plans.length
}

/** Some minute between 08.00 and 14.30 WIB of that day. */
const officeHour = (at: number, n: number) => Math.floor(at / DAY) * DAY + 3_600_000 + (n % 97) * 240_000

type Plan = {
  person: Person
  n: number
  wilayah: string
  sentAt: number
  /** levels that decided, the last one by returning it where the state says so */ path: readonly Level[]
  returns: boolean
  share: number
}

function plan(person: Person, n: number, office: Office): Plan {
  const all = LEVELS as readonly Level[]
  const at = all.findIndex((l) => l.state === person.state)
  const returns = person.state === 'perbaikan'
  const path = returns ? all.slice(0, 1 + (n % 10 < 7 ? 0 : n % 10 < 9 ? 1 : 2)) : person.state === 'diterima' ? all : all.slice(0, Math.max(0, at))
  // Sent between one and twenty days ago; each level takes about a day.
  return {
    person,
    n,
    wilayah: office.instansi.get(person.instansi) ?? '00',
    sentAt: officeHour(Date.now() - DAY * (path.length + 1 + (n % 18)), n),
    path,
    returns,
    share: person.state === 'draf' ? 0.15 + (n % 8) / 10 : 1,
  }
}

async function readOffice(tx: Tx): Promise<Office> {
  const { rows: instansi } = await sql<{ id: string; wilayah: string }>`select id, coalesce(info->>'kanreg_kode', '00') as wilayah from ref_instansi`.execute(
    tx,
  )
  const { rows: staff } =
    await sql<Staffed>`select p.id, p.nip, t.peran as role, t.lingkup_id as "scopeId" from penugasan t join petugas p on p.id = t.petugas_id where p.aktif order by p.email`.execute(
      tx,
    )
  return { instansi: new Map(instansi.map((r) => [r.id, r.wilayah])), staff }
}

async function answerAll(tx: Tx, keys: Keys, periode: string, plans: readonly Plan[], truth: Truth): Promise<void> {
  const checks = []
  const proposals = []
  const forms = []
  const answers = []
  for (const p of plans) {
    const { nip } = p.person
    const form = (await findForm(tx, keys, nip, periode))!
    const got = answer(keys, form, truth, p.share)
    if (p.share === 1) answers.push(...answerQuestionnaires(form, p.n))
    checks.push(...got.checks)
    proposals.push(...got.proposals)
    forms.push({
      nip,
      periode,
      id: uuidv7(),
      status: 'draf',
      versi: 1,
      putaran: 0,
      instansi_id: p.person.instansi,
      wilayah_id: p.wilayah,
      dialihkan: false,
      jumlah_usulan: got.proposals.length,
      pemutus: [],
      sintetis: true,
      dibuat: new Date(p.sentAt - DAY),
      diubah: new Date(p.sentAt),
    })
  }
  await insertAll(tx, 'formulir', forms)
  await insertAll(
    tx,
    'direktori_formulir',
    forms.map(({ id, nip }) => ({ id, nip, periode })),
  )
  await insertAll(tx, 'pemeriksaan', checks)
  await insertAll(tx, 'usulan', proposals)
  await insertAll(tx, 'jawaban', answers)
}

const event = (nip: string, jenis: string, waktu: number, rest: Partial<BulkEvent> = {}): BulkEvent => ({
  nip,
  jenis,
  waktu: new Date(waktu).toISOString(),
  periode: null,
  pelaku: 'pns',
  pelaku_id: null,
  peran: null,
  lingkup_id: null,
  data: {},
  ...rest,
})

async function registerEvents(tx: Tx, people: readonly Person[]): Promise<void> {
  const at = (i: number) => officeHour(Date.now() - DAY * (25 + (i % 12)), i)
  await recordMany(
    tx,
    people.map((p, i) => event(p.nip, 'registrasi', at(i))),
  )
  const decided = people.map((p, i) => ({ p, i })).filter(({ p }) => p.state !== 'menunggu_verifikasi_registrasi')
  await recordMany(
    tx,
    decided.map(({ p, i }) =>
      event(p.nip, p.state === 'registrasi_ditolak' ? 'registrasi-ditolak' : 'registrasi-diterima', at(i) + 3_600_000, {
        pelaku: 'petugas',
        peran: 'verifikator_registrasi',
        lingkup_id: p.instansi,
      }),
    ),
  )
}

/** Kirim and the decisions of every level on the way, level by level for all forms at once. */
async function sendAll(tx: Tx, keys: Keys, periode: string, plans: readonly Plan[], office: Office): Promise<void> {
  const sent = plans.filter((p) => p.person.state !== 'draf')
  const moving = []
  for (const p of sent) moving.push(start(p, (await findForm(tx, keys, p.person.nip, periode))!, office))
  await recordMany(
    tx,
    moving.map((m) => event(m.nip, 'kirim', m.p.sentAt, { periode, data: { dari: 'draf', ke: LEVELS[0].state, putaran: 1, usulan: m.usulan } })),
  )
  for (const [i, level] of (LEVELS as readonly Level[]).entries())
    await decideAll(
      tx,
      periode,
      moving.filter((m) => m.p.path.includes(level)),
      level,
      i,
      office,
    )
  for (const m of moving) await finish(tx, periode, m)
  for (const m of moving.filter((m) => m.p.person.state === 'diterima')) await applyUsulan(tx, keys, (await findForm(tx, keys, m.nip, periode))!)
}

type Moving = { p: Plan; nip: string; form: Form; unit: string; dialihkan: boolean; usulan: number; deciders: string[] }

function start(p: Plan, form: Form, office: Office): Moving {
  const unit = toPlace(currentValues(form, 'data-posisi')).pemeriksa?.id ?? ''
  const dialihkan = !office.staff.some((s) => s.role === LEVELS[0].role && s.scopeId === unit && s.nip !== form.nip)
  return { p, nip: form.nip, form, unit, dialihkan, usulan: changesOf(form).length, deciders: [] }
}

/** Somebody of the level who is not the person and has not decided before. */
function deciderFor(m: Moving, level: Level, office: Office): Staffed {
  const taken = m.dialihkan && level.state === LEVELS[0].state ? (LEVELS as readonly Level[])[1]! : level
  const scope = taken.scope === 'unitPilihan' ? m.unit : taken.scope === 'instansi' ? m.p.person.instansi : m.p.wilayah
  const able = office.staff.filter((s) => s.role === taken.role && s.scopeId === scope && s.nip !== m.nip && !m.deciders.includes(s.id))
  const found = able[m.p.n % Math.max(1, able.length)]
  if (!found) throw new Error(`demo: nobody can decide for ${scope} at ${level.state}`)
  return found
}

async function decideAll(tx: Tx, periode: string, moving: readonly Moving[], level: Level, i: number, office: Office): Promise<void> {
  const decisions = []
  const looks = []
  const events = []
  for (const m of moving) {
    const by = deciderFor(m, level, office)
    const at = m.p.sentAt + DAY * (i + 1) - 1_800_000
    const mine = allItems(m.form).filter((item) => decidedAt(item, level.state))
    const back = m.p.returns && m.p.path.at(-1) === level
    // Of an unchanged form something the person found right comes back.
    const rejected = back ? (mine.length ? mine : allItems(m.form)).slice(0, 1 + (m.p.n % 2)) : []
    m.deciders.push(by.id)
    for (const item of new Set([...mine, ...rejected]))
      decisions.push({
        nip: m.nip,
        periode,
        bagian: item.section.code,
        kunci: item.kunci,
        putaran: 1,
        level: level.state,
        putusan: rejected.includes(item) ? 'kembalikan' : 'setuju',
        alasan: rejected.includes(item) ? REASONS[item.section.rows as 'one' | 'many'][m.p.n % 3] : null,
        versi_item: item.versi,
        petugas_id: by.id,
        final_pada: new Date(at),
        diubah: new Date(at),
      })
    const to = back ? 'perbaikan' : ((LEVELS as readonly Level[])[i + 1]?.state ?? 'diterima')
    const who = { periode, pelaku: 'petugas' as const, pelaku_id: by.id, peran: level.role, lingkup_id: by.scopeId }
    looks.push(event(m.nip, 'dibaca', at - 1_200_000, who))
    events.push(
      event(m.nip, back ? 'kembalikan' : 'setujui', at, {
        ...who,
        data: { dari: level.state, ke: to, putaran: 1, usulan: m.usulan },
      }),
    )
  }
  if (decisions.length) await insertAll(tx, 'keputusan', decisions)
  await recordMany(tx, looks)
  await recordMany(tx, events)
}

async function finish(tx: Tx, periode: string, { p, nip, unit, dialihkan, usulan, deciders }: Moving): Promise<void> {
  const { state } = p.person
  const entered = new Date(p.sentAt + (p.path.length ? DAY * p.path.length - 1_800_000 : 0))
  await sql`update formulir set status = ${state}, versi = ${2 + p.path.length}, putaran = 1, unit_id = ${unit}, dialihkan = ${dialihkan}, jumlah_usulan = ${usulan},
      pengembali = ${p.returns ? p.path.at(-1)!.state : null}, dikirim_pada = ${new Date(p.sentAt)}, masuk_pada = ${entered},
      dibuka_pada = ${p.path.length ? new Date(p.sentAt + DAY - 3_600_000) : null}, pemutus = ${state === 'perbaikan' ? [] : deciders}::uuid[],
      berkas_diterima_pada = ${p.path.length && p.n % 4 ? new Date(p.sentAt + 5_400_000) : null}, berkas_diterima_oleh = ${p.path.length && p.n % 4 ? deciders[0] : null},
      diterima_pada = ${state === 'diterima' ? entered : null}, diubah = ${entered}
    where nip = ${nip} and periode = ${periode}`.execute(tx)
}
