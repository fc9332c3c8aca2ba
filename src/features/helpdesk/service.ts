// What an operator may ask of a ticket: each act is one transaction, once per key, on the version he saw.
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { DbOrTx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { longText } from '../../form/field.ts'
import { readNip } from '../../form/nip.ts'
import type { Faults } from '../../form/section.ts'
import { problem } from '../../problems.ts'
import { onceLocal } from '../../security/idempotency.ts'
import { normaliseTiket } from '../../security/nomor.ts'
import * as act from '../../tiket/act.ts'
import { findTickets, type Row } from '../../tiket/desk.ts'
import { kategori } from '../../tiket/kategori.ts'
import { count, type Body } from '../../web/request.ts'
import type { Staff } from '../../workflow/scope.ts'
import { inSight } from '../../workflow/scope.ts'

const TEXT = longText({ label: 'Balasan', max: 3000 })
const REASON = longText({ label: 'Alasan', max: 1000 })
const NOTE = longText({ label: 'Catatan', max: 3000 })

type Given = { ctx: Ctx; by: act.By; nomor: string; body: Body }
type Act = { asks?: readonly [key: string, field: typeof TEXT]; run: (tx: Parameters<typeof act.lockTicket>[0], g: Given) => Promise<void> }

const locked = (tx: Parameters<Act['run']>[0], { by, nomor, body }: Given) => act.lockTicket(tx, by, nomor, count(body.versi))
const read = (field: typeof TEXT, body: Body, key: string): string => {
  const got = field.parse(body, key)
  if (!got.ok || got.value === null) throw problem('bad_request')
  return got.value
}
const handing = (way: 'naikkan' | 'turunkan'): Act => ({
  asks: [`alasan_${way}`, REASON],
  run: async (tx, g) => void (await act.handOver(tx, g.by, await locked(tx, g), way, read(REASON, g.body, `alasan_${way}`))),
})

const ACTS: Readonly<Record<string, Act>> = {
  ambil: { run: async (tx, g) => act.claimTicket(tx, g.by, await locked(tx, g)) },
  lepas: { run: async (tx, g) => act.releaseTicket(tx, g.by, await locked(tx, g)) },
  catatan: { asks: ['catatan', NOTE], run: (tx, g) => act.addNote(tx, g.by, g.nomor, read(NOTE, g.body, 'catatan')) },
  balas: { asks: ['balasan', TEXT], run: answer },
  tunggu: { run: async (tx, g) => act.setWaiting(tx, g.by, await locked(tx, g), 'menunggu_pemohon') },
  lanjut: { run: async (tx, g) => act.setWaiting(tx, g.by, await locked(tx, g), 'dikerjakan') },
  naikkan: handing('naikkan'),
  turunkan: handing('turunkan'),
  gabung: { run: merge },
  buka: { asks: ['alasan_buka', REASON], run: async (tx, g) => act.reopenTicket(tx, g.by, await locked(tx, g), read(REASON, g.body, 'alasan_buka')) },
}

export const isAct = (name: string): boolean => Object.hasOwn(ACTS, name)

/** What may follow an answer. */
export const AFTER = { dikerjakan: 'Tetap dikerjakan', menunggu: 'Tunggu jawaban pemohon', ...prefixed() }

function prefixed(): Record<string, string> {
  return Object.fromEntries(Object.entries(act.HASIL).map(([k, words]) => [`tutup_${k}`, `Tutup tiket: ${words.toLowerCase()}`]))
}

async function answer(tx: Parameters<Act['run']>[0], g: Given): Promise<void> {
  const t = await locked(tx, g)
  const after = g.body.lanjut ?? 'dikerjakan'
  if (!Object.hasOwn(AFTER, after)) throw problem('bad_request')
  const isi = read(TEXT, g.body, 'balasan')
  if (after.startsWith('tutup_')) return act.closeTicket(tx, g.by, t, after.slice('tutup_'.length) as act.Hasil, isi)
  await act.reply(tx, g.by, t, isi, after === 'menunggu')
}

async function merge(tx: Parameters<Act['run']>[0], g: Given): Promise<void> {
  const into = normaliseTiket(g.body.ke ?? '')
  if (!into) throw problem('bad_request', { text: 'Pilih tiket utama dari daftar, atau ketik nomornya dengan lengkap.' })
  const [t, target] = await act.lockBoth(tx, g.by, g.nomor, count(g.body.versi), into)
  await act.mergeTicket(tx, g.by, t, target)
}

/** Does what was asked. Returns what is missing on the page; empty = done. */
export async function doAct(ctx: Ctx, staff: Staff, nomor: string, name: string, body: Body): Promise<Faults> {
  const { asks, run } = ACTS[name]!
  const got = asks && asks[1].parse(body, asks[0])
  if (asks && got && !got.ok) return { [asks[0]]: got.fault }
  if (name === 'gabung' && !body.ke) return { ke: 'Pilih tiket utama, atau ketik nomornya.' }
  const g: Given = { ctx, by: { keys: ctx.keys, staff }, nomor, body }
  await transaction(ctx.db, (tx) =>
    onceLocal(tx, ctx.keys, { key: body._kunci, actor: staff.id, body: { ...body, _tiket: nomor, _tindakan: name } }, async () => {
      await run(tx, g)
      return {}
    }),
  )
  return {}
}

/** The event of reading, in a transaction of its own. */
export const look = (ctx: Ctx, staff: Staff, t: Parameters<typeof act.recordLook>[2]): Promise<void> =>
  transaction(ctx.db, (tx) => act.recordLook(tx, staff, t))

export type Canned = { id: string; judul: string; isi: string }

/** Canned answers of a category, and those that fit all. */
export async function listCanned(db: DbOrTx, kode: string): Promise<Canned[]> {
  const { rows } = await sql<Canned>`select id, judul, isi from jawaban_siap where aktif and (kategori is null or kategori = ${kode})
    order by kategori nulls last, judul`.execute(db)
  return rows
}

/** The text with a canned answer put behind what stands there. */
export function insertCanned(text: string | undefined, canned: readonly Canned[], id: string | undefined): string {
  return [text?.trim(), canned.find((c) => c.id === id)?.isi].filter(Boolean).join('\n\n')
}

export type About = { nama: string | null; formulir: string | null; usulan: string | null }

/** Who asks, the form where this person may see it, and the usulan referensi that waits behind the ticket. */
export async function findAbout(db: DbOrTx, staff: Staff, nomor: string): Promise<About> {
  const { rows } = await sql<About>`select c.nama, (select f.id from formulir f join periode p on p.id = f.periode and p.aktif
      where f.nip = t.nip and ${inSight(staff)}) as formulir, (select u.id from usulan_referensi u where u.tiket = t.nomor limit 1) as usulan
    from tiket t left join cari_nama c on c.nip = t.nip where t.nomor = ${nomor}`.execute(db)
  return rows[0] ?? { nama: null, formulir: null, usulan: null }
}

export type Search = { rows: Row[]; exact: boolean } | { kategori: string[] }

/** A number, a NIP, or words of a category. */
export async function search(ctx: Ctx, staff: Staff, typed: string): Promise<Search> {
  const nomor = normaliseTiket(typed)
  if (nomor) return { rows: await findTickets(ctx.db, staff, { nomor }), exact: true }
  const nip = readNip(typed)
  if (nip.ok) return { rows: await findTickets(ctx.db, staff, { nip: nip.nip }), exact: false }
  return { kategori: matching(typed) }
}

/** Codes of the categories that all words of a text occur in. */
export function matching(text: string): string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return kategori.filter((k) => words.every((w) => `${k.title} ${k.kode}`.toLowerCase().includes(w))).map((k) => k.kode)
}
