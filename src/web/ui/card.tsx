// Cards and label/value lists.
import type { ComponentChildren } from 'preact'
import { Hidden } from './text.tsx'
import { words } from './words.ts'

/** `rows`: the children bring their own padding and the card runs to the screen edge on phones. */
type CardProps = { title?: string; rows?: boolean; id?: string; /** left out on phones */ wideOnly?: boolean; children: ComponentChildren }

export const Card = ({ title, rows, id, wideOnly, children }: CardProps) => (
  <section class={(rows ? 'kartu tepi' : 'kartu pad') + (wideOnly ? ' hanya-besar' : '')} id={id}>
    {title && <h2>{title}</h2>}
    {children}
  </section>
)

/** Buttons or a remark at the lower edge of a card of rows. */
export const CardFoot = ({ children }: { children: ComponentChildren }) => <div class="kartu-kaki">{children}</div>

/** List of SummaryRow. */
export const SummaryList = ({ children }: { children: ComponentChildren }) => (
  <div class="kartu tepi">
    <dl class="rincian">{children}</dl>
  </div>
)

export type SummaryRowProps = {
  label: string
  /** value now, or the proposed value when `was` is given */
  value: ComponentChildren
  /** old value: shown before the arrow; null = was empty */
  was?: ComponentChildren | null
  /** where "Ubah" leads */
  href?: string
  action?: string
}

/** Line of the check page: "Kebumen → Kab. Purworejo  Ubah". */
export function SummaryRow({ label, value, was, href, action = 'Ubah' }: SummaryRowProps) {
  return (
    <div class="rv">
      <dt>{label}</dt>
      <dd class="angka">{was === undefined ? (value ?? <span class="was">{words.kosong}</span>) : <Change was={was} value={value} />}</dd>
      {href && (
        <dd>
          <a href={href}>
            {action}
            <Hidden> {label}</Hidden>
          </a>
        </dd>
      )}
    </div>
  )
}

/** old → new in one line, with words for screen readers instead of the arrow. */
export const Change = ({ was, value }: { was: ComponentChildren | null; value: ComponentChildren | null }) => (
  <>
    <span class="was">
      <Hidden>{words.semula}</Hidden>
      {was ?? words.kosong}
    </span>{' '}
    <span aria-hidden="true">→</span> <Hidden>{words.menjadi}</Hidden>
    <b>{value ?? words.kosong}</b>
  </>
)

/** Masked identity: what is shown before the mailbox is proved. Values arrive masked. */
export const MaskedCard = ({ items, note }: { items: readonly { label: string; value: ComponentChildren }[]; note?: ComponentChildren }) => (
  <div class="samar">
    <dl>
      {items.map(({ label, value }) => (
        <>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
    {note && <p class="meta">{note}</p>}
  </div>
)
