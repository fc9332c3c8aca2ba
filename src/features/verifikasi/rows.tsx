// One row per item on the desk: old beside new, what others decided, the choice, and reasons ready to pick.
import type { ComponentChildren } from 'preact'
import { placeName } from '../../berkas/files.ts'
import { forStaff } from '../../berkas/shown.ts'
import { changedFields, decidersOf, type Decision, type Item } from '../../form/form.ts'
import { refusalOf } from '../../form/waiting.ts'
import { fieldsOf, showField, shown, type Loose } from '../../form/section.ts'
import { Button } from '../../web/ui/button.tsx'
import { PairInputs, SelectField, type Pair } from '../../web/ui/choice.tsx'
import { DiffRow, type Decision as Choice, type DiffPart } from '../../web/ui/diff.tsx'
import { ErrorText, TextAreaField } from '../../web/ui/field.tsx'
import { Files } from '../../web/ui/files.tsx'
import { Done, Tag } from '../../web/ui/tag.tsx'
import { words } from '../../web/ui/words.ts'
import { findLevel } from '../../workflow/table.ts'
import { blockedByReference, itemName, type Body, type Faults } from './decide.ts'
import { levelShort } from './frame.tsx'
import { reasonsFor, type LastUsed } from './reasons.ts'
import type { Desk, DeskItem } from './record.ts'

/** What the rows of a page share; `raw` is what was typed when the page is shown again. */
export type RowView = { desk: Desk; last: LastUsed; raw: Body; faults: Faults; revealed?: string }

/** "RG-3 · III/b", the same number on paper, screen and mail; fields by their label. */
export const itemLabel = (i: Item): string => (i.section.rows === 'many' ? `${i.section.short}-${i.nomor} · ${i.label}` : i.label)

const ACTIONS = { tambah: 'Baris baru', hapus: 'Diusulkan dihapus' } as const

/** A changed item. */
export function ItemRow({ v, d }: { v: RowView; d: DeskItem }) {
  const { item } = d
  const name = itemName(item)
  const parts = partsOf(item)
  const choice = (v.raw[`putusan.${name}`] ?? d.decision?.putusan) as Choice | undefined
  const open = v.desk.decides && d.mine
  return (
    <>
      {open && <input type="hidden" name={`versi.${name}`} value={item.versi} />}
      <DiffRow
        name={name}
        label={<Label item={item} />}
        parts={parts}
        action={item.state as 'ubah' | 'tambah' | 'hapus'}
        stacked={parts.length === 1 && parts.some((p) => (p.before ?? '').length > 60 || (p.after ?? '').length > 60)}
        files={filesOf(v, item)}
        remark={<Remarks d={d} v={v} />}
        decision={choice}
        decided={open ? undefined : <Decided d={d} v={v} />}
        reason={open ? <Reason v={v} item={item} typed={v.raw[`alasan.${name}`] ?? d.decision?.alasan ?? ''} /> : undefined}
        error={v.faults[name]}
      />
    </>
  )
}

/** What the PNS attached to the item. */
const filesOf = (v: RowView, i: Item) => forStaff(v.desk.files.get(placeName({ bagian: i.section.code, kunci: i.kunci })))

const Label = ({ item }: { item: Item }) => (
  <>
    {itemLabel(item)}
    {(item.state === 'tambah' || item.state === 'hapus') && (
      <>
        {' '}
        <Tag tone="amber">{ACTIONS[item.state]}</Tag>
      </>
    )}
  </>
)

/** Changed fields of a row that stands in SAPK; every filled field of a row that is added or deleted. */
function partsOf(i: Item): DiffPart[] {
  const changed = changedFields(i)
  const keys = i.state === 'ubah' ? changed : i.fields.filter((key) => !i.section.fields[key]!.derive)
  const single = i.section.rows === 'one' && i.fields.length === 1
  return keys.flatMap((key) => {
    const part = {
      label: single ? undefined : (i.section.fields[key]!.label as string),
      before: valueIn(i, i.official, key),
      after: valueIn(i, i.proposed, key),
    }
    return part.before || part.after || single ? [part] : []
  })
}

const valueIn = (i: Item, values: Loose | null, key: string): string | null => {
  const f = i.section.fields[key]!
  return values && shown(f, values) ? showField(f, values[key]) || null : null
}

function Remarks({ d, v }: { d: DeskItem; v: RowView }) {
  const lines = [
    ...d.notes,
    ...(d.item.waiting ? [waitingWords(d.item, v)] : []),
    ...(d.item.remark ? [`Keterangan PNS: ${d.item.remark}`] : []),
    ...d.earlier.map((e) => decisionText(e, v)),
  ]
  return lines.length ? lines.map((t, i) => [i > 0 && <br />, t]) : null
}

function waitingWords(i: Item, v: RowView): string {
  if (refusalOf(i)) return 'Helpdesk tidak menambahkan tulisan ini ke daftar. Kembalikan supaya PNS memilih yang lain.'
  return blockedByReference(i, v.desk.row.status) ? 'Menunggu referensi: belum dapat disetujui di tingkat ini.' : 'Menunggu referensi: belum ada di daftar.'
}

