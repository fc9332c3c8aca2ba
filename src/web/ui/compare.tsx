// Baris banding: what BKN holds, and whether it agrees.
import type { ComponentChildren } from 'preact'
import { Button } from './button.tsx'
import { PairInputs, type Pair } from './choice.tsx'
import { ErrorText } from './field.tsx'
import { Files, type ShownFile } from './files.tsx'
import { Hidden } from './text.tsx'
import { words } from './words.ts'

/** Name of the button that leads to the upload page; its value is the item. */
export const ATTACH = '_lampir'

export type Answer = 'sesuai' | 'ubah'
const agree: Pair = { yes: { value: 'sesuai', label: words.sesuai }, no: { value: 'ubah', label: words.tidakSesuai } }
/** The same two answers where BKN has nothing: "agrees" then means that there is none. */
const agreeEmpty: Pair = { yes: { value: 'sesuai', label: words.tidakAda }, no: { value: 'ubah', label: words.isi, icon: 'pena' } }

export type CompareRowProps = {
  /** item key: radios are named `<name>__cek` with values sesuai | ubah; the row has the id `<name>-baris` */
  name: string
  label: string
  /** words after the label: "(sesuai database BKN)" */
  note?: string
  /** value from BKN as shown; null or '' = empty in BKN */
  value: ComponentChildren | null
  /** remark under the value, such as a reveal link */
  meta?: ComponentChildren
  /** explanations, opened on demand */
  about?: ComponentChildren
  /** address that shows a masked value in full */
  reveal?: string
  answer?: Answer | null
  /** empty in BKN and needed: only "Isi" is offered */
  mustFill?: boolean
  /** nothing was chosen although it is needed */
  error?: string
  /** fields inside the panel have an error: red edge, the panel stays open */
  invalid?: boolean
  /** returned by a verifier: reason, shown on top of the panel */
  returned?: { reason: string; by: string }
  /** an answer to the verifier, whatever is chosen */
  reply?: ComponentChildren
  /** correction field(s) and the file row */
  children?: ComponentChildren
}

/** A row to answer. Nothing is pre-selected; choosing "Tidak sesuai" opens the panel without script. */
export function CompareRow({ name, label, note, value, meta, about, reveal, answer, mustFill, error, invalid, returned, reply, children }: CompareRowProps) {
  const empty = value === null || value === ''
  const bad = Boolean(error || invalid)
  const shown = answer ?? (invalid ? 'ubah' : undefined)
  return (
    <div class={['row', bad && 'err', returned && 'kembali', empty && 'tanpa'].filter(Boolean).join(' ')} id={`${name}-baris`}>
      <fieldset aria-describedby={error ? `${name}-cek-err` : undefined}>
        <legend>
          {label}
          {note && ` ${note}`}
        </legend>
        <div class="nilai">
          <Value value={value} />
          {meta && <div class="meta">{meta}</div>}
          {reveal && <Reveal href={reveal} label={label} />}
          {about}
        </div>
        <PairInputs id={`${name}-cek`} name={`${name}__cek`} pair={empty ? agreeEmpty : agree} only={empty && mustFill ? 'no' : undefined} value={shown} />
        <i class="tanda" />
        {error && <ErrorText id={`${name}-cek-err`}>{error}</ErrorText>}
        {returned && <Returned {...returned} />}
        {reply && <div class="jawab">{reply}</div>}
        {children && <div class="panel">{children}</div>}
      </fieldset>
    </div>
  )
}

export type FixedRowProps = {
  label: string
  value: ComponentChildren | null
  id?: string
  /** why it cannot be changed here, with the way on: "Tidak dapat diubah. Salah? Hubungi Helpdesk." */
  reason?: ComponentChildren
  /** derived: where it is changed */
  link?: { href: string; text: string }
  reveal?: string
  /** row of a sent form: what was answered */
  answer?: Answer | null
  /** proposed value of a sent form */
  proposed?: ComponentChildren
  files?: readonly ShownFile[]
}

/** A row without choice: locked, derived, or of a form that was sent. */
export const FixedRow = ({ label, value, id, reason, link, reveal, answer, proposed, files = [] }: FixedRowProps) => (
  <div class="row" id={id}>
    <p class="lab">{label}</p>
    <Value value={value} />
    {reveal && <Reveal href={reveal} label={label} />}
    {proposed !== undefined && (
      <p class="meta">
        {words.usulanPns}: <b>{proposed ?? words.kosong}</b>
      </p>
    )}
    <Files files={files} />
    {answer === 'sesuai' && <p class="meta">{words.sesuai}</p>}
    {reason && <p class="meta">{reason}</p>}
    {link && (
      <p class="meta">
        <a href={link.href}>{link.text}</a>
      </p>
    )}
  </div>
)

const Value = ({ value }: { value: ComponentChildren | null }) =>
  value === null || value === '' ? <p class="val kosong">{words.kosongBkn}</p> : <div class="val">{value}</div>

const Reveal = ({ href, label }: { href: string; label: string }) => (
  <a class="meta" href={href}>
    {words.tampilkan}
    <Hidden> {label}</Hidden>
  </a>
)

const Returned = ({ reason, by }: { reason: string; by: string }) => (
  <p class="catatan">
    <b>Dikembalikan {by}:</b> {reason}
  </p>
)

/** "Lampirkan berkas pendukung": optional, under a correction field. The button saves what was typed and leads to the upload page. */
export const Evidence = ({ name, about, files = [] }: { name: string; about?: string; files?: readonly ShownFile[] }) => (
  <div class="lampir">
    <Files files={files} />
    <Button kind="link" noValidate name={ATTACH} value={name} about={about && `untuk ${about}`}>
      {words.lampirkan}
    </Button>
  </div>
)
