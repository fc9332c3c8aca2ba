// Saves what is typed: one request at a time, coalesced, repeated until it is answered; the server's versions come back with each answer.
import { autoWords, restoredWords, saveWords, type SaveState } from '../web/ui/words.ts'
import { showFaults } from './live.ts'
import { findCopy, keepCopy, markSent, restore } from './salinan.ts'
import { whenReleased } from './tekan.ts'

const PAUSE_MS = 2000
const RETRY_MS = [3000, 8000, 20_000]
const PATIENCE_MS = 30_000

type Answer = {
  versi: Record<string, number | string>
  salah: Record<string, string>
  ingat: Record<string, string>
  konflik: Record<string, string>
  maju?: { selesai: number; semua: number }
  pukul: string
}
type Batch = { rows: readonly string[]; body: URLSearchParams }
/** `again`: no answer; `refused`: an answer that repeating does not change. */
type Outcome = 'saved' | 'again' | 'refused'

const words = autoWords[document.body.dataset.halaman === 'baris' ? 'baris' : 'isian']

/** Attaches to `form[data-simpan-otomatis]`. */
export function autosave(form: HTMLFormElement): void {
  state('awal', '', words.awal)
  const dirty = new Set<string>()
  /** asked and not answered: repeated byte by byte, so that the server knows it again when only the answer got lost */
  let open: Batch | undefined
  let flying = false
  let tries = 0
  let timer: number | undefined
  /** the button that was pressed while a request was under way, whose answer brings the versions it needs */
  let pressed: HTMLElement | null | undefined

  const plan = (ms: number): void => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void save(), ms)
  }
  const save = async (): Promise<void> => {
    if (flying || (!open && dirty.size === 0)) return
    open ??= take()
    keep()
    const sent = open
    flying = true
    state('menyimpan')
    const outcome = await send(form, sent, () => dirty.size > 0)
    flying = false
    tries = outcome === 'again' ? tries + 1 : 0
    if (outcome !== 'again') open = undefined
    // Refused typing waits here for the next try, or for the page to go away.
    if (outcome === 'refused') for (const row of sent.rows) dirty.add(row)
    keep()
    if (outcome === 'again') plan(RETRY_MS[Math.min(tries, RETRY_MS.length) - 1]!)
    else if (outcome === 'saved' && dirty.size) plan(PAUSE_MS)
    const button = pressed
    pressed = undefined
    if (outcome !== 'again') button?.click()
  }
  const take = (): Batch => {
    const rows = [...dirty]
    dirty.clear()
    return { rows, body: body(form, rows) }
  }
  const touched = (event: Event): void => {
    const { name } = event.target as HTMLInputElement
    if (!name || (name.startsWith('_') && !name.startsWith('_ket'))) return
    dirty.add(rowOf(event.target as HTMLElement))
    keep()
    plan(PAUSE_MS)
  }
  const unsaved = () => [...new Set([...dirty, ...(open?.rows ?? [])])]
  /** What no server has: what is unsaved, and what was refused because somebody changed it elsewhere. */
  const keep = () => {
    const rows = [...new Set([...unsaved(), ...[...clashes.keys()].map((key) => (key === '_versi' ? '' : key))])]
    keepCopy(form, rows.length > 0 ? body(form, rows) : undefined, open?.body)
  }
  form.addEventListener('input', touched)
  form.addEventListener('change', touched)
  form.addEventListener('submit', (event) => {
    clearTimeout(timer)
    // Without a connection the browser would leave the page for an error of its own.
    if (flying || tries > 0 || !navigator.onLine) {
      event.preventDefault()
      pressed = event.submitter
      if (!open) dirty.add(rowOf(form))
      void save()
      return
    }
    dirty.clear()
    markSent(form)
  })
  window.addEventListener('online', () => plan(0))
  // Without a connection, or behind an unanswered request, the last resort below cannot be trusted: the person is asked.
  const risky = () => (open && dirty.size > 0) || (unsaved().length > 0 && (tries > 0 || !navigator.onLine))
  window.addEventListener('beforeunload', (event) => risky() && event.preventDefault())
  // The last resort when the page goes away with something unsaved.
  window.addEventListener('pagehide', () => {
    if (unsaved().length && navigator.sendBeacon(form.action, body(form, unsaved())) && tries === 0 && navigator.onLine && clashes.size === 0) markSent(form)
  })
  const copy = findCopy(form)
  if (!copy) return
  const rows = rowsIn(copy.body)
  if (!differs(form, copy.body, rows)) return keepCopy(form)
  restore(form, copy.body, rows, rowOf)
  form.dispatchEvent(new Event('change'))
  for (const row of rows) dirty.add(row)
  // The question whose answer was lost comes first: its answer brings the versions that the newer typing needs.
  if (copy.asked) open = { rows: rowsIn(copy.asked), body: copy.asked }
  tellRestored(form)
  plan(0)
}

