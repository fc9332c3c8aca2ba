// The definition of the section on this page: a file of its own, so that no page loads the rules of another.
import type { AnySection } from '../form/section.ts'

/** The section whose file the page names. Undefined when it names none. */
export async function loadSection(address: string | undefined): Promise<AnySection | undefined> {
  if (!address) return undefined
  const found = (await import(address)) as Record<string, unknown>
  return Object.values(found).find((x): x is AnySection => typeof x === 'object' && x !== null && 'fields' in x)
}
