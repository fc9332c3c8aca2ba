// Saves what is typed: one request at a time, coalesced, retried; the server's versions come back with each answer.
import { saveWords, type SaveState } from '../web/ui/words.ts'
import { showFaults } from './live.ts'

const PAUSE_MS = 2000
const RETRY_MS = [3000, 8000, 20_000]

type Answer = {
  versi: Record<string, number>
  salah: Record<string, string>
  ingat: Record<string, string>
  konflik: Record<string, string>
  maju?: { selesai: number; semua: number }
  pukul: string
}

/** Attaches to `form[data-simpan-otomatis]`. */
export function autosave(form: HTMLFormElement): void {
  const dirty = new Set<string>()
  let timer: number | undefined
  let busy = false
  let tries = 0

  const plan = (ms: number): void => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void save(), ms)
  }
  const touched = (event: Event): void => {
    const name = (event.target as HTMLInputElement).name
    if (!name || name.startsWith('_') && name !== '_ket') return
    dirty.add(rowOf(event.target as HTMLElement))
    plan(PAUSE_MS)
  }
  const save = async (): Promise<void> => {
    if (busy || dirty.size === 0) return
    busy = true
    const sent = [...dirty]
    dirty.clear()
    state('menyimpan')
    const again = await send(form, sent)
    busy = false
    if (again) {
      for (const row of sent) dirty.add(row)
      plan(RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]!)
    } else {
      tries = 0
      if (dirty.size) plan(PAUSE_MS)
    }
  }
  form.addEventListener('input', touched)
  form.addEventListener('change', touched)
  form.addEventListener('submit', () => {
    clearTimeout(timer)
    dirty.clear()
  })
  // The last resort when the page goes away with something unsaved.
  window.addEventListener('pagehide', () => {
    if (dirty.size) navigator.sendBeacon(form.action, body(form, [...dirty]))
  })
}

/** Item whose inputs belong together: a compare row, or the whole form on a row page. */
const rowOf = (el: HTMLElement): string => el.closest<HTMLElement>('.row')?.id.replace(/-baris$/, '') ?? ''

function body(form: HTMLFormElement, rows: readonly string[]): URLSearchParams {
  const out = new URLSearchParams({ _otomatis: '1' })
  for (const el of Array.from(form.elements) as HTMLInputElement[]) {
    if (!el.name || el.disabled || el.type === 'submit' || ((el.type === 'radio' || el.type === 'checkbox') && !el.checked)) continue
    if (el.name === '_versi' || el.name === '_ket' || (!el.name.startsWith('_') && rows.includes(rowOf(el)))) out.append(el.name, el.value)
  }
  return out
}

/** Sends; true = try again later. */
async function send(form: HTMLFormElement, rows: readonly string[]): Promise<boolean> {
  let answer: Response
  try {
    answer = await fetch(form.action, { method: 'POST', body: body(form, rows), headers: { accept: 'application/json' }, credentials: 'same-origin' })
  } catch {
    state('putus')
    return true
  }
  if (answer.status === 429 || answer.status >= 500) {
    state('belum')
    return true
  }
  if (answer.status === 401 || answer.redirected) return tell('Sesi Anda berakhir.', 'Isian masih di layar ini. Masuk kembali di tab lain, lalu lanjutkan di sini.')
  const got = (await answer.json()) as Answer & { judul?: string; pesan?: string }
  if (got.judul) return tell(got.judul, got.pesan ?? '')
  apply(form, got, rows)
  return false
}

function tell(title: string, text: string): boolean {
  state('belum', '', [title, ` ${text}`])
  return false
}

function apply(form: HTMLFormElement, got: Answer, rows: readonly string[]): void {
  for (const [kunci, versi] of Object.entries(got.versi)) {
    const input = form.elements.namedItem(kunci === '_versi' ? '_versi' : `${kunci}__versi`) as HTMLInputElement | null
    if (input) input.value = String(versi)
  }
  showFaults(form, got.salah, got.ingat, rows)
  if (got.maju) progress(got.maju.selesai, got.maju.semua)
  const clashes = Object.values(got.konflik)
  if (clashes.length) tell('Berubah di tempat lain:', `${clashes.join('; ')}. Muat ulang halaman untuk melihatnya.`)
  else state('tersimpan', got.pukul)
}

function progress(done: number, all: number): void {
  for (const bar of document.querySelectorAll<HTMLProgressElement>('.maju progress')) {
    bar.value = done
    bar.max = Math.max(all, 1)
    const words = bar.nextElementSibling
    if (words) words.textContent = words.textContent!.replace(/^\s*\d+ dari \d+/, `${done} dari ${all}`)
  }
}

function state(next: SaveState, time = '', text: readonly [string, string] | readonly string[] = saveWords[next]): void {
  const bar = document.querySelector<HTMLElement>('.simpan')
  if (!bar) return
  bar.dataset.keadaan = next
  const [bold, rest] = [bar.querySelector('b'), bar.querySelector('b + span')]
  if (bold) bold.textContent = text[0] ?? ''
  if (rest) rest.textContent = (text[1] ?? '').replace('{pukul}', time)
}
