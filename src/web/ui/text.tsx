// Small pieces of text with a fixed form.
import type { ComponentChildren } from 'preact'

/** Text for screen readers only. */
export const Hidden = ({ children }: { children: ComponentChildren }) => <span class="vh">{children}</span>

/** NIP in groups (19760314 200003 1 502); the gaps are drawn, so a copy carries digits only. */
export function Nip({ value }: { value: string }) {
  if (!/^\d{18}$/.test(value)) return <span class="nip">{value}</span>
  return (
    <span class="nip">
      <i>{value.slice(0, 8)}</i>
      <i>{value.slice(8, 14)}</i>
      <i>{value.slice(14, 15)}</i>
      <i>{value.slice(15)}</i>
    </span>
  )
}

/** Digits of equal width: dates, decree numbers, counts in columns. */
export const Angka = ({ children }: { children: ComponentChildren }) => <span class="angka">{children}</span>
