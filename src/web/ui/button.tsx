// Buttons, links that look like buttons, the way back.
import type { ComponentChildren, JSX } from 'preact'
import { useContext } from 'preact/hooks'
import { Acting, ACTING_FIELD } from '../acting.ts'
import { Icon } from './icon.tsx'
import { Hidden } from './text.tsx'

/** One primary per page; danger for deleting; link for small acts that must be a POST. */
export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'link'
const classes: Record<ButtonKind, string> = { primary: 'btn', secondary: 'btn kedua', danger: 'btn bahaya', link: 'tautan' }

export type ButtonProps = {
  children: ComponentChildren
  kind?: ButtonKind
  /** 44 px instead of 48, for rows and cards */
  small?: boolean
  name?: string
  value?: string
  /** id of the form when the button stands outside it (save bar) */
  form?: string
  /** skips HTML checks and is not the main act, such as Cari */
  noValidate?: boolean
  disabled?: boolean
  /** words for screen readers after the visible ones: Hapus *golongan III/a* */
  about?: string
  attrs?: JSX.HTMLAttributes<HTMLButtonElement>
}

/** A submit button. */
export function Button({ children, kind = 'primary', small, noValidate, about, attrs, ...rest }: ButtonProps) {
  return (
    <button type="submit" class={classes[kind] + (small ? ' kecil' : '')} formnovalidate={noValidate} {...rest} {...attrs}>
      {children}
      {about && <Hidden> {about}</Hidden>}
    </button>
  )
}

export type ButtonLinkProps = {
  href: string
  children: ComponentChildren
  kind?: Exclude<ButtonKind, 'link'>
  small?: boolean
  about?: string
  newTab?: boolean
}

/** A link drawn as a button: it leads somewhere and changes nothing. */
export const ButtonLink = ({ href, children, kind = 'primary', small, about, newTab }: ButtonLinkProps) => (
  <a class={classes[kind] + (small ? ' kecil' : '')} href={href} target={newTab ? '_blank' : undefined} rel={newTab ? 'noopener' : undefined}>
    {children}
    {about && <Hidden> {about}</Hidden>}
  </a>
)

/** A POST without a page of its own (Keluar, Lepas, Urungkan): one-button form. */
export function PostLink({
  action,
  children,
  about,
  kind = 'link',
  fields = {},
}: {
  action: string
  children: ComponentChildren
  about?: string
  kind?: ButtonKind
  fields?: Record<string, string | undefined>
}) {
  const acting = useContext(Acting)
  return (
    <form method="post" action={action}>
      {acting && <input type="hidden" name={ACTING_FIELD} value={acting} />}
      {Object.entries(fields).map(([name, value]) => value !== undefined && <input type="hidden" name={name} value={value} />)}
      <Button kind={kind} about={about}>
        {children}
      </Button>
    </form>
  )
}

/**
 * First thing inside a form that has Cari or other small buttons: Enter in a text field presses the *first* submit
 * button of a form, and that must be the main act.
 */
export const DefaultSubmit = ({ name, value }: { name?: string; value?: string }) => (
  <button type="submit" class="vh" tabIndex={-1} aria-hidden="true" name={name} value={value} />
)

/** "‹ Daftar bagian" above the title. */
export const BackLink = ({ href, children = 'Kembali' }: { href: string; children?: ComponentChildren }) => (
  <a class="balik" href={href}>
    <Icon name="kiri" />
    {children}
  </a>
)

/** Buttons in a row; on narrow pages they fill the line on phones. */
export const Actions = ({ children }: { children: ComponentChildren }) => <div class="aksi">{children}</div>

/** Ways on from a short page (Lupa Kata Kunci, Cek Status): one link a line, far enough apart for a thumb. */
export const LinkList = ({ items }: { items: readonly { href: string; text: string }[] }) => (
  <ul class="jalan">
    {items.map(({ href, text }) => (
      <li>
        <a href={href}>{text}</a>
      </li>
    ))}
  </ul>
)
