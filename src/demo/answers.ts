// What the invented people answered: SAPK copy against truth, item by item, as rows of pemeriksaan and usulan.
import { blankItem, getSectionData, rowLabel, type Form, type Item } from '../form/form.ts'
import type { Ref } from '../form/field.ts'
import type { AnySection, Loose } from '../form/section.ts'
import { same, toJson } from '../form/values.ts'
import type { Keys } from '../security/keys.ts'
import type { Truth } from './truth.ts'

type Place = { nip: string; periode: string; bagian: string; kunci: string }
export type Answered = {
  checks: (Place & { sesuai: boolean; versi: number; diubah: Date })[]
  proposals: (Place & {
    tindakan: string
    nomor: number
    sebelum: Loose | null
    sesudah: Loose | null
    menunggu_referensi: boolean
    versi: number
    diubah: Date
    status: string
  })[]
}

/** Answers of one person; of an unfinished form only the first `share` of the items. */
export function answer(keys: Keys, form: Form, truth: Truth, share = 1): Answered {
  const out: Answered = { checks: [], proposals: [] }
  // Section by section: what points at another row comes after it.
  const items = [...form.sections.values()].flatMap(({ section, applies, items }) => [...(applies ? items : []), ...addedRows(form, section, truth)])
  for (const item of items.slice(0, Math.ceil(items.length * share))) answerItem(keys, form, truth, item, out)
  if (share === 1)
    for (const s of withoutRows(form, items))
      out.checks.push({ nip: form.nip, periode: form.periode, bagian: s.code, kunci: '-', sesuai: true, versi: 1, diubah: new Date() })
  return out
}

/** Histories of which the person has nothing, which he says ("Tidak punya"). */
const withoutRows = (form: Form, items: readonly Item[]): AnySection[] =>
  [...form.sections.values()].map((d) => d.section).filter((s) => s.rows === 'many' && !s.min && !items.some((i) => i.section === s))

function answerItem(keys: Keys, form: Form, truth: Truth, item: Item, out: Answered): void {
  const { section: s, kunci } = item
  const real = truth
    .get(s.code)
    ?.get(form.nip)
    ?.get(s.rows === 'many' ? kunci : '')
  const place = { nip: form.nip, periode: form.periode, bagian: s.code, kunci }
  const diubah = new Date()
  const wrong = real ? item.fields.filter((key) => !s.fields[key]!.derive && key in real && !same(item.official?.[key], real[key])) : []
  if (real && wrong.length === 0) return void out.checks.push({ ...place, sesuai: true, versi: 1, diubah })
  const own = (from: Loose | null) =>
    from && (Object.fromEntries(item.fields.filter((key) => real && key in real).map((key) => [key, from[key] ?? null])) as Loose)
  const [before, after] = real ? [own(item.official), own(real)] : [item.official, null]
  out.proposals.push({
    ...place,
    tindakan: !real ? 'hapus' : item.official ? 'ubah' : 'tambah',
    nomor: item.nomor,
    sebelum: toJson(keys, s, form.nip, before),
    sesudah: toJson(keys, s, form.nip, after),
    menunggu_referensi: Object.values(after ?? {}).some((v) => (v as Ref | null)?.usul === true),
    versi: 1,
    diubah,
    status: 'diusulkan',
  })
}

/** Rows that are true but missing in SAPK. */
function addedRows(form: Form, s: AnySection, truth: Truth): Item[] {
  if (s.rows === 'one') return []
  const known = getSectionData(form, s.code).items
  const rows = [...(truth.get(s.code)?.get(form.nip) ?? [])].filter(([id]) => !known.some((i) => i.kunci === id))
  return rows.map(([kunci, values], i) => blankItem(s, kunci, known.length + i + 1, rowLabel(s, values)))
}
