// <epu-pow data-tantangan="bits.salt.token">…picture code…</epu-pow>, inside a form. The server renders the picture code
// (image, hidden captcha_token, input captcha) as content: that is what people without script see and use. With script the
// element hides it and solves the task in slices, so that the page stays responsive; the result goes into a hidden input
// `pow`. A form sent earlier waits for it. With data-tombol="label" it stays a picture code with that button beside it.
import { readTask, solveSlice, writeSolution } from '../security/powCore.ts'

class Pow extends HTMLElement {
  private done = false
  private status = document.createElement('p')

  connectedCallback(): void {
    const task = readTask(this.dataset.tantangan ?? '')
    const form = this.closest('form')
    if (!task || !form || this.done) return
    this.status.setAttribute('role', 'status')
    const start = (): void => {
      this.picture(false)
      this.status.textContent = 'Memeriksa peramban Anda…'
      let waiting: { by: HTMLElement | null } | undefined
      form.addEventListener(
        'submit',
        (event) => {
          if (this.done) return
          event.preventDefault()
          event.stopImmediatePropagation()
          waiting = { by: event.submitter }
        },
        true,
      )
      const work = (from: number): void => {
        // About 10 ms on an old phone; the pause in between lets typing and scrolling through.
        const n = solveSlice(task, from, 1000)
        if (n === undefined) return void setTimeout(work, 0, from + 1000)
        this.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'pow', value: writeSolution(n, task.token) }))
        this.done = true
        this.status.textContent = 'Pemeriksaan peramban selesai.'
        if (waiting) form.requestSubmit(waiting.by)
      }
      setTimeout(work, 0, 0)
    }
    const label = this.dataset.tombol
    this.append(this.status)
    if (!label) return start()
    const button = Object.assign(document.createElement('button'), {
      type: 'button',
      textContent: label,
      onclick: () => (button.remove(), start()),
    })
    this.append(button)
  }

  // Disabled inputs are not sent and not required: a hidden required input would stop the form without a word.
  private picture(shown: boolean): void {
    for (const child of Array.from(this.children)) if (child !== this.status) (child as HTMLElement).hidden = !shown
    for (const input of this.querySelectorAll('input')) input.disabled = !shown
  }
}

customElements.define('epu-pow', Pow)
