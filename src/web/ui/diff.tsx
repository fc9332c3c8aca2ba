// Old beside new with the differing characters marked, and the verifier's decision.
import type { ComponentChildren, VNode } from 'preact'
import { PairInputs, type Pair } from './choice.tsx'
import { ErrorText } from './field.tsx'
import { FileLink, type ShownFile } from './files.tsx'
import { words } from './words.ts'

export type Piece = { text: string; changed: boolean }

/** Longest common subsequence: for each index of `b` whether it is kept from `a`. */
function kept(a: readonly string[], b: readonly string[]): boolean[] {
  const w = b.length + 1
  const len = new Uint16Array((a.length + 1) * w)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      len[i * w + j] = a[i] === b[j] ? len[(i + 1) * w + j + 1]! + 1 : Math.max(len[(i + 1) * w + j]!, len[i * w + j + 1]!)
  const keep = b.map(() => false)
  for (let i = 0, j = 0; i < a.length && j < b.length;)
    if (a[i] === b[j]) {
      keep[j] = true
      i++
      j++
    } else if (len[(i + 1) * w + j]! >= len[i * w + j + 1]!) i++
    else j++
  return keep
}

/** Letters and digits stay together; blanks and signs stand alone, so that only "14" of "14," is marked. */
const tokens = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []

const merge = (pieces: readonly Piece[]): Piece[] =>
  pieces.reduce<Piece[]>((out, p) => {
    const last = out.at(-1)
    if (last && last.changed === p.changed) out[out.length - 1] = { text: last.text + p.text, changed: p.changed }
    else if (p.text) out.push(p)
    return out
  }, [])

/** Longer texts are marked as a whole: the table above grows with the square of the words. */
const TOO_LONG = 400

/**
 * The pieces of `after`, marked where they differ from `before`: by words, and inside a changed word by characters,
 * but only while most of the word is the same (a word that shares two stray letters is simply another word).
 */
export function diffPieces(before: string, after: string): Piece[] {
  if (before === '' || before === after) return [{ text: after, changed: false }]
  const a = tokens(before)
  const b = tokens(after)
  if (a.length > TOO_LONG || b.length > TOO_LONG) return [{ text: after, changed: true }]
  const keep = kept(a, b)
  const stays = kept(b, a)
  const gone = a.filter((_, i) => !stays[i])
  const pieces = b.flatMap((word, j): Piece[] => {
    if (keep[j] || word.trim() === '') return [{ text: word, changed: false }]
    const near = gone.find((g) => similar(g, word))
    return near ? byCharacter(near, word) : [{ text: word, changed: true }]
  })
  return merge(pieces)
}

const common = (a: string, b: string) => kept([...a], [...b]).filter(Boolean).length
const similar = (a: string, b: string) =>
  Math.min(a.length, b.length) > 2 && Math.max(a.length, b.length) < 60 && common(a, b) / Math.max(a.length, b.length) >= 0.6

function byCharacter(a: string, b: string): Piece[] {
  const keep = kept([...a], [...b])
  return merge([...b].map((text, i) => ({ text, changed: !keep[i] })))
}

/** `after` with <mark> around what differs. When nothing is the same no mark is needed: the whole value is new. */
export function markDiff(before: string | null, after: string | null): (string | VNode)[] {
  if (!after) return []
  const pieces = diffPieces(before ?? '', after)
  if (!pieces.some((p) => !p.changed && p.text.trim())) return [after]
  return pieces.map((p) => (p.changed ? <mark>{p.text}</mark> : p.text))
}

export type DiffPart = { label?: string; before: string | null; after: string | null }
export type Decision = 'setuju' | 'kembalikan'
const decide: Pair = { yes: { value: 'setuju', label: words.setuju }, no: { value: 'kembalikan', label: words.kembalikan } }

export type DiffRowProps = {
  /** radios are named `putusan.<name>` (see `radio`), the reason `alasan.<name>` */
  name: string
  label: ComponentChildren
  /** one part for a field, one per column for a row of a history */
  parts: readonly DiffPart[]
  action?: 'ubah' | 'tambah' | 'hapus'
  /** long text: old above new */
  stacked?: boolean
  files?: readonly ShownFile[]
  /** remark of the PNS or of earlier levels */
  remark?: ComponentChildren
  decision?: Decision | null
  /** what stands in the place of the buttons when this level has none */
  decided?: ComponentChildren
  /** field for the reason, opened by Kembalikan */
  reason?: ComponentChildren
  error?: string
  radio?: string
}

/** Diff baris: Data | Data BKN (lama) | Usulan PNS (baru) | Keputusan. */
export function DiffRow({
  name,
  label,
  parts,
  action = 'ubah',
  stacked,
  files = [],
  remark,
  decision,
  decided,
  reason,
  error,
  radio = `putusan.${name}`,
}: DiffRowProps) {
  return (
    <div class={['dr', stacked && 'panjang', error && 'err'].filter(Boolean).join(' ')} id={`${name}-baris`} data-baris>
      <fieldset aria-describedby={error ? `${name}-err` : undefined}>
        <legend>{label}</legend>
        <div class="bx old">
          <small class="vh">{words.dataBkn}</small>
          {action === 'tambah' ? <span class="kosong">(belum ada)</span> : parts.map((p) => <Part label={p.label}>{p.before}</Part>)}
        </div>
        <div class="bx new">
          <small class="vh">{words.usulanPns}</small>
          {action === 'hapus' ? 'Dihapus' : parts.map((p) => <Part label={p.label}>{p.after && markDiff(p.before, p.after)}</Part>)}
          {files.map((f) => (
            <FileLink file={f} />
          ))}
          {remark && <small class="meta">{remark}</small>}
        </div>
        {decided ? (
          <div class="putus">{decided}</div>
        ) : (
          <PairInputs id={name} name={radio} pair={decide} value={decision} describedby={error ? `${name}-err` : undefined} />
        )}
        {error && <ErrorText id={`${name}-err`}>{error}</ErrorText>}
        {reason && <div class="alasan">{reason}</div>}
      </fieldset>
    </div>
  )
}

const Part = ({ label, children }: { label?: string; children: ComponentChildren }) => (
  <span class="ruas">
    {label && <small>{label}</small>}
    {children || <span class="kosong">{words.kosong}</span>}
  </span>
)

/** Column heads above DiffRows, for the eye only: each box names itself to a screen reader. */
export const DiffHead = () => (
  <div class="dcols" aria-hidden="true">
    <span>Data</span>
    <span>Data BKN (lama)</span>
    <span>Usulan PNS (baru)</span>
    <span>Keputusan Anda</span>
  </div>
)

/** Heading of a section between DiffRows. */
export const DiffSection = ({ children }: { children: ComponentChildren }) => <h3 class="dsec">{children}</h3>
