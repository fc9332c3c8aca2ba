// One person's form in memory: what SAPK says, what was proposed, what was looked at. Read in one query, used by every page.
import { CompiledQuery } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import type { Keys } from '../security/keys.ts'
import { unsealJson } from '../security/seal.ts'
import { findSection, sections } from '../sections/index.ts'
import { RECEIVER } from '../sections/dataPosisi.ts'
import { toPerson } from '../sections/dataUtama.ts'
import { problem } from '../problems.ts'
import { findLevel, levelsFor, type Level, type LevelState, type State } from '../workflow/table.ts'
import { getInfo } from '../reference/cache.ts'
import type { Answered } from '../kuesioner/answers.ts'
import { findAnswered } from '../kuesioner/store.ts'
import { ibuIndex } from '../security/answers.ts'
import type { DecidedBy, Raw, Ref } from './field.ts'
import { READ, type Loaded } from './read.ts'
import { fieldsOf, type AnySection, type ListRow, type Loose, type Person, type RuleContext } from './section.ts'
import { fromColumns, fromJson, same } from './values.ts'

export type ItemState = 'belum' | 'sesuai' | 'ubah' | 'tambah' | 'hapus'

/** A decision of a level on an item, in the latest round in which that level decided. */
export type Decision = {
  level: string
  putusan: 'setuju' | 'kembalikan'
  alasan: string | null
  putaran: number
  versiItem: number
  final: boolean
  petugasId: string
}

/** What a campaign changes of who decides (clarifications 2.10): `<section>` of a history or `<section>/<field>` → who; `periode.pengaturan.diputus`. */
export type Deciding = Readonly<Record<string, DecidedBy>>

/** One thing the person answers: a field (or group) of a single-row section, or a row of a history. */
export type Item = {
  section: AnySection
  kunci: string
  label: string
  fields: readonly string[]
  /** row number such as 3 in RG-3; 0 in single-row sections */
  nomor: number
  state: ItemState
  official: Loose | null
  /** values after the proposal; null when the row is to be deleted */
  proposed: Loose | null
  remark: string | null
  /** proposed text that stands in no list yet */
  waiting: boolean
  /** tickets that opened for it */
  tickets: readonly string[]
  /** raw text that is not a proposal yet (clarifications 1.7, 2.1) */
  draft: Raw | null
  draftKind: 'ubah' | 'tambah' | null
  versi: number
  decisions: readonly Decision[]
  deciding?: Deciding
}

export type FormRow = {
  nip: string
  periode: string
  id: string
  status: State
  versi: number
  putaran: number
  instansi_id: string
  wilayah_id: string
  unit_id: string | null
  dialihkan: boolean
  pengembali: LevelState | null
  jumlah_usulan: number
  dikirim_pada: string | null
  masuk_pada: string | null
  dibuka_pada: string | null
  pemegang: string | null
  dipegang_sampai: string | null
  pemutus: string[]
  berkas_diterima_pada: string | null
  berkas_diterima_oleh: string | null
  diterima_pada: string | null
}

export type SectionData = {
  section: AnySection
  items: readonly Item[]
  /** version of "Tidak punya", null when it was not said */ empty: number | null
  emptyVersion: number
  /** false: "Tidak berlaku" for this person; what was entered before stays, but is not asked, sent or applied */
  applies: boolean
}

export type Form = {
  nip: string
  periode: string
  acuan: string
  /** null until the first thing is saved */
  row: FormRow | null
  person: Person
  /** in their order; without those that the campaign leaves out */
  sections: ReadonlyMap<string, SectionData>
  /** after the sections; nobody verifies them */
  questionnaires: ReadonlyMap<string, Answered>
  /** see RuleContext */
  isMother: (nama: string) => boolean | undefined
  /** opened by a pendamping: what is secret stays closed to him */
  helper?: boolean
  /** in repair: what stands between the form and Kirim, although nobody returned it (`reopen` in complete.ts) */
  reopened?: ReadonlySet<string>
}

