// <epu-cari>: the combobox on top of a Cari-pilih field. Without it the same field works with Cari and radios.

type Found = { id: string; nama: string; ket: string; info: Record<string, unknown> }

const PAUSE_MS = 300
const MIN_LETTERS = 2

class Cari extends HTMLElement {
  private input!: HTMLInputElement
  private list = document.createElement('ul')
  private status = document.createElement('p')
  private found: Found[] = []
  private at = -1
  private timer: number | undefined
  private asked = 0

  connectedCallback(): void {
    this.input = this.querySelector('input[type=text]')!
    const name = this.dataset.nama!
    this.querySelector('.tombol-cari')?.setAttribute('hidden', '')
    this.list.id = `${name}-daftar`
    this.list.className = 'sug'
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', 'Hasil pencarian')
    this.list.hidden = true
    this.status.className = 'vh'
    this.status.setAttribute('role', 'status')
    this.append(this.list, this.status)
    for (const [key, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-autocomplete': 'list', 'aria-controls': this.list.id }))
      this.input.setAttribute(key, value)
    this.input.addEventListener('input', () => this.typed())
    this.input.addEventListener('keydown', (event) => this.key(event))
    this.input.addEventListener('blur', () => window.setTimeout(() => this.close(), 150))
    // An empty list that belongs to a parent opens at once.
    this.input.addEventListener('focus', () => this.input.value === '' && this.dataset.dalam && void this.ask())
  }

  /** The hidden id; radios of a search without script are replaced by it. */
  private chosen(): HTMLInputElement {
    const name = `${this.dataset.nama}__id`
    const old = this.querySelector<HTMLInputElement>(`input[type=hidden][name="${CSS.escape(name)}"]`)
    if (old) return old
    this.closest('.medan')
      ?.querySelectorAll('fieldset.hasil, p.hasil')
      .forEach((el) => el.remove())
    const input = Object.assign(document.createElement('input'), { type: 'hidden', name })
    this.append(input)
    return input
  }

  private typed(): void {
    this.chosen().value = ''
    this.querySelector('.terpilih')?.remove()
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.ask(), PAUSE_MS)
  }

  private async ask(): Promise<void> {
    const q = this.input.value.trim()
    const { dalam, jenisDari } = this.dataset
    const typed = new FormData(this.input.form!)
    const parent = dalam && String(typed.get(`${dalam}__id`) ?? typed.get(dalam) ?? '')
    const kind = jenisDari && String(typed.get(jenisDari) ?? '')
    if (q.length < MIN_LETTERS && !parent) return this.close()
    const mine = ++this.asked
    const query = new URLSearchParams(this.dataset.saring)
    query.set('q', q)
    if (parent) query.set('dalam', parent)
    if (kind) query.set('jenis', kind)
    try {
      const answer = await fetch(`/cari/${this.dataset.daftar}?${query.toString()}`, { headers: { accept: 'application/json' }, credentials: 'same-origin' })
      if (mine !== this.asked || document.activeElement !== this.input) return
      if (!answer.ok) throw new Error(answer.statusText)
      this.show(((await answer.json()) as { hasil: Found[] }).hasil, q)
    } catch {
      this.say('Pencarian belum berhasil. Periksa sambungan, lalu ketik lagi.')
    }
  }

  private show(found: Found[], q: string): void {
    this.found = found
    this.at = -1
    this.list.replaceChildren(...found.map((f, i) => this.option(f, i, q)))
    this.list.hidden = found.length === 0
    this.input.setAttribute('aria-expanded', String(found.length > 0))
    this.input.removeAttribute('aria-activedescendant')
    this.say(found.length ? `${found.length} pilihan. Gunakan panah atas dan bawah.` : 'Tidak ada yang cocok.')
  }

  private option(f: Found, i: number, q: string): HTMLLIElement {
    const li = document.createElement('li')
    li.id = `${this.list.id}-${i}`
    li.setAttribute('role', 'option')
    li.setAttribute('aria-selected', 'false')
    const start = f.nama.toLowerCase().indexOf(q.toLowerCase())
    if (start >= 0 && q)
      li.append(
        f.nama.slice(0, start),
        Object.assign(document.createElement('mark'), { textContent: f.nama.slice(start, start + q.length) }),
        f.nama.slice(start + q.length),
      )
    else li.append(f.nama)
    if (f.ket) li.append(Object.assign(document.createElement('small'), { textContent: f.ket }))
    li.addEventListener('mousedown', (event) => {
      event.preventDefault()
      this.pick(f)
    })
    return li
  }

  private key(event: KeyboardEvent): void {
    const open = !this.list.hidden
    if (event.key === 'Escape') return this.close()
    // While the list is open, Enter belongs to it; otherwise it presses Simpan.
    if (event.key === 'Enter' && open) {
      event.preventDefault()
      return this.at >= 0 ? this.pick(this.found[this.at]!) : this.close()
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!step) return
    event.preventDefault()
    if (!open) return void this.ask()
    this.at = (this.at + step + this.found.length) % this.found.length
    Array.from(this.list.children).forEach((li, i) => li.setAttribute('aria-selected', String(i === this.at)))
    const active = this.list.children[this.at]!
    active.scrollIntoView({ block: 'nearest' })
    this.input.setAttribute('aria-activedescendant', active.id)
  }

  private pick(f: Found): void {
    this.input.value = f.nama
    this.chosen().value = f.id
    const own = this.closest('.medan')?.querySelector<HTMLInputElement>(`input[name="${CSS.escape(this.dataset.nama!)}__usul"]`)
    if (own) own.checked = false
    this.close()
    this.querySelector('.terpilih')?.remove()
    if (f.ket) this.append(Object.assign(document.createElement('p'), { className: 'terpilih', textContent: f.ket }))
    this.fill(f)
    this.say(`${f.nama} dipilih.`)
    this.input.dispatchEvent(new Event('change', { bubbles: true }))
  }

  /** A unit brings its structural position and eselon along. */
  private fill(f: Found): void {
    const form = this.input.form
    for (const [from, to] of new URLSearchParams(this.dataset.isi)) {
      const target = form!.elements.namedItem(to) as HTMLInputElement | null
      if (target && typeof f.info[from] === 'string') target.value = f.info[from] as string
    }
  }

  private close(): void {
    this.list.hidden = true
    this.input.setAttribute('aria-expanded', 'false')
    this.input.removeAttribute('aria-activedescendant')
  }

  private say(text: string): void {
    this.status.textContent = text
  }
}

customElements.define('epu-cari', Cari)
