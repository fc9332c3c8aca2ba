// Kartu antrian and the frame of the verifier's desk.
import type { ComponentChildren } from 'preact'
import { Tag, type TagTone } from './tag.tsx'
import { Nip } from './text.tsx'

export type QueueCardProps = {
  href: string
  nama: string
  nip: string
  unit: string
  /** age in words: "2 jam lalu" */
  age: string
  tags?: readonly { text: string; tone?: TagTone }[]
  current?: boolean
}

/** One form of the queue; the whole card is the link. */
export const QueueCard = ({ href, nama, nip, unit, age, tags = [], current }: QueueCardProps) => (
  <li class={current ? 'kini' : undefined}>
    <div class="r">
      <a href={href} aria-current={current ? 'true' : undefined}>
        {nama}
      </a>
      <span class="t">{age}</span>
    </div>
    <div class="un">
      <span>
        <Nip value={nip} />
      </span>
      <span>{unit}</span>
    </div>
    {tags.length > 0 && (
      <div class="k">
        {tags.map((t) => (
          <Tag tone={t.tone}>{t.text}</Tag>
        ))}
      </div>
    )}
  </li>
)

export type QueueProps = {
  title: string
  /** "5 berkas" */
  count: string
  /** search form above the list */
  search?: ComponentChildren
  /** QueueCards */
  children: ComponentChildren
  foot?: ComponentChildren
  empty?: string
  /** the queue is the page (its title is the h1), not the column beside a record */
  page?: boolean
}

/** The queue as a card. */
export function Queue({ title, count, search, children, foot, empty, page }: QueueProps) {
  const H = page ? 'h1' : 'h2'
  return (
    <section class="kartu" aria-label={title}>
      <div class="antri-kepala">
        <H>{title}</H>
        <Tag tone="blue">{count}</Tag>
      </div>
      {search && <div class="cari">{search}</div>}
      {empty ? <p class="kosong-daftar">{empty}</p> : <ul class="antri">{children}</ul>}
      {foot && <div class="kartu-kaki">{foot}</div>}
    </section>
  )
}

/** Queue at the left, record at the right; on small screens an open record stands alone. */
export const Desk = ({ queue, children }: { queue: ComponentChildren; children?: ComponentChildren }) => (
  <div class={children ? 'belah terbuka' : 'belah'}>
    {queue}
    {children}
  </div>
)

/** Head of a record: name, identity, who holds it. */
export const RecordHead = ({ nama, children, hold }: { nama: string; children?: ComponentChildren; hold?: ComponentChildren }) => (
  <div class="dh">
    <div>
      <h1>{nama}</h1>
      {children && <p>{children}</p>}
    </div>
    {hold && <div class="pegang">{hold}</div>}
  </div>
)

/** "36 data lain dinyatakan Sesuai oleh PNS." with a link or a fold. */
export const Unchanged = ({ children }: { children: ComponentChildren }) => <div class="unch">{children}</div>

/** Card around a record: RecordHead, DiffRows, Unchanged, Bar. */
export const RecordCard = ({ children }: { children: ComponentChildren }) => <section class="kartu">{children}</section>