/** Everything about one person's form in one query. Undefined when SAPK does not know the NIP. */
export async function findForm(db: DbOrTx, keys: Keys, nip: string, periode: string): Promise<Form | undefined> {
  const { rows } = await db.executeQuery<Loaded>(CompiledQuery.raw(READ, [nip, periode]))
  const loaded = rows[0]!
  const main = (loaded['data-utama'] as Record<string, unknown>[])[0]
  if (!main) return undefined
  const data = listSections(loaded.tanpa_bagian).map((s) => [s.code, sectionData(keys, s, nip, loaded)] as const)
  const person = toPerson(nip, fromColumns(keys, findSection('data-utama')!, nip, main))
  const isMother = (nama: string) => (loaded.ibu === null ? undefined : ibuIndex(keys, nip, nama) === loaded.ibu)
  const questionnaires = await findAnswered(db, loaded, {
    open: (loaded.formulir?.status ?? 'draf') === 'draf',
    without: loaded.tanpa_bagian,
    draftOf: (kode) => findDraft(keys, nip, kode, '-', loaded),
  })
  return withApplicable({ nip, periode, acuan: loaded.acuan, row: loaded.formulir, person, sections: new Map(data), questionnaires, isMother })
}

function findDraft(keys: Keys, nip: string, bagian: string, kunci: string, { konsep }: Pick<Loaded, 'konsep'>): Raw | null {
  const found = konsep.find((k) => k.bagian === bagian && k.kunci === kunci)
  return found ? unsealJson<Raw>(keys, draftBound(nip, bagian, kunci), found.isi) : null
}

/** The sections of a campaign: all, but the optional ones that it leaves out. */
export const listSections = (without: readonly string[]): readonly AnySection[] => sections.filter((s) => !s.optional || !without.includes(s.code))

/** Whether a section applies follows from the current rows of others, proposed ones included (clarifications 1.10). */
function withApplicable(form: Form): Form {
  const ctx = ruleContext(form, getInfo)
  const data = [...form.sections.values()].map((d) => [d.section.code, d.section.onlyFor ? { ...d, applies: d.section.onlyFor.when(ctx) } : d] as const)
  return { ...form, sections: new Map(data) }
}

function sectionData(keys: Keys, s: AnySection, nip: string, loaded: Loaded): SectionData {
  const mine = <T extends { bagian: string }>(rows: T[]) => rows.filter((r) => r.bagian === s.code)
  const official = (loaded[s.code] as Record<string, unknown>[]).map((r) => ({ id: String(r.id ?? ''), values: fromColumns(keys, s, nip, r) }))
  const usulan = new Map(mine(loaded.usulan).map((u) => [u.kunci, { ...u, sesudah: fromJson(keys, s, nip, u.sesudah) }]))
  const checked = new Map(mine(loaded.pemeriksaan).map((p) => [p.kunci, p]))
  const drafts = new Map(mine(loaded.konsep).map((k) => [k.kunci, k]))
  const decided = mine(loaded.keputusan)
  const build = (kunci: string, label: string, fields: readonly string[], nomor: number, official: Loose | null): Item => {
    const [u, p, k] = [usulan.get(kunci), checked.get(kunci), drafts.get(kunci)]
    return {
      section: s,
      kunci,
      label,
      fields,
      nomor,
      official,
      state: u?.tindakan ?? (p?.sesuai ? 'sesuai' : 'belum'),
      proposed: u ? u.sesudah && { ...official, ...u.sesudah } : official,
      remark: u?.keterangan ?? p?.keterangan ?? null,
      waiting: u?.menunggu_referensi ?? false,
      tickets: u ? mine(loaded.tiket).flatMap((t) => (t.kunci === kunci ? t.nomor : [])) : [],
      draft: k ? unsealJson<Raw>(keys, draftBound(nip, s.code, kunci), k.isi) : null,
      draftKind: k?.tindakan ?? null,
      versi: Math.max(u?.versi ?? 0, p?.versi ?? 0, k?.versi ?? 0),
      deciding: loaded.diputus,
      decisions: decided
        .filter((d) => d.kunci === kunci)
        .map((d) => ({
          level: d.level,
          putusan: d.putusan,
          alasan: d.alasan,
          putaran: d.putaran,
          versiItem: d.versi_item,
          final: d.final,
          petugasId: d.petugas_id,
        })),
    }
  }
  if (s.rows === 'one') {
    const values = official[0]?.values ?? {}
    return { section: s, empty: null, emptyVersion: 0, applies: true, items: s.items.map((i) => build(i.kunci, i.label, i.fields, 0, values)) }
  }
  const fields = Object.keys(s.fields)
  const rows = official.map((o, i) => build(o.id, rowLabel(s, o.values), fields, i + 1, o.values))
  const known = new Set(official.map((o) => o.id))
  const added = [...new Set([...usulan.keys(), ...drafts.keys()])]
    .filter((kunci) => !known.has(kunci))
    .sort((a, b) => (usulan.get(a)?.nomor ?? 999) - (usulan.get(b)?.nomor ?? 999) || a.localeCompare(b))
  // A row keeps its number once it is saved; what is only being typed is counted after all of them.
  let last = Math.max(official.length, ...added.map((kunci) => usulan.get(kunci)?.nomor ?? 0))
  for (const kunci of added) {
    const u = usulan.get(kunci)
    rows.push(build(kunci, u?.sesudah ? rowLabel(s, u.sesudah) : 'Baris baru', fields, u?.nomor || ++last, null))
  }
  const none = checked.get('-')
  return { section: s, empty: none?.sesuai ? none.versi : null, emptyVersion: none?.versi ?? 0, applies: true, items: rows }
}

