// The definition of the section on this page: each is a file of its own, so that no page loads the rules of another.
import type { AnySection } from '../form/section.ts'

/** The section with this code, once its file has come. Undefined when there is none. */
export async function loadSection(code: string | undefined): Promise<AnySection | undefined> {
  if (!code) return undefined
  const name = code.replace(/-(.)/g, (_, c: string) => c.toUpperCase())
  const found = (await import(`../sections/${name}.ts`)) as Record<string, AnySection>
  return found[name]
}
