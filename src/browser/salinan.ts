// Typing that no server has yet, kept in this tab until it is saved: a reload, a crash or a lost line costs nothing (R1). Off on a shared computer.
const KEY = 'ep-isian'

/**
 * The inputs of a form that are not known to be saved, and whose form it is; `asked`: the request with older typing that was not answered,
 * perhaps arrived all the same; `sent`: on their way as the page was left.
 */
type Copy = { nip: string; body: string; asked?: string; sent?: true }
type Copies = Record<string, Copy>

const isShared = (): boolean => document.body.dataset.bersama !== undefined
const placeOf = (form: HTMLFormElement): string => new URL(form.action).pathname
const nipOf = (form: HTMLFormElement): string => form.dataset.nip ?? ''

function read(): Copies {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Copies
  } catch {
    return {}
  }
}

function write(copies: Copies): void {
  try {
    if (Object.keys(copies).length > 0) sessionStorage.setItem(KEY, JSON.stringify(copies))
    else sessionStorage.removeItem(KEY)
  } catch {
    // storage is full or switched off: the page itself still holds the typing
  }
}

/** Keeps the unsaved inputs of a form, and the request that waits for its answer; without any, forgets what was kept of it. */
export function keepCopy(form: HTMLFormElement, body?: URLSearchParams, asked?: URLSearchParams): void {
  if (isShared()) return
  const { [placeOf(form)]: _, ...others } = read()
  write(body ? { ...others, [placeOf(form)]: { nip: nipOf(form), body: body.toString(), asked: asked?.toString() } } : others)
}

/** The page is being left and what is kept of this form goes with the request. */
export function markSent(form: HTMLFormElement): void {
  const { [placeOf(form)]: mine, ...others } = read()
  if (mine) write({ ...others, [placeOf(form)]: { ...mine, sent: true } })
}

/** Once per page load: what was sent has arrived, unless this is the page it was typed on; what another person typed goes. */
export function sweepCopies(here: readonly HTMLFormElement[]): void {
  const places = here.map(placeOf)
  const nip = here.map(nipOf)
  const left = Object.entries(read()).filter(
    ([at, { sent, ...copy }]) => !isShared() && (!sent || places.includes(at)) && (nip.length === 0 || nip.includes(copy.nip)),
  )
  write(Object.fromEntries(left))
}

/** What this tab still holds of a form. */
export function findCopy(form: HTMLFormElement): { body: URLSearchParams; asked?: URLSearchParams } | undefined {
  const mine = read()[placeOf(form)]
  return mine && { body: new URLSearchParams(mine.body), asked: mine.asked === undefined ? undefined : new URLSearchParams(mine.asked) }
}

/** At Keluar nothing stays behind. */
export const forgetCopies = (): void => write({})

/** Puts the kept inputs back where they were typed. The versions come too, so that a change made elsewhere meanwhile is noticed. */
export function restore(form: HTMLFormElement, copy: URLSearchParams, rows: readonly string[], rowOf: (el: HTMLElement) => string): void {
  for (const el of Array.from(form.elements) as HTMLInputElement[])
    if ((el.type === 'checkbox' || el.type === 'radio') && rows.includes(rowOf(el))) el.checked = copy.getAll(el.name).includes(el.value)
  for (const [name, value] of copy) {
    const found = form.elements.namedItem(name)
    const el = found instanceof HTMLElement ? (found as HTMLInputElement) : found ? undefined : addPicked(form, name)
    if (el && el.type !== 'checkbox' && el.type !== 'radio') el.value = value
  }
}

/** The hidden id of an entry that was picked in a combobox. */
function addPicked(form: HTMLFormElement, name: string): HTMLInputElement | undefined {
  const box = name.endsWith('__id') && form.querySelector(`epu-cari[data-nama="${CSS.escape(name.slice(0, -'__id'.length))}"]`)
  if (!box) return undefined
  const input = Object.assign(document.createElement('input'), { type: 'hidden', name })
  box.append(input)
  return input
}
