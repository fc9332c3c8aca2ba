// The same rules while typing: sentences under the fields, fields that depend on others, dates read back.
import { readBackOf } from '../form/dates.ts'
import type { Raw } from '../form/field.ts'
import { judge, parse, type AnySection, type RuleContext } from '../form/section.ts'
import { loadSection } from './bagian.ts'
import { whenReleased } from './tekan.ts'

const sections = new WeakMap<HTMLFormElement, AnySection>()

/** Attaches to a form of the section named in `data-bagian`; checks begin when its rules have come. */
export function live(form: HTMLFormElement): void {
  void loadSection(form.dataset.definisi).then((s) => s && sections.set(form, s))
  const dependents = () => form.querySelectorAll<HTMLElement>('[data-bila]').forEach((el) => (el.hidden = !isShown(form, el) || el.dataset.tutup === ''))
  form.querySelectorAll<HTMLElement>('.panel').forEach((panel) => levels(panel, dependents))
  const changed = (el: HTMLInputElement): void => {
    dependents()
    const s = sections.get(form)
    if (s?.fields[el.name]) check(form, s, el)
  }
  form.addEventListener('change', (event) => whenReleased(() => changed(event.target as HTMLInputElement)))
  form.addEventListener('input', (event) => readBack(event.target as HTMLInputElement))
  dependents()
}

/** A checkbox that is on says 1, off it says nothing; a field that is hidden itself hides what depends on it. */
function isShown(form: HTMLFormElement, el: HTMLElement): boolean {
  const { bila = '', nilai = '' } = el.dataset
  const on = form.elements.namedItem(bila)
  const value = on instanceof HTMLInputElement && on.type === 'checkbox' ? String(on.checked) : String(new FormData(form).get(bila) ?? '')
  const above = on instanceof HTMLElement && on.closest<HTMLElement>('[data-bila]')
  return nilai.split(' ').includes(value) && !(above && above !== el && !isShown(form, above))
}

/** Lower levels of a place (kabupaten, kecamatan, desa) are added and removed one by one, as in the manual. */
function levels(panel: HTMLElement, refresh: () => void): void {
  const all = Array.from(panel.querySelectorAll<HTMLElement>('[data-tingkat]'))
  if (all.length === 0) return
  const filled = (el: HTMLElement) => el.querySelector<HTMLInputElement>('input[type=text]')!.value !== ''
  const form = panel.closest('form')!
  const buttons = document.createElement('p')
  buttons.className = 'aksi'
  all.at(-1)!.after(buttons)
  let open = all.findLastIndex(filled) + 1
  // Only when a level comes or goes: a button that is replaced while it is being pressed never gets its click.
  const draw = () => {
    all.forEach((el, i) => (i < open ? delete el.dataset.tutup : (el.dataset.tutup = '')))
    buttons.replaceChildren(
      ...[
        open < all.length && button(`Tambah ${all[open]!.dataset.tingkat}`, () => open++),
        open > 0 && button(`Hapus ${all[open - 1]!.dataset.tingkat}`, () => clear(all[--open]!)),
      ].filter((b) => b !== false),
    )
    show()
  }
  const show = () => {
    refresh()
    buttons.hidden = !isShown(form, all[0]!)
  }
  const button = (text: string, act: () => unknown) =>
    Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'btn kedua kecil',
      textContent: text,
      onclick: () => (act(), draw(), open > 0 && all[open - 1]!.querySelector<HTMLInputElement>('input')?.focus()),
    })
  form.addEventListener('change', () => whenReleased(show))
  draw()
}

function clear(el: HTMLElement): void {
  for (const input of el.querySelectorAll('input')) {
    if (input.type === 'checkbox') input.checked = false
    else input.value = ''
  }
  el.querySelector('input')!.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Rules look only at what is on this page; the server looks at the rest. */
function check(form: HTMLFormElement, s: AnySection, el: HTMLInputElement): void {
  const raw = Object.fromEntries(new FormData(form)) as Raw
  const fields = Object.keys(s.fields).filter((key) => raw[key] !== undefined && answered(form, key))
  const read = parse(s, raw, fields)
  const ctx: RuleContext = { nip: form.dataset.nip ?? '', acuan: form.dataset.acuan ?? '9999', info: () => undefined, rows: () => [] }
  const found = judge(s, read.values, ctx, read.errors)
  show(form, el.name, found.errors[el.name], found.warnings[el.name])
}

/** In a compare row only a correction counts. */
function answered(form: HTMLFormElement, key: string): boolean {
  const row = (form.elements.namedItem(key) as HTMLElement | null)?.closest?.('.row')
  return !row || row.querySelector<HTMLInputElement>('input.n')?.checked === true
}

/** Shows the server's sentences for the items that were sent; the others keep theirs. */
export function showFaults(form: HTMLFormElement, errors: Record<string, string>, warnings: Record<string, string>, rows: readonly string[]): void {
  const s = sections.get(form)
  const remarks = Array.from(form.querySelectorAll<HTMLInputElement>('[name$="_ket"]'), (el) => el.name)
  // Questions of a questionnaire are data: only their inputs tell which there are.
  const keys = s ? Object.keys(s.fields) : Array.from(form.querySelectorAll<HTMLInputElement>('.medan [name]'), (el) => el.name)
  for (const key of new Set([...keys, ...remarks])) {
    const el = form.elements.namedItem(key)
    const row = (el instanceof HTMLElement ? el : ((el as RadioNodeList | null)?.[0] as HTMLElement | undefined))?.closest<HTMLElement>('.row')
    if (el && rows.includes(row?.id.replace(/-baris$/, '') ?? '')) show(form, key, errors[key], warnings[key])
  }
}

function show(form: HTMLFormElement, key: string, error: string | undefined, warning: string | undefined): void {
  const found = form.elements.namedItem(key)
  const control = (found instanceof RadioNodeList ? found[0] : found) as HTMLInputElement | null
  const field = control?.closest<HTMLElement>('.medan')
  if (!control || !field) return
  message(field, control, `${key}-err`, 'errmsg', error)
  message(field, control, `${key}-ingat`, 'ingat', error ? undefined : warning)
  if (error) control.setAttribute('aria-invalid', 'true')
  else control.removeAttribute('aria-invalid')
  const row = field.closest<HTMLElement>('.row')
  row?.classList.toggle('err', row.querySelector('.errmsg') !== null)
  const remark = row?.querySelector<HTMLElement>('[data-keterangan]')
  if (remark && warning) remark.hidden = false
}

function message(field: HTMLElement, control: HTMLElement, id: string, className: string, text: string | undefined): void {
  const old = document.getElementById(id)
  const described = new Set((control.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean))
  described.delete(id)
  old?.remove()
  if (text) {
    const p = Object.assign(document.createElement('p'), { id, className, textContent: text })
    field.querySelector('label, legend')!.after(p)
    described.add(id)
  }
  control.setAttribute('aria-describedby', [...described].join(' '))
}

function readBack(el: HTMLInputElement): void {
  const note = document.querySelector<HTMLElement>(`[data-baca="${CSS.escape(el.name)}"]`)
  if (!note) return
  const day = readBackOf(el.value.trim())
  note.hidden = !day
  note.textContent = day ? `Dibaca ${day}` : ''
}
