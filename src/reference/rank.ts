// Which of the entries found fits best what was typed.
import type { Form, Group } from './typed.ts'

/** What is compared: the words of a name, or of a former name by which the entry was found. */
export type Candidate = { cari: string; induk_id: string | null; jenis: string | null; milik: boolean }

/** Entries above a candidate that a typed word names; the candidate need not carry the word itself. */
export type Above = ReadonlyMap<string, readonly string[]>

const ABOVE_WEIGHT = 0.6

/** Best first: how much of the typing is met, then own entries, then the order of kinds, then the closer and shorter name. */
export function ranked<T extends Candidate>(candidates: readonly T[], groups: readonly Group[], kinds: readonly string[] = [], above: Above = new Map()): T[] {
  const kindOf = (c: T) => (kinds.length > 0 ? kinds.indexOf(c.jenis ?? '') : 0)
  return candidates
    .map((c) => ({ c, fit: fitOf(c, groups, above) }))
    .sort(
      (a, b) =>
        Math.round(b.fit.met * 10) - Math.round(a.fit.met * 10) ||
        Number(b.c.milik) - Number(a.c.milik) ||
        kindOf(a.c) - kindOf(b.c) ||
        b.fit.fine - a.fit.fine ||
        (a.c.cari < b.c.cari ? -1 : 1),
    )
    .map(({ c }) => c)
}

/** `met` = share of the typing that is met; `fine` also counts order, beginning and what is left over. */
function fitOf(c: Candidate, groups: readonly Group[], above: Above): { met: number; fine: number } {
  const words = c.cari.split(' ')
  const used = new Set<number>()
  let [met, total, inOrder, before] = [0, 0, 0, -1]
  for (const g of groups) {
    const weight = Math.min(1, 0.4 + g.typed.length / 10)
    const best = g.forms.map((f) => fitOfForm(f, words)).reduce((a, b) => (b.fit > a.fit ? b : a), { fit: 0, at: [] as number[] })
    const higher = (above.get(g.typed) ?? []).some((id) => c.induk_id?.startsWith(id)) ? ABOVE_WEIGHT : 0
    total += weight
    met += weight * Math.max(best.fit, higher)
    if (best.fit === 0) continue
    if (best.at[0]! > before) inOrder++
    before = best.at[0]!
    for (const i of best.at) used.add(i)
  }
  const starts = used.has(0) ? 1 : 0
  return { met: met / total, fine: (10 * met) / total + (2 * used.size) / words.length + inOrder / groups.length + starts }
}

function fitOfForm(form: Form, words: readonly string[]): { fit: number; at: number[] } {
  const at: number[] = []
  let fit = form.weight
  for (const [i, w] of form.words.entries()) {
    const exact = words.indexOf(w)
    const found = exact >= 0 || !form.open || i < form.words.length - 1 ? exact : words.findIndex((x) => x.startsWith(w))
    if (found < 0) return { fit: 0, at: [] }
    if (exact < 0) fit *= 0.8 + (0.2 * w.length) / words[found]!.length
    at.push(found)
  }
  return { fit, at }
}
