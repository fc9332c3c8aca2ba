// Step 4 of registration with script: ticks for the rules that can be seen here, "Pakai ini", and the box for an own question.

/** Wires what stands on the page; nothing of it is needed. */
export function kataKunci(): void {
  document.querySelectorAll<HTMLElement>('[data-aturan]').forEach(ticks)
  document.querySelectorAll<HTMLButtonElement>('[data-pakai]').forEach(use)
  document.querySelectorAll<HTMLElement>('[data-bila]').forEach(onlyWhen)
}

const input = (id: string) => document.getElementById(id) as HTMLInputElement | null

function ticks(box: HTMLElement): void {
  const first = input(box.dataset.aturan!)
  const same = box.querySelector<HTMLElement>('[data-syarat=sama]')
  const second = input(same?.dataset.dengan ?? '')
  if (!first || !second) return
  const show = (): void => {
    const text = first.value
    const holds: Record<string, boolean> = {
      panjang: [...text].length >= Number(box.querySelector<HTMLElement>('[data-syarat=panjang]')?.dataset.palingSedikit),
      'bukan-angka': text !== '' && /\D/.test(text) && !/^(.)\1*$/.test(text),
      sama: text !== '' && text === second.value,
    }
    for (const line of box.querySelectorAll<HTMLElement>('[data-syarat]')) line.classList.toggle('penuh', holds[line.dataset.syarat!])
  }
  first.addEventListener('input', show)
  second.addEventListener('input', show)
}

function use(button: HTMLButtonElement): void {
  button.hidden = false
  button.onclick = () => {
    for (const id of button.dataset.ke!.split(' ')) {
      const target = input(id)
      if (!target) continue
      target.value = button.dataset.pakai!
      target.dispatchEvent(new Event('input'))
    }
  }
}

/** data-bila="pertanyaan=sendiri": shown only while that select has that value. */
function onlyWhen(box: HTMLElement): void {
  const [name, value] = box.dataset.bila!.split('=') as [string, string]
  const select = document.getElementById(name) as HTMLSelectElement | null
  if (!select) return
  const show = (): void => void (box.hidden = select.value !== value)
  select.addEventListener('change', show)
  show()
}
