// What the page tells the person: errors, news, asides, proof.
import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

export type FieldError = { field?: string; text: string; /** where to jump; default `#field` */ href?: string }

/** Stands on top of a page that was sent with errors. The script moves the focus to it. */
export function ErrorSummary({ errors, title }: { errors: readonly FieldError[]; title?: string }) {
  if (errors.length === 0) return null
  return (
    <div class="salah" role="alert" tabIndex={-1} data-fokus>
      <h2>{title ?? `Ada ${errors.length} isian yang perlu diperbaiki`}</h2>
      <ul>
        {errors.map(({ field, text, href }) => (
          <li>{href || field ? <a href={href ?? `#${field}`}>{text}</a> : text}</li>
        ))}
      </ul>
    </div>
  )
}

export type NoticeTone = 'success' | 'info' | 'warn'
const tones: Record<NoticeTone, { class: string; icon: IconName }> = {
  success: { class: 'ok', icon: 'ya' },
  info: { class: 'info', icon: 'info' },
  warn: { class: 'ubah', icon: 'ingat' },
}

/** One piece of news. `live` for what has just happened (read aloud at once). */
export const Notice = ({ tone = 'info', title, live, children }: { tone?: NoticeTone; title?: string; live?: boolean; children?: ComponentChildren }) => (
  <div class={`kabar ${tones[tone].class}`} role={live ? 'status' : undefined}>
    <Icon name={tones[tone].icon} />
    <div>
      {title && <h2>{title}</h2>}
      {children}
    </div>
  </div>
)

/** An aside inside running text. */
export const Inset = ({ children }: { children: ComponentChildren }) => <div class="sisip">{children}</div>

/** Explanation that opens on demand. */
export const Details = ({ summary, open, children }: { summary: string; open?: boolean; children: ComponentChildren }) => (
  <details class="lipat" open={open}>
    <summary>
      <span>{summary}</span>
    </summary>
    <div>{children}</div>
  </details>
)

/** Answers to questions people have at a field, beside it: the term is there to read, its explanation opens. */
export const Explain = ({ items }: { items: readonly { term: string; text: string }[] }) => (
  <>
    {items.map(({ term, text }) => (
      <details class="tahu">
        <summary>{term}</summary>
        <p>{text}</p>
      </details>
    ))}
  </>
)

/** Bukti: the end of an act, with the number to keep. It carries the page's h1. */
export const Panel = ({ title, number, children }: { title: string; number?: string; children?: ComponentChildren }) => (
  <div class="bukti">
    <Icon name="ya" />
    <h1>{title}</h1>
    {number && <p class="nomor">{number}</p>}
    {children}
  </div>
)
