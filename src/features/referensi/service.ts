// What an operator does with a usulan referensi: each decision is one transaction, once per key, on the version he saw.
import type { Ctx } from '../../context.ts'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { text } from '../../form/field.ts'
import type { Faults } from '../../form/section.ts'
import { problem } from '../../problems.ts'
import { getInfo, refreshSmallLists, smallList } from '../../reference/cache.ts'
import { findList, getList } from '../../reference/index.ts'
import { search, type Found } from '../../reference/search.ts'
import { label } from '../../reference/shown.ts'
import { addEntry, getRequest, kindsOf, lockRequest, mapRequest, parentList, refuseRequest, type Request } from '../../reference/usulanDesk.ts'
import { onceLocal } from '../../security/idempotency.ts'
import { closeForRequest } from '../../tiket/otomatis.ts'
import { count, type Body } from '../../web/request.ts'
import type { Staff } from '../../workflow/scope.ts'

const ACTIONS = { petakan: 'entri', tambahkan: 'nama', tolak: 'alasan' } as const
export type Action = keyof typeof ACTIONS

export const isAction = (name: string): name is Action => Object.hasOwn(ACTIONS, name)

const NAME = text({ label: 'Nama entri', max: 200 })
const REASON = text({ label: 'Alasan', max: 300 })

/** Takes a decision. Returns what is missing on the page; empty = done. */
export async function decideRequest(ctx: Ctx, staff: Staff, id: string, action: Action, body: Body): Promise<Faults> {
  const faults = faultsOf(action, body)
  if (Object.keys(faults).length > 0) return faults
  await transaction(ctx.db, (tx) =>
    onceLocal(tx, ctx.keys, { key: body._kunci, actor: staff.id, body: { ...body, _permintaan: id, _tindakan: action } }, async () => {
      const r = await lockRequest(tx, staff, id, count(body.versi))
      if (action === 'petakan') await mapRequest(tx, staff, r, body.entri!)
      else if (action === 'tolak') await refuseRequest(tx, staff, r, plain(REASON, body, 'alasan'))
      else await addEntry(tx, staff, r, { nama: plain(NAME, body, 'nama'), jenis: kindIn(r, body.jenis), induk: r.induk || body.induk || null })
      await closeForRequest(tx, ctx.keys, id, staff.id, await decisionWords(tx, staff, id))
      return {}
    }),
  )
  if (action !== 'tolak') await refreshSmallLists(ctx.db, true)
  return {}
}

/** What everybody reads in the ticket of the request. */
async function decisionWords(tx: Tx, staff: Staff, id: string): Promise<string> {
  const { daftar, teks, entri_id, alasan } = await getRequest(tx, staff, id)
  if (!entri_id) return `“${teks}” tidak ditambahkan ke daftar: ${alasan}`
  return `“${teks}” sudah ada di daftar sebagai “${(await label(tx, daftar, [entri_id])).get(entri_id)}”. Formulir yang menunggu terisi sendiri.`
}

function faultsOf(action: Action, body: Body): Faults {
  if (action === 'petakan') return body.entri ? {} : { entri: 'Pilih salah satu entri. Bila tidak ada yang cocok, cari dengan kata lain.' }
  const key = ACTIONS[action]
  const got = (action === 'tolak' ? REASON : NAME).parse(body, key)
  return got.ok ? {} : { [key]: got.fault }
}

function plain(f: typeof NAME, body: Body, key: string): string {
  const got = f.parse(body, key)
  if (!got.ok || got.value === null) throw problem('bad_request')
  return got.value
}

/** Only a kind that the field admits; the only one needs no choosing. */
function kindIn(r: Request, chosen: string | undefined): string | null {
  const kinds = kindChoices(r).map((k) => k.value)
  if (kinds.length === 1) return kinds[0]!
  if (chosen && !kinds.includes(chosen)) throw problem('bad_request')
  if (!chosen && kindsOf(r).length > 0) throw problem('bad_request', { text: 'Jenis entri baru belum dipilih. Kembali, lalu pilih jenisnya.' })
  return chosen || null
}

const AREAS: Readonly<Record<string, string>> = { P: 'Provinsi', KB: 'Kabupaten/Kota', KC: 'Kecamatan', DE: 'Desa/Kelurahan', NG: 'Negara' }

/** Words for a kind of entry. */
export function kindWord(daftar: string, kind: string): string {
  const named = findList(`jenis_${daftar}`)?.cached ? getInfo(`jenis_${daftar}`, kind) : undefined
  return String(named?.nama ?? AREAS[kind] ?? kind)
}

/** Kinds a new entry may have: those the field admits, else those the list knows. */
export function kindChoices(r: Pick<Request, 'daftar' | 'jenis'>): { value: string; label: string }[] {
  const known = getList(r.daftar).cached ? [...new Set(smallList(r.daftar).flatMap((e) => e.jenis ?? []))] : []
  return (r.jenis ? kindsOf(r) : known).map((value) => ({ value, label: kindWord(r.daftar, value) }))
}

/** Entries that the text could mean, within the limits of the field. */
export const similarTo = (db: DbOrTx, r: Request, q: string): Promise<Found[]> =>
  search(db, { daftar: r.daftar, q, within: r.induk || null, kinds: r.jenis ? kindsOf(r) : undefined, lingkup: r.lingkup || null, limit: 10 })

/** Possible parents of a new entry. */
export async function parentsFor(db: DbOrTx, r: Request, q: string): Promise<Found[]> {
  const daftar = parentList(r.daftar)
  return daftar ? search(db, { daftar, q, lingkup: getList(daftar).scope === 'only' ? r.lingkup : null, limit: 10 }) : []
}

/** Where the entry is wanted, in words, by request: its parent and its owner. */
export async function placesOf(db: DbOrTx, rows: readonly Request[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const r of rows) {
    const parents = parentList(r.daftar)
    const parent = r.induk && parents ? (await label(db, parents, [r.induk])).get(r.induk) : r.induk_teks && `${r.induk_teks} (juga belum ada di daftar)`
    const owner = getInfo('instansi', r.lingkup)?.nama
    found.set(r.id, [parent, owner].filter(Boolean).join(' · '))
  }
  return found
}