/** A row that is neither in SAPK nor proposed yet. */
export function blankItem(section: AnySection, kunci: string, nomor: number, label = 'Baris baru'): Item {
  const nothing = { official: null, proposed: null, remark: null, waiting: false, tickets: [], draft: null, draftKind: null, versi: 0, decisions: [] }
  return { section, kunci, label, fields: Object.keys(section.fields), nomor, state: 'belum', ...nothing }
}

/** Binds a sealed draft to its place, so that it cannot be moved to another. */
export function draftBound(nip: string, bagian: string, kunci: string): string {
  return `${nip}/konsep/${bagian}/${kunci}`
}

/** Heading of a row. */
export function rowLabel(s: AnySection, values: Loose): string {
  return s.rowTitle?.(values as never) ?? s.title
}

export function getSectionData(form: Form, code: string): SectionData {
  const data = form.sections.get(code)
  if (!data) throw problem('not_found')
  return data
}

/** Current rows (official overlaid by proposals, deleted rows left out), derived values included. */
export function currentRows(form: Form, code: string): ListRow<Loose>[] {
  const data = form.sections.get(code)
  if (!data) return []
  if (data.section.rows === 'many') return data.items.filter((i) => i.state !== 'hapus' && i.proposed).map((i) => ({ kunci: i.kunci, v: i.proposed! }))
  const merged: Record<string, unknown> = { ...data.items[0]?.official }
  for (const i of data.items) for (const key of i.fields) merged[key] = i.proposed?.[key] ?? null
  return [{ kunci: '', v: { ...merged, ...derivedValues(form, data.section, merged) } }]
}

/** Current values of a single-row section. */
export function currentValues(form: Form, code: string): Loose {
  return currentRows(form, code)[0]?.v ?? {}
}

/** Values that follow the histories; the official value stands while the history is empty (clarifications 1.8). */
export function derivedValues(form: Form, s: AnySection, official: Loose): Loose {
  const found = fieldsOf(s)
    .filter(([, f]) => f.derive)
    .map(([key, f]) => {
      const rows = currentRows(form, f.derive!.from).map((r) => r.v)
      return [key, f.derive!.value && rows.length ? f.derive!.value(rows) : (official[key] ?? null)] as const
    })
  return Object.fromEntries(found)
}

/** What rules may look at, for this form. `info` comes from the lists in memory. */
export function ruleContext(form: Form, info: RuleContext['info']): RuleContext {
  const main = currentValues(form, 'data-utama')
  return {
    nip: form.nip,
    acuan: form.acuan,
    person: toPerson(form.nip, main),
    info,
    rows: (code) => currentRows(form, code).map((r) => ({ ...r.v, kunci: r.kunci })),
    isMother: form.isMother,
  }
}

/** The rows of a section as choices of another one. */
export const rowChoices = (form: Form, code: string): Ref[] => {
  const s = findSection(code)!
  return currentRows(form, code).map((r) => ({ id: r.kunci, nama: rowLabel(s, r.v) }))
}