/** The items that a kept body is about; on a row page the whole form is one. */
function rowsIn(copy: URLSearchParams): string[] {
  const items = [...copy.keys()].filter((name) => name.endsWith('__versi')).map((name) => name.replace(/__versi$/, ''))
  return items.length > 0 ? items : ['']
}

/** Does the page show something else than what was kept? What a last resort has brought to the server after all is there already. */
function differs(form: HTMLFormElement, copy: URLSearchParams, rows: readonly string[]): boolean {
  const typed = (p: URLSearchParams) =>
    [...p]
      .filter(([name, value]) => value !== '' && !/^_(versi|untuk)$|__versi$/.test(name))
      .map((pair) => pair.join('='))
      .sort()
      .join('&')
  return typed(body(form, rows)) !== typed(copy)
}

function tellRestored(form: HTMLFormElement): void {
  const note = Object.assign(document.createElement('p'), { className: 'kabar info', textContent: restoredWords })
  note.setAttribute('role', 'status')
  form.before(note)
}

/** Item whose inputs belong together: a compare row, or the whole form on a row page. */
const rowOf = (el: HTMLElement): string => el.closest<HTMLElement>('.row')?.id.replace(/-baris$/, '') ?? ''

function body(form: HTMLFormElement, rows: readonly string[]): URLSearchParams {
  const out = new URLSearchParams({ _otomatis: '1' })
  for (const el of Array.from(form.elements) as HTMLInputElement[]) {
    if (!el.name || el.disabled || el.type === 'submit' || ((el.type === 'radio' || el.type === 'checkbox') && !el.checked)) continue
    if (el.name === '_versi' || el.name === '_untuk' || el.name.startsWith('_ket') || (!el.name.startsWith('_') && rows.includes(rowOf(el))))
      out.append(el.name, el.value)
  }
  return out
}

async function send(form: HTMLFormElement, { rows, body }: Batch, isMore: () => boolean): Promise<Outcome> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
      signal: patience.signal,
    })
    if (answer.status === 429 || answer.status >= 500) return tell('again', 'belum')
    if (answer.status === 401 || answer.redirected)
      return tell('refused', 'belum', ['Sesi Anda berakhir.', ' Isian masih di layar ini. Masuk kembali di tab lain, lalu lanjutkan di sini.'])
    const got = (await answer.json()) as Answer & { judul?: string; pesan?: string }
    if (got.judul) return tell('refused', 'belum', [got.judul, ` ${got.pesan ?? ''}`])
    await new Promise<void>(whenReleased)
    apply(form, got, rows, isMore())
    return 'saved'
  } catch {
    return tell('again', 'putus')
  } finally {
    clearTimeout(timer)
  }
}

function tell(outcome: Outcome, next: SaveState, text?: readonly [string, string]): Outcome {
  state(next, '', text)
  return outcome
}

/** Rows that somebody changed elsewhere, until they are saved: a later save of another row must not hide them. */
const clashes = new Map<string, string>()

/** `more`: something was typed meanwhile, so that "Tersimpan" would promise too much. */
function apply(form: HTMLFormElement, got: Answer, rows: readonly string[], more: boolean): void {
  for (const [kunci, versi] of Object.entries(got.versi)) {
    const input = form.elements.namedItem(kunci === '_versi' ? '_versi' : `${kunci}__versi`) as HTMLInputElement | null
    if (input) input.value = String(versi)
  }
  showFaults(form, got.salah, got.ingat, rows)
  if (got.maju) progress(got.maju.selesai, got.maju.semua)
  for (const row of rows) clashes.delete(row || '_versi')
  for (const [row, text] of Object.entries(got.konflik)) clashes.set(row, text)
  if (clashes.size > 0)
    state('belum', '', ['Berubah di tempat lain:', ` ${[...clashes.values()].join('; ')}. Yang Anda tulis belum disimpan. Pilih Simpan untuk membandingkan.`])
  else if (!more) state('tersimpan', got.pukul, words.tersimpan)
}

function progress(done: number, all: number): void {
  for (const bar of document.querySelectorAll<HTMLProgressElement>('.maju progress')) {
    bar.value = done
    bar.max = Math.max(all, 1)
    const words = bar.nextElementSibling
    if (words) words.textContent = words.textContent!.replace(/^\s*\d+ dari \d+/, `${done} dari ${all}`)
  }
}

function state(next: SaveState, time = '', text: readonly [string, string] = saveWords[next]): void {
  const bar = document.querySelector<HTMLElement>('.simpan')
  if (!bar) return
  bar.dataset.keadaan = next
  const [bold, rest] = [bar.querySelector('b'), bar.querySelector('b + span')]
  if (bold) bold.textContent = text[0] ?? ''
  if (rest) rest.textContent = (text[1] ?? '').replace('{pukul}', time)
}