/** "Level 1 (Endang Sulastri): Setuju". */
function decisionText(e: Decision, v: RowView): string {
  const what = e.putusan === 'setuju' ? 'Setuju' : `Dikembalikan, "${e.alasan}"`
  return `${levelShort(e.level)} (${v.desk.officers.get(e.petugasId) ?? 'petugas'}): ${what}`
}

/** In the place of the buttons: who decides, or what was decided. */
function Decided({ d, v }: { d: DeskItem; v: RowView }) {
  if (!d.mine && findLevel(v.desk.row.status))
    return (
      <span class="meta">
        Diputuskan{' '}
        {decidersOf(d.item)
          .map((l) => levelShort(l.state))
          .join(' dan ')}
      </span>
    )
  if (d.decision) return d.decision.putusan === 'setuju' ? <Done>Setuju</Done> : <Tag tone="amber">Dikembalikan: {d.decision.alasan}</Tag>
  return <span class="meta">{v.desk.row.status === 'diterima' ? 'Diterapkan' : 'Belum diputuskan'}</span>
}

/** Typed, or one of those ready to pick. */
function Reason({ v, item, typed }: { v: RowView; item: Item; typed: string }) {
  const name = itemName(item)
  const options = reasonsFor(item, v.last).map((text) => ({ value: text, label: text }))
  return (
    <>
      <TextAreaField name={`alasan.${name}`} label={words.alasan} rows={2} value={typed} />
      <div class="lampir">
        <SelectField
          name={`templat.${name}`}
          label="Atau pilih alasan siap pakai"
          options={options}
          value={v.raw[`templat.${name}`]}
          empty="Pilih alasan"
          width="l"
        />
      </div>
    </>
  )
}

const keep: Pair = { yes: { value: 'biarkan', label: words.sesuai }, no: { value: 'kembalikan', label: words.kembalikan } }

/** An item the PNS found right: one value, and it may be sent back all the same (clarifications 2.2). */
export function SameRow({ v, item, note }: { v: RowView; item: Item; note?: ComponentChildren }) {
  const name = itemName(item)
  const mine = item.decisions.find((d) => d.level === v.desk.row.status && d.putaran === v.desk.row.putaran && d.versiItem === item.versi)
  const error = v.faults[name]
  const open = v.desk.decides
  return (
    <div class={error ? 'dr panjang err' : 'dr panjang'} id={`${name}-baris`} data-baris>
      {open && <input type="hidden" name={`versi.${name}`} value={item.versi} />}
      <fieldset aria-describedby={error ? `${name}-err` : undefined}>
        <legend>{itemLabel(item)}</legend>
        <div class="bx old">
          <SameValue v={v} item={item} />
          <Files files={filesOf(v, item)} />
          {note && <small class="meta">{note}</small>}
          {item.remark && <small class="meta">Keterangan PNS: {item.remark}</small>}
        </div>
        {open && (
          <PairInputs
            id={name}
            name={`putusan.${name}`}
            pair={keep}
            value={v.raw[`putusan.${name}`] ?? mine?.putusan}
            describedby={error ? `${name}-err` : undefined}
          />
        )}
        {error && <ErrorText id={`${name}-err`}>{error}</ErrorText>}
        {open && (
          <div class="alasan">
            <Reason v={v} item={item} typed={v.raw[`alasan.${name}`] ?? mine?.alasan ?? ''} />
          </div>
        )}
      </fieldset>
    </div>
  )
}

function SameValue({ v, item }: { v: RowView; item: Item }) {
  const keys = item.fields.filter((key) => valueIn(item, item.proposed, key))
  if (keys.length === 0) return <span class="kosong">{words.kosongBkn}</span>
  return keys.map((key) => {
    const f = item.section.fields[key]!
    const hidden = f.secret && v.revealed !== itemName(item)
    return (
      <span class="ruas">
        {item.fields.length > 1 && <small>{f.label}</small>}
        {hidden ? `•••• •••• ••${String(item.proposed![key]).slice(-2)}` : valueIn(item, item.proposed, key)}
        {hidden && (
          <>
            {' '}
            <Button
              kind="link"
              name="tampil"
              value={itemName(item)}
              about={f.label}
              attrs={{ formaction: `/verifikasi/${v.desk.head.id}/tampilkan` } as object}
            >
              {words.tampilkan}
            </Button>
          </>
        )}
      </span>
    )
  })
}

/** Values that follow the histories: to read only. */
export function derivedLines(desk: Desk, current: (code: string) => Loose): { label: string; before: string; after: string }[] {
  return [...desk.form.sections.values()]
    .filter((s) => s.section.rows === 'one')
    .flatMap(({ section, items }) => {
      const [was, now] = [items[0]?.official ?? {}, current(section.code)]
      return fieldsOf(section)
        .filter(([, f]) => f.derive)
        .map(([key, f]) => ({ label: f.label, before: showField(f, was[key]), after: showField(f, now[key]) }))
        .filter((l) => l.before || l.after)
    })
}

/** Has this agreed item to be seen without unfolding: sent back now, or sent back before and agreed with again? */
export const needsEyes = (desk: Desk, i: Item): boolean => i.decisions.some((d) => d.putusan === 'kembalikan' && d.putaran >= desk.row.putaran - 1)
