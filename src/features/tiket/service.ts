// Sending a request for help, answering and opening it again: each one transaction, once per key.
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { dayIn } from '../../form/dates.ts'
import { longText } from '../../form/field.ts'
import { resolve } from '../../form/resolve.ts'
import type { Faults, Loose } from '../../form/section.ts'
import type { ChallengeLevel } from '../../security/challenge.ts'
import { findAnswer, onceLocal } from '../../security/idempotency.ts'
import { OPEN_TICKETS } from '../../security/limits.ts'
import { take } from '../../security/throttle.ts'
import { dueNow } from '../../tiket/due.ts'
import { judgeTicket, readTicket, type Kategori } from '../../tiket/kategori.ts'
import { hasRoom, openTicket } from '../../tiket/open.ts'
import { addMessage, lockTicket, reopenTicket, setStatus, type Ticket } from '../../tiket/store.ts'
import { NOT_ANSWERED, solvedIn } from '../../web/challenge.tsx'
import { count, type Body } from '../../web/request.ts'
import type { Visitor } from '../../web/visitor.tsx'
import { record } from '../../workflow/events.ts'
import { problem } from '../../problems.ts'
import { konteksOf, originOf } from './subject.ts'

export const FORM = 'bantuan'

/** Who sends: the browser, and the person of an accepted account. */
export type Sender = { visitor: Visitor; nip: string | undefined }

export type Sent = { ok: true; nomor: string } | { ok: false; errors: Faults; level: ChallengeLevel }

/** Opens the ticket, or says what is missing. Of people without login a solved challenge is asked for. */
export async function sendTicket(ctx: Ctx, who: Sender, k: Kategori, body: Body): Promise<Sent> {
  const { values, errors } = await read(ctx, k, body, who.nip !== undefined)
  if (Object.keys(errors).length > 0) return { ok: false, errors, level: 0 }
  const needed = who.nip ? 0 : (await take(ctx.db, ctx.keys, 'ticket', { alamat: who.visitor.address })).challenge
  const act = { key: body._kunci, actor: who.nip ?? who.visitor.id, body: withoutChallenge(body) }
  return transaction(ctx.db, async (tx): Promise<Sent> => {
    // Before the challenge, which can be solved only once: pressing twice leads to the same receipt.
    const before = await findAnswer<{ nomor: string }>(tx, ctx.keys, act)
    if (before) return { ok: true, nomor: before.nomor }
    const refused = who.nip ? undefined : await challengeFault(ctx, tx, who.visitor, body, needed)
    if (refused) return refused
    const { nip: typed } = values
    const nip = who.nip ?? String(typed)
    if (!(await hasRoom(tx, nip, who.nip !== undefined))) return { ok: false, errors: { nip: FULL }, level: 0 }
    const done = await onceLocal(tx, ctx.keys, act, async () => ({ nomor: await openTicket(tx, ctx.keys, toTicket(who, k, body, nip, values)) }))
    return { ok: true, nomor: done.nomor }
  })
}

const FULL = `Masih ada ${OPEN_TICKETS} laporan terbuka untuk NIP ini. Tunggu sampai salah satunya selesai, atau tambahkan keterangan pada laporan yang sudah ada.`

async function read(ctx: Ctx, k: Kategori, body: Body, known: boolean): Promise<{ values: Loose; errors: Faults }> {
  const found = await resolve(ctx.db, k.section, readTicket(k, body, known), null)
  return judgeTicket(k, found, known, dayIn(new Date(), 'WIB'))
}

const CHALLENGE = ['captcha', 'captcha_token', 'pow', '_ganti']
const withoutChallenge = (body: Body): Body => Object.fromEntries(Object.entries(body).filter(([name]) => !CHALLENGE.includes(name)))

async function challengeFault(ctx: Ctx, tx: Parameters<typeof solvedIn>[0], visitor: Visitor, body: Body, needed: ChallengeLevel): Promise<Sent | undefined> {
  const solved = (await solvedIn(tx, ctx, FORM, visitor, body)) ?? NOT_ANSWERED
  if (!solved.ok) return { ok: false, errors: { captcha: solved.fault }, level: needed }
  if (solved.level >= needed) return undefined
  return { ok: false, errors: { captcha: 'Demi keamanan, ketik kode pada gambar, lalu kirim sekali lagi.' }, level: needed }
}

function toTicket({ visitor, nip: own }: Sender, k: Kategori, body: Body, nip: string, values: Loose): Parameters<typeof openTicket>[2] {
  const { nip: _, email, ...isi } = values
  const origin = originOf(body)
  return {
    kategori: k,
    nip,
    terverifikasi: own !== undefined,
    asal: own ? (origin.section ? 'formulir' : 'akun') : 'publik',
    isi,
    konteks: konteksOf(k, origin, isi.teks),
    email: typeof email === 'string' ? email : null,
    rahasia: visitor.id,
  }
}

const MESSAGE = longText({ label: 'Keterangan', max: 1500 })

/** What the owner adds, or why he opens the ticket again. Gives the fault. */
export async function answerTicket(ctx: Ctx, who: Sender, t: Ticket, what: 'balas' | 'buka', body: Body): Promise<string | undefined> {
  const got = MESSAGE.parse(body, 'isi')
  if (!got.ok) return got.fault
  const taken = await take(ctx.db, ctx.keys, 'save', { akun: who.nip ?? who.visitor.id })
  if (!taken.allowed) throw problem('too_many', { retryAfter: taken.retryAfter })
  await transaction(ctx.db, (tx) =>
    onceLocal(tx, ctx.keys, { key: body._kunci, actor: who.nip ?? who.visitor.id, body: { ...body, _tiket: t.nomor, _tindakan: what } }, async () => {
      await apply(tx, ctx, await lockTicket(tx, ctx.keys, t.nomor, count(body._versi)), what, got.value ?? '')
      return {}
    }),
  )
  return undefined
}

async function apply(tx: Parameters<typeof lockTicket>[0], ctx: Ctx, t: Ticket, what: 'balas' | 'buka', isi: string): Promise<void> {
  if (what === 'buka') await reopenTicket(tx, t)
  else if (t.status === 'selesai' || t.status === 'digabung') throw problem('not_possible_now')
  else if (t.status === 'menunggu_pemohon') await resume(tx, t)
  await addMessage(tx, ctx.keys, t.nomor, { jenis: 'pemohon', isi })
  if (t.nip && t.terverifikasi) await record(tx, { nip: t.nip, kind: 'tiket', actor: { as: 'pns' }, data: { tiket: t.nomor, tindakan: what } })
}

/** The office has what it waited for; while it waited its days did not run. */
async function resume(tx: Parameters<typeof lockTicket>[0], t: Ticket): Promise<void> {
  await setStatus(tx, t, 'dikerjakan', null, await dueNow(tx, t.tingkat, t))
}
