// Values that stand in no list: what waits for an operator, and what he refused.
import type { Ref } from './field.ts'
import type { Item } from './form.ts'

/** Is this value a text that stands in no list, and for which an operator is asked? */
export const isUnlisted = (value: unknown): boolean => (value as Ref | null | undefined)?.usul === true

/** What a person reads of a refused proposal. Undefined while nobody refused it. */
export function refusal(label: string, value: unknown): string | undefined {
  const { nama, tolak } = (value ?? {}) as Partial<Ref>
  return (
    tolak && `${label} “${nama}” tidak dapat ditambahkan ke daftar: ${tolak.replace(/[^.!?]$/, '$&.')} Pilih yang lain dari daftar, atau tulis lebih lengkap.`
  )
}

/** The first refusal of an item. */
export function refusalOf(i: Item): string | undefined {
  if (!i.waiting) return undefined
  return i.fields.flatMap((key) => refusal(i.section.fields[key]!.label, i.proposed?.[key]) ?? [])[0]
}