/** Every item that counts: of the sections that apply to this person. */
export const allItems = (form: Form): Item[] => [...form.sections.values()].filter((s) => s.applies).flatMap((s) => s.items)

/** Has this item something for a verifier? */
export const isProposal = (i: Item): boolean => i.state === 'ubah' || i.state === 'tambah' || i.state === 'hapus'

/** Keys of the fields in which the proposal differs from SAPK. */
export function changedFields(i: Item): string[] {
  if (!isProposal(i)) return []
  return i.fields.filter((key) => !i.section.fields[key]?.derive && !same(i.official?.[key], i.proposed?.[key]))
}

/** Levels that decide on an item: all, unless every field it changes stays inside the agency (domain.md 2.6), and as the campaign says. */
export function decidersOf(i: Item): readonly Level[] {
  const { code, rows, decidedBy, fields } = i.section
  const who = (key: string, usual: DecidedBy): DecidedBy => (i.deciding?.[key] === 'bkn' || i.deciding?.[key] === 'instansi' ? i.deciding[key] : usual)
  if (rows === 'many') return levelsFor(who(code, decidedBy ?? 'bkn'))
  return levelsFor(changedFields(i).some((key) => who(`${code}/${key}`, fields[key]!.decidedBy) === 'bkn') ? 'bkn' : 'instansi')
}

/** The decision of a level that still holds: its latest, given on the present version of the item. */
export function decisionOf(i: Item, level: string): Decision | undefined {
  return i.decisions.filter((d) => d.level === level && d.versiItem === i.versi).sort((a, b) => b.putaran - a.putaran)[0]
}

/** Why an item came back, as long as it was not repaired: same version as when it was returned. */
export function returnedBy(form: Form, i: Item): Decision | undefined {
  if (form.row?.status !== 'perbaikan' || !form.row.pengembali) return undefined
  return i.decisions.find((d) => d.final && d.putusan === 'kembalikan' && d.level === form.row!.pengembali && d.putaran === form.row!.putaran)
}

/** Returned and not touched since. */
export function needsRepair(form: Form, i: Item): boolean {
  const d = returnedBy(form, i)
  return d !== undefined && d.versiItem === i.versi
}

/** May the PNS edit this item now? In repair only what came back is open. */
export function isOpen(form: Form, i: Item): boolean {
  const status = form.row?.status ?? 'draf'
  if (!getSectionData(form, i.section.code).applies || isKeptFrom(form, i)) return false
  if (status !== 'perbaikan') return status === 'draf'
  if (returnedBy(form, i) || form.reopened?.has(`${i.section.code}/${i.kunci}`)) return true
  return isNew(i) ? mayAdd(form, getSectionData(form, i.section.code)) : isFresh(i)
}

/** Is this a secret that only the owner fills in? In a row of a history just the secret field is closed. */
export const isKeptFrom = (form: Pick<Form, 'helper'>, i: Item): boolean =>
  form.helper === true && i.section.rows === 'one' && i.fields.some((key) => i.section.fields[key]!.secret)

/** A change that no level has decided on as it is now. Which unit verifies first nobody decides on. */
export const isFresh = (i: Item): boolean => isProposal(i) && i.kunci !== RECEIVER && !i.decisions.some((d) => d.final && d.versiItem === i.versi)

/** A row that no verifier has seen yet. */
const isNew = (i: Item): boolean => i.official === null && i.decisions.length === 0

/** May rows be added? Only while the whole form is open, or a row of this section came back, and up to the section's maximum. */
export function mayAdd(form: Form, data: SectionData): boolean {
  const status = form.row?.status ?? 'draf'
  if (!data.applies || data.items.filter((i) => i.state !== 'hapus').length >= (data.section.max ?? Infinity)) return false
  if (status !== 'perbaikan') return status === 'draf'
  return data.items.some((i) => returnedBy(form, i)) || (form.reopened?.has(`${data.section.code}/`) ?? false)
}

/** Items on which this level still has to decide. */
export function undecided(form: Form, level: string): Item[] {
  return allItems(form).filter((i) => isProposal(i) && decidersOf(i).some((l) => l.state === level) && !decisionOf(i, level))
}

export function levelTitle(state: string): string {
  return findLevel(state)?.title ?? state
}
