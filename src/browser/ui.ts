// Small helps for every page: focus on the error summary, show a kata kunci, count letters, keep the last POST.
import { words } from '../web/ui/words.ts'
import { ingatKiriman, lupakanKiriman } from './kirim.ts'
import { forgetCopies } from './salinan.ts'

/** Call once per page, and again for markup that a script has put in. */
export function enhance(root: ParentNode = document): void {
  root.querySelector<HTMLElement>('[data-fokus]')?.focus()
  root.querySelectorAll<HTMLButtonElement>('[data-lihat]').forEach(showPassword)
  root.querySelectorAll<HTMLElement>('[data-hitung]').forEach(countLetters)
  root.querySelectorAll<HTMLButtonElement>('[data-tulis]').forEach(writeIn)
}

function showPassword(button: HTMLButtonElement): void {
  const input = document.getElementById(button.dataset.lihat!) as HTMLInputElement
  button.hidden = false
  const set = (shown: boolean) => {
    input.type = shown ? 'text' : 'password'
    button.setAttribute('aria-pressed', String(shown))
    button.firstChild!.textContent = shown ? words.sembunyikan : words.tampilkan
  }
  button.onclick = () => set(input.type === 'password')
  // Browsers offer to remember a kata kunci only from a password box.
  input.form?.addEventListener('submit', () => set(false))
}

/** Writes the words of the button into its box, as if they were typed. */
function writeIn(button: HTMLButtonElement): void {
  const input = document.getElementById(button.dataset.tulis!) as HTMLInputElement
  button.hidden = false
  button.onclick = () => {
    input.value = button.textContent!
    for (const kind of ['input', 'change']) input.dispatchEvent(new Event(kind, { bubbles: true }))
  }
}

function countLetters(note: HTMLElement): void {
  const area = document.getElementById(note.dataset.hitung!) as HTMLTextAreaElement
  const max = Number(area.dataset.maks)
  const show = () => {
    const left = max - area.value.length
    note.textContent = left >= 0 ? `Sisa ${left} huruf` : `Terlalu panjang ${-left} huruf`
  }
  area.addEventListener('input', show)
  show()
}

/** Once per page load. */
export function watchSubmits(): void {
  lupakanKiriman()
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (new URL(form.action).pathname === '/keluar') forgetCopies()
    else ingatKiriman(form, (event as SubmitEvent).submitter)
  })
}
